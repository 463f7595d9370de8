"""Fixed phrases of an issued document."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from mttq.levels import Level
from mttq.profile import default
from mttq.quantity import Role, UnitOfMeasure, read
from mttq.report.model import Item, Paragraph
from mttq.report.wording import (
    bare_line,
    bare_title,
    basis_line,
    body_name,
    closed,
    day_in_full,
    document_number,
    ended,
    entries,
    in_one,
    items,
    lower,
    paragraphs,
    place_of,
    quantity_text,
    roman,
    running_text,
    short_day,
    unended,
    with_semicolons,
)
from mttq.spelling import capitalised

NUMBERS = default().numbers
SIGNS = {"loai": "BC", "co_quan": "MTTQ", "ban_thuong_truc": "BTT"}


@pytest.mark.parametrize(
    ("day", "full", "short"),
    [
        (date(2026, 8, 4), "ngày 04 tháng 8 năm 2026", "04/8/2026"),
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", "05/02/2026"),
        (date(2020, 1, 15), "ngày 15 tháng 01 năm 2020", "15/01/2020"),
        (date(2019, 10, 25), "ngày 25 tháng 10 năm 2019", "25/10/2019"),
        (date(2020, 3, 1), "ngày 01 tháng 3 năm 2020", "01/3/2020"),
    ],
)
def test_days_have_a_zero_below_ten_and_months_only_in_january_and_february(
    day: date, full: str, short: str
) -> None:
    assert day_in_full(day, NUMBERS) == full
    assert short_day(day) == short


def test_an_unknown_day_leaves_room_to_write_it() -> None:
    assert day_in_full(None, NUMBERS) == "ngày … tháng … năm …"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("01/CTr-MTTQ-BTT", "Số: 01/CTr-MTTQ-BTT"),
        ("1/CTr-MTTQ-BTT", "Số: 01/CTr-MTTQ-BTT"),
        ("12/BC-MTTQ", "Số: 12/BC-MTTQ"),
        ("249/MTTQ-BTT", "Số: 249/MTTQ-BTT"),
        ("7-HD/VPTW", "Số: 07-HD/VPTW"),
        ("Số: 5/BC-MTTQ", "Số: 05/BC-MTTQ"),
        ("số 15/KH-MTTQ", "Số: 15/KH-MTTQ"),
        ("", "Số:        /BC-MTTQ-BTT"),
    ],
)
def test_the_number_of_a_document(number: str, line: str) -> None:
    assert document_number(number, SIGNS, NUMBERS) == line


@pytest.mark.parametrize(
    ("kind", "body", "committee", "line"),
    [
        ("BC", "MTTQ", "", "Số:        /BC-MTTQ"),
        ("BC", "", "", "Số:        /BC"),
        ("", "MTTQ", "BTT", "Số:        /MTTQ-BTT"),
        ("", "", "", "Số:        /"),
    ],
)
def test_a_sign_that_is_missing_leaves_no_mark(kind: str, body: str, committee: str, line: str) -> None:
    signs = {"loai": kind, "co_quan": body, "ban_thuong_truc": committee}
    assert document_number("", signs, NUMBERS) == line


def test_the_signs_of_a_number_are_in_the_order_of_the_profile() -> None:
    """The Party's form: `Số 07-HD/VPTW`."""
    numbers = replace(NUMBERS, number="Số {so}", sign="{so}-{loai}/{co_quan}", room=3)
    assert document_number("", SIGNS, numbers) == "Số    -BC/MTTQ"
    assert document_number("7-HD/VPTW", SIGNS, numbers) == "Số 07-HD/VPTW"
    assert document_number("7-HD/VPTW", SIGNS, replace(numbers, zero_below=0)) == "Số 7-HD/VPTW"


@pytest.mark.parametrize(
    ("name", "level", "place"),
    [
        ("tỉnh Quảng Trị", Level.PROVINCE, "Quảng Trị"),
        ("thành phố Đà Nẵng", Level.PROVINCE, "Đà Nẵng"),
        ("thành phố Hồ Chí Minh", Level.PROVINCE, "Thành phố Hồ Chí Minh"),
        ("thị xã Quảng Trị", Level.DISTRICT, "Quảng Trị"),
        ("quận 1", Level.DISTRICT, "Quận 1"),
        ("phường 12", Level.COMMUNE, "Phường 12"),
        ("Phường Mỹ Thới", Level.COMMUNE, "Mỹ Thới"),
        ("đặc khu Cồn Cỏ", Level.COMMUNE, "Cồn Cỏ"),
        ("xã Tân Thành", Level.COMMUNE, "Tân Thành"),
        ("Trung ương", Level.CENTRE, "Hà Nội"),
    ],
)
def test_the_place_a_document_is_dated_from(name: str, level: Level, place: str) -> None:
    assert place_of(name, level) == place


