"""The document of a quarterly briefing: conclusions and tasks in full, and the figures of the quarter."""

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
    assert document.compact
    assert document.type_name == "THÔNG BÁO"
    assert document.subject == ("Kết luận hội nghị giao ban công tác Mặt trận quý II năm 2020",)
    assert outline(document) == [
        "Ngày 03/7/2020, tại Đông Hà đã diễn ra hội nghị giao ban quý II.",
        "Chủ trì: Ông A; Bà B.",
        "Thành phần dự: Đại biểu một; Đại biểu hai.",
        "Hội nghị đã nghe: Báo cáo quý.",
        "# I. KẾT LUẬN CỦA HỘI NGHỊ",
        "- Kết luận một.",
        "- Kết luận hai.",
        "# II. NHIỆM VỤ TIẾP THEO",
        "- Việc một (chủ trì: Ban Phong trào; thời hạn: quý III năm 2020);",
        "- Việc hai.",
        "Trên đây là kết luận hội nghị giao ban quý II năm 2020; Ủy ban MTTQ Việt Nam tỉnh Quảng Trị thông báo "
        "để các đơn vị biết, thực hiện./.",
    ]


def test_many_who_attended_are_a_list_of_persons_and_groups_as_the_file_has_them(tmp_path: Path) -> None:
    """A group is one line and is not counted as a person."""
    people = "[Ông C, Bà D, Lãnh đạo Ban Dân vận, Đại diện các đoàn thể]"
    text = CONCLUSIONS.replace("[Đại biểu một, Đại biểu hai]", people)
    assert outline(_page(tmp_path, {BRIEFING: text}))[2:7] == [
        "Thành phần dự:",
        "- Ông C;",
        "- Bà D;",
        "- Lãnh đạo Ban Dân vận;",
        "- Đại diện các đoàn thể.",
    ]


def test_the_file_says_how_the_document_was_issued(tmp_path: Path) -> None:
    issued = """\
    van_ban:
      so: 12/TB-MTTQ-BTT
      ngay: 2020-07-06
      kinh_gui: Thường trực Tỉnh ủy
      nguoi_ky: {ky_thay: KT. CHỦ TỊCH, chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn Văn A}
      noi_nhan: [Các huyện, 'Lưu: VT']
    hoi_nghi:
"""
    document = _page(tmp_path, {BRIEFING: CONCLUSIONS.replace("    hoi_nghi:\n", issued)})
    assert document.letterhead.number == "Số: 12/TB-MTTQ-BTT"
    assert document.letterhead.place_and_date == "Quảng Trị, ngày 06 tháng 7 năm 2020"
    assert document.addressed_to == ("Thường trực Tỉnh ủy",)
    assert document.recipients == ("- Các huyện;", "- Lưu: VT.")
    assert (document.signature.position, document.signature.name) == ("PHÓ CHỦ TỊCH", "Nguyễn Văn A")


def test_a_report_of_a_briefing_begins_with_the_figures(tmp_path: Path) -> None:
    text = CONCLUSIONS.replace("    hoi_nghi:", "    van_ban: {loai: Báo cáo}\n    hoi_nghi:")
    document = _page(tmp_path, {BRIEFING: text} | _figures(quy_2="nha: 2 nhà"))
    assert document.type_name == "BÁO CÁO"
    assert document.subject == ("Số liệu và kết luận giao ban công tác Mặt trận quý II năm 2020",)
    assert document.letterhead.number == "Số:        /BC-MTTQ-BTT"
    lines = outline(document)
    assert [line for line in lines if line.startswith("#")] == [
        "# I. SỐ LIỆU",
        "# II. KẾT LUẬN CỦA HỘI NGHỊ",
        "# III. NHIỆM VỤ TIẾP THEO",
    ]
    assert lines[-1] == (
        "Trên đây là số liệu và kết luận giao ban quý II năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị./."
    )


def test_a_unit_without_figures_of_its_own_is_counted_with_those_below(tmp_path: Path) -> None:
    """The line says as many units as the table misses."""
    page = _page(tmp_path, _plan("nha: 10 nhà") | _figures(huong_hoa_quy_2="nha: 3 nhà"))
    assert tables(page)[0].rows[0][-1] == "1/4"
    assert outline(page)[-2] == (
        "Chưa có số liệu quý II của 02 đơn vị: Ủy ban MTTQ Việt Nam tỉnh Quảng Trị, huyện Đakrông."
    )


