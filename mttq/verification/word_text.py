"""The text of a Word document, whatever program saved it.

A paragraph or a row of a table is one block, in reading order. Only words count: runs, fonts, spacing, empty paragraphs
and page numbers are left out, tracked changes are taken as accepted. Hidden text is not on the page and so not in the
text; struck-out text is marked; a picture is `[hình]`.

The file may be hostile: it is judged by its sizes before anything is unpacked, and no part is ever run or fetched.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from posixpath import dirname, normpath

from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct

from mttq.archives import UNREADABLE
from mttq.render.office import Element
from mttq.render.word import origin
from mttq.render.word.revisions import Revisions, accept
from mttq.spelling import shortened

_MOST_BYTES = 32 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_XML = 24 * 1024 * 1024  # of a part; what is read takes several times as much memory
_MOST_PARTS = 1000
_MOST_BLOCKS = 20_000
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "không phải tệp Word (.docx), hoặc đã hỏng"
_MAIN = "word/document.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M_T = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T, _R_PR, _RUN = qn("w:t"), qn("w:rPr"), qn("w:r")
_BOX = qn("w:txbxContent")
_SPACES = frozenset({qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab")})
_PICTURES = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
# What holds no words of the text: properties, instructions of fields, deleted text.
_SILENT = frozenset(
    map(qn, ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr", "w:instrText", "w:delText"))
)
_CHANGING = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b"
)  # fields whose value follows from the layout
_OFF = frozenset({"0", "false", "off"})
_PICTURE, _STRUCK = "[hình]", "[gạch bỏ: "
_REFERENCES = {"headerReference": "đầu trang", "footerReference": "chân trang"}
_NOTES = {"footnotes": "chú thích cuối trang", "endnotes": "chú thích cuối bài"}
_HEADING = re.compile(r"(?:Phần \w+|[IVXL]+\.|\d+(?:\.\d+)*\.)\s")
_LONGEST_HEADING = 250
_SHOWN_HEADING = 60
_LEAST_CAPITALS = 4  # words
_RECIPIENTS = "nơi nhận"

# What Word writes otherwise while somebody types, or what looks alike on the page.
_ALIKE = {
    **dict.fromkeys(map(ord, "“”„‟″〝〞"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―"), "-"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")),
    ord("…"): "...",
}


class UnreadableDocumentError(Exception):
    """The file can't be read as a Word document; the message says why, in Vietnamese."""


class TextPlace(Struct, frozen=True):
    """Where a block is.

    Attributes:
        zone: `thân bài`, `đầu trang`, `chân trang`, `chú thích cuối trang`, `chú thích cuối bài`, `khung chữ`.
        number: the number of the paragraph in its zone, or of the row in its table.
        table: what its table is called, or "" for a paragraph.
        heading: the heading above a paragraph, or "".
        columns: the headers of the columns of its table.
    """

    zone: str
    number: int
    table: str = ""
    heading: str = ""
    columns: tuple[str, ...] = ()


class Passage(Struct, frozen=True):
    """A paragraph, or a row of a table.

    Attributes:
        place: where it is.
        cells: the paragraphs of each cell; a paragraph is a row with one cell.
    """

    place: TextPlace
    cells: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """All its words."""
        return " | ".join(" / ".join(one) for one in self.cells if one)

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        """What two blocks that say the same have in common."""
        return tuple(tuple(map(alike, one)) for one in self.cells)


class WordText(Struct, frozen=True):
    """What a Word document says.

    Attributes:
        blocks: in reading order, by zone.
        properties: its custom properties by name.
        revisions: whether it has comments, and whether changes are tracked.
    """

    blocks: tuple[Passage, ...]
    properties: dict[str, str]
    revisions: Revisions


