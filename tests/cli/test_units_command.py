"""`mttq units` as people call it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import small_project
from command_project import make, mttq

UNITS = """\
    quang-tri:
      ten: tỉnh Quảng Trị
      cap: tinh
      ma: [{gia_tri: "45", den: 2025-06-30}, {gia_tri: "44", tu: 2025-07-01}]
      cap_duoi:
        huong-hoa: {ten: huyện Hướng Hóa, cap: huyen, den: 2025-06-30}
        lao-bao: {ten: xã Lao Bảo, cap: xa, tu: 2025-07-01}
    """


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch, {"danh-muc/don-vi.yaml": UNITS})


@pytest.mark.parametrize("day", ["2025-06-30", "30/06/2025", "30/6/2025"])
def test_the_units_of_a_day(day: str) -> None:
    result = mttq("units", "--on", day)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "tỉnh Quảng Trị (quang-tri, mã 45)\n"
        "  huyện Hướng Hóa (quang-tri/huong-hoa)\n"
        "2 đơn vị ngày 30/06/2025.\n"
    )
    assert mttq("units", "--on", day, "--quiet").stdout.count("\n") == 2


def test_the_day_after() -> None:
    assert mttq("units", "--on", "2025-07-01").stdout.splitlines()[:2] == [
        "tỉnh Quảng Trị (quang-tri, mã 44)",
        "  xã Lao Bảo (quang-tri/lao-bao)",
    ]


def test_today_is_the_day_in_vietnam() -> None:
    last = mttq("units").stdout.splitlines()[-1]
    found = re.fullmatch(r"2 đơn vị ngày (\d\d)/(\d\d)/(\d{4})\.", last)
    assert found is not None
    day = date(int(found[3]), int(found[2]), int(found[1]))
    assert abs((day - date.today()).days) <= 1


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2020-02-30", "lỗi: --on: không có ngày “2020-02-30” trong lịch\n"),
        ("hôm nay", "lỗi: --on: “hôm nay” không phải là ngày\ngợi ý: viết như 2020-01-15 hoặc 15/01/2020\n"),
    ],
)
def test_a_text_that_is_no_date(day: str, message: str) -> None:
    result = mttq("units", "--on", day)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


def test_a_broken_file_of_units_is_reported_and_its_readable_part_shown(project: Path) -> None:
    small_project.put(project, "danh-muc/don-vi.yaml", UNITS + "    la: {ten: xã}\n")
    result = mttq("units", "--on", "2025-06-30")
    assert result.exit_code == 1
    assert "plans/danh-muc/don-vi.yaml:8:" in result.stderr
    assert "huyện Hướng Hóa" in result.stdout


def test_a_fault_in_other_files_does_not_matter(project: Path) -> None:
    small_project.put(project, "2020/quang-tri/nam.yaml", "don_vi: [\n")
    result = mttq("units", "--on", "2025-06-30")
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_history_of_a_unit() -> None:
    result = mttq("units", "--history", "quang-tri/lao-bao")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "xã Lao Bảo (quang-tri/lao-bao)",
        "  tồn tại: từ 01/07/2025",
        "  tên: xã Lao Bảo",
        "  cấp: xã",
        "Không kế thừa đơn vị nào.",
        "Không có đơn vị nào kế thừa.",
    ]


def test_the_changes_between_two_days() -> None:
    result = mttq("units", "--diff", "2025-06-30", "1/7/2025")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Đơn vị mới (1):",
        "  xã Lao Bảo (quang-tri/lao-bao)",
        "Đơn vị không còn (1):",
        "  huyện Hướng Hóa (quang-tri/huong-hoa)",
        "    không đơn vị nào kế thừa",
        "Đơn vị có thay đổi (1):",
        "  tỉnh Quảng Trị (quang-tri, mã 44)",
        "    mã: 45 → 44",
    ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--history", "quang-tr"], "lỗi: không có đơn vị “quang-tr”\ngợi ý: có phải là “quang-tri”"),
        (
            ["--diff", "2025-07-01", "2025-06-30"],
            "lỗi: --diff: ngày 2025-07-01 không trước ngày 2025-06-30\ngợi ý: nêu ngày trước rồi ngày sau\n",
        ),
        (["--diff", "2025-07-01", "mai"], "lỗi: --diff: “mai” không phải là ngày\n"),
        (
            ["--on", "2025-07-01", "--history", "quang-tri"],
            "lỗi: --on không dùng cùng --history\ngợi ý: mỗi lần nêu một trong --on, --history, --diff\n",
        ),
    ],
)
def test_a_question_that_cannot_be_answered(args: list[str], message: str) -> None:
    result = mttq("units", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
