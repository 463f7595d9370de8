"""`mttq report`: make the documents to be signed."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import PeriodName, Year, choice, choices, complete_units
from mttq.cli.errors import UsageError
from mttq.cli.project import (
    default_units,
    diagnostics_of,
    examine_project,
    find_span,
    find_unit,
    open_project,
    print_faults,
)
from mttq.cli.session import Session
from mttq.levels import Level
from mttq.names import DOCUMENT_FORMATS, DOCUMENT_KINDS, PLANS, REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq.check import Checked
    from mttq.documents import Project
    from mttq.issuing import DataCommit, Order
    from mttq.period import Cycle


def report(
    session: Session,
    year: Year,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar="MÃ",
            help="Đơn vị; nêu được nhiều lần; không nêu thì lấy đơn vị mặc định của dự án, hoặc mọi đơn vị có văn bản.",
            autocompletion=complete_units,
        ),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", help="Kèm mọi cấp dưới có văn bản hay số liệu.")
    ] = False,
    level: Annotated[
        str | None, choice("--level", tuple(Level), help="Cùng với --recursive: chỉ các đơn vị của một cấp.")
    ] = None,
    period: PeriodName = None,
    kind: Annotated[
        str | None,
        choice(
            "--kind", DOCUMENT_KINDS, help="Chỉ một loại văn bản; nếu không nêu thì xuất mọi loại hợp với kỳ."
        ),
    ] = None,
    format: Annotated[
        list[str] | None,
        choices("--format", DOCUMENT_FORMATS, help="Dạng tệp; nếu không nêu thì xuất mọi dạng."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="THƯ_MỤC", help="Thư mục để ghi; nếu không nêu thì là reports/ của dự án."
        ),
    ] = None,
    template: Annotated[
        list[Path] | None,
        typer.Option(
            "--template",
            metavar="TỆP",
            help="Mẫu .docx hoặc .md.j2 dùng lần này thay cho mẫu của dự án; có nhiều loại văn bản thì thêm --kind.",
        ),
    ] = None,
    charts: Annotated[
        bool,
        typer.Option(
            "--charts",
            help="Thêm vào báo cáo Word các biểu đồ tỷ lệ hoàn thành kế hoạch; cần cài thêm gói matplotlib.",
        ),
    ] = False,
    with_commit: Annotated[
        bool,
        typer.Option(
            "--with-commit",
            help="Ghi vào thuộc tính của tệp Word commit của số liệu, để sau này đối chiếu (mttq verify);"
            " số liệu chưa lưu hết vào git thì không ghi.",
        ),
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Không ghi gì; nêu các tệp trên đĩa khác với tệp sẽ ghi, có tệp như vậy thì mã thoát là 1.",
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Ghi đè cả tệp có phần sửa chưa lưu vào git hoặc chương trình khác đang mở."
        ),
    ] = False,
) -> int:
    """Make the documents of units; a unit gets none if the data it rests on has errors."""
    from msgspec import structs

    from mttq.cli.report_log import ReportLog
    from mttq.issuing import DocumentFolder, IssuedMemory, Maker, Order, make_all

    if check and force:
        raise UsageError("--check và --force không dùng cùng nhau", "--check không ghi gì, bỏ --force")
    if level is not None and not recursive:
        raise UsageError("--level chỉ dùng cùng --recursive", "thêm --recursive, hoặc bỏ --level")
    opened = open_project(session)
    project = opened.project
    cycle, chosen = find_span(project, year, period)
    folder = out if out is not None else project.root / REPORTS
    _check_folder(folder / cycle.folder)
    tops = _tops(project, cycle, [find_unit(project, name, cycle, chosen) for name in unit or ()])
    is_open = not unit and not recursive and tops != [project.catalogue.settings.default_unit]
    given = _only(template or [])
    order = Order(
        cycle=cycle,
        period=chosen,
        kind=kind,
        formats=tuple(format or DOCUMENT_FORMATS),
        template=given,
        skips_silent=recursive or is_open,
        drafts=not is_open,
    )
    if charts and order.can_have_charts and _can_draw():
        order = structs.replace(order, charts=True)
    _check_template(order)
    checked = examine_project(opened, session)
    if with_commit:
        order = structs.replace(order, commit=_data_commit(checked.project))
    if is_open:
        batches = _documented(project, order, is_whole_year=period is None)
        tops = names = list(dict.fromkeys(one for _, units in batches for one in units))
    else:
        names = _below(project, tops, order, level) if recursive else list(dict.fromkeys(tops))
        batches = [(order, names)]
    log = ReportLog(
        session,
        order,
        names,
        found=recursive or is_open,
        check=check,
        notes=not recursive,
        narrowed=["--level"] if level is not None else [],
    )
    known = frozenset(names)
    stopped = _stopped(checked, tops, names, order=order, session=session)
    if stopped:
        log.stopped(stopped)
        if len(stopped) == len(names):
            return 1
    if order.commit is not None:
        _print_unsaved(order.commit, names)
    documents = DocumentFolder(
        folder, cycle.folder, force=force, keep_going=recursive or is_open, memory=IssuedMemory(project.root)
    )
    made = chain.from_iterable(
        make_all(Maker(checked.project, one), [name for name in units if name not in set(stopped)])
        for one, units in batches
    )
    if not check:
        return log.run(made, documents.write)
    centre = project.catalogue.units.centre
    folders = ["" if one == centre else one for one in tops] if recursive and level is None else []
    return log.run(made, documents.compare, documents.strays(folders, known, order.file_names))


def _data_commit(project: Project) -> DataCommit:
    """Return the commit to name in the documents."""
    from mttq.history import HistoryError
    from mttq.issuing import DataCommit

    try:
        return DataCommit(project)
    except HistoryError as error:
        raise UsageError(f"--with-commit: {error.message}", error.help) from error


def _print_unsaved(commit: DataCommit, units: Sequence[str]) -> None:
    """Say whose documents name no commit, because git does not have all they are made of."""
    found = {one: path for one in units if (path := commit.unsaved(one))}
    if not found:
        return
    first, path = next(iter(found.items()))
    more = f" và {len(found) - 1} đơn vị khác" if len(found) > 1 else ""
    print(
        f"lưu ý: văn bản của {first}{more} không ghi commit vì “{path}” chưa lưu vào git như hiện có\n"
        "gợi ý: lưu số liệu (git add, git commit) rồi xuất lại",
        file=sys.stderr,
    )


def _can_draw() -> bool:
    """Return whether charts can be drawn; if not, say so: the documents are made without them."""
    from mttq.render.word.pictures import can_draw

    if can_draw():
        return True
    print(
        "Chưa vẽ được biểu đồ vì chưa cài phần vẽ (pip install matplotlib); văn bản vẫn được xuất, không có biểu đồ.",
        file=sys.stderr,
    )
    return False


def _tops(project: Project, cycle: Cycle, named: list[str]) -> list[str]:
    """Return the units named, or else the project's default unit, or else the units that are below no other."""
    return named or default_units(project, cycle)


