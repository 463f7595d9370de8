"""The commands a newcomer pastes from the README, and the files they need."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mttq.cli.app import app

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
POWERSHELL = re.findall(r"^```powershell\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
REQUIRED = ("Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt")
INSTALL = [
    "python3 -m venv --clear .venv",
    ".venv/bin/python -m pip install --quiet -r requirements-dev.txt",
    ".venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .",
]
REPORT = ".venv/bin/mttq report 2020"
TEST = ".venv/bin/python -m pytest -n auto"
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)

needs_make = pytest.mark.skipif(
    shutil.which("make") is None or os.name == "nt", reason="not installed: make and a POSIX shell"
)


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose python3 makes an environment of programs that do nothing."""
    for name in REQUIRED:
        shutil.copy(CHECKOUT / name, tmp_path)
    program(tmp_path / "idle", "exit 0")
    program(
        tmp_path / "python3.99",
        'case "$2" in venv) mkdir -p .venv/bin; cp idle .venv/bin/python; cp idle .venv/bin/mttq;; esac',
    )
    return tmp_path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    path.chmod(0o755)


def test_there_are_two_blocks_to_paste() -> None:
    assert BLOCKS == ["make report\n", "make test\n"]


@needs_make
@pytest.mark.parametrize(("target", "last"), [("report", REPORT), ("test", TEST)])
def test_a_block_installs_and_then_runs(checkout: Path, target: str, last: str) -> None:
    """A block needs only python3 and the programs that it installs."""
    done = make(checkout, "--dry-run", "PYTHON=./python3.99", target)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.replace("\\\n", "").replace("./python3.99", "python3").splitlines()
    commands = [line for line in lines if line.startswith((".venv/bin/", "python3 -m"))]
    assert commands == [*INSTALL, last]


@needs_make
def test_a_second_call_installs_only_what_has_changed(checkout: Path) -> None:
    first = make(checkout, "PYTHON=./python3.99", "report")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == [INSTALL[0].replace("python3", "./python3.99"), *INSTALL[1:], REPORT]
    assert make(checkout, "PYTHON=./python3.99", "report").stdout.splitlines() == [REPORT]
    assert make(checkout, "PYTHON=./python3.99", "test").stdout.splitlines() == [TEST]
    for name in REQUIRED:
        later = (checkout / ".venv" / "made").stat().st_mtime + 10
        os.utime(checkout / name, (later, later))
        assert make(checkout, "--dry-run", "PYTHON=./python3.99", "report").stdout.count("pip install") == 2
        os.utime(checkout / ".venv" / "made", (later, later))


@needs_make
def test_a_moved_checkout_is_installed_again(checkout: Path) -> None:
    """The programs of an environment name the folder that they were installed in."""
    assert make(checkout, "PYTHON=./python3.99", "report").returncode == 0
    moved = checkout.rename(checkout.parent / "nơi khác")
    done = make(moved, "PYTHON=./python3.99", "report")
    assert done.stdout.splitlines() == [INSTALL[0].replace("python3", "./python3.99"), *INSTALL[1:], REPORT]
    assert make(moved, "PYTHON=./python3.99", "report").stdout.splitlines() == [REPORT]


@needs_make
def test_a_failed_installation_is_tried_again(checkout: Path) -> None:
    program(checkout / "idle", "exit 1")
    failed = make(checkout, "PYTHON=./python3.99", "report")
    assert failed.returncode == 2
    assert REPORT not in failed.stdout
    program(checkout / "idle", "exit 0")
    assert make(checkout, "PYTHON=./python3.99", "report").stdout.splitlines()[-1] == REPORT


@needs_make
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("case $2 in *version*) exit 1;; esac", "make: Python 3.11 or newer is needed"),
        ("case $2 in *ensurepip*) exit 1;; esac", "make: ./python3.99 can't make environments"),
        (None, "make: install Python 3.11 or newer first: there is no ./python3.99"),
    ],
    ids=["old", "no-venv", "missing"],
)
def test_an_unfit_python_is_named(checkout: Path, script: str | None, message: str) -> None:
    (checkout / "python3.99").unlink()
    if script is not None:
        program(checkout / "python3.99", script)
    done = make(checkout, "PYTHON=./python3.99", "report")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(message)
    assert not (checkout / ".venv").exists()


def test_the_first_block_ends_with_the_paths_written(tmp_path: Path) -> None:
    assert PYPROJECT["project"]["scripts"] == {"mttq": "mttq.cli.main:run"}
    arguments = shlex.split(REPORT)[1:]
    result = CliRunner().invoke(app, ["--root", str(CHECKOUT), *arguments, "--out", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    written = [Path(line) for line in result.stdout.splitlines()]
    plans = [f"{unit}/chuong-trinh" for unit in ("trung-uong", "vinh-phuc", "quang-tri")]
    stems = [*plans, "lam-dong/bao-cao-nam", "quang-tri/giao-ban-quy-4"]
    names = [f"{stem}{suffix}" for stem in stems for suffix in (".docx", ".md")]
    names.insert(names.index("lam-dong/bao-cao-nam.md") + 1, "lam-dong/phu-luc-nam.xlsx")
    assert written == [tmp_path / "2020" / name for name in names]
    assert all(path.is_file() for path in written)


def test_powershell_does_the_same() -> None:
    posix = ["; ".join([*INSTALL, REPORT]), TEST]
    windows = [line.replace("python3", "py").replace(".venv/bin/", ".venv\\Scripts\\") for line in posix]
    assert [block.removesuffix("\n") for block in POWERSHELL] == windows


def test_the_part_in_vietnamese_comes_first_and_holds_both_commands() -> None:
    vietnamese, _, english = README.partition("\n---\n")
    assert "`mttq` keeps the plans" in english
    assert re.findall(r"^```sh\n(.*?)^```$", vietnamese, re.MULTILINE | re.DOTALL) == BLOCKS
    assert "(docs/tutorial.md)" in vietnamese
    assert len(vietnamese.splitlines()) < 32


def test_the_picture_is_small() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures == ["docs/images/chuong-trinh-2020.png"]
    content = (CHECKOUT / pictures[0]).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 150_000


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(PIN.findall(text)) > 10
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]
    words = {line.split("==")[0].split(" ")[0] for line in text.splitlines() if not line.startswith("#")}
    assert {word for word in words if word.startswith("-")} == set()


def test_the_pins_cover_what_the_project_asks_for() -> None:
    """Run tools/pin_requirements.py after changing a dependency."""
    runtime = dict(PIN.findall((CHECKOUT / "requirements.txt").read_text(encoding="utf-8")))
    everything = dict(PIN.findall((CHECKOUT / "requirements-dev.txt").read_text(encoding="utf-8")))
    assert _names(PYPROJECT["project"]["dependencies"]) <= runtime.keys()
    assert _names(PYPROJECT["dependency-groups"]["dev"]) <= everything.keys()
    assert _names(PYPROJECT["build-system"]["requires"]) <= everything.keys()
    assert runtime.items() <= everything.items()


def _names(requirements: list[str]) -> set[str]:
    """The names of requirements as pins write them: in lower case, with hyphens for dots."""
    return {re.split(r"[^A-Za-z0-9.-]", one)[0].lower().replace(".", "-") for one in requirements}
