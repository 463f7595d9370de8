"""Parts of a figure or target that contradict the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, NamedPart, Target
from mttq.documents.facts import Facts, PlanFacts, ReportFacts
from mttq.quantity import Quantity, amount

PARTS_DIFFER = Code("MT403", "trong-do-lech")


class PartsGap(Struct, frozen=True):
    """How far parts are from their whole.

    Attributes:
        total: the parts together; of ranges, the end that is nearer to the whole.
        whole: the whole, or the nearer end of its range.
        over: whether the parts exceed it.
    """

    total: Decimal
    whole: Decimal
    over: bool

    def said(self, unit: str) -> str:
        """Return the parts, the difference and the whole in words."""
        word, difference = ("hơn", self.total - self.whole) if self.over else ("kém", self.whole - self.total)
        return (
            f"cộng lại là {amount(self.total, unit)}, {word} {amount(difference, unit)} "
            f"so với số chung {amount(self.whole, unit)}"
        )


def parts_differ(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that complete parts add up to the whole, and that others and what was received don't exceed it."""
    for line in lines_of(facts):
        shares = line.received if isinstance(line, Figure) else ()
        if not shares and not line.breakdowns:
            continue
        if shares and line.indicator in catalogue.indicators:
            received = gap_between(line.quantity, _quantities(shares), complete=False)
            if received is not None:
                yield Diagnostic(
                    PARTS_DIFFER,
                    facts.ref.path,
                    line.span,
                    f"các số trong nhan_tu {received.said(catalogue.indicators[line.indicator].measure.name)}",
                    help="sửa số đã nhận hoặc sửa số chung; số chung gồm cả phần nhận từ nơi khác",
                )
        indicator = catalogue.indicators.get(line.indicator) if line.breakdowns else None
        for number, breakdown in enumerate(line.breakdowns if indicator is not None else (), start=1):
            gap = gap_between(line.quantity, _quantities(breakdown), complete=line.parts_complete)
            if gap is None or indicator is None:
                continue
            remedy = "sửa các phần hoặc sửa số chung"
            if gap.over and isinstance(line, Target) and not line.parts_complete:
                remedy += "; nếu các phần không nằm trong số này thì chuyển thành mục tiêu riêng"
            elif gap.over and len(line.breakdowns) == 1 and not line.parts_complete:
                remedy += "; nếu các phần chia theo nhiều cách thì viết trong_do thành danh sách, mỗi cách chia một mục"
            which = f" theo cách chia thứ {number}" if len(line.breakdowns) > 1 else ""
            yield Diagnostic(
                PARTS_DIFFER,
                facts.ref.path,
                line.span,
                f"các phần trong_do{which} {gap.said(indicator.measure.name)}",
                help=remedy,
            )


def lines_of(facts: Facts) -> tuple[Figure | Target, ...]:
    """Return the figures and targets of a document."""
    if isinstance(facts, ReportFacts):
        return facts.body.figures
    return (*facts.figures, *facts.body.targets) if isinstance(facts, PlanFacts) else ()


def gap_between(quantity: Quantity, parts: Sequence[Quantity], *, complete: bool) -> PartsGap | None:
    """Return how far parts are from their whole; None if they agree or can't be compared.

    Args:
        quantity: the whole.
        parts: its parts.
        complete: whether they must make up the whole, and not only stay within it.
    """
    if quantity.ratio is not None or quantity.percent or quantity.not_applicable:
        return None
    if any(part.ratio is not None for part in parts):
        return None
    total = sum((part.value for part in parts), Decimal(0))
    most = sum((part.value if part.high is None else part.high for part in parts), Decimal(0))
    low, high = quantity.value, quantity.high if quantity.high is not None else quantity.value
    loose = [one for one in (quantity, *parts) if one.approximation is not None]
    tolerance = sum((one.step for one in loose), Decimal(0)) + (quantity.step if loose else Decimal(0))
    if total > high + tolerance:
        return PartsGap(total, high, over=True)
    return PartsGap(most, low, over=False) if complete and most < low - tolerance else None


def _quantities(parts: Sequence[NamedPart]) -> list[Quantity]:
    return [part.quantity for part in parts]
