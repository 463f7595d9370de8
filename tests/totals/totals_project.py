"""Tiny projects for the tests of totals: a plain model, written as YAML files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from mttq.documents import Project, load

OWN = "so_lieu"
STATED = "toan_dia_ban"


@dataclass(frozen=True)
class Received:
    """The part of a figure that came from a unit or from a name outside the catalogue."""

    giver: str
    value: Fraction
    word: str = ""

    @property
    def step(self) -> Fraction:
        """One unit of the last digit written."""
        return last_digit(self.value)


@dataclass(frozen=True)
class Count:
    """A plain figure; it may have a word that makes it approximate, be in thousands, or be partly received."""

    value: Fraction
    word: str = ""
    thousands: bool = False
    received: tuple[Received, ...] = ()

    @property
    def step(self) -> Fraction:
        """One unit of the last digit written."""
        return 1000 * last_digit(self.value / 1000) if self.thousands else last_digit(self.value)


@dataclass(frozen=True)
class Pair:
    """A ratio as two counts."""

    above: int
    below: int


@dataclass(frozen=True)
class Bare:
    """A percentage without its counts."""

    value: Fraction


@dataclass(frozen=True)
class NotApplicable:
    """`không áp dụng`."""


Said = Count | Pair | Bare | NotApplicable


@dataclass(frozen=True)
class Claim:
    """A unit taken over: its id, the day (by default the first day of the new unit), and the share."""

    unit: str
    day: date | None = None
    share: Fraction | None = None


@dataclass(frozen=True)
class UnitModel:
    """A unit: its id, its levels over time, its first and last day, the units it takes over."""

    id: str
    levels: tuple[tuple[str, date | None, date | None], ...]
    first: date | None = None
    last: date | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class IndicatorModel:
    """An indicator, with its keys as the catalogue writes them."""

    id: str
    theo_cap: str = "tong"
    theo_ky: str = "tong"
    cap: tuple[str, ...] = ()
    tu_so: str = ""
    mau_so: str = ""
    trong_so: str = ""
    tinh_nhan_tu: bool = True
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class ReportModel:
    """One report: its folder, unit and period, and its figures by scope and indicator."""

    cycle: str
    unit: str
    period: str
    says: Mapping[tuple[str, str], Said]


@dataclass(frozen=True)
class PlanModel:
    """One plan: its year or term, its unit, and its targets as written, by indicator."""

    cycle: str
    unit: str
    targets: Mapping[str, str]


@dataclass(frozen=True)
class ProjectModel:
    """A whole project, units with parents before children."""

    units: tuple[UnitModel, ...]
    indicators: tuple[IndicatorModel, ...]
    reports: tuple[ReportModel, ...] = ()
    plans: tuple[PlanModel, ...] = ()


def said(value: Said) -> str:
    """Return a figure as a file writes it."""
    if isinstance(value, NotApplicable):
        return "không áp dụng"
    if isinstance(value, Pair):
        return f'"{value.above}/{value.below}"'
    if isinstance(value, Bare):
        return f'"{decimal_text(value.value)}%"'
    number = f"{decimal_text(value.value / 1000)} nghìn" if value.thousands else decimal_text(value.value)
    text = f'"{value.word} {number}"' if value.word else f'"{number}"'
    if not value.received:
        return text
    parts = [f'{one.giver}: "{f"{one.word} {decimal_text(one.value)}".strip()}"' for one in value.received]
    return f"{{gia_tri: {text}, nhan_tu: {{{', '.join(parts)}}}}}"


def last_digit(value: Fraction) -> Fraction:
    """Return one unit of the last digit that `decimal_text` writes."""
    _, _, digits = decimal_text(value).partition(",")
    return Fraction(1, 10 ** len(digits))


def decimal_text(value: Fraction) -> str:
    """Return a number with a comma; it must be one that terminates, such as halves and quarters."""
    whole, rest = divmod(value, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{whole},{digits}" if digits else str(whole)


@contextmanager
def project(model: ProjectModel) -> Iterator[Project]:
    """Yield the project read back from its files, which exist as long as the context."""
    with TemporaryDirectory() as folder:
        write(Path(folder), model)
        yield load(Path(folder))


def write(root: Path, model: ProjectModel) -> None:
    """Write the catalogue, the reports and the plans as files."""
    put(root, "danh-muc/chuong-trinh.yaml", PROGRAMMES)
    put(root, "danh-muc/chi-tieu.yaml", "\n".join(map(_indicator, model.indicators)))
    put(root, "danh-muc/don-vi.yaml", _units(model.units, "", ""))
    for report in model.reports:
        put(root, f"{report.cycle}/{report.unit}/{report.period}.yaml", _report(report))
    for plan in model.plans:
        put(root, f"{plan.cycle}/{plan.unit}/ke-hoach.yaml", _plan(plan))


def put(root: Path, path: str, text: str) -> None:
    """Write one file under `plans/`."""
    place = root / "plans" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


PROGRAMMES = """\
2019-2024:
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh:
    1: {ten: Chương trình một}
