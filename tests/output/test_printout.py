"""Lines that fit a terminal are written directly, and look as rich sets them."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mttq.output.terminal import GridColumn, Printout, printable

_words = st.text("Tổng số ấp-1.2≈–日", max_size=14).map(str.strip)


def _console(out: io.StringIO, width: int) -> Console:
    return Console(file=out, width=width, highlight=False, emoji=False)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


@given(
    rows=st.lists(st.tuples(_words, _words, _words), min_size=1, max_size=4),
    wide=st.tuples(*[st.integers(2, 12)] * 3),
)
def test_rows_are_set_as_rich_sets_them(rows: list[tuple[str, str, str]], wide: tuple[int, ...]) -> None:
    columns = [
        GridColumn[tuple[str, str, str]]("A", "left", 60, lambda row: row[0]),
        GridColumn[tuple[str, str, str]]("B", "right", 60, lambda row: row[1]),
        GridColumn[tuple[str, str, str]]("C", "left", 60, lambda row: row[2]),
    ]
    page = Printout(width=80, colour=False)
    page.rows(rows, columns, list(wide))
    grid = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for column, most in zip(columns, wide, strict=True):
        grid.add_column(justify=column.justify, overflow="fold", width=most)
    for row in rows:
        grid.add_row(*map(Text, row))
    out = io.StringIO()
    _console(out, 80).print(grid)
    assert _lines(page.text()) == _lines(out.getvalue())


@given(text=st.text("Tổng số ấp-1.2≈–日\x1b\u200b", max_size=40), indent=st.integers(0, 3))
def test_a_line_is_set_as_rich_sets_it(text: str, indent: int) -> None:
    page = Printout(width=30, colour=False)
    page.line(printable(text), indent=indent)
    shown, out = Text(printable(text)), io.StringIO()
    _console(out, 30).print(Padding(shown, (0, 0, 0, indent)) if indent else shown)
    assert _lines(page.text()) == _lines(out.getvalue())
