"""A `Report` as a Word document that looks as if an experienced secretary had typed it.

The page is that of the template, a `.docx` that can be opened and changed in
Word. This module fills in its tags, sets what no tag can say (`layout`), and
writes the file so that the same report gives the same bytes on any machine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import nsmap, qn
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup, escape
from msgspec import Struct, structs

from mttq.profile import Page
from mttq.profile.letters import breadth, text_width
from mttq.render.context import context
from mttq.render.environment import TEMPLATE_ERRORS, Sandbox, environment, printed
from mttq.render.faults import fault
from mttq.render.named_values import NamedValues, mapped
from mttq.render.office import Element, property_text, zipped
from mttq.render.templates import Template, UnusableTemplateError, find, refuse_faulty
from mttq.render.text import bind_counts, bind_period, bind_units
from mttq.render.word import annexes, cosigners, origin, pictures
from mttq.render.word.columns import match_grid
from mttq.render.word.layout import fit, mark, page_count
from mttq.render.word.preparation import prepared
from mttq.render.word.styles import ParagraphStyles, with_profile
from mttq.render.word.tags import TagError, check_filled, place, tag_with
from mttq.report.model import Report

# If docxcompose is installed, docxtpl imports it, and it binds this prefix of python-docx to another namespace:
# the properties of documents would differ between machines.
nsmap["cp"] = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


_LANGUAGE = "vi-VN"
_TABLE, _P = qn("w:tbl"), qn("w:p")
_NAMES = {"w": nsmap["w"]}
_BLANK_ROWS = etree.XPath("//w:tr[not(w:tc | w:sdt | w:customXml)]", namespaces=_NAMES)
_BLANK_TABLES = etree.XPath("//w:tbl[not(w:tr | w:sdt | w:customXml)]", namespaces=_NAMES)
_OPEN_CELLS = etree.XPath("//w:tc[not(*[last()][self::w:p])]", namespaces=_NAMES)
_REGULAR = 1.06  # bold letters are wider by this factor
# docxtpl turns `{_{` and the like in texts into braces, but leaves character references alone.
_BRACES = {ord("{"): "&#123;", ord("}"): "&#125;"}


def render(report: Report, root: Path | None, *, template: Path | None = None) -> bytes:
    """Return the report as a `.docx` file; the same bytes for the same report and template.

    Args:
        report: the report.
        root: the project, whose own templates win over the packaged ones.
        template: the template to use instead of the one for the report's kind.

    Raises:
        UnusableTemplateError: the template is missing or faulty.
    """
    refuse_faulty(report.layout)
    found = find(root, f"{report.kind}.docx", template)
    found = structs.replace(found, content=prepared(found).content)
    document = _laid_out(report, found, report.layout.page)
    if report.compact and found.is_packaged:
        smaller = _laid_out(report, found, report.layout.compact)
        if page_count(smaller) < page_count(document):
            document = smaller
    cosigners.sign(document, report.cosigners)
    annexes.append(document, report.annexes, report.measures)
    if report.charts is not None:
        annexes.begin(document, report.charts.heading)
        pictures.append(document, report.charts)
    _set_properties(document, report)
    return _saved(document)


def remarks(kind: str, root: Path | None, *, template: Path | None = None) -> tuple[str, ...]:
    """Return what of the template for a kind of document doesn't go out with the documents made from it.

    Raises:
        UnusableTemplateError: the template is missing or faulty.
    """
    found = find(root, f"{kind}.docx", template)
    if found.is_packaged:
        return ()
    dropped = prepared(found).dropped
    shown = found.path if root is None or template is not None else found.path.relative_to(root)
    said = (
        (dropped.comments, "các chú thích (comment) không đi theo văn bản"),
        (dropped.changes, "các sửa đổi đang theo dõi (track changes) được coi là đã chấp nhận"),
    )
    words = "; ".join(sentence for is_so, sentence in said if is_so)
    return (f"mẫu {shown.as_posix()}: {words}",) if words else ()


def _laid_out(report: Report, template: Template, page: Page) -> Document:
    """Return the template filled in, with the measures of a page if it is a packaged one."""
    if template.is_packaged:
        template = structs.replace(template, content=with_profile(template.content, page))
    names = _for_word(context(report), page, report.measures)
    document = _fill(template, names, _environment(report.figures.ids))
    fit(document, report, page, _styles(template))
    return document


def _for_word(names: dict[str, object], page: Page, measures: frozenset[str]) -> dict[str, object]:
    """Return the names as a page needs them.

    Each table gets `can_cot`, the mark by which its columns are fitted later; a
    place and date too long for one line break before the date.
    """
    blocks = names["noi_dung"]
    assert isinstance(blocks, list)
    marked = [
        block | {"can_cot": _Mark(mark(block["stt"]))} if block["loai"] == "bang" else block
        for block in blocks
    ]
    dated = str(names["dia_danh_ngay"])
    size = float(page.style("dia_danh_ngay").size) * breadth(page.font)
    if text_width(dated, size) > _REGULAR * float(page.heading[1]):
        place, comma, date = dated.rpartition(", ")
        dated = place + comma + date.replace(" ", "\u00a0")
    subject = names["trich_yeu"]
    assert isinstance(subject, list)
    return names | {
        "noi_dung": [_bound(block, measures) for block in marked],
        "chi_tieu": _bound(names["chi_tieu"], measures),
        "dia_danh_ngay": dated,
        "trich_yeu": [bind_period(line) for line in subject],
    }


class _Mark(Struct, frozen=True):
    """The mark of a table, the only value that is XML. Having no text, it can't be combined with any."""

    xml: Markup