"""


def _indicator(one: IndicatorModel) -> str:
    measure = '"%"' if one.theo_cap == "ty-le" else "việc"
    lines = [f"{one.id}:", f"  ten: Chỉ tiêu {one.id}", "  chuong_trinh: 1", f"  don_vi_tinh: {measure}"]
    keys = {"theo_cap": one.theo_cap, "tu_so": one.tu_so, "mau_so": one.mau_so, "trong_so": one.trong_so}
    keys["tinh_nhan_tu"] = "" if one.tinh_nhan_tu else "false"
    keys["vuot_100"] = "true" if one.theo_cap == "ty-le" else ""  # counts are drawn apart
    if one.theo_cap != "ty-le":
        keys["theo_ky"] = one.theo_ky
    if one.cap:
        keys["cap"] = f"[{', '.join(one.cap)}]"
    lines += [f"  {key}: {value}" for key, value in {**keys, **_days(one.first, one.last)}.items() if value]
    return "\n".join(lines)


def _days(first: date | None, last: date | None) -> dict[str, str]:
    return {key: day.isoformat() for key, day in (("tu", first), ("den", last)) if day is not None}


def _units(units: Sequence[UnitModel], above: str, indent: str) -> str:
    lines = []
    for unit in units:
        parent, _, key = unit.id.rpartition("/")
        if parent != above:
            continue
        lines += [f"{indent}{key}:", f"{indent}  ten: Đơn vị {key}"]
        if len(unit.levels) == 1:
            lines.append(f"{indent}  cap: {unit.levels[0][0]}")
        else:
            lines.append(f"{indent}  cap:")
            for level, first, last in unit.levels:
                dated = {"gia_tri": level, **_days(first, last)}
                lines.append(
                    f"{indent}    - {{{', '.join(f'{name}: {one}' for name, one in dated.items())}}}"
                )
        lines += [f"{indent}  {name}: {day}" for name, day in _days(unit.first, unit.last).items()]
        lines.append(f"{indent}  cap_duoi_chua_du: false")  # the oracle knows only listed units
        if unit.claims:
            lines.append(f"{indent}  ke_thua:")
            lines += [f"{indent}    - {{{_claim(one)}}}" for one in unit.claims]
        below = _units(units, unit.id, indent + "    ")
        if below:
            lines += [f"{indent}  cap_duoi:", below]
    return "\n".join(lines)


def _claim(one: Claim) -> str:
    keys = {"don_vi": one.unit, "ngay": one.day.isoformat() if one.day is not None else ""}
    keys["ty_trong"] = f"'{decimal_text(100 * one.share)}%'" if one.share is not None else ""
    return ", ".join(f"{key}: {value}" for key, value in keys.items() if value)


def _plan(plan: PlanModel) -> str:
    lines = [f"don_vi: {plan.unit}", f"nam: {plan.cycle}", "chuong_trinh:", "  1:", "    muc_tieu: Mục tiêu"]
    lines += ["    chi_tieu:", *(f'      {name}: "{text}"' for name, text in plan.targets.items())]
    return "\n".join(lines) + "\n"


def _report(report: ReportModel) -> str:
    lines = [f"don_vi: {report.unit}", f"nam: {report.cycle}", f"ky: {report.period}", "chuong_trinh:"]
    lines.append("  1:" if report.says else "  1: {}")
    for scope in (OWN, STATED):
        figures = {name: value for (where, name), value in report.says.items() if where == scope}
        if figures:
            lines.append(f"    {scope}:")
            lines += [f"      {name}: {said(value)}" for name, value in figures.items()]
    return "\n".join(lines) + "\n"
