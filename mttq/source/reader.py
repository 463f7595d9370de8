"""Bytes of a file into nodes, with every fault that stops the reading.

libyaml gives events with marks; this module builds the nodes. Limits are
checked before and while parsing, so that no file can exhaust the machine.
Nothing here raises for what a file holds.
"""

from __future__ import annotations

import errno
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # types-PyYAML leaves it out

from mttq.diagnostics import FILE_START, Code, Diagnostic, Span
from mttq.diagnostics.codes import (
    ANCHOR_OR_TAG,
    COMPLEX_KEY,
    CONTROL_CHARACTER,
    EMPTY_FILE,
    MANY_DOCUMENTS,
    NOT_NFC,
    NOT_UTF8,
    OVER_LIMIT,
    UNREADABLE,
    YAML_SYNTAX,
)
from mttq.source.commas import rejoin_entries, rejoin_items
from mttq.source.explain import explain
from mttq.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Style, is_empty

_MAX_DEPTH = 64
_STYLES = {
    "": Style.PLAIN,
    None: Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
# What YAML forbids, and the line separators that editors and libyaml count differently.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LINE_BREAK = re.compile("\r\n|\r|\n")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_STANDARD_TAGS = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes."""

    size: int


DOCUMENT_LIMITS = Limits(size=2 * 1024 * 1024)
CATALOGUE_LIMITS = Limits(size=32 * 1024 * 1024)


@dataclass(frozen=True)
class Source:
    """One file as read.

    Attributes:
        path: relative to the project root, with `/`.
        text: the decoded text without its BOM; empty where there is none to show.
        root: the document's node, or None where there is none to use.
        diagnostics: what was wrong with the file as YAML.
    """

    path: str
    text: str
    root: Node | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return _LINE_BREAK.split(self.text)


class _Refused(Exception):
    """Ends the reading of one file; carries its diagnostic. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read_file(file: Path, path: str, limits: Limits = DOCUMENT_LIMITS) -> Source:
    """Read one file of the project; a file that can't be opened is a diagnostic, too."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would be waited on without end
            return _unreadable(path, "đây không phải một tệp thường")
        with file.open("rb") as stream:
            data = stream.read(limits.size + 1)
    except OSError as error:
        return _unreadable(path, _reason(error))
    return read_bytes(data, path, limits)


def _unreadable(path: str, reason: str) -> Source:
    fault = Diagnostic(
        UNREADABLE,
        path,
        FILE_START,
        f"không đọc được tệp: {reason}",
        "kiểm tra tệp có còn ở đó và có quyền đọc hay không",
    )
    return Source(path, "", None, (fault,))


def _reason(error: OSError) -> str:
    """Why a file can't be opened; the system's own words where none of ours fit."""
    reasons = {
        errno.ENOENT: "liên kết trỏ tới tệp không có",
        errno.ELOOP: "liên kết trỏ vòng tròn",
        errno.EACCES: "không có quyền đọc",
    }
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
        return _Builder(text, path).source()
    except _Refused as refused:
        if refused.diagnostic.code is NOT_UTF8 and refused.diagnostic.span != FILE_START:
            text = data.decode("utf-8", "replace").removeprefix("\ufeff")  # to show the place, not to read
        return Source(path, text, None, (refused.diagnostic,))


def _decode(data: bytes, path: str, limits: Limits) -> str:
    if len(data) > limits.size:
        size = limits.size // (1024 * 1024)
        raise _Refused(
            Diagnostic(
                OVER_LIMIT,
                path,
                FILE_START,
                f"tệp lớn hơn {size} MiB",
                "chia thành nhiều tệp, mỗi tệp một văn bản",
            )
        )
    if data.startswith(_UTF16_MARKS) or data[:2].count(0) == 1:
        raise _Refused(
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
        raise _Refused(
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
    lines = _LINE_BREAK.split(before)
    return len(lines), len(lines[-1]) + 1


def _refuse_control_characters(text: str, path: str) -> None:
    found = _FORBIDDEN.search(text)
    if found is None:
        return
    count = len(_FORBIDDEN.findall(text))
    line, column = _position(text[: found.start()])
    more = f" (tệp có {count} ký tự như vậy)" if count > 1 else ""
    raise _Refused(
        Diagnostic(
            CONTROL_CHARACTER,
            path,
            Span(line, column, line, column + 1),
            f"ký tự điều khiển U+{ord(found[0]):04X} không được phép trong tệp{more}",
            "xóa ký tự này; nếu tệp không phải văn bản thuần thì lưu lại dưới dạng UTF-8",
        )
    )


class _Builder:
    """Turns the events of one document into nodes.

    A failing file still yields every refusal met before the point where libyaml gave up.
    """

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._lines = _LINE_BREAK.split(text)
        self._end = (len(self._lines), len(self._lines[-1]) + 1)
        self._parser: Any = CParser(text)
        self._faults: list[Diagnostic] = []

    def source(self) -> Source:
        """The whole file; its root is None if anything in it could not be understood."""
        root: Node | None = None
        try:
            root = self._document()
        except yaml.MarkedYAMLError as error:
            fault = explain(error, self._text, self._path)
            # A text that starts with `*` or `&` is refused for that; what libyaml makes of its rest is noise.
            if fault.span.line not in {one.span.line for one in self._faults}:
                self._faults.append(fault)
        except yaml.YAMLError:
            self._fault(YAML_SYNTAX, FILE_START, "tệp không đọc được theo cú pháp YAML", None)
        except _Refused as refused:
            self._faults.append(refused.diagnostic)
        self._not_composed()
        return Source(self._path, self._text, root, tuple(self._faults))

    def _not_composed(self) -> None:
        """One warning for a file with letters and marks apart; it is read like any other."""
        if unicodedata.is_normalized("NFC", self._text):
            return
        for number, line in enumerate(self._lines, start=1):
            composed = unicodedata.normalize("NFC", line)
            if composed != line:
                at = next((at for at, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), 0)
                self._fault(
                    NOT_NFC,
                    Span(number, at + 1, number, at + 2),
                    f"chữ “{composed[at : at + 1]}” được viết bằng chữ và dấu rời nhau (Unicode chưa chuẩn NFC)",
                    "lưu lại tệp theo dạng dựng sẵn (NFC) để tìm kiếm và so sánh cho đúng",
                )
                return

    def _fault(self, code: Code, span: Span, message: str, remedy: str | None) -> None:
        self._faults.append(Diagnostic(code, self._path, span, message, remedy))

    def _document(self) -> Node | None:
        get = self._parser.get_event
        get()  # stream start
        event = get()
        if isinstance(event, yaml.StreamEndEvent):
            self._empty()
            return None
        root = self._node(get(), 1)
        get()  # document end
        following = get()
        if isinstance(following, yaml.DocumentStartEvent):
            self._fault(
                MANY_DOCUMENTS,
                self._span(following),
                "tệp có hơn một tài liệu YAML (dòng “---” thứ hai)",
                "mỗi tệp một văn bản: bỏ dòng “---” hoặc tách phần sau ra tệp khác",
            )
        if is_empty(root):
            self._empty()
            return None
        return root

    def _empty(self) -> None:
        self._fault(
            EMPTY_FILE,
            FILE_START,
            "tệp rỗng",
            "viết nội dung theo mẫu, hoặc xóa tệp nếu chưa có văn bản",
        )

    def _node(self, event: Any, depth: int) -> Node:
        if depth > _MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            raise _Refused(
                Diagnostic(
                    OVER_LIMIT,
                    self._path,
                    self._span(event),
                    f"lồng nhau quá {_MAX_DEPTH} tầng",
                    "kiểm tra dấu ngoặc và lề đầu dòng quanh chỗ này",
                )
            )
        if isinstance(event, yaml.AliasEvent):
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng tham chiếu “*{event.anchor}” của YAML",
                "chép lại giá trị cần dùng; nếu dấu * là một phần của câu thì đặt câu trong dấu nháy",
            )
            return Scalar(f"*{event.anchor}", Style.PLAIN, self._span(event))
        self._refuse_anchor_and_tag(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        style, span = _STYLES[event.style], self._span(event)
        comment = None
        if style is Style.PLAIN and self._lines[span.end_line - 1].startswith(" #", span.end_column - 1):
            comment = Span(span.end_line, span.end_column + 1, span.end_line, span.end_column + 2)
        return Scalar(event.value, style, span, comment)

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng neo “&{event.anchor}” của YAML",
                "bỏ neo; nếu dấu & là một phần của câu thì đặt câu trong dấu nháy",
            )
        if event.tag is not None:
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng thẻ “{_tag(event.tag)}” của YAML",
                "bỏ thẻ; nếu dấu ! là một phần của câu thì đặt câu trong dấu nháy",
            )

    def _span(self, event: Any) -> Span:
        return self._place(event.start_mark, event.end_mark)

    def _between(self, start: Any, end: Any, last: Node | None) -> Span:
        """From the start of a collection to its end; a block ends with its last node, not at the next token."""
        if start.flow_style or last is None:
            return self._place(start.start_mark, end.end_mark)
        first = self._place(start.start_mark, start.start_mark)
        return Span(first.line, first.column, last.span.end_line, last.span.end_column)

    def _place(self, first: Any, last: Any) -> Span:
        """A span from libyaml's marks, which may lie a line beyond the end of a text without a final break."""
        (line, column), (end_line, end_column) = (
            (mark.line + 1, mark.column + 1) if mark.line < len(self._lines) else self._end
            for mark in (first, last)
        )
        return Span(line, column, end_line, end_column)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        get = self._parser.get_event
        items: list[Node] = []
        while not isinstance(event := get(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        if start.flow_style:
            items, faults = rejoin_items(items, self._lines, self._path)
            self._faults += faults
        return Sequence(
            tuple(items), self._between(start, event, items[-1] if items else None), bool(start.flow_style)
        )

    def _mapping(self, start: Any, depth: int) -> Mapping:
        get = self._parser.get_event
        entries: list[Entry] = []
        while not isinstance(event := get(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(get(), depth + 1)
            if not isinstance(key, Scalar):
                self._fault(
                    COMPLEX_KEY,
                    key.span,
                    "khóa phải là một tên, không thể là danh sách hay nhóm khóa",
                    "viết khóa dạng “ten_khoa: giá trị”",
                )
            elif key.text == "<<" and key.style is Style.PLAIN:
                self._fault(
                    ANCHOR_OR_TAG, key.span, "không dùng khóa gộp “<<” của YAML", "chép lại các khóa cần dùng"
                )
            else:
                entries.append(Entry(key, value))
        if start.flow_style:
            entries, faults = rejoin_entries(entries, self._lines, self._path)
            self._faults += faults
        last = entries[-1].value if entries else None
        return Mapping(tuple(entries), self._between(start, event, last), bool(start.flow_style))


def _tag(tag: str) -> str:
    """A tag as the writer wrote it."""
    return f"!!{tag.removeprefix(_STANDARD_TAGS)}" if tag.startswith(_STANDARD_TAGS) else tag
