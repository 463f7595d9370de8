"""Lines whose indentation puts them in the wrong block: one fault for each run of them, and the file as it was meant.

A key that is one level too shallow ends the block it belongs to: everything after it is misplaced as well, and most of
it is reported. Here a file with faults is read line by line along its shape. A line whose key has no place where it
stands, but has one in a block that is open there, is moved to it. The file is then parsed and validated again; what
remains is reported, and the moved lines are one fault each. The guess is kept only if it leaves fewer faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from mttq.diagnostics import (
    EMPTY_VALUE,
    MISPLACED_LINE,
    MISSING_KEY,
    ODD_MARGIN,
    Diagnostic,
    Severity,
    Span,
)
from mttq.schema.shapes import (
    KEY_PATTERNS,
    Amount,
    Either,
    KeyKind,
    ListOf,
    Name,
    Record,
    Refers,
    Shape,
    Table,
    Text,
)
from mttq.schema.validation import validate
from mttq.source import Node
from mttq.source.margins import STEP, Margins, WrittenLine, plain_margins, written_lines
from mttq.source.reader import Source
from mttq.source.text import indent
from mttq.spelling import shortened, suggestion

Known = Mapping[Refers, Container[str]]
"""The names that exist, by what refers to them; what is not in it is judged by its form."""

# Not counted for a file with unreadable lines, which may hold what seems to be missing.
_UNCERTAIN = frozenset({MISSING_KEY, EMPTY_VALUE})
_KEY_PATTERNS = {kind: re.compile(pattern) for kind, pattern in KEY_PATTERNS.items()}
_AN_AMOUNT = re.compile(r"\d|(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b", re.IGNORECASE)
_NO_PLACE, _POSSIBLE, _CERTAIN = range(3)
_UNLIKE_OTHERS = frozenset({KeyKind.PROGRAMME, KeyKind.TERM})  # no other keys look like these
_MOST_LINES = 100_000  # of a file; looking for lines in the wrong block takes about a second then
_MOST_MOVES = 200  # a file that needs more is in no layout at all
_REMEMBERED = 8  # blocks that were closed before their time
_AHEAD = 200  # lines that are looked at to learn the margin of a block


Count = Callable[[Node], int]
"""Counts the errors of a document that its shape does not show."""


def well_indented(
    source: Source,
    shape: Shape,
    known: Known,
    others: Iterable[Diagnostic] = (),
    *,
    count: Count | None = None,
) -> Source:
    """Return a file with faults as it was meant, if lines of it are in the wrong block; otherwise the file.

    Args:
        source: the file; the result has no document, but a remainder, in which all else can be checked.
        shape: the shape that it should have.
        known: the names that exist.
        others: the faults that reading it by its shape did not find, and that no move mends.
        count: counts those of its nodes that a move may mend.
    """
    plain = plain_margins(source.lines, source.text) or Margins(tuple(source.lines), {})
    if len(plain.lines) > _MOST_LINES:
        return source
    before = _errors(source, shape, count) + sum(one.severity is Severity.ERROR for one in others)
    best, least = source, before
    tried: list[list[_Move]] = []
    for looks_below in (True, False):
        moves = _moves(shape, known, plain.lines, looks_below=looks_below)
        if not 0 < len(moves) <= _MOST_MOVES or moves in tried:
            continue
        tried.append(moves)
        found, runs = _as_moved(source, plain, moves)
        after = _errors(found, shape, count) if found is not None else before
        if (
            found is not None
            and after - runs < before
            and (after < least or (best is source and after == least))
        ):
            best, least = found, after
    return best


def shifts_of(source: Source, shape: Shape, known: Known, fault: Diagnostic) -> dict[int, int]:
    """Return how far each line moves to the right that a fault of this module is about, by its number.

    Nothing is returned if the key above these lines may be misplaced instead.

    Args:
        source: the file as it is.
        shape: the shape that it should have.
        known: the names that exist.
        fault: the fault, as `well_indented` reports it.
    """
    plain = Margins(tuple(source.lines), {})
    if len(plain.lines) > _MOST_LINES:
        return {}
    for looks_below in (True, False):
        moves = _moves(shape, known, plain.lines, looks_below=looks_below)
        for run in _grouped(moves, plain.lines):
            if _fault(run, source) == fault:
                return {} if _may_be_the_key(source, shape, plain, run) else dict(_moved(plain, run).shifts)
    return {}


def _may_be_the_key(source: Source, shape: Shape, plain: Margins, run: list[_Move]) -> bool:
    """Whether moving the key right above some lines instead of these leaves no more faults."""
    written = list(written_lines(plain.lines))
    at = next((at for at, one in enumerate(written) if one.number == run[0].line.number), 0)
    key = written[at - 1]
    target = key.margin - run[0].by
    if at == 0 or key.number != run[0].owner_line or target < 0:
        return False
    move = _Move(line=key, target=target, owner="", owner_line=0)
    counts = []
    for moves in ([move], run):
        found, _ = _as_moved(source, plain, moves)
        counts.append(_errors(found, shape) if found is not None else _MOST_LINES)
    return counts[0] <= counts[1]


def _as_moved(source: Source, plain: Margins, moves: list[_Move]) -> tuple[Source | None, int]:
    """Return a file with lines moved, or None if it can't be read then, and the number of runs that move."""
    from mttq.source.parser import parse  # noqa: PLC0415 - takes 20 ms, and most runs parse no file with it

    parsed = parse(source.text, source.path, _moved(plain, moves))
    if parsed.root is None or parsed.recovery is None:
        return None, 0
    remainder = parsed.recovery.remainder(parsed.root)
    runs = [_fault(run, source) for run in _grouped(moves, plain.lines)]
    kept = [one for one in source.diagnostics if one.code is ODD_MARGIN or one.severity is Severity.WARNING]
    faults = (*kept, *runs, *parsed.faults)
    return replace(source, root=None, diagnostics=faults, remainder=remainder), len(runs)


