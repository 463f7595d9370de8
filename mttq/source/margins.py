"""The margins of lines: tabs and odd spaces where YAML takes only plain ones, and the lines that have a margin.

YAML indents with spaces alone. It refuses a tab, and a no-break space (from a web page, a chat, Word) it takes for a
letter, so that every line after it means something else. A file with such margins is read as if they were plain, which
shows its other faults at their places, and has one fault that counts the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mttq.diagnostics import ODD_MARGIN, Diagnostic, Span
from mttq.source.text import indent

STEP = 2
"""Plain spaces for a tab, and for each level."""

_ODD = "\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_WIDTHS = {"\u200b": 0, "\u3000": STEP}  # a zero-width space; the wide space of East Asian keyboards
_MARGIN = re.compile(f"[ {_ODD}]*")
_ODD_MARGIN = re.compile(f"^ *[{_ODD}]", re.MULTILINE)
_ODD_WITHIN = re.compile(f"[{_ODD}]")
_DASHES = re.compile(r"(?:- +)*")
_PLAIN_KEY = r"[^\s#'\"\[\]{}&*!|>%@`,-][^:#\[\]{}]*"
_KEY = re.compile(rf"(?P<key>{_PLAIN_KEY}|'[^']*'|\"[^\"]*\"):(?:[ \t\u00a0]+(?P<value>.*))?$")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$")
_CLOSING = {"{": "}", "[": "]"}


class Margins(Struct, frozen=True):
    """The lines of a file as they were meant to be indented.

    Attributes:
        lines: the lines, as many as in the file.
        shifts: how far each line whose margin differs has moved to the right.
    """

    lines: tuple[str, ...]
    shifts: Mapping[int, int]


class WrittenLine(Struct, frozen=True, kw_only=True):
    """A line that begins a key or an item, by the look of it.

    Attributes:
        number: its number, from 1.
        margin: the spaces before it.
        inside: the spaces and dashes before its key or text.
        key: the key, without quotes; "" for an item that is a text.
        value: the text after the key's colon or after the dash.
    """

    number: int
    margin: int
    inside: int
    key: str
    value: str

    @property
    def is_item(self) -> bool:
        """Whether it begins with a dash."""
        return self.inside > self.margin


def written_lines(lines: Sequence[str]) -> Iterator[WrittenLine]:
    """Yield the lines that begin a key or an item, passing over all text of several lines."""
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        one = _written(line, number)
        if one is None:
            continue
        yield one
        if _BLOCK.match(one.value):
            while number < len(lines) and (not lines[number].strip() or indent(lines[number]) > one.margin):
                number += 1
        elif end := _open_until(one.value):
            number = _closed(lines, number, end, one.margin)


def _written(line: str, number: int) -> WrittenLine | None:
    margin = indent(line)
    rest = line[margin:]
    if not rest or rest[0] == "#":
        return None
    if rest == "-" or rest.startswith("- "):
        dashes = len((_DASHES.match(rest + " ") or [""])[0])
        rest = rest[dashes:]
        inside = margin + dashes
    else:
        inside = margin
    found = _KEY.match(rest.rstrip())
    if found is None:
        return (
            WrittenLine(number=number, margin=margin, inside=inside, key="", value=rest.strip())
            if inside > margin
            else None
        )
    key = found["key"].strip()
    if key[0] in "'\"":
        key = key[1:-1]
    value = (found["value"] or "").strip()
    if value.startswith("#"):
        value = ""
    return WrittenLine(number=number, margin=margin, inside=inside, key=key, value=value)


def _open_until(value: str) -> str:
    """Return what closes a value that does not end on its line; "" if it does."""
    first = value[:1]
    if first in {"'", '"'} and value.find(first, 1) < 0:
        return first
    return _CLOSING[first] if first in _CLOSING and _CLOSING[first] not in value else ""


def _closed(lines: Sequence[str], number: int, end: str, margin: int) -> int:
    """Return the number of the line that closes a value; where it is not closed, that of its first line."""
    for at in range(number, len(lines)):
        line = lines[at]
        if line.strip() and indent(line) <= margin and _written(line, at + 1) is not None:
            return number
        if end in line:
            return at + 1
    return number


def plain_margins(lines: list[str], text: str) -> Margins | None:
    """Return the lines with plain spaces before them; None if no line with a key or a dash needs it.

    Lines of running text change only where they begin with an odd space: after plain spaces it may belong to the text.
    """
    if not _ODD_MARGIN.search(text):
        return None
    mended = list(lines)
    shifts: dict[int, int] = {}
    first: tuple[int, int] | None = None  # tabs and spaces of the first line of a run
    above: str | None = None
    needed = False
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        lead = odd_margin(line)
        if not _ODD_WITHIN.search(lead) or not _is_margin(line, lead):
            first, above = None, line
            continue
        tabs = lead.count("\t")
        if tabs:
            first = first or (tabs, _depth_after(above, tabs))
            wide = max(0, first[1] + STEP * (tabs - first[0]))
        else:
            first = None
            wide = sum(_WIDTHS.get(one, 1) for one in lead)
        above = mended[number] = " " * wide + line[len(lead) :]
        shifts[number + 1] = wide - len(lead)
        needed = needed or _written(above, number + 1) is not None
    return Margins(tuple(mended), shifts) if needed else None


def _is_margin(line: str, lead: str) -> bool:
    return _written(" " * len(lead) + line[len(lead) :], 0) is not None or bool(_ODD_WITHIN.match(lead))


def _depth_after(above: str | None, tabs: int) -> int:
    """Return the margin that the line above suggests: two more below a key without a value."""
    if above is None:
        return STEP * tabs
    return indent(above) + (STEP if above.rstrip().endswith(":") else 0)


def odd_margins(margins: Margins, lines: list[str], path: str) -> Diagnostic:
    """Return the fault of a file whose margins are not all plain spaces, at the first of them."""
    first = min(margins.shifts)
    leads = {number: odd_margin(lines[number - 1]) for number in margins.shifts}
    tabs = sum("\t" in lead for lead in leads.values())
    what = "phím Tab" if tabs == len(leads) else "dấu cách không ngắt"
    if 0 < tabs < len(leads):
        what = "phím Tab, dấu cách không ngắt"
    if len(leads) == 1:
        how = f"thụt dòng này vào {indent(margins.lines[first - 1])} dấu cách"
    elif not tabs:
        how = "gõ lại bằng phím cách"
    elif all(indent(margins.lines[number - 1]) == STEP * len(lead) for number, lead in leads.items()):
        how = f"thay mỗi Tab bằng {STEP} dấu cách"
    else:
        how = "thay bằng dấu cách, các dòng cùng cấp thẳng cột với nhau"
    where = f"{len(leads)} dòng thụt vào" if len(leads) > 1 else "dòng này thụt vào"
    return Diagnostic(
        ODD_MARGIN,
        path,
        Span(first, 1, first, len(leads[first]) + 1),
        f"{where} bằng {what} thay cho dấu cách thường",
        help=f"{how}; mttq check --fix sửa được",
    )


def odd_margin(line: str) -> str:
    """Return the spaces of any kind before a line."""
    return (_MARGIN.match(line) or [""])[0]
