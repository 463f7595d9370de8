"""Write rows of whole numbers as lines of CSV and JSON.

There may be as many as a country has units, times the indicators. What is the same for all rows of a unit, or of an
indicator, is written once; a row is made of these texts and its own numbers. `totals` names the columns, and writes
every other kind of row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from mttq.catalogue import Indicator
from mttq.output.records import csv_cell, csv_lines, json_scalar
from mttq.quantity import Comparator
from mttq.totals import Row, RowBlock, Status
from mttq.totals.plain_column import PlainColumn
from mttq.totals.plain_rows import Missing, PlainCells, UnitPlace

OF_ITS_OWN = "rieng"
"""Where a target in the unit's own plan comes from."""
_HUNDREDTHS = 2
_UNIT = ("don_vi", "ten", "cap")
"""The first columns, which are the same for all rows of a unit."""
_CELLS: dict[str, Callable[[Indicator], str]] = {
    "chi_tieu": lambda one: one.id,
    "ten_chi_tieu": lambda one: one.name,
    "don_vi_tinh": lambda one: one.measure.name,
}
"""The columns that are the same for all rows of an indicator."""
_EMPTY = ("ke_hoach.tu", "ke_hoach.den", "ke_hoach_den_ky")
"""The columns that are empty in such a row."""


_QUOTED = frozenset(',"\r\n')


def _csv_text(text: str) -> str:
    cell = csv_cell(text)
    # A writer for each name would take most of the time; and a text alone in its line could have other quotes.
    return cell if _QUOTED.isdisjoint(cell) else csv_lines([[cell, ""]])[:-2]


def _csv_template(cells: Iterable[tuple[str, str]]) -> str:
    return ",".join(cell for _, cell in cells) + "\n"


def _csv_unit(cells: Iterable[tuple[str, str]]) -> str:
    return ",".join(cell for _, cell in cells)


def _json_template(cells: Iterable[tuple[str, str]]) -> str:
    return "  {" + ", ".join(f'"{key}": {cell}' if key else cell for key, cell in cells) + "},\n"


def _json_unit(cells: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f'"{key}": {cell}' for key, cell in cells)


class PlainStyle(NamedTuple):
    """How a format writes such rows.

    Attributes:
        none: an absent value.
        text: writes a text.
        goal: the columns of a target, and what is before, between and after comparator and amount.
        no_goal: these columns if there is no target.
        template: joins the cells of a row, each with the name of its column.
        unit: joins the cells of a unit.
    """

    none: str
    text: Callable[[str], str]
    goal: tuple[tuple[str, ...], tuple[str, str, str]]
    no_goal: str
    template: Callable[[Iterable[tuple[str, str]]], str]
    unit: Callable[[Iterable[tuple[str, str]]], str]


CSV = PlainStyle(
    none="",
    text=_csv_text,
    goal=(("ke_hoach.so_sanh", "ke_hoach.gia_tri"), ("", ",", "")),
    no_goal=",",
    template=_csv_template,
    unit=_csv_unit,
)
JSON = PlainStyle(
    none="null",
    text=json_scalar,
    goal=(("ke_hoach",), ('{"so_sanh": ', ', "gia_tri": ', "}")),
    no_goal="null",
    template=_json_template,
    unit=_json_unit,
)


class _NumberTexts(dict[int, str]):
    """The texts of whole numbers with some decimals, each made once, without needless zeros."""

    def __init__(self, scale: int) -> None:
        self._scale = scale
        self._one = 10**scale

    def __missing__(self, number: int) -> str:
        whole, rest = divmod(number, self._one)
        found = self[number] = f"{whole}.{rest:0{self._scale}d}".rstrip("0") if rest else str(whole)
        return found


_CELL = "\0"
"""Stands for a cell in a template; no text has this character."""


