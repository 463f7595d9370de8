"""`mttq history`: the commits that moved one total."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mttq.cli.arguments import (
    Bom,
    KnownOn,
    PeriodName,
    UnitName,
    Year,
    byte_order_mark,
    choice,
    complete_indicators,
)
from mttq.cli.errors import UsageError
from mttq.cli.project import default_units, find_indicator, find_span, find_unit
from mttq.cli.session import Session

_FORMATS = ("table", "json", "csv")


def history(
    session: Session,
    year: Year,
    indicator: Annotated[
        str,
        typer.Option(
            "--indicator",
            metavar="MÃ",
            help="Chỉ tiêu: mã hoặc tên.",
            autocompletion=complete_indicators,
        ),
    ],
    unit: UnitName = None,
    period: PeriodName = None,
    known_on: KnownOn = None,
    format: Annotated[str, choice("--format", _FORMATS, help="Dạng kết quả.")] = "table",
    bom: Bom = False,
) -> int:
    """Print the commits that moved a total, newest first."""
    from mttq.commits import described, files_at, last_on
    from mttq.history import HistoryError, check_repository, commit_of, contents
    from mttq.names import MEMBERS, PLANS, is_of_catalogue
    from mttq.output import total_history as written
    from mttq.review.past_state import project_at
    from mttq.review.total_history import TotalQuestion, total_history

    mark = byte_order_mark(format, bom=bom)
    root = session.project()
    check_repository(root, "mttq history đọc lịch sử trong git; lập kho bằng git init, rồi lưu lần đầu")
    if known_on is None and commit_of(root, "HEAD") is None:
        raise HistoryError("kho git chưa có commit nào nên chưa có lịch sử", "lưu lần đầu bằng git commit")
    tip = last_on(root, known_on) if known_on is not None else described(root, "HEAD")
    files = files_at(root, tip.hash, PLANS, MEMBERS)
    of_catalogue = {content for path, content in files.items() if is_of_catalogue(path)}
    project = project_at(root, files, contents(root, of_catalogue))
    cycle, chosen = find_span(project, year, period)
    tops = [find_unit(project, unit, cycle, chosen)] if unit else default_units(project, cycle)
    if len(tops) != 1:
        example = f", ví dụ --unit {tops[0]}" if tops else ""
        raise UsageError("chưa nêu đơn vị nào", f"thêm --unit MÃ{example}")
    found = total_history(
        root,
        tip,
        TotalQuestion(unit=tops[0], indicator=find_indicator(project, indicator), cycle=cycle, period=chosen),
    )
    if format == "table":
        screen = session.screen()
        for line in written.render(found, width=screen.width, colour=screen.colour):
            print(line)
        return 0
    sys.stdout.write(mark)
    sys.stdout.write(written.as_json(found) if format == "json" else written.as_csv(found))
    if not session.quiet:
        for gap in written.gaps(found):
            print(gap, file=sys.stderr)
    return 0
