"""The choice of figures for a total: the set that covers the most cells without covering one twice.

Among sets that cover equally many cells the best has most of them covered by own figures, then consists of
fewer figures, then of longer ones; what one report says of both counts of a ratio, or of all parts of a whole, is one
figure. The score of a set is the sum of the scores of its figures, so figures that overlap, directly or through
others, can be chosen apart from all the rest: they are a block.

Without statements a block is the figures of one unit for periods that contain each other. With statements a
block may hold many units, but most statements are replaced: others say the same cells, some of them as own figures,
so no best set has the statement. Without these a block falls apart, and again as soon as one statement is in or out.
Of equally good sets, each part that can be chosen apart from the rest is a tie, or none, by itself.

The search is exact up to `MOST_STEPS` figures tried in or out. A block that needs more stays undecided: none of its
figures counts, and the total says which block it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from mttq.totals.model import FigureLine, TotalAmount
from mttq.totals.territory import WHOLE, Slice

MOST_STEPS = 20_000
"""Try at most this many figures in or out before a block is left undecided."""

MOST_TIES = 4096
"""Compare at most this many equally good sets before a block is left undecided."""

LENGTHS = (60, 12, 9, 6, 3, 1)
"""The lengths of periods, in months."""

Cell = tuple[str, Slice, int]
"""A unit, one of its slices, and 1 for the denominator of a ratio if its counts are chosen apart, else 0."""

UNLISTED = "/*"
"""Stands behind a unit's id in the cells of its lower units that the catalogue does not list."""

Cells = dict[Cell, int]
"""The months of each, one bit for each month."""

Number = int | Fraction
Score = tuple[Number, ...]


