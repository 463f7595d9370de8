"""Draw the pictures of docs/explanation/totals.md: `python tools/make_pictures.py`.

Each is a grid of cells, one row for each unit and one column for each month, with the figures that cover them. The
pictures say in words what they show by colour, and a test fails if a file is out of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images" / "totals"

OWN, STATED, UNUSED, MISSING, WORDS = "own", "stated", "unused", "missing", "words"
_FILL = {OWN: "#cfe2f3", STATED: "#fde5b6", UNUSED: "#f2f2f2", MISSING: "#f8d7da"}
_EDGE = {OWN: "#2f6da3", STATED: "#a06a00", UNUSED: "#8a8a8a", MISSING: "#b02a37"}
_LEGEND = {
    OWN: "own figure, counted",
    STATED: "statement, counted",
    UNUSED: "figure, not counted",
    MISSING: "covered by nothing",
}
_LEFT, _TOP, _CELL, _ROW = 150, 46, 44, 36
_WIDTH = _LEFT + 12 * _CELL + 16
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure, or cells that nothing covers.

    Attributes:
        kind: how it counts; words alone have no outline.
        text: what stands in its first area.
        areas: each from row to row and from month to month, both included, from 0.
        inset: how far it lies within its cells.
    """

    kind: str
    text: str
    areas: tuple[tuple[int, int, int, int], ...]
    inset: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A grid.

    Attributes:
        name: of the file.
        title: a heading in words.
        description: all that the picture shows, for those who can't see it.
        units: the label of each row, with the months in which the unit has cells.
        bars: the figures.
        day: the month before which units are merged, if any.
    """

    name: str
    title: str
    description: str
    units: tuple[tuple[str, int, int], ...]
    bars: tuple[Bar, ...]
    day: int | None = None


_HALVES = (("district h", 0, 5), ("commune x", 0, 5), ("commune y", 0, 5), ("commune n", 6, 11))
PICTURES = (
    Picture(
        name="cells",
        title="Figures cover cells",
        description="Commune x reports four quarters, 10, 12, 9 and 14; commune y reports the year, 40. "
        "District h reports its own year, 5. All 36 cells are covered by own figures: the district's total is 90, "
        "complete.",
        units=(("district h", 0, 11), ("commune x", 0, 11), ("commune y", 0, 11)),
        bars=(
            Bar(OWN, "h nam: 5", ((0, 0, 0, 11),)),
            Bar(OWN, "x quy-1: 10", ((1, 1, 0, 2),)),
            Bar(OWN, "x quy-2: 12", ((1, 1, 3, 5),)),
            Bar(OWN, "x quy-3: 9", ((1, 1, 6, 8),)),
            Bar(OWN, "x quy-4: 14", ((1, 1, 9, 11),)),
            Bar(OWN, "y nam: 40", ((2, 2, 0, 11),)),
        ),
    ),
    Picture(
        name="choice",
        title="A statement stands for what is missing",
        description="Commune y has reported nothing. District h states 90 for its area in the year. The statement "
        "covers all 36 cells, the own figures of h and x cover 24. The statement is chosen, the own figures are not "
        "counted: 90, as reported.",
        units=(("district h", 0, 11), ("commune x", 0, 11), ("commune y", 0, 11)),
        bars=(
            Bar(STATED, "", ((0, 2, 0, 11),), inset=2),
            Bar(UNUSED, "h nam: 5", ((0, 0, 0, 11),), inset=8),
            Bar(UNUSED, "x nam: 45", ((1, 1, 0, 11),), inset=8),
            Bar(WORDS, "toan_dia_ban of h, nam: 90", ((2, 2, 0, 11),)),
        ),
    ),
    Picture(
        name="merger",
        title="A merger on 1 July",
        description="Communes x and y exist until June; commune n takes both over on 1 July. x reports 10 for the "
        "half year, y nothing. n reports 8 and 9 for the third and fourth quarter. 18 cells, 12 of them covered: the "
        "total of n is 27, and the six months of y are missing.",
        units=(("commune x", 0, 5), ("commune y", 0, 5), ("commune n", 6, 11)),
        bars=(
            Bar(OWN, "x 6-thang: 10", ((0, 0, 0, 5),)),
            Bar(MISSING, "y: no report", ((1, 1, 0, 5),)),
            Bar(OWN, "n quy-3: 8", ((2, 2, 6, 8),)),
            Bar(OWN, "n quy-4: 9", ((2, 2, 9, 11),)),
        ),
        day=6,
    ),
    Picture(
        name="statement",
        title="What a statement of the new commune covers",
        description="The same units. n states 33 for its area in the year, which are the six months of x and y and "
        "its own six months: 18 cells. The own figures cover 12 of them, so the statement is chosen: 33, as reported.",
        units=(("commune x", 0, 5), ("commune y", 0, 5), ("commune n", 6, 11)),
        bars=(
            Bar(STATED, "", ((0, 1, 0, 5), (2, 2, 6, 11)), inset=2),
            Bar(UNUSED, "x 6-thang: 10", ((0, 0, 0, 5),), inset=8),
            Bar(UNUSED, "n quy-3: 8", ((2, 2, 6, 8),), inset=8),
            Bar(UNUSED, "n quy-4: 9", ((2, 2, 9, 11),), inset=8),
            Bar(WORDS, "toan_dia_ban of n, nam: 33", ((1, 1, 0, 5),)),
        ),
        day=6,
    ),
    Picture(
        name="overlap",
        title="Two statements that overlap",
        description="District h ends in June with communes x and y; commune n takes both over. h states 65 for the "
        "half year of its area, and reports 5 of its own. n states 80 for the year of its area. Both statements cover "
        "the half year of x and y, so they can't both count. With the statement of n and the own figure of h all 24 "
        "cells are covered, with the statement of h only 18: the total of the province is 85, as reported.",
        units=_HALVES,
        bars=(
            Bar(UNUSED, "", ((0, 2, 0, 5),), inset=-5),
            Bar(OWN, "h 6-thang: 5", ((0, 0, 0, 5),)),
            Bar(WORDS, "dashed: toan_dia_ban of h, 6-thang: 65", ((0, 0, 6, 11),)),
            Bar(STATED, "", ((1, 2, 0, 5), (3, 3, 6, 11)), inset=3),
            Bar(WORDS, "toan_dia_ban of n, nam: 80", ((1, 2, 0, 5),)),
        ),
        day=6,
    ),
)


def drawn(picture: Picture) -> str:
    """Return the picture as SVG."""
    height = _TOP + len(picture.units) * _ROW + 44
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"',
        ' role="img" aria-labelledby="title description"',
        ' font-family="Liberation Sans, Arial, sans-serif" font-size="12">',
        f'<title id="title">{escape(picture.title)}</title>',
        f'<desc id="description">{escape(picture.description)}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for month, name in enumerate(_MONTHS):
        lines.append(_text(_LEFT + month * _CELL + _CELL / 2, _TOP - 10, name, colour="#555555"))
    for row, (label, first, last) in enumerate(picture.units):
        lines.append(_text(_LEFT - 12, _TOP + row * _ROW + _ROW / 2 + 4, label, anchor="end"))
        lines += [
            f'<rect x="{_LEFT + month * _CELL}" y="{_TOP + row * _ROW}" width="{_CELL}" height="{_ROW}" '
            'fill="none" stroke="#cccccc"/>'
            for month in range(first, last + 1)
        ]
    for bar in picture.bars:
        lines += _bar(bar)
    if picture.day is not None:
        x = _LEFT + picture.day * _CELL
        bottom = _TOP + len(picture.units) * _ROW + 4
        lines.append(
            f'<line x1="{x}" y1="{_TOP - 26}" x2="{x}" y2="{bottom}" stroke="#000000" stroke-dasharray="5 3"/>'
        )
        lines.append(_text(x, _TOP - 32, "1 July"))
    used = [kind for kind in _LEGEND if any(bar.kind == kind for bar in picture.bars)]
    for number, kind in enumerate(used):
        x, y = _LEFT + number * 172, _TOP + len(picture.units) * _ROW + 18
        lines.append(_rect(kind, x, y, 16, 12))
        lines.append(_text(x + 22, y + 10, _LEGEND[kind], anchor="start"))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bar(bar: Bar) -> list[str]:
    lines = []
    for top, bottom, first, last in bar.areas:
        x, y = _LEFT + first * _CELL + bar.inset, _TOP + top * _ROW + bar.inset
        width = (last - first + 1) * _CELL - 2 * bar.inset
        height = (bottom - top + 1) * _ROW - 2 * bar.inset
        if bar.kind != WORDS:
            lines.append(_rect(bar.kind, x, y, width, height))
    if bar.text:
        top, bottom, first, last = bar.areas[0]
        middle = _LEFT + (first + last + 1) * _CELL / 2
        lines.append(_text(middle, _TOP + (top + bottom + 1) * _ROW / 2 + 4, bar.text))
    return lines


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    dashes = ' stroke-dasharray="4 3"' if kind in {UNUSED, MISSING} else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="3" fill="{_FILL[kind]}" '
        f'stroke="{_EDGE[kind]}"{dashes}/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "middle", colour: str = "#111111") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        (FOLDER / f"{picture.name}.svg").write_text(drawn(picture), encoding="utf-8")


if __name__ == "__main__":
    main()
