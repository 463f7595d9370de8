from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from msgspec.structs import replace
from render_reading import parts
from render_sample import FIGURES, PLAN, REPORT, figures, of

from mttq.profile.letters import text_width
from mttq.render.formats import FORMATS
from mttq.render.office import Element
from mttq.render.word import docx
from mttq.render.word.styles import RULE
from mttq.report.model import Align, Block, Column, Heading, Item, Paragraph, Report, TableBlock
from mttq.report.tables import is_wide


def _body(report: Report) -> Element:
    return Document(BytesIO(docx.render(report, None))).element.body


def _tables(report: Report) -> list[Element]:
    """Return the tables of figures, without the heading in two columns and the closing."""
    found: list[Element] = _body(report).findall(qn("w:tbl"))
    return found[1:-1]


def _style_xml(name: str) -> Element:
    styles = etree.fromstring(parts(docx.render(REPORT, None))["word/styles.xml"].encode())
    names = {style.find(qn("w:name")).get(qn("w:val")): style for style in styles.iter(qn("w:style"))}
    return names[name]


@pytest.mark.parametrize("report", [REPORT, PLAN], ids=lambda report: report.kind)
def test_no_tag_of_the_template_is_left(report: Report) -> None:
    for name, xml in parts(docx.render(report, None)).items():
        assert not re.search(r"\{\{|\{%|\}\}|%\}|None|mttq_bang", xml), name
        etree.fromstring(xml.encode())


def test_every_part_refers_to_existing_parts_only() -> None:
    inside = parts(docx.render(REPORT, None))
    assert sorted(inside) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/header1.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    targets = re.findall(r'Target="([^"]+)"', inside["word/_rels/document.xml.rels"])
    assert sorted(targets) == ["header1.xml", "settings.xml", "styles.xml"]
    styles = set(re.findall(r'w:styleId="([^"]+)"', inside["word/styles.xml"]))
    assert set(re.findall(r'<w:pStyle w:val="([^"]+)"', inside["word/document.xml"])) <= styles


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = docx.render(REPORT, None), docx.render(REPORT, None)
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
        assert {info.create_system for info in file.infolist()} == {0}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_the_page_is_that_of_the_decree() -> None:
    (section,) = Document(BytesIO(docx.render(REPORT, None))).sections
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [20, 20, 30, 20]
    assert section.page_width == pytest.approx(Mm(210), abs=635)
    assert section.page_height == pytest.approx(Mm(297), abs=635)


def test_page_numbers_start_on_page_2_in_the_centre_of_the_header() -> None:
    document = Document(BytesIO(docx.render(REPORT, None)))
    (section,) = document.sections
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous  # page 1 has no header
    assert " PAGE " in section.header._element.xml
    header = _style_xml("header")
    assert header.find(f".//{qn('w:jc')}").get(qn("w:val")) == "center"
    assert header.find(f".//{qn('w:sz')}").get(qn("w:val")) == "28"


def test_one_font_for_every_script_and_no_theme() -> None:
    inside = parts(docx.render(REPORT, None))
    fonts = re.findall(r"<w:rFonts ([^>]*)/>", "".join(inside.values()))
    assert len(fonts) == 1
    assert {*re.findall(r'w:(\w+)="Times New Roman"', fonts[0])} == {"ascii", "hAnsi", "eastAsia", "cs"}
    assert "Theme=" not in fonts[0]
    assert '<w:lang w:val="vi-VN"' in inside["word/styles.xml"]


@pytest.mark.parametrize(
    ("name", "points", "bold", "italic"),
    [
        ("MTTQ Quốc hiệu", 12, True, False),
        ("MTTQ Tiêu ngữ", 13, True, False),
        ("MTTQ Cơ quan cấp trên", 12, False, False),
        ("MTTQ Cơ quan ban hành", 12, True, False),
        ("MTTQ Số, ký hiệu", 13, False, False),
        ("MTTQ Địa danh, ngày", 13, False, True),
        ("MTTQ Tên loại", 14, True, False),
        ("MTTQ Trích yếu", 14, True, False),
        ("MTTQ Căn cứ", 14, False, True),
        ("MTTQ Đoạn", 14, False, False),
        ("heading 1", 14, True, False),
        ("heading 2", 14, True, False),
        ("heading 3", 14, True, True),
        ("MTTQ Ô", 12, False, False),
        ("MTTQ Nơi nhận", 12, True, True),
        ("MTTQ Nơi nhận, dòng", 11, False, False),
        ("MTTQ Quyền hạn, chức vụ", 14, True, False),
        ("MTTQ Họ tên", 14, True, False),
    ],
)
def test_sizes_and_faces_are_those_of_the_decree(name: str, points: int, bold: bool, italic: bool) -> None:
    style = _style_xml(name)
    assert style.find(f".//{qn('w:sz')}").get(qn("w:val")) == str(points * 2)
    assert (style.find(f".//{qn('w:b')}") is not None) is bold
    assert (style.find(f".//{qn('w:i')}") is not None) is italic


