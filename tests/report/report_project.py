"""Documents of small projects, as lines that a test can compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import small_project

from mttq.check import check
from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.report import KINDS, Report, subject_of
from mttq.report.model import Heading, Item, Paragraph, TableBlock

_NUMBER = re.compile(r"(?<=# )(?:[IVX]+|[\d.]*\d)\. ")


def built(
    root: Path,
    documents: Mapping[str, str],
    kind: str,
    *,
    unit: str = "quang-tri",
    cycle: str = "2020",
    period: str = "",
) -> Report:
    """Return a document of a small project in which the check finds nothing wrong but unmapped indicators."""
    project = load(small_project.write(root, documents))
    found = [f"{one.path}:{one.span.line}: {one.message}" for one in check(project) if one.code.id != "MT325"]
    assert not found, found
    year = parse_cycle(cycle)
    assert year is not None
    document = KINDS[kind].build(subject_of(project, unit, year, PERIODS[period] if period else year.whole))
    assert isinstance(document, Report)
    return document


def plan_of(root: Path, body: str = "", programmes: str = "", **more: str) -> Report:
    """Return the plan document of the province for 2020, from these keys."""
    return built(
        root,
        {"2020/quang-tri/ke-hoach.yaml": small_project.plan(body, programmes=programmes), **more},
        "chuong-trinh",
    )


def report_of(root: Path, body: str = "", programmes: str = "", **more: str) -> Report:
    """Return the yearly report of the province for 2020, from these keys."""
    return built(
        root,
        {"2020/quang-tri/nam.yaml": small_project.report(body, programmes=programmes), **more},
        "bao-cao",
    )


def outline(report: Report) -> list[str]:
    """Return the body, a line for each block: `# I. …`, `## 1. …`, `### …`, `- …`, the words, `[a table's title]`."""
    lines = []
    for block in report.body:
        if isinstance(block, Heading):
            lines.append(f"{'#' * block.level} {block.number} {block.text}".replace("  ", " ").strip())
        elif isinstance(block, Item):
            lines.append(f"- {block.text}")
        elif isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.append(f"[{block.title}]")
    return lines


def section(report: Report, heading: str) -> list[str]:
    """Return the lines below a heading, whatever its number, up to the next one, a table or the end."""
    lines = outline(report)
    start = [_NUMBER.sub("", line) for line in lines].index(_NUMBER.sub("", heading))
    level = heading.index(" ")
    found = []
    for line in lines[start + 1 :]:
        if (line.startswith("#") and line.index(" ") <= level) or line.endswith("./."):
            break
        if level > 1 and line.startswith("["):
            break
        found.append(line)
    return found


def tables(report: Report) -> list[TableBlock]:
    """Return the tables of the body."""
    return [block for block in report.body if isinstance(block, TableBlock)]


def texts(report: Report) -> Iterator[str]:
    """Return every text of a document, in reading order."""
    yield from (*report.letterhead.superior, *report.letterhead.issuer)
    yield from (report.letterhead.number, report.letterhead.place_and_date, report.type_name)
    yield from (*report.subject, *report.addressed_to, *report.basis)
    for block in report.body:
        if isinstance(block, TableBlock):
            yield block.title
            yield from (column.header for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text
    for one in (report.signature, *report.cosigners):
        yield from (one.on_behalf_of, one.signing_for, one.position, one.name)
    yield from report.recipients
    for annex in report.annexes:
        yield from (annex.heading.number, annex.heading.title, annex.heading.belongs_to)
        yield from (column.header for column in annex.table.columns)
        yield from (cell for row in annex.table.rows for cell in row)
