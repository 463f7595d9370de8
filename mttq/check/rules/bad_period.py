"""A deadline or a phase that is neither a period nor a day."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import BAD_DATE, Code, Diagnostic
from mttq.documents import FileRef, Named
from mttq.documents.facts import BriefingFacts, Facts, PlanFacts
from mttq.documents.file_names import meant_name
from mttq.period import CAMPAIGN, PERIODS
from mttq.schema import parse_day, written_day, wrong_day
from mttq.spelling import question, suggestion

BAD_PERIOD = Code("MT312", "ky-sai")

_HELP = "dùng quy-1 … quy-4, thang-01 … thang-12, 6-thang, 9-thang, nam"


def bad_deadline(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the periods for which the settings give a deadline."""
    settings = catalogue.settings
    for name, span in settings.deadline_spans.items():
        campaign = name.removeprefix(CAMPAIGN) if name.startswith(CAMPAIGN) else None
        if name not in PERIODS and campaign not in catalogue.campaigns:
            yield _unknown(settings.path, Named(name, span), _HELP)


def bad_period(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the deadlines of tasks and the phases of targets."""
    ref = facts.ref
    if isinstance(facts, PlanFacts):
        for phase in (phase for target in facts.body.targets for phase in target.phases):
            known = PERIODS.get(phase.name)
            named = Named(phase.name, phase.name_span)
            if ref.cycle.is_term:
                yield from _year(ref, named)
            elif known is None:
                yield _unknown(ref.path, named, _HELP)
            elif known.name == "nhiem-ky":
                message = "“nhiem-ky” không phải một kỳ của kế hoạch năm"
                yield Diagnostic(BAD_PERIOD, ref.path, named.span, message, help=_HELP)
    if isinstance(facts, PlanFacts | BriefingFacts):
        for due in facts.deadlines:
            yield from _due(ref.path, due)


def _year(ref: FileRef, named: Named) -> Iterator[Diagnostic]:
    """Check a phase of a term's plan, which is one of its years."""
    years = ref.cycle.years
    if named.text not in map(str, years):
        message = f"“{named.text}” không phải một năm của {ref.cycle.title}"
        help = f"dùng {years[0]} … {years[-1]}: mức phải đạt đến hết năm đó"
        yield Diagnostic(BAD_PERIOD, ref.path, named.span, message, help=help)


def _due(path: str, due: Named) -> Iterator[Diagnostic]:
    if due.text in PERIODS or parse_day(due.text) is not None:
        return
    if "/" in due.text or due.text[:4].isdecimal() or written_day(due.text) is not None:
        message, remedy = wrong_day(due.text)
        yield Diagnostic(BAD_DATE, path, due.span, message, help=remedy)
    else:
        yield _unknown(path, due, f"{_HELP}, hoặc một ngày như 2020-12-15")


def _unknown(path: str, named: Named, remedy: str) -> Diagnostic:
    meant = meant_name(named.text)
    near = question(meant) if meant in PERIODS else suggestion(named.text, PERIODS)
    return Diagnostic(BAD_PERIOD, path, named.span, f"“{named.text}” không phải một kỳ", help=near or remedy)
