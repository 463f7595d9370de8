"""The page that explains totals: its pictures are what the tool draws, its examples what the program computes."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import small_project
from shell_program import invoke

from mttq.cli.app import app
from mttq.totals.choice import MOST_STEPS

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PAGE = CHECKOUT / "docs" / "explanation" / "totals.md"
PICTURES = CHECKOUT / "docs" / "images" / "totals"
INDICATOR = "quy: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong, cap: [huyen, xa]}\n"
SETS = (
    "2024-2029: {tu_nam: 2025, den_nam: 2029, chuong_trinh: "
    "{1: {ten: Đoàn kết}, 2: {ten: Thi đua}, 3: {ten: Tổ chức}}}\n"
)
STANDING = """\
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
    """
MERGED = """\
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
        n:
          ten: xã N
          cap: xa
          tu: 2025-07-01
          ke_thua: [{don_vi: t/h/x}, {don_vi: t/h/y}]
    """
DIVIDED = """\
    t:
      ten: tỉnh T
      cap: tinh
      cap_duoi:
        x: {ten: xã X, cap: xa, den: 2025-06-30}
        n: {ten: xã N, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/x, ty_trong: 60%}]}
        m: {ten: xã M, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/x, ty_trong: 40%}]}
    """
OWN, STATED = "so_lieu", "toan_dia_ban"
Line = tuple[str, str, str, int]
HALF_REPORTED: list[Line] = [
    ("t/h/x", "6-thang", OWN, 10),
    ("t/n", "quy-3", OWN, 8),
    ("t/n", "quy-4", OWN, 9),
]
OF_PICTURES: dict[str, tuple[str, list[Line], str, int, str]] = {
    "cells": (
        STANDING,
        [
            ("t/h", "nam", OWN, 5),
            *(("t/h/x", f"quy-{number}", OWN, value) for number, value in enumerate((10, 12, 9, 14), 1)),
            ("t/h/y", "nam", OWN, 40),
        ],
        "t/h",
        90,
        "du",
    ),
    "choice": (
        STANDING,
        [("t/h", "nam", OWN, 5), ("t/h", "nam", STATED, 90), ("t/h/x", "nam", OWN, 45)],
        "t/h",
        90,
        "theo-bao-cao",
    ),
    "merger": (MERGED, HALF_REPORTED, "t/n", 27, "thieu"),
    "statement": (MERGED, [*HALF_REPORTED, ("t/n", "nam", STATED, 33)], "t/n", 33, "theo-bao-cao"),
    "overlap": (
        MERGED,
        [("t/h", "6-thang", OWN, 5), ("t/h", "6-thang", STATED, 65), ("t/n", "nam", STATED, 80)],
        "t",
        85,
        "theo-bao-cao",
    ),
}


TWICE = """\
    t:
      ten: tỉnh T
      cap: tinh
      cap_duoi:
        h:
          ten: huyện H
          cap: huyen
          cap_duoi_chua_du: false
          cap_duoi: {x: {ten: xã X, cap: xa, den: 2025-06-30}}
        k:
          ten: huyện K
          cap: huyen
          tu: 2025-07-01
          cap_duoi: {y: {ten: xã Y, cap: xa, tu: 2025-07-01, ke_thua: [{don_vi: t/h/x}]}}
    trung-uong: {ten: Trung ương, cap: trung-uong}
    """
HALF_STATED: list[Line] = [("t/h", "6-thang", STATED, 65), ("t/n", "quy-3", OWN, 8), ("t/n", "quy-4", OWN, 9)]
OF_RULES: dict[str, tuple[str, list[Line], dict[str, tuple[int, str]]]] = {
    "the heir of the communes is not the heir of their district": (
        MERGED,
        HALF_STATED,
        {"t": (82, "theo-bao-cao"), "t/n": (17, "thieu")},
    ),
    "the heir of the district has its statement": (
        MERGED.replace("[{don_vi: t/h/x}", "[{don_vi: t/h}, {don_vi: t/h/x}"),
        HALF_STATED,
        {"t": (82, "theo-bao-cao"), "t/n": (82, "theo-bao-cao")},
    ),
    "the year of one heir leaves the other's slice open": (
        DIVIDED,
        [("t/x", "6-thang", OWN, 100), ("t/n", "nam", STATED, 70)],
        {"t": (70, "thieu"), "t/n": (70, "theo-bao-cao"), "t/m": (40, "thieu")},
    ),
    "without it the half year counts": (DIVIDED, [("t/x", "6-thang", OWN, 100)], {"t": (100, "thieu")}),
}


def documents(units: str, lines: list[Line]) -> dict[str, str]:
    """Return the files of a project of 2025 with these figures."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for unit, period, key, value in lines:
        found.setdefault((unit, period), {})[key] = value
    reports = {
        f"2025/{unit}/{period}.yaml": small_project.report(
            unit=unit,
            cycle="2025",
            period=period,
            programmes="2:\n" + "".join(f"  {key}: {{quy: {value} đồng}}\n" for key, value in parts.items()),
        )
        for (unit, period), parts in found.items()
    }
    catalogue = {"chuong-trinh": SETS, "chi-tieu": INDICATOR, "don-vi": units, "mttq": "phien_ban: 1\n"}
    return {f"danh-muc/{name}.yaml": text for name, text in catalogue.items()} | reports


