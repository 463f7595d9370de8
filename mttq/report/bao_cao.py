"""`bao-cao`: the report of results for a period.

Without a report of the unit for the period the figures come from the totals
and the sections of text say that there is none yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from mttq.documents import Assessment, PeriodReport, ProgrammeResult, Section, Text
from mttq.documents.shapes import TASK_STATES
from mttq.report.chuong_trinh import numbered
from mttq.report.figures import result_items, without_counts
from mttq.report.frame import amended, blank_issued, framed
from mttq.report.model import Block, Heading, Item, Paragraph, Report
from mttq.report.subject import Subject
from mttq.report.tables import Group, result_table
from mttq.report.wording import ended, paragraphs, short_day
from mttq.totals import Row

KIND = "bao-cao"
_FIGURES = "Số liệu chung về tình hình"
_JUDGEMENTS = ("ĐÁNH GIÁ CHUNG", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM", "KIẾN NGHỊ, ĐỀ XUẤT")


def build(subject: Subject) -> Report:
    """The report of a unit for a period."""
    report = subject.report
    about = f"Kết quả công tác Mặt trận {subject.when}"
    body = [*_opening(subject, report), *numbered(_sections(subject, report))]
    closing = report.closing if report is not None else ()
    last = (
        closing[-1]
        if closing
        else f"Trên đây là báo cáo kết quả công tác Mặt trận {subject.when} của {subject.body}"
    )
    issued = report.issued if report is not None else blank_issued()
    return framed(KIND, subject, issued, "Báo cáo", about, [*body, *paragraphs(closing[:-1])], last)


def _opening(subject: Subject, report: PeriodReport | None) -> list[Block]:
    """The opening, and what a reader has to know of the figures first."""
    if report is None:
        text = (
            f"{subject.body} chưa có báo cáo {subject.when}; số liệu dưới đây được tổng hợp từ báo cáo "
            "của các kỳ và các đơn vị đã có."
        )
        return [Paragraph(text)]
    found = paragraphs(report.opening)
    found += amended(report.issued.type_name or "Báo cáo", "đính chính", report.corrections)
    if report.cut_off is not None:
        found.append(Paragraph(f"Số liệu tính đến ngày {short_day(report.cut_off)}."))
    if report.source:
        found.append(Paragraph(ended(f"Nguồn số liệu: {' '.join(report.source)}")))
    return found


def _sections(subject: Subject, report: PeriodReport | None) -> list[tuple[str, list[Block]]]:
    shown: set[str] = set()
    situation = _situation(subject, report, shown)
    sections: list[tuple[str, list[Block]]] = [
        ("TÌNH HÌNH CÁC TẦNG LỚP NHÂN DÂN VÀ KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC", situation),
        (
            "KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
            [*_programmes(subject, report, shown), *_table(subject)],
        ),
    ]
    if report is None:
        for title in _JUDGEMENTS:
            sections.append((title, [_none_yet(subject)]))
        return sections
    return [
        *sections,
        (_JUDGEMENTS[0], _assessment(report.assessment)),
        (_JUDGEMENTS[1], paragraphs(report.directions)),
        (_JUDGEMENTS[2], paragraphs(report.proposals)),
    ]


def _none_yet(subject: Subject) -> Paragraph:
    return Paragraph(f"Chưa có báo cáo {subject.period.title}.")


def _situation(subject: Subject, report: PeriodReport | None, shown: set[str]) -> list[Block]:
    """The situation: the texts, each with its own figures, then the figures that stand by themselves."""
    found: list[Block] = []
    titles = count(1)
    if report is None:
        found.append(_none_yet(subject))
    for section in report.situation if report is not None else ():
        if section.title:
            found.append(Heading(2, f"{next(titles)}.", section.title))
        found += [*paragraphs(section.text), *_own_figures(subject, section, shown)]
    rest = _results(subject, subject.rows_of(None), shown)
    if rest and found and report is not None:
        several = next(titles)
        found.append(Heading(2, f"{several}.", _FIGURES) if several > 1 else Heading(3, "", f"{_FIGURES}:"))
    return [*found, *rest]


def _programmes(subject: Subject, report: PeriodReport | None, shown: set[str]) -> list[Block]:
    results = {one.number: one for one in report.programmes} if report is not None else {}
    found: list[Block] = []
    for number in subject.numbers:
        found.append(Heading(2, f"{number}.", subject.programme_title(number)))
        result = results.get(number)
        text = _result(subject, result, shown) if result is not None else []
        figures = _results(subject, subject.rows_of(number), shown)
        if report is None:
            text = [_none_yet(subject)]
        elif not text and not figures:
            text = [Paragraph("Báo cáo không nêu kết quả của chương trình này.")]
        found += text
        if figures:
            found += [Heading(3, "", "Kết quả các chỉ tiêu:"), *figures]
    return found


def _result(subject: Subject, result: ProgrammeResult, shown: set[str]) -> list[Block]:
    found: list[Block] = []
    for section in result.sections:
        figures = _own_figures(subject, section, shown)
        if section.title:
            follows = ":" if section.text or figures else ""
            found.append(Heading(3, "", f"{section.title}{follows}"))
        found += [*paragraphs(section.text), *figures]
    known = {
        task.code.text: " ".join(task.text)
        for programme in (subject.plan.programmes if subject.plan is not None else ())
        for task in programme.tasks
        if task.code is not None
    }
    tasks: list[Block] = []
    for task in result.tasks:
        name = known.get(task.code.text, task.code.text).rstrip(" .;")
        detail = f". {' '.join(task.text)}" if task.text else ""
        tasks.append(Item(ended(f"{name}: {TASK_STATES.get(task.state, task.state)}{detail}")))
    return [*found, Heading(3, "", "Kết quả các nhiệm vụ:"), *tasks] if tasks else found


def _own_figures(subject: Subject, section: Section, shown: set[str]) -> list[Item]:
    """The figures that a stretch of text gives, below it."""
    ids = {figure.indicator for figure in section.figures}
    return _results(subject, [row for row in subject.rows if row.indicator.id in ids], shown)


def _results(subject: Subject, rows: Sequence[Row], shown: set[str]) -> list[Item]:
    """The results that have not been said yet; the two counts of a ratio are said with it."""
    new = [row for row in without_counts(rows, subject.rows) if row.indicator.id not in shown]
    shown.update(row.indicator.id for row in new)
    return result_items(new, subject.name_of)


def _table(subject: Subject) -> list[Block]:
    groups = [Group("Tình hình chung", subject.rows_of(None)), *subject.groups()]
    return [*result_table(f"Biểu tổng hợp số liệu {subject.when}", groups, subject.name_of)]


def _assessment(assessment: Assessment) -> list[Block]:
    parts: tuple[tuple[str, Text], ...] = (
        ("Những kết quả đạt được", assessment.strengths),
        ("Nguyên nhân đạt được", assessment.reasons_for_strengths),
        ("Những hạn chế, yếu kém", assessment.weaknesses),
        ("Nguyên nhân khách quan", assessment.objective_reasons),
        ("Nguyên nhân chủ quan", assessment.subjective_reasons),
        ("Bài học kinh nghiệm", assessment.lessons),
    )
    found: list[Block] = []
    for number, (title, text) in enumerate(((title, text) for title, text in parts if text), 1):
        found += [Heading(2, f"{number}.", title), *paragraphs(text)]
    return found
