"""YAML's traps: each is explained at the place to fix, and never read as something else."""

from __future__ import annotations

import pytest

from mttq.source import Mapping, Scalar, Sequence, read_bytes

PERCENT = "nếu là chú thích thì dùng dấu #; nếu là một phần của câu thì đặt cả câu trong dấu nháy đơn '…'"
QUOTE = "đặt cả giá trị trong dấu nháy"


def lines_of(text: str) -> list[str]:
    return [
        f"{one.span.line}:{one.span.column} {one.message} | {one.help}"
        for one in read_bytes(text.encode(), "a.yaml").diagnostics
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: > 19 tỷ\n",
            "1:4 dấu > ở đầu giá trị bị YAML hiểu là khối văn bản | "
            "viết bằng chữ “trên 19 tỷ”, hoặc đặt trong dấu nháy '> 19 tỷ'",
        ),
        (
            "a: >=19 tỷ đồng\n",
            "1:4 dấu >= ở đầu giá trị bị YAML hiểu là khối văn bản | "
            "viết bằng chữ “ít nhất 19 tỷ đồng”, hoặc đặt trong dấu nháy '>=19 tỷ đồng'",
        ),
        (
            "a: | x\n",
            "1:4 dấu | ở đầu giá trị bị YAML hiểu là khối văn bản | "
            "bỏ dấu |; nếu nó là một phần của câu thì đặt cả câu trong dấu nháy: '| x'",
        ),
        (
            "a: Kết quả: tốt\n",
            "1:11 dấu hai chấm trong câu bị YAML hiểu là một khóa mới | đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            "- Kết quả: tốt: hơn\n",
            "1:15 dấu hai chấm trong câu bị YAML hiểu là một khóa mới | đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            'a: "Ngày hội" của dân\n',
            "1:15 có chữ sau dấu nháy đóng | "
            "đặt cả giá trị trong một cặp nháy đơn '…', phần trích dẫn bên trong dùng “…”",
        ),
        (
            "a: {b: 'x' y}\n",
            "1:12 có chữ sau dấu nháy đóng | "
            "đặt cả giá trị trong một cặp nháy đơn '…', phần trích dẫn bên trong dùng “…”",
        ),
        (
            "a: 'it's ok'\n",
            "1:8 có chữ sau dấu nháy đóng | "
            "đặt cả giá trị trong một cặp nháy đơn '…', phần trích dẫn bên trong dùng “…”",
        ),
        (
            'a: "x\nb: 1\n',
            '1:4 dấu nháy " mở ở đây mà không đóng | '
            'thêm dấu " ở cuối đoạn; nếu trong câu có dấu " thì dùng “…” thay cho nó',
        ),
        (
            'a: "x\\q"\n',
            "1:6 dấu \\ trong nháy kép không hợp lệ | "
            "dùng nháy đơn '…' thay cho nháy kép, khi đó dấu \\ là chữ thường",
        ),
        (
            "a: - - x\n",
            "1:4 dấu gạch đầu dòng đứng ngay sau khóa | danh sách thì xuống dòng rồi mới viết “- ”; "
            "nếu dấu gạch là một phần của câu thì đặt cả câu trong dấu nháy đơn '…'",
        ),
        (
            "a:\n  - * x\n",
            "2:5 giá trị không thể bắt đầu bằng dấu * | đặt cả giá trị trong dấu nháy đơn '…'",
        ),
        (
            "a:\n  - *x y: z\n",
            "2:5 không dùng tham chiếu “*x” của YAML | "
            "chép lại giá trị cần dùng; nếu dấu * là một phần của câu thì đặt câu trong dấu nháy",
        ),
        ("a: %5\n", f"1:4 giá trị không thể bắt đầu bằng dấu % | {QUOTE}: '%5'"),
        ("%5\n", f"1:1 dòng không thể bắt đầu bằng dấu % | {PERCENT}"),
        ("%YAML 2.0\n---\na: 1\n", f"1:1 dòng không thể bắt đầu bằng dấu % | {PERCENT}"),
        ("a:\n  - @x y\n", f"2:5 giá trị không thể bắt đầu bằng dấu @ | {QUOTE}: '@x y'"),
        (
            "a:\n\tb: 1\n",
            "2:1 dòng này thụt vào bằng phím Tab thay cho dấu cách thường"
            " | thụt dòng này vào 2 dấu cách; mttq check --fix sửa được",
        ),
        ("a: b\n\tc\n", "2:1 dùng phím Tab ở đầu dòng | thay mỗi Tab bằng 2 dấu cách"),
        ("a:\n  -\tb\n", "2:4 dùng phím Tab thay cho dấu cách | thay Tab bằng một dấu cách"),
        (
            "nam:\u00a02020\nky: quy-4\n",
            "1:5 sau dấu hai chấm là dấu cách không ngắt (U+00A0), không phải dấu cách thường | "
            "xóa dấu cách này và gõ lại bằng phím cách",
        ),
        (
            "a: Năm # 2020\n  tiếp theo\n",
            "1:8 từ dấu # trở đi bị YAML bỏ qua như một chú thích | đặt cả câu trong dấu nháy đơn '…'; "
            "nếu đúng là chú thích thì đặt ở dòng riêng, hoặc để hai dấu cách trước dấu #",
        ),
        (
            "a: {b: 1\nc: 2\n",
            "1:4 dấu ngoặc { mở ở đây mà không đóng | "
            "đóng ngoặc; hoặc viết mỗi khóa một dòng, thụt vào 2 dấu cách, không dùng ngoặc",
        ),
        (
            "a: [1,\n",
            "1:4 dấu ngoặc [ mở ở đây mà không đóng | "
            "đóng ngoặc; hoặc viết mỗi khóa một dòng, thụt vào 2 dấu cách, không dùng ngoặc",
        ),
        (
            "a: [1,,2]\n",
            "1:7 thừa dấu phẩy trong ngoặc: trước nó không có giá trị | "
            "bỏ dấu phẩy này, hoặc viết giá trị còn thiếu",
        ),
        (
            "a: {b: [1}\n",
            "1:10 dấu ngoặc } không khớp với dấu ngoặc đã mở | "
            "ngoặc mở bằng { thì đóng bằng }, mở bằng [ thì đóng bằng ]",
        ),
        (
            'a: "x\nb: "y"\nc: 1\n',
            '1:4 dấu nháy " mở ở đây mà không đóng | '
            'thêm dấu " ở cuối đoạn; nếu trong câu có dấu " thì dùng “…” thay cho nó',
        ),
        (
            "a:\n  - 'x\n  - y'\n",
            "2:5 dấu nháy ' mở ở đây mà không đóng | "
            "thêm dấu ' ở cuối đoạn; nếu trong câu có dấu ' thì dùng “…” thay cho nó",
        ),
        (
            "nam:2020\nky: nam\n",
            "1:5 thiếu dấu cách sau dấu hai chấm | viết “khóa: giá trị”, sau dấu hai chấm có một dấu cách",
        ),
        ("a: {b: 1}}\n", "1:10 thừa dấu ngoặc } | bỏ dấu ngoặc này, hoặc mở ngoặc ở phía trước"),
        (
            ": 1\n",
            "1:1 thiếu tên khóa trước dấu hai chấm | viết “khóa: giá trị”, hoặc đặt cả câu trong dấu nháy",
        ),
        (
            "a:\n    b: 1\n  c: 2\n",
            "3:3 dòng này thụt lệch với các dòng cùng cấp | "
            "các khóa cùng cấp phải thẳng cột; cấp dưới thụt vào thêm 2 dấu cách",
        ),
        (
            "a:\n b: 1\n  c: 2\n",
            "3:3 khóa “c” thụt sâu hơn dòng trên, trong khi dòng trên đã có giá trị | "
            "các khóa cùng cấp phải thẳng cột; nếu là phần tiếp của câu trên thì đặt cả câu trong dấu nháy",
        ),
        (
            "a: 1\nb\nc: 1\n",
            "2:1 dòng này không có dấu hai chấm “:” sau khóa | "
            "viết “khóa: giá trị”; nếu là phần tiếp của câu trên thì thụt vào hoặc đặt câu trong dấu nháy",
        ),
        (
            "a: 1\n...\nb: 1\n",
            "3:1 có nội dung sau dấu kết thúc tài liệu “...” | bỏ dòng “...”",
        ),
        (
            "  a: 1\nb: 2\n",
            "2:1 dòng này thụt lệch với các dòng cùng cấp | "
            "các khóa cùng cấp phải thẳng cột; cấp dưới thụt vào thêm 2 dấu cách",
        ),
        ("a: !4,2 tỷ\n", "1:4 giá trị không thể bắt đầu bằng dấu ! | đặt cả giá trị trong dấu nháy đơn '…'"),
    ],
)
def test_a_trap_is_explained_once_at_its_place(text: str, expected: str) -> None:
    assert lines_of(text) == [expected]


