"""`mttq check --fix`: correct the faults that have one possible correction, or show the corrections."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from mttq.files import replace_unchanged

if TYPE_CHECKING:
    from mttq.check import Checked
    from mttq.cli.session import Session
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project


def fix_files(session: Session, checked: Checked, found: Sequence[Diagnostic], *, diff: bool) -> bool:
    """Correct the faults, or with `diff` show what would change; report on stderr what was done.

    Returns:
        Whether any file was replaced.
    """
    from mttq.check.fixes import fix

    project = checked.project
    before = _contents(project, {one.path for one in found})
    outcome = fix(checked, found, before)
    changed: list[str] = []
    for path, after in sorted(outcome.contents.items()):
        if diff:
            _show(path, before[path], after, session)
        elif not replace_unchanged(project.root / path, before[path], after):
            print(f"{path}: để nguyên: tệp đã bị sửa từ lúc đọc; chạy lại lệnh", file=sys.stderr)
            continue
        changed.append(path)
    for one in outcome.refused:
        print(
            f"{one.path}:{one.span.line}: để nguyên: sửa {one.code.id} ({one.code.name}) thì lộ ra lỗi khác"
            " hoặc đổi giá trị khác; hãy tự xem và sửa",
            file=sys.stderr,
        )
    if not session.quiet:
        fixed = sum(one.path in changed for one in outcome.fixed)
        print(
            _summary(fixed, len(changed), tried=bool(outcome.fixed or outcome.refused), diff=diff),
            file=sys.stderr,
        )
    return bool(changed) and not diff


def reminder(found: Sequence[Diagnostic], project: Project) -> str:
    """Say how many of the faults `--fix` can correct; "" if none."""
    from mttq.check.fixes import fixes_for

    count = len(fixes_for(found, project))
    return f"{count} lỗi sửa tự động được: mttq check --fix (xem trước: --fix --diff)." if count else ""


def _contents(project: Project, paths: set[str]) -> dict[str, bytes]:
    """Return the bytes of the files that have not changed since the project was read."""
    found = {}
    for path in paths & project.sources.keys():
        with suppress(OSError):
            data = (project.root / path).read_bytes()
            if data.decode("utf-8", "replace").removeprefix("\ufeff") == project.sources[path].text:
                found[path] = data
    return found


def _show(path: str, before: bytes, after: bytes, session: Session) -> None:
    from mttq.output import terminal

    for line in terminal.diff(path, before, after, colour=session.colour):
        print(line)


def _summary(fixed: int, files: int, *, tried: bool, diff: bool) -> str:
    if not fixed:
        return "Không sửa được lỗi nào." if tried else "Không có lỗi nào sửa tự động được."
    return f"{'Sẽ sửa' if diff else 'Đã sửa'} {fixed} lỗi trong {files} tệp."
