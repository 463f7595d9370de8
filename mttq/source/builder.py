"""The events of one document into nodes with their spans.

libyaml gives events with marks; this module builds the nodes, and refuses
what no file of a project may hold.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # types-PyYAML leaves it out

from mttq.diagnostics import FILE_START, Code, Diagnostic, Span
from mttq.diagnostics.codes import ANCHOR_OR_TAG, COMPLEX_KEY, EMPTY_FILE, MANY_DOCUMENTS, OVER_LIMIT
from mttq.source.commas import rejoin_entries, rejoin_items
from mttq.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Style, is_empty
from mttq.source.recovery import BROKEN
from mttq.source.syntax_errors import Seen, swallows, unclosed_quote
from mttq.source.text import split

_MAX_DEPTH = 64
_STYLES = {
    "": Style.PLAIN,
    None: Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
_QUOTED = frozenset({Style.SINGLE, Style.DOUBLE})
# A comment to this program is none by mistake.
_LONE_HASH = re.compile(r" #(?!\s*mttq:)")
_LONGEST_SHOWN = 100
_STANDARD_TAGS = "tag:yaml.org,2002:"


class RefusedError(Exception):
    """Ends the reading of one file; carries its diagnostic. Never leaves this layer."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class SwallowedError(RefusedError):
    """A quote that is not closed and holds the lines after it; what comes after it can be read."""


class Builder:
    """Turns the events of one document into nodes, as far as libyaml goes.

    Attributes:
        faults: every refusal met so far, also where the reading failed later.
        last: the event before the one that failed.
        brackets: the starts of the braces and brackets still open.
    """

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._lines = split(text)
        self._end = (len(self._lines), len(self._lines[-1]) + 1)
        self._parser: Any = CParser(text)
        self.faults: list[Diagnostic] = []
        self.last: Any = None
        self.brackets: list[Any] = []

    def seen(self) -> Seen:
        """Where the reading stands."""
        last = self.last
        quoted = isinstance(last, yaml.ScalarEvent) and _STYLES[last.style] in _QUOTED
        opened = (
            self._place(self.brackets[-1].start_mark, self.brackets[-1].start_mark) if self.brackets else None
        )
        return Seen(self._span(last) if quoted else None, opened)

    def _event(self) -> Any:
        event = self._parser.get_event()
        self.last = event
        return event

    def _fault(self, code: Code, span: Span, message: str, remedy: str | None) -> None:
        self.faults.append(Diagnostic(code, self._path, span, message, remedy))

    def document(self) -> Node | None:
        """The document's node, None for a file without one.

        Raises:
            yaml.YAMLError: libyaml gave up.
            RefusedError: a limit was passed.
        """
        get = self._event
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
            raise RefusedError(
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
                f"không dùng tham chiếu “*{_shown(str(event.anchor))}” của YAML",
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
        if event.value == BROKEN and style is Style.DOUBLE:
            return Scalar("", Style.BROKEN, span)
        if style in _QUOTED and swallows(self._lines, span):
            raise SwallowedError(unclosed_quote(self._lines, span, self._path))
        comment = None
        if style is Style.PLAIN and _LONE_HASH.match(self._lines[span.end_line - 1], span.end_column - 1):
            comment = Span(span.end_line, span.end_column + 1, span.end_line, span.end_column + 2)
        return Scalar(event.value, style, span, comment)

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng neo “&{_shown(event.anchor)}” của YAML",
                "bỏ neo; nếu dấu & là một phần của câu thì đặt câu trong dấu nháy",
            )
        if event.tag is not None:
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng thẻ “{_shown(_tag(event.tag))}” của YAML",
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
        line, end_line = first.line, last.line
        beyond = len(self._lines)
        if line < beyond and end_line < beyond:
            return Span(line + 1, first.column + 1, end_line + 1, last.column + 1)
        start, column = (line + 1, first.column + 1) if line < beyond else self._end
        return Span(start, column, *self._end)

    def _open(self, start: Any) -> None:
        if start.flow_style:
            self.brackets.append(start)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        get = self._event
        items: list[Node] = []
        self._open(start)
        while not isinstance(event := get(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        if start.flow_style:
            self.brackets.pop()
            items, faults = rejoin_items(items, self._lines, self._path)
            self.faults += faults
        return Sequence(
            tuple(items), self._between(start, event, items[-1] if items else None), bool(start.flow_style)
        )

    def _mapping(self, start: Any, depth: int) -> Mapping:
        get = self._event
        entries: list[Entry] = []
        self._open(start)
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
            self.brackets.pop()
            entries, faults = rejoin_entries(entries, self._lines, self._path)
            self.faults += faults
        last = entries[-1].value if entries else None
        return Mapping(tuple(entries), self._between(start, event, last), bool(start.flow_style))


def _shown(name: str) -> str:
    """A name as messages quote it: of a long one the beginning."""
    return name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"


def _tag(tag: str) -> str:
    """A tag as the writer wrote it."""
    return f"!!{tag.removeprefix(_STANDARD_TAGS)}" if tag.startswith(_STANDARD_TAGS) else tag
