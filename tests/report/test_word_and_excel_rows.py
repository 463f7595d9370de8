"""Word and Excel say the same of each row: name, unit, plan, result, share, remarks, and the parts of the result."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import small_project

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.quantity import number
from mttq.report import KINDS, Report, subject_of
from mttq.report.model import Annex, Cell, LineKind, MissingCell, NumberCell, Sheet, TableBlock, TextCell

DISTRICT = "quang-tri/huong-hoa"
COMMUNE = f"{DISTRICT}/tan-long"
INDICATORS = """\
    nha: {ten: Nhà, chuong_trinh: 2, don_vi_tinh: nhà, cach_viet: [căn], theo_cap: tong}
    quy: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
    mo-hinh: {ten: Mô hình, chuong_trinh: 2, don_vi_tinh: mô hình, theo_cap: tong}
    giam-sat: {ten: Giám sát, chuong_trinh: 1, don_vi_tinh: cuộc, theo_cap: khong-cong, cap: [huyen]}
    ho: {ten: Số hộ, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, cap: [xa]}
    ngheo: {ten: Hộ nghèo, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, chieu: giam, cap: [xa]}
    ty-le: {ten: Tỷ lệ nghèo, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ngheo, mau_so: ho, chieu: giam, cap: [xa]}
    """
OWN = """\
    1: {so_lieu: {giam-sat: 3 cuộc}}
    2:
      so_lieu:
        nha: {gia_tri: 4 căn, trong_do: {xây mới: 3 căn}}
        quy: {gia_tri: 2,5 tỷ đồng, trong_do: {tiền mặt: 500 triệu đồng}}
        mo-hinh: 7 mô hình
    """
BELOW = """\
    2: {so_lieu: {nha: 9 nhà, quy: "gần 1,2 tỷ đồng", mo-hinh: 2 mô hình}}
    """
TARGETS = """\
    2:
      muc_tieu: M
      chi_tieu: {nha: 10 - 12 căn, quy: trên 3 tỷ đồng, mo-hinh: {muc: ít nhất 2 mô hình, moi: xa, so_luong: 3}}
    """
DIGITS = re.compile(r"\d[\d.,]*%?")


def _text(cell: Cell) -> str:
    match cell:
        case NumberCell():
            places = 2 if cell.percent else None
            return (
                f"{cell.before}{number(cell.value, places=places)}{'%' if cell.percent else ''}{cell.after}"
            )
        case TextCell() | MissingCell():
            return cell.text
    return ""


def _numbers(column: str, text: str) -> list[str]:
    """Return the figures of a cell; without any, its words; of a remark all words."""
    return [text] if column == "Ghi chú" else DIGITS.findall(text) or [text]


def _word(report: Report) -> list[dict[str, list[str]]]:
    in_text = [block for block in report.body if isinstance(block, TableBlock)]
    (table,) = [*in_text, *(annex.table for annex in report.annexes)]
    names = [re.sub(r"(?<=ế hoạch) năm$", "", column.header) for column in table.columns]
    return [
        {"Ghi chú": [""]}
        | {name: _numbers(name, cell) for name, cell in zip(names[1:], row[1:], strict=True)}
        for index, row in enumerate(table.rows)
        if index not in table.groups
    ]


def _excel(annex: Annex) -> list[dict[str, list[str]]]:
    sheet = annex.sheets[0]
    assert isinstance(sheet, Sheet)
    names = [re.sub(r"^(Kế hoạch|Thực hiện) .*", r"\1", column.header) for column in sheet.columns]
    found = []
    for line in sheet.lines:
        if line.kind is LineKind.GROUP:
            continue
        cells = {name: _text(cell) for name, cell in zip(names, line.cells, strict=True)}
        if line.kind is LineKind.PART and not cells["Thực hiện"]:
            continue  # a part of the target alone, which the table of the plan has
        found.append({name: _numbers(name, text) for name, text in cells.items() if name != "STT"})
    return found


YEAR_BEFORE = """\
    1: {so_lieu: {giam-sat: 2 cuộc}}
    2: {so_lieu: {nha: 10 nhà, quy: 3 tỷ đồng, mo-hinh: 0 mô hình}}
    """


@pytest.mark.parametrize("period", ["nam", "quy-2"])
@pytest.mark.parametrize("compared", [False, True])
def test_each_row_says_the_same(tmp_path: Path, period: str, *, compared: bool) -> None:
    situation = "so_lieu: {ho: 395 hộ, ty-le: 40/395 hộ}\n"
    documents = {
        "danh-muc/chi-tieu.yaml": INDICATORS,
        f"2020/{DISTRICT}/ke-hoach.yaml": small_project.plan(unit=DISTRICT, programmes=TARGETS),
        f"2020/{DISTRICT}/{period}.yaml": small_project.report(unit=DISTRICT, period=period, programmes=OWN),
        f"2020/{COMMUNE}/{period}.yaml": small_project.report(
            situation, unit=COMMUNE, period=period, programmes=BELOW
        ),
    }
    if compared:
        documents |= {
            f"2019/{DISTRICT}/{period}.yaml": small_project.report(
                unit=DISTRICT, cycle="2019", period=period, programmes=YEAR_BEFORE
            ),
            f"2019/{COMMUNE}/{period}.yaml": small_project.report(
                "so_lieu: {ho: 390 hộ, ty-le: 52/390 hộ}\n",
                unit=COMMUNE,
                cycle="2019",
                period=period,
                programmes="    2: {so_lieu: {nha: 3 nhà, quy: 1 tỷ đồng, mo-hinh: 1 mô hình}}\n",
            ),
        }
    cycle = parse_cycle("2020")
    assert cycle is not None
    profile = tmp_path / "templates" / "the-thuc" / "nd30.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text("dua_tren: nd30\nso_cung_ky: true\n", encoding="utf-8")
    project = load(small_project.write(tmp_path, documents))
    subject = subject_of(project, DISTRICT, cycle, PERIODS[period])
    report, annex = KINDS["bao-cao"].build(subject), KINDS["phu-luc"].build(subject)
    assert isinstance(report, Report)
    assert isinstance(annex, Annex)
    word, excel = _word(report), _excel(annex)
    assert len(word) > 10
    assert word == excel
    assert ("% so cùng kỳ" in word[0]) is compared


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("ít nhất 6 mô hình", "ít nhất 6"),
        ("từ 6 mô hình trở lên", "từ 6 trở lên"),
        (">= 6 mô hình", "ít nhất 6"),
        ("phấn đấu đạt trên 6 mô hình", "phấn đấu đạt trên 6"),
        ("6 mô hình", "6"),
    ],
)
def test_a_target_keeps_its_writers_words_in_both(tmp_path: Path, target: str, word: str) -> None:
    documents = {
        "danh-muc/chi-tieu.yaml": INDICATORS,
        "2020/quang-tri/huong-hoa/ke-hoach.yaml": small_project.plan(
            unit=DISTRICT, programmes=f"2: {{muc_tieu: M, chi_tieu: {{mo-hinh: '{target}'}}}}\n"
        ),
        "2020/quang-tri/huong-hoa/nam.yaml": small_project.report(
            unit=DISTRICT, programmes="2: {so_lieu: {mo-hinh: 7 mô hình}}\n"
        ),
    }
    year = parse_cycle("2020")
    assert year is not None
    found = subject_of(load(small_project.write(tmp_path, documents)), DISTRICT, year, year.whole)
    report, annex = KINDS["bao-cao"].build(found), KINDS["phu-luc"].build(found)
    assert isinstance(report, Report)
    assert isinstance(annex, Annex)
    (table,) = [block for block in report.body if isinstance(block, TableBlock)]
    (sheet,) = [one for one in annex.sheets if isinstance(one, Sheet) and one.name == "Chỉ tiêu"]
    assert table.rows[1][3] == word
    assert _text(sheet.lines[1].cells[3]) == word
