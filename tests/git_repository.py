"""Real git repositories for tests, untouched by the settings of whoever runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Người thử",
    "GIT_AUTHOR_EMAIL": "thu@example.org",
    "GIT_COMMITTER_NAME": "Người thử",
    "GIT_COMMITTER_EMAIL": "thu@example.org",
}


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every git of this test know only its own settings; without git the test is skipped."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)
    return done.stdout.decode().strip()


def start(folder: Path, branch: str = "main") -> Path:
    """An empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", f"--initial-branch={branch}")
    return folder


def put(folder: Path, path: str, text: str = "a: 1\n") -> None:
    """One file."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def commit(folder: Path, message: str = "Sửa") -> str:
    """Everything committed; the hash."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--no-verify", "-m", message)
    return git(folder, "rev-parse", "HEAD")
