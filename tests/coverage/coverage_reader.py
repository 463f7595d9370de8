"""Two ways to a small project: a compact text for tests, and a folder of a real project.

The text has one thing a line; what follows `#` is a comment:

    quy: tong tong                      an indicator: along units, along time; then
    tl: ty-le = a / b                     a ratio's counts
    bqw: binh-quan cuoi-ky * dan          a weight
    nha: tong tong = xay + sua            a whole's parts
    dem: dem-don-vi lon-nhat [xa]         levels; also `dia-ban`, `giam`
    t tinh                              a unit and its level
    t/x xa ..2025-06-30                   its last day; `2025-07-01..` its first
    t tinh .. +                           lower units that the catalogue does not have
    t/x > t/n1 60%                      a takeover, on the heir's first day; or `t/x > t/n1 2025-07-01`
    @2025                               the year of what follows
    t/x quy-1 quy 10                    a line of `so_lieu`
    t 6-thang *quy 10                   a line of `toan_dia_ban`
    t nam quy 10 < t/x 4, quỹ 1         of it received
    t plan quy >= 10                    a target; `10..20` is a range
    t amended 2025-07-01                an amendment of the plan

Quantities are the simple ones: whole numbers, decimals with a comma, scales, ratios, approximations,
comparators, ranges, `không áp dụng`. This is no reader for the texts of users.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import core_yaml
from coverage_model import (
    PERIOD_NAMES,
    Amendment,
    Goal,
    Indicator,
    LevelSince,
    Line,
    Project,
    Received,
    Takeover,
    Target,
    Unit,
    period,
)

NOT_APPLICABLE = "không áp dụng"
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
APPROXIMATE = ("trên ", "hơn ", "gần ", "khoảng ", "ước ")
COMPARATORS = (
    (">=", ">="),
    ("<=", "<="),
    (">", ">"),
    ("<", "<"),
    ("=", "="),
    ("ít nhất ", ">="),
    ("trên ", ">"),
    ("không quá ", "<="),
    ("dưới ", "<"),
)
_NUMBER = re.compile(r"-?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?:\s*(nghìn|triệu|tỷ)\b)?(.*)")


def number(text: str) -> tuple[Fraction, Fraction]:
    """The value of a number and one unit of its last digit written.

    Raises:
        ValueError: not one of the simple forms.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    whole, decimals, scale, _ = found.groups()
    step = Fraction(SCALES.get(scale, 1), 10 ** len(decimals or ""))
    sign = -1 if text.strip().startswith("-") else 1
    return sign * Fraction(int(whole.replace(".", "") + (decimals or ""))) * step, step


def line_of(text: str, line: Line) -> Line:
    """A line with its value read from a text."""
    replaced = {name: getattr(line, name) for name in line.__struct_fields__}
    if text == NOT_APPLICABLE:
        return Line(**replaced)
    ratio = re.match(r"(\d[\d.]*)/(\d[\d.]*)", text)
    if ratio:
        return Line(**{**replaced, "counts": (number(ratio[1])[0], number(ratio[2])[0])})
    rough = next((word for word in APPROXIMATE if text.startswith(word)), "")
    value, step = number(text.removeprefix(rough))
    return Line(**{**replaced, "value": value, "step": step, "approximate": bool(rough)})


def goal_of(text: str, *, falling: bool) -> Goal:
    """A target read from a text."""
    between = re.fullmatch(r"từ (.+) đến (.+)|([^.]+)\.\.([^.]+)", text)
    if between:
        low, high = (number(part)[0] for part in between.groups() if part)
        return Goal(comparator="khoang", low=low, high=high)
    for word, comparator in COMPARATORS:
        if text.startswith(word):
            return Goal(comparator=comparator, low=number(text.removeprefix(word))[0])
    return Goal(comparator="<=" if falling else ">=", low=number(text)[0])


def share_of(text: str) -> Fraction:
    """A share in percent."""
    return number(text.removesuffix("%"))[0] / 100


# The compact text.


