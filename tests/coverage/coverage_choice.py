"""The choice of figures: the set that covers most, by brute force.

A candidate covers cells; no two chosen candidates may share a cell. The best set covers most cells,
then most of them by own figures, then consists of fewer figures, then of longer ones, then of lines
of the indicator itself rather than of counts taken from a ratio's line.

The search is exact: it splits what doesn't overlap, and otherwise tries each figure in and out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from coverage_map import Slice
from coverage_model import Line
from msgspec import Struct

Cell = tuple[str, Slice, int, str]  # unit, slice, month, indicator

LENGTHS = (12, 9, 6, 3, 1)
MOST_TIES = 4096

Score = tuple[Fraction, ...]
NOTHING: Score = (Fraction(0),) * (6 + len(LENGTHS))


class Figure(Struct, frozen=True, kw_only=True, eq=False):
    """One or more lines that give one value for some cells.

    Attributes:
        lines: one line, or the lines of both counts of a ratio, of all parts of a whole.
        cells: everything the figure speaks of.
        own: those of its cells of which the speaking unit itself gives its own figure.
        value: None for a ratio and for `không áp dụng`.
        counts: only for a ratio.
        weight: what a mean weighs; None if it is not asked for.
        rough_weight: the weight is approximate.
        direct: False for a count taken from the line of a ratio.
    """

    lines: tuple[Line, ...]
    cells: frozenset[Cell]
    own: frozenset[Cell]
    value: Fraction | None
    counts: tuple[Fraction, Fraction] | None = None
    weight: Fraction | None = None
    rough_weight: bool = False
    direct: bool = True

    @property
    def applies(self) -> bool:
        """False for `không áp dụng`."""
        return self.value is not None or self.counts is not None

    @property
    def names(self) -> tuple[str, ...]:
        """Its lines as `unit period indicator`, a star before what is stated; sorted."""
        return tuple(
            sorted(
                f"{line.unit} {line.period.year} {line.period.name} {'*' * line.stated}{line.indicator}"
                for line in self.lines
            )
        )


class Candidate(Struct, frozen=True, kw_only=True, eq=False):
    """A figure in one total: the share of it that counts there, and the cells it covers there."""

    figure: Figure
    share: Fraction
    cells: frozenset[Cell]
    own: frozenset[Cell]


class Choice(Struct, frozen=True, kw_only=True):
    """The figures of a total.

    Attributes:
        chosen: no two of them share a cell.
        covered: the cells that count as covered; fewer than `chosen` covers after equal ties.
        own: those covered by own figures.
        ties: for each undecided tie the sets that are equally good, each as names of its lines.
    """

    chosen: tuple[Candidate, ...]
    covered: frozenset[Cell]
    own: frozenset[Cell]
    ties: tuple[tuple[tuple[str, ...], ...], ...] = ()


def choose(
    candidates: Sequence[Candidate],
    size: Callable[[Cell], Fraction],
    worth: Callable[[Sequence[Candidate]], object],
) -> Choice:
    """Choose the best set.

    Args:
        candidates: figures with the cells they cover in this total; those that cover none are ignored.
        size: the size of a cell, 1 for a whole one.
        worth: the total of a set, to tell ties that agree from ties that don't.
    """
    ordered = sorted((each for each in candidates if each.cells), key=_name)
    chosen: list[Candidate] = []
    covered: set[Cell] = set()
    own: set[Cell] = set()
    ties = []
    for block in _blocks(ordered):
        _, found = _search(block, {id(each): score_of(each, size) for each in block})
        for best in _apart(found):
            if len({worth(each) for each in best}) == 1:
                chosen += min(best, key=lambda each: (sum(map(is_rough, each)), [_name(one) for one in each]))
            else:  # undecided: only what the equally good sets have in common
                chosen += [each for each in best[0] if all(each in other for other in best)]
                ties.append(
                    tuple(sorted(tuple(n for one in each for n in one.figure.names) for each in best))
                )
            covered |= frozenset.intersection(*(_union(c.cells for c in each) for each in best))
            own |= frozenset.intersection(*(_union(c.own for c in each) for each in best))
    return Choice(
        chosen=tuple(chosen),
        covered=frozenset(covered) & _union(each.cells for each in chosen),
        own=frozenset(own) & _union(each.own for each in chosen),
        ties=tuple(ties),
    )


def _apart(best: list[list[Candidate]]) -> Iterator[list[list[Candidate]]]:
    """The best sets of each part that can be chosen apart: of figures of some best set that overlap."""
    used = {id(one): one for each in best for one in each}
    for part in _blocks(list(used.values())):
        ways = [[one for one in each if one in part] for each in best]
        yield [each for number, each in enumerate(ways) if each not in ways[:number]]


def most_cells(candidates: Sequence[Candidate], size: Callable[[Cell], Fraction]) -> Fraction:
    """How many cells the best set covers, ties aside."""
    known = [each for each in candidates if each.cells]
    return _search(known, {id(each): score_of(each, size) for each in known})[0][0]


def _search(candidates: list[Candidate], scores: dict[int, Score]) -> tuple[Score, list[list[Candidate]]]:
    """The best score of a set without overlaps, and every set that reaches it."""
    blocks = _blocks(candidates)
    if not blocks:
        return NOTHING, [[]]
    if len(blocks) > 1:
        found = [_search(block, scores) for block in blocks]
        total = NOTHING
        count = 1
        for each, sets in found:
            total = add_scores(total, each)
            count *= len(sets)
        assert count <= MOST_TIES, "too many ties for a small project"
        sets_of_blocks = product(*(sets for _, sets in found))
        return total, [[one for each in combined for one in each] for combined in sets_of_blocks]
    if len(candidates) == 1:
        return scores[id(candidates[0])], [candidates]
    rivals = {
        id(each): [o for o in candidates if o is not each and each.cells & o.cells] for each in candidates
    }
    pivot = max(candidates, key=lambda each: len(rivals[id(each)]))
    with_score, with_sets = _search(
        [each for each in candidates if each is not pivot and not each.cells & pivot.cells], scores
    )
    with_score = add_scores(with_score, scores[id(pivot)])
    without_score, without_sets = _search([each for each in candidates if each is not pivot], scores)
    best = max(with_score, without_score)
    return best, [
        *([[pivot, *each] for each in with_sets] if with_score == best else []),
        *(without_sets if without_score == best else []),
    ]


def _blocks(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Candidates that overlap, directly or through others, together."""
    blocks: list[tuple[set[Cell], list[Candidate]]] = []
    for each in candidates:
        cells, members = set(each.cells), [each]
        apart = []
        for block in blocks:
            if block[0].isdisjoint(each.cells):
                apart.append(block)
            else:
                cells |= block[0]
                members = [*block[1], *members]
        blocks = [*apart, (cells, members)]
    return [members for _, members in blocks]


