"""A data repository as a whole: its files found, read and kept together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from mttq.catalogue import Catalogue, catalogue_kind, read_catalogue
from mttq.catalogue.reader import REQUIRED, UNCERTAIN, CatalogueKind
from mttq.diagnostics import FILE_START, Diagnostic
from mttq.diagnostics.codes import MISPLACED_FILE, NO_CATALOGUE
from mttq.documents.folders import PLANS, find_files
from mttq.documents.model import Document, FileRef, Kind, PeriodReport, Plan
from mttq.documents.reader import read_document
from mttq.period import PERIODS, Cycle, Period, parse_cycle
from mttq.source import CATALOGUE_LIMITS, DOCUMENT_LIMITS, Limits, Source, read_bytes, read_file

_CATALOGUE = "danh-muc"
_PLAN = "ke-hoach"
_BRIEFING = "giao-ban-"
_CATALOGUE_TITLES = {
    CatalogueKind.PROGRAMMES: "bộ chương trình",
    CatalogueKind.INDICATORS: "chỉ tiêu",
    CatalogueKind.UNITS: "đơn vị",
}
_KNOWN_FILES = (
    "ke-hoach.yaml, thang-01.yaml … thang-12.yaml, quy-1.yaml … quy-4.yaml, 6-thang.yaml, 9-thang.yaml, nam.yaml, "
    "giao-ban-quy-1.yaml … giao-ban-quy-4.yaml; trong thư mục nhiệm kỳ: ke-hoach.yaml, nhiem-ky.yaml"
)
_IN_CATALOGUE = (
    "các tệp dùng được: chuong-trinh.yaml, chi-tieu.yaml hoặc chi-tieu/*.yaml, don-vi.yaml hoặc don-vi/*.yaml, "
    "quy-tac.yaml, mttq.yaml"
)


@dataclass(frozen=True)
class Project:
    """Everything under one root.

    Attributes:
        root: the folder that holds `plans/`.
        catalogue: what the documents are about.
        refs: the place of every document found, in order of their paths.
        documents: all that could be read, in the same order.
        sources: every file read, by its path; for excerpts.
        diagnostics: what is wrong with each file on its own.
        fragments: what is left of the documents that can't be read for a fault of syntax; only to find
            their other faults, never for a figure.
    """

    root: Path
    catalogue: Catalogue
    refs: tuple[FileRef, ...]
    documents: tuple[Document, ...]
    sources: dict[str, Source]
    diagnostics: tuple[Diagnostic, ...]
    fragments: tuple[Document, ...] = ()

    @cached_property
    def cycles(self) -> dict[str, Cycle]:
        """The years and terms that have files, readable or not, by name."""
        found = {ref.cycle.name: ref.cycle for ref in self.refs}
        return dict(sorted(found.items()))

    @cached_property
    def _plans(self) -> dict[tuple[str, str], Plan]:
        return {
            (document.ref.cycle.name, document.ref.unit): document
            for document in self.documents
            if isinstance(document, Plan)
        }

    def plan_of(self, unit: str, cycle: Cycle) -> Plan | None:
        """The plan of a unit for a year or term."""
        return self._plans.get((cycle.name, unit))

    def has_broken_plan(self, unit: str, cycle: Cycle) -> bool:
        """Whether a unit's plan is there but could not be read, so that nothing can be said of what it holds."""
        path = f"{PLANS}/{cycle.name}/{unit}/{_PLAN}.yaml"
        return path in self.sources and self.plan_of(unit, cycle) is None

    @cached_property
    def _reports(self) -> dict[tuple[str, str, str], PeriodReport]:
        return {
            (document.ref.cycle.name, document.ref.unit, document.ref.period.name): document
            for document in self.documents
            if isinstance(document, PeriodReport)
        }

    def report_of(self, unit: str, cycle: Cycle, period: Period) -> PeriodReport | None:
        """The report of a unit for a period."""
        return self._reports.get((cycle.name, unit, period.name))


