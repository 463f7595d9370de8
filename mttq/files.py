"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".mttq-tmp"
_RANDOM_BYTES = 8
_LEFT_ALONE = 600  # seconds: what is older is written by nobody any more


def write_atomic(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file so that a reader sees the old content or the new one, never a part.

    A file that already holds the content is left untouched. An interrupt leaves nothing beside the file; what a run
    left that was killed is removed.

    Args:
        path: the file.
        content: its bytes.
        durable: whether to wait until the disk has it, so that it outlives a power cut from now on. For one
            of hundreds of files that can be made again the wait is longer than the work.

    Raises:
        OSError: the folder can't be made, or the file can't be written.
    """
    with suppress(OSError):
        if path.read_bytes() == content:
            return
    _make_folder(path.parent)
    remove_leftovers(path)
    # The name comes before the file: whenever an interrupt arrives, it is known what to remove.
    name = path.with_name(f".{path.name}.{os.urandom(_RANDOM_BYTES).hex()}{_SUFFIX}")
    try:
        with open(name, "xb", opener=_for_us_alone) as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        name.chmod(_mode(path))
        name.replace(path)
    except BaseException:
        with suppress(OSError):
            name.unlink()
        raise


def remove_leftovers(path: Path) -> None:
    """Remove what is left beside a file of runs that were killed while they wrote it, some minutes ago or more."""
    prefix = f".{path.name}."
    length = len(prefix) + 2 * _RANDOM_BYTES + len(_SUFFIX)
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIX) and entry.name.startswith(prefix) and len(entry.name) == length:
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT_ALONE:
                        Path(entry.path).unlink()


def replace_unchanged(path: Path, before: bytes, after: bytes) -> bool:
    """Replace the content of a file, unless it is no longer what was read.

    Args:
        path: the file.
        before: its content when it was read.
        after: its new content.

    Returns:
        Whether it was replaced.

    Raises:
        OSError: the file can't be read or written.
    """
    if path.is_symlink() or path.read_bytes() != before:
        return False
    write_atomic(path, after)
    return True


def _make_folder(folder: Path) -> None:
    """The folder with those above it; of a file in its place is said that it is one, not that it exists."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _for_us_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _mode(path: Path) -> int:
    """The mode of the file to be replaced, or what the user's mask gives a new one."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
