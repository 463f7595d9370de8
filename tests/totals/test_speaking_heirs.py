"""An heir's own figure for months before it existed speaks for those it took over, whichever way is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from mttq.documents import load
from mttq.period import parse_cycle
from mttq.totals import build_table
from mttq.totals.table import shown_table

CATALOGUE = {
    "danh-muc/chuong-trinh.yaml": "2024-2029: {tu_nam: 2025, den_nam: 2029, chuong_trinh: {1: {ten: Một}}}\n",
    "danh-muc/chi-tieu.yaml": "q: {ten: Quỹ, chuong_trinh: 1, don_vi_tinh: đồng, theo_cap: tong, cap: [xa]}\n",
    "danh-muc/don-vi.yaml": """\
        t:
          ten: tỉnh T
          cap: tinh
          cap_duoi:
            h:
              ten: huyện H
              cap: huyen
              den: 2025-06-30
              cap_duoi:
                x: {ten: xã X, cap: xa, den: 2025-06-30}
                y: {ten: xã Y, cap: xa, den: 2025-06-30}
            n: {ten: xã N, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/h/x}, {don_vi: t/h/y}]}
        """,
}


def _report(unit: str, period: str, amount: int) -> tuple[str, str]:
    text = (
        f"don_vi: {unit}\nnam: 2025\nky: {period}\nchuong_trinh: {{1: {{so_lieu: {{q: {amount} đồng}}}}}}\n"
    )
    return f"2025/{unit}/{period}.yaml", text


@pytest.mark.parametrize(
    ("reports", "amount", "status"),
    [
        ([("t/n", "nam", 25), ("t/h/x", "6-thang", 10)], 25, "theo-bao-cao"),
        ([("t/n", "nam", 25)], 25, "theo-bao-cao"),
        ([("t/n", "nam", 25), ("t/h/x", "6-thang", 10), ("t/h/y", "6-thang", 5)], 40, "du"),
        ([("t/n", "quy-3", 25), ("t/h/x", "6-thang", 10)], 35, "thieu"),
    ],
)
def test_the_province_has_what_its_heir_has(
    tmp_path: Path, reports: list[tuple[str, str, int]], amount: int, status: str
) -> None:
    for path, text in (CATALOGUE | dict(_report(*one) for one in reports)).items():
        file = tmp_path / "plans" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
    project, cycle = load(tmp_path), parse_cycle("2025")
    assert cycle is not None
    for table in (shown_table, build_table):
        rows = {row.unit.id: row.total for row in table(project, cycle, cycle.whole, tops=["t"]).rows}
        for unit in ("t", "t/n"):
            result = rows[unit].result
            assert result is not None
            assert (result.value, rows[unit].status.value) == (Decimal(amount), status)
