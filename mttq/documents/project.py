"""A project as a whole: its files, read on demand, its catalogue, and the outlines of its documents."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from mttq.catalogue import Catalogue, catalogue_kind, read_catalogue
from mttq.catalogue.reader import REQUIRED, CatalogueKind
from mttq.diagnostics import DOCUMENT_TWICE, FILE_START, MISPLACED_FILE, NO_CATALOGUE, Diagnostic
from mttq.documents.facts import Facts, outlined, read_facts
from mttq.documents.file_names import meant_name, rename
from mttq.documents.folders import Listing, find_files, printable
from mttq.documents.model import BRIEFING, DocumentKind, FileRef, TaskLink
from mttq.documents.outline import BriefingOutline, Outline, PlanOutline, ReportOutline
from mttq.documents.prose import Document, read_document
from mttq.names import CATALOGUE, PLANS, is_in_plans, is_of_catalogue, member_of, own_path
from mttq.period import CAMPAIGN, PERIODS, Cycle, Period, parse_cycle, standing_alone
from mttq.profile import own, used
from mttq.source import CATALOGUE_LIMITS, DOCUMENT_LIMITS, Limits, Source, read_content, read_quickly

_PLAN = "ke-hoach"
_CATALOGUE_TITLES = {
    CatalogueKind.PROGRAMMES: "bộ chương trình",
    CatalogueKind.INDICATORS: "chỉ tiêu",
    CatalogueKind.UNITS: "đơn vị",
}
_KNOWN_FILES = (
    "ke-hoach.yaml, thang-01.yaml … thang-12.yaml, quy-1.yaml … quy-4.yaml, 6-thang.yaml, 9-thang.yaml, nam.yaml, "
    "giao-ban-quy-1.yaml … giao-ban-quy-4.yaml, dot-<mã đợt>.yaml; trong thư mục nhiệm kỳ: ke-hoach.yaml, "
    "nhiem-ky.yaml; trong thư mục của nhiều năm không phải nhiệm kỳ: giai-doan.yaml"
)
_OF_MEMBER = frozenset({CatalogueKind.SETTINGS, CatalogueKind.RULES})
"""What a member repository has for itself alone."""
_DocumentPlace = tuple[str, str, DocumentKind, str]
_NO_SUCH_KIND = "không có loại tệp"
_IN_CATALOGUE = (
    "các tệp dùng được: chuong-trinh.yaml, chi-tieu.yaml hoặc chi-tieu/*.yaml, don-vi.yaml hoặc don-vi/*.yaml, "
    "quy-tac.yaml, dot.yaml, mttq.yaml, mac-dinh/<đơn vị>.yaml"
)


class Store(Protocol):
    """What earlier runs made of all documents with the same catalogue and program, kept as bytes by name."""

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name; None if there is nothing, or it is damaged."""

    def write(self, name: str, content: bytes) -> None:
        """Keep something under a name, if that is possible."""

    def digest(self, path: str) -> bytes:
        """Return a hash of the content of a document; nothing if it could not be read."""

    def made(self, name: str) -> object:
        """Return what this run has made of all documents while it examined them, by its name; None for nothing."""


