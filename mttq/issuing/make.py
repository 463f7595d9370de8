"""Make the files of one unit or of many; nothing is written here.

A unit that rests on a document with errors gets no files: `Soundness` finds those. All files of a unit are made before
any is written, so that a unit has all its documents or none. Many units are made in several processes if the system
can fork: each process starts as a copy of this one. When the units belong to many branches, each process gathers what
the branch before it needs; when they share one branch, that is gathered once, before the copies are made.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mttq import __version__
from mttq.documents import Project
from mttq.issuing.reading_units import DataCommit
from mttq.names import BAO_CAO, NHIEM_KY, PHU_LUC, PLANS
from mttq.period import Cycle, Period
from mttq.processes import Work, count_for, shared_out
from mttq.refusal import RequestError
from mttq.render.formats import FORMATS
from mttq.render.templates import UnusableTemplateError
from mttq.report import KINDS, Report, ReportKind, Subject, default_kinds, subject_of
from mttq.report.model import Annex, Origin
from mttq.spelling import shortened
from mttq.totals import Sums

CHARTED = (BAO_CAO, NHIEM_KY)
"""Kinds that report results: signed by the unit, with charts if wanted."""

_FEW = 8  # at most this many units are made faster than processes start
_AT_ONCE = 16
_LEAST_PIECES = 4  # for each process, so that none waits long for the others


class OrderError(RequestError):
    """No unit has what the order asks for."""


class Order(Struct, frozen=True, kw_only=True):
    """What is wanted of each unit.

    Attributes:
        cycle: the year or term.
        period: the period in it.
        kind: the kind of document; None for all that a unit gets by default.
        formats: the formats, in the order in which to write them.
        template: the template to use instead of those found, or None; it fits one format.
        skips_silent: whether a unit is passed over if it has no document and no figure.
        charts: whether Word documents of results get charts.
        drafts: whether figures are reported on by default if the unit has no report of its own.
        commit: the commit to name in Word documents, if it has the data of their unit; None to name none.
    """

    cycle: Cycle
    period: Period
    kind: str | None
    formats: tuple[str, ...]
    template: Path | None = None
    skips_silent: bool = False
    charts: bool = False
    drafts: bool = True
    commit: DataCommit | None = None

    @property
    def template_format(self) -> str | None:
        """The format that the given template is for, by its suffix; None without a template, or if none fits."""
        if self.template is None:
            return None
        name = self.template.name.lower()
        for format, how in FORMATS.items():
            if how.template_suffix and name.endswith(how.template_suffix):
                return format
        return None

    @property
    def can_have_charts(self) -> bool:
        """Whether any of the files can have charts as pictures; those of a workbook are its own."""
        return "docx" in self.formats and (self.kind is None or self.kind in CHARTED)

    @property
    def file_names(self) -> frozenset[str]:
        """The names that files of this order can have, whatever the unit."""
        is_whole = self.period == self.cycle.whole and self.cycle.alone is None
        kinds = [KINDS[self.kind]] if self.kind is not None else KINDS.values()
        return frozenset(
            kind.stem_in(self.period) + FORMATS[format].suffix
            for kind in kinds
            if kind.per_period or is_whole or self.kind is not None
            for format in self.formats
            if format in kind.formats
        )


class DocumentFile(Struct, frozen=True):
    """A file to write.

    Attributes:
        path: its place below the folder of all documents, with `/`.
        content: its bytes; None if there is nothing to make it from.
    """

    path: str
    content: bytes | None


class UnitFiles(Struct, frozen=True):
    """The files made for one unit.

    Attributes:
        unit: the unit's id.
        files: its files.
        remarks: for each kind that there is nothing to make from, the sentence that says so.
        notes: what whoever issues the files should know of them.
        of_templates: what of their templates is not in the files.
        fault: why no file could be made, or "".
    """

    unit: str
    files: tuple[DocumentFile, ...]
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    of_templates: tuple[str, ...] = ()
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no file to write, and nothing went wrong either."""
        return not self.fault and all(one.content is None for one in self.files)


