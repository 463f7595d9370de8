"""Files as nodes: what each scalar keeps, and what is reported for a file that can't be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mttq.diagnostics import FILE_START, Severity, Span
from mttq.source import (
    CATALOGUE_LIMITS,
    DOCUMENT_LIMITS,
    Limits,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Source,
    Style,
    read_bytes,
    read_file,
)

LAW = settings(derandomize=True, deadline=None, max_examples=300)
PLAN = Path(__file__).parents[2] / "plans" / "2020" / "vinh-phuc" / "ke-hoach.yaml"
MIB = 1024 * 1024


def read(text: str | bytes) -> Source:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), "a.yaml")


def reported(text: str | bytes) -> list[str]:
    """The diagnostics, one line each: `line:column code message`."""
    return [
        f"{one.span.line}:{one.span.column} {one.code.id} {one.message}" for one in read(text).diagnostics
    ]


def value(text: str | bytes) -> Scalar:
    """The value of the first key of a file without faults."""
    source = read(text)
    assert source.diagnostics == ()
    assert isinstance(source.root, Mapping)
    node = source.root.entries[0].value
    assert isinstance(node, Scalar)
    return node


def scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from scalars(entry.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: tỷ lệ", Scalar("tỷ lệ", Style.PLAIN, Span(1, 4, 1, 9))),
        ("a: no", Scalar("no", Style.PLAIN, Span(1, 4, 1, 6))),
        ("a: 08", Scalar("08", Style.PLAIN, Span(1, 4, 1, 6))),
        ("a: 17.363", Scalar("17.363", Style.PLAIN, Span(1, 4, 1, 10))),
        ("a: 12:30", Scalar("12:30", Style.PLAIN, Span(1, 4, 1, 9))),
        ("a: it's", Scalar("it's", Style.PLAIN, Span(1, 4, 1, 8))),
        ("a: x  # ghi chú", Scalar("x", Style.PLAIN, Span(1, 4, 1, 5))),
        ("a: x # y", Scalar("x", Style.PLAIN, Span(1, 4, 1, 5), Span(1, 6, 1, 7))),
        ("a: 'Ngày ''hội'''", Scalar("Ngày 'hội'", Style.SINGLE, Span(1, 4, 1, 18))),
        ('a: "a\\tb \\u1ef7"', Scalar("a\tb ỷ", Style.DOUBLE, Span(1, 4, 1, 17))),
        ("a: |\n  một\n  hai\nb: 1", Scalar("một\nhai\n", Style.LITERAL, Span(1, 4, 4, 1))),
        ("a: >-\n  một\n  hai\nb: 1", Scalar("một hai", Style.FOLDED, Span(1, 4, 4, 1))),
        ("a: một\n  hai\nb: 1", Scalar("một hai", Style.PLAIN, Span(1, 4, 2, 6))),
        ("a: 'một\n  hai'\nb: 1", Scalar("một hai", Style.SINGLE, Span(1, 4, 2, 7))),
        ("\ufeffa: 1", Scalar("1", Style.PLAIN, Span(1, 4, 1, 5))),
        ("# đầu\r\n\r\na: x y\r\nb: 1\r\n", Scalar("x y", Style.PLAIN, Span(3, 4, 3, 7))),
        ("a: 4,2\u00a0tỷ", Scalar("4,2\u00a0tỷ", Style.PLAIN, Span(1, 4, 1, 10))),
        ("a: 𝟏 x", Scalar("𝟏 x", Style.PLAIN, Span(1, 4, 1, 7))),
        ("a:\nb: 1", Scalar("", Style.PLAIN, Span(1, 3, 1, 3))),
    ],
)
def test_a_scalar_keeps_its_text_quoting_and_place(text: str, expected: Scalar) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("luc: 8:30", ["8:30"]),
        ("ten: Tổng kết lúc 8:30, o: http://a.vn/b?c=d", ["Tổng kết lúc 8:30", "http://a.vn/b?c=d"]),
        ("ten: Hỏi gì?, o: Hỏi gì ? đáp, e: a?b", ["Hỏi gì?", "Hỏi gì ? đáp", "a?b"]),
        ("a: b::c, d: e :f", ["b::c", "e :f"]),
        ("a: 'b:c?d', e: \"f:g?h\", i: j:k", ["b:c?d", "f:g?h", "j:k"]),
        ("\"a\":b:c, 'd':e", ["b:c", "e"]),
        ("a: \U0010fffd:\U0010fffc?", ["\U0010fffd:\U0010fffc?"]),
    ],
)
def test_a_colon_or_question_mark_inside_a_word_in_braces_is_text(text: str, expected: list[str]) -> None:
    source = read(f"{{{text}}}\n")
    assert source.diagnostics == ()
    assert isinstance(source.root, Mapping)
    values = [entry.value for entry in source.root.entries]
    assert [one.text for one in values if isinstance(one, Scalar)] == expected
    places = [source.text[one.span.column - 1 : one.span.end_column - 1] for one in values]
    assert [one.strip("'\"") for one in places] == expected


def test_the_version_of_yaml_may_be_named() -> None:
    for version in ("1.1", "1.2"):
        assert value(f"%YAML {version}\n---\na: 1\n").text == "1"


def test_columns_count_code_points_including_combining_marks() -> None:
    source = read("a: to\u0302\u0301\nb: {ha\u0323: [1, x]}\n")
    assert [(one.text, one.span) for one in scalars(source.root)] == [
        ("a", Span(1, 1, 1, 2)),
        ("to\u0302\u0301", Span(1, 4, 1, 8)),
        ("b", Span(2, 1, 2, 2)),
        ("ha\u0323", Span(2, 5, 2, 8)),
        ("1", Span(2, 11, 2, 12)),
        ("x", Span(2, 14, 2, 15)),
    ]


def test_decomposed_letters_are_one_warning_and_the_file_is_read() -> None:
    source = read("ten: a\nb: to\u0302\u0301 ho\u0323c\nc: ho\u0323c\n")
    assert isinstance(source.root, Mapping)
    assert [(one.severity, one.span, one.message, one.help) for one in source.diagnostics] == [
        (
            Severity.WARNING,
            Span(2, 5, 2, 6),
            "chữ “ố” được viết bằng chữ và dấu rời nhau (Unicode chưa chuẩn NFC)",
            "lưu lại tệp theo dạng dựng sẵn (NFC) để tìm kiếm và so sánh cho đúng",
        )
    ]


def test_the_place_of_a_collection_ends_with_its_last_node() -> None:
    source = read("a:\n  - x\n  - y: 1\n    z: 2\n\n# hết\nb: {c: [1, 2]}\n")
    assert isinstance(source.root, Mapping)
    assert source.root.span == Span(1, 1, 7, 15)
    first, second = (entry.value for entry in source.root.entries)
    assert isinstance(first, Sequence)
    assert (first.span, first.flow) == (Span(2, 3, 4, 9), False)
    assert first.items[1].span == Span(3, 5, 4, 9)
    assert isinstance(second, Mapping)
    assert (second.span, second.flow) == (Span(7, 4, 7, 15), True)


def test_a_repeated_key_is_kept_and_the_first_one_is_found() -> None:
    root = read("a: 1\nb: 2\na: 3\n").root
    assert isinstance(root, Mapping)
    assert [entry.key.text for entry in root.entries] == ["a", "b", "a"]
    assert [(key.text, node) for key, node in root.items() if key.text == "a"] == [("a", root.get("a"))]
    assert root.get("a") == Scalar("1", Style.PLAIN, Span(1, 4, 1, 5))


@pytest.mark.parametrize(
    ("text", "part", "span"),
    [
        ("a: trên 19 tỷ", (5, 7), Span(1, 9, 1, 11)),
        ("a: '19 tỷ'", (3, 5), Span(1, 8, 1, 10)),
        ("a: 19", (2, 2), Span(1, 6, 1, 7)),
        ('a: "\\u0031\\u0039"', (1, 2), Span(1, 4, 1, 18)),
        ("a: một\n  hai", (4, 7), Span(1, 4, 2, 6)),
    ],
)
def test_a_part_of_a_scalar_has_its_own_place_if_that_is_known(
    text: str, part: tuple[int, int], span: Span
) -> None:
    assert value(text).part(*part) == span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1 MT003 tệp rỗng"),
        ("  \n\n", "1:1 MT003 tệp rỗng"),
        ("# chưa có gì\n", "1:1 MT003 tệp rỗng"),
        ("\ufeff", "1:1 MT003 tệp rỗng"),
        ("---\n", "1:1 MT003 tệp rỗng"),
        ("null\n", "1:1 MT003 tệp rỗng"),
        ("~", "1:1 MT003 tệp rỗng"),
        ("a: 1".encode("utf-16"), "1:1 MT002 tệp được lưu theo mã UTF-16, không phải UTF-8"),
        ("a: 1".encode("utf-16-le"), "1:1 MT002 tệp được lưu theo mã UTF-16, không phải UTF-8"),
        ("a: 1".encode("utf-16-be"), "1:1 MT002 tệp được lưu theo mã UTF-16, không phải UTF-8"),
        (b"a: 1\nb: t\xfd\n", "2:5 MT002 tệp không phải UTF-8: byte 0xFD không đọc được"),
        ("\ufeffa: tỷ".encode()[:-1], "1:5 MT002 tệp không phải UTF-8: byte 0xE1 không đọc được"),
        ("a: \x07", "1:4 MT006 ký tự điều khiển U+0007 không được phép trong tệp"),
        (
            "a: x\nb: \x00\x00",
            "2:4 MT006 ký tự điều khiển U+0000 không được phép trong tệp (tệp có 2 ký tự như vậy)",
        ),
        ("a: x\u2028y", "1:5 MT006 ký tự điều khiển U+2028 không được phép trong tệp"),
        ("a: \ufeffx", "1:4 MT006 có dấu BOM (U+FEFF) ở giữa tệp"),
        ("a: 1\n---\nb: 1\n", "2:1 MT007 tệp có hơn một tài liệu YAML (dòng “---” thứ hai)"),
        ("a: &so 1", "1:4 MT008 không dùng neo “&so” của YAML"),
        ("a: *so", "1:4 MT008 không dùng tham chiếu “*so” của YAML"),
        ("a: !!str 1", "1:4 MT008 không dùng thẻ “!!str” của YAML"),
        ("a: !so 1", "1:4 MT008 không dùng thẻ “!so” của YAML"),
        ("a: ! quan trọng", "1:4 MT008 không dùng thẻ “!” của YAML"),
        ("<<: {a: 1}", "1:1 MT008 không dùng khóa gộp “<<” của YAML"),
        ("? [a]\n: 1", "1:3 MT009 khóa phải là một tên, không thể là danh sách hay nhóm khóa"),
        ("{a: 1}: 2", "1:1 MT009 khóa phải là một tên, không thể là danh sách hay nhóm khóa"),
        ("[" * 100_000, "1:65 MT005 lồng nhau quá 64 tầng"),
        ("- " * 100_000, "1:129 MT005 lồng nhau quá 64 tầng"),
        ("{a: " * 100_000, "1:257 MT005 lồng nhau quá 64 tầng"),
        ("".join(" " * depth + "a:\n" for depth in range(66)), "65:65 MT005 lồng nhau quá 64 tầng"),
    ],
)
def test_a_file_that_is_refused(text: str | bytes, expected: str) -> None:
    assert reported(text) == [expected]


def test_sixty_four_levels_are_allowed() -> None:
    assert reported("[" * 64 + "x" + "]" * 64) == []
    assert reported("[" * 65 + "]" * 65) == ["1:65 MT005 lồng nhau quá 64 tầng"]


def test_every_refusal_is_reported_in_addition_to_a_syntax_error() -> None:
    assert reported("a: &x 1\nb: *x\nc: [1\n") == [
        "1:4 MT008 không dùng neo “&x” của YAML",
        "2:4 MT008 không dùng tham chiếu “*x” của YAML",
        "3:4 MT004 dấu ngoặc [ mở ở đây mà không đóng",
    ]


@pytest.mark.parametrize(("limits", "size"), [(DOCUMENT_LIMITS, 2), (CATALOGUE_LIMITS, 32)])
def test_sizes_are_limited(tmp_path: Path, limits: Limits, size: int) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"#" * (size * MIB - 5) + b"\na: 1")
    assert read_file(file, "a.yaml", limits).diagnostics == ()
    file.write_bytes(b"#" * (size * MIB - 4) + b"\na: 1")
    (fault,) = read_file(file, "a.yaml", limits).diagnostics
    assert (fault.code.id, fault.span, fault.message) == ("MT005", FILE_START, f"tệp lớn hơn {size} MiB")


def test_a_missing_file_is_a_diagnostic(tmp_path: Path) -> None:
    (fault,) = read_file(tmp_path / "a.yaml", "plans/a.yaml").diagnostics
    assert (fault.code.id, fault.path, fault.span) == ("MT001", "plans/a.yaml", FILE_START)
    assert fault.message == "không đọc được tệp: liên kết trỏ tới tệp không có"
    assert fault.help == "kiểm tra tệp có còn ở đó và có quyền đọc hay không"


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and pipes of POSIX")
def test_a_folder_or_pipe_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    reasons = [
        read_file(tmp_path / name, name).diagnostics[0].message for name in ("loop.yaml", "pipe.yaml", ".")
    ]
    assert reasons == [
        "không đọc được tệp: liên kết trỏ vòng tròn",
        "không đọc được tệp: đây không phải một tệp thường",
        "không đọc được tệp: đây không phải một tệp thường",
    ]


def test_a_real_plan_cut_off_at_every_byte_is_read_or_explained() -> None:
    data = PLAN.read_bytes()
    for end in range(len(data)):
        source = read_bytes(data[:end], "a.yaml")
        assert source.root is not None or source.diagnostics, end
        assert_inside(source)


def assert_inside(source: Source) -> None:
    """Check that every span is inside its file: its lines exist, its columns are at most one past their ends."""
    spans = [one.span for one in source.diagnostics]
    spans += [one.span for one in scalars(source.root)]
    for span in spans:
        assert (span.line, span.column) <= (span.end_line, span.end_column), span
        for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
            assert 1 <= line <= len(source.lines), (source.text, span)
            assert 1 <= column <= len(source.lines[line - 1]) + 1, (source.text, span)


@LAW
@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\x00")
@example(b"? a\n")
def test_any_bytes_give_nodes_or_diagnostics_inside_the_file(data: bytes) -> None:
    """Law: whatever the bytes, reading gives a root or a reason, and no place outside the file."""
    source = read(data)
    assert source.root is not None or source.diagnostics
    assert_inside(source)


PIECES = [*"ab1.,:#-?*&!|>%@`'\"{}[] \n\t\r\\~<=", "tỷ", "\u00a0", "\u0301", "- ", ": ", "  ", "\n  "]
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(LAW, max_examples=1500)
@given(YAML_LIKE)
@example("[a: 1,")
@example("a: |\n")
@example("'\n")
@example("a: {b: 1, c}")
def test_any_yaml_like_text_gives_nodes_or_diagnostics_inside_the_file(text: str) -> None:
    """Law: the same holds for texts close to YAML, and no reason is in the parser's English."""
    source = read(text)
    assert source.root is not None or source.diagnostics
    assert_inside(source)
    for fault in source.diagnostics:
        assert not {"expected", "found", "while", "mapping", "context"} & set(fault.message.split()), fault


@LAW
@given(st.lists(st.text(st.sampled_from("abnoỷệ019.,%/-() \u00a0"), min_size=1).map(str.strip), min_size=1))
def test_the_span_of_a_plain_scalar_holds_its_text(words: list[str]) -> None:
    """Law: the span of a plain scalar on one line covers exactly its text."""
    source = read("".join(f"- {word}\n" for word in words) + "- [x, 1 2, {y: z}]\n")
    for scalar in scalars(source.root):
        if scalar.style is Style.PLAIN and scalar.span.line == scalar.span.end_line:
            line = source.lines[scalar.span.line - 1]
            assert line[scalar.span.column - 1 : scalar.span.end_column - 1] == scalar.text
