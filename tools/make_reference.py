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
from mttq.schema.json_schema import how_to_write

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
INDEX = REFERENCE / "ma-loi.md"
PAGES = "../../mttq/check/pages"
WIDTH = 100
UNEXPLAINED = "?"

Words = tuple[str, str, str, str]
"""The heads of a table of keys, and the mark of a key that is needed."""

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
    return _tables(shape, ("key", "holds", "meaning", "required"), _holds)


def keys_in_vietnamese(shape: Shape) -> str:
    """The same tables for users, in the words of editors."""
    return _tables(shape, ("khóa", "viết gì", "là gì", "bắt buộc"), _written)


def _tables(shape: Shape, words: Words, holds: Callable[[Shape], str]) -> str:
    sections: dict[str, Record] = {}
    _collect(shape, sections)
    return "\n\n".join(_table(record, words, holds) for record in sections.values()) + "\n"


def _collect(shape: Shape, sections: dict[str, Record]) -> None:
    for record in _records(shape):
        if record.title not in sections:
            sections[record.title] = record
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


def _table(record: Record, words: Words, holds: Callable[[Shape], str]) -> str:
    *heads, required = words
    rows = [f"**{record.title}**", "", f"| {' | '.join(heads)} |", "|---|---|---|"]
    for field in record.fields:
        mark = f" **({required})**" if field.required else ""
        cells = (f"`{field.key}`{mark}", holds(field.shape), field.title)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


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


def _written(shape: Shape | Callable[[], Shape] | None) -> str:
    """What is written for a shape, as `how_to_write` says it, but with the names of tables for the keys in them."""
    match shape:
        case Record():
            return f"các khóa của **{shape.title}**"
        case ListOf(item):
            return f"danh sách: {_written(item)}"
        case Table():
            return f"với mỗi *{shape.key_title}*: {_written(shape.value)}"
        case Either():
            forms = [form for form in (shape.scalar, shape.mapping, shape.sequence) if form is not None]
            return "; hoặc ".join(map(_written, forms))
    if shape is None or callable(shape):
        return "lại như vậy, thấp hơn một cấp"
    sentence = how_to_write(shape).removesuffix(".")
    return sentence[:1].lower() + sentence[1:]


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


def _part(table: Callable[[Shape], str], shape: Shape) -> Callable[[str], str]:
    return lambda _: table(shape)


FILES: dict[str, Shape] = {
    "programme-sets": programmes.SHAPE,
    "indicators": indicators.SHAPE,
    "units": units.SHAPE,
    "rules": cross_rules.SHAPE,
    "settings": settings.SHAPE,
    "campaigns": campaigns.SHAPE,
    "defaults": defaults.SHAPE,
    "layout": PROFILE,
    "table-map": table_map.SHAPE,
    "plan": shapes.PLAN,
    "report": shapes.REPORT,
    "briefing": shapes.BRIEFING,
}
"""The files with keys: `files.md` has a table of each, `tep.md` one in Vietnamese."""
PARTS: dict[str, Callable[[str], str]] = {
    **{name: _part(keys, shape) for name, shape in FILES.items()},
    **{f"tep-{name}": _part(keys_in_vietnamese, shape) for name, shape in FILES.items()},
    "template-names": lambda _: template_names(),
    "template-blocks": lambda _: template_blocks(),
    "template-figures": lambda _: template_figures(),
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
