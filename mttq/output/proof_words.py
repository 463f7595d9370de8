"""Vietnamese words of a proof: units, figures, places and the ways of combining."""

from __future__ import annotations

from decimal import Decimal

from mttq.catalogue import Catalogue, Unit
from mttq.output.proof_data import written_in
from mttq.output.totals_table import result_text, status_text
from mttq.quantity import number
from mttq.totals import (
    FigureSource,
    Proof,
    Status,
    TotalAmount,
    TotalsTable,
    Transfer,
    operator_of,
    period_operator_of,
)

NONE = "–"


class ProofWords:
    """The words for one proof.

    Args:
        proof: the proof.
        table: the table of its row.
        catalogue: for the names of units and indicators.
    """

    def __init__(self, proof: Proof, table: TotalsTable, catalogue: Catalogue) -> None:
        self.proof = proof
        self.table = table
        self.catalogue = catalogue
        self.indicator = proof.row.indicator
        self.total = proof.row.total
        self.unit = self.indicator.measure.name

    def status(self) -> str:
        """Return how reliable the figure is, and where it was taken from."""
        total = self.total
        counted = f"{total.units_in}/{total.units_due} đơn vị phải báo cáo đã có số"
        label = status_text(self.proof.row)
        if total.status is Status.INCOMPLETE and total.stands:
            return f"{label}: {counted}; lấy số toàn địa bàn, dù mới ghi cho một phần kỳ"
        if total.status is Status.AS_STATED and total.stands:
            return f"{label}: {counted}; lấy số toàn địa bàn do đơn vị ghi"
        if total.status is Status.AS_STATED:
            return f"{label}: {counted}; phần thiếu đã nằm trong số toàn địa bàn của cấp dưới"
        if total.status is Status.DIFFERS:
            return f"{label}: {counted}; số toàn địa bàn không khớp, lấy số cộng được"
        if self.proof.unallocated:
            counted += "; còn số chưa phân bổ"
        return f"{label}: {counted}"

    def along_units(self) -> str:
        """Return how the figures of several units become one."""
        return operator_of(self.indicator).explain(self.indicator, self.named)

    def along_periods(self) -> str:
        """Return how the figures of several periods become one."""
        way, explained = self.indicator.over_periods, period_operator_of(self.indicator).explained
        return explained if way is None else f"{way.value}: {explained}"

    def named(self, name: str) -> str:
        """Return an indicator's name with its id."""
        known = self.catalogue.indicators.get(name)
        return f"“{known.name}” ({name})" if known is not None else f"“{name}”"

    def name(self, unit: Unit) -> str:
        """Return a unit's name on the day of the tree."""
        return unit.name_on(self.table.tree_day)

    def measured(self, value: TotalAmount) -> str:
        """Return a figure with its unit of measure."""
        if self.unit == "%":
            counts = value.pair
            pair = f" ({number(counts[0])}/{number(counts[1])})" if counts is not None else ""
            return f"{result_text(value, percent=True)}%{pair}"
        return f"{result_text(value, percent=False)} {self.unit}"

    def figure(self, value: TotalAmount | None) -> str:
        """Return a figure for its column; a ratio as its two counts, because these are added."""
        if value is None:
            return NONE
        if value.pair is not None:
            mark = "≈ " if value.approximation is not None else ""
            return f"{mark}{number(value.pair[0])}/{number(value.pair[1])}"
        text = result_text(value, percent=self.unit == "%")
        return f"{text}%" if self.unit == "%" else text

    def handed(self, one: Transfer) -> str:
        """Return giver and receiver of a transfer."""
        units = self.catalogue.units
        known = [(units.get(one), one) for one in (one.giver, one.line.unit)]
        return " → ".join(self.name(unit) if unit is not None else name for unit, name in known)

    def place_and_text(self, one: FigureSource) -> tuple[str, str]:
        """Return a figure's place and text, with its indicator if that differs from the proof's."""
        part = "" if one.indicator.id == self.indicator.id else f" ({one.indicator.id})"
        return f"{one.path}:{one.span.line}", written_in(one) + part

    def not_added(self) -> str:
        """Return why figures can't be combined."""
        return operator_of(self.indicator).not_added


def percent(share: Decimal) -> str:
    """Return a share, 0 to 1, as people write it."""
    return f"{number(share * 100)}%"
