"""One text to its nodes, with the place of each.

libyaml gives events; `Builder` makes nodes of them and refuses what no file of a
project may hold. libyaml runs again past each syntax error, so that one run of
mttq reports them all.

The extension module of ruamel.yaml carries libyaml 0.1.7. In braces and brackets
that version takes every `:` and `?` for a sign of YAML, so it rejects
`{luc: 8:30}` and `[Hỏi gì?]`, which YAML 1.2 allows and editors accept. It also
rejects `%YAML 1.2`. A text that fails is therefore read again with stand-ins for
these signs; `Builder` puts the signs back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from typing import Any

from _ruamel_yaml import CParser  # type: ignore[import-not-found]  # an extension module without types
from msgspec import Struct
from msgspec.structs import replace
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mttq.diagnostics import (
    ANCHOR_OR_TAG,
    COMPLEX_KEY,
    EMPTY_FILE,
    FILE_START,
    MANY_DOCUMENTS,
    OVER_LIMIT,
    YAML_SYNTAX,
    Code,
    Diagnostic,
    Span,
)
from mttq.source.margins import Margins, odd_margins, plain_margins
from mttq.source.nodes import BROKEN, Entry, Mapping, Node, Scalar, Sequence, Style, is_empty
from mttq.source.recovery import Recovery, attempts
from mttq.source.syntax_errors import (
    Surroundings,
    explain,
    rejoin_entries,
    rejoin_items,
    swallows,
    unclosed_quote,
)
from mttq.source.text import RefusedError, split
from mttq.spelling import shortened

# Signs inside a plain text: a character of the text comes before them, perhaps with spaces between. A `:` before a
# space, a bracket, a comma or a `?` ends the text. Anchors, aliases, tags and directives are left alone.
_SIGNS = re.compile(
    r"^%.*|(?<![^\s,\[\]{}])[&*!][^\s,\[\]{}]*"
    r"|(?:(?<=[^\s,\[\]{}\"':?-])|(?<=\S-))[ \t]*(?P<signs>(?:\?|:(?=[^?\s,\[\]{}]))+)",
    re.MULTILINE,
)
_VERSION = re.compile(r"^%YAML 1\.2(?=\s)", re.MULTILINE)

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
# `# mttq:` comments are intentional.
_LONE_HASH = re.compile(r" #(?!\s*mttq:)")
_STANDARD_TAGS = "tag:yaml.org,2002:"
_FLOW_INDICATORS = frozenset(",[]{}")


class Parsed(Struct, frozen=True):
    """What a text holds.

    Attributes:
        root: its node; None if there is none, or if not even a mended text could be read to its end.
        faults: what is wrong with it as YAML.
        recovery: how the text was mended; None for one without syntax errors.
    """

    root: Node | None
    faults: tuple[Diagnostic, ...]
    recovery: Recovery | None


def parse(text: str, path: str, margins: Margins | None = None) -> Parsed:
    """Read a text, or what is left of it around its syntax errors.

    Args:
        text: the decoded text of one file.
        path: the name to report.
        margins: its lines with the margins that they should have, if they are known; faults are reported at
            their places in the text.
    """
    if margins is not None:
        return _recovered(text, path, margins)
    lines = split(text)
    plain = plain_margins(lines, text)
    parsed = _recovered(text, path)
    # In a text of several lines odd margins are harmless.
    if plain is None or (not parsed.faults and not _has_odd_key(parsed.root)):
        return parsed
    parsed = _recovered(text, path, plain)
    return replace(parsed, faults=(odd_margins(plain, lines, path), *parsed.faults))


def _has_odd_key(node: Node | None) -> bool:
    """Whether a key begins with a space that is part of it, or an odd space may have joined a line to a text."""
    if isinstance(node, Mapping):
        return any(one.key.text[:1].isspace() or _has_odd_key(one.value) for one in node.entries)
    if isinstance(node, Sequence):
        return any(map(_has_odd_key, node.items))
    return isinstance(node, Scalar) and node.style is Style.PLAIN and node.span.line != node.span.end_line


def _recovered(text: str, path: str, margins: Margins | None = None) -> Parsed:
    """Read a text with given margins, as often as it takes to get past its syntax errors."""
    faults: dict[Diagnostic, None] = {}
    recovery = Recovery(split(text), margins)
    root: Node | None = None
    mended = text if margins is None else "\n".join(recovery.lines)
    for _ in range(attempts(len(text))):
        root, place = _run(mended, path, recovery, faults)
        if place is None:
            break
        if not recovery.mend(place):
            root = None
            break
        mended = "\n".join(recovery.lines)
        root = None
    else:
        faults.setdefault(_more_faults(path, list(faults)))
    if mended is text:
        return Parsed(root, tuple(faults), None)
    # An empty file is a fault of what was written, not of what is left of it.
    return Parsed(root, tuple(one for one in faults if one.code is not EMPTY_FILE), recovery)


def _more_faults(path: str, faults: list[Diagnostic]) -> Diagnostic:
    """Return the fault of a file whose syntax errors exceed the limit."""
    return Diagnostic(
        YAML_SYNTAX,
        path,
        max((one.span for one in faults), default=FILE_START),
        f"tệp có quá nhiều lỗi cú pháp nên chỉ nêu {len(faults)} lỗi đầu; phần sau chỗ này chưa được kiểm tra",
        help="sửa các lỗi đã nêu rồi kiểm tra lại; nếu tệp không phải YAML thì bỏ nó đi",
    )


def _run(
    text: str, path: str, recovery: Recovery, faults: dict[Diagnostic, None]
) -> tuple[Node | None, Span | None]:
    """Return the node of a text, or the place in that text to put out of the way before the next run."""
    builder = Builder(text, path)
    root: Node | None = None
    fault: Diagnostic | None = None
    quote: Span | None = None
    reported = False
    try:
        try:
            root = builder.document()
        except MarkedYAMLError:
            substitute, signs = _with_stand_ins(text)
            if substitute == text:
                raise
            builder = Builder(text, path, substitute, signs)
            root = builder.document()
    except UnclosedQuoteError as unclosed:
        fault = unclosed.diagnostic
    except MarkedYAMLError as error:
        surroundings = builder.surroundings()
        quote = surroundings.quote
        fault = explain(error, text, path, surroundings)
        # A text that starts with `*` or `&` is refused for that; libyaml's error about its rest is noise.
        # So is a second fault of a line whose margin had to be mended.
        reported = fault.span.line in {one.span.line for one in (*builder.faults, *faults)}
    except YAMLError:
        message = "tệp không đọc được theo cú pháp YAML"
        builder.faults.append(Diagnostic(YAML_SYNTAX, path, FILE_START, message))
    except RefusedError as refused:
        builder.faults.append(refused.diagnostic)
    for one in builder.faults:
        faults.setdefault(recovery.original(one))
    if fault is not None and not reported:
        faults.setdefault(recovery.original(fault))
    if fault is not None and quote is not None and quote.line < quote.end_line == fault.span.line:
        return root, quote  # the text after a quoted text of several lines goes with all of it
    return root, None if fault is None else fault.span


def _with_stand_ins(text: str) -> tuple[str, dict[int, str]]:
    """Replace `:` and `?` inside words by characters that the text does not use, and `%YAML 1.2` by 1.1.

    Outside braces and brackets libyaml takes these signs for text anyway, so nothing else changes.

    Returns:
        The new text, as long as the old one, and the translation back.
    """
    unused = (character for character in map(chr, range(0x10FFFD, 0, -1)) if character not in text)
    colon, question = next(unused), next(unused)

    to_stand_ins = str.maketrans({":": colon, "?": question})
    substitute = _SIGNS.sub(
        lambda found: found[0].translate(to_stand_ins) if found["signs"] else found[0],
        _VERSION.sub("%YAML 1.1", text),
    )
    return substitute, {ord(colon): ":", ord(question): "?"}


class UnclosedQuoteError(RefusedError):
    """A quote that is not closed and takes in the lines after it; the text after it can be read."""


class Builder:
    """Turns the events of one document into nodes, as far as libyaml goes.

    Args:
        text: the text of the file.
        path: the name to report.
        substitute: the text that libyaml reads, if it is another one; as long as `text`.
        signs: the translation of its stand-ins back to the signs of `text`.

    Attributes:
        faults: every refusal so far, including those before a failure.
    """

    def __init__(
        self, text: str, path: str, substitute: str | None = None, signs: MappingType[int, str] | None = None
    ) -> None:
        self._path = path
        self._lines = split(text)
        self._end = (len(self._lines), len(self._lines[-1]) + 1)
        self._signs = signs
        self._parser: Any = CParser(text if substitute is None else substitute)
        self._last: Any = None  # the event before the one that failed
        self._brackets: list[Any] = []  # the starts of the braces and brackets still open
        self.faults: list[Diagnostic] = []

    def surroundings(self) -> Surroundings:
        """Return what was read last before libyaml gave up."""
        last = self._last
        quoted = isinstance(last, ScalarEvent) and _STYLES[last.style] in _QUOTED
        bracket = None
        if self._brackets:
            start = self._brackets[-1].start_mark
            bracket = self._place(start, start)
        return Surroundings(self._span(last) if quoted else None, bracket)

    def _event(self) -> Any:
        event = self._parser.get_event()
        self._last = event
        return event

    def _fault(self, code: Code, span: Span, message: str, remedy: str | None) -> None:
        self.faults.append(Diagnostic(code, self._path, span, message, help=remedy))

    def document(self) -> Node | None:
        """Return the document's node, None for a file without one.

        Raises:
            MarkedYAMLError: libyaml gave up.
            RefusedError: the document is nested too deep, or a quote is not closed.
        """
        get = self._event
        get()  # stream start
        event = get()
        if isinstance(event, StreamEndEvent):
            self._empty()
            return None
        root = self._node(get(), 1)
        get()  # document end
        following = get()
        if isinstance(following, DocumentStartEvent):
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
        if depth > _MAX_DEPTH and isinstance(event, CollectionStartEvent):
            raise RefusedError(
                Diagnostic(
                    OVER_LIMIT,
                    self._path,
                    self._span(event),
                    f"lồng nhau quá {_MAX_DEPTH} tầng",
                    help="kiểm tra dấu ngoặc và chỗ thụt dòng quanh đây",
                )
            )
        if isinstance(event, AliasEvent):
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng tham chiếu “*{shortened(str(event.anchor))}” của YAML",
                "chép lại giá trị cần dùng; nếu dấu * là một phần của câu thì đặt câu trong dấu nháy",
            )
            return Scalar(f"*{event.anchor}", Style.PLAIN, self._span(event))
        self._refuse_anchor_and_tag(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        style, span, text = _STYLES[event.style], self._span(event), event.value
        if self._signs is not None:
            text = text.translate(self._signs)
        if text == BROKEN and style is Style.DOUBLE:
            return Scalar("", Style.BROKEN, span)
        if style in _QUOTED and swallows(self._lines, span):
            raise UnclosedQuoteError(unclosed_quote(self._lines, span, self._path))
        comment = None
        if style is Style.PLAIN and _LONE_HASH.match(self._lines[span.end_line - 1], span.end_column - 1):
            comment = Span(span.end_line, span.end_column + 1, span.end_line, span.end_column + 2)
        return Scalar(text, style, span, comment)

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng neo “&{shortened(event.anchor)}” của YAML",
                "bỏ neo; nếu dấu & là một phần của câu thì đặt câu trong dấu nháy",
            )
        if event.ctag is not None:  # `event.tag` is a property, and this runs for every node
            tag = _tag(str(event.ctag))
            if tag.startswith("!") and not _FLOW_INDICATORS.isdisjoint(tag):
                # In YAML 1.2 no tag has a comma or bracket in it, so `!4,2 tỷ` has none.
                problem = "did not find expected whitespace or line break"
                raise MarkedYAMLError("while scanning a tag", event.start_mark, problem, event.start_mark)
            self._fault(
                ANCHOR_OR_TAG,
                self._span(event),
                f"không dùng thẻ “{shortened(tag)}” của YAML",
                "bỏ thẻ; nếu dấu ! là một phần của câu thì đặt câu trong dấu nháy",
            )

    def _span(self, event: Any) -> Span:
        return self._place(event.start_mark, event.end_mark)

    def _between(self, start: Any, end: Any, last: Node | None) -> Span:
        """Return the span of a collection; a block ends with its last node, not at the next token."""
        if start.flow_style or last is None:
            return self._place(start.start_mark, end.end_mark)
        first = self._place(start.start_mark, start.start_mark)
        return Span(first.line, first.column, last.span.end_line, last.span.end_column)

    def _place(self, first: Any, last: Any) -> Span:
        """Return the span between two of libyaml's marks.

        In a text without a final line break a mark may lie one line beyond the end.
        """
        line, end_line = first.line, last.line
        beyond = len(self._lines)
        if line < beyond and end_line < beyond:
            return Span(line + 1, first.column + 1, end_line + 1, last.column + 1)
        start, column = (line + 1, first.column + 1) if line < beyond else self._end
        return Span(start, column, *self._end)

    def _open(self, start: Any) -> None:
        if start.flow_style:
            self._brackets.append(start)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        get = self._event
        items: list[Node] = []
        self._open(start)
        while not isinstance(event := get(), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        if start.flow_style:
            self._brackets.pop()
            items, faults = rejoin_items(items, self._lines, self._path)
            self.faults += faults
        return Sequence(
            tuple(items), self._between(start, event, items[-1] if items else None), bool(start.flow_style)
        )

    def _mapping(self, start: Any, depth: int) -> Mapping:
        get = self._event
        entries: list[Entry] = []
        self._open(start)
        while not isinstance(event := get(), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(get(), depth + 1)
            if not isinstance(key, Scalar):
                self._fault(
                    COMPLEX_KEY,
                    key.span,
                    "khóa phải là một tên, không thể là danh sách hay nhóm khóa",
                    "câu bắt đầu bằng dấu { thì đặt cả câu trong dấu nháy đơn '…'"
                    if start.flow_style and isinstance(key, Mapping) and key.flow
                    else "viết khóa dạng “ten_khoa: giá trị”",
                )
            elif key.text == "<<" and key.style is Style.PLAIN:
                self._fault(
                    ANCHOR_OR_TAG, key.span, "không dùng khóa gộp “<<” của YAML", "chép lại các khóa cần dùng"
                )
            else:
                if is_empty(value) and not start.flow_style:
                    value = self._with_comment_below(value, key)
                entries.append(Entry(key, value))
        if start.flow_style:
            self._brackets.pop()
            entries, faults = rejoin_entries(entries, self._lines, self._path)
            self.faults += faults
        last = entries[-1].value if entries else None
        return Mapping(tuple(entries), self._between(start, event, last), bool(start.flow_style))

    def _with_comment_below(self, value: Node, key: Scalar) -> Node:
        """Return a missing value with the comment that follows in its place, deeper than its key."""
        if not isinstance(value, Scalar) or value.text:
            return value
        below = ((at, self._lines[at]) for at in range(key.span.end_line, len(self._lines)))
        number, line = next(((at, line) for at, line in below if line.strip(" ")), (0, ""))
        column = len(line) - len(line.lstrip(" ")) + 1
        if not line.lstrip(" ").startswith("#") or column <= key.span.column:
            return value
        return Scalar("", value.style, value.span, Span(number + 1, column, number + 1, column + 1))


def _tag(tag: str) -> str:
    """Return a tag as the writer wrote it."""
    return f"!!{tag.removeprefix(_STANDARD_TAGS)}" if tag.startswith(_STANDARD_TAGS) else tag
