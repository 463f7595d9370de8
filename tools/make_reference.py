"""Write the generated parts of `docs/reference/`, between marks in the hand-written text.

    .venv/bin/python tools/make_reference.py

The keys of files come from their shapes, the help of commands from the program, ids, names and severities from
the table of codes. The one-line meaning of a code is written by hand in the document and kept. `ma-loi.md`, the
index of the pages that `mttq explain` prints, is generated as a whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from typer.testing import CliRunner

from mttq.catalogue import campaigns, cross_rules, defaults, indicators, programmes, settings, units
from mttq.check.codes import ALL_CODES, read_page
from mttq.cli.app import COMMANDS, app
from mttq.documents import shapes, table_map
from mttq.output.page_text import FAMILIES
from mttq.profile import SHAPE as PROFILE
from mttq.render.context import BLOCKS, FIGURE_NAMES, NAMES
from mttq.schema import (
    Amount,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    Identifier,
    ListOf,
    Measure,
    Name,
    Pattern,
    Record,
    Shape,
    Table,
    Text,
    Whole,
)

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
INDEX = REFERENCE / "ma-loi.md"
PAGES = "../../mttq/check/pages"
WIDTH = 100
UNEXPLAINED = "?"

_PART = re.compile(r"(?P<begin><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end -->\n)", re.DOTALL)
_FAMILIES = {
    "MT0": "MT0xx: the file as text and as YAML",
    "MT1": "MT1xx: keys, kinds of values, folders",
    "MT2": "MT2xx: quantities",
    "MT3": "MT3xx: what is named and must exist",
    "MT4": "MT4xx: figures against each other",
    "MT5": "MT5xx: readable, but better written otherwise",
}


def updated(text: str) -> str:
    """The document with its generated parts renewed."""

    def part(found: re.Match[str]) -> str:
        return f"{found['begin']}\n{PARTS[found['name']](found[0])}\n{found['end']}"

    return _PART.sub(part, text)


def keys(shape: Shape) -> str:
    """The keys of a file, one table for each record."""
    sections: dict[str, str] = {}
    _collect(shape, sections)
    return "\n\n".join(sections.values()) + "\n"


def _collect(shape: Shape, sections: dict[str, str]) -> None:
    for record in _records(shape):
        if record.title not in sections:
            sections[record.title] = _table(record)
            for field in record.fields:
                _collect(field.shape, sections)


def _records(shape: Shape | Callable[[], Shape] | None) -> Iterator[Record]:
    """The records directly inside a shape, including those in lists, tables and alternatives."""
    if isinstance(shape, Record):
        yield shape
    elif isinstance(shape, ListOf):
        yield from _records(shape.item)
    elif isinstance(shape, Table):
        yield from _records(shape.value)
    elif isinstance(shape, Either):
        # A unit contains units: a callable shape is already being described.
        for form in (shape.mapping, shape.sequence):
            if not callable(form):
                yield from _records(form)


def _table(record: Record) -> str:
    rows = [f"**{record.title}**", "", "| key | holds | meaning |", "|---|---|---|"]
    return "\n".join([*rows, *map(_row, record.fields)])


def _row(field: Field) -> str:
    mark = " **(required)**" if field.required else ""
    cells = (f"`{field.key}`{mark}", _holds(field.shape), field.title)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _holds(shape: Shape | Callable[[], Shape] | None) -> str:
    match shape:
        case Text():
            return "text or list of paragraphs"
        case Name():
            return "one line of text"
        case Identifier(title):
            return f"id ({title.removeprefix('một ')})"
        case Amount():
            return "[quantity](quantities.md)"
        case Day():
            return "date"
        case Flag():
            return "`true` or `false`"
        case Whole():
            return "whole number"
        case Choice(values):
            return "one of " + ", ".join(f"`{value}`" for value in values)
        case Measure(units):
            named = [one for one in units if one]
            return f"measure in {', '.join(named)}" if named else "number"
        case Pattern(names):
            return "text with " + ", ".join(f"`{{{name}}}`" for name in names)
        case ListOf(item):
            return f"list of: {_holds(item)}"
        case Table():
            return f"for each *{shape.key_title}*: {_holds(shape.value)}"
        case Record():
            return f"the keys of **{shape.title}**"
        case Either():
            forms = [form for form in (shape.scalar, shape.mapping, shape.sequence) if form is not None]
            return "; or ".join(map(_holds, forms))
    return "the same again, one level lower"


def template_names() -> str:
    """The table of names that a template may use."""
    rows = [f"| `{one.name}` | {one.holds} | {one.what} | {one.example} |" for one in NAMES]
    return "\n".join(["| tên | chứa | là gì | ví dụ |", "|---|---|---|---|", *rows]) + "\n"


def template_blocks() -> str:
    """The table of names after `khoi.`."""
    rows = [f"| `{one.kind}` | `khoi.{one.name}` | {one.what} | {one.example} |" for one in BLOCKS]
    return "\n".join(["| `khoi.loai` | tên | là gì | ví dụ |", "|---|---|---|---|", *rows]) + "\n"


def template_figures() -> str:
    """The table of names after `chi_tieu['…']`."""
    rows = [f"| `.{one.name}` | {one.holds} | {one.what} | {one.example} |" for one in FIGURE_NAMES]
    return "\n".join(["| tên | chứa | là gì | ví dụ |", "|---|---|---|---|", *rows]) + "\n"


def help_of(command: str) -> str:
    """The help of a command, or of the program."""
    os.environ["COLUMNS"] = str(WIDTH)
    os.environ["NO_COLOR"] = "1"
    arguments = [command, "--help"] if command else ["--help"]
    result = CliRunner().invoke(app, arguments, prog_name="mttq", catch_exceptions=False)
    return f"```text\n{result.stdout.rstrip()}\n```\n"


def commands() -> str:
    """The help of every command, each under its own heading."""
    parts = [f"### mttq {entry.name}\n\n{help_of(entry.name)}" for entry in COMMANDS]
    return "\n".join(parts)


def codes(old: str) -> str:
    """Every code by family, with the meanings of the previous table."""
    meanings = dict(re.findall(r"^\| \[?`(MT\d{3})`[^|]*\|[^|]*\|[^|]*\| (.*) \|$", old, re.MULTILINE))
    lines: list[str] = []
    family = ""
    for code in ALL_CODES:
        if not code.id.startswith(family) or not family:
            family = code.id[:3]
            lines += ["", f"### {_FAMILIES[family]}", "", "| code | name | severity | what is wrong |"]
            lines += ["|---|---|---|---|"]
        meaning = meanings.get(code.id, UNEXPLAINED)
        link = f"[`{code.id}`]({PAGES}/{code.id}.md)"
        lines.append(f"| {link} | `{code.name}` | {code.severity.value} | {meaning} |")
    return "\n".join(lines[1:]) + "\n"


def index_of_pages() -> str:
    """Return `ma-loi.md`: every code with a link to its page."""
    lines = [
        "<!-- Written by tools/make_reference.py from mttq/check/pages; edit it there. -->",
        "",
        "# Các mã lỗi",
        "",
        "Trang của mỗi mã cũng xem được bằng `mttq explain`, ví dụ `mttq explain MT201`.",
    ]
    family = ""
    for code in ALL_CODES:
        if not code.id.startswith(family) or not family:
            family = code.id[:3]
            lines += [
                "",
                f"## {FAMILIES[family]}",
                "",
                "| mã | tên | mức độ | nội dung |",
                "|---|---|---|---|",
            ]
        page = read_page(code)
        title = page.title.replace("|", "\\|")
        lines.append(f"| [{code.id}]({PAGES}/{code.id}.md) | `{code.name}` | {page.severity} | {title} |")
    return "\n".join(lines) + "\n"


PARTS: dict[str, Callable[[str], str]] = {
    "programme-sets": lambda _: keys(programmes.SHAPE),
    "indicators": lambda _: keys(indicators.SHAPE),
    "units": lambda _: keys(units.SHAPE),
    "rules": lambda _: keys(cross_rules.SHAPE),
    "settings": lambda _: keys(settings.SHAPE),
    "campaigns": lambda _: keys(campaigns.SHAPE),
    "defaults": lambda _: keys(defaults.SHAPE),
    "layout": lambda _: keys(PROFILE),
    "table-map": lambda _: keys(table_map.SHAPE),
    "template-names": lambda _: template_names(),
    "template-blocks": lambda _: template_blocks(),
    "template-figures": lambda _: template_figures(),
    "plan": lambda _: keys(shapes.PLAN),
    "report": lambda _: keys(shapes.REPORT),
    "briefing": lambda _: keys(shapes.BRIEFING),
    "help": lambda _: help_of(""),
    "commands": lambda _: commands(),
    "codes": codes,
}
"""The generated parts by the name in their mark; each function gets the previous text."""


def main() -> None:
    """Write every document that has changed."""
    for path in sorted(REFERENCE.glob("*.md")):
        old = path.read_text(encoding="utf-8")
        new = updated(old)
        if new != old:
            path.write_text(new, encoding="utf-8", newline="\n")
    INDEX.write_text(index_of_pages(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
