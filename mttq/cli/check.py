"""`mttq check`: find everything that is wrong, in one run; with `--fix`, correct what has one possible correction."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import changed_files, choice, is_inside, relative, staged_files
from mttq.cli.errors import UsageError
from mttq.cli.project import exit_code
from mttq.cli.session import Session
from mttq.files import READ_ONLY, is_read_only, replace_unchanged
from mttq.names import MEMBERS, PLANS, PROFILES, TABLE_MAPS, TEMPLATES, is_in_plans
from mttq.output.formats import CHECK

if TYPE_CHECKING:
    from mttq.check import Checked, Opened
    from mttq.diagnostics import Diagnostic
    from mttq.documents import Project
    from mttq.history import Changes
    from mttq.revisions import Revision


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
        typer.Option(
            "--since", metavar="MỐC", help="Như --changed, nhưng so với một commit, nhánh hay nhãn (tag)."
        ),
    ] = None,
    staged: Annotated[
        bool,
        typer.Option(
            "--staged",
            help="Kiểm tra phần đã git add thay cho tệp trên đĩa; chỉ hiện lỗi như --since HEAD. Dùng trong hook.",
        ),
    ] = False,
    format: Annotated[str, choice("--format", tuple(CHECK), help="Dạng kết quả.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi khi trả mã thoát.")] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="Sửa những lỗi chỉ có một cách sửa; chú thích và cách thụt dòng giữ nguyên."
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Cùng với --fix: không ghi gì, in ra những dòng sẽ đổi.")
    ] = False,
) -> int:
    """Check the whole project; the options narrow what is shown, not what is read."""
    from mttq import __version__
    from mttq.check.cross_file import dependents
    from mttq.cli.project import examine_project, open_project, with_approvals
    from mttq.history import folder_in_repository
    from mttq.output.diagnostics.findings import Findings
    from mttq.revisions import unlike_disk

    if diff and not fix:
        raise UsageError("--diff chỉ dùng cùng với --fix", "viết mttq check --fix --diff")
    session = session.about(paths or [])
    root = session.project()
    wanted = [relative(path, root) for path in paths or []]
    if staged and (changed or since is not None or fix):
        raise UsageError(
            "--staged không dùng cùng --changed, --since, --fix", "chỉ giữ một trong các tùy chọn ấy"
        )
    index, changes = (
        staged_files(root) if staged else (None, changed_files(root, changed=changed, since=since))
    )
    opened = open_project(session)
    checked = examine_project(opened, session, approved=index is None)
    if index is not None:
        checked = with_approvals(_of_index(checked, index))
    project = checked.project
    chosen = None if changes is None else dependents(project, changes.paths)

    def shown(path: str) -> bool:
        return is_inside(path, wanted) and (chosen is None or path in chosen)

    def wanted_fault(one: Diagnostic) -> bool:
        return is_inside(one.path, wanted) and (chosen is None or chosen.shows(one))

    found = list(filter(wanted_fault, checked.found))
    if fix:
        replaced = fix_files(session, checked, found, diff=diff)
        if diff:
            return exit_code(found, strict=strict)
        if replaced:
            checked = examine_project(open_project(session), session)
            project = checked.project
            found = list(filter(wanted_fault, checked.found))
    about_templates = changes is None or any(path.startswith(f"{TEMPLATES}/") for path in changes.paths)
    if about_templates and index is not None and unlike_disk(root, index, (TEMPLATES,)):
        print(
            f"{TEMPLATES}/: mẫu trên đĩa khác phần đã git add nên chưa được kiểm tra; git add rồi chạy lại",
            file=sys.stderr,
        )
    elif about_templates:
        of_templates = (
            one for one in (*_of_templates(opened), *_of_maps(opened)) if is_inside(one.path, wanted)
        )
        found = sorted([*found, *of_templates], key=lambda one: one.sort_key)
    findings = Findings(
        found=found,
        sources=project.sources,
        files=list(filter(shown, project.sources)),
        passed_over=sum(map(wanted_fault, checked.suppressed)),
        comparison=_comparison(changes, project) if changes is not None else "",
        folder=folder_in_repository(root),
        version=__version__,
        colour=session.colour,
        quiet=session.quiet,
        strict=strict,
    )
    for line in CHECK[format](findings):
        print(line)
    if format == "text" and not fix and not session.quiet and (line := reminder(found, project)):
        print(line)
    return exit_code(found, strict=strict)


def _of_index(checked: Checked, index: Revision) -> Checked:
    """Return the project as git's index has it."""
    from mttq.check.runner import again
    from mttq.revisions import unlike_disk

    other = unlike_disk(checked.project.root, index, (PLANS, PROFILES, MEMBERS))
    return again(checked, other) if other else checked


def _of_templates(opened: Opened) -> list[Diagnostic]:
    """Return the faults of the project's own templates; nothing is imported if it has none."""
    project = opened.project
    if not (project.root / TEMPLATES).is_dir():
        return []
    from mttq.render.templates import own_templates

    templates = own_templates(project.root)
    if not templates:
        return []
    from mttq.render.inspection import template_faults

    return template_faults(project.root, templates, project.catalogue.indicators, opened.memory)


def _of_maps(opened: Opened) -> list[Diagnostic]:
    """Return the faults of the project's maps of tables; nothing is imported if it has none."""
    if not (opened.project.root / TABLE_MAPS).is_dir():
        return []
    from mttq.tables.map_faults import faults_of_maps

    return faults_of_maps(opened.project)


def _comparison(changes: Changes, project: Project) -> str:
    """Say which commit the files were compared with, and how many of them differ."""
    folders = tuple(path for path in changes.paths if path.endswith("/"))
    files = {path for path in changes.paths if is_in_plans(path) and not path.endswith("/")}
    files |= {path for path in project.sources if path.startswith(folders)}
    count = f"{len(files)} tệp trong {PLANS}/ đã đổi" if files else f"không có tệp nào trong {PLANS}/ đã đổi"
    return f"So với {changes.base}: {count}."


def fix_files(session: Session, checked: Checked, found: Sequence[Diagnostic], *, diff: bool) -> bool:
    """Correct the faults, or with `diff` show what would change; report on stderr what was done.

    Returns:
        Whether any file was replaced.
    """
    from mttq.check.fix_trial import fix

    project = checked.project
    before = _contents(project, {one.path for one in found})
    outcome = fix(checked, found, before)
    changed: list[str] = []
    for path, after in sorted(outcome.contents.items()):
        if diff:
            _show(path, before[path], after, session)
        elif is_read_only(project.root / path):
            print(f"{path}: để nguyên: {READ_ONLY}", file=sys.stderr)
            continue
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
    if not found:
        return ""
    from mttq.check.fix_trial import fixes_for

    count = len(fixes_for(found, project))
    return f"{count} chỗ có thể sửa tự động: mttq check --fix (xem trước: --fix --diff)." if count else ""


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
        return "Không sửa được chỗ nào." if tried else "Không có chỗ nào sửa tự động được."
    return f"{'Sẽ sửa' if diff else 'Đã sửa'} {fixed} chỗ trong {files} tệp."
