"""Bytes of a file into nodes, with every fault that stops the reading.

After a fault of syntax the rest is read on, so that its faults are told in
the same run. Limits are checked before and while parsing, so that no file can exhaust the machine.
Nothing here raises for what a file holds.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from mttq.diagnostics import FILE_START, Diagnostic, Span
from mttq.diagnostics.codes import (
    CONTROL_CHARACTER,
    EMPTY_FILE,
    NOT_NFC,
    NOT_UTF8,
    OVER_LIMIT,
    UNREADABLE,
    YAML_SYNTAX,
)
from mttq.source.builder import Builder, RefusedError, SwallowedError
from mttq.source.nodes import Node
from mttq.source.recovery import Recovery, attempts, unshifted
from mttq.source.syntax_errors import explain
from mttq.source.text import split

# What YAML forbids, and the line separators that editors and libyaml count differently.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes."""

    size: int


DOCUMENT_LIMITS = Limits(size=2 * 1024 * 1024)
CATALOGUE_LIMITS = Limits(size=32 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a file with faults of syntax still holds: good for finding its other faults, for no figure.

    Attributes:
        root: the document's node; what could not be read is a scalar in the style `BROKEN`.
        shifts: how far each line was moved to the right, where its margin was mended.
        lost: whether whole lines were given up, so that nothing can be said to be missing.
        lines: the lines of the file as they are written.
    """

    root: Node
    shifts: dict[int, int]
    lost: bool
    lines: tuple[str, ...]

    def original(self, fault: Diagnostic) -> Diagnostic:
        """A fault found in what is left, at the place where it stands in the file."""
        return unshifted(fault, self.shifts, self.lines)


@dataclass(frozen=True)
class Source:
    """One file as read.

    Attributes:
        path: relative to the project root, with `/`.
        text: the decoded text without its BOM; empty where there is none to show.
        root: the document's node, or None where there is none to use.
        diagnostics: what was wrong with the file as YAML.
        remainder: of a file without a root, what can be read around its faults.
    """

    path: str
    text: str
    root: Node | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    remainder: Remainder | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return split(self.text)


def read_file(file: Path, path: str, limits: Limits = DOCUMENT_LIMITS) -> Source:
    """Read one file of the project; a file that can't be opened is a diagnostic, too."""
    content = read_content(file, path, limits)
    return content if isinstance(content, Source) else read_bytes(content, path, limits)


def read_content(file: Path | str, path: str, limits: Limits = DOCUMENT_LIMITS) -> bytes | Source:
    """The bytes of one file of the project, one more than allowed at most; of one that can't be opened the reason."""
    try:
        # Path and open() would take longer than all the rest, of which there is much to do.
        status = os.stat(file)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited on without end
            return _unreadable(path, "đây không phải một tệp thường")
        descriptor = os.open(file, _READING)
        try:
            return _content(descriptor, min(status.st_size, limits.size) + 1, limits.size + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        return _unreadable(path, _reason(error))


def _content(descriptor: int, expected: int, most: int) -> bytes:
    """What a file holds, up to so many bytes."""
    content = os.read(descriptor, expected)
    while len(content) < most and (more := os.read(descriptor, most - len(content))):
        content += more
    return content


def _unreadable(path: str, reason: str) -> Source:
    fault = Diagnostic(
        UNREADABLE,
        path,
        FILE_START,
        f"không đọc được tệp: {reason}",
        "kiểm tra tệp có còn ở đó và có quyền đọc hay không",
    )
    return Source(path, "", None, (fault,))


def _reason(error: OSError | ValueError) -> str:
    """Why a file can't be opened; the system's own words where none of ours fit."""
    reasons = {
        errno.ENOENT: "liên kết trỏ tới tệp không có",
        errno.ELOOP: "liên kết trỏ vòng tròn",
        errno.EACCES: "không có quyền đọc",
    }
    if isinstance(error, ValueError):  # a name that no system has
        return type(error).__name__
    return reasons.get(error.errno or 0) or error.strerror or type(error).__name__


def read_bytes(data: bytes, path: str, limits: Limits = DOCUMENT_LIMITS) -> Source:
    """Read the content of one file.

    Args:
        data: the whole content.
        path: the name to report, relative to the project root.
        limits: the sizes allowed.
    """
    text = ""
    try:
        text = _decode(data, path, limits)
        _refuse_control_characters(text, path)
        return _read(text, path)
    except RefusedError as refused:
        if refused.diagnostic.code is NOT_UTF8 and refused.diagnostic.span != FILE_START:
            text = data.decode("utf-8", "replace").removeprefix("\ufeff")  # to show the place, not to read
        return Source(path, text, None, (refused.diagnostic,))


def _decode(data: bytes, path: str, limits: Limits) -> str:
    if len(data) > limits.size:
        size = limits.size // (1024 * 1024)
        raise RefusedError(
            Diagnostic(
                OVER_LIMIT,
                path,
                FILE_START,
                f"tệp lớn hơn {size} MiB",
                "chia thành nhiều tệp, mỗi tệp một văn bản",
            )
        )
    if data.startswith(_UTF16_MARKS) or data[:2].count(0) == 1:
        raise RefusedError(
            Diagnostic(
                NOT_UTF8,
                path,
                FILE_START,
                "tệp được lưu theo mã UTF-16, không phải UTF-8",
                "mở tệp trong trình soạn thảo và lưu lại với mã UTF-8",
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = _position(before.removeprefix("\ufeff"))
        raise RefusedError(
            Diagnostic(
                NOT_UTF8,
                path,
                Span(line, column, line, column + 1),
                f"tệp không phải UTF-8: byte 0x{data[error.start]:02X} không đọc được",
                "mở tệp trong trình soạn thảo và lưu lại với mã UTF-8 (không dùng TCVN3, VNI)",
            )
        ) from None
    return text.removeprefix("\ufeff")


def _position(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows `before`."""
    lines = split(before)
    return len(lines), len(lines[-1]) + 1


def _refuse_control_characters(text: str, path: str) -> None:
    found = _FORBIDDEN.search(text)
    if found is None:
        return
    count = len(_FORBIDDEN.findall(text))
    line, column = _position(text[: found.start()])
    more = f" (tệp có {count} ký tự như vậy)" if count > 1 else ""
    raise RefusedError(
        Diagnostic(
            CONTROL_CHARACTER,
            path,
            Span(line, column, line, column + 1),
            f"ký tự điều khiển U+{ord(found[0]):04X} không được phép trong tệp{more}",
            "xóa ký tự này; nếu tệp không phải văn bản thuần thì lưu lại dưới dạng UTF-8",
        )
    )


def _read(text: str, path: str) -> Source:
    """The file, or what is left of it around its faults of syntax."""
    faults: dict[Diagnostic, None] = {}
    recovery = Recovery(split(text))
    root: Node | None = None
    mended = text
    for _ in range(attempts(len(text))):
        root, place = _pass(mended, path, recovery, faults)
        if place is None:
            break
        if not recovery.mend(place):
            root = None
            break
        mended = "\n".join(recovery.lines)
        root = None
    else:
        faults.setdefault(_more_faults(path, list(faults)))
    told = (one for one in faults if mended is text or one.code is not EMPTY_FILE)
    found = (*told, *_not_composed(text, path))
    if mended is text:
        return Source(path, text, root, found)
    remainder = (
        None if root is None else Remainder(root, dict(recovery.shifts), recovery.lost, tuple(split(text)))
    )
    return Source(path, text, None, found, remainder)


def _more_faults(path: str, faults: list[Diagnostic]) -> Diagnostic:
    """Says that the reading stopped before the end of a file with very many faults of syntax."""
    return Diagnostic(
        YAML_SYNTAX,
        path,
        max((one.span for one in faults), default=FILE_START),
        f"tệp có quá nhiều lỗi cú pháp nên chỉ nêu {len(faults)} lỗi đầu; phần sau chỗ này chưa được kiểm tra",
        "sửa các lỗi đã nêu rồi kiểm tra lại; nếu tệp không phải YAML thì bỏ nó đi",
    )


def _pass(
    text: str, path: str, recovery: Recovery, faults: dict[Diagnostic, None]
) -> tuple[Node | None, Span | None]:
    """The document of a text, or the place (in that text) to put out of the way for reading the rest."""
    builder = Builder(text, path)
    root: Node | None = None
    fault: Diagnostic | None = None
    quote: Span | None = None
    told = False
    try:
        root = builder.document()
    except SwallowedError as swallowed:
        fault = swallowed.diagnostic
    except yaml.MarkedYAMLError as error:
        quote = builder.seen().quote
        fault = explain(error, text, path, builder.seen())
        # A text that starts with `*` or `&` is refused for that; what libyaml makes of its rest is noise.
        # So is a second fault of a line whose margin had to be mended.
        told = fault.span.line in {one.span.line for one in (*builder.faults, *faults)}
    except yaml.YAMLError:
        message = "tệp không đọc được theo cú pháp YAML"
        builder.faults.append(Diagnostic(YAML_SYNTAX, path, FILE_START, message))
    except RefusedError as refused:
        builder.faults.append(refused.diagnostic)
    for one in builder.faults:
        faults.setdefault(recovery.original(one))
    if fault is not None and not told:
        faults.setdefault(recovery.original(fault))
    if fault is not None and quote is not None and quote.line < quote.end_line == fault.span.line:
        return root, quote  # what stands after a quoted text of several lines goes with all of it
    return root, None if fault is None else fault.span


def _not_composed(text: str, path: str) -> tuple[Diagnostic, ...]:
    """One warning for a file with letters and marks apart; it is read like any other."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    for number, line in enumerate(split(text), start=1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            at = next((at for at, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), 0)
            return (
                Diagnostic(
                    NOT_NFC,
                    path,
                    Span(number, at + 1, number, at + 2),
                    f"chữ “{composed[at : at + 1]}” được viết bằng chữ và dấu rời nhau (Unicode chưa chuẩn NFC)",
                    "lưu lại tệp theo dạng dựng sẵn (NFC) để tìm kiếm và so sánh cho đúng",
                ),
            )
    return ()
