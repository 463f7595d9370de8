"""A small project for hostile files, and a check of it in bounded time."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from mttq.check import check
from mttq.diagnostics import Diagnostic
from mttq.documents import load
from mttq.output.diagnostics import text

BASE = Path(__file__).parents[1] / "errors" / "_base"
PLAN = "plans/2020/quang-tri/ke-hoach.yaml"
REPORT = "plans/2020/quang-tri/quy-4.yaml"
UNITS = "plans/danh-muc/don-vi.yaml"
INDICATORS = "plans/danh-muc/chi-tieu.yaml"
HEAD = "don_vi: quang-tri\nnam: 2020\nky: quy-4\nchuong_trinh:\n  2:\n    so_lieu:\n"
SLOWEST = 30.0
"""Seconds for a project with one hostile file, on a slow and busy machine; most take far less."""


def make(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Make the project and write files into it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for path, content in (files or {}).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def checked(root: Path) -> list[Diagnostic]:
    """Check the project; the diagnostics must come in time, lie inside their files and be printable."""
    before = time.monotonic()
    project = load(root)
    found = check(project)
    lines = list(text.render(found, project.sources, files=1, colour=False, quiet=False))
    assert time.monotonic() - before < SLOWEST
    for one in found:
        assert len(one.message) + len(one.help or "") < 5000, one.code
        source = project.sources.get(one.path)
        if source is not None and source.text:
            assert one.span.end_line <= len(source.lines), one
            assert one.span.column <= len(source.lines[one.span.line - 1]) + 1, one
    for line in lines:
        assert "\n" not in line and "\x1b" not in line and "\r" not in line, line
    return found


def said(root: Path) -> list[str]:
    """The diagnostics as `path:line:column code message`."""
    return [
        f"{one.path}:{one.span.line}:{one.span.column} {one.code.id} {one.message}" for one in checked(root)
    ]
