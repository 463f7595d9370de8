"""The totals of a large tree, made and written branch by branch in several processes.

Each process gathers, adds up and writes what lies below one of the units
directly below the top. It hands over the text and that unit's own totals, from
which the totals of the top are made. Nothing of a branch is kept once it is
written, so a country takes no more memory than its largest provinces.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from mttq.documents import Project
from mttq.levels import Level
from mttq.period import Cycle, Period
from mttq.processes import Work, count_for, shared_out
from mttq.totals.columns import prepare
from mttq.totals.model import Gap, Total
from mttq.totals.table import ShownTable, Sums

_Totals = dict[str, Total]


def write_branches(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    top: str,
    write: Callable[[ShownTable], str],
    indicators: Sequence[str] = (),
    level: Level | None = None,
) -> tuple[ShownTable, Iterator[str]] | None:
    """Return the table of the top alone, with the gaps of the whole tree, and the texts of all rows.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        period: the period in it.
        top: the id of the unit to start from.
        write: writes the rows of one table.
        indicators: only these, if any are named.
        level: only units of this level.

    Returns:
        The table and the texts in the order of the tree; None if one process does as well, as it does where
        columns decide the rows, or if some total can't be made from those of the units below.
    """
    units = project.catalogue.units
    workers = count_for(sum(1 for _ in units.below(top)))
    if workers < 2:
        return None
    sums = Sums(project, frozenset((top, *(one.id for one in units.children(top)))))
    prepare(project, cycle)  # once, before the processes part
    undecided = sums.undecided(top, cycle, period, indicators=indicators)
    if not undecided:
        return None
    rollup = sums.rollup(cycle, period)
    branches = [one.id for one in rollup.children(top)]
    names = indicators or [one.id for one in project.catalogue.indicators.values()]
    if len(branches) < workers or not all(rollup.is_split(top, name) for name in names):
        return None

    def work(_: int) -> Work:
        return lambda number: pickle.dumps(_branch(branches[number]))

    def _branch(branch: str) -> tuple[bytes, _Totals, tuple[Gap, ...]]:
        own = Sums(project, frozenset(one.id for one in units.below(branch)))
        table = own.shown_table(
            cycle, period, tops=[branch], in_blocks=True, indicators=indicators, level=level
        )
        rows = own.rows(branch, cycle, period, indicators=undecided) if undecided else ()
        text = write(table).encode()
        names = [row.indicator.id for row in rows]
        totals = {name: own.rollup(cycle, period).branch(branch, name).light() for name in names}
        return text, totals, table.gaps

    texts: dict[int, bytes] = {}
    gaps: dict[int, tuple[Gap, ...]] = {}
    totals: dict[str, _Totals] = {}
    for number, _, answer in shared_out(len(branches), workers, work):
        # Safe to unpickle: it comes from a fork of this process, not from a file.
        texts[number], found, gaps[number] = pickle.loads(answer)
        for indicator, total in found.items():
            totals.setdefault(indicator, {})[branches[number]] = total
    sums.adopt(cycle, period, totals)
    table = sums.shown_table(cycle, period, tops=[top], indicators=indicators, level=level, depth=0)
    all_gaps = [*table.gaps, *(gap for number in sorted(gaps) for gap in gaps[number])]
    table = replace(table, gaps=tuple(dict.fromkeys(all_gaps)))
    return table, _in_order(write(table), texts)


def _in_order(first: str, texts: dict[int, bytes]) -> Iterator[str]:
    """Yield the texts of all branches after the first one, and forget each: encoded, they take half the memory."""
    yield first
    for number in sorted(texts):
        yield texts.pop(number).decode()
