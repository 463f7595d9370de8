"""A count that is greater than the count of which it is a part, in two lines of one report."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import ABOVE_WHOLE, Diagnostic
from mttq.documents.facts import Facts, ReportFacts
from mttq.quantity import amount


def above_whole(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the numerators of ratios with their denominators; own and stated figures apart.

    A part and a whole in one line are compared when the line is read.
    """
    if not isinstance(facts, ReportFacts) or not catalogue.shares:
        return
    figures = facts.body.figures
    for part in figures:
        for ratio in catalogue.shares.get(part.indicator, ()):
            whole = next(
                (one for one in figures if one.indicator == ratio.denominator and one.scope is part.scope),
                None,
            )
            if whole is None or whole.quantity.not_applicable or part.quantity.value <= whole.quantity.value:
                continue
            if whole.quantity.approximation is not None or part.quantity.per_year or whole.quantity.per_year:
                continue
            unit = catalogue.indicators[part.indicator].measure.name
            base = catalogue.indicators[whole.indicator].measure.name
            yield Diagnostic(
                ABOVE_WHOLE,
                facts.ref.path,
                part.span,
                f"“{part.indicator}” là {amount(part.quantity.value, unit)}, nhiều hơn “{whole.indicator}” là "
                f"{amount(whole.quantity.value, base)}; “{ratio.id}” quá 100%",
                help=f"sửa số sai; nếu đúng thì ghi vuot_100: true cho “{ratio.id}” trong danh mục",
            )