def test_running_text_is_justified_with_a_first_line_and_room_between() -> None:
    properties = _style_xml("MTTQ Đoạn").find(qn("w:pPr"))
    assert properties.find(qn("w:jc")).get(qn("w:val")) == "both"
    assert properties.find(qn("w:ind")).get(qn("w:firstLine")) == "720"  # 1,27 cm
    spacing = properties.find(qn("w:spacing"))
    assert int(spacing.get(qn("w:after"))) >= 120
    assert 240 <= int(spacing.get(qn("w:line"))) <= 360


@pytest.mark.parametrize(
    "name", ["heading 1", "heading 2", "heading 3", "MTTQ Tên bảng", "MTTQ Quyền hạn, chức vụ"]
)
def test_headings_stay_with_the_text_that_follows(name: str) -> None:
    assert _style_xml(name).find(f".//{qn('w:keepNext')}") is not None


def test_the_issuing_body_keeps_off_the_country() -> None:
    """A name as wide as its column would run into it and read as one line."""
    heading = _body(REPORT).find(qn("w:tbl"))
    for row in heading.findall(qn("w:tr")):
        left, _ = row.findall(qn("w:tc"))
        assert int(left.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}/{qn('w:right')}").get(qn("w:w"))) == 142


def test_the_header_row_repeats_and_no_row_is_split() -> None:
    (table,) = _tables(of(figures(60)))
    rows = table.findall(qn("w:tr"))
    assert len(rows) == 61
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True] + [False] * 60
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_columns_are_as_wide_as_the_report_says_over_the_whole_text() -> None:
    (table,) = _tables(of(figures(3)))
    grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
    assert len(grid) == len(FIGURES)
    assert sum(grid) == round(160 / 25.4 * 1440)
    for row in table.findall(qn("w:tr")):
        cells = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in row.findall(qn("w:tc"))]
        assert [int(cell.get(qn("w:w"))) for cell in cells] == grid
    assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"
    assert grid[1] / grid[3] == pytest.approx(56 / 26, rel=0.01)


def test_a_narrow_column_still_holds_its_longest_word() -> None:
    columns = (Column("STT", Align.CENTRE, 1), Column("Nội dung", Align.LEFT, 1000))
    (table,) = _tables(of(TableBlock("", columns, (("1", "a"),))))
    narrow = int(table.find(qn("w:tblGrid"))[0].get(qn("w:w")))
    assert narrow > text_width("STT", 12) * 20


@pytest.mark.parametrize("words", ["khu dân cư", "chưa có số liệu"])
def test_a_phrase_gets_room_for_several_words_on_a_line(words: str) -> None:
    columns = (Column("A", Align.CENTRE, 1), Column("Nội dung", Align.LEFT, 1000))
    (table,) = _tables(of(TableBlock("", columns, ((words, "a"),))))
    first = int(table.find(qn("w:tblGrid"))[0].get(qn("w:w")))
    assert first > min(text_width(words, 12), 55) * 20


def test_cells_are_set_as_their_column_says() -> None:
    (table,) = _tables(of(figures(1)))
    row = table.findall(qn("w:tr"))[1]
    set_as = [jc.get(qn("w:val")) for jc in row.iter(qn("w:jc"))]
    assert set_as == ["center", "left", "center", "right", "right", "right"]


def _wide(columns: int) -> TableBlock:
    """Return a table of figures with a column for each of this many units."""
    heads = (
        Column("Chỉ tiêu", Align.LEFT, 30),
        *(Column(f"Xã {n}", Align.RIGHT, 10) for n in range(columns)),
    )
    return TableBlock(
        "Theo đơn vị", heads, (("Vận động Quỹ “Vì người nghèo”", *("1.804.000",) * columns),) * 3
    )


