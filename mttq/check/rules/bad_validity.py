"""An entry of the catalogue that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.catalogue import Catalogue, Dated, Indicator, Unit
from mttq.catalogue.units import CODE, LEVEL, NAME
from mttq.diagnostics import Code, Diagnostic
from mttq.levels import Level

BAD_VALIDITY = Code("MT318", "hieu-luc-nguoc")

_HELP = "sửa tu hoặc den"


def bad_validity(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the days of indicators, units, their names, levels and codes, and the years of programme sets."""
    for one_set in catalogue.programme_sets.values():
        if one_set.first_year and one_set.last_year and one_set.last_year < one_set.first_year:
            yield Diagnostic(
                BAD_VALIDITY,
                one_set.path,
                one_set.span,
                f"bộ chương trình “{one_set.id}” có năm cuối {one_set.last_year} trước năm đầu "
                f"{one_set.first_year}",
                help="sửa tu_nam hoặc den_nam",
            )
    dated: list[Indicator | Unit] = [*catalogue.indicators.values(), *catalogue.units.by_id.values()]
    for one in dated:
        if one.first is not None and one.last is not None and one.last < one.first:
            message = f"“{one.id}” {_backwards(one.first, one.last)}"
            yield Diagnostic(BAD_VALIDITY, one.path, one.span, message, help=_HELP)
    for campaign in catalogue.campaigns.values():
        if campaign.last < campaign.first:
            message = f"đợt “{campaign.id}” {_backwards(campaign.first, campaign.last)}"
            yield Diagnostic(BAD_VALIDITY, campaign.path, campaign.span, message, help=_HELP)
    for unit in catalogue.units.by_id.values():
        for key, values in dated_values(unit):
            for (value, first, last), span in zip(values.values, values.spans, strict=True):
                if first is not None and last is not None and last < first:
                    message = f"{key} “{value}” {_backwards(first, last)}"
                    yield Diagnostic(BAD_VALIDITY, unit.path, span, message, help=_HELP)


def dated_values(unit: Unit) -> tuple[tuple[str, Dated[str] | Dated[Level]], ...]:
    """Return the values of a unit that may change over time, with their keys in the file."""
    return (NAME.key, unit.names), (LEVEL.key, unit.levels), (CODE.key, unit.codes)


def _backwards(first: date, last: date) -> str:
    return f"có ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}"
