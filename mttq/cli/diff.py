"""`mttq diff`: what changed in meaning between two versions, and what that does to totals, faults and documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import choice, complete_units
from mttq.cli.errors import UsageError, unknown
from mttq.cli.session import Session
from mttq.names import MEMBERS, PLANS, PROFILES, REPORTS
from mttq.output.formats import DIFF

if TYPE_CHECKING:
    from mttq.check import Checked
    from mttq.review import Difference
    from mttq.revisions import Revision

_FOLDERS = (PLANS, PROFILES, MEMBERS)


def diff(
    session: Session,
    versions: Annotated[
        str | None,
        typer.Argument(
            metavar="MỐC",
            help="A..B: hai commit; A...B: từ chỗ B rẽ khỏi A; A: commit ấy và thư mục làm việc."
            " Không nêu thì so commit cuối với thư mục làm việc.",
        ),
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help="So với phần đã git add thay cho thư mục làm việc.")
    ] = False,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="MÃ",
            help="Chỉ nêu tệp, tổng và lỗi của đơn vị này (mã, phần cuối của mã hoặc tên) và các cấp dưới.",
            autocompletion=complete_units,
        ),
    ] = None,
    format: Annotated[str, choice("--format", tuple(DIFF), help="Dạng kết quả.")] = "text",
) -> int:
    """Print what differs; faults of either version are part of the comparison and not of the exit code."""
    from msgspec.structs import replace

    from mttq.check.runner import again
    from mttq.cli.project import examine_project, open_project
    from mttq.review import between
    from mttq.revisions import changed_files, unlike_disk, versions_of

    root = session.project()
    if staged and versions is not None and ".." in versions:
        raise UsageError("--staged không dùng cùng hai mốc", "bỏ --staged, hoặc nêu một mốc")
    before, after = versions_of(root, versions, staged=staged)
    others = [unlike_disk(root, one, _FOLDERS) for one in (before, after)]
    pairs = changed_files(root, before, after, _FOLDERS)
    edited = [one.after for one in changed_files(root, before, after, (REPORTS,)) if one.after is not None]
    now = examine_project(open_project(session), session, approved=False)
    sides = [again(now, other) if other else now for other in others]
    units = (_meant(sides, unit),) if unit is not None else ()
    found = between(sides[0], sides[1], pairs, names=(before.name, after.name), only=units)
    found = replace(found, documents=_stale(root, after, sides[1], found, edited=edited, only=units))
    sys.stdout.writelines(DIFF[format](found, session.screen()))
    return 0


def _stale(
    root: Path,
    version: Revision,
    side: Checked,
    found: Difference,
    *,
    edited: list[str],
    only: tuple[str, ...],
) -> dict[str, str]:
    """Return the documents of `reports/`, edited or of units that differ, that are not what would be written."""
    from mttq.diagnostics import Diagnostic
    from mttq.documents.project import file_ref
    from mttq.issuing import stale_documents
    from mttq.revisions import unlike_disk

    refs = [file_ref(one.path) for one in found.files]
    units = {one.unit for one in found.moves} | {ref.unit for ref in refs if not isinstance(ref, Diagnostic)}
    units |= {one.split("/", 2)[-1].rpartition("/")[0] for one in edited}
    if only:
        units = {one for one in units if any(one == top or one.startswith(f"{top}/") for top in only)}
    issued = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for unit in units
        for path in root.glob(f"{REPORTS}/*/{unit}/*")
        if path.is_file()
    }
    for path, content in unlike_disk(root, version, (REPORTS,)).items():
        issued.pop(path, None)
        if content is not None:
            issued[path] = content
    return stale_documents(side.project, side.found, units, issued) if issued else {}


def _meant(sides: list[Checked], name: str) -> str:
    """Return the id of the unit that is meant in either version."""
    from datetime import date

    from mttq.cli.project import meant_unit

    for side in reversed(sides):
        units = side.project.catalogue.units
        if found := meant_unit(units, name, date.min, date.max):
            return found
    raise unknown("đơn vị", name, sides[-1].project.catalogue.units.by_id)
