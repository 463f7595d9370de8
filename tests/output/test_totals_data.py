"""Totals as JSON and CSV: keys, order, types; every number written exactly."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import small_project
from msgspec.structs import replace
from output_project import table

from mttq.output.records import exact
from mttq.output.totals import COLUMNS, render_csv, render_json
from mttq.totals import TotalsTable

KEYS = [
    "don_vi",
    "ten",
    "cap",
    "chi_tieu",
    "ten_chi_tieu",
    "ky",
    "don_vi_tinh",
    "ke_hoach",
    "cap_duoi_dang_ky",
    "cap_minh",
    "so_cong_don",
    "so_bao_cao",
    "thuc_hien",
    "ty_le_hoan_thanh",
    "dat",
    "gan_dung",
    "da_bao_cao",
    "phai_bao_cao",
    "trang_thai",
    "ke_hoach_cap_minh",
    "ty_le_cap_minh",
    "dat_cap_minh",
    "nguon_ke_hoach",
]
NUMBERS = ("cap_duoi_dang_ky", "cap_minh", "so_cong_don", "so_bao_cao", "thuc_hien", "ty_le_hoan_thanh")


def _rows(found: TotalsTable) -> dict[tuple[str, str], dict[str, Any]]:
    rows = json.loads("".join(render_json(found)), parse_float=Decimal, parse_int=Decimal)
    return {(row["don_vi"], row["chi_tieu"]): row for row in rows}


def test_the_keys_and_their_order(tmp_path: Path) -> None:
    found, _ = table(tmp_path)
    rows = json.loads("".join(render_json(found)))
    assert len(rows) == len(found.rows) > 8
    for row in rows:
        assert list(row) == KEYS


def test_the_types(tmp_path: Path) -> None:
    found, _ = table(tmp_path)
    for row in json.loads("".join(render_json(found))):
        assert all(isinstance(row[key], str) for key in KEYS[:7])
        assert all(row[key] is None or type(row[key]) in {int, float} for key in NUMBERS)
        assert row["dat"] in {True, False, None}
        assert type(row["gan_dung"]) is bool
        assert type(row["da_bao_cao"]) is type(row["phai_bao_cao"]) is int
        assert row["trang_thai"] in {"du", "thieu", "theo-bao-cao", "lech", "chua-co"}
        plan = row["ke_hoach"]
        assert plan is None or list(plan) in (["so_sanh", "gia_tri"], ["so_sanh", "tu", "den"])


def test_a_row_of_each_kind(tmp_path: Path) -> None:
    found, _ = table(tmp_path)
    rows = _rows(found)
    assert rows["quang-tri", "quy"] == {
        "don_vi": "quang-tri",
        "ten": "tỉnh Quảng Trị",
        "cap": "tinh",
        "chi_tieu": "quy",
        "ten_chi_tieu": "Quỹ “Vì người nghèo”",
        "ky": "nam",
        "don_vi_tinh": "đồng",
        "ke_hoach": {"so_sanh": ">", "gia_tri": 999999999999999999},
        "cap_duoi_dang_ky": 3,
        "cap_minh": 999999999999999998,
        "so_cong_don": 999999999999999998,
        "so_bao_cao": None,
        "thuc_hien": 999999999999999998,
        "ty_le_hoan_thanh": 100,
        "dat": None,
        "gan_dung": True,
        "da_bao_cao": 1,
        "phai_bao_cao": 4,
        "trang_thai": "thieu",
        "ke_hoach_cap_minh": None,
        "ty_le_cap_minh": None,
        "dat_cap_minh": None,
        "nguon_ke_hoach": "rieng",
    }
    assert rows["quang-tri", "nha"]["ke_hoach"] == {"so_sanh": "khoang", "tu": 15, "den": 20}
    assert rows["quang-tri", "nha"]["ty_le_hoan_thanh"] is None
    assert rows["quang-tri", "ty-le-di-bau"]["thuc_hien"] == Decimal("99.01")
    assert rows["quang-tri", "san-luong"]["thuc_hien"] == 120500000
    assert rows["quang-tri", "viec-lam"]["thuc_hien"] is None
    assert rows["quang-tri/huong-hoa", "quy"]["trang_thai"] == "chua-co"
    assert rows["quang-tri/huong-hoa", "nha"]["so_bao_cao"] == 3
    assert rows["quang-tri", "cong-trinh"]["ty_le_hoan_thanh"] == Decimal("62.5")
    assert rows["quang-tri", "giam-sat"]["thuc_hien"] is None


def test_units_are_in_catalogue_order_and_indicators_within_them(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    rows = json.loads("".join(render_json(found)))
    order = [unit.id for unit in catalogue.units.below("quang-tri")]
    places = [order.index(row["don_vi"]) for row in rows]
    assert places == sorted(places)
    indicators = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"]
    for unit in set(places):
        ids = [row["chi_tieu"] for row in rows if row["don_vi"] == order[unit]]
        assert ids == sorted(ids, key=lambda one: indicators.index(f"        {one}:"))


def test_large_numbers_are_exact_in_the_text_itself(tmp_path: Path) -> None:
    """A reader that keeps numbers as text sees all eighteen digits and no exponent."""
    found, _ = table(tmp_path)
    text = "".join(render_json(found))
    assert '"gia_tri": 999999999999999999}' in text
    assert '"thuc_hien": 999999999999999998,' in text
    assert "E+" not in text.upper().replace("DE+", "")
    assert "999999999999999999" in "".join(render_csv(found))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0"),
        ("1E+18", "1000000000000000000"),
        ("999999999999999999", "999999999999999999"),
        ("19.50", "19.5"),
        ("99.01", "99.01"),
        ("0.1", "0.1"),
        ("1E-7", "0.0000001"),
        ("100.00", "100"),
        ("-2.50", "-2.5"),
    ],
)
def test_numbers_in_full_digits(value: str, text: str) -> None:
    assert exact(Decimal(value)) == text
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == Decimal(value)


def test_without_rows_there_is_an_empty_array_or_a_line_of_headers(tmp_path: Path) -> None:
    found, _ = table(tmp_path, {})
    assert json.loads("".join(render_json(found))) == []
    assert "".join(render_csv(found)) == ",".join(COLUMNS) + "\n"


def test_csv_has_the_same_keys_flattened_and_the_same_values(tmp_path: Path) -> None:
    found, _ = table(tmp_path)
    text = "".join(render_csv(found))
    assert "\r" not in text
    header, *lines = csv.reader(io.StringIO(text))
    assert header == [
        *KEYS[:7],
        *(f"ke_hoach.{key}" for key in ("so_sanh", "gia_tri", "tu", "den")),
        *KEYS[8:],
    ]
    rows = json.loads("".join(render_json(found)), parse_float=str, parse_int=str)
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        flat = {key: value for key, value in row.items() if key != "ke_hoach"}
        flat |= {f"ke_hoach.{key}": value for key, value in (row["ke_hoach"] or {}).items()}
        said = {None: "", True: "true", False: "false"}
        expected = [said.get(flat.get(key), flat.get(key)) for key in header]
        assert line == [
            f"'{value}" if str(value)[:1] in {"=", "-", "+", "@"} else value for value in expected
        ]


@pytest.mark.parametrize(
    "name", ["=1+2", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "＝1"]
)
def test_no_name_is_a_formula_in_a_spreadsheet(tmp_path: Path, name: str) -> None:
    found, _ = table(tmp_path)
    (row, *rest) = found.rows
    hostile = replace(found, rows=(replace(row, name=name), *rest))
    cell = list(csv.reader(io.StringIO("".join(render_csv(hostile)))))[1][1]
    assert cell.startswith("'")
    assert cell.removeprefix("'").isprintable()


def test_names_that_hold_commas_quotes_and_control_characters_survive(tmp_path: Path) -> None:
    name = 'xã "Tân Long", ấp 1; \x1b[2J\x9b31m\u202ex'
    found, _ = table(tmp_path)
    (row, *rest) = found.rows
    hostile = replace(found, rows=(replace(row, name=name), *rest))
    shown = "".join(render_json(hostile))
    assert json.loads(shown)[0]["ten"] == name
    assert all(line.isprintable() for line in shown.splitlines())
    cell = list(csv.reader(io.StringIO("".join(render_csv(hostile)))))[1][1]
    assert cell.startswith('xã "Tân Long", ấp 1; \\u001b[2J')
