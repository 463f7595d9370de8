"""`mttq total` shows one level below the unit asked for, unless more is asked for; JSON and CSV have all rows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import small_project
from command_project import GOOD, LOWEST, make, mttq

MIDDLE = "quang-tri/huong-hoa"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


def _units(text: str) -> list[str]:
    """Return the ids in the headings of a table."""
    return [line[:-1].rpartition("(")[2] for line in text.splitlines() if line.endswith(")")]


@pytest.mark.parametrize(
    ("args", "units", "left"),
    [
        ([], ["quang-tri", MIDDLE], "Còn 1 đơn vị cấp dưới; --depth 2 để xem thêm một cấp."),
        (["--depth", "0"], ["quang-tri"], "Còn 2 đơn vị cấp dưới; --depth 1 để xem thêm một cấp."),
        (["--depth", "1"], ["quang-tri", MIDDLE], "Còn 1 đơn vị cấp dưới; --depth 2 để xem thêm một cấp."),
        (["--depth", "2"], ["quang-tri", MIDDLE, LOWEST], None),
        (["--depth", "9"], ["quang-tri", MIDDLE, LOWEST], None),
        (["--unit", MIDDLE], [MIDDLE, LOWEST], None),
        (["--level", "xa"], [LOWEST], None),
        (["--level", "xa", "--depth", "1"], [], None),
        (["--level", "huyen", "--depth", "2"], [MIDDLE], None),
        (
            ["--as-of", "2020-12-31"],
            ["quang-tri", MIDDLE],
            "Còn 1 đơn vị cấp dưới; --depth 2 để xem thêm một cấp.",
        ),
    ],
)
def test_a_table_has_as_many_levels_as_are_asked_for(
    project: Path, args: list[str], units: list[str], left: str | None
) -> None:
    shown = mttq("total", "2020", *args)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert _units(shown.stdout) == units
    assert [line for line in shown.stdout.splitlines() if line.startswith("Còn ") and ";" in line] == (
        [left] if left else []
    )


def test_json_and_csv_have_all_rows_unless_fewer_are_asked_for(project: Path) -> None:
    def units(*args: str) -> list[list[str]]:
        rows = json.loads(mttq("total", "2020", *args, "--format", "json").stdout)
        lines = csv.DictReader(io.StringIO(mttq("total", "2020", *args, "--format", "csv").stdout))
        return [[one["don_vi"] for one in rows], [one["don_vi"] for one in lines]]

    assert units() == [["quang-tri", MIDDLE, LOWEST]] * 2
    assert units("--depth", "1") == [["quang-tri", MIDDLE]] * 2


def test_a_dissolved_unit_is_no_level_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"]
    units = units.replace("cap: huyen\n", "cap: huyen\n              den: 2020-06-30\n", 1)
    make(tmp_path, monkeypatch, GOOD | {"danh-muc/don-vi.yaml": units})
    shown = mttq("total", "2020", "--as-of", "2020-12-31").stdout
    assert _units(shown) == ["quang-tri", LOWEST]


@pytest.mark.parametrize("text", ["-1", "hai", "1,5", ""])
def test_a_text_that_is_no_number_of_levels(project: Path, text: str) -> None:
    result = mttq("total", "2020", f"--depth={text}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (f"lỗi: --depth: “{text}” không phải số cấp\ngợi ý: ví dụ --depth 0, --depth 2\n")


def test_a_proof_has_its_own_way_to_show_more(project: Path) -> None:
    result = mttq("total", "2020", "--indicator", "nha", "--explain", "--depth", "2")
    assert result.exit_code == 2
    assert result.stderr == (
        "lỗi: --explain không dùng cùng --depth\ngợi ý: thêm --level CẤP để mở cây số liệu đến cấp đó\n"
    )
