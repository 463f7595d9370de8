"""Vietnamese texts in place of everything that typer says in English.

typer 0.29 carries its own copy of click (`typer._click`; the package click is not installed). A few of its
headings go through gettext; usage errors, the usage line and the help of the built-in options are fixed strings. A
catalogue for gettext would leave most of them in English, so the texts are not translated but written here:

* help pages are laid out from the parameters of a command (`write_help`);
* usage errors are written from the class of the exception and its attributes (`usage_error`). typer's sentence is
  never passed on: an exception unknown here becomes a general Vietnamese line;
* the built-in options `--help`, `--install-completion` and `--show-completion` get their texts in
  `translate_parameters`.

Nothing in typer's modules is replaced, and no private one is imported. A test compares the places where typer
raises usage errors with a list of those known here. If it fails after an upgrade of typer, write the new message
in `usage_error` and add it to that list.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperOption

from mttq.cli.errors import UsageError, unknown
from mttq.spelling import question

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter  # for the type checker alone

USAGE = "Cách dùng: "
ARGUMENTS = "Đối số"
OPTIONS = "Tùy chọn"
COMMON_OPTIONS = "Tùy chọn chung"
COMMANDS = "Lệnh"
ANY_OPTIONS = "[TÙY_CHỌN]"
ANY_COMMAND = "LỆNH [ĐỐI_SỐ]..."
ANY_VALUE = "GIÁ_TRỊ"
DEFAULT = "[mặc định: {}]"
REQUIRED = "[bắt buộc]"

COMMON = frozenset({"root", "no_color", "quiet", "no_cache", "help"})
BUILT_IN_HELP = {
    "help": "Hiện trang trợ giúp này.",
    "install_completion": "Cài tính năng tự điền lệnh bằng phím Tab cho trình lệnh (shell) đang dùng.",
    "show_completion": "In đoạn mã của tính năng tự điền lệnh, để chép hoặc tự cài.",
}
INSTALLED = r"(?P<shell>\w+) completion installed in (?P<path>.+)"


def usage_pieces(command: Command, ctx: Context) -> list[str]:
    """Return the parts of the usage line after the command's name, without a group's command."""
    return [ANY_OPTIONS, *(_usage_name(item) for item in command.get_params(ctx) if _is_shown_argument(item))]


def write_help(
    command: Command, ctx: Context, formatter: HelpFormatter, commands: Iterable[tuple[str, str]] = ()
) -> None:
    """Write the help page of a command.

    Args:
        command: the command.
        ctx: its context.
        formatter: typer's formatter, which wraps the lines.
        commands: the name and summary of each command, if this is a group.
    """
    command.format_usage(ctx, formatter)
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(command.help))
    parameters = [item for item in command.get_params(ctx) if not getattr(item, "hidden", False)]
    options = [item for item in parameters if isinstance(item, TyperOption)]
    sections = (
        (ARGUMENTS, [(_usage_name(item), _explain(item)) for item in parameters if _is_shown_argument(item)]),
        (OPTIONS, [(_spellings(item), _explain(item)) for item in options if item.name not in COMMON]),
        (COMMANDS, list(commands)),
        (COMMON_OPTIONS, [(_spellings(item), _explain(item)) for item in options if item.name in COMMON]),
    )
    for title, rows in sections:
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)
    if command.epilog:
        formatter.write_paragraph()
        formatter.write_text(inspect.cleandoc(command.epilog))


def translate_parameters(parameters: Sequence[Parameter]) -> None:
    """Give the options that typer adds by itself Vietnamese texts."""
    for item in parameters:
        if isinstance(item, TyperOption) and (text := BUILT_IN_HELP.get(item.name)) and item.help != text:
            item.help = text
            if item.name != "help":
                item.callback = _completion_callback(item.callback)


def remember(error: typer.TyperException, ctx: Context) -> None:
    """Note on a usage error which command it came from, if typer has not: its message then names the help."""
    if getattr(error, "ctx", None) is None:
        error.ctx = ctx  # type: ignore[attr-defined] # set as click does


def usage_error(error: typer.TyperException | typer.Abort) -> UsageError:
    """Turn a usage error of typer into one in Vietnamese."""
    if isinstance(error, typer.Abort):
        return UsageError("đã dừng vì không còn dữ liệu vào")
    kind = type(error).__name__
    page = _help_page(error)
    if kind == "MissingParameter":
        return UsageError(f"thiếu {_parameter_name(error)}", _how_to_call(error))
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or ()
        message = f"không có tùy chọn “{getattr(error, 'option_name', '')}”"
        return UsageError(message, question(*near) if near else page)
    if kind == "BadOptionUsage":
        name = getattr(error, "option_name", "")
        if "requires" in error.message:
            return UsageError(f"tùy chọn {name} cần một giá trị{_value_of(error, name)}", page)
        return UsageError(f"tùy chọn {name} không nhận giá trị", page)
    if kind == "BadParameter":
        return UsageError(f"giá trị của {_parameter_name(error)} không hợp lệ", page)
    if found := re.match(r"Got unexpected extra argument\(s\) \((?P<given>.*)\)", error.message, re.DOTALL):
        return UsageError(f"thừa đối số “{found['given']}”", page)
    if error.message.startswith("Missing command"):
        return UsageError("thiếu tên lệnh", page)
    return UsageError("dòng lệnh không đúng cách dùng", page)


def no_such_command(name: str, names: Sequence[str]) -> UsageError:
    """Make the error for a command that doesn't exist."""
    return unknown("lệnh", name, names)


