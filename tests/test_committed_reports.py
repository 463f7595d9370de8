"""The documents under `reports/` are those that `mttq report` writes, and no others."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mttq.cli.app import app

ROOT = Path(__file__).parent.parent
COMMITTED = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "reports").rglob("*.*"))


def _report(*args: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["--root", str(ROOT), "--quiet", "report", *args])
    return done.exit_code, done.output.splitlines()


def _runs() -> tuple[tuple[str, ...], ...]:
    """The runs of the tool that writes `reports/`."""
    place = importlib.util.spec_from_file_location("make_reports", ROOT / "tools" / "make_reports.py")
    assert place is not None and place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    runs: tuple[tuple[str, ...], ...] = module.RUNS
    return runs


RUNS = _runs()


@pytest.mark.parametrize("run", RUNS, ids=" ".join)
def test_a_run_would_write_what_is_committed(run: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """If a change of the documents is meant, run tools/make_reports.py."""
    monkeypatch.chdir(ROOT)
    assert _report(*run, "--check") == (0, [])


def test_nothing_else_is_committed(tmp_path: Path) -> None:
    for run in RUNS:
        assert _report(*run, "--out", str(tmp_path))[0] == 0
    written = {f"reports/{path.relative_to(tmp_path).as_posix()}" for path in tmp_path.rglob("*.*")}
    assert set(COMMITTED) == written
