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

from mttq.render.office import Element

_P, _T, _TR, _TC, _TBL = qn("w:p"), qn("w:t"), qn("w:tr"), qn("w:tc"), qn("w:tbl")
_UNITS = {"p": (_P, "đoạn"), "tr": (_TR, "hàng của bảng"), "tc": (_TC, "ô của bảng")}
_ALONE = re.compile(r"\{(?P<open>[{%#])(?P<unit>tr|tc|p|r)\s(?P<inside>[^}]*?)[}%#]\}")
_HOLDS_MARKUP = re.compile(r"""[\w.\[\]"']*\bcan_cot\b["'\]]*""")
_PARAGRAPHS_UNDER_A_NAME = re.compile(r"\{%p\s+(?:set\s+(\w+)\s*%\}|macro\s+(\w+))")
_INLINE_MARKUP = re.compile(r"""\{\{-?\s*[\w.\[\]"']*\.can_cot\s*-?\}\}""")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_QUOTED = 60

_NAMES = {"w": nsmap["w"]}
_LOST = etree.XPath(".//w:drawing | .//w:pict | .//w:object | .//w:sectPr", namespaces=_NAMES)
# Elements in which text is invisible, and elements in a text that should have none.
_HOLDERS = ("body", "hdr", "ftr", "footnote", "tbl", "tr", "tc", "p", "r", "sdtContent", "txbxContent")
_IN_HOLDERS = " or ".join(f"parent::w:{one}" for one in _HOLDERS)
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


def check_tags(xml: str) -> None:
    """Check the tags of a part of a template.

    Args:
        xml: the part, as it is in the file.

    Raises:
        TagError: a tag is in the wrong place; names the first one.
    """
    if "{" not in xml:
        return
    paragraphs = [(paragraph, _text(paragraph)) for paragraph in etree.fromstring(xml.encode()).iter(_P)]
    named = {
        name
        for _, text in paragraphs
        for names in _PARAGRAPHS_UNDER_A_NAME.findall(text)
        for name in names
        if name
    }
    for paragraph, text in paragraphs:
        for tag in _ALONE.finditer(text):
            if message := _misplaced(paragraph, tag, named):
                raise TagError(place(text, tag[0]), message)
        if inline := _INLINE_MARKUP.search(text):
            message = "khoi.can_cot không phải chữ; viết “{{p khoi.can_cot }}” ở một đoạn riêng trước bảng"
            raise TagError(place(text, inline[0]), message)


def has_tags(xml: bytes) -> str:
    """Return the place of the first tag in a part whose tags are not filled in; "" if it has none."""
    for paragraph in etree.fromstring(xml).iter(_P):
        text = _text(paragraph)
        if tag := _TAG.search(text):
            return place(text, tag[0])
    return ""


def check_filled(tree: Element) -> None:
    """Look for texts that tags have printed where Word doesn't show them.

    Raises:
        TagError: there is such a text.
    """
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
    return "".join(_own(paragraph))


def _own(paragraph: Element) -> Iterator[str]:
    for text in paragraph.iter(_T):
        if next(text.iterancestors(_P)) is paragraph:
            yield text.text or ""
