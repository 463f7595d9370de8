"""`mttq status` as people and scripts call it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import git_repository
import pytest
import small_project
from command_project import BAD_FIGURE, GOOD, LOWEST, REPORT, make, mttq

from mttq.output.status import COLUMNS

SETTINGS = {"danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nhan_nop: {nam: 10}\n"}
_TEXT = "mo_dau: Mở đầu\n"
DATED = small_project.report("van_ban: {ngay: 2021-01-08}\n", programmes="2: {so_lieu: {nha: 12 nhà}}\n")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project with a deadline, on 1 February 2021, in no repository."""
    git_repository.isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setattr("mttq.cli.status.today", lambda: date(2021, 2, 1))
    return make(tmp_path, monkeypatch, GOOD | SETTINGS | {REPORT: DATED})


def _found(*args: str) -> dict[str, list[dict[str, object]]]:
    result = mttq("status", *args, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return found


def _standings(*args: str) -> list[tuple[object, object]]:
    return [(one["don_vi"], one["trang_thai"]) for one in _found(*args)["bao_cao"]]


def test_the_default_unit_and_everything_below_it(project: Path) -> None:
    assert _standings("2020") == [
        ("quang-tri", "dung-han"),
        ("quang-tri/huong-hoa", "chua-nop"),
        (LOWEST, "chua-nop"),
        ("quang-tri/dakrong", "chua-nop"),
    ]
    assert _standings("2020", "--unit", "quang-tri/dakrong") == [("quang-tri/dakrong", "chua-nop")]
    assert mttq("status", "2020").stdout.startswith(
        "TÌNH HÌNH NỘP BÁO CÁO NĂM 2020\nHạn nộp: 10/01/2021; tính đến ngày 01/02/2021.\n"
    )


def test_periods_and_terms(project: Path) -> None:
    assert _standings("2020", "--period", "quy-2", "--unit", LOWEST) == [(LOWEST, "chua-nop")]
    assert [one["ky"] for one in _found("2019-2024", "--unit", "vinh-phuc")["bao_cao"]] == ["nhiem-ky"]
    assert _standings("2019-2024", "--unit", "vinh-phuc") == [("vinh-phuc", "chua-den-han")]


def test_the_three_formats_agree(project: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(mttq("status", "2020", "--format", "csv").stdout)))
    assert list(lines[0]) == list(COLUMNS)
    assert [(line["don_vi"], line["trang_thai"]) for line in lines] == _standings("2020")
    shown = mttq("status", "2020").stdout
    assert "Nộp đúng hạn (1 đơn vị):\n  tỉnh Quảng Trị (quang-tri): nộp ngày 08/01/2021\n" in shown
    assert "Chưa nộp (3 đơn vị):\n  huyện Hướng Hóa (quang-tri/huong-hoa)\n" in shown


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["2019"], "không có năm hay nhiệm kỳ “2019”", "2020"),
        (["2020", "--unit", "quang-tr"], "không có đơn vị “quang-tr”", "có phải là “quang-tri”"),
        (["2020", "--period", "quy-5"], "năm 2020 không có kỳ “quy-5”", "“quy-4”"),
        (["2019-2024", "--period", "nam"], "nhiệm kỳ 2019 – 2024 không có kỳ “nam”", "nhiem-ky"),
        (["2020", "--format", "xml"], "--format: không có giá trị “xml”", "table, json, csv"),
        ([], "thiếu đối số NĂM", "mttq status --help"),
    ],
)
def test_an_unknown_value_is_exit_code_2_with_the_known_ones(
    project: Path, args: list[str], message: str, hint: str
) -> None:
    result = mttq("status", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first == f"lỗi: {message}"
    assert hint in second


def test_an_unreadable_file_is_reported_and_listed(project: Path) -> None:
    small_project.put(project, REPORT, "don_vi: [\n")
    result = mttq("status", "2020", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr.startswith("plans/2020/quang-tri/nam.yaml:")
    assert "lỗi MT004 (sai-cu-phap)" in result.stderr
    assert json.loads(result.stdout)["bao_cao"][0]["trang_thai"] == "co-loi"
    shown = mttq("status", "2020").stdout
    assert (
        "Có tệp nhưng có lỗi nên không đọc được (1 đơn vị):\n  tỉnh Quảng Trị (quang-tri): plans/2020/"
        in shown
    )


def test_a_readable_report_with_a_fault_counts_as_handed_in(project: Path) -> None:
    """The report counts, and its fault is reported."""
    small_project.put(project, REPORT, BAD_FIGURE)
    result = mttq("status", "2020", "--format", "json", "--quiet")
    assert result.exit_code == 1
    assert "lỗi MT201" in result.stderr
    assert json.loads(result.stdout)["bao_cao"][0]["trang_thai"] == "khong-ro-ngay"


def test_a_fault_elsewhere_does_not_matter(project: Path) -> None:
    small_project.put(project, "2020/vinh-phuc/nam.yaml", "don_vi: [\n")
    assert mttq("status", "2020").exit_code == 0
    assert mttq("status", "2020", "--unit", "vinh-phuc").exit_code == 1


def test_the_day_of_the_commit_replaces_a_missing_date(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower = "quang-tri/huong-hoa"
    small_project.put(project, f"2020/{lower}/nam.yaml", small_project.report(_TEXT, unit=lower))
    git_repository.start(project)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2021-01-12T18:00:00+0000")
    git_repository.commit(project)
    small_project.put(project, f"2020/{LOWEST}/nam.yaml", small_project.report(_TEXT, unit=LOWEST))
    rows = _found("2020")["bao_cao"]
    assert [(one["trang_thai"], one["ngay_nop"], one["nguon_ngay"], one["so_ngay_muon"]) for one in rows] == [
        ("dung-han", "2021-01-08", "van-ban", None),
        ("muon", "2021-01-13", "git", 3),
        ("khong-ro-ngay", None, None, None),
        ("chua-nop", None, None, None),
    ]
    assert (
        "huyện Hướng Hóa (quang-tri/huong-hoa): nộp ngày 13/01/2021 theo git, muộn 3 ngày\n"
        in mttq("status", "2020").stdout
    )


def test_without_a_repository_a_remark_says_once_that_days_are_unknown(project: Path) -> None:
    for unit in ("quang-tri/huong-hoa", LOWEST):
        small_project.put(project, f"2020/{unit}/nam.yaml", small_project.report(_TEXT, unit=unit))
    result = mttq("status", "2020")
    assert result.exit_code == 0
    assert result.stderr == (
        "lưu ý: dự án không nằm trong kho git nào; ngày nộp chỉ lấy được từ van_ban.ngay, "
        "2 báo cáo không rõ ngày\n"
    )
    assert "Đã nộp, không rõ ngày (2 đơn vị):\n" in result.stdout
    assert mttq("status", "2020", "--quiet").stderr == ""
    # If every report has its day, git is not asked.
    assert mttq("status", "2020", "--unit", "quang-tri/dakrong").stderr == ""


def test_without_git(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "trong"))
    small_project.put(
        project, "2020/quang-tri/dakrong/nam.yaml", small_project.report(_TEXT, unit="quang-tri/dakrong")
    )
    assert mttq("status", "2020").stderr == (
        "lưu ý: không chạy được git; ngày nộp chỉ lấy được từ van_ban.ngay, 1 báo cáo không rõ ngày\n"
        "gợi ý: cài git\n"
    )


def test_a_shallow_clone_is_remarked(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = "quang-tri/dakrong"
    small_project.put(project, f"2020/{unit}/nam.yaml", small_project.report(_TEXT, unit=unit))
    git_repository.start(project)
    git_repository.commit(project)
    git_repository.commit(project, "một commit nữa")
    shallow = tmp_path / "ban-sao"
    git_repository.git(tmp_path, "clone", "--quiet", "--depth=1", project.as_uri(), str(shallow))
    result = mttq("--root", str(shallow), "status", "2020", "--unit", unit, "--format", "json")
    assert result.stderr.splitlines()[0] == (
        "lưu ý: bản sao git này thiếu lịch sử nên không biết ngày của các tệp đã có từ trước phần còn giữ; "
        "ngày nộp chỉ lấy được từ van_ban.ngay, 1 báo cáo không rõ ngày"
    )
    assert result.stderr.splitlines()[1].startswith("gợi ý: lấy đủ lịch sử bằng “git fetch --unshallow”")
    assert json.loads(result.stdout)["bao_cao"][0]["trang_thai"] == "khong-ro-ngay"


def test_a_narrow_terminal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, mttq("status", "2020").stdout.splitlines())) <= 40


def _on(monkeypatch: pytest.MonkeyPatch, project: Path, day: str, text: str) -> None:
    small_project.put(project, "2020/quang-tri/dakrong/nam.yaml", text)
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T09:00:00+0700")
    git_repository.commit(project)


def test_a_frame_is_handed_in_once_it_has_content(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = "quang-tri/dakrong"
    git_repository.start(project)
    _on(monkeypatch, project, "2020-06-01", small_project.report(unit=unit))
    assert _found("2020", "--unit", unit)["bao_cao"][0]["trang_thai"] == "rong"
    shown = mttq("status", "2020", "--unit", unit).stdout
    assert (
        "Có tệp nhưng chưa có nội dung nên chưa tính là nộp (1 đơn vị):\n"
        "  huyện Đakrông (quang-tri/dakrong): plans/2020/quang-tri/dakrong/nam.yaml\n"
    ) in shown
    text = small_project.report(unit=unit, programmes="2: {so_lieu: {nha: 12 nhà}}\n")
    small_project.put(project, f"2020/{unit}/nam.yaml", text)
    record = _found("2020", "--unit", unit)["bao_cao"][0]
    assert (record["trang_thai"], record["ngay_nop"]) == ("khong-ro-ngay", None)  # not committed yet
    _on(monkeypatch, project, "2021-01-15", text)
    record = _found("2020", "--unit", unit)["bao_cao"][0]
    assert (record["trang_thai"], record["ngay_nop"], record["so_ngay_muon"]) == ("muon", "2021-01-15", 5)


def test_a_report_that_came_early_and_was_corrected_late_is_on_time(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = "quang-tri/dakrong"
    git_repository.start(project)
    for day, houses in (("2020-12-28", 12), ("2021-01-30", 13)):
        programmes = f"2: {{so_lieu: {{nha: {houses} nhà}}}}\n"
        _on(monkeypatch, project, day, small_project.report(unit=unit, programmes=programmes))
    record = _found("2020", "--unit", unit)["bao_cao"][0]
    assert (record["trang_thai"], record["ngay_nop"]) == ("dung-han", "2020-12-31")


def test_figures_that_another_unit_published_are_not_handed_in(project: Path) -> None:
    unit = "quang-tri/dakrong"
    source = "nguon: Báo cáo năm 2020 của Ủy ban MTTQ Việt Nam huyện Hướng Hoá, ngày 5/1/2021\n"
    text = small_project.report(source, unit=unit, programmes="2: {so_lieu: {nha: 12 nhà}}\n")
    small_project.put(project, f"2020/{unit}/nam.yaml", text)
    found = _found("2020", "--unit", unit)
    assert found["bao_cao"][0]["trang_thai"] == "so-lieu-tu-nguon-khac"
    assert "Chỉ có số liệu do đơn vị khác công bố nên chưa tính là nộp (1 đơn vị):\n" in (
        mttq("status", "2020", "--unit", unit).stdout
    )


@pytest.mark.parametrize("command", ["status", "total"])
def test_a_csv_for_excel_begins_with_a_byte_order_mark(project: Path, command: str) -> None:
    plain = mttq(command, "2020", "--format", "csv")
    marked = mttq(command, "2020", "--format", "csv", "--bom")
    assert marked.stdout == f"\ufeff{plain.stdout}"
    assert marked.stdout_bytes.startswith(b"\xef\xbb\xbfdon_vi,")
    refused = mttq(command, "2020", "--bom")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        "lỗi: --bom chỉ dùng cùng với --format csv\ngợi ý: thêm --format csv, hoặc bỏ --bom\n"
    )


@pytest.mark.parametrize("command", ["status", "total", "report"])
def test_a_year_with_an_empty_folder_says_what_to_write(project: Path, command: str) -> None:
    (project / "plans/2026").mkdir()
    result = mttq(command, "2026")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "lỗi: plans/2026/ chưa có kế hoạch hay báo cáo nào\n"
        "gợi ý: viết kế hoạch ở plans/2026/<mã đơn vị>/ke-hoach.yaml rồi chạy lại\n"
    )
