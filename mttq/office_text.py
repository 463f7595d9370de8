"""Word and Excel files as lines of text, for `git diff`.

Files from anywhere come here: limits hold before anything is unpacked, no entity is resolved, and a file that can't
be read is one line that says why. Two files that can't be read differ in that line.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO

from lxml import etree

from mttq.archives import UNREADABLE
from mttq.intake import Objection
from mttq.intake.received_sheet import ReceivedCell, ReceivedSheet, letters
from mttq.intake.workbook_file import open_workbook

MOST_BYTES = 32 * 1024 * 1024
_MOST_UNPACKED = 16 * 1024 * 1024  # of one part with text
_MOST_PARTS = 2000
_MAIN = "word/document.xml"
_PARTS = (
    (re.compile(r"word/header[0-9]*\.xml"), "đầu trang"),
    (re.compile(re.escape(_MAIN)), ""),
    (re.compile(r"word/footnotes\.xml"), "chú thích cuối trang"),
    (re.compile(r"word/endnotes\.xml"), "chú thích cuối văn bản"),
    (re.compile(r"word/footer[0-9]*\.xml"), "chân trang"),
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_WORD}tab": " ", f"{_WORD}br": " ", f"{_WORD}cr": " ", f"{_WORD}noBreakHyphen": "-"}


class _UnreadableError(Exception):
    """A file is not read; the text says why."""


def text_of(data: bytes) -> list[str]:
    """Return the text of a file, a paragraph or a row of a table in each line; none of it is empty.

    Args:
        data: the file, at most one byte more than `MOST_BYTES` of it.
    """
    try:
        return _lines(data)
    except _UnreadableError as error:
        why = str(error)
    except (*UNREADABLE, etree.XMLSyntaxError, RecursionError):
        why = "tệp hỏng"
    return [f"(không đọc được: {why}; SHA-256 {sha256(data).hexdigest()[:16]})"]


def _lines(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        raise _UnreadableError(f"tệp lớn hơn {MOST_BYTES // 1024 // 1024} MiB")
    if not data.startswith(b"PK"):
        raise _UnreadableError("không phải tệp .docx hay .xlsx")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        if len(names) > _MOST_PARTS:
            raise _UnreadableError(f"tệp có {len(names)} phần bên trong")
        if _MAIN in names:
            return [line for line in _word(archive, sorted(set(names))) if line]
    sheets = open_workbook(data)
    if isinstance(sheets, Objection):
        raise _UnreadableError(sheets.message)
    return [line for sheet in sheets for line in _sheet(sheet)]


def _word(archive: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    for pattern, title in _PARTS:
        for name in filter(pattern.fullmatch, names):
            found = [line for line in _blocks(_tree(archive, name)) if line]
            if title and found:
                yield f"[{title}]"
            yield from found
            if title and found:
                yield f"[hết {title}]"


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    with archive.open(name) as part:
        xml = part.read(_MOST_UNPACKED + 1)
    if len(xml) > _MOST_UNPACKED:
        raise _UnreadableError(f"{name} giải nén ra hơn {_MOST_UNPACKED // 1024 // 1024} MiB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.fromstring(xml, parser)
    if tree.getroottree().docinfo.doctype:
        raise _UnreadableError(f"{name} khai báo thực thể XML")
    return tree


def _blocks(owner: etree._Element) -> Iterator[str]:
    """Yield the paragraphs below an element, and each row of a table as one line."""
    for one in owner:
        if one.tag == f"{_WORD}p":
            yield _text(one)
        elif one.tag == f"{_WORD}tbl":
            for row in one.iter(f"{_WORD}tr"):
                if next(row.iterancestors(f"{_WORD}tbl")) is not one:
                    continue  # of a table in a cell
                cells = [" ".join(filter(None, _blocks(cell))) for cell in row.iterchildren(f"{_WORD}tc")]
                yield f"| {' | '.join(cells)} |"
        elif one.tag != _FALLBACK:
            yield from _blocks(one)


def _text(paragraph: etree._Element) -> str:
    """Return the words of a paragraph on one line."""
    pieces = []
    for one in paragraph.iter():
        if one.tag == f"{_WORD}t":
            if next(one.iterancestors(_FALLBACK), None) is None:
                pieces.append(one.text or "")
        elif one.tag in _SIGNS:
            pieces.append(_SIGNS[one.tag])
    return " ".join("".join(pieces).split())


def _sheet(sheet: ReceivedSheet) -> Iterator[str]:
    """Yield the name of a sheet and its rows: `14: A Nhà | E 12`."""
    yield f"[trang {sheet.name}]"
    rows: dict[int, list[str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(f"{letters(column)} {_shown(cell)}")
    for position in sorted(sheet.not_computed):
        rows.setdefault(position[0], []).append(f"{letters(position[1])} (công thức chưa tính)")
    for row, cells in sorted(rows.items()):
        yield f"{row}: {' | '.join(cells)}"


def _shown(cell: ReceivedCell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())
