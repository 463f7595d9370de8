"""Lines that only together give one figure: both counts of a ratio, all parts of a whole, the weights of an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mttq.totals.amounts import sum_of
from mttq.totals.choice import Cell, Cells, CoveringFigure, intersection, overlaps, union, within, without
from mttq.totals.model import TotalAmount

MOST_FAMILIES = 500
"""Try at most this many combinations of lines."""

Family = tuple[tuple[CoveringFigure, ...], ...]


def families(sides: Sequence[list[CoveringFigure]]) -> Iterator[Family]:
    """Yield sets of figures, some for each side, that cover exactly the same cells; as small as can be."""
    if not all(sides):
        return
    for group in _touching(sides):
        if all(len(side) == 1 for side in group):
            cells = group[0][0].cells
            if all(side[0].cells == cells for side in group[1:]):
                yield tuple((side[0],) for side in group)
            continue
        if all(group):
            yield from _grown(group)


def _touching(sides: Sequence[list[CoveringFigure]]) -> list[list[list[CoveringFigure]]]:
    """Return the figures of each side in groups that overlap, directly or through others."""
    root: dict[Cell, Cell] = {}

    def find(cell: Cell) -> Cell:
        while root[cell] != cell:
            root[cell] = root[root[cell]]
            cell = root[cell]
        return cell

    for side in sides:
        for figure in side:
            first: Cell | None = None
            for cell in figure.cells:
                root.setdefault(cell, cell)
                if first is None:
                    first = find(cell)
                else:
                    root[find(cell)] = first
    groups: dict[Cell, list[list[CoveringFigure]]] = {}
    for number, side in enumerate(sides):
        for figure in side:
            if figure.cells:
                group = groups.setdefault(find(next(iter(figure.cells))), [[] for _ in sides])
                group[number].append(figure)
    return list(groups.values())


def _grown(sides: Sequence[list[CoveringFigure]]) -> list[Family]:
    found: dict[frozenset[int], Family] = {}

    def grow(family: Family) -> None:
        if len(found) >= MOST_FAMILIES:
            return
        covered = [union(one.cells for one in side) for side in family]
        everything = union(covered)
        for number, cells in enumerate(covered):
            for cell in sorted(everything):
                lacking = everything[cell] & ~cells.get(cell, 0)
                if not lacking:
                    continue
                first = _lowest(lacking)
                for one in sides[number]:
                    if one.cells.get(cell, 0) & first and not overlaps(one.cells, cells):
                        grow((*family[:number], (*family[number], one), *family[number + 1 :]))
                return
        found[frozenset(id(one) for side in family for one in side)] = family

    for first in sides[0]:
        grow(((first,), *(() for _ in sides[1:])))
    return list(found.values())


def joined(family: Family, amount: TotalAmount | None) -> CoveringFigure:
    """Return the lines of both counts of a ratio, or of all parts of a whole, as one figure."""
    members = [one for side in family for one in side]
    owns = [union(one.own for one in side) for side in family]
    own = owns[0]
    for other in owns[1:]:
        own = intersection(own, other)
    return CoveringFigure(
        units=frozenset(unit for one in members for unit in one.units),
        lines=tuple(line for one in members for line in one.lines),
        cells=union(one.cells for one in family[0]),
        own=own,
        amount=amount,
        stated=any(one.stated for one in members),
        direct=all(one.direct for one in members),
    )


def coverings(figures: Sequence[CoveringFigure], asked: Cells) -> list[TotalAmount | None]:
    """Return the sums of all sets of figures that cover exactly some cells."""
    found: list[TotalAmount | None] = []

    def cover(left: Cells, weights: list[TotalAmount | None]) -> None:
        if len(found) > MOST_FAMILIES:
            return
        if not left:
            found.append(sum_of_all(weights))
            return
        cell = min(left)
        for one in figures:
            if one.cells.get(cell, 0) & _lowest(left[cell]) and within(one.cells, left):
                cover(without(left, one.cells), [*weights, one.amount])

    cover(asked, [])
    return found


def sum_of_all(amounts: Iterable[TotalAmount | None]) -> TotalAmount | None:
    """Return the sum of the amounts that apply; None if none does."""
    known = [one for one in amounts if one is not None]
    return sum_of(known) if known else None


def _lowest(mask: int) -> int:
    return mask & -mask
