"""Text files of comma-separated values, in whatever encoding Vietnamese programs have written them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from itertools import islice

from mttq.check.charsets import converted, in_unicode, is_syllable, odd_words, reread
from mttq.source.text import FORBIDDEN
from mttq.tables.table import LONGEST_CELL, ReceivedTable, RefusedTableError, trimmed

_SEPARATORS = (",", ";", "\t", "|")
_MARKUP = re.compile(r"\s*<(?:[a-zA-Z!?])")
_SAMPLE = 200_000  # characters, enough to know an encoding by
_SAMPLE_ROWS = 50
_SAVE_AS = "mở bằng Excel hay LibreOffice, lưu thành “CSV UTF-8” hoặc .xlsx rồi nhập lại"


def read_csv(content: bytes, origin: str) -> ReceivedTable:
    """Read a file of comma-separated values.

    Args:
        content: its bytes.
        origin: the file, as named.

    Raises:
        RefusedTableError: it is not text, or its encoding is not known.
    """
    text, encoding = decoded(content)
    if len(re.findall(FORBIDDEN, text[:_SAMPLE])) * 10 > len(text[:_SAMPLE]):
        raise RefusedTableError("tệp này không phải là văn bản", _SAVE_AS)
    if _MARKUP.match(text):
        raise RefusedTableError("tệp này là trang web hay XML, dù có đuôi .csv, .xls", _SAVE_AS)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
        skipped: list[list[str]] = [[first]]
    else:
        separator, skipped = _separator(text), []
    csv.field_size_limit(4 * LONGEST_CELL)
    try:
        rows = [*skipped, *csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)]
    except csv.Error:
        raise RefusedTableError(
            "dấu ngoặc kép trong tệp CSV không khép lại", "kiểm tra các ô có dấu ngoặc kép, hoặc xuất lại tệp"
        ) from None
    remark = f"đọc theo bảng mã {encoding}" if encoding else ""
    return ReceivedTable(origin=origin, sheet="", rows=trimmed(rows, origin), remark=remark)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding unless that is a form of Unicode.

    Raises:
        RefusedTableError: it is not text, or its encoding is not known.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, name), ""
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        # Most separators and blanks are ASCII, so that one half of their bytes is zero.
        zeros = sample[0::2].count(0), sample[1::2].count(0)
        if len(content) % 2 or min(zeros) > max(zeros) // 10:
            raise RefusedTableError("tệp này không phải là văn bản", _SAVE_AS)
        return _strictly(content, "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"), ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _old(content)
    if (spoilt := reread(text)) is not None:
        return spoilt.text, "UTF-8 bị đọc nhầm thành Windows-1252"
    old = converted(text[:_SAMPLE])
    return (in_unicode(text, old.name), old.name) if old is not None else (text, "")


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise RefusedTableError("tệp có chỗ hỏng, không đọc được thành chữ", _SAVE_AS) from None


def _old(content: bytes) -> tuple[str, str]:
    """Return a text in the one old encoding in which nearly all its odd words are syllables."""
    western = content.decode("cp1252", "replace")
    readings = {name: in_unicode(western[:_SAMPLE], name) for name in ("TCVN3", "VNI", "VISCII")}
    readings["Windows-1258"] = unicodedata.normalize("NFC", content[:_SAMPLE].decode("cp1258", "replace"))
    scores = {}
    for name, text in readings.items():
        words = odd_words(text)
        scores[name] = sum(map(is_syllable, words)) * 100 // len(words) if words else 0
    (best, most), (_, next_best) = sorted(scores.items(), key=lambda one: -one[1])[:2]
    if most < 80 or next_best >= 80:
        raise RefusedTableError(
            "không rõ tệp được lưu bằng bảng mã nào (không phải UTF-8, UTF-16, Windows-1258, TCVN3, VNI, VISCII)",
            _SAVE_AS,
        )
    if best == "Windows-1258":
        return unicodedata.normalize("NFC", content.decode("cp1258", "replace")), best
    return in_unicode(western, best), best


def _separator(text: str) -> str:
    """Return the separator by which most rows have as many cells as the first."""
    lines = list(islice(text.splitlines(keepends=True), 4 * _SAMPLE_ROWS))
    best, most = ",", (0, 0)
    for one in _SEPARATORS:
        try:
            widths = [len(row) for row in islice(csv.reader(lines, delimiter=one), _SAMPLE_ROWS)]
        except csv.Error:
            continue
        width, rows = Counter(widths).most_common(1)[0] if widths else (0, 0)
        if width > 1 and (rows, width) > most:
            best, most = one, (rows, width)
    return best
