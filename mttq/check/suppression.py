"""Comments in files that suppress faults, and the faults of such comments.

    nha: {muc: 350 nhà, cap_minh: 20 nhà}  # mttq: bo-qua MT404 huyện Hướng Hóa đăng ký sau

The comment is on the line of the fault, or alone on the line above it. It
names codes by id or readable name, separated by commas, and then gives the reason.
Faults of syntax and figures are never suppressed: a total that includes a
faulty figure is wrong whatever a comment says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mttq.check.codes import ALL_CODES, BAD_SUPPRESSION, SUPPRESSION_WITHOUT_REASON, UNUSED_SUPPRESSION
from mttq.check.rules.duplicate_figure import DUPLICATE_FIGURE
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.diagnostics import DUPLICATE_KEY, Code, Diagnostic, Severity, Span
from mttq.source import Source, Style, scalars
from mttq.spelling import suggestion

_WORD = "bo-qua"
_HASH = re.compile(r"(?:^|(?<=\s))#")
_OURS = re.compile(r"#\s*mttq:[ \t]*(?P<verb>\S*)[ \t]*(?P<rest>.*)$")
_CODES = re.compile(r"[^\s,]+(?:\s*,\s*[^\s,]+)*")
_BY_WORD = {word: code for code in ALL_CODES for word in (code.id.casefold(), code.name)}
# Whether a figure counts, and which one, depends on these too.
_OF_FIGURES = frozenset({DUPLICATE_KEY, UNKNOWN_INDICATOR, DUPLICATE_FIGURE})
_OF_COMMENTS = frozenset({BAD_SUPPRESSION, SUPPRESSION_WITHOUT_REASON, UNUSED_SUPPRESSION})
_TEXTS = frozenset({Style.SINGLE, Style.DOUBLE, Style.LITERAL, Style.FOLDED})


class NamedCode(Struct, frozen=True, array_like=True, gc=False):
    """One code in a comment, as written, and its place."""

    word: str
    span: Span


class Comment(Struct, frozen=True, array_like=True):
    """One comment.

    Attributes:
        span: its place.
        line: the line that it is about.
        named: the codes that it names.
        reason: whether it gives a reason.
    """

    span: Span
    line: int
    named: tuple[NamedCode, ...]
    reason: bool


def can_be_suppressed(code: Code) -> bool:
    """Whether a comment may suppress a code: not one of syntax or of figures."""
    if code in _OF_FIGURES or code in _OF_COMMENTS:
        return False
    if code.id.startswith("MT4"):
        return code.severity is Severity.WARNING
    return not code.id.startswith(("MT0", "MT2"))


def apply(
    found: Iterable[Diagnostic], comments: Mapping[str, Sequence[Comment]]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the faults that remain, with those of the comments, and the suppressed ones.

    Args:
        found: the faults.
        comments: the comments of each file that has any.
    """
    suppressed: list[Diagnostic] = []
    kept: list[Diagnostic] = []
    hits: set[tuple[str, Code, int]] = set()
    asked = {
        (path, code, comment.line)
        for path, listed in comments.items()
        for comment in listed
        for one in comment.named
        if (code := _BY_WORD.get(one.word.casefold())) is not None and can_be_suppressed(code)
    }
    for one in found:
        key = (one.path, one.code, one.span.line)
        if key in asked:
            hits.add(key)
            suppressed.append(one)
        else:
            kept.append(one)
    for path, listed in comments.items():
        for comment in listed:
            kept += _faults(path, comment, hits)
    return kept, suppressed


