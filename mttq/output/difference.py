"""Write what would change in a file as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mttq.output.terminal import printable, styled

_NO_END = "\\ Không có dấu xuống dòng ở cuối tệp"
_CONTEXT = 3


def render(path: str, before: bytes, after: bytes, *, colour: bool) -> Iterator[str]:
    """Yield the lines of the diff between two contents of a file.

    CR, a byte order mark and whatever else a terminal would obey are written out.

    Args:
        path: the file, relative to the project root.
        before: its content.
        after: its new content.
        colour: whether to colour.
    """
    old, new = (content.decode("utf-8", "replace").split("\n") for content in (before, after))
    ended = [not lines[-1] for lines in (old, new)]
    for lines, end in zip((old, new), ended, strict=True):
        lines[-1:] = [] if end else [f"{lines[-1]}\0"]
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", n=_CONTEXT, lineterm=""):
        kind = {"+": "added", "-": "removed", "@": "place"}.get(line[:1], "")
        shown = line.removesuffix("\0")
        text = shown[:1] + printable(shown[1:].replace("\t", "    "))
        yield styled(text, kind, colour=colour) if kind else text
        if line.endswith("\0"):
            yield _NO_END
