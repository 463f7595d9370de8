"""`chuong-trinh`: the plan of a year, or the action programme of a term."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec.structs import replace

from mttq import names
from mttq.documents import Plan, ProgrammePlan, Section, Task
from mttq.period import PERIODS, Cycle
from mttq.report.frame import amended, annex_title, corrected, framed, issuing_bodies, sourced
from mttq.report.model import Align, Block, Column, Heading, Item, Paragraph, Report, TableBlock
from mttq.report.periods import when
from mttq.report.sentences import figure_items, target_items
from mttq.report.spellings import spelled, target_spelled
from mttq.report.subject import Subject
from mttq.report.tables import target_table, without_blank_columns
from mttq.report.wording import (
    bare_line,
    bare_title,
    ended,
    entries,
    in_one,
    items,
    lettered,
    lower,
    paragraphs,
    roman,
    short_day,
    unended,
)
from mttq.schema import parse_day
from mttq.spelling import capitalised

KIND = names.CHUONG_TRINH
_TASK_COLUMNS = (
    Column("STT", Align.CENTRE, 9),
    Column("Nội dung nhiệm vụ", Align.LEFT, 64),
    Column("Chủ trì", Align.LEFT, 32),
    Column("Phối hợp", Align.LEFT, 34),
    Column("Thời hạn", Align.CENTRE, 24),
)


def build(subject: Subject) -> Report | None:
    """Return the plan document of a unit; None if it has no plan."""
    plan = subject.plan
    if plan is None:
        return None
    name = "Chương trình hành động" if subject.cycle.is_term else "Chương trình"
    body = [
        *amended(plan.issued.type_name or name, "điều chỉnh", plan.amendments),
        *corrected(
            plan.issued.type_name or name, plan.corrections, plan.facts.body.targets, subject.catalogue
        ),
        *paragraphs(plan.opening),
        *sourced(plan.source),
        *(term_sections(subject, plan) if subject.cycle.is_term else _year_sections(subject, plan)),
        *paragraphs(plan.closing[:-1]),
    ]
    last = plan.closing[-1] if plan.closing else _last_words(subject, plan)
    title = subject.cycle.title
    about = capitalised(title) if subject.cycle.is_term else f"Công tác Mặt trận {title}"
    absent = [one.number for one in _in_order(plan) if one.number not in _said(subject, plan)]
    remark = f"không có mục cho chương trình {', '.join(map(str, absent))} vì chưa có nội dung"
    return framed(
        kind=KIND,
        subject=subject,
        issued=plan.issued,
        type_name=name,
        about=about,
        body=body,
        closing=last,
        remarks=[remark] if absent else [],
        annexes=task_annex(subject, plan),
    )


def task_annex(subject: Subject, plan: Plan) -> list[tuple[str, TableBlock]]:
    """Return the title and the table of who does what until when, if the plan wants an annex of it."""
    if not plan.tasks_in_annex:
        return []
    rows: list[tuple[str, ...]] = []
    groups: list[int] = []
    numbers = count(1)
    for programme in _in_order(plan):
        if programme.tasks:
            groups.append(len(rows))
            rows.append((roman(len(groups)), subject.programme_title(programme.number), "", "", ""))
            rows += [
                (
                    str(next(numbers)),
                    unended(in_one(task.text)).rstrip(" .;"),
                    task.lead,
                    "; ".join(task.partners),
                    capitalised(due_text(task.due.text, subject.cycle)) if task.due is not None else "",
                )
                for task in programme.tasks
            ]
    if not rows:
        return []
    table = without_blank_columns(TableBlock("", _TASK_COLUMNS, tuple(rows), tuple(groups)))
    return [(annex_title(subject, "phu_luc_nhiem_vu"), table)]


def _said(subject: Subject, plan: Plan) -> set[int]:
    """Return the numbers of the programmes of which the plan says something."""
    return {one.number for one, _ in _places(subject, plan)}


def term_sections(subject: Subject, plan: Plan) -> list[Block]:
    """Return the action programme of a term: setting, goal, the programmes one by one."""
    heading = subject.layout.heading
    return numbered(
        [
            (heading("boi_canh"), [*paragraphs(plan.setting), *_situation(subject, plan)]),
            (heading("muc_dich"), _purpose(subject, plan.purpose, plan.requirements)),
            (heading("muc_tieu_chung"), paragraphs(plan.general_goal)),
            (
                heading("chuong_trinh_hanh_dong"),
                [*_term_programmes(subject, plan), *_see_annex(subject, plan), *_targets(subject)],
            ),
            *_conditions(subject, plan),
        ]
    )


def _year_sections(subject: Subject, plan: Plan) -> list[Block]:
    """Return the plan of a year: its setting is part of the opening, and the measures follow all tasks."""
    figures = _situation(subject, plan)
    lead = [Paragraph("Một số số liệu về tình hình:")] if figures else []
    heading = subject.layout.heading
    sections: list[tuple[str, list[Block]]] = [
        (heading("muc_dich"), _purpose(subject, (*plan.general_goal, *plan.purpose), plan.requirements)),
        (
            heading("nhiem_vu_trong_tam"),
            [*_year_programmes(subject, plan), *_see_annex(subject, plan), *_targets(subject)],
        ),
        (heading("giai_phap"), _measures(subject, plan)),
        *_conditions(subject, plan),
    ]
    return [*paragraphs(plan.setting), *lead, *figures, *numbered(sections)]


def _see_annex(subject: Subject, plan: Plan) -> list[Block]:
    """Return the reference to the annex of tasks, which the text needs."""
    if not task_annex(subject, plan):
        return []
    layout = subject.layout
    return [Paragraph(ended(layout.heading("theo_phu_luc", phu_luc=layout.heading("phu_luc"))))]


def _purpose(subject: Subject, purpose: Sequence[str], requirements: Sequence[str]) -> list[Block]:
    """Return purpose and requirements under a number each; one without the other has no heading of its own."""
    heading = subject.layout.heading
    parts = [(heading("diem_muc_dich"), purpose), (heading("diem_yeu_cau"), requirements)]
    given = [(title, texts) for title, texts in parts if texts]
    if len(given) == 1:
        return paragraphs(given[0][1])
    return [
        block
        for number, (title, texts) in enumerate(given, 1)
        for block in (Heading(2, f"{number}.", title), *paragraphs(texts))
    ]


def _conditions(subject: Subject, plan: Plan) -> list[tuple[str, list[Block]]]:
    """Return when, with what money and by whom the plan is carried out."""
    heading = subject.layout.heading
    return [
        (heading("thoi_gian"), paragraphs(plan.timing)),
        (heading("kinh_phi"), paragraphs(plan.funding)),
        (heading("to_chuc_thuc_hien"), _organised(plan.organisation)),
    ]


def _organised(sections: Sequence[Section]) -> list[Block]:
    """Return what each body has to do, as a list below its name; text without a name stays a paragraph."""
    found: list[Block] = []
    numbers = count(1)
    plain = [text for section in sections if not section.title for text in section.text]
    if len(plain) == sum(len(section.text) for section in sections):
        return paragraphs(plain)
    for section in sections:
        if section.title:
            found.append(Heading(2, f"{next(numbers)}.", bare_title(section.title)))
            found += items([bare_line(unended(text)) for text in section.text])
        else:
            found += paragraphs(section.text)
    return found


def _last_words(subject: Subject, plan: Plan) -> str:
    """Return closing words for a plan that has none."""
    what = lower(plan.issued.type_name)
    if subject.cycle.is_term:
        what = what or "chương trình hành động"
    elif what in {"", "chương trình", "kế hoạch"}:
        what = f"{what or 'chương trình'} công tác Mặt trận"
    return f"Trên đây là {what} {subject.cycle.title} của {issuing_bodies(subject, plan.issued)}"


def _situation(subject: Subject, plan: Plan) -> list[Item]:
    """Return the figures of the plan's setting, which are part of no total."""
    indicators = subject.catalogue.indicators
    project, path = subject.project, plan.facts.ref.path
    known = [
        (spelled(indicators[one.indicator], project, path, one.span), one)
        for one in plan.facts.figures
        if one.indicator in indicators and one.indicator not in subject.in_plan
    ]
    return figure_items(known, subject.name_of)


