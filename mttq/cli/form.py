"""`mttq form`: Excel forms for people who don't write YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import complete_periods, complete_units, complete_years
from mttq.cli.errors import UsageError
from mttq.cli.project import examine_project, find_period, find_unit, open_project
from mttq.cli.session import Progress, Session

if TYPE_CHECKING:
    from mttq.documents import Project
    from mttq.period import Cycle, Period

FOLDER = "bieu-mau"
_SETS_NEEDED = "thêm bộ ấy vào plans/danh-muc/chuong-trinh.yaml, rồi chạy lại"


def form(
    session: Session,
    year: Annotated[
        str, typer.Argument(metavar="NĂM", help="Năm hay nhiệm kỳ.", autocompletion=complete_years)
    ],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="ĐƠN_VỊ",
            help="Mã hay tên đơn vị; nếu không nêu thì là đơn vị mặc định.",
            autocompletion=complete_units,
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="KỲ",
            help="Kỳ báo cáo: quy-1, 6-thang, nam…; nếu không nêu thì cả năm hay nhiệm kỳ.",
            autocompletion=complete_periods,
        ),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", help="Cho cả các đơn vị cấp dưới, mỗi đơn vị một tệp.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="THƯ_MỤC",
            help=f"Nơi ghi; nếu không nêu thì {FOLDER}/<năm>/<kỳ>/ trong dự án.",
        ),
    ] = None,
) -> int:
    """Write the forms; one that exists is left alone, since somebody may have filled it in."""
    from mttq.period import parse_cycle

    cycle = parse_cycle(year)
    if cycle is None:
        raise UsageError(f"“{year}” không phải là năm hay nhiệm kỳ", "viết như 2026 hoặc 2024-2029")
    opened = open_project(session)
    cycle, chosen = _span(opened.project, cycle, period)
    if opened.project.catalogue.programme_set(cycle) is None:
        raise UsageError(f"danh mục chưa có bộ chương trình dùng cho {cycle.title}", _SETS_NEEDED)
    top = unit or opened.project.catalogue.settings.default_unit
    if not top:
        raise UsageError("chưa nêu đơn vị", "thêm --unit, hoặc ghi don_vi_mac_dinh trong mttq.yaml")
    top = find_unit(opened.project, top, cycle, chosen)
    units = [top]
    if recursive:
        first, last = chosen.first_day(cycle), chosen.last_day(cycle)
        below = opened.project.catalogue.units.below(top)
        units = list(dict.fromkeys([top, *(one.id for one in below if one.valid_within(first, last))]))
    folder = out or opened.project.root / FOLDER / cycle.folder / chosen.name
    return _write(examine_project(opened, session).project, (cycle, chosen), units, folder, session)


def _span(project: Project, cycle: Cycle, period: str | None) -> tuple[Cycle, Period]:
    """Return the year or term and the period; a campaign is a cycle of its own."""
    for campaign in project.catalogue.campaigns.values():
        if campaign.cycle.whole.name == period and campaign.cycle.folder == cycle.name:
            return campaign.cycle, campaign.cycle.whole
    return cycle, find_period(cycle, period)


def _write(
    project: Project, when: tuple[Cycle, Period], units: list[str], folder: Path, session: Session
) -> int:
    from mttq.files import write_atomic
    from mttq.forms.content import Forms
    from mttq.forms.workbook import workbook

    forms = Forms(project, *when)
    written: list[Path] = []
    kept: list[Path] = []
    passed_over = 0
    progress = Progress(session, "Đang lập {} biểu mẫu…", len(units))
    try:
        for number, one in enumerate(units, start=1):
            file = folder / f"{one.replace('/', '-')}.xlsx"
            if file.exists():
                kept.append(file)
                continue
            made = forms.form(one)
            if made.asks_nothing and len(units) > 1:
                passed_over += 1
                continue
            write_atomic(file, workbook(made), durable=False)
            written.append(file)
            progress.show(number)
    finally:
        progress.clear()
    if session.quiet:
        return 0
    for file in kept:
        print(f"để nguyên: {_shown(file, project)}")
    for file in written:
        print(_shown(file, project))
    left = f"; để nguyên {len(kept)} tệp đã có" if kept else ""
    left += f"; {passed_over} đơn vị không có chỉ tiêu nào phải báo cáo" if passed_over else ""
    print(f"Đã lập {len(written)} biểu mẫu {when[1].full_title(when[0])}{left}.")
    return 0


def _shown(file: Path, project: Project) -> str:
    return file.relative_to(project.root).as_posix() if file.is_relative_to(project.root) else str(file)
