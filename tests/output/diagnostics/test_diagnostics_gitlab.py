"""The Code Quality report: GitLab's fields, and fingerprints that stay."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from diagnostics_sample import DIAGNOSTICS, faulty, findings, source
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_NFC, Diagnostic, Span
from mttq.output.diagnostics.findings import Findings, fingerprints
from mttq.output.diagnostics.gitlab import render

PATH = "plans/2020/quang-tri/nam.yaml"
LINE = {"type": "integer", "minimum": 1}
PLACE = {"type": "object", "required": ["line", "column"], "properties": {"line": LINE, "column": LINE}}
# The fields as GitLab's documentation lists them.
REPORT = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": LINE, "end": LINE},
                    },
                    "positions": {
                        "type": "object",
                        "required": ["begin", "end"],
                        "properties": {"begin": PLACE, "end": PLACE},
                    },
                },
            },
        },
    },
}


def report(shown: Findings) -> list[Any]:
    rows: list[Any] = json.loads("".join(render(shown)))
    Draft202012Validator(REPORT).validate(rows)
    return rows


def test_an_error_and_a_warning() -> None:
    found = [
        Diagnostic(AMBIGUOUS_NUMBER, PATH, Span(3, 5, 3, 9), "“1.5”", help="viết 1,5"),
        Diagnostic(NOT_NFC, PATH, Span(3, 7, 4, 1), "chưa chuẩn", help=None),
    ]
    rows = report(findings(found, folder="tinh"))
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{32}", row.pop("fingerprint"))
    assert rows == [
        {
            "description": "“1.5”\nGợi ý: viết 1,5",
            "check_name": "MT201 so-mo-ho",
            "severity": "major",
            "location": {
                "path": f"tinh/{PATH}",
                "lines": {"begin": 3, "end": 3},
                "positions": {"begin": {"line": 3, "column": 5}, "end": {"line": 3, "column": 9}},
            },
        },
        {
            "description": "chưa chuẩn",
            "check_name": "MT501 chua-chuan-nfc",
            "severity": "minor",
            "location": {
                "path": f"tinh/{PATH}",
                "lines": {"begin": 3, "end": 4},
                "positions": {"begin": {"line": 3, "column": 7}, "end": {"line": 4, "column": 1}},
            },
        },
    ]


def test_a_faulty_project_and_one_without_faults(tmp_path: Path) -> None:
    assert len(report(faulty(tmp_path))) >= 4
    assert report(findings([])) == []


@given(st.lists(DIAGNOSTICS, max_size=4))
def test_any_text_is_json_that_no_terminal_obeys(found: list[Diagnostic]) -> None:
    """Law: the text read back is the text reported; the only control characters in the output are its line ends."""
    text = "".join(render(findings(found)))
    assert [row["location"]["path"] for row in json.loads(text)] == [one.path for one in found]
    assert {one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}


def names(text: str, *lines: int, path: str = PATH) -> list[str]:
    """Return the fingerprints of one fault on each of these lines."""
    found = [Diagnostic(AMBIGUOUS_NUMBER, path, Span(line, 1, line, 2), "x") for line in lines]
    return fingerprints(found, {path: source(path, text)})


def test_a_fingerprint_stays_when_lines_are_added_above_or_a_block_is_indented() -> None:
    assert names("a: 1\nb: 2\n", 2) == names("# moi\n\na: 1\nb: 2\n", 4) == names("a:\n    b: 2\n", 2)


def test_a_fingerprint_changes_with_line_file_and_order() -> None:
    first, second = names("a: 1\nb:\n  a: 1\n", 1, 3)
    assert first != second
    assert names("c: 1\na: 1\nb:\n  a: 1\n", 2, 4) == [first, second]
    assert names("a: 2\n", 1) != [first]
    assert names("a: 1\n", 1, path="plans/2021/quang-tri/nam.yaml") != [first]


def test_the_hash_of_a_fingerprint_never_changes() -> None:
    """A change would bring every fault back as a new one in every service."""
    assert names("a: 1\n", 1) == ["495ad5bd49c6beb4a73f7d6e1371f2d7"]
    assert names("a: 1\n", 9) == names("", 1)


@given(st.lists(DIAGNOSTICS, max_size=8))
def test_fingerprints_differ(found: list[Diagnostic]) -> None:
    assert len(set(fingerprints(found, {}))) == len(found)