def load(root: Path, instead: Mapping[str, bytes] | None = None) -> Project:
    """Read the project under `root`.

    Faults of the data are in the result; only the folders themselves must be there and readable.

    Args:
        root: the folder that holds `plans/`.
        instead: content to take for files in place of what is on disk, by their paths.

    Raises:
        OSError: `plans/` or a folder in it can't be listed.
    """
    paths, faults = find_files(root)
    given = instead or {}

    def read(path: str, limits: Limits) -> Source:
        if path in given:
            return read_bytes(given[path], path, limits)
        return read_file(root / path, path, limits)

    catalogue_files: list[tuple[CatalogueKind, Source]] = []
    sources: dict[str, Source] = {}
    refs: list[FileRef] = []
    for path in paths:
        place = path.removeprefix(f"{PLANS}/")
        if place.startswith(f"{_CATALOGUE}/"):
            kind = catalogue_kind(place.removeprefix(f"{_CATALOGUE}/"))
            if kind is None:
                faults.append(
                    _misplaced(path, f"trong {PLANS}/{_CATALOGUE}/ không có loại tệp này", _IN_CATALOGUE)
                )
            else:
                sources[path] = read(path, CATALOGUE_LIMITS)
                catalogue_files.append((kind, sources[path]))
            continue
        ref = file_ref(path)
        if isinstance(ref, Diagnostic):
            faults.append(ref)
        else:
            refs.append(ref)
    catalogue, catalogue_faults = read_catalogue(catalogue_files)
    faults += catalogue_faults
    faults += _missing_catalogue(catalogue_files)
    documents = []
    fragments = []
    for ref in refs:
        source = sources[ref.path] = read(ref.path, DOCUMENT_LIMITS)
        document, document_faults = read_document(source, ref, catalogue)
        faults += document_faults
        if document is not None:
            documents.append(document)
        fragment, fragment_faults = _fragment(source, ref, catalogue)
        faults += fragment_faults
        if fragment is not None:
            fragments.append(fragment)
    return Project(root, catalogue, tuple(refs), tuple(documents), sources, tuple(faults), tuple(fragments))


def _fragment(source: Source, ref: FileRef, catalogue: Catalogue) -> tuple[Document | None, list[Diagnostic]]:
    """What is left of a document around its faults of syntax, and the other faults in it."""
    left = source.remainder
    if left is None:
        return None, []
    readable = replace(source, root=left.root, diagnostics=(), remainder=None)
    document, faults = read_document(readable, ref, catalogue)
    return document, [left.original(one) for one in faults if not (left.lost and one.code in UNCERTAIN)]


def _misplaced(path: str, message: str, remedy: str | None) -> Diagnostic:
    return Diagnostic(MISPLACED_FILE, path, FILE_START, message, remedy)


def file_ref(path: str) -> FileRef | Diagnostic:
    """What a document's path says of it, or why it says nothing."""
    parts = path.removesuffix(".yaml").split("/")[1:]
    cycle = parse_cycle(parts[0]) if len(parts) > 1 else None
    if cycle is None:
        return _misplaced(
            path,
            "tệp không nằm trong thư mục của một năm hay nhiệm kỳ",
            f"đặt tệp ở {PLANS}/<năm>/<đơn vị>/, ví dụ {PLANS}/2020/quang-tri/ke-hoach.yaml",
        )
    unit = "/".join(parts[1:-1])
    if not unit:
        return _misplaced(
            path,
            "tệp không nằm trong thư mục của một đơn vị",
            f"đặt tệp ở {PLANS}/{cycle.name}/<đơn vị>/, ví dụ {PLANS}/{cycle.name}/quang-tri/{parts[-1]}.yaml",
        )
    kind, period = _kind(parts[-1], cycle)
    if kind is not None and period is not None and not period.fits(cycle):
        folder = "nhiệm kỳ" if cycle.is_term else "năm"
        return _misplaced(
            path,
            f"“{parts[-1]}.yaml” không dùng trong thư mục của một {folder}",
            f"các tên dùng được: {_KNOWN_FILES}",
        )
    if kind is None or period is None:
        return _misplaced(path, f"không có loại tệp “{parts[-1]}.yaml”", f"các tên dùng được: {_KNOWN_FILES}")
    return FileRef(path, cycle, unit, kind, period)


def _kind(name: str, cycle: Cycle) -> tuple[Kind | None, Period | None]:
    if name == _PLAN:
        return Kind.PLAN, cycle.whole
    kind = Kind.BRIEFING if name.startswith(_BRIEFING) else Kind.REPORT
    period = PERIODS.get(name.removeprefix(_BRIEFING))
    if period is None:
        return None, None
    if kind is Kind.BRIEFING and not period.name.startswith("quy-"):
        return None, None
    return kind, period


def _missing_catalogue(files: list[tuple[CatalogueKind, Source]]) -> list[Diagnostic]:
    have = {kind for kind, _ in files}
    return [
        Diagnostic(
            NO_CATALOGUE,
            f"{PLANS}/{_CATALOGUE}/{kind.value}.yaml",
            FILE_START,
            f"chưa có danh mục {_CATALOGUE_TITLES[kind]}",
            f"thêm tệp {PLANS}/{_CATALOGUE}/{kind.value}.yaml",
        )
        for kind in REQUIRED
        if kind not in have
    ]
