"""Diagnostics as a JUnit report, which Jenkins and GitLab show as test results: XML.

A suite is a file, a test case in it a fault: both services show one failure of a test case alone. An error is a
failure; a warning is skipped, so that it is listed without failing the run, unless the run is strict: then it is a
failure as well. A file without faults is a test case that passes. The name of a test case holds no line number: a
fault stays the same when lines are added above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mttq.diagnostics import Severity
from mttq.output.diagnostics.findings import whole_message
from mttq.output.terminal import printable

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.output.diagnostics.findings import Findings

NAME = "mttq check"
SOUND = "không có lỗi"
_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
# Noncharacters, which `printable` leaves alone and XML 1.0 doesn't allow.
_NOT_XML = re.compile("[\ufffe\uffff]")


def render(findings: Findings) -> Iterator[str]:
    """Yield the report as one text."""
    by_file: dict[str, list[Diagnostic]] = {path: [] for path in findings.files}
    for one in findings.found:
        by_file.setdefault(one.path, []).append(one)
    root = Element("testsuites", name=NAME)
    for path, found in sorted(by_file.items()):
        _add_suite(root, findings.path_in_repository(path), found, strict=findings.strict)
    root.set("tests", str(sum(len(suite) for suite in root)))
    root.set("failures", str(sum(_fails(one, strict=findings.strict) for one in findings.found)))
    root.set("errors", "0")
    indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _add_suite(root: Element, path: str, found: Sequence[Diagnostic], *, strict: bool) -> None:
    failures = sum(_fails(one, strict=strict) for one in found)
    suite = SubElement(
        root,
        "testsuite",
        name=_text(path),
        file=_text(path),
        tests=str(len(found) or 1),
        failures=str(failures),
        errors="0",
        skipped=str(len(found) - failures),
    )
    # Jenkins takes what follows a point for the name of a class.
    classname = _text(path.removesuffix(".yaml"))
    if not found:
        SubElement(suite, "testcase", name=SOUND, classname=classname)
    seen: Counter[str] = Counter()
    for one in found:
        kind = f"{one.code.id} {one.code.name}"
        name = _text(f"{kind}: {one.message}")
        seen[name] += 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        case = SubElement(suite, "testcase", name=name, classname=classname)
        tag = "failure" if _fails(one, strict=strict) else "skipped"
        outcome = SubElement(case, tag, type=kind, message=_text(one.message))
        place = f"{path}:{one.span.line}:{one.span.column}: {_WORDS[one.severity]} {one.code.id} ({one.code.name})"
        outcome.text = "\n".join(map(_text, [place, *whole_message(one).split("\n")]))


def _fails(one: Diagnostic, *, strict: bool) -> bool:
    return strict or one.severity is Severity.ERROR


def _text(text: str) -> str:
    """Return the text on one line, with every character written out that XML can't hold."""
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", printable(text))
