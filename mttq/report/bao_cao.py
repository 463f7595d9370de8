"""`bao-cao`: the report of results for a period.

If the unit has no report for the period, or an empty one that was never issued, but figures of it are known, the
document is a draft with these figures and no text. Without a figure there is no document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from mttq import names
from mttq.documents import (
    Assessment,
    Briefing,
    PeriodReport,
    Plan,
    ProgrammeResult,
    Project,
    Section,
    TaskResult,
)
from mttq.documents.shapes import TASK_STATES
from mttq.period import Cycle
from mttq.report import periods
from mttq.report.chuong_trinh import numbered
from mttq.report.figures import asides, is_stock, without_counts
from mttq.report.frame import annex_title, blank_issued, corrected, framed, issuing_bodies, sourced
from mttq.report.model import Block, Heading, Item, Paragraph, Report
from mttq.report.phu_luc import charts
from mttq.report.reservations import unsaid
from mttq.report.sentences import is_unknown, result_items, unknown_sentence
from mttq.report.subject import Subject
from mttq.report.tables import Group, result_table
from mttq.report.task_results import task_results
from mttq.report.wording import bare_title, entries, in_one, lettered, paragraphs, short_day
from mttq.totals import Row

KIND = names.BAO_CAO
_GENERAL = "tình hình chung"
_MOST_UNSAID = 8
_MOST_UNKNOWN = 12
Sections = list[tuple[str, list[Block]]]


def build(subject: Subject) -> Report | None:
    """Return the report of a unit for a period; None if another unit published its figures, or if nothing is known."""
    if subject.foreign or not subject.has_results:
        return None
    report = subject.report
    ahead = report is not None and report.directions
    describe = periods.results_and_directions if ahead else periods.results
    body = [*opening(subject, report), *_body(subject, report)]
    issued = report.issued if report is not None else blank_issued()
    closing = report.closing if report is not None else ()
    last = (
        closing[-1]
        if closing
        else f"Trên đây là báo cáo kết quả công tác Mặt trận {subject.when} của {issuing_bodies(subject, issued)}"
    )
    about = describe(subject.cycle, subject.period)
    tasks, tasks_title = task_results(subject), "phu_luc_ket_qua_nhiem_vu"
    return framed(
        kind=KIND,
        subject=subject,
        issued=issued,
        type_name="Báo cáo",
        about=about,
        body=[*body, *paragraphs(closing[:-1])],
        closing=last,
        draft=subject.is_draft,
        remarks=remarks(subject, body),
        annexes=[(annex_title(subject, tasks_title), tasks)] if tasks is not None else [],
        announced=[subject.layout.heading(tasks_title, ky=subject.when)] if tasks is not None else [],
        charts=charts.behind_document(subject),
    )


def remarks(subject: Subject, body: Sequence[Block]) -> list[str]:
    """Return what whoever issues the document should know: what it leaves out, and what is not known."""
    found = [*_left_out(subject, body), *_unsaid(subject)]
    if subject.unknown:
        found.append(f"lời văn dẫn số chưa có: {', '.join(subject.unknown)}")
    return found


def _left_out(subject: Subject, body: Sequence[Block]) -> list[str]:
    """Return a remark that names the programmes that the document leaves out; none if it has all."""
    titles = {block.text for block in body if isinstance(block, Heading) and block.level == 2}
    absent = [number for number in subject.numbers if subject.programme_title(number) not in titles]
    if not absent:
        return []
    return [f"không có mục cho chương trình {', '.join(map(str, absent))} vì chưa có nội dung"]


def _unsaid(subject: Subject) -> list[str]:
    """Return a remark that names the figures that lack months of which the document says nothing; none if none do."""
    rows = [subject.to_date.get(row.indicator.id, row) for row in subject.rows]
    found = unsaid(rows, subject.reservation)
    if not found:
        return []
    more = f" và {len(found) - _MOST_UNSAID} chỉ tiêu khác" if len(found) > _MOST_UNSAID else ""
    return [f"số của đơn vị chưa đủ cả kỳ, văn bản không nêu: {'; '.join(found[:_MOST_UNSAID])}{more}"]


def opening(subject: Subject, report: PeriodReport | None) -> list[Block]:
    """Return the opening, and what readers have to know about the figures first."""
    said = subject.reserved_in_front
    if report is None and not said:
        return [Paragraph("Số liệu được tổng hợp từ báo cáo đã có của các kỳ và các đơn vị.")]
    reserved: list[Block] = [Paragraph(said)] if said else []
    if report is None:
        return reserved
    found = corrected(
        report.issued.type_name or "Báo cáo",
        report.corrections,
        report.facts.body.figures,
        subject.catalogue,
    )
    found += paragraphs(report.opening)
    if report.cut_off is not None:
        found.append(Paragraph(f"Số liệu tính đến ngày {short_day(report.cut_off)}."))
    return [*found, *reserved, *sourced(report.source, "Nguồn số liệu")]


def _body(subject: Subject, report: PeriodReport | None) -> list[Block]:
    """Return the sections of a report, in two parts if the file wants them and there is something for the second."""
    behind, ahead = _results_and_assessment(subject, report), _directions(subject, report)
    if report is None or not report.in_parts or not (report.directions and numbered(behind)):
        return numbered([*behind, *ahead])
    heading, following = subject.layout.heading, periods.following(subject.cycle, subject.period)
    second = numbered(ahead) if report.proposals else paragraphs(report.directions)
    return [
        Heading(0, heading("phan_thu_nhat"), heading("phan_ket_qua", ky=subject.when)),
        *numbered(behind),
        Heading(0, heading("phan_thu_hai"), heading("phan_phuong_huong", ky=following).strip()),
        *second,
    ]


def _results_and_assessment(subject: Subject, report: PeriodReport | None) -> Sections:
    heading = subject.layout.heading
    sections = situation_and_results(subject, report, heading("tinh_hinh"), heading("ket_qua"))
    if report is None:
        return sections
    assessment = [*assessed(subject, report.assessment), *_lessons(subject, report.assessment)]
    return [*sections, (heading("danh_gia"), assessment)]


def _directions(subject: Subject, report: PeriodReport | None) -> Sections:
    heading = subject.layout.heading
    if report is None:
        return []
    return [
        (heading("phuong_huong"), paragraphs(report.directions)),
        (heading("kien_nghi"), paragraphs(report.proposals)),
    ]


def situation_and_results(
    subject: Subject, report: PeriodReport | None, situation: str, results: str
) -> Sections:
    """Return the first two sections under the given titles; a figure is stated with the first text that has it."""
    shown = _said_in_texts(subject)
    unknown: list[Block] = []
    if report is None:
        rows = [row for row in subject.rows if is_unknown(row, subject)]
        shown.update(row.indicator.id for row in rows)
        unknown = _unknown(rows, subject)
    first = _situation(subject, report, shown)
    return [
        (situation, first),
        (results, [*unknown, *_programmes(subject, report, shown), *_table(subject)]),
    ]


def _unknown(rows: Sequence[Row], subject: Subject) -> list[Block]:
    """Return what a draft says once of the indicators without a figure; where they are many, the table names them."""
    if not rows or not subject.layout.lists:
        return []
    if len(rows) > _MOST_UNKNOWN and subject.layout.tables:
        return [Paragraph(f"Chưa có số liệu của {len(rows)} chỉ tiêu khác, nêu trong biểu.")]
    return [Paragraph(f"{unknown_sentence(rows, subject)}.")]


def _said_in_texts(subject: Subject) -> set[str]:
    """Return the indicators whose results the report's texts print, unless the result is not what the file has."""
    return {
        row.indicator.id
        for row in subject.rows
        if row.indicator.id in subject.in_report and not any(asides(row))
    }