@dataclass(frozen=True, kw_only=True)  # not a Struct, whose cached properties would need a dict as well
class Project:
    """Everything under one root.

    Attributes:
        root: the folder that holds `plans/`.
        catalogue: what the documents are about.
        refs: the place of every document found, in order of their paths.
        sources: every file by its path, including the project's own layout profiles; read again on demand.
        diagnostics: the faults of the folders, and of each file of the catalogue on its own.
        examined: the outlines of all readable documents, in order of their paths, if they are at hand.
        store: what earlier runs made of all documents, or None.
    """

    root: Path
    catalogue: Catalogue
    refs: tuple[FileRef, ...]
    sources: Sources
    diagnostics: tuple[Diagnostic, ...]
    examined: tuple[Outline, ...] | None = None
    store: Store | None = None

    @cached_property
    def memo(self) -> dict[str, object]:
        """What layers above have made of all documents and may need again, by name."""
        return {}

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The outlines of all readable documents, in order of their paths."""
        if self.examined is not None:
            return self.examined
        return tuple(outlined(facts) for ref in self.refs if (facts := self.facts(ref)) is not None)

    def facts(self, ref: FileRef) -> Facts | None:
        """Read the facts of one document from its file; None if it holds nothing to read."""
        return read_facts(self.sources.read(ref.path), ref, self.catalogue)[0]

    def document(self, ref: FileRef) -> Document | None:
        """Read one document in full from its file; None if it holds nothing to read."""
        return read_document(self.sources[ref.path], ref, self.catalogue)

    @cached_property
    def cycles(self) -> dict[str, Cycle]:
        """The years and terms that have files, readable or not, by name."""
        found = {ref.cycle.name: ref.cycle for ref in self.refs}
        return dict(sorted(found.items()))

    @cached_property
    def years_and_terms(self) -> dict[str, Cycle]:
        """The years and terms that have totals, by name.

        A term needs no files of its own: if the catalogue names it and one of its years has files, the years make
        the term.
        """
        found = {name: one for name, one in self.cycles.items() if one.alone is None}
        for one in self.cycles.values():
            year = parse_cycle(one.folder) if one.alone is not None else None
            if year is not None:
                found.setdefault(one.folder, one if year.is_term else year)
        years = {one.first_year for one in found.values() if not one.is_term}
        for name in self.catalogue.programme_sets:
            cycle = parse_cycle(name)
            if cycle is not None and cycle.is_term and not years.isdisjoint(cycle.years):
                found[name] = cycle
        return dict(sorted(found.items()))

    @cached_property
    def _plans(self) -> dict[tuple[str, str], PlanOutline]:
        return {
            (one.ref.cycle.name, one.ref.unit): one for one in self.outlines if isinstance(one, PlanOutline)
        }

    def plan_of(self, unit: str, cycle: Cycle) -> PlanOutline | None:
        """Return the plan of a unit for a year or term."""
        return self._plans.get((cycle.name, unit))

    @cached_property
    def _briefings(self) -> dict[tuple[str, str, str], BriefingOutline]:
        return {
            (one.ref.cycle.name, one.ref.unit, one.ref.period.name): one
            for one in self.outlines
            if isinstance(one, BriefingOutline)
        }

    def briefing_of(self, unit: str, cycle: Cycle, period: Period) -> BriefingOutline | None:
        """Return the briefing of a unit for a quarter."""
        return self._briefings.get((cycle.name, unit, period.name))

    def briefings(self, unit: str, cycle: Cycle) -> list[BriefingOutline]:
        """Return the briefings of a unit in a year, in order of their paths."""
        return [one for key, one in self._briefings.items() if key[:2] == (cycle.name, unit)]

    def answerable(self, unit: str, cycle: Cycle) -> list[BriefingOutline]:
        """Return the briefings for whose tasks a unit's reports of a year answer: of that year and the one before."""
        before = None if cycle.is_term else parse_cycle(str(cycle.first_year - 1))
        return [one for of in (before, cycle) if of is not None for one in self.briefings(unit, of)]

    @cached_property
    def _places(self) -> frozenset[_DocumentPlace]:
        return frozenset(map(_place_of, self.refs))

    def has_broken_plan(self, unit: str, cycle: Cycle) -> bool:
        """Whether a unit's plan exists but could not be read, so that its content is unknown."""
        place = (cycle.name, unit, DocumentKind.PLAN, cycle.whole.name)
        return place in self._places and self.plan_of(unit, cycle) is None

    def has_file(self, link: TaskLink) -> bool:
        """Whether the document that a reference names has a file, which could not be read if it has no outline."""
        kind = DocumentKind.PLAN if link.period is None else DocumentKind.BRIEFING
        return (link.cycle.name, link.unit, kind, (link.period or link.cycle.whole).name) in self._places

    def plans(self, cycle: Cycle) -> list[PlanOutline]:
        """Return the plans of a year or term, in order of their paths."""
        return [one for one in self._plans.values() if one.ref.cycle == cycle]

    @cached_property
    def _reports(self) -> dict[str, dict[tuple[str, str], ReportOutline]]:
        found: dict[str, dict[tuple[str, str], ReportOutline]] = {}
        for one in self.outlines:
            if isinstance(one, ReportOutline):
                found.setdefault(one.ref.cycle.name, {})[one.ref.unit, one.ref.period.name] = one
        return found

    @cached_property
    def _reports_by_unit(self) -> dict[tuple[str, str], list[ReportOutline]]:
        found: dict[tuple[str, str], list[ReportOutline]] = {}
        for one in self.outlines:
            if isinstance(one, ReportOutline):
                found.setdefault((one.ref.cycle.name, one.ref.unit), []).append(one)
        return found

    def prepare(self) -> int:
        """Build the indexes now, so that processes forked from this one share them; return their size."""
        return len(self._plans) + len(self._reports) + len(self._reports_by_unit) + len(self.cycles)

    def report_of(self, unit: str, cycle: Cycle, period: Period) -> ReportOutline | None:
        """Return the report of a unit for a period."""
        return self._reports.get(cycle.name, {}).get((unit, period.name))

    def reports_of(self, unit: str, cycle: Cycle) -> list[ReportOutline]:
        """Return the reports of a unit in the folder of a year or term, in order of their paths."""
        return self._reports_by_unit.get((cycle.name, unit), [])

    def reports(self, cycle_name: str) -> list[ReportOutline]:
        """Return the reports in the folder of a year or term, in order of their paths."""
        return list(self._reports.get(cycle_name, {}).values())