class _Text:
    """What has been read so far of a compact text."""

    def __init__(self) -> None:
        self.indicators: list[Indicator] = []
        self.units: list[Unit] = []
        self.takeovers: list[Takeover] = []
        self.lines: list[Line] = []
        self.targets: list[Target] = []
        self.amendments: list[Amendment] = []
        self.year = 2024

    def read(self, text: str) -> None:
        """Read one line."""
        words = text.split()
        if words[0].endswith(":"):
            self.indicators.append(_indicator(words[0][:-1], text.partition(":")[2]))
        elif words[0].startswith("@"):
            self.year = int(words[0][1:])
        elif words[1] == ">":
            self.takeovers.append(self._takeover(words))
        elif words[1] == "plan":
            rest = text.split(maxsplit=3)[3]
            known = next(each for each in self.indicators if each.id == words[2])
            goal = goal_of(rest, falling=known.falling)
            self.targets.append(Target(unit=words[0], year=self.year, indicator=words[2], goal=goal))
        elif words[1] == "amended":
            day = date.fromisoformat(words[2])
            self.amendments.append(Amendment(unit=words[0], year=self.year, day=day))
        elif words[1] in PERIOD_NAMES:
            self.lines.append(self._line(text.split(maxsplit=3)))
        else:
            span = words[2] if len(words) > 2 else ".."
            first, last = (date.fromisoformat(day) if day else None for day in span.split(".."))
            levels = (LevelSince(level=words[1]),)
            self.units.append(
                Unit(id=words[0], levels=levels, first=first, last=last, unlisted=words[-1] == "+")
            )

    def _takeover(self, words: list[str]) -> Takeover:
        days = [date.fromisoformat(word) for word in words[3:] if "-" in word]
        shares = [share_of(word) for word in words[3:] if word.endswith("%")]
        heir = next(unit for unit in self.units if unit.id == words[2])
        day = days[0] if days else heir.first
        assert day is not None, words
        return Takeover(taken=words[0], heir=words[2], day=day, share=shares[0] if shares else None)

    def _line(self, words: list[str]) -> Line:
        unit, name, indicator, rest = words
        value, _, received = rest.partition(" < ")
        givers = []
        for part in received.split(",") if received else []:
            giver, _, amount = part.strip().rpartition(" ")
            givers.append(Received(giver=giver, amount=number(amount)[0]))
        line = Line(
            unit=unit,
            period=period(self.year, name),
            indicator=indicator.removeprefix("*"),
            stated=indicator.startswith("*"),
            received=tuple(givers),
        )
        return line_of(value, line)


def _indicator(name: str, text: str) -> Indicator:
    levels = re.search(r"\[(.+)\]", text)
    words = re.sub(r"\[.+\]", "", text).split()
    kinds = [word for word in words if word not in ("dia-ban", "giam")]
    across, over = kinds[0], kinds[1] if len(kinds) > 1 and kinds[1] not in "=*" else "tong"
    after = kinds[kinds.index("=") + 1 :] if "=" in kinds else []
    made: dict[str, Any] = {}
    if "/" in after:
        made = {"numerator": after[0], "denominator": after[2]}
    elif after:
        made = {"parts": tuple(word for word in after if word != "+")}
    if "*" in kinds:
        made["weight"] = kinds[kinds.index("*") + 1]
    if levels:
        made["levels"] = tuple(levels[1].replace(",", " ").split())
    of_area, falling = "dia-ban" in words, "giam" in words
    return Indicator(id=name, across=across, over=over, of_area=of_area, falling=falling, **made)


def project(*texts: str) -> Project:
    """A project from compact texts."""
    reading = _Text()
    for line in "\n".join(texts).splitlines():
        bare = line.partition("#")[0].strip()
        if bare:
            reading.read(bare)
    return Project(
        units=tuple(reading.units),
        takeovers=tuple(reading.takeovers),
        indicators=tuple(reading.indicators),
        lines=tuple(reading.lines),
        targets=tuple(reading.targets),
        amendments=tuple(reading.amendments),
    )


# The folder of a real project.


