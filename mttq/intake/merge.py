"""Answers brought into the text of a report: the edits, and what they add, replace and leave as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from mttq.check.fixes import Edit
from mttq.diagnostics import Span
from mttq.documents.shapes import NOTE, VALUE
from mttq.intake.answers import Objection
from mttq.intake.layout import STEP, Keys, Leaf, Subtree, leaves, lines_of, paragraphs, rank, scalar
from mttq.schema import as_mapping
from mttq.source import Entry, Mapping, Node, Scalar, Sequence, Source
from mttq.source.nodes import is_empty, scalars

_MUST_BE_EDITED = "sửa tệp ấy bằng trình soạn thảo, hoặc bỏ phần này trong biểu mẫu"


class ValueChange(Struct, frozen=True):
    """A value of a report that is added or replaced.

    Attributes:
        subject: what it is about, in words.
        place: where the answer stands.
        before: the value in the report; "" if there is none.
        after: the answer.
    """

    subject: str
    place: str
    before: str
    after: str


class NeedsBlocksError(Exception):
    """A line is to be added where everything stands in brackets on one line."""


class ReportMerge:
    """The edits that bring answers into one report.

    Args:
        source: the report.
        is_same: whether a value in it says the same as an answer.
        replaces: whether values that differ are replaced.

    Attributes:
        text: the text to edit; its last line is ended.
        edits: the edits.
        added: the values that the report does not have.
        replaced: the values that differ.
        unchanged: how many are the same.
        objections: what can't be edited.
    """

    def __init__(
        self, source: Source, is_same: Callable[[Keys, Node, Leaf], bool], *, replaces: bool
    ) -> None:
        self._source = source
        self._is_same = is_same
        self._replaces = replaces
        self._left: set[Keys] = set()
        self._break = "\r\n" if "\r\n" in source.text else "\n"
        self.text = source.text if source.text.endswith("\n") else source.text + self._break
        self.edits: list[Edit] = []
        self.added: list[ValueChange] = []
        self.replaced: list[ValueChange] = []
        self.unchanged = 0
        self.objections: list[Objection] = []

    def subtree(self, node: Mapping, subtree: Subtree, keys: Keys) -> None:
        """Bring the values of a subtree into a mapping."""
        for at in _in_order(node, subtree, keys):
            self._value(node, subtree.below[at[-1]], at)

    def written(self, subtree: Subtree, keys: Keys = ()) -> Subtree:
        """Return what is written of a subtree: all but the values that are left as they are."""
        below: dict[str | int, Subtree | Leaf] = {}
        for key, value in subtree.below.items():
            at = (*keys, key)
            if isinstance(value, Subtree):
                kept = self.written(value, at)
                if kept.below:
                    below[key] = kept
            elif at not in self._left:
                below[key] = value
        return Subtree(below, subtree.is_figure)

    def _value(self, node: Node, value: Subtree | Leaf, keys: Keys) -> None:
        key = keys[-1]
        if isinstance(key, int):
            assert isinstance(node, Sequence) and isinstance(value, Subtree)
            self.subtree(as_mapping(node.items[key]), value, keys)
            return
        assert isinstance(node, Mapping)
        entry = node.entry(key)
        if node.flow and node.entries and not (entry is not None and self._is_said(entry.value, value, keys)):
            raise NeedsBlocksError
        if entry is None:
            self._insert(node, value, keys)
        elif is_empty(entry.value) or (isinstance(entry.value, Mapping) and not entry.value.entries):
            self._fill(entry, value, keys)
        elif isinstance(value, Leaf):
            self._compare(entry, value, keys)
        elif isinstance(entry.value, Mapping) or isinstance(next(iter(value.below), None), int):
            for at in _in_order(entry.value, value, keys):
                self._value(entry.value, value.below[at[-1]], at)
        elif value.is_figure and isinstance(entry.value, Scalar):
            self._compare_figure(entry, value, keys)
        else:
            self._refuse(value, f"“{key}” trong báo cáo đã có không phải là các dòng “khóa: giá trị”")

    def _is_said(self, node: Node, value: Subtree | Leaf, keys: Keys) -> bool:
        """Whether everything in a subtree is in the report already."""
        if isinstance(value, Leaf):
            return self._is_same(keys, node, value)
        if value.is_figure and isinstance(node, Scalar):
            amount = value.below[VALUE.key]
            return len(value.below) == 1 and isinstance(amount, Leaf) and self._is_same(keys, node, amount)
        form = as_mapping(node)
        return all(
            (below := form.get(str(key))) is not None and self._is_said(below, one, (*keys, key))
            for key, one in value.below.items()
        )

    def _compare(self, entry: Entry, leaf: Leaf, keys: Keys) -> None:
        node = entry.value
        if self._is_same(keys, node, leaf):
            self.unchanged += 1
            self._left.add(keys)
            return
        if isinstance(node, Mapping) or (
            isinstance(node, Sequence) and not all(isinstance(one, Scalar) for one in node.items)
        ):
            self._refuse(leaf, f"{leaf.subject} trong báo cáo đã có chia thành nhiều mục, không thay được")
            return
        self.replaced.append(change(leaf, "\n".join(paragraphs(node))))
        if not self._replaces:
            self._left.add(keys)
            return
        if isinstance(node, Scalar) and node.span.line == node.span.end_line and len(leaf.lines) == 1:
            self.edits.append(Edit(node.span, scalar(leaf.lines[0], bare=leaf.is_bare)))
            return
        self._rewrite(entry, leaf, keys)

    def _compare_figure(self, entry: Entry, value: Subtree, keys: Keys) -> None:
        """Compare a figure that stands alone in the report; with a note it takes several lines."""
        amount, note = value.below[VALUE.key], value.below.get(NOTE.key)
        assert isinstance(amount, Leaf)
        if note is None:
            self._compare(entry, amount, (*keys, VALUE.key))
            return
        assert isinstance(note, Leaf) and isinstance(entry.value, Scalar)
        if self._is_same((*keys, VALUE.key), entry.value, amount):
            self.unchanged += 1
            self._left.add((*keys, VALUE.key))
            written = self._as_written(entry.value.span)
        else:
            self.replaced.append(change(amount, entry.value.text))
            if not self._replaces:  # a note on another figure is none on this one
                self._left |= {(*keys, VALUE.key), (*keys, NOTE.key)}
                return
            written = scalar(amount.lines[0], bare=amount.is_bare)
        self.added.append(change(note, ""))
        margin = " " * (entry.key.span.column - 1 + len(STEP))
        remark = self._source.lines[entry.value.span.end_line - 1][entry.value.span.end_column - 1 :]
        amount_line = f"{margin}{VALUE.key}: {written}{remark}"
        self._replace(entry, [f"{entry.key.text}:", amount_line, *lines_of((*keys, NOTE.key), note, margin)])

    def _as_written(self, span: Span) -> str:
        """Return the text of a value on one line with its quotes."""
        return self._source.lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def _rewrite(self, entry: Entry, value: Subtree | Leaf, keys: Keys) -> None:
        """Write an entry anew."""
        margin = " " * (entry.key.span.column - 1)
        first, *others = lines_of(keys, value, margin)
        self._replace(entry, [first[len(margin) :], *others])

    def _replace(self, entry: Entry, lines: list[str]) -> None:
        """Replace all lines of an entry, but not the comments that stand in the place of a value."""
        line = entry.key.span.line
        last = line if is_empty(entry.value) else self._last_line(entry)
        span = Span(line, entry.key.span.column, last, len(self._source.lines[last - 1]) + 1)
        self.edits.append(Edit(span, self._break.join(lines)))

    def _insert(self, node: Mapping, value: Subtree | Leaf, keys: Keys) -> None:
        self._note_added(value)
        key = keys[-1]
        margin = " " * (node.entries[0].key.span.column - 1) if node.entries else ""
        lines = [f"{line}{self._break}" for line in lines_of(keys, value, margin)]
        before = [one for one in node.entries if rank((*keys[:-1], one.key.text)) <= rank(keys)]
        start = node.entries[0].key.span.line if node.entries else 1
        at = self._end_of_block(before[-1], len(margin) + 1) + 1 if before else start
        while start > 1 and self._source.lines[start - 2].lstrip().startswith("#"):
            start -= 1
        if not self._instead_of_comment(
            str(key), lines, (start, self._end_of_block(node.entries[-1], len(margin)))
        ):
            self._at_line(at, "".join(lines))

    def _fill(self, entry: Entry, value: Subtree | Leaf, keys: Keys) -> None:
        """Put a value below a key that has none."""
        self._note_added(value)
        margin = " " * (entry.key.span.column - 1)
        if isinstance(value, Leaf) or value.is_figure:
            self._rewrite(entry, value, keys)
            return
        line = entry.key.span.line
        span = entry.value.span
        if isinstance(entry.value, Mapping):  # an empty pair of braces
            self.edits.append(Edit(Span(line, span.column - 1, line, span.end_column), ""))
        elif isinstance(entry.value, Scalar) and entry.value.text:  # a word for nothing
            self.edits.append(Edit(span, ""))
        end = self._end_of_block(entry, len(margin) + 1)
        for name in sorted(value.below, key=lambda one: rank((*keys, one))):
            below = lines_of((*keys, name), value.below[name], margin + STEP)
            lines = [f"{one}{self._break}" for one in below]
            if not self._instead_of_comment(str(name), lines, (line + 1, end)):
                self._at_line(line + 1, "".join(lines))

    def _instead_of_comment(self, key: str, lines: list[str], within: tuple[int, int]) -> bool:
        """Put lines where a comment keeps the place of a key."""
        for number in range(within[0], within[1] + 1):
            if number > len(self._source.lines):
                break
            line = self._source.lines[number - 1]
            if re.match(rf"\s*# {re.escape(key)}: …", line):
                span = Span(number, 1, number, len(line) + 1)
                self.edits.append(Edit(span, "".join(lines).removesuffix(self._break)))
                return True
        return False

    def _at_line(self, line: int, text: str) -> None:
        self.edits.append(Edit(Span(line, 1, line, 1), text))

    def _last_line(self, entry: Entry) -> int:
        """Return the last line of an entry."""
        last = entry.key.span.line
        for one in scalars(entry.value):
            span = one.span
            last = max(last, span.end_line - 1 if span.end_column == 1 else span.end_line)
        if isinstance(entry.value, Mapping | Sequence) and entry.value.flow:
            last = max(last, entry.value.span.end_line)
        return last

    def _end_of_block(self, entry: Entry, indent: int) -> int:
        """Return the last line of an entry or of the comments below it that are indented so much."""
        last = self._last_line(entry)
        lines = self._source.lines
        while last < len(lines) and re.match(rf"\s{{{indent},}}#", lines[last]):
            last += 1
        return last

    def _note_added(self, value: Subtree | Leaf) -> None:
        found = [value] if isinstance(value, Leaf) else [leaf for _, leaf in leaves(value, ())]
        self.added += [change(leaf, "") for leaf in found]

    def _refuse(self, value: Subtree | Leaf, message: str) -> None:
        leaf = value if isinstance(value, Leaf) else next(leaf for _, leaf in leaves(value, ()))
        self.objections.append(
            Objection(
                place=leaf.place,
                subject=leaf.subject,
                message=message,
                help=_MUST_BE_EDITED,
                of_office=True,
            )
        )


def _in_order(node: Node, subtree: Subtree, keys: Keys) -> list[Keys]:
    """Return the ways to the values of a subtree: those that a report has come first, new ones in their order.

    What is added at the end of an entry and what is added after it begin at the same line, and the first comes first.
    """
    there = {entry.key.text for entry in node.entries} if isinstance(node, Mapping) else set()
    return sorted(((*keys, key) for key in subtree.below), key=lambda at: (at[-1] not in there, rank(at)))


def change(leaf: Leaf, before: str) -> ValueChange:
    """Return the change that an answer makes to a value; "" for a value that is not there."""
    return ValueChange(leaf.subject, leaf.place, before, "\n".join(leaf.lines))
