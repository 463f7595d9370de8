"""The figures: what each unit plans and does itself, and targets that add up exactly."""

from __future__ import annotations

import random
from dataclasses import dataclass

from dataset.indicators import BY_ID, INDICATORS, MONEY, TIMES, Measured
from dataset.tree import Place

NOT_APPLICABLE = -1
_CONCERNS_FEW = {"doan-giao-luu"}
_ROUNDED = {"luot-nguoi-tuyen-truyen", "ngay-cong"}
_ABOUT = {"trên": ">", "gần": "<", "khoảng": "~", "hơn": ">"}


@dataclass(slots=True)
class Figures:
    """The figures of one unit, by indicator; money in millions.

    Attributes:
        own: what the unit plans to do itself; ratios have none.
        target: its own part plus the targets of the units directly below.
        result: what it did itself, for the indicators that its level reports.
        total: what it and everything below it did.
        share: the targets of ratios, in percent; each unit sets its own.
    """

    own: dict[str, int]
    target: dict[str, int]
    result: dict[str, int]
    total: dict[str, int]
    share: dict[str, int]


def make_figures(top: Place, seed: int, *, areas: bool) -> dict[str, Figures]:
    """The figures of a unit and of all below it, by id."""
    made: dict[str, Figures] = {}
    _fill(top, seed, made, areas=areas)
    return made


def exact(indicator: Measured, value: int) -> int:
    """A figure in the indicator's own unit: đồng for money."""
    return value * 1_000_000 if indicator.unit == MONEY else value


def _fill(place: Place, seed: int, made: dict[str, Figures], *, areas: bool) -> Figures:
    dice = random.Random(f"{seed}:figures:{place.id}")
    own = own_figures(place, dice, areas=areas)
    made[place.id] = own  # before the units below, so that the order is depth-first
    for child in place.children:
        below = _fill(child, seed, made, areas=areas)
        for name, value in below.target.items():
            own.target[name] = own.target.get(name, 0) + value
        for name, value in below.total.items():
            own.total[name] = own.total.get(name, 0) + value
    for one in INDICATORS:
        if one.parts is not None and own.target.keys() >= set(one.parts):
            own.share[one.id] = dice.randint(70, 92)
    return own


def own_figures(place: Place, dice: random.Random, *, areas: bool) -> Figures:
    """The figures of a unit itself, for the indicators that its level reports."""
    own: dict[str, int] = {}
    result: dict[str, int] = {}
    times = TIMES[place.level]
    for one in INDICATORS:
        if one.parts is not None or place.level not in one.reported_by(areas=areas):
            continue
        if one.limit:
            own[one.id] = own[one.limit] * dice.randint(80, 98) // 100
            result[one.id] = result[one.limit] * dice.randint(78, 100) // 100
            continue
        planned = dice.randint(one.low, one.high) * times
        # Money is planned in tens of millions; a denominator is never zero.
        own[one.id] = round(planned / 10) * 10 if one.unit == MONEY else max(round(planned), min(one.low, 1))
        if one.id in {"khu-dan-cu", "ho-dan"}:
            result[one.id] = own[one.id]
        elif one.id in _CONCERNS_FEW and place.level != "tinh" and dice.random() < 0.1:
            result[one.id] = NOT_APPLICABLE
        else:
            result[one.id] = max(own[one.id] * dice.randint(82, 131) // 100, min(one.low, 1))
    total = {name: value for name, value in result.items() if value != NOT_APPLICABLE}
    return Figures(own, dict(own), result, total, {})


def money(millions: int, dice: random.Random) -> str:
    """An amount of money as offices write it."""
    if millions < 1000:
        if millions and dice.random() < 0.2:
            return f"{millions}.000.000 đồng"
        return f"{millions} triệu đồng"
    billions, rest = divmod(millions, 1000)
    if rest and dice.random() < 0.15:
        return f"{grouped(billions)} tỷ {rest} triệu đồng"
    decimals = f",{rest:03d}".rstrip("0") if rest else ""
    return f"{grouped(billions)}{decimals} tỷ đồng"


def count(value: int, unit: str, dice: random.Random) -> str:
    """A count with its unit, without it, or with the leading zero that offices like."""
    drawn = dice.random()
    if drawn < 0.25:
        return str(value)
    if drawn < 0.4 and 0 < value < 10:
        return f"0{value} {unit}"
    return f"{grouped(value)} {unit}"


def grouped(value: int) -> str:
    """Digits in groups of three, separated by points."""
    return f"{value:,}".replace(",", ".")


def amount(indicator: Measured, value: int, dice: random.Random) -> str:
    """A figure as it is written."""
    if value == NOT_APPLICABLE:
        return "không áp dụng"
    if indicator.unit == MONEY:
        return money(value, dice)
    unit = indicator.unit
    if indicator.spellings and dice.random() < 0.2:
        unit = dice.choice(indicator.spellings)
    return count(value, unit, dice)


def target_text(indicator: Measured, value: int, dice: random.Random) -> str:
    """A target as it is written, sometimes with a comparator."""
    written = amount(indicator, value, dice)
    drawn = dice.random()
    if indicator.fewer:
        return f"không quá {written}" if drawn < 0.3 else written
    if drawn < 0.12:
        return f"ít nhất {written}"
    if drawn < 0.2:
        return f"trên {written}"
    return f"phấn đấu đạt {written}" if drawn < 0.23 else written


def comparison(indicator: Measured, written: str) -> str:
    """How a result is compared with a target written by `target_text`."""
    if indicator.fewer:
        return "<="
    return ">" if written.startswith("trên ") else ">="


def approximation(written: str) -> str:
    """The side of the written number on which the result lies: `>`, `<`, `~`, or "" if it is exact."""
    return _ABOUT.get(written.partition(" ")[0], "")


def result_text(indicator: Measured, value: int, dice: random.Random) -> str:
    """A result as it is written; a few rounded ones are approximate."""
    written = amount(indicator, value, dice)
    if indicator.id in _ROUNDED and dice.random() < 0.04:
        return f"{dice.choice(tuple(_ABOUT))} {written}"
    return written


def shown_in(figures: Figures) -> list[Measured]:
    """The indicators for which the unit has targets, results or a total, in catalogue order."""
    known = (figures.target, figures.share, figures.result, figures.total)
    return [one for one in INDICATORS if any(one.id in values for values in known)]


def ratio_of(indicator: Measured, values: dict[str, int]) -> tuple[int, int]:
    """The two counts of a ratio."""
    if indicator.parts is None:
        raise ValueError(indicator.id)
    above, below = indicator.parts
    return values[BY_ID[above].id], values[BY_ID[below].id]
