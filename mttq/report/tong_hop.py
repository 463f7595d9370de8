"""`tong-hop`: what the reports of the units below say, for the writer of the report above.

The texts stand side by side: by programme, by the title that the units gave their sections, then unit by unit. It is a
working paper, which nobody signs. Figures are not repeated: the report above has their sums.
"""

from __future__ import annotations

from collections.abc import Sequence

from mttq import names
from mttq.catalogue import Unit
from mttq.completeness import expected_levels
from mttq.documents import PeriodReport, Plan, Section
from mttq.documents.provenance import provenance_of
from mttq.report.bao_cao import known_tasks, task_text
from mttq.report.chuong_trinh import numbered
from mttq.report.frame import working_paper
from mttq.report.model import Block, Heading, Paragraph, Report
from mttq.report.references import has_references
from mttq.report.subject import Subject, subject_of
from mttq.report.wording import bare_title, entries, paragraphs
from mttq.spelling import capitalised, comparable

KIND = names.TONG_HOP
_UNTITLED = "Kết quả chung"
_ASSESSMENT = ("uu_diem", "nguyen_nhan_uu_diem", "han_che", "khach_quan", "chu_quan", "bai_hoc")


class _Collection:
    """The texts of one part, by section and unit.

    Args:
        first: the titles of the sections that come first, in their order.
        last: the title of the section that comes last.
    """

    def __init__(self, first: Sequence[str] = ("",), last: str = "") -> None:
        self._first = [comparable(title) for title in first]
        self._last = comparable(last)
        self._titles: dict[str, str] = {}
        self._texts: dict[str, list[tuple[str, list[Block]]]] = {}

    def add(self, title: str, unit: str, blocks: Sequence[Block]) -> None:
        """Add what a unit says under a title; several texts under one title become one."""
        if not blocks:
            return
        key = comparable(title)
        self._titles.setdefault(key, title)
        texts = self._texts.setdefault(key, [])
        if texts and texts[-1][0] == unit:
            texts[-1][1].extend(blocks)
        else:
            texts.append((unit, list(blocks)))

    def blocks(self) -> list[Block]:
        """Return the texts; sections have numbers, unless no text has a title."""
        if list(self._texts) == [""]:
            return [block for unit, blocks in self._texts[""] for block in (Heading(2, "", unit), *blocks)]
        first = [key for key in self._first if key in self._texts]
        later = [key for key in self._texts if key not in first]
        found: list[Block] = []
        for number, key in enumerate([*first, *sorted(later, key=lambda key: key == self._last)], 1):
            found.append(Heading(2, f"{number}.", self._titles[key] or _UNTITLED))
            for unit, blocks in self._texts[key]:
                found += [Heading(3, "", f"{unit}:"), *blocks]
        return found


def build(subject: Subject) -> Report | None:
    """Return the texts of the units below for a period; None if there is none."""
    first, last = subject.period.first_day(subject.cycle), subject.period.last_day(subject.cycle)
    units = subject.catalogue.units.nearest(subject.unit.id, lambda unit: unit.valid_within(first, last))
    expected = expected_levels(subject.catalogue, first, last)
    texts = _Texts(subject)
    absent, silent, quoted = [], [], 0
    for unit in units:
        day = min(last, unit.last or last)
        name = unit.name_on(day)
        said = texts.add(unit, capitalised(name))
        if said is None and unit.level_on(day) in expected:
            absent.append(name)
        elif said is False:
            silent.append(name)
        elif said:
            quoted += 1
    if not quoted:
        return None
    opening = [
        Paragraph(
            f"Lời văn dưới đây chép từ báo cáo {subject.when} của {quoted:02} đơn vị, xếp theo chương trình, mục, để"
            f" soạn báo cáo của {subject.body}."
        ),
        *_named("Chưa có báo cáo của {} đơn vị: {}.", absent),
        *_named("Báo cáo của {} đơn vị không có lời văn: {}.", silent),
    ]
    return working_paper(
        kind=KIND,
        subject=subject,
        type_name="Tổng hợp",
        about=f"Nội dung báo cáo {subject.when} của các đơn vị",
        body=[*opening, *texts.blocks()],
        closing=f"Trên đây là lời văn trong báo cáo {subject.when} của các đơn vị",
    )