def read_project(root: Path) -> Project:
    """A project from its folder `plans/`; only what the oracle knows, without any check."""
    catalogue = root / "plans" / "danh-muc"
    indicators = [_read_indicator(name, keys) for name, keys in _load(catalogue / "chi-tieu.yaml").items()]
    units: list[Unit] = []
    takeovers: list[Takeover] = []
    _read_units(_load(catalogue / "don-vi.yaml"), "", units, takeovers)
    falling = {each.id: each.falling for each in indicators}
    lines: list[Line] = []
    targets: list[Target] = []
    amendments: list[Amendment] = []
    for path in sorted((root / "plans").glob("[0-9]*/**/*.yaml")):
        document = _load(path)
        unit, year = document["don_vi"], int(document["nam"])
        if path.stem == "ke-hoach":
            for _, name, keys in _entries(document, "chi_tieu"):
                text = keys["muc"] if isinstance(keys, dict) else keys
                if isinstance(keys, dict) and "moi" in keys:
                    continue
                goal = goal_of(text, falling=falling[name])
                targets.append(Target(unit=unit, year=year, indicator=name, goal=goal))
            for change in document.get("dieu_chinh", []):
                amendments.append(Amendment(unit=unit, year=year, day=date.fromisoformat(change["ngay"])))
        else:
            for table, name, keys in _entries(document, "so_lieu", "toan_dia_ban"):
                entry = keys if isinstance(keys, dict) else {"gia_tri": keys}
                received = tuple(
                    Received(giver=giver, amount=number(amount)[0])
                    for giver, amount in entry.get("nhan_tu", {}).items()
                )
                line = Line(
                    unit=unit,
                    period=period(year, document["ky"]),
                    indicator=name,
                    stated=table == "toan_dia_ban",
                    received=received,
                )
                lines.append(line_of(entry["gia_tri"], line))
    return Project(
        units=tuple(units),
        takeovers=tuple(takeovers),
        indicators=tuple(indicators),
        lines=tuple(lines),
        targets=tuple(targets),
        amendments=tuple(amendments),
    )


def _load(path: Path) -> dict[str, Any]:
    """A file with every scalar as its text."""
    loaded = core_yaml.texts(path.read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, dict) else {}


def _entries(document: dict[str, Any], *tables: str) -> Iterator[tuple[str, str, Any]]:
    places = [document, *document.get("chuong_trinh", {}).values()]
    for place in places:
        for table in tables:
            yield from ((table, name, keys) for name, keys in place.get(table, {}).items())


def _read_indicator(name: str, keys: dict[str, Any]) -> Indicator:
    made: dict[str, Any] = {"levels": tuple(keys["cap"])} if "cap" in keys else {}
    return Indicator(
        id=name,
        across=keys["theo_cap"],
        over=keys.get("theo_ky", "tong"),
        parts=tuple(keys.get("gom", ())),
        numerator=keys.get("tu_so"),
        denominator=keys.get("mau_so"),
        weight=keys.get("trong_so"),
        of_area=keys.get("pham_vi") == "dia-ban",
        falling=keys.get("chieu") == "giam",
        first=_day(keys.get("tu")),
        last=_day(keys.get("den")),
        **made,
    )


def _read_units(keys: dict[str, Any], above: str, units: list[Unit], takeovers: list[Takeover]) -> None:
    for name, unit in keys.items():
        unit_id = f"{above}{name}"
        levels = unit["cap"] if isinstance(unit["cap"], list) else [{"gia_tri": unit["cap"]}]
        known = Unit(
            id=unit_id,
            levels=tuple(
                LevelSince(level=each["gia_tri"], since=_day(each.get("tu")) if index else None)
                for index, each in enumerate(levels)
            ),
            first=_day(unit.get("tu")),
            last=_day(unit.get("den")),
            unlisted=unit.get("cap_duoi_chua_du") == "true",
        )
        units.append(known)
        for each in unit.get("ke_thua", []):
            day = _day(each.get("ngay")) or known.first
            assert day is not None, unit_id
            share = share_of(each["ty_trong"]) if "ty_trong" in each else None
            takeovers.append(Takeover(taken=each["don_vi"], heir=unit_id, day=day, share=share))
        _read_units(unit.get("cap_duoi", {}), f"{unit_id}/", units, takeovers)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
