"""`nhiem-ky`: the document of a congress, with the term's report and the programme of the next term."""

from __future__ import annotations

from msgspec.structs import replace

from mttq import names
from mttq.documents import PeriodReport
from mttq.period import Cycle, parse_cycle
from mttq.report.bao_cao import (
    assessed,
    opening,
    remarks,
    situation_and_results,
)
from mttq.report.chuong_trinh import numbered, task_annex, term_sections
from mttq.report.frame import amended, corrected, framed, sourced
from mttq.report.model import Block, Heading, Paragraph, Report
from mttq.report.phu_luc import charts
from mttq.report.subject import Subject, subject_of
from mttq.report.wording import paragraphs

KIND = names.NHIEM_KY


def next_term(subject: Subject) -> Cycle | None:
    """Return the next term, if the report of this one names it."""
    report = subject.report
    if report is None or report.facts.head.next_term is None:
        return None
    return parse_cycle(report.facts.head.next_term.text)


def build(subject: Subject) -> Report | None:
    """Return the document of a congress; None if no report of the unit for the term names the next one."""
    report, following = subject.report, next_term(subject)
    if report is None or following is None or subject.foreign:
        return None
    after = subject_of(subject.project, subject.unit.id, following, following.whole, sums=subject.sums)
    now, then = subject.cycle.title, following.title
    heading = subject.layout.heading
    body: list[Block] = [
        Heading(0, heading("phan_thu_nhat"), heading("ten_phan_thu_nhat", ky=now)),
        *_first(subject, report),
        Heading(0, heading("phan_thu_hai"), heading("ten_phan_thu_hai", ky=then)),
        *_second(after),
    ]
    plan = after.plan
    closing = plan.closing if plan is not None and plan.closing else ()
    last = closing[-1] if closing else f"Trên đây là báo cáo và chương trình hành động của {subject.body}"
    body += paragraphs(closing[:-1])
    basis = dict.fromkeys((*report.issued.basis, *(plan.issued.basis if plan is not None else ())))
    issued = replace(report.issued, basis=tuple(basis))
    about = f"Kết quả công tác Mặt trận {now}; mục tiêu, chương trình hành động {then}"
    return framed(
        kind=KIND,
        subject=subject,
        issued=issued,
        type_name="Báo cáo",
        about=about,
        body=body,
        closing=last,
        remarks=remarks(subject, body),
        annexes=task_annex(after, plan) if plan is not None else [],
        charts=charts.behind_document(subject),
    )


def _first(subject: Subject, report: PeriodReport) -> list[Block]:
    """Return the report of the term."""
    heading = subject.layout.heading
    sections = [
        *situation_and_results(subject, report, heading("tinh_hinh_nhiem_ky"), heading("ket_qua_nhiem_ky")),
        (heading("danh_gia"), assessed(subject, report.assessment)),
        (heading("bai_hoc"), paragraphs(report.assessment.lessons)),
        (heading("phuong_huong"), paragraphs(report.directions)),
        (heading("kien_nghi"), paragraphs(report.proposals)),
    ]
    return [*opening(subject, report), *numbered(sections), *paragraphs(report.closing)]


def _second(after: Subject) -> list[Block]:
    """Return the programme of the next term."""
    plan = after.plan
    if plan is None:
        return [Paragraph(f"Chưa có chương trình hành động {after.cycle.title}.")]
    name = plan.issued.type_name or "Chương trình hành động"
    return [
        *amended(name, "điều chỉnh", plan.amendments),
        *corrected(name, plan.corrections, plan.facts.body.targets, after.catalogue),
        *paragraphs(plan.opening),
        *sourced(plan.source),
        *term_sections(after, plan),
    ]
