"""The narrow form of YAML gives the same as libyaml, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq.source import quick, read_bytes, read_quickly

ROOT = Path(__file__).parents[2]

NOT_NARROW = {
    "an empty file": "",
    "no last line break": "a: b",
    "CRLF": "a: b\r\n",
    "a byte order mark": "\ufeffa: b\n",
    "a tab": "a:\tb\n",
    "a no-break space": "a: b\u00a0c\n",
    "a line separator": "a: b\u2028c\n",
    "a next-line character": "a: b\u0085c\n",
    "a soft hyphen": "a: b\u00adc\n",
    "decomposed letters": "a: o\u0302\n",
    "letters of other scripts": "a: \u0430\n",
    "a comment": "a: b\n# c\n",
    "a comment after a value": "a: b # c\n",
    "a comment at the start": "# c\na: b\n",
    "trailing spaces": "a: b \n",
    "a start of a document": "---\na: b\n",
    "an end of a document": "a: b\n...\n",
    "an anchor": "a: &b c\n",
    "an alias": "a: *b\n",
    "a tag": "a: !b c\n",
    "a merge": "<<: b\n",
    "a literal block": "a: |\n  b\n",
    "a folded block": "a: >\n  b\n",
    "a reserved character": "a: @b\n",
    "a percent sign at the start": "a: %b\n",
    "braces": "a: {b: c}\n",
    "brackets": "a: [b]\n",
    "an empty list": "a: []\n",
    "a key twice": "a: b\na: c\n",
    "a key without a value": "a:\nb: c\n",
    "a key without a value at the end": "a: b\nb:\n",
    "the word for no value": "a: null\n",
    "the sign for no value": "a: ~\n",
    "a colon inside a text": "a: b: c\n",
    "a colon at the end of a text": "a: b:\n",
    "two colons": "a:: b\n",
    "a colon inside an item": "a:\n  - b: c: d\n",
    "no space after the colon": "a:b\n",
    "two spaces after the colon": "a:  b\n",
    "a space before the colon": "a : b\n",
    "a text on two lines": "a: b\n  c\n",
    "a dash as a text": "a: - b\n",
    "a list in a list": "a:\n  - - b\n",
    "a list at the margin of its key": "a:\n- b\n",
    "a list at the top": "- a\n",
    "an odd margin": "a:\n   b: c\n",
    "a margin too deep": "a:\n    b: c\n",
    "a deeper key below a text": "a: b\n  c: d\n",
    "a deeper item below a text": "a:\n  - b\n    - c\n",
    "an item among keys": "a:\n  b: c\n  - d\n",
    "a key among items": "a:\n  - b\n  c: d\n",
    "two items on one line": "a:\n  - b  - c\n",
    "a quote inside quotes": "a: 'b''c'\n",
    "an escape": 'a: "b\\n"\n',
    "text after quotes": "a: 'b' c\n",
    "quotes not closed": "a: 'b\n",
    "a quoted key": "'a': b\n",
    "a question mark": "? a\n: b\n",
    "an emoji": "a: \U0001f600\n",
}


@pytest.mark.parametrize("text", NOT_NARROW.values(), ids=NOT_NARROW)
def test_a_text_that_may_not_be_in_the_form_gives_nothing(text: str) -> None:
    assert quick.parse(text.encode()) is None


def test_bytes_that_are_not_utf8_give_nothing() -> None:
    for data in (b"a: \xff\n", b"a: \xc3\n", b"a: \xe1\xba\n", b"a: \xe1x\xba\x80\n", b"a: \xc0\x80\n"):
        assert quick.parse(data) is None


def test_a_file_too_long_or_too_deep_gives_nothing() -> None:
    assert quick.parse(b"a: " + b"x" * quick.LONGEST + b"\n") is None
    deep = (
        "".join(f"{'  ' * depth}a:\n" for depth in range(quick.DEEPEST + 1))
        + "  " * (quick.DEEPEST + 1)
        + "a: b\n"
    )
    assert quick.parse(deep.encode()) is None
    assert read_bytes(deep.encode(), "a.yaml").diagnostics == ()


TEXT = (
    "don_vi: quang-tri\nmo_dau:\n  - Một câu\n\n  - 'Hai: câu'\nchuong_trinh:\n  1: {}\n"
    '  2:\n    nhiem_vu:\n      - ten: Làm\n        ma: lam\n      - "Thêm"\n'
    "    trong_do:\n      xây mới, sửa (cả hai): 2 nhà\n"
)


def test_keys_items_texts_and_their_lines() -> None:
    assert quick.parse(TEXT.encode()) == {
        "don_vi": (1, "quang-tri"),
        "mo_dau": (2, [(3, "Một câu"), (5, "'Hai: câu'")]),
        "chuong_trinh": (
            6,
            {
                "1": (7, {}),
                "2": (
                    8,
                    {
                        "nhiem_vu": (9, [(10, {"ten": (10, "Làm"), "ma": (11, "lam")}), (12, '"Thêm"')]),
                        "trong_do": (13, {"xây mới, sửa (cả hai)": (14, "2 nhà")}),
                    },
                ),
            },
        ),
    }


def test_the_shipped_documents_are_read_quickly() -> None:
    """Every shipped document takes the quick path, so that losing it is noticed."""
    files = [path for path in (ROOT / "plans").rglob("*.yaml") if "danh-muc" not in path.parts]
    taken = [path for path in files if quick.parse(path.read_bytes()) is not None]
    assert len(taken) == len(files)


def test_the_nodes_and_their_places_are_those_of_libyaml() -> None:
    """The shipped plans and one text with every form: nodes, spans and styles are equal."""
    files = [TEXT.encode(), *(path.read_bytes() for path in (ROOT / "plans").rglob("*.yaml"))]
    compared = 0
    for data in files:
        nodes = quick.nodes(data)
        if nodes is not None:
            assert nodes == read_bytes(data, "a.yaml").root
            compared += 1
    assert compared > 5


def test_a_source_is_the_same_by_either_path() -> None:
    for text in (TEXT, "a: {b: c}\n", "a: 'b\n", "", "a: o\u0302\n"):
        assert read_quickly(text.encode(), "a.yaml") == read_bytes(text.encode(), "a.yaml")
