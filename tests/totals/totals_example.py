"""A project written file by file, as a secretary would write it, and its totals.

Files that use it have a fixture `example`, which makes one in an empty folder.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from totals_project import PROGRAMMES, put
from whole_project import faults

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Gap, Goal, Row, Total, TotalAmount, TotalsTable, build_table

INDICATORS = """\
nha: {ten: Nhà, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
quy: {ten: Quỹ, chuong_trinh: 1, don_vi_tinh: đồng, theo_cap: tong, tinh_nhan_tu: false}
ho: {ten: Hộ, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
ho-ngheo: {ten: Hộ nghèo, chuong_trinh: 1, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky, chieu: giam}
ty-le-ngheo: {ten: Tỷ lệ, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: ho-ngheo, mau_so: ho, chieu: giam}
di-bau: {ten: Đi bầu, chuong_trinh: 1, don_vi_tinh: cử tri, theo_cap: tong}
cu-tri: {ten: Cử tri, chuong_trinh: 1, don_vi_tinh: cử tri, theo_cap: tong}
ty-le-bau: {ten: Tỷ lệ bầu, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: di-bau, mau_so: cu-tri}
tham: {ten: Đợt thăm, chuong_trinh: 1, don_vi_tinh: đợt, theo_cap: khong-cong}
xa-lam: {ten: Việc của xã, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, cap: [xa]}
huyen-lam: {ten: Việc của huyện, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, cap: [huyen]}
hoi-lam: {ten: Việc của hội, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, cap: [xa, to-chuc-thanh-vien]}
cao-nhat: {ten: Cao nhất, chuong_trinh: 1, don_vi_tinh: điểm, theo_cap: lon-nhat, theo_ky: lon-nhat}
thap-nhat: {ten: Thấp nhất, chuong_trinh: 1, don_vi_tinh: điểm, theo_cap: nho-nhat, theo_ky: nho-nhat, chieu: giam}
diem: {ten: Điểm, chuong_trinh: 1, don_vi_tinh: điểm, theo_cap: binh-quan, theo_ky: binh-quan}
thu-nhap: {ten: Thu nhập, chuong_trinh: 1, don_vi_tinh: đồng, theo_cap: binh-quan, theo_ky: cuoi-ky, trong_so: ho}
deu: {ten: Đều, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, theo_ky: binh-quan}
xa-co-nha: {ten: Xã có nhà, chuong_trinh: 1, don_vi_tinh: xã, theo_cap: dem-don-vi, cap: [xa]}
tien: {ten: Tiền, chuong_trinh: 1, don_vi_tinh: đồng, theo_cap: tong}
xa-bau: {ten: Xã bầu, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: di-bau, mau_so: cu-tri, cap: [xa]}
het-han: {ten: Hết hạn, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, den: 2020-06-30}
xay-moi: {ten: Xây mới, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: tong}
sua-chua: {ten: Sửa chữa, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: tong}
nha-chung: {ten: Nhà chung, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: tong, gom: [xay-moi, sua-chua]}
"""
UNITS = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    h:
      ten: huyện H
      cap: huyen
      cap_duoi:
        x: {ten: xã X, cap: xa}
        y: {ten: xã Y, cap: xa}
    k: {ten: huyện K, cap: huyen}
"""
LISTED = UNITS.replace("huyện K, cap: huyen", "xã K, cap: xa")
"""The same, but no unit above the communes is without any below it."""


class Example:
    """A project written file by file; totals are asked for by `unit indicator`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        put(root, "danh-muc/chuong-trinh.yaml", PROGRAMMES)
        put(root, "danh-muc/chi-tieu.yaml", INDICATORS)
        self.units(UNITS)

    def units(self, text: str) -> None:
        """Write the units; the lists of lower units are whole, also those that are empty."""
        whole = re.sub(r"(cap: (?:trung-uong|tinh|huyen))(?=[,}])", r"\1, cap_duoi_chua_du: false", text)
        whole = re.sub(
            r"(?m)^( *)(cap: (?:trung-uong|tinh|huyen))$", r"\1\2\n\1cap_duoi_chua_du: false", whole
        )
        put(self.root, "danh-muc/don-vi.yaml", whole)

    def says(self, place: str, stated: bool = False, **figures: str) -> None:
        """Write a report, named like `2020/t/h/nam`; keys have `_` for `-`."""
        cycle, _, rest = place.partition("/")
        unit, _, period = rest.rpartition("/")
        key = "toan_dia_ban" if stated else "so_lieu"
        path = self.root / "plans" / f"{place}.yaml"
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        text = known or f"don_vi: {unit}\nnam: {cycle}\nky: {period}\nchuong_trinh:\n  1:\n"
        lines = [f"      {name.replace('_', '-')}: {value}" for name, value in figures.items()]
        put(self.root, f"{place}.yaml", text + "\n".join([f"    {key}:", *lines, ""]))

    def plans(self, place: str, **targets: str) -> None:
        """Write a plan for a place like `2020/t`."""
        cycle, _, unit = place.partition("/")
        lines = [f"      {name.replace('_', '-')}: {value}" for name, value in targets.items()]
        head = f"don_vi: {unit}\nnam: {cycle}\nchuong_trinh:\n  1:\n    muc_tieu: Mục tiêu\n    chi_tieu:\n"
        put(self.root, f"{place}/ke-hoach.yaml", head + "\n".join(lines) + "\n")

    def table(self, cycle: str = "2020", period: str = "nam", top: str = "t", as_of: str = "") -> TotalsTable:
        project = load(self.root)
        assert [f"{one.path}: {one.message}" for one in faults(project)] == []
        found = parse_cycle(cycle)
        assert found is not None
        day = date.fromisoformat(as_of) if as_of else None
        return build_table(project, found, PERIODS[period], tops=[top], as_of=day)

    def row(self, place: str, period: str = "nam", cycle: str = "2020") -> Row:
        """Return the row of `t/h nha`."""
        unit, indicator = place.split()
        rows = {(row.unit.id, row.indicator.id): row for row in self.table(cycle, period).rows}
        return rows[unit, indicator]

    def total(self, place: str, period: str = "nam", cycle: str = "2020") -> Total:
        return self.row(place, period, cycle).total

    def gaps(self, cycle: str = "2020", period: str = "nam") -> list[Gap]:
        return list(self.table(cycle, period).gaps)


def shown(total: Total) -> tuple[object, ...]:
    """Return what a row shows: the result, its status, how many units have reported and how many have to."""
    value = total.result.value if total.result is not None else None
    return value, total.status.value, total.units_in, total.units_due


def value(amount: TotalAmount | None) -> object:
    return amount.value if amount is not None else None


def counts(amount: TotalAmount | None) -> object:
    return amount.pair if amount is not None else None


def everybody(example: Example, **but: str) -> None:
    """Let all five units report one house each, except those named (`h_x`), which report something else or nothing."""
    for unit in ("t", "t/h", "t/h/x", "t/h/y", "t/k"):
        said = but.get(unit.replace("/", "_"), "1")
        if said:
            example.says(f"2020/{unit}/nam", nha=said)


def goal(example: Example, place: str, cycle: str = "2020", period: str = "nam") -> Goal:
    found = example.row(place, period, cycle).goal
    assert found is not None
    return found


def judged(row: Row) -> tuple[object, ...]:
    return row.completion, row.reached
