"""Each key of a document is written once, in its `Field`; everything else asks the field."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from mttq.documents import facts, figures, shapes
from mttq.schema import Field
from mttq.schema.quick import is_prose

PACKAGE = Path(__file__).parents[2] / "mttq"
READERS = sorted([*(PACKAGE / "documents").glob("*.py"), PACKAGE / "check" / "examination.py"])


def _first_arguments(tree: ast.AST, *names: str) -> list[str]:
    """The literal first argument of each call of a function or method with one of these names."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    found = []
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        argument = call.args[0]
        if name in names and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            found.append(argument.value)
    return found


def test_no_two_fields_write_the_same_key() -> None:
    tree = ast.parse(Path(shapes.__file__).read_text(encoding="utf-8"))
    keys = _first_arguments(tree, "Field")
    assert len(keys) > 30
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_readers_ask_for_keys_by_their_fields() -> None:
    assert len(READERS) > 8
    written = {
        file.name: _first_arguments(ast.parse(file.read_text("utf-8")), "get", "entry") for file in READERS
    }
    assert {name: keys for name, keys in written.items() if keys} == {}


@pytest.mark.parametrize("module", [facts, figures])
def test_no_fact_is_read_from_prose(module: ModuleType) -> None:
    """The quick path makes no nodes of prose, so a fact that is not declared as one would be missing there."""
    fields = [one for one in vars(module).values() if isinstance(one, Field)]
    assert len(fields) > 5
    assert [one.key for one in fields if is_prose(one.shape) and not one.fact] == []
    assert [one.key for one in fields if one.fact is False] == []


def test_every_field_is_in_a_shape() -> None:
    """A key that no kind of document may hold is a leftover."""
    used: set[str] = set()

    def walk(shape: object) -> None:
        for field in getattr(shape, "fields", ()):
            used.add(field.key)
            walk(field.shape)
        for part in ("item", "value", "scalar", "mapping", "sequence"):
            if (below := getattr(shape, part, None)) is not None:
                walk(below)

    for shape in shapes.SHAPES.values():
        walk(shape)
    assert {field.key for field in vars(shapes).values() if isinstance(field, Field)} <= used
