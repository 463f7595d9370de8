"""What figures lack is said once, in front, and of each figure only what that does not say."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from annex_project import annex_of, row, sheet
from report_project import built, outline, tables

UNITS = """\
    t:
      ten: tỉnh T
      cap: tinh
      cap_duoi:
        a: {ten: xã A, cap: xa}
        b: {ten: xã B, cap: xa}
        c: {ten: xã C, cap: xa}
    """
BASE = {"danh-muc/don-vi.yaml": UNITS, "danh-muc/mttq.yaml": "phien_ban: 1\n"}


def _files(*reports: tuple[str, str, str]) -> dict[str, str]:
    """Return the catalogue and reports, each from its unit, its period and its figures."""
    return BASE | {
        f"2020/{unit}/{period}.yaml": small_project.report(
            unit=unit, period=period, programmes=f"2: {{so_lieu: {{{figures}}}}}\n"
        )
        for unit, period, figures in reports
    }


def _said(
    root: Path, documents: dict[str, str], unit: str = "t", period: str = "nam"
) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Return the front sentence and the list of a report, and the remarks in its table and in the annex."""
    report = built(root, documents, "bao-cao", unit=unit, cycle="2020", period=period)
    lines = [line for line in outline(report) if line.startswith(("- ", "Số l", "Chưa có số"))]
    (table,) = tables(report)
    place = [column.header for column in table.columns].index("Chỉ tiêu")
    noted = table.columns[-1].header == "Ghi chú"
    word = {cells[place]: cells[-1] if noted else "" for cells in table.rows if cells[0].isdigit()}
    indicators = sheet(annex_of(root, documents, unit=unit, period=period), "Chỉ tiêu")
    excel = {name: row(indicators, name)["Ghi chú"] for name in word}
    return lines, word, excel


def test_an_own_figure_among_sums_says_that_it_is_of_one_unit(tmp_path: Path) -> None:
    documents = _files(
        ("t", "nam", "viec-lam: 135 lao động"),
        ("t/a", "nam", "nha: 3 nhà, cong-trinh: 9 công trình"),
        ("t/b", "nam", "nha: 2 nhà, cong-trinh: 9 công trình"),
    )
    lines, word, excel = _said(tmp_path, documents)
    assert lines == [
        "Số liệu tổng hợp từ 2/4 đơn vị; chưa có đủ số liệu của cơ quan Ủy ban MTTQ tỉnh, xã C.",
        "- Nhà Đại đoàn kết: 05 nhà;",
        "- Công trình: 18 công trình;",
        "- Việc làm mới: 135 lao động (mới có 1/4 đơn vị báo cáo).",
    ]
    assert word == excel
    assert word == {"Nhà Đại đoàn kết": "", "Công trình": "", "Việc làm mới": "Mới có 1/4 đơn vị báo cáo."}


def test_an_own_figure_beside_sums_that_lack_others_says_so_without_words_in_front(tmp_path: Path) -> None:
    documents = _files(
        ("t", "nam", "nha: 3 nhà, viec-lam: 135 lao động, quy: 2 triệu đồng"),
        ("t/a", "nam", "nha: 3 nhà, quy: 2 triệu đồng"),
        ("t/b", "nam", "quy: 2 triệu đồng"),
        ("t/c", "nam", "quy: 2 triệu đồng"),
    )
    lines, word, excel = _said(tmp_path, documents)
    assert lines == [
        "- Quỹ “Vì người nghèo”: 8 triệu đồng; riêng cơ quan Ủy ban MTTQ tỉnh 2 triệu đồng;",
        "- Nhà Đại đoàn kết: 06 nhà; riêng cơ quan Ủy ban MTTQ tỉnh 03 nhà (mới có 2/4 đơn vị báo cáo);",
        "- Việc làm mới: 135 lao động (mới có 1/4 đơn vị báo cáo).",
    ]
    assert word == excel


