"""The layers of the package: imports point downward and never in a circle, and only the top layers print."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mttq"

# From top to bottom. A layer may import those below it, but none above it or on the same level.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("forms", "site"),
    ("issuing", "starting", "tables", "office_text", "export"),
    ("output",),
    ("verification",),
    ("render",),
    ("report", "intake"),
    ("review", "three_way"),
    ("check",),
    ("totals", "completeness", "task_ledger"),
    ("documents",),
    ("profile",),
    ("catalogue",),
    ("schema",),
    ("quantity", "period"),
    ("source",),
    ("bundles",),
    ("approved_files", "commits", "revisions", "unsaved"),
    ("diagnostics", "cache", "history", "made_folder", "processes"),
    ("archives", "clock", "files", "levels", "names", "refusal", "spelling"),
)
ABOVE_ALL = ("__init__", "__main__")
PRINTERS = ("cli", "output")
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}

# Of the layer below it, `render` knows the plain data only.
PARTLY = {("render", "report"): ("mttq.report.model",)}


def faults_of(package: Path) -> list[str]:
    """Every import that points up and every print where there should be none, as `file:line: what`."""
    found = []
    for file in sorted(package.rglob("*.py")):
        name = file.relative_to(package).as_posix()
        layer = name.split("/")[0].removesuffix(".py")
        if layer in ABOVE_ALL:
            continue
        if layer not in RANKS:
            found.append(f"{name}:1: no such layer: {layer}")
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found += [
                f"{name}:{getattr(node, 'lineno', 1)}: {what}"
                for what in [*_imports_up(layer, node), *_prints(layer, node)]
            ]
    return found


def circles_of(package: Path) -> list[str]:
    """Return every import that closes a circle, as `importing module -> imported module`.

    Imports for types alone count, and so do those inside functions: whoever reads one module has to read the other.
    """
    files = {
        ".".join(("mttq", *file.relative_to(package).with_suffix("").parts)).removesuffix(".__init__"): file
        for file in package.rglob("*.py")
    }
    imports = {
        module: {
            one
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for one in _modules(node, files.keys())
            if one != module
        }
        for module, file in files.items()
    }
    return sorted(
        f"{module} -> {one}"
        for module, found in imports.items()
        for one in found
        if module in _reached(one, imports)
    )


def _modules(node: ast.AST, known: Collection[str]) -> list[str]:
    """Return the modules of the package that an import names."""
    if not isinstance(node, ast.ImportFrom):
        return [one for one in _imported(node) if one in known]
    module = node.module or ""
    whole = [f"{module}.{alias.name}" for alias in node.names]
    return [one if one in known else module for one in whole if one in known or module in known]


def _reached(start: str, imports: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports[module]
    return found


def _imports_up(layer: str, node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.level:
        return ["imports relatively"]
    faults = []
    for module in _imported(node):
        parts = module.split(".")
        if parts[0] != "mttq" or len(parts) < 2 or parts[1] == layer or parts[1] not in RANKS:
            continue
        allowed = PARTLY.get((layer, parts[1]))
        if RANKS[parts[1]] <= RANKS[layer] or (allowed is not None and module not in allowed):
            faults.append(f"{layer} imports {module}")
    return faults


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if node.module == "mttq":
            return [f"mttq.{alias.name}" for alias in node.names]
        return [node.module or ""]
    return []


def _prints(layer: str, node: ast.AST) -> list[str]:
    if layer in PRINTERS:
        return []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
        return ["prints"]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
        return [f"uses sys.{node.attr}"] if node.attr in {"stdout", "stderr"} else []
    if isinstance(node, ast.ImportFrom) and node.module == "sys":
        return [f"uses sys.{alias.name}" for alias in node.names if alias.name in {"stdout", "stderr"}]
    return []


def test_no_layer_imports_one_above_it_and_only_the_top_prints() -> None:
    assert faults_of(PACKAGE) == []


def test_no_imports_go_in_a_circle() -> None:
    assert circles_of(PACKAGE) == []


def test_the_walk_finds_circles(tmp_path: Path) -> None:
    for file, text in {
        "totals/a.py": "from mttq.totals import b",
        "totals/b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from mttq.totals.c import C",
        "totals/c.py": "def c():\n    import mttq.totals.a",
        "totals/d.py": "from mttq.totals import __name__, a",
        "totals/__init__.py": "from mttq.totals.d import d",
    }.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    assert circles_of(tmp_path) == [
        "mttq.totals -> mttq.totals.d",
        "mttq.totals.a -> mttq.totals.b",
        "mttq.totals.b -> mttq.totals.c",
        "mttq.totals.c -> mttq.totals.a",
        "mttq.totals.d -> mttq.totals",
    ]


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("totals/model.py", "from mttq.check import check", "totals/model.py:1: totals imports mttq.check"),
        (
            "source/reader.py",
            "import os\nimport mttq.schema.validation",
            "source/reader.py:2: source imports mttq.schema.validation",
        ),
        ("period.py", "from mttq import quantity", "period.py:1: period imports mttq.quantity"),
        ("render/docx.py", "from mttq.report import wording", "render/docx.py:1: render imports mttq.report"),
        ("check/runner.py", "def run():\n    print('x')", "check/runner.py:2: prints"),
        ("report/plan.py", "import sys\nsys.stdout.write('x')", "report/plan.py:2: uses sys.stdout"),
        ("schema/validation.py", "from sys import stderr", "schema/validation.py:1: uses sys.stderr"),
        ("schema/validation.py", "from ..check import check", "schema/validation.py:1: imports relatively"),
        ("utils.py", "", "utils.py:1: no such layer: utils"),
    ],
)
def test_the_walk_finds_what_is_wrong(tmp_path: Path, file: str, text: str, fault: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert faults_of(tmp_path) == [fault]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("cli/main.py", "from mttq.check import check\nprint('x')"),
        ("render/docx.py", "from mttq.report.model import Report"),
        ("totals/model.py", "from mttq.totals.figure_index import Lines\nimport sys\nsys.argv"),
        ("__main__.py", "from mttq.cli import main"),
    ],
)
def test_the_walk_accepts_what_is_right(tmp_path: Path, file: str, text: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert faults_of(tmp_path) == []
