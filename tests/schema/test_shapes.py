"""Validation: what it reports for each value that does not fit its shape, and where."""

from __future__ import annotations

from datetime import date

import pytest

from mttq.schema import (
    Amount,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Name,
    Record,
    Shape,
    Table,
    Text,
    Whole,
    as_day,
    as_flag,
    as_mapping,
    as_names,
    as_text,
    as_whole,
    as_word,
    parse_day,
    validate,
)
from mttq.source import Mapping, Node, read_bytes
from mttq.spelling import suggestion

PERSON = Record(
    "người",
    (
        Field("ten", Name(), "tên", required=True),
        Field("ngay", Day(), "ngày sinh"),
        Field("so", Amount(), "số"),
        Field("ghi_chu", Text(), "ghi chú"),
    ),
)


def node_of(text: str) -> Node:
    root = read_bytes(text.encode(), "a.yaml").root
    assert root is not None
    return root


def said(text: str, shape: Shape) -> list[str]:
    """What validation reports for the value of the key `a`: `line:column code message | help`."""
    record = Record("tệp thử", (Field("a", shape, "thứ được thử"),))
    return [
        f"{one.span.line}:{one.span.column} {one.code.id} {one.message} | {one.help}"
        for one in validate(node_of(text), record, "a.yaml")
    ]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a: một câu", Text()),
        ("a: [một câu, hai câu]", Text()),
        ("a: |\n  một\n  hai", Text()),
        ("a: 'Căn cứ # 5: x'", Text()),
        ("a: một câu  # ghi chú", Text()),
        ("a: số#1", Text()),
        ("a: 5 nhà # ghi chú", Amount()),
        ("a: ''", Amount()),
        ("a: |\n  5 nhà", Amount()),
        ("a: 2020-02-29", Day()),
        ("a: 29/2/2020", Day()),
        ("a: ' 1/12/2020 '", Day()),
        ("a: true", Flag()),
        ("a: 0", Whole()),
        ("a: -11", Whole(negative=True)),
        ("a: 1", Whole(positive=True)),
        ("a: tang", Choice(("tang", "giam"))),
        ("a: bất kỳ", Identifier("một mã")),
        ("a: b-1", Identifier("một mã", KeyKind.ID)),
        ("a: {x: 1, y-2: 2}", Table(KeyKind.ID, Amount())),
        ("a: {x/y/z: 1}", Table(KeyKind.PATH, Amount())),
        ("a: {1: 1, 12: 2}", Table(KeyKind.PROGRAMME, Amount())),
        ("a: {2019-2024: 1}", Table(KeyKind.TERM, Amount())),
        ("a: {xây mới: 1}", Table(KeyKind.FREE, Amount())),
        ("a: {}", Table(KeyKind.ID, Amount(), empty=True)),
        ("a: {}", Record("bản ghi", (Field("b", Name(), "b", required=True),), empty=True)),
        ("a: [{ten: x}]", ListOf(PERSON)),
        ("a: x", Either(scalar=Name(), mapping=PERSON)),
        ("a: {ten: x}", Either(scalar=Name(), mapping=lambda: PERSON)),
    ],
)
def test_a_value_that_fits_is_not_reported(text: str, shape: Shape) -> None:
    assert said(text, shape) == []


NO_VALUE = "1:1 MT104 khóa “a” không có giá trị | viết giá trị sau dấu hai chấm, hoặc bỏ dòng này nếu chưa có"
DAY_HELP = "sửa lại ngày hoặc tháng"
KEYS_HELP = "viết mỗi khóa một dòng, thụt vào 2 dấu cách; các khóa dùng được ở đây: ten, ngay, so, ghi_chu"
WHOLE_HELP = "bằng chữ số, không có số 0 ở đầu và không có dấu chấm"
ID_HELP = "dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “quang-tri”"
HASH = (
    "từ dấu # trở đi bị YAML bỏ qua như một chú thích | đặt cả câu trong dấu nháy đơn '…'; "
    "nếu đúng là chú thích thì đặt ở dòng riêng, hoặc để hai dấu cách trước dấu #"
)
GROUP = "một nhóm khóa, mỗi khóa một dòng"


