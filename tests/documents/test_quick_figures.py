"""Figures and targets built from quickly read trees are those of the slow reader, or none."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from mttq.catalogue import Catalogue
from mttq.documents import Scope, load
from mttq.documents.figures import FigureReader
from mttq.documents.quick_figures import Doubt, QuickFigures
from mttq.documents.shapes import PLAN, REPORT
from mttq.schema import Record, Table, validate
from mttq.schema.quick import compiled
from mttq.source import Mapping, quick, read_bytes

ROOT = Path(__file__).parents[2]
_AMOUNTS: tuple[str, ...] = (
    "350 nhà",
    "1.234 nhà",
    "17.363",
    "4,2 tỷ đồng",
    "1 tỷ 804 triệu đồng",
    "trên 19 tỷ đồng",
    "02 hộ",
)
_AMOUNTS += (
    "99%",
    "'99,5%'",
    '"17.363"',
    "6/8",
    "6.622/6.688 cử tri",
    "không áp dụng",
    "gần 5 nhà",
    "-1 nhà",
    "1,5 nhà",
)
_AMOUNTS += (
    "15 - 20 nhà",
    "không",
    "''",
    "5 người",
    "ít nhất 70%",
    "350",
    "0",
    "tat-ca",
    "100 triệu đồng/năm",
)
_PARTS = ("xây mới", "sửa chữa", "quang-tri/huong-hoa", "quy-2", "trung-uong")
_TEXTS = (" Một câu.", " '  Hai  '", "\n      - Một\n      - 'Hai'")


@cache
def catalogue() -> Catalogue:
    return load(ROOT).catalogue


def _parts(chance: random.Random, key: str) -> str:
    names = chance.sample(_PARTS, chance.randint(1, 3))
    return f"    {key}:\n" + "".join(f"      {name}: {chance.choice(_AMOUNTS)}\n" for name in names)


def _line(chance: random.Random, indicator: str, *, target: bool) -> str:
    if chance.random() < 0.4:
        return f"  {indicator}: {chance.choice(_AMOUNTS)}\n"
    line = f"  {indicator}:\n    {'muc' if target else 'gia_tri'}: {chance.choice(_AMOUNTS)}\n"
    if chance.random() < 0.4:
        line += _parts(chance, "trong_do")
        line += f"    trong_do_du: {chance.choice(('true', 'false'))}\n" if chance.random() < 0.5 else ""
    if chance.random() < 0.2:
        line += _parts(chance, chance.choice(("giao", "phan_ky") if target else ("nhan_tu",)))
    if chance.random() < 0.3:
        line += f"    {'cap_minh' if target else 'ty_le'}: {chance.choice(_AMOUNTS)}\n"
    if target and chance.random() < 0.3:
        line += f"    moi: {chance.choice(('nam', 'xa'))}\n"
    if target and chance.random() < 0.2:
        line += f"    so_luong: {chance.choice(('10', '0', '1.5'))}\n"
    if chance.random() < 0.2:
        line += f"    ghi_chu:{chance.choice(_TEXTS)}\n"
    return line


def _table(shape: Record, key: str) -> Table:
    """The table of figures, or of the targets of a programme, that a kind of document may hold."""
    fields = {field.key: field.shape for field in shape.fields}
    if key not in fields:
        programmes = fields["chuong_trinh"]
        assert isinstance(programmes, Table) and isinstance(programmes.value, Record)
        fields = {field.key: field.shape for field in programmes.value.fields}
    table = fields[key]
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("target", [False, True], ids=["figures", "targets"])
@pytest.mark.parametrize("seed", range(3))
def test_figures_built_quickly_are_those_built_slowly(seed: int, target: bool) -> None:
    """Law: equal in every field, and never where the slow reader finds a fault."""
    chance = random.Random(seed)
    table = _table(PLAN, "chi_tieu") if target else _table(REPORT, "so_lieu")
    fits = compiled(table)
    term = chance.random() < 0.5
    builder = QuickFigures(catalogue(), term=term)
    built = 0
    for _ in range(1500):
        names = chance.sample(sorted(catalogue().indicators), chance.randint(1, 2))
        text = "a:\n" + "".join(_line(chance, name, target=target) for name in names)
        tree, source = quick.parse(text.encode()), read_bytes(text.encode(), "a.yaml")
        if tree is None:
            continue
        assert isinstance(source.root, Mapping)
        form, node = tree["a"][1], source.root.get("a")
        assert isinstance(form, dict) and node is not None
        if not fits(form):
            continue
        slow = FigureReader("a.yaml", catalogue(), term)
        expected = slow.targets(node, 2) if target else slow.figures(node, Scope.OWN, 2)
        try:
            found = builder.targets(form, 1, 2) if target else builder.figures(form, 1, Scope.OWN, 2)
        except Doubt:
            assert slow.faults, text
        else:
            built += 1
            assert slow.faults == [] and validate(node, table, "a.yaml") == [], text
            assert repr(tuple(found)) == repr(expected)
    assert built > 20