def numbered(sections: Sequence[tuple[str, list[Block]]]) -> list[Block]:
    """Return the sections that aren't empty, numbered `I.`, `II.` in order; a single one has no number."""
    full = [(title, blocks) for title, blocks in sections if blocks]
    found: list[Block] = []
    for number, (title, blocks) in enumerate(full, 1):
        found += [Heading(1, f"{roman(number)}." if len(full) > 1 else "", title), *blocks]
    return found


def _term_programmes(subject: Subject, plan: Plan) -> list[Block]:
    found: list[Block] = []
    heading = subject.layout.heading
    for programme in _in_order(plan):
        title = subject.programme_title(programme.number)
        parts = [*_parts(subject, plan, programme), (heading("giai_phap"), paragraphs(programme.measures))]
        blocks = [[Heading(3, "", f"{title}:"), *text] for title, text in parts if text]
        if blocks:
            found.append(Heading(2, heading("chuong_trinh", so=str(programme.number)), title))
            found += [block for part in blocks for block in part]
    return found


def _year_programmes(subject: Subject, plan: Plan) -> list[Block]:
    found: list[Block] = []
    for programme, number in _places(subject, plan):
        parts = [(title, text) for title, text in _parts(subject, plan, programme) if text]
        if parts:
            found.append(Heading(2, f"{number}.", subject.programme_title(programme.number)))
        for letter, (title, text) in zip(lettered(), parts, strict=False):
            found += [Heading(3, f"{letter})", title), *text]
    return found


