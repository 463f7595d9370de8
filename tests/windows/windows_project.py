"""A small project, and the program run on it in the test process."""

from __future__ import annotations

import shutil
from pathlib import Path

from typer.testing import CliRunner

from mttq.cli.app import app
from mttq.output.formats import CHECK

BASE = Path(__file__).parents[1] / "errors" / "_base"
FORMATS = tuple(CHECK)


def build(root: Path, files: dict[str, str] | None = None) -> Path:
    """Make the project under a root and write files into it byte for byte."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for path, text in (files or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def run_cli(*args: str) -> tuple[int, str, str]:
    """Run the program; return its exit code, stdout and stderr."""
    result = CliRunner().invoke(app, list(args), prog_name="mttq")
    return result.exit_code, result.stdout, result.stderr
