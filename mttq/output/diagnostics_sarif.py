"""Diagnostics as SARIF 2.1.0 (OASIS), which GitHub code scanning and many editors read.

Every code is listed as a rule, found or not: the list says what was looked for.
Texts keep to the standard's own syntax, in which braces stand for
arguments and `[…](…)` is a link; no text of a file may become either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from mttq.diagnostics import ALL_CODES
from mttq.output.findings import whole_message
from mttq.output.fingerprints import fingerprints
from mttq.output.json_text import json_text

if TYPE_CHECKING:
    from mttq.diagnostics import Code, Diagnostic
    from mttq.output.findings import Findings

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "SRCROOT"
FINGERPRINT = "mttq/v1"
_INDEXES = {code.id: index for index, code in enumerate(ALL_CODES)}


def render(findings: Findings) -> Iterator[str]:
    """The log file as one text."""
    names = fingerprints(findings.found, findings.sources)
    run = {
        "tool": {
            "driver": {
                "name": "mttq",
                "version": findings.version,
                "language": "vi",
                "rules": [_rule(code, findings.pages.get(code.id)) for code in ALL_CODES],
            }
        },
        "language": "vi",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "Thư mục gốc của kho git chứa dự án."}}},
        "results": [_result(one, name, findings) for one, name in zip(findings.found, names, strict=True)],
    }
    yield json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code, page: str | None) -> dict[str, object]:
    rule: dict[str, object] = {"id": code.id, "name": code.name}
    paragraphs = _paragraphs(page or "")
    rule["shortDescription"] = {"text": paragraphs[0] if paragraphs else code.name}
    if page is not None and paragraphs:
        rule["fullDescription"] = {"text": paragraphs[1] if len(paragraphs) > 1 else paragraphs[0]}
        rule["help"] = {"text": page, "markdown": page}
    rule["defaultConfiguration"] = {"level": code.severity.value}
    return rule


def _paragraphs(page: str) -> list[str]:
    """The paragraphs of a page, each on one line, headings without their mark."""
    blocks = (" ".join(block.split()) for block in page.split("\n\n"))
    return [block.lstrip("# ") for block in blocks if block.strip("# ")]


def _result(one: Diagnostic, fingerprint: str, findings: Findings) -> dict[str, object]:
    span = one.span
    return {
        "ruleId": one.code.id,
        "ruleIndex": _INDEXES[one.code.id],
        "level": one.severity.value,
        "message": {"text": plain(whole_message(one))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": uri(findings.path_in_repository(one.path)),
                        "uriBaseId": BASE,
                    },
                    "region": {
                        "startLine": span.line,
                        "startColumn": span.column,
                        "endLine": span.end_line,
                        "endColumn": span.end_column,
                    },
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def plain(text: str) -> str:
    """The text in the syntax of a message: braces doubled, and nothing that reads as a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def uri(path: str) -> str:
    """A path as a relative reference of RFC 3986, in UTF-8."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")
