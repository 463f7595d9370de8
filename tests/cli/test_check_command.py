"""`mttq check` as people and scripts call it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import small_project
from command_project import BAD_FIGURE, GOOD, LOWER, PLAN, REPORT, WARNED, WARNED_LOWER, make, mttq

Project = Path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return make(tmp_path, monkeypatch)


def test_nothing_wrong(project: Project) -> None:
    result = mttq("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Không có lỗi; đã kiểm tra 9 tệp.\n"
    assert mttq("check", "--strict").exit_code == 0


def test_an_error_has_its_place_excerpt_and_remedy(project: Project) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    result = mttq("check")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("plans/2020/quang-tri/nam.yaml:5:22: lỗi MT201 (so-mo-ho): “17.363”")
    assert lines[1:4] == ["  |", "5 |   2: {so_lieu: {nha: 17.363}}", "  |                      ^^^^^^"]
    assert lines[4].startswith("  = viết")
    assert lines[-2] == "Có 1 lỗi trong 1 tệp; đã kiểm tra 9 tệp."
    assert lines[-1] == "1 chỗ có thể sửa tự động: mttq check --fix (xem trước: --fix --diff)."


def test_one_run_reports_every_error(project: Project) -> None:
    bad = BAD_FIGURE.replace("17.363", "1.5, quy: 010, la: 5") + "thua: 1\n"
    small_project.put(project, REPORT, bad)
    small_project.put(project, PLAN, "don_vi: [\n")
    result = mttq("check")
    assert result.exit_code == 1
    told = set(re.findall(r"\bMT\d{3}\b", result.stdout))
    assert told >= {"MT004", "MT101", "MT201", "MT202", "MT303"}
    assert re.search(r"^Có \d+ lỗi trong 2 tệp; đã kiểm tra 9 tệp\.$", result.stdout, re.MULTILINE)


def test_a_warning_fails_the_run_only_with_strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lower = f"2020/{LOWER}/ke-hoach.yaml"
    make(tmp_path, monkeypatch, {PLAN: WARNED, lower: WARNED_LOWER})
    result = mttq("check")
    assert result.exit_code == 0
    assert "cảnh báo MT404" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Có ")
    assert "lỗi" not in result.stdout.splitlines()[-1]
    assert mttq("check", "--strict").exit_code == 1


def test_paths_narrow_what_is_shown_not_what_is_read(project: Project) -> None:
    """The rule that compares two units still sees both when one is asked for."""
    small_project.put(project, REPORT, BAD_FIGURE)
    small_project.put(project, "2020/vinh-phuc/nam.yaml", BAD_FIGURE.replace("quang-tri", "vinh-phuc"))
    whole = mttq("check")
    assert whole.stdout.splitlines()[-2] == "Có 2 lỗi trong 2 tệp; đã kiểm tra 9 tệp."
    one = mttq("check", "plans/2020/vinh-phuc")
    assert one.exit_code == 1
    assert "quang-tri" not in one.stdout
    assert one.stdout.splitlines()[-2] == "Có 1 lỗi trong 1 tệp; đã kiểm tra 1 tệp."
    good = mttq("check", "plans/danh-muc", "plans/2019-2024")
    assert (good.exit_code, good.stdout) == (0, "Không có lỗi; đã kiểm tra 5 tệp.\n")
    both = mttq("check", "plans/2020/vinh-phuc/nam.yaml", "plans/2020/quang-tri/nam.yaml")
    assert "Có 2 lỗi trong 2 tệp; đã kiểm tra 2 tệp." in both.stdout


@pytest.mark.parametrize("path", [".", "plans", "plans/", "./plans/2020/../2020"])
def test_a_path_can_be_written_in_any_way(project: Project, path: str) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    assert mttq("check", path).exit_code == 1
    assert mttq("check", str(project / path)).exit_code == 1


def test_a_path_is_relative_to_the_working_directory(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    monkeypatch.chdir(project / "plans" / "2020")
    assert mttq("check", "quang-tri").exit_code == 1
    assert mttq("check", "vinh-phuc").exit_code == 0
    assert mttq("check", "plans").exit_code == 2


def test_a_file_whose_name_starts_like_a_folder_is_not_in_it(project: Project) -> None:
    small_project.put(project, "2020/quang-tri-moi/nam.yaml", BAD_FIGURE)
    assert mttq("check", "plans/2020/quang-tri").exit_code == 0


def test_a_path_outside_the_project_and_a_missing_path(project: Project) -> None:
    missing = mttq("check", "plans/2019")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr == "lỗi: không có tệp hay thư mục “plans/2019”\n"
    outside = mttq("check", "..")
    assert (outside.exit_code, outside.stdout) == (2, "")
    assert outside.stderr == (
        f"lỗi: “..” nằm ngoài dự án {project}\ngợi ý: nêu tệp hay thư mục bên trong dự án\n"
    )


def test_json_lists_the_same_faults(project: Project) -> None:
    assert json.loads(mttq("check", "--format", "json").stdout) == []
    small_project.put(project, REPORT, BAD_FIGURE)
    result = mttq("check", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    (row,) = json.loads(result.stdout)
    assert (row["path"], row["line"], row["column"], row["end_column"]) == (f"plans/{REPORT}", 5, 22, 28)
    assert (row["code"], row["severity"]) == ("MT201", "error")
    assert json.loads(mttq("check", "--format", "json", "plans/danh-muc").stdout) == []


def test_junit_has_a_suite_for_each_file_shown(project: Project) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    whole = ElementTree.fromstring(mttq("check", "--format", "junit").stdout)
    assert len(whole) > 5
    assert [suite.attrib["name"] for suite in whole if suite.attrib["failures"] != "0"] == [f"plans/{REPORT}"]
    result = mttq("check", "--format", "junit", f"plans/{REPORT}")
    assert result.exit_code == 1
    assert [suite.attrib["name"] for suite in ElementTree.fromstring(result.stdout)] == [f"plans/{REPORT}"]


def test_quiet_leaves_out_the_summary_only(project: Project) -> None:
    assert mttq("check", "--quiet").stdout == ""
    small_project.put(project, REPORT, BAD_FIGURE)
    result = mttq("--quiet", "check")
    assert result.exit_code == 1
    assert "lỗi MT201" in result.stdout
    assert "đã kiểm tra" not in result.stdout


def test_an_unknown_format_is_answered_with_the_known_ones(project: Project) -> None:
    result = mttq("check", "--format", "jsn")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("lỗi: --format: không có giá trị “jsn”\ngợi ý: có phải là “json”?")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "MT003"),
        (b"don_vi: qu\xe1ng\n", "MT002"),
        (GOOD[REPORT].encode()[:32], "MT103"),
        (GOOD[REPORT].encode()[:40], "MT004"),
        (b"\xff\xfed\x00o\x00n\x00", "MT002"),
        (b"don_vi: {quang-tri\n", "MT004"),
    ],
)
def test_a_file_that_is_empty_foreign_or_cut_in_half_is_a_fault_with_a_place(
    project: Project, content: bytes, code: str
) -> None:
    (project / "plans" / REPORT).write_bytes(content)
    result = mttq("check")
    assert result.exit_code == 1
    assert f"plans/{REPORT}:" in result.stdout
    assert code in result.stdout
    assert "Traceback" not in result.output


def test_a_project_without_a_catalogue_reports_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    result = mttq("check")
    assert result.exit_code == 1
    assert result.stdout.count("MT113") == 3


def test_outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (("check",), ("total", "2020"), ("report", "2020"), ("units",)):
        result = mttq(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("lỗi: không thấy dự án nào")


def test_a_root_elsewhere(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    monkeypatch.chdir(tmp_path)
    result = mttq("check", "--root", "du-an")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"plans/{REPORT}:5:22:")
    assert mttq("check", "--root", "du-an", "du-an/plans/2019-2024").exit_code == 0


def test_a_newer_format_is_refused(project: Project) -> None:
    small_project.put(project, "danh-muc/mttq.yaml", "phien_ban: 2\n")
    for command in (("check",), ("total", "2020"), ("report", "2020"), ("units",)):
        result = mttq(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "lỗi: dự án dùng định dạng phiên bản 2, chương trình này chỉ đọc đến phiên bản 1\n"
            "gợi ý: cài bản mttq mới hơn\n"
        )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that may not be read")
def test_a_folder_that_cannot_be_read(project: Project) -> None:
    folder = project / "plans" / "2020" / "quang-tri"
    folder.chmod(0)
    try:
        result = mttq("check")
    finally:
        folder.chmod(0o755)
    assert result.exit_code == 2
    assert "không có quyền đọc hoặc ghi" in result.stderr


def test_only_a_terminal_gets_colour(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    assert "\x1b" not in mttq("check").stdout
    monkeypatch.setattr("mttq.cli.session.colour_wanted", lambda: True)
    assert "\x1b[1;31m" in mttq("check").stdout
    assert "\x1b" not in mttq("check", "--no-color").stdout