def _bound(value: object, measures: frozenset[str]) -> object:
    """Return a block, or figures by name, with each figure kept on the line of what it counts."""
    match value:
        case str():
            return bind_counts(value, measures)
        case dict():
            return {key: _bound(one, measures) for key, one in value.items()}
        case list():
            return [_bound(one, measures) for one in value]
        case NamedValues():
            return mapped(value, lambda one: _bound(one, measures))
    return value


def _show(value: object) -> Markup:
    """Return the XML of what a tag prints: the text as typed, figures kept with their units."""
    if type(value) is str:  # as nearly all are
        return _as_xml(value)
    if isinstance(value, _Mark):
        return value.xml
    # A text that Jinja has marked as escaped has been here before, for a macro or a `set`.
    return value if isinstance(value, Markup) else _as_xml(printed(value))


@lru_cache(maxsize=4096)  # the words of a table come again and again
def _as_xml(text: str) -> Markup:
    return Markup(str(escape(bind_units(text))).translate(_BRACES))


_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_ELEMENT = re.compile(r"</?\w+:[^>]*>")
_BECOME_ELEMENTS = "\n\t\a\f"
_BECOMES_ELEMENT = re.compile(f"[{_BECOME_ELEMENTS}]")
_LETTERS_OF_ELEMENT, _LETTERS_OF_BREAK = 20, 200
_NAMED = re.compile(r"“(.*?)”")
_REMEMBERED = 64
_PATCHED: dict[str, str] = {}


@lru_cache(maxsize=8)
def _environment(indicators: frozenset[str]) -> Sandbox:
    """Return the environment of all documents of a project, so that each template is parsed once."""
    return environment(_show, autoescape=True, indicators=indicators, size=_size, static=_size_of_markup)


def _size(xml: str) -> int:
    """Return the letters that a printed text takes, elements and what becomes one for more than they have."""
    return _size_of_markup(xml) + _LETTERS_OF_BREAK * sum(map(xml.count, _BECOME_ELEMENTS))


def _size_of_markup(xml: str) -> int:
    return len(xml) + _LETTERS_OF_ELEMENT * xml.count("<")


