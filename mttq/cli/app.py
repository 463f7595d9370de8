"""The table of commands, and the typer application made from it.

To add a command, write its module with one function and add one entry to `COMMANDS`. The module is imported when
somebody calls the command or asks for its help.

    def units(
        session: Session,
        on: Annotated[date | None, day("--on", help="…")] = None,
    ) -> int:

The function takes its session (see `session.py`), returns the exit code, and raises for everything that is not
a fault in the data (see `errors.py`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from mttq import __version__
from mttq.cli import vietnamese
from mttq.cli.arguments import without_pydantic
from mttq.cli.errors import USAGE, guard
from mttq.cli.session import (
    CommonOptions,
    NoCacheOption,
    NoColourOption,
    QuietOption,
    RootOption,
    with_session,
)
from mttq.names import SETTINGS

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter  # for the type checker alone


class CommandEntry(NamedTuple):
    """A command: its name, the module and function that do it, and its help.

    The list of commands shows the first paragraph of the help.
    """

    name: str
    module: str
    function: str
    help: str


COMMANDS: tuple[CommandEntry, ...] = (
    CommandEntry(
        "init",
        "mttq.cli.init",
        "init",
        "Lập một dự án mới cho một tỉnh, một xã hay Trung ương.\n\n"
        "Ghi danh mục đơn vị (trước và sau 01/7/2025), bộ chương trình, chỉ tiêu, thiết lập và khung kế hoạch năm đầu."
        " Không nêu gì thì hỏi từng điều; không ghi đè tệp nào.",
    ),
    CommandEntry(
        "new",
        "mttq.cli.new",
        "new",
        "Tạo kế hoạch, báo cáo hay giao ban để điền dần.\n\n"
        "Kế hoạch có các chương trình của bộ và mục tiêu năm trước; báo cáo có các chỉ tiêu cần báo cáo,"
        " mỗi chỉ tiêu một dòng chú thích. Tệp đã có thì để nguyên.",
    ),
    CommandEntry(
        "form",
        "mttq.cli.form",
        "form",
        "Lập biểu mẫu Excel cho đơn vị không viết YAML.\n\n"
        "Mỗi đơn vị một tệp: chỉ tiêu cần báo cáo với kế hoạch và số kỳ trước, ô để điền, nội dung, nhiệm vụ."
        " Biểu mẫu đã có thì để nguyên.",
    ),
    CommandEntry(
        "import",
        "mttq.cli.import_",
        "import_",
        "Nhập biểu mẫu Excel đã điền, hay một bảng trả lời, vào các tệp báo cáo.\n\n"
        "Kiểm tra như mttq check, lỗi nêu đúng ô (Số liệu!F14); đơn vị nào có lỗi thì không nhập gì của đơn vị ấy."
        " Báo cáo đã có thì chỉ đổi khi có --merge hoặc --force.",
    ),
    CommandEntry(
        "indicators",
        "mttq.cli.indicators",
        "indicators",
        "Tìm chỉ tiêu trong danh mục: mã, tên, đơn vị tính, chương trình, cấp báo cáo.\n\n"
        "Gõ vài chữ của tên hay mã, có dấu hay không dấu; không nêu chữ nào thì liệt kê mọi chỉ tiêu.",
    ),
    CommandEntry(
        "check",
        "mttq.cli.check",
        "check",
        "Kiểm tra mọi tệp, nêu hết lỗi trong một lần chạy.\n\n"
        "Mỗi lỗi có tệp, dòng, cột, đoạn sai và cách sửa. Mã thoát là 1 nếu có lỗi.",
    ),
    CommandEntry(
        "fmt",
        "mttq.cli.fmt",
        "fmt",
        "Trình bày các tệp theo một dạng chuẩn, không đổi giá trị nào.\n\n"
        "Sửa chỗ thụt dòng, ngoặc, dòng trống và dấu xuống dòng; câu chữ, dấu nháy và chú thích giữ nguyên."
        " Tệp có lỗi cú pháp thì để nguyên.",
    ),
    CommandEntry(
        "setup-git",
        "mttq.cli.setup_git",
        "setup_git",
        "Đặt cho git cách gộp kế hoạch, báo cáo theo khóa và cách xem tệp Word, Excel bằng chữ.\n\n"
        "Mỗi máy chạy một lần trong mỗi kho; chạy lại không đổi gì thêm, dòng và thiết lập khác giữ nguyên.",
    ),
    CommandEntry(
        "merge-driver",
        "mttq.cli.merge_driver",
        "merge_driver",
        "Gộp ba bản của một tệp theo khóa; git gọi lệnh này khi gộp hai nhánh.\n\n"
        "Mỗi khóa giữ phần bên nào đã sửa; chỗ cả hai bên cùng sửa khác nhau thì để lại hai bản giữa các dòng dấu,"
        " và mã thoát là 1. Tệp không đọc được thì gộp theo dòng như git.",
    ),
    CommandEntry(
        "textconv",
        "mttq.cli.textconv",
        "textconv",
        "In chữ trong tệp Word (.docx) hay Excel (.xlsx); git gọi lệnh này để git diff so được.\n\n"
        "Mỗi đoạn, mỗi hàng của bảng là một dòng.",
    ),
    CommandEntry(
        "total",
        "mttq.cli.total",
        "total",
        "Cộng số liệu của một năm hay nhiệm kỳ theo đơn vị và chỉ tiêu.\n\n"
        "Đơn vị nào chưa báo cáo thì được nêu tên; số thiếu không bao giờ được tính là 0.",
    ),
    CommandEntry(
        "status",
        "mttq.cli.status",
        "status",
        "Cho biết đơn vị nào đã nộp báo cáo của một kỳ, đơn vị nào chưa nộp, nộp muộn.\n\n"
        "Ngày nộp là ngày của văn bản, nếu không có thì là ngày tệp được đưa vào git;"
        f" hạn nộp lấy từ han_nop trong {SETTINGS}.",
    ),
    CommandEntry(
        "tasks",
        "mttq.cli.tasks",
        "tasks",
        "Theo dõi nhiệm vụ của kế hoạch và giao ban qua các cấp: ai làm, hạn nào, đến đâu.\n\n"
        "Nêu việc quá hạn, việc chưa cấp dưới nào nhận, việc chưa báo cáo nào nói đến,"
        " việc chưa xong mà kế hoạch năm sau không còn.",
    ),
    CommandEntry(
        "site",
        "mttq.cli.site",
        "site",
        "Ghi số liệu, tình hình nộp báo cáo, nhiệm vụ thành trang web mở được từ ổ đĩa.\n\n"
        "Mỗi đơn vị, mỗi chỉ tiêu một trang, số nào cũng dẫn về tệp và dòng; không cần máy chủ hay mạng."
        " Thư mục đã có nội dung khác thì không ghi vào.",
    ),
    CommandEntry(
        "serve",
        "mttq.cli.serve",
        "serve",
        "Xem các trang ấy ngay trên máy này trong khi viết; trang tự tải lại khi tệp đổi.\n\n"
        "Chỉ máy này xem được, không sửa được gì qua trang; lỗi trong tệp hiện trên trang với số dòng.",
    ),
    CommandEntry(
        "diff",
        "mttq.cli.diff",
        "diff",
        "Nêu những gì đã đổi giữa hai mốc của git và ảnh hưởng của nó đến các tổng, lỗi và văn bản.\n\n"
        "Câu chữ, số liệu, mục tiêu, nhiệm vụ đã đổi; tổng nào của cấp trên đổi theo, đạt hay chưa đạt;"
        " lỗi nào mới có, lỗi nào không còn.",
    ),
    CommandEntry(
        "history",
        "mttq.cli.history",
        "history",
        "Cho biết những commit nào đã làm đổi một tổng: ngày nào, ai, từ bao nhiêu thành bao nhiêu, qua đơn vị nào.\n\n"
        "Mới nhất ở trên; nêu tệp và dòng đã đổi, kể cả danh mục. Chỉ đọc git, không tính chỗ chưa lưu.",
    ),
    CommandEntry(
        "pack",
        "mttq.cli.pack",
        "pack",
        "Gói các commit của nhánh đang đứng thành một tệp, cho nơi không có mạng, kèm phiếu gửi.\n\n"
        "Lần đầu gói cả nhánh, lần sau chỉ phần mới từ gói trước. Phiếu gửi ghi đơn vị, commit, số tệp và mã SHA-256.",
    ),
    CommandEntry(
        "unpack",
        "mttq.cli.pack",
        "unpack",
        "Nhận một gói của mttq pack vào một nhánh riêng, kèm phiếu nhận.\n\n"
        "Đối chiếu với phiếu gửi, nêu gói trước còn thiếu; không đụng đến tệp đang làm và commit đã có.",
    ),
    CommandEntry(
        "report",
        "mttq.cli.report",
        "report",
        "Xuất văn bản Word và Markdown của một năm hay nhiệm kỳ.\n\n"
        "Ghi vào reports/<năm>/<đơn vị>/ và liệt kê các tệp đã ghi. Nếu số liệu có lỗi thì không ghi gì.",
    ),
    CommandEntry(
        "verify",
        "mttq.cli.verify",
        "verify",
        "Đối chiếu văn bản Word đã ban hành với số liệu: chỗ nào sửa tay, số nào đã đổi từ khi xuất.\n\n"
        "So từng đoạn, từng ô với văn bản xuất từ số liệu ở commit ghi trong tệp và từ số liệu hiện nay."
        " Mã thoát là 1 nếu có tệp không đúng với số liệu.",
    ),
    CommandEntry(
        "export",
        "mttq.cli.export",
        "export",
        "Xuất số liệu thành các bảng Parquet hay CSV cho chương trình khác.\n\n"
        "Mỗi năm một tệp; từng số liệu có tệp, dòng; kèm từ điển dữ liệu datapackage.json.",
    ),
    CommandEntry(
        "units",
        "mttq.cli.units",
        "units",
        "Liệt kê cây đơn vị tại một ngày, lịch sử, thay đổi.\n\nMỗi dòng một đơn vị, với mã dùng trong các tệp.",
    ),
    CommandEntry(
        "explain",
        "mttq.cli.explain",
        "explain",
        "Giải thích một mã lỗi: phát hiện gì, vì sao, ví dụ, viết thế nào.\n\n"
        "Nhận mã (MT201) hoặc tên (so-mo-ho); không nêu thì liệt kê mọi mã.",
    ),
    CommandEntry(
        "schema",
        "mttq.cli.schema",
        "schema",
        "In JSON Schema của một loại tệp, để trình soạn thảo gợi ý khóa và báo lỗi khi gõ.\n\n"
        "Không nêu tên thì liệt kê các loại tệp; có --out thì ghi vào thư mục.",
    ),
)

COMPLETING = "_MTTQ_COMPLETE"  # set by the completion scripts that typer writes
NO_COMPLETION = 1

HELP = "Chương trình, báo cáo và số liệu công tác Mặt trận Tổ quốc Việt Nam từ các tệp YAML trong git."
EPILOG = (
    "Mã thoát: 0 xong, không có gì sai; 1 số liệu có lỗi; 2 gọi lệnh sai, hoặc có tệp không đọc hay ghi được;"
    " 3 lỗi của chính chương trình."
)


class _Command(TyperCommand):
    """A command whose help is Vietnamese."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, _with_help(args))
        except typer.TyperException as error:
            vietnamese.remember(error, ctx)
            raise

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _prepared(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(
            ctx.command_path, " ".join(vietnamese.usage_pieces(self, ctx)), vietnamese.USAGE
        )

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        vietnamese.write_help(self, ctx, formatter)


class _CommandGroup(TyperGroup):
    """The program: a table of commands, each imported when it is called."""

    table: ClassVar[dict[str, CommandEntry]] = {}

    def list_commands(self, ctx: Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name in self.table and cmd_name not in self.commands:
            self.commands[cmd_name] = _load(self.table[cmd_name])
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if args[0] not in self.table and not ctx.resilient_parsing:
            raise vietnamese.no_such_command(args[0], list(self.table))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            print(ctx.get_help(), file=sys.stderr)
            raise typer.Exit(USAGE)
        if args[:1] == ["help"]:
            args = [*args[1:], _HELP]
        try:
            return super().parse_args(ctx, _with_help(args))
        except typer.TyperException as error:
            vietnamese.remember(error, ctx)
            raise

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _prepared(super().get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        pieces = [*vietnamese.usage_pieces(self, ctx), vietnamese.ANY_COMMAND]
        formatter.write_usage(ctx.command_path, " ".join(pieces), vietnamese.USAGE)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        rows = [(entry.name, entry.help.split("\n\n")[0]) for entry in self.table.values()]
        vietnamese.write_help(self, ctx, formatter, rows)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: object,
    ) -> object:
        action = partial(super().main, args, prog_name, complete_var, False, windows_expand_args, **extra)
        if os.environ.get(COMPLETING):
            # The shell is asking what could come next; whatever goes wrong, the line being typed stays clean.
            with suppress(Exception):
                return action()
            return NO_COMPLETION
        if standalone_mode:  # as in tests; `run` has its own boundary
            sys.exit(guard(partial(_in_vietnamese, action)))
        return _in_vietnamese(action)


_HELP = "--help"


def _with_help(args: list[str]) -> list[str]:
    """Replace `-h`, which no option has, by the name of the option that shows the help."""
    return [_HELP if arg == "-h" else arg for arg in args]


def make_app(commands: Sequence[CommandEntry]) -> typer.Typer:
    """Make the application with these commands."""

    class Group(_CommandGroup):
        table: ClassVar[dict[str, CommandEntry]] = {entry.name: entry for entry in commands}

    made = typer.Typer(name="mttq", cls=Group, help=HELP, epilog=EPILOG, rich_markup_mode=None)
    made.callback()(_program)
    return made


def _in_vietnamese(action: Callable[[], object]) -> object:
    """Run the action; a usage error of typer becomes one of ours."""
    try:
        return action()
    except (typer.TyperException, typer.Abort) as error:
        raise vietnamese.usage_error(error) from error


def _load(entry: CommandEntry) -> Command:
    function = getattr(import_module(entry.module), entry.function)
    made = typer.Typer(add_completion=False, rich_markup_mode=None)
    made.command(entry.name, cls=_Command, help=entry.help)(with_session(function))
    return get_command(made)


def _prepared(parameters: list[Parameter]) -> list[Parameter]:
    vietnamese.translate_parameters(parameters)
    for parameter in parameters:
        without_pydantic(parameter)
    return parameters


def _print_version(ctx: typer.Context, value: bool) -> bool:
    if value and not ctx.resilient_parsing:
        print(f"mttq {__version__}")
        raise typer.Exit
    return value


def _program(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Hiện phiên bản.", is_eager=True, callback=_print_version)
    ] = False,
    root: RootOption = None,
    no_color: NoColourOption = False,
    quiet: QuietOption = False,
    no_cache: NoCacheOption = False,
) -> None:
    del version
    ctx.obj = CommonOptions(root, no_color, quiet, no_cache)


app = make_app(COMMANDS)