class PlainLines:
    """Writes the rows of one table.

    Args:
        style: the format.
        columns: the names of all columns; those of a target are joined if the format joins them.
        period: the period as it is named.
    """

    def __init__(self, style: PlainStyle, columns: Sequence[str], period: str) -> None:
        self._style = style
        self._columns = columns
        self._period = style.text(period)
        self._numbers: dict[int, Callable[[int], str]] = {0: str}
        self._fixed: dict[str, Sequence[str]] = {}
        self._statuses = {one: style.text(one.value) for one in Status}
        self._origin = style.text(OF_ITS_OWN)
        before, between, _ = style.goal[1]
        self._comparators = {one: f"{before}{style.text(one.value)}{between}" for one in Comparator}

    def block(self, block: RowBlock, other: Callable[[Iterable[Row]], str]) -> str:
        """Return the rows of some units.

        Args:
            block: the rows.
            other: writes rows that columns do not decide.
        """
        heads = list(map(self._unit, block.places.units))
        lists = []
        for column in block.columns:
            cells = column.cells(block.places)
            lines = self._lines(heads, column, cells)
            for number, why in cells.missing.items():
                lines[number] = other(block.undecided(number, column)) if why is Missing.UNKNOWN else ""
            lists.append(lines)
        return "".join(chain.from_iterable(zip(*lists, strict=True)))

    def _lines(self, heads: Sequence[str], column: PlainColumn, cells: PlainCells) -> list[str]:
        """Return the lines of an indicator."""
        none, comparators, statuses = self._style.none, self._comparators, self._statuses
        no_goal, after = self._style.no_goal, self._style.goal[1][2]
        target, figure = self._number(column.scale), self._number(column.shown_scale)
        hundredth = self._number(_HUNDREDTHS)
        amounts = column.shown(cells.amount, cells.below)
        totals = self._texts(amounts, figure)
        goals = [
            no_goal if comparator is None else f"{comparators[comparator]}{target(goal)}{after}"
            for comparator, goal in zip(cells.comparator, cells.target, strict=True)
        ]
        verdicts = {True: "true", False: "false", None: none}
        lists = (
            heads,
            goals,
            self._texts(cells.registered, target),
            totals if cells.own == amounts else self._texts(cells.own, figure),
            totals,
            self._texts(cells.stated, figure),
            self._texts(cells.share, hundredth),
            [verdicts[one] for one in cells.reached],
            ["false" if one is None else "true" for one in cells.side],
            cells.units_in,
            cells.units_due,
            [statuses[one] for one in cells.status],
        )
        before, fixed, a, b, c, d, e, f, g, h, i, j, k, *last = self._parts(column.indicator)

        def tail(share: str = none, goal: str = none, verdict: str = none, origin: str = none) -> str:
            return "".join(chain.from_iterable(zip(last, (goal, share, verdict, origin, ""), strict=True)))

        alone, without = tail(origin=self._origin), tail()
        tails = [without if one is None else alone for one in cells.comparator]
        for number, own in cells.own_part.items():
            share = none if own.share is None else hundredth(own.share)
            tails[number] = tail(share, target(own.target), verdicts[own.reached], self._origin)
        return [
            f"{before}{head}{fixed}{goal}{a}{registered}{b}{own}{c}{total}{d}{stated}{e}{total}{f}{share}{g}"
            f"{verdict}{h}{rough}{i}{done}{j}{due}{k}{status}{rest}"
            for head, goal, registered, own, total, stated, share, verdict, rough, done, due, status, rest in zip(
                *lists, tails, strict=True
            )
        ]

    def _texts(self, numbers: Sequence[int | None], text: Callable[[int], str]) -> list[str]:
        none = self._style.none
        return [none if one is None else text(one) for one in numbers]

    def _unit(self, place: UnitPlace) -> str:
        cells = (place.unit.id, place.name, place.level.value)
        return self._style.unit(zip(_UNIT, map(self._style.text, cells), strict=True))

    def _parts(self, indicator: Indicator) -> Sequence[str]:
        """Return what is written before, between and after the unit and each cell of its own in a row."""
        if indicator.id not in self._fixed:
            style = self._style
            same = {key: style.text(cell(indicator)) for key, cell in _CELLS.items()}
            same |= dict.fromkeys(_EMPTY, style.none)
            same["ky"] = self._period
            keys = [key for key in self._columns[len(_UNIT) :] if key not in style.goal[0][1:]]
            cells = [("", _CELL), *((key, same.get(key, _CELL)) for key in keys)]
            self._fixed[indicator.id] = style.template(cells).split(_CELL)
        return self._fixed[indicator.id]

    def _number(self, scale: int) -> Callable[[int], str]:
        if scale not in self._numbers:
            self._numbers[scale] = _NumberTexts(scale).__getitem__
        return self._numbers[scale]