def _places(subject: Subject, plan: Plan) -> list[tuple[ProgrammePlan, int]]:
    """Return the programmes of which the plan says something, each with its number among these."""
    programmes = [
        one for one in _in_order(plan) if one.measures or any(text for _, text in _parts(subject, plan, one))
    ]
    return [(one, place) for place, one in enumerate(programmes, 1)]


def _measures(subject: Subject, plan: Plan) -> list[Block]:
    """Return the measures of all programmes, under the number of each programme."""
    found: list[Block] = []
    for programme, number in _places(subject, plan):
        if programme.measures:
            known = subject.programmes.programme(programme.number) if subject.programmes is not None else None
            short = f" ({known.short_name})" if known is not None else ""
            group = subject.layout.heading("nhom_nhiem_vu", so=str(number))
            found.append(Heading(3, "", f"{group}{short}:"))
            found += paragraphs(programme.measures)
    return found


def _in_order(plan: Plan) -> list[ProgrammePlan]:
    return sorted(plan.programmes, key=lambda one: one.number)


def _parts(subject: Subject, plan: Plan, programme: ProgrammePlan) -> list[tuple[str, Sequence[Block]]]:
    heading = subject.layout.heading
    targets = [
        target_spelled(row, subject.project)
        for row in subject.rows_of(programme.number)
        if row.indicator.id not in subject.in_plan
    ]
    return [
        (heading("muc_tieu"), paragraphs(programme.goal)),
        (heading("noi_dung"), paragraphs(programme.content)),
        (heading("nhiem_vu"), task_items(programme.tasks, subject.cycle, in_annex=plan.tasks_in_annex)),
        (heading("chi_tieu"), target_items(targets) if subject.layout.lists else []),
    ]


def task_items(tasks: Sequence[Task], cycle: Cycle, *, in_annex: bool = False) -> list[Item]:
    """Return an entry for each task; without who and when if an annex says so."""
    return entries([_task(task, cycle, in_annex=in_annex) for task in tasks])


def _task(task: Task, cycle: Cycle, *, in_annex: bool) -> str:
    """Return a sentence with a task, its basis, who leads it, who takes part, and when it is due."""
    details = []
    if task.basis:
        details.append(f"căn cứ: {', '.join(task.basis)}")
    if task.lead and not in_annex:
        details.append(f"chủ trì: {task.lead}")
    if task.partners and not in_annex:
        details.append(f"phối hợp: {', '.join(task.partners)}")
    if task.due is not None and not in_annex:
        details.append(f"thời hạn: {due_text(task.due.text, cycle)}")
    text = bare_line(unended(in_one(task.text)))
    return f"{text} ({'; '.join(details)})" if details else text


def due_text(text: str, cycle: Cycle) -> str:
    """Return until when in running text: a period, or a day."""
    period = PERIODS.get(text)
    if period is not None:
        return when(cycle, period)
    day = parse_day(text)
    return short_day(day) if day is not None else text


def _targets(subject: Subject) -> list[Block]:
    if not subject.layout.tables:
        return []
    title = subject.layout.heading("bang_chi_tieu", ky=subject.cycle.title)
    groups = [
        replace(group, rows=[target_spelled(row, subject.project) for row in group.rows])
        for group in subject.groups()
    ]
    return [*target_table(title, groups, subject.name_of)]
