"""The files that users copy into their own repositories: their commands run and do what they claim."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import core_yaml
import pytest
import small_project
from forge_api import TOKEN, ForgeAPI, comment, forge
from git_repository import commit, git, isolate, start
from shell_program import CHECKOUT
from small_project import report

from mttq.cli.app import COMMANDS
from mttq.output.review.markdown import MARK

EXAMPLES = CHECKOUT / "docs" / "examples" / "ci"
HOOKS = CHECKOUT / ".pre-commit-hooks.yaml"
PAGE = CHECKOUT / "docs" / "how-to" / "ci.md"
# The keys of a hook's manifest that pre-commit knows and that could be used here.
HOOK_KEYS = {
    "id",
    "name",
    "description",
    "entry",
    "language",
    "files",
    "pass_filenames",
    "always_run",
    "require_serial",
}


def load(path: Path) -> Any:  # noqa: ANN401 - what a YAML file holds
    return core_yaml.load(path)


def github_steps(name: str) -> Iterator[dict[str, Any]]:
    for job in load(EXAMPLES / name)["jobs"].values():
        assert job["runs-on"]
        yield from job["steps"]


def commands(name: str) -> list[str]:
    """Return the commands of an example that call mttq."""
    if name.startswith("gitlab"):
        jobs = [job for job in load(EXAMPLES / name).values() if "script" in job]
        lines = [line for job in jobs for line in job["script"]]
    else:
        lines = [step["run"] for step in github_steps(name) if "run" in step]
    return [line for line in lines if line.startswith("mttq ")]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose branch adds one fault, with `mttq` on the PATH."""
    isolate(monkeypatch)
    folder = small_project.write(
        start(tmp_path / "kho"), {"2020/quang-tri/quy-1.yaml": report(period="quy-1")}
    )
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", commit(folder))
    git(folder, "checkout", "--quiet", "-b", "nhanh")
    programmes = "2: {so_lieu: {nha: 1.5 nhà}}\n"
    small_project.put(folder, "2020/quang-tri/nam.yaml", report(programmes=programmes))
    commit(folder)
    program = tmp_path / "bin" / "mttq"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mttq "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    return folder


