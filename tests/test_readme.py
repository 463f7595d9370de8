"""What a newcomer pastes from the README, and the files it rests on."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mttq.cli.app import app

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [shlex.split(line) for block in BLOCKS for line in block.splitlines()]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def test_there_are_two_blocks_to_paste() -> None:
    assert len(BLOCKS) == 2
    assert BLOCKS[0].splitlines()[0] == "python3 -m venv .venv"
    assert BLOCKS[0].splitlines()[-1] == ".venv/bin/mttq report 2020"
    assert BLOCKS[1] == ".venv/bin/python -m pytest -n auto\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_needs_python_and_nothing_else(command: list[str]) -> None:
    """No activation, no shell variable, no program that the block itself has not installed."""
    assert command[0] in {"python3", ".venv/bin/python", ".venv/bin/mttq"}
    assert not [word for word in command if re.search(r"[$~*|;&<>]", word)]
    for option, value in pairwise(command):
        if option == "-r":
            assert (CHECKOUT / value).is_file(), value


@pytest.mark.skipif(shutil.which("bash") is None, reason="not installed: bash")
@pytest.mark.parametrize("block", BLOCKS, ids=["install", "test"])
def test_a_block_is_sound_shell(block: str) -> None:
    done = subprocess.run(
        ["bash", "-n"], input=block, capture_output=True, encoding="utf-8", timeout=10, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_first_block_ends_with_the_paths_written(tmp_path: Path) -> None:
    assert PYPROJECT["project"]["scripts"] == {"mttq": "mttq.cli.main:run"}
    arguments = COMMANDS[-2][1:]
    result = CliRunner().invoke(app, ["--root", str(CHECKOUT), *arguments, "--out", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    written = [Path(line) for line in result.stdout.splitlines()]
    names = [
        *("bao-cao-nam.docx", "bao-cao-nam.md", "chuong-trinh.docx", "chuong-trinh.md"),
        "phu-luc-nam.xlsx",
    ]
    assert written == [tmp_path / "2020" / "quang-tri" / name for name in names]
    assert all(path.is_file() for path in written)


def test_powershell_does_the_same() -> None:
    line = next(line for line in README.splitlines() if line.startswith("`py -m venv"))
    posix = "; ".join(line for line in BLOCKS[0].splitlines()).replace("--quiet ", "")
    windows = posix.replace("python3", "py").replace(".venv/bin/", ".venv\\Scripts\\")
    assert line == f"`{windows}`"


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
    return {re.split(r"[^A-Za-z0-9-]", one)[0].lower() for one in requirements}
