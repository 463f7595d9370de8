"""`mttq indicators`, and names in place of ids."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import small_project
from shell_program import invoke
from small_project import report

from mttq.cli.app import app


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_project.write(
        tmp_path,
        {
            "2020/quang-tri/dakrong/quy-2.yaml": report(
                unit="quang-tri/dakrong", period="quy-2", programmes="2: {so_lieu: {quy: 3 tỷ đồng}}\n"
            )
        },
    )


def _mttq(root: Path, *args: str) -> tuple[int, str, str]:
    result = invoke("--root", str(root), *args, program=app)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("words", [["quỹ"], ["quy", "nguoi"], ["QUỸ vì người"]])
def test_words_of_a_name_or_an_id(root: Path, words: list[str]) -> None:
    assert _mttq(root, "indicators", *words) == (
        0,
        "quy: Quỹ “Vì người nghèo”\n"
        "  đồng; chương trình 2; cấp báo cáo: Trung ương, tỉnh, huyện, xã\n"
        "1 chỉ tiêu.\n",
        "",
    )


def test_other_programs_read_all_of_them(root: Path) -> None:
    known = json.loads(_mttq(root, "indicators", "--format", "json")[1])
    assert known[0] == {
        "chi_tieu": "giam-sat",
        "ten": "Cuộc giám sát",
        "don_vi_tinh": "cuộc",
        "chuong_trinh": {"": 1},
        "theo_cap": "khong-cong",
        "theo_ky": "tong",
        "cap": ["tinh"],
    }
    first, second, *others = csv.reader(_mttq(root, "indicators", "--format", "csv")[1].splitlines())
    assert first == list(known[0])
    assert second == ["giam-sat", "Cuộc giám sát", "cuộc", "1", "khong-cong", "tong", "tinh"]
    assert len(others) == len(known) - 1


@pytest.mark.parametrize("unit", ["quang-tri/dakrong", "dakrong", "Đakrông", "huyện Đakrông", "H. Dakrong"])
@pytest.mark.parametrize("indicator", ["quy", "Quỹ “Vì người nghèo”", "quy “vi nguoi ngheo”"])
def test_names_in_place_of_ids(root: Path, unit: str, indicator: str) -> None:
    code, out, _ = _mttq(
        root,
        "total",
        "2020",
        "--unit",
        unit,
        "--period",
        "Quý II",
        "--indicator",
        indicator,
        "--format",
        "csv",
    )
    assert code == 0
    (row,) = csv.DictReader(out.splitlines())
    assert (row["don_vi"], row["ky"], row["chi_tieu"]) == ("quang-tri/dakrong", "quy-2", "quy")


def test_a_name_that_two_units_have_is_refused(root: Path) -> None:
    units = root / "plans/danh-muc/don-vi.yaml"
    text = units.read_text(encoding="utf-8")
    units.write_text(text + "khac: {ten: huyện Đakrông, cap: huyen}\n", encoding="utf-8")
    code, _, err = _mttq(root, "total", "2020", "--unit", "Đakrông")
    assert (code, err) == (
        2,
        "lỗi: có 2 đơn vị tên “Đakrông”\n"
        "gợi ý: nêu mã: quang-tri/dakrong (huyện Đakrông); khac (huyện Đakrông)\n",
    )
