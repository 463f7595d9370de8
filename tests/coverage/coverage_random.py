"""Random small provinces, as data and as the files of a real project; the same seed gives the same one.

Bounds, so that brute force stays quick: at most 2 provinces, 2 districts, 6 communes and 4 heirs, one
or two days of change in 2025, reports of 2024 and 2025, at most 3 groups of indicators at a time. What a
real project refuses is not made: reports outside a unit's life or level, parts above the whole,
unknown names. Contradictions between figures are made, but are the exception.

Not made: terms, negative figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

from coverage_model import (
    CENTRE,
    PERIOD_NAMES,
    USUAL_LEVELS,
    Amendment,
    Goal,
    Indicator,
    LevelSince,
    Line,
    Period,
    Project,
    Received,
    Takeover,
    Target,
    Unit,
    day_before,
    period,
)
from coverage_reader import NOT_APPLICABLE
from msgspec import Struct
from msgspec.structs import replace

YEARS = (2024, 2025)
DAYS_OF_CHANGE = (date(2025, 7, 1), date(2025, 7, 1), date(2025, 7, 1), date(2025, 3, 1), date(2025, 10, 16))
COMMUNE = ("xa",)

GROUPS: tuple[tuple[Indicator, ...], ...] = (
    (Indicator(id="quy"),),
    (Indicator(id="so-du", over="cuoi-ky"),),
    (
        Indicator(id="tu"),
        Indicator(id="mau"),
        Indicator(id="ty-le", across="ty-le", numerator="tu", denominator="mau"),
    ),
    (
        Indicator(id="nam-tu"),
        Indicator(id="nu-tu"),
        Indicator(id="chung-mau"),
        Indicator(id="ty-le-nam", across="ty-le", numerator="nam-tu", denominator="chung-mau"),
        Indicator(id="ty-le-nu", across="ty-le", numerator="nu-tu", denominator="chung-mau"),
    ),
    (
        Indicator(id="hop"),
        Indicator(id="khu", over="cuoi-ky"),
        Indicator(id="ty-le-hop", across="ty-le", numerator="hop", denominator="khu"),
    ),
    (Indicator(id="xay"), Indicator(id="sua"), Indicator(id="nha", parts=("xay", "sua"))),
    (
        Indicator(id="dan", over="cuoi-ky", levels=COMMUNE),
        Indicator(id="diem-dan", across="binh-quan", over="cuoi-ky", weight="dan", levels=COMMUNE),
    ),
    (Indicator(id="diem", across="binh-quan", over="binh-quan"),),
    (Indicator(id="hoi-vien", over="binh-quan"),),
    (Indicator(id="lon", across="lon-nhat", over="lon-nhat"),),
    (Indicator(id="nho", across="nho-nhat", over="nho-nhat", falling=True),),
    (Indicator(id="dem", across="dem-don-vi", over="lon-nhat", levels=COMMUNE),),
    (Indicator(id="chung", across="khong-cong"),),
)
AREAS: tuple[tuple[Indicator, ...], ...] = (
    (Indicator(id="dien-tich", over="cuoi-ky", of_area=True),),
    (Indicator(id="dan-cu", over="cuoi-ky", of_area=True, levels=("tinh", "xa")),),
    (Indicator(id="sinh", of_area=True, levels=COMMUNE),),
    (
        Indicator(id="ho-ngheo", over="cuoi-ky", of_area=True),
        Indicator(id="ho", over="cuoi-ky", of_area=True),
        Indicator(id="ty-le-ngheo", across="ty-le", numerator="ho-ngheo", denominator="ho", of_area=True),
    ),
)
RARE: tuple[tuple[Indicator, ...], ...] = (
    (
        Indicator(id="co-mat", over="cuoi-ky"),
        Indicator(id="ca-doi", over="cuoi-ky"),
        Indicator(id="ty-le-mat", across="ty-le", numerator="co-mat", denominator="ca-doi"),
    ),
    (
        Indicator(id="luong", levels=COMMUNE),
        Indicator(id="gia", across="binh-quan", over="binh-quan", weight="luong", levels=COMMUNE),
    ),
    (Indicator(id="diem-cuoi", across="binh-quan", over="cuoi-ky"),),
    (Indicator(id="dot", across="binh-quan", over="tong"),),
    (Indicator(id="dinh", over="lon-nhat"),),
    (Indicator(id="day", over="nho-nhat"),),
    (Indicator(id="lon-cuoi", across="lon-nhat", over="cuoi-ky"),),
    (Indicator(id="lon-tong", across="lon-nhat", over="tong"),),
    (Indicator(id="nho-tong", across="nho-nhat", over="tong", falling=True),),
    (Indicator(id="dem-cuoi", across="dem-don-vi", over="cuoi-ky", levels=COMMUNE),),
    (Indicator(id="dem-tong", across="dem-don-vi", over="tong", levels=("tinh", "xa")),),
    (
        Indicator(id="giong", over="cuoi-ky"),
        Indicator(id="nuoi", over="cuoi-ky"),
        Indicator(id="dan-vat", over="cuoi-ky", parts=("giong", "nuoi")),
    ),
)
NESTED: tuple[tuple[Indicator, ...], ...] = (
    (
        Indicator(id="tien"),
        Indicator(id="gao"),
        Indicator(id="muoi"),
        Indicator(id="hang", parts=("gao", "muoi")),
        Indicator(id="cuu-tro", parts=("tien", "hang")),
    ),
)
NUMERATORS = {each.numerator for group in GROUPS + AREAS + RARE for each in group if each.numerator}
DENOMINATORS = {each.denominator for group in GROUPS + AREAS + RARE for each in group if each.denominator}
UNIT_OF_MEASURE = "việc"

# How a unit reports a year: one of these at random, each file with a chance of being left out.
HABITS: tuple[tuple[str, ...], ...] = (
    ("nam",),
    ("quy-1", "quy-2", "quy-3", "quy-4"),
    ("6-thang", "quy-3", "quy-4"),
    ("9-thang", "quy-4"),
    ("thang-01", "thang-02", "thang-03", "quy-2", "quy-3", "quy-4"),
    ("quy-1", "6-thang", "9-thang", "nam"),
    ("6-thang", "nam"),
)


class Settings(Struct, frozen=True, kw_only=True):
    """What kind of provinces are made.

    Attributes:
        changes: units are merged, divided, abolished.
        gaps: the catalogue lacks the lower units of some units.
        levels: an island district becomes a commune.
        statements: some lines are of `toan_dia_ban`.
        short: no report is longer than a quarter.
        once: no two reports of a unit and year overlap.
        complete: no report is left out.
        plain: no approximations, transfers, `không áp dụng`.
        groups: which groups of indicators are drawn from.
    """

    changes: bool = True
    gaps: bool = False
    levels: bool = False
    statements: bool = True
    short: bool = False
    once: bool = False
    complete: bool = False
    plain: bool = False
    groups: tuple[tuple[Indicator, ...], ...] = GROUPS


USUAL = Settings()


def random_project(seed: int, settings: Settings = USUAL) -> Project:
    """A project; the same for the same seed and settings."""
    return _Maker(Random(seed), settings).make()


def random_days(seed: int) -> date | None:
    """A tree's day: mostly the period's own (None)."""
    return Random(seed).choice((None, None, None, date(2025, 12, 31), date(2025, 6, 30), date(2024, 12, 31)))


class _Maker:
    """One project in the making."""

    def __init__(self, random: Random, settings: Settings) -> None:
        self.random = random
        self.settings = settings
        self.units: dict[str, Unit] = {}
        self.takeovers: list[Takeover] = []
        self.lines: list[Line] = []
        self.targets: list[Target] = []
        self.amendments: list[Amendment] = []

    def chance(self, of_ten: int) -> bool:
        """True so many times in ten."""
        return self.random.randrange(10) < of_ten

    def make(self) -> Project:
        """Draw everything."""
        self._draw_units()
        if self.settings.changes:
            self._draw_changes()
        count = min(len(self.settings.groups), self.random.choice((1, 1, 2, 3)))
        chosen = self.random.sample(range(len(self.settings.groups)), count)
        groups = [self.settings.groups[index] for index in sorted(chosen)]
        for group in groups:
            self._draw_lines(group)
        indicators = tuple(each for group in groups for each in group)
        self._draw_targets(indicators)
        ordered = sorted(self.units, key=lambda each: each.split("/"))
        return Project(
            units=tuple(self.units[each] for each in ordered),
            takeovers=tuple(self.takeovers),
            indicators=indicators,
            lines=tuple(self.lines),
            targets=tuple(self.targets),
            amendments=tuple(self.amendments),
        )

    # Units and what becomes of them.

    def _add(self, unit_id: str, level: str, first: date | None = None) -> None:
        self.units[unit_id] = Unit(id=unit_id, levels=(LevelSince(level=level),), first=first)

    def _end(self, unit_id: str, day: date) -> None:
        """The unit no longer exists on a day."""
        old = self.units[unit_id]
        self.units[unit_id] = replace(old, last=day_before(day))

    def _draw_units(self) -> None:
        if self.chance(3):
            self._add(CENTRE, CENTRE)
        communes = 0
        for province in ("a", "b")[: 2 if self.chance(4) else 1]:
            self._add(province, "tinh")
            above = [province]
            if self.chance(5):
                self._add(f"{province}/h", "huyen")
                above.append(f"{province}/h")
            for unit in above:
                if self.settings.gaps and self.random.randrange(6) == 0:
                    self.units[unit] = replace(self.units[unit], unlisted=True)
                least = 0 if self.settings.gaps and self.random.randrange(6) == 0 else 1
                for _ in range(least * self.random.randint(1, 2)):
                    communes += 1
                    self._add(f"{unit}/x{communes}", "xa")
        if self.settings.levels:
            levels = (
                LevelSince(level="huyen"),
                LevelSince(level="xa", since=self.random.choice(DAYS_OF_CHANGE)),
            )
            self.units["a/dao"] = Unit(id="a/dao", levels=levels)

    def _draw_changes(self) -> None:
        day = self.random.choice(DAYS_OF_CHANGE)
        if "b" in self.units and self.chance(6):
            self._end("b", day)
            self.takeovers.append(Takeover(taken="b", heir="a", day=day))
            if "b/h" in self.units:
                self._end("b/h", day)
        for district in ("a/h", "b/h"):
            if district in self.units and self.units[district].last is None and self.chance(5):
                self._end(district, day)
        living = [each for each in self.units.values() if each.levels[0].level == "xa" and each.last is None]
        self.random.shuffle(living)
        number = 0
        while living and number < 4 and self.chance(8):
            number += 1
            province = "a" if self.units.get("b", self.units["a"]).last or self.chance(5) else "b"
            if province not in self.units:
                province = "a"
            taken = [living.pop().id for _ in range(min(len(living), self.random.choice((1, 1, 2))))]
            if self.chance(2) and living:  # a unit that lives on takes over others
                heirs = [living.pop(0).id]
            else:
                heirs = [f"{province}/n{number}"]
                self._add(heirs[0], "xa", day)
            if len(taken) == 1 and self.chance(4):
                heirs.append(f"{province}/m{number}")
                self._add(heirs[1], "xa", day)
            for unit in taken:
                self._end(unit, day)
                self._take_over(unit, heirs, day)
        self._draw_second_change()

    def _draw_second_change(self) -> None:
        """Now and then an heir is merged again in the same year."""
        later = date(2025, 11, 1)
        heirs = [each for each in self.units.values() if each.first and each.last is None and "/n" in each.id]
        if not heirs or not self.chance(2):
            return
        heir = self.random.choice(heirs).id
        self._end(heir, later)
        self._add("a/z", "xa", later)
        self.takeovers.append(Takeover(taken=heir, heir="a/z", day=later))

    def _take_over(self, unit: str, heirs: Sequence[str], day: date) -> None:
        shares: Sequence[Fraction | None] = [None] * len(heirs)
        if len(heirs) == 2 and self.chance(8):
            first = Fraction(self.random.choice((50, 60, 25)), 100)
            shares = (first, 1 - first)
        for heir, share in zip(heirs, shares, strict=True):
            self.takeovers.append(Takeover(taken=unit, heir=heir, day=day, share=share))

    # Reports.

    def _draw_lines(self, group: tuple[Indicator, ...]) -> None:
        levels = group[0].levels
        for unit in self.units.values():
            reports = any(one.level in levels for one in unit.levels)
            for year in YEARS if self.chance(5) else YEARS[1:]:
                if reports and (self.settings.complete or self.chance(8)):
                    for name in self._habit():
                        self._draw_file(unit, group, period(year, name), stated=False)
                if self.settings.statements and self.chance(4 if unit.levels[0].level != "xa" else 1):
                    for name in self._habit():
                        self._draw_file(unit, group, period(year, name), stated=True)

    def _habit(self) -> list[str]:
        habits = HABITS
        if self.settings.short:
            habits = (HABITS[1],)
        elif self.settings.once:
            habits = HABITS[:4]
        names = list(self.random.choice(habits))
        if not self.settings.complete:
            names = [name for name in names if not self.chance(1)]
        return names

    def _draw_file(self, unit: Unit, group: tuple[Indicator, ...], of: Period, *, stated: bool) -> None:
        stock = any(each.over == "cuoi-ky" for each in group)
        if not any(unit.alive_in(month) for month in of.months) or (stock and not unit.alive_on(of.last_day)):
            return
        if not stated and len(unit.levels) > 1 and unit.level_in(of.last) not in group[0].levels:
            return
        ratios = [each for each in group if each.across == "ty-le"]
        wholes = [each for each in group if each.parts]
        if ratios and self.chance(5):
            wanted: Iterable[Indicator] = ratios
        elif len(wholes) > 1 and self.chance(3):
            wanted = [each for each in group if each.id in wholes[-1].parts]
        elif wholes:
            wanted = wholes[-1:] if self.chance(5) else [each for each in group if not each.parts]
        else:
            wanted = [each for each in group if each.across != "ty-le"]
        below = self.random.randint(2, 12)
        for indicator in wanted:
            if not self.settings.complete and self.chance(1):
                continue
            most = below + 1 if len(ratios) > 1 and self.chance(1) else below
            self._draw_line(unit.id, indicator, of, stated=stated, most=most)

    def _draw_line(self, unit: str, indicator: Indicator, of: Period, *, stated: bool, most: int) -> None:
        key = (unit, of, indicator.id, stated or indicator.of_area)
        for each in self.lines:
            if (each.unit, each.period, each.indicator, each.stated or indicator.of_area) == key:
                return
        rough = self.settings.plain or indicator.across == "ty-le" or not self.chance(1)
        counts = value = None
        step = Fraction(1)
        received: tuple[Received, ...] = ()
        commune = self.units[unit].levels[0].level == "xa"
        if not self.settings.plain and (commune or not stated) and self.random.randrange(25) == 0:
            rough = True
        elif indicator.across == "ty-le":
            counts = (Fraction(self.random.randint(0, most)), Fraction(most))
        elif indicator.id in NUMERATORS:
            value = Fraction(self.random.randint(0, most))
        elif indicator.id in DENOMINATORS:
            value = Fraction(most if self.chance(9) else 0)
        elif indicator.across == "dem-don-vi":
            value = Fraction(self.random.randint(0, 1 if commune else 3))
        elif "binh-quan" in (indicator.across, indicator.over):
            value, step = Fraction(self.random.randint(0, 90), 10), Fraction(1, 10)
        else:
            value = Fraction(self.random.choice((0, 1, 2, 5, 7, 10, 12)) * (3 if stated else 1))
        if value and indicator.id in ("quy", "so-du") and not self.settings.plain and self.chance(1):
            giver = self.random.choice([*(each for each in self.units if each != unit), "Công ty Bạn"])
            received = (Received(giver=giver, amount=Fraction(self.random.randint(1, int(value)))),)
        self.lines.append(
            Line(
                unit=unit,
                period=of,
                indicator=indicator.id,
                stated=stated,
                value=value,
                counts=counts,
                approximate=not rough,
                step=step,
                received=received,
            )
        )

    # Targets.

    def _draw_targets(self, indicators: Sequence[Indicator]) -> None:
        for unit in self.units:
            for indicator in indicators:
                if indicator.across not in ("tong", "dem-don-vi") or not self.chance(4):
                    continue
                if not any(self.units[unit].alive_in(month) for month in period(2025, "nam").months):
                    continue
                low = Fraction(self.random.randint(1, 30))
                usual = "<=" if indicator.falling else ">="
                comparator = self.random.choice((usual, usual, usual, usual, "<=", "khoang"))
                high = low + 10 if comparator == "khoang" else None
                goal = Goal(comparator=comparator, low=low, high=high)
                self.targets.append(Target(unit=unit, year=2025, indicator=indicator.id, goal=goal))
        for unit in sorted({each.heir for each in self.takeovers}):
            if self.chance(2) and any(each.unit == unit for each in self.targets):
                day = self.random.choice((date(2025, 2, 1), date(2025, 12, 1)))
                self.amendments.append(Amendment(unit=unit, year=2025, day=day))


# The files of a real project.


def files(project: Project) -> dict[str, str]:
    """The files of a project by path, as `plans/2025/a/nam.yaml`."""
    found = {
        "plans/danh-muc/chuong-trinh.yaml": _programmes(),
        "plans/danh-muc/chi-tieu.yaml": "".join(map(_indicator, project.indicators)),
        "plans/danh-muc/don-vi.yaml": _tree(project, ""),
    }
    falling = {each.id: each.falling for each in project.indicators}
    for unit in project.units:
        for year in YEARS:
            plan = [each for each in project.targets if (each.unit, each.year) == (unit.id, year)]
            amended = [each for each in project.amendments if (each.unit, each.year) == (unit.id, year)]
            if plan or amended:
                lines = [f"don_vi: {unit.id}", f"nam: {year}"]
                lines += [
                    "dieu_chinh:",
                    *(f'  - {{ngay: {each.day}, ly_do: "Sáp nhập"}}' for each in amended),
                ][: 1 + len(amended) if amended else 0]
                lines += ["chuong_trinh:", "  1:", "    muc_tieu: Mục tiêu"]
                lines += ["    chi_tieu:"] if plan else []
                lines += [
                    f'      {each.indicator}: "{_goal(each.goal, falling=falling[each.indicator])}"'
                    for each in plan
                ]
                found[f"plans/{year}/{unit.id}/ke-hoach.yaml"] = "\n".join(lines) + "\n"
            for name in PERIOD_NAMES:
                of = period(year, name)
                lines_of = [each for each in project.lines if (each.unit, each.period) == (unit.id, of)]
                if lines_of:
                    found[f"plans/{year}/{unit.id}/{name}.yaml"] = _report(unit.id, year, name, lines_of)
    return found


def write(project: Project, root: Path) -> None:
    """Write the files of a project below a folder."""
    for name, text in files(project).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _programmes() -> str:
    return "".join(
        f"{term}:\n  dai_hoi: {congress}\n  tu_nam: {first}\n  den_nam: {last}\n"
        "  chuong_trinh:\n    1: {ten: Công tác Mặt trận}\n"
        for term, congress, first, last in (("2019-2024", "IX", 2020, 2024), ("2024-2029", "X", 2025, 2029))
    )


def _indicator(indicator: Indicator) -> str:
    percent = indicator.across == "ty-le"
    keys = [f"ten: Chỉ tiêu {indicator.id}", "chuong_trinh: 1"]
    keys.append(f'don_vi_tinh: "{"%" if percent else UNIT_OF_MEASURE}"')
    keys.append(f"theo_cap: {indicator.across}")
    if percent:
        keys += [f"tu_so: {indicator.numerator}", f"mau_so: {indicator.denominator}"]
    else:
        keys.append(f"theo_ky: {indicator.over}")
    if indicator.weight:
        keys.append(f"trong_so: {indicator.weight}")
    if indicator.parts:
        keys.append(f"gom: [{', '.join(indicator.parts)}]")
    if indicator.levels != USUAL_LEVELS:
        keys.append(f"cap: [{', '.join(indicator.levels)}]")
    if indicator.of_area:
        keys.append("pham_vi: dia-ban")
    if indicator.falling:
        keys.append("chieu: giam")
    return f"{indicator.id}: {{{', '.join(keys)}}}\n"


def _tree(project: Project, above: str) -> str:
    """The units directly below one, with theirs; `above` is the path with its last stroke, or empty."""
    texts = []
    indent = "    " * above.count("/")
    for unit in project.units:
        name = unit.id.removeprefix(above)
        if not unit.id.startswith(above) or "/" in name:
            continue
        keys = [f"ten: Đơn vị {unit.id.replace('/', ' ')}", f"cap: {_levels(unit)}"]
        keys += [f"tu: {unit.first}"] if unit.first else []
        keys += [f"den: {unit.last}"] if unit.last else []
        keys += ["cap_duoi_chua_du: true"] if unit.unlisted else []
        taken = [each for each in project.takeovers if each.heir == unit.id]
        if taken:
            keys.append("ke_thua:")
            for each in taken:
                share = "" if each.share is None else f", ty_trong: {_decimal(each.share * 100)}%"
                keys.append(f"  - {{don_vi: {each.taken}, ngay: {each.day}{share}}}")
        texts.append(f"{indent}{name}:\n" + "".join(f"{indent}  {key}\n" for key in keys))
        below = _tree(project, f"{unit.id}/")
        if below:
            texts.append(f"{indent}  cap_duoi:\n{below}")
    return "".join(texts)


def _levels(unit: Unit) -> str:
    if len(unit.levels) == 1:
        return unit.levels[0].level
    ends = [one.since and day_before(one.since) for one in unit.levels[1:]]
    dated = [
        f"{{gia_tri: {one.level}{f', tu: {one.since}' if one.since else ''}{f', den: {end}' if end else ''}}}"
        for one, end in zip(unit.levels, (*ends, None), strict=True)
    ]
    return f"[{', '.join(dated)}]"


def _report(unit: str, year: int, name: str, lines: Sequence[Line]) -> str:
    texts = [f"don_vi: {unit}", f"nam: {year}", f"ky: {name}", "chuong_trinh:", "  1:"]
    for stated, table in ((False, "so_lieu"), (True, "toan_dia_ban")):
        chosen = [line for line in lines if line.stated == stated]
        texts += [f"    {table}:"] if chosen else []
        for line in chosen:
            if line.received:
                texts += [f"      {line.indicator}:", f'        gia_tri: "{_quantity(line)}"']
                texts.append("        nhan_tu:")
                texts += [f'          {each.giver}: "{_decimal(each.amount)}"' for each in line.received]
            else:
                texts.append(f'      {line.indicator}: "{_quantity(line)}"')
    return "\n".join(texts) + "\n"


def _quantity(line: Line) -> str:
    if line.counts:
        return "/".join(_decimal(count) for count in line.counts) + f" {UNIT_OF_MEASURE}"
    if line.value is None:
        return NOT_APPLICABLE
    return f"{'khoảng ' * line.approximate}{_decimal(line.value, line.step)} {UNIT_OF_MEASURE}"


def _goal(goal: Goal, *, falling: bool) -> str:
    if goal.high is not None:
        return f"từ {_decimal(goal.low)} {UNIT_OF_MEASURE} đến {_decimal(goal.high)} {UNIT_OF_MEASURE}"
    usual = "<=" if falling else ">="
    word = {usual: "", ">=": "ít nhất ", "<=": "không quá "}[goal.comparator]
    return f"{word}{_decimal(goal.low)} {UNIT_OF_MEASURE}"


def _decimal(value: Fraction, step: Fraction = Fraction(1)) -> str:
    """A number as it is written: as many decimals as its step has."""
    places = len(str(step.denominator)) - 1
    scaled = value * 10**places
    assert scaled.denominator == 1, value
    digits = f"{scaled.numerator:0{places + 1}}"
    return digits if not places else f"{digits[:-places]},{digits[-places:]}"
