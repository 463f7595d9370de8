"""`mttq report`: the documents to be signed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.faults import UsageFault
from mttq.cli.files import write_atomic
from mttq.cli.findings import exit_code, tell
from mttq.cli.opening import (
    complete_units,
    default_units,
    diagnostics_of,
    examine_project,
    find_cycle,
    find_period,
    find_unit,
    open_project,
)
from mttq.cli.options import PeriodName, Year
from mttq.cli.session import Session
from mttq.cli.values import choice, choices

if TYPE_CHECKING:
    from mttq.documents import Project
    from mttq.period import Cycle, Period

KINDS = ("chuong-trinh", "bao-cao", "nhiem-ky", "giao-ban", "phu-luc")
FORMATS = ("docx", "md", "xlsx")


def report(
    session: Session,
    year: Year,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar="MÃ",
            help="Đơn vị; nêu được nhiều lần; nếu không nêu thì lấy đơn vị mặc định của dự án.",
            autocompletion=complete_units,
        ),
    ] = None,
    period: PeriodName = None,
    kind: Annotated[
        str | None,
        choice("--kind", KINDS, help="Chỉ một loại văn bản; nếu không nêu thì xuất mọi loại hợp với kỳ."),
    ] = None,
    format: Annotated[
        list[str] | None, choices("--format", FORMATS, help="Dạng tệp; nếu không nêu thì xuất mọi dạng.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="THƯ_MỤC", help="Thư mục để ghi; nếu không nêu thì là reports/ của dự án."
        ),
    ] = None,
) -> int:
    """Render the documents of one or more units; writes nothing if the data they rest on has errors."""
    project = open_project(session)
    cycle = find_cycle(project, year)
    chosen = find_period(cycle, period)
    wanted = unit or [_default_unit(project, cycle)]
    names = [find_unit(project, name, cycle, chosen) for name in wanted]
    checked = examine_project(project)
    project = checked.project
    found = diagnostics_of(checked, cycle, names)
    tell(project, found, session)
    if exit_code(found):
        print("Chưa ghi tệp nào: sửa các lỗi trên rồi chạy lại.", file=sys.stderr)
        return 1
    folder = out if out is not None else project.root / "reports"
    documents: dict[Path, bytes] = {}
    for name in dict.fromkeys(names):
        made = _documents(project, name, cycle, chosen, kind, format or list(FORMATS), folder)
        if not made:
            raise UsageFault(
                f"đơn vị “{name}” không có gì để xuất trong {cycle.title}",
                "chưa ghi tệp nào; bỏ --kind, hoặc chọn đơn vị khác",
            )
        documents |= made
    for path, content in documents.items():
        write_atomic(path, content)
        print(_shown(path))
    return 0


def _default_unit(project: Project, cycle: Cycle) -> str:
    """The one unit to report on where none is named.

    Raises:
        UsageFault: there are several.
    """
    units = default_units(project, cycle)
    if len(units) == 1:
        return units[0]
    raise UsageFault(
        f"{cycle.title} có {len(units)} đơn vị cấp cao nhất, không rõ báo cáo của đơn vị nào",
        "thêm --unit MÃ, hoặc đặt don_vi_mac_dinh trong plans/danh-muc/mttq.yaml",
    )


def _documents(
    project: Project,
    unit: str,
    cycle: Cycle,
    period: Period,
    asked: str | None,
    formats: list[str],
    folder: Path,
) -> dict[Path, bytes]:
    """Everything to be written for one unit, made before anything is written.

    Raises:
        UsageFault: a template is missing or faulty.
    """
    from mttq.render.formats import FORMATS as RENDERERS  # noqa: PLC0415 - heavy; only when the command runs
    from mttq.render.templates import TemplateFault  # noqa: PLC0415 - likewise
    from mttq.report import KINDS as BUILDERS  # noqa: PLC0415 - likewise
    from mttq.report import default_kinds, subject_of  # noqa: PLC0415 - likewise

    subject = subject_of(project, unit, cycle, period)
    made: dict[Path, bytes] = {}
    for name in [asked] if asked is not None else default_kinds(subject):
        kind = BUILDERS[name]
        fitting = [one for one in formats if one in kind.formats]
        if not fitting and asked is not None:
            raise UsageFault(
                f"{name} không có dạng {', '.join(formats)}", f"dùng --format {','.join(kind.formats)}"
            )
        if not fitting:
            continue
        document = kind.build(subject)
        if document is None:
            print(f"{unit}: {kind.nothing} {cycle.title}, không xuất {name}", file=sys.stderr)
            continue
        for one in fitting:
            path = folder / cycle.name / unit / f"{kind.file_stem(subject)}{RENDERERS[one].suffix}"
            try:
                made[path] = RENDERERS[one].render(document, project.root)
            except TemplateFault as fault:
                raise UsageFault(str(fault), "sửa mẫu rồi chạy lại; chưa ghi tệp nào") from fault
    return made


def _shown(path: Path) -> str:
    """The path as the user would type it: below the working directory relative to it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
