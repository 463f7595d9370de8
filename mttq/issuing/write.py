"""Puts the files of a unit where they belong, unless something there would be lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from mttq.history.unsaved import Unsaved, unsaved_below
from mttq.issuing.comparing import difference
from mttq.issuing.guards import holder, is_held, saved_elsewhere
from mttq.issuing.make import Made, Output

# No later file fares better, whatever unit it is of.
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})


class Placed(Enum):
    """What became of one file."""

    WRITTEN = auto()
    SAME = auto()
    REFUSED = auto()
    DIFFERENT = auto()
    ABSENT = auto()
    STALE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file, and what became of it.

    Attributes:
        path: the file.
        placed: what became of it.
        why: for a refused one the reason, for a different one the difference; else "".
        help: what to do about a refusal, else "".
        error: why a failed one could not be read or written, else None.
    """

    path: Path
    placed: Placed
    why: str = ""
    help: str = ""
    error: OSError | None = None


class Placing:
    """Compares and writes the files of one order.

    Args:
        folder: the folder of all documents.
        cycle: the name of the year or term, a folder in it.
        write: writes a file whole or not at all.
        tidy: removes what is left beside a file, which need not be written, of runs that were killed.
        force: whether files are overwritten that somebody has changed or opened.
        keep_going: whether a file that can't be read or written is told as one that failed, not raised.
    """

    def __init__(
        self,
        folder: Path,
        cycle: str,
        write: Callable[[Path, bytes], None],
        *,
        tidy: Callable[[Path], None],
        force: bool = False,
        keep_going: bool = False,
    ) -> None:
        self._folder = folder
        self._below = folder / cycle
        self._write = write
        self._tidy = tidy
        self._force = force
        self._keep_going = keep_going
        self._unsaved: Unsaved | None = None

    def check(self, made: Made) -> Iterator[Outcome]:
        """Each file of a unit beside what is on disk; nothing is written.

        Raises:
            OSError: a file can't be read.
        """
        for output in made.outputs:
            found = self._tried(self._checked, output)
            if found is not None:
                yield found

    def strays(self, tops: Iterable[str], units: Container[str], names: Container[str]) -> Iterator[Outcome]:
        """Files of units that there are not, or no longer.

        Args:
            tops: the units whose folders are looked through with all below; "" stands for all folders.
            units: the units that there are.
            names: how the files looked for are named.
        """
        seen = set()
        for top in tops:
            for folder, folders, files in os.walk(self._below / top):
                folders.sort()
                unit = Path(folder).relative_to(self._below).as_posix()
                if unit not in units and unit not in seen:
                    seen.add(unit)
                    for name in sorted(files):
                        if name in names:
                            yield Outcome(Path(folder, name), Placed.STALE)

    def place(self, made: Made) -> Iterator[Outcome]:
        """Each file of a unit written where it is new or differs.

        Raises:
            OSError: a file can't be written, for another reason than that a program has it open.
        """
        for output in made.outputs:
            found = self._tried(self._placed, output)
            if found is not None:
                yield found

    def _tried(self, step: Callable[[Output], Outcome | None], output: Output) -> Outcome | None:
        """What the step makes of a file, or that it failed; an error that concerns every file is raised."""
        try:
            return step(output)
        except OSError as error:
            of_all = error.filename is None or error.errno in _OF_THE_DISK or not self._below.is_dir()
            if of_all or not self._keep_going:
                raise
            return Outcome(self._folder / output.path, Placed.FAILED, error=error)

    def _checked(self, output: Output) -> Outcome | None:
        content = output.content
        path = self._folder / output.path
        old = _content(path)
        if content is None:
            return Outcome(path, Placed.STALE) if old is not None else None
        if old is None:
            return Outcome(path, Placed.ABSENT)
        why = difference(path.name, old, content)
        return Outcome(path, Placed.DIFFERENT if why else Placed.SAME, why)

    def _placed(self, output: Output) -> Outcome | None:
        content = output.content
        if content is None:
            return None
        path = self._folder / output.path
        old = _content(path)
        if old is not None:
            if not difference(path.name, old, content):
                self._tidy(path)
                return Outcome(path, Placed.SAME)
            refused = None if self._force else self._refusal(path, old, content)
            if refused is not None:
                return refused
        try:
            self._write(path, content)
        except OSError as error:
            if not is_held(error):
                raise
            return _held(path, "chương trình khác")
        return Outcome(path, Placed.WRITTEN)

    def _refusal(self, path: Path, old: bytes, new: bytes) -> Outcome | None:
        program = holder(path)
        if program:
            return _held(path, program)
        if self._unsaved is None:
            self._unsaved = unsaved_below(self._below)
        if self._unsaved.doubt:
            why = f"{self._unsaved.doubt} nên không biết tệp có phần sửa chưa lưu vào git hay không"
            return Outcome(path, Placed.REFUSED, why, f"thêm --force để ghi đè, hoặc {self._unsaved.help}")
        if self._unsaved.is_changed(path):
            why = "tệp đã sửa nhưng chưa lưu vào git, ghi đè sẽ mất phần sửa"
            return Outcome(
                path, Placed.REFUSED, why, "lưu tệp vào git (git commit) hoặc thêm --force để ghi đè"
            )
        if not self._unsaved.is_kept(path) and saved_elsewhere(old, new):
            why = "tệp đã được sửa và lưu bằng chương trình khác, ghi đè sẽ mất phần sửa"
            return Outcome(path, Placed.REFUSED, why, "đổi tên tệp để giữ lại, hoặc thêm --force để ghi đè")
        return None


def _held(path: Path, program: str) -> Outcome:
    return Outcome(path, Placed.REFUSED, f"{program} đang mở tệp này", "đóng tệp lại rồi chạy lại lệnh này")


def _content(path: Path) -> bytes | None:
    """What is on disk; None where there is no file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
