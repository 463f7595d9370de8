"""Write the page of a code, and the list of codes, for a person at a terminal.

No mark of Markdown is left: words in backticks get the quotation marks that messages use, examples are indented
below the name of their file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mttq.check.codes import CodePage, Example, PageItems, PageParagraph
from mttq.diagnostics import Code
from mttq.output.terminal import indented, printable, styled

_INDENT = "    "
_BULLET = "- "
_CODE = re.compile(r"`([^`]+)`")

# The families of codes, by the beginning of their ids.
FAMILIES = {
    "MT0": "Cú pháp: tệp và cách viết YAML",
    "MT1": "Cấu trúc: khóa, kiểu giá trị, thư mục",
    "MT2": "Số liệu: con số và đơn vị tính",
    "MT3": "Tham chiếu: đơn vị, chỉ tiêu, chương trình, nhiệm vụ, kỳ",
    "MT4": "Số học: các số liệu đối chiếu với nhau",
    "MT5": "Cách viết: đọc được, nhưng nên viết khác",
}


def render(page: CodePage, *, columns: int, colour: bool) -> Iterator[str]:
    """Yield the lines to print.

    Args:
        page: the page.
        columns: the width at which lines of text break; examples never break.
        colour: whether headings are bold.
    """
    yield styled(f"{page.id} {page.name}: {_plain(page.title)}", "place", colour=colour)
    yield f"Mức độ: {page.severity}"
    for section in page.sections:
        yield ""
        yield styled(section.heading, "place", colour=colour)
        for block in section.blocks:
            yield ""
            match block:
                case PageParagraph(text):
                    yield from indented(_plain(text), columns)
                case PageItems(lines):
                    for line in lines:
                        yield from indented(_plain(line), columns, _BULLET, " " * len(_BULLET))
                case Example(path, text):
                    yield f"{path}:"
                    yield ""
                    yield from (f"{_INDENT}{printable(line)}".rstrip() for line in text.splitlines())


def render_list(codes: Iterable[tuple[Code, str, str]], *, colour: bool) -> Iterator[str]:
    """Yield the codes by family: each with its name, its severity and the title of its page."""
    family = ""
    rows = list(codes)
    longest = max(len(code.name) for code, _, _ in rows)
    for code, severity, title in rows:
        if not family or not code.id.startswith(family):
            if family:
                yield ""
            family = code.id[:3]
            yield styled(FAMILIES[family], "place", colour=colour)
        mark = "" if severity == "lỗi" else f" ({severity})"
        yield f"  {code.id}  {code.name:{longest}}  {_plain(title)}{mark}"


def _plain(text: str) -> str:
    return _CODE.sub(r"“\1”", text)