class Maker:
    """Makes the files of one unit after the other, and gathers once what units of one branch share.

    A branch is a unit directly below the centre with everything below it and the units that these took over: all
    that a document of any of them rests on. The branch of the last unit is kept.

    Args:
        project: the documents, checked.
        order: what is wanted.
    """

    def __init__(self, project: Project, order: Order) -> None:
        self._project = project
        self._order = order
        self._kept: tuple[str, Sums] | None = None

    def branch(self, unit: str) -> str:
        """Return the id of the unit whose branch this unit belongs to; the centre's branch is the whole project."""
        return unit.partition("/")[0]

    def prepare(self, unit: str) -> None:
        """Gather what the unit's branch shares."""
        self._sums(unit).rows(unit, self._order.cycle, self._order.period)

    def make(self, unit: str) -> UnitFiles:
        """Make the files of a unit of the catalogue.

        Raises:
            OrderError: the kind has none of the formats, or the given template fits several kinds.
        """
        order = self._order
        subject = subject_of(self._project, unit, order.cycle, order.period, sums=self._sums(unit))
        kinds = self._kinds(subject)
        if order.skips_silent and not _says_something(subject):
            absent = (DocumentFile(path, None) for kind in kinds for _, path in self._paths(kind, subject))
            return UnitFiles(unit, tuple(absent))
        files: list[DocumentFile] = []
        remarks: list[str] = []
        notes: list[str] = []
        of_templates: dict[str, None] = {}
        try:
            for kind in kinds:
                # A report that says nothing is not handed in; nobody is to sign its document.
                silent = kind.name == BAO_CAO and subject.is_blank
                charted = replace(subject, charted=order.charts and kind.name in CHARTED)
                document = None if silent else kind.build(charted)
                if isinstance(document, Report):
                    notes += (f"{kind.name}: {remark}" for remark in document.remarks)
                made = self._files(kind, subject, document)
                files += made
                if document is not None:
                    of_templates |= dict.fromkeys(self._of_templates(kind, subject))
                if all(one.content is None for one in made):
                    remarks.append(f"{self._nothing(kind, subject)}, không xuất {kind.name}")
        except UnusableTemplateError as error:
            return UnitFiles(unit, (), remarks=tuple(remarks), fault=str(error))
        return UnitFiles(
            unit,
            tuple(files),
            remarks=tuple(remarks),
            notes=tuple(notes),
            of_templates=tuple(of_templates),
        )

    def _sums(self, unit: str) -> Sums:
        branch = self.branch(unit)
        if self._kept is None or self._kept[0] != branch:
            self._kept = branch, Sums.below(self._project, branch)
        return self._kept[1]

    def _time(self, kind: ReportKind) -> str:
        """Return what time a document of the kind is about: the period, or the whole year or term."""
        cycle = self._order.cycle
        return self._order.period.full_title(cycle) if kind.per_period else cycle.title

    def _nothing(self, kind: ReportKind, subject: Subject) -> str:
        """Return why there is nothing to make a kind from."""
        time = self._time(kind)
        if subject.foreign and kind.name in CHARTED and subject.report is not None:
            source = shortened("; ".join(subject.report.source))
            return f"số liệu {time} lấy từ “{source}”, không phải báo cáo của đơn vị"
        file = f"{PLANS}/{self._order.cycle.folder}/{subject.unit.id}/{self._order.period.name}.yaml"
        return kind.nothing.format(ky=time, tep=file)

    def _kinds(self, subject: Subject) -> list[ReportKind]:
        """Return the kinds to make: the one ordered, or the default kinds that have one of the formats."""
        order = self._order
        if order.kind is not None:
            kind = KINDS[order.kind]
            if not any(format in kind.formats for format in order.formats):
                raise OrderError(
                    f"{kind.name} không có dạng {', '.join(order.formats)}",
                    f"dùng --format {','.join(kind.formats)}",
                )
            return [kind]
        kinds = [KINDS[name] for name in default_kinds(subject)]
        if not order.drafts and subject.report is None:
            kinds = [kind for kind in kinds if kind.name not in (BAO_CAO, PHU_LUC)]
        fitting = [kind.name for kind in kinds if order.template_format in kind.formats]
        if len(fitting) > 1:
            raise OrderError(
                f"--template: {order.period.full_title(order.cycle)} có nhiều loại văn bản ({', '.join(fitting)}),"
                " không rõ mẫu này dùng cho loại nào",
                f"thêm --kind, ví dụ --kind {fitting[0]}",
            )
        return [kind for kind in kinds if any(format in kind.formats for format in order.formats)]

    def _files(
        self, kind: ReportKind, subject: Subject, document: Report | Annex | None
    ) -> list[DocumentFile]:
        files = []
        for format, path in self._paths(kind, subject):
            content = None
            if document is not None:
                if isinstance(document, Report):
                    document = replace(document, origin=self._origin(document, subject))
                template = self._template(format)
                content = FORMATS[format].render(document, self._project.root, template=template)
            files.append(DocumentFile(path, content))
        return files

    def _origin(self, report: Report, subject: Subject) -> Origin:
        commit = self._order.commit.of(subject.unit.id) if self._order.commit is not None else ""
        return Origin(
            kind=report.kind,
            unit=subject.unit.id,
            cycle=self._order.cycle.folder,
            period=self._order.period.name,
            checksum=report.checksum,
            charts=report.charts is not None,
            commit=commit,
            version=__version__ if commit else "",
        )

    def _template(self, format: str) -> Path | None:
        """Return the template that was given for a format."""
        return self._order.template if format == self._order.template_format else None

    def _of_templates(self, kind: ReportKind, subject: Subject) -> Iterator[str]:
        for format, _ in self._paths(kind, subject):
            yield from FORMATS[format].remarks(kind.name, self._project.root, self._template(format))

    def _paths(self, kind: ReportKind, subject: Subject) -> list[tuple[str, str]]:
        """Return each format that the kind is wanted in, with the path of its file."""
        order = self._order
        stem = f"{order.cycle.folder}/{subject.unit.id}/{kind.file_stem(subject)}"
        return [(format, stem + FORMATS[format].suffix) for format in order.formats if format in kind.formats]


