"""The broken projects of `tests/errors`, and what a check reports about a project.

Each case is a folder that holds the files in which it differs from `_base`,
the smallest project without faults; `removed.txt` lists files of `_base` that
it lacks, and `expected.txt` what the check must say, line by line.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from mttq.check import check
from mttq.diagnostics import Diagnostic
from mttq.documents import load

TESTS = Path(__file__).parents[1]
ERRORS = TESTS / "errors"
BASE = ERRORS / "_base"
CASES = sorted(folder for folder in ERRORS.iterdir() if folder.is_dir() and folder != BASE)
PLAN = "plans/2020/quang-tri/ke-hoach.yaml"
REPORT = "plans/2020/quang-tri/quy-4.yaml"
LOWER_PLAN = "plans/2020/quang-tri/huong-hoa/ke-hoach.yaml"
LOWER_REPORT = "plans/2020/quang-tri/huong-hoa/quy-4.yaml"
INDICATORS = "plans/danh-muc/chi-tieu.yaml"
UNITS = "plans/danh-muc/don-vi.yaml"
SETS = "plans/danh-muc/chuong-trinh.yaml"
RULES = "plans/danh-muc/quy-tac.yaml"
SETTINGS = "plans/danh-muc/mttq.yaml"


def base(path: str, *changes: tuple[str, str]) -> str:
    """Return a file of the base project with parts of its text replaced; each must be there."""
    text = (BASE / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (path, old)
        text = text.replace(old, new)
    return text


def build(root: Path, files: dict[str, str | None] | None = None) -> Path:
    """Copy the base project to a root; write some files over it, or remove those that are None."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for path, text in (files or {}).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")
    return root


def build_case(root: Path, case: Path) -> Path:
    """Write the project of a case to a root."""
    build(root)
    shutil.copytree(case, root, dirs_exist_ok=True)
    removed = case / "removed.txt"
    for path in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (root / path).unlink()
    return root


def said(root: Path) -> list[str]:
    """Check the project and return each fault as `path:line:col CODE message | help`."""
    return [line_of(one) for one in check(load(root))]


def line_of(one: Diagnostic) -> str:
    """Return one diagnostic as the cases write it."""
    return f"{one.path}:{one.span.line}:{one.span.column} {one.code.id} {one.message} | {one.help or '-'}"


def messages(root: Path) -> list[str]:
    """Return a diagnostic without path and help: `line:col CODE message`."""
    return [f"{one.span.line}:{one.span.column} {one.code.id} {one.message}" for one in check(load(root))]