def _documented(project: Project, order: Order, *, is_whole_year: bool) -> list[tuple[Order, list[str]]]:
    """Return the units that have a document, for each period that there are documents of.

    Args:
        project: the documents.
        order: what is wanted of each unit, for one period.
        is_whole_year: whether every period of the year is wanted: the year first, then the others in order of time.
    """
    from msgspec import structs

    units = project.catalogue.units
    found: dict[tuple[str, str], tuple[Order, dict[str, None]]] = {}
    for ref in project.refs:
        if ref.unit not in units.by_id or ref.cycle.folder != order.cycle.folder:
            continue
        if is_whole_year and ref.cycle == order.cycle:
            # A year's own report may be made of those of its quarters.
            found.setdefault((ref.cycle.name, order.period.name), (order, {}))[1][ref.unit] = None
        if is_whole_year or (ref.cycle, ref.period) == (order.cycle, order.period):
            one = structs.replace(order, cycle=ref.cycle, period=ref.period)
            found.setdefault((ref.cycle.name, ref.period.name), (one, {}))[1][ref.unit] = None
    place = {name: number for number, name in enumerate(units.by_id)}

    def first(batch: tuple[Order, dict[str, None]]) -> tuple[bool, str, int, int]:
        one = batch[0]
        other = (one.cycle, one.period) != (order.cycle, order.period)
        return (other, one.cycle.name, one.period.first, one.period.last)

    return [(one, sorted(names, key=place.__getitem__)) for one, names in sorted(found.values(), key=first)]