def _sizes(table: Element) -> set[str]:
    """Return the sizes of letters that the cells of a table state themselves."""
    return {size.get(qn("w:val")) for size in table.iter(qn("w:sz"))}


@pytest.mark.parametrize(
    "body",
    [(_wide(9),), (Paragraph("Giữa"), _wide(9), Paragraph("Giữa")), (_wide(9), Paragraph("Giữa"), _wide(15))],
)
def test_no_page_of_the_text_lies(body: tuple[Block, ...]) -> None:
    """Reports put a table that is too wide behind the signature; any other is set in smaller letters."""
    written = _body(of(*body))
    (section,) = written.iter(qn("w:sectPr"))
    assert section.find(qn("w:pgSz")).get(qn("w:orient")) is None
    for table in written.findall(qn("w:tbl"))[1:-1]:
        assert sum(int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))) == 9071  # 160 mm
        (size,) = _sizes(table)
        assert 16 <= int(size) < 24


@pytest.mark.parametrize("font", ["Times New Roman", "Arial"])
@pytest.mark.parametrize("columns", range(1, 12))
def test_a_table_that_a_report_leaves_in_the_text_has_letters_of_at_least_eleven_points(
    columns: int, font: str
) -> None:
    page = replace(REPORT.layout.page, font=font)
    report = replace(of(_wide(columns)), layout=replace(REPORT.layout, page=page))
    (table,) = _tables(report)
    small = any(int(size) < 22 for size in _sizes(table))
    assert small == is_wide(_wide(columns), page)


@pytest.mark.parametrize("end", [_wide(9), figures(3)])
def test_a_table_at_the_end_shares_its_page_with_the_signature(end: TableBlock) -> None:
    body = _body(of(Paragraph("Giữa"), end))
    table = body.findall(qn("w:tbl"))[1]
    between = [one for one in table.itersiblings() if one.tag == qn("w:p")][:-1]
    last = list(table.findall(qn("w:tr"))[-1].iter(qn("w:p")))
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in (*last, *between))


@pytest.mark.parametrize("before", [Paragraph("Cuối"), Item("Cuối")])
def test_the_closing_words_and_the_text_before_them_share_their_page_with_the_signature(
    before: Block,
) -> None:
    body = _body(of(Paragraph("Giữa"), before))
    texts = [one for one in body.findall(qn("w:p")) if str(one.text).strip()]
    kept = [one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in texts[-3:]]
    assert kept == [False, True, True]


@pytest.mark.parametrize("rows", [0, 1, 2, 7, 8, 40])
@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_tables_of_any_shape(rows: int, count: int) -> None:
    columns = tuple(Column(f"Cột {n}", Align.LEFT, n) for n in range(count))
    (table,) = _tables(of(TableBlock("Bảng", columns, tuple(("ô",) * count for _ in range(rows)))))
    assert len(table.findall(qn("w:tr"))) == rows + 1
    assert len(table.find(qn("w:tblGrid"))) == count


def test_two_tables_never_touch() -> None:
    """Word joins two tables with nothing between them."""
    body = _body(of(figures(1, ""), figures(2, "")))
    names = [etree.QName(element).localname for element in body]
    assert all(pair != ("tbl", "tbl") for pair in pairwise(names))


@pytest.mark.parametrize("last", [Paragraph("Hết./."), Item("Hết./.")])
def test_the_signature_is_never_alone_on_a_page(last: Paragraph | Item) -> None:
    document = Document(BytesIO(docx.render(of(Heading(1, "I.", "MỤC"), last), None)))
    *_, text, gap = document.paragraphs[:-1]
    for paragraph in (text, gap):
        assert paragraph.style is not None
        assert paragraph.style.paragraph_format.keep_with_next
    assert "Hết./." in text.text


@pytest.mark.parametrize("subject", ["Công tác Mặt trận năm 2020", "Kết quả " * 6, "rất dài " * 40])
def test_the_line_under_the_subject_is_a_third_to_a_half_of_it(subject: str) -> None:
    body = _body(replace(REPORT, subject=(subject,)))
    rule = next(p for p in body.findall(qn("w:p")) if p.style == "MTTQKe")
    indent = rule.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    room = round(160 / 25.4 * 1440)
    length = room - int(indent.get(qn("w:left"))) - int(indent.get(qn("w:right")))
    text = min(text_width(subject.strip(), 14) * 20, room)
    assert 1 / 3 <= length / text <= 1 / 2
    assert _style_xml(RULE).find(f".//{qn('w:top')}").get(qn("w:val")) == "single"