class _Texts:
    """The texts of the reports of a period, part by part.

    Args:
        subject: the unit above.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._published = provenance_of(subject.catalogue)
        self._situation, self._directions, self._proposals = _Collection(), _Collection(), _Collection()
        self._assessment = _Collection(list(map(subject.layout.heading, _ASSESSMENT)))
        self._programmes: dict[int, _Collection] = {}

    def add(self, unit: Unit, name: str) -> bool | None:
        """Add what the report of a unit says.

        Returns:
            Whether it says anything; None if there is no report, or only figures that another unit published.
        """
        subject, heading = self._subject, self._subject.layout.heading
        reported = subject.project.report_of(unit.id, subject.cycle, subject.period)
        if reported is None or self._published.is_foreign(reported):
            return None
        report, plan = self._read(unit)
        of_tasks = heading("ket_qua_nhiem_vu")
        said = [(self._situation, *one) for one in _sections(report.situation)]
        for result in report.programmes:
            programme = self._programmes.setdefault(result.number, _Collection(last=of_tasks))
            said += [(programme, *one) for one in _sections(result.sections)]
            tasks = [task for task in result.tasks if task.text]
            known = known_tasks(subject.project, unit.id, subject.cycle, plan) if tasks else {}
            said.append((programme, of_tasks, [*entries([task_text(task, known) for task in tasks])]))
        found = report.assessment
        said += [
            (self._assessment, heading(key), paragraphs(text))
            for key, text in zip(
                _ASSESSMENT,
                (
                    found.strengths,
                    found.reasons_for_strengths,
                    found.weaknesses,
                    found.objective_reasons,
                    found.subjective_reasons,
                    found.lessons,
                ),
                strict=True,
            )
        ]
        said.append((self._directions, "", paragraphs(report.directions)))
        said.append((self._proposals, "", paragraphs(report.proposals)))
        for collection, title, blocks in said:
            collection.add(title, name, blocks)
        return any(blocks for _, _, blocks in said)

    def _read(self, unit: Unit) -> tuple[PeriodReport, Plan | None]:
        """Return the report of a unit, and its plan, with figures in their texts instead of references."""
        subject, project = self._subject, self._subject.project
        planned = project.plan_of(unit.id, subject.cycle)
        reported = project.report_of(unit.id, subject.cycle, subject.period)
        assert reported is not None
        if any(has_references(project, one.ref) for one in (planned, reported) if one is not None):
            full = subject_of(project, unit.id, subject.cycle, subject.period, sums=subject.sums)
            assert full.report is not None
            return full.report, full.plan
        report = project.document(reported.ref)
        plan = project.document(planned.ref) if planned is not None else None
        assert isinstance(report, PeriodReport)
        assert plan is None or isinstance(plan, Plan)
        return report, plan

    def blocks(self) -> list[Block]:
        """Return the parts that have a text: the situation, the programmes, the assessment, what is ahead."""
        subject, heading = self._subject, self._subject.layout.heading
        return numbered(
            [
                (heading("tinh_hinh"), self._situation.blocks()),
                *(
                    (
                        f"{heading('chuong_trinh', so=str(number))} {subject.programme_title(number)}",
                        self._programmes[number].blocks(),
                    )
                    for number in sorted(self._programmes)
                ),
                (heading("danh_gia"), self._assessment.blocks()),
                (heading("phuong_huong"), self._directions.blocks()),
                (heading("kien_nghi"), self._proposals.blocks()),
            ]
        )


def _sections(sections: Sequence[Section]) -> list[tuple[str, list[Block]]]:
    return [(bare_title(one.title), paragraphs(one.text)) for one in sections]


def _named(sentence: str, units: Sequence[str]) -> list[Block]:
    """Return a paragraph that counts and names units; none if there is none."""
    return [Paragraph(sentence.format(f"{len(units):02}", ", ".join(units)))] if units else []