def test_a_figure_that_nobody_adds_up_needs_no_words_among_sums(tmp_path: Path) -> None:
    """A percentage without its counts, and what is shown for each unit, are the unit's own."""
    own = "1: {so_lieu: {giam-sat: 3 cuộc, ty-le-di-bau: '98%'}}\n2: {so_lieu: {viec-lam: 135 lao động}}\n"
    documents = _files(("t/a", "nam", "nha: 3 nhà, cong-trinh: 9 công trình, quy: 2 triệu đồng")) | {
        "2020/t/nam.yaml": small_project.report(unit="t", programmes=own)
    }
    lines, word, excel = _said(tmp_path, documents)
    assert lines[1:] == [
        "- Cuộc giám sát: 03 cuộc;",
        "- Tỷ lệ cử tri đi bầu: chưa có số liệu; riêng cơ quan Ủy ban MTTQ tỉnh 98%.",
        "- Quỹ “Vì người nghèo”: 2 triệu đồng;",
        "- Nhà Đại đoàn kết: 03 nhà;",
        "- Công trình: 09 công trình;",
        "- Việc làm mới: 135 lao động (mới có 1/4 đơn vị báo cáo).",
    ]
    assert word == excel
    assert {name for name, remark in word.items() if remark} == {"Việc làm mới"}


def test_a_unit_that_reports_alone_has_no_words_for_its_own_figures(tmp_path: Path) -> None:
    lines, word, excel = _said(tmp_path, _files(("t", "nam", "nha: 3 nhà, viec-lam: 135 lao động")))
    assert lines == ["- Nhà Đại đoàn kết: 03 nhà;", "- Việc làm mới: 135 lao động."]
    assert word == excel == {"Nhà Đại đoàn kết": "", "Việc làm mới": ""}


def test_what_a_unit_states_for_its_area_needs_no_words(tmp_path: Path) -> None:
    documents = BASE | {
        "2020/t/nam.yaml": small_project.report(unit="t", programmes="2: {toan_dia_ban: {nha: 40 nhà}}\n")
    }
    lines, word, excel = _said(tmp_path, documents)
    assert lines == ["- Nhà Đại đoàn kết: 40 nhà."]
    assert word == excel == {"Nhà Đại đoàn kết": ""}


def test_units_that_reported_some_months_are_not_counted_as_if_they_had_reported_all(tmp_path: Path) -> None:
    """A's first quarter is missing: the sum since January is made of two units, one of them in part."""
    documents = _files(
        ("t", "quy-1", "nha: 3 nhà"), ("t", "quy-2", "nha: 4 nhà"), ("t/a", "quy-2", "nha: 5 nhà")
    )
    lines, word, excel = _said(tmp_path, documents, period="quy-2")
    assert lines == [
        "Số liệu tổng hợp mới có 1/4 đơn vị báo cáo đủ cả kỳ; chưa có đủ số liệu của xã A, xã B, xã C.",
        "- Nhà Đại đoàn kết: 09 nhà trong quý; riêng cơ quan Ủy ban MTTQ tỉnh 04 nhà; "
        "lũy kế 6 tháng đầu năm là 12 nhà.",
    ]
    assert word == excel == {"Nhà Đại đoàn kết": ""}


def test_a_sum_that_no_unit_has_reported_as_a_whole(tmp_path: Path) -> None:
    documents = _files(("t/a", "quy-1", "nha: 3 nhà"), ("t/b", "quy-2", "nha: 4 nhà"))
    lines, word, excel = _said(tmp_path, documents)
    assert lines == [
        "Số liệu tổng hợp chưa đủ cả kỳ; còn thiếu số liệu của cơ quan Ủy ban MTTQ tỉnh, xã A, xã B, xã C.",
        "- Nhà Đại đoàn kết: 07 nhà.",
    ]
    assert word == excel == {"Nhà Đại đoàn kết": ""}


@pytest.mark.parametrize(
    ("reports", "period", "front"),
    [
        (("thang-02",), "thang-02", "Số lũy kế chưa gồm số liệu tháng 01 năm 2020."),
        (("quy-1",), "nam", "Chưa có số liệu từ quý II đến quý IV năm 2020."),
        (
            ("quy-2", "thang-12"),
            "nam",
            "Chưa có số liệu quý I và từ tháng 7 đến tháng 11 năm 2020.",
        ),
    ],
)
def test_a_unit_that_reports_alone_names_the_months_in_front(
    tmp_path: Path, reports: tuple[str, ...], period: str, front: str
) -> None:
    documents = _files(*(("t/a", one, "nha: 3 nhà, cong-trinh: 2 công trình") for one in reports))
    lines, word, excel = _said(tmp_path, documents, unit="t/a", period=period)
    assert lines[0] == front
    assert not [line for line in lines[1:] if "(" in line]
    assert word == excel == {"Nhà Đại đoàn kết": "", "Công trình": ""}


