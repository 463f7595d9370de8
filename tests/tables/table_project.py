"""Tables read by a map into a small project."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import small_project

from mttq.documents import Project, load
from mttq.documents.table_map import read_table_map
from mttq.source import read_bytes
from mttq.tables.collection import Collected, collect
from mttq.tables.csv_file import read_csv

CSV = "tra-loi.csv"
MAP = "templates/bang/bieu.yaml"


def project(root: Path) -> Project:
    """Return a project with no documents."""
    return load(small_project.write(root, {}))


def collected(root: Path, by: str, table: str | bytes) -> Collected:
    """Return what a table holds by a map; faults of the map's form count as those of its columns."""
    content = dedent(table).encode() if isinstance(table, str) else table
    found, faults = read_table_map(read_bytes(dedent(by).encode(), MAP))
    if found is None:
        return Collected(faults=tuple(faults))
    return collect(project(root), read_csv(content, CSV), found)


def said(found: Collected) -> list[str]:
    """Return everything that is told about a table, one line each, with its place and remedy."""
    lines = [f"{one.span.line}: {one.code.id} {one.message} = {one.help}" for one in found.faults]
    lines += [f"{one.place}: {one.message} = {one.help}" for one in found.unread]
    for each in found.answers:
        lines += [f"{one.place}: {one.subject}: {one.message} = {one.help}" for one in each.objections]
    return [*lines, *found.remarks]


def figures(found: Collected) -> list[str]:
    """Return each figure as `unit period indicator: text (place)`."""
    return [
        f"{one.unit} {one.period.name} {each.indicator}: {each.text} ({each.place})"
        for one in found.answers
        for each in one.figures
    ]


def texts(found: Collected) -> list[str]:
    """Return each text as `unit kind programme: paragraphs (place)`."""
    return [
        f"{one.unit} {kind} {each.programme}: {' | '.join(each.paragraphs)} ({each.place})"
        for one in found.answers
        for kind, several in (
            ("ket-qua", one.results),
            ("kho-khan", one.difficulties),
            ("kien-nghi", one.proposals),
        )
        for each in several
    ]
