"""`mttq total` as people and scripts call it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from textwrap import dedent

import pytest
import small_project
from command_project import BAD_FIGURE, GOOD, LOWEST, PLAN, REPORT, make, mttq
from shipped_documents import CHECKOUT

from mttq.output.totals import COLUMNS


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


def _rows(*args: str) -> list[dict[str, object]]:
    result = mttq("total", *args, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    rows: list[dict[str, object]] = json.loads(result.stdout)
    return rows


def test_the_default_unit_and_everything_below_it(project: Path) -> None:
    rows = _rows("2020")
    assert [(row["don_vi"], row["thuc_hien"]) for row in rows] == [
        ("quang-tri", 15),
        ("quang-tri/huong-hoa", 3),
        (LOWEST, 3),
    ]
    assert {row["ky"] for row in rows} == {"nam"}
    assert "tỉnh Quảng Trị (quang-tri)" in mttq("total", "2020").stdout


def test_without_a_default_every_top_unit_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"].replace(
        "        trung-uong: {ten: Trung ương, cap: trung-uong}\n", ""
    )
    settings = {"danh-muc/don-vi.yaml": units, "danh-muc/mttq.yaml": "phien_ban: 1\n"}
    other = small_project.report(unit="vinh-phuc", programmes="2: {so_lieu: {nha: 4 nhà}}\n")
    make(tmp_path, monkeypatch, GOOD | settings | {"2020/vinh-phuc/nam.yaml": other})
    assert [row["don_vi"] for row in _rows("2020")][-1] == "vinh-phuc"
    assert [row["don_vi"] for row in _rows("2020", "--level", "tinh")] == ["quang-tri", "vinh-phuc"]


def test_units_periods_indicators_and_levels_narrow_the_table(project: Path) -> None:
    assert [row["don_vi"] for row in _rows("2020", "--unit", LOWEST)] == [LOWEST]
    quarter = _rows("2020", "--period", "quy-1", "--unit", "quang-tri/huong-hoa")
    assert [(row["ky"], row["thuc_hien"], row["da_bao_cao"]) for row in quarter] == [
        ("quy-1", 3, 1),
        ("quy-1", 3, 1),
    ]
    assert [row["don_vi"] for row in _rows("2020", "--level", "xa")] == [LOWEST]
    assert _rows("2020", "--indicator", "quy") == []
    assert len(_rows("2020", "--indicator", "quy", "--indicator", "nha")) == 3
    assert _rows("2019-2024", "--unit", "vinh-phuc") == []


def test_the_three_formats_agree(project: Path) -> None:
    rows = _rows("2020")
    lines = list(csv.DictReader(io.StringIO(mttq("total", "2020", "--format", "csv").stdout)))
    assert list(lines[0]) == list(COLUMNS)
    assert [(line["don_vi"], line["thuc_hien"]) for line in lines] == [
        (row["don_vi"], str(row["thuc_hien"])) for row in rows
    ]
    shown = mttq("total", "2020").stdout
    assert shown.startswith("SỐ LIỆU NĂM 2020\n")
    assert "Nhà Đại đoàn kết" in shown
    assert "Còn thiếu số liệu:" in shown


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["2019"], "không có năm hay nhiệm kỳ “2019”", "2020"),
        (["2019-2023"], "không có năm hay nhiệm kỳ “2019-2023”", "“2019-2024”"),
        (["hai"], "không có năm hay nhiệm kỳ “hai”", "các giá trị dùng được: 2019-2024, 2020"),
        (["2020", "--unit", "quang-tr"], "không có đơn vị “quang-tr”", "có phải là “quang-tri”"),
        (["2020", "--unit", ""], "không có đơn vị “”", "quang-tri"),
        (["2020", "--period", "quy-5"], "năm 2020 không có kỳ “quy-5”", "“quy-4”"),
        (
            ["2020", "--period", "nhiem-ky"],
            "năm 2020 không có kỳ “nhiem-ky”",
            "quy-1, quy-2, quy-3, quy-4, 6-thang",
        ),
        (["2019-2024", "--period", "nam"], "nhiệm kỳ 2019 – 2024 không có kỳ “nam”", "nhiem-ky"),
        (["2020", "--indicator", "nhaa"], "không có chỉ tiêu “nhaa”", "có phải là “nha”?"),
        (["2020", "--level", "lang"], "--level: không có giá trị “lang”", "trung-uong, tinh, huyen, xa"),
        (["2020", "--format", "xml"], "--format: không có giá trị “xml”", "table, json, csv"),
        ([], "thiếu đối số NĂM", "mttq total --help"),
    ],
)
def test_an_unknown_value_is_exit_code_2_with_the_known_ones(
    project: Path, args: list[str], message: str, hint: str
) -> None:
    result = mttq("total", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first == f"lỗi: {message}"
    assert second.startswith("gợi ý: ")
    assert hint in second


def test_a_unit_that_does_not_exist_in_the_period(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"]
    units = units.replace("cap: huyen\n", "cap: huyen\n              den: 2020-06-30\n", 1)
    units = units.replace("Đakrông, cap: huyen", "Đakrông, cap: huyen, tu: 2020-07-01")
    make(tmp_path, monkeypatch, {PLAN: GOOD[PLAN], "danh-muc/don-vi.yaml": units})
    assert mttq("total", "2020", "--unit", "quang-tri/huong-hoa").exit_code == 0
    gone = mttq("total", "2020", "--unit", "quang-tri/huong-hoa", "--period", "quy-3")
    assert gone.exit_code == 2
    assert gone.stderr == (
        "lỗi: đơn vị “quang-tri/huong-hoa” không có trong quý III năm 2020: chỉ đến hết ngày 30/06/2020\n"
        "gợi ý: xem các đơn vị bằng mttq units --on NGÀY\n"
    )
    early = mttq("report", "2020", "--unit", "quang-tri/dakrong", "--period", "quy-1")
    assert early.exit_code == 2
    assert "chỉ từ ngày 01/07/2020" in early.stderr


def test_a_fault_in_a_document_read_goes_to_stderr_and_is_exit_code_1(project: Path) -> None:
    small_project.put(project, REPORT, BAD_FIGURE.replace("17.363", "17.363, cong-trinh: 5 công trình"))
    result = mttq("total", "2020", "--format", "json")
    assert result.exit_code == 1
    assert "plans/2020/quang-tri/nam.yaml:5:22: lỗi MT201" in result.stderr
    assert "đã kiểm tra" not in result.stderr
    # What can be added up is still printed, for a program to read.
    rows = {(row["don_vi"], row["chi_tieu"]): row["thuc_hien"] for row in json.loads(result.stdout)}
    assert rows["quang-tri", "cong-trinh"] == 5
    assert rows["quang-tri", "nha"] == 3
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("2020/vinh-phuc/nam.yaml", False),
        ("2019-2024/vinh-phuc/ke-hoach.yaml", False),
        ("2021/quang-tri/nam.yaml", False),
        ("2020/quang-tri/quy-2.yaml", True),
        (f"2020/{LOWEST}/quy-1.yaml", True),
        ("2020/quang-trị/nam.yaml", True),
        ("danh-muc/chi-tieu.yaml", True),
    ],
)
def test_a_fault_elsewhere_does_not_matter(project: Path, path: str, matters: bool) -> None:
    small_project.put(project, path, "don_vi: [\n")
    result = mttq("total", "2020")
    assert result.exit_code == int(matters)
    assert (result.stderr != "") == matters
    assert mttq("check").exit_code == 1


def test_a_term_reads_its_years(project: Path) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    assert mttq("total", "2019-2024").exit_code == 1
    assert mttq("total", "2019-2024", "--unit", "vinh-phuc").exit_code == 0


def test_a_total_that_cannot_be_computed_is_reported_with_a_remedy(project: Path) -> None:
    catalogue = dedent(small_project.CATALOGUE["danh-muc/chi-tieu.yaml"]).replace(
        "nha: {ten: Nhà Đại đoàn kết,", "nha: {ten: Nhà Đại đoàn kết, gom: [xay, sua],"
    )
    parts = [
        f"{one}: {{ten: Việc {one}, don_vi_tinh: nhà, chuong_trinh: 2, theo_cap: tong}}\n"
        for one in ("xay", "sua")
    ]
    small_project.put(project, "danh-muc/chi-tieu.yaml", catalogue + "".join(parts))
    report = "don_vi: quang-tri\nnam: 2020\nky: quy-1\nchuong_trinh: {2: {so_lieu: {xay: 1 nhà}}}\n"
    small_project.put(project, "2020/quang-tri/quy-1.yaml", report)
    result = mttq("total", "2020")
    assert result.exit_code == 0
    assert "cảnh báo MT405" in result.stderr
    assert "ghi đủ “xay”, “sua” (không có thì ghi 0), hoặc ghi thẳng “nha”" in " ".join(result.stderr.split())


def test_the_houses_of_long_xuyen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The 26 households of Mỹ Thới, and the wards that are missing."""
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setenv("COLUMNS", "120")
    houses = ["--indicator", "ho-khu-dan-cu-dai-doan-ket"]
    rows = _rows("2014-2019", "--unit", "an-giang/long-xuyen", *houses)
    assert [(str(row["don_vi"]).split("/")[-1], row["thuc_hien"], row["trang_thai"]) for row in rows] == [
        ("long-xuyen", 26, "thieu"),
        ("my-thoi", 26, "du"),
    ]
    result = mttq("total", "2014-2019", "--unit", "an-giang/long-xuyen", *houses)
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "hộ 26 1/14 thiếu" in shown
    note = shown.partition("Còn thiếu số liệu: ")[2]
    assert "thành phố Long Xuyên" in note
    assert "phường Bình Khánh" in note
    assert "phường Mỹ Thới" not in note


def test_a_root_elsewhere_and_a_narrow_terminal(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "50")
    result = mttq("--root", "du-an", "total", "2020")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 50


def test_indicators_that_are_made_of_each_other_have_only_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = "chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong"
    added = f"a: {{ten: A, {sums}, gom: [b]}}\nb: {{ten: B, {sums}, gom: [a]}}\n"
    known = dedent(small_project.CATALOGUE["danh-muc/chi-tieu.yaml"])
    report = small_project.report(programmes="2: {so_lieu: {a: 4 nhà}}\n")
    make(
        tmp_path,
        monkeypatch,
        GOOD | {"danh-muc/chi-tieu.yaml": known + added, "2020/quang-tri/nam.yaml": report},
    )
    result = mttq("total", "2020", "--indicator", "a", "--format", "json", "--unit", "quang-tri")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["thuc_hien"] == 4
    assert result.stderr.count("MT314") == 2
