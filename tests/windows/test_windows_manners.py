"""The program's behaviour on Windows, as far as it can be tested on other systems."""

from __future__ import annotations

import ast
import io
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PureWindowsPath

import pytest
from whole_project import documents, faults
from windows_project import BASE, FORMATS, build, run_cli

from mttq.cli.errors import describe_os_error, report
from mttq.cli.main import prepare_streams
from mttq.documents import load

PACKAGE = Path(__file__).parents[2] / "mttq"
# Names of `os` and `signal`, and modules, that Python has on POSIX only.
POSIX_OS = {
    "fork",
    "forkpty",
    "getuid",
    "geteuid",
    "getgid",
    "setuid",
    "chown",
    "mkfifo",
    "wait",
    "killpg",
    "getpgid",
}
POSIX_SIGNALS = {"SIGPIPE", "SIGHUP", "SIGKILL", "SIGALRM", "SIGUSR1", "SIGUSR2", "alarm", "setitimer"}
# These modules check first whether the system has it.
CHECKED_FIRST = {"processes.py": {"os.fork", "signal.SIGKILL"}}
POSIX_MODULES = {"fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "syslog", "readline"}


@cache
def trees() -> dict[str, ast.AST]:
    """The syntax trees of all modules by their paths in the package."""
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 100
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in modules
    }


def used(tree: ast.AST) -> Iterator[str]:
    """The attributes that a module uses, and the modules that it imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_is_used_that_windows_lacks() -> None:
    lacking = (
        {f"os.{name}" for name in POSIX_OS} | {f"signal.{name}" for name in POSIX_SIGNALS} | POSIX_MODULES
    )
    found = {
        f"{name}: {use}"
        for name, tree in trees().items()
        for use in lacking & set(used(tree)) - CHECKED_FIRST.get(name, set())
    }
    assert found == set()


def test_texts_are_opened_as_utf8() -> None:
    """Without an encoding Windows uses cp1252 or cp1258."""
    calls = [
        (f"{name}:{node.lineno}", {keyword.arg for keyword in node.keywords})
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"read_text", "write_text"}
        # Methods of our own classes of the same name.
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in {"self", "formatter"})
    ]
    assert calls
    assert [place for place, keywords in calls if "encoding" not in keywords] == []


def test_paths_are_written_with_slashes(tmp_path: Path) -> None:
    root = build(
        tmp_path, {"plans/2020/quang-tri/huong-hoa/thu.yaml": "a: 1\n", "plans/danh-muc/x/y.yaml": "a: 1\n"}
    )
    project = load(root)
    places = [one.path for one in faults(project)] + [*project.sources]
    assert places
    assert all("\\" not in place and not PureWindowsPath(place).is_absolute() for place in places)


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_prints_a_backslash_in_a_path(format: str, tmp_path: Path) -> None:
    root = build(tmp_path, {"plans/2020/quang-tri/quy-4.yaml": "don_vi: [\n"})
    code, out, _ = run_cli("--root", str(root), "check", "--format", format)
    assert code == 1
    assert "plans/2020/quang-tri/quy-4.yaml" in out
    assert "plans\\" not in out


def test_crlf_files_and_a_bom_mean_the_same(tmp_path: Path) -> None:
    plain = load(build(tmp_path / "lf"))
    root = build(tmp_path / "crlf")
    for file in root.rglob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    other = load(root)
    assert faults(other) == faults(plain) == ()
    assert documents(other) == documents(plain)


def test_diagnostics_of_crlf_files_have_the_same_places_as_those_of_lf_files(tmp_path: Path) -> None:
    text = "don_vi: quang-tri\nnam: 2020\nky: quy-4\nchuong_trinh:\n  2:\n    so_lieu:\n      nha: 1.5\n      quy: x\n"
    places = [
        [
            (one.span, one.code.id)
            for one in faults(load(build(tmp_path / name, {"plans/2020/quang-tri/quy-4.yaml": content})))
        ]
        for name, content in (("lf", text), ("crlf", text.replace("\n", "\r\n")))
    ]
    assert places[0] == places[1] != []


def test_reports_end_lines_with_lf_whatever_the_plan_does(tmp_path: Path) -> None:
    root = build(tmp_path)
    for file in root.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    code, _, error = run_cli("--root", str(root), "report", "2020", "--unit", "quang-tri", "--format", "md")
    assert code == 0, error
    written = list((root / "reports").rglob("*.md"))
    assert written
    assert all(b"\r" not in file.read_bytes() for file in written)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "cp437", "ascii"])
def test_streams_are_utf8_under_any_code_page(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    prepare_streams()
    print("Ủy ban MTTQ “Việt Nam” ≈ 4,2 tỷ")  # noqa: T201 - print is what is tested
    stream.flush()
    assert buffer.getvalue() == "Ủy ban MTTQ “Việt Nam” ≈ 4,2 tỷ\n".encode()


@pytest.mark.parametrize(
    ("winerror", "words"),
    [
        (32, "hãy đóng lại rồi chạy lại"),
        (33, "hãy đóng lại rồi chạy lại"),
        (0, "không có quyền đọc hoặc ghi"),
    ],
)
def test_a_file_held_by_another_program(
    winerror: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = PermissionError(13, "x", r"C:\du-an\reports\2020\bao-cao-nam.docx")
    error.winerror = winerror  # type: ignore[attr-defined]
    assert words in (describe_os_error(error) or "")
    assert report(error) == 2
    assert words in capsys.readouterr().err


def test_json_has_no_line_end_of_its_own(tmp_path: Path) -> None:
    code, out, _ = run_cli("--root", str(build(tmp_path)), "check", "--format", "json")
    assert code == 0
    assert "\r" not in out
    assert json.loads(out) == []


def test_the_shipped_names_are_valid_on_windows() -> None:
    from mttq.documents.folders import portable  # noqa: PLC0415 - only this test needs it

    checkout = PACKAGE.parent
    for folder in ("plans", "mttq", "tests", "docs", "templates", "tools"):
        for path in (checkout / folder).rglob("*"):
            assert portable(path.name) is None, path
            # Windows allows 260 characters, including the folder of the checkout.
            assert len(path.relative_to(checkout).as_posix()) < 160, path
    assert BASE.is_dir()
