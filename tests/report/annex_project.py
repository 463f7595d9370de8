"""A project whose annex has everything: zeros, gaps, transfers, approximate and very large figures."""

from __future__ import annotations

from pathlib import Path

import small_project

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.report import phu_luc, subject_of
from mttq.report.model import Annex, Cell, Charts, NumberCell, Sheet

TOP = "quang-tri"
DISTRICT = "quang-tri/huong-hoa"
OTHER = "quang-tri/dakrong"
COMMUNE = "quang-tri/huong-hoa/tan-long"

DOCUMENTS = {
    "2020/quang-tri/ke-hoach.yaml": small_project.plan(
        programmes="""\
            1:
              muc_tieu: M
              chi_tieu:
                ty-le-di-bau: "99%"
                giam-sat: 4 cuộc
            2:
              muc_tieu: M
              chi_tieu:
                quy: {muc: trên 19 tỷ đồng, ghi_chu: "=1+1, không phải công thức"}
                nha:
                  muc: 30 nhà
                  trong_do: {xây mới: 20 nhà}
                  giao: {quang-tri/huong-hoa: 12 nhà}
                  phan_ky: {quy-2: 10 nhà}
                cong-trinh: 15 – 20 công trình
                ho-ngheo: không quá 900 hộ
            """
    ),
    "2020/quang-tri/huong-hoa/ke-hoach.yaml": small_project.plan(
        unit=DISTRICT, programmes="2: {muc_tieu: M, chi_tieu: {nha: 12 nhà, viec-lam: 100 lao động}}\n"
    ),
    "2020/quang-tri/dakrong/ke-hoach.yaml": small_project.plan(
        unit=OTHER, programmes="2: {muc_tieu: M, chi_tieu: {nha: 10 nhà, viec-lam: 50 lao động}}\n"
    ),
    "2020/quang-tri/nam.yaml": small_project.report(
        """\
        so_lieu_den: 2020-12-15
        van_ban: {so: 12/BC-MTTQ-BTT, ngay: 2020-12-20, loai: Báo cáo}
        so_lieu: {dan-so: 632.375 người, nu: không áp dụng}
        """,
        programmes="""\
            1:
              so_lieu: {giam-sat: 5 cuộc, ty-le-di-bau: 6.622/6.688 cử tri}
            2:
              so_lieu:
                quy: {gia_tri: "12.345,5 đồng", nhan_tu: {quang-tri/huong-hoa: '45,25 đồng'}, ghi_chu: "@quỹ"}
                nha: {gia_tri: 12 nhà, trong_do: {xây mới: 7 nhà}}
                cong-trinh: khoảng 17 công trình
                ho-ngheo: 812 hộ
            """,
    ),
    "2020/quang-tri/huong-hoa/nam.yaml": small_project.report(
        unit=DISTRICT,
        programmes="""\
            1:
              so_lieu: {ty-le-di-bau: 100/120 cử tri}
            2:
              so_lieu:
                quy: 123.456.789.012.345.678 đồng
                nha: 0 nhà
                viec-lam: 120 lao động
                cong-trinh: 2 công trình
            """,
    ),
    "2020/quang-tri/huong-hoa/tan-long/quy-1.yaml": small_project.report(
        unit=COMMUNE, period="quy-1", programmes="2: {so_lieu: {nha: 3 nhà, viec-lam: không áp dụng}}\n"
    ),
    "2020/quang-tri/dakrong/nam.yaml": small_project.report(
        unit=OTHER,
        programmes="2: {so_lieu: {nha: 9 nhà, viec-lam: 40 lao động, cong-trinh: không áp dụng}}\n",
    ),
    "danh-muc/chuong-trinh.yaml": small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"].replace(
        "tu_nam: 2020", "tu_nam: 2019"
    ),
    "2019/quang-tri/nam.yaml": small_project.report(
        cycle="2019",
        programmes="""\
            1:
              so_lieu: {giam-sat: 4 cuộc, ty-le-di-bau: 980/1.000 cử tri}
            2:
              so_lieu: {nha: 20 nhà, ho-ngheo: 1.200 hộ}
            """,
    ),
}


def annex_of(
    root: Path,
    documents: dict[str, str] | None = None,
    *,
    unit: str = TOP,
    cycle: str = "2020",
    period: str = "",
) -> Annex:
    """Return the annex of a unit of this project, or of one with other documents."""
    project = load(small_project.write(root, DOCUMENTS if documents is None else documents))
    year = parse_cycle(cycle)
    assert year is not None
    found = phu_luc.build(subject_of(project, unit, year, PERIODS[period] if period else year.whole))
    assert found is not None
    return found


def sheet(annex: Annex, name: str) -> Sheet:
    """Return the sheet of a name."""
    found = next(one for one in annex.sheets if one.name == name)
    assert isinstance(found, Sheet)
    return found


def charts(annex: Annex) -> Charts:
    """Return the sheet of charts."""
    return next(one for one in annex.sheets if isinstance(one, Charts))


def shown(cell: Cell) -> str:
    """Return a cell as a short text."""
    if cell is None:
        return ""
    if isinstance(cell, NumberCell):
        return f"{cell.before}{cell.value:f}{'%' if cell.percent else ''}{cell.after}"
    return cell.text


def table(one: Sheet) -> list[list[str]]:
    """Return a sheet's table as short texts, its header first."""
    return [
        [column.header for column in one.columns],
        *([shown(cell) for cell in line.cells] for line in one.lines),
    ]


def row(one: Sheet, name: str) -> dict[str, str]:
    """Return the row with this text in its second column, by the headers."""
    header, *lines = table(one)
    return dict(zip(header, next(line for line in lines if line[1] == name), strict=True))
