"""The documents under `reports/` are what `mttq report` writes today."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mttq.cli.app import app

ROOT = Path(__file__).parent.parent
COMMITTED = sorted(path.relative_to(ROOT / "reports") for path in (ROOT / "reports").rglob("*.*"))


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    result = CliRunner().invoke(app, ["--root", str(ROOT), "report", "2020", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def test_there_are_documents_of_the_default_unit() -> None:
    names = {path.name for path in COMMITTED}
    assert names == {
        *("bao-cao-nam.docx", "bao-cao-nam.md", "chuong-trinh.docx", "chuong-trinh.md"),
        "phu-luc-nam.xlsx",
    }


@pytest.mark.parametrize("path", COMMITTED, ids=str)
def test_a_committed_document_is_what_would_be_written(path: Path, written: Path) -> None:
    assert (written / path).read_bytes() == (ROOT / "reports" / path).read_bytes()