def _moves(shape: Shape, known: Known, lines: Sequence[str], *, looks_below: bool) -> list[_Move]:
    """Return the lines that belong elsewhere; a line that leaves others without a place is one of them.

    With `looks_below`, a key may be in the wrong place because what follows it can't be below it there.
    """
    denied: frozenset[int] = frozenset()
    while True:
        walk = _LineWalk(shape, known, denied, looks_below=looks_below)
        moves = walk.moves(lines)
        if not walk.culprit or walk.culprit in denied or len(denied) == _REMEMBERED:
            return moves
        denied |= {walk.culprit}


def _errors(source: Source, shape: Shape, count: Count | None = None) -> int:
    """Count the errors that show in a file by itself."""
    faults = [one for one in source.diagnostics if one.severity is Severity.ERROR]
    root = source.root or (source.remainder.root if source.remainder is not None else None)
    if root is None:
        return len(faults)
    lost = source.remainder is not None and source.remainder.lost
    found = validate(root, shape, source.path)
    faults += [one for one in found if not (lost and one.code in _UNCERTAIN)]
    return len(faults) + (count(root) if count is not None else 0)


class _Move(Struct, frozen=True, kw_only=True):
    """A line that belongs elsewhere.

    Attributes:
        line: the line.
        target: the margin that it should have.
        owner: the key of the block to which it belongs; "" for the file itself.
        owner_line: the line of that key.
    """

    line: WrittenLine
    target: int
    owner: str
    owner_line: int

    @property
    def by(self) -> int:
        """How far it moves to the right."""
        return self.target - self.line.margin


class _OpenBlock(Struct, kw_only=True):
    """A block of which further lines can follow.

    Attributes:
        column: its margin; for one whose first line has not come, that of its key.
        shape: the shape of its keys; None if nothing is known of them.
        items: the shape of its items, if it is a list.
        owner: the key above it.
        line: the line of that key.
        keys: the keys seen in it.
    """

    column: int
    shape: Record | Table | None
    items: Shape | None = None
    owner: str
    line: int
    keys: set[str] = field(default_factory=set)


