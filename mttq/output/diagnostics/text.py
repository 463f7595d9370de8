"""Write diagnostics for a person: place and fact, the line with a caret, what to write instead.

plans/2020/quang-tri/ke-hoach.yaml:42:24: lỗi MT201 (so-mo-ho): …
   |
42 |         nguoi-lao-dong: 17.363
   |                         ^^^^^^
   = viết 17.363 người hoặc 17363
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.output.terminal import printable, styled, width
from mttq.source import Source

# A line of a plan can be a whole paragraph; this many characters of it are shown around the caret.
_EXCERPT = 96
_BEFORE = 48
MOST_OF_A_KIND = 100
"""At most this many faults of one code are shown for a file; the rest are counted."""


def render(
    found: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    *,
    files: int,
    colour: bool,
    quiet: bool,
    passed_over: int = 0,
    comparison: str = "",
) -> Iterator[str]:
    """Yield the lines to print.

    Args:
        found: the diagnostics in order.
        sources: the files read, for the excerpts.
        files: how many files were checked.
        colour: whether to colour.
        quiet: whether to leave out the summary.
        passed_over: how many faults comments suppress, for the summary.
        comparison: what the files were compared with, for the summary.
    """
    listed = list(found)
    for path, group in groupby(listed, key=lambda one: one.path):
        kinds: dict[Code, list[Diagnostic]] = {}
        for one in group:
            alike = kinds.setdefault(one.code, [])
            alike.append(one)
            if len(alike) <= MOST_OF_A_KIND:
                yield from diagnostic_lines(one, sources.get(path), colour=colour)
                yield ""
        for code, alike in kinds.items():
            if rest := alike[MOST_OF_A_KIND:]:
                yield _rest(code, rest, colour=colour)
                yield ""
    if not quiet:
        yield f"{summary(listed, files, passed_over)} {printable(comparison)}".rstrip()


def summary(found: list[Diagnostic], files: int, passed_over: int = 0) -> str:
    """Say how many faults there are, in how many files."""
    errors = sum(one.severity is Severity.ERROR for one in found)
    warnings = len(found) - errors
    checked = f"đã kiểm tra {files} tệp" + (f", đã bỏ qua {passed_over}" if passed_over else "")
    if not found:
        return f"Không có lỗi; {checked}."
    counts = [f"{count} {name}" for count, name in ((errors, "lỗi"), (warnings, "cảnh báo")) if count]
    return f"Có {' và '.join(counts)} trong {len({one.path for one in found})} tệp; {checked}."


def _rest(code: Code, left: list[Diagnostic], *, colour: bool) -> str:
    """Say how many faults of one kind in one file are not shown, and how to see them."""
    path = printable(left[0].path)
    word = "lỗi" if code.severity is Severity.ERROR else "cảnh báo"
    lines = f"từ dòng {left[0].span.line} đến dòng {left[-1].span.line}"
    count = f"{len(left):,}".replace(",", ".")
    text = f"còn {count} {word} {code.id} ({code.name}) nữa trong tệp này, {lines}; xem hết: mttq check --format json"
    return f"{styled(f'{path}:', 'place', colour=colour)} {text}"


def diagnostic_lines(one: Diagnostic, source: Source | None, *, colour: bool) -> Iterator[str]:
    """Yield one fault with its excerpt and remedy, line by line."""
    place = f"{printable(one.path)}:{one.span.line}:{one.span.column}:"
    word = "lỗi" if one.severity is Severity.ERROR else "cảnh báo"
    kind = styled(f"{word} {one.code.id} ({one.code.name})", one.severity.value, colour=colour)
    yield f"{styled(place, 'place', colour=colour)} {kind}: {printable(one.message)}"
    margin = " " * len(str(one.span.line))
    if source is not None and one.span.line <= len(source.lines) and source.text:
        line, caret = _excerpt(source.lines[one.span.line - 1], one)
        bar = styled("|", "dim", colour=colour)
        yield f"{margin} {bar}"
        yield f"{one.span.line} {bar} {line}".rstrip()
        yield f"{margin} {bar} {styled(caret, one.severity.value, colour=colour)}"
    if one.help:
        yield f"{margin} {styled('=', 'dim', colour=colour)} {styled(printable(one.help), 'help', colour=colour)}"


def _excerpt(text: str, one: Diagnostic) -> tuple[str, str]:
    """Return the part of the line around the fault, and the carets below it."""
    start = one.span.column - 1
    end = one.span.end_column - 1 if one.span.end_line == one.span.line else len(text)
    end = max(end, start + 1)
    first = 0
    if len(text) > _EXCERPT:
        first = max(0, min(start - _BEFORE, len(text) - _EXCERPT))
    last = min(len(text), first + _EXCERPT)
    before = _clean(text[first:start])
    marked = _clean(text[start : min(end, last)])
    head = "…" if first else ""
    tail = "…" if last < len(text) else ""
    line = head + before + marked + _clean(text[min(end, last) : last]) + tail
    return line, " " * width(head + before) + "^" * max(1, width(marked))


def _clean(text: str) -> str:
    return printable(text.replace("\t", " "))
