"""The canonical layout: what it moves, what it leaves alone, and that it never changes a value."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from untidy_documents import untidy

from mttq.diagnostics import Severity
from mttq.source import CATALOGUE_LIMITS, Source, read_bytes
from mttq.source.layout import lay_out, remarks_of, same

SHIPPED = sorted((Path(__file__).parents[2] / "plans").rglob("*.yaml"))


def read(text: str) -> Source:
    return read_bytes(text.encode("utf-8"), "x.yaml", CATALOGUE_LIMITS)


def laid_out(text: str) -> str:
    found = lay_out(read(text), CATALOGUE_LIMITS)
    assert found is not None
    assert lay_out(read(found), CATALOGUE_LIMITS) == found
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("\ufeffa:   1\r\nb :\r\n- x\r\n-   y", "a: 1\nb:\n  - x\n  - y\n"),
        ("a:\n     b: 1\n     c:\n           d: 2  \n", "a:\n  b: 1\n  c:\n    d: 2\n"),
        ("a:\n-  b: 1\n   c: 2\n-\n  d: 3\n", "a:\n  - b: 1\n    c: 2\n  - d: 3\n"),
        ("a:\n- - x\n  - y\n", "a:\n  - - x\n    - y\n"),
        ("--- # đầu\na: 1\n...\n", "# đầu\na: 1\n"),
        ("\n\na: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n"),
        ("? a\n: b\n", "a: b\n"),
    ],
    ids=["marks and ends", "indents", "lists", "lists in lists", "document marks", "blank lines", "question"],
)
def test_margins_and_ends(written: str, expected: str) -> None:
    assert laid_out(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{a: 1, b: [x, 'y, z'], 4: {}, c: [ ]}", "a: 1\nb:\n  - x\n  - 'y, z'\n4: {}\nc: []\n"),
        ("a: [{b: 1, c: 2}, d: 3]", "a:\n  - b: 1\n    c: 2\n  - d: 3\n"),
        ("a: {b: 1,\n  c: }\n", "a:\n  b: 1\n  c:\n"),
        ('a: {"b":1, c: "x\n    y"}\n', 'a:\n  "b": 1\n  c: "x\n    y"\n'),
    ],
    ids=["both", "pairs", "no value", "json"],
)
def test_brackets_become_lines_except_empty_ones(written: str, expected: str) -> None:
    assert laid_out(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a: một hai\n       ba\n\n       bốn\n", "a: một hai\n  ba\n\n  bốn\n"),
        ("a:\n  một\n  hai\n", "a: một\n  hai\n"),
        ("a: 'một\n hai  \n ba'\n", "a: 'một\n  hai\n  ba'\n"),
        ('a: "một \\\n     hai\\ \n   ba"\n', 'a: "một \\\n  hai\\ \n  ba"\n'),
        ("a: |\n      x\n        y\n\n      z\n\nb: 1\n", "a: |\n  x\n    y\n\n  z\n\nb: 1\n"),
        ("a: |+\n     x\n\n\nb: >4-\n      y\n    z", "a: |+\n  x\n\n\nb: >2-\n    y\n  z\n"),
        ("a: |\n   x", "a: |-\n  x\n"),
        ("a: |  # vì sao\n   # chữ\n # ghi chú\nb: 1\n", "a: |  # vì sao\n  # chữ\n# ghi chú\nb: 1\n"),
        ("a: |\n    x  \n       \n", "a: |\n  x  \n     \n"),
    ],
    ids=["plain", "next line", "single", "double", "literal", "marks", "no end", "hash", "spaces"],
)
def test_texts_keep_their_lines(written: str, expected: str) -> None:
    assert laid_out(written) == expected


def test_long_lines_are_never_wrapped() -> None:
    text = f"a: {'Ủy ban Mặt trận ' * 2000}.\nb: '{'x ' * 5000}'\n"
    assert laid_out(text) == text


@pytest.mark.parametrize(
    "text",
    ["17.363", '"17.363"', "08", "no", "12:30", "~", "null", "'it''s'", '"\\u1ed9 \\t"', "to\u0301ng", "x\u00a0y",
     "🌾", "2020-01-15", "'a: b'", "a #b", "!", "-x", "'# x'", "1_000"],
)  # fmt: skip
def test_a_scalar_is_copied_unchanged(text: str) -> None:
    if text == "!":
        text = "x!"
    line = text if not text.startswith("a #") else "a#b"
    assert laid_out(f"a:    {line}\nb:\n- {line}\n") == f"a: {line}\nb:\n  - {line}\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("# đầu\n\n#hai\na: 1\n# cuối", "# đầu\n\n#hai\na: 1\n# cuối\n"),
        ("a: 1   # ba cách\nb: 2 # một cách\n", "a: 1   # ba cách\nb: 2 # một cách\n"),
        ("a: # vì sao\n    x\n", "# vì sao\na: x\n"),
        ("a:   # vì sao\n    b: 1\n", "a:   # vì sao\n  b: 1\n"),
        ("a:\n- # một\n  b: 1\n- # hai\n  x\n", "a:\n  # một\n  - b: 1\n  # hai\n  - x\n"),
        ("a: {b: 1} # sau\n", "a:\n  b: 1  # sau\n"),
        ("a: [ # mở\n  1, # một\n  # trước hai\n  2 ] # đóng\n",
         "a:  # mở\n  - 1  # một\n  # trước hai\n  - 2  # đóng\n"),
        ("a: [] # trống\nb: { # trong\n }\n", "a: []  # trống\nb: {}  # trong\n"),
        ("a:\n    b:\n        - x\n        # của b\n    # của a\n# của tệp\nc: 1\n",
         "a:\n  b:\n    - x\n    # của b\n  # của a\n# của tệp\nc: 1\n"),
        ("a:\n- x\n# trước y\n- y\n# trước c\nc: 1\n", "a:\n  - x\n  # trước y\n  - y\n# trước c\nc: 1\n"),
    ],
    ids=["head and end", "gaps", "before a text", "key", "dash", "braces", "brackets", "empty", "dedents", "same"],
)  # fmt: skip
def test_comments_stay_with_the_node_they_belong_to(written: str, expected: str) -> None:
    assert laid_out(written) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: [1\n",
        "a: &x 1\n",
        "a: !!str 1\n",
        "a: 1\n---\nb: 2\n",
        "",
        "# chỉ ghi chú\n",
        "chữ\n",
        "a: {b: 4,2 tỷ}\n",
    ],
)
def test_a_file_with_syntax_errors_has_no_layout(text: str) -> None:
    assert lay_out(read(text), CATALOGUE_LIMITS) is None


def test_a_file_without_a_canonical_form_is_refused() -> None:
    assert lay_out(read("? một\n  hai\n: x\n"), CATALOGUE_LIMITS) is None


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**64))
def test_the_law_of_layout(seed: int) -> None:
    """Law: layout keeps every value, its quotes and every comment, and a second layout changes nothing."""
    source = read(untidy(Random(seed)))
    if source.root is None or any(one.severity is Severity.ERROR for one in source.diagnostics):
        return
    text = lay_out(source, CATALOGUE_LIMITS)
    assert text is not None
    again = read(text)
    assert again.root is not None
    assert same(source.root, again.root)
    assert comments(source) == comments(again)
    assert lay_out(again, CATALOGUE_LIMITS) == text
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.startswith(("\ufeff", "\n"))


def comments(source: Source) -> Counter[str]:
    return Counter(one.text for one in remarks_of(source) if one.text)


@pytest.mark.parametrize("one", ["a: x\n", "a: 'y'\n", "b: x\n", "a: [x]\n", "a: x\nb: x\n", "a: {x: y}\n"])
def test_same_notices_every_difference(one: str) -> None:
    first, second = read(one).root, read("a: y\n").root
    assert first is not None and second is not None
    assert not same(first, second)
    assert same(first, first)


@pytest.mark.parametrize("file", SHIPPED, ids=str)
def test_the_shipped_files_are_in_canonical_layout(file: Path) -> None:
    assert laid_out(file.read_bytes().decode("utf-8")) == file.read_bytes().decode("utf-8")
