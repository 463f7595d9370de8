"""Arguments and options: kinds of values with our own messages, what several commands take, completion, chosen files.

Use `choice`, `choices` and `day` instead of typer's types for choices, dates, numbers and existing paths: typer
reports those in English, and for them imports pydantic, which takes longer than everything else at start-up.
`str`, `bool`, `Path` and lists of `str` or `Path` are plain.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.errors import UsageError, suggestion
from mttq.cli.session import named_root, nearest_root
from mttq.names import CACHE, PLANS, TABLE_MAPS

if TYPE_CHECKING:
    from typer._click import Parameter  # for the type checker alone

    from mttq.catalogue import Catalogue
    from mttq.history import Changes
    from mttq.revisions import Revision

YEAR_FOLDER = r"[0-9]{4}(-[0-9]{4})?"
ISO_DAY = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
VIETNAMESE_DAY = r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"
_LARGE_CACHE = 8 << 20  # bytes, with about 4,000 files


# Kinds of values


def choice(option: str, values: Sequence[str], *, help: str) -> object:
    """Describe an option that takes one of several values.

    `Annotated[str, choice("--format", FORMATS, help="…")] = "text"`; the command gets the value.

    Args:
        option: its name, with dashes.
        values: the valid values, as the help lists them.
        help: its help, in Vietnamese.

    Returns:
        The description of the option, for typer.
    """

    def check(value: str | None) -> str | None:
        if value is not None and value not in values:
            raise _no_such_value(option, value, values)
        return value

    return typer.Option(
        option, metavar="|".join(values), help=help, callback=check, autocompletion=_offer(values)
    )


def choices(option: str, values: Sequence[str], *, help: str) -> object:
    """Describe an option that takes any number of given values, joined by commas or in several options.

    `Annotated[list[str] | None, choices("--format", FORMATS, help="…")] = None`; the command gets the
    values in the order given, each once, or None.

    Args:
        option: its name, with dashes.
        values: the valid values, as the help lists them.
        help: its help, in Vietnamese.

    Returns:
        The description of the option, for typer.
    """

    def check(given: list[str] | None) -> list[str] | None:
        if not given:
            return None
        wanted = [value.strip() for text in given for value in text.split(",")]
        for value in wanted:
            if value not in values:
                raise _no_such_value(option, value, values)
        return list(dict.fromkeys(wanted))

    return typer.Option(
        option, metavar=",".join(values), help=help, callback=check, autocompletion=_offer(values)
    )


def day(option: str, *, help: str) -> object:
    """Describe an option that takes a date.

    `Annotated[date | None, day("--on", help="…")] = None`; the command gets the date.

    Args:
        option: its name, with dashes.
        help: its help, in Vietnamese.

    Returns:
        The description of the option, for typer.
    """
    return typer.Option(option, metavar="NGÀY", help=help, parser=lambda text: parse_day(option, text))


def parse_day(option: str, text: str) -> date:
    """Read a date as people write it: `2020-01-15` or `15/01/2020`.

    Raises:
        UsageError: it is no date.
    """
    found = re.fullmatch(ISO_DAY, text.strip()) or re.fullmatch(VIETNAMESE_DAY, text.strip())
    if found is None:
        raise UsageError(f"{option}: “{text}” không phải là ngày", "viết như 2020-01-15 hoặc 15/01/2020")
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise UsageError(f"{option}: không có ngày “{text}” trong lịch") from None


# Completion in the shell


def complete_years(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a year or term: those that have a folder in the project, and terms that its years make up."""
    from mttq.period import parse_cycle

    root = _completion_root(ctx)
    if root is None:
        return []
    try:
        names = {folder.name for folder in (root / PLANS).iterdir() if re.fullmatch(YEAR_FOLDER, folder.name)}
    except OSError:
        return []
    for name in _catalogue(root).programme_sets:
        term = parse_cycle(name)
        if term is not None and term.is_term and any(str(year) in names for year in term.years):
            names.add(name)
    return _starting(sorted(names), incomplete)


def complete_units(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the id of a unit."""
    root = _completion_root(ctx)
    return _starting(_catalogue(root).units.by_id, incomplete) if root is not None else []


def complete_indicators(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the id of an indicator."""
    root = _completion_root(ctx)
    return _starting(_catalogue(root).indicators, incomplete) if root is not None else []


def complete_periods(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a period or of a campaign."""
    from mttq.period import PERIODS

    root = _completion_root(ctx) if incomplete[:1] in {"", "d"} else None
    campaigns = _catalogue(root).campaigns.values() if root is not None else ()
    return _starting([*PERIODS, *(one.cycle.whole.name for one in campaigns)], incomplete)


def complete_maps(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the name of a map of tables."""
    root = _completion_root(ctx)
    own = sorted(one.stem for one in (root / TABLE_MAPS).glob("*.yaml")) if root is not None else []
    return _starting(["new", *own], incomplete)


def _catalogue(root: Path) -> Catalogue:
    """Return the catalogue of a project: from the cache if there is a large one.

    With a small one, importing what reads the cache takes longer than reading the catalogue.
    """
    from mttq.cache import FILE
    from mttq.documents import load

    try:
        large = (root / CACHE / FILE).stat().st_size > _LARGE_CACHE
    except OSError:
        large = False
    if not large:
        return load(root).catalogue
    from mttq.check.project_files import open_project

    return open_project(root, cached=True).project.catalogue


def _completion_root(ctx: typer.Context) -> Path | None:
    """Return the project that the command line being completed is about, or None."""
    name = ctx.params.get("root") or ctx.find_root().params.get("root")
    try:
        return named_root(name) if name else nearest_root()
    except UsageError:
        return None


def _offer(values: Sequence[str]) -> Callable[[str], list[str]]:
    def offer(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{value}" for value in _starting(values, last)]

    return offer


def _starting(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


# Arguments that several commands take

Year = Annotated[
    str,
    typer.Argument(
        metavar="NĂM",
        help=f"Năm (2020) hoặc nhiệm kỳ (2019-2024) có trong {PLANS}/.",
        autocompletion=complete_years,
    ),
]
PeriodName = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="KỲ",
        help="Kỳ: quy-1, thang-02, 6-thang, nam, hoặc một đợt: dot-…; nếu không nêu thì lấy cả năm hoặc cả nhiệm kỳ.",
        autocompletion=complete_periods,
    ),
]
UnitName = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="MÃ",
        help="Đơn vị (mã, phần cuối của mã hoặc tên), kèm mọi cấp dưới; không nêu thì lấy đơn vị mặc định của dự án.",
        autocompletion=complete_units,
    ),
]

