"""The documents made from the shipped plans, each built once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from mttq.documents import Project, load
from mttq.documents.model import FileRef
from mttq.documents.outline import PlanOutline, ReportOutline
from mttq.documents.provenance import Provenance
from mttq.period import PERIODS, parse_cycle
from mttq.report import KINDS, Report, Subject, subject_of

CHECKOUT = Path(__file__).parents[1]


class Wanted(NamedTuple):
    """One document: its year or term, unit, kind and period; an empty period is the whole year or term."""

    cycle: str
    unit: str
    kind: str
    period: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, self))


_MY_THOI = "an-giang/long-xuyen/my-thoi"
WANTED = (
    Wanted("2020", "quang-tri", "chuong-trinh"),
    Wanted("2021", "quang-tri", "chuong-trinh"),
    Wanted("2020", "vinh-phuc", "chuong-trinh"),
    Wanted("2020", "trung-uong", "chuong-trinh"),
    Wanted("2020", "lam-dong", "bao-cao"),
    Wanted("2020", "quang-tri", "giao-ban", "quy-4"),
    Wanted("2014-2019", _MY_THOI, "bao-cao"),
    Wanted("2014-2019", _MY_THOI, "nhiem-ky"),
    Wanted("2014-2019", "an-giang/long-xuyen", "bao-cao"),
    Wanted("2019-2024", _MY_THOI, "chuong-trinh"),
)


@cache
def project() -> Project:
    """The project of the shipped plans."""
    return load(CHECKOUT)


@cache
def subject(wanted: Wanted) -> Subject:
    """The subject of one document."""
    cycle = parse_cycle(wanted.cycle)
    assert cycle is not None
    period = PERIODS[wanted.period] if wanted.period else cycle.whole
    return subject_of(project(), wanted.unit, cycle, period)


@cache
def document(wanted: Wanted) -> Report:
    """One document as plain data."""
    found = KINDS[wanted.kind].build(subject(wanted))
    assert isinstance(found, Report)
    return found


def issued_files() -> list[FileRef]:
    """All plans, and all reports of a year or term that are the unit's own."""
    published = Provenance(project().catalogue)
    return [
        one.ref
        for one in project().outlines
        if isinstance(one, PlanOutline) or (isinstance(one, ReportOutline) and not published.is_foreign(one))
    ]


def document_of(ref: FileRef) -> Report:
    """The document printed from a file."""
    kind = "chuong-trinh" if ref.path.endswith("/ke-hoach.yaml") else "bao-cao"
    return document(Wanted(ref.cycle.name, ref.unit, kind))
