"""The page for a quarterly briefing: figures of the quarter, conclusions in full, the next tasks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import small_project
from conftest import Office
from docx import Document
from report_project import built, outline, section, tables

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.render.word import docx
from mttq.report import KINDS, Report, default_kinds, subject_of

BRIEFING = "2020/quang-tri/giao-ban-quy-2.yaml"
CONCLUSIONS = """\
    don_vi: quang-tri
    nam: 2020
    ky: quy-2
    hoi_nghi:
      ten: Hội nghị giao ban quý II
      ngay: 2020-07-03
      dia_diem: Đông Hà
      chu_tri: [Ông A, Bà B]
      thanh_phan: [Đại biểu một, Đại biểu hai]
      bao_cao: [Báo cáo quý]
      ket_luan: [Kết luận một, "- Kết luận hai"]
    nhiem_vu:
      - {ten: Việc một, chu_tri: Ban Phong trào, thoi_han: quy-3}
      - Việc hai
    """
LOWER = ("quang-tri/huong-hoa", "quang-tri/dakrong", "quang-tri/hoi-nong-dan")


def _figures(**lines: str) -> dict[str, str]:
    """Return reports: `huong_hoa_quy_2="nha: 3 nhà"`; those of the province itself have no name in front."""
    found = {}
    for key, line in lines.items():
        name, _, period = key.rpartition("quy_")
        unit = "/".join(filter(None, ("quang-tri", name.strip("_").replace("_", "-"))))
        found[f"2020/{unit}/quy-{period}.yaml"] = small_project.report(
            unit=unit, period=f"quy-{period}", programmes=f"2: {{so_lieu: {{{line}}}}}\n"
        )
    return found


def _plan(targets: str) -> dict[str, str]:
    text = small_project.plan(programmes=f"2: {{muc_tieu: M, chi_tieu: {{{targets}}}}}\n")
    return {"2020/quang-tri/ke-hoach.yaml": text}


def _page(root: Path, documents: dict[str, str], period: str = "quy-2") -> Report:
    return built(root, documents, "giao-ban", period=period)


def test_the_conference_its_conclusions_and_the_next_tasks(tmp_path: Path) -> None:
    document = _page(tmp_path, {BRIEFING: CONCLUSIONS})
    assert document.one_page
    assert document.type_name == "BÁO CÁO"
    assert document.subject == ("Số liệu và kết luận giao ban công tác Mặt trận quý II năm 2020",)
    assert outline(document) == [
        "Hội nghị giao ban quý II, ngày 03/7/2020, tại Đông Hà; chủ trì: Ông A; Bà B. "
        "Thành phần dự họp (02) và báo cáo, ý kiến tại hội nghị (01) ghi trong biên bản.",
        "# I. SỐ LIỆU",
        "Chưa có chỉ tiêu và số liệu nào của quý II năm 2020.",
        "# II. KẾT LUẬN CỦA HỘI NGHỊ",
        "- Kết luận một.",
        "- Kết luận hai.",
        "# III. NHIỆM VỤ TIẾP THEO",
        "- Việc một (chủ trì: Ban Phong trào; thời hạn: quý III năm 2020).",
        "- Việc hai.",
        "Trên đây là số liệu và kết luận giao ban quý II năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị./.",
    ]


def test_without_a_briefing_there_are_figures_and_a_remark(tmp_path: Path) -> None:
    document = _page(tmp_path, _plan("nha: 10 nhà"))
    assert document.subject == ("Số liệu giao ban công tác Mặt trận quý II năm 2020",)
    assert outline(document)[:2] == [
        "Chưa có kết luận hội nghị giao ban quý II năm 2020; dưới đây chỉ có số liệu.",
        "# I. SỐ LIỆU",
    ]


def test_the_quarter_the_year_to_date_and_the_share_of_the_plan(tmp_path: Path) -> None:
    documents = _plan("quy: 2 tỷ đồng, nha: 10 nhà, ho-ngheo: dưới 5 hộ") | _figures(
        quy_1="nha: 2 nhà",
        quy_2="nha: 1 nhà, ho-ngheo: 0 hộ",
        huong_hoa_quy_2="nha: 3 nhà",
        dakrong_quy_1="quy: 1 tỷ",
    )
    page = _page(tmp_path, documents)
    main, units = tables(page)
    assert main.title == "Kết quả quý II và lũy kế từ đầu năm 2020 (“–”: chưa có số liệu)"
    assert main.rows == (
        ("1", "Quỹ “Vì người nghèo”", "đồng", "2 tỷ", "–", "1.000.000.000", "50,00%", "0/4"),
        ("2", "Nhà Đại đoàn kết", "nhà", "10", "4", "6", "60,00%", "2/4"),
        ("3", "Hộ nghèo", "hộ", "dưới 5", "0", "0", "", "1/4"),
    )
    assert units.title == "Theo đơn vị và tổ chức thành viên (trong quý / lũy kế; “–”: chưa có số liệu)"
    assert [column.header for column in units.columns] == ["Đơn vị", "Nhà Đại đoàn kết (nhà)"]
    assert units.rows == (("huyện Hướng Hóa", "3 / 3"),)
    assert outline(page)[-2] == "Chưa có số liệu quý II của 01 đơn vị: huyện Đakrông."


def test_the_first_quarter_has_no_second_figure(tmp_path: Path) -> None:
    page = _page(tmp_path, _figures(huong_hoa_quy_1="quy: 1.500.000 đồng"), "quy-1")
    main, units = tables(page)
    assert main.rows[0][4:6] == ("1.500.000", "1.500.000")
    assert units.rows == (("huyện Hướng Hóa", "1,5 triệu"),)


def test_member_organisations_that_report_are_shown_and_the_others_not_missed(tmp_path: Path) -> None:
    catalogue = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"].replace(
        "theo_cap: tong, so_nguyen: true}\n        cong-trinh",
        "theo_cap: tong, so_nguyen: true, cap: [tinh, huyen, xa, to-chuc-thanh-vien]}\n        cong-trinh",
    )
    documents = {"danh-muc/chi-tieu.yaml": catalogue} | _figures(hoi_nong_dan_quy_2="nha: 7 nhà")
    _, units = tables(_page(tmp_path, documents))
    assert units.rows == (("Hội Nông dân tỉnh Quảng Trị", "7 / 7"),)


def _many(count: int) -> dict[str, str]:
    """Return a province with this many districts, of which those with an even number report."""
    units = "quang-tri:\n  ten: tỉnh Quảng Trị\n  cap: tinh\n  cap_duoi:\n"
    units += "".join(f"    h-{n}: {{ten: huyện Thứ {n}, cap: huyen}}\n" for n in range(count))
    documents = {"danh-muc/don-vi.yaml": units}
    for n in range(0, count, 2):
        documents[f"2020/quang-tri/h-{n}/quy-2.yaml"] = small_project.report(
            unit=f"quang-tri/h-{n}", period="quy-2", programmes="2: {so_lieu: {nha: 3 nhà}}\n"
        )
    return documents


def test_units_without_room_are_counted_and_the_conclusions_kept_whole(tmp_path: Path) -> None:
    long = " ".join(["Các đơn vị tập trung hoàn thành chỉ tiêu được giao"] * 12)
    briefing = CONCLUSIONS.replace("Kết luận một", f"{long}, {long[:40]}")
    page = _page(tmp_path, _many(60) | {BRIEFING: briefing})
    _, units = tables(page)
    lines = section(page, "# I. SỐ LIỆU")
    assert 5 <= len(units.rows) < 30
    assert f"Còn {30 - len(units.rows):02} đơn vị có số liệu trong phụ lục." in lines
    assert lines[-1].startswith("Chưa có số liệu quý II của 30 đơn vị: huyện Thứ 1, huyện Thứ 3,")
    assert lines[-1].endswith(" và 18 đơn vị khác, nêu trong phụ lục.")
    assert long in section(page, "# II. KẾT LUẬN CỦA HỘI NGHỊ")[0]


def test_it_is_made_for_quarters_and_by_default_if_there_is_a_briefing(tmp_path: Path) -> None:
    project = load(small_project.write(tmp_path, {BRIEFING: CONCLUSIONS}))
    cycle = parse_cycle("2020")
    assert cycle is not None
    second, third, year = (
        subject_of(project, "quang-tri", cycle, PERIODS[name]) for name in ("quy-2", "quy-3", "nam")
    )
    assert "giao-ban" in default_kinds(second)
    assert "giao-ban" not in default_kinds(third) + default_kinds(year)
    assert KINDS["giao-ban"].build(year) is None
    assert KINDS["giao-ban"].file_stem(second) == "giao-ban-quy-2"


@pytest.mark.office
@pytest.mark.parametrize("units", [0, 4, 60])
@pytest.mark.parametrize("words", [1, 6, 12])
def test_it_is_always_one_page(office: Office, tmp_path: Path, units: int, words: int) -> None:
    sentence = "tập trung hoàn thành các chỉ tiêu được giao trong năm ở từng địa bàn dân cư "
    points = (
        "[" + ", ".join(f"Điểm {n}: ".replace(":", "") + (sentence * 2).strip() for n in range(words)) + "]"
    )
    briefing = CONCLUSIONS.replace('[Kết luận một, "- Kết luận hai"]', points)
    documents = _plan("quy: 2 tỷ đồng, nha: 10 nhà") | {BRIEFING: briefing} | (_many(units) if units else {})
    file = tmp_path / "giao-ban.docx"
    file.write_bytes(docx.render(_page(tmp_path, documents), None))
    assert len(office.pages(office.convert(file, "pdf"))) == 1


def test_a_page_with_little_on_it_is_not_set_smaller(tmp_path: Path) -> None:
    small = Document(BytesIO(docx.render(_page(tmp_path, {BRIEFING: CONCLUSIONS}), None)))
    size = next(style for style in small.styles if style.name == "MTTQ Đoạn").font.size
    assert size is not None
    assert size.pt == 13


def test_conclusions_typed_with_numbers_have_no_dash(tmp_path: Path) -> None:
    text = CONCLUSIONS.replace('"- Kết luận hai"', '"1. Kết luận hai;", "a) Kết luận ba"')
    assert section(_page(tmp_path, {BRIEFING: text}), "# II. KẾT LUẬN CỦA HỘI NGHỊ") == [
        "- Kết luận một.",
        "1. Kết luận hai.",
        "a) Kết luận ba.",
    ]


def test_an_indicator_not_due_from_a_member_organisation_is_not_missing(tmp_path: Path) -> None:
    catalogue = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"].replace(
        "theo_cap: tong, so_nguyen: true}\n        cong-trinh",
        "theo_cap: tong, so_nguyen: true, cap: [tinh, huyen, xa, to-chuc-thanh-vien]}\n        cong-trinh",
    )
    documents = {"danh-muc/chi-tieu.yaml": catalogue} | _figures(
        hoi_nong_dan_quy_2="nha: 7 nhà", dakrong_quy_2="viec-lam: 9 lao động"
    )
    _, units = tables(_page(tmp_path, documents))
    assert units.rows == (
        ("huyện Đakrông", "– / –", "9 / 9"),
        ("Hội Nông dân tỉnh Quảng Trị", "7 / 7", ""),
    )
