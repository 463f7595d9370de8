"""Write diagnostics as SARIF 2.1.0 (OASIS), which GitHub code scanning and many editors read.

Every code is listed as a rule, found or not: the list says what was looked for. In the standard's syntax for
messages braces mark arguments and `[…](…)` is a link; no text of a file may become either. The help of a rule is
its page of explanation unchanged, because its examples are there to be copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from mttq.check.codes import ALL_CODES
from mttq.output.diagnostics.findings import fingerprints, whole_message
from mttq.output.records import json_text

if TYPE_CHECKING:
    from mttq.diagnostics import Code, Diagnostic
    from mttq.output.diagnostics.findings import Findings

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "SRCROOT"
FINGERPRINT = "mttq/v1"
_TITLE = re.compile(r"# (?:MT\d{3} [a-z0-9-]+: )?(?P<text>.+)")
_FIRST_PARAGRAPH = re.compile(r"^## [^\n]*\n\n?(.+?)(?=\n\n|\n?\Z)", re.MULTILINE | re.DOTALL)
_INDEXES = {code.id: index for index, code in enumerate(ALL_CODES)}


def render(findings: Findings, pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the log file as one text.

    Args:
        findings: what the check found.
        pages: the page of explanation of each code that has one, as Markdown.
    """
    names = fingerprints(findings.found, findings.sources)
    run = {
        "tool": {
            "driver": {
                "name": "mttq",
                "version": findings.version,
                "language": "vi",
                "rules": [_rule(code, pages.get(code.id)) for code in ALL_CODES],
            }
        },
        "language": "vi",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "Thư mục gốc của kho git chứa dự án."}}},
        "results": [_result(one, name, findings) for one, name in zip(findings.found, names, strict=True)],
    }
    yield json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code, page: str | None) -> dict[str, object]:
    rule: dict[str, object] = {"id": code.id, "name": code.name, "shortDescription": {"text": code.name}}
    if page is not None:
        if title := _TITLE.match(page):
            rule["shortDescription"] = {"text": title["text"]}
        if text := _FIRST_PARAGRAPH.search(page):
            rule["fullDescription"] = {"text": " ".join(text[1].split())}
        rule["help"] = {"text": page, "markdown": page}
    rule["defaultConfiguration"] = {"level": code.severity.value}
    return rule


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
    """Return the text in the syntax of a message: braces doubled, nothing that reads as a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def uri(path: str) -> str:
    """Return a path as a relative reference of RFC 3986, in UTF-8."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")
