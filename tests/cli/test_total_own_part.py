"""What a unit does of a target itself, targets of each year, and what is due by now: in the table and in documents."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import small_project
from command_project import make, mttq

PLAN = """\
2:
  muc_tieu: M
  chi_tieu:
    quy: {muc: 40 tỷ đồng, cap_minh: ít nhất 10 tỷ đồng}
    nha: {muc: 350 nhà, phan_ky: {quy-2: 100 nhà, 9-thang: 300 nhà}}
    cong-trinh: {muc: 5 công trình, cap_minh: tat-ca}
"""
REPORT = "2: {so_lieu: {quy: 12 tỷ đồng, nha: 90 nhà, cong-trinh: 6 công trình}}\n"
DOCUMENTS = {
    "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=PLAN),
    "2020/quang-tri/6-thang.yaml": small_project.report(period="6-thang", programmes=REPORT),
    "2020/quang-tri/dakrong/6-thang.yaml": small_project.report(
        unit="quang-tri/dakrong",
        period="6-thang",
        programmes="2: {so_lieu: {quy: 12 tỷ đồng, nha: 20 nhà}}\n",
    ),
}
TERM = "2019-2024"
YEARLY = {
    f"{TERM}/quang-tri/ke-hoach.yaml": small_project.plan(
        cycle=TERM,
        programmes="2: {muc_tieu: M, chi_tieu: {quy: ít nhất 25 tỷ đồng/năm, nha: 100 nhà/năm}}\n",
    ),
    f"{TERM}/quang-tri/nhiem-ky.yaml": small_project.report(
        cycle=TERM, period="nhiem-ky", programmes="2: {so_lieu: {quy: 30 tỷ đồng/năm, nha: 470 nhà}}\n"
    ),
}
HALF = ("total", "2020", "--period", "6-thang", "--unit", "quang-tri", "--depth", "0")


def _lines(monkeypatch: pytest.MonkeyPatch, width: int, *args: str) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    result = mttq(*args)
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_a_wide_terminal_has_columns_for_the_own_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, monkeypatch, DOCUMENTS)
    lines = _lines(monkeypatch, 180, *HALF)
    assert lines[1] == "KH cấp Cấp mình % KH Cấp mình"
    assert lines[2] == (
        "Chỉ tiêu ĐVT Kế hoạch Đến kỳ Thực hiện % KH Đạt mình thực hiện cấp mình đạt Đã báo cáo Tình trạng"
    )
    assert lines[5] == (
        "Quỹ “Vì người nghèo” đồng ≥ 40.000.000.000 24.000.000.000 60,00 – "
        "≥ 10.000.000.000 12.000.000.000 120,00 có 2/4 thiếu"
    )
    assert lines[6] == "Nhà Đại đoàn kết nhà ≥ 350 ≥ 100 110 31,43 có 2/4 thiếu"
    assert lines[7] == "Công trình công trình ≥ 5 6 120,00 có 1/1 đủ"


@pytest.mark.parametrize("width", [60, 100, 130])
def test_a_narrower_one_says_it_below_the_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    make(tmp_path, monkeypatch, DOCUMENTS)
    text = " ".join(_lines(monkeypatch, width, *HALF))
    assert "riêng cấp mình: kế hoạch ≥10.000.000.000, thực hiện 12.000.000.000, bằng 120,00%, đạt" in text
    assert text.count("riêng cấp mình") == 1


def test_columns_decide_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of whole numbers has the texts that a row with a transfer has."""
    plan = "2: {muc_tieu: M, chi_tieu: {nha: {muc: 50 nhà, cap_minh: 8 nhà}, ho-ngheo: {muc: 9 hộ, cap_minh: 4 hộ}}}\n"
    figures = "2: {so_lieu: {nha: gần 6 nhà, ho-ngheo: 5 hộ}}\n"
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=plan),
        "2020/quang-tri/nam.yaml": small_project.report(programmes=figures),
    }
    make(tmp_path, monkeypatch, documents)
    asked = ("total", "2020", "--unit", "quang-tri", "--depth", "0")
    plain = _lines(monkeypatch, 180, *asked)
    assert "≥ 8 ≈ 6 75,00 chưa" in plain[5]
    assert "≤ 4 5 – chưa" in plain[6]
    assert [line for line in _lines(monkeypatch, 180, *asked, "--as-of", "2020-12-31") if "≈ 6" in line] == [
        plain[5]
    ]


