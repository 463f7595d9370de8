"""The pages of codes: what each finds, why it matters, an example, what to write instead.

A page is `pages/<code>.md`, in a small part of Markdown: one title, a line
with the severity, four sections with fixed headings, and in them paragraphs,
lists whose items are one line each, and fenced YAML. The fence names the file
of which the example is the whole text. The tests put each example into a sound
project: it must be reported with the page's code, its corrected form must not.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TypeAlias

from msgspec import Struct

from mttq.check.codes import ALL_CODES
from mttq.diagnostics import Code, Severity

HEADINGS = ("Phát hiện gì", "Vì sao", "Ví dụ", "Viết thế nào")
SEVERITIES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}

_TITLE = re.compile(r"# (?P<id>MT\d{3}) (?P<name>[a-z0-9-]+): (?P<title>.+)")
_FENCE = re.compile(r"```yaml (?P<path>\S+)")


class PageParagraph(Struct, frozen=True):
    """Running text; `words in backticks` are taken from files."""

    text: str


class PageItems(Struct, frozen=True):
    """A list, one line of text for each item."""

    lines: tuple[str, ...]


class Example(Struct, frozen=True):
    """A file: its place in a project and all of its text."""

    path: str
    text: str


Block: TypeAlias = PageParagraph | PageItems | Example


class PageSection(Struct, frozen=True):
    """A heading and the blocks below it."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Return the files shown in it."""
        return tuple(block for block in self.blocks if isinstance(block, Example))


class CodePage(Struct, frozen=True, kw_only=True):
    """One page.

    Attributes:
        id: the code's id, as the page gives it.
        name: its readable name, as the page gives it.
        title: what is wrong, in a few words.
        severity: a word of `SEVERITIES`.
        sections: one for each of `HEADINGS`.
    """

    id: str
    name: str
    title: str
    severity: str
    sections: tuple[PageSection, ...]

    def section(self, heading: str) -> PageSection:
        """Return the section under one of `HEADINGS`."""
        return next(one for one in self.sections if one.heading == heading)


class PageError(Exception):
    """A page does not have the form of a page: a fault of the program, found by its tests."""


def find_code(word: str) -> Code | None:
    """Find a code by its id or readable name, in upper or lower case."""
    wanted = word.strip().casefold()
    return next((code for code in ALL_CODES if wanted in {code.id.casefold(), code.name}), None)


def page_text(code: Code) -> str:
    """Return the text of the page of a code."""
    page = resources.files("mttq.check").joinpath("pages", f"{code.id}.md")
    return page.read_text(encoding="utf-8")


def read_page(code: Code) -> CodePage:
    """Read the page of a code."""
    return parse_page(page_text(code))


def parse_page(text: str) -> CodePage:
    """Read a page from its text.

    Raises:
        PageError: it does not have the parts of a page.
    """
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    lines = [line for line in head.splitlines() if line]
    found = _TITLE.fullmatch(lines[0]) if lines else None
    if found is None or len(lines) != 2 or not lines[1].startswith("Mức độ: "):
        raise PageError("trang phải bắt đầu bằng “# MT… ten: …” và “Mức độ: …”")
    sections = tuple(_section(part) for part in parts)
    if tuple(section.heading for section in sections) != HEADINGS:
        raise PageError(f"trang {found['id']} phải có các mục: {', '.join(HEADINGS)}")
    severity = lines[1].removeprefix("Mức độ: ")
    return CodePage(
        id=found["id"], name=found["name"], title=found["title"], severity=severity, sections=sections
    )


def _section(part: str) -> PageSection:
    heading, _, body = part.partition("\n")
    blocks: list[Block] = []
    rest = body.splitlines()
    while rest:
        line = rest.pop(0)
        if fence := _FENCE.fullmatch(line):
            end = rest.index("```") if "```" in rest else -1
            if end < 0:
                raise PageError(f"ví dụ không đóng trong mục {heading}")
            blocks.append(Example(fence["path"], "".join(f"{one}\n" for one in rest[:end])))
            rest = rest[end + 1 :]
        elif line.startswith("```"):
            raise PageError(f"ví dụ không nêu tệp trong mục {heading}")
        elif line:
            run = [line]
            while rest and rest[0] and not rest[0].startswith("```"):
                run.append(rest.pop(0))
            if all(one.startswith("- ") for one in run):
                blocks.append(PageItems(tuple(one.removeprefix("- ") for one in run)))
            else:
                blocks.append(PageParagraph(" ".join(run)))
    return PageSection(heading, tuple(blocks))