def load(
    root: Path,
    instead: Mapping[str, bytes] | None = None,
    seen: Callable[[Source, list[Diagnostic]], None] | None = None,
    known: Callable[[Mapping[str, bytes | Source]], tuple[Catalogue, list[Diagnostic]] | None] | None = None,
    files: Callable[[Path], Listing] | None = None,
) -> Project:
    """Find the files of the project under `root`, and read its catalogue.

    The result holds the faults of the data; only the folders themselves must exist and be readable.

    Args:
        root: the folder that holds `plans/`.
        instead: content that replaces what is on disk, by path; a file that is not there is as good as there.
        seen: called with each file of the catalogue and its faults, while its nodes are in memory.
        known: called with the content of each file of the catalogue; returns the catalogue and its faults if
            they are known from an earlier run.
        files: lists the folders; `find_files` if not given.

    Raises:
        OSError: `plans/` or a folder in it can't be listed.
    """
    listing = (files or find_files)(root)
    faults = list(listing.faults)
    kinds: list[tuple[str, CatalogueKind]] = []
    refs: list[FileRef] = []
    more = [path for path in instead or {} if is_in_plans(path)]
    present = frozenset((*listing.files, *more))
    for path in sorted(present) if more else listing.files:
        if is_of_catalogue(path):
            kind = catalogue_kind(own_path(path).removeprefix(f"{CATALOGUE}/"))
            if kind in _OF_MEMBER and member_of(path):
                continue
            if kind is None:
                faults.append(_misplaced(path, f"trong {CATALOGUE}/ không có loại tệp này", _IN_CATALOGUE))
            else:
                kinds.append((path, kind))
            continue
        ref = file_ref(path)
        if isinstance(ref, Diagnostic):
            faults.append(_with_right_name(ref, present))
        else:
            refs.append(ref)
    refs, copies = _without_copies(
        refs, Sources(root, tuple(ref.path for ref in refs), instead or {}).content
    )
    faults += copies
    kinds.sort(
        key=lambda one: (member_of(one[0]), one[0])
    )  # what a member defines otherwise is said at its line
    profiles = own(root)
    sources = Sources(
        root, (*(path for path, _ in kinds), *(ref.path for ref in refs), *profiles), instead or {}
    )
    contents = {path: sources.content(path) for path, _ in kinds}
    found = known(contents) if known is not None else None
    if found is None:
        found = read_catalogue(((kind, as_source(contents[path], path)) for path, kind in kinds), seen)
    catalogue, catalogue_faults = found
    faults += catalogue_faults
    faults += _missing_catalogue({kind for _, kind in kinds})
    settings = catalogue.settings
    faults += used(root, settings.layout, (settings.path, settings.layout_span))
    return Project(
        root=root,
        catalogue=catalogue,
        refs=tuple([one if one.cycle.alone is None else dated(one, catalogue) for one in refs]),
        sources=sources,
        diagnostics=tuple(faults),
    )