def _is_shown_argument(item: Parameter) -> bool:
    return isinstance(item, TyperArgument) and not item.hidden


def _label(item: Parameter) -> str:
    return item.metavar or (item.name.upper() if isinstance(item, TyperArgument) else ANY_VALUE)


def _usage_name(item: Parameter) -> str:
    name = _label(item) if item.required else f"[{_label(item)}]"
    return name if item.nargs == 1 else f"{name}..."


def _spellings(item: TyperOption) -> str:
    names = ", ".join(item.opts)
    if item.secondary_opts:
        names += " / " + ", ".join(item.secondary_opts)
    return names if item.is_flag else f"{names} {_label(item)}"


def _explain(item: Parameter) -> str:
    parts = [getattr(item, "help", None) or ""]
    default = item.default
    if isinstance(default, (list, tuple)):
        default = ", ".join(map(str, default))
    if default not in (None, False, "") and not callable(default) and getattr(item, "show_default", True):
        parts.append(DEFAULT.format(default))
    if item.required:
        parts.append(REQUIRED)
    return "  ".join(part for part in parts if part)


def _parameter_name(error: Exception) -> str:
    item = getattr(error, "param", None)
    if isinstance(item, TyperOption):
        return f"tùy chọn {item.opts[0]}"
    return f"đối số {_label(item)}" if isinstance(item, TyperArgument) else "một đối số"


def _value_of(error: Exception, name: str) -> str:
    ctx = getattr(error, "ctx", None)
    found = [item for item in ctx.command.params if name in item.opts] if ctx is not None else []
    return f": {_label(found[0])}" if found else ""


def _help_page(error: Exception) -> str | None:
    ctx = getattr(error, "ctx", None)
    return f"gõ “{ctx.command_path} --help” để xem cách dùng" if ctx is not None else None


def _how_to_call(error: Exception) -> str | None:
    """Return a command's line with the arguments it needs, and where its help is."""
    ctx, page = getattr(error, "ctx", None), _help_page(error)
    if ctx is None or isinstance(getattr(error, "param", None), TyperOption):
        return page
    needed = [_usage_name(item) for item in ctx.command.params if item.required and _is_shown_argument(item)]
    return f"viết “{' '.join([ctx.command_path, *needed])}”; {page}" if needed else page


def _completion_callback(original: Callable[..., object] | None) -> Callable[..., object]:
    """Run typer's own callback of a completion option, but keep its English off the screen."""

    def callback(ctx: Context, item: Parameter, value: object) -> object:
        if not value or ctx.resilient_parsing or original is None:
            return value
        printed = io.StringIO()
        try:
            with redirect_stdout(printed), redirect_stderr(io.StringIO()):
                original(ctx, item, value)
        except SystemExit:
            pass
        except typer.Exit:
            raise UsageError(
                "không nhận ra trình lệnh (shell) đang dùng, hoặc nó không có tính năng tự điền lệnh",
                "chạy lại trong bash, zsh, fish hoặc PowerShell",
            ) from None
        if item.name == "show_completion":
            print(printed.getvalue(), end="")
        elif found := re.search(INSTALLED, printed.getvalue()):
            print(f"Đã cài tính năng tự điền lệnh cho {found['shell']} vào {found['path']}")
            print("Mở lại cửa sổ dòng lệnh để bắt đầu dùng.")
        raise typer.Exit

    return callback
