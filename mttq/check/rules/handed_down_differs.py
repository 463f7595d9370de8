"""Targets handed down that the units below did not take up, or took up differently."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mttq.catalogue import Indicator, Level, OverPeriods, OverUnits, Unit
from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import TARGETS_DIFFER
from mttq.documents import Plan, Project, Target
from mttq.quantity import Quantity, amount
from mttq.totals import Targets


def handed_down_differs(project: Project) -> Iterator[Diagnostic]:
    """`giao` against each unit's own target; and, with `cap_minh`, the rest against all of theirs."""
    for cycle in project.cycles.values():
        targets = Targets(project, cycle)
        for document in project.documents:
            if isinstance(document, Plan) and document.ref.cycle == cycle:
                for programme in document.programmes:
                    for target in programme.targets:
                        yield from _handed(project, document, target, targets)
                        yield from _rest(project, document, target, targets)


def _handed(project: Project, plan: Plan, target: Target, targets: Targets) -> Iterator[Diagnostic]:
    indicator = project.catalogue.indicators.get(target.indicator)
    for part in target.handed_down:
        goal = targets.written(part.name, target.indicator)
        if indicator is None or goal is None or target.for_each or goal.target.for_each:
            continue
        handed = _whole(part.quantity, indicator, plan)
        if goal.value == handed:
            continue
        difference = goal.value - handed
        unit = indicator.measure.name
        yield Diagnostic(
            TARGETS_DIFFER,
            plan.ref.path,
            part.span,
            f"giao “{part.name}” {amount(handed, unit)}, còn kế hoạch của đơn vị này ghi "
            f"{amount(goal.value, unit)}: {_word(difference)} {amount(abs(difference), unit)}",
            f"thống nhất hai số; số của đơn vị ở {goal.path}:{goal.target.span.line}",
        )


def _rest(project: Project, plan: Plan, target: Target, targets: Targets) -> Iterator[Diagnostic]:
    """Once every unit directly below has a target, together they cover what the unit leaves to them."""
    indicator = project.catalogue.indicators.get(target.indicator)
    own, goal = target.own, targets.written(plan.ref.unit, target.indicator)
    if indicator is None or indicator.over_units is not OverUnits.SUM or own is None or goal is None:
        return
    if target.for_each or goal.target is not target:
        return
    children = _existing_children(project, plan, indicator)
    registered = [one.value for unit in children if (one := targets.written(unit.id, target.indicator))]
    if not children or len(registered) < len(children):
        return
    left = goal.value - _whole(own, indicator, plan)
    difference = sum(registered, Decimal(0)) - left
    if not difference:
        return
    unit = indicator.measure.name
    yield Diagnostic(
        TARGETS_DIFFER,
        plan.ref.path,
        target.span,
        f"cấp dưới đăng ký {amount(left + difference, unit)}, {_word(difference)} "
        f"{amount(abs(difference), unit)} so với phần {amount(left, unit)} còn lại ngoài cap_minh",
        "sửa muc hoặc cap_minh, hoặc điều chỉnh mục tiêu của cấp dưới",
    )


def _whole(quantity: Quantity, indicator: Indicator, plan: Plan) -> Decimal:
    """An amount for the whole term where it is written for each year."""
    yearly = quantity.per_year and indicator.over_periods is OverPeriods.FLOW
    return quantity.value * len(plan.ref.cycle.years) if yearly else quantity.value


def _existing_children(project: Project, plan: Plan, indicator: Indicator) -> list[Unit]:
    """The units directly below in that time; member organisations only where the indicator is theirs, too."""
    first, last = plan.ref.period.first_day(plan.ref.cycle), plan.ref.period.last_day(plan.ref.cycle)
    return [
        unit
        for unit in project.catalogue.units.nearest(plan.ref.unit, lambda one: one.valid_within(first, last))
        if (unit.level_on(last) is not Level.MEMBER or Level.MEMBER in indicator.levels)
    ]


def _word(difference: Decimal) -> str:
    return "hơn" if difference > 0 else "kém"