class CoveringFigure(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One or more lines that together give one amount for some cells.

    Attributes:
        units: the units whose lines they are.
        lines: one line, or the lines of both counts of a ratio, or of all parts of a whole.
        cells: everything the figure speaks of.
        own: those cells of which it is the own figure of its unit.
        amount: the amount; a ratio has only its counts; None for `không áp dụng`.
        weight: the weight in a mean; None if it isn't weighed.
        loosely: the rounding of a figure whose weight is approximate; else 0.
        stated: whether any of the lines states a figure for an area.
        direct: whether the lines are the indicator's own, rather than counts from the line of a ratio.
        side: 1 for the denominator of a ratio if its counts are chosen apart, else 0.
    """

    units: frozenset[str]
    lines: tuple[FigureLine, ...]
    cells: Cells
    own: Cells
    amount: TotalAmount | None
    weight: TotalAmount | None = None
    stated: bool
    direct: bool = True
    side: int = 0

    @property
    def unit(self) -> str:
        """The unit whose line it is, or the first of several."""
        return self.lines[0].unit

    @property
    def name(self) -> tuple[tuple[str, int, int, str, str], ...]:
        """The lines in an order that no file or key decides."""
        return tuple(
            sorted(
                (
                    line.unit,
                    line.months.start,
                    line.months.stop,
                    line.figure.scope.value,
                    line.figure.indicator,
                )
                for line in self.lines
            )
        )


class Candidate(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A figure in one total: how much of it counts, and the cells that it covers there."""

    figure: CoveringFigure
    share: Fraction
    cells: Cells
    own: Cells


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Sets of figures of which none can be preferred.

    Attributes:
        sets: the equally good sets; only one, with all figures of the block, if it was too large to be decided.
        exceeded: whether the block was too large.
    """

    sets: tuple[tuple[Candidate, ...], ...]
    exceeded: bool = False


class ChosenSet(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a total.

    Attributes:
        chosen: no two of them share a cell.
        covered: the cells that count as covered; fewer than `chosen` covers if sets tie.
        own: those covered by own figures.
        ties: the blocks that are undecided.
        alike: the figures of equally good sets that give the same total.
    """

    chosen: tuple[Candidate, ...] = ()
    covered: Cells = msgspec.field(default_factory=dict)
    own: Cells = msgspec.field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    alike: tuple[Candidate, ...] = ()

    def is_best_of(self, some: Iterable[Candidate]) -> bool:
        """Whether this is the choice among some of the figures, too: whether they include all of the best sets."""
        left = {id(one) for one in (*self.chosen, *self.alike)}
        left.update(id(one) for tie in self.ties for each in tie.sets for one in each)
        return left <= set(map(id, some))


class _ExceededError(Exception):
    """A block needs too many steps."""


Size = Callable[[Cell], Number]
Worth = Callable[[Sequence[Candidate]], Hashable]


def choose(candidates: Iterable[Candidate], size: Size, worth: Worth) -> ChosenSet:
    """Choose the best set.

    Args:
        candidates: figures with the cells that they cover in this total.
        size: the size of a cell of one month, 1 for an undivided unit.
        worth: the total of a set, to distinguish ties that agree from those that don't.
    """
    chosen: list[Candidate] = []
    covered: Cells = {}
    own: Cells = {}
    ties: list[Tie] = []
    alike: list[Candidate] = []
    for block in _contested(candidates):
        if len(block) == 1:
            chosen.append(block[0])
            _include(covered, block[0].cells)
            _include(own, block[0].own)
            continue
        block.sort(key=lambda one: one.figure.name)
        try:
            sets = _Search(block, size).best()
        except _ExceededError:
            ties.append(Tie(sets=(tuple(block),), exceeded=True))
            continue
        for ways in _parts(block, sets):
            taken = ways[0]
            if len(ways) > 1 and len({worth(one) for one in ways}) > 1:
                ties.append(Tie(sets=tuple(tuple(one) for one in ways)))
                taken = [one for one in taken if all(one in other for other in ways)]
            elif len(ways) > 1:
                taken = min(ways, key=_preference)
                alike += (one for each in ways for one in each)
            chosen += taken
            part_covered, part_own = union(one.cells for one in taken), union(one.own for one in taken)
            for other in ways if len(ways) > 1 else ():
                part_covered = intersection(part_covered, union(one.cells for one in other))
                part_own = intersection(part_own, union(one.own for one in other))
            _include(covered, part_covered)
            _include(own, part_own)
    return ChosenSet(chosen=tuple(chosen), covered=covered, own=own, ties=tuple(ties), alike=tuple(alike))


def _parts(block: list[Candidate], sets: list[list[Candidate]]) -> Iterator[list[list[Candidate]]]:
    """Yield the ways to choose the figures of each part of a block that is chosen apart from the rest.

    Args:
        block: the figures.
        sets: the best sets. Figures that are in none of them tie nothing together.
    """
    if len(sets) == 1:
        yield sets
        return
    used = {id(one) for each in sets for one in each}
    for part in blocks([one for one in block if id(one) in used]):
        inside = {id(one) for one in part}
        ways = ([one for one in each if id(one) in inside] for each in sets)
        yield list({frozenset(map(id, one)): one for one in ways}.values())


def _preference(chosen: Sequence[Candidate]) -> tuple[object, ...]:
    """Put first, of sets with equal totals, the one with fewer approximate figures."""
    return sum(map(is_rough, chosen)), sorted(one.figure.name for one in chosen)


def _contested(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the blocks of figures, without statements that are in no best set."""
    for block in blocks([one for one in candidates if one.cells]):
        left = _unreplaced(block) if len(block) > 1 else block
        if len(left) < len(block):
            yield from blocks(left)
        else:
            yield block


def _unreplaced(block: list[Candidate]) -> list[Candidate]:
    """Leave out the statements of a block whose cells others cover without leaving them, some by own figures.

    No best set has such a statement, because with these others in its place it would be better.
    """
    stating = [one for one in block if not _is_own(one)]
    if not stating or len(stating) == len(block):
        return block
    stating.sort(key=lambda one: sum(mask.bit_count() for mask in one.cells.values()))
    own = _OwnFigures(one for one in block if _is_own(one))
    kept: dict[Cell, list[Candidate]] = {}
    replaced: set[int] = set()
    for one in stating:
        if _is_replaced(one, own, kept):
            replaced.add(id(one))
            continue
        for cell in one.cells:
            kept.setdefault(cell, []).append(one)
    return [one for one in block if id(one) not in replaced]


def _is_replaced(statement: Candidate, own: _OwnFigures, kept: Mapping[Cell, Sequence[Candidate]]) -> bool:
    """Whether own figures and smaller statements make up for a statement.

    Args:
        statement: the statement.
        own: the own figures of its block.
        kept: by cell the smaller statements that nothing replaces.
    """
    cells = statement.cells
    gaps = own.gaps(cells)
    if not gaps:
        return True
    if statement.own:
        return False
    rest = dict(cells)
    for cell, mask in gaps.items():
        while mask & rest[cell]:
            inside = (one for one in kept.get(cell, ()) if one.cells[cell] & mask and within(one.cells, rest))
            filling = next(inside, None)
            if filling is None:
                return False
            for covered, months in filling.cells.items():
                rest[covered] &= ~months
    rest = {cell: mask for cell, mask in rest.items() if mask}
    return bool(rest) and not own.gaps(rest)


class _OwnFigures:
    """The own figures of a block, by the cells that they cover."""

    def __init__(self, figures: Iterable[Candidate]) -> None:
        self._by_cell: dict[Cell, list[Candidate]] = {}
        for one in figures:
            for cell in one.cells:
                self._by_cell.setdefault(cell, []).append(one)
        for cell, several in self._by_cell.items():
            several.sort(key=lambda one: -one.cells[cell].bit_count())

    def gaps(self, cells: Cells) -> Cells:
        """Return those of some cells that no own figures cover without overlapping or leaving them."""
        found: Cells = {}
        for cell, mask in cells.items():
            left = mask
            for one in self._by_cell.get(cell, ()):
                if not one.cells[cell] & ~left and (len(one.cells) == 1 or within(one.cells, cells)):
                    left &= ~one.cells[cell]
            if left:
                found[cell] = left
        return found


def _is_own(one: Candidate) -> bool:
    """Whether a figure is an own one, and nothing else."""
    return one.own == one.cells and not one.figure.stated


class _Search:
    """Finds the best sets of one block.

    Within it figures are numbers, and sets of figures are the bits of a whole number.
    """

    def __init__(self, block: list[Candidate], size: Size) -> None:
        self._block = block
        self._size = size
        self._steps = 0
        self._known: dict[int, tuple[Score, list[int]]] = {}
        self._scores: dict[int, Score] = {}
        self._rivals = _rivals(block)
        self._own = sum(1 << number for number, one in enumerate(block) if _is_own(one))

    def best(self) -> list[list[Candidate]]:
        """Return all equally good sets."""
        everything = (1 << len(self._block)) - 1
        return [[self._block[number] for number in _numbers(one)] for one in self._best(everything)[1]]

    def _best(self, figures: int) -> tuple[Score, list[int]]:
        score: Score = ()
        sets = [0]
        for block in self._blocks(figures):
            found, ways = self._best_of_block(block)
            score = added(score, found)
            if len(sets) * len(ways) > MOST_TIES:
                raise _ExceededError
            sets = [one | other for one in sets for other in ways]
        return score, sets

    def _best_of_block(self, block: int) -> tuple[Score, list[int]]:
        known = self._known.get(block)
        if known is None:
            known = self._known[block] = self._searched(block)
        return known

    def _searched(self, block: int) -> tuple[Score, list[int]]:
        """Try the figure with most rivals in and out, then the next one among the rest."""
        best: tuple[Score, list[int]] = ((), [])
        rest = block
        while True:
            numbers = _numbers(rest)
            if len(numbers) == 1:
                return _better(best, (self._score(numbers[0]), [rest]))
            alone = self._own_cover(rest)
            if alone:
                score: Score = ()
                for number in _numbers(alone):
                    score = added(score, self._score(number))
                return _better(best, (score, [alone]))
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise _ExceededError
            pivot = max(numbers, key=lambda number: (self._rivals[number] & rest).bit_count())
            rest &= ~(1 << pivot)
            score, sets = self._best(rest & ~self._rivals[pivot])
            best = _better(best, (added(score, self._score(pivot)), [one | 1 << pivot for one in sets]))
            if self._most(rest) < best[0][0]:
                return best
            if len(self._blocks(rest)) > 1:
                return _better(best, self._best(rest))

    def _blocks(self, figures: int) -> list[int]:
        """Return figures that overlap, directly or through others, together."""
        found = []
        while figures:
            block, waiting = 0, figures & -figures
            while waiting:
                block |= waiting
                near = 0
                for number in _numbers(waiting):
                    near |= self._rivals[number]
                waiting = near & figures & ~block
            found.append(block)
            figures &= ~block
        return found

    def _own_cover(self, block: int) -> int:
        """Return the own figures of a block if they cover all of it and none of them overlap, else nothing.

        Then no other set is as good: with any figure that is not one of them, own figures cover fewer cells.
        """
        own = self._own & block
        if any(self._rivals[number] & own for number in _numbers(own)):
            return 0
        covered = self._covered(own)
        return own if all(within(self._block[number].cells, covered) for number in _numbers(block)) else 0

    def _covered(self, figures: int) -> Cells:
        return union(self._block[number].cells for number in _numbers(figures))

    def _most(self, figures: int) -> Number:
        """Return the number of cells that a set of some figures could cover if none overlapped."""
        return self._count(self._covered(figures))

    def _count(self, cells: Cells) -> Number:
        size = self._size
        return sum(mask.bit_count() * size(cell) for cell, mask in cells.items())

    def _score(self, number: int) -> Score:
        found = self._scores.get(number)
        if found is None:
            one = self._block[number]
            own = self._count(one.own)
            lengths = report_lengths(one.figure)
            found = self._scores[number] = (
                self._count(one.cells),
                own,
                0 if one.figure.stated else own,
                -len(lengths),
                *(lengths.count(length) for length in LENGTHS),
                -len(one.figure.lines),
                int(one.figure.direct),
            )
        return found


def _better(one: tuple[Score, list[int]], other: tuple[Score, list[int]]) -> tuple[Score, list[int]]:
    """Return the better of two scores with its sets, those of both if they are equal."""
    if one[0] != other[0]:
        return max(one, other, key=lambda found: found[0])
    if len(one[1]) + len(other[1]) > MOST_TIES:
        raise _ExceededError
    return one[0], [*one[1], *other[1]]


def _numbers(figures: int) -> list[int]:
    """Return the numbers of the bits that are set, in order."""
    found = []
    while figures:
        last = figures & -figures
        found.append(last.bit_length() - 1)
        figures ^= last
    return found


def _rivals(block: list[Candidate]) -> list[int]:
    """Return for each figure those with which it shares a cell."""
    found = [0] * len(block)
    by_cell: dict[Cell, list[tuple[int, int]]] = {}
    for number, one in enumerate(block):
        for cell, mask in one.cells.items():
            others = by_cell.setdefault(cell, [])
            for other_mask, other in others:
                if other_mask & mask:
                    found[number] |= 1 << other
                    found[other] |= 1 << number
            others.append((mask, number))
    return found


def blocks(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Return figures that overlap, directly or through others, together, in the given order."""
    if len(candidates) < 2:
        return [candidates] if candidates else []
    root = list(range(len(candidates)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    by_cell: dict[Cell, list[tuple[int, int]]] = {}
    for number, one in enumerate(candidates):
        for cell, mask in one.cells.items():
            others = by_cell.get(cell)
            if others is None:
                by_cell[cell] = [(mask, number)]
                continue
            for other_mask, other in others:
                if other_mask & mask:
                    mine, theirs = find(number), find(other)
                    if mine != theirs:
                        root[max(mine, theirs)] = min(mine, theirs)
            others.append((mask, number))
    found: dict[int, list[Candidate]] = {}
    for number, one in enumerate(candidates):
        found.setdefault(find(number), []).append(one)
    return list(found.values())


def report_lengths(figure: CoveringFigure) -> list[int]:
    """Return the number of months of each report that a figure is made of."""
    return [len(months) for _, months in {(line.unit, line.months) for line in figure.lines}]


def is_rough(one: Candidate) -> bool:
    """Whether a figure that applies, or its weight, is approximate."""
    weight = one.figure.weight
    if weight is not None and weight.approximation is not None:
        return True
    return one.figure.amount is not None and any(
        line.figure.quantity.approximation is not None for line in one.figure.lines
    )


def is_unlisted(cell: Cell) -> bool:
    """Whether a cell stands for lower units that the catalogue does not list."""
    return cell[0].endswith(UNLISTED)


def listed_unit(cell: Cell) -> str:
    """Return the unit of a cell, or the one whose lower units it stands for."""
    return cell[0].removesuffix(UNLISTED)


def overlaps(one: Cells, other: Cells) -> bool:
    """Whether two figures cover a common cell."""
    if len(other) < len(one):
        one, other = other, one
    return any(mask & other.get(cell, 0) for cell, mask in one.items())


def within(inner: Cells, outer: Cells) -> bool:
    """Whether all of some cells are among others."""
    return all(not mask & ~outer.get(cell, 0) for cell, mask in inner.items())


def union(several: Iterable[Cells]) -> Cells:
    """Return all cells of several figures."""
    found: Cells = {}
    for cells in several:
        _include(found, cells)
    return found


def intersection(one: Cells, other: Cells) -> Cells:
    """Return the cells that both have."""
    return {cell: both for cell, mask in one.items() if (both := mask & other.get(cell, 0))}


def without(one: Cells, other: Cells) -> Cells:
    """Return the cells of the first that the second lacks."""
    return {cell: rest for cell, mask in one.items() if (rest := mask & ~other.get(cell, 0))}


def added(one: Score, other: Score) -> Score:
    """Return the score of two sets together."""
    if not one or not other:
        return one or other
    return tuple(mine + theirs for mine, theirs in zip(one, other, strict=True))


def _include(cells: Cells, more: Cells) -> None:
    for cell, mask in more.items():
        cells[cell] = cells.get(cell, 0) | mask


__all__ = [
    "UNLISTED",
    "WHOLE",
    "Candidate",
    "Cell",
    "Cells",
    "ChosenSet",
    "CoveringFigure",
    "Tie",
    "blocks",
    "choose",
    "intersection",
    "is_rough",
    "is_unlisted",
    "listed_unit",
    "overlaps",
    "report_lengths",
    "union",
    "within",
    "without",
]
