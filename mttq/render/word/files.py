"""Deciding whether a file can serve as a Word template: before anything is unpacked, and once it is open.

A refusal names what the file is, so that whoever chose it knows what to save it
as. Files that unpack to far more than their size, or that hold programs, are
never opened. Layout needs a page and measures in whole numbers, which not every
program writes.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO

from docx.document import Document
from docx.oxml.ns import nsmap, qn
from lxml import etree

from mttq.archives import UNREADABLE
from mttq.render.word.active import active_content, active_relation

_LARGEST_UNPACKED = 40 * 1024 * 1024
_LARGEST_XML = 4 * 1024 * 1024  # what is written in it takes far more memory once it is read
_MOST_PARTS = 1000
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \r\n\t"
_STRICT = b"http://purl.oclc.org/ooxml/"
_ENCODING = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)""")
_MAY_BE_ACTIVE = (b"instrText", b"fldSimple", b"altChunk")
_ENCODINGS = (b"utf-8", b"utf-16")  # the only ones of Office files

_NAMES = {"w": nsmap["w"]}
_SECTIONS = etree.XPath(".//w:sectPr", namespaces=_NAMES)
_NAMELESS = etree.XPath("w:style[not(w:name/@w:val)]", namespaces=_NAMES)
_GRIDLESS = etree.XPath(".//w:tbl[not(w:tblGrid)]", namespaces=_NAMES)
_PAGE = etree.XPath(
    "w:pgSz[@w:w and @w:h] and w:pgMar[@w:left and @w:right and @w:top and @w:bottom]", namespaces=_NAMES
)
# The measures that layout reads.
_MEASURES = etree.XPath(
    ".//w:pgSz/@w:w | .//w:pgSz/@w:h | .//w:pgMar/@* | .//w:gridCol/@w:w | .//w:tblW/@w:w | .//w:tcW/@w:w | "
    ".//w:gridSpan/@w:val | .//w:sz/@w:val | .//w:szCs/@w:val | .//w:tblCellMar/*/@w:w | .//w:ind/@w:firstLine | "
    ".//w:spacing[@w:before or @w:after or @w:line]/@*[name() = 'w:before' or name() = 'w:after' or name() = 'w:line']",
    namespaces=_NAMES,
)
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_PERCENT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)%")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_FIFTIETHS = 50  # Word writes shares of the page in fiftieths of a per cent
DAMAGED = "mẫu không phải tệp Word .docx, hoặc đã hỏng"
"""What a refusal says of a file that can't be read as a Word document."""
_SAVE_AS = "mở bằng Word rồi lưu lại ở dạng Word Document (.docx)"


@lru_cache(maxsize=16)
def refused(content: bytes) -> str:
    """Return why a file can't be a template, in Vietnamese; "" if it can."""
    if content.startswith(_OLE):
        if _LOCKED in content:
            return "mẫu có đặt mật khẩu; bỏ mật khẩu trong Word rồi lưu lại"
        return f"mẫu là tệp Word đời cũ (.doc); {_SAVE_AS}"
    if content.startswith(b"{\\rtf"):
        return f"mẫu là tệp RTF; {_SAVE_AS}"
    if content.lstrip(_BEFORE_XML).startswith(b"<"):
        return f"mẫu là tệp XML hoặc trang web; {_SAVE_AS}"
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return _refused_parts(file)
    except UNREADABLE:
        return DAMAGED


