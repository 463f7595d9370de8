"""Checks that filling in the tags of a Word template loses nothing, and that all they print is on the page.

`{%p … %}`, `{%tr … %}` and `{%tc … %}` remove their whole paragraph, row or
cell, with anything else in it; what `{{p … }}` prints is outside all
paragraphs. Word shows nothing of what is lost, and doesn't complain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import nsmap, qn
from lxml import etree
from msgspec import Struct

from mttq.render.braces import MOST_TAGS, Slip, Tag, slip_in, tags_in, too_many
from mttq.render.office import Element
from mttq.render.vocabulary import BLOCKS_OPENING
from mttq.spelling import shortened

_P, _R, _T, _TR, _TC = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:tr"), qn("w:tc")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = tuple(
    qn(f"w:{name}") for name in ("br", "cr", "tab", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak")
)
_UNITS = {"p": (_P, "đoạn"), "tr": (_TR, "hàng của bảng"), "tc": (_TC, "ô của bảng")}
_ALONE = re.compile(r"\{(?P<open>[{%#])(?P<unit>tr|tc|p|r)\s(?P<inside>[^}]*?)[}%#]\}")
_HOLDS_MARKUP = re.compile(r"""[\w.\[\]"']*\bcan_cot\b["'\]]*""")
_PARAGRAPHS_UNDER_A_NAME = re.compile(r"\{%p\s+(?:set\s+(\w+)\s*%\}|macro\s+(\w+))")
_INLINE_MARKUP = re.compile(r"""\{\{-?\s*[\w.\[\]"']*\.can_cot\s*-?\}\}""")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_DASHED = re.compile(r"\{%-.*?%\}|\{%(?:(?!%\}).)*?-%\}")
_STATEMENT = re.compile(r"\{%\+?\s*(?:(?P<unit>p|tr|tc|r)\s+)?(?P<name>\w+)(?P<rest>.*?)%\}", re.DOTALL)
_OPENING_SIGN = re.compile(r"\{[{%#]")
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
_QUOTED = 60
_MOST_COLUMNS, _DIGITS = 63, 4

_NAMES = {"w": nsmap["w"]}
_LOST = etree.XPath(".//w:drawing | .//w:pict | .//w:object | .//w:sectPr", namespaces=_NAMES)
# Elements in which text is invisible, and elements in a text that should have none.
_HOLDERS = ("body", "hdr", "ftr", "footnote", "tbl", "tr", "tc", "p", "r", "sdtContent", "txbxContent")
_IN_HOLDERS = " or ".join(f"parent::w:{one}" for one in _HOLDERS)
_HIDDEN = etree.XPath(
    "//@*[contains(., '{{') or contains(., '{%') or contains(., '{#')]"
    " | //text()[not(parent::w:t) and (contains(., '{') or contains(., '}'))]",
    namespaces=_NAMES,
)
_SPANS = etree.XPath("//w:gridSpan/@w:val", namespaces=_NAMES)
_STRAY = etree.XPath(
    f".//text()[not(parent::w:t) and normalize-space() and ({_IN_HOLDERS})] | .//w:t/*",
    namespaces=_NAMES,
)


class TagError(Exception):
    """A tag is in a place where it can't be filled in.

    Attributes:
        place: the words of the paragraph, in Vietnamese; "" if unknown.
        message: the fault, in Vietnamese, one line.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


def check_tags(tree: Element) -> None:
    """Check the tags of a part of a template, and put each tag that Word has split into one text.

    Args:
        tree: the part; its texts change, what they say doesn't.

    Raises:
        TagError: a tag is not closed, or is in the wrong place; names the first one.
    """
    paragraphs = [(paragraph, _tags_of(paragraph)) for paragraph in tree.iter(_P)]
    count = _check_hidden(tree) + sum(len(tags) for _, tags in paragraphs)
    if count > MOST_TAGS:
        raise TagError("", too_many(count))
    texts = [(paragraph, _text(paragraph), tags) for paragraph, tags in paragraphs]
    named = {
        name
        for _, text, _ in texts
        for names in _PARAGRAPHS_UNDER_A_NAME.findall(text)
        for name in names
        if name
    }
    for paragraph, text, _ in texts:
        if dashed := _DASHED.search(text):
            raise TagError(place(text, dashed[0]), f"thẻ “{dashed[0]}” không nhận dấu “-”; bỏ dấu ấy đi")
        for tag in _ALONE.finditer(text):
            if message := _misplaced(paragraph, tag, named):
                raise TagError(place(text, tag[0]), message)
        if inline := _INLINE_MARKUP.search(text):
            message = "khoi.can_cot không phải chữ; viết “{{p khoi.can_cot }}” ở một đoạn riêng trước bảng"
            raise TagError(place(text, inline[0]), message)
    _check_pairs(tree, [tag for _, tags in paragraphs for tag in tags])


def tags_outside(tree: Element, *, strict: bool) -> str:
    """Return the place of the first tag in a part whose tags are not filled in; "" if it has none.

    Args:
        tree: the part.
        strict: whether readers see its texts, so that a lone brace counts, too.
    """
    for paragraph in tree.iter("{*}p", "{*}v") if strict else ():
        text = "".join(one.text or "" for one in paragraph.iter("{*}t", "{*}v"))
        for one in tags_in(text, within="tại chỗ này"):
            return place(text, text[one.start : one.end] if isinstance(one, Tag) else one.tag)
    for element in tree.iter(etree.Element):
        for text in (element.text or "", *element.attrib.values()):
            if tag := _TAG.search(text):
                return place(text, tag[0])
    return ""


def check_filled(tree: Element) -> None:
    """Look for texts that tags have printed where Word doesn't show them, and for cells that Word can't show.

    Raises:
        TagError: there is such a text or cell.
    """
    for width in _SPANS(tree):
        if not width.isdecimal() or len(width) > _DIGITS or int(width) > _MOST_COLUMNS:
            message = f"một ô chiếm {shortened(width)} cột của bảng; Word chỉ có đến {_MOST_COLUMNS} cột"
            raise TagError("", message)
    for stray in _STRAY(tree):
        text = stray if isinstance(stray, str) else stray.getparent().xpath("string()")
        shown = f" (“{excerpt(str(text))}”)" if str(text).strip() else ""
        raise TagError("", f"một thẻ in ra ngoài các đoạn của văn bản, chỗ Word không hiện{shown}")


def place(text: str, tag: str = "") -> str:
    """Return how messages name a paragraph: by its words around a tag."""
    words = excerpt(text, tag)
    return f"đoạn “{words}”" if words else ""


def excerpt(text: str, tag: str = "") -> str:
    """Return a text on one line, shortened around a tag."""
    words, wanted = " ".join(text.split()), " ".join(tag.split())
    if len(words) <= _QUOTED:
        return words
    at = max(words.find(wanted), 0) if wanted else 0
    room = _QUOTED - 2
    start = 0 if at + len(wanted) <= room else min(at, max(0, at - (room - len(wanted)) // 2))
    end = start + room
    return ("…" if start else "") + words[start:end] + ("…" if end < len(words) else "")


def tag_with(text: str, word: str) -> str:
    """Return the first tag of a text that holds a word, otherwise its first tag; "" if it has none."""
    tags = _TAG.findall(text)
    return next((tag for tag in tags if word and word in tag), tags[0] if tags else "")


def _misplaced(paragraph: Element, tag: re.Match[str], named: set[str]) -> str:
    """Return what is wrong with a tag that removes its paragraph, row or cell; "" if nothing is.

    Args:
        paragraph: the paragraph that holds it.
        tag: the tag, as found by `_ALONE`.
        named: the names of macros and block `set`s that hold whole paragraphs.
    """
    unit, inside = tag["unit"], tag["inside"].strip()
    if "%" in inside and tag["open"] != "#":  # docxtpl doesn't recognise it then
        return f"trong thẻ “{tag[0]}” không viết được dấu “%”"
    holds_markup = _HOLDS_MARKUP.fullmatch(inside) or inside.partition("(")[0] in named
    if tag["open"] == "{" and (unit != "p" or not holds_markup):
        return f"“{{{{{unit}” không in được chữ; viết “{{{{ {inside} }}}}”, chỉ khoi.can_cot mới cần “{{{{p”"
    if unit == "r":
        return ""
    if inside.endswith("-"):  # docxtpl would join the next paragraph to this one, which it removes
        return f"thẻ “{tag[0]}” không nhận dấu “-”; bỏ dấu ấy đi"
    of, name = _UNITS[unit]
    holder = paragraph if unit == "p" else next(paragraph.iterancestors(of), None)
    alone = f"thẻ “{tag[0]}” phải đứng một mình trong một {name}"
    if holder is None:
        return alone
    if _LOST(holder):
        return f"{alone}; hình hoặc ngắt phần trang ở cạnh nó sẽ mất"
    text = _text(paragraph) if holder is paragraph else "".join(one.text or "" for one in holder.iter(_T))
    if "".join(text.split()) != "".join(tag[0].split()):
        return f"{alone}; chữ ở cạnh nó sẽ mất"
    return ""


def _text(paragraph: Element) -> str:
    """Return what is typed in a paragraph, without its text boxes."""
    return "".join(text.text or "" for text in _own(paragraph))


def _own(paragraph: Element) -> list[Element]:
    """Return the elements with the text of a paragraph, without those of its text boxes."""
    return [text for text in paragraph.iter(_T) if next(text.iterancestors(_P)) is paragraph]


class _Placed(Struct, frozen=True):
    """A tag as it was typed, with the element that holds it and its offset in the text of that element."""

    tag: str
    holder: Element
    at: int


def _tags_of(paragraph: Element) -> list[_Placed]:
    """Return the tags of a paragraph, after putting each into the element in which it begins.

    Raises:
        TagError: there is a slip in its text.
    """
    texts = _own(paragraph)
    whole = "".join(text.text or "" for text in texts)
    found = []
    number = start = 0  # of the text in which the next tag begins
    for one in tags_in(whole, within="trong đoạn này"):
        if isinstance(one, Slip):
            raise TagError(place(whole, one.tag), one.message)
        while (end := start + len(texts[number].text or "")) <= one.start:
            number, start = number + 1, end
        found.append(_Placed(whole[one.start : one.end], texts[number], one.start - start))
        if end < one.end:
            _join(texts, number, start, one, whole)
    return found


def _join(texts: list[Element], number: int, start: int, tag: Tag, whole: str) -> None:
    """Put a tag that is split among several texts into the one in which it begins."""
    first = texts[number]
    end = start + len(first.text or "")
    first.text = whole[start : tag.end]
    while end < tag.end:
        number += 1
        text = texts[number]
        typed = text.text or ""
        text.text = typed[min(len(typed), tag.end - end) :]
        text.set(_SPACE, "preserve")
        end += len(typed)
    for element in list(_between(first, texts[number])):
        if element.tag in _BREAKS and element.getparent().tag == _R:
            element.getparent().remove(element)


def _between(first: Element, last: Element) -> Iterator[Element]:
    """Yield the elements between two others, in the order of the document."""
    element = first
    while True:
        following = next(iter(element), None)
        while following is None:
            following, element = element.getnext(), element.getparent()
        if following is last:
            return
        yield following
        element = following


def _check_hidden(tree: Element) -> int:
    """Check the tags in attributes and in texts that are no paragraph's: fields, formulas, alternative texts.

    Returns:
        How many of these there are.

    Raises:
        TagError: a tag is not complete.
    """
    hidden = [one for one in _HIDDEN(tree) if _SIGN.search(one)]
    for text in hidden:
        if slip := slip_in(str(text), within="tại chỗ này"):
            element = text.getparent()
            holder = next((one for one in (element, *element.iterancestors()) if one.tag == _P), None)
            raise TagError(
                place(_text(holder) if holder is not None else "") or place(str(text)), slip.message
            )
    return sum(len(_OPENING_SIGN.findall(one)) for one in hidden)


def _check_pairs(tree: Element, tags: list[_Placed]) -> None:
    """Check that tags that belong together would leave whole elements between them.

    Raises:
        TagError: one of them is in a link, a frame or a row, the other is not.
    """
    order = {text: number for number, text in enumerate(tree.iter(_T))}
    waiting: list[tuple[str, _Placed, list[str]]] = []
    for one in sorted(tags, key=lambda tag: (order[tag.holder], tag.at)):
        match = _STATEMENT.fullmatch(one.tag)
        if match is None:
            continue
        name, path = match["name"], _path(one.holder, match["unit"])
        if name in BLOCKS_OPENING or (name == "set" and "=" not in match["rest"]):
            waiting.append((name, one, path))
        elif waiting and (name in ("else", "elif") or name == f"end{waiting[-1][0]}"):
            if path != waiting[-1][2]:
                opened = waiting[-1][1]
                message = (
                    f"thẻ “{opened.tag}” và thẻ “{one.tag}” không cùng chỗ, làm vỡ đoạn, hàng hoặc bảng"
                    " chứa chúng; đặt cả hai trong cùng đoạn, hoặc viết “{%p … %}” cho cả hai, mỗi thẻ một đoạn"
                )
                paragraph = next(one.holder.iterancestors(_P))
                raise TagError(place(_text(paragraph), one.tag), message)
            if name.startswith("end"):
                waiting.pop()
        elif name.startswith("end"):
            return  # Jinja reports it


def _path(text: Element, unit: str | None) -> list[str]:
    """Return the names of the elements around what a tag leaves behind, from the inside."""
    holders = {"p": _P, "tr": _TR, "tc": _TC, "r": _R}
    element = text
    if unit:
        element = next(text.iterancestors(holders[unit]), text)
        return [one.tag for one in element.iterancestors()]
    return [text.tag, *(one.tag for one in text.iterancestors())]
