"""Targets handed down that differ from the targets of the units below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mttq.catalogue import Indicator, Unit
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import FileRef, Project, Target
from mttq.documents.outline import Outline, PlanOutline
from mttq.levels import Level
from mttq.quantity import Quantity, amount
from mttq.totals import Targets, operator_of, period_operator_of, plain_totals_for

TARGETS_DIFFER = Code("MT404", "giao-lech", Severity.WARNING)


def targets_differ(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare each part of `giao` with the target of its unit, and what `cap_minh` leaves with all of theirs."""
    plans = [one for one in outlines if isinstance(one, PlanOutline) and one.head.compares]
    units = {unit.id for one in plans for unit in _existing_children(project, one.ref)}
    for plan in plans:
        below = _existing_children(project, plan.ref)
        if not below and not plan.head.hands_down:
            continue
        if not plan.head.hands_down and _rest_agrees(project, plan.ref, units):
            continue
        written = [one for one in plan.body().targets if one.own is not None or one.handed_down]
        handed = {part.name for target in written for part in target.handed_down}
        targets = Targets(
            project,
            plan.ref.cycle,
            units={plan.ref.unit, *handed, *(one.id for one in below)},
            indicators={one.indicator for one in written},
        )
        for target in written:
            yield from _handed(project, plan.ref, target, targets)
            yield from _rest(project, plan.ref, target, targets, below=below)


def _rest_agrees(project: Project, ref: FileRef, units: set[str]) -> bool:
    """Whether columns show that what a plan leaves to the units below is what these have.

    Args:
        project: the documents and the catalogue.
        ref: the plan.
        units: the units below this and other plans, which say whether the columns are worth reading.
    """
    totals = plain_totals_for(project, ref.cycle, ref.cycle.whole, units)
    unit = project.catalogue.units.get(ref.unit)
    if totals is None or unit is None:
        return False
    place = totals.place(unit)
    return all(totals.rest_agrees(place, name) for name in totals.columns.targets)


def _handed(project: Project, ref: FileRef, target: Target, targets: Targets) -> Iterator[Diagnostic]:
    indicator = project.catalogue.indicators.get(target.indicator)
    for part in target.handed_down:
        goal = targets.written(part.name, target.indicator)
        if indicator is None or goal is None or target.for_each or goal.target.for_each:
            continue
        handed = whole_amount(part.quantity, indicator, ref)
        if goal.value == handed:
            continue
        difference = goal.value - handed
        unit = indicator.measure.name
        yield Diagnostic(
            TARGETS_DIFFER,
            ref.path,
            part.span,
            f"giao “{part.name}” {amount(handed, unit)}, còn kế hoạch của đơn vị này ghi "
            f"{amount(goal.value, unit)}: {_word(difference)} {amount(abs(difference), unit)}",
            help=f"thống nhất hai số; số của đơn vị ở {goal.path}:{goal.target.span.line}",
        )


def _rest(
    project: Project, ref: FileRef, target: Target, targets: Targets, *, below: list[Unit]
) -> Iterator[Diagnostic]:
    """Compare the targets of the units directly below, once all have one, with what the unit leaves to them."""
    indicator = project.catalogue.indicators.get(target.indicator)
    own, goal = target.own, targets.written(ref.unit, target.indicator)
    if indicator is None or not operator_of(indicator).additive or own is None or goal is None:
        return
    if target.for_each or goal.target != target:
        return
    last = ref.period.last_day(ref.cycle)
    # Member organisations count only if the indicator is also theirs.
    children = [
        unit for unit in below if unit.level_on(last) is not Level.MEMBER or Level.MEMBER in indicator.levels
    ]
    registered = [one for unit in children if (one := targets.amount(unit.id, target.indicator)) is not None]
    if not children or len(registered) < len(children):
        return
    left = goal.value - whole_amount(own, indicator, ref)
    difference = sum(registered, Decimal(0)) - left
    if not difference:
        return
    unit = indicator.measure.name
    yield Diagnostic(
        TARGETS_DIFFER,
        ref.path,
        target.span,
        f"cấp dưới đăng ký {amount(left + difference, unit)}, {_word(difference)} "
        f"{amount(abs(difference), unit)} so với phần {amount(left, unit)} còn lại ngoài cap_minh",
        help="sửa muc hoặc cap_minh, hoặc điều chỉnh mục tiêu của cấp dưới",
    )


def whole_amount(quantity: Quantity, indicator: Indicator, ref: FileRef) -> Decimal:
    """Return an amount for the whole term, although it may be written for each year."""
    yearly = quantity.per_year and period_operator_of(indicator).adds
    return quantity.value * len(ref.cycle.years) if yearly else quantity.value


def _existing_children(project: Project, ref: FileRef) -> list[Unit]:
    """Return the units directly below at that time."""
    first, last = ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle)
    return project.catalogue.units.nearest(ref.unit, lambda one: one.valid_within(first, last))


def _word(difference: Decimal) -> str:
    return "hơn" if difference > 0 else "kém"
