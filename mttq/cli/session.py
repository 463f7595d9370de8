"""What every command knows of its surroundings: the project, the terminal, `--quiet`, and progress shown on it.

The common options may be given before the command or after it, and mean the same in both places. A command
declares none of them: it takes a `Session` as the parameter named `session`, and `with_session` adds the options
to its signature.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from mttq.cli.errors import UsageError
from mttq.names import CACHE, PLANS

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
    bool, typer.Option("--no-cache", help=f"Đọc lại mọi tệp, không dùng thư mục {CACHE}.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Không hiện tiến độ và các lời nhắn phụ.")]

_PATIENCE = 1.0  # seconds before progress is first shown
_PAUSE = 0.1  # seconds between two updates of it


class Session(NamedTuple):
    """What a command knows of its surroundings.

    Attributes:
        root: the project's root, absolute with links resolved; None outside any project.
        colour: whether standard output may be coloured.
        quiet: whether to leave out progress and remarks.
        cache: whether results of earlier runs may be used.
        is_named: whether `--root` gave the root.
    """

    root: Path | None
    colour: bool
    quiet: bool
    cache: bool = True
    is_named: bool = False

    def about(self, paths: Sequence[Path]) -> Session:
        """Return the session for the project that these files are in, unless `--root` names another."""
        root = nearest_root(paths[0]) if paths and not self.is_named else None
        return self if root is None else self._replace(root=root)

    def project(self) -> Path:
        """Return the project's root.

        Raises:
            UsageError: there is no project.
        """
        if self.root is None:
            raise UsageError(
                f"không thấy dự án nào: thư mục hiện tại và các thư mục bên trên đều không có thư mục {PLANS}/",
                f"chuyển đến thư mục của dự án, hoặc thêm --root THƯ_MỤC (thư mục có {PLANS}/)",
            )
        return self.root

    def screen(self, level: Level | None = None) -> Screen:
        """Return the terminal to write to; `level` is the lowest that a proof shows on it."""
        from shutil import get_terminal_size

        from mttq.output.formats import Screen

        return Screen(get_terminal_size((100, 24)).columns, self.colour, level)


class CommonOptions(NamedTuple):
    """The common options as given in one place of the command line."""

    root: str | None = None
    no_color: bool = False
    quiet: bool = False
    no_cache: bool = False

    def then(self, later: CommonOptions) -> CommonOptions:
        """Combine these options with later ones: the later root wins, a flag given once holds."""
        return CommonOptions(
            later.root if later.root is not None else self.root,
            self.no_color or later.no_color,
            self.quiet or later.quiet,
            self.no_cache or later.no_cache,
        )

    def session(self) -> Session:
        """Return the session that the options describe.

        Raises:
            UsageError: `--root` is no project.
        """
        is_named = self.root is not None
        return Session(
            root=named_root(self.root) if self.root is not None else nearest_root(),
            colour=colour_wanted() and not self.no_color,
            quiet=self.quiet,
            cache=not self.no_cache,
            is_named=is_named,
        )


class Progress:
    """A line on standard error that shows how far a command has come, once it has taken a second.

    The line is written over and leaves nothing behind.

    Args:
        session: with `--quiet`, or if standard error is no terminal, nothing is shown.
        doing: what is being done, and to what: `Đang xuất {} đơn vị`.
        total: how many there are.
    """

    def __init__(self, session: Session, doing: str, total: int) -> None:
        self._is_shown = not session.quiet and sys.stderr is not None and sys.stderr.isatty()
        self._doing = doing
        self._total = total
        self._next = monotonic() + _PATIENCE
        self._is_there = False

    def show(self, done: int) -> None:
        """Show how many are done."""
        if self._is_shown and monotonic() >= self._next:
            print(f"\r{self._doing.format(f'{done}/{self._total}')}", end="", file=sys.stderr, flush=True)
            self._is_there = True
            self._next = monotonic() + _PAUSE

    def clear(self) -> None:
        """Take the line away, before something else is printed and at the end."""
        if self._is_there:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_there = False


def named_root(name: str) -> Path:
    """Return the project's root as `--root` names it.

    Raises:
        UsageError: the folder doesn't exist or has no `plans/`.
    """
    if not name:
        raise UsageError("--root để trống", f"nêu thư mục có {PLANS}/")
    folder = Path(name)
    if not folder.is_dir():
        raise UsageError(f"--root: không có thư mục “{name}”")
    if not _has_plans(folder):
        raise UsageError(f"--root: thư mục “{name}” không có thư mục {PLANS}/ nên không phải là dự án")
    return folder.resolve()


def nearest_root(start: Path | None = None) -> Path | None:
    """Return the nearest folder with `plans/` in it, from a file or folder upward, or from the working directory."""
    try:
        here = (start or Path.cwd()).resolve()
    except OSError:  # the working directory has been removed
        return None
    return next((folder for folder in (here, *here.parents) if _has_plans(folder)), None)


def _has_plans(folder: Path) -> bool:
    try:
        return (folder / PLANS).is_dir()
    except OSError:  # a folder on the way up that this user may not look into is none of their projects
        return False


def colour_wanted() -> bool:
    """Return whether standard output is a terminal that shows colours, and NO_COLOR is not set (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def with_session(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command its session and the common options.

    Args:
        command: takes `session: Session` and its own parameters, returns the exit code.

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
    with_common.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined] # read by typer
    return with_common
