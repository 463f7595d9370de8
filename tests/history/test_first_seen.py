"""The day on which files came into git, in real repositories."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from git_repository import commit, git, isolate, put, start

from mttq import history
from mttq.history import FirstSeen, first_seen

A, B, C = (f"plans/2020/{name}/nam.yaml" for name in "abc")
FOLDER = "plans/2020"
DEEPEN = (
    "lấy đủ lịch sử bằng “git fetch --unshallow”; trong GitHub Actions đặt fetch-depth: 0 cho actions/checkout, "
    "trong GitLab đặt GIT_DEPTH: 0"
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository."""
    isolate(monkeypatch)
    return start(tmp_path / "kho của tỉnh")


def _days(root: Path, folder: str = FOLDER) -> dict[str, date]:
    seen = first_seen(root, folder)
    assert (seen.doubt, seen.help) == ("", None)
    return dict(seen.days)


def test_a_file_has_the_author_date_of_the_commit_that_added_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2025-05-05T12:00:00+0000")
    for path, day in ((A, "2021-01-05"), (B, "2021-01-06"), ("plans/2021/a/nam.yaml", "2021-01-07")):
        monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T09:00:00+0700")
        put(repository, path)
        commit(repository)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2022-01-01T09:00:00+0700")
    put(repository, A, "a: 2\n")
    commit(repository)
    put(repository, C)
    assert _days(repository) == {A: date(2021, 1, 5), B: date(2021, 1, 6)}
    git(repository, "add", C)
    assert C not in _days(repository)
    assert _days(repository, "plans/2019") == {}


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2021-01-05T16:59:59+0000", date(2021, 1, 5)),
        ("2021-01-05T17:00:00+0000", date(2021, 1, 6)),
        ("2021-01-06T00:00:00+0700", date(2021, 1, 6)),
        ("2021-01-05T20:00:00-0800", date(2021, 1, 6)),
    ],
)
def test_days_are_days_in_vietnam(
    repository: Path, monkeypatch: pytest.MonkeyPatch, when: str, day: date
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", when)
    put(repository, A)
    commit(repository)
    assert _days(repository) == {A: day}


def _commit_on(root: Path, monkeypatch: pytest.MonkeyPatch, day: str, message: str = "Sửa") -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T09:00:00+0700")
    commit(root, message)


def test_a_file_removed_and_added_again_keeps_its_first_day(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, A)
    _commit_on(repository, monkeypatch, "2021-01-05")
    (repository / A).unlink()
    _commit_on(repository, monkeypatch, "2021-01-06")
    put(repository, A)
    _commit_on(repository, monkeypatch, "2021-01-07")
    assert _days(repository) == {A: date(2021, 1, 5)}


def test_a_file_renamed_without_a_change_keeps_its_day(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "config", "diff.renames", "copies")
    git(repository, "config", "log.follow", "true")
    put(repository, A, "".join(f"dòng {number}\n" for number in range(50)))
    _commit_on(repository, monkeypatch, "2021-01-05")
    (repository / B).parent.mkdir(parents=True)
    git(repository, "mv", A, B)
    _commit_on(repository, monkeypatch, "2021-01-09")
    git(repository, "mv", B, A)
    _commit_on(repository, monkeypatch, "2021-01-10")
    (repository / C).parent.mkdir(parents=True)
    git(repository, "mv", A, C)
    _commit_on(repository, monkeypatch, "2021-01-11")
    put(repository, A)  # another file under the old name
    _commit_on(repository, monkeypatch, "2021-01-12")
    found = _days(repository)
    assert (found[A], found[C]) == (date(2021, 1, 12), date(2021, 1, 5))


def test_a_file_renamed_and_changed_came_in_with_its_new_name(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, A, "".join(f"dòng {number}\n" for number in range(50)))
    _commit_on(repository, monkeypatch, "2021-01-05")
    (repository / B).parent.mkdir(parents=True)
    git(repository, "mv", A, B)
    put(repository, B, "".join(f"dòng {number}\n" for number in range(51)))
    _commit_on(repository, monkeypatch, "2021-01-09")
    assert _days(repository)[B] == date(2021, 1, 9)


def test_every_content_of_a_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, day in (("a: 1\n", "2021-01-05"), ("", "2021-01-07"), ("a: 2\n\0", "2021-01-09")):
        put(repository, A, text)
        put(repository, B, f"b: {day}\n")
        _commit_on(repository, monkeypatch, day)
    assert history.versions(repository, FOLDER, [A]) == {
        A: [
            (date(2021, 1, 5), b"a: 1\n"),
            (date(2021, 1, 7), b""),
            (date(2021, 1, 9), b"a: 2\n\0"),
        ]
    }
    assert history.versions(repository, FOLDER, [C]) == {}


def test_a_file_added_on_a_branch_counts_from_its_own_commit(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not from the day it was merged; a file that the merge itself added counts from the merge."""
    put(repository, A)
    _commit_on(repository, monkeypatch, "2021-01-05")
    git(repository, "checkout", "--quiet", "-b", "huyen")
    put(repository, B)
    _commit_on(repository, monkeypatch, "2021-01-06")
    git(repository, "checkout", "--quiet", "main")
    put(repository, "README.md")
    _commit_on(repository, monkeypatch, "2021-02-01")
    git(repository, "merge", "--quiet", "--no-commit", "huyen")
    put(repository, C)
    _commit_on(repository, monkeypatch, "2021-02-02")
    assert _days(repository) == {A: date(2021, 1, 5), B: date(2021, 1, 6), C: date(2021, 2, 2)}


def test_the_same_file_on_two_branches_counts_from_the_earlier(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, A)
    _commit_on(repository, monkeypatch, "2021-01-01")
    git(repository, "checkout", "--quiet", "-b", "huyen")
    put(repository, B)
    _commit_on(repository, monkeypatch, "2021-01-06", "sớm")
    git(repository, "checkout", "--quiet", "main")
    put(repository, B)
    _commit_on(repository, monkeypatch, "2021-01-20", "muộn")
    git(repository, "merge", "--quiet", "-m", "nhập", "huyen")
    assert _days(repository)[B] == date(2021, 1, 6)


def test_a_project_below_the_root_of_its_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tỉnh [a]", "tỉnh b"):
        put(repository, f"{name}/{A}")
    _commit_on(repository, monkeypatch, "2021-01-05")
    assert _days(repository / "tỉnh [a]") == {A: date(2021, 1, 5)}


def test_awkward_names(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{FOLDER}/{name}" for name in ("xuống\ndòng.yaml", "tab\t.yaml", "@a 1.yaml", "Quảng Trị.yaml")]
    for name in names:
        put(repository, name)
    _commit_on(repository, monkeypatch, "2021-01-05")
    assert _days(repository) == dict.fromkeys(names, date(2021, 1, 5))


def test_settings_of_a_repository_hide_nothing_and_run_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trace = tmp_path / "da-chay"
    script = tmp_path / "kiem-tra"
    script.write_text(f"#!/bin/sh\ntouch '{trace}'\n", encoding="utf-8")
    script.chmod(0o755)
    for name, value in (
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("gpg.program", str(script)),
        ("diff.external", str(script)),
        ("format.pretty", "oneline"),
        ("log.date", "relative"),
        ("core.quotePath", "true"),
    ):
        git(repository, "config", name, value)
    put(repository, A)
    _commit_on(repository, monkeypatch, "2021-01-05")
    _sign(repository)
    assert _days(repository) == {A: date(2021, 1, 5)}
    assert not trace.exists()


def _sign(root: Path) -> None:
    """Give the last commit something that looks like a signature, which git would ask a program to check."""
    text = git(root, "cat-file", "commit", "HEAD")
    head, _, message = text.partition("\n\n")
    lines = "-----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    (root / "ky").write_text(f"{head}\ngpgsig {lines}\n\n{message}\n", encoding="utf-8", newline="\n")
    signed = git(root, "hash-object", "-t", "commit", "-w", "ky")
    git(root, "update-ref", "HEAD", signed)


def test_git_is_called_once_for_all_files(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        put(repository, f"{FOLDER}/a{number}/nam.yaml")
        commit(repository)
    calls: list[tuple[str, ...]] = []
    real = history.run

    def listening(root: Path, *arguments: str, input: bytes = b"") -> CompletedProcess[bytes] | None:
        calls.append(arguments)
        return real(root, *arguments, input=input)

    monkeypatch.setattr("mttq.history.run", listening)
    assert len(_days(repository)) == 40
    assert len([one for one in calls if "log" in one]) == 1
    assert len(calls) <= 4


def test_a_shallow_clone_does_not_know_what_its_oldest_commits_added(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path, day in ((A, "2021-01-05"), (B, "2021-01-06"), (C, "2021-01-07")):
        put(repository, path)
        _commit_on(repository, monkeypatch, day)
    shallow = tmp_path / "ban-sao"
    git(tmp_path, "clone", "--quiet", "--depth=2", repository.as_uri(), str(shallow))
    assert first_seen(shallow, FOLDER) == FirstSeen(
        {C: date(2021, 1, 7)},
        "bản sao git này thiếu lịch sử nên không biết ngày của các tệp đã có từ trước phần còn giữ",
        DEEPEN,
    )
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert _days(shallow) == {A: date(2021, 1, 5), B: date(2021, 1, 6), C: date(2021, 1, 7)}


def test_without_a_repository_a_commit_or_git(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, A)
    assert first_seen(repository, FOLDER) == FirstSeen({}, "kho git chưa có commit nào")
    outside = tmp_path / "ngoai"
    outside.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert first_seen(outside, FOLDER) == FirstSeen({}, "dự án không nằm trong kho git nào")
    monkeypatch.setenv("PATH", str(tmp_path / "trong"))
    assert first_seen(repository, FOLDER) == FirstSeen({}, "không chạy được git", "cài git")


def test_nothing_is_written(repository: Path) -> None:
    put(repository, A)
    commit(repository)
    before = {file: file.stat().st_mtime_ns for file in (repository / ".git").rglob("*")}
    first_seen(repository, FOLDER)
    assert {file: file.stat().st_mtime_ns for file in (repository / ".git").rglob("*")} == before
