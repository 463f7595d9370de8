"""One report gives a count in two ways that differ, or a percentage that contradicts its counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents import Figure, Scope
from mttq.documents.facts import Facts, ReportFacts
from mttq.quantity import agrees, amount, number, percentage

COUNTS_DIFFER = Code("MT410", "so-dem-lech")


class _Count(Struct, frozen=True, kw_only=True):
    """A count as one line of a report gives it.

    Attributes:
        value: the count.
        loose: how far the true count may lie from it.
        source: how a message names the line.
        span: the place of the line's value.
    """

    value: Decimal
    loose: Decimal
    source: str
    span: Span


def counts_differ(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the counts of the ratios of a report with each other and with the lines of the counts themselves.

    Own and stated figures are compared apart. A count that has a line is what that line says; otherwise the ratio that
    stands first in the file is compared with the others.
    """
    if not isinstance(facts, ReportFacts):
        return
    known = catalogue.indicators
    scopes = {
        one.scope
        for one in facts.body.figures
        if (found := known.get(one.indicator)) is not None and found.measure.ratio
    }
    for scope in Scope:
        if scope in scopes:
            lines: dict[str, Figure] = {}  # of a figure given twice, which is another fault, the first
            for one in facts.body.figures:
                if one.scope is scope and one.indicator in known and not one.quantity.not_applicable:
                    lines.setdefault(one.indicator, one)
            yield from _of_scope(facts.ref.path, catalogue, lines)


def _of_scope(path: str, catalogue: Catalogue, lines: dict[str, Figure]) -> Iterator[Diagnostic]:
    known = catalogue.indicators
    ratios = [one for one in lines.values() if known[one.indicator].measure.ratio]
    counts: dict[str, list[_Count]] = {}
    for ratio in ratios:
        indicator = known[ratio.indicator]
        for name in (indicator.numerator, indicator.denominator):
            line = lines.get(name)
            if name not in counts and line is not None and not line.quantity.per_year:
                counts[name] = [
                    _Count(
                        value=line.quantity.value,
                        loose=line.quantity.step if line.quantity.approximation is not None else Decimal(0),
                        source=f"dòng “{name}”",
                        span=line.span,
                    )
                ]
    for ratio in ratios:
        pair = ratio.quantity.ratio
        if pair is None:
            continue
        indicator = known[ratio.indicator]
        source = f"“{ratio.indicator}” ({number(pair[0])}/{number(pair[1])})"
        loose = Decimal(1 if ratio.quantity.approximation is not None else 0)
        for name, value, room in (
            (indicator.numerator, pair[0], loose),
            (indicator.denominator, pair[1], Decimal(0)),
        ):
            if name in known:
                counts.setdefault(name, []).append(
                    _Count(value=value, loose=room, source=source, span=ratio.span)
                )
    for name, these in counts.items():
        first = these[0]
        for one in these[1:]:
            if abs(one.value - first.value) > one.loose + first.loose:
                unit = known[name].measure.name
                yield Diagnostic(
                    COUNTS_DIFFER,
                    path,
                    one.span,
                    f"{one.source} cho “{name}” là {amount(one.value, unit)}, còn {first.source} là "
                    f"{amount(first.value, unit)}",
                    help=f"một báo cáo chỉ có một số cho “{name}”: sửa số sai; nếu là hai số đếm khác nhau thì dùng "
                    "hai chỉ tiêu khác nhau",
                )
    for ratio in ratios:
        yield from _percentage(path, catalogue, ratio, counts)


def _percentage(
    path: str, catalogue: Catalogue, ratio: Figure, counts: dict[str, list[_Count]]
) -> Iterator[Diagnostic]:
    """Compare a percentage without counts of its own with the counts that other lines give."""
    indicator, quantity = catalogue.indicators[ratio.indicator], ratio.quantity
    above, below = counts.get(indicator.numerator), counts.get(indicator.denominator)
    if quantity.ratio is not None or quantity.approximation is not None or not above or not below:
        return
    if any(one.value != these[0].value or one.loose for these in (above, below) for one in these):
        return
    pair = above[0].value, below[0].value
    if not pair[1] or agrees(quantity, pair):
        return
    yield Diagnostic(
        COUNTS_DIFFER,
        path,
        ratio.span,
        f"“{ratio.indicator}” ghi {number(quantity.value)}%, còn “{indicator.numerator}” và “{indicator.denominator}” "
        f"trong cùng báo cáo cho {number(pair[0])}/{number(pair[1])} = {percentage(100 * pair[0] / pair[1])}",
        help=f"sửa số sai; ghi tỷ lệ bằng hai số đếm thì không lệch: {number(pair[0])}/{number(pair[1])}",
    )
