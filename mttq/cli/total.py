"""`mttq total`: add up figures by unit and indicator."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import (
    Bom,
    KnownOn,
    Out,
    PeriodName,
    UnitName,
    Year,
    byte_order_mark,
    check_out,
    choice,
    complete_indicators,
    complete_years,
    day,
    write_book,
)
from mttq.cli.errors import LISTED, UsageError, unknown
from mttq.cli.project import (
    default_units,
    diagnostics_of,
    examine_as_known,
    examine_project,
    exit_code,
    find_cycle,
    find_indicator,
    find_span,
    find_unit,
    meant_unit,
    open_project,
    print_faults,
)
from mttq.cli.session import Session
from mttq.levels import Level
from mttq.names import PLANS
from mttq.output.formats import EXPLAIN, TOTAL, TOTAL_IN_PIECES, XLSX, Screen, total_book

if TYPE_CHECKING:
    from mttq.check import Checked
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.period import Cycle, Period
    from mttq.totals import Gap, ShownTable, TotalsTable


_SUMMARY = 1
"""A table shows this many levels below the unit asked for, unless more are asked for."""


def _levels_down(text: str) -> int:
    """Read a number of levels.

    Raises:
        UsageError: it is no whole number.
    """
    if not (text.isascii() and text.isdecimal()):
        raise UsageError(f"--depth: “{text}” không phải số cấp", "ví dụ --depth 0, --depth 2")
    return int(text)


def total(
    session: Session,
    year: Year,
    unit: UnitName = None,
    period: PeriodName = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator",
            metavar="MÃ",
            help="Chỉ các chỉ tiêu này; nêu được nhiều lần.",
            autocompletion=complete_indicators,
        ),
    ] = None,
    level: Annotated[
        str | None,
        choice(
            "--level",
            tuple(Level),
            help="Chỉ hiện các đơn vị của một cấp; cùng với --explain: mở cây số liệu đến cấp này.",
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth",
            metavar="N",
            parser=_levels_down,
            help="Số cấp dưới cần hiện: 0 là riêng đơn vị, 1 thêm cấp ngay dưới, …; bảng không nêu --depth hay"
            " --level thì hiện một cấp, json và csv hiện mọi cấp.",
        ),
    ] = None,
    as_of: Annotated[
        date | None,
        day(
            "--as-of",
            help="Cộng theo các đơn vị của ngày này: số của đơn vị đã sáp nhập, chia tách tính cho đơn vị kế thừa.",
        ),
    ] = None,
    known_on: KnownOn = None,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="NĂM",
            help="Đặt cạnh số cùng kỳ của một năm hay nhiệm kỳ khác, cộng theo cùng các đơn vị.",
            autocompletion=complete_years,
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Cho xem căn cứ của một con số: từng số hợp thành với tệp và dòng, ai còn thiếu tháng nào, đã trừ gì,"
            " số nào không tính và vì sao; cần đúng một --indicator.",
        ),
    ] = False,
    format: Annotated[str, choice("--format", (*TOTAL, XLSX), help="Dạng kết quả.")] = "table",
    bom: Bom = False,
    out: Out = None,
) -> int:
    """Print the totals of a year or term; faults of the documents read go to stderr."""
    from mttq.totals import build_table, shown_table

    mark = byte_order_mark(format, bom=bom)
    check_out(format, out)
    opened = open_project(session)
    past = examine_as_known(opened, session, known_on) if known_on is not None else None
    project = past.project if past is not None else opened.project
    cycle, chosen = find_span(project, year, period)
    other = _other_cycle(project, compare, cycle) if compare is not None else None
    tops = _tops(project, unit, cycle, chosen, as_of=as_of)
    if explain and format not in EXPLAIN:
        raise UsageError(
            f"--explain: căn cứ của một con số không viết được thành {format}",
            f"dùng --format {' hoặc '.join(EXPLAIN)}",
        )
    if explain and depth is not None:
        raise UsageError("--explain không dùng cùng --depth", "thêm --level CẤP để mở cây số liệu đến cấp đó")
    if explain and len(tops) > 1:
        raise UsageError("--explain: chưa nêu đơn vị nào", f"thêm --unit MÃ, ví dụ --unit {tops[0]}")
    checked = past or examine_project(opened, session)
    lowest = Level(level) if level is not None else None
    wanted = list(dict.fromkeys(find_indicator(project, name) for name in indicator or []))
    if explain:
        proved = build_table(
            checked.project, cycle, chosen, tops=tops, indicators=wanted, depth=0, as_of=as_of, compare=other
        )
        _check_one(proved, wanted)
        found = _faults(checked, proved, project.catalogue.units.with_taken_over(tops))
        print_faults(project, found, session)
        sys.stdout.writelines(_prove(proved, checked.project, format, session.screen(lowest)))
        return exit_code(found)
    made = None
    if depth is None and level is None and format == "table":
        depth = _SUMMARY
    if len(tops) == 1 and as_of is None and other is None and depth is None:
        made = _write_branches(
            checked.project, cycle, chosen, top=tops[0], format=format, indicators=wanted, level=lowest
        )
    table, text = made or (
        shown_table(
            checked.project,
            cycle,
            chosen,
            tops=tops,
            in_blocks=True,
            indicators=wanted,
            level=lowest,
            depth=depth,
            as_of=as_of,
            compare=other,
        ),
        None,
    )
    found = _faults(checked, table, project.catalogue.units.with_taken_over(tops))
    print_faults(project, found, session)
    if format == XLSX:
        write_book(total_book(table), out)
        return exit_code(found)
    sys.stdout.write(mark)
    sys.stdout.writelines(text or TOTAL[format](table, project.catalogue, session.screen()))
    return exit_code(found)


def _write_branches(
    project: Project,
    cycle: Cycle,
    period: Period,
    *,
    top: str,
    format: str,
    indicators: list[str],
    level: Level | None,
) -> tuple[ShownTable, Iterable[str]] | None:
    """Return the table of a large tree's top, and the text of the whole tree, written by several processes.

    None if the tree is small, or the format can't be written branch by branch.
    """
    from mttq.totals.branches import write_branches

    if format not in TOTAL_IN_PIECES:
        return None
    piece, whole = TOTAL_IN_PIECES[format]()
    made = write_branches(project, cycle, period, top=top, write=piece, indicators=indicators, level=level)
    if made is None:
        return None
    table, texts = made
    return table, whole(table, texts)


def _other_cycle(project: Project, name: str, cycle: Cycle) -> Cycle:
    """Return the year or term to compare with: another one, and of the same kind."""
    if cycle.alone is not None:
        raise UsageError(f"--compare: {cycle.title} đứng riêng nên không so được với năm nào", "bỏ --compare")
    others = [
        one.name for one in project.years_and_terms.values() if one.is_term == cycle.is_term and one != cycle
    ]
    kind = "nhiệm kỳ" if cycle.is_term else "năm"
    hint = (
        f"các {kind} khác có trong {PLANS}/: {', '.join(others)}"
        if others
        else f"{PLANS}/ chưa có {kind} nào khác"
    )
    if name not in project.years_and_terms:
        raise UsageError(f"--compare: không có năm hay nhiệm kỳ “{name}”", hint)
    other = find_cycle(project, name)
    if other == cycle:
        raise UsageError(f"--compare: “{name}” chính là {kind} đang xem", hint)
    if other.is_term != cycle.is_term:
        raise UsageError(f"--compare: không so được {cycle.title} với {other.title}", hint)
    return other


def _tops(
    project: Project, unit: str | None, cycle: Cycle, period: Period, *, as_of: date | None
) -> list[str]:
    """Return the units to start from; with `as_of` they must exist on that day."""
    units = project.catalogue.units
    if as_of is None:
        return (
            [find_unit(project, unit, cycle, period)] if unit is not None else default_units(project, cycle)
        )
    if unit is None and project.catalogue.settings.default_unit not in units.by_id:
        return [one.id for one in units.nearest("", lambda one: one.valid_on(as_of))]
    name = unit if unit is not None else project.catalogue.settings.default_unit
    found = units.get(meant_unit(units, name, as_of, as_of))
    if found is None:
        raise unknown("đơn vị", name, units.by_id)
    if found.valid_on(as_of):
        return [found.id]
    if found.last is not None and found.last < as_of:
        bound = f"chỉ đến hết ngày {found.last:%d/%m/%Y}"
        heirs = [
            one.id for one in units.by_id.values() if any(old.unit == found.id for old in one.takes_over)
        ]
        hint = f"đơn vị kế thừa: {', '.join(heirs)}" if heirs else None
    else:
        bound, hint = f"chỉ từ ngày {found.first:%d/%m/%Y}", None
    raise UsageError(
        f"--as-of: đơn vị “{name}” không có vào ngày {as_of:%d/%m/%Y}: {bound}",
        hint or f"xem các đơn vị bằng mttq units --on {as_of:%Y-%m-%d}",
    )


def _check_one(table: TotalsTable, given: list[str]) -> None:
    """Refuse a proof of anything but one indicator."""
    if len(set(given)) == 1:
        return
    fact = "--explain: mỗi lần chỉ giải thích một chỉ tiêu" if given else "--explain: chưa nêu chỉ tiêu nào"
    names = [row.indicator.id for row in table.rows]
    left = f" và {len(names) - LISTED} chỉ tiêu khác" if len(names) > LISTED else ""
    listed = f"; có mục tiêu hay số liệu: {', '.join(names[:LISTED])}{left}" if names else ""
    raise UsageError(fact, f"nêu đúng một --indicator MÃ{listed}")


def _faults(checked: Checked, table: ShownTable, tops: list[str]) -> list[Diagnostic]:
    """Return the faults of the documents read, and of those read for the year compared with."""
    from mttq.diagnostics import UNDECIDED

    found = diagnostics_of(checked, table.cycle, tops, targets=True)
    if table.compared is not None:
        # A fault of the catalogue concerns both years and is listed once.
        found = list(dict.fromkeys([*found, *diagnostics_of(checked, table.compared, tops, targets=True)]))
    # The totals above have a tie as well that `check` reports for the lowest unit.
    tied = {(one.path, one.span) for one in found if one.code is UNDECIDED}
    gaps = (one for one in table.gaps if one.code is not UNDECIDED or (one.path, one.span) not in tied)
    return list(dict.fromkeys([*found, *map(_not_computed, gaps)]))


def _prove(table: TotalsTable, project: Project, format: str, screen: Screen) -> Iterable[str]:
    from mttq.totals import prove

    if not table.rows:
        return ("null\n",) if format == "json" else TOTAL[format](table, project.catalogue, screen)
    return (EXPLAIN[format](prove(project, table, table.rows[0]), table, project.catalogue, screen),)


def _not_computed(gap: Gap) -> Diagnostic:
    from mttq.diagnostics import Diagnostic

    return Diagnostic(gap.code, gap.path, gap.span, gap.message, help=gap.remedy)