def with_other_documents(project: Project, instead: Mapping[str, bytes | None]) -> Project:
    """Return a project whose catalogue is the same, and in which some documents have other content or are absent.

    Args:
        project: the project.
        instead: content that replaces what is on disk, by path; None for a document that is absent.
    """
    refs = {ref.path: ref for ref in project.refs if instead.get(ref.path, b"") is not None}
    shown = {printable(path) for path in instead}
    faults = [one for one in project.diagnostics if one.path not in shown]
    new = sorted(path for path, content in instead.items() if content is not None and path not in refs)
    for path in new:
        ref = file_ref(path)
        if isinstance(ref, Diagnostic):
            faults.append(_with_right_name(ref, frozenset(project.sources)))
        else:
            refs[path] = ref if ref.cycle.alone is None else dated(ref, project.catalogue)
    contents = {path: content for path, content in instead.items() if content is not None}
    kept, copies = _without_copies(
        [refs[path] for path in sorted(refs)], Sources(project.root, tuple(refs), contents).content
    )
    faults += copies
    ordered = {ref.path: ref for ref in kept}
    others = [path for path in project.sources if not is_document(path)]
    return Project(
        root=project.root,
        catalogue=project.catalogue,
        refs=tuple(ordered.values()),
        sources=Sources(project.root, (*others, *ordered), contents),
        diagnostics=tuple(faults),
    )


def _place_of(ref: FileRef) -> _DocumentPlace:
    return ref.cycle.name, ref.unit, ref.kind, ref.period.name


def _without_copies(
    refs: list[FileRef], content: Callable[[str], bytes | Source]
) -> tuple[list[FileRef], list[Diagnostic]]:
    """Return documents without those that another repository has as well, and the copies that say something else.

    The project's own file counts, or else that of the first member by name.
    """
    members = [ref for ref in refs if member_of(ref.path)]
    if not members:
        return refs, []
    known = {_place_of(ref): ref for ref in refs if not member_of(ref.path)}
    copies: set[str] = set()
    faults = []
    for ref in members:
        first = known.setdefault(_place_of(ref), ref)
        if first is ref:
            continue
        copies.add(ref.path)
        if content(ref.path) != content(first.path):
            message = f"văn bản này có ở hai nơi và khác nhau: {first.path} cũng là của “{ref.unit}”, cùng kỳ"
            remedy = (
                "số liệu chỉ lấy ở tệp kia; giữ văn bản ở kho của đơn vị ban hành, xóa hoặc chép lại bản này"
            )
            faults.append(Diagnostic(DOCUMENT_TWICE, ref.path, FILE_START, message, help=remedy))
    return [ref for ref in refs if ref.path not in copies], faults


def is_document(path: str) -> bool:
    """Whether a file is a plan, a report or a briefing, or is meant to be one."""
    return is_in_plans(path) and not is_of_catalogue(path)


def dated(ref: FileRef, catalogue: Catalogue) -> FileRef:
    """Return the place of a campaign's report with the days of the campaign, if it is in its year."""
    campaign = catalogue.campaigns.get(ref.period.name.removeprefix(CAMPAIGN))
    if campaign is None or campaign.cycle.name != ref.cycle.name:
        return ref
    return replace(ref, cycle=campaign.cycle, period=campaign.cycle.whole)


def _misplaced(path: str, message: str, remedy: str | None) -> Diagnostic:
    return Diagnostic(MISPLACED_FILE, path, FILE_START, message, help=remedy)


def _with_right_name(fault: Diagnostic, files: frozenset[str]) -> Diagnostic:
    """Name the known name that a misplaced file was meant to have, if there is one."""
    folder, _, name = fault.path.rpartition("/")
    if not fault.message.startswith(_NO_SUCH_KIND) or (meant := meant_name(name)) is None:
        return fault
    return replace(
        fault, help=rename(name, {f"{meant}.yaml"} if f"{folder}/{meant}.yaml" in files else set())
    )


