"""A document that refers to a task that no plan and no briefing has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Named, Project
from mttq.documents.model import BRIEFING, TaskLink, task_link
from mttq.documents.outline import BriefingOutline, Outline, PlanOutline, ReportOutline
from mttq.period import Period
from mttq.spelling import question, suggestion

UNKNOWN_TASK = Code("MT310", "nhiem-vu-la")
NOT_ABOVE = Code("MT317", "khong-phai-cap-tren")
NOT_IN_REPOSITORY = Code("MT329", "ngoai-kho", Severity.WARNING)


def unknown_task(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Check the tasks that reports answer for, and the tasks of higher units that plans carry out."""
    remedies: dict[tuple[str, str, Period | None], str] = {}  # many documents may name one that is elsewhere
    for document in outlines:
        if isinstance(document, ReportOutline):
            if document.head.answers:
                yield from _reported(project, document)
        elif document.head.links:
            for task in document.tasks():
                for link in task.carries_out:
                    yield from _link(project, document, link, remedies)


def codes_of(document: PlanOutline | BriefingOutline) -> list[str]:
    """Return the codes of a document's tasks."""
    return list(dict.fromkeys(task.code.text for task in document.tasks() if task.code is not None))


def _reported(project: Project, report: ReportOutline) -> Iterator[Diagnostic]:
    plan = project.plan_of(report.ref.unit, report.ref.cycle)
    if project.has_broken_plan(report.ref.unit, report.ref.cycle):
        return
    known = codes_of(plan) if plan is not None else []
    answered = report.tasks()
    if not all(code.text in known for code in answered):
        held = project.answerable(report.ref.unit, report.ref.cycle)
        known = list(dict.fromkeys([*known, *(code for one in held for code in codes_of(one))]))
    for code in answered:
        if code.text in known:
            continue
        where = f"kế hoạch {report.ref.cycle.title} của đơn vị"
        message = (
            f"{where} không có nhiệm vụ mang mã “{code.text}”"
            if plan is not None
            else f"chưa có {where} nên không có nhiệm vụ “{code.text}”"
        )
        remedy = (
            suggestion(code.text, known) or "đặt mã (ma) cho nhiệm vụ trong kế hoạch, hoặc sửa lại mã ở đây"
        )
        yield Diagnostic(UNKNOWN_TASK, report.ref.path, code.span, message, help=remedy)


def _link(
    project: Project,
    document: PlanOutline | BriefingOutline,
    named: Named,
    remedies: dict[tuple[str, str, Period | None], str],
) -> Iterator[Diagnostic]:
    path, units = document.ref.path, project.catalogue.units
    link = task_link(named.text, document.ref.cycle)
    if link is None:
        yield Diagnostic(
            UNKNOWN_TASK,
            path,
            named.span,
            f"“{named.text}” không phải một nhiệm vụ cấp trên",
            help="viết dạng <đơn vị>#<mã nhiệm vụ>, ví dụ trung-uong#tuyen-truyen",
        )
        return
    if link.period is None:
        target: PlanOutline | BriefingOutline | None = project.plan_of(link.unit, link.cycle)
    else:
        target = project.briefing_of(link.unit, link.cycle, link.period)
    if target is None:
        if project.has_file(link):
            return
        place = (link.cycle.name, link.unit, link.period)
        if place not in remedies:
            remedies[place] = _where(project, link)
        yield Diagnostic(
            NOT_IN_REPOSITORY,
            path,
            named.span,
            f"kho này không có {link.document} của “{link.unit}” nên không kiểm tra được nhiệm vụ “{link.code}”",
            help=remedies[place],
        )
        return
    # A plan may also carry out what the unit's own briefing decided.
    own = link.period is not None and document.ref.unit == link.unit
    if document.ref.unit in units.by_id and not own and not units.is_below(document.ref.unit, link.unit):
        yield Diagnostic(
            NOT_ABOVE,
            path,
            named.span,
            f"“{link.unit}” không phải cấp trên của “{document.ref.unit}”",
            help="chỉ cụ thể hóa nhiệm vụ của đơn vị cấp trên, hoặc của giao ban của chính đơn vị",
        )
    tasks = codes_of(target)
    if link.code not in tasks:
        yield Diagnostic(
            UNKNOWN_TASK,
            path,
            named.span,
            f"{link.document} của “{link.unit}” không có nhiệm vụ “{link.code}”",
            help=suggestion(link.code, tasks)
            or _in_briefing(project, link)
            or f"các mã hiện có: {', '.join(tasks) or 'chưa có mã nào'}",
        )


def _where(project: Project, link: TaskLink) -> str:
    """Return what to do about a document that is not there."""
    if link.period is None:
        meant = suggestion(link.unit, [one.ref.unit for one in project.plans(link.cycle)])
    else:
        quarters = [one.ref.period.name for one in project.briefings(link.unit, link.cycle)]
        meant = f"đơn vị có giao ban {', '.join(quarters)}" if quarters else None
    return meant or "nếu văn bản ấy ở kho khác thì để nguyên; nếu không thì sửa lại mã đơn vị và năm"


def _in_briefing(project: Project, link: TaskLink) -> str | None:
    """Ask whether a task of a briefing of the same unit and year was meant."""
    for one in project.briefings(link.unit, link.cycle):
        if link.code in codes_of(one):
            return question(f"{link.cycle.name}/{link.unit}/{BRIEFING}{one.ref.period.name}#{link.code}")
    return None