class _LineWalk:
    """Follows the lines of a file along its shape."""

    def __init__(self, shape: Shape, known: Known, denied: frozenset[int], *, looks_below: bool) -> None:
        self._known = known
        self._denied = denied
        self._looks_below = looks_below
        self._blocks = [_OpenBlock(column=0, shape=_keys_of(shape), owner="", line=0)]
        self._next: list[_OpenBlock] = []  # the blocks that the key of the last line can open
        self._found: list[_Move] = []
        self._last: _Move | None = None  # the move of the line that contains the present one
        self._rest: Sequence[WrittenLine] = ()  # the lines after the present one
        self._closed: list[
            tuple[int, list[_OpenBlock]]
        ] = []  # what some lines closed by standing where they do
        self.culprit = 0  # the line that closed the block of another line that has no place now

    def moves(self, lines: Sequence[str]) -> list[_Move]:
        """Return the lines that belong elsewhere."""
        written = list(written_lines(lines))
        for at, line in enumerate(written):
            self._rest = written[at + 1 : at + 1 + _AHEAD]
            self._place(line)
            if len(self._found) > _MOST_MOVES:
                break
        return self._found

    def _place(self, line: WrittenLine) -> None:
        if self._last is not None and line.margin <= self._last.line.margin:
            self._last = None
        last = self._last
        here = self._at(line, line.margin) if line.number not in self._denied else None
        rank = self._rank(here, line, self._below)
        awaited = self._awaited(line, here)
        if awaited is not None:
            self._move(line, awaited, self._column(awaited, line))
            return
        if here is not None and (rank is _CERTAIN or (here.shape is None and here.items is None)):
            self._move(line, here, self._column(here, line))
            return
        if rank is _NO_PLACE and last is not None and line.margin > last.line.margin:
            along = self._at(line, line.margin + last.by)
            if along is not None and self._rank(along, line) > _NO_PLACE:
                self._move(line, along, line.margin + last.by)
                return
        other = self._other(line, here, rank)
        if other is not None:
            self._move(line, other, self._column(other, line))
        else:
            if rank is _NO_PLACE and not self.culprit:
                self.culprit = self._closer(line)
            if here is not None:
                self._move(line, here, self._column(here, line) if rank > _NO_PLACE else line.margin)

    def _closer(self, line: WrittenLine) -> int:
        """Return the line that closed the block in which a line would have its place; 0 if none did."""
        for number, blocks in reversed(self._closed):
            if any(one.column == line.margin and self._rank(one, line) > _NO_PLACE for one in blocks):
                return number
        return 0

    @property
    def _following(self) -> WrittenLine | None:
        return self._rest[0] if self._rest else None

    @property
    def _below(self) -> WrittenLine | None:
        """Return the next line if it is one of several with its margin, which can't all be wrong."""
        if not self._looks_below or len(self._rest) < 2 or self._rest[0].margin != self._rest[1].margin:
            return None
        return self._rest[0]

    def _awaited(self, line: WrittenLine, here: _OpenBlock | None) -> _OpenBlock | None:
        """Return the block of the key above, which has no value without this line, if the line must be in it."""
        if here in self._next:
            return None
        return next((one for one in self._next if self._rank(one, line) is _CERTAIN), None)

    def _at(self, line: WrittenLine, margin: int) -> _OpenBlock | None:
        """Return the block to which a line with a margin belongs."""
        for one in self._next:
            if (one.items is not None) == line.is_item and (
                margin > one.column or (line.is_item and margin == one.column)
            ):
                return one
        return next(
            (
                one
                for one in reversed(self._blocks)
                if one.column == margin and (one.items is not None) == line.is_item
            ),
            None,
        )

    def _other(self, line: WrittenLine, here: _OpenBlock | None, rank: int) -> _OpenBlock | None:
        """Return the open block to which a line must belong instead; the nearest, of two the inner one."""
        mistyped = (
            rank is _NO_PLACE
            and here is not None
            and isinstance(here.shape, Record)
            and suggestion(line.key, [one.key for one in here.shape.fields]) is not None
        )
        best, found = (rank if not mistyped else _POSSIBLE), None
        nearest = 0
        denied = self._at(line, line.margin) if here is None else None
        for one in (*self._next, *reversed(self._blocks)):
            if one is here or one is denied:
                continue
            other, distance = (
                self._rank(one, line, self._below),
                abs(self._column(one, line) - line.margin),
            )
            if other > best or (other == best and found is not None and distance < nearest):
                best, found, nearest = other, one, distance
        return found

    def _column(self, block: _OpenBlock, line: WrittenLine) -> int:
        """Return the margin of a block; that of one whose first line this is follows from the lines after it."""
        if block not in self._next:
            return block.column
        least = block.column if line.is_item else block.column + 1
        usual = block.column + STEP
        if line.margin == usual:
            return usual
        others = set()
        for one in self._rest:
            if one.margin < least or (one.margin == block.column and not one.is_item):
                break
            if self._rank(block, one) > _NO_PLACE and abs(one.margin - usual) <= STEP:
                others.add(one.margin)
        if usual in others:
            return usual
        if line.margin >= least and line.margin in others:
            return line.margin
        if others:
            return min(others)
        return usual if line.margin < least or self._leads(line, usual) else line.margin

    def _leads(self, line: WrittenLine, margin: int) -> bool:
        """Whether the next line would follow well if a line that begins a block had another margin."""
        following = self._following
        if following is None:
            return False
        if line.is_item:
            return bool(line.key) and following.margin == margin + line.inside - line.margin
        inside = following.margin == margin + STEP
        return not line.value and (inside or (following.is_item and margin <= following.margin < line.margin))

    def _rank(self, block: _OpenBlock | None, line: WrittenLine, following: WrittenLine | None = None) -> int:
        """Return whether a line has a place in a block.

        Args:
            block: the block.
            line: the line.
            following: the next line, if it counts: where it can't be below a key without a value, the key may
                not belong there.
        """
        if block is None or (block.items is not None) != line.is_item:
            return _NO_PLACE
        if block.items is not None:
            keys = _keys_of(block.items)
            if not line.key or keys is None:
                return _CERTAIN if _fits(block.items, line.value or line.key) else _NO_PLACE
            return max(self._rank_of_key(keys, line), _POSSIBLE if _fits(Name(), line.value) else _NO_PLACE)
        if block.shape is None or line.key in block.keys:
            return _NO_PLACE
        rank = self._rank_of_key(block.shape, line)
        if following is not None and not line.value and following.margin + following.is_item <= block.column:
            return min(rank, _POSSIBLE)
        return rank

    def _rank_of_key(self, keys: Record | Table, line: WrittenLine) -> int:
        if isinstance(keys, Record):
            shape = next((one.shape for one in keys.fields if one.key == line.key), None)
            return _NO_PLACE if shape is None else _CERTAIN if _fits(shape, line.value) else _POSSIBLE
        if not _KEY_PATTERNS[keys.key].fullmatch(line.key) or not _fits(keys.value, line.value):
            return _NO_PLACE
        if keys.key in _UNLIKE_OTHERS:
            return _CERTAIN
        known = self._known.get(keys.refers) if keys.refers is not None else None
        return _CERTAIN if known is not None and line.key in known else _POSSIBLE

    def _move(self, line: WrittenLine, block: _OpenBlock, target: int) -> None:
        if target != line.margin:
            self._last = _Move(line=line, target=target, owner=block.owner, owner_line=block.line)
            self._found.append(self._last)
        self._enter(line, block, target)

    def _enter(self, line: WrittenLine, block: _OpenBlock | None, margin: int) -> None:
        """Take a line into its block, and open the block that its key can begin."""
        assert block is not None
        if block in self._next:
            block.column = margin
            self._blocks.append(block)
        else:
            end = self._blocks.index(block) + 1
            if self._blocks[end:]:
                self._closed.append((line.number, self._blocks[end:]))
                del self._blocks[end:], self._closed[:-_REMEMBERED]
        self._next = []
        column = margin
        keys = block.shape
        if block.items is not None:
            if not line.key:
                return
            keys = _keys_of(block.items)
            column = margin + line.inside - line.margin
            block = _OpenBlock(column=column, shape=keys, owner=block.owner, line=block.line)
            self._blocks.append(block)
        block.keys.add(line.key)
        if line.value:
            return
        shape: Shape | None = None
        if isinstance(keys, Record):
            shape = next((one.shape for one in keys.fields if one.key == line.key), None)
        elif isinstance(keys, Table):
            shape = keys.value
        inner, items = _keys_of(shape), _items_of(shape)
        if inner is not None or items is None:
            self._next.append(_OpenBlock(column=column, shape=inner, owner=line.key, line=line.number))
        if items is not None or shape is None:
            self._next.append(
                _OpenBlock(column=column, shape=None, items=items or Text(), owner=line.key, line=line.number)
            )