@pytest.mark.parametrize(
    ("text", "place", "joined"),
    [
        ("a: {quy: 4,2 tỷ}", "1:10", "4,2 tỷ"),
        ("a: {quy: 4, 2 tỷ, b: 1}", "1:10", "4, 2 tỷ"),
        ("a: {quy: 1,804,000, b: 1}", "1:10", "1,804,000"),
        ("a: {ten: Quỹ A, B}", "1:10", "Quỹ A, B"),
    ],
)
def test_a_comma_in_braces_is_reported_once_and_its_value_stays_whole(
    text: str, place: str, joined: str
) -> None:
    assert lines_of(text) == [
        f"{place} dấu phẩy trong ngoặc {{ }} tách “{joined}” thành nhiều giá trị | "
        f"đặt trong dấu nháy: '{joined}'; hoặc viết mỗi giá trị một dòng, không dùng ngoặc"
    ]
    root = read_bytes(text.encode(), "a.yaml").root
    assert isinstance(root, Mapping)
    inner = root.get("a")
    assert isinstance(inner, Mapping)
    first = inner.entries[0].value
    assert isinstance(first, Scalar)
    assert first.text == joined


def test_a_comma_between_digits_in_brackets_is_reported_and_a_list_of_names_is_not() -> None:
    assert lines_of("a: [x, 4,2 tỷ, y]") == [
        "1:8 dấu phẩy trong ngoặc [ ] tách “4,2 tỷ” thành nhiều giá trị | "
        "đặt trong dấu nháy: '4,2 tỷ'; hoặc viết mỗi giá trị một dòng, không dùng ngoặc"
    ]
    root = read_bytes("a: [x, 4,2 tỷ, y]".encode(), "a.yaml").root
    assert isinstance(root, Mapping)
    items = root.get("a")
    assert isinstance(items, Sequence)
    assert [one.text for one in items.items if isinstance(one, Scalar)] == ["x", "4,2 tỷ", "y"]
    assert lines_of("a: [đ,VNĐ, 88, 89]") == []