def test_a_yearly_mean_is_set_against_the_target_of_each_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, monkeypatch, YEARLY)
    lines = _lines(monkeypatch, 120, "total", TERM, "--unit", "quang-tri", "--depth", "0")
    assert "Quỹ “Vì người nghèo” đồng ≥ 25.000.000.000/năm 30.000.000.000/năm 120,00 – 1/4 thiếu" in lines
    assert "Nhà Đại đoàn kết nhà ≥ 500 470 94,00 – 1/4 thiếu" in lines
    proof = _lines(monkeypatch, 120, "total", TERM, "--unit", "quang-tri", "--indicator", "quy", "--explain")
    assert "Thực hiện 30.000.000.000 đồng/năm" in proof
    assert (
        "Kế hoạch ≥ 25.000.000.000 đồng/năm, bằng 120,00% kế hoạch, chưa kết luận được là đạt hay chưa"
        in proof
    )
    asked = ("total", TERM, "--unit", "quang-tri", "--depth", "0", "--format")
    rows = json.loads(mttq(*asked, "json").stdout)
    assert [(row["thuc_hien"], row["moi_nam"]) for row in rows] == [(30_000_000_000, True), (470, False)]
    written = csv.DictReader(io.StringIO(mttq(*asked, "csv").stdout))
    assert [row["moi_nam"] for row in written] == ["true", "false"]


def _report(tmp_path: Path, *args: str, unit: str = "quang-tri") -> str:
    result = mttq("report", *args, "--unit", unit, "--format", "md", "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    return "".join(path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").rglob("*.md")))


def test_documents_say_what_is_due_and_the_own_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, monkeypatch, DOCUMENTS)
    text = _report(tmp_path, "2020", "--period", "6-thang")
    assert (
        "bằng 31,43% kế hoạch năm; riêng cơ quan Ủy ban MTTQ tỉnh 90 nhà (kế hoạch đến hết kỳ: 100 nhà, đã đạt);"
        in text
    )
    assert "| 350 | 110 | 31,43% | Kế hoạch đến hết kỳ: 100 nhà, đã đạt. |" in text
    assert "bằng 120,00% phần tự thực hiện (ít nhất 10 tỷ đồng);" in text


def test_documents_say_the_target_of_each_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, monkeypatch, YEARLY)
    text = _report(tmp_path, TERM)
    assert "đạt 30 tỷ đồng/năm, bằng 120,00% kế hoạch (kế hoạch: ít nhất 25 tỷ đồng/năm);" in text
    assert "đạt 470 nhà, bằng 94,00% kế hoạch (kế hoạch: 100 nhà/năm, cả thảy 500 nhà)." in text
    assert "| 25.000.000.000/năm | 30.000.000.000/năm | 120,00% |" in text


def test_documents_say_that_figures_are_not_allocated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = """\
    t:
      ten: tỉnh T
      cap: tinh
      cap_duoi:
        x: {ten: xã X, cap: xa, den: 2020-06-30}
        m: {ten: xã M, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}
        n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}
    """
    documents = {
        "danh-muc/don-vi.yaml": units,
        "danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: t\n",
        "2020/t/x/6-thang.yaml": small_project.report(
            unit="t/x", period="6-thang", programmes="2: {so_lieu: {nha: 4 nhà}}\n"
        ),
        "2020/t/m/nam.yaml": small_project.report(
            unit="t/m", programmes="2: {so_lieu: {nha: 5 nhà, quy: 0}}\n"
        ),
    }
    make(tmp_path, monkeypatch, documents)
    text = _report(tmp_path, "2020", unit="t/m")
    assert "- Nhà Đại đoàn kết: 05 nhà (chưa gồm số chưa phân bổ của đơn vị đã chia tách)." in text
    assert "| 5 | Chưa gồm số chưa phân bổ của xã X, đơn vị đã chia tách. |" in text