def test_the_properties_name_the_document_and_hold_no_time() -> None:
    document = Document(BytesIO(docx.render(replace(REPORT, subject=("Kết quả\x07 " * 80,)), None)))
    properties = document.core_properties
    assert properties.title.startswith("BÁO CÁO Kết quả Kết quả")
    assert len(properties.title) == 255
    assert properties.title.endswith("…")
    assert properties.author == properties.last_modified_by == "BAN THƯỜNG TRỰC"
    assert properties.language == "vi-VN"
    assert properties.created is None
    assert properties.modified is None


def test_a_figure_and_its_unit_are_bound_in_texts_and_cells() -> None:
    table = TableBlock("", (Column("Quỹ", Align.LEFT, 1),), (("≈ 19,5 tỷ",),))
    xml = parts(docx.render(of(Paragraph("được 19,5 tỷ đồng"), table), None))["word/document.xml"]
    assert "được 19,5\u00a0tỷ\u00a0đồng" in xml
    assert "≈\u00a019,5\u00a0tỷ" in xml


def test_a_place_and_date_too_long_for_one_line_break_before_the_date() -> None:
    dated = "Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2026"
    for place, expected in ((dated, "Minh, ngày_05_tháng_02_năm_2026"), (dated[15:], dated[15:])):
        letterhead = replace(REPORT.letterhead, place_and_date=place)
        xml = parts(docx.render(replace(REPORT, letterhead=letterhead), None))["word/document.xml"]
        assert expected.replace("_", "\u00a0") in xml


def test_the_table_of_formats() -> None:
    assert {name: (each.suffix, each.template_suffix) for name, each in FORMATS.items()} == {
        "docx": (".docx", ".docx"),
        "md": (".md", ".md.j2"),
        "xlsx": (".xlsx", ""),
    }
    assert FORMATS["docx"].render(REPORT, None) == docx.render(REPORT, None)
    markdown = FORMATS["md"].render(REPORT, None)
    assert b"\r" not in markdown
    assert b"\xc2\xa0" not in markdown
    assert markdown.endswith(b"\n")
    assert not markdown.endswith(b"\n\n")


def test_the_last_paragraph_takes_no_room() -> None:
    """Word demands one after the table of the signature; on a full page it must not begin another page."""
    last = [child for child in _body(REPORT) if child.tag == qn("w:p")][-1]
    assert last.style == "MTTQCuoi"
    spacing = _style_xml("MTTQ Cuối").find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    said = [spacing.get(qn(f"w:{name}")) for name in ("before", "after", "line", "lineRule")]
    assert said == ["0", "0", "20", "exact"]


def test_an_addressee_that_needs_two_lines_is_indented_on_both() -> None:
    indent = _style_xml("MTTQ Kính gửi, dòng").find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert (indent.get(qn("w:left")), indent.get(qn("w:firstLine"))) == ("2835", "0")


def test_a_figure_stays_with_what_it_counts_in_word_only() -> None:
    counted = replace(REPORT, body=(Paragraph("Hỗ trợ 350 nhà, 12 suất."),), measures=frozenset({"nhà"}))
    xml = parts(docx.render(counted, None))["word/document.xml"]
    assert "350\u00a0nhà, 12 suất" in xml


def test_the_subject_breaks_between_words_and_not_before_a_year() -> None:
    told = replace(REPORT, subject=("Kết quả công tác Mặt trận tháng 02 năm 2020",))
    assert "tháng\u00a002 năm\u00a02020" in parts(docx.render(told, None))["word/document.xml"]


def test_a_percentage_fits_its_column() -> None:
    """A page once showed `109,04` with the sign on the line below."""
    assert text_width("109,04%", 12) == 45


def test_columns_leave_more_room_for_a_wider_font() -> None:
    def least(font: str) -> int:
        page = replace(REPORT.layout.page, font=font)
        layout = replace(REPORT.layout, page=page)
        columns = (Column("Số liệu", Align.RIGHT, 1), Column("Ghi chú", Align.LEFT, 9))
        table = TableBlock("Bảng", columns, (("1.804.000.000", ""),))
        (element,) = _tables(replace(REPORT, body=(table,), layout=layout))
        return int(element.find(qn("w:tblGrid"))[0].get(qn("w:w")))

    assert least("Arial") > least("Liberation Serif") == least("Times New Roman")
