from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from mttq.profile.letters import text_width
from mttq.render.word.columns import match_grid, widths

_COLUMNS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 3000)), min_size=1, max_size=12)


@given(st.integers(1, 20_000), _COLUMNS)
def test_columns_fill_the_table(total: int, columns: list[tuple[int, int]]) -> None:
    """Law: the widths of the columns add up to that of the table, whatever was asked for."""
    fitted = widths(total, columns)
    assert sum(fitted) == total
    assert len(fitted) == len(columns)
    assert all(width >= 0 for width in fitted)


@given(st.integers(1, 20_000), _COLUMNS)
def test_no_column_is_narrower_than_its_longest_word_while_there_is_room(
    total: int, columns: list[tuple[int, int]]
) -> None:
    """Law: if the least widths fit, no column gets less than its own."""
    if sum(least for _, least in columns) < total:
        assert all(width >= least for width, (_, least) in zip(widths(total, columns), columns, strict=True))


def test_columns_are_as_wide_as_their_weights() -> None:
    assert widths(900, [(1, 10), (5, 10), (3, 10)]) == [100, 500, 300]


def test_a_column_that_is_too_narrow_takes_from_the_others_by_their_weights() -> None:
    assert widths(1000, [(1, 400), (2, 10), (4, 10)]) == [400, 200, 400]


def test_columns_without_weights_are_equal() -> None:
    assert widths(900, [(0, 10), (0, 10), (0, 10)]) == [300, 300, 300]


@pytest.mark.parametrize(
    ("text", "size", "millimetres"),
    [  # measured on a printed page
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 88.3),
        ("Độc lập - Tự do - Hạnh phúc", 13, 56),
        ("BAN THƯỜNG TRỰC", 12, 42),
    ],
)
def test_letters_are_as_wide_as_printed(text: str, size: float, millimetres: float) -> None:
    assert text_width(text, size) / 72 * 25.4 == pytest.approx(millimetres, rel=0.03)


def _grid(columns: int, *rows: tuple[int, ...]) -> list[int]:
    """Return the columns of a table of 900 twips after its grid was matched to rows with cells of these spans."""
    grid = f'<w:gridCol w:w="{900 // columns}"/>' * columns
    cells = "".join(
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr></w:tc>' for span in row)
        + "</w:tr>"
        for row in rows
    ).replace('<w:tcPr><w:gridSpan w:val="1"/></w:tcPr>', "")
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>")
    match_grid(table)
    return [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]


def test_a_table_has_as_many_columns_as_its_longest_row() -> None:
    assert _grid(3, (1,) * 9) == [100] * 9
    assert _grid(3, (1, 1), (2,)) == [450, 450]
    assert _grid(3, (1, 1, 1), (1, 2), (3,)) == [300, 300, 300]
    assert _grid(1, (1, 3), (4,)) == [225] * 4
    assert _grid(2) == [450, 450]
