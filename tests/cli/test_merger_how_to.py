"""docs/how-to/nam-sap-xep-don-vi.md: what the page says of a year in which units are merged is what is computed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import small_project
from shell_program import invoke

from mttq.cli.app import app

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "how-to" / "nam-sap-xep-don-vi.md"
OLD, NEW = "song-may/thanh-ba", "song-may/xa-thanh-ba"
INDICATORS = "quy-vi-nguoi-ngheo: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong, cap: [xa]}\n"
SETS = (
    "2024-2029: {tu_nam: 2025, den_nam: 2029, chuong_trinh: "
    "{1: {ten: Đoàn kết}, 2: {ten: Thi đua}, 3: {ten: Tổ chức}}}\n"
)


def _blocks() -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def _report(unit: str, period: str, millions: int) -> dict[str, str]:
    text = small_project.report(
        unit=unit,
        cycle="2025",
        period=period,
        programmes=f"2: {{so_lieu: {{quy-vi-nguoi-ngheo: {millions} triệu đồng}}}}\n",
    )
    return {f"2025/{unit}/{period}.yaml": text}


def _year(folder: Path, halves: dict[str, int], *, quarters: bool) -> dict[str, object]:
    """Return the row of the new commune, from the page's files and the old communes' reports in millions."""
    units, year, *_ = _blocks()
    documents = {
        "danh-muc/don-vi.yaml": units,
        "danh-muc/chi-tieu.yaml": INDICATORS,
        "danh-muc/chuong-trinh.yaml": SETS,
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
    }
    for name, millions in halves.items():
        documents |= _report(f"{OLD}/{name}", "6-thang", millions)
    if quarters:
        year = re.sub(r"    so_lieu:\n.*\n", "", year)
        documents |= _report(NEW, "quy-3", 8) | _report(NEW, "quy-4", 9)
    documents[f"2025/{NEW}/nam.yaml"] = year
    small_project.write(folder, documents)
    result = invoke("--root", str(folder), "total", "2025", "--unit", NEW, "--format", "json", program=app)
    row: dict[str, object] = json.loads(result.stdout)[0]
    assert result.exit_code == (row["trang_thai"] == "lech"), result.stderr
    assert ("MT401" in result.stderr) == (row["trang_thai"] == "lech")
    return row


@pytest.mark.parametrize("quarters", [False, True], ids=["by the year", "by quarters"])
@pytest.mark.parametrize(
    ("halves", "millions", "status"),
    [
        ({"doi-thong": 10, "ben-lau": 6}, 33, "du"),
        ({"doi-thong": 10}, 33, "theo-bao-cao"),
        ({}, 33, "theo-bao-cao"),
        ({"doi-thong": 10, "ben-lau": 7}, 34, "lech"),
    ],
)
def test_the_year_of_a_new_commune(
    tmp_path: Path, halves: dict[str, int], millions: int, status: str, *, quarters: bool
) -> None:
    row = _year(tmp_path, halves, quarters=quarters)
    assert (row["thuc_hien"], row["trang_thai"]) == (millions * 1_000_000, status)


def test_the_whole_year_as_an_own_figure_counts_twice(tmp_path: Path) -> None:
    small_project.write(
        tmp_path,
        {
            "danh-muc/don-vi.yaml": _blocks()[0],
            "danh-muc/chi-tieu.yaml": INDICATORS,
            "danh-muc/chuong-trinh.yaml": SETS,
            "danh-muc/mttq.yaml": "phien_ban: 1\n",
            **_report(f"{OLD}/doi-thong", "6-thang", 10),
            **_report(f"{OLD}/ben-lau", "6-thang", 6),
            **_report(NEW, "nam", 33),
        },
    )
    result = invoke("--root", str(tmp_path), "total", "2025", "--unit", NEW, "--format", "json", program=app)
    assert json.loads(result.stdout)[0]["thuc_hien"] == 49_000_000


def test_the_commune_left_as_it_is_lies_below_the_province(tmp_path: Path) -> None:
    small_project.write(
        tmp_path, {"danh-muc/don-vi.yaml": _blocks()[0], "danh-muc/mttq.yaml": "phien_ban: 1\n"}
    )
    said = invoke("--root", str(tmp_path), "units", "--on", "2025-07-01", program=app).stdout
    assert said.splitlines()[:3] == [
        "tỉnh Sông Mây (song-may)",
        "  xã Sông Con (song-may/thanh-ba/song-con)",
        "  xã Thanh Ba (song-may/xa-thanh-ba)",
    ]
