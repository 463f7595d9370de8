"""Braces in the text of a template: each belongs to a tag that is closed where it was opened.

Jinja takes everything up to the next `}}` for the tag, so a tag with one brace
missing swallows the text behind it, and one with a brace too few at its start
is printed as it is. Both are slips that nobody sees before the document is
signed. The text is that of the template alone; data can't be mistaken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mttq.render.context import NAMES

_MARK = re.compile(r"\{[{%#]|[}%#]\}|[{}｛｝]")
_CLOSED_BY = {"{{": "}}", "{%": "%}", "{#": "#}"}
_NEAR = 60  # characters around a slip that are shown
_WORDS = re.compile(r"[{｛\s]*(?P<words>[^{}｛｝]*?)[\s}｝]*")
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*|\[\d+\])*")
# What is typed without the braces of a tag, or with other brackets.
_NAMES_OF_TWO_WORDS = "|".join(one.name for one in NAMES if "_" in one.name)
_BARE = re.compile(
    r"(?:\[\[|<<|«|\(\()[ \t]*(?P<bracketed>[A-Za-z][^\[\]<>«»()\n]*?)[ \t]*(?:\]\]|>>|»|\)\))"
    rf"|(?<![\w./-])(?P<name>{_NAMES_OF_TWO_WORDS}|(?:khoi|cot)\.[a-z_]+|\w+[ ]*\|[ ]*(?:giua_dong|bo_gach))(?![\w/-])"
    r"|^[ \t]*(?P<statement>(?:(?:p|tr|tc)[ \t]+)?"
    r"(?:else|end(?:if|for|set|macro)|(?:el)?if[ \t].*|for[ \t]+\w+[ \t]+in[ \t].*|include[ \t]+[\"'].*))[ \t]*$",
    re.MULTILINE,
)
_STATEMENT = re.compile(r"(?:p|tr|tc)\s|(?:end)?(?:if|for|set|macro)\b|el(?:se|if)\b|include\b")


MOST_TAGS = 3000
"""A part of a template has at most this many tags; each takes time to be read."""


class Slip(Struct, frozen=True):
    """A slip in the text of a template.

    Attributes:
        at: the offset in the text.
        tag: the words at that place.
        message: the fault, in Vietnamese, one line.
    """

    at: int
    tag: str
    message: str


class Tag(Struct, frozen=True):
    """A tag in the text of a template: from `start` to `end`, its braces included."""

    start: int
    end: int


def tags_in(text: str, *, within: str) -> Iterator[Tag | Slip]:
    """Yield the tags of a text in order, or a slip, which is the last.

    Args:
        text: what is typed, in which each tag must be closed.
        within: how a message names the stretch, in Vietnamese: `trong đoạn này`.
    """
    opened: re.Match[str] | None = None
    after = 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if opened is None:
            if slip := _without_braces(text, after, mark.start()):
                yield slip
                return
            if sign not in _CLOSED_BY:
                yield _stray(text, mark)
                return
            opened = mark
        elif sign == _CLOSED_BY[opened[0]]:
            yield Tag(opened.start(), mark.end())
            opened, after = None, mark.end()
        elif len(sign) == 2 and (opened[0] != "{#" or sign == "{#"):
            yield _unclosed(text, opened, mark, within)
            return
    if opened is not None:
        yield _unclosed(text, opened, None, within)
    elif slip := _without_braces(text, after, len(text)):
        yield slip


def too_many(count: int) -> str:
    """Return the sentence about a part of a template that has too many tags."""
    return f"mẫu có {count} thẻ, nhiều hơn {MOST_TAGS} là quá nhiều"


def slip_in(text: str, *, within: str) -> Slip | None:
    """Return the first slip of a text, if there is one; the arguments are those of `tags_in`."""
    return next((one for one in tags_in(text, within=within) if isinstance(one, Slip)), None)


def _unclosed(text: str, opened: re.Match[str], mark: re.Match[str] | None, within: str) -> Slip:
    sign, start = opened[0], opened.start()
    closer = _CLOSED_BY[sign]
    if mark is None or mark[0] in _CLOSED_BY:
        end = len(text) if mark is None else mark.start()
        tag = text[start : min(end, start + _NEAR)].strip()
        return Slip(start, tag, f"thẻ mở bằng “{sign}” chưa được đóng bằng “{closer}” {within}")
    tag = text[start : mark.end()]
    message = f"thẻ mở bằng “{sign}” phải đóng bằng “{closer}”, không phải “{mark[0]}”"
    return Slip(start, tag, message)


def _stray(text: str, mark: re.Match[str]) -> Slip:
    """Return the slip of a brace outside all tags, with the tag that was probably meant."""
    sign = mark[0]
    opens = sign in "{｛"
    if opens:
        ends = list(re.finditer(r"[}｝]+(?:\s*[}｝])*", text[mark.start() : mark.start() + 2 * _NEAR]))
        start, end = mark.start(), mark.start() + (ends[0].end() if ends else 1)
    else:
        before = text[: mark.start()]
        start, end = max(before.rfind("\n") + 1, mark.start() - _NEAR), mark.end()
    found = _WORDS.fullmatch(text[start:end].strip())
    words = found["words"].strip(" %#") if found else ""
    message = f"dấu “{sign}” nằm ngoài mọi thẻ nên sẽ bị in ra"
    if opens and _PATH.fullmatch(words) and not _STATEMENT.match(words):
        message += f"; thẻ phải viết liền hai dấu ngoặc: “{{{{ {words} }}}}”"
    elif opens and _STATEMENT.match(words):
        message += f"; thẻ phải viết liền các dấu: “{{%{words} %}}”"
    else:
        message += "; thẻ phải có đủ “{{ … }}” hay “{% … %}”, các dấu viết liền nhau"
    return Slip(mark.start(), text[start:end].strip(), message)


def _without_braces(text: str, start: int, end: int) -> Slip | None:
    """Return a tag without its braces in a stretch of text outside all tags, if there is one."""
    found = _BARE.search(text, start, end)
    if found is None:
        return None
    typed = found[0].strip()
    words = (found["bracketed"] or found["name"] or found["statement"]).strip()
    meant = f"{{%{words} %}}" if _STATEMENT.match(words) else f"{{{{ {words} }}}}"
    return Slip(found.start(), typed, f"“{typed}” không phải thẻ nên sẽ bị in ra; viết “{meant}”")
