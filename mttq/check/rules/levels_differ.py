"""Figures of the levels (`theo_cap_bao_cao`) that don't make up the figure that they divide."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.check.rules.parts_differ import gap_between, lines_of
from mttq.diagnostics import Code, Diagnostic
from mttq.documents.facts import Facts

LEVELS_DIFFER = Code("MT425", "theo-cap-lech")


def levels_differ(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the figures of the levels make up the whole."""
    for line in lines_of(facts):
        indicator = catalogue.indicators.get(line.indicator) if line.by_level else None
        if indicator is None:
            continue
        gap = gap_between(line.quantity, [one.quantity for one in line.by_level], complete=True)
        if gap is not None:
            yield Diagnostic(
                LEVELS_DIFFER,
                facts.ref.path,
                line.span,
                f"số của các cấp trong theo_cap_bao_cao {gap.said(indicator.measure.name)}",
                help="sửa số của cấp sai, thêm cấp còn thiếu, hoặc sửa số chung",
            )
