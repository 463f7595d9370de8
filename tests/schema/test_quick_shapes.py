"""A value that fits a compiled shape has no fault that validation or the rules of lists could report."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mttq.diagnostics import FILE_START, Span
from mttq.documents.shapes import BRIEFING, PLAN, REPORT
from mttq.schema import (
    Amount,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Name,
    Record,
    Refers,
    Shape,
    Table,
    Text,
    Whole,
    validate,
)
from mttq.schema.quick import compiled
from mttq.source import Entry, Mapping, Node, Scalar, Sequence, Style, quick, read_bytes

ROOT = Path(__file__).parents[2]
_TEXTS: tuple[str, ...] = (
    "a",
    "1",
    "0",
    "-1",
    "007",
    "true",
    "yes",
    "2020-01-15",
    "2020-02-30",
    "15/01/2020",
    "quy-4",
    "x y",
)
_TEXTS += ("A b", "'  '", "''", "' a '", '"a"', "a  b", "{}", "Đ", "2019-2024", "a/b", "1.5", "12345678901")
_KEYS = ("a", "b", "ten", "noi_dung", "1", "quang-tri", "2019-2024", "a/b", "Xây mới", "01", "100")


def _word(chance: random.Random) -> str:
    return chance.choice(_TEXTS)


def shape(chance: random.Random, depth: int = 0) -> Shape:
    """Any shape."""
    if depth > 3 or chance.random() < 0.4:
        leaves: tuple[Shape, ...] = (
            *(Text(), Name(), Amount(), Day(), Flag(), Whole(), Whole(negative=True), Whole(positive=True)),
            *(Choice(("a", "quy-4")), Identifier("a", KeyKind.ID), Identifier("a", refers=Refers.UNIT)),
        )
        return chance.choice(leaves)
    kind = chance.randrange(4)
    if kind == 0:
        return ListOf(shape(chance, depth + 1))
    if kind == 1:
        return Table(chance.choice(list(KeyKind)), shape(chance, depth + 1), empty=chance.random() < 0.3)
    if kind == 2:
        keys = chance.sample(_KEYS[:6], chance.randint(1, 4))
        fields = (Field(key, shape(chance, depth + 1), key, required=chance.random() < 0.3) for key in keys)
        return Record("a", tuple(fields), empty=chance.random() < 0.3)
    forms = [
        shape(chance, depth + 1) if chance.random() < 0.4 else Name(),
        Record("a", (Field("ten", Text(), "a"), Field("noi_dung", Text(), "a"))),
        ListOf(shape(chance, depth + 1)),
    ]
    scalar = forms[0] if not isinstance(forms[0], ListOf | Table | Record) else None
    return Either(scalar=scalar, mapping=forms[1], sequence=forms[2] if chance.random() < 0.5 else None)


def written(chance: random.Random, one: Shape, margin: str) -> list[str]:
    """The text after a key, which mostly fits; its first line is on the line of the key."""
    if chance.random() < 0.06:
        one = shape(chance, 3)
    if isinstance(one, Either):
        forms = [form for form in (one.scalar, one.mapping, one.sequence) if form and not callable(form)]
        return written(chance, chance.choice(forms), margin)
    if isinstance(one, ListOf) or (isinstance(one, Text) and chance.random() < 0.5):
        item = one.item if isinstance(one, ListOf) else Name()
        lines = [""]
        for _ in range(chance.randint(1, 3)):
            first, *rest = written(chance, item, margin + "  ")
            lines += [f"{margin}- {first}", *rest] if first else [f"{margin}- {rest[0].lstrip()}", *rest[1:]]
        return lines
    if isinstance(one, Record | Table):
        if chance.random() < 0.1:
            return ["{}"]
        lines = [""]
        fields = [(field.key, field.shape) for field in one.fields] if isinstance(one, Record) else []
        if isinstance(one, Table):
            fields = [(key, one.value) for key in chance.sample(_KEYS, chance.randint(1, 3))]
        for key, value in fields:
            first, *rest = written(chance, value, margin + "  ")
            lines += [f"{margin}{key}:{' ' if first else ''}{first}", *rest]
        return lines
    return [_word(chance)]


def without_block_places(node: Node) -> Node:
    """The nodes as `schema.quick` makes them: only keys and texts have their places."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        return Sequence(tuple(map(without_block_places, node.items)), FILE_START)
    entries = (Entry(entry.key, without_block_places(entry.value)) for entry in node.entries)
    return Mapping(tuple(entries), FILE_START, node.flow)


