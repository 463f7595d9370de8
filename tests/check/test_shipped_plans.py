"""The shipped plans have no faults, and a wrong number in any of them is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mttq.check import run
from mttq.check.examination import examine
from mttq.check.runner import judge
from mttq.diagnostics import Diagnostic, Severity
from mttq.documents import Document, load
from mttq.documents.facts import read_facts
from mttq.documents.prose import read_document
from mttq.documents.shapes import SHAPES
from mttq.schema import Amount, Either, ListOf, Record, Shape, Table
from mttq.source import Mapping, Node, Scalar, Sequence, read_bytes

ROOT = Path(__file__).parents[2]
PROJECT = load(ROOT)
CHECKED = run(PROJECT)
PATHS = [ref.path for ref in PROJECT.refs]


def test_the_shipped_plans_have_no_faults() -> None:
    assert CHECKED.found == []
    assert len(PATHS) >= 8
    assert {"plans/2020/quang-tri/ke-hoach.yaml", "plans/2020/trung-uong/ke-hoach.yaml"} <= set(PATHS)


def figures(node: Node | None, shape: Shape) -> Iterator[Scalar]:
    """Yield every scalar that the shape of the file takes for a quantity."""
    if isinstance(shape, Either):
        forms = {Scalar: shape.scalar, Mapping: shape.mapping, Sequence: shape.sequence}
        form = forms[type(node)] if node is not None else None
        other = form() if callable(form) else form
        if other is not None:
            yield from figures(node, other)
    elif isinstance(shape, Amount):
        assert isinstance(node, Scalar)
        yield node
    elif isinstance(shape, ListOf) and isinstance(node, Sequence):
        for item in node.items:
            yield from figures(item, shape.item)
    elif isinstance(node, Mapping):
        shapes = {field.key: field.shape for field in shape.fields} if isinstance(shape, Record) else {}
        for entry in node.entries:
            if isinstance(shape, Table):
                yield from figures(entry.value, shape.value)
            elif entry.key.text in shapes:
                yield from figures(entry.value, shapes[entry.key.text])


def document_of(path: str) -> Document:
    document = next(PROJECT.document(ref) for ref in PROJECT.refs if ref.path == path)
    assert document is not None
    return document


def checked(path: str, text: str) -> list[Diagnostic]:
    """Check the project with other content in one document."""
    ref = document_of(path).facts.ref
    examined = examine(read_bytes(text.encode(), path), ref, PROJECT.catalogue)
    return judge(PROJECT, {**CHECKED.results, path: examined}).found


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("wrong", ["17.363", "sai"])
def test_a_wrong_number_anywhere_is_an_error_at_its_line_and_column(path: str, wrong: str) -> None:
    source = PROJECT.sources[path]
    places = list(figures(source.root, SHAPES[document_of(path).facts.ref.kind]))
    for scalar in places:
        span = scalar.span
        assert span.line == span.end_line
        lines = list(source.lines)
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + wrong + line[span.end_column - 1 :]
        errors = [one for one in checked(path, "\n".join(lines)) if one.severity is Severity.ERROR]
        assert [(one.path, one.span.line, one.span.column) for one in errors] == [
            (path, span.line, span.column)
        ], scalar
        assert errors[0].code.id == {"17.363": "MT201", "sai": "MT206"}[wrong]


def test_the_walk_over_figures_finds_them() -> None:
    """The test above must not pass because it has nothing to check."""
    counted = {
        path: len(list(figures(PROJECT.sources[path].root, SHAPES[document_of(path).facts.ref.kind])))
        for path in PATHS
    }
    assert counted["plans/2020/quang-tri/ke-hoach.yaml"] >= 9
    assert sum(counted.values()) >= 50


def test_reading_a_document_again_gives_the_same_document() -> None:
    for document in map(document_of, PATHS):
        ref = document.facts.ref
        source = PROJECT.sources[ref.path]
        assert read_document(source, ref, PROJECT.catalogue) == document
        assert read_facts(source, ref, PROJECT.catalogue) == (document.facts, [])