def _keys_of(shape: Shape | None) -> Record | Table | None:
    """Return the shape of the keys that a value may hold."""
    if isinstance(shape, Either):
        inner = shape.mapping
        return _keys_of(inner() if callable(inner) else inner)
    return shape if isinstance(shape, Record | Table) else None


def _items_of(shape: Shape | None) -> Shape | None:
    """Return the shape of the items that a value may hold."""
    if isinstance(shape, Either):
        return _items_of(shape.sequence)
    if isinstance(shape, Text):
        return Name()
    return shape.item if isinstance(shape, ListOf) else None


def _fits(shape: Shape, value: str) -> bool:
    """Whether the text after a colon can begin a value."""
    match shape:
        case Either(scalar, mapping, sequence):
            inner = mapping() if callable(mapping) else mapping
            return any(one is not None and _fits(one, value) for one in (scalar, inner, sequence))
        case Record() | Table():
            return not value or value.startswith("{")
        case ListOf():
            return not value or value.startswith("[")
        case Amount():
            return _AN_AMOUNT.search(value) is not None
        case Text():
            return True
        case _:
            return bool(value) and not value.startswith("{")


def _moved(margins: Margins, moves: list[_Move]) -> Margins:
    """Return the lines with the moves made; running text and comments move with the line that they follow."""
    by = {one.line.number: one for one in moves}
    starts = {one.number for one in written_lines(margins.lines)}
    lines, shifts = list(margins.lines), dict(margins.shifts)
    leading: _Move | None = None
    for number, line in enumerate(margins.lines, start=1):
        if number in starts:
            leading = by.get(number)
        if leading is None or not line.strip() or (number not in by and indent(line) <= leading.line.margin):
            continue
        shift = max(leading.by, -indent(line))
        lines[number - 1] = " " * shift + line if shift > 0 else line[-shift:]
        shifts[number] = shifts.get(number, 0) + shift
    return Margins(tuple(lines), shifts)


