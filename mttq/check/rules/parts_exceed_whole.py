"""A figure that is smaller than those of its parts in the same report (`gom`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Catalogue, Indicator
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, Scope
from mttq.documents.facts import Facts, ReportFacts
from mttq.quantity import amount

PARTS_EXCEED_WHOLE = Code("MT409", "gom-lech")


def parts_exceed_whole(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the parts given beside a whole don't exceed it; a part without a line is the sum of its own parts."""
    if not isinstance(facts, ReportFacts):
        return
    known = catalogue.indicators
    wholes = [
        one for one in facts.body.figures if (found := known.get(one.indicator)) is not None and found.parts
    ]
    for scope in Scope if wholes else ():
        figures: dict[str, Figure] = {}
        for figure in facts.body.figures:
            if figure.scope is scope and not figure.quantity.not_applicable:
                figures.setdefault(figure.indicator, figure)
        for whole in wholes:
            if figures.get(whole.indicator) is whole:
                yield from _check(facts.ref.path, whole, figures, known)


class _Parts(Struct):
    """The parts of one whole that a report gives."""

    found: list[Figure]
    circular: bool = False


def _check(
    path: str, whole: Figure, figures: Mapping[str, Figure], known: Mapping[str, Indicator]
) -> Iterator[Diagnostic]:
    parts = _given(whole.indicator, figures, known)
    quantities = [one.quantity for one in parts.found]
    if parts.circular or not quantities or any(one.value < 0 for one in quantities):
        return
    if any(one.per_year != whole.quantity.per_year or one.percent for one in quantities):
        return
    total = sum((one.value for one in quantities), Decimal(0))
    loose = [one for one in (whole.quantity, *quantities) if one.approximation is not None]
    if total - whole.quantity.value <= sum((one.step for one in loose), Decimal(0)):
        return
    unit = known[whole.indicator].measure.name
    named = " + ".join(f"“{one.indicator}” {amount(one.quantity.value, '').strip()}" for one in parts.found)
    sum_of_parts = f"{named} = {amount(total, unit)}" if len(parts.found) > 1 else f"{named} {unit}"
    yield Diagnostic(
        PARTS_EXCEED_WHOLE,
        path,
        whole.span,
        f"“{whole.indicator}” là {amount(whole.quantity.value, unit)}, nhỏ hơn các phần của nó trong cùng báo cáo: "
        f"{sum_of_parts}",
        help=f"sửa số sai; bỏ dòng “{whole.indicator}” thì mttq tự cộng khi có đủ các phần",
    )


def _given(whole: str, figures: Mapping[str, Figure], known: Mapping[str, Indicator]) -> _Parts:
    """Return the parts of an indicator that have a line, in the order of the catalogue."""
    parts = _Parts([])
    seen = {whole}
    waiting = list(reversed(known[whole].parts))
    while waiting:
        name = waiting.pop()
        if name == whole:
            parts.circular = True
        if name in seen or name not in known:
            continue
        seen.add(name)
        if name in figures:
            parts.found.append(figures[name])
            # Its own parts are inside it; they are walked only to see whether they lead back.
            parts.circular = parts.circular or whole in known[name].parts
        else:
            waiting += reversed(known[name].parts)
    return parts