@pytest.mark.parametrize(
    ("name", "level", "body"),
    [
        ("tỉnh Quảng Trị", Level.PROVINCE, "Ủy ban MTTQ Việt Nam tỉnh Quảng Trị"),
        ("xã Tân Long", Level.COMMUNE, "Ủy ban MTTQ Việt Nam xã Tân Long"),
        ("Trung ương", Level.CENTRE, "Ủy ban Trung ương MTTQ Việt Nam"),
        ("thôn Long An", Level.RESIDENTIAL_AREA, "Ban Công tác Mặt trận thôn Long An"),
        ("Hội Nông dân tỉnh", Level.MEMBER, "Hội Nông dân tỉnh"),
    ],
)
def test_the_body_in_a_sentence(name: str, level: Level, body: str) -> None:
    assert body_name(name, level) == body


def test_roman_numbers_of_sections() -> None:
    assert [roman(number) for number in (1, 4, 5, 9, 14, 39)] == ["I", "IV", "V", "IX", "XIV", "XXXIX"]
    assert [roman(number) for number in (40, 49, 65, 90, 399)] == ["XL", "XLIX", "LXV", "XC", "CCCXCIX"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Xong", "Xong."),
        ("Xong.", "Xong."),
        ("Xong!", "Xong!"),
        ("gồm:", "gồm:"),
        ("Quỹ “Vì người nghèo”", "Quỹ “Vì người nghèo”."),
        ("Bác dạy: “Đoàn kết, đoàn kết, đại đoàn kết.”", "Bác dạy: “Đoàn kết, đoàn kết, đại đoàn kết.”"),
        ("(theo kế hoạch)", "(theo kế hoạch)."),
    ],
)
def test_sentences_end_once(text: str, result: str) -> None:
    assert ended(text) == result


@pytest.mark.parametrize(
    "text", ["giàu đẹp", "giàu đẹp.", "giàu đẹp./.", "giàu đẹp./", "giàu đẹp ./.", "giàu đẹp;"]
)
def test_the_last_words_end_with_the_closing_sign_once(text: str) -> None:
    assert closed(text, "./.") == "giàu đẹp./."


def test_words_that_end_within_the_document_lose_its_closing_sign() -> None:
    assert unended("Tổ chức thực hiện tốt./.") == "Tổ chức thực hiện tốt."
    assert unended("120 triệu đồng/ha/năm") == "120 triệu đồng/ha/năm"


def test_lines_of_a_list_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    assert with_semicolons(["một", "hai;", "ba."]) == ("một;", "hai;", "ba.")
    assert with_semicolons(["một,"]) == ("một.",)
    assert with_semicolons([]) == ()
    assert items(["một.", "hai;"]) == [Item("một;"), Item("hai.")]


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("- Như trên;", "Như trên"),
        ("– Lưu: VT.", "Lưu: VT"),
        ("Văn phòng – Tổng hợp", "Văn phòng – Tổng hợp"),
        ("xã hội - nghề nghiệp", "xã hội - nghề nghiệp"),
        ("-Đảng ủy", "Đảng ủy"),
    ],
)
def test_a_line_without_its_dash_and_ending(line: str, bare: str) -> None:
    assert bare_line(line) == bare


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Căn cứ Luật MTTQ Việt Nam;", "Căn cứ Luật MTTQ Việt Nam"),
        ("Luật MTTQ Việt Nam", "Căn cứ Luật MTTQ Việt Nam"),
        ("căn cứ Luật MTTQ Việt Nam", "Căn cứ Luật MTTQ Việt Nam"),
        ("Thực hiện Công văn số 12/MTTQ-BTT", "Thực hiện Công văn số 12/MTTQ-BTT"),
        ("Theo đề nghị của Văn phòng,", "Theo đề nghị của Văn phòng"),
        ("Nghị quyết về theo dõi thi đua", "Căn cứ Nghị quyết về theo dõi thi đua"),
    ],
)
def test_a_basis_begins_with_its_word_once(typed: str, printed: str) -> None:
    assert basis_line(typed) == printed


def test_first_letters() -> None:
    assert capitalised("ủy ban") == "Ủy ban"
    assert lower("Chương trình") == "chương trình"
    assert lower("MTTQ các cấp") == "MTTQ các cấp"
    assert capitalised("") == lower("") == ""


def test_paragraphs_typed_with_a_dash_are_entries_of_a_list() -> None:
    assert paragraphs(["Gồm hai việc:", "- việc một;", "– việc hai", "Xong./."]) == [
        Paragraph("Gồm hai việc:"),
        Item("việc một;"),
        Item("việc hai."),
        Paragraph("Xong."),
    ]


_MEASURES = {
    "nhà": UnitOfMeasure("nhà", whole=True),
    "đồng": UnitOfMeasure("đồng"),
    "%": UnitOfMeasure("%"),
    "suất": UnitOfMeasure("suất", whole=True),
}