def score_of(candidate: Candidate, size: Callable[[Cell], Fraction]) -> Score:
    """What a candidate adds to the score of a set; the first number counts most."""
    lines = candidate.figure.lines
    lengths = Counter(report_lengths(candidate.figure))
    own = sum((size(cell) for cell in candidate.own), Fraction(0))
    return (
        sum((size(cell) for cell in candidate.cells), Fraction(0)),
        own,
        Fraction(0) if any(line.stated for line in lines) else own,
        Fraction(-lengths.total()),
        *(Fraction(lengths[length]) for length in LENGTHS),
        Fraction(-len(lines)),
        Fraction(candidate.figure.direct),
    )


def report_lengths(figure: Figure) -> list[int]:
    """The number of months of each report that a figure is made of."""
    reports = {(line.unit, line.period) for line in figure.lines}
    return [len(period.months) for _, period in reports]


def is_rough(each: Candidate) -> bool:
    """Whether a figure that applies, or its weight, is approximate."""
    figure = each.figure
    return figure.rough_weight or (figure.applies and any(line.approximate for line in figure.lines))


def add_scores(one: Score, other: Score) -> Score:
    """The score of two sets together."""
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _name(candidate: Candidate) -> tuple[str, ...]:
    return candidate.figure.names


def _union(sets: Iterable[frozenset[Cell]]) -> frozenset[Cell]:
    return frozenset(cell for each in sets for cell in each)
