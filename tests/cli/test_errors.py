from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import shell_commands
from shell_program import CHECKOUT, invoke, run_process, start
from typer.main import get_command

from mttq import __version__
from mttq.cli.app import CommandEntry, make_app
from mttq.cli.errors import describe_os_error, guard, one_line, report


def test_an_internal_error_is_one_line_and_exit_code_3() -> None:
    code, out, err = run_process("broken")
    assert (code, out) == (3, "")
    assert re.fullmatch(
        r"lỗi của chính chương trình, không phải của số liệu: ValueError tại mttq\.cli\.session:\d+"
        r" \(đặt MTTQ_DEBUG=1 rồi chạy lại để xem chi tiết\)\n",
        err,
    )
    code, out, err = run_process("broken", MTTQ_DEBUG="1")
    assert code == 3
    assert "Traceback" in err
    assert "nothing a user should read" in err


def test_an_error_while_importing_a_command_is_internal(capsys: pytest.CaptureFixture[str]) -> None:
    missing = make_app([CommandEntry("a", "mttq.no_such_module", "a", "Lệnh a.")])
    command = get_command(missing)
    assert guard(lambda: command.main(["a"], prog_name="mttq", standalone_mode=False)) == 3
    err = capsys.readouterr().err
    assert err.startswith("lỗi của chính chương trình")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [("khong-co.yaml", "không có tệp hay thư mục này"), (".", "đây là thư mục, không phải tệp")],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows gives other reasons")
def test_an_unreadable_path_is_exit_code_2(name: str, reason: str) -> None:
    result = invoke("unreadable", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"lỗi: không đọc hoặc ghi được “{name}”: {reason}\n"


def test_reasons_of_the_operating_system() -> None:
    assert describe_os_error(PermissionError(13, "x", "a.docx", 32)) is not None
    locked = PermissionError(13, "x", b"a.docx")
    locked.winerror = 32  # type: ignore[attr-defined]
    assert describe_os_error(locked) == (
        "không đọc hoặc ghi được “a.docx”: chương trình khác đang mở tệp này; hãy đóng lại rồi chạy lại"
    )
    assert describe_os_error(OSError(9999, "x", "a", None, "b")) == (
        "không đọc hoặc ghi được “a → b”: lỗi hệ thống số 9999"
    )
    assert describe_os_error(OSError(28, "x")) == "không ghi được kết quả: ổ đĩa đã đầy"
    assert describe_os_error(OSError("x")) is None


def test_a_system_error_without_a_path_is_internal(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(OSError("x")) == 3
    assert capsys.readouterr().err.startswith("lỗi của chính chương trình")


def test_a_usage_error_raised_by_a_command() -> None:
    result = invoke("refused")
    assert (result.exit_code, result.stderr) == (
        2,
        "lỗi: năm “2o20” không có\\ntrong dự án\ngợi ý: viết 2020\n",
    )
    assert invoke("refused", "--quiet").stderr.count("\n") == 1
    assert one_line("a\x1b[31m\u202eb\udc80 ộ") == "a\\x1b[31m\\u202eb\\udc80 ộ"


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
@pytest.mark.parametrize("args", [["flood"], ["check"], ["--help"], ["check", "--help"]])
def test_a_closed_pipe_ends_quietly(args: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        [sys.executable, str(Path(shell_commands.__file__)), *args],
        stdout=write,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    os.close(write)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_a_pipe_to_head() -> None:
    process = start("flood")
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        assert process.stdout.readline().decode() == "dòng 0 False\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, str(Path(shell_commands.__file__)), "check"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            check=False,
        )
    assert process.stderr.decode() == "lỗi: không ghi được kết quả: ổ đĩa đã đầy\n"
    assert process.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_interrupting_ends_quietly() -> None:
    process = start("wait")
    assert process.stdout is not None
    assert process.stdout.readline().decode() == "chờ False\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_output_is_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    code, out, err = run_process("check", "--help", **env)
    assert (code, err) == (0, "")
    assert out.startswith("Cách dùng: mttq check [TÙY_CHỌN] [TỆP]...\n")
    code, out, err = run_process("unreadable", "khong-co", **env)
    assert (code, out) == (2, "")
    assert err == "lỗi: không đọc hoặc ghi được “khong-co”: không có tệp hay thư mục này\n"


@pytest.mark.skipif(os.name == "nt", reason="file names of POSIX")
def test_a_file_name_that_is_not_valid_text() -> None:
    process = subprocess.run(
        [os.fsencode(sys.executable), os.fsencode(shell_commands.__file__), b"unreadable", b"t\xe1p"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    assert process.returncode == 2
    assert "“t\\udce1p”" in process.stderr.decode()


def test_python_dash_m() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mttq", "--version"], capture_output=True, cwd=CHECKOUT, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == f"mttq {__version__}\n".encode()