@pytest.mark.parametrize("name", OF_PICTURES)
def test_the_program_computes_what_a_picture_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units, lines, top, value, status = OF_PICTURES[name]
    small_project.write(tmp_path, documents(units, lines))
    monkeypatch.chdir(tmp_path)
    result = invoke("total", "2025", "--unit", top, "--format", "json", program=app)
    assert result.exit_code == 0, result.stderr
    row = json.loads(result.stdout)[0]
    assert (row["thuc_hien"], row["trang_thai"]) == (value, status)


@pytest.mark.parametrize("name", OF_RULES)
def test_where_two_rules_meet(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only communes report, so the cells of a district's statement are those of its communes."""
    units, lines, expected = OF_RULES[name]
    written = documents(units, lines)
    written["danh-muc/chi-tieu.yaml"] = INDICATOR.replace("[huyen, xa]", "[xa]")
    small_project.write(tmp_path, written)
    monkeypatch.chdir(tmp_path)
    for top, found in expected.items():
        result = invoke("total", "2025", "--unit", top, "--format", "json", program=app)
        assert result.exit_code == 0, result.stderr
        row = json.loads(result.stdout)[0]
        assert (row["thuc_hien"], row["trang_thai"]) == found


def test_the_error_of_a_statement_comes_with_every_total_that_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not count in its unit's row. In those above it covers most, and without it cells would be open."""
    small_project.write(tmp_path, documents(STANDING, [("t/h", "nam", STATED, 5), ("t/h/x", "nam", OWN, 8)]))
    monkeypatch.chdir(tmp_path)
    for top, value, status in (("t/h", 8, "lech"), ("t", 5, "theo-bao-cao")):
        result = invoke("total", "2025", "--unit", top, "--format", "json", program=app)
        row = json.loads(result.stdout)[0]
        assert (row["thuc_hien"], row["trang_thai"]) == (value, status)
        assert result.exit_code == 1
        assert result.stderr.splitlines()[0] == (
            "plans/2025/t/h/nam.yaml:6:25: lỗi MT401 (so-cong-lech): “quy” toàn địa bàn ghi 5 đồng, còn tổng từ 1/3 "
            "đơn vị đã báo cáo là 8 đồng: kém 3 đồng; tổng ấy gồm xã X 8"
        )


def test_a_tie_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` says it of the lowest unit; the totals above have the same one."""
    lines = [("t/h", "nam", STATED, 100), ("t/k", "nam", STATED, 90), ("trung-uong", "nam", OWN, 1)]
    small_project.write(tmp_path, documents(TWICE, lines))
    monkeypatch.chdir(tmp_path)
    for top in ("t", "trung-uong"):
        result = invoke("total", "2025", "--unit", top, program=app)
        said = [line for line in result.stderr.splitlines() if "MT412" in line]
        assert said == [
            "plans/2025/t/h/nam.yaml:6:25: cảnh báo MT412 (chua-chon-duoc-so): “Quỹ” của “t”: "
            "plans/2025/t/h/nam.yaml:6 và plans/2025/t/k/nam.yaml:6 bao quát như nhau nhưng cho tổng khác nhau; "
            "các số ấy chưa được tính"
        ]


def test_every_picture_is_on_the_page_and_as_the_tool_draws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a picture run tools/make_pictures.py."""
    monkeypatch.syspath_prepend(CHECKOUT / "tools")
    tool = importlib.import_module("make_pictures")
    shown = re.findall(r"\]\(\.\./images/totals/([a-z]+)\.svg\)", PAGE.read_text(encoding="utf-8"))
    assert shown == [one.name for one in tool.PICTURES] == list(OF_PICTURES)
    assert sorted(path.stem for path in PICTURES.iterdir()) == sorted(shown)
    for picture in tool.PICTURES:
        text = (PICTURES / f"{picture.name}.svg").read_text(encoding="utf-8")
        assert text == tool.drawn(picture)
        root = ElementTree.fromstring(text)
        described = [root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc")]
        assert described == [picture.title, picture.description]


def test_the_page_names_the_bound_of_the_search() -> None:
    assert f"{MOST_STEPS:,} figures" in PAGE.read_text(encoding="utf-8")
