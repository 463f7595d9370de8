"""`mttq new`: begin a plan, a report or a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import complete_units
from mttq.cli.errors import UsageError, unknown
from mttq.cli.project import find_period, find_unit, open_project
from mttq.cli.session import Session

if TYPE_CHECKING:
    from mttq.documents import Project
    from mttq.period import Cycle, Period
    from mttq.starting.skeletons import Wanted

PLAN, REPORT, BRIEFING = "ke-hoach", "bao-cao", "giao-ban"
_KINDS = (PLAN, REPORT, BRIEFING)
_ALSO = {"chuong-trinh": PLAN, "nhiem-ky": REPORT}  # as `mttq report --kind` calls what is made of them


def new(
    session: Session,
    year: Annotated[str, typer.Argument(metavar="NĂM", help="Năm hay nhiệm kỳ, ví dụ 2026 hay 2024-2029.")],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="LOẠI", help=f"Loại tệp: {', '.join(_KINDS)}.", autocompletion=lambda: list(_KINDS)
        ),
    ],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="ĐƠN_VỊ",
            help="Mã đơn vị; nếu không nêu thì là đơn vị mặc định.",
            autocompletion=complete_units,
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="KỲ", help="Kỳ của báo cáo hay giao ban: quy-1, 6-thang, nam…"),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", help="Cho cả các đơn vị cấp dưới; tệp đã có thì để nguyên.")
    ] = False,
) -> int:
    """Write new files that pass the check; never touch one that exists."""
    from mttq.documents import DocumentKind
    from mttq.period import parse_cycle, quarters
    from mttq.starting.skeletons import Wanted

    cycle = parse_cycle(year)
    if cycle is None:
        if parse_cycle(kind) is not None:
            raise UsageError("năm viết trước, loại tệp viết sau", f"viết “mttq new {kind} {year}”")
        raise UsageError(f"“{year}” không phải là năm hay nhiệm kỳ", "viết như 2026 hoặc 2024-2029")
    kind = _kind(kind)
    if kind == PLAN and period is not None:
        raise UsageError("kế hoạch không có kỳ", "bỏ --period")
    chosen = find_period(cycle, period)
    if kind == BRIEFING and chosen not in quarters():
        raise _no_quarter(cycle, chosen)
    project = open_project(session).project
    _set_of(project, cycle)
    kinds = {PLAN: DocumentKind.PLAN, REPORT: DocumentKind.REPORT, BRIEFING: DocumentKind.BRIEFING}
    top = _unit(project, unit, cycle, chosen)
    wanted = [
        Wanted(unit=one, kind=kinds[kind], cycle=cycle, period=chosen)
        for one in _units(project, top, cycle, chosen, recursive=recursive)
    ]
    return _write(project, wanted, session)


def _kind(named: str) -> str:
    from mttq.spelling import without_marks

    plain = "-".join(without_marks(named.casefold()).split())
    kind = _ALSO.get(plain, plain)
    if kind not in _KINDS:
        raise unknown("loại tệp", named, _KINDS)
    return kind


def _no_quarter(cycle: Cycle, period: Period) -> UsageError:
    """Make the error for a briefing of no quarter; it suggests the quarter in which the period ends."""
    from mttq.period import quarters

    if cycle.is_term:
        return UsageError("giao ban là của một quý, không phải của nhiệm kỳ", "nêu một năm, ví dụ 2026")
    remedy = f"viết --period {quarters()[(period.last - 1) // 3].name}"
    if period == cycle.whole:
        return UsageError("giao ban cần một quý", f"{remedy}, hoặc quý khác")
    return UsageError(f"giao ban là của một quý, không phải của {period.full_title(cycle)}", remedy)


def _set_of(project: Project, cycle: Cycle) -> None:
    from mttq.names import PROGRAMMES

    if project.catalogue.programme_set(cycle) is not None:
        return
    remedy = f"thêm vào {PROGRAMMES} bộ của nhiệm kỳ ấy, có mã {cycle.folder}"
    if not cycle.is_term:
        year = cycle.last_year
        remedy = f"thêm vào {PROGRAMMES} bộ mới, có tu_nam: {year}"
        sets = project.catalogue.programme_sets.values()
        before = max(
            (one for one in sets if one.last_year < year), key=lambda one: one.last_year, default=None
        )
        if before is not None:
            remedy += f"; nếu {cycle.title} vẫn dùng bộ {before.id} thì sửa den_nam của bộ ấy thành {year}"
    raise UsageError(f"danh mục chưa có bộ chương trình dùng cho {cycle.title}", remedy)


def _unit(project: Project, named: str | None, cycle: Cycle, period: Period) -> str:
    default = project.catalogue.settings.default_unit
    if named is None and not default:
        raise UsageError("chưa nêu đơn vị", "thêm --unit, hoặc ghi don_vi_mac_dinh trong mttq.yaml")
    return find_unit(project, named or default, cycle, period)


def _units(project: Project, top: str, cycle: Cycle, period: Period, *, recursive: bool) -> list[str]:
    if not recursive:
        return [top]
    first, last = period.first_day(cycle), period.last_day(cycle)
    return [one.id for one in project.catalogue.units.below(top) if one.valid_within(first, last)]


def _write(project: Project, wanted: list[Wanted], session: Session) -> int:
    from mttq.files import write_atomic
    from mttq.starting.skeletons import skeleton

    for one in wanted:
        if (project.root / one.path).is_dir():
            raise UsageError(f"{one.path} là một thư mục", "đổi tên hoặc xóa thư mục ấy, rồi chạy lại")
    there = [one.path for one in wanted if (project.root / one.path).exists()]
    if len(there) == len(wanted) == 1:
        raise UsageError(f"đã có {there[0]}", "sửa tệp ấy, hoặc nêu kỳ khác")
    written = 0
    for one in wanted:
        if one.path in there:
            continue
        write_atomic(project.root / one.path, skeleton(project, one).encode("utf-8"), durable=False)
        written += 1
        if not session.quiet:
            print(one.path)
    if not session.quiet and len(wanted) > 1:
        kept = f"; để nguyên {len(there)} tệp đã có" if there else ""
        print(f"Đã tạo {written} tệp{kept}.")
    return 0
