"""A report or plan that refers to a task that no plan has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.check.rules.unknown_document import UNKNOWN_DOCUMENT
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Named, Project
from mttq.documents.outline import BriefingOutline, Outline, PlanOutline, ReportOutline
from mttq.period import parse_cycle
from mttq.spelling import suggestion

UNKNOWN_TASK = Code("MT310", "nhiem-vu-la")
NOT_ABOVE = Code("MT317", "khong-phai-cap-tren")


def unknown_task(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Check the tasks that reports answer for, and the tasks of higher units that plans carry out."""
    for document in outlines:
        if isinstance(document, ReportOutline):
            if document.head.answers:
                yield from _reported(project, document)
        elif document.head.links:
            for task in document.tasks():
                for link in task.carries_out:
                    yield from _link(project, document, link)


def codes_of(plan: PlanOutline) -> list[str]:
    """Return the codes of a plan's tasks."""
    return list(dict.fromkeys(task.code.text for task in plan.tasks() if task.code is not None))


def _reported(project: Project, report: ReportOutline) -> Iterator[Diagnostic]:
    plan = project.plan_of(report.ref.unit, report.ref.cycle)
    if project.has_broken_plan(report.ref.unit, report.ref.cycle):
        return
    known = codes_of(plan) if plan is not None else []
    for code in report.tasks():
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


def _link(project: Project, document: PlanOutline | BriefingOutline, link: Named) -> Iterator[Diagnostic]:
    path = document.ref.path
    place, separator, code = link.text.partition("#")
    if not separator or not place or not code:
        yield Diagnostic(
            UNKNOWN_TASK,
            path,
            link.span,
            f"“{link.text}” không phải một nhiệm vụ cấp trên",
            help="viết dạng <đơn vị>#<mã nhiệm vụ>, ví dụ trung-uong#tuyen-truyen",
        )
        return
    head, _, rest = place.partition("/")
    named = parse_cycle(head)
    cycle, unit = (named, rest) if named is not None else (document.ref.cycle, place)
    units = project.catalogue.units
    plan = project.plan_of(unit, cycle)
    if plan is None:
        if project.has_broken_plan(unit, cycle):
            return
        known = [one.ref.unit for one in project.plans(cycle)]
        yield Diagnostic(
            UNKNOWN_DOCUMENT,
            path,
            link.span,
            f"không có kế hoạch {cycle.title} của “{unit}”",
            help=suggestion(unit, known) or "thêm kế hoạch đó vào plans/, hoặc sửa lại mã đơn vị và năm",
        )
        return
    if document.ref.unit in units.by_id and not units.is_below(document.ref.unit, unit):
        yield Diagnostic(
            NOT_ABOVE,
            path,
            link.span,
            f"“{unit}” không phải cấp trên của “{document.ref.unit}”",
            help="chỉ cụ thể hóa nhiệm vụ của đơn vị cấp trên",
        )
    tasks = codes_of(plan)
    if code not in tasks:
        yield Diagnostic(
            UNKNOWN_TASK,
            path,
            link.span,
            f"kế hoạch {cycle.title} của “{unit}” không có nhiệm vụ “{code}”",
            help=suggestion(code, tasks) or f"các mã hiện có: {', '.join(tasks) or 'chưa có mã nào'}",
        )
