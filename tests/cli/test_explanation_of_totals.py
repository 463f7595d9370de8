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