class _WordTemplate(DocxTemplate):  # type: ignore[misc] # docxtpl carries no types
    """A template that remembers its current part, for messages, and caches what depends on the template alone."""

    typed = ""
    source = ""

    def __init__(self, content: bytes, sandbox: Sandbox) -> None:
        super().__init__(BytesIO(content))
        self.sandbox = sandbox

    def patch_xml(self, src_xml: str) -> str:
        self.typed = src_xml
        if src_xml not in _PATCHED:
            if len(_PATCHED) >= _REMEMBERED:
                _PATCHED.clear()
            # docxtpl unescapes `<` and `>` in tags, but not `&`.
            _PATCHED[src_xml] = _TAG.sub(
                lambda tag: tag[0].replace("&amp;", "&"), str(super().patch_xml(src_xml))
            )
        return _PATCHED[src_xml]

    def render_xml_part(self, src_xml: str, part: object, context: object, jinja_env: object = None) -> str:
        self.source = src_xml
        filled = self._filled(src_xml, context)
        # docxtpl repairs the tables of the body only.
        return (
            filled
            if part is self.docx.part
            else str(etree.tostring(self.fix_tables(filled), encoding="unicode"))
        )

    def _filled(self, xml: str, context: object) -> str:
        """Do what docxtpl does to fill in a part, without its expressions, which search the whole text twice.

        Each paragraph is on a line of its own, so that Jinja's messages name its line.
        """
        for start in ("<w:p ", "<w:p>"):
            xml = xml.replace(start, f"\n{start}")
        filled = self.sandbox.from_string(xml).render(context)
        for start in ("<w:p ", "<w:p>"):
            filled = filled.replace(f"\n{start}", start)
        for typed, tag in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
            filled = filled.replace(typed, tag)
        return self.resolve_listing(filled)

    def resolve_listing(self, xml: str) -> str:
        # docxtpl searches every run for characters that become elements; few paragraphs have any.
        if not any(one in xml for one in _BECOME_ELEMENTS):
            return xml
        resolve = super().resolve_listing
        return _PARAGRAPH.sub(
            lambda found: str(resolve(found[0])) if _BECOMES_ELEMENT.search(found[0]) else found[0], xml
        )

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Do nothing: `_set_properties` sets all properties."""

    def fix_tables(self, xml: str) -> Element:
        # docxtpl would silently drop what it can't parse, such as half a table, and go through all tables twice.
        tree = etree.fromstring(xml.encode())
        check_filled(tree)
        _drop_empty(tree)
        for table in tree.iter(_TABLE):
            match_grid(table)
        return tree

    def paragraph(self, line: int | None, word: str) -> str:
        """Return the words of the paragraph on a line of the source, around the tag that holds a word."""
        # docxtpl breaks lines in the same way: one paragraph to a line.
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", self.source).split("\n")
        if line is None or not 1 <= line <= len(lines):
            return ""
        # docxtpl removes the paragraphs of some tags, which then follow the paragraph before.
        inside, end, after = lines[line - 1].rpartition("</w:p>")
        text = _ELEMENT.sub(" ", inside if end else after)
        tag = tag_with(text, word)
        if end and not (word and word in tag):
            alone = _TAG.findall(_ELEMENT.sub(" ", after))
            named = [one for one in alone if word and word in one]
            if named or (alone and not text.strip()):
                return place(self._typed((named or alone)[-1]))
        if tag and not end:
            return place(self._typed(tag))
        return place(text, tag)

    def _typed(self, tag: str) -> str:
        """Return a tag that had its own paragraph, row or cell as it was typed, with its letters p, tr or tc."""
        typed = re.search(
            rf"{re.escape(tag[:2])}(?:p|tr|tc)\s+{re.escape(tag[2:].strip())}", _ELEMENT.sub("", self.typed)
        )
        return typed[0] if typed else tag


def _drop_empty(tree: Element) -> None:
    """Remove rows and tables that tags have left empty, and end each cell in a paragraph, as Word demands."""
    for row in _BLANK_ROWS(tree):
        row.getparent().remove(row)
    for table in _BLANK_TABLES(tree):
        table.getparent().remove(table)
    for cell in _OPEN_CELLS(tree):
        etree.SubElement(cell, _P)


def _fill(template: Template, names: dict[str, object], sandbox: Sandbox) -> Document:
    """Return the template with its tags filled in."""
    filled = _WordTemplate(template.content, sandbox)
    try:
        sandbox.budget.begin(names)
        filled.render(names, sandbox)
    except etree.XMLSyntaxError as error:
        message = "một thẻ mở và đóng không cùng chỗ, làm vỡ đoạn, hàng hoặc bảng chứa nó"
        raise UnusableTemplateError(template.path, "", message) from error
    except TagError as error:
        raise UnusableTemplateError(template.path, error.place, error.message) from None
    except TEMPLATE_ERRORS as error:
        line, message = fault(error)
        named = _NAMED.search(message)
        raise UnusableTemplateError(
            template.path, filled.paragraph(line, named[1] if named else ""), message
        ) from error
    document: Document = filled.docx
    return document


@lru_cache(maxsize=16)
def _styles(template: Template) -> ParagraphStyles:
    """Return the styles of a template, which are those of every document made from it."""
    return ParagraphStyles.of(docx.Document(BytesIO(template.content)))


def _set_properties(document: Document, report: Report) -> None:
    """Set what Word's File, Info shows, without times: a document's date is the one printed on it."""
    properties = document.core_properties
    properties.title = property_text(report.title)
    properties.author = properties.last_modified_by = property_text(" ".join(report.letterhead.issuer))
    properties.language = _LANGUAGE
    properties.revision = 1
    for name in ("category", "comments", "identifier", "content_status", "keywords", "subject", "version"):
        setattr(properties, name, "")
    core = properties._element
    for name in ("created", "modified", "lastPrinted"):
        for element in core.iterchildren(f"{{*}}{name}"):
            core.remove(element)
    if report.origin is not None:
        origin.write(document, report.origin)


class _DocumentParts(dict[str, bytes]):
    """The parts of a document by name, with the method of a zip file that python-docx calls."""

    def write(self, uri: PackURI, content: bytes) -> None:
        self[uri.membername] = content


def _saved(document: Document) -> bytes:
    """Return the document as a file. The `save` of python-docx would compress parts that are unpacked again."""
    package, parts = document.part.package, _DocumentParts()
    for part in package.parts:
        part.before_marshal()
    writer: Any = PackageWriter
    writer._write_content_types_stream(parts, package.parts)
    writer._write_pkg_rels(parts, package.rels)
    writer._write_parts(parts, package.parts)
    return zipped(parts)