@pytest.mark.parametrize("seed", range(8))
def test_what_fits_has_no_fault(seed: int) -> None:
    """Law: for any shape, validation finds no fault in a tree that fits the compiled shape."""
    chance = random.Random(seed)
    fitting = 0
    for _ in range(250):
        root = Record("a", (Field("a", shape(chance), "a"), Field("b", shape(chance), "b")))
        data = ("\n".join(written(chance, root, "")[1:]) + "\n").encode()
        tree = quick.parse(data)
        if tree is not None and compiled(root)(tree, 1, 1, 0) is not None:
            fitting += 1
            node = read_bytes(data, "a.yaml").root
            assert node is not None
            assert validate(node, root, "a.yaml") == [], data.decode()
            assert compiled(root, True)(tree, 1, 1, 0) == without_block_places(node), data.decode()
    assert fitting > 5


@pytest.mark.parametrize("kind", [PLAN, REPORT, BRIEFING], ids=["plan", "report", "briefing"])
def test_the_shipped_documents_fit(kind: Shape) -> None:
    names = {id(PLAN): "ke-hoach", id(BRIEFING): "giao-ban-quy-4"}
    fits, name = compiled(kind), names.get(id(kind))
    files = [path for path in (ROOT / "plans").rglob("*.yaml") if "danh-muc" not in path.parts]
    if name is None:
        mine = [path for path in files if path.stem not in names.values()]
    else:
        mine = [path for path in files if path.stem == name]
    assert mine
    for path in mine:
        tree = quick.parse(path.read_bytes())
        assert tree is not None
        assert fits(tree, 1, 1, 0) is not None, path


@pytest.mark.parametrize(
    "text",
    [
        "ket_qua:\n  - Một câu\n  - 'Một  câu'\n",
        "ket_qua:\n  - ten: Một câu\n  - ten: Một câu\n",
        "ket_qua:\n  - ten: Một\n    noi_dung:\n      - Hai\n  - Ba\n",
    ],
)
def test_a_list_that_rules_report_does_not_fit(text: str) -> None:
    body = "".join(f"    {line}\n" for line in text.splitlines())
    head = f"don_vi: a\nnam: 2020\nky: nam\nchuong_trinh:\n  1:\n{body}"
    tree = quick.parse(head.encode())
    assert tree is not None
    assert compiled(REPORT)(tree, 1, 1, 0) is None


def test_nodes_are_made_of_facts_only() -> None:
    fields = (
        Field("ten", Name(), "tên"),
        Field("ngay", Day(), "ngày", fact=False),
        Field("ghi_chu", Text(), "ghi chú", fact=True),
        Field("noi_dung", Text(), "nội dung"),
        Field("so_lieu", Table(KeyKind.ID, Amount()), "số liệu"),
    )
    text = "ten: A\nngay: 2020-01-15\nghi_chu: 'b'\nnoi_dung:\n  - c\n  - d\nso_lieu:\n  x: 5 nhà\n"
    tree = quick.parse(text.encode())
    assert tree is not None
    node = compiled(Record("a", fields))(tree, 1, 1, 0)
    assert isinstance(node, Mapping)
    note, figures = node.entries
    assert (note.key.text, note.value) == ("ghi_chu", Scalar("b", Style.SINGLE, Span(3, 10, 3, 13)))
    assert figures.key.span == Span(7, 1, 7, 8)
    assert isinstance(figures.value, Mapping)
    (figure,) = figures.value.entries
    assert (figure.key.text, figure.value) == ("x", Scalar("5 nhà", Style.PLAIN, Span(8, 6, 8, 11)))
