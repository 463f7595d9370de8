"""Whether a file on disk says what would be written, and where it does not.

Word and Excel files are compared part by part: another program may have packed the same parts in another way. In
texts it makes no difference which line ends git has checked out.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from mttq.render.office import UNREADABLE

_NAMED = 3
_OFFICE = (".docx", ".xlsx")


def difference(name: str, old: bytes, new: bytes) -> str:
    """What differs, in a few words; "" where nothing does.

    Args:
        name: the file's name, by whose ending it is compared.
        old: its content on disk.
        new: what would be written.
    """
    if old == new:
        return ""
    if name.endswith(_OFFICE):
        return _of_parts(old, new)
    before, after = (content.replace(b"\r\n", b"\n").split(b"\n") for content in (old, new))
    if before == after:
        return ""
    line = next(
        (number for number, (one, other) in enumerate(zip(before, after, strict=False), 1) if one != other),
        min(len(before), len(after)) + 1,
    )
    return f"khác nội dung từ dòng {line}"


def _of_parts(old: bytes, new: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(old)) as before, zipfile.ZipFile(BytesIO(new)) as after:
            names = dict.fromkeys([*after.namelist(), *before.namelist()])
            found = [name for name in names if not _same(before, after, name)]
    except UNREADABLE:
        return "không đọc được nội dung tệp trên đĩa"
    if not found:
        return ""
    more = f" và {len(found) - _NAMED} phần khác" if len(found) > _NAMED else ""
    return f"khác nội dung ở phần {', '.join(found[:_NAMED])}{more}"


def _same(before: zipfile.ZipFile, after: zipfile.ZipFile, name: str) -> bool:
    """Whether both hold the part alike; nothing larger than the new one is unpacked."""
    try:
        old, new = before.getinfo(name), after.getinfo(name)
    except KeyError:
        return False
    if old.file_size != new.file_size or old.CRC != new.CRC:
        return False
    return before.read(old) == after.read(new)
