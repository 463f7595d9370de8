"""`bao-cao`: the report of results for a period.

Without a report of the unit for the period the figures come from the totals
and the sections of text say that there is none yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from mttq.documents import Assessment, ProgrammeResult, Section, Text
from mttq.documents.shapes import TASK_STATES
from mttq.report.chuong_trinh import numbered
from mttq.report.figures import Group, result_items, result_table
from mttq.report.frame import blank_issued, framed
from mttq.report.model import Block, Heading, Item, Paragraph, Report
from mttq.report.subject import Subject
from mttq.report.wording import capital, ended, paragraphs

KIND = "bao-cao"
_JUDGEMENTS = ("ĐÁNH GIÁ CHUNG", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM", "KIẾN NGHỊ, ĐỀ XUẤT")


def build(subject: Subject) -> Report:
    """The report of a unit for a period."""
    report = subject.report
    none_yet = f"chưa có báo cáo {subject.period.title}"
    opening = paragraphs(report.opening) if report is not None else [Paragraph(_without_report(subject))]
    about = f"Kết quả công tác Mặt trận {subject.when}"
    body = [*opening, *numbered(_sections(subject, none_yet))]
    closing = report.closing if report is not None else ()
    last = (
        closing[-1]
        if closing
        else f"Trên đây là báo cáo kết quả công tác Mặt trận {subject.when} của {subject.body}"
    )
    issued = report.issued if report is not None else blank_issued()
    return framed(KIND, subject, issued, "Báo cáo", about, [*body, *paragraphs(closing[:-1])], last)


def _without_report(subject: Subject) -> str:
    return (
        f"{subject.body} chưa có báo cáo {subject.when}; số liệu dưới đây được tổng hợp từ báo cáo "
        "của các kỳ và các đơn vị đã có."
    )


def _sections(subject: Subject, none_yet: str) -> list[tuple[str, list[Block]]]:
    report = subject.report
    text: list[Block] = [Paragraph(ended(capital(none_yet)))]
    sections: list[tuple[str, list[Block]]] = [
        (
            "TÌNH HÌNH CÁC TẦNG LỚP NHÂN DÂN VÀ KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC",
            [*(_text_sections(report.situation) if report is not None else text), *_situation(subject)],
        ),
        (
            "KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
            [*_programmes(subject, none_yet), *_table(subject)],
        ),
    ]
    if report is None:
        return [*sections, *((title, [*text]) for title in _JUDGEMENTS)]
    return [
        *sections,
        (_JUDGEMENTS[0], _assessment(report.assessment)),
        (_JUDGEMENTS[1], [*paragraphs(report.directions)]),
        (_JUDGEMENTS[2], [*paragraphs(report.proposals)]),
    ]


def _text_sections(sections: Sequence[Section]) -> list[Block]:
    found: list[Block] = []
    for section in sections:
        if section.title:
            found.append(Heading(3, "", f"{section.title}:" if section.text else section.title))
        found += paragraphs(section.text)
    return found


def _situation(subject: Subject) -> list[Block]:
    return [*result_items(subject.rows_of(None))]


def _programmes(subject: Subject, none_yet: str) -> list[Block]:
    results = {one.number: one for one in subject.report.programmes} if subject.report is not None else {}
    found: list[Block] = []
    for number in subject.numbers:
        found.append(Heading(2, f"{number}.", subject.programme_title(number)))
        result = results.get(number)
        text = _result(subject, result) if result is not None else []
        if not text:
            missing = none_yet if subject.report is None else "báo cáo không nêu kết quả của chương trình này"
            text = [Paragraph(ended(capital(missing)))]
        found += text
        figures = result_items(subject.rows_of(number))
        if figures:
            found += [Heading(3, "", "Kết quả các chỉ tiêu:"), *figures]
    return found


def _result(subject: Subject, result: ProgrammeResult) -> list[Block]:
    found = _text_sections(result.sections)
    known = {
        task.code.text: " ".join(task.text)
        for programme in (subject.plan.programmes if subject.plan is not None else ())
        for task in programme.tasks
        if task.code is not None
    }
    for task in result.tasks:
        name = known.get(task.code.text, task.code.text).rstrip(" .;")
        detail = f". {' '.join(task.text)}" if task.text else ""
        found.append(Item(ended(f"{name}: {TASK_STATES.get(task.state, task.state)}{detail}")))
    return found


def _table(subject: Subject) -> list[Block]:
    groups = [Group("Tình hình chung", subject.rows_of(None)), *subject.groups()]
    return [*result_table(f"Biểu tổng hợp số liệu {subject.when}", groups)]


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
