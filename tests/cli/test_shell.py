from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import shell_commands
import small_project
from command_project import BAD_FIGURE
from shell_program import CHECKOUT, invoke, make_project

from mttq import __version__
from mttq.cli.app import COMMANDS, app
from mttq.cli.arguments import parse_day
from mttq.cli.errors import LISTED, UsageError, suggestion
from mttq.cli.session import CommonOptions, Session, colour_wanted, nearest_root


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_project(tmp_path, monkeypatch)


def test_version() -> None:
    result = invoke("--version", program=app)
    assert (result.exit_code, result.output) == (0, f"mttq {__version__}\n")


def test_the_real_table_loads() -> None:
    for entry in COMMANDS:
        result = invoke(entry.name, "--help", program=app)
        assert result.exit_code == 0, result.output


def test_the_root_is_the_nearest_folder_upward_with_plans(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nearest_root() == project.resolve()
    monkeypatch.chdir(project / "plans" / "2020")
    assert nearest_root() == project.resolve()
    (project / "plans" / "2020" / "plans").mkdir()
    assert nearest_root() == (project / "plans" / "2020").resolve()
    monkeypatch.chdir(project.parent)
    assert nearest_root() is None


def test_a_file_named_plans_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").write_text("")
    monkeypatch.chdir(tmp_path)
    assert nearest_root() is None


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove a working directory")
def test_a_removed_working_directory_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert nearest_root() is None
    monkeypatch.undo()


def test_without_a_project_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("total", "2020")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "lỗi: không thấy dự án nào: thư mục hiện tại và các thư mục bên trên đều không có thư mục plans/\n"
        "gợi ý: chuyển đến thư mục của dự án, hoặc thêm --root THƯ_MỤC (thư mục có plans/)\n"
    )


def test_a_command_that_needs_no_project_runs_outside_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("report", "2020", "--kind", "bao-cao")
    assert (result.exit_code, result.stdout) == (0, "True 2020 bao-cao None\n")


@pytest.mark.parametrize(
    "args",
    [
        ["--root", "{}", "--quiet", "check"],
        ["check", "--root", "{}", "--quiet"],
        ["--quiet", "check", "--root={}"],
        ["--root", "no-such-folder", "check", "--root", "{}", "--quiet"],
    ],
)
def test_common_options_are_accepted_before_or_after_the_command(
    project: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.chdir(project.parent / "ngoài")
    result = invoke(*(arg.format(project) for arg in args))
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{Session(project.resolve(), False, True, is_named=True)} [] text False\n"


@pytest.mark.parametrize(
    ("root", "said"),
    [
        ("khong-co", "--root: không có thư mục “khong-co”"),
        ("../ngoài", "--root: thư mục “../ngoài” không có thư mục plans/ nên không phải là dự án"),
        ("", "--root để trống"),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_root_that_is_not_a_project(root: str, said: str) -> None:
    for args in (["--root", root, "check"], ["check", "--root", root]):
        result = invoke(*args)
        assert result.exit_code == 2
        assert result.stderr.splitlines()[0] == f"lỗi: {said}"


def test_colour_only_on_a_terminal_that_wants_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert not colour_wanted()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert colour_wanted()
    assert CommonOptions().session() == Session(project.resolve(), True, False)
    assert not CommonOptions(no_color=True).session().colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour_wanted()
    monkeypatch.setenv("NO_COLOR", "")
    assert colour_wanted()
    monkeypatch.setenv("TERM", "dumb")
    assert not colour_wanted()


@pytest.mark.usefixtures("project")
def test_values_arrive_with_their_types() -> None:
    assert (
        "['a/b.yaml', 'c'] json True"
        in invoke("check", "a/b.yaml", "--format", "json", "c", "--strict").stdout
    )
    assert (
        invoke("total", "2020", "--indicator", "a", "--indicator", "b").stdout
        == "du-an 2020 None ['a', 'b']\n"
    )
    assert invoke("units", "--on", "2025-07-01").stdout == "datetime.date(2025, 7, 1) False\n"
    assert invoke("units", "--on", " 1/7/2025").stdout == "datetime.date(2025, 7, 1) False\n"
    assert invoke("units").stdout == "None False\n"
    several = invoke("report", "2020", "--kind", "k", "--format", "md, docx", "--format", "md")
    assert several.stdout.endswith("k ['md', 'docx']\n")


def test_the_exit_code_is_what_the_command_returns() -> None:
    assert invoke("check", "--strict").exit_code == 1


def test_a_long_list_says_how_many_more_there_are() -> None:
    codes = [f"MT{number}" for number in range(101, 101 + LISTED + 5)]
    said = suggestion("không", codes)
    assert said is not None
    assert said.endswith(" và 5 giá trị khác")
    assert suggestion("mt10", codes) == "có phải là “MT110” hoặc “MT109” hoặc “MT108”?"
    assert suggestion("a", []) is None


def test_only_days_of_the_calendar_are_dates() -> None:
    for text in ("2025-2-3", "1/13/2025", "2025", "", "٢٠٢٥-٠١-٠١"):
        with pytest.raises(UsageError):
            parse_day("--on", text)


def imported(*args: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", str(Path(shell_commands.__file__)), *args],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    assert done.returncode == 0
    lines = done.stderr.decode().splitlines()
    return {line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:")}


@pytest.mark.parametrize(
    "args", [["--version"], ["--help"], ["check", "--help"], ["check", "a", "--format", "json"], ["units"]]
)
def test_start_up_imports_nothing_heavy(args: list[str]) -> None:
    modules = imported(*args)
    heavy = {
        "pydantic",
        "rich",
        "yaml",
        "jinja2",
        "docx",
        "docxtpl",
        "openpyxl",
        "asyncio",
        "multiprocessing",
    }
    assert "typer" in modules
    assert not heavy & modules
    layers = {name.split(".")[1] for name in modules if name.startswith("mttq.")}
    assert layers - {"files", "levels", "names", "refusal", "spelling"} == {
        "cli"
    }  # these five import nothing of ours


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "command", ["total 2020", "status 2020", "total 2020 --format json", "check", "units"]
)
def test_a_closed_stream_takes_nothing_and_mixes_nothing(tmp_path: Path, closed: str, command: str) -> None:
    """Diagnostics go to standard error only, even if that is closed; a closed standard output is no error."""
    root = small_project.write(tmp_path, {"2020/quang-tri/nam.yaml": BAD_FIGURE})
    program = [sys.executable, "-m", "mttq", "--root", str(root), *command.split()]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "COLUMNS": "100"}
    whole = subprocess.run(program, env=environment, capture_output=True, check=False)
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *program]
    done = subprocess.run(shell, env=environment, capture_output=True, check=False)
    assert done.returncode == whole.returncode == (0 if command == "units" else 1)
    numbers = {word.partition("&")[0] for word in closed.split()}
    assert done.stdout == (b"" if ">" in numbers else whole.stdout)
    assert done.stderr == (b"" if "2>" in numbers else whole.stderr)


@pytest.mark.parametrize("given", [["-h"], ["help"]])
def test_help_is_understood_in_every_usual_way(given: list[str]) -> None:
    assert invoke(*given, program=app).stdout == invoke("--help", program=app).stdout
    of_check = invoke("check", "--help", program=app).stdout
    assert (
        invoke(*(["help", "check"] if given == ["help"] else ["check", "-h"]), program=app).stdout == of_check
    )
    assert invoke("help", "chek", program=app).stderr.splitlines()[0] == "lỗi: không có lệnh “chek”"
