"""The files of one unit, all of them made before any is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mttq.documents import Project
from mttq.period import Cycle, Period
from mttq.render.formats import FORMATS
from mttq.render.templates import UnusableTemplateError
from mttq.report import KINDS, Report, ReportKind, Subject, default_kinds, subject_of
from mttq.report.phu_luc.charts import with_charts
from mttq.totals import Status, Sums

CHARTED = ("bao-cao", "nhiem-ky")


class OrderError(Exception):
    """What was ordered can't be made of any unit.

    Attributes:
        message: the fact, one line of Vietnamese.
        help: what to do about it.
    """

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message, help)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of each unit.

    Attributes:
        cycle: the year or term.
        period: the period in it.
        kind: the kind of document; None for all that are made of a unit by default.
        formats: the formats, in the order to write them.
        template: the template to use instead of those found, or None; it fits one format.
        said_only: whether a unit of which nobody says anything is passed over.
        charts: whether Word documents of results get pictures.
    """

    cycle: Cycle
    period: Period
    kind: str | None
    formats: tuple[str, ...]
    template: Path | None = None
    said_only: bool = False
    charts: bool = False

    @property
    def template_format(self) -> str | None:
        """The format whose templates end as the one given does; None without a template, or of another ending."""
        if self.template is None:
            return None
        name = self.template.name.lower()
        return next(
            (
                one
                for one, how in FORMATS.items()
                if how.template_suffix and name.endswith(how.template_suffix)
            ),
            None,
        )

    @property
    def has_pictures(self) -> bool:
        """Whether any of the files may have pictures; those of a workbook are its own."""
        return "docx" in self.formats and (self.kind is None or self.kind in CHARTED)

    @property
    def file_names(self) -> frozenset[str]:
        """How the files of any unit may be named."""
        whole = self.period == self.cycle.whole
        kinds = [one for one in KINDS.values() if self.kind == one.name or self.kind is None]
        return frozenset(
            one.stem_in(self.period) + FORMATS[name].suffix
            for one in kinds
            if one.per_period or whole or self.kind is not None
            for name in self.formats
            if name in one.formats
        )


@dataclass(frozen=True, slots=True)
class Output:
    """One file.

    Attributes:
        path: its place below the folder of all documents, with `/`.
        content: its bytes; None where there is nothing to make it of.
    """

    path: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Made:
    """What one unit came to.

    Attributes:
        unit: the unit's id.
        outputs: its files.
        nothing: for each kind there is nothing to make of, the sentence that says so.
        fault: why none of its files could be made, or "".
    """

    unit: str
    outputs: tuple[Output, ...]
    nothing: tuple[str, ...] = ()
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no file to write, and nothing went wrong either."""
        return not self.fault and all(one.content is None for one in self.outputs)


class Maker:
    """Makes the files of one unit after the other; what units of one branch share is gathered once.

    A branch is a unit that has none above it but the centre, with all below it and what these took over: what a
    document of any of them rests on. The branch of the last unit is kept.

    Args:
        project: the documents, checked.
        order: what is wanted of each unit.
    """

    def __init__(self, project: Project, order: Order) -> None:
        self._project = project
        self._order = order
        self._kept: tuple[str, Sums] | None = None

    def branch(self, unit: str) -> str:
        """The id of the unit whose branch the unit belongs to; that of the centre is the whole project."""
        return unit.partition("/")[0]

    def prepare(self, unit: str) -> None:
        """Gather what the unit's branch shares."""
        order = self._order
        self._sums(unit).rows(unit, order.cycle, order.period)

    def _sums(self, unit: str) -> Sums:
        branch = self.branch(unit)
        if self._kept is None or self._kept[0] != branch:
            self._kept = branch, Sums.below(self._project, branch)
        return self._kept[1]

    def make(self, unit: str) -> Made:
        """The files of a unit of the catalogue.

        Raises:
            OrderError: the kind has none of the formats, or the template given fits several kinds.
        """
        order = self._order
        subject = subject_of(self._project, unit, order.cycle, order.period, self._sums(unit))
        kinds = self._kinds(subject)
        if order.said_only and not _is_said(subject):
            left = (Output(path, None) for kind in kinds for _, path in self._paths(kind, subject))
            return Made(unit, tuple(left))
        outputs: list[Output] = []
        nothing: list[str] = []
        try:
            for kind in kinds:
                made = self._files(kind, subject)
                outputs += made
                if all(one.content is None for one in made):
                    nothing.append(f"{kind.nothing.format(self._when(kind))}, không xuất {kind.name}")
        except UnusableTemplateError as fault:
            return Made(unit, (), tuple(nothing), str(fault))
        return Made(unit, tuple(outputs), tuple(nothing))

    def _when(self, kind: ReportKind) -> str:
        """What a document of the kind is of: the period, or the whole year or term."""
        cycle = self._order.cycle
        return self._order.period.full_title(cycle) if kind.per_period else cycle.title

    def _kinds(self, subject: Subject) -> list[ReportKind]:
        """The kinds to make: the one ordered, or those made by default that have one of the formats."""
        order = self._order
        if order.kind is not None:
            kind = KINDS[order.kind]
            if not any(name in kind.formats for name in order.formats):
                raise OrderError(
                    f"{kind.name} không có dạng {', '.join(order.formats)}",
                    f"dùng --format {','.join(kind.formats)}",
                )
            return [kind]
        kinds = [KINDS[name] for name in default_kinds(subject)]
        fitting = [one.name for one in kinds if order.template_format in one.formats]
        if len(fitting) > 1:
            raise OrderError(
                f"--template: {order.period.full_title(order.cycle)} có nhiều loại văn bản ({', '.join(fitting)}),"
                " không rõ mẫu này dùng cho loại nào",
                f"thêm --kind, ví dụ --kind {fitting[0]}",
            )
        return [one for one in kinds if any(name in one.formats for name in order.formats)]

    def _files(self, kind: ReportKind, subject: Subject) -> list[Output]:
        document = kind.build(subject)
        order = self._order
        if order.charts and kind.name in CHARTED and isinstance(document, Report):
            document = with_charts(document, subject)
        found = []
        for name, path in self._paths(kind, subject):
            template = order.template if name == order.template_format else None
            content = None
            if document is not None:
                content = FORMATS[name].render(document, self._project.root, template=template)
            found.append(Output(path, content))
        return found

    def _paths(self, kind: ReportKind, subject: Subject) -> list[tuple[str, str]]:
        """Each format that the kind is wanted in, with the place of its file."""
        order = self._order
        stem = f"{order.cycle.name}/{subject.unit.id}/{kind.file_stem(subject)}"
        return [(name, stem + FORMATS[name].suffix) for name in order.formats if name in kind.formats]


def _is_said(subject: Subject) -> bool:
    """Whether the unit has a document, or anybody a figure that belongs to it."""
    if subject.plan is not None or subject.report is not None:
        return True
    return any(row.total.status is not Status.NOTHING for row in subject.rows)
