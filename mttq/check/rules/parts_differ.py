"""Parts of a figure or target that contradict the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mttq.catalogue import Catalogue, Indicator
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, Target
from mttq.documents.facts import Facts, PlanFacts, ReportFacts
from mttq.quantity import amount

PARTS_DIFFER = Code("MT403", "trong-do-lech")


def parts_differ(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that complete parts add up to the whole, and that others don't exceed it."""
    lines: tuple[Figure | Target, ...] = ()
    if isinstance(facts, ReportFacts):
        lines = facts.body.figures
    elif isinstance(facts, PlanFacts):
        lines = (*facts.figures, *facts.body.targets)
    for line in lines:
        indicator = catalogue.indicators.get(line.indicator) if line.parts else None
        if indicator is not None:
            yield from _compare(facts.ref.path, line, indicator)


def _compare(path: str, line: Figure | Target, indicator: Indicator) -> Iterator[Diagnostic]:
    quantity = line.quantity
    if quantity.ratio is not None or quantity.percent or quantity.not_applicable:
        return
    parts = [part.quantity for part in line.parts]
    if any(part.high is not None or part.ratio is not None for part in parts):
        return
    total = sum((part.value for part in parts), Decimal(0))
    low, high = quantity.value, quantity.high if quantity.high is not None else quantity.value
    loose = [one for one in (quantity, *parts) if one.approximation is not None]
    tolerance = sum((one.step for one in loose), Decimal(0)) + (quantity.step if loose else Decimal(0))
    over = total > high + tolerance
    short = line.parts_complete and total < low - tolerance
    if not over and not short:
        return
    unit = indicator.measure.name
    difference = amount(total - high if over else low - total, unit)
    word = "hơn" if over else "kém"
    remedy = "sửa các phần hoặc sửa số chung"
    if over and isinstance(line, Target) and not line.parts_complete:
        remedy += "; nếu các phần không nằm trong số này thì chuyển thành mục tiêu riêng"
    yield Diagnostic(
        PARTS_DIFFER,
        path,
        line.span,
        f"các phần trong_do cộng lại là {amount(total, unit)}, {word} {difference} "
        f"so với số chung {amount(high if over else low, unit)}",
        help=remedy,
    )