KnownOn = Annotated[
    date | None,
    day(
        "--known-on",
        help="Theo các tệp như đã lưu trong git đến hết ngày này: con số khi ấy đã biết, kể cả chỗ về sau mới sửa.",
    ),
]


Bom = Annotated[
    bool,
    typer.Option("--bom", help="Cùng với --format csv: thêm dấu BOM ở đầu để Excel đọc đúng tiếng Việt."),
]


Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="TỆP", help="Cùng với --format xlsx: tệp để ghi."),
]


def write_book(content: bytes, out: Path | None) -> None:
    """Write a workbook to a file, or to a standard output that is no terminal."""
    from mttq.files import write_atomic

    if out is not None:
        write_atomic(out, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def check_out(format: str, out: Path | None) -> None:
    """Refuse to print a workbook on a terminal, and `--out` for what is printed.

    Raises:
        UsageError: it is one of these.
    """
    from mttq.output.formats import XLSX

    if format != XLSX and out is not None:
        raise UsageError(f"--out chỉ dùng cùng với --format {XLSX}", f"thêm --format {XLSX}, hoặc dùng > TỆP")
    if format == XLSX and out is None and sys.stdout.isatty():
        raise UsageError("bảng Excel không in ra màn hình được", "thêm --out TỆP, ví dụ --out so-lieu.xlsx")


def byte_order_mark(format: str, *, bom: bool) -> str:
    """Return what `--bom` puts before a CSV.

    Raises:
        UsageError: the format is another.
    """
    if bom and format != "csv":
        raise UsageError("--bom chỉ dùng cùng với --format csv", "thêm --format csv, hoặc bỏ --bom")
    return "\ufeff" if bom else ""


# Conversion without pydantic


def without_pydantic(parameter: Parameter) -> None:
    """Let a parameter of a plain kind convert its text itself.

    typer converts every value through pydantic, and importing that takes twice as long as importing typer. A text
    that stays a text needs no conversion. If typer ever calls this method by another name, it converts as usual.
    """
    descriptor = getattr(parameter, "type_descriptor", None)
    if descriptor is None:
        return
    asked = descriptor.parameter_info
    if asked.exists or asked.resolve_path:
        return
    convert = asked.parser or _PLAIN.get(descriptor.annotation)
    if convert is not None:
        conversion = _Conversion(convert)
        parameter.get_runtime_param = lambda: conversion  # type: ignore[attr-defined] # typer's own, not declared


class _Conversion:
    """The object that typer asks to convert the text of one parameter."""

    def __init__(self, convert: Callable[[str], object]) -> None:
        self.convert = convert

    def coerce(self, value: object, param: Parameter, ctx: object) -> object:
        del ctx
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if isinstance(value, (list, tuple)):
            return [self._one(item) for item in value]
        return self._one(value)

    def _one(self, value: object) -> object:
        return self.convert(value) if isinstance(value, str) else value  # a default has its type already


_PLAIN: dict[object, Callable[[str], object]] = {
    str: str,
    bool: bool,
    Path: Path,
    list[str]: str,
    list[Path]: Path,
}


def _no_such_value(option: str, value: str, values: Sequence[str]) -> UsageError:
    return UsageError(f"{option}: không có giá trị “{value}”", suggestion(value, values))


# The files that a command is about


def relative(path: Path, root: Path) -> str:
    """Return the path from the project's root, with `/`, as diagnostics write it.

    Raises:
        UsageError: it doesn't exist, or is outside the project.
    """
    full = path.resolve()
    if not full.exists():
        raise UsageError(f"không có tệp hay thư mục “{path}”")
    if not full.is_relative_to(root):
        raise UsageError(f"“{path}” nằm ngoài dự án {root}", "nêu tệp hay thư mục bên trong dự án")
    return full.relative_to(root).as_posix()


def is_inside(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a file is one of those wanted or in a folder wanted; without any wanted, every file is."""
    return not wanted or any(folder in {".", path} or path.startswith(f"{folder}/") for folder in wanted)


def changed_files(root: Path, *, changed: bool, since: str | None) -> Changes | None:
    """Return the files that `--changed` and `--since` select.

    Args:
        root: the project's root.
        changed: whether to select the files changed since this branch left the main branch.
        since: the revision since which the files have changed.

    Returns:
        The changes; None if neither option is given.

    Raises:
        UsageError: both are given.
        HistoryError: git can't tell.
    """
    if changed and since is not None:
        raise UsageError("--changed và --since không dùng cùng nhau", "chỉ giữ một trong hai")
    if not changed and since is None:
        return None
    from mttq import history

    return history.changed(root) if since is None else history.changed_since(root, since)


def staged_files(root: Path) -> tuple[Revision, Changes]:
    """Return git's index, and the files that `--staged` selects.

    Raises:
        HistoryError: git can't tell.
    """
    from mttq.revisions import staged

    return staged(root)
