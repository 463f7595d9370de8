"""What `--explain` says of cells: months that nothing covers, whose figure stands for whom, and what does not count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import small_project
from command_project import make, mttq

MERGED = """\
trung-uong: {ten: Trung ương, cap: trung-uong}
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    x: {ten: xã X, cap: xa, den: 2020-06-30}
    n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [t/x]}
    y: {ten: xã Y, cap: xa}
"""
MOVED = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    h:
      ten: huyện H
      cap: huyen
      cap_duoi_chua_du: false
      cap_duoi: {x: {ten: xã X, cap: xa, den: 2020-06-30}}
    k:
      ten: huyện K
      cap: huyen
      tu: 2020-07-01
      cap_duoi: {y: {ten: xã Y, cap: xa, tu: 2020-07-01, ke_thua: [t/h/x]}}
"""
UNLISTED = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi: {x: {ten: xã X, cap: xa}}
  cap_duoi_chua_du: true
"""


def _documents(units: str, figures: dict[str, str]) -> dict[str, str]:
    found = {
        "danh-muc/don-vi.yaml": units.replace("ke_thua: [t/x]", "ke_thua: [{don_vi: t/x}]").replace(
            "ke_thua: [t/h/x]", "ke_thua: [{don_vi: t/h/x}]"
        ),
        "danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: t\n",
    }
    for name, scopes in figures.items():
        unit, _, period = name.rpartition("/")
        found[f"2020/{name}.yaml"] = small_project.report(
            unit=unit, period=period, programmes=f"2: {{{scopes}}}\n"
        )
    return found


def _shown(*args: str) -> str:
    result = mttq("total", "2020", "--unit", "t", "--indicator", "nha", "--explain", *args)
    assert result.exit_code in {0, 1}, result.output
    return result.stdout


def _json() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_shown("--format", "json"))
    return found


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def test_an_own_line_that_speaks_for_a_predecessor_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {
        "t/nam": "so_lieu: {nha: 0}",
        "t/n/nam": "so_lieu: {nha: 8 nhà}",
        "t/y/quy-1": "so_lieu: {nha: 1 nhà}",
    }
    make(tmp_path, monkeypatch, _documents(MERGED, figures))
    text = _shown()
    assert "│    plans/2020/t/n/nam.yaml:5  8 nhà\n│    thay cho xã X (tháng 1–6)\n" in text
    assert "Mới có một phần của kỳ (1 đơn vị): xã Y (mới có quý I; thiếu tháng 4–12).\n" in text
    proof = _json()
    assert [(one["don_vi"], one["thang"][0], one["thang"][-1]) for one in proof["con_thieu"]] == [
        ("t/y", "2020-04", "2020-12")
    ]
    assert [(one["don_vi"], one["rieng"], len(one["thang"])) for one in proof["so_duoc_tinh"][1]["o"]] == [
        ("t/n", True, 6),
        ("t/x", False, 6),
    ]
    notes = mttq("total", "2020", "--unit", "t", "--indicator", "nha").stdout.partition("Còn thiếu số liệu:")[
        2
    ]
    assert notes == (
        "\n  - Nhà Đại đoàn kết: xã Y (tháng 4–12).\nLấy số toàn địa bàn:\n"
        "  - Nhà Đại đoàn kết: xã N (plans/2020/t/n/nam.yaml:5) thay cho xã X (tháng 1–6).\n"
    )


def test_statements_that_other_figures_contradict_are_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {
        "t/nam": "so_lieu: {nha: 0}, toan_dia_ban: {nha: 9 nhà}",
        "t/x/6-thang": "so_lieu: {nha: 4 nhà}",
        "t/n/nam": "so_lieu: {nha: 8 nhà}",
        "t/y/nam": "so_lieu: {nha: 1 nhà}",
    }
    make(tmp_path, monkeypatch, _documents(MERGED, figures))
    text = " ".join(_shown().split())
    assert (
        "Không tính vì trái với các số bên trong: “9 nhà” (plans/2020/t/nam.yaml:5), các số bên trong được 13 nhà."
    ) in text
    (denied,) = _json()["trai_voi_ben_trong"]
    assert (denied["gia_tri"], denied["ben_trong"], denied["so_lieu"][0]["ghi"]) == (
        9,
        {"gia_tri": 13},
        "9 nhà",
    )


def test_sets_between_which_nothing_decides_are_both_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {
        "t/nam": "so_lieu: {nha: 5 nhà}",
        "t/h/nam": "toan_dia_ban: {nha: 100 nhà}",
        "t/k/nam": "toan_dia_ban: {nha: 90 nhà}",
    }
    make(tmp_path, monkeypatch, _documents(MOVED, figures))
    text = " ".join(_shown().split())
    assert (
        "Không chọn được vì các cách lấy phủ như nhau mà cho tổng khác nhau: "
        "cách 1: “100 nhà” (plans/2020/t/h/nam.yaml:5); cách 2: “90 nhà” (plans/2020/t/k/nam.yaml:5)."
    ) in text
    (tie,) = _json()["chua_quyet_duoc"]
    assert not tie["qua_nhieu"]
    assert [[one["gia_tri"] for one in some] for some in tie["cac_bo"]] == [[100], [90]]


def test_a_figure_whose_cells_others_cover_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {
        "t/nam": "so_lieu: {nha: 0}, toan_dia_ban: {nha: 13 nhà}",
        "t/n/nam": "so_lieu: {nha: 8 nhà}",
        "t/n/quy-3": "so_lieu: {nha: 2 nhà}",
        "t/y/nam": "so_lieu: {nha: 1 nhà}",
    }
    make(tmp_path, monkeypatch, _documents(MERGED, figures))
    text = " ".join(_shown().split())
    assert "Không dùng vì đã có số khác cho cùng đơn vị và tháng:" in text
    assert "xã N “2 nhà” (plans/2020/t/n/quy-3.yaml:5)" in text
    assert {one["so_lieu"][0]["ghi"] for one in _json()["da_co_so_khac"]} >= {"2 nhà"}


def test_lower_units_that_are_not_listed_are_named_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {"t/nam": "so_lieu: {nha: 3 nhà}", "t/x/nam": "so_lieu: {nha: 4 nhà}"}
    make(tmp_path, monkeypatch, _documents(UNLISTED, figures))
    assert "Có cấp dưới chưa ghi trong danh mục (1 đơn vị): tỉnh T.\n" in _shown()
    (missing,) = _json()["con_thieu"]
    assert (missing["don_vi"], missing["ly_do"], len(missing["thang"])) == (
        "t/*",
        "chua-co-trong-danh-muc",
        12,
    )
    table = mttq("total", "2020", "--unit", "t", "--indicator", "nha").stdout
    assert table.endswith(
        "Còn thiếu số liệu:\n  - Nhà Đại đoàn kết: cấp dưới của tỉnh T chưa ghi trong danh mục.\n"
    )


def test_a_target_for_the_unit_alone_has_evidence_of_its_own_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {"t/nam": "so_lieu: {nha: 3 nhà}", "t/y/nam": "so_lieu: {nha: 4 nhà}"}
    plan = small_project.plan(
        unit="t", programmes="2: {muc_tieu: M, chi_tieu: {nha: {muc: 5 nhà, cap_minh: tat-ca}}}\n"
    )
    make(tmp_path, monkeypatch, _documents(MERGED, figures) | {"2020/t/ke-hoach.yaml": plan})
    proof = _json()
    assert proof["thuc_hien"] == 3
    assert [one["gia_tri"] for one in proof["so_duoc_tinh"]] == [3]
    assert [one["don_vi"] for one in proof["o_can_co"]] == ["t"]
