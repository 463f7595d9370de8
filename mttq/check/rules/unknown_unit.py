"""A unit that the catalogue does not have, or that does not exist at the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mttq.catalogue import Catalogue, Unit, Units
from mttq.catalogue.reader import CatalogueKind
from mttq.catalogue.unit_names import meant
from mttq.diagnostics import FILE_START, Code, Diagnostic, Span
from mttq.documents import FileRef
from mttq.documents.facts import Facts, PlanFacts
from mttq.names import UNITS
from mttq.spelling import nearest, question

UNKNOWN_UNIT = Code("MT301", "don-vi-la")
UNIT_NOT_VALID = Code("MT302", "don-vi-het-hieu-luc")
NOT_BELOW = Code("MT313", "khong-phai-cap-duoi")

_MOST_ASKED = 3


def unknown_default_unit(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the unit that the settings name."""
    settings = catalogue.settings
    if (
        settings.default_unit
        and settings.default_unit not in catalogue.units.by_id
        and units_listed(catalogue)
    ):
        yield _unknown(catalogue, settings.path, settings.default_unit_span, settings.default_unit)


def unknown_unit_of_defaults(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the units after which the files of `mac-dinh/` are named."""
    for one in catalogue.defaults.values():
        if one.unit not in catalogue.units.by_id and units_listed(catalogue):
            yield _unknown(catalogue, one.path, FILE_START, one.unit)


def unknown_unit(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the unit of a document, and the units to which a plan hands down targets."""
    known = catalogue.units.by_id
    if facts.ref.unit in known or (units_listed(catalogue) and not _misfiled(catalogue, facts)):
        yield from _own(catalogue, facts)
    if isinstance(facts, PlanFacts) and facts.ref.unit in known:
        yield from _handed_down(catalogue, facts)


def units_listed(catalogue: Catalogue) -> bool:
    """Whether all units could be read, so that a unit that is not there does not exist."""
    return CatalogueKind.UNITS.value not in catalogue.unread


def _misfiled(catalogue: Catalogue, facts: Facts) -> bool:
    """Whether a document of a known unit is in the folder of none, which is reported as a mismatch."""
    named = facts.header.unit
    return named is not None and named.text in catalogue.units.by_id


def _own(catalogue: Catalogue, facts: Facts) -> Iterator[Diagnostic]:
    ref = facts.ref
    unit = catalogue.units.get(ref.unit)
    span = facts.header.unit.span if facts.header.unit is not None else FILE_START
    if unit is None:
        yield _unknown(catalogue, ref.path, span, ref.unit)
        return
    remedy = "chuyển văn bản về đơn vị có trong kỳ đó, hoặc sửa ngày hiệu lực trong danh mục đơn vị"
    yield from _not_valid(ref, unit, span, remedy)


def _not_valid(ref: FileRef, unit: Unit, span: Span, remedy: str) -> Iterator[Diagnostic]:
    first, last = ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle)
    if not unit.valid_within(first, last):
        yield Diagnostic(
            UNIT_NOT_VALID,
            ref.path,
            span,
            f"{unit.name_on(last)} không tồn tại trong {ref.period.full_title(ref.cycle)}"
            f"{_lifetime(unit.first, unit.last)}",
            help=remedy,
        )


def _lifetime(first: date | None, last: date | None) -> str:
    since = f"từ {first:%d/%m/%Y}" if first else ""
    until = f"đến {last:%d/%m/%Y}" if last else ""
    return f" (đơn vị tồn tại {' '.join(part for part in (since, until) if part)})"


def _handed_down(catalogue: Catalogue, facts: PlanFacts) -> Iterator[Diagnostic]:
    units = catalogue.units
    for part in (part for target in facts.body.targets for part in target.handed_down):
        if part.name not in units.by_id:
            if not units_listed(catalogue):
                continue
            yield _unknown(catalogue, facts.ref.path, part.name_span, part.name)
        elif units.parent_of(part.name) != facts.ref.unit:
            yield Diagnostic(
                NOT_BELOW,
                facts.ref.path,
                part.name_span,
                f"“{part.name}” không phải cấp dưới trực tiếp của “{facts.ref.unit}”",
                help="giao chỉ tiêu cho các đơn vị cấp dưới trực tiếp",
            )
        else:
            remedy = "giao cho đơn vị có trong năm của kế hoạch, hoặc sửa ngày hiệu lực trong danh mục"
            yield from _not_valid(facts.ref, units.by_id[part.name], part.name_span, remedy)


def meant_units(units: Units, word: str) -> str | None:
    """Ask which unit was meant by a word that is no id: a name, the last part of an id, or a slip in either."""
    like_an_id = word.isascii() and " " not in word
    found = _ending(units, word) if like_an_id else meant(word, units.all_names)
    if not found and (near := nearest(word, units.by_id)) is not None:
        found = [near]
    if not found and "/" not in word:
        near = nearest(word, {one.rpartition("/")[2] for one in units.by_id})
        found = _ending(units, near) if near is not None else []
    return question(*found) if 0 < len(found) <= _MOST_ASKED else None


def _ending(units: Units, part: str) -> list[str]:
    return [one for one in units.by_id if one == part or one.endswith(f"/{part}")]


def _unknown(catalogue: Catalogue, path: str, span: Span, unit: str) -> Diagnostic:
    remedy = meant_units(catalogue.units, unit) or f"thêm đơn vị vào danh mục {UNITS}, hoặc sửa lại mã"
    return Diagnostic(UNKNOWN_UNIT, path, span, f"danh mục không có đơn vị “{unit}”", help=remedy)
