"""The totals of a large tree, made and written branch by branch in several processes.

Each process gathers, adds up and writes what lies below one of the units
directly below the top, and hands over the text and that unit's own totals. The
total of the top is made of those. Nothing of a branch is kept once it is
written, so that a country takes no more memory than its largest provinces.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from mttq.documents import Project
from mttq.levels import Level
from mttq.output import totals_csv, totals_data
from mttq.period import Cycle, Period
from mttq.processes import Work, count_for, shared_out
from mttq.totals import Gap, Sums, Total, TotalsTable


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that can be written piece by piece.

    Attributes:
        piece: the rows of one table.
        whole: the pieces of several tables of the same columns as one text.
    """

    piece: Callable[[TotalsTable], str]
    whole: Callable[[TotalsTable, Sequence[str]], str]


WRITERS: dict[str, Writer] = {
    "csv": Writer(totals_csv.piece, totals_csv.whole),
    "json": Writer(totals_data.piece, totals_data.whole),
}

_Totals = dict[str, Total]


def render_in_parts(
    project: Project,
    cycle: Cycle,
    period: Period,
    top: str,
    writer: Writer,
    *,
    indicators: Sequence[str] = (),
    level: Level | None = None,
) -> tuple[TotalsTable, str] | None:
    """The table of the top alone, with all that its parts lack, and the text of all rows.

    None where one process does as well, and where units that took others over
    tie the branches together.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        period: the period in it.
        top: the id of the unit to start from.
        writer: the format.
        indicators: only these, if any are named.
        level: only units of this level.
    """
    units = project.catalogue.units
    workers = count_for(sum(1 for _ in units.below(top)))
    if workers < 2:
        return None
    sums = Sums(project, frozenset((top, *(one.id for one in units.children(top)))))
    rollup = sums.rollup(cycle, period)
    branches = [one.id for one in rollup.children(top)]
    if rollup.successions or len(branches) < workers:
        return None

    def work(_: int) -> Work:
        return lambda number: pickle.dumps(_branch(branches[number]))

    def _branch(branch: str) -> tuple[str, _Totals, tuple[Gap, ...]]:
        own = Sums(project, frozenset(one.id for one in units.below(branch)))
        table = own.table(cycle, period, tops=[branch], indicators=indicators, level=level)
        rows = own.rows(branch, cycle, period, indicators=indicators)
        return writer.piece(table), {row.indicator.id: row.total.light() for row in rows}, table.gaps

    texts: dict[int, str] = {}
    gaps: dict[int, tuple[Gap, ...]] = {}
    totals: dict[str, _Totals] = {}
    for number, _, answer in shared_out(len(branches), workers, work):
        # Not from a file: from a process that began as a copy of this one.
        texts[number], found, gaps[number] = pickle.loads(answer)
        for indicator, total in found.items():
            totals.setdefault(indicator, {})[branches[number]] = total
    sums.adopt(cycle, period, totals)
    table = sums.table(cycle, period, tops=[top], indicators=indicators, level=level, recursive=False)
    lacking = [*table.gaps, *(gap for number in sorted(gaps) for gap in gaps[number])]
    table = replace(table, gaps=tuple(dict.fromkeys(lacking)))
    pieces = [writer.piece(table), *(texts[number] for number in sorted(texts))]
    return table, writer.whole(table, pieces)