def shell(command: str, root: Path) -> tuple[int, str, str]:
    """Run commands like a runner, which stops at the first that fails."""
    done = subprocess.run(["sh", "-e", "-c", command], cwd=root, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_workflow_for_github(root: Path) -> None:
    changed, everything = (line for line in commands("github.yml") if "check" in line)
    for command in (changed, everything):
        code, out, err = shell(command, root)
        assert (code, err) == (1, "")
        assert out.startswith("::error file=plans/2020/quang-tri/nam.yaml,line=")
    git(root, "checkout", "--quiet", "main")
    assert shell(changed, root) == shell(everything, root) == (0, "", "")


def test_the_workflow_for_code_scanning(root: Path) -> None:
    (command,) = commands("github-code-scanning.yml")
    assert shell(command, root) == (0, "", "")
    assert len(json.loads((root / "mttq.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1
    upload = list(github_steps("github-code-scanning.yml"))[-1]
    assert upload["with"]["sarif_file"] == "mttq.sarif"
    code, _, err = shell(command.replace("--format", "--formta"), root)
    assert code != 0, "wrong usage must not look like a run without faults"
    assert err


def test_the_jobs_for_gitlab(root: Path) -> None:
    quality, changed, everything = (line for line in commands("gitlab-ci.yml") if "check" in line)
    assert shell(quality, root) == (0, "", "")
    jobs = load(EXAMPLES / "gitlab-ci.yml")
    artifact = jobs["mttq-code-quality"]["artifacts"]["reports"]["codequality"]
    assert len(json.loads((root / artifact).read_text(encoding="utf-8"))) == 1
    for command in (changed, everything):
        code, out, err = shell(command, root)
        assert (code, err) == (1, "")
        assert "plans/2020/quang-tri/nam.yaml:" in out
    for name, job in jobs.items():
        assert name.startswith(".") or (job["extends"] in jobs and job["rules"])


def posting(name: str, root: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> tuple[int, str, str]:
    """Run the steps of a job that compare and write the comment, as its forge does."""
    for variable, value in {
        "GITHUB_API_URL": address,
        "GITHUB_REPOSITORY": "tinh/du-lieu",
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_BASE_REF": "main",
        "GITHUB_STEP_SUMMARY": str(root / "tom-tat.md"),
        "PULL_REQUEST": "12",
        "CI_API_V4_URL": address,
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "12",
        "MTTQ_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(variable, value)
    if name.startswith("gitlab"):
        return shell("\n".join(load(EXAMPLES / name)["mttq-diff"]["script"]), root)
    compare, write = (step for step in github_steps(name) if "mttq-diff.md" in step.get("run", ""))
    code, out, err = shell(compare["run"], root)
    if code:
        return code, out, err
    done = subprocess.run(
        [sys.executable, "-c", write["run"]], cwd=root, capture_output=True, timeout=60, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("name", ["github.yml", "gitlab-ci.yml"])
def test_one_comment_is_kept_up_to_date(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    git(root, "update-ref", "refs/remotes/origin/main", "main")
    with forge() as address:
        others = [comment(f"lời {number}", number, ours=False) for number in range(1, 101)]
        ForgeAPI.comments += [*others, comment(f"{MARK}\ngiả", 101, ours=False)]
        assert posting(name, root, monkeypatch, address) == (0, "", "")
        body = (root / "mttq-diff.md").read_text(encoding="utf-8")
        if name == "github.yml":
            assert (root / "tom-tat.md").read_text(encoding="utf-8") == body
        assert body.startswith(f"{MARK}\n")
        assert "nam.yaml" in body
        assert [one["body"] for one in ForgeAPI.comments[101:]] == [body]
        small_project.put(root, "2020/quang-tri/nam.yaml", report(programmes="2: {so_lieu: {nha: 5 nhà}}\n"))
        commit(root)
        assert posting(name, root, monkeypatch, address) == (0, "", "")
        again = (root / "mttq-diff.md").read_text(encoding="utf-8")
        assert again != body
        assert [one["body"] for one in ForgeAPI.comments[101:]] == [again]
        assert [one["body"] for one in ForgeAPI.comments[:100]] == [one["body"] for one in others]
        assert ForgeAPI.comments[100]["body"] == f"{MARK}\ngiả"
        called = [one.split()[0] for one in ForgeAPI.calls if "/user" not in one]
        assert called == ["GET", "GET", "POST", "GET", "GET", "PATCH" if "github" in name else "PUT"]


def test_pull_requests_of_forks_get_no_comment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (write,) = (step for step in github_steps("github.yml") if step.get("shell") == "python")
    assert "github.event.pull_request.head.repo.full_name == github.repository" in write["if"]
    monkeypatch.delenv("MTTQ_TOKEN", raising=False)
    job = "\n".join(load(EXAMPLES / "gitlab-ci.yml")["mttq-diff"]["script"])
    said = "Chưa có MTTQ_TOKEN nên không viết bình luận; xem tệp mttq-diff.md.\n"
    assert shell(job, root) == (0, said, "")


def test_documents_are_kept(root: Path) -> None:
    git(root, "checkout", "--quiet", "main")
    write, keep = list(github_steps("github.yml"))[-4:-2]
    command, folder = write["run"], keep["with"]["path"]
    job = load(EXAMPLES / "gitlab-ci.yml")["mttq-documents"]
    assert (job["script"], job["artifacts"]["paths"]) == ([command], [f"{folder}/"])
    assert shell(command, root)[0] == 0, "a year with nothing to print yet is no failure"
    small_project.put(root, "2020/quang-tri/ke-hoach.yaml", small_project.plan())
    assert shell(command, root)[0] == 0
    assert (root / folder / "2020" / "quang-tri" / "chuong-trinh.docx").is_file()
    small_project.put(root, "2020/quang-tri/ke-hoach.yaml", "x")
    assert shell(command, root)[0] == 1


def test_jobs_fetch_as_much_history_as_they_need() -> None:
    checkout = next(step for step in github_steps("github.yml") if "checkout" in step.get("uses", ""))
    assert checkout["with"]["fetch-depth"] == 0
    assert load(EXAMPLES / "gitlab-ci.yml")[".mttq"]["variables"]["GIT_DEPTH"] == "0"


def test_hooks_for_pre_commit(root: Path) -> None:
    hooks = load(HOOKS)
    names = {entry.name for entry in COMMANDS}
    for hook in hooks:
        assert {"id", "name", "entry", "language"} <= set(hook) <= HOOK_KEYS
        program, name = hook["entry"].split()[:2]
        assert (program, hook["language"]) == ("mttq", "python")
        assert name in names
    known = {hook["id"]: hook for hook in hooks}
    (source,) = load(EXAMPLES / "pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in source["hooks"]} <= set(known)
    assert shell(known["mttq-check"]["entry"], root)[0] == 1
    assert re.search(known["mttq-fmt"]["files"], "tinh/plans/2020/quang-tri/nam.yaml")
    assert shell(f"{known['mttq-fmt']['entry']} plans/2020/quang-tri/quy-1.yaml", root)[0] == 0
    arguments = "--root . --since HEAD"  # the page's own example, with the folder that there is
    assert "args: [--root, tinh, --since, HEAD]" in PAGE.read_text(encoding="utf-8")
    assert shell(f"{known['mttq-check']['entry']} {arguments}", root)[0] == 0


def test_the_page_names_every_example() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [file.name for file in EXAMPLES.iterdir() if f"../examples/ci/{file.name}" not in text] == []
