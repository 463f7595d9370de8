"""A document that names another unit, year or period than the folder and the name of its file."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import DocumentKind, FileRef, Named
from mttq.documents.facts import Facts, Header
from mttq.documents.shapes import CYCLE, PERIOD, UNIT
from mttq.names import PLANS
from mttq.period import PERIODS, parse_cycle

FOLDER_MISMATCH = Code("MT109", "khac-thu-muc")


def folder_mismatch(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare `don_vi`, `nam` and `ky` with the path.

    A document that was copied may still say what the original said, and one that was saved in the wrong place is
    right in itself. The remedies therefore name the right place first: a word that is made to fit would give the
    figures to another unit or period.
    """
    ref, header = facts.ref, facts.header
    if header.unit is not None and header.unit.text != ref.unit:
        remedy = _unit_remedy(ref, header, catalogue)
        yield _mismatch(ref, UNIT.key, header.unit, f"thư mục là “{ref.unit}”", remedy)
    if header.cycle is not None and header.cycle.text != ref.cycle.folder:
        right = (
            f"nếu đúng là văn bản của {header.cycle.text} thì chuyển tệp về {_place(ref, header, catalogue)}"
        )
        typed = f"viết {CYCLE.key}: {ref.cycle.folder}"
        remedy = f"{right}; nếu gõ nhầm thì {typed}" if parse_cycle(header.cycle.text) else typed
        yield _mismatch(ref, CYCLE.key, header.cycle, f"thư mục là “{ref.cycle.folder}”", remedy)
    period = header.period
    if ref.kind is not DocumentKind.PLAN and period is not None and period.text != ref.period.name:
        right = (
            f"nếu đúng là văn bản của kỳ {period.text} thì đổi tên tệp thành {_place(ref, header, catalogue)}"
        )
        typed = f"viết {PERIOD.key}: {ref.period.name}"
        remedy = f"{right}; nếu gõ nhầm kỳ thì {typed}" if period.text in PERIODS else typed
        yield _mismatch(ref, PERIOD.key, period, f"tên tệp là “{ref.period.name}”", remedy)


def _unit_remedy(ref: FileRef, header: Header, catalogue: Catalogue) -> str:
    known = catalogue.units.by_id
    assert header.unit is not None
    named = header.unit.text
    if CatalogueKind.UNITS.value in catalogue.unread or (named in known and ref.unit in known):
        return (
            f"nếu là văn bản của “{named}” thì chuyển tệp về {_place(ref, header, catalogue)}; "
            f"chỉ khi mọi số liệu trong tệp là của “{ref.unit}” mới viết {UNIT.key}: {ref.unit}"
        )
    if named in known:
        return f"đổi tên thư mục {PLANS}/{ref.cycle.folder}/{ref.unit}/ thành {PLANS}/{ref.cycle.folder}/{named}/"
    if ref.unit in known:
        return f"viết {UNIT.key}: {ref.unit}"
    return f"sửa {UNIT.key} và tên thư mục cho đúng mã của đơn vị trong danh mục"


def _place(ref: FileRef, header: Header, catalogue: Catalogue) -> str:
    """Return where a document belongs by what it says about itself, as far as that exists."""
    unit, cycle, period = header.unit, header.cycle, header.period
    known = catalogue.units.by_id
    folder = unit.text if unit is not None and (unit.text in known or not known) else ref.unit
    year = cycle.text if cycle is not None and parse_cycle(cycle.text) is not None else ref.cycle.folder
    name = ref.path.rpartition("/")[2]
    if ref.kind is not DocumentKind.PLAN and period is not None and period.text in PERIODS:
        name = f"{name.removesuffix(f'{ref.period.name}.yaml')}{period.text}.yaml"
    return f"{PLANS}/{year}/{folder}/{name}"


def _mismatch(ref: FileRef, key: str, said: Named, expected: str, remedy: str) -> Diagnostic:
    message = f"{key} là “{said.text}” nhưng {expected}"
    return Diagnostic(FOLDER_MISMATCH, ref.path, said.span, message, help=remedy)