def _situation(subject: Subject, report: PeriodReport | None, shown: set[str]) -> list[Block]:
    """Return the situation: the texts, each with its own figures, then the remaining figures.

    If the first text is about the situation as a whole, the others are grouped as those about parts of the people.
    """
    found: list[Block] = []
    titles, parts = count(1), count(1)
    sections = report.situation if report is not None else ()
    titled = [section for section in sections if section.title]
    together = len(titled) > 2 and titled[0].title.casefold() == _GENERAL
    for section in sections:
        if section.title and together and section is titled[1]:
            found.append(Heading(2, f"{next(titles)}.", subject.layout.heading("tang_lop")))
        if section.title:
            below = together and section is not titled[0]
            number = f"2.{next(parts)}." if below else f"{next(titles)}."
            found.append(Heading(3 if below else 2, number, bare_title(section.title)))
        found += [*paragraphs(section.text), *_own_figures(subject, section, shown)]
    rest = _results(subject, subject.rows_of(None), shown)
    if rest and found and report is not None:
        several, title = next(titles), subject.layout.heading("so_lieu_tinh_hinh")
        found.append(Heading(2, f"{several}.", title) if several > 1 else Heading(3, "", f"{title}:"))
    return [*found, *rest]


def _programmes(subject: Subject, report: PeriodReport | None, shown: set[str]) -> list[Block]:
    results = {one.number: one for one in report.programmes} if report is not None else {}
    found: list[Block] = []
    place = 1
    for number in subject.numbers:
        result = results.get(number)
        text = _Points(place, result).blocks(subject, shown) if result is not None else []
        figures = _results(subject, subject.rows_of(number), shown)
        if not text and not figures:
            continue
        found.append(Heading(2, f"{place}.", subject.programme_title(number)))
        found += text
        if figures:
            last = sum(isinstance(block, Heading) and block.number != "" for block in text) + 1
            title, point = subject.layout.heading("ket_qua_chi_tieu"), f"{place}.{last}." if last > 1 else ""
            found += [Heading(3, point, title if point else f"{title}:"), *figures]
        place += 1
    return found


