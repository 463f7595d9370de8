"""The JUnit report: the elements that Jenkins and GitLab read, and every fault read back from them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from diagnostics_sample import DIAGNOSTICS, faulty, findings
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_NFC, Diagnostic, Severity, Span
from mttq.output.diagnostics.findings import ADVICE, Findings
from mttq.output.diagnostics.junit import render

PATH = "plans/2020/quang-tri/nam.yaml"
# What Jenkins accepts of each element: the attributes it must have, those it may have, and the elements in it.
ELEMENTS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name"},
        {"time", "classname", "group"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"type", "message"}, set()),
}


def report(shown: Findings) -> Element:
    """Read the report back; it must follow the rules above, and its counts must be right."""
    root = ElementTree.fromstring("".join(render(shown)))
    assert root.tag == "testsuites"
    for element in root.iter():
        needed, allowed, inside = ELEMENTS[element.tag]
        assert needed <= set(element.keys()) <= needed | allowed, element.tag
        assert {child.tag for child in element} <= inside
        if element.tag in {"testsuites", "testsuite"}:
            assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
            assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
            assert element.attrib["errors"] == "0"
        if element.tag == "testsuite":
            assert int(element.attrib["skipped"]) == len(list(element.iter("skipped")))
        if element.tag == "testcase":
            assert len(element) <= 1  # GitLab and Jenkins show one outcome of a test case
    return root


def test_an_error_is_a_failure_and_a_warning_is_skipped() -> None:
    error = Diagnostic(AMBIGUOUS_NUMBER, PATH, Span(4, 7, 4, 9), "“1.5” đọc được hai cách", help="viết 1,5")
    warning = Diagnostic(NOT_NFC, PATH, Span(9, 1, 9, 2), "chữ tổ hợp")
    assert "".join(render(Findings(found=[error, warning], sources={}, files=(PATH, "plans/mttq.yaml")))) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="mttq check" tests="3" failures="1" errors="0">\n'
        f'  <testsuite name="{PATH}" file="{PATH}" tests="2" failures="1" errors="0" skipped="1">\n'
        '    <testcase name="MT201 so-mo-ho: “1.5” đọc được hai cách" classname="plans/2020/quang-tri/nam">\n'
        '      <failure type="MT201 so-mo-ho" message="“1.5” đọc được hai cách">'
        f"{PATH}:4:7: lỗi MT201 (so-mo-ho)\n“1.5” đọc được hai cách\nGợi ý: viết 1,5</failure>\n"
        "    </testcase>\n"
        f'    <testcase name="{NOT_NFC.id} {NOT_NFC.name}: chữ tổ hợp" classname="plans/2020/quang-tri/nam">\n'
        f'      <skipped type="{NOT_NFC.id} {NOT_NFC.name}" message="chữ tổ hợp">'
        f"{PATH}:9:1: cảnh báo {NOT_NFC.id} ({NOT_NFC.name})\nchữ tổ hợp</skipped>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="plans/mttq.yaml" file="plans/mttq.yaml" tests="1" failures="0" errors="0" skipped="0">\n'
        '    <testcase name="không có lỗi" classname="plans/mttq" />\n'
        "  </testsuite>\n"
        "</testsuites>"
    )


@given(st.lists(DIAGNOSTICS, max_size=6))
def test_in_a_strict_run_a_warning_is_a_failure(found: list[Diagnostic]) -> None:
    root = report(replace(findings(found), strict=True))
    assert root.attrib["failures"] == str(len(found))
    assert len(list(root.iter("failure"))) == len(found)
    assert not list(root.iter("skipped"))
    assert {suite.attrib["skipped"] for suite in root} <= {"0"}


@given(st.lists(DIAGNOSTICS, max_size=6))
def test_every_fault_is_read_back(found: list[Diagnostic]) -> None:
    """Law: the test cases with an outcome are the faults, whatever their messages and the names of their files hold."""
    root = report(findings(found))
    cases = [case for case in root.iter("testcase") if len(case)]
    assert len(cases) == len(found)
    assert sorted(one.severity is Severity.ERROR for one in found) == sorted(
        case[0].tag == "failure" for case in cases
    )
    assert sorted(f"{one.code.id} {one.code.name}" for one in found) == sorted(
        case[0].attrib["type"] for case in cases
    )
    names = [(suite.attrib["name"], case.attrib["name"]) for suite in root for case in suite]
    assert len(names) == len(set(names))


def test_a_fault_keeps_its_name_when_lines_are_added_above_it() -> None:
    def names(line: int) -> list[str]:
        found = [
            Diagnostic(AMBIGUOUS_NUMBER, PATH, Span(number, 1, number, 2), "mơ hồ")
            for number in (line, line + 1)
        ]
        return [case.attrib["name"] for case in report(findings(found)).iter("testcase")]

    assert names(4) == names(400) == ["MT201 so-mo-ho: mơ hồ", "MT201 so-mo-ho: mơ hồ (2)"]


@pytest.mark.parametrize("message", ["\ufffe", "\uffff", "\x00", "\x1b[31m", "\ud800", "]]>", "<a>&amp;\"'"])
def test_any_character_leaves_the_report_readable(message: str) -> None:
    root = report(
        findings([Diagnostic(AMBIGUOUS_NUMBER, f"plans/{message}.yaml", Span(1, 1, 1, 2), message)])
    )
    assert len(list(root.iter("failure"))) == 1


def test_the_faults_of_a_project_and_its_sound_files_are_listed(tmp_path: Path) -> None:
    shown = faulty(tmp_path, folder="tinh")
    root = report(shown)
    wrong = {one.path for one in shown.found}
    assert {suite.attrib["name"]: len(suite) for suite in root} == {
        f"tinh/{path}": sum(one.path == path for one in shown.found) or 1 for path in {*shown.sources, *wrong}
    }
    advised = [one for one in shown.found if one.help]
    texts = [outcome.text or "" for case in root.iter("testcase") for outcome in case]
    assert advised
    assert all(any(f"\n{ADVICE}{one.help}" in text for text in texts) for one in advised)
