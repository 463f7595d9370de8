"""What keeps a file from being overwritten: somebody has it open, or has changed it by hand."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from mttq.render.office import UNREADABLE

_PROPERTIES = "docProps/core.xml"
_SAVED = re.compile(rb"<dcterms:modified\b[^>]*>([^<]*)<")
_LARGEST_PROPERTIES = 100_000
# Windows says so where another program has opened the file for itself; for a file that is to be replaced it may also
# say that access is denied.
_HELD = frozenset({5, 32, 33})


def holder(path: Path) -> str:
    """The program that has the file open, by the lock file it puts beside; "" where there is none.

    Word leaves out the first letters of a name that would become too long.
    """
    if (path.parent / f".~lock.{path.name}#").exists():
        return "LibreOffice"
    names = (path.name, path.name[1:], path.name[2:])
    if any((path.parent / f"~${name}").exists() for name in names):
        return "Word hoặc Excel" if path.suffix in {".docx", ".xlsx"} else "chương trình khác"
    return ""


def is_held(error: OSError) -> bool:
    """Whether Windows refused to replace a file that another program has open."""
    return isinstance(error, PermissionError) and getattr(error, "winerror", None) in _HELD


def saved_elsewhere(old: bytes, new: bytes) -> bool:
    """Whether an Office file was saved by another program since this one wrote it: then it bears a time."""
    before = _time_of(old)
    return before is not None and before != _time_of(new)


def _time_of(content: bytes) -> bytes | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if file.getinfo(_PROPERTIES).file_size > _LARGEST_PROPERTIES:
                return None
            found = _SAVED.search(file.read(_PROPERTIES))
    except UNREADABLE:
        return None
    return found[1] if found is not None else None