def test_months_of_few_figures_are_a_matter_for_whoever_issues_the_document(tmp_path: Path) -> None:
    documents = _files(
        ("t/a", "quy-1", "nha: 3 nhà, cong-trinh: 2 công trình"),
        ("t/a", "quy-2", "nha: 4 nhà, cong-trinh: 1 công trình, viec-lam: 6 lao động"),
    )
    report = built(tmp_path, documents, "bao-cao", unit="t/a", cycle="2020", period="quy-2")
    assert [line for line in outline(report) if line.startswith("- ")] == [
        "- Nhà Đại đoàn kết: 04 nhà trong quý; lũy kế 6 tháng đầu năm là 07 nhà;",
        "- Công trình: 01 công trình trong quý; lũy kế 6 tháng đầu năm là 03 công trình;",
        "- Việc làm mới: 06 lao động trong quý; lũy kế 6 tháng đầu năm là 06 lao động.",
    ]
    assert report.remarks[-1] == "số của đơn vị chưa đủ cả kỳ, văn bản không nêu: Việc làm mới"


def test_a_partial_year_before_says_so_beside_its_figure(tmp_path: Path) -> None:
    before = small_project.report(unit="t", cycle="2019", programmes="2: {so_lieu: {nha: 30 nhà}}\n")
    documents = BASE | {
        "danh-muc/chuong-trinh.yaml": small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"].replace(
            "tu_nam: 2020", "tu_nam: 2019"
        ),
        "2019/t/nam.yaml": before,
        "2020/t/nam.yaml": small_project.report(
            unit="t",
            programmes="2:\n  ket_qua: ['Xây {nha}, {nha.so_cung_ky}.']\n  toan_dia_ban: {nha: 40 nhà}\n",
        ),
    }
    (tmp_path / "templates" / "the-thuc").mkdir(parents=True)
    (tmp_path / "templates" / "the-thuc" / "nd30.yaml").write_text("so_cung_ky: true\n")
    report = built(tmp_path, documents, "bao-cao", unit="t", cycle="2020")
    assert "Xây 40 nhà, năm 2019 là 30 nhà (mới có 1/4 đơn vị báo cáo)." in outline(report)
    remark = "Cùng kỳ: mới có 1/4 đơn vị báo cáo."
    assert tables(report)[0].rows[-1][-1] == remark
    excel = sheet(annex_of(tmp_path, documents, unit="t"), "Chỉ tiêu")
    assert row(excel, "Nhà Đại đoàn kết")["Ghi chú"] == remark


def test_a_year_before_without_figures_is_named_and_told_to_whoever_issues_it(tmp_path: Path) -> None:
    documents = BASE | {
        "2020/t/nam.yaml": small_project.report(
            unit="t", programmes="2:\n  ket_qua: ['Xây {nha}, {nha.so_cung_ky}.']\n  so_lieu: {nha: 4 nhà}\n"
        )
    }
    report = built(tmp_path, documents, "bao-cao", unit="t", cycle="2020")
    assert "Xây 04 nhà, năm 2019 chưa có số liệu." in outline(report)
    assert report.remarks[-1] == "lời văn dẫn số chưa có: {nha.so_cung_ky} (dòng 6)"


def test_a_draft_names_once_what_is_not_known(tmp_path: Path) -> None:
    targets = "1: {chi_tieu: {giam-sat: 4 cuộc}}\n2: {chi_tieu: {nha: 9 nhà, quy: 2 tỷ đồng}}\n"
    plan = small_project.plan(unit="t", programmes=f"{targets}3: {{chi_tieu: {{tap-huan: 2 lớp}}}}\n")
    documents = _files(("t/a", "nam", "nha: 3 nhà")) | {"2020/t/ke-hoach.yaml": plan}
    report = built(tmp_path, documents, "bao-cao", unit="t", cycle="2020")
    assert [line for line in outline(report) if not line.startswith("[")][1:-1] == [
        "# KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "Chưa có số liệu: Cuộc giám sát (kế hoạch: 04 cuộc); Quỹ “Vì người nghèo” (kế hoạch: 2 tỷ đồng); "
        "Lớp tập huấn (kế hoạch: 02 lớp).",
        "## Vận động Nhân dân thi đua",
        "### Kết quả các chỉ tiêu:",
        "- Nhà Đại đoàn kết: đạt 03 nhà, bằng 33,33% kế hoạch.",
    ]
