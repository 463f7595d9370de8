"""A line that YAML joins to the item above although a new item may be meant, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mttq.check.rules.reported_places import ReportedPlaces
from mttq.diagnostics import YAML_SYNTAX, Code, Diagnostic, Severity, Span
from mttq.schema import ITEM_PARAGRAPHS, ITEM_TITLE
from mttq.source import GLUED_DASH_HELP, GLUED_DASH_MESSAGE, Mapping, Node, Scalar, Sequence, Source, Style

UNCLEAR_ITEM = Code("MT116", "muc-khong-ro", Severity.WARNING)

_DASH = re.compile(r"\s*(-(?![0-9])|\S?-\s)")
_GLUED_DASH = re.compile(r"-[^\W\d]")
_SECOND_ITEM = re.compile(r"\S {2,}(-)\s")
ENDED = re.compile(r"[.;:!?][”\"')]*\s*$")
LETTER_BULLET = "o"  # how a round bullet of Word is pasted
BULLET = re.compile(
    f"\\s*([•·▪●○◦■□➢➤✓*+–—\ue000-\uf8ff]|[0-9]{{1,2}}[.)/]|[a-zđ][)/]|{LETTER_BULLET})\\s+(?=\\S)"
)
_BEGINS = re.compile(r"\s*[“\"'(]?(\w)")


def unclear_item(source: Source, reported: ReportedPlaces) -> Iterator[Diagnostic]:
    """Report dashes and lines that YAML takes for a part of the text above, and texts that look like a part of it."""
    if source.root is not None:
        yield from _node(source, source.root, None)


def _node(source: Source, node: Node, items: Sequence | None) -> Iterator[Diagnostic]:
    """Check a node; `items` is the block list of which it is an item, or None."""
    if isinstance(node, Scalar):
        if node.style is Style.PLAIN:
            yield from _glued(source, node)
            yield from _joined(source, node)
            bulleted = _bulleted(source, node) if items is None else None
            if bulleted is not None:
                yield bulleted
            else:
                yield from _further_lines(source, node, items)
    elif isinstance(node, Sequence):
        yield from _lifted(source, node)
        for item in node.items:
            yield from _node(source, item, None if node.flow else node)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from _node(source, entry.value, None)


def _glued(source: Source, node: Scalar) -> Iterator[Diagnostic]:
    if _GLUED_DASH.match(node.text):
        yield Diagnostic(
            YAML_SYNTAX,
            source.path,
            Span(node.span.line, node.span.column, node.span.line, node.span.column + 1),
            GLUED_DASH_MESSAGE,
            help=GLUED_DASH_HELP,
        )


def bullet_lines(source: Source, node: Scalar) -> list[int]:
    """Return the lines of a bare text that begin with a bullet or number of Word, if there are two or more."""
    span = node.span
    numbers = [
        number
        for number in range(span.line, span.end_line + 1)
        if BULLET.match(source.lines[number - 1], span.column - 1 if number == span.line else 0)
    ]
    return numbers if len(numbers) > 1 else []


def _bulleted(source: Source, node: Scalar) -> Diagnostic | None:
    numbers = bullet_lines(source, node)
    if not numbers:
        return None
    line = source.lines[numbers[0] - 1]
    found = BULLET.match(line, node.span.column - 1 if numbers[0] == node.span.line else 0)
    assert found is not None
    column = found.start(1) + 1
    return Diagnostic(
        UNCLEAR_ITEM,
        source.path,
        Span(numbers[0], column, numbers[0], column + len(found[1])),
        f"{len(numbers)} dòng bắt đầu bằng dấu hay số đầu dòng của Word bị YAML nối thành một đoạn",
        help="viết “- ” ở đầu mỗi mục thay cho dấu này; số thứ tự thì giữ lại sau “- ”",
    )


def _joined(source: Source, node: Scalar) -> Iterator[Diagnostic]:
    for found in _SECOND_ITEM.finditer(node.text):
        yield Diagnostic(
            YAML_SYNTAX,
            source.path,
            node.part(found.start(1), found.end(1)),
            "có dấu gạch đầu dòng ở giữa dòng: hai mục bị viết liền thành một",
            help="xuống dòng trước dấu gạch này; nếu là một câu thì chỉ để một dấu cách trước dấu gạch",
        )


def _lifted(source: Source, node: Sequence) -> Iterator[Diagnostic]:
    """Report a bare text in a list of named items, right below the paragraphs of one of them."""
    for above, item in pairwise(node.items):
        last = above.entries[-1] if isinstance(above, Mapping) and above.entries else None
        if (
            isinstance(item, Scalar)
            and last is not None
            and last.key.text == ITEM_PARAGRAPHS
            and isinstance(last.value, Sequence)
        ):
            yield Diagnostic(
                UNCLEAR_ITEM,
                source.path,
                Span(item.span.line, item.span.column, item.span.line, item.span.column + 1),
                "câu này là một mục riêng, ngay dưới danh sách đoạn văn của mục ở trên",
                help="nếu thuộc mục ở trên thì thụt vào cho thẳng cột với các đoạn kia; "
                f"nếu là mục riêng thì đưa lên trước, hoặc đặt tên cho nó ({ITEM_TITLE}, {ITEM_PARAGRAPHS})",
            )


def _further_lines(source: Source, node: Scalar, items: Sequence | None) -> Iterator[Diagnostic]:
    before = source.lines[node.span.line - 1]
    for number in range(node.span.line + 1, node.span.end_line + 1):
        line = source.lines[number - 1]
        if not line.strip():
            continue
        column = len(line) - len(line.lstrip()) + 1
        glued = _GLUED_DASH.match(node.text) is not None and column == node.span.column
        if _DASH.match(line) and glued:
            continue  # an item of the list that the glued dash was to begin
        if _DASH.match(line):
            yield Diagnostic(
                YAML_SYNTAX,
                source.path,
                Span(number, column, number, column + 1),
                "dòng bắt đầu bằng dấu gạch này bị YAML nối vào câu ở trên, không thành một mục",
                help="đặt dấu gạch thẳng cột với các mục khác, sau nó một dấu cách; "
                "nếu dấu gạch là một phần của câu thì đặt cả câu trong dấu nháy đơn '…'",
            )
        elif items is not None and (found := BULLET.match(line)) is not None:
            yield Diagnostic(
                UNCLEAR_ITEM,
                source.path,
                Span(number, column, number, column + len(found[1])),
                "dòng bắt đầu bằng dấu hay số đầu dòng của Word bị YAML nối vào mục ở trên",
                help="nếu là mục mới thì viết “- ” thẳng cột với các mục khác; nếu là phần tiếp của câu thì viết liền "
                "trên một dòng",
            )
        elif items is not None and (column != node.span.column or _new_sentence(before, line)):
            yield Diagnostic(
                UNCLEAR_ITEM,
                source.path,
                Span(number, column, number, len(line.rstrip()) + 1),
                "dòng này nối vào câu của mục ở trên",
                help="nếu là mục mới thì thêm “- ” ở đầu dòng; nếu là phần tiếp của câu thì viết liền trên một dòng",
            )
        before = line


def _new_sentence(before: str, line: str) -> bool:
    found = _BEGINS.match(line)
    return found is not None and found[1].isupper() and ENDED.search(before) is not None
