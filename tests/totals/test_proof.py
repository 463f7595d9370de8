"""The proof of a total holds every figure in it with its place, and its figures add up to the total."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from totals_events import OPERATORS, PERIOD_OPERATORS, SUBJECT, Case, Features, cases
from totals_project import project
from totals_settings import examples

from mttq.output.proof import render
from mttq.output.proof_json import render_json
from mttq.period import PERIODS, parse_cycle
from mttq.quantity import Role, UnitOfMeasure, read
from mttq.totals import build_table, prove

_ALL = Features(approximate=True, transfers=True, successions=True, divisions=True, as_of=True)
_EVERY = Features(
    OPERATORS,
    PERIOD_OPERATORS,
    approximate=True,
    transfers=True,
    successions=True,
    divisions=True,
    as_of=True,
)
_OTHERS = ("so-khong-duoc-tinh", "chua-co-trong-danh-muc")
_MEASURE = UnitOfMeasure("việc")


def _proofs(case: Case) -> Iterator[tuple[dict[str, Any], Path, list[str]]]:
    """Return the proof of every row as JSON and as text at two widths, and the project's root."""
    with project(case.model) as found:
        cycle = parse_cycle(case.cycle)
        assert cycle is not None
        units = found.catalogue.units
        tops = [one.id for one in units.by_id.values()]
        table = build_table(
            found,
            cycle,
            PERIODS[case.period],
            tops=tops,
            indicators=[SUBJECT],
            depth=0,
            as_of=case.as_of,
        )
        for row in table.rows:
            proof = prove(found, table, row)
            text = render_json(proof, table)
            shown = [render(proof, table, found.catalogue, width=width, colour=False) for width in (40, 80)]
            yield json.loads(text, parse_float=Decimal, parse_int=Decimal), found.root, shown


def _sum(node: dict[str, Any]) -> Decimal:
    """Return the sum of a node's leaves: own and stated figures times shares, less what was deducted."""
    if node["toan_dia_ban"] is not None:
        found = node["toan_dia_ban"]["gia_tri"] or Decimal(0)
    else:
        own = node["cap_minh"]
        found = own["gia_tri"] if own is not None and own["duoc_cong"] else Decimal(0)
        found += sum(_sum(one) for one in node["cap_duoi"] if one["duoc_cong"])
        found -= sum(one["gia_tri"] for one in node["da_tru"])
    return Decimal(found * node["phan"])


@examples(80)
@given(cases(_ALL))
def test_the_leaves_of_a_proof_of_a_sum_come_to_the_total(case: Case) -> None:
    """Law: own figures × shares − transfers, with stated figures in place of those they replace, make the result."""
    for proof, _, _ in _proofs(case):
        if proof["cach_tinh"]["theo_cap"] == "tong" and proof["thuc_hien"] is not None:
            assert _sum(proof["cay"]) == proof["thuc_hien"]


def _places(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "ghi" in value:
            yield value
        for one in value.values():
            yield from _places(one)
    if isinstance(value, list):
        for one in value:
            yield from _places(one)


@examples(60)
@given(cases(_EVERY))
def test_every_place_of_a_proof_holds_its_figure(case: Case) -> None:
    """Law: each file named exists and has the figure at the line and column given."""
    for proof, root, _ in _proofs(case):
        for place in _places(proof):
            lines = (root / place["tep"]).read_text(encoding="utf-8").splitlines()
            text = lines[int(place["dong"]) - 1][int(place["cot"]) - 1 :]
            written = text[1:].partition('"')[0] if text.startswith('"') else text.partition(",")[0]
            if place["ghi"] == "không áp dụng":
                assert written.startswith("không áp dụng")
            elif "tu_so" in place:
                assert written == f"{place['tu_so']}/{place['mau_so']}"
            elif "%" in written:
                assert place["ghi"] == written
            else:
                quantity = read(written, role=Role.RESULT, measure=_MEASURE, bare=False).quantity
                assert quantity is not None
                assert quantity.value == place["gia_tri"]


@examples(40)
@given(cases(_EVERY))
def test_who_is_missing_is_all_who_have_not_reported(case: Case) -> None:
    """Law: the units named, covered by a stated figure or not, are all those that have not reported.

    Others are named only if figures of theirs do not count, or if they are not in the catalogue.
    """
    for proof, _, shown in _proofs(case):
        missing = [one for one in proof["con_thieu"] if one["ly_do"] not in _OTHERS] + proof["da_co_so_thay"]
        assert len(missing) == proof["phai_bao_cao"] - proof["da_bao_cao"]
        for text, width in zip(shown, (40, 80), strict=True):
            assert max(map(len, text.splitlines())) <= width
