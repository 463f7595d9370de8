"""Charts as inline SVG. Each stands next to a table of the same numbers, so none says anything alone.

Shapes and outlines differ as well as colours, so that a chart can be read in black and white.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 24, 36, 28
_BAR = 1000


class TrendPoint(NamedTuple):
    """One year of a trend.

    Attributes:
        year: its name.
        value: the total, or None.
        text: the total as tables write it.
        whole: whether nothing is missing in it.
    """

    year: str
    value: Decimal | None
    text: str
    whole: bool


def value_of(text: str) -> Decimal | None:
    """Read back a result as tables write it: `≈ 1.234,5/năm`; None for anything else."""
    plain = text.removeprefix("≈ ").removesuffix("/năm").replace(".", "").replace(",", ".")
    return Decimal(plain) if plain.removeprefix("-").replace(".", "", 1).isdecimal() else None


def stacked_bar(parts: Sequence[tuple[str, int]], label: str) -> Markup:
    """Return a bar that is divided like some counts.

    Args:
        parts: the class of each part, and how many it stands for.
        label: what the bar says, for those who can't see it.
    """
    total = sum(count for _, count in parts)
    if not total:
        return Markup("")
    drawn, start = [], 0
    for name, count in parts:
        end = start + count
        first, last = start * _BAR // total, end * _BAR // total
        if count:
            drawn.append(f'<rect class="{name}" x="{first}" y="1" width="{last - first}" height="18"/>')
        start = end
    return Markup(
        f'<svg class="thanh" role="img" aria-label="{escape(label)}" viewBox="0 0 {_BAR} 20"'
        f' preserveAspectRatio="none">{"".join(drawn)}</svg>'
    )


def trend(points: Sequence[TrendPoint], label: str) -> Markup:
    """Return a line over the years; a year in which something is missing has a hollow mark and a dashed line.

    Args:
        points: the years in order.
        label: what the line is about.
    """
    known = [(place, one, one.value) for place, one in enumerate(points) if one.value is not None]
    if len(known) < 2:
        return Markup("")
    low = min(Decimal(0), *(value for _, _, value in known))
    high = max(Decimal(0), *(value for _, _, value in known))
    span = (high - low) or Decimal(1)
    wide = _WIDTH - _LEFT - _RIGHT
    tall = _HEIGHT - _TOP - _BOTTOM

    def x(place: int) -> int:
        return _LEFT + wide * (2 * place + 1) // (2 * len(points))

    def y(value: Decimal) -> int:
        return _TOP + int((high - value) * tall / span)

    drawn = [f'<path class="truc" d="M{_LEFT} {y(Decimal(0))}H{_WIDTH - _RIGHT}"/>']
    for (before, earlier, first), (after, later, second) in pairwise(known):
        dashed = "" if earlier.whole and later.whole and after == before + 1 else " dut"
        drawn.append(f'<path class="duong{dashed}" d="M{x(before)} {y(first)}L{x(after)} {y(second)}"/>')
    for place, one, value in known:
        mark = "diem" if one.whole else "diem rong"
        drawn.append(f'<circle class="{mark}" cx="{x(place)}" cy="{y(value)}" r="5"/>')
        drawn.append(f'<text x="{x(place)}" y="{y(value) - 11}">{escape(one.text)}</text>')
    years = (
        f'<text x="{x(place)}" y="{_HEIGHT - 8}">{escape(one.year)}</text>'
        for place, one in enumerate(points)
    )
    return Markup(
        f'<svg class="xu-the" role="img" aria-label="{escape(label)}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"{''.join(drawn)}{''.join(years)}</svg>"
    )
