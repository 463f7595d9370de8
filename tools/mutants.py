"""Change one thing at a time in a module and see which changes no test notices.

    .venv/bin/python tools/mutants.py mttq/totals/completion.py tests/totals/test_law_verdicts.py

The first argument is the module, the others are tests for pytest. Each survivor is printed with its line:
either a test is missing, or the change makes no difference. It works in a copy of the checkout, so no file here
changes. `--seconds` ends the run early, `--lines 10-40` tries a part of the module, `--sample 5` every fifth
change.

What is changed: comparisons, `and` and `or`, `not`, numbers, strings, conditions (to True and to False),
statements and operands of `and` and `or` (left out).
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
_COPIED = ("mttq", "tests", "tools", "plans", "reports", "templates", "docs", "bench")
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, Callable[[], str]]]:
    """Yield the line of every change, a description, and what writes the changed module."""
    docstrings = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for part in (node, node.value)
    }
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in docstrings or getattr(node, "in_annotation", False):
            continue
        for what, new in _changes(node):
            yield getattr(node, "lineno", 0), what, partial(_changed, tree, number, new)


def _changed(tree: ast.Module, number: int, new: ast.AST) -> str:
    """Return the text of a module with one node replaced, given by its place in `ast.walk`."""
    changed = copy.deepcopy(tree)
    target = next(one for place, one in enumerate(ast.walk(changed)) if place == number)
    _replace(changed, target, new)
    return ast.unparse(ast.fix_missing_locations(changed))


def mark_annotations(tree: ast.Module) -> None:
    """Mark all nodes inside annotations, which have no effect when the program runs."""
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            inside = getattr(node, name, None)
            if isinstance(inside, ast.AST):
                for one in ast.walk(inside):
                    one.in_annotation = True  # type: ignore[attr-defined]


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield a description and the node to put in place of another."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = _COMPARISONS[type(operator)]()
            new = ast.Compare(node.left, [*node.ops[:place], other, *node.ops[place + 1 :]], node.comparators)
            yield f"{ast.unparse(node)} -> {ast.unparse(new)}", new
    elif isinstance(node, ast.BoolOp):
        other_way = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        new_way = ast.BoolOp(other_way, node.values)
        yield f"{ast.unparse(node)} -> {ast.unparse(new_way)}", new_way
        for place in range(len(node.values)):
            left = [*node.values[:place], *node.values[place + 1 :]]
            fewer = left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
            yield f"{ast.unparse(node)} -> {ast.unparse(fewer)}", fewer
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"{ast.unparse(node)} -> {ast.unparse(node.operand)}", node.operand
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.If | ast.IfExp):
        for value in (True, False):
            fixed = copy.copy(node)
            fixed.test = ast.Constant(value)
            yield f"if {ast.unparse(node.test)} -> if {value}", fixed
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Return | ast.Raise | ast.Continue | ast.Break):
        yield f"left out: {ast.unparse(node)}", ast.Pass()


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} -> {value + 1}", ast.Constant(value + 1)
    elif isinstance(value, str) and value:
        yield f"{value!r} -> {value + 'x'!r}", ast.Constant(value + "x")


def _replace(tree: ast.Module, target: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, new)
                return
            if isinstance(value, list):
                for place, one in enumerate(value):
                    if one is target:
                        value[place] = new
                        return


def copy_checkout(folder: Path) -> None:
    """Copy what the tests read."""
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
            )
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy2(file, folder / file.name)


def survives(folder: Path, tests: list[str], seconds: float) -> bool:
    """Whether all tests pass; a run that takes too long counts as noticed."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Print the survivors of one module; the exit code is 1 if there is any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--lines", default="1-100000")
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1e9)
    given = parser.parse_args()
    first, _, last = given.lines.partition("-")
    tree = ast.parse((ROOT / given.module).read_text(encoding="utf-8"))
    mark_annotations(tree)
    chosen = [one for one in mutants(tree) if int(first) <= one[0] <= int(last or first)][:: given.sample]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_checkout(folder)
        begun = time.monotonic()
        if not survives(folder, given.tests, 1e6):
            sys.stderr.write("the tests fail without any change\n")
            return 2
        once = time.monotonic() - begun
        tried = survivors = 0
        for line, what, write in chosen:
            if time.monotonic() - begun > given.seconds:
                break
            tried += 1
            (folder / given.module).write_text(write(), encoding="utf-8")
            if survives(folder, given.tests, 10 * once + 20):
                survivors += 1
                sys.stdout.write(f"{given.module}:{line}: {what}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{survivors} of {tried} changes survive; {len(chosen) - tried} were not tried\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
