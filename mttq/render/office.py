"""Office files as zips: the same bytes each time they are made, and the errors of damaged ones."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from mttq.render.text import clean

Element = Any  # lxml elements carry no types

_CONTENT_TYPES = "[Content_Types].xml"
_PROPERTY_LENGTH = 255
_LARGE = 2**20  # bytes
_EPOCH = (1980, 1, 1, 0, 0, 0)


def rezip(data: bytes) -> bytes:
    """Return the zip with its parts in a fixed order and without times (`zipped`)."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        return zipped({name: old.read(name) for name in old.namelist()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an Office file: in a fixed order and without times, compressed only if it is large.

    Compressed bytes differ between versions of zlib, so only the parts of a file made in one office match those made in
    another; stored parts also let git keep only what changed between two versions of a document. A workbook of a
    province with its communes would have 20 MB that way, too much for a letter.
    """
    written = BytesIO()
    large = sum(map(len, parts.values())) > _LARGE
    with zipfile.ZipFile(written, "w") as new:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_DEFLATED if large else zipfile.ZIP_STORED
            new.writestr(info, _timeless(name, parts[name]))
    return written.getvalue()


def property_text(text: str) -> str:
    """Return the text as a property of an Office file: one line of at most 255 characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _PROPERTY_LENGTH else line[: _PROPERTY_LENGTH - 1] + "…"


def _timeless(name: str, part: bytes) -> bytes:
    """Return a part without the times at which it was made; a document's date is the one printed on it."""
    if name != "docProps/core.xml":
        return part
    return re.sub(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>", b"", part)
