"""The history of a unit, and what changed between two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import small_project
from shipped_documents import project as shipped

from mttq.catalogue import Units
from mttq.documents import load
from mttq.output.unit_changes import render_changes, render_history

UNITS = """\
    trung-uong: {ten: Trung ương, cap: trung-uong}
    tinh:
      ten: [{gia_tri: tỉnh Cũ, den: 2025-06-30}, {gia_tri: tỉnh Mới, tu: 2025-07-01}]
      cap: tinh
      ma: [{gia_tri: "45", den: 2025-06-30}, {gia_tri: "44", tu: 2025-07-01}]
      cap_duoi:
        h:
          ten: huyện H
          cap: huyen
          den: 2025-06-30
          cap_duoi:
            a: {ten: xã A, cap: xa, den: 2025-06-30, ke_thua: [{don_vi: tinh/h/z, ngay: 2019-05-01}]}
            b: {ten: xã B, cap: xa, den: 2025-06-30}
            c: {ten: xã C, cap: xa}
            z: {ten: xã Z, cap: xa, den: 2019-04-30}
        n:
          ten: xã N
          cap: xa
          tu: 2025-07-01
          ke_thua: [{don_vi: tinh/h/a, can_cu: Nghị quyết 1}, {don_vi: tinh/h/b, ty_trong: 60%}]
        m: {ten: xã M, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: tinh/h/b, ty_trong: 40%}]}
    """


def _units(root: Path, units: str = UNITS) -> Units:
    return load(small_project.write(root, {"danh-muc/don-vi.yaml": units})).catalogue.units


def test_a_unit_and_all_it_came_from(tmp_path: Path) -> None:
    assert list(render_history(_units(tmp_path), "tinh/n")) == [
        "xã N (tinh/n)",
        "  tồn tại: từ 01/07/2025",
        "  tên: xã N",
        "  cấp: xã",
        "Kế thừa:",
        "  xã A (tinh/h/a): toàn bộ, từ ngày 01/07/2025, theo Nghị quyết 1",
        "    xã Z (tinh/h/z): toàn bộ, từ ngày 01/05/2019",
        "  xã B (tinh/h/b): 60%, từ ngày 01/07/2025",
        "Không có đơn vị nào kế thừa.",
    ]


def test_a_unit_and_all_it_became(tmp_path: Path) -> None:
    units = _units(tmp_path)
    assert list(render_history(units, "tinh/h/b"))[-4:] == [
        "Không kế thừa đơn vị nào.",
        "Được kế thừa:",
        "  xã N (tinh/n): 60%, từ ngày 01/07/2025",
        "  xã M (tinh/m): 40%, từ ngày 01/07/2025",
    ]
    assert list(render_history(units, "tinh/h/z"))[-3:] == [
        "Được kế thừa:",
        "  xã A (tinh/h/a): toàn bộ, từ ngày 01/05/2019",
        "    xã N (tinh/n): toàn bộ, từ ngày 01/07/2025, theo Nghị quyết 1",
    ]


def test_names_and_codes_over_time(tmp_path: Path) -> None:
    assert list(render_history(_units(tmp_path), "tinh"))[:5] == [
        "tỉnh Mới (tinh)",
        "  tồn tại: không ghi ngày đầu, ngày cuối",
        "  tên: tỉnh Cũ (đến hết 30/06/2025); tỉnh Mới (từ 01/07/2025)",
        "  cấp: tỉnh",
        "  mã: 45 (đến hết 30/06/2025); 44 (từ 01/07/2025)",
    ]


def test_units_that_took_each_other_over_end(tmp_path: Path) -> None:
    units = (
        "a: {ten: xã A, cap: xa, ke_thua: [{don_vi: b}]}\nb: {ten: xã B, cap: xa, ke_thua: [{don_vi: a}]}\n"
    )
    assert list(render_history(_units(tmp_path, units), "a"))[4:] == [
        "Kế thừa:",
        "  xã B (b): toàn bộ, không ghi ngày",
        "    xã A (a): toàn bộ, không ghi ngày",
        "Được kế thừa:",
        "  xã B (b): toàn bộ, không ghi ngày",
        "    xã A (a): toàn bộ, không ghi ngày",
    ]


def test_a_divided_unit_without_shares(tmp_path: Path) -> None:
    units = UNITS.replace(", ty_trong: 60%", "").replace(", ty_trong: 40%", "")
    assert list(render_history(_units(tmp_path, units), "tinh/h/b"))[-2:] == [
        "  xã N (tinh/n): chưa phân bổ (không ghi ty_trong), từ ngày 01/07/2025",
        "  xã M (tinh/m): chưa phân bổ (không ghi ty_trong), từ ngày 01/07/2025",
    ]


def test_what_came_went_and_changed(tmp_path: Path) -> None:
    assert list(render_changes(_units(tmp_path), date(2025, 6, 30), date(2025, 7, 1))) == [
        "Đơn vị mới (2):",
        "  xã N (tinh/n)",
        "    kế thừa xã A (tinh/h/a): toàn bộ, từ ngày 01/07/2025, theo Nghị quyết 1",
        "    kế thừa xã B (tinh/h/b): 60%, từ ngày 01/07/2025",
        "  xã M (tinh/m)",
        "    kế thừa xã B (tinh/h/b): 40%, từ ngày 01/07/2025",
        "Đơn vị không còn (3):",
        "  huyện H (tinh/h)",
        "    không đơn vị nào kế thừa",
        "  xã A (tinh/h/a)",
        "    xã N (tinh/n) kế thừa: toàn bộ, từ ngày 01/07/2025, theo Nghị quyết 1",
        "  xã B (tinh/h/b)",
        "    xã N (tinh/n) kế thừa: 60%, từ ngày 01/07/2025",
        "    xã M (tinh/m) kế thừa: 40%, từ ngày 01/07/2025",
        "Đơn vị có thay đổi (2):",
        "  tỉnh Mới (tinh, mã 44)",
        "    tên: tỉnh Cũ → tỉnh Mới",
        "    mã: 45 → 44",
        "  xã C (tinh/h/c)",
        "    cấp trên: tinh/h → tinh",
    ]


def test_nothing_changed(tmp_path: Path) -> None:
    assert list(render_changes(_units(tmp_path), date(2022, 1, 1), date(2023, 1, 1))) == [
        "Từ 01/01/2022 đến 01/01/2023 không có thay đổi nào."
    ]


def test_the_shipped_provinces_of_july_2025() -> None:
    lines = list(render_changes(shipped().catalogue.units, date(2025, 6, 30), date(2025, 7, 1)))
    assert any(line.startswith("Đơn vị không còn (") for line in lines)
    assert any(line.startswith("    kế thừa ") for line in lines)
