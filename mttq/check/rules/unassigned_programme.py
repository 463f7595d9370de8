"""Indicators that name one programme for every set, although the programme of that number is another in a later set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mttq.catalogue import Catalogue, Indicator, ProgrammeSet
from mttq.check.rules.wrong_programme import misfiled
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Project
from mttq.documents.outline import PlanOutline
from mttq.quantity.tokens import fold

UNASSIGNED_PROGRAMME = Code("MT325", "chua-gan-chuong-trinh", Severity.WARNING)

_NAMED = 5


def unassigned_programme(project: Project) -> Iterator[Diagnostic]:
    """Compare each set that documents use with the set before it, indicator by indicator; report once for a set.

    An indicator that says `chuong_trinh: 2` was thought of with the older set. If programme 2 of the newer one has
    another name, somebody must say where the indicator belongs now. A set that no document uses yet is passed over,
    and so is an indicator with a line in another programme: the fault at that line names both remedies.
    """
    catalogue = project.catalogue
    sets = sorted(catalogue.programme_sets.values(), key=lambda one: (one.first_year, one.id))
    doubtful = [
        (later, earlier, found)
        for earlier, later in pairwise(sets)
        if (found := _unassigned(catalogue, earlier, later))
    ]
    for later, earlier, found in doubtful:
        if _is_used(project, later, earlier):
            named = misfiled(project, later, frozenset(one.id for one in found))
            left = [one for one in found if one.id not in named]
            if left:
                yield _report(later, earlier, left, sets)


def _unassigned(catalogue: Catalogue, earlier: ProgrammeSet, later: ProgrammeSet) -> list[Indicator]:
    """Return the indicators in use in the later set's time that say one number for both, which is not the same."""
    moved = {number for number in earlier.numbers if not _same(earlier, later, number)}
    start = date(later.first_year, 1, 1) if later.first_year else date.min
    return [
        one
        for one in catalogue.indicators.values()
        if one.programme.get("") in moved and (one.last is None or one.last >= start)
    ]


def _same(earlier: ProgrammeSet, later: ProgrammeSet, number: int) -> bool:
    """Whether a number stands for the same programme in two sets, by its name or its short name."""
    one, other = earlier.programme(number), later.programme(number)
    if one is None or other is None:
        return False
    return _folded(one.name) == _folded(other.name) or _folded(one.short_name) == _folded(other.short_name)


def _folded(name: str) -> str:
    return fold(name).text.casefold()


def _is_used(project: Project, later: ProgrammeSet, earlier: ProgrammeSet) -> bool:
    """Whether a document uses a set, by its time or because a plan names it.

    A set whose years don't follow those of the set before it was made for the plans that name it, and programmes of
    the same number were never meant to be the same.
    """
    if any(project.catalogue.programme_set(cycle) is later for cycle in {ref.cycle for ref in project.refs}):
        return True
    return later.first_year == earlier.last_year + 1 and any(
        isinstance(one, PlanOutline) and one.head.set_name is not None and one.head.set_name.text == later.id
        for one in project.outlines
    )


def _report(
    later: ProgrammeSet, earlier: ProgrammeSet, found: list[Indicator], sets: list[ProgrammeSet]
) -> Diagnostic:
    names = ", ".join(one.id for one in found[:_NAMED])
    more = f" và {len(found) - _NAMED} chỉ tiêu khác" if len(found) > _NAMED else ""
    number = found[0].programme[""]
    numbers = ", ".join(f"{one.id}: {'…' if one is later else number}" for one in sets)
    return Diagnostic(
        UNASSIGNED_PROGRAMME,
        later.path,
        later.span,
        f"bộ {later.id} khác bộ {earlier.id}, mà {len(found)} chỉ tiêu còn ghi một số chương trình cho mọi bộ: "
        f"{names}{more}",
        help=f"ghi số chương trình riêng cho từng bộ; chẳng hạn với {found[0].id}: chuong_trinh: {{{numbers}}}",
    )