def test_without_a_briefing_there_are_figures_and_a_remark(tmp_path: Path) -> None:
    document = _page(tmp_path, _plan("nha: 10 nhà"))
    assert document.subject == ("Số liệu giao ban công tác Mặt trận quý II năm 2020",)
    assert outline(document)[:2] == [
        "Chưa có kết luận hội nghị giao ban quý II năm 2020; dưới đây chỉ có số liệu.",
        "# SỐ LIỆU",
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
        ("1", "Quỹ “Vì người nghèo”", "đồng", "2.000.000.000", "–", "1.000.000.000", "50,00%", "0/4"),
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
    lines = section(page, "# III. SỐ LIỆU")
    assert 5 <= len(units.rows) < 30
    assert f"Còn {30 - len(units.rows):02} đơn vị có số liệu trong phụ lục." in lines
    assert lines[-1].startswith(
        "Chưa có số liệu quý II của 31 đơn vị: Ủy ban MTTQ Việt Nam tỉnh Quảng Trị, huyện Thứ 1, huyện Thứ 3,"
    )
    assert lines[-1].endswith(" và 19 đơn vị khác, nêu trong phụ lục.")
    assert long in section(page, "# I. KẾT LUẬN CỦA HỘI NGHỊ")[0]


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
@pytest.mark.parametrize(
    ("units", "words", "count", "size"),
    [(0, 1, 1, 14), (0, 6, 1, 13), (0, 12, 2, 14), (4, 1, 1, 13), (60, 1, 2, 14), (60, 12, 2, 13)],
)
def test_what_one_page_does_not_hold_has_two(
    office: Office, tmp_path: Path, units: int, words: int, count: int, size: int
) -> None:
    sentence = "tập trung hoàn thành các chỉ tiêu được giao trong năm ở từng địa bàn dân cư "
    points = (
        "[" + ", ".join(f"Điểm {n}: ".replace(":", "") + (sentence * 2).strip() for n in range(words)) + "]"
    )
    briefing = CONCLUSIONS.replace('[Kết luận một, "- Kết luận hai"]', points)
    documents = _plan("quy: 2 tỷ đồng, nha: 10 nhà") | {BRIEFING: briefing} | (_many(units) if units else {})
    file = tmp_path / "giao-ban.docx"
    file.write_bytes(docx.render(_page(tmp_path, documents), None))
    pages = office.pages(office.convert(file, "pdf"))
    assert len(pages) == count
    # The last page never has the signature alone.
    assert "Trên đây là" in pages[-1]
    sizes = _sizes(file.read_bytes())
    assert sizes["MTTQ Đoạn"] == sizes["Heading 1"] == size


def _sizes(document: bytes) -> dict[str, float]:
    """Return the sizes of the letters of a document's text."""
    styles = Document(BytesIO(document)).styles
    wanted = [style for style in styles if style.name in {"MTTQ Đoạn", "Heading 1", "MTTQ Ô"}]
    assert len(wanted) == 3
    return {style.name: style.font.size.pt for style in wanted}


@pytest.mark.parametrize("words", [1, 40])
def test_no_text_is_below_13_points(tmp_path: Path, words: int) -> None:
    """What was set smaller until it fitted on a page had 9 points, and with 40 conclusions 8."""
    points = ", ".join(f"Các đơn vị tập trung hoàn thành chỉ tiêu thứ {n}" for n in range(words))
    text = CONCLUSIONS.replace('[Kết luận một, "- Kết luận hai"]', f"[{points}]")
    page = _page(tmp_path, {BRIEFING: text} | _plan("nha: 10 nhà") | _figures(quy_2="nha: 2 nhà"))
    sizes = _sizes(docx.render(page, None))
    assert min(sizes["MTTQ Đoạn"], sizes["Heading 1"]) >= 13
    assert sizes["MTTQ Ô"] == 12  # as in the tables of every document


def test_conclusions_typed_with_numbers_have_no_dash(tmp_path: Path) -> None:
    text = CONCLUSIONS.replace('"- Kết luận hai"', '"1. Kết luận hai;", "a) Kết luận ba"')
    assert section(_page(tmp_path, {BRIEFING: text}), "# I. KẾT LUẬN CỦA HỘI NGHỊ") == [
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
