"""The tree of units on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import small_project
from shipped_documents import project as shipped

from mttq.documents import load
from mttq.output.units_tree import render

UNITS = """\
    trung-uong: {ten: Trung ương, cap: trung-uong}
    quang-tri:
      ten: [{gia_tri: tỉnh Quảng Trị cũ, den: 2025-06-30}, {gia_tri: tỉnh Quảng Trị, tu: 2025-07-01}]
      cap: tinh
      ma: [{gia_tri: "45", den: 2025-06-30}, {gia_tri: "44", tu: 2025-07-01}]
      cap_duoi:
        huong-hoa:
          ten: huyện Hướng Hóa
          cap: huyen
          den: 2025-06-30
          cap_duoi:
            tan-long: {ten: xã Tân Long, cap: xa, den: 2025-06-30}
        lao-bao: {ten: xã Lao Bảo, cap: xa, tu: 2025-07-01}
    """


def _lines(root: Path, units: str, day: date) -> list[str]:
    project = load(small_project.write(root, {"danh-muc/don-vi.yaml": units}))
    return list(render(project.catalogue.units, day))


def test_names_codes_and_units_are_those_of_the_day(tmp_path: Path) -> None:
    assert _lines(tmp_path, UNITS, date(2025, 6, 30)) == [
        "Trung ương (trung-uong)",
        "  tỉnh Quảng Trị cũ (quang-tri, mã 45)",
        "    huyện Hướng Hóa (quang-tri/huong-hoa)",
        "      xã Tân Long (quang-tri/huong-hoa/tan-long)",
    ]
    assert _lines(tmp_path, UNITS, date(2025, 7, 1)) == [
        "Trung ương (trung-uong)",
        "  tỉnh Quảng Trị (quang-tri, mã 44)",
        "    xã Lao Bảo (quang-tri/lao-bao)",
    ]


def test_a_unit_below_a_dissolved_one_is_still_shown(tmp_path: Path) -> None:
    """Since July 2025 communes are below provinces; a file that left one below its district hides nothing."""
    units = UNITS.replace("xã Tân Long, cap: xa, den: 2025-06-30", "xã Tân Long, cap: xa")
    assert _lines(tmp_path, units, date(2026, 1, 1))[1:] == [
        "  tỉnh Quảng Trị (quang-tri, mã 44)",
        "    xã Tân Long (quang-tri/huong-hoa/tan-long)",
        "    xã Lao Bảo (quang-tri/lao-bao)",
    ]


def test_the_shipped_tree_before_and_after_july_2025() -> None:
    units = shipped().catalogue.units
    before, after = (list(render(units, day)) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert sum(line.startswith("  ") and not line.startswith("   ") for line in before) == 63
    assert sum(line.startswith("  ") and not line.startswith("   ") for line in after) == 34


def test_a_name_is_one_line(tmp_path: Path) -> None:
    units = 'a: {ten: "tỉnh\\n\\x1b[2Ja", cap: tinh}\n'
    assert _lines(tmp_path, units, date(2020, 1, 1)) == ["tỉnh\\u000a\\u001b[2Ja (a)"]
