"""`mttq check --fix` and `--diff`: what they write, show, report and leave alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from shell_program import CHECKOUT, invoke

from mttq.cli import check
from mttq.cli.app import app
from mttq.files import replace_unchanged

REPORT = "plans/2020/quang-tri/quy-4.yaml"
BARE = "17.363  # đếm lại"
HINT = "chỗ có thể sửa tự động: mttq check --fix (xem trước: --fix --diff).\n"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report with one fault that can be corrected and one that can't."""
    shutil.copytree(CHECKOUT / "tests" / "errors" / "_base", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    file = tmp_path / REPORT
    text = file.read_text(encoding="utf-8").replace("17.363 nhà", BARE).replace("4,2 tỷ đồng", "sai")
    file.write_text(text, encoding="utf-8")
    return file


def test_check_says_how_many_faults_fix_can_correct(report: Path) -> None:
    before = report.read_bytes()
    result = invoke("check", program=app)
    assert result.exit_code == 1
    assert result.stdout.endswith(f"Có 2 lỗi trong 1 tệp; đã kiểm tra 5 tệp.\n1 {HINT}")
    assert HINT not in invoke("check", "--quiet", program=app).stdout
    assert HINT not in invoke("check", "--format", "json", program=app).stdout
    assert report.read_bytes() == before


def test_fix_corrects_what_it_can_and_reports_the_rest(report: Path) -> None:
    before = report.read_text(encoding="utf-8")
    result = invoke("check", "--fix", program=app)
    assert result.exit_code == 1
    assert result.stderr == "Đã sửa 1 chỗ trong 1 tệp.\n"
    assert "MT206" in result.stdout
    assert result.stdout.endswith("Có 1 lỗi trong 1 tệp; đã kiểm tra 5 tệp.\n")
    assert report.read_text(encoding="utf-8") == before.replace(BARE, "17.363 nhà  # đếm lại")
    again = invoke("check", "--fix", program=app)
    assert again.stderr == "Không có chỗ nào sửa tự động được.\n"
    assert again.exit_code == 1


def test_a_project_whose_faults_are_all_corrected_is_sound(report: Path) -> None:
    report.write_text(report.read_text(encoding="utf-8").replace("sai", "4 tỷ đồng"), encoding="utf-8")
    result = invoke("check", "--fix", program=app)
    assert (result.exit_code, result.stdout) == (0, "Không có lỗi; đã kiểm tra 5 tệp.\n")


def test_diff_shows_and_writes_nothing(report: Path) -> None:
    before = report.read_bytes()
    result = invoke("check", "--fix", "--diff", program=app)
    assert result.exit_code == 1
    assert result.stderr == "Sẽ sửa 1 chỗ trong 1 tệp.\n"
    lines = result.stdout.splitlines()
    assert lines[:2] == [f"--- a/{REPORT}", f"+++ b/{REPORT}"]
    assert [line for line in lines[2:] if line[0] in "+-"] == [
        "-      nha: 17.363  # đếm lại",
        "+      nha: 17.363 nhà  # đếm lại",
    ]
    assert report.read_bytes() == before


def test_diff_alone_is_wrong_usage(report: Path) -> None:
    result = invoke("check", "--diff", program=app)
    assert report.exists()
    assert result.exit_code == 2
    assert "--diff chỉ dùng cùng với --fix" in f"{result.stderr}{result.exception}"


def test_json_lists_the_remaining_faults(report: Path) -> None:
    result = invoke("check", "--fix", "--format", "json", program=app)
    assert [one["code"] for one in json.loads(result.stdout)] == ["MT206"]
    assert "17.363 nhà" in report.read_text(encoding="utf-8")


def test_paths_narrow_what_is_corrected(report: Path) -> None:
    before = report.read_bytes()
    result = invoke("check", "--fix", "plans/danh-muc", program=app)
    assert result.stderr == "Không có chỗ nào sửa tự động được.\n"
    assert report.read_bytes() == before


def test_a_file_changed_since_it_was_read_is_left(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = replace_unchanged

    def late(path: Path, before: bytes, after: bytes) -> bool:
        path.write_bytes(before + b"# nguoi khac\n")
        return real(path, before, after)

    monkeypatch.setattr(check, "replace_unchanged", late)
    result = invoke("check", "--fix", program=app)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{REPORT}: để nguyên: tệp đã bị sửa từ lúc đọc; chạy lại lệnh\nKhông sửa được chỗ nào.\n"
    )
    assert report.read_bytes().endswith(b"# nguoi khac\n")


def test_a_fix_that_would_do_more_is_refused(report: Path) -> None:
    wrong = "{gia_tri: 17.363, trong_do: {xây mới: 20.000 nhà}}"
    report.write_text(report.read_text(encoding="utf-8").replace(BARE, wrong), encoding="utf-8")
    before = report.read_bytes()
    result = invoke("check", "--fix", program=app)
    assert result.stderr == (
        f"{REPORT}:8: để nguyên: sửa MT201 (so-mo-ho) thì lộ ra lỗi khác hoặc đổi giá trị khác; hãy tự xem và sửa\n"
        "Không sửa được chỗ nào.\n"
    )
    assert report.read_bytes() == before


def test_a_file_with_a_conflict_is_not_mended_not_laid_out_and_not_rendered(report: Path) -> None:
    """The lines of git are inside a quoted text, where YAML takes them for a part of it."""
    opening = 'ky: quy-4\nmo_dau: "Năm 2020\n<<<<<<< HEAD\n  một\n=======\n  hai\n>>>>>>> b\n  xong."\n'
    conflict = report.read_text(encoding="utf-8").replace("ky: quy-4\n", opening)
    report.write_text(conflict, encoding="utf-8")
    message = f"{REPORT}:5:1: lỗi MT010 (xung-dot-git): còn dấu xung đột của git (dòng 5–9)"
    for args in (["check"], ["check", "--fix"], ["fmt"], ["report", "2020", "--period", "quy-4"]):
        result = invoke(*args, "--no-color", program=app)
        assert result.exit_code == 1, args
        assert message in result.stdout + result.stderr, args
    assert report.read_text(encoding="utf-8") == conflict
    assert not Path("reports").exists()
