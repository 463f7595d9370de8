"""Write diagnostics as a Code Quality report, which GitLab shows in merge requests: a JSON array.

GitLab compares the report of a branch with that of its target by the fingerprints, so both must be made from the
whole project.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mttq.diagnostics import Severity
from mttq.output.diagnostics.findings import fingerprints, whole_message
from mttq.output.records import json_text

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.output.diagnostics.findings import Findings

# GitLab has five severities: info, minor, major, critical, blocker.
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(findings: Findings) -> Iterator[str]:
    """Yield the report as one text."""
    names = fingerprints(findings.found, findings.sources)
    entries = [_entry(one, name, findings) for one, name in zip(findings.found, names, strict=True)]
    yield json_text(entries)


def _entry(one: Diagnostic, fingerprint: str, findings: Findings) -> dict[str, object]:
    span = one.span
    return {
        "description": whole_message(one),
        "check_name": f"{one.code.id} {one.code.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[one.severity],
        "location": {
            "path": findings.path_in_repository(one.path),
            "lines": {"begin": span.line, "end": span.end_line},
            "positions": {
                "begin": {"line": span.line, "column": span.column},
                "end": {"line": span.end_line, "column": span.end_column},
            },
        },
    }