def file_ref(path: str) -> FileRef | Diagnostic:
    """Return what a document's path says about it, or report that the file is misplaced."""
    own = own_path(path)
    _, year, *folders, name = own.removesuffix(".yaml").split("/") if own.count("/") > 1 else ("", "", "")
    cycle = parse_cycle(year)
    if cycle is None:
        return _misplaced(
            path,
            "tệp không nằm trong thư mục của một năm hay nhiệm kỳ",
            f"đặt tệp ở {PLANS}/<năm>/<đơn vị>/, ví dụ {PLANS}/2020/quang-tri/ke-hoach.yaml",
        )
    unit = "/".join(folders)
    if not unit:
        return _misplaced(
            path,
            "tệp không nằm trong thư mục của một đơn vị",
            f"đặt tệp ở {PLANS}/{cycle.name}/<đơn vị>/, ví dụ {PLANS}/{cycle.name}/quang-tri/{name}.yaml",
        )
    alone = standing_alone(year, name)
    if alone is not None:
        return FileRef(path=path, cycle=alone, unit=unit, kind=DocumentKind.REPORT, period=alone.whole)
    kind, period = _kind(name, cycle)
    if kind is not None and period is not None and not period.fits(cycle):
        folder = "nhiệm kỳ" if cycle.is_term else "năm"
        return _misplaced(
            path,
            f"“{name}.yaml” không dùng trong thư mục của một {folder}",
            f"các tên dùng được: {_KNOWN_FILES}",
        )
    if kind is None or period is None:
        return _misplaced(path, f"{_NO_SUCH_KIND} “{name}.yaml”", f"các tên dùng được: {_KNOWN_FILES}")
    return FileRef(path=path, cycle=cycle, unit=unit, kind=kind, period=period)


@lru_cache(maxsize=4096)
def _kind(name: str, cycle: Cycle) -> tuple[DocumentKind | None, Period | None]:
    if name == _PLAN:
        return DocumentKind.PLAN, cycle.whole
    kind = DocumentKind.BRIEFING if name.startswith(BRIEFING) else DocumentKind.REPORT
    period = PERIODS.get(name.removeprefix(BRIEFING))
    if period is None:
        return None, None
    if kind is DocumentKind.BRIEFING and not period.name.startswith("quy-"):
        return None, None
    return kind, period


def _missing_catalogue(have: set[CatalogueKind]) -> list[Diagnostic]:
    return [
        Diagnostic(
            NO_CATALOGUE,
            f"{CATALOGUE}/{kind.value}.yaml",
            FILE_START,
            f"chưa có danh mục {_CATALOGUE_TITLES[kind]}",
            help=f"thêm tệp {CATALOGUE}/{kind.value}.yaml",
        )
        for kind in REQUIRED
        if kind not in have
    ]


# Files


_KEPT = 32  # files whose nodes are retained: messages ask for the same file several times in a row


def limits_of(path: str) -> Limits:
    """Return the size limits of a file."""
    return CATALOGUE_LIMITS if is_of_catalogue(path) else DOCUMENT_LIMITS


def as_source(content: bytes | Source, path: str) -> Source:
    """Return a file with its nodes, read from its content unless that is done."""
    return content if isinstance(content, Source) else read_quickly(content, path, limits_of(path))


class Sources(Mapping[str, Source]):
    """Every readable file by its path; content is read on demand, and only the last few files are retained.

    Args:
        root: the project's root.
        paths: the files, relative to it.
        instead: content that replaces what is on disk, by path.
    """

    def __init__(self, root: Path, paths: tuple[str, ...], instead: Mapping[str, bytes]) -> None:
        self._root = root
        self._paths = dict.fromkeys(paths)
        self._instead = instead
        self._kept: OrderedDict[str, Source] = OrderedDict()

    def __getitem__(self, path: str) -> Source:
        """Return one file with its nodes.

        Raises:
            KeyError: the project has no such file.
        """
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._paths:
            raise KeyError(path)
        source = self._kept[path] = self.read(path)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return source

    def read(self, path: str) -> Source:
        """Return one file with its nodes, without retaining them."""
        return as_source(self.content(path), path)

    def content(self, path: str) -> bytes | Source:
        """Return the bytes of one file, or a source that says why it can't be read."""
        if path in self._instead:
            return self._instead[path]
        return read_content(f"{self._root}/{path}", path, limits_of(path))

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def hands_down_to(project: Project, ref: FileRef) -> list[str]:
    """Return the units directly below that a plan names, whether or not the rest of it can be read."""
    if ref.kind is not DocumentKind.PLAN or ref.path not in project.sources:
        return []
    words = set(re.findall(r"[\w/-]+", project.sources[ref.path].text))
    return [unit.id for unit in project.catalogue.units.children(ref.unit) if unit.id in words]
