"""Units, periods and indicators named on the command line as people name them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import small_project
from shell_program import invoke

from mttq.cli.app import app

UNITS = """\
quang-tri:
  ten: tỉnh Quảng Trị
  cap: tinh
  cap_duoi:
    huong-hoa:
      ten: huyện Hướng Hóa
      cap: huyen
      cap_duoi:
        tan-long: {ten: xã Tân Long, cap: xa}
        khe-sanh: {ten: thị trấn Khe Sanh, cap: xa}
    dakrong:
      ten: huyện Đakrông
      cap: huyen
      cap_duoi:
        ta-long: {ten: xã Tà Long, cap: xa}
        khe-sanh: {ten: xã Khe Sanh cũ, cap: xa, den: 2019-12-31}
    bac:
      ten: huyện Bắc
      cap: huyen
      cap_duoi:
        hoa-binh: {ten: xã Hòa Bình, cap: xa}
    nam:
      ten: huyện Nam
      cap: huyen
      cap_duoi:
        hoa-binh: {ten: xã Hòa Bình, cap: xa}
"""
CAMPAIGNS = "thang-cao-diem: {ten: Tháng cao điểm, tu: 2020-10-17, den: 2020-11-18}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    units = [f"quang-tri/huong-hoa/{name}" for name in ("tan-long", "khe-sanh")]
    programmes = "2: {so_lieu: {nha: 5 nhà, quy: 1 tỷ đồng}}\n"
    reports = {
        f"2020/{unit}/quy-2.yaml": small_project.report(unit=unit, period="quy-2", programmes=programmes)
        for unit in units
    }
    catalogue = {"danh-muc/don-vi.yaml": UNITS, "danh-muc/dot.yaml": CAMPAIGNS}
    return small_project.write(tmp_path, {**catalogue, **reports})


def rows(project: Path, *words: str) -> list[str]:
    """Return unit and indicator of each row of the totals."""
    result = invoke("total", "2020", "--root", str(project), "--format", "csv", *words, program=app)
    assert (result.exit_code, result.stderr) == (0, "")
    table = csv.DictReader(result.stdout.splitlines())
    return [f"{row['don_vi']} {row['chi_tieu']}" for row in table]


def refused(project: Path, *words: str) -> str:
    result = invoke("total", "2020", "--root", str(project), *words, program=app)
    assert result.exit_code == 2
    return result.stderr


@pytest.mark.parametrize("name", ["tan-long", "xã Tân Long", "Xã Tân Long", "xa tan long", "Tân Long"])
def test_a_unit_is_named_by_the_last_part_of_its_id_or_by_its_name(project: Path, name: str) -> None:
    found = rows(project, "--unit", name, "--indicator", "nha")
    assert found == ["quang-tri/huong-hoa/tan-long nha"]


def test_the_unit_that_exists_in_the_period_is_meant(project: Path) -> None:
    assert rows(project, "--unit", "khe-sanh", "--indicator", "nha") == ["quang-tri/huong-hoa/khe-sanh nha"]
    day = ("--as-of", "2020-06-30")
    found = rows(project, "--unit", "khe-sanh", "--indicator", "nha", *day)
    assert found == ["quang-tri/huong-hoa/khe-sanh nha"]


def test_a_name_of_several_units_is_refused_with_their_ids(project: Path) -> None:
    assert refused(project, "--unit", "xã Hòa Bình") == (
        "lỗi: có 2 đơn vị tên “xã Hòa Bình”\n"
        "gợi ý: nêu mã: quang-tri/bac/hoa-binh (xã Hòa Bình); quang-tri/nam/hoa-binh (xã Hòa Bình)\n"
    )


@pytest.mark.parametrize("name", ["quy-2", "Quý II", "quý 2", "QUÝ II"])
def test_a_period_is_named_by_its_title(project: Path, name: str) -> None:
    found = rows(project, "--period", name, "--unit", "tan-long", "--indicator", "nha")
    assert found == ["quang-tri/huong-hoa/tan-long nha"]


@pytest.mark.parametrize(
    ("name", "meant"), [("tháng 2", "thang-02"), ("thang-2", "thang-02"), ("6 tháng đầu năm", "6-thang")]
)
def test_months_and_halves_are_named_as_people_write_them(project: Path, name: str, meant: str) -> None:
    words = ("total", "2020", "--root", str(project), "--format", "json", "--unit", "tan-long", "--period")
    assert invoke(*words, name, program=app).stdout == invoke(*words, meant, program=app).stdout


def test_a_campaign_is_named_by_its_title(project: Path) -> None:
    assert rows(project, "--period", "Tháng cao điểm") == rows(project, "--period", "dot-thang-cao-diem")


def test_an_indicator_is_named_by_its_name(project: Path) -> None:
    found = rows(project, "--unit", "tan-long", "--indicator", "nhà đại đoàn kết")
    assert found == ["quang-tri/huong-hoa/tan-long nha"]


def test_the_history_of_a_unit_is_asked_by_name(project: Path) -> None:
    by_name = invoke("units", "--root", str(project), "--history", "huyện Đakrông", program=app)
    by_id = invoke("units", "--root", str(project), "--history", "quang-tri/dakrong", program=app)
    assert by_name.exit_code == 0
    assert by_name.stdout == by_id.stdout
