"""A giver in `nhan_tu` that is surely a unit of the catalogue, under a word that is not its id."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.check.rules.unknown_unit import meant_units, units_listed
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents.facts import Facts, ReportFacts
from mttq.spelling import comparable

UNLISTED_GIVER = Code("MT327", "noi-chuyen-la", Severity.WARNING)


def unlisted_giver(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Find units that a report names in another way than by their ids, so that what they gave is counted twice.

    A giver need not be in the catalogue; a word that resembles no id or name of a unit is left alone.
    """
    if not isinstance(facts, ReportFacts) or not units_listed(catalogue):
        return
    units = catalogue.units
    for part in (part for figure in facts.body.figures for part in figure.received):
        if part.name in units.by_id:
            continue
        like_an_id = " " not in part.name and not {"-", "/"}.isdisjoint(part.name)
        if not like_an_id and comparable(part.name) not in units.by_name:
            continue
        asked = meant_units(units, part.name)
        if asked is not None:
            yield Diagnostic(
                UNLISTED_GIVER,
                facts.ref.path,
                part.name_span,
                f"“{part.name}” trong nhan_tu không phải mã đơn vị, nên số đã nhận không được trừ khi cộng lên trên",
                help=f"{asked} nếu nơi chuyển không có trong danh mục thì để nguyên và bỏ qua cảnh báo này",
            )
