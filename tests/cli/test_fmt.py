"""`mttq fmt`: what it writes, shows, lists and leaves alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from shell_program import CHECKOUT, invoke

from mttq.cli import fmt as command
from mttq.cli.app import app
from mttq.files import replace_unchanged

TIDY = "don_vi: quang-tri\nchuong_trinh:\n  2:\n    so_lieu:\n      nha: 20 nhà\n"
UNTIDY = "\ufeffdon_vi:  quang-tri\r\nchuong_trinh: {2: {so_lieu: {nha: 20 nhà}}}"
BROKEN = "don_vi: [\n"
FOLDER = "plans/2020/quang-tri"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for name, text in (("quy-1", TIDY), ("quy-2", UNTIDY), ("quy-3", TIDY.replace(" nhà", "   nhà"))):
        (folder / f"{name}.yaml").write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((root / FOLDER).iterdir())}


def test_files_are_laid_out_and_listed(project: Path) -> None:
    result = invoke("fmt", program=app)
    assert result.exit_code == 0
    assert result.stdout == f"đã trình bày lại: {FOLDER}/quy-2.yaml\n"
    assert result.stderr == "Đã trình bày lại 1 tệp; 2 tệp đã đúng chuẩn.\n"
    assert (project / FOLDER / "quy-2.yaml").read_bytes() == TIDY.encode()
    before = content(project)
    again = invoke("fmt", program=app)
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "3 tệp đã đúng chuẩn.\n")
    assert content(project) == before


def test_check_lists_and_writes_nothing(project: Path) -> None:
    before = content(project)
    result = invoke("fmt", "--check", program=app)
    assert result.exit_code == 1
    assert result.stdout == f"chưa chuẩn: {FOLDER}/quy-2.yaml\n"
    assert result.stderr == "Sẽ trình bày lại 1 tệp; 2 tệp đã đúng chuẩn.\n"
    assert content(project) == before
    assert invoke("fmt", "--check", f"{FOLDER}/quy-1.yaml", program=app).exit_code == 0


def test_diff_shows_and_writes_nothing(project: Path) -> None:
    before = content(project)
    result = invoke("fmt", "--diff", "--quiet", program=app)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        f"--- a/{FOLDER}/quy-2.yaml",
        f"+++ b/{FOLDER}/quy-2.yaml",
        "@@ -1,2 +1,5 @@",
        "-\\ufeffdon_vi:  quang-tri\\u000d",
        "-chuong_trinh: {2: {so_lieu: {nha: 20 nhà}}}",
        "\\ Không có dấu xuống dòng ở cuối tệp",
        *(f"+{line}" for line in TIDY.splitlines()),
    ]
    assert invoke("fmt", "--diff", "--check", program=app).exit_code == 1
    assert content(project) == before


def test_paths_narrow_what_is_laid_out(project: Path) -> None:
    assert invoke("fmt", "--quiet", f"{FOLDER}/quy-1.yaml", program=app).stdout == ""
    assert invoke("fmt", "--quiet", FOLDER, program=app).stdout == f"đã trình bày lại: {FOLDER}/quy-2.yaml\n"
    result = invoke("fmt", "khong-co.yaml", program=app)
    assert result.exit_code == 2
    assert isinstance(result.exception, Exception) or "không có tệp" in result.stderr


def test_a_file_with_syntax_errors_is_reported_and_left(project: Path) -> None:
    (project / FOLDER / "quy-4.yaml").write_text(BROKEN, encoding="utf-8")
    result = invoke("fmt", program=app)
    assert result.exit_code == 1
    assert result.stdout == f"đã trình bày lại: {FOLDER}/quy-2.yaml\n"
    assert (
        f"{FOLDER}/quy-4.yaml:1:9: lỗi MT004 (sai-cu-phap): dấu ngoặc [ mở ở đây mà không đóng"
        in result.stderr
    )
    assert f"{FOLDER}/quy-4.yaml: để nguyên: tệp có 1 lỗi cú pháp\n" in result.stderr
    assert (
        "Đã trình bày lại 1 tệp; để nguyên 1 tệp không trình bày lại được; 2 tệp đã đúng chuẩn.\n"
        in result.stderr
    )
    assert (project / FOLDER / "quy-4.yaml").read_text(encoding="utf-8") == BROKEN


def test_a_file_without_a_canonical_layout_is_reported_and_left(project: Path) -> None:
    odd = "? khóa\n  hai dòng\n: x\n"
    (project / FOLDER / "quy-4.yaml").write_text(odd, encoding="utf-8")
    result = invoke("fmt", f"{FOLDER}/quy-4.yaml", program=app)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{FOLDER}/quy-4.yaml: để nguyên: không có cách trình bày chuẩn nào giữ nguyên được mọi giá trị và chú thích"
        " của tệp này\nĐể nguyên 1 tệp không trình bày lại được; 0 tệp đã đúng chuẩn.\n"
    )
    assert (project / FOLDER / "quy-4.yaml").read_text(encoding="utf-8") == odd


def test_a_file_changed_since_it_was_read_is_left(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = replace_unchanged

    def late(path: Path, before: bytes, after: bytes) -> bool:
        path.write_bytes(before + b"\n# nguoi khac\n")
        return real(path, before, after)

    monkeypatch.setattr(command, "replace_unchanged", late)
    result = invoke("fmt", program=app)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{FOLDER}/quy-2.yaml: để nguyên: tệp đã bị sửa từ lúc đọc; chạy lại lệnh\n" in result.stderr
    assert (project / FOLDER / "quy-2.yaml").read_bytes().endswith(b"\n# nguoi khac\n")


def test_the_shipped_files_stay_as_they_are_and_one_changed_value_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(CHECKOUT / "plans", tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    result = invoke("fmt", program=app)
    assert (result.exit_code, result.stdout) == (0, "")
    for file in sorted((CHECKOUT / "plans").rglob("*.yaml")):
        assert (tmp_path / file.relative_to(CHECKOUT)).read_bytes() == file.read_bytes()
    plan = tmp_path / FOLDER / "ke-hoach.yaml"
    lines = plan.read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(lines) if "19 tỷ" in line and "quy-vi-nguoi-ngheo" in line)
    changed = [line.replace("19 tỷ", "20   tỷ") if at == number else line for at, line in enumerate(lines)]
    plan.write_text("\r\n".join(changed), encoding="utf-8", newline="")
    assert invoke("fmt", program=app).stdout == f"đã trình bày lại: {FOLDER}/ke-hoach.yaml\n"
    after = plan.read_text(encoding="utf-8").splitlines()
    assert [at for at, (old, new) in enumerate(zip(lines, after, strict=True)) if old != new] == [number]


def test_a_read_only_file_is_left_as_it_is(project: Path) -> None:
    file = project / FOLDER / "quy-2.yaml"
    file.chmod(0o444)
    before = content(project)
    result = invoke("fmt", program=app)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == (
        f"{FOLDER}/quy-2.yaml: để nguyên: tệp đặt ở chế độ chỉ đọc; bỏ chế độ ấy rồi chạy lại lệnh"
    )
    assert content(project) == before


def test_what_a_killed_run_left_is_removed(project: Path) -> None:
    left = project / FOLDER / ".nam.yaml.0123456789abcdef.mttq-tmp"
    left.write_text("nửa", encoding="utf-8")
    os.utime(left, (0, 0))
    assert invoke("fmt", "--check", program=app).exit_code == 1
    assert left.exists()
    assert invoke("fmt", program=app).exit_code == 0
    assert not left.exists()
