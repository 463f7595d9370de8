"""The JSON of `--explain` holds all that is needed to compute the figure again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from coverage_random import AREAS, GROUPS, RARE, Settings, random_days, random_project, write
from recomputation import Recomputation, written_value

from mttq.documents import load
from mttq.output.proof_json import render_json
from mttq.period import PERIODS, parse_cycle
from mttq.totals import Row, build_table, prove

YEAR = parse_cycle("2025")
NEAR = Fraction(1, 10**25)
USUAL = Settings()
WITH_GAPS_AND_AREAS = Settings(gaps=True, groups=GROUPS + AREAS)
WITH_GAPS_AND_RARE = Settings(gaps=True, groups=RARE)


def proofs(seed: int, settings: Settings, *, most: int) -> Iterator[tuple[Row, dict[str, Any], str]]:
    """Yield some rows of a random province, of all units and indicators, with their proofs."""
    assert YEAR is not None
    model = random_project(seed, settings)
    with TemporaryDirectory() as folder:
        write(model, Path(folder))
        read = load(Path(folder))
        tops = [unit.id for unit in model.units]
        name = ("nam", "9-thang", "quy-3")[seed % 3]
        table = build_table(read, YEAR, PERIODS[name], tops=tops, depth=0, as_of=random_days(seed))
        rows = [row for row in table.rows if row.total.result is not None]
        for row in Random(seed).sample(rows, min(most, len(rows))):
            text = render_json(prove(read, table, row), table)
            found = json.loads(text, parse_float=Decimal, parse_int=Decimal)
            yield row, found, f"seed {seed}: {row.unit.id} {row.indicator.id} {name}"


def check(row: Row, proof: dict[str, Any], place: str) -> None:
    """Check value, approximation, status and missing cells."""
    again, total = Recomputation(proof), row.total
    assert total.result is not None
    expected = Fraction(total.result.value)
    assert again.value is not None, place
    assert abs(again.value - expected) <= abs(expected) * NEAR, place
    assert again.approximate == proof["gan_dung"], place
    missing = {unit for unit, _, _ in again.missing}
    assert missing == {one["don_vi"] for one in proof["con_thieu"]}, place
    for one in proof["con_thieu"]:
        months = {month for unit, _, month in again.missing if unit == one["don_vi"]}
        assert months == set(one["thang"]), place
    if not (proof["chua_phan_bo"] or proof["chua_quyet_duoc"] or proof["trai_voi_ben_trong"]):
        assert again.status == proof["trang_thai"], place
    for figure in proof["so_duoc_tinh"]:
        found = written_value(figure, proof["cach_tinh"])
        said = (figure["gia_tri"], None) if figure["gia_tri"] is not None else _counts(figure)
        assert found == said, place


def _counts(figure: dict[str, Any]) -> tuple[Any, Any]:
    return figure.get("tu_so"), figure.get("mau_so")


@pytest.mark.parametrize("settings", [USUAL, WITH_GAPS_AND_AREAS])
def test_figures_of_random_provinces(settings: Settings) -> None:
    """Law: sums, ratios, means, stocks, counts, transfers, shares and what is approximate come out again."""
    number = 0
    for seed in range(34):
        for row, proof, place in proofs(seed, settings, most=6):
            check(row, proof, place)
            number += 1
    assert number >= 150


@pytest.mark.parametrize(
    ("seed", "settings"),
    [
        # A mean of the only unit that has reported, which existed for a part of the period.
        pytest.param(2044, WITH_GAPS_AND_RARE, id="mean"),
        # A statement of a district that ended contradicts what the heir of its commune says of the months before.
        pytest.param(40174, USUAL, id="count"),
        pytest.param(40224, WITH_GAPS_AND_RARE, id="sum"),
    ],
)
def test_figures_that_could_not_be_computed_again(seed: int, settings: Settings) -> None:
    for row, proof, place in proofs(seed, settings, most=1000):
        check(row, proof, place)
