"""`mttq import --map`: any table of answers, read by a map; and the first map of a table."""

from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mttq.cli.errors import UsageError
from mttq.cli.session import Session
from mttq.names import TABLE_MAPS

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.documents.table_map import TableMap
    from mttq.intake import Answers, Objection, Receipt
    from mttq.period import Cycle, Period
    from mttq.source import Source
    from mttq.tables.table import ReceivedTable

NEW = "new"
"""Given instead of a map: write the first one."""

Time = tuple["Cycle | None", "Period | None"]


def time_of(project: Project, year: str | None, period: str | None) -> Time:
    """Return the year or term and the period that options name.

    Raises:
        UsageError: there is no such year, term or period.
    """
    from mttq.period import parse_cycle
    from mttq.tables.periods import named_period

    cycle = parse_cycle(year) if year is not None else None
    if year is not None and cycle is None:
        raise UsageError(f"--year: “{year}” không phải năm hay nhiệm kỳ", "viết như 2026 hay 2024-2029")
    if period is None:
        return cycle, None
    named = named_period(period, cycle, project.catalogue.campaigns)
    if named is None:
        of = f"{cycle.title} " if cycle is not None else ""
        raise UsageError(f"--period: {of}không có kỳ “{period}”", "viết như thang-06, quy-2, 6-thang, nam")
    return named


def read_answers(
    project: Project, files: Sequence[Path], name: str, time: Time, session: Session
) -> list[Answers | Receipt]:
    """Read tables by a map.

    Args:
        project: the catalogue.
        files: the tables.
        name: the map: a file, or the name of one in `templates/bang/`.
        time: the year and period of all answers, if they were named.
        session: the surroundings.

    Returns:
        The answers of each unit, behind a receipt for each file or row that can't be said to be any unit's.

    Raises:
        UsageError: there is no such map, or it has errors.
    """
    from mttq.intake import Objection
    from mttq.output.terminal import printable
    from mttq.tables.collection import collect

    source, by = _read_map(project, name, session)
    found: list[Answers | Receipt] = []
    for file in files:
        table = _table(file, by.sheet)
        if isinstance(table, Objection):
            found.append(_refused(file, table))
            continue
        collected = collect(project, table, by, time)
        if collected.faults:
            _print_faults(source, collected.faults, session)
            raise UsageError(
                f"bản đồ {source.path} không hợp với {file}", "sửa bản đồ rồi chạy lại; chưa ghi tệp nào"
            )
        if not session.quiet:
            for remark in collected.remarks:
                print(f"{file}: {printable(remark)}", file=sys.stderr)
            if not collected.answers and not collected.unread:
                print(f"{file}: bảng không có dòng trả lời nào.", file=sys.stderr)
        found += [_refused(file, one) for one in collected.unread]
        found += collected.answers
    return found


def write_first_map(project: Project, files: Sequence[Path], session: Session) -> int:
    """Write the first map of a table into the project.

    Raises:
        UsageError: there is more than one table, or a map of that name.
    """
    from mttq.files import write_atomic
    from mttq.intake import Objection
    from mttq.output import intake
    from mttq.tables.first_map import file_stem, first_map

    if len(files) > 1:
        raise UsageError("--map new lập bản đồ cho một bảng", "nêu một tệp")
    (file,) = files
    table = _table(file, "")
    if isinstance(table, Objection):
        for line in intake.faults(_refused(file, table), colour=session.colour):
            print(line)
        return 1
    path = f"{TABLE_MAPS}/{file_stem(file.name)}.yaml"
    if not (project.root / TABLE_MAPS).resolve().is_relative_to(project.root.resolve()):
        raise UsageError(f"{TABLE_MAPS} là liên kết ra ngoài dự án", "thay liên kết bằng thư mục thật")
    if (project.root / path).exists():
        raise UsageError(f"đã có bản đồ {path}", f"dùng --map {path}, hoặc đổi tên tệp ấy")
    default = project.catalogue.settings.default_unit
    below = default if project.catalogue.units.children(default) else ""
    text = first_map(table, project.catalogue, below)
    write_atomic(project.root / path, text.encode("utf-8"))
    if not session.quiet:
        print(path)
        print(
            f"Đã lập bản đồ; xem lại những dòng có dấu #, rồi chạy: mttq import {file} --map {path} --dry-run"
        )
    return 0


def _read_map(project: Project, name: str, session: Session) -> tuple[Source, TableMap]:
    from mttq.documents.table_map import read_table_map
    from mttq.source import read_file

    own = project.root / TABLE_MAPS
    candidates = [Path(name), project.root / name, own / name, own / f"{name}.yaml"]
    file = next((one for one in candidates if one.is_file()), None)
    if file is None:
        known = ", ".join(sorted(one.stem for one in own.glob("*.yaml")))
        remedy = f"các bản đồ của dự án: {known}" if known else "lập bản đồ bằng mttq import --map new TỆP"
        raise UsageError(f"không có bản đồ “{name}”", remedy)
    source = read_file(file, name if file == candidates[0] else file.relative_to(project.root).as_posix())
    by, faults = read_table_map(source)
    _print_faults(source, faults, session)
    if by is None:
        raise UsageError(f"bản đồ {source.path} có lỗi", "sửa bản đồ rồi chạy lại; chưa ghi tệp nào")
    return source, by


def _table(file: Path, sheet: str) -> ReceivedTable | Objection:
    """Return the table in a file, or why it is not read."""
    from mttq.files import reason
    from mttq.intake import Objection
    from mttq.tables.csv_file import read_csv
    from mttq.tables.table import MOST_BYTES, RefusedTableError
    from mttq.tables.workbook import is_workbook, read_sheet

    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise RefusedTableError("đây không phải một tệp thường", "nêu tệp .csv, .xlsx hay .ods")
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise RefusedTableError(f"tệp lớn hơn {MOST_BYTES // 1024 // 1024} MiB", "chia thành nhiều tệp")
        name = file.name
        return read_sheet(content, name, sheet) if is_workbook(content) else read_csv(content, name)
    except OSError as error:
        return Objection(place="", message=f"không đọc được tệp: {reason(error, reading=True)}")
    except RefusedTableError as error:
        return Objection(place="", message=error.message, help=error.help)


def _refused(file: Path, objection: Objection) -> Receipt:
    from mttq.intake import Receipt, State

    return Receipt(
        origin=str(file),
        unit="",
        title="",
        period="",
        path="",
        state=State.REFUSED,
        objections=(replace(objection, of_office=True),),
    )


def _print_faults(source: Source, faults: Sequence[Diagnostic], session: Session) -> None:
    from mttq.output.diagnostics import text

    colour = session.colour and sys.stderr is not None and sys.stderr.isatty()
    ordered = sorted(faults, key=lambda one: one.sort_key)
    for line in text.render(ordered, {source.path: source}, files=0, colour=colour, quiet=True):
        print(line, file=sys.stderr)