class _Points:
    """The points of one programme, counted `2.1.`, `2.2.` if the report gives them titles.

    Args:
        number: the number of the programme's heading: programmes of which nothing is reported have none.
        result: what is reported of it.
    """

    def __init__(self, number: int, result: ProgrammeResult) -> None:
        self._result = result
        self._number = number
        self._counted = any(section.title for section in result.sections)
        self._numbers = count(1)

    def blocks(self, subject: Subject, shown: set[str]) -> list[Block]:
        """Return the texts with their figures, and the states of the tasks."""
        found: list[Block] = []
        for section in self._result.sections:
            if section.title:
                found.append(self._heading(bare_title(section.title)))
            found += [*paragraphs(section.text), *_own_figures(subject, section, shown)]
        tasks = _tasks(subject, self._result)
        return [*found, self._heading(subject.layout.heading("ket_qua_nhiem_vu")), *tasks] if tasks else found

    def _heading(self, title: str) -> Heading:
        if not self._counted:
            return Heading(3, "", f"{title}:")
        return Heading(3, f"{self._number}.{next(self._numbers)}.", title)


def _tasks(subject: Subject, result: ProgrammeResult) -> list[Item]:
    """Return the states of tasks of the plan and of briefings."""
    if not result.tasks:
        return []
    known = known_tasks(subject.project, subject.unit.id, subject.cycle, subject.plan)
    return entries([task_text(task, known) for task in result.tasks])


def known_tasks(project: Project, unit: str, cycle: Cycle, plan: Plan | None) -> dict[str, str]:
    """Return the tasks of a unit's plan and briefings that have a code, by it."""
    briefings = [project.document(one.ref) for one in project.answerable(unit, cycle)]
    held = [task for one in briefings if isinstance(one, Briefing) for task in one.tasks]
    planned = [task for one in (plan.programmes if plan is not None else ()) for task in one.tasks]
    return {task.code.text: in_one(task.text) for task in (*held, *planned) if task.code is not None}


def task_text(task: TaskResult, known: Mapping[str, str]) -> str:
    """Return the state of a task, with its name if its code is known."""
    name = known.get(task.code.text, task.code.text).rstrip(" .;")
    detail = f". {in_one(task.text)}" if task.text else ""
    return f"{name}: {TASK_STATES.get(task.state, task.state)}{detail}"


def _own_figures(subject: Subject, section: Section, shown: set[str]) -> list[Item]:
    """Return the figures of a section, to be printed below it."""
    rows = [row for row in subject.rows if row.indicator.id in section.indicators]
    return _results(subject, rows, shown)


def _results(subject: Subject, rows: Sequence[Row], shown: set[str]) -> list[Item]:
    """Return the results not stated yet, without the two counts of a ratio, which are stated with it."""
    new = [row for row in without_counts(rows, subject.rows) if row.indicator.id not in shown]
    shown.update(row.indicator.id for row in new)
    return result_items(new, subject) if subject.layout.lists else []


def _table(subject: Subject) -> list[Block]:
    if not subject.layout.tables:
        return []
    groups = [Group("Tình hình chung", subject.rows_of(None)), *subject.groups()]
    title = subject.layout.heading("bang_so_lieu", ky=subject.when)
    sums = {
        name: row for name, row in subject.to_date.items() if not is_stock(row.indicator, subject.catalogue)
    }
    compared = subject.compared if subject.layout.compares else None
    return [
        *result_table(
            title,
            groups,
            subject.name_of,
            sums,
            year=subject.is_whole,
            compared=compared.title if compared is not None else "",
            reservation=subject.reservation,
        )
    ]


def assessed(subject: Subject, assessment: Assessment) -> list[Block]:
    """Return what was achieved and what was not, each with its reasons, without the lessons."""
    heading = subject.layout.heading
    reasons = [
        (title, text)
        for title, text in (
            (heading("khach_quan"), assessment.objective_reasons),
            (heading("chu_quan"), assessment.subjective_reasons),
        )
        if text
    ]
    why: list[Block] = paragraphs(reasons[0][1]) if len(reasons) == 1 else []
    for letter, (title, text) in zip(lettered(), reasons if len(reasons) > 1 else (), strict=False):
        why += [Heading(3, f"{letter})", title), *paragraphs(text)]
    parts = (
        (heading("uu_diem"), paragraphs(assessment.strengths)),
        (heading("nguyen_nhan_uu_diem"), paragraphs(assessment.reasons_for_strengths)),
        (heading("han_che"), paragraphs(assessment.weaknesses)),
        (reasons[0][0] if len(reasons) == 1 else heading("nguyen_nhan_han_che"), why),
    )
    found: list[Block] = []
    for number, (title, blocks) in enumerate(((title, blocks) for title, blocks in parts if blocks), 1):
        found += [Heading(2, f"{number}.", title), *blocks]
    return found


def _lessons(subject: Subject, assessment: Assessment) -> list[Block]:
    """Return the lessons, numbered after the rest of the assessment."""
    if not assessment.lessons:
        return []
    before = sum(isinstance(block, Heading) and block.level == 2 for block in assessed(subject, assessment))
    return [Heading(2, f"{before + 1}.", subject.layout.heading("bai_hoc")), *paragraphs(assessment.lessons)]