def _below(project: Project, tops: Sequence[str], order: Order, level: str | None) -> list[str]:
    """Return the units and everything below them that exists in the period, each once."""
    first, last = order.period.first_day(order.cycle), order.period.last_day(order.cycle)
    found = [
        one
        for top in tops
        for one in project.catalogue.units.below(top)
        if one.valid_within(first, last) and level in {None, one.level_on(min(last, one.last or last))}
    ]
    return list(dict.fromkeys(one.id for one in found))


def _check_folder(folder: Path) -> None:
    """Make sure that the folder is one, or can be made.

    Raises:
        UsageError: it is a file, or one above it is.
    """
    for one in (folder, *folder.parents):
        if one.exists():
            if not one.is_dir():
                raise UsageError(
                    f"không ghi được vào “{folder}” vì “{one}” là tệp, không phải thư mục",
                    "nêu thư mục khác bằng --out, hoặc đổi tên tệp ấy",
                )
            return


def _only(templates: Sequence[Path]) -> Path | None:
    """Return the one template given, if any.

    Raises:
        UsageError: there are several.
    """
    if len(templates) > 1:
        named = ", ".join(f"“{one}”" for one in templates)
        raise UsageError(
            f"--template: nêu {len(templates)} mẫu ({named}), mỗi lần chỉ dùng được một mẫu",
            "chạy lệnh riêng cho từng mẫu, kèm --format",
        )
    return templates[0] if templates else None


def _check_template(order: Order) -> None:
    """Make sure that the given template is for a format to be written, and can be read.

    Raises:
        UsageError: it is not.
    """
    if order.template is None:
        return
    from mttq.report import KINDS

    if order.template_format is None:
        raise UsageError(
            f"--template: “{order.template}” không phải mẫu .docx hay .md.j2",
            "mẫu Word có đuôi .docx, mẫu Markdown có đuôi .md.j2",
        )
    if order.template_format not in order.formats:
        raise UsageError(
            f"--template: mẫu này cho dạng {order.template_format}, mà --format là {','.join(order.formats)}",
            f"thêm --format {order.template_format}, hoặc bỏ --template",
        )
    if order.kind is not None and order.template_format not in KINDS[order.kind].formats:
        formats = ", ".join(KINDS[order.kind].formats)
        raise UsageError(
            f"--template: mẫu này cho dạng {order.template_format}, mà {order.kind} chỉ có dạng {formats}",
            "bỏ --template, hoặc chọn --kind khác",
        )
    _read_template(order.template, order.template_format)


def _read_template(template: Path, format: str) -> None:
    """Make sure that the template can be read; faults in its tags are found when it is filled in.

    Raises:
        UsageError: it can't.
    """
    from mttq.render.templates import UnusableTemplateError, load
    from mttq.render.word.files import refused

    if template.is_dir():
        raise UsageError(f"--template: “{template}” là thư mục, không phải tệp mẫu", "nêu tệp mẫu")
    try:
        found = load(template)
        if format == "md":
            _ = found.text
        elif message := refused(found.content):
            raise UnusableTemplateError(template, "", message)
    except UnusableTemplateError as error:
        raise UsageError(str(error), "sửa mẫu rồi chạy lại; chưa ghi tệp nào") from None


def _next_term(project: Project, unit: str, order: Order) -> Cycle | None:
    """Return the term whose plan is in the report of a unit, if any."""
    from mttq.period import parse_cycle

    report = project.report_of(unit, order.cycle, order.period)
    named = report.head.next_term if report is not None and order.cycle.is_term else None
    return parse_cycle(named.text) if named is not None else None


def _stopped(
    checked: Checked, tops: Sequence[str], names: Sequence[str], *, order: Order, session: Session
) -> list[str]:
    """Print the faults of the documents read, and return the units that rest on one with errors."""
    from mttq.issuing import Soundness
    from mttq.report.periods import year_before

    read = checked.project.catalogue.units.with_taken_over(tops)
    found = diagnostics_of(checked, order.cycle, read, targets=True)
    before = year_before(order.cycle)
    if before is not None and before.name in checked.project.cycles:
        found = list(dict.fromkeys([*found, *diagnostics_of(checked, before, read, targets=True)]))
    for name in names:
        # The document of a congress also has the plan of the next term.
        following = _next_term(checked.project, name, order)
        if following is not None:
            plan = f"{PLANS}/{following.name}/{name}/ke-hoach.yaml"
            found += [one for one in diagnostics_of(checked, following, [name]) if one.path == plan]
    print_faults(checked.project, found, session)
    soundness = Soundness(checked.project, found)
    return [one for one in names if soundness.stops(one)]
