"""The log of `mttq report`: each file, what went wrong, and a summary."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import assert_never

from mttq.cli.errors import UsageError, describe_os_error, one_line
from mttq.cli.session import Progress, Session
from mttq.issuing import Order, Outcome, Result, UnitFiles
from mttq.output.terminal import printable
from mttq.quantity.tokens import group

_FILES = (
    (Result.WRITTEN, "đã ghi {} tệp"),
    (Result.SAME, "{} tệp không đổi"),
    (Result.REFUSED, "{} tệp để nguyên"),
    (Result.DIFFERENT, "{} tệp khác"),
    (Result.ABSENT, "{} tệp chưa có"),
    (Result.STALE, "{} tệp thừa"),
    (Result.FAILED, "{} tệp không ghi được"),
)
_NAMED = 12
"""The summary names at most this many units that have nothing to report."""
_ON_STDERR = (Result.REFUSED, Result.FAILED)
_WRONG = (Result.REFUSED, Result.DIFFERENT, Result.ABSENT, Result.STALE, Result.FAILED)


class ReportLog:
    """Prints what becomes of the files of one run, and counts them for the summary.

    Args:
        session: with `--quiet` there are no remarks and no summary.
        order: what is made.
        units: the units that it is made for.
        found: whether they were found in the project instead of named one by one.
        notes: whether to print what whoever issues the documents should know of them.
        check: whether files are compared only, not written.
        narrowed: the options given that leave out units.
    """

    def __init__(
        self,
        session: Session,
        order: Order,
        units: Sequence[str],
        *,
        found: bool,
        check: bool,
        notes: bool = True,
        narrowed: Sequence[str] = (),
    ) -> None:
        self._session = session
        self._order = order
        self._units = units
        self._found = found
        self._check = check
        self._notes = notes
        self._narrowed = narrowed
        self._progress = Progress(session, "Đang xuất {} đơn vị…", len(units))
        self._results: Counter[Result] = Counter()
        self._faults: set[str] = set()
        self._of_templates: set[str] = set()
        self._done: set[str] = set()
        self._empty: dict[str, None] = {}
        self._failed = 0

    def stopped(self, units: Sequence[str]) -> None:
        """Report units that rest on documents with errors; the errors have been printed."""
        self._failed += len(units)
        if len(units) == len(self._units):
            print("Chưa ghi tệp nào: sửa các lỗi trên rồi chạy lại.", file=sys.stderr)
            return
        for unit in units:
            print(f"{unit}: chưa ghi tệp nào vì văn bản cần đọc có lỗi nêu trên", file=sys.stderr)

    def run(
        self,
        made: Iterable[UnitFiles],
        place: Callable[[UnitFiles], Iterable[Outcome]],
        strays: Iterable[Outcome] = (),
    ) -> int:
        """Pass the files of each unit to `place` and print what becomes of them.

        Args:
            made: the files of each unit, as they are made.
            place: compares or writes the files of a unit.
            strays: files that belong to no unit, reported at the end.

        Returns:
            The exit code.

        Raises:
            UsageError: a unit named one by one gets no file, or a template is faulty.
        """
        for done, one in enumerate(made if self._found else self._all(made), 1):
            if one.fault:
                self._failed += 1
                self._print_fault(one)
            elif one.is_empty:
                self._empty[one.unit] = None
                self._print_outcomes(place(one))
            else:
                self._done.add(one.unit)
                before = self._results[Result.WRITTEN]
                self._print_outcomes(place(one))
                if self._results[Result.WRITTEN] > before:
                    self._print_notes(one)
            self._progress.show(done)
        self._progress.clear()
        self._print_outcomes(strays)
        return self._finish()

    def _all(self, made: Iterable[UnitFiles]) -> list[UnitFiles]:
        """Make the files of units named one by one, all before any is written.

        Raises:
            UsageError: there is nothing to make for one of them, or a template is faulty.
        """
        found = []
        for one in made:
            for remark in one.remarks if not self._session.quiet else ():
                print(f"{one.unit}: {remark}", file=sys.stderr)
            if one.fault:
                raise UsageError(one.fault, "sửa mẫu rồi chạy lại; chưa ghi tệp nào")
            if one.is_empty:
                raise UsageError(
                    f"đơn vị “{one.unit}” không có gì để xuất trong {self._order.cycle.title}",
                    f"chưa ghi tệp nào; {self._otherwise()}",
                )
            found.append(one)
        return found

    def _print_notes(self, made: UnitFiles) -> None:
        """Print what whoever issues the files should know of them; of a template once."""
        if self._session.quiet:
            return
        self._progress.clear()
        for note in made.notes if self._notes else ():
            print(f"{made.unit}: {note}", file=sys.stderr)
        for note in made.of_templates:
            if note not in self._of_templates:
                self._of_templates.add(note)
                print(one_line(note), file=sys.stderr)

    def _print_fault(self, made: UnitFiles) -> None:
        """Print the fault of a template once, and name every unit that gets no file because of it."""
        self._progress.clear()
        if made.fault not in self._faults:
            self._faults.add(made.fault)
            print(f"lỗi: {one_line(made.fault)}", file=sys.stderr)
        print(f"{made.unit}: chưa ghi tệp nào vì mẫu có lỗi nêu trên", file=sys.stderr)

    def _print_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        for one in outcomes:
            self._results[one.result] += 1
            if not (self._check and one.result is Result.SAME):
                self._progress.clear()
                print(_line(one), file=sys.stderr if one.result in _ON_STDERR else sys.stdout)

    def _finish(self) -> int:
        is_wrong = self._failed > 0 or any(self._results[one] for one in _WRONG)
        if self._found and not (self._done or is_wrong):
            nothing = "không đơn vị nào có gì để xuất trong "
            nothing += self._order.period.full_title(self._order.cycle)
            if not self._check:
                raise UsageError(nothing, self._otherwise())
            if not self._session.quiet:
                print(f"{nothing}, trên đĩa cũng không có tệp thừa.", file=sys.stderr)
            return 0
        if (self._found or self._check) and not self._session.quiet:
            print(self._summary(), file=sys.stderr)
        return int(is_wrong)

    def _otherwise(self) -> str:
        """Return what may be asked for instead: without the options given that leave units or documents out."""
        given = [*(["--kind"] if self._order.kind is not None else []), *self._narrowed]
        return f"bỏ {', '.join(given)}, hoặc chọn đơn vị khác" if given else "chọn đơn vị khác hoặc kỳ khác"

    def _summary(self) -> str:
        """Return the last line: `12 đơn vị: đã ghi 20 tệp; 3 đơn vị không có gì để xuất; 1 đơn vị có lỗi`."""
        files = [words.format(_count(self._results[one])) for one, words in _FILES if self._results[one]]
        parts = [f"{_count(len(self._done))} đơn vị: {', '.join(files) or 'không có tệp nào'}"]
        if self._check:
            parts[0] = (
                parts[0].replace("tệp không đổi", "tệp đúng như sẽ ghi").replace("ghi được", "đọc được")
            )
        empty = [one for one in self._empty if one not in self._done]
        if empty:
            more = f" và {_count(len(empty) - _NAMED)} đơn vị khác" if len(empty) > _NAMED else ""
            names = ", ".join(empty[:_NAMED])
            parts.append(f"{_count(len(empty))} đơn vị không có gì để xuất ({names}{more})")
        if self._failed:
            parts.append(f"{_count(self._failed)} đơn vị có lỗi")
        return "; ".join(parts) + "."


def _line(outcome: Outcome) -> str:
    """Return the line about one file."""
    path = printable(_shown(outcome.path))
    match outcome.result:
        case Result.WRITTEN:
            return path
        case Result.SAME:
            return f"{path} (không đổi)"
        case Result.REFUSED:
            return f"{path}: để nguyên: {outcome.why}; {outcome.help}"
        case Result.DIFFERENT:
            return f"{path}: {outcome.why}"
        case Result.ABSENT:
            return f"{path}: chưa có"
        case Result.STALE:
            return f"{path}: thừa, số liệu hiện nay không còn gì để xuất thành tệp này"
        case Result.FAILED:
            assert outcome.error is not None
            return f"lỗi: {one_line(describe_os_error(outcome.error) or path)}"
        case _ as never:
            assert_never(never)


def _count(number: int) -> str:
    return group(str(number))


def _shown(path: Path) -> str:
    """Return the path as the user would type it: relative to the working directory if it is below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
