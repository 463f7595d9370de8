"""Every figure in a rendered document is one of the totals, and every total is in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp

import pytest
import small_project
from render_reading import Rows, docx_blocks, markdown_blocks
from shipped_documents import WANTED, Wanted, document, subject

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.quantity import number, rounded
from mttq.render import markdown
from mttq.render.word import docx
from mttq.report import KINDS, Report, Subject, subject_of
from mttq.report.figures import change, is_money, is_stock, said_figure, settled, without_counts
from mttq.totals import Row

READERS = ("word", "forge")
SCALES = {"": 1, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
FIGURE = re.compile(r"(?<![\w/])(\d+(?:\.\d{3})*(?:,\d+)?)(?:/(\d+(?:\.\d{3})*))?(?: (nghìn|triệu|tỷ)\b)?")
WITH_RESULTS = tuple(one for one in WANTED if one.kind in ("bao-cao", "nhiem-ky"))


@cache
def _rich() -> tuple[Subject, Report]:
    """Return a province in its second quarter, with a year before, ratios, parts, received figures, and gaps."""
    root = Path(mkdtemp())
    plan = small_project.plan(
        programmes="""\
        1: {muc_tieu: M, chi_tieu: {giam-sat: 7 cuộc, ty-le-di-bau: trên 95%}}
        2: {muc_tieu: M, chi_tieu: {quy: trên 19 tỷ, nha: 350, ho-ngheo: dưới 10 hộ, viec-lam: 15 - 20}}
        """
    )
    documents = {"2020/quang-tri/ke-hoach.yaml": plan}
    figures = {
        ("2020", "quang-tri", "quy-1"): "quy: 1 tỷ đồng, nha: 11 nhà",
        ("2020", "quang-tri", "quy-2"): (
            "quy: {gia_tri: '2,5 tỷ đồng', nhan_tu: {Công ty A: 123 triệu đồng}}, "
            "nha: {gia_tri: 21 nhà, trong_do: {xây mới: 13 nhà}}, cong-trinh: 0 công trình, viec-lam: 17 lao động"
        ),
        ("2020", "quang-tri/huong-hoa", "quy-1"): "quy: 4 tỷ 250 triệu đồng, nha: 31 nhà",
        ("2020", "quang-tri/huong-hoa", "quy-2"): "quy: 999.999.999 đồng, nha: 41 nhà, ho-ngheo: 8 hộ",
        ("2020", "quang-tri/dakrong", "quy-2"): "quy: trên 333 triệu đồng, nha: không áp dụng",
    }
    for (year, unit, period), line in figures.items():
        ratio = "1: {so_lieu: {ty-le-di-bau: 6.622/6.688 cử tri}}\n" if period == "quy-2" else ""
        documents[f"{year}/{unit}/{period}.yaml"] = small_project.report(
            unit=unit, cycle=year, period=period, programmes=f"{ratio}2: {{so_lieu: {{{line}}}}}\n"
        )
    cycle = parse_cycle("2020")
    assert cycle is not None
    found = subject_of(load(small_project.write(root, documents)), "quang-tri", cycle, PERIODS["quy-2"])
    report = KINDS["bao-cao"].build(found)
    assert isinstance(report, Report)
    return found, report


def _blocks(report: Report, read: str) -> list[tuple[str, str | Rows]]:
    return (
        docx_blocks(docx.render(report, None))
        if read == "word"
        else markdown_blocks(markdown.render(report, None))
    )


def _tables(report: Report, read: str) -> list[Rows]:
    """Return the tables of figures as a reader sees them."""
    tables = [content for _, content in _blocks(report, read) if isinstance(content, tuple)]
    return [table for table in tables if table[0][0] == "STT" and "Thực hiện" in table[0]]


def _cell(row: Row) -> str:
    """Return a total as a cell must show it."""
    result = row.total.result
    if result is None:
        return "không áp dụng" if row.total.status == "du" else "chưa có số liệu"
    text = number(result.value, places=2) + "%" if row.indicator.measure.name == "%" else number(result.value)
    yearly = "/năm" if result.yearly else ""
    return f"{'≈ ' if result.approximation is not None else ''}{text}{yearly}"


def _check_tables(subject: Subject, report: Report, read: str) -> None:
    shown = [
        dict(zip(table[0], row, strict=True))
        for table in _tables(report, read)
        for row in table[1:]
        if row[0].isdigit()
    ]
    assert [row["Chỉ tiêu"] for row in shown] == [
        row.indicator.name for number_ in (None, *subject.numbers) for row in subject.rows_of(number_)
    ]
    by_name = {row.indicator.name: row for row in subject.rows}
    for cells in shown:
        row = by_name[cells["Chỉ tiêu"]]
        stock = is_stock(row.indicator, subject.catalogue)
        counted = row if stock else subject.to_date.get(row.indicator.id, row)
        assert cells["Thực hiện"] == _cell(row)
        if "Lũy kế từ đầu năm" in cells:
            assert cells["Lũy kế từ đầu năm"] == ("" if stock else _cell(counted))
        share = next((cells[head] for head in cells if head.startswith("% kế hoạch")), "")
        result = counted.total.result
        loose = "≈ " if result is not None and result.approximation is not None else ""
        unsaid = counted.completion is None or row.indicator.measure.name == "%"
        said = "" if unsaid else f"{loose}{number(counted.completion, places=2)}%"
        assert share == said


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("wanted", WITH_RESULTS, ids=str)
def test_the_tables_of_a_shipped_document_are_the_totals(wanted: Wanted, read: str) -> None:
    _check_tables(subject(wanted), document(wanted), read)


@pytest.mark.parametrize("read", READERS)
def test_the_tables_of_a_full_document_are_the_totals(read: str) -> None:
    _check_tables(*_rich(), read)


def _figures(text: str) -> Iterator[Decimal]:
    """Return the figures in a text, scales multiplied out, and both counts of a ratio."""
    for found in FIGURE.finditer(text):
        for digits in filter(None, (found[1], found[2])):
            yield Decimal(digits.replace(".", "").replace(",", ".")) * SCALES[found[3] or ""]


def _said_of(row: Row) -> set[Decimal]:
    """Return every figure that a sentence on a total may hold."""
    total, found = row.total, {Decimal(row.total.units_in), Decimal(row.total.units_due)}
    for amount in (total.result, total.own.amount, total.stated.amount):
        if amount is not None:
            found |= {rounded(amount.value, 2), amount.value, settled(amount).value, *(amount.pair or ())}
    for line in (*total.own.lines, *total.stated.lines):
        figure = line.figure
        parts = chain(*figure.breakdowns, figure.by_level, figure.received)
        found |= {line.figure.quantity.value, *(part.quantity.value for part in parts)}
    if row.completion is not None:
        found.add(rounded(row.completion, 2))
        if total.result is not None and total.result.value:  # the share of a rough sum is as rough
            found.add(rounded(row.completion * settled(total.result).value / total.result.value, 0))
    if row.goal is not None:
        found |= {row.goal.target.quantity.value, *(filter(None, [row.goal.target.quantity.high]))}
    return found | set(_figures(change(row, "")))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("of", [*WITH_RESULTS, None], ids=str)
def test_sentences_hold_the_totals_and_nothing_else(of: Wanted | None, read: str) -> None:
    about, report = (subject(of), document(of)) if of is not None else _rich()
    sentences = [str(text) for kind, text in _blocks(report, read) if kind == "item"]
    for row in without_counts(about.rows, about.rows):
        said = [text for text in sentences if text.startswith(f"{row.indicator.name}: ")]
        if row.indicator.id in about.in_report:  # a text has it
            assert said == []
            continue
        assert len(said) == 1 or (of is not None and of.kind == "nhiem-ky")  # its next term names them again
        for text in said:
            later = about.to_date.get(row.indicator.id)
            words = re.sub(r"\d+ tháng đầu năm", "", text.removeprefix(f"{row.indicator.name}: "))
            allowed = _said_of(row) | (_said_of(later) if later is not None else set())
            assert set(_figures(words)) <= allowed
            if row.total.result is not None:
                result = row.total.result
                money = is_money(row.indicator.measure.name) and said_figure(row) is None
                held = result.pair or ((settled(result) if money else result).value,)
                assert set(held) <= set(_figures(words))
