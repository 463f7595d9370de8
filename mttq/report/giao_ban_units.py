"""The units and member organisations directly below, as a briefing shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mttq.catalogue import Indicator, Unit
from mttq.completeness import expected_levels
from mttq.period import Period
from mttq.quantity import amount_short, number, percentage
from mttq.report.figures import NOT_APPLICABLE, is_money
from mttq.report.model import Align, Column, Table
from mttq.report.subject import Subject
from mttq.totals import Row, Status

_MOST_INDICATORS = 4
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Below:
    """One unit below: its totals by indicator, of the quarter and since January, and what it does not report."""

    name: str
    quarter: dict[str, Row]
    to_date: dict[str, Row]
    foreign: frozenset[str]

    @property
    def heard(self) -> int:
        """How many figures it has for the quarter."""
        return sum(_says(row) for row in self.quarter.values())


def below(subject: Subject, indicators: Sequence[Indicator]) -> list[Below]:
    """The units directly below that report any of the indicators or should, in catalogue order."""
    first, last = subject.period.first_day(subject.cycle), subject.period.last_day(subject.cycle)
    units = subject.catalogue.units.nearest(subject.unit.id, lambda unit: unit.valid_within(first, last))
    expected = expected_levels(subject.catalogue, first, last)
    quarter = _totals(subject, subject.period, units, indicators)
    longer = subject.since_january
    to_date = quarter if longer is None else _totals(subject, longer, units, indicators)
    rollup = subject.sums.rollup(subject.cycle, subject.period)
    found = []
    for unit in units:
        foreign = {one.id for one in indicators if not rollup.total(unit.id, one.id).units_due}
        name = unit.name_on(min(last, unit.last or last))
        found.append((unit, Below(name, quarter[unit.id], to_date[unit.id], frozenset(foreign))))
    return [one for unit, one in found if one.heard or unit.level_on(last) in expected]


def unit_table(subject: Subject, units: Sequence[Below], most: int) -> list[Table]:
    """Those with most figures as one table, in catalogue order; none where there are no figures.

    Args:
        subject: the unit above.
        units: the units with figures.
        most: how many rows there is room for.
    """
    known: dict[str, Indicator] = {}
    for one in units:
        known |= {row.indicator.id: row.indicator for row in one.quarter.values() if _says(row)}
    order = [one for one in subject.catalogue.indicators.values() if one.id in known]
    said = sorted(order, key=lambda one: -sum(_says(unit.quarter.get(one.id)) for unit in units))
    shown = [one for one in order if one in said[:_MOST_INDICATORS]]
    if not shown:
        return []
    chosen = sorted(units, key=lambda one: -one.heard)[:most]
    rows = [
        (one.name, *(_cell(one, indicator.id, both=subject.since_january is not None) for indicator in shown))
        for one in units
        if one in chosen
    ]
    columns = (
        Column("Đơn vị", Align.LEFT, 40),
        *(Column(f"{one.name} ({one.measure.name})", Align.RIGHT, 30) for one in shown),
    )
    what = "trong quý / lũy kế" if subject.since_january is not None else "trong quý"
    left = len(order) - len(shown)
    more = f"; còn {left:02} chỉ tiêu khác trong phụ lục" if left else ""
    title = f"Theo đơn vị và tổ chức thành viên ({what}; “{NOTHING}”: chưa có số liệu{more})"
    return [Table(title, columns, tuple(rows))]


def _totals(
    subject: Subject, period: Period, units: Sequence[Unit], indicators: Sequence[Indicator]
) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {unit.id: {} for unit in units}
    if units and indicators:
        names = [one.id for one in indicators]
        for unit in units:
            rows = subject.sums.rows(unit.id, subject.cycle, period, indicators=names)
            found[unit.id] = {row.indicator.id: row for row in rows}
    return found


def _says(row: Row | None) -> bool:
    """Whether there is a figure, or the word that none applies."""
    return row is not None and row.total.status is not Status.NOTHING


def _cell(unit: Below, indicator: str, *, both: bool) -> str:
    quarter, to_date = _short(unit.quarter.get(indicator)), _short(unit.to_date.get(indicator))
    if indicator in unit.foreign and quarter == to_date == NOTHING:
        return ""
    return f"{quarter} / {to_date}" if both else quarter


def _short(row: Row | None) -> str:
    """A result with few letters; what is incomplete is marked in the unit's own report."""
    if row is None or not _says(row):
        return NOTHING
    result = row.total.result
    if result is None:
        return NOT_APPLICABLE
    unit = row.indicator.measure.name
    if is_money(unit):
        text = amount_short(result.value, "")
    else:
        text = percentage(result.value) if unit == "%" else number(result.value)
    return f"≈ {text}" if result.approximation is not None else text
