"""`mttq merge-driver` and `mttq setup-git`: merges through git, the settings for them, and the hook."""

from __future__ import annotations

import os
import shutil
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
FIGURES = report(programmes="2:\n  so_lieu:\n    nha: 12 nhà\n    quy: 3 tỷ đồng\n")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a repository of its own, which knows nothing of mttq yet; it is the working directory."""
    isolate(monkeypatch)
    monkeypatch.setenv("PATH", f"{Path(program()).parent}{os.pathsep}{os.environ['PATH']}")
    folder = small_project.write(start(tmp_path / "kho"), {REPORT: FIGURES})
    monkeypatch.chdir(folder)
    commit(folder)
    return folder


def mttq(*args: str) -> tuple[int, str, str]:
    result = invoke(*args, program=app)
    return result.exit_code, result.stdout, result.stderr


def branches(root: Path, ours: str, theirs: str) -> subprocess.CompletedProcess[bytes]:
    """Change the report in two branches and merge them."""
    git(root, "checkout", "--quiet", "-b", "nhanh")
    small_project.put(root, REPORT, theirs)
    commit(root)
    git(root, "checkout", "--quiet", "main")
    small_project.put(root, REPORT, ours)
    commit(root)
    return subprocess.run(
        ["git", "merge", "--no-edit", "nhanh"], cwd=root, capture_output=True, timeout=60, check=False
    )


def test_two_sides_and_two_keys_need_nobody(root: Path) -> None:
    assert mttq("setup-git")[0] == 0
    commit(root)
    done = branches(root, FIGURES.replace("12 nhà", "13 nhà"), FIGURES.replace("3 tỷ", "4 tỷ"))
    assert done.returncode == 0
    expected = FIGURES.replace("12 nhà", "13 nhà").replace("3 tỷ", "4 tỷ")
    assert (root / "plans" / REPORT).read_text(encoding="utf-8") == expected


def test_a_clash_is_named_by_git_and_by_check(root: Path) -> None:
    mttq("setup-git")
    commit(root)
    done = branches(root, FIGURES.replace("12 nhà", "13 nhà"), FIGURES.replace("12 nhà", "14 nhà"))
    assert done.returncode == 1
    assert (
        f"plans/{REPORT}: hai bên cùng sửa so_lieu: nha: “13 nhà” hay “14 nhà”?"
        in done.stderr.decode().splitlines()
    )
    assert (root / "plans" / REPORT).read_text(encoding="utf-8") == FIGURES.replace(
        "      nha: 12 nhà\n",
        "<<<<<<< BÊN NÀY ghi so_lieu: nha = 13 nhà (trước đó: 12 nhà)\n      nha: 13 nhà\n=======\n"
        "      nha: 14 nhà\n>>>>>>> BÊN KIA ghi so_lieu: nha = 14 nhà\n",
    )
    code, out, _ = mttq("check", "--no-cache")
    assert code == 1
    assert "còn dấu xung đột của git (dòng 7–11)" in out


def test_a_file_that_cannot_be_read_is_merged_by_lines(root: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("O", "A", "B")]
    texts = (
        "a: 1\na: 1\nb: 1\nc: 1\nd: 1\n",
        "a: 1\na: 1\nb: 1\nc: 1\nd: 2\n",
        "a: 2\na: 1\nb: 1\nc: 1\nd: 1\n",
    )
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    paths = [str(file) for file in files]
    assert mttq("merge-driver", *paths, "7", "x.yaml") == (0, "", "")
    assert files[1].read_text(encoding="utf-8") == "a: 2\na: 1\nb: 1\nc: 1\nd: 2\n"
    files[1].write_text(texts[0].replace("a: 1\na", "a: 3\na"), encoding="utf-8")
    assert mttq("merge-driver", *paths, "9") == (1, "", "")
    assert (
        files[1]
        .read_text(encoding="utf-8")
        .startswith("<<<<<<<<< BÊN NÀY\na: 3\n=========\na: 2\n>>>>>>>>> BÊN KIA\n")
    )
    for file in files:
        file.write_bytes(b"\0" * 40 + file.name.encode())
    message = "git không gộp được tệp này theo dòng; giữ nguyên bản của nhánh đang đứng\n"
    assert mttq("merge-driver", *paths) == (1, "", message)
    files[0].unlink()
    code, _, err = mttq("merge-driver", *paths)
    assert (code, err.splitlines()[0]) == (2, f"lỗi: không đọc được “{files[0]}”")


def test_setting_up_again_changes_nothing_and_undoing_leaves_what_was_there(root: Path) -> None:
    attributes = root / ".gitattributes"
    attributes.write_text("*.docx binary\n*.xlsx diff=khac", encoding="utf-8")
    settings = git(root, "config", "--local", "--list")
    assert mttq("setup-git", "--hook") == (
        0,
        ".gitattributes: đã thêm 2 dòng; hãy git add và commit tệp này. Để nguyên *.xlsx (diff=khac) vì đã có"
        " cách khác.\n"
        "Thiết lập của kho này: đã đặt cách gộp và cách xem tệp Word, Excel.\n"
        ".git/hooks/pre-commit: đã ghi; từ nay git commit chỉ thành khi phần đã git add không có lỗi.\n",
        "",
    )
    written = attributes.read_text(encoding="utf-8")
    assert written.startswith("*.docx binary\n*.xlsx diff=khac\n#")
    assert written.endswith("\nplans/**/*.yaml merge=mttq\n*.docx diff=mttq\n")
    assert git(
        root, "check-attr", "merge", "diff", "--", "plans/2020/a/b/nam.yaml", "reports/a.docx"
    ).splitlines() == [
        "plans/2020/a/b/nam.yaml: merge: mttq",
        "plans/2020/a/b/nam.yaml: diff: unspecified",
        "reports/a.docx: merge: unset",
        "reports/a.docx: diff: mttq",
    ]
    assert mttq("setup-git", "--hook") == (
        0,
        ".gitattributes: đã có đủ. Để nguyên *.xlsx (diff=khac) vì đã có cách khác.\n"
        "Thiết lập của kho này: đã có đủ.\n"
        ".git/hooks/pre-commit: đã có.\n",
        "",
    )
    assert mttq("setup-git", "--undo") == (
        0,
        "Đã bỏ 3 dòng của mttq trong .gitattributes.\n"
        "Đã bỏ thiết lập merge.mttq của kho này.\n"
        "Đã bỏ thiết lập diff.mttq của kho này.\n"
        "Đã bỏ .git/hooks/pre-commit.\n",
        "",
    )
    assert attributes.read_text(encoding="utf-8") == "*.docx binary\n*.xlsx diff=khac\n"
    assert git(root, "config", "--local", "--list") == settings
    assert mttq("setup-git", "--undo") == (0, "Không có gì của mttq để gỡ.\n", "")
    assert mttq("setup-git", "--undo", "--hook")[0] == 2


def test_line_ends_and_odd_bytes_stay(root: Path) -> None:
    attributes = root / ".gitattributes"
    before = b"* text=auto\r\n# \xe9\r\n"
    attributes.write_bytes(before)
    mttq("setup-git")
    written = attributes.read_bytes()
    assert written.startswith(before)
    assert written.endswith(b"\r\n*.docx diff=mttq\r\n*.xlsx diff=mttq\r\n")
    assert written.count(b"\n") == written.count(b"\r\n")
    mttq("setup-git", "--undo")
    assert attributes.read_bytes() == before


def test_other_hooks_stay(root: Path, tmp_path: Path) -> None:
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    said = ".git/hooks/pre-commit: để nguyên vì đã có hook khác; thêm vào đó dòng: mttq check --staged"
    assert mttq("setup-git", "--hook")[1].splitlines()[-1] == said
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\n"
    shared = tmp_path / "cai-dat"
    shared.write_text("[core]\n\thooksPath = ~/hook-chung\n", encoding="utf-8")
    os.environ["GIT_CONFIG_GLOBAL"] = str(shared)  # set by `isolate`, which restores it
    code, _, err = mttq("setup-git", "--hook")
    assert (code, err.splitlines()[0]) == (
        2,
        "lỗi: máy này dùng chung một thư mục hook cho mọi kho (core.hooksPath)",
    )


def test_the_hook_checks_every_project_of_a_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = start(tmp_path / "chung")
    hook = outer / ".git/hooks/pre-commit"
    for name in ("tỉnh một", "b"):
        shutil.copytree(root, outer / name, ignore=shutil.ignore_patterns(".git"))
        monkeypatch.chdir(outer / name)
        assert mttq("setup-git", "--hook")[0] == 0
    written = hook.read_text(encoding="utf-8")
    assert "for folder in 'tỉnh một' b; do\n" in written
    assert mttq("setup-git", "--hook")[0] == 0
    assert hook.read_text(encoding="utf-8") == written
    (outer / "tỉnh một/plans/danh-muc/mttq.yaml").write_text("a: [\n", encoding="utf-8")
    git(outer, "add", ".")
    assert subprocess.run(
        ["git", "commit", "-m", "x"], cwd=outer, capture_output=True, check=False
    ).returncode
    assert mttq("setup-git", "--undo")[1].endswith("pre-commit cho dự án này.\n")
    assert "for folder in 'tỉnh một'; do\n" in hook.read_text(encoding="utf-8")
    monkeypatch.chdir(outer / "tỉnh một")
    mttq("setup-git", "--undo")
    assert not hook.exists()


def test_worktrees_and_submodules(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "worktree", "add", "--quiet", str(tmp_path / "cây"))
    assert mttq("--root", str(tmp_path / "cây"), "setup-git", "--hook")[0] == 0
    assert git(root, "config", "--local", "merge.mttq.name") == "gộp kế hoạch, báo cáo theo khóa"
    outer = start(tmp_path / "ngoài")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(root), "tinh")
    code, out, _ = mttq("--root", str(outer / "tinh"), "setup-git", "--hook")
    assert (code, len(out.splitlines())) == (0, 3)
    assert git(outer / "tinh", "config", "--local", "merge.mttq.name") == "gộp kế hoạch, báo cáo theo khóa"
    assert (outer / ".git" / "modules" / "tinh" / "hooks" / "pre-commit").is_file()
    monkeypatch.chdir(tmp_path)
    alone = small_project.write(tmp_path / "không-git", {})
    code, _, err = mttq("--root", str(alone), "setup-git")
    assert code == 2
    assert err.splitlines()[1] == "gợi ý: chạy lệnh trong thư mục của kho git, hoặc lập kho bằng git init"


def test_without_mttq_git_merges_by_lines(root: Path) -> None:
    mttq("setup-git")
    driver = git(root, "config", "merge.mttq.driver").replace(program(), "/không/có")
    git(root, "config", "merge.mttq.driver", driver.replace("m=mttq", "m=không-có-mttq"))
    commit(root)
    done = branches(root, FIGURES.replace("12 nhà", "13 nhà"), FIGURES.replace("don_vi", "# x\ndon_vi"))
    assert done.returncode == 0
    assert (root / "plans" / REPORT).read_text(encoding="utf-8") == "# x\n" + FIGURES.replace(
        "12 nhà", "13 nhà"
    )


def test_branches_that_have_merged_each_other(root: Path) -> None:
    """Two common versions: git merges these first, and no mark of a clash between them may reach the result."""
    mttq("setup-git")
    commit(root)
    assert (
        branches(root, FIGURES.replace("12 nhà", "13 nhà"), FIGURES.replace("3 tỷ", "4 tỷ")).returncode == 0
    )
    git(root, "checkout", "--quiet", "nhanh")
    git(root, "merge", "--quiet", "--no-edit", "main~1")
    text = FIGURES.replace("12 nhà", "13 nhà").replace("3 tỷ", "4 tỷ")
    for branch, figure in (("nhanh", "5 tỷ"), ("main", "")):
        git(root, "checkout", "--quiet", branch)
        changed = text.replace("4 tỷ", figure) if figure else text.replace("13 nhà", "14 nhà")
        small_project.put(root, REPORT, changed)
        commit(root)
    git(root, "merge", "--quiet", "--no-edit", "nhanh")
    expected = text.replace("4 tỷ", "5 tỷ").replace("13 nhà", "14 nhà")
    assert (root / "plans" / REPORT).read_text(encoding="utf-8") == expected


def test_git_shows_what_changed_in_a_document(root: Path) -> None:
    from docx import Document  # noqa: PLC0415 - takes long, and no other test needs it

    mttq("setup-git")
    for words in ("Vận động 4 tỷ đồng.", "Vận động 5 tỷ đồng."):
        document = Document()
        document.add_paragraph(words)
        document.save(str(root / "bao-cao.docx"))
        commit(root)
    changed = git(root, "diff", "HEAD~1", "--", "bao-cao.docx").splitlines()[-2:]
    assert changed == ["-Vận động 4 tỷ đồng.", "+Vận động 5 tỷ đồng."]


def test_a_new_project_is_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    folder = tmp_path / "moi"
    assert mttq("init", str(folder), "--example")[0] == 0
    assert git(folder, "config", "--local", "merge.mttq.name") == "gộp kế hoạch, báo cáo theo khóa"
    text = (folder / ".gitattributes").read_text(encoding="utf-8")
    assert mttq("--root", str(folder), "setup-git")[1] == (
        ".gitattributes: đã có đủ.\nThiết lập của kho này: đã có đủ.\n"
    )
    assert (folder / ".gitattributes").read_text(encoding="utf-8") == text
    own = tmp_path / "có-sẵn"
    own.mkdir()
    (own / ".gitattributes").write_text("* -text\n", encoding="utf-8")
    out = mttq("init", str(own), "--example")[1]
    assert (own / ".gitattributes").read_text(encoding="utf-8") == "* -text\n"
    assert "Để nguyên .gitattributes: đã có sẵn; mttq setup-git thêm vào đó cách gộp theo khóa.\n" in out
