"""Compare the code with the oracle; a message names what they disagree on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from totals_calendar import alive
from totals_events import SUBJECT, Case
from totals_figures import Figure
from totals_figures import Reading as Said
from totals_oracle import Answer, Oracle
from totals_project import UnitModel, project

from mttq.period import PERIODS, parse_cycle
from mttq.quantity import Approximation, rounded
from mttq.totals import Row, Total, TotalAmount, UnitValue, build_table

_SIDES = {
    None: frozenset[int](),
    Approximation.ABOVE: frozenset({1}),
    Approximation.BELOW: frozenset({-1}),
    Approximation.AROUND: frozenset({1, -1}),
}


def totals_of(case: Case, name: str = SUBJECT) -> dict[str, Total]:
    """Return the total of every unit that has a row for one indicator."""
    return {unit: row.total for (unit, indicator), row in rows_of(case).items() if indicator == name}


def rows_of(case: Case) -> dict[tuple[str, str], Row]:
    """Return every row of every top unit."""
    with project(case.model) as read:
        assert [one.message for one in read.diagnostics] == []
        cycle = parse_cycle(case.cycle)
        assert cycle is not None
        centre = read.catalogue.units.centre
        tops = [centre] if centre else [unit.id for unit in read.catalogue.units.children("")]
        if case.as_of is None:
            table = build_table(read, cycle, PERIODS[case.period], tops=tops)
        else:
            table = build_table(read, cycle, PERIODS[case.period], tops=tops, as_of=case.as_of)
        return {(row.unit.id, row.indicator.id): row for row in table.rows}


def check_case(case: Case, names: tuple[str, ...] = (SUBJECT,)) -> None:
    """Check that every row agrees with the oracle, and that every total has a row."""
    oracle = Oracle(case.model, case.cycle, case.period, case.as_of)
    rows = rows_of(case)
    for (unit, indicator), row in rows.items():
        if indicator in names:
            answer = oracle.answer(unit, indicator)
            found = differences(row, answer, operator=row.indicator.over_units)
            assert not found, f"{unit}: {', '.join(found)}; {answer}"
    for one in case.model.units:
        if shows(oracle, one, case.as_of):
            for name in names:
                answer = oracle.answer(one.id, name)
                said = (answer.own.figure, answer.stated.figure, answer.computed, answer.value)
                assert (one.id, name) in rows or not any(said), f"no row for {one.id}"


def shows(oracle: Oracle, unit: UnitModel, as_of: date | None) -> bool:
    """Whether a unit is part of the tree of the table: on the day asked for, else in the period."""
    days = oracle.read.days if as_of is None else (as_of,)
    return any(alive(unit.first, unit.last, day) for day in days)


def differences(row: Row, answer: Answer, operator: str = "tong") -> list[str]:
    """Return what a row and the oracle disagree on."""
    total = row.total
    pairs = {
        "own": same_reading(total.own, answer.own),
        "stated": same_reading(total.stated, answer.stated),
        "computed": same_figure(total.computed, answer.computed),
        "status": total.status.value == answer.status,
        "result": same_figure(total.result, answer.value),
        "expected": total.units_due == len(answer.expected),
        "reported": total.units_in == len(answer.reported),
        "missing": sorted(total.missing) == sorted(set(answer.expected) - set(answer.reported)),
        "approximate": sides(total.result) == (answer.value.sides if answer.value else frozenset()),
    }
    if operator == "tong" and answer.computed is not None and total.computed is not None:
        pairs["tolerance"] = Fraction(total.computed.tolerance) == answer.computed.approximate
    pairs["unallocated"] = sorted(total.unallocated) == sorted(answer.unallocated)
    return [f"{name} is {shown(total, name)}" for name, same in pairs.items() if not same]


def everything(total: Total) -> tuple[object, ...]:
    """Return all that a row shows of a total, without its parts."""
    amounts = (total.own.amount, total.stated.amount, total.computed, total.result)
    return (*amounts, total.status, total.units_in, total.units_due, sorted(total.missing))


def value_of(amount: TotalAmount | None) -> Fraction | None:
    return Fraction(amount.value) if amount is not None else None


def shown(total: Total, name: str) -> object:
    if name in ("expected", "reported"):
        return total.units_due if name == "expected" else total.units_in
    for other in ("result",) if name == "approximate" else ("computed",) if name == "tolerance" else (name,):
        return getattr(total, other)
    return None


def sides(amount: TotalAmount | None) -> frozenset[int]:
    return _SIDES[amount.approximation] if amount is not None else frozenset()


def same_figure(amount: TotalAmount | None, figure: Figure | None) -> bool:
    """Whether counts and values are the same; a quotient when rounded to two decimals and to 27 digits."""
    if amount is None or figure is None:
        return amount is None and figure is None
    near = abs(Fraction(amount.value) - figure.value) <= abs(figure.value) / 10**27
    if amount.pair is not None and figure.counts is not None:
        counts = (Fraction(amount.pair[0]), Fraction(amount.pair[1]))
        return counts == figure.counts and near and rounded_as(amount.value, figure.value)
    return near


def rounded_as(value: Decimal, true: Fraction) -> bool:
    """Whether a value of 28 digits rounds half up to the same two decimals as the true one."""
    return Fraction(rounded(value, 2)) == Fraction((true * 100 + Fraction(1, 2)).__floor__(), 100)


def same_reading(reading: UnitValue, said: Said) -> bool:
    return (
        (reading.given.value != "missing") == said.said
        and same_figure(reading.amount, said.figure)
        and (not said.said or reading.complete == said.complete)
    )