def make_all(maker: Maker, units: Sequence[str], workers: int | None = None) -> Iterator[UnitFiles]:
    """Yield the files of each unit, in the order of the units.

    Args:
        maker: makes them.
        units: their ids, each once.
        workers: how many processes; by default as many as there are processors.
    """
    if workers is None:
        workers = count_for(len(units), _FEW)
    if workers < 2:
        yield from map(maker.make, units)
        return
    pieces = _pieces(maker, units, workers)

    def make(number: int) -> bytes:
        made = [maker.make(unit) for unit in pieces[number]]
        # Documents of python-docx hold references to themselves. The youngest generation is enough: the totals
        # need not be searched each time.
        gc.collect(0)
        return pickle.dumps(made)

    def work(_: int) -> Work:
        return make

    done, answers = 0, dict[int, bytes]()
    for number, _, answer in shared_out(len(pieces), workers, work):
        answers[number] = answer
        while done in answers:
            # Not from a file: from a process that began as a copy of this one.
            yield from pickle.loads(answers.pop(done))
            done += 1


def _pieces(maker: Maker, units: Sequence[str], workers: int) -> list[list[str]]:
    """Cut the units into pieces of one branch each if there are many, else gather what their branch shares."""
    least = workers * _LEAST_PIECES
    branches = [list(units_of_one) for _, units_of_one in groupby(units, maker.branch)]
    if len(branches) >= least:
        return [piece for units_of_one in branches for piece in _cut(units_of_one, _AT_ONCE)]
    maker.prepare(units[0])
    return _cut(units, max(1, min(_AT_ONCE, len(units) // least)))


def _cut(units: Sequence[str], at_once: int) -> list[list[str]]:
    return [list(units[first : first + at_once]) for first in range(0, len(units), at_once)]


def _says_something(subject: Subject) -> bool:
    """Return whether the unit has a document, or any file states a figure that belongs to it."""
    return subject.plan is not None or not subject.is_blank
