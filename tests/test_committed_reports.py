"""The documents under `reports/` are what `mttq report` writes today, and all of them are."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mttq.cli.app import app

ROOT = Path(__file__).parent.parent
COMMITTED = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "reports").rglob("*.*"))


def _report(*args: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["--root", str(ROOT), "--quiet", "report", *args])
    return done.exit_code, done.output.splitlines()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> tuple[tuple[str, ...], ...]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    monkeypatch.chdir(ROOT)
    found: tuple[tuple[str, ...], ...] = importlib.import_module("make_reports").RUNS
    return found


@pytest.mark.parametrize("number", range(8))
def test_a_run_would_write_what_is_committed(runs: tuple[tuple[str, ...], ...], number: int) -> None:
    """After a change of what documents say or look like run tools/make_reports.py."""
    assert len(runs) == 8
    code, said = _report(*runs[number], "--check")
    assert (code, said) == (0, [])


def test_nothing_else_is_committed(runs: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    for run in runs:
        assert _report(*run, "--out", str(tmp_path))[0] == 0
    written = {f"reports/{path.relative_to(tmp_path).as_posix()}" for path in tmp_path.rglob("*.*")}
    assert set(COMMITTED) == written