def alike(text: str) -> str:
    """Return a text so that texts which say the same are the same: composed letters, plain quotes, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def read_word(content: bytes) -> WordText:
    """Return what a document says.

    Raises:
        UnreadableDocumentError: it can't be read, or is too large to be.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableDocumentError(f"tệp lớn hơn {_MOST_BYTES // 1024**2} MiB")
    if content.startswith(_OLE):
        raise UnreadableDocumentError("tệp Word đời cũ (.doc) hoặc có đặt mật khẩu; lưu lại thành .docx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return _PartReader(_parts(file)).text()
    except (*UNREADABLE, etree.XMLSyntaxError, RecursionError) as error:
        raise UnreadableDocumentError(_DAMAGED) from error


def _parts(file: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts that hold words or say where they are.

    Raises:
        UnreadableDocumentError: the file is too large, locked, or no Word document.
    """
    listed = file.infolist()
    if len(listed) > _MOST_PARTS or sum(one.file_size for one in listed) > _MOST_UNPACKED:
        raise UnreadableDocumentError(
            f"tệp giải nén ra quá lớn (hơn {_MOST_UNPACKED // 1024**2} MiB hoặc {_MOST_PARTS} phần)"
        )
    names = [one.filename for one in listed]
    if len(set(names)) < len(names) or _MAIN not in names:
        raise UnreadableDocumentError(_DAMAGED)
    if any(one.flag_bits & _ENCRYPTED for one in listed):
        raise UnreadableDocumentError("tệp có đặt mật khẩu; bỏ mật khẩu trong Word rồi chạy lại")
    wanted = [
        one
        for one in listed
        if one.filename == origin.PART
        or (one.filename.startswith("word/") and one.filename.endswith((".xml", ".rels")))
    ]
    if any(one.file_size > _MOST_XML for one in wanted):
        raise UnreadableDocumentError(f"tệp có phần lớn hơn {_MOST_XML // 1024**2} MiB khi giải nén")
    found = {one.filename: file.read(one) for one in wanted}
    if any(b"<!DOCTYPE" in one[:1024].replace(b"\0", b"") for one in found.values()):
        raise UnreadableDocumentError("tệp có khai báo DTD mà Word không bao giờ ghi, nên không được mở")
    return found


class _PartReader:
    """Reads the blocks of one document."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._blocks: list[Passage] = []
        self._revisions = Revisions()
        self._boxes: list[Element] = []

    def text(self) -> WordText:
        main = self._tree(_MAIN)
        body = main.find(qn("w:body"))
        if body is None:
            raise UnreadableDocumentError(_DAMAGED)
        self._body(body)
        for zone, names in self._edges(main).items():
            self._zone(zone, [self._tree(name) for name in names])
        for name, zone in _NOTES.items():
            if f"word/{name}.xml" in self._parts:
                notes = [one for one in self._tree(f"word/{name}.xml") if not one.get(qn("w:type"))]
                self._zone(zone, notes)
        boxes, self._boxes = self._boxes, []
        self._zone("khung chữ", boxes)
        return WordText(
            tuple(self._blocks), origin.properties(self._parts.get(origin.PART, b"")), self._revisions
        )

    def _tree(self, name: str) -> Element:
        tree = etree.fromstring(self._parts[name], _PARSER)
        self._revisions |= accept(tree)
        return tree

    def _edges(self, main: Element) -> dict[str, list[str]]:
        """Return the parts of the headers and footers that the document refers to, by zone."""
        targets: dict[str, str] = {}
        rels = "word/_rels/document.xml.rels"
        for one in etree.fromstring(self._parts[rels], _PARSER) if rels in self._parts else ():
            target = str(one.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(_MAIN)}/{target}")
            targets[str(one.get("Id", ""))] = path
        found: dict[str, list[str]] = {zone: [] for zone in _REFERENCES.values()}
        for tag, zone in _REFERENCES.items():
            for one in main.iter(qn(f"w:{tag}")):
                name = targets.get(str(one.get(f"{{{_R}}}id", "")), "")
                if name in self._parts and name not in found[zone]:
                    found[zone].append(name)
        return found

    def _add(self, place: TextPlace, cells: tuple[tuple[str, ...], ...]) -> None:
        if len(self._blocks) >= _MOST_BLOCKS:
            raise UnreadableDocumentError(f"tệp có hơn {_MOST_BLOCKS} đoạn và hàng")
        self._blocks.append(Passage(place, cells))

    def _body(self, body: Element) -> None:
        number, tables, heading = 0, 0, ""
        for element in _flow(body):
            if element.tag == _TBL:
                tables += self._table(element, tables, first=not number)
                continue
            text = self._paragraph(element)
            if text:
                number += 1
                is_heading = len(text) <= _LONGEST_HEADING and bool(
                    _HEADING.match(text) or _is_in_capitals(text)
                )
                self._add(TextPlace("thân bài", number, heading="" if is_heading else heading), ((text,),))
                heading = shortened(text, _SHOWN_HEADING) if is_heading else heading

    def _table(self, table: Element, before: int, *, first: bool) -> int:
        """Add the rows of a table; return 1 if it is a table of figures, which are numbered, else 0."""
        rows = []
        for row in _rows(table):
            cells = tuple(tuple(self._of_cell(cell)) for cell in _cells(row))
            if any(cells):
                rows.append(cells)
        says_recipients = any(
            alike(text).casefold().startswith(_RECIPIENTS) for row in rows for cell in row for text in cell
        )
        name = f"bảng {before + 1}"
        if says_recipients:
            name = "phần ký, nơi nhận"
        elif first and not before and not any(one.place.table for one in self._blocks):
            name = "phần đầu văn bản"
        counted = name.startswith("bảng")
        columns = tuple(" ".join(one) for one in rows[0]) if counted and len(rows) > 1 else ()
        for number, cells in enumerate(rows, 1):
            self._add(TextPlace("thân bài", number, name, columns=columns), cells)
        return int(counted)

    def _of_cell(self, cell: Element) -> Iterator[str]:
        yield from filter(None, map(self._paragraph, _paragraphs(cell)))

    def _zone(self, zone: str, trees: Iterable[Element]) -> None:
        """Add the paragraphs of a zone, each text once: programs repeat the same header for other pages."""
        texts = dict.fromkeys(
            text for tree in trees for one in _paragraphs(tree) if (text := self._paragraph(one))
        )
        for number, text in enumerate(texts, 1):
            self._add(TextPlace(zone, number), ((text,),))

    def _paragraph(self, paragraph: Element) -> str:
        """Return the words of a paragraph; text boxes in it are kept for later."""
        pieces: list[str] = []
        fields: list[
            str
        ] = []  # the instruction of each field that is open; once its result begins, with a `=`
        for element in self._inline(paragraph):
            tag = element.tag
            if tag == qn("w:fldChar"):
                kind = element.get(qn("w:fldCharType"))
                if kind == "begin":
                    fields.append("")
                elif kind == "separate" and fields:
                    fields[-1] = f"={fields[-1]}"
                elif kind == "end" and fields:
                    fields.pop()
            elif tag == qn("w:instrText"):
                if fields and not fields[-1].startswith("="):
                    fields[-1] += element.text or ""
            elif not any(not one.startswith("=") or _CHANGING.match(one[1:]) for one in fields):
                pieces.append(self._shown(element))
        return " ".join("".join(pieces).replace(f"]{_STRUCK}", "").split())

    def _inline(self, element: Element) -> Iterator[Element]:
        """Yield what a paragraph holds in order of reading, without nested paragraphs."""
        for child in element:
            tag = child.tag
            if tag == qn("w:instrText"):
                yield child
            elif tag in _SILENT or (
                tag == qn("w:fldSimple") and _CHANGING.match(child.get(qn("w:instr"), ""))
            ):
                continue
            elif tag == f"{_MC}AlternateContent":
                chosen = child.find(f"{_MC}Choice")
                yield from self._inline(chosen if chosen is not None else child)
            elif tag in _PICTURES:
                self._boxes += child.iter(_BOX)
                if any(str(one.tag).endswith(("}blip", "}imagedata", "}chart")) for one in child.iter()):
                    yield child
            elif tag == _RUN and _is_on(child, "w:vanish"):
                # A field may begin or end in hidden text.
                yield from (one for one in child if one.tag in {qn("w:fldChar"), qn("w:instrText")})
            elif tag in {_P, _TBL}:
                continue
            elif len(child) and tag not in _SPACES:
                yield from self._inline(child)
            else:
                yield child

    def _shown(self, element: Element) -> str:
        tag = element.tag
        if tag in {_T, _M_T}:
            text = element.text or ""
            run = element.getparent()
            struck = (
                run is not None and run.tag == _RUN and (_is_on(run, "w:strike") or _is_on(run, "w:dstrike"))
            )
            return f"{_STRUCK}{text}]" if struck and text.strip() else text
        if tag in _SPACES:
            return " "
        if tag == qn("w:noBreakHyphen"):
            return "-"
        if tag == qn("w:sym"):
            return f"[ký tự {element.get(qn('w:char'), '')}]"
        return _PICTURE if tag in _PICTURES else ""


def _is_in_capitals(text: str) -> bool:
    """Whether a paragraph is a heading in capitals; the type of a document, `BÁO CÁO`, is shorter."""
    return text.isupper() and len(text.split()) >= _LEAST_CAPITALS


def _is_on(element: Element, name: str, holder: str = _R_PR) -> bool:
    properties = element.find(holder)
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def _flow(element: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a part in order, also those within content controls."""
    for child in element:
        if child.tag in {_P, _TBL}:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")}:
            yield from _flow(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == _TR:
            if not _is_on(child, "w:hidden", qn("w:trPr")):
                yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _cells(child)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs below an element in order, those of tables included, those of text boxes not."""
    for child in element:
        if child.tag == _P:
            yield child
        elif child.tag not in _SILENT:
            yield from _paragraphs(child)
