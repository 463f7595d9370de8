"""SARIF against the public schema, and rules that the schema leaves out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from diagnostics_sample import DIAGNOSTICS, faulty, findings
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from mttq.check.codes import ALL_CODES
from mttq.diagnostics import AMBIGUOUS_NUMBER, Diagnostic, Span
from mttq.output.diagnostics.findings import Findings
from mttq.output.diagnostics.sarif import plain, render, uri
from mttq.output.formats import CHECK

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft4Validator(SCHEMA)
PAGE = """\
# MT201 so-mo-ho: Số đọc được hai cách

Mức độ: lỗi

## Phát hiện gì

Một số viết trần
như `17.363`.

## Vì sao

Vì {vậy}.
"""


def log(shown: Findings, pages: dict[str, str] | None = None) -> dict[str, Any]:
    made: dict[str, Any] = json.loads("".join(render(shown, pages or {})))
    VALIDATOR.validate(made)
    return made


def test_a_faulty_project_fits_the_public_schema(tmp_path: Path) -> None:
    shown = faulty(tmp_path, "tỉnh một")
    made = log(shown)
    assert made["$schema"] == SCHEMA["id"]
    assert made["version"] == "2.1.0"
    run = made["runs"][0]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"], run["columnKind"]) == ("mttq", "1.2.3", "unicodeCodePoints")
    assert [rule["id"] for rule in driver["rules"]] == [code.id for code in ALL_CODES]
    assert len(run["results"]) == len(shown.found)
    for one, result in zip(shown.found, run["results"], strict=True):
        assert result["ruleId"] == driver["rules"][result["ruleIndex"]]["id"] == one.code.id
        assert result["level"] == one.severity.value
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert unquote(place["artifactLocation"]["uri"]) == f"tỉnh một/{one.path}"
        assert place["artifactLocation"]["uri"].isascii()
        region = place["region"]
        assert (
            Span(*(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn"))) == one.span
        )
    prints = [result["partialFingerprints"]["mttq/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_every_rule_carries_its_page() -> None:
    made = json.loads("".join(CHECK["sarif"](findings([]))))
    VALIDATOR.validate(made)
    rules = made["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len(ALL_CODES)
    for rule in rules:
        assert rule["help"]["markdown"].startswith(
            f"# {rule['id']} {rule['name']}: {rule['shortDescription']['text']}\n"
        )
        assert rule["fullDescription"]["text"].endswith((".", ":", ")"))


def test_without_faults_the_log_has_no_results() -> None:
    assert log(findings([]))["runs"][0]["results"] == []


def test_a_result_and_its_rule() -> None:
    found = [
        Diagnostic(AMBIGUOUS_NUMBER, "plans/a b.yaml", Span(3, 5, 3, 9), "“[x](y)”", help="viết {quy: 1}")
    ]
    run = log(findings(found), {"MT201": PAGE})["runs"][0]
    (result,) = run["results"]
    assert result["message"] == {"text": "“[x] (y)”\nGợi ý: viết {{quy: 1}}"}
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule == {
        "id": "MT201",
        "name": "so-mo-ho",
        "shortDescription": {"text": "Số đọc được hai cách"},
        "fullDescription": {"text": "Một số viết trần như `17.363`."},
        "help": {"text": PAGE, "markdown": PAGE},
        "defaultConfiguration": {"level": "error"},
    }


def test_the_schema_refuses_what_is_wrong() -> None:
    made = log(findings([Diagnostic(AMBIGUOUS_NUMBER, "plans/a.yaml", Span(1, 1, 1, 2), "x")]))
    made["runs"][0]["results"][0]["level"] = "fatal"
    assert [error.json_path for error in VALIDATOR.iter_errors(made)] == ["$.runs[0].results[0].level"]


@settings(max_examples=25, deadline=None)  # the schema takes its time over the list of rules
@given(st.lists(DIAGNOSTICS, max_size=3))
def test_any_text_fits_the_public_schema(found: list[Diagnostic]) -> None:
    log(findings(found))


@given(DIAGNOSTICS)
def test_a_uri_is_relative_and_leads_back(one: Diagnostic) -> None:
    """Law: the reference has no scheme, host, query or fragment, and decodes to the path."""
    made = uri(one.path)
    parts = urlsplit(made)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert unquote(made, errors="surrogatepass") == one.path


@pytest.mark.parametrize(
    ("text", "message"),
    [("{0}", "{{0}}"), ("[a](1)", "[a] (1)"), ("[a] và (b)", "[a] và (b)"), ("19,5 tỷ", "19,5 tỷ")],
)
def test_messages_hold_no_arguments_and_no_links(text: str, message: str) -> None:
    assert plain(text) == message