@pytest.mark.parametrize("text", ["{a}", "{a: 'x', b}", "{a: [1], b}", "{a: 1,\n b}", "{a: }"])
def test_a_key_without_colon_elsewhere_stays_a_key_without_a_value(text: str) -> None:
    root = read_bytes(text.encode(), "a.yaml").root
    assert isinstance(root, Mapping)
    last = root.entries[-1].value
    assert isinstance(last, Scalar)
    assert (last.text, lines_of(text)) == ("", [])


def test_a_long_text_is_shortened() -> None:
    (fault,) = read_bytes(b"a: [1" + b",1" * 5000 + b"]", "a.yaml").diagnostics
    assert (fault.span.column, fault.span.end_column) == (5, 10_006)
    assert len(fault.message) < 200
    (fault,) = read_bytes(b"a: @" + b"x" * 5000, "a.yaml").diagnostics
    assert len(fault.help or "") < 200


def test_every_syntax_error_is_reported_in_one_run() -> None:
    text = "a: >= 19\nb: 'x\nc: y: z\nd:\n  e: [1,\n  f: @x\ng: 1\n\th: 2\n"
    found = [line.partition(" | ")[0] for line in lines_of(text)]
    assert sorted(found) == [
        "1:4 dấu >= ở đầu giá trị bị YAML hiểu là khối văn bản",
        "2:4 dấu nháy ' mở ở đây mà không đóng",
        "3:5 dấu hai chấm trong câu bị YAML hiểu là một khóa mới",
        "5:6 dấu ngoặc [ mở ở đây mà không đóng",
        "6:6 giá trị không thể bắt đầu bằng dấu @",
        "8:1 dòng này thụt vào bằng phím Tab thay cho dấu cách thường",
    ]


def test_the_remainder_around_a_syntax_error_is_no_document() -> None:
    source = read_bytes(b"a: @x\nb: 1\n", "a.yaml")
    assert source.root is None
    assert source.remainder is not None
    assert isinstance(source.remainder.root, Mapping)
    assert [one.text for one in map(source.remainder.root.get, ("a", "b")) if isinstance(one, Scalar)] == [
        "",
        "1",
    ]


def test_a_file_full_of_errors_is_read_a_bounded_number_of_times() -> None:
    found = read_bytes(b"a: @x\n" * 1000, "a.yaml").diagnostics
    assert 1 < len(found) <= 51
