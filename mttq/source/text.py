"""The text of a file: its bytes decoded, refused if they are no text, and its lines as every editor counts them.

A file that is no plain text at all (a Word document under another name), and one in which a merge of git is not
finished, are refused here, before anything takes their content for YAML.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from mttq.diagnostics import (
    CONTROL_CHARACTER,
    FILE_START,
    MERGE_CONFLICT,
    NOT_NFC,
    NOT_TEXT,
    NOT_UTF8,
    OVER_LIMIT,
    Diagnostic,
    Span,
)

_LINE_BREAK = re.compile("\r\n|\r|\n")
# What YAML forbids, and the line separators that editors and libyaml count differently. It takes 3 ms to compile, so
# that waits for the first file.
FORBIDDEN = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""A character that no file may hold, as a pattern."""

_UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BOM = "\ufeff"

_WORD = "tệp Word (.docx)"
_EXCEL = "tệp Excel (.xlsx)"
_IN_ARCHIVE = ((b"word/", _WORD), (b"xl/", _EXCEL), (b"ppt/", "tệp PowerPoint (.pptx)"))
_OTHER_KINDS = (
    (b"%PDF-", "tệp PDF"),
    (b"\xd0\xcf\x11\xe0", "tệp Word hoặc Excel đời cũ (.doc, .xls)"),
    (b"{\\rtf", "tệp RTF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"<!DOCTYPE html", "trang web"),
    (b"<html", "trang web"),
)
_ELSEWHERE = "để tệp này ở nơi khác; tệp .yaml là văn bản thuần, soạn bằng trình soạn thảo như Notepad"
_MANY_ZEROS = 8  # among the first bytes of a file; a text has none
_LFS = b"version https://git-lfs.github.com/"
# git writes a symbolic link like this where the system has none.
_LINK = re.compile(r"[\w.-]*(?:/[\w.-]+)*\.yaml")


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
    _refuse_other_kinds(data, path)
    if len(data) > limit:
        size = limit // (1024 * 1024)
        message, remedy = f"tệp lớn hơn {size} MiB", "chia thành nhiều tệp, mỗi tệp một văn bản"
        raise RefusedError(Diagnostic(OVER_LIMIT, path, FILE_START, message, help=remedy))
    if encoding := _wide_encoding(data):
        raise RefusedError(
            Diagnostic(
                NOT_UTF8,
                path,
                FILE_START,
                f"tệp được lưu theo mã {encoding}, không phải UTF-8",
                help="mở tệp trong trình soạn thảo và lưu lại với mã UTF-8",
            )
        )
    if data[:1024].count(0) >= _MANY_ZEROS:
        message = "đây là tệp nhị phân, không phải tệp YAML"
        raise RefusedError(Diagnostic(NOT_TEXT, path, FILE_START, message, help=_ELSEWHERE))
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise RefusedError(
            Diagnostic(
                NOT_UTF8,
                path,
                _position(before.removeprefix(BOM)),
                f"tệp không phải UTF-8: byte 0x{data[error.start]:02X} không đọc được",
                help="mở tệp trong trình soạn thảo và lưu lại với mã UTF-8 (không dùng TCVN3, VNI)",
            )
        ) from None
    _refuse_control_characters(text, path)
    return text


def _refuse_other_kinds(data: bytes, path: str) -> None:
    """Refuse a file whose first bytes say that it is no plain text, whatever its name says.

    Raises:
        RefusedError: it is a document of Office, a picture, what git keeps instead of a file, and so on.
    """
    kind = next((kind for start, kind in _OTHER_KINDS if data.startswith(start)), "")
    remedy = _ELSEWHERE
    if data.startswith(b"PK\x03\x04"):
        kind = next((kind for part, kind in _IN_ARCHIVE if part in data), "tệp nén (.zip)")
    if data.startswith(_LFS):
        kind = "con trỏ của Git LFS"
        remedy = "chạy “git lfs pull” để tải nội dung về; tốt hơn là không giao tệp .yaml cho Git LFS"
    if len(data) < 1024 and _LINK.fullmatch(data.decode("utf-8", "replace")):
        kind = "liên kết (symlink) mà git ghi ra thành một dòng chữ"
        remedy = "thay bằng chính tệp mà liên kết trỏ tới"
    if kind:
        message = f"đây là {kind}, không phải tệp YAML"
        raise RefusedError(Diagnostic(NOT_TEXT, path, FILE_START, message, help=remedy))


def _wide_encoding(data: bytes) -> str:
    """Return the name of an encoding with two or four bytes for each letter; "" for UTF-8 and its like."""
    if data.startswith(_UTF32_MARKS) or data[:4].count(0) == 3:
        return "UTF-32"
    zeros = [at for at, byte in enumerate(data[:4]) if byte == 0]
    return "UTF-16" if data.startswith(_UTF16_MARKS) or zeros in ([0, 2], [1, 3]) else ""


def decode_leniently(data: bytes) -> str:
    """Decode a file that is not UTF-8, to show the lines around the fault."""
    return data.decode("utf-8", "replace").removeprefix(BOM)


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
    found = re.search(FORBIDDEN, text)
    if found is None:
        return
    place = _position(text[: found.start()])
    if found[0] == BOM:
        count = text.count(BOM)
        message = f"có dấu BOM (U+FEFF) ở giữa tệp{f', {count} chỗ' if count > 1 else ''}"
        remedy = "xóa ký tự không nhìn thấy này; nó thường còn lại khi nối các tệp với nhau"
        raise RefusedError(Diagnostic(CONTROL_CHARACTER, path, place, message, help=remedy))
    count = len(re.findall(FORBIDDEN, text))
    more = f" (tệp có {count} ký tự như vậy)" if count > 1 else ""
    raise RefusedError(
        Diagnostic(
            CONTROL_CHARACTER,
            path,
            place,
            f"ký tự điều khiển U+{ord(found[0]):04X} không được phép trong tệp{more}",
            help="xóa ký tự này; nếu tệp không phải văn bản thuần thì lưu lại dưới dạng UTF-8",
        )
    )


def only_marks(text: str) -> bool:
    """Whether byte order marks are the only characters of a text that no file may hold."""
    return BOM in text and re.search(FORBIDDEN, text.replace(BOM, "")) is None


# Conflicts that a merge of git left behind


_MARKER = re.compile(r"[ \t]*(?P<sign>(?P<one>[<>|=])(?P=one){6,})(?=[ \t]|$)")


class Conflict(Struct, frozen=True):
    """The numbers of the lines of one conflict that git wrote, in order."""

    markers: tuple[int, ...]


def conflicts(lines: list[str]) -> list[Conflict]:
    """Return the conflicts in a file, whatever YAML makes of their lines.

    A formatter may have indented the lines of git. A line of equals signs alone may be a part of a text, so it
    counts only within a conflict or as git writes it, seven of them at the margin.
    """
    found: list[list[int]] = []
    is_open = False
    for number, line in enumerate(lines, start=1):
        marker = _MARKER.match(line)
        if marker is None or not _is_marker(line, marker, is_open=is_open):
            continue
        sign = marker["one"]
        if sign == "<" or not is_open:
            found.append([])
        found[-1].append(number)
        is_open = sign == "<" or (is_open and sign != ">")
    return [Conflict(tuple(numbers)) for numbers in found]


def _is_marker(line: str, marker: re.Match[str], *, is_open: bool) -> bool:
    rest = line[marker.end() :].strip()
    match marker["one"]:
        case "<" | ">":
            return bool(rest) or marker.start("sign") == 0
        case "=":
            return not rest and (is_open or line.rstrip() == "=======")
        case _:
            return is_open or marker.start("sign") == 0


def unmerged(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Return one fault for each conflict in a file."""
    if not ("<<<<<<<" in text or ">>>>>>>" in text or "=======" in text or "|||||||" in text):
        return ()
    lines = split(text)
    return tuple(_conflict(one.markers, lines, path) for one in conflicts(lines))


def _conflict(markers: tuple[int, ...], lines: list[str], path: str) -> Diagnostic:
    first, last = markers[0], markers[-1]
    named = " và ".join(part for part in (", ".join(map(str, markers[:-1])), str(last)) if part)
    if len(markers) > 1:
        message = f"còn dấu xung đột của git (dòng {first}–{last})"
        remedy = f"chọn một bên hoặc gộp hai bên, rồi xóa các dòng dấu {named}"
    else:
        message = f"còn một dòng dấu xung đột của git (dòng {first})"
        remedy = "xem lại đoạn quanh đây đã gộp đúng chưa, rồi xóa dòng dấu này"
    return Diagnostic(
        MERGE_CONFLICT, path, Span(first, 1, first, len(lines[first - 1]) + 1), message, help=remedy
    )