@pytest.mark.parametrize(
    ("text", "shape", "expected"),
    [
        ("a:", Text(), NO_VALUE),
        ("a: ~", Amount(), NO_VALUE),
        ("a: null", Day(), NO_VALUE),
        ("a: Null", Table(KeyKind.ID, Amount()), NO_VALUE),
        ("a:", Either(scalar=Name(), mapping=PERSON), NO_VALUE),
        (
            "a:",
            Table(KeyKind.ID, Amount(), empty=True),
            "1:1 MT104 khóa “a” không có giá trị | nếu không có nội dung thì viết “a: {}”",
        ),
        (
            "a: ''",
            Name(),
            "1:4 MT104 giá trị chỉ có dấu nháy, không có chữ | viết nội dung, hoặc bỏ dòng này",
        ),
        ("a: |\n", Text(), "1:4 MT104 giá trị để trống, không có chữ | viết nội dung, hoặc bỏ dòng này"),
        ("a: []", Text(), "1:1 MT104 danh sách này trống | viết ít nhất một mục, hoặc bỏ dòng này"),
        (
            "a: {}",
            Table(KeyKind.ID, Amount()),
            "1:1 MT104 nhóm khóa này trống | viết ít nhất một khóa, hoặc bỏ dòng này",
        ),
        ("a:\n  -", ListOf(Name()), "2:4 MT104 mục này trống | viết nội dung, hoặc bỏ dòng này"),
        (
            "a: [x]",
            Name(),
            "1:1 MT105 “a” phải là một dòng chữ, không phải một danh sách | None",
        ),
        (
            "a: x",
            ListOf(Name()),
            "1:4 MT105 “a” phải là một danh sách, mỗi dòng bắt đầu bằng “- ”, không phải một dòng chữ | "
            "xuống dòng, viết mỗi mục một dòng bắt đầu bằng “- ”",
        ),
        ("a: x", PERSON, f"1:4 MT105 “a” phải là {GROUP}, không phải một dòng chữ | {KEYS_HELP}"),
        (
            "a: [x]",
            Table(KeyKind.ID, Amount()),
            f"1:1 MT105 “a” phải là {GROUP}, không phải một danh sách | "
            "bỏ dấu gạch đầu dòng: mỗi khóa một dòng dạng “khóa: giá trị”",
        ),
        (
            "a: [x]",
            Identifier("một mã đơn vị"),
            "1:1 MT105 “a” phải là một mã đơn vị, không phải một danh sách | None",
        ),
        (
            "a:\n  b: 1\n  c: 2",
            Text(),
            "1:1 MT105 “a” phải là một câu hoặc danh sách các đoạn, không phải một nhóm khóa | "
            "nếu là câu có dấu hai chấm thì đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            "a:\n  - Kết quả: tốt",
            Text(),
            "2:5 MT105 mục này phải là một dòng chữ, không phải một nhóm khóa | "
            "nếu là câu có dấu hai chấm thì đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            "a:\n  - - x",
            Text(),
            "2:5 MT105 mục này phải là một dòng chữ, không phải một danh sách | "
            "nếu câu bắt đầu bằng dấu gạch thì đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            "a:\n  - Kết quả: tốt",
            ListOf(Either(scalar=Name(), mapping=PERSON)),
            "2:5 MT105 mục này phải là một dòng chữ, không phải một nhóm khóa | "
            "nếu là câu có dấu hai chấm thì đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            "a: [4 tỷ]",
            Either(scalar=Amount(), mapping=PERSON),
            "1:1 MT105 “a” phải là một số liệu, không phải một danh sách | "
            "chỉ viết một số, không dùng ngoặc vuông hay dấu gạch đầu dòng",
        ),
        (
            "a: 30/02/2020",
            Day(),
            f"1:4 MT107 “30/02/2020” không phải một ngày có thật: tháng 2/2020 có 29 ngày | {DAY_HELP}",
        ),
        (
            "a: 31/4/2026",
            Day(),
            f"1:4 MT107 “31/4/2026” không phải một ngày có thật: tháng 4 có 30 ngày | {DAY_HELP}",
        ),
        (
            "a: 12/31/2020",
            Day(),
            "1:4 MT107 “12/31/2020” không phải một ngày có thật: không có tháng 31 | "
            "viết ngày trước, tháng sau: 31/12/2020",
        ),
        ("a: 15-01-2020", Day(), "1:4 MT107 “15-01-2020” không đúng dạng ngày | viết 15/01/2020"),
        ("a: 15.01.2020", Day(), "1:4 MT107 “15.01.2020” không đúng dạng ngày | viết 15/01/2020"),
        ("a: 15/01/20", Day(), "1:4 MT107 “15/01/20” không đúng dạng ngày | viết 15/01/2020"),
        ("a: 3/7/26", Day(), "1:4 MT107 “3/7/26” không đúng dạng ngày | viết 03/07/2026"),
        ("a: 20200115", Day(), "1:4 MT107 “20200115” không đúng dạng ngày | viết 2020-01-15"),
        ("a: 2020/01/15", Day(), "1:4 MT107 “2020/01/15” không đúng dạng ngày | viết 2020-01-15"),
        (
            "a: ngày 3 tháng 7 năm 2026",
            Day(),
            "1:4 MT107 “ngày 3 tháng 7 năm 2026” không đúng dạng ngày | viết 03/07/2026",
        ),
        (
            "a: hôm qua",
            Day(),
            "1:4 MT107 “hôm qua” không đúng dạng ngày | viết dạng 2020-01-15 hoặc 15/01/2020",
        ),
        (
            "a: 0000-00-00",
            Day(),
            f"1:4 MT107 “0000-00-00” không phải một ngày có thật: không có tháng 0 | {DAY_HELP}",
        ),
        (
            "a: 0000-12-32",
            Day(),
            f"1:4 MT107 “0000-12-32” không phải một ngày có thật: tháng 12 có 31 ngày | {DAY_HELP}",
        ),
        ("a: yes", Flag(), "1:4 MT106 “yes” không phải true hay false | viết true, bằng chữ thường"),
        ("a: True", Flag(), "1:4 MT106 “True” không phải true hay false | viết true, bằng chữ thường"),
        (
            "a: -1",
            Whole(),
            f"1:4 MT111 “-1” không phải một số nguyên dùng được ở đây | viết một số từ 0 trở lên {WHOLE_HELP}",
        ),
        (
            "a: 0",
            Whole(positive=True),
            f"1:4 MT111 “0” không phải một số nguyên dùng được ở đây | viết một số từ 1 trở lên {WHOLE_HELP}",
        ),
        (
            "a: 05",
            Whole(),
            f"1:4 MT111 “05” không phải một số nguyên dùng được ở đây | viết một số từ 0 trở lên {WHOLE_HELP}",
        ),
        (
            "a: 5,5",
            Whole(negative=True),
            "1:4 MT111 “5,5” không phải một số nguyên dùng được ở đây | "
            "viết bằng chữ số, ví dụ 5 hoặc -11, không có số 0 ở đầu và không có dấu chấm",
        ),
        (
            "a: tăng",
            Choice(("tang", "giam")),
            "1:4 MT106 “tăng” không phải giá trị dùng được ở đây | có phải là “tang”? chọn một trong: “tang”, “giam”",
        ),
        (
            "a: {X: 1}",
            Table(KeyKind.ID, Amount(), key_title="mã chỉ tiêu"),
            f"1:5 MT110 mã chỉ tiêu “X” không đúng dạng | {ID_HELP}",
        ),
        ("a: {x--y: 1}", Table(KeyKind.ID, Amount()), f"1:5 MT110 khóa “x--y” không đúng dạng | {ID_HELP}"),
        (
            "a: {x/: 1}",
            Table(KeyKind.PATH, Amount()),
            "1:5 MT110 khóa “x/” không đúng dạng | dùng mã đầy đủ của đơn vị, ví dụ “quang-tri/huong-hoa”",
        ),
        (
            "a: {0: 1}",
            Table(KeyKind.PROGRAMME, Amount()),
            "1:5 MT110 khóa “0” không đúng dạng | dùng số thứ tự của chương trình, ví dụ “2”",
        ),
        (
            "a: {'': 1}",
            Table(KeyKind.FREE, Amount()),
            "1:5 MT110 khóa “” không đúng dạng | viết tên trên một dòng",
        ),
        (
            "a: Tổng kết",
            Identifier("một mã", KeyKind.ID),
            f"1:4 MT110 “Tổng kết” không đúng dạng của mã | {ID_HELP}",
        ),
        ("a: Phong trào # 1", Text(), f"1:15 MT004 {HASH}"),
        ("a:\n  - Phong trào #1 của tỉnh", ListOf(Name()), f"2:16 MT004 {HASH}"),
        (
            "a: >5\n",
            Amount(),
            "1:4 MT004 dấu > ở đầu giá trị bị YAML hiểu là khối văn bản | "
            "viết bằng chữ “trên 19 tỷ đồng”, hoặc đặt trong dấu nháy '> 19 tỷ đồng'",
        ),
        (
            "a: >\n  19 tỷ\n",
            Amount(),
            "1:4 MT004 dấu > ở đầu giá trị bị YAML hiểu là khối văn bản | "
            "viết bằng chữ “trên 19 tỷ”, hoặc đặt trong dấu nháy '> 19 tỷ'",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_reported_once(text: str, shape: Shape, expected: str) -> None:
    assert said(text, shape) == [expected]


def test_records_report_unknown_missing_and_repeated_keys() -> None:
    assert said("a:\n  ngay: 2020-01-15\n  ghichu: x\n  ngay: 2020-01-16\n  mau: đỏ\n", PERSON) == [
        "4:3 MT102 khóa “ngay” đã có ở dòng 2 | giữ lại một dòng, gộp nội dung của hai dòng nếu cần",
        "3:3 MT101 khóa lạ “ghichu” trong người | có phải là “ghi_chu”?",
        "5:3 MT101 khóa lạ “mau” trong người | các khóa dùng được ở đây: ten, ngay, so, ghi_chu",
        "1:1 MT103 thiếu khóa “ten” (tên) trong người | thêm dòng “ten: …”",
    ]


def test_a_mistyped_key_is_not_reported_as_missing_too() -> None:
    assert said("a:\n  tên: x\n", PERSON) == ["2:3 MT101 khóa lạ “tên” trong người | có phải là “ten”?"]


def test_a_no_break_space_in_a_key_is_named() -> None:
    remedy = "xóa dấu cách không ngắt (U+00A0) trong khóa và gõ lại bằng phím cách"
    assert said("a:\n  ten: x\n  so\u00a0: 1\n", PERSON) == [
        f"3:3 MT101 khóa lạ “so\u00a0” trong người | {remedy}"
    ]
    assert said("a:\n  b\u00a0: 1\n", Table(KeyKind.ID, Amount())) == [
        f"2:3 MT110 khóa “b\u00a0” không đúng dạng | {remedy}"
    ]


def test_keys_that_differ_only_in_unicode_form_are_the_same() -> None:
    assert said("a: {xây: 1, xa\u0302y: 2}", Table(KeyKind.FREE, Amount())) == [
        "1:13 MT102 khóa “xa\u0302y” đã có ở dòng 1 | giữ lại một dòng, gộp nội dung của hai dòng nếu cần"
    ]


def test_the_root_is_called_the_content_of_the_file() -> None:
    (fault,) = validate(node_of("- x\n- y\n"), PERSON, "a.yaml")
    assert (fault.message, fault.span.line, fault.span.column) == (
        f"nội dung tệp phải là {GROUP}, không phải một danh sách",
        1,
        1,
    )


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("nhaa", ["nha", "quy"], "nha"),
        ("quý 4", ["quy-3", "quy-4"], "quy-4"),
        ("Quảng_Trị", ["quang-tri", "quang-nam"], "quang-tri"),
        ("thang-2", ["thang-02", "thang-12"], "thang-02"),
        ("quy-5", ["quy-4"], None),
        ("2019-2025", ["2019-2024"], None),
        ("quang-binh", ["quang-tri"], None),
        ("quang-tri/hai-lang", ["quang-tri/huong-hoa"], None),
        ("x", [], None),
        ("", ["a"], None),
        ("b", ["a"], None),
    ],
)
def test_only_near_words_are_suggested(word: str, known: list[str], meant: str | None) -> None:
    assert suggestion(word, known) == (f"có phải là “{meant}”?" if meant else None)


def test_values_become_python_values() -> None:
    root = node_of(
        "chu: ' a '\ntrong: ''\nkhong: ~\nco: true\nso: -3\nngay: 1/2/2020\ndoan: |\n  một\n\n   hai\n"
        "cac: [a, '', [b], c]\n"
    )
    assert isinstance(root, Mapping)
    assert [as_word(root.get(key)) for key in ("chu", "trong", "khong", "cac", "mat")] == [
        "a",
        None,
        None,
        None,
        None,
    ]
    assert (as_flag(root.get("co")), as_flag(root.get("chu"))) == (True, None)
    assert (as_whole(root.get("so")), as_whole(root.get("chu"))) == (-3, None)
    assert as_day(root.get("ngay")) == date(2020, 2, 1)
    assert as_text(root.get("doan")) == ("một", "hai")
    assert as_text(root.get("cac")) == ("a", "c")
    assert as_names(root.get("cac")) == ("a", "c")
    assert as_names(root.get("chu")) == ()
    assert as_mapping(root.get("chu")).entries == ()
    assert as_mapping(None).entries == ()


@pytest.mark.parametrize(
    "word", ["", "2020-1-15", "15/01/20", "00/01/2020", "2021-02-29", "0000-01-01", "２０２０-01-01"]
)
def test_a_text_that_is_no_day(word: str) -> None:
    assert parse_day(word) is None


def test_a_long_text_is_shortened_and_shown_on_one_line() -> None:
    (line,) = said(f"a: |\n  x\n  {'y' * 5000}\n", Choice(("tang",)))
    assert line.startswith("1:4 MT106 “x yyy")
    assert len(line) < 250
    assert "\n" not in line
