"""Workflow commands, read as the runner of GitHub Actions reads its jobs' output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagnostics_sample import DIAGNOSTICS, faulty, findings
from hypothesis import given
from hypothesis import strategies as st

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_NFC, Diagnostic, Span
from mttq.output.diagnostics.findings import whole_message
from mttq.output.diagnostics.github import render
from mttq.output.terminal import printable

COMMANDS = {
    "error",
    "warning",
    "notice",
    "debug",
    "set-output",
    "add-mask",
    "stop-commands",
    "group",
    "save-state",
}
Command = tuple[str, dict[str, str], str]


def runner_lines(output: str) -> list[str]:
    """Split lines as .NET reads them from a process: they end with CR, LF, or both."""
    return output.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def runner_command(line: str) -> Command | None:
    """Return the command of a line as the runner reads it: name, properties and message; None if there is none."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return _old_command(line)
    name, _, rest = line[2:end].partition(" ")
    if name not in COMMANDS:
        return _old_command(line)
    properties = {}
    for part in rest.strip().split(","):
        key, separator, value = part.partition("=")
        if separator and key and value:
            properties[key.lower()] = _unescaped(value, "%0D\r", "%0A\n", "%3A:", "%2C,", "%25%")
    return name, properties, _unescaped(line[end + 2 :], "%0D\r", "%0A\n", "%25%")


def _old_command(line: str) -> Command | None:
    """Return a command of the old form, which may be anywhere in a line: `##[error a=b;c=d]message`."""
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name = line[start + 3 : end].partition(" ")[0]
    return (name, {}, line[end + 1 :]) if name in COMMANDS else None


def _unescaped(text: str, *pairs: str) -> str:
    for pair in pairs:
        text = text.replace(pair[:3], pair[3:])
    return text


def commands(found: list[Diagnostic]) -> Iterator[Command | None]:
    return map(runner_command, runner_lines("".join(f"{line}\n" for line in render(findings(found)))))


def test_an_error_and_a_warning() -> None:
    found = [
        Diagnostic(
            AMBIGUOUS_NUMBER,
            "plans/2020/a, b/nam.yaml",
            Span(3, 5, 3, 9),
            "“1.5”: 100%",
            help="viết 1,5\x1b[1m",
        ),
        Diagnostic(NOT_NFC, "plans/b.yaml", Span(1, 4, 2, 1), "chưa chuẩn", help=None),
    ]
    assert list(render(findings(found))) == [
        "::error file=plans/2020/a%2C b/nam.yaml,line=3,col=5,endLine=3,endColumn=9,title=MT201 so-mo-ho"
        "::“1.5”: 100%25%0AGợi ý: viết 1,5\\u001b[1m",
        "::warning file=plans/b.yaml,line=1,endLine=2,title=MT501 chua-chuan-nfc::chưa chuẩn",
    ]


def test_the_folder_of_the_project_comes_first(tmp_path: Path) -> None:
    lines = list(render(faulty(tmp_path, "tỉnh: một")))
    assert lines
    assert all(line.split(" file=")[1].startswith("tỉnh%3A một/plans/") for line in lines)


def test_without_faults_there_is_no_output() -> None:
    assert list(render(findings([]))) == []


@given(st.lists(DIAGNOSTICS, min_size=1, max_size=4))
def test_every_diagnostic_is_one_command_and_no_text_is_another(found: list[Diagnostic]) -> None:
    """Law: the runner reads exactly the diagnostics, one by one, with their own texts."""
    read = list(commands(found))
    assert len(read) == len(found)
    for one, command in zip(found, read, strict=True):
        assert command is not None
        name, properties, message = command
        assert name == one.severity.value
        assert message == "\n".join(printable(line) for line in whole_message(one).split("\n"))
        one_line = one.span.line == one.span.end_line
        expected = {
            "file": printable(one.path),
            "line": str(one.span.line),
            "endline": str(one.span.end_line),
            "title": f"{one.code.id} {one.code.name}",
        }
        if one_line:
            expected |= {"col": str(one.span.column), "endcolumn": str(one.span.end_column)}
        assert properties == expected


def test_the_reader_of_this_test_sees_injected_commands() -> None:
    assert runner_command("::error file=a::x") == ("error", {"file": "a"}, "x")
    assert runner_command("  ::add-mask::x%0Ay") == ("add-mask", {}, "x\ny")
    assert runner_command("text ##[add-mask]x") == ("add-mask", {}, "x")
    assert runner_command("::unknown::x") is None
    assert runner_lines("a\r::error::x\n") == ["a", "::error::x"]
