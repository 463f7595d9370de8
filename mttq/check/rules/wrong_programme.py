"""A report against the programme set that its unit's plan names, where that is not the one of its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.catalogue import Catalogue, ProgrammeSet
from mttq.check.rules.missing_programme import no_set, unknown_programmes
from mttq.check.rules.unknown_indicator import wrong_programmes
from mttq.diagnostics import Diagnostic
from mttq.documents import FileRef, Project
from mttq.documents.facts import Facts, ReportFacts
from mttq.documents.outline import Outline, ReportBody, ReportOutline


def another_set(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Check the reports whose set only their plan tells; all others are examined on their own."""
    catalogue = project.catalogue
    for one in outlines:
        if isinstance(one, ReportOutline) and (named := named_set(project, one.ref)):
            chosen = catalogue.programme_set(one.ref.cycle, named)
            if chosen is not None:  # a set that is not there is reported once, at the plan that names it
                yield from _of_set(one.ref, one.body(), catalogue, chosen)


def named_set(project: Project, ref: FileRef) -> str:
    """Return the programme set that the plan of a report's unit names, or ""."""
    plan = project.plan_of(ref.unit, ref.cycle)
    return plan.head.set_name.text if plan is not None and plan.head.set_name is not None else ""


def by_default(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report what is wrong with a report unless its unit's plan names a set: it has the set of its time."""
    if isinstance(facts, ReportFacts):
        chosen = catalogue.programme_set(facts.ref.cycle, "")
        if chosen is None:
            yield from no_set(facts.ref, facts.header.cycle, catalogue)
        else:
            yield from _of_set(facts.ref, facts.body, catalogue, chosen)


def _of_set(
    ref: FileRef, report: ReportBody, catalogue: Catalogue, chosen: ProgrammeSet
) -> Iterator[Diagnostic]:
    yield from unknown_programmes(ref, report.programmes, chosen)
    yield from wrong_programmes(ref, report.figures, catalogue, chosen)
