"""The text of a file: its bytes decoded, refused if they are no text, and its lines as every editor counts them."""

from __future__ import annotations

import re
import unicodedata

from mttq.diagnostics import CONTROL_CHARACTER, FILE_START, NOT_NFC, NOT_UTF8, OVER_LIMIT, Diagnostic, Span

_LINE_BREAK = re.compile("\r\n|\r|\n")
# What YAML forbids, and the line separators that editors and libyaml count differently. It takes 3 ms to compile, so
# that waits for the first file.
_FORBIDDEN = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BOM = "\ufeff"


class RefusedError(Exception):
    """Ends the reading of one file; carries its diagnostic. Never leaves this layer."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def split(text: str) -> list[str]:
    """Return the lines without their ends."""
    return _LINE_BREAK.split(text)


def indent(line: str) -> int:
    """Count the spaces that a line starts with."""
    return len(line) - len(line.lstrip(" "))


def starts(text: str) -> list[int]:
    """Return where each line starts, in code points from 0."""
    return [0, *(found.end() for found in _LINE_BREAK.finditer(text))]


def decode(data: bytes, path: str, limit: int) -> str:
    """Decode the content of a file, without its BOM.

    Args:
        data: the whole content.
        path: the name to report.
        limit: the largest size allowed, in bytes.

    Raises:
        RefusedError: the file is too large, not UTF-8, or holds a control character.
    """
    if len(data) > limit:
        size = limit // (1024 * 1024)
        message, remedy = f"tệp lớn hơn {size} MiB", "chia thành nhiều tệp, mỗi tệp một văn bản"
        raise RefusedError(Diagnostic(OVER_LIMIT, path, FILE_START, message, help=remedy))
    if data.startswith(_UTF16_MARKS) or data[:2].count(0) == 1:
        raise RefusedError(
            Diagnostic(
                NOT_UTF8,
                path,
                FILE_START,
                "tệp được lưu theo mã UTF-16, không phải UTF-8",
                help="mở tệp trong trình soạn thảo và lưu lại với mã UTF-8",
            )
        )
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise RefusedError(
            Diagnostic(
                NOT_UTF8,
                path,
                _position(before.removeprefix(_BOM)),
                f"tệp không phải UTF-8: byte 0x{data[error.start]:02X} không đọc được",
                help="mở tệp trong trình soạn thảo và lưu lại với mã UTF-8 (không dùng TCVN3, VNI)",
            )
        ) from None
    _refuse_control_characters(text, path)
    return text


def decode_leniently(data: bytes) -> str:
    """Decode a file that is not UTF-8, to show the lines around the fault."""
    return data.decode("utf-8", "replace").removeprefix(_BOM)


def not_composed(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Return one warning if letters and accents are apart (not NFC); such a file is read like any other."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    for number, line in enumerate(split(text), start=1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            at = next((at for at, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), 0)
            message = (
                f"chữ “{composed[at : at + 1]}” được viết bằng chữ và dấu rời nhau (Unicode chưa chuẩn NFC)"
            )
            remedy = "lưu lại tệp theo dạng dựng sẵn (NFC) để tìm kiếm và so sánh cho đúng"
            return (Diagnostic(NOT_NFC, path, Span(number, at + 1, number, at + 2), message, help=remedy),)
    return ()


def _position(before: str) -> Span:
    """Return the place of the character that follows `before`."""
    lines = split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + 1)


def _refuse_control_characters(text: str, path: str) -> None:
    found = re.search(_FORBIDDEN, text)
    if found is None:
        return
    count = len(re.findall(_FORBIDDEN, text))
    more = f" (tệp có {count} ký tự như vậy)" if count > 1 else ""
    raise RefusedError(
        Diagnostic(
            CONTROL_CHARACTER,
            path,
            _position(text[: found.start()]),
            f"ký tự điều khiển U+{ord(found[0]):04X} không được phép trong tệp{more}",
            help="xóa ký tự này; nếu tệp không phải văn bản thuần thì lưu lại dưới dạng UTF-8",
        )
    )
