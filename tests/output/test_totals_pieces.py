"""CSV and JSON written directly from the rows equal those of their records."""

from __future__ import annotations

import string
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from output_project import table as make_table

from mttq.documents import load
from mttq.output.records import csv_records, exact, json_records
from mttq.output.totals import keys, records, render_csv, render_json
from mttq.period import parse_cycle
from mttq.quantity import Approximation
from mttq.totals import TotalAmount, TotalsTable, build_table

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize("compared", [None, "2021"])
@pytest.mark.parametrize("cycle", ["2014-2019", "2019-2024", "2020"])
def test_both_ways_write_the_shipped_plans_alike(cycle: str, compared: str | None) -> None:
    project = load(CHECKOUT)
    found = parse_cycle(cycle)
    assert found is not None
    other = parse_cycle(compared) if compared and not found.is_term and compared != cycle else None
    tops = [unit.id for unit in project.catalogue.units.children("")]
    table = build_table(project, found, found.whole, tops=tops, compare=other)
    assert table.rows
    assert "".join(render_csv(table)) == csv_records(keys(table), records(table))
    assert "".join(render_json(table)) == json_records(records(table)) + "\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> TotalsTable:
    return make_table(tmp_path_factory.mktemp("sample"))[0]


amounts = st.none() | st.builds(
    TotalAmount,
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20),
    approximation=st.sampled_from([None, *Approximation]),
)


@given(
    result=amounts,
    own=amounts,
    computed=amounts,
    same=st.booleans(),
    name=st.text(string.printable + "=ƯỚ＝"),
    completion=st.none() | st.decimals(-1000, 1000),
    reached=st.sampled_from([True, False, None]),
)
def test_both_ways_write_any_row_alike(
    sample: TotalsTable,
    result: TotalAmount | None,
    own: TotalAmount | None,
    computed: TotalAmount | None,
    same: bool,
    name: str,
    completion: Decimal | None,
    reached: bool | None,
) -> None:
    changed = [
        replace(
            row,
            name=name,
            completion=completion,
            reached=reached,
            total=replace(
                row.total,
                result=result,
                computed=result if same else computed,
                own=replace(row.total.own, amount=result if same else own),
            ),
        )
        for row in sample.rows
    ]
    odd = replace(sample, rows=tuple(changed))
    assert "".join(render_csv(odd)) == csv_records(keys(odd), records(odd))
    assert "".join(render_json(odd)) == json_records(records(odd)) + "\n"


def test_a_long_table_is_written_in_several_pieces(sample: TotalsTable) -> None:
    long = replace(sample, rows=sample.rows * (10_000 // len(sample.rows)))
    for found, whole in (
        (list(render_csv(long)), csv_records(keys(long), records(long))),
        (list(render_json(long)), json_records(records(long)) + "\n"),
    ):
        assert len(found) > 3
        assert "".join(found) == whole


def test_a_number_is_written_in_full() -> None:
    assert [exact(Decimal(one)) for one in ("1E+3", "0.10", "-0", "1E-7", "12E-2")] == [
        "1000",
        "0.1",
        "0",
        "0.0000001",
        "0.12",
    ]
