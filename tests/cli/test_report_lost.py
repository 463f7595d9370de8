"""What `mttq report` must not lose, and what it leaves behind, if git or the file system fails."""

from __future__ import annotations

import os
import time
from pathlib import Path

import git_repository as repository
import pytest
import small_project
from command_project import GOOD, LOWER, LOWEST, PLAN, REPORT, make, mttq

from mttq.history import TRUST

MARKDOWN = ("report", "2020", "--format", "md")
OTHER = GOOD[REPORT].replace("12 nhà", "13 nhà")
NAM = "reports/2020/quang-tri/bao-cao-nam.md"
LOWER_NAM = f"reports/2020/{LOWER}/bao-cao-nam.md"
LOWEST_NAM = f"reports/2020/{LOWEST}/bao-cao-nam.md"
PLAN_FILE = "reports/2020/quang-tri/chuong-trinh.md"
EMPTY = f"{LOWEST}/long-an, quang-tri/dakrong, quang-tri/hoi-nong-dan"
LEFT = "thừa, số liệu hiện nay không còn gì để xuất thành tệp này"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


# Git can't say what somebody has changed


@pytest.fixture
def edited(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project in a repository, with one of its committed documents changed by hand."""
    repository.isolate(monkeypatch)
    repository.start(project)
    assert mttq(*MARKDOWN).exit_code == 0
    repository.commit(project)
    (project / NAM).write_text("# Đã sửa tay\n", encoding="utf-8")
    return project


def _is_left(doubt: str, help: str) -> None:
    result = mttq(*MARKDOWN)
    assert (result.exit_code, result.stdout) == (1, f"{PLAN_FILE} (không đổi)\n")
    assert result.stderr == (
        f"{NAM}: để nguyên: {doubt} nên không biết tệp có phần sửa chưa lưu vào git hay không; "
        f"thêm --force để ghi đè, hoặc {help}\n"
    )
    assert Path(NAM).read_text(encoding="utf-8") == "# Đã sửa tay\n"
    assert mttq(*MARKDOWN, "--force").stdout.splitlines() == [NAM, f"{PLAN_FILE} (không đổi)"]


def test_in_a_repository_of_another_user(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    _is_left("git không đọc kho này vì kho thuộc về người dùng khác", TRUST)


def test_in_a_repository_without_git(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    _is_left("không chạy được git", "cài git rồi chạy lại")


def test_in_a_broken_repository(edited: Path) -> None:
    (edited / ".git" / "HEAD").unlink()
    _is_left("git không đọc được kho này", "sửa kho git rồi chạy lại")


def test_without_a_repository_and_git_files_are_overwritten(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert mttq(*MARKDOWN).exit_code == 0
    small_project.put(project, REPORT, OTHER)
    result = mttq(*MARKDOWN)
    assert (result.exit_code, result.stdout.splitlines()) == (0, [NAM, f"{PLAN_FILE} (không đổi)"])


# A file that can't be read or written


def test_a_folder_in_the_place_of_a_file_does_not_stop_the_others(project: Path) -> None:
    (project / NAM).mkdir(parents=True)
    result = mttq(*MARKDOWN, "--recursive")
    assert (result.exit_code, result.stdout.splitlines()) == (1, [PLAN_FILE, LOWER_NAM, LOWEST_NAM])
    why = f"lỗi: không đọc hoặc ghi được “{project / NAM}”: đây là thư mục, không phải tệp"
    nothing = f"3 đơn vị không có gì để xuất ({EMPTY})."
    assert result.stderr.splitlines() == [
        why,
        f"3 đơn vị: đã ghi 3 tệp, 1 tệp không ghi được; {nothing}",
    ]
    check = mttq(*MARKDOWN, "--recursive", "--check")
    assert (check.exit_code, check.stdout) == (1, "")
    assert check.stderr.splitlines() == [
        why,
        f"3 đơn vị: 3 tệp đúng như sẽ ghi, 1 tệp không đọc được; {nothing}",
    ]
    for option in ((), ("--check",)):
        one = mttq(*MARKDOWN, *option)
        assert (one.exit_code, one.stdout, one.stderr) == (2, "", f"{why}\n")


def test_a_file_in_the_place_of_a_folder_is_reported_as_a_file(project: Path) -> None:
    in_the_way = project / "reports" / "2020" / LOWER
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("", encoding="utf-8")
    result = mttq(*MARKDOWN, "--recursive")
    assert (result.exit_code, result.stdout.splitlines()) == (1, [NAM, PLAN_FILE])
    reason = "một phần của đường dẫn là tệp, không phải thư mục"
    assert result.stderr.splitlines() == [
        f"lỗi: không đọc hoặc ghi được “{in_the_way}”: {reason}",
        f"lỗi: không đọc hoặc ghi được “{project / 'reports' / '2020' / LOWEST}”: {reason}",
        f"3 đơn vị: đã ghi 2 tệp, 2 tệp không ghi được; 3 đơn vị không có gì để xuất ({EMPTY}).",
    ]
    one = mttq(*MARKDOWN, "--unit", LOWER)
    assert (one.exit_code, one.stdout) == (2, "")
    assert one.stderr.endswith(f"lỗi: không đọc hoặc ghi được “{in_the_way}”: {reason}\n")


def test_a_full_disk_stops_the_run_at_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", full)
    result = mttq(*MARKDOWN, "--recursive")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.endswith("ổ đĩa đã đầy\n")


# Files whose data is gone


def test_recursive_check_lists_files_of_units_without_data(project: Path) -> None:
    assert mttq(*MARKDOWN, "--recursive").exit_code == 0
    for name in (PLAN, REPORT, f"2020/{LOWEST}/quy-1.yaml"):
        (project / "plans" / name).unlink()
    result = mttq(*MARKDOWN, "--recursive", "--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{name}: {LEFT}" for name in (NAM, PLAN_FILE, LOWER_NAM, LOWEST_NAM)
    ]
    every = f"quang-tri, {LOWER}, {LOWEST}, {EMPTY}"
    assert result.stderr == f"0 đơn vị: 4 tệp thừa; 6 đơn vị không có gì để xuất ({every}).\n"
    assert mttq(*MARKDOWN, "--recursive", "--check", "--level", "xa").stdout == f"{LOWEST_NAM}: {LEFT}\n"


def test_recursive_check_lists_files_of_units_that_do_not_exist(project: Path) -> None:
    assert mttq(*MARKDOWN, "--recursive").exit_code == 0
    unknown = project / "reports" / "2020" / LOWER / "không-còn"
    unknown.mkdir()
    for name in ("bao-cao-nam.md", "bao-cao-quy-1.md", "phu-luc-nam.xlsx", "thư.md"):
        (unknown / name).write_text("", encoding="utf-8")
    left = f"reports/2020/{LOWER}/không-còn/bao-cao-nam.md: {LEFT}\n"
    everything = (*MARKDOWN, "--recursive", "--check")
    twice = ("--unit", "quang-tri", "--unit", LOWER)
    for options in ((), ("--unit", "quang-tri"), twice, ("--kind", "bao-cao")):
        result = mttq(*everything, *options)
        assert (result.exit_code, result.stdout) == (1, left)
    assert result.stderr.startswith("3 đơn vị: 3 tệp đúng như sẽ ghi, 1 tệp thừa; ")
    for options in (("--unit", LOWEST), ("--level", "huyen"), ("--kind", "chuong-trinh")):
        result = mttq(*everything, *options)
        assert (result.exit_code, result.stdout) == (0, "")
    of_all = ("--unit", "trung-uong")
    assert mttq(*MARKDOWN, "--recursive", *of_all).exit_code == 0
    (project / "reports" / "2020" / "đã-bỏ").mkdir()
    (project / "reports" / "2020" / "đã-bỏ" / "chuong-trinh.md").write_text("", encoding="utf-8")
    result = mttq(*everything, *of_all)
    assert result.stdout == f"{left}reports/2020/đã-bỏ/chuong-trinh.md: {LEFT}\n"


def test_report_removes_what_a_killed_run_left_next_to_an_unchanged_file(project: Path) -> None:
    left = project / "reports/2020/quang-tri/.bao-cao-nam.md.0123456789abcdef.mttq-tmp"
    assert mttq(*MARKDOWN).exit_code == 0
    left.write_text("nửa", encoding="utf-8")
    eleven_minutes_ago = time.time() - 11 * 60
    os.utime(left, (eleven_minutes_ago, eleven_minutes_ago))
    assert mttq(*MARKDOWN, "--check").exit_code == 0
    assert left.exists()
    assert mttq(*MARKDOWN).stdout.endswith("chuong-trinh.md (không đổi)\n")
    assert not left.exists()


def test_a_read_only_document_is_left_without_force(project: Path) -> None:
    """Replacing a file needs no right to the file itself, so nobody else would ask."""
    assert mttq(*MARKDOWN).exit_code == 0
    Path(NAM).chmod(0o444)
    small_project.put(project, REPORT, OTHER)
    before = Path(NAM).read_bytes()
    result = mttq(*MARKDOWN)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{NAM}: để nguyên: tệp đặt ở chế độ chỉ đọc; bỏ chế độ chỉ đọc của tệp, hoặc thêm --force để ghi đè\n"
    )
    assert Path(NAM).read_bytes() == before
    assert mttq(*MARKDOWN, "--force").exit_code == 0
    assert Path(NAM).read_bytes() != before


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_folder_of_documents_that_is_a_broken_link_is_reported_as_one(project: Path) -> None:
    Path("reports").symlink_to("khong-co")
    result = mttq(*MARKDOWN)
    assert result.exit_code == 2
    assert result.stderr == (
        f"lỗi: không đọc hoặc ghi được “{project / 'reports'}”: liên kết trỏ đến nơi không có\n"
    )