def _grouped(moves: list[_Move], lines: Sequence[str]) -> Iterator[list[_Move]]:
    """Yield the runs of lines that move alike, each of which is one fault."""
    order = [one.number for one in written_lines(lines)]
    after = dict(pairwise(order))
    run: list[_Move] = []
    for one in moves:
        if run and (one.by != run[0].by or after.get(run[-1].line.number) != one.line.number):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _fault(run: list[_Move], source: Source) -> Diagnostic:
    first, last = run[0], run[-1]
    line = first.line
    what = "mục này" if line.is_item else f"“{shortened(line.key)}”"
    block = f"thuộc “{shortened(first.owner)}” ở dòng {first.owner_line}"
    if not first.owner:
        block = "là khóa ngoài cùng của tệp"
    if len(run) > 1:
        how = "vào thêm" if first.by > 0 else "bớt"
        remedy = f"thụt các dòng {line.number}–{last.line.number} {how} {abs(first.by)} dấu cách"
    elif first.target:
        remedy = f"dòng này phải thụt vào {first.target} dấu cách, hiện là {line.margin}"
    else:
        remedy = f"dòng này phải viết sát lề trái, hiện thụt vào {line.margin} dấu cách"
    written = source.lines[line.number - 1]
    start = len(written) - len(written.lstrip()) + 1
    end = start + max(1, len(line.key) if line.inside == line.margin else 1)
    return Diagnostic(
        MISPLACED_LINE,
        source.path,
        Span(line.number, start, line.number, min(end, len(written) + 1)),
        f"dòng này thụt sai cấp: {what} {block}",
        help=remedy,
    )
