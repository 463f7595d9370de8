"""Who has reported as JSON and CSV: exactly the keys in the reference, and nothing rounded twice."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from status_sample import DOCUMENTS, sample

from mttq.output.status import COLUMNS, render_csv, render_json

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "json.md"

TOTAL = {
    "phai_nop": 7,
    "da_nop": 3,
    "ty_le_nop": 42.86,
    "dung_han": 1,
    "ty_le_dung_han": 14.29,
    "muon": 1,
    "khong_ro_ngay": 1,
    "co_loi": 1,
    "du_ky_ngan": 1,
    "chua_nop": 2,
    "chua_den_han": 0,
    "co_ke_hoach": 1,
    "rong": 0,
    "so_lieu_tu_nguon_khac": 0,
    "danh_muc_chua_du": True,
}
LATE = {
    "don_vi": "quang-tri/huong-hoa",
    "ten": "huyện Hướng Hóa",
    "cap": "huyen",
    "ky": "nam",
    "phai_nop": True,
    "trang_thai": "muon",
    "tep": "plans/2020/quang-tri/huong-hoa/nam.yaml",
    "ngay_nop": "2021-01-15",
    "nguon_ngay": "git",
    "han_nop": "2021-01-05",
    "so_ngay_muon": 10,
    "ky_ngan_hon": [],
    "co_ke_hoach": False,
    "tu": None,
    "den": None,
    "danh_muc_chua_du": False,
}
SHORTER = {
    "don_vi": "quang-tri/huong-hoa/thuan",
    "ten": "xã Thuận",
    "cap": "xa",
    "ky": "nam",
    "phai_nop": True,
    "trang_thai": "du-ky-ngan",
    "tep": None,
    "ngay_nop": None,
    "nguon_ngay": None,
    "han_nop": "2021-01-05",
    "so_ngay_muon": None,
    "ky_ngan_hon": ["quy-1", "quy-2", "quy-3"],
    "co_ke_hoach": False,
    "tu": None,
    "den": "2020-09-30",
    "danh_muc_chua_du": False,
}


def test_the_object(tmp_path: Path) -> None:
    found = json.loads(render_json(sample(tmp_path)))
    assert list(found) == ["nam", "ky", "han_nop", "tinh_den", "tong", "theo_cap", "theo_don_vi", "bao_cao"]
    assert [found[key] for key in ("nam", "ky", "han_nop", "tinh_den")] == [
        "2020",
        "nam",
        "2021-01-05",
        "2021-02-01",
    ]
    assert found["tong"] == TOTAL
    assert [(one["cap"], one["phai_nop"], one["da_nop"]) for one in found["theo_cap"]] == [
        ("tinh", 1, 1),
        ("huyen", 2, 1),
        ("xa", 4, 1),
    ]
    assert list(found["theo_cap"][0]) == ["cap", *TOTAL]
    assert [(one["don_vi"], one["rieng"], one["phai_nop"]) for one in found["theo_don_vi"]] == [
        ("quang-tri", True, 1),
        ("quang-tri/huong-hoa", False, 5),
        ("quang-tri/dakrong", False, 1),
    ]
    assert list(found["theo_don_vi"][0]) == ["don_vi", "ten", "rieng", *TOTAL]
    by_unit = {one["don_vi"]: one for one in found["bao_cao"]}
    assert by_unit["quang-tri/huong-hoa"] == LATE
    assert by_unit["quang-tri/huong-hoa/thuan"] == SHORTER
    assert by_unit["quang-tri/hoi-nong-dan"]["phai_nop"] is False
    assert [one["trang_thai"] for one in found["bao_cao"]] == [
        "dung-han",
        "muon",
        "chua-nop",
        "khong-ro-ngay",
        "co-loi",
        "du-ky-ngan",
        "chua-nop",
        "dung-han",
    ]


def test_each_record_is_on_a_line_of_its_own(tmp_path: Path) -> None:
    lines = render_json(sample(tmp_path)).splitlines()
    assert sum(line.startswith('    {"don_vi": ') for line in lines) == 3 + 8
    assert lines[0] == "{"
    assert lines[-1] == "}"


def test_what_is_not_judged_is_null(tmp_path: Path) -> None:
    found = json.loads(render_json(sample(tmp_path, period="quy-1")))
    assert found["han_nop"] is None
    keys = ("dung_han", "ty_le_dung_han", "muon", "khong_ro_ngay")
    assert [found["tong"][key] for key in keys] == [None, None, None, None]
    assert {one["trang_thai"] for one in found["bao_cao"]} == {"chua-nop", "da-nop"}


def test_the_lines_of_csv_are_the_reports(tmp_path: Path) -> None:
    found = sample(tmp_path)
    lines = list(csv.DictReader(io.StringIO(render_csv(found))))
    assert list(lines[0]) == list(COLUMNS) == list(LATE)
    reports = json.loads(render_json(found))["bao_cao"]
    flat = [
        {
            key: " ".join(value)
            if isinstance(value, list)
            else ""
            if value is None
            else str(value).lower()
            if isinstance(value, bool)
            else str(value)
            for key, value in one.items()
        }
        for one in reports
    ]
    assert lines == flat


def test_a_text_that_looks_like_a_formula_is_escaped(tmp_path: Path) -> None:
    units = DOCUMENTS["danh-muc/don-vi.yaml"].replace("ten: tỉnh Quảng Trị", 'ten: "=1+1"')
    found = sample(tmp_path, DOCUMENTS | {"danh-muc/don-vi.yaml": units})
    assert next(csv.DictReader(io.StringIO(render_csv(found))))["ten"] == "'=1+1"
    assert json.loads(render_json(found))["bao_cao"][0]["ten"] == "=1+1"


def test_an_overview_without_reports(tmp_path: Path) -> None:
    documents = DOCUMENTS | {"danh-muc/chi-tieu.yaml": "{}\n"}
    found = json.loads(render_json(sample(tmp_path, documents, tops=["quang-tri/dakrong"])))
    assert (found["theo_cap"], found["theo_don_vi"], found["bao_cao"]) == ([], [], [])
    assert (found["tong"]["phai_nop"], found["tong"]["ty_le_nop"]) == (0, None)


def test_the_reference_names_every_key() -> None:
    text = REFERENCE.read_text(encoding="utf-8").partition("## `mttq status --format json`")[2]
    assert [
        key for key in (*COLUMNS, *TOTAL, "rieng", "tinh_den", "theo_cap") if f"`{key}`" not in text
    ] == []
