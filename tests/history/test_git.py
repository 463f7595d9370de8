"""Files that git reports as changed, in real repositories."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from git_repository import commit, git, isolate, put, start

from mttq.history import (
    HistoryError,
    changed,
    changed_since,
    first_seen,
    folder_in_repository,
)
from mttq.unsaved import unsaved_below

NAMES = [
    "plans/a b.yaml",
    "plans/tỉnh Quảng Trị.yaml",
    'plans/"ngoặc".yaml',
    "plans/'nháy'.yaml",
    "plans/-x.yaml",
]
AWKWARD = [*NAMES, "plans/xuống\ndòng.yaml", "plans/tab\t.yaml", "plans/:!x.yaml", "plans/a\\b.yaml"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit on `main`."""
    isolate(monkeypatch)
    folder = start(tmp_path / "kho của tỉnh")
    for name in ("plans/a.yaml", "plans/b.yaml", "plans/c.yaml", "khác.md"):
        put(folder, name, f"# {name}\n")
    commit(folder)
    return folder


def fault(root: Path, since: str | None = None) -> tuple[str, str | None]:
    with pytest.raises(HistoryError) as caught:
        if since is None:
            changed(root)
        else:
            changed_since(root, since)
    return caught.value.message, caught.value.help


def test_a_branch_counts_from_where_it_left_the_main_branch(repository: Path) -> None:
    """Commits, the index, the working tree and untracked files count; later commits of the main branch don't."""
    git(repository, "checkout", "--quiet", "-b", "nhanh")
    put(repository, "plans/a.yaml", "committed")
    commit(repository)
    put(repository, "plans/b.yaml", "staged")
    git(repository, "add", "plans/b.yaml")
    put(repository, "plans/c.yaml", "not staged")
    put(repository, "plans/moi/d.yaml")
    git(repository, "checkout", "--quiet", "--detach")
    mine = {"plans/a.yaml", "plans/b.yaml", "plans/c.yaml", "plans/moi/d.yaml"}
    assert changed(repository).paths == mine
    git(repository, "stash", "--quiet", "--include-untracked")
    git(repository, "checkout", "--quiet", "main")
    put(repository, "khác.md", "main went on")
    commit(repository)
    git(repository, "checkout", "--quiet", "nhanh")
    git(repository, "stash", "pop", "--quiet")
    assert changed(repository).paths == mine
    assert changed_since(repository, "main").paths == {*mine, "khác.md"}
    assert changed_since(repository, "HEAD").paths == mine - {"plans/a.yaml"}


def test_nothing_changed(repository: Path) -> None:
    assert changed(repository).paths == frozenset()
    assert changed_since(repository, "HEAD").paths == frozenset()


def test_a_file_removed_or_renamed_counts_under_its_old_name(repository: Path) -> None:
    (repository / "plans/a.yaml").unlink()
    git(repository, "mv", "plans/b.yaml", "plans/b2.yaml")
    git(repository, "rm", "--quiet", "--cached", "plans/c.yaml")
    assert changed(repository).paths == {"plans/a.yaml", "plans/b.yaml", "plans/b2.yaml", "plans/c.yaml"}


def test_ignored_files_do_not_count(repository: Path) -> None:
    put(repository, ".gitignore", "nhap/\n")
    put(repository, "nhap/x.yaml")
    assert changed(repository).paths == {".gitignore"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("quoted", ["true", "false"])
def test_names_come_as_they_are(repository: Path, quoted: str) -> None:
    git(repository, "config", "core.quotepath", quoted)
    for name in AWKWARD:
        put(repository, name, "1")
    assert changed(repository).paths == set(AWKWARD)
    commit(repository)
    for name in AWKWARD:
        put(repository, name, "2")
    assert changed_since(repository, "HEAD").paths == set(AWKWARD)


def test_a_project_in_a_folder_of_the_repository(repository: Path) -> None:
    put(repository, "tỉnh/plans/x.yaml")
    commit(repository)
    put(repository, "tỉnh/plans/x.yaml", "2")
    put(repository, "tỉnh/plans/y.yaml")
    put(repository, "plans/a.yaml", "outside")
    root = repository / "tỉnh"
    assert changed_since(root, "HEAD").paths == {"plans/x.yaml", "plans/y.yaml"}
    assert folder_in_repository(root) == "tỉnh"
    assert folder_in_repository(repository) == ""


def test_no_repository_at_all_has_no_folder(tmp_path: Path) -> None:
    assert folder_in_repository(tmp_path) == ""


@pytest.mark.parametrize("branch", ["main", "master"])
def test_the_main_branch_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, branch: str) -> None:
    isolate(monkeypatch)
    root = start(tmp_path, branch)
    put(root, "plans/a.yaml")
    commit(root)
    git(root, "checkout", "--quiet", "-b", "nhanh")
    put(root, "plans/a.yaml", "2")
    commit(root)
    assert changed(root).paths == {"plans/a.yaml"}


