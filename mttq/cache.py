"""The cache of a project: bytes under names, in one SQLite file that may be lost at any time.

This module knows bytes and checksums, not what they mean. Nothing in the file
may change what a command prints: SQLite notices a damaged structure, a
checksum notices a damaged value, and such a value counts as missing. A file that
is damaged is replaced the next time something is written.

Two tables: `blob` holds a few long values by name, `body` many short ones by
number. Several runs may use the file at once; each writes in short
transactions, and a run that can't write keeps nothing.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from msgspec import Struct

from mttq.names import CACHE

FILE = "cache.sqlite"

_TABLES = (
    b"CREATE TABLE blob (name TEXT PRIMARY KEY, checksum BLOB, content BLOB)",
    b"CREATE TABLE body (number INTEGER PRIMARY KEY, content BLOB)",
)
_SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA synchronous = OFF",  # losing the cache with the power is fine
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA secure_delete = OFF",
    "PRAGMA cache_size = -512",
)
_PAGE = 16384
_AHEAD = 31  # so many bodies are read with one that follows the last one asked for
_LARGEST = (1 << 63) - _AHEAD
_PATIENCE = 2.0
"""Wait at most this many seconds for another run that is writing."""
_CHECK = 16
_IGNORE = ("# Tệp tạm của mttq, xóa lúc nào cũng được.\n*\n").encode()
_WASTE = 64 << 20
"""At most this many bytes of the file may be free, or half of it if that is more."""
# These errors come from the moment or the folder; any other error means that the file is damaged.
_NOT_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
# SQLite may quote a damaged file, whose text need not be UTF-8, in its messages.
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

_Answer = TypeVar("_Answer")


class Place(Struct, frozen=True, array_like=True, gc=False):
    """The place of a body.

    Attributes:
        number: its number in the file.
        check: a checksum over it.
    """

    number: int
    check: int


class Cache:
    """The cache of one project.

    Args:
        root: the project's root.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / CACHE
        self._path = self._folder / FILE
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._gone = False
        self._damaged = False
        self._ahead: dict[int, bytes] = {}
        self._last = 0

    def __del__(self) -> None:
        if self._process == os.getpid():
            self._close()

    def now(self) -> int | None:
        """Return the time by the clock of the folder's file system, in nanoseconds; None if it can't be written."""
        if not self._make_folder():
            return None
        path = self._folder / ".now"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | _NO_LINKS, 0o666)
        except OSError:
            return None
        try:
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
            with suppress(OSError):
                path.unlink()

    def read(self, name: str) -> bytes | None:
        """Return the content kept under a name; None if there is none or it is damaged."""

        def fetch(file: sqlite3.Connection) -> tuple[object, ...] | None:
            return _row(file.execute("SELECT checksum, content FROM blob WHERE name = ?", (name,)))

        found = self._asked(fetch)
        if found is None:
            return None
        checksum, content = found
        if isinstance(content, bytes) and checksum == _checksum(content):
            return content
        self._damaged = True
        return None

    def body(self, place: Place) -> bytes | None:
        """Return a body; None if it is not what was written.

        If they are asked for in order, a few are read at once.
        """
        number = place.number
        ahead = _AHEAD if number == self._last + 1 else 0
        self._last = number
        known = self._ahead.get(number)
        if known is not None and crc32(known) == place.check:
            return known

        def fetch(file: sqlite3.Connection) -> list[tuple[int, object]]:
            wanted = (number, number + ahead)
            return file.execute(
                "SELECT number, content FROM body WHERE number BETWEEN ? AND ?", wanted
            ).fetchall()

        found = (self._asked(fetch) if abs(number) < _LARGEST else None) or []
        bodies = {one: body for one, body in found if isinstance(body, bytes)}
        if ahead:
            self._ahead = bodies
        content = bodies.get(number)
        return content if content is not None and crc32(content) == place.check else None

    def put(self, bodies: Iterable[bytes]) -> list[Place] | None:
        """Write some bodies and return their places; None if that is not possible."""

        def insert(file: sqlite3.Connection) -> list[Place]:
            places = []
            for body in bodies:
                number = file.execute("INSERT INTO body (content) VALUES (?)", (body,)).lastrowid
                places.append(Place(number or 0, crc32(body)))
            return places

        return self._changed(insert)

    def forget_all(self, *, but: Collection[str]) -> None:
        """Forget all bodies, and all contents except those under some names."""
        marks = ",".join("?" * len(but))

        def delete(file: sqlite3.Connection) -> None:
            file.execute(f"DELETE FROM blob WHERE name NOT IN ({marks})", tuple(but))
            file.execute("DELETE FROM body")

        self._changed(delete)

    def write(self, name: str, content: bytes, unwanted: Collection[Place] = ()) -> None:
        """Keep a content under a name and forget some bodies, both or neither.

        Args:
            name: the name.
            content: replaces what was kept under it.
            unwanted: bodies that the content no longer refers to.
        """

        def replace(file: sqlite3.Connection) -> None:
            file.execute("INSERT OR REPLACE INTO blob VALUES (?, ?, ?)", (name, _checksum(content), content))
            file.executemany("DELETE FROM body WHERE number = ?", [(one.number,) for one in unwanted])

        self._changed(replace)
        self._asked(_shrink)

    def _asked(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """Ask the file; return None if it does not exist, is damaged or can't be read now."""
        try:
            file = self._opened()
            return question(file) if file is not None else None
        except (*_ERRORS, MemoryError) as error:
            self._failed(error)
            return None

    def _changed(self, change: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """Make a change in a transaction; return None if that fails, after which no other is tried."""
        if self._gone or not self._make_folder():
            return None
        for _ in range(2):
            try:
                if self._damaged:
                    self._remove()
                with self._transaction() as file:
                    return change(file)
            except (*_ERRORS, OSError) as error:
                self._failed(error)
                if not self._damaged:
                    break
        self._gone = True
        return None

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        file = self._opened(create=True)
        assert file is not None
        file.execute("BEGIN IMMEDIATE")
        try:
            yield file
        except BaseException:
            with suppress(sqlite3.Error):
                file.execute("ROLLBACK")
            raise
        file.execute("COMMIT")

    def _opened(self, *, create: bool = False) -> sqlite3.Connection | None:
        """Return the open file; None if there is none.

        Raises:
            sqlite3.Error: it can't be used.
        """
        if self._process != os.getpid():  # SQLite forbids using a connection after a fork, even closing it
            self._inherited, self._connection, self._process = self._connection, None, os.getpid()
        if self._connection is None:
            there = self._is_there()
            if not there and not create:
                return None
            file = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
            self._connection = file
            if not there:
                file.execute(f"PRAGMA page_size = {_PAGE}")
            for setting in _SETTINGS:
                file.execute(setting)
            found = _tables(file)
            if not found and create:
                file.execute("BEGIN IMMEDIATE")
                if not _tables(file):  # another run may have made them at this moment
                    for table in _TABLES:
                        file.execute(table.decode())
                file.execute("COMMIT")
                found = _tables(file)
            if not found:
                self._close()
            elif found != _TABLES:
                raise sqlite3.DatabaseError
        return self._connection

    def _is_there(self) -> bool:
        """Whether there is a file.

        Raises:
            sqlite3.Error: it, or one that SQLite would use with it, is a link or no ordinary file.
        """
        if self._folder.is_symlink():
            raise sqlite3.DatabaseError
        there = False
        for ending in ("", "-journal", "-wal", "-shm"):
            try:
                status = os.lstat(f"{self._path}{ending}")
            except (OSError, ValueError):
                continue
            if not stat.S_ISREG(status.st_mode):
                raise sqlite3.DatabaseError
            there = there or not ending
        return there

    def _failed(self, error: Exception) -> None:
        """Close the file, and remember whether it is damaged."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        self._damaged = self._damaged or (isinstance(error, _ERRORS) and code not in _NOT_DAMAGE)
        self._close()

    def _remove(self) -> None:
        """Remove the file.

        Raises:
            OSError: that is not possible.
        """
        self._close()
        for ending in ("-journal", "-wal", "-shm", ""):
            Path(f"{self._path}{ending}").unlink(missing_ok=True)
        self._damaged = False

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _make_folder(self) -> bool:
        """Make the folder, with a file that tells git to ignore it; return whether it can be used."""
        if self._folder.is_symlink():
            return False
        if not self._folder.is_dir():
            try:
                self._folder.mkdir(exist_ok=True)  # another run may make it at this moment
                (self._folder / ".gitignore").write_bytes(_IGNORE)
            except OSError:
                return False
        return True


def _tables(file: sqlite3.Connection) -> tuple[bytes, ...]:
    """Return the statements that made the tables of a file."""
    file.text_factory = bytes
    found = file.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return tuple(sql for (sql,) in found)


def _row(found: sqlite3.Cursor) -> tuple[object, ...] | None:
    row: tuple[object, ...] | None = found.fetchone()
    return row


def _shrink(file: sqlite3.Connection) -> None:
    """Give free room back to the system if it is most of the file."""
    (free,), (pages,), (size,) = (
        file.execute(f"PRAGMA {one}").fetchone() for one in ("freelist_count", "page_count", "page_size")
    )
    if free * 2 > pages and free * size > _WASTE:
        file.execute("VACUUM")


def _checksum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECK).digest()
