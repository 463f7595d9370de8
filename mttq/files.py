"""Write files whole or not at all, and say in Vietnamese why the system refuses a file.

Imports nothing of ours, so that every layer can write alike.
"""

from __future__ import annotations

import errno
import os
import re
import time
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".mttq-tmp"
_RANDOM_BYTES = 8
_LEFTOVER = re.compile(rf"\.(?P<file>.+)\.[0-9a-f]{{{2 * _RANDOM_BYTES}}}{re.escape(_SUFFIX)}")
_ANYONE_WRITES = 0o222
READ_ONLY = "tệp đặt ở chế độ chỉ đọc; bỏ chế độ ấy rồi chạy lại lệnh"
"""Why a source file is left as it is."""

_ABANDONED = 600  # seconds: an older temporary file belongs to no run that still writes
_REASONS = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền đọc hoặc ghi",
    errno.EPERM: "hệ điều hành không cho phép",
    errno.EEXIST: "đã có sẵn",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EBUSY: "chương trình khác đang dùng",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EINVAL: "tên không hợp lệ",
    errno.ELOOP: "liên kết trỏ vòng",
    errno.EMFILE: "quá nhiều tệp mở cùng lúc",
    errno.EFBIG: "tệp quá lớn",
    errno.EIO: "lỗi đọc, ghi của ổ đĩa",
    errno.ENOLINK: "liên kết trỏ đến nơi không có",
}
# The reasons that name reading and writing, for a file that is only read.
_READING_REASONS = {errno.EACCES: "không có quyền đọc", errno.EIO: "lỗi đọc của ổ đĩa"}
# Windows reports a file that Word or Excel has open as "permission denied".
_WINDOWS_REASONS = {
    32: "chương trình khác đang mở tệp này; hãy đóng lại rồi chạy lại",
    33: "chương trình khác đang khóa tệp này; hãy đóng lại rồi chạy lại",
}


def shipped(name: str) -> list[Path]:
    """Return where a folder that is shipped with the package may be: inside an installed one, next to it in a checkout.

    Args:
        name: its path from the checkout; an installed package holds it under its last part.
    """
    package = Path(__file__).parent
    return [package / Path(name).name, package.parent / name]


def write_atomic(path: Path, content: bytes, *, durable: bool = True, tidy: bool = True) -> None:
    """Write a file so that a reader sees the old content or the new one, never a part.

    A file that already has the content is left untouched. An interrupt leaves nothing next to the file; what a
    killed run left there is removed.

    Args:
        path: the file.
        content: its bytes.
        durable: whether to wait until the file is on the disk, so that it survives a power cut. For one of
            hundreds of files that can be made again the wait is longer than the work.
        tidy: whether to remove what killed runs left of this file, for which the whole folder is listed; whoever
            writes many files of a folder calls `remove_all_leftovers` once.

    Raises:
        OSError: the folder can't be made, or the file can't be written; the error names the file.
    """
    with suppress(OSError):
        if path.read_bytes() == content:
            return
    _make_folder(path.parent)
    if tidy:
        remove_leftovers(path)
    # The name comes before the file: whenever an interrupt arrives, it is known what to remove.
    name = path.with_name(f".{path.name}.{os.urandom(_RANDOM_BYTES).hex()}{_SUFFIX}")
    try:
        with open(name, "xb", opener=_private) as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        name.chmod(_mode(path))
        name.replace(path)
    except BaseException as error:
        with suppress(OSError):
            name.unlink()
        if isinstance(error, OSError) and error.filename is not None:
            error.filename, error.filename2 = str(path), None
        raise


def remove_leftovers(path: Path) -> None:
    """Remove temporary files that runs left when they were killed, some minutes ago or more, writing this file."""
    prefix = f".{path.name}."
    length = len(prefix) + 2 * _RANDOM_BYTES + len(_SUFFIX)
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIX) and entry.name.startswith(prefix) and len(entry.name) == length:
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED:
                        Path(entry.path).unlink()


def is_leftover(name: str) -> bool:
    """Return whether a file of this name is a temporary one of `write_atomic`."""
    return _LEFTOVER.fullmatch(name) is not None


def remove_all_leftovers(folder: Path) -> None:
    """Remove the temporary files in a folder that killed runs left there, some minutes ago or more."""
    with suppress(OSError):
        for one in folder.iterdir():
            if found := _LEFTOVER.fullmatch(one.name):
                remove_leftovers(folder / found["file"])


def is_read_only(path: Path) -> bool:
    """Return whether somebody has made the file read-only; replacing it would not ask."""
    try:
        return not path.stat().st_mode & _ANYONE_WRITES
    except OSError:
        return False


def replace_unchanged(path: Path, before: bytes, after: bytes) -> bool:
    """Replace the content of a file, unless it has changed since it was read.

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


def reason(error: OSError, *, reading: bool = False) -> str:
    """Say in Vietnamese why the operating system refused a file.

    Args:
        error: the refusal.
        reading: whether the file was only to be read.
    """
    number = error.errno or 0
    return (
        _WINDOWS_REASONS.get(getattr(error, "winerror", None) or 0)
        or (_READING_REASONS.get(number) if reading else None)
        or _REASONS.get(number)
        or f"lỗi hệ thống số {error.errno}"
    )


def _make_folder(folder: Path) -> None:
    """Make the folder with those above it; a file or a broken link in its place is reported as what it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        broken = next(
            (one for one in (folder, *folder.parents) if one.is_symlink() and not one.exists()), None
        )
        if broken is not None:
            raise OSError(errno.ENOLINK, os.strerror(errno.ENOLINK), str(broken)) from error
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _mode(path: Path) -> int:
    """Return the mode of the file to be replaced, or what the user's mask gives a new one."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
