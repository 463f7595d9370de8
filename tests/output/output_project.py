"""A small project whose totals have every kind of value, for the tests of outputs."""

from __future__ import annotations

from pathlib import Path

import small_project

from mttq.catalogue import Catalogue
from mttq.documents import load
from mttq.levels import Level
from mttq.period import parse_cycle
from mttq.totals import TotalsTable, build_table

DOCUMENTS = {
    "2020/quang-tri/ke-hoach.yaml": small_project.plan(
        programmes="""\
        1: {muc_tieu: M, chi_tieu: {giam-sat: {muc: 2 cuộc, cap_minh: tat-ca}}}
        2:
          muc_tieu: M
          chi_tieu:
            quy: trên 999.999.999.999.999.999 đồng
            nha: 15 - 20 nhà
            cong-trinh: 8 công trình
        """
    ),
    "2020/quang-tri/huong-hoa/ke-hoach.yaml": small_project.plan(
        unit="quang-tri/huong-hoa", programmes="2: {muc_tieu: M, chi_tieu: {quy: 3 đồng, nha: 7 nhà}}\n"
    ),
    "2020/quang-tri/nam.yaml": small_project.report(
        "so_lieu: {san-luong: '120,50 triệu đồng/ha/năm'}\n",
        programmes="""\
        1: {so_lieu: {ty-le-di-bau: 6.622/6.688}}
        2: {so_lieu: {nha: 12 nhà, quy: ước 999.999.999.999.999.998 đồng, viec-lam: không áp dụng, cong-trinh: 0}}
        """,
    ),
    "2020/quang-tri/huong-hoa/nam.yaml": small_project.report(
        unit="quang-tri/huong-hoa", programmes="2: {toan_dia_ban: {nha: 3 nhà}}\n"
    ),
    "2020/quang-tri/huong-hoa/tan-long/nam.yaml": small_project.report(
        unit="quang-tri/huong-hoa/tan-long", programmes="2: {so_lieu: {cong-trinh: 5 công trình}}\n"
    ),
}


def table(
    root: Path,
    documents: dict[str, str] | None = None,
    *,
    tops: tuple[str, ...] = ("quang-tri",),
    level: Level | None = None,
    cycle: str = "2020",
) -> tuple[TotalsTable, Catalogue]:
    """Return the totals of the year, and the catalogue."""
    project = load(small_project.write(root, DOCUMENTS if documents is None else documents))
    year = parse_cycle(cycle)
    assert year is not None
    return build_table(project, year, year.whole, tops=tops, level=level), project.catalogue
