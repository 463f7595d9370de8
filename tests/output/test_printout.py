"""Lines and tables for a terminal: broken between words, as rich breaks them, and nothing is lost."""

from __future__ import annotations

import io
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mttq.output.terminal import GridColumn, Printout, printable, width, wrapped

_LETTERS = "Tổngsấp-1.2≈–日\u0300"
_WORD = st.text(_LETTERS, min_size=1, max_size=4)
_texts = st.lists(_WORD, max_size=8).map(" ".join)


def _console(out: io.StringIO, width: int) -> Console:
    return Console(file=out, width=width, highlight=False, emoji=False)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


@given(
    rows=st.lists(st.tuples(_texts, _texts, _texts), min_size=1, max_size=4),
    wide=st.tuples(*[st.integers(8, 12)] * 3),
)
def test_rows_are_set_as_rich_sets_them(rows: list[tuple[str, str, str]], wide: tuple[int, ...]) -> None:
    columns = [
        GridColumn[tuple[str, str, str]]("A", "left", 60, lambda row: row[0]),
        GridColumn[tuple[str, str, str]]("B\nb", "right", 60, lambda row: row[1]),
        GridColumn[tuple[str, str, str]]("C", "left", 60, lambda row: row[2]),
    ]
    page = Printout(width=80, colour=False)
    page.header(columns, list(wide))
    page.rows(rows, columns, list(wide))
    grid = Table(box=None, padding=(0, 2, 0, 0))
    for column, most in zip(columns, wide, strict=True):
        grid.add_column(column.header, justify=column.justify, overflow="fold", width=most)
    for row in rows:
        grid.add_row(*map(Text, row))
    out = io.StringIO()
    _console(out, 80).print(grid)
    assert _lines(page.text()) == _lines(out.getvalue())


@given(text=_texts, indent=st.integers(0, 3))
def test_a_line_is_set_as_rich_sets_it(text: str, indent: int) -> None:
    page = Printout(width=16, colour=False)
    page.line(text, indent=indent)
    shown, out = Text(text), io.StringIO()
    _console(out, 16).print(Padding(shown, (0, 0, 0, indent)) if indent else shown)
    assert _lines(page.text()) == _lines(out.getvalue())


@given(text=st.text(_LETTERS + " /\x1b\u200b", max_size=60), columns=st.integers(2, 20))
def test_breaking_loses_nothing(text: str, columns: int) -> None:
    """Law: no line is wider than the terminal, none could take the next word, and all that is printable is there."""
    lines = list(wrapped(text, columns))
    assert all(cell_len(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")
    for line, after in pairwise(lines):
        word = after.split()[0]
        assert cell_len(f"{line} {word}") > columns or line.endswith("/") or word not in text.split()


@given(text=st.text(_LETTERS + " —“”…≥≤─│├└éñơƯ", max_size=20))
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    assert width(text) == cell_len(text)


def test_titles_are_bold_where_there_is_colour() -> None:
    page = Printout(width=12, colour=True)
    page.line("SỐ LIỆU NĂM 2020", bold=True)
    page.line("tỉnh T", indent=2)
    assert page.text() == "\x1b[1mSỐ LIỆU NĂM\x1b[0m\n\x1b[1m2020\x1b[0m\n  tỉnh T\n"
