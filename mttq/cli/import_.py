"""`mttq import`: forms that came back, and tables of answers, into the files of reports."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from mttq.cli import import_table
from mttq.cli.arguments import complete_maps
from mttq.cli.errors import UsageError
from mttq.cli.project import examine_project, open_project, print_faults
from mttq.cli.session import Progress, Session

if TYPE_CHECKING:
    from mttq.check import Checked
    from mttq.intake import Answers, Mode, Receipt

_TEXT_FILES = (".csv", ".tsv", ".txt")


def import_(
    session: Session,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="TỆP",
            help="Biểu mẫu đã điền (.xlsx, .ods), hay thư mục có các biểu mẫu; với --map: bảng .csv, .xlsx, .ods.",
        ),
    ],
    table_map: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="BẢN_ĐỒ",
            help="Tệp là bảng trả lời, đọc theo bản đồ này; new: lập bản đồ đầu tiên của bảng.",
            autocompletion=complete_maps,
        ),
    ] = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="NĂM", help="Cùng với --map: năm của mọi dòng trong bảng.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="KỲ", help="Cùng với --map: kỳ của mọi dòng trong bảng.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Không ghi gì; chỉ cho biết sẽ nhập, sẽ đổi những gì.")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="Báo cáo đã có: thêm chỗ còn thiếu, giữ nguyên chỗ khác nhau.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Báo cáo đã có: thêm chỗ còn thiếu, thay cả chỗ khác nhau.")
    ] = False,
    messages: Annotated[
        Path | None,
        typer.Option(
            "--messages",
            metavar="TỆP",
            help="Ghi lời nhắn cho từng đơn vị vào tệp này, để dán vào tin nhắn.",
        ),
    ] = None,
) -> int:
    """Check all answers together, then write the reports of those without an error."""
    from mttq.intake import Mode

    if merge and force:
        raise UsageError("--merge và --force không dùng cùng nhau", "chọn một trong hai")
    if table_map is None and (year is not None or period is not None):
        raise UsageError(
            "--year, --period chỉ dùng cùng --map", "biểu mẫu tự ghi năm và kỳ; bỏ hai tùy chọn này"
        )
    files = _each_once(files)
    mode = Mode.MERGE if merge else Mode.FORCE if force else Mode.ASK
    intent = Intent(mode, dry_run, messages)
    opened = open_project(session)
    if table_map is None:
        checked = examine_project(opened, session)
        return take_in(checked, _forms(checked, files, session), intent, session)
    if table_map == import_table.NEW:
        return import_table.write_first_map(opened.project, files, session)
    time = import_table.time_of(opened.project, year, period)
    answers = import_table.read_answers(opened.project, files, table_map, time, session)
    return take_in(examine_project(opened, session), answers, intent, session) if answers else 0


def _forms(checked: Checked, paths: Sequence[Path], session: Session) -> list[Answers | Receipt]:
    """Read forms."""
    from mttq.forms.filled_form import FormReader

    tables = [one for one in paths if one.suffix.casefold() in _TEXT_FILES]
    if tables:
        raise UsageError(
            f"“{tables[0]}” là một bảng, không phải biểu mẫu",
            f"thêm --map BẢN_ĐỒ; chưa có bản đồ thì chạy: mttq import --map new {tables[0]}",
        )
    wanted = _each_once(_workbooks(paths))
    if not wanted:
        raise UsageError("không có biểu mẫu .xlsx, .ods nào trong thư mục đã nêu")
    reader = FormReader(checked.project)
    progress = Progress(session, "Đang đọc {} biểu mẫu…", len(wanted))
    read: list[Answers | Receipt] = []
    try:
        for number, file in enumerate(wanted, start=1):
            content = _content(file)
            read.append(reader.read(content, str(file)) if isinstance(content, bytes) else content)
            progress.show(number)
    finally:
        progress.clear()
    return read


class Intent(NamedTuple):
    """What the user wants done with answers.

    Attributes:
        mode: what to do with reports that exist.
        dry_run: whether nothing is to be written.
        messages: the file for the messages to units, or None.
    """

    mode: Mode
    dry_run: bool
    messages: Path | None


def take_in(checked: Checked, read: Sequence[Answers | Receipt], intent: Intent, session: Session) -> int:
    """Check answers, write the reports of those without an error, and print what became of each.

    Args:
        checked: the project.
        read: the answers of each unit, or why they could not be read.
        intent: what the user wants.
        session: the surroundings.

    Returns:
        1 if some answers were refused or wait for the user's word, else 0.
    """
    from mttq.intake import Receipt, State, examine, write

    received = examine(checked, [one for one in read if not isinstance(one, Receipt)], intent.mode)
    judged = iter(received.receipts)
    receipts = [one if isinstance(one, Receipt) else next(judged) for one in read]
    if not intent.dry_run:
        receipts = write(checked.project, receipts)
    _print(receipts, intent, session)
    if received.elsewhere and not session.quiet:
        print("Số mới làm các tệp khác có lỗi:", file=sys.stderr)
        print_faults(checked.project, received.elsewhere, session)
    if intent.messages is not None:
        _write_messages(receipts, intent.messages)
    return int(any(one.state in {State.REFUSED, State.WAITING} for one in receipts))


def _print(receipts: list[Receipt], intent: Intent, session: Session) -> None:
    from mttq.intake import Mode, State
    from mttq.output import intake

    for one in receipts:
        for line in intake.faults(one, colour=session.colour):
            print(line)
    if session.quiet:
        return
    for one in receipts:
        if one.state is State.WAITING or (one.state is State.FILLED and (one.replaced or intent.dry_run)):
            for line in intake.changes(one, keeps=intent.mode is Mode.MERGE):
                print(line)
    if any(one.objections or one.replaced for one in receipts):
        print()
    screen = session.screen()
    print(intake.table(receipts, width=screen.width, colour=session.colour), end="")
    print(intake.summary(receipts, written=not intent.dry_run))
    refused = [one for one in receipts if intake.asks_unit(one)]
    if refused and intent.messages is None:
        print("\nLời nhắn cho các đơn vị cần gửi lại:")
        for one in refused:
            print(f"\n{intake.message(one)}")


def _write_messages(receipts: list[Receipt], file: Path) -> None:
    from mttq.files import write_atomic
    from mttq.output import intake

    text = "\n\n".join(intake.message(one) for one in receipts if intake.is_of_unit(one))
    write_atomic(file, f"{text}\n".encode())


def _workbooks(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, and for a folder the workbooks in it, without those that Excel keeps while one is open."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.suffix.casefold() in {".xlsx", ".xlsm", ".xls", ".ods"} and not file.name.startswith(
                ("~$", ".")
            ):
                yield file


def _each_once(paths: Iterable[Path]) -> list[Path]:
    """Return the paths without those that lead where an earlier one does."""
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _content(file: Path) -> bytes | Receipt:
    """Return the bytes of a file, at most one more than allowed, or a receipt that says why it can't be read."""
    from mttq.files import reason
    from mttq.intake import Objection, Receipt, State
    from mttq.intake.workbook_file import MOST_BYTES

    try:
        if not stat.S_ISREG(file.stat().st_mode):
            wrong = "đây không phải một tệp thường"
        else:
            with file.open("rb") as stream:
                return stream.read(MOST_BYTES + 1)
    except OSError as error:
        wrong = reason(error, reading=True)
    return Receipt(
        origin=str(file),
        unit="",
        title="",
        period="",
        path="",
        state=State.REFUSED,
        objections=(Objection(place="", message=f"không đọc được tệp: {wrong}", of_office=True),),
    )