def _refused_parts(file: zipfile.ZipFile) -> str:
    parts = file.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        return f"mẫu giải nén ra quá lớn (hơn {_LARGEST_UNPACKED // 1024**2} MiB hoặc {_MOST_PARTS} phần)"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return "mẫu có đặt mật khẩu; bỏ mật khẩu trong Word rồi lưu lại"
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        return DAMAGED
    if _MAIN not in names or _TYPES not in names:
        if any(name.startswith("xl/") for name in names):
            return "mẫu là tệp Excel, không phải tệp Word .docx"
        if "content.xml" in names:
            return f"mẫu là tệp OpenDocument (.odt); {_SAVE_AS}"
        return DAMAGED
    if b"wordprocessingml.template.main+xml" in file.read(_TYPES):
        return f"mẫu là tệp Word Template (.dotx); {_SAVE_AS}"
    if b"macroEnabled" in file.read(_TYPES) or any(name.endswith("vbaProject.bin") for name in names):
        return f"mẫu có macro (.docm, .dotm) nên không được mở; {_SAVE_AS}"
    written = [part for part in parts if _is_xml(file, part.filename)]
    if sum(part.file_size for part in written) > _LARGEST_XML:
        return f"mẫu có quá nhiều chữ và định dạng (hơn {_LARGEST_XML // 1024**2} MiB khi giải nén)"
    return next(filter(None, (_refused_part(part.filename, file.read(part)) for part in written)), "")


def _is_xml(file: zipfile.ZipFile, name: str) -> bool:
    """Return whether a part can be read as XML, whatever its name."""
    if name.lower().endswith((".xml", ".rels")):
        return True
    with file.open(name) as part:
        return part.read(16).replace(b"\0", b"").lstrip(_BEFORE_XML).startswith(b"<")


def _refused_part(name: str, content: bytes) -> str:
    """Return why a part that is XML can't be in a template, in Vietnamese; "" if it can."""
    latin = content.replace(b"\0", b"")  # UTF-16 is read as well
    if b"<!DOCTYPE" in latin:
        return "mẫu có khai báo DTD mà Word không bao giờ ghi, nên không được mở"
    encoding = _ENCODING.search(latin[:200])
    if encoding is not None and encoding[1].lower() not in _ENCODINGS:
        return f"mẫu ghi bằng bảng mã lạ ({encoding[1].decode('ascii')}); {_SAVE_AS}"
    if name in (_MAIN, "_rels/.rels") and _STRICT in latin:
        return f"mẫu ở dạng Strict Open XML Document; {_SAVE_AS}"
    relations = name.lower().endswith(".rels")
    if not relations and not any(one in latin for one in _MAY_BE_ACTIVE):
        return ""
    try:
        tree = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError:
        return DAMAGED
    return active_relation(tree) if relations else active_content(tree)


def lacking(document: Document) -> str:
    """Return what a document lacks that layout needs, in Vietnamese; "" if it lacks nothing.

    Measures with decimals, which Google Docs writes, are rounded in the document; a width in per cent of the page
    is rewritten as Word writes it.
    """
    body, styles = document.element.find(qn("w:body")), document.styles.element
    if body is None:
        return f"mẫu không có phần thân của một tệp Word; {_SAVE_AS}"
    if styles.tag != qn("w:styles") or _NAMELESS(styles):
        return f"mẫu không có phần kiểu chữ của một tệp Word, hoặc có kiểu chữ không tên; {_SAVE_AS}"
    last = body.find(qn("w:sectPr"))
    if last is None or not all(map(_PAGE, _SECTIONS(body))):
        return f"mẫu không có khổ giấy và lề trang; {_SAVE_AS}"
    if _GRIDLESS(body):
        return f"mẫu có bảng không ghi các cột; {_SAVE_AS}"
    for part in (body, styles):
        for measure in _MEASURES(part):
            whole = _whole(str(measure))
            if whole is None:
                return f"mẫu ghi một số đo không đọc được (“{measure}”); {_SAVE_AS}"
            if whole != str(measure):
                measure.getparent().set(measure.attrname, whole)
    return ""


def _whole(measure: str) -> str | None:
    try:
        if _DECIMAL.fullmatch(measure):
            return str(round(float(measure)))
        if share := _PERCENT.fullmatch(measure):
            return str(round(float(share[1]) * _FIFTIETHS))
        return str(int(measure))
    except ValueError:
        return None