@pytest.mark.parametrize(
    ("typed", "unit", "sentence", "cell"),
    [
        ("2 nhà", "nhà", "02 nhà", "2"),
        ("02 nhà", "nhà", "02 nhà", "2"),
        ("10 nhà", "nhà", "10 nhà", "10"),
        ("ít nhất 5 nhà", "nhà", "ít nhất 05 nhà", "ít nhất 5"),
        ("5 - 9 nhà", "nhà", "05 – 09 nhà", "5 – 9"),
        ("15 - 20 nhà", "nhà", "15 – 20 nhà", "15 – 20"),
        ("từ 5 đến 20 nhà", "nhà", "từ 05 đến 20 nhà", "từ 5 đến 20"),
        (">= 350 nhà", "nhà", "ít nhất 350 nhà", "ít nhất 350"),
        ("≥ 350", "nhà", "ít nhất 350 nhà", "ít nhất 350"),
        ("> 3 nhà", "nhà", "trên 03 nhà", "trên 3"),
        ("< 3 nhà", "nhà", "dưới 03 nhà", "dưới 3"),
        ("<= 12 nhà", "nhà", "không quá 12 nhà", "không quá 12"),
        ("≤ 12 nhà", "nhà", "không quá 12 nhà", "không quá 12"),
        ("= 12 nhà", "nhà", "12 nhà", "12"),
        ("phấn đấu đạt trên 19 tỷ đồng", "đồng", "phấn đấu đạt trên 19 tỷ đồng", "phấn đấu đạt trên 19 tỷ"),
        ("19,5 tỷ đồng", "đồng", "19,5 tỷ đồng", "19,5 tỷ"),
        ("1.804.000.000 đồng", "đồng", "1.804.000.000 đồng", "1.804.000.000"),
        ("1 tỷ đồng", "đồng", "1 tỷ đồng", "1 tỷ"),
        ("ít nhất 12 nghìn suất", "suất", "ít nhất 12 nghìn suất", "ít nhất 12 nghìn"),
        ("0 nhà", "nhà", "0 nhà", "0"),
        ("5%", "%", "5%", "5%"),
    ],
)
def test_targets_in_a_sentence_and_in_a_cell(typed: str, unit: str, sentence: str, cell: str) -> None:
    quantity = read(typed, role=Role.TARGET, measure=_MEASURES[unit], bare=False, term=False).quantity
    assert quantity is not None
    assert running_text(quantity, unit) == sentence
    assert quantity_text(quantity, "%" if quantity.percent else "") == cell


@pytest.mark.parametrize(
    ("typed", "line"),
    [("7", "Số: 07/BC-MTTQ-BTT"), ("Số 12", "Số: 12/BC-MTTQ-BTT"), ("003", "Số: 03/BC-MTTQ-BTT")],
)
def test_a_number_typed_alone_gets_its_zero_and_its_signs(typed: str, line: str) -> None:
    assert document_number(typed, SIGNS, NUMBERS) == line


@pytest.mark.parametrize(
    "typed",
    [
        "Trên cơ sở ý kiến của Tỉnh ủy",
        "Được sự đồng ý của Tỉnh ủy",
        "Nhằm triển khai Nghị quyết",
        "Triển khai Kế hoạch số 5",
    ],
)
def test_a_basis_that_is_a_clause_of_its_own_stays_as_typed(typed: str) -> None:
    assert basis_line(typed) == typed
    assert basis_line(typed[:1].lower() + typed[1:]) == typed


def test_lines_of_a_list_typed_without_endings_get_them_and_no_paragraph_ends_in_a_semicolon() -> None:
    assert paragraphs(("1. Đẩy mạnh:", "- Một", "- Hai.", "- Ba;", "Tốt;")) == [
        Paragraph("1. Đẩy mạnh:"),
        Item("Một;"),
        Item("Hai."),
        Item("Ba."),
        Paragraph("Tốt."),
    ]


def test_paragraphs_joined_to_one_text() -> None:
    assert (
        in_one(("Gặp mặt người có uy tín", "Biểu dương điển hình"))
        == "Gặp mặt người có uy tín. Biểu dương điển hình"
    )
    assert in_one(()) == ""


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("1. Công tác tuyên truyền:", "Công tác tuyên truyền"),
        ("2.1. Nông dân", "Nông dân"),
        ("II. Kết quả.", "Kết quả"),
        ("a) Quỹ", "Quỹ"),
        ("3 cuộc vận động", "3 cuộc vận động"),
        ("Covid-19", "Covid-19"),
    ],
)
def test_a_title_loses_its_typed_number(typed: str, bare: str) -> None:
    assert bare_title(typed) == bare


def test_words_all_in_capitals_in_a_sentence() -> None:
    assert lower("KẾ HOẠCH") == "kế hoạch"
    assert lower("MTTQ các cấp") == "MTTQ các cấp"


def test_a_text_that_announces_a_list_ends_with_a_colon() -> None:
    assert ended("báo cáo kết quả như sau") == "báo cáo kết quả như sau:"
    assert ended("báo cáo kết quả như sau.") == "báo cáo kết quả như sau."


def test_entries_end_alike() -> None:
    assert entries(["Thăm hộ nghèo.", "Tặng quà;", "Gồm:", "Tổng kết"]) == [
        Item("Thăm hộ nghèo;"),
        Item("Tặng quà;"),
        Item("Gồm:"),
        Item("Tổng kết."),
    ]
    assert entries(["Thăm: hoàn thành", "Tặng quà: đang thực hiện. Còn 20 suất"]) == [
        Item("Thăm: hoàn thành."),
        Item("Tặng quà: đang thực hiện. Còn 20 suất."),
    ]
