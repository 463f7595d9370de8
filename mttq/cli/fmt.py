"""`mttq fmt`: lay out all files alike, without changing a value."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from mttq.cli.arguments import is_inside, relative
from mttq.cli.session import Session
from mttq.files import READ_ONLY, is_read_only, remove_all_leftovers, replace_unchanged
from mttq.names import is_of_catalogue, member_of
from mttq.spelling import capitalised

if TYPE_CHECKING:
    from mttq.source import Source

_NO_LAYOUT = "không có cách trình bày chuẩn nào giữ nguyên được mọi giá trị và chú thích của tệp này"
_CHANGED = "tệp đã bị sửa từ lúc đọc; chạy lại lệnh"


class _Formatted(NamedTuple):
    """One file: its content before and after, or why it is left alone."""

    path: str
    before: bytes = b""
    after: bytes = b""
    refusal: str = ""
    source: Source | None = None

    @property
    def differs(self) -> bool:
        return not self.refusal and self.before != self.after


def fmt(
    session: Session,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="ĐƯỜNG_DẪN", help="Chỉ các tệp hay thư mục này; không nêu thì mọi tệp trong plans/."
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Không ghi gì; liệt kê các tệp chưa chuẩn, mã thoát là 1 nếu có."),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Không ghi gì; in ra những dòng sẽ đổi.")] = False,
) -> int:
    """Lay out the files; those with syntax errors are reported and left as they are."""
    from mttq.documents.folders import find_files

    session = session.about(paths or [])
    root = session.project()
    wanted = [relative(path, root) for path in paths or []]
    changed = refused = files = 0
    listing = find_files(root)
    # Files of a member repository are laid out there.
    named = (path for path in listing.files if is_inside(path, wanted) and (wanted or not member_of(path)))
    for outcome in (_outcome(root, path) for path in named):
        files += 1
        refusal = outcome.refusal
        write = outcome.differs and not check and not diff
        if write and is_read_only(root / outcome.path):
            refusal = READ_ONLY
        elif write and not replace_unchanged(root / outcome.path, outcome.before, outcome.after):
            refusal = _CHANGED
        if refusal:
            refused += 1
            _print_refusal(outcome, refusal, session)
        elif outcome.differs:
            changed += 1
            _show(outcome, session, check=check, diff=diff)
    if not check and not diff:
        for folder in listing.folders:
            remove_all_leftovers(root / folder)
    if not session.quiet:
        print(_summary(changed, refused, files, written=not check and not diff), file=sys.stderr)
    return int(refused > 0 or (check and changed > 0))


def _outcome(root: Path, path: str) -> _Formatted:
    from mttq.diagnostics import Severity
    from mttq.source import CATALOGUE_LIMITS, DOCUMENT_LIMITS, read_file
    from mttq.source.layout import lay_out

    limits = CATALOGUE_LIMITS if is_of_catalogue(path) else DOCUMENT_LIMITS
    source = read_file(root / path, path, limits)
    errors = sum(one.severity is Severity.ERROR for one in source.diagnostics)
    if errors:
        return _Formatted(path, refusal=f"tệp có {errors} lỗi cú pháp", source=source)
    before = (root / path).read_bytes()
    if before.decode("utf-8", "replace").removeprefix("\ufeff") != source.text:
        return _Formatted(path, refusal=_CHANGED)
    text = lay_out(source, limits)
    if text is None:
        return _Formatted(path, refusal=_NO_LAYOUT)
    return _Formatted(path, before=before, after=text.encode("utf-8"))


def _print_refusal(outcome: _Formatted, refusal: str, session: Session) -> None:
    from mttq.output.diagnostics import text
    from mttq.output.terminal import printable

    if outcome.source is not None:
        colour = session.colour and sys.stderr is not None and sys.stderr.isatty()
        sources = {outcome.path: outcome.source}
        for line in text.render(outcome.source.diagnostics, sources, files=1, colour=colour, quiet=True):
            print(line, file=sys.stderr)
    print(f"{printable(outcome.path)}: để nguyên: {refusal}", file=sys.stderr)


def _show(outcome: _Formatted, session: Session, *, check: bool, diff: bool) -> None:
    from mttq.output import terminal
    from mttq.output.terminal import printable

    if diff:
        for line in terminal.diff(outcome.path, outcome.before, outcome.after, colour=session.colour):
            print(line)
    else:
        print(f"{'chưa chuẩn' if check else 'đã trình bày lại'}: {printable(outcome.path)}")


def _summary(changed: int, refused: int, files: int, *, written: bool) -> str:
    done = "đã trình bày lại" if written else "sẽ trình bày lại"
    parts = [f"{done} {changed} tệp"] if changed else []
    parts += [f"để nguyên {refused} tệp không trình bày lại được"] if refused else []
    parts += [f"{files - changed - refused} tệp đã đúng chuẩn"]
    text = "; ".join(parts)
    return f"{capitalised(text)}."
