"""`chuong-trinh`: the plan of a year, or the action programme of a term."""

from __future__ import annotations

from collections.abc import Sequence

from mttq.documents import Plan, ProgrammePlan, Task
from mttq.period import PERIODS, Cycle
from mttq.report.figures import figure_items, target_items
from mttq.report.frame import amended, framed
from mttq.report.model import Block, Heading, Item, Report
from mttq.report.subject import Subject
from mttq.report.tables import target_table
from mttq.report.wording import capital, ended, lower, paragraphs, roman, short_day, unended
from mttq.schema import parse_day

KIND = "chuong-trinh"


def build(subject: Subject) -> Report | None:
    """The plan document of a unit; None where it has no plan."""
    plan = subject.plan
    if plan is None:
        return None
    term = subject.cycle.is_term
    name = "Chương trình hành động" if term else "Chương trình"
    sections: list[tuple[str, list[Block]]] = [
        ("BỐI CẢNH TÌNH HÌNH", [*paragraphs(plan.setting), *_situation(subject, plan)]),
        ("MỤC TIÊU CHUNG" if term else "MỤC ĐÍCH, YÊU CẦU", paragraphs(plan.general_goal)),
        (
            "CHƯƠNG TRÌNH HÀNH ĐỘNG" if term else "NHIỆM VỤ TRỌNG TÂM",
            [*_programmes(subject, plan.programmes), *_targets(subject)],
        ),
        ("TỔ CHỨC THỰC HIỆN", paragraphs(plan.organisation)),
    ]
    body = [
        *paragraphs(plan.opening),
        *amended(plan.issued.type_name or name, "điều chỉnh", plan.amendments),
        *numbered(sections),
        *paragraphs(plan.closing[:-1]),
    ]
    last = plan.closing[-1] if plan.closing else _last_words(subject, plan)
    about = capital(subject.cycle.title) if term else f"Công tác Mặt trận {subject.cycle.title}"
    return framed(KIND, subject, plan.issued, name, about, body, last)


def _last_words(subject: Subject, plan: Plan) -> str:
    """The closing words of a plan that has none of its own."""
    what = lower(plan.issued.type_name)
    if subject.cycle.is_term:
        what = what or "chương trình hành động"
    elif what in {"", "chương trình", "kế hoạch"}:
        what = f"{what or 'chương trình'} công tác Mặt trận"
    return f"Trên đây là {what} {subject.cycle.title} của {subject.body}"


def _situation(subject: Subject, plan: Plan) -> list[Item]:
    """The figures of the plan's own setting, which no total holds."""
    indicators = subject.catalogue.indicators
    known = [(indicators[one.indicator], one) for one in plan.figures if one.indicator in indicators]
    return figure_items(known, subject.name_of)


def numbered(sections: Sequence[tuple[str, list[Block]]]) -> list[Block]:
    """The sections that say something, numbered `I.`, `II.` in order."""
    found: list[Block] = []
    number = 0
    for title, blocks in sections:
        if blocks:
            number += 1
            found += [Heading(1, f"{roman(number)}.", title), *blocks]
    return found


def _programmes(subject: Subject, programmes: Sequence[ProgrammePlan]) -> list[Block]:
    found: list[Block] = []
    for programme in sorted(programmes, key=lambda one: one.number):
        number = f"Chương trình {programme.number}:" if subject.cycle.is_term else f"{programme.number}."
        found.append(Heading(2, number, subject.programme_title(programme.number)))
        found += _programme(subject, programme)
    return found


def _programme(subject: Subject, programme: ProgrammePlan) -> list[Block]:
    targets = target_items([row for row in subject.rows_of(programme.number) if row.goal is not None])
    parts: list[tuple[str, Sequence[Block]]] = [
        ("Mục tiêu", paragraphs(programme.goal)),
        ("Nội dung", paragraphs(programme.content)),
        ("Nhiệm vụ", _tasks(programme.tasks, subject.cycle)),
        ("Chỉ tiêu", targets),
        ("Giải pháp", paragraphs(programme.measures)),
    ]
    found: list[Block] = []
    for title, blocks in parts:
        if blocks:
            found += [Heading(3, "", f"{title}:"), *blocks]
    return found or paragraphs((f"Không đặt nội dung riêng trong {subject.cycle.title}",))


def _tasks(tasks: Sequence[Task], cycle: Cycle) -> list[Item]:
    return [Item(ended(_task(task, cycle))) for task in tasks]


def _task(task: Task, cycle: Cycle) -> str:
    """A task with who leads, who takes part, by when and on what basis, in one sentence."""
    details = []
    if task.basis:
        details.append(f"căn cứ: {', '.join(task.basis)}")
    if task.lead:
        details.append(f"chủ trì: {task.lead}")
    if task.partners:
        details.append(f"phối hợp: {', '.join(task.partners)}")
    if task.due is not None:
        details.append(f"thời hạn: {_due(task.due.text, cycle)}")
    text = unended(" ".join(task.text)).rstrip(" .;")
    return f"{text} ({'; '.join(details)})" if details else text


def _due(text: str, cycle: Cycle) -> str:
    period = PERIODS.get(text)
    if period is not None:
        return period.full_title(cycle)
    day = parse_day(text)
    return short_day(day) if day is not None else text


def _targets(subject: Subject) -> list[Block]:
    return [*target_table(f"Biểu các chỉ tiêu {subject.cycle.title}", subject.groups(), subject.name_of)]
