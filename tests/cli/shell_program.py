"""Ways to call the program, in this process and in one of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import shell_commands
import typer
from typer.testing import CliRunner, Result

CHECKOUT = Path(__file__).parents[2]

# Words of typer's built-in texts: headings, usage errors and completion. None may reach a user.
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|this|message|exit|missing|no such|did you mean|possible|got"
    r"|unexpected|extra|invalid|value|error|try|for|help(?<!--help)|is not|one of|required|requires|default|env"
    r"|install|completion|current|shell(?!\))|copy|customize|installation|deprecated|aborted|choose|from|dynamic"
    r"|does|take|takes|must|could not|range|path|file|directory|text(?!\|)|list|str|bool|int)\b",
    re.IGNORECASE,
)


def make_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project `du-an` in the folder, with an empty neighbour `ngoài`; it becomes the working directory."""
    for name in ("danh-muc", "2020", "2021", "2019-2024", "ghi-chu"):
        (folder / "du-an" / "plans" / name).mkdir(parents=True)
    (folder / "ngoài").mkdir()
    monkeypatch.chdir(folder / "du-an")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder / "du-an"


def invoke(
    *args: str, program: typer.Typer = shell_commands.APP, env: dict[str, str] | None = None
) -> Result:
    return CliRunner().invoke(program, list(args), prog_name="mttq", env=env)


def start(*args: str, **env: str) -> subprocess.Popen[bytes]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LC_", "LANG"))
    }
    environment |= {"PYTHONPATH": str(CHECKOUT), **env}
    return subprocess.Popen(
        [sys.executable, str(Path(shell_commands.__file__)), *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def run_process(*args: str, **env: str) -> tuple[int, str, str]:
    process = start(*args, **env)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()
