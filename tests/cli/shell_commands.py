# ruff: noqa: T201 - commands print
"""Commands to try the shell with: some like the real ones, and some that fail.

Run as a program it is `mttq` with these commands, for the tests that need a process of their own.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from mttq.cli import app as shell
from mttq.cli.app import CommandEntry, make_app
from mttq.cli.arguments import choice, choices, complete_years, day
from mttq.cli.errors import UsageError
from mttq.cli.main import run
from mttq.cli.session import Session


def check(
    session: Session,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="TỆP", help="Chỉ hiện lỗi của các tệp này.")
    ] = None,
    format: Annotated[str, choice("--format", ("text", "json"), help="Dạng kết quả.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Cảnh báo cũng là lỗi.")] = False,
) -> int:
    print(session, [path.as_posix() for path in paths or []], format, strict)
    return 1 if strict else 0


def total(
    session: Session,
    year: Annotated[
        str, typer.Argument(metavar="NĂM", help="Năm hoặc nhiệm kỳ.", autocompletion=complete_years)
    ],
    unit: Annotated[str | None, typer.Option("--unit", metavar="MÃ", help="Đơn vị.")] = None,
    indicator: Annotated[
        list[str] | None, typer.Option("--indicator", metavar="MÃ", help="Chỉ tiêu; nêu được nhiều lần.")
    ] = None,
) -> int:
    print(session.project().name, year, unit, indicator)
    return 0


def report(
    session: Session,
    year: Annotated[
        str, typer.Argument(metavar="NĂM", help="Năm hoặc nhiệm kỳ.", autocompletion=complete_years)
    ],
    kind: Annotated[str, typer.Option("--kind", metavar="LOẠI", help="Loại văn bản.")],
    format: Annotated[
        list[str] | None, choices("--format", ("docx", "md"), help="Các dạng, cách nhau bằng dấu phẩy.")
    ] = None,
) -> int:
    print(session.root is None, year, kind, format)
    return 0


def units(session: Session, on: Annotated[date | None, day("--on", help="Vào ngày này.")] = None) -> int:
    print(repr(on), session.colour)
    return 0


def broken(session: Session) -> int:
    raise ValueError(f"nothing a user should read\nsecond line {session.quiet}")


def unreadable(session: Session, path: Annotated[str, typer.Argument(metavar="TỆP")]) -> int:
    print(len(Path(path).read_bytes()), session.quiet)
    return 0


def refused(session: Session) -> int:
    raise UsageError("năm “2o20” không có\ntrong dự án", "viết 2020" if not session.quiet else None)


def flood(session: Session) -> int:
    for number in range(200_000):
        print("dòng", number, session.quiet)
    return 0


def wait(session: Session) -> int:
    print("chờ", session.quiet, flush=True)
    time.sleep(60)
    return 0


NAMES = ("check", "total", "report", "units", "broken", "unreadable", "refused", "flood", "wait")
APP = make_app(
    [
        CommandEntry(name, "shell_commands", name, f"Lệnh thử {name}.\n\nĐoạn hai của trợ giúp.")
        for name in NAMES
    ]
)

if __name__ == "__main__":
    shell.app = APP
    run()
