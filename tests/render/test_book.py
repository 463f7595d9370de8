"""The rows of a workbook are those that openpyxl would write."""

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell

from mttq.profile import default
from mttq.render.excel.book import Book, Rows, number_cell, text_cell
from mttq.render.excel.layout import CellStyles, Look
from mttq.render.text import clean
from mttq.report.model import Align

SHEET = "xl/worksheets/sheet1.xml"
ROWS = st.lists(
    st.tuples(
        st.lists(st.one_of(st.none(), st.integers(0, 10**15), st.text().map(clean)), max_size=30),
        st.one_of(st.none(), st.floats(1, 409)),
    ),
    max_size=5,
)


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_rows_are_those_of_openpyxl(rows: list[tuple[list[int | str | None], float | None]]) -> None:
    """Law: whatever its cells hold, the part of a sheet is byte for byte that of openpyxl."""
    book, ours = Workbook(write_only=True), Rows()
    sheet = book.create_sheet("A")
    for number, (values, height) in enumerate(rows, 1):
        if height is not None:
            sheet.row_dimensions[number].height = height
        cells = [None if value is None else WriteOnlyCell(sheet, value or None) for value in values]
        for cell, value in zip(cells, values, strict=True):
            if cell is not None:
                cell.number_format = "@"
                cell.value = str(value) if value != "" else None
                cell.data_type = "n" if isinstance(value, int) or not value else "s"
        sheet.append(cells)
        made = [
            None
            if value is None
            else number_cell(1, str(value))
            if isinstance(value, int)
            else text_cell(1, value)
            for value in values
        ]
        ours.append(made, height)
    written = BytesIO()
    book.save(written)
    mine = Book()
    mine.add("A", ours)
    with zipfile.ZipFile(written) as theirs, zipfile.ZipFile(BytesIO(mine.content(b""))) as file:
        assert file.read(SHEET) == theirs.read(SHEET)


def test_styles_that_look_the_same_are_one() -> None:
    styles = CellStyles(default().page)
    first = styles.number_of(Look.ROW, Align.LEFT)
    assert first == 1
    assert styles.number_of(Look.ROW, Align.LEFT, quoted=True) == 2
    assert styles.number_of(Look.ROW, Align.LEFT) == first
    assert styles.number_of(Look.PART, Align.RIGHT) == styles.number_of(Look.ROW, Align.RIGHT)
