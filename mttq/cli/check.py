"""`mttq check`: find everything that is wrong, in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.arguments import choice
from mttq.cli.errors import UsageError
from mttq.cli.fix import fix_files, reminder
from mttq.cli.project import exit_code
from mttq.cli.selection import changed_files, is_inside, relative
from mttq.cli.session import Session
from mttq.output.formats import CHECK


def check(
    session: Session,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="ĐƯỜNG_DẪN", help="Chỉ hiện lỗi của các tệp hay thư mục này."),
    ] = None,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="Chỉ hiện lỗi của các tệp đã đổi so với nhánh chính (kể cả chưa commit) và của các văn bản"
            " dựa vào chúng.",
        ),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="MỐC", help="Như --changed, nhưng so với một commit, nhánh hay thẻ."),
    ] = None,
    format: Annotated[str, choice("--format", tuple(CHECK), help="Dạng kết quả.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi khi trả mã thoát.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Sửa những lỗi chỉ có một cách sửa; ghi chú và lề giữ nguyên.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Cùng với --fix: không ghi gì, in ra những dòng sẽ đổi.")
    ] = False,
) -> int:
    """Check the whole project; the options narrow what is shown, not what is read."""
    from mttq import __version__
    from mttq.check.dependents import dependents
    from mttq.cli.project import examine_project, open_project
    from mttq.history.git import folder_in_repository
    from mttq.output.diagnostics.findings import Findings

    if diff and not fix:
        raise UsageError("--diff chỉ dùng cùng với --fix", "viết mttq check --fix --diff")
    root = session.project()
    wanted = [relative(path, root) for path in paths or []]
    changes = changed_files(root, changed=changed, since=since)
    checked = examine_project(open_project(session), session)
    project = checked.project
    chosen = None if changes is None else dependents(project, changes)

    def shown(path: str) -> bool:
        return is_inside(path, wanted) and (chosen is None or path in chosen)

    found = [one for one in checked.found if shown(one.path)]
    if fix:
        replaced = fix_files(session, checked, found, diff=diff)
        if diff:
            return exit_code(found, strict=strict)
        if replaced:
            checked = examine_project(open_project(session), session)
            project = checked.project
            found = [one for one in checked.found if shown(one.path)]
    findings = Findings(
        found=found,
        sources=project.sources,
        files=list(filter(shown, project.sources)),
        passed_over=sum(shown(one.path) for one in checked.suppressed),
        folder=folder_in_repository(root),
        version=__version__,
        colour=session.colour,
        quiet=session.quiet,
    )
    for line in CHECK[format](findings):
        print(line)
    if format == "text" and not fix and not session.quiet and (line := reminder(found, project)):
        print(line)
    return exit_code(found, strict=strict)
