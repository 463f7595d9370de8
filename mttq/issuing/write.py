"""Compare the files of a unit with those on disk, and write them unless something there would be lost.

A file is not overwritten while another program has it open, or if somebody has edited it since it was written. A file
that still holds what was last written there is nobody's edit, whether git has it or not.
"""

from __future__ import annotations

import errno
import os
import re
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator
from enum import Enum, auto
from functools import cache
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from mttq.archives import UNREADABLE
from mttq.files import is_read_only, remove_leftovers, write_atomic
from mttq.issuing.make import DocumentFile, UnitFiles
from mttq.issuing.memory import IssuedMemory
from mttq.render.word import origin
from mttq.unsaved import Unsaved, unsaved_below

_OFFICE = (".docx", ".xlsx")
_NAMED = 3
"""A difference names at most this many parts of an Office file."""

_PROPERTIES = "docProps/core.xml"
_LARGEST_PROPERTIES = 100_000
# Errors that every later file would meet as well, whatever its unit.
_WHOLE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})
# Windows: another program has the file open for itself (32, 33); for a file to be replaced it may also say that
# access is denied (5).
_HELD = frozenset({5, 32, 33})


class Result(Enum):
    """The outcome for one file."""

    WRITTEN = auto()
    SAME = auto()
    REFUSED = auto()
    DIFFERENT = auto()
    ABSENT = auto()
    STALE = auto()
    FAILED = auto()


class Outcome(Struct, frozen=True, kw_only=True):
    """One file, and what became of it.

    Attributes:
        path: the file.
        result: what became of it.
        why: the reason of a refusal or the difference found, else "".
        help: what to do about a refusal, else "".
        error: why the file could not be read or written, else None.
    """

    path: Path
    result: Result
    why: str = ""
    help: str = ""
    error: OSError | None = None


class DocumentFolder:
    """The folder that the documents of one order belong in.

    Args:
        folder: the folder of all documents.
        cycle: the name of the year or term, which is a folder in it.
        force: whether to overwrite files that somebody has edited or has open.
        keep_going: whether a file that can't be read or written becomes an outcome instead of an error.
        memory: what was written before, or None if nothing is to be remembered.
    """

    def __init__(
        self,
        folder: Path,
        cycle: str,
        *,
        force: bool = False,
        keep_going: bool = False,
        memory: IssuedMemory | None = None,
    ) -> None:
        self._folder = folder
        self._below = folder / cycle
        self._force = force
        self._keep_going = keep_going
        self._memory = memory
        self._unsaved: Unsaved | None = None

    def compare(self, made: UnitFiles) -> Iterator[Outcome]:
        """Compare each file of a unit with the one on disk; nothing is written.

        Raises:
            OSError: a file can't be read.
        """
        for file in made.files:
            found = self._tried(self._compared, file)
            if found is not None:
                yield found

    def write(self, made: UnitFiles) -> Iterator[Outcome]:
        """Write each file of a unit that is new or differs.

        Raises:
            OSError: a file can't be written for another reason than that a program has it open.
        """
        for file in made.files:
            found = self._tried(self._written, file)
            if found is not None:
                yield found

    def strays(self, tops: Iterable[str], units: Container[str], names: Container[str]) -> Iterator[Outcome]:
        """Find files of units that don't exist, or no longer.

        Args:
            tops: the units whose folders are searched with everything below; "" stands for all folders.
            units: the units that exist.
            names: the names of the files to look for.
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
                            yield Outcome(path=Path(folder, name), result=Result.STALE)

    def _tried(self, step: Callable[[DocumentFile], Outcome | None], file: DocumentFile) -> Outcome | None:
        """Take the step, or return that it failed; an error that concerns every file is raised."""
        try:
            return step(file)
        except OSError as error:
            of_all = error.filename is None or error.errno in _WHOLE_DISK or not self._below.is_dir()
            if of_all or not self._keep_going:
                raise
            return Outcome(path=self._folder / file.path, result=Result.FAILED, error=error)

    def _compared(self, file: DocumentFile) -> Outcome | None:
        path = self._folder / file.path
        old = _content(path)
        if file.content is None:
            return Outcome(path=path, result=Result.STALE) if old is not None else None
        if old is None:
            return Outcome(path=path, result=Result.ABSENT)
        why = difference(path.name, old, file.content)
        return Outcome(path=path, result=Result.DIFFERENT if why else Result.SAME, why=why)

    def _written(self, file: DocumentFile) -> Outcome | None:
        if file.content is None:
            return None
        path = self._folder / file.path
        old = _content(path)
        if old is not None:
            if not difference(path.name, old, file.content):
                remove_leftovers(path)
                self._remember(path, old)
                return Outcome(path=path, result=Result.SAME)
            refusal = None if self._force else self._refusal(path, old)
            if refusal is not None:
                return refusal
        try:
            # One of hundreds of files can be made again; waiting for the disk would take longer than making it.
            write_atomic(path, file.content, durable=not self._keep_going)
        except OSError as error:
            if not is_held(error):
                raise
            return _held(path, "chương trình khác")
        self._remember(path, file.content)
        return Outcome(path=path, result=Result.WRITTEN)

    def _remember(self, path: Path, content: bytes) -> None:
        if self._memory is not None:
            self._memory.remember(path, content)

    def _refusal(self, path: Path, old: bytes) -> Outcome | None:
        program = holder(path)
        if program:
            return _held(path, program)
        if is_read_only(path):
            return _refused(
                path, "tệp đặt ở chế độ chỉ đọc", "bỏ chế độ chỉ đọc của tệp, hoặc thêm --force để ghi đè"
            )
        if self._memory is not None and self._memory.is_untouched(path, old):
            return None
        if self._unsaved is None:
            self._unsaved = unsaved_below(self._below)
        if self._unsaved.doubt:
            return _refused(
                path,
                f"{self._unsaved.doubt} nên không biết tệp có phần sửa chưa lưu vào git hay không",
                f"thêm --force để ghi đè, hoặc {self._unsaved.help}",
            )
        if self._unsaved.is_changed(path):
            return _refused(
                path,
                "tệp đã sửa nhưng chưa lưu vào git, ghi đè sẽ mất phần sửa",
                "lưu tệp vào git (git commit) hoặc thêm --force để ghi đè",
            )
        if self._unsaved.is_kept(path):
            return None
        if is_saved_elsewhere(old):
            why = "tệp đã được sửa và lưu bằng chương trình khác"
        elif self._memory is not None and self._memory.knows(path):
            why = "tệp đã được sửa sau lần xuất trước"
        else:
            return None
        return _refused(
            path, f"{why}, ghi đè sẽ mất phần sửa", "đổi tên tệp để giữ lại, hoặc thêm --force để ghi đè"
        )


def difference(name: str, old: bytes, new: bytes) -> str:
    """Say in a few words how two contents of a file differ; "" if they don't.

    Word and Excel files are compared part by part, because another program may have packed the same parts in
    another way. Line ends of texts don't count: git may have changed them.

    Args:
        name: the file's name, whose suffix says how to compare.
        old: its content on disk.
        new: the content to be written.
    """
    if old == new:
        return ""
    if name.endswith(_OFFICE):
        return _part_difference(old, new)
    before, after = (content.replace(b"\r\n", b"\n").split(b"\n") for content in (old, new))
    if before == after:
        return ""
    line = next(
        (number for number, (one, other) in enumerate(zip(before, after, strict=False), 1) if one != other),
        min(len(before), len(after)) + 1,
    )
    return f"khác nội dung từ dòng {line}"


def holder(path: Path) -> str:
    """Name the program that has the file open, by the lock file next to it; "" if there is none.

    Word leaves out the first two letters of a name that would become too long.
    """
    if (path.parent / f".~lock.{path.name}#").exists():
        return "LibreOffice"
    names = (path.name, path.name[1:], path.name[2:])
    if any((path.parent / f"~${name}").exists() for name in names):
        return "Word hoặc Excel" if path.suffix in _OFFICE else "chương trình khác"
    return ""


def is_held(error: OSError) -> bool:
    """Return whether Windows refused to replace a file because another program has it open."""
    return isinstance(error, PermissionError) and getattr(error, "winerror", None) in _HELD


def is_saved_elsewhere(content: bytes) -> bool:
    """Return whether another program saved this Office file: it states a time, which ours never do."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if file.getinfo(_PROPERTIES).file_size > _LARGEST_PROPERTIES:
                return False
            return _saved_time().search(file.read(_PROPERTIES)) is not None
    except UNREADABLE:
        return False


