"""Figures as cells: numbers to calculate with, and words for a missing number."""

from __future__ import annotations

from decimal import Decimal

from mttq.catalogue import Indicator
from mttq.quantity import Approximation, Quantity, legible, number, rounded
from mttq.report.figures import (
    COMPARED,
    LEAST_SHARE,
    NO_FIGURE,
    NOT_APPLICABLE,
    PER_YEAR,
    SURE,
    each,
    is_too_small,
    lacking,
)
from mttq.report.model import Cell, MissingCell, NumberCell, TextCell
from mttq.report.wording import quantity_text, words_around
from mttq.totals import Goal, Status, Total, TotalAmount, operator_of

NOT_REPORTED = "chưa báo cáo"
_PLACES = 2  # decimals of a computed percentage
_ABOUT = "≈ "
_MARKS = {
    Status.INCOMPLETE: " *",
    Status.AS_STATED: " (bc)",
    Status.DIFFERS: " (lệch)",
}


def of_amount(amount: TotalAmount, indicator: Indicator, after: str = "") -> NumberCell:
    """Return an amount of an indicator, with `≈` if it is approximate."""
    percent = indicator.measure.name == "%"
    value = legible(amount.value)
    if amount.pair is not None or (percent and value != amount.value):
        value = rounded(amount.value, _PLACES)
    before = _ABOUT if amount.approximation is not None else ""
    return NumberCell(value, percent, before, (PER_YEAR if amount.yearly else "") + after)


def of_share(value: Decimal | None, *, about: bool = False) -> Cell:
    """Return a computed percentage, with `≈` if it is approximate; None if there is none."""
    if value is None:
        return None
    if is_too_small(value):
        return NumberCell(LEAST_SHARE, percent=True, before="< ")
    return NumberCell(rounded(value, _PLACES), percent=True, before=_ABOUT if about else "")


def of_result(total: Total, indicator: Indicator) -> Cell:
    """Return the result of the unit that the table is about."""
    if total.result is None:
        return MissingCell(NOT_APPLICABLE if total.status in SURE else NO_FIGURE)
    return of_amount(total.result, indicator)


def of_part(total: Total, indicator: Indicator) -> Cell:
    """Return the result of one unit among others: missing, zero and not applicable look different.

    None if the indicator is not due from the unit or those below it.
    """
    if total.result is None:
        if total.status in SURE:
            return MissingCell(NOT_APPLICABLE)
        return MissingCell(NOT_REPORTED) if total.units_due else None
    return of_amount(total.result, indicator, _MARKS.get(total.status, ""))


def of_goal(goal: Goal | None, indicator: Indicator, *, yearly: bool) -> Cell:
    """Return a target as one number, for the whole or for each year; as words if it is no such number."""
    if goal is None:
        return None
    percent = indicator.measure.name == "%"
    tail = "%" if percent else ""
    after = ""
    if yearly and goal.whole:
        goal, after = goal.of_one_year(), PER_YEAR
        tail += after
    if goal.high is not None:
        return TextCell(f"{number(goal.value)} – {number(goal.high)}{tail}")
    if not goal.whole:
        return TextCell(quantity_text(goal.target.quantity, tail) + each(goal.target))
    before, behind = COMPARED.get(goal.comparator, ""), ""
    quantity = goal.target.quantity
    if not (goal.taken_over or goal.target.for_each or quantity.per_year):
        before, behind = words_around(quantity)
    return NumberCell(goal.value, percent, before, f"{after}{behind}")


def of_quantity(quantity: Quantity) -> Cell:
    """Return a quantity as it was written."""
    if quantity.not_applicable:
        return MissingCell(NOT_APPLICABLE)
    if quantity.high is not None:
        return TextCell(quantity_text(quantity, "%" if quantity.percent else ""))
    if quantity.ratio is not None:
        return TextCell(quantity_text(quantity, ""))
    before = {
        None: "",
        Approximation.BELOW: "gần ",
        Approximation.ABOVE: "trên ",
        Approximation.AROUND: _ABOUT,
    }[quantity.approximation] or (
        COMPARED.get(quantity.comparator, "") if quantity.comparator is not None else ""
    )
    return NumberCell(quantity.value, quantity.percent, before, PER_YEAR if quantity.per_year else "")


def standing(total: Total, indicator: Indicator) -> str:
    """Return how far a total can be trusted, in a few words; "" if it is complete."""
    if total.result is not None and not total.own.addable and not total.parts:
        return "chỉ có tỷ lệ, không cộng được"
    if total.status is Status.INCOMPLETE:
        return lacking(total)
    if total.status is Status.AS_STATED:
        return f"theo số đơn vị báo cáo; {total.units_in}/{total.units_due} đơn vị đã báo cáo"
    if total.status is Status.DIFFERS:
        return "số đơn vị báo cáo lệch với số cộng từ dưới lên"
    if total.status is Status.NOTHING:
        return f"{total.units_in}/{total.units_due} đơn vị báo cáo" if total.units_due else ""
    if operator_of(indicator).own_only and total.result is not None:
        return "số riêng của đơn vị, không cộng với cấp dưới"
    return ""
