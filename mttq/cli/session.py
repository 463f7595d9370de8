"""What every command is told about its surroundings: the project, colour, quiet.

The common options stand before the command or after it, and mean the same in
both places. A command declares none of them: it takes a `Session` as the
parameter named `session`, and `with_session` adds the options to its signature.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.errors import UsageError
from mttq.names import PLANS

if TYPE_CHECKING:
    from mttq.levels import Level
    from mttq.output.formats import Screen

RootOption = Annotated[
    str | None,
    typer.Option(
        "--root",
        metavar="THƯ_MỤC",
        help=f"Thư mục gốc của dự án, nơi có thư mục {PLANS}/; nếu không nêu thì tìm từ thư mục hiện tại trở lên.",
    ),
]
NoColourOption = Annotated[bool, typer.Option("--no-color", help="Không tô màu.")]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Đọc lại mọi tệp, không dùng thư mục .mttq_cache.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Không hiện tiến độ và các lời nhắn phụ.")]


@dataclass(frozen=True, slots=True)
class Session:
    """What a command is told about its surroundings.

    Attributes:
        root: the project's root, absolute with links resolved; None outside any project.
        colour: whether standard output may be coloured.
        quiet: whether progress and remarks are left out.
        cache: whether what is known from the last run may be used.
    """

    root: Path | None
    colour: bool
    quiet: bool
    cache: bool = True

    def project(self) -> Path:
        """The project's root.

        Raises:
            UsageError: there is none.
        """
        if self.root is None:
            raise UsageError(
                f"không thấy dự án nào: thư mục hiện tại và các thư mục bên trên đều không có thư mục {PLANS}/",
                f"chuyển đến thư mục của dự án, hoặc thêm --root THƯ_MỤC (thư mục có {PLANS}/)",
            )
        return self.root

    def screen(self, level: Level | None = None) -> Screen:
        """The terminal that this session writes to; `level` is the lowest that a proof shows on it."""
        from shutil import get_terminal_size

        from mttq.output.formats import Screen

        return Screen(get_terminal_size((100, 24)).columns, self.colour, level)


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """The common options as written in one place of the command line."""

    root: str | None = None
    no_color: bool = False
    quiet: bool = False
    no_cache: bool = False

    def then(self, later: CommonOptions) -> CommonOptions:
        """These options with later ones on top: the later root wins, a flag given once holds."""
        return CommonOptions(
            later.root if later.root is not None else self.root,
            self.no_color or later.no_color,
            self.quiet or later.quiet,
            self.no_cache or later.no_cache,
        )

    def session(self) -> Session:
        """The session they describe.

        Raises:
            UsageError: `--root` is no project.
        """
        root = named_root(self.root) if self.root is not None else nearest_root()
        return Session(root, colour_wanted() and not self.no_color, self.quiet, not self.no_cache)


def named_root(name: str) -> Path:
    """The project's root as `--root` names it.

    Raises:
        UsageError: the folder is not there or holds no `plans/`.
    """
    if not name:
        raise UsageError("--root để trống", f"nêu thư mục có {PLANS}/")
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(f"--root: không có thư mục “{name}”")
    if not _holds_plans(folder):
        raise UsageError(f"--root: thư mục “{name}” không có thư mục {PLANS}/ nên không phải là dự án")
    return folder.resolve()


def nearest_root() -> Path | None:
    """The nearest folder, from the working directory upward, that holds `plans/`."""
    try:
        here = Path.cwd().resolve()
    except OSError:  # the working directory has been removed
        return None
    return next((folder for folder in (here, *here.parents) if _holds_plans(folder)), None)


def _holds_plans(folder: Path) -> bool:
    try:
        return (folder / PLANS).is_dir()
    except OSError:  # a folder on the way up that may not be looked into is no project of this user
        return False


def colour_wanted() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asked for none (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def with_session(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command its session and the common options.

    Args:
        command: takes `session: Session` beside its own parameters, returns the exit code.

    Returns:
        The function to hand to typer: without `session`, with the common options.
    """

    def with_common(
        ctx: typer.Context, root: str | None, no_color: bool, quiet: bool, no_cache: bool, **values: object
    ) -> int:
        before = ctx.obj if isinstance(ctx.obj, CommonOptions) else CommonOptions()
        options = before.then(CommonOptions(root, no_color, quiet, no_cache))
        return command(session=options.session(), **values)

    common = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context),
        *(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=option, default=default)
            for name, option, default in (
                ("root", RootOption, None),
                ("no_color", NoColourOption, False),
                ("quiet", QuietOption, False),
                ("no_cache", NoCacheOption, False),
            )
        ),
    ]
    own = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(command, eval_str=True).parameters.values()
        if parameter.name != "session"
    ]
    with_common.__name__ = command.__name__
    with_common.__doc__ = command.__doc__
    with_common.__annotations__ = {parameter.name: parameter.annotation for parameter in [*own, *common]}
    # The documented way to tell inspect.signature() about a signature made at run time; typer reads that.
    with_common.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
    return with_common
