"""A figure or target outside the programme that the set of programmes gives its indicator.

A plan names its set, or has that of its time; a report has the set of its unit's plan. The rules of one document
therefore judge plans (`wrong_programme`); of a report they find what holds unless the plan names a set
(`by_default`), and the rule across files judges the reports whose plan does (`another_set`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mttq.catalogue import Catalogue, Indicator, ProgrammeSet
from mttq.check.rules.missing_programme import no_set, set_of, unknown_programmes
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure, FileRef, Project, Target
from mttq.documents.facts import Facts, PlanFacts, ReportFacts
from mttq.documents.outline import Outline, PlanOutline, ReportBody, ReportOutline

WRONG_PROGRAMME = Code("MT305", "sai-chuong-trinh")


def wrong_programme(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the programmes of a plan's figures and targets."""
    chosen = set_of(facts, catalogue) if isinstance(facts, PlanFacts) else None
    if isinstance(facts, PlanFacts) and chosen is not None:
        yield from _wrong_programmes(facts.ref, [*facts.figures, *facts.body.targets], catalogue, chosen)


def another_set(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Check the reports whose plan names the set; all others are examined on their own."""
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
    """Report the faults of a report with the set of its time, which hold unless its unit's plan names another."""
    if isinstance(facts, ReportFacts):
        chosen = catalogue.programme_set(facts.ref.cycle, "")
        if chosen is None:
            yield from no_set(facts.ref, facts.header.cycle, catalogue)
        else:
            yield from _of_set(facts.ref, facts.body, catalogue, chosen)


def misfiled(project: Project, chosen: ProgrammeSet, asked: frozenset[str]) -> frozenset[str]:
    """Return which of some indicators have a line in another programme than a set gives them."""
    found: set[str] = set()
    for one in project.outlines:
        if isinstance(one, PlanOutline):
            named = one.head.set_name.text if one.head.set_name is not None else ""
            lines: Sequence[Figure | Target] = one.body().targets
        elif isinstance(one, ReportOutline):
            named, lines = named_set(project, one.ref), one.body().figures
        else:
            continue
        if project.catalogue.programme_set(one.ref.cycle, named) is chosen:
            found |= {line.indicator for line, _ in _misfiled(lines, project.catalogue, chosen)} & asked
            if found == asked:
                break
    return frozenset(found)


def _of_set(
    ref: FileRef, report: ReportBody, catalogue: Catalogue, chosen: ProgrammeSet
) -> Iterator[Diagnostic]:
    yield from unknown_programmes(ref, report.programmes, chosen)
    yield from _wrong_programmes(ref, report.figures, catalogue, chosen)


def _wrong_programmes(
    ref: FileRef, lines: Iterable[Figure | Target], catalogue: Catalogue, chosen: ProgrammeSet
) -> Iterator[Diagnostic]:
    """Report the figures and targets outside the programme that a set gives their indicators."""
    for line, indicator in _misfiled(lines, catalogue, chosen):
        remedy = _in_catalogue(line, indicator, catalogue, chosen)
        yield _wrong_programme(ref, line, indicator, indicator.programme_in(chosen.id), remedy=remedy)


def _misfiled(
    lines: Iterable[Figure | Target], catalogue: Catalogue, chosen: ProgrammeSet
) -> Iterator[tuple[Figure | Target, Indicator]]:
    for line in lines:
        indicator = catalogue.indicators.get(line.indicator)
        if indicator is not None and indicator.programme_in(chosen.id) != line.programme:
            yield line, indicator


def _in_catalogue(
    line: Figure | Target, indicator: Indicator, catalogue: Catalogue, chosen: ProgrammeSet
) -> str:
    """Return how the catalogue says that an indicator has another programme in one set, if it says the same for all."""
    number = indicator.programme.get("")
    others = [one for one in catalogue.programme_sets if one != chosen.id]
    if number is None or line.programme is None or not others or chosen.id in indicator.programme:
        return ""
    sets = ", ".join(f"{one}: {indicator.programme.get(one, number)}" for one in others)
    return (
        f"; nếu ở bộ {chosen.id} chỉ tiêu này thuộc chương trình {line.programme} thì ghi trong danh mục "
        f"chuong_trinh: {{{sets}, {chosen.id}: {line.programme}}}"
    )


def _wrong_programme(
    ref: FileRef, line: Figure | Target, indicator: Indicator, expected: int | None, *, remedy: str
) -> Diagnostic:
    here = f"chương trình {line.programme}" if line.programme else "phần số liệu tình hình"
    there = f"chương trình {expected}" if expected else "phần số liệu tình hình (ngoài các chương trình)"
    return Diagnostic(
        WRONG_PROGRAMME,
        ref.path,
        line.key_span,
        f"“{indicator.id}” ({indicator.name}) thuộc {there}, không thuộc {here}",
        help=f"chuyển dòng này sang {there}{remedy}",
    )