def _faults(path: str, comment: Comment, hits: set[tuple[str, Code, int]]) -> Iterator[Diagnostic]:
    if not comment.named:
        yield Diagnostic(
            BAD_SUPPRESSION,
            path,
            comment.span,
            "chú thích mttq không đúng dạng",
            help=f"viết “# mttq: {_WORD} MT404 lý do”; nhiều mã thì cách nhau bằng dấu phẩy",
        )
        return
    for one in comment.named:
        code = _BY_WORD.get(one.word.casefold())
        if code is None:
            yield Diagnostic(
                BAD_SUPPRESSION,
                path,
                one.span,
                f"không có mã lỗi “{one.word[:40]}”",
                help=suggestion(one.word, _BY_WORD) or "chép lại mã ở đầu thông báo lỗi, ví dụ MT404",
            )
        elif not can_be_suppressed(code):
            yield Diagnostic(
                BAD_SUPPRESSION,
                path,
                one.span,
                f"không bỏ qua được {code.id} ({code.name})",
                help=_why_not(code),
            )
        elif (path, code, comment.line) not in hits:
            yield Diagnostic(
                UNUSED_SUPPRESSION,
                path,
                one.span,
                f"dòng {comment.line} không có {code.id} ({code.name}) để bỏ qua",
                help="bỏ mã này khỏi chú thích, hoặc đặt chú thích ở đúng dòng có lỗi",
            )
    if not comment.reason:
        yield Diagnostic(
            SUPPRESSION_WITHOUT_REASON,
            path,
            comment.span,
            "chú thích bỏ qua không nêu lý do",
            help=f"viết lý do sau mã, ví dụ “# mttq: {_WORD} MT404 huyện đăng ký sau”",
        )


def _why_not(code: Code) -> str:
    if code in _OF_COMMENTS:
        return "sửa hoặc xóa chính chú thích đó"
    if code.id.startswith("MT0"):
        return "lỗi cú pháp thì phải sửa, vì tệp không đọc được"
    return "lỗi về số liệu thì phải sửa, vì số cộng sẽ sai theo"


def comments(source: Source) -> Iterator[Comment]:
    """Yield every comment to this program, unless it is a part of a text."""
    if "mttq:" not in source.text:
        return
    texts = _texts(source)
    below = _below(source.lines)
    for number, line in enumerate(source.lines, start=1):
        if "mttq:" not in line:
            continue
        start = next(
            (
                one.start()
                for one in _HASH.finditer(line)
                if not _inside(texts.get(number, ()), number, one.start() + 1)
            ),
            None,
        )
        found = _OURS.match(line, start) if start is not None else None
        if found is None or start is None:
            continue
        alone = not line[:start].strip()
        codes = _CODES.match(found["rest"]) if found["verb"] == _WORD else None
        yield Comment(
            Span(number, start + 1, number, len(line.rstrip()) + 1),
            below[number] if alone else number,
            tuple(_named(codes[0], number, found.start("rest") + 1)) if codes else (),
            bool(codes and found["rest"][codes.end() :].strip(" \t,:-–")),
        )


def _named(text: str, line: int, column: int) -> Iterator[NamedCode]:
    for one in re.finditer(r"[^\s,]+", text):
        yield NamedCode(one[0], Span(line, column + one.start(), line, column + one.end()))


def _below(lines: list[str]) -> dict[int, int]:
    """Map each line to the first line after it that is not a comment; at the end of the file to itself."""
    found: dict[int, int] = {}
    following = 0
    for number in range(len(lines), 0, -1):
        found[number] = following or number
        if not lines[number - 1].lstrip().startswith("#"):
            following = number
    return found


def _texts(source: Source) -> dict[int, list[Span]]:
    """Map lines to the texts on them in which a `#` does not begin a comment."""
    root = source.root
    if root is None:
        root = source.remainder.root if source.remainder is not None else None
    found: dict[int, list[Span]] = {}
    for one in scalars(root) if root is not None else ():
        if one.style in _TEXTS:
            for line in range(one.span.line, one.span.end_line + 1):
                found.setdefault(line, []).append(one.span)
    return found


def _inside(texts: Iterable[Span], line: int, column: int) -> bool:
    place = (line, column)
    return any((one.line, one.column) < place < (one.end_line, one.end_column) for one in texts)