@cache
def _saved_time() -> re.Pattern[bytes]:
    return re.compile(rb"<dcterms:modified\b[^>]*>[^<]*<")


def _part_difference(old: bytes, new: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(old)) as before, zipfile.ZipFile(BytesIO(new)) as after:
            names = dict.fromkeys([*after.namelist(), *before.namelist()])
            found = [name for name in names if not _is_same_part(before, after, name)]
            if len(found) > 1:  # whatever a document says is in the checksum of its properties
                found = [name for name in found if name != origin.PART]
    except UNREADABLE:
        return "không đọc được nội dung tệp trên đĩa"
    if not found:
        return ""
    more = f" và {len(found) - _NAMED} phần khác" if len(found) > _NAMED else ""
    return f"khác nội dung ở phần {', '.join(found[:_NAMED])}{more}"


def _is_same_part(before: zipfile.ZipFile, after: zipfile.ZipFile, name: str) -> bool:
    """Return whether both files hold the part alike, without unpacking anything larger than the new part.

    A document that also names the commit of its data is no other document.
    """
    try:
        old, new = before.getinfo(name), after.getinfo(name)
    except KeyError:
        return False
    if name == origin.PART and max(old.file_size, new.file_size) <= _LARGEST_PROPERTIES:
        return origin.same_data(before.read(old), after.read(new))
    if old.file_size != new.file_size or old.CRC != new.CRC:
        return False
    return before.read(old) == after.read(new)


def _held(path: Path, program: str) -> Outcome:
    return _refused(path, f"{program} đang mở tệp này", "đóng tệp lại rồi chạy lại lệnh này")


def _refused(path: Path, why: str, help: str) -> Outcome:
    return Outcome(path=path, result=Result.REFUSED, why=why, help=help)


def _content(path: Path) -> bytes | None:
    """Return the file's bytes, or None if there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
