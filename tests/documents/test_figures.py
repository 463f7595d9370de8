"""Figures and targets, from nodes of either path."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from mttq.catalogue import Catalogue
from mttq.documents import Scope, load
from mttq.documents.figures import FigureReader, QuantityReaders
from mttq.documents.shapes import FIGURES, TARGETS
from mttq.schema import validate
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


@pytest.mark.parametrize("target", [False, True], ids=["figures", "targets"])
@pytest.mark.parametrize("seed", range(3))
def test_figures_are_the_same_from_quickly_made_nodes(seed: int, target: bool) -> None:
    """Law: figures read from the nodes of `schema.quick` equal those of libyaml, with places and faults."""
    chance = random.Random(seed)
    table = (TARGETS if target else FIGURES).shape
    nodes_of = compiled(table)
    readers = QuantityReaders(catalogue(), term=chance.random() < 0.5)
    sound = faulty = 0
    for _ in range(1500):
        names = chance.sample(sorted(catalogue().indicators), chance.randint(1, 2))
        text = "a:\n" + "".join(_line(chance, name, target=target) for name in names)
        tree, source = quick.parse(text.encode()), read_bytes(text.encode(), "a.yaml")
        if tree is None:
            continue
        assert isinstance(source.root, Mapping)
        nodes, expected = nodes_of(tree["a"][1], 1, 1, 1), source.root.get("a")
        assert expected is not None
        if nodes is None:
            continue
        assert validate(expected, table, "a.yaml") == [], text
        one, other = (FigureReader("a.yaml", readers) for _ in range(2))
        if target:
            assert one.targets(nodes, 2) == other.targets(expected, 2), text
        else:
            assert one.figures(nodes, Scope.OWN, 2) == other.figures(expected, Scope.OWN, 2), text
        assert one.faults == other.faults, text
        faulty += bool(one.faults)
        sound += not one.faults
    assert sound > 20
    assert faulty > 20
