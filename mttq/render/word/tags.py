"""Whether the tags of a Word template stand where filling them in loses nothing, and whether all came out on the page.

`{%p … %}`, `{%tr … %}` and `{%tc … %}` take their whole paragraph, row or cell
away, whatever else stands in it; what `{{p … }}` prints stands outside every
paragraph. Word shows none of what is lost so, and says nothing.
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
# Where text is not seen, and what is no text where it should be.
_HOLDERS = ("body", "hdr", "ftr", "footnote", "tbl", "tr", "tc", "p", "r", "sdtContent", "txbxContent")
_STRAY = etree.XPath(
    f".//text()[normalize-space() and ({' or '.join(f'parent::w:{one}' for one in _HOLDERS)})] | .//w:t/*",
    namespaces=_NAMES,
)


class TagError(Exception):
    """A tag that stands where it cannot be filled in.

    Attributes:
        place: the words of the paragraph, in Vietnamese; empty if unknown.
        message: what is wrong, in Vietnamese, one line.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


def check_tags(xml: str) -> None:
    """Looks at the tags of a part of a template.

    Args:
        xml: the part, as it is in the file.

    Raises:
        TagError: the first tag that stands in a wrong place.
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
    """The place of the first tag of a part in which none is filled in; "" where there is none."""
    for paragraph in etree.fromstring(xml).iter(_P):
        text = _text(paragraph)
        if tag := _TAG.search(text):
            return place(text, tag[0])
    return ""


def check_filled(tree: Element) -> None:
    """Looks for what tags have printed where Word shows nothing.

    Raises:
        TagError: there is such a text.
    """
    for stray in _STRAY(tree):
        text = stray if isinstance(stray, str) else stray.getparent().xpath("string()")
        shown = f" (“{excerpt(str(text))}”)" if str(text).strip() else ""
        raise TagError("", f"một thẻ in ra ngoài các đoạn của văn bản, chỗ Word không hiện{shown}")


def place(text: str, tag: str = "") -> str:
    """A paragraph as messages name it, by its words around a tag."""
    words = excerpt(text, tag)
    return f"đoạn “{words}”" if words else ""


def excerpt(text: str, tag: str = "") -> str:
    """The text on one line, shortened; what is kept holds the tag."""
    words, wanted = " ".join(text.split()), " ".join(tag.split())
    if len(words) <= _QUOTED:
        return words
    at = max(words.find(wanted), 0) if wanted else 0
    room = _QUOTED - 2
    start = 0 if at + len(wanted) <= room else min(at, max(0, at - (room - len(wanted)) // 2))
    end = start + room
    return ("…" if start else "") + words[start:end] + ("…" if end < len(words) else "")


def tag_with(text: str, word: str) -> str:
    """The first tag of a text that holds the word, else the first one; "" where there is none."""
    tags = _TAG.findall(text)
    return next((tag for tag in tags if word and word in tag), tags[0] if tags else "")


def _misplaced(paragraph: Element, tag: re.Match[str], named: set[str]) -> str:
    """What is wrong with a tag that takes its paragraph, row or cell away; "" where it stands as it should.

    Args:
        paragraph: where it stands.
        tag: as `_ALONE` finds it.
        named: names under which whole paragraphs have been put.
    """
    unit, inside = tag["unit"], tag["inside"].strip()
    if "%" in inside and tag["open"] != "#":  # docxtpl would not take it for one of its own
        return f"trong thẻ “{tag[0]}” không viết được dấu “%”"
    holds_markup = _HOLDS_MARKUP.fullmatch(inside) or inside.partition("(")[0] in named
    if tag["open"] == "{" and (unit != "p" or not holds_markup):
        return f"“{{{{{unit}” không in được chữ; viết “{{{{ {inside} }}}}”, chỉ khoi.can_cot mới cần “{{{{p”"
    if unit == "r":
        return ""
    if inside.endswith("-"):  # docxtpl would join the next paragraph to this one, which is taken away
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
    """What is typed in a paragraph, without the text boxes that hang on it."""
    return "".join(_own(paragraph))


def _own(paragraph: Element) -> Iterator[str]:
    for text in paragraph.iter(_T):
        if next(text.iterancestors(_P)) is paragraph:
            yield text.text or ""
