"""The files that say whether a period's reports are there."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from mttq.documents import DocumentKind, FileRef, Project
from mttq.documents.outline import ReportOutline
from mttq.period import Cycle, Period


class Files(msgspec.Struct, frozen=True):
    """What units have handed in for one period, by their ids.

    Attributes:
        reports: the file of the period's report, readable or not.
        documents: what that file says, where it can be read.
        shorter: the reports for periods inside that period, readable ones only.
        plans: the units that have a file for the plan of the year or term.
    """

    reports: Mapping[str, FileRef]
    documents: Mapping[str, ReportOutline]
    shorter: Mapping[str, list[FileRef]]
    plans: frozenset[str]


def files_of(project: Project, cycle: Cycle, period: Period) -> Files:
    """The files of all units for one period."""
    reports: dict[str, FileRef] = {}
    documents: dict[str, ReportOutline] = {}
    shorter: dict[str, list[FileRef]] = {}
    for document in project.outlines:
        ref = document.ref
        if not isinstance(document, ReportOutline):
            continue
        if (ref.cycle, ref.period) == (cycle, period):
            documents[ref.unit] = document
        elif _inside(ref, cycle, period):
            shorter.setdefault(ref.unit, []).append(ref)
    plans = set()
    for ref in project.refs:
        if ref.cycle == cycle and ref.kind is DocumentKind.PLAN:
            plans.add(ref.unit)
        elif (ref.cycle, ref.period, ref.kind) == (cycle, period, DocumentKind.REPORT):
            reports[ref.unit] = ref
    return Files(reports, documents, shorter, frozenset(plans))


def _inside(ref: FileRef, cycle: Cycle, period: Period) -> bool:
    """Whether a report is for a part of the period; a term's periods are those of its years."""
    inner, outer = ref.period.months(ref.cycle), period.months(cycle)
    inside = outer.start <= inner.start and inner.stop <= outer.stop and len(inner) < len(outer)
    return inside and not ref.cycle.is_term
