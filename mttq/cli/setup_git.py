"""`mttq setup-git`: let git merge the project's files by key and show Office files as text; with a hook on request."""

from __future__ import annotations

from typing import Annotated

import typer

from mttq.cli.errors import UsageError
from mttq.cli.session import Session


def setup_git(
    session: Session,
    hook: Annotated[
        bool, typer.Option("--hook", help="Thêm hook pre-commit: có lỗi trong phần đã git add thì không lưu.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Gỡ mọi thứ lệnh này đã đặt.")] = False,
) -> int:
    """Set up this clone, or undo that; say what was done."""
    from mttq.starting import git_setup

    if hook and undo:
        raise UsageError("--hook không dùng cùng --undo", "bỏ một trong hai")
    root = session.project()
    done = list(git_setup.undo(root) if undo else git_setup.set_up(root, hook=hook))
    if not session.quiet:
        for line in done or ["Không có gì của mttq để gỡ."]:
            print(line)
    return 0