def test_the_head_of_the_origin_comes_first(repository: Path, tmp_path: Path) -> None:
    git(repository, "branch", "--move", "main", "phat-hanh")
    clone = tmp_path / "ban-sao"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    git(clone, "branch", "main")  # at the same commit; only the origin counts
    put(clone, "plans/a.yaml", "2")
    commit(clone)
    git(clone, "branch", "--force", "main")
    assert changed(clone).paths == {"plans/a.yaml"}


@pytest.mark.parametrize("branch", ["main", "master"])
def test_a_checkout_for_a_pull_request_has_only_the_origins_branches(
    repository: Path, tmp_path: Path, branch: str
) -> None:
    git(repository, "branch", "--move", "main", branch)
    clone = tmp_path / "ban-sao"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    git(clone, "checkout", "--quiet", "--detach")
    git(clone, "branch", "--quiet", "--delete", branch)
    git(clone, "remote", "set-head", "origin", "--delete")
    put(clone, "plans/a.yaml", "2")
    commit(clone)
    assert changed(clone).paths == {"plans/a.yaml"}


def test_in_a_hook_the_folder_of_the_project_decides_which_repository_is_asked(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_PREFIX", "x/")
    put(repository, "tinh/plans/a.yaml")
    assert changed_since(repository / "tinh", "HEAD").paths == {"plans/a.yaml"}


def test_a_repository_runs_no_program_of_its_own(repository: Path, tmp_path: Path) -> None:
    trace = tmp_path / "da-chay"
    script = tmp_path / "theo-doi"
    script.write_text(f"#!/bin/sh\ntouch '{trace}'\n", encoding="utf-8")
    script.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(script))
    git(repository, "config", "diff.external", str(script))
    put(repository, "plans/a.yaml", "2")
    assert changed(repository).paths == {"plans/a.yaml"}
    assert not trace.exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
