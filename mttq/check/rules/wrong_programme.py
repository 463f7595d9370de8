"""A report against the programme set that its unit's plan names, where that is not the one of its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.catalogue import Catalogue
from mttq.check.rules.missing_programme import programmes_of_report
from mttq.check.rules.unknown_indicator import indicators_of_report
from mttq.diagnostics import Diagnostic
from mttq.documents import FileRef, Project
from mttq.documents.outline import Outline, ReportBody, ReportOutline


def another_set(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """The programmes of reports whose set is known only from the plan; all others are examined on their own."""
    for one in outlines:
        if isinstance(one, ReportOutline) and (named := named_set(project, one.ref)):
            yield from of_set(one.ref, one.body(), project.catalogue, named)


def named_set(project: Project, ref: FileRef) -> str:
    """The programme set that the plan of a report's unit names, or ""."""
    plan = project.plan_of(ref.unit, ref.cycle)
    return plan.head.set_name.text if plan is not None and plan.head.set_name is not None else ""


def of_set(ref: FileRef, report: ReportBody, catalogue: Catalogue, named: str) -> Iterator[Diagnostic]:
    """What is wrong with a report if its unit's plan names that set, or with "" none."""
    yield from programmes_of_report(ref, report, catalogue, named)
    yield from indicators_of_report(ref, report, catalogue, named)
