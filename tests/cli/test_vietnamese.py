from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import shell_commands
import typer
from shell_program import ENGLISH, invoke
from typer.core import TyperGroup
from typer.main import get_command

from mttq.cli import vietnamese
from mttq.cli.app import COMMANDS, CommandEntry, app, make_app

TYPER = Path(typer.__file__).parent


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            "check --format jsn",
            "lỗi: --format: không có giá trị “jsn”\n"
            "gợi ý: có phải là “json”? các giá trị dùng được: text, json\n",
        ),
        (
            "check --format x",
            "lỗi: --format: không có giá trị “x”\ngợi ý: các giá trị dùng được: text, json\n",
        ),
        (
            "report 2020 --kind k --format docx,DOC",
            "lỗi: --format: không có giá trị “DOC”\n"
            "gợi ý: có phải là “docx”? các giá trị dùng được: docx, md\n",
        ),
        (
            "units --on 30-4-2025",
            "lỗi: --on: “30-4-2025” không phải là ngày\ngợi ý: viết như 2020-01-15 hoặc 15/01/2020\n",
        ),
        ("units --on 2025-02-30", "lỗi: --on: không có ngày “2025-02-30” trong lịch\n"),
        (
            "total",
            "lỗi: thiếu đối số NĂM\ngợi ý: viết “mttq total NĂM”; gõ “mttq total --help” để xem cách dùng\n",
        ),
        ("report 2020", "lỗi: thiếu tùy chọn --kind\ngợi ý: gõ “mttq report --help” để xem cách dùng\n"),
        (
            "check --fromat json",
            "lỗi: không có tùy chọn “--fromat”\ngợi ý: có phải là “--format” hoặc “--root”?\n",
        ),
        ("check -x", "lỗi: không có tùy chọn “-x”\ngợi ý: gõ “mttq check --help” để xem cách dùng\n"),
        (
            "check --format",
            "lỗi: tùy chọn --format cần một giá trị: text|json\ngợi ý: gõ “mttq check --help” để xem cách dùng\n",
        ),
        (
            "check --strict=1",
            "lỗi: tùy chọn --strict không nhận giá trị\ngợi ý: gõ “mttq check --help” để xem cách dùng\n",
        ),
        ("units a b", "lỗi: thừa đối số “a b”\ngợi ý: gõ “mttq units --help” để xem cách dùng\n"),
        ("--quiet", "lỗi: thiếu tên lệnh\ngợi ý: gõ “mttq --help” để xem cách dùng\n"),
        ("--qiet", "lỗi: không có tùy chọn “--qiet”\ngợi ý: có phải là “--quiet”?\n"),
        (
            "chek",
            "lỗi: không có lệnh “chek”\ngợi ý: có phải là “check”? các giá trị dùng được: check, total, report,"
            " units, broken, unreadable, refused, flood, wait\n",
        ),
    ],
)
def test_wrong_usage_is_reported_in_vietnamese(args: str, said: str) -> None:
    result = invoke(*args.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert not ENGLISH.search(re.sub(r"“[^”]*”|--?\w+|dùng được: .*|giá trị: .*", "", said))


def test_the_help_of_a_command() -> None:
    assert invoke("check", "--help").stdout == (
        "Cách dùng: mttq check [TÙY_CHỌN] [TỆP]...\n"
        "\n"
        "  Lệnh thử check.\n"
        "\n"
        "  Đoạn hai của trợ giúp.\n"
        "\n"
        "Đối số:\n"
        "  [TỆP]...  Chỉ hiện lỗi của các tệp này.\n"
        "\n"
        "Tùy chọn:\n"
        "  --format text|json  Dạng kết quả.  [mặc định: text]\n"
        "  --strict            Cảnh báo cũng là lỗi.\n"
        "\n"
        "Tùy chọn chung:\n"
        "  --root THƯ_MỤC  Thư mục gốc của dự án, nơi có thư mục plans/; nếu không nêu\n"
        "                  thì tìm từ thư mục hiện tại trở lên.\n"
        "  --no-color      Không tô màu.\n"
        "  --quiet         Không hiện tiến độ và các lời nhắn phụ.\n"
        "  --no-cache      Đọc lại mọi tệp, không dùng thư mục .mttq_cache.\n"
        "  --help          Hiện trang trợ giúp này.\n"
    )


def test_the_help_of_the_program_lists_commands_without_importing_them() -> None:
    result = invoke("--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Cách dùng: mttq [TÙY_CHỌN] LỆNH [ĐỐI_SỐ]...\n")
    assert "\n  check       Lệnh thử check.\n" in result.stdout
    assert "Đoạn hai" not in result.stdout
    missing = make_app([CommandEntry("a", "mttq.no_such_module", "a", "Lệnh a.")])
    assert "  a  Lệnh a.\n" in invoke("--help", program=missing).stdout


def test_without_arguments_the_help_is_shown() -> None:
    result = invoke()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == invoke("--help").stdout


@pytest.mark.parametrize("program", [app, shell_commands.APP])
def test_no_english_of_typer_in_any_help(program: typer.Typer) -> None:
    names = [entry.name for entry in COMMANDS] if program is app else shell_commands.NAMES
    for args in ([], *([name] for name in names)):
        page = invoke(*args, "--help", program=program).stdout
        assert not _english(page), page


def test_the_search_for_english_finds_the_texts_of_typer() -> None:
    untouched = typer.Typer(rich_markup_mode=None)
    untouched.command()(lambda name, size=1: None)
    page = invoke("--help", program=untouched).stdout
    assert {word.lower() for word in _english(page)} >= {
        "usage", "options", "arguments", "show", "message", "exit", "required", "default", "install", "current",
    }  # fmt: skip


def test_every_parameter_is_explained_in_vietnamese() -> None:
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    with program.make_context("mttq", ["--root", "x", "x"], resilient_parsing=True) as ctx:
        commands = [program, *(program.get_command(ctx, name) for name in program.list_commands(ctx))]
        for command in commands:
            assert command is not None
            for parameter in command.get_params(ctx):
                said = getattr(parameter, "help", None) or ""
                assert not said.isascii(), (command.name, parameter.name)


def _english(page: str) -> list[str]:
    shown = re.sub(r"--[a-z-]+|\S*/\S*|mttq( [a-z]+)?|^  [a-z]+ |thử [a-z]+|\(shell\)", "", page, flags=re.M)
    shown = re.sub(r"\b\w+([|,]\w+)+\b|mặc định: \w+", "", shown)
    return [found[0] for found in ENGLISH.finditer(shown)]


def test_an_unknown_message_of_typer_is_never_passed_on() -> None:
    for kind in sorted(_usage_errors()):
        error = type(kind, (typer.TyperException,), {})("An English sentence nobody has translated.")
        fault = vietnamese.usage_error(error)
        assert "English" not in f"{fault.message}{fault.help}"
    assert vietnamese.usage_error(typer.Abort()).message.isascii() is False


# Every place where typer 0.29 raises a usage error. When this test fails after an upgrade of typer, see the
# docstring of mttq/cli/vietnamese.py.
KNOWN_ERRORS = {
    "ctx.fail: Got unexpected extra argument(s) ({})",
    "ctx.fail: Missing command.",
    "ctx.fail: No such command {name!r}.",
    "BadArgumentUsage: Argument {} takes {} values.",
    "BadOptionUsage: Option {} does not take a value.",
    "BadOptionUsage: Option {} requires {}",
    "BadParameter: '{}': {}",
    "BadParameter: Value must be an iterable.",
    "BadParameter: Value {} is not a valid {}.",
    "BadParameter: {}",
    "BadParameter: {} {} does not exist.",
    "BadParameter: {} {} is a directory.",
    "BadParameter: {} {} is a file.",
    "BadParameter: {} {} is not readable.",
    "BadParameter: {} {} is not writable.",
    "ClickException: Invalid autocompletion callback parameters: {}",
    "ClickException: Too many CLI parameter callback function parameters",
    "FileError: {}",
    "MissingParameter",
    "NoArgsIsHelpError: {}",
    "NoSuchOption: {}",
    "UsageError: Value {} is not a valid {}.",
    "UsageError: {}",
}


def test_every_usage_error_of_typer_is_known() -> None:
    kinds = _usage_errors()
    assert kinds == {
        "BadArgumentUsage",
        "BadOptionUsage",
        "BadParameter",
        "ClickException",
        "FileError",
        "MissingParameter",
        "NoArgsIsHelpError",
        "NoSuchOption",
        "UsageError",
    }
    found = set()
    for source in sorted(TYPER.rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).split(".")[-1]
                if name in kinds:
                    found.add(_raised(name, node))
                elif name == "fail":
                    found.add(_raised("ctx.fail", node))
    assert found == KNOWN_ERRORS


def _usage_errors() -> set[str]:
    def below(kind: type[Exception]) -> Iterator[type[Exception]]:
        for sub in kind.__subclasses__():
            yield sub
            yield from below(sub)

    return {kind.__name__ for kind in below(typer.TyperException) if kind.__module__.startswith("typer.")}


def _raised(name: str, call: ast.Call) -> str:
    texts: Sequence[ast.expr] = [
        argument for argument in call.args if isinstance(argument, (ast.JoinedStr, ast.Constant))
    ]
    if call.args and not texts and isinstance(call.args[0], ast.Call):
        texts = [node for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)][:1]
    if not texts:
        return f"{name}: {{}}" if call.args else name
    parts = texts[0].values if isinstance(texts[0], ast.JoinedStr) else [texts[0]]
    return f"{name}: " + "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
    )