@pytest.mark.parametrize("folder", ["", "."])
def test_a_program_called_git_in_the_working_directory_is_never_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    program = repository / "git"
    program.write_text("#!/bin/sh\ntouch da-chay\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert changed(repository).paths == {"git"}
    assert not (repository / "da-chay").exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_a_program_called_git_in_a_folder_of_the_repository_is_never_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, "bin/git", f"#!/bin/sh\ntouch '{repository}/da-chay'\n")
    (repository / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{repository / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert changed(repository / "plans").paths == frozenset()
    assert not (repository / "da-chay").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such folders")
def test_a_folder_of_path_that_may_not_be_entered_is_passed_over(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = "/root/.local/bin"
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if str(path) == f"{closed}/git":
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refused)
    monkeypatch.setenv("PATH", f"{closed}{os.pathsep}{os.environ['PATH']}")
    assert changed(repository).paths == frozenset()


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
@pytest.mark.parametrize("program", ["#!/khong/co/trinh-thong-dich\n", "\x7fELF no program"])
def test_a_git_that_cannot_be_started_counts_as_none(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str
) -> None:
    put(tmp_path, "bin/git", program)
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert (
        fault(repository)[0] == "không chạy được git, mà --changed và --since cần git để biết tệp nào đã đổi"
    )
    assert unsaved_below(repository).doubt == "không chạy được git"
    assert first_seen(repository, "plans").doubt == "không chạy được git"


@pytest.mark.parametrize("kind", ["clean", "process"])
@pytest.mark.parametrize("name", ["x", "a=b", "có dấu"])
def test_filters_of_a_repository_are_not_run(repository: Path, tmp_path: Path, kind: str, name: str) -> None:
    trace = tmp_path / "da-chay"
    put(repository, ".gitattributes", f"*.yaml filter={name}\n" if name != "có dấu" else "*.yaml filter=có\n")
    name = name.partition(" ")[0]
    commit(repository)
    git(repository, "config", f"filter.{name}.{kind}", f"touch '{trace}'; cat")
    git(repository, "config", f"filter.{name}.required", "true")
    put(repository, "plans/a.yaml", "2")
    assert changed(repository).paths == {"plans/a.yaml"}
    assert unsaved_below(repository).changed == {(repository / "plans/a.yaml").resolve()}
    assert not trace.exists()


def test_settings_that_name_absent_files_or_other_encodings_change_nothing(repository: Path) -> None:
    git(repository, "config", "diff.orderFile", "khong-co")
    git(repository, "config", "i18n.logOutputEncoding", "utf-16")
    put(repository, "plans/a.yaml", "2")
    assert changed(repository).paths == {"plans/a.yaml"}
    assert set(first_seen(repository, "plans").days) == {"plans/a.yaml", "plans/b.yaml", "plans/c.yaml"}


def test_settings_given_in_the_environment_stay(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.excludesFile")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(repository / "bo-qua"))
    put(repository, "bo-qua", "*.bak\nbo-qua\n")
    put(repository, "plans/a.bak")
    git(repository, "config", "filter.x.clean", "false")
    assert changed(repository).paths == frozenset()


def test_nothing_is_written(repository: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (repository / ".git").rglob("*")}
    (repository / "plans/a.yaml").touch()
    changed(repository)
    assert {file: file.stat().st_mtime_ns for file in (repository / ".git").rglob("*")} == before


def test_git_is_not_installed(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "trong"))
    expected = (
        "không chạy được git, mà --changed và --since cần git để biết tệp nào đã đổi",
        "cài git, hoặc bỏ --changed, --since để kiểm tra tất cả",
    )
    assert fault(repository) == fault(repository, "HEAD") == expected


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    expected = (
        f"dự án ở “{tmp_path}” không nằm trong kho git nào nên không biết tệp nào đã đổi",
        "bỏ --changed, --since để kiểm tra tất cả",
    )
    assert fault(tmp_path) == fault(tmp_path, "HEAD") == expected


def test_a_damaged_repository(repository: Path) -> None:
    put(repository, ".git/config", "[core\n")
    message, help = fault(repository, "HEAD")
    assert message == f"git không đọc được kho ở “{repository}”"
    assert help is not None
    assert help.startswith("git báo: ")


def test_a_list_that_git_cannot_make(repository: Path) -> None:
    put(repository, ".git/index", "no index")
    message, help = fault(repository, "HEAD")
    assert message == "git không liệt kê được các tệp đã đổi"
    assert help is not None
    assert help.startswith("git báo: ")


def test_a_repository_of_someone_else(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert fault(repository) == (
        f"git không đọc kho ở “{repository}” vì kho thuộc về người dùng khác",
        "nếu tin kho này thì chạy: git config --global --add safe.directory <thư mục gốc của kho>",
    )


def test_no_commit_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    assert fault(start(tmp_path)) == (
        "kho git chưa có commit nào nên không so được với nhánh chính",
        "bỏ --changed để kiểm tra tất cả",
    )


def test_no_commit_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    assert fault(start(tmp_path), "HEAD") == (
        "kho git chưa có commit nào nên không có mốc nào để so",
        "bỏ --since để kiểm tra tất cả",
    )


@pytest.mark.parametrize("since", [None, "HEAD", "main"])
def test_a_repository_that_has_lost_its_commits(repository: Path, since: str | None) -> None:
    for folder in (repository / ".git/objects").iterdir():
        if len(folder.name) == 2:
            shutil.rmtree(folder)
    message, help = fault(repository, since)
    assert message.startswith("kho git bị mất dữ liệu của commit hiện tại (HEAD) nên không ")
    assert help == "lấy lại kho bằng git clone, rồi chép các tệp đang sửa sang bản mới"
    assert first_seen(repository, "plans").doubt == "kho git bị mất dữ liệu của commit hiện tại (HEAD)"


@pytest.mark.parametrize("content", ["gitdir: /khong/co\n", None])
def test_a_mark_that_leads_to_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    if content is None:
        (tmp_path / ".git").mkdir()
    else:
        put(tmp_path, ".git", content)
    expected = (
        f"“{tmp_path / '.git'}” không dẫn đến kho git nào nên không biết tệp nào đã đổi",
        "nếu thư mục đã được dời chỗ thì chạy git worktree repair hoặc git submodule update --init; nếu không thì"
        " bỏ --changed, --since để kiểm tra tất cả",
    )
    assert fault(tmp_path) == fault(tmp_path, "HEAD") == expected


def test_no_main_branch(repository: Path) -> None:
    git(repository, "branch", "--move", "main", "phat-hanh")
    message, help = fault(repository)
    assert message == "không thấy nhánh chính: kho git không có origin/HEAD, main hay master"
    assert help is not None
    assert help.startswith("nêu mốc so sánh bằng --since, ví dụ --since origin/ten-nhanh")


def test_a_shallow_clone_without_the_merge_base(repository: Path, tmp_path: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "nhanh")
    for count in range(2):
        put(repository, "plans/a.yaml", str(count))
        commit(repository)
    git(repository, "checkout", "--quiet", "main")
    clone = tmp_path / "nong"
    url = repository.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=nhanh", "--no-single-branch", url, str(clone))
    message, help = fault(clone)
    assert message == "bản sao git thiếu lịch sử nên không thấy chỗ rẽ khỏi nhánh “origin/main”"
    assert help == (
        "lấy đủ lịch sử bằng “git fetch --unshallow”; trong GitHub Actions đặt fetch-depth: 0 cho actions/checkout, "
        "trong GitLab đặt GIT_DEPTH: 0"
    )
    assert fault(clone, "HEAD~1") == (
        "--since: kho git không có mốc “HEAD~1”",
        f"bản sao git này thiếu lịch sử: {help}",
    )
    git(clone, "fetch", "--quiet", "--unshallow")
    assert changed(clone).paths == {"plans/a.yaml"}


def test_branches_without_a_common_commit(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "nhanh")
    commit(repository, "Khởi đầu khác")
    assert fault(repository) == (
        "nhánh hiện tại và “main” không có commit chung nào",
        "nêu mốc so sánh bằng --since",
    )


@pytest.mark.parametrize("revision", ["HEAD", "main", "v1", "HEAD~0", "@", "main@{0}"])
def test_revisions_as_git_names_them(repository: Path, revision: str) -> None:
    git(repository, "tag", "-m", "v1", "v1")
    put(repository, "plans/a.yaml", "2")
    assert changed_since(repository, revision).paths == {"plans/a.yaml"}
    assert changed_since(repository, git(repository, "rev-parse", "HEAD")[:9]).paths == {"plans/a.yaml"}


@pytest.mark.parametrize(
    "revision",
    [
        "mian",
        "",
        " ",
        "--output=x",
        "-x",
        "--",
        "HEAD:plans",
        "main..HEAD",
        "a\0b",
        "a\nb",
        "$(touch x)",
        "0" * 40,
    ],
)
def test_a_name_that_is_no_commit_is_refused_and_does_nothing(repository: Path, revision: str) -> None:
    assert fault(repository, revision) == (
        f"--since: kho git không có mốc “{revision}”",
        "nêu một nhánh, nhãn (tag) hoặc commit có trong kho, ví dụ main, HEAD~1",
    )
    assert sorted(file.name for file in repository.iterdir()) == [".git", "khác.md", "plans"]
    assert git(repository, "status", "--porcelain") == ""
