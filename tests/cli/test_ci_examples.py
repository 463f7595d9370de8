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
from git_repository import commit, git, isolate, start
from shell_program import CHECKOUT
from small_project import report

from mttq.cli.app import COMMANDS

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
    changed, everything = commands("github.yml")
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
    quality, changed, everything = commands("gitlab-ci.yml")
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
