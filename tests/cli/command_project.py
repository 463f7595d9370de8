"""A small project as the working directory, and the program called in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from shell_program import invoke
from typer.testing import Result

from mttq.cli.app import app

PLAN = "2020/quang-tri/ke-hoach.yaml"
REPORT = "2020/quang-tri/nam.yaml"
LOWER = "quang-tri/huong-hoa"
LOWEST = "quang-tri/huong-hoa/tan-long"

GOOD = {
    PLAN: small_project.plan(programmes="2: {muc_tieu: M, chi_tieu: {nha: 350 nhà}}\n"),
    REPORT: small_project.report(programmes="2: {so_lieu: {nha: 12 nhà}}\n"),
    f"2020/{LOWEST}/quy-1.yaml": small_project.report(
        unit=LOWEST, period="quy-1", programmes="2: {so_lieu: {nha: 3 nhà}}\n"
    ),
    "2020/vinh-phuc/nam.yaml": small_project.report("mo_dau: Năm 2020.\n", unit="vinh-phuc"),
    "2019-2024/vinh-phuc/ke-hoach.yaml": small_project.plan(unit="vinh-phuc", cycle="2019-2024"),
}
BAD_FIGURE = small_project.report(programmes="2: {so_lieu: {nha: 17.363}}\n")
"""A report with one error, a figure that can be read in two ways."""
WARNED = small_project.plan(
    programmes="2: {muc_tieu: M, chi_tieu: {nha: {muc: 350 nhà, giao: {quang-tri/huong-hoa: 1 nhà}}}}\n"
)
"""A plan with a warning, once the district's own target differs from what was handed down."""
WARNED_LOWER = small_project.plan(unit=LOWER, programmes="2: {muc_tieu: M, chi_tieu: {nha: 5 nhà}}\n")


def make(folder: Path, monkeypatch: pytest.MonkeyPatch, documents: dict[str, str] | None = None) -> Path:
    """Write a project `du-an` with these documents and make it the working directory."""
    root = small_project.write(folder / "du-an", GOOD if documents is None else documents)
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return root


def mttq(*args: str) -> Result:
    """Call the program with these arguments."""
    return invoke(*args, program=app)


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, including hidden ones, with its content."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
