"""`mttq check --staged` and the hook: the index decides, whatever lies on the disk."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import small_project
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import report

from mttq.cli.app import app
from mttq.starting.git_setup import program

REPORT = "2020/quang-tri/nam.yaml"
OTHER = "2020/vinh-phuc/nam.yaml"
GOOD = report(programmes="2: {so_lieu: {nha: 5 nhà}}\n")
BAD = report(programmes="2: {so_lieu: {nha: 1.5 nhà}}\n")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a repository, with an old fault in another report."""
    isolate(monkeypatch)
    monkeypatch.setenv("PATH", f"{Path(program()).parent}{os.pathsep}{os.environ['PATH']}")
    folder = small_project.write(
        start(tmp_path / "kho"), {REPORT: GOOD, OTHER: BAD.replace("quang-tri", "vinh-phuc")}
    )
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def put(root: Path, path: str, text: str, *, add: bool = True) -> None:
    small_project.put(root, path, text)
    if add:
        git(root, "add", f"plans/{path}")


def staged() -> list[str]:
    """Return code and file of each fault that the index adds."""
    result = invoke("check", "--staged", "--no-cache", "--format", "json", program=app)
    rows = json.loads(result.stdout)
    assert result.exit_code == int(bool(rows))
    return [f"{row['code']} {row['path'].removeprefix('plans/')}" for row in rows]


def test_nothing_staged_shows_nothing(root: Path) -> None:
    put(root, REPORT, BAD, add=False)
    assert staged() == []
    assert "So với HEAD (" in invoke("check", "--staged", program=app).stdout


def test_what_is_mended_but_not_staged_does_not_count(root: Path) -> None:
    put(root, REPORT, BAD)
    put(root, REPORT, GOOD, add=False)
    assert staged() == [f"MT202 {REPORT}"]
    (root / "plans" / REPORT).unlink()
    assert staged() == [f"MT202 {REPORT}"]


def test_what_is_broken_but_not_staged_does_not_count_either(root: Path) -> None:
    put(root, REPORT, GOOD.replace("5 nhà", "6 nhà"))
    put(root, REPORT, BAD, add=False)
    put(root, "2020/quang-tri/quy-1.yaml", BAD.replace("ky: nam", "ky: quy-1"), add=False)
    small_project.put(root, "danh-muc/chi-tieu.yaml", "x")
    assert staged() == []


def test_a_file_removed_from_the_index_alone_is_gone(root: Path) -> None:
    task = "1: {nhiem_vu: {viec: {trang_thai: hoan-thanh}}}\n"
    plan = "1: {muc_tieu: M, nhiem_vu: [{ten: Việc, ma: viec}]}\n"
    put(root, "2020/quang-tri/ke-hoach.yaml", small_project.plan(programmes=plan))
    put(root, REPORT, report(programmes=task))
    assert staged() == []
    commit(root)
    git(root, "rm", "--quiet", "--cached", "plans/2020/quang-tri/ke-hoach.yaml")
    assert staged() == [f"MT310 {REPORT}"]


def test_what_a_merge_brings_in_is_not_counted(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "nhanh")
    put(
        root,
        "2020/vinh-phuc/quy-1.yaml",
        BAD.replace("quang-tri\nnam: 2020\nky: nam", "vinh-phuc\nnam: 2020\nky: quy-1"),
    )
    put(root, REPORT, GOOD.replace("5 nhà", "6 nhà"))
    commit(root)
    git(root, "checkout", "--quiet", "main")
    put(root, REPORT, GOOD.replace("5 nhà", "7 nhà"))
    commit(root)
    merging = subprocess.run(
        ["git", "merge", "nhanh"], cwd=root, capture_output=True, timeout=60, check=False
    )
    assert merging.returncode == 1
    result = invoke("check", "--staged", "--no-cache", program=app)
    assert (result.exit_code, result.stderr.splitlines()) == (
        2,
        [
            f"lỗi: “plans/{REPORT}” đang có xung đột chưa gỡ",
            "gợi ý: gỡ xung đột, git add tệp ấy rồi chạy lại",
        ],
    )
    put(root, REPORT, GOOD.replace("5 nhà", "8 nhà"))
    assert staged() == []
    put(root, REPORT, BAD)
    assert staged() == [f"MT202 {REPORT}"]


def test_before_the_first_commit_everything_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    folder = small_project.write(start(tmp_path / "kho"), {REPORT: BAD})
    monkeypatch.chdir(folder)
    assert staged() == []
    git(folder, "add", ".")
    assert staged() == [f"MT202 {REPORT}"]
    said = "So với kho trống (chưa có commit nào): 5 tệp trong plans/ đã đổi."
    assert invoke("check", "--staged", program=app).stdout.splitlines()[-1].endswith(said)
    result = invoke("check", "--staged", "--fix", program=app)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        "lỗi: --staged không dùng cùng --changed, --since, --fix",
    )


def test_templates_count_only_if_the_disk_has_them_as_the_index(root: Path) -> None:
    template = root / "templates" / "bao-cao.md.j2"
    template.parent.mkdir()
    template.write_text("{{ không_có }}", encoding="utf-8")
    git(root, "add", "templates")
    assert staged() != []
    template.write_text("sửa tiếp", encoding="utf-8")
    result = invoke("check", "--staged", "--no-cache", program=app)
    assert (result.exit_code, result.stderr) == (
        0,
        "templates/: mẫu trên đĩa khác phần đã git add nên chưa được kiểm tra; git add rồi chạy lại\n",
    )


def saved(root: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        ["git", "commit", *arguments], cwd=root, capture_output=True, timeout=60, check=False
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def test_the_hook_stops_a_commit_with_a_fault(root: Path) -> None:
    assert invoke("setup-git", "--hook", program=app).exit_code == 0
    small_project.put(root, REPORT, BAD)
    code, out = saved(root, "-am", "Sửa")  # git gives this hook an index of its own
    assert code == 1
    assert f"plans/{REPORT}:5:22: lỗi MT202" in out
    git(root, "reset", "--quiet")
    put(root, REPORT, GOOD.replace("5 nhà", "6 nhà"))
    small_project.put(root, REPORT, BAD)
    assert saved(root, "-m", "Sửa")[0] == 0


def test_the_hook_without_mttq(root: Path) -> None:
    invoke("setup-git", "--hook", program=app)
    hook = root / ".git" / "hooks" / "pre-commit"
    text = (
        hook.read_text(encoding="utf-8").replace(program(), "/không/có").replace("m=mttq", "m=không-có-mttq")
    )
    hook.write_text(text, encoding="utf-8")
    put(root, REPORT, GOOD.replace("5 nhà", "6 nhà"))
    assert saved(root, "-m", "Sửa") == (
        1,
        "Chưa lưu: không thấy chương trình mttq để kiểm tra số liệu.\n"
        "Cài lại mttq rồi chạy mttq setup-git --hook; gấp thì bỏ qua một lần bằng git commit --no-verify.\n",
    )
