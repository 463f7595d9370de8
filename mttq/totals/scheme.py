"""How one indicator is added up along the tree, and the totals already made for it."""

from __future__ import annotations

from typing import Protocol

import msgspec

from mttq.catalogue import Indicator, Unit
from mttq.levels import Level
from mttq.totals.figure_index import FigureIndex
from mttq.totals.model import Total, UnitValue
from mttq.totals.operators import Operator
from mttq.totals.succession import Reach, Successions


class TreePlace(msgspec.Struct, frozen=True):
    """A unit in the tree along which an indicator is added up.

    Attributes:
        area: the months that its stated figures describe.
        own: the months on which it has to report itself.
        below: the units directly below it.
        lacks_units: whether lower units that the catalogue does not list would report.
    """

    area: range
    own: range
    below: tuple[Unit, ...]
    lacks_units: bool


class Scheme(msgspec.Struct, kw_only=True):
    """How one indicator is added up, and what has been added up already.

    Attributes:
        indicator: the indicator.
        operator: how the figures of several units become one.
        places: the places of its units; shared by all indicators that the same units report.
        silent: the totals of units without any figure; shared in the same way.
        totals: the totals of the other units.
        parts: what those of them that took units over add to a total above them.
        lowest: the lowest level that reports the indicator.
        reaches: what units took over that counts for the indicator.
        heard: the units with a figure.
        states: whether any unit states a figure for more than itself.
    """

    indicator: Indicator
    operator: Operator
    places: dict[str, TreePlace]
    silent: dict[str, Total]
    totals: dict[str, Total] = msgspec.field(default_factory=dict)
    parts: dict[str, Total] = msgspec.field(default_factory=dict)
    lowest: Level
    reaches: dict[str, Reach] = msgspec.field(default_factory=dict)
    heard: frozenset[str]
    states: bool


class TreeTotals(Protocol):
    """What the parts of a total are made from: the tree of an indicator, and the totals in it.

    `Rollup` provides it. Mergers ask for the totals of parts while the total above is being made.
    """

    figures: FigureIndex
    successions: Successions

    def total_of(self, unit: Unit, scheme: Scheme) -> Total:
        """Return the total of a unit."""

    def below(self, unit: Unit, scheme: Scheme) -> tuple[Unit, ...]:
        """Return the units directly below in the tree of the indicator."""

    def in_tree(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit is part of the tree of the indicator."""

    def is_due(self, unit: Unit, scheme: Scheme) -> bool:
        """Whether a unit itself has to report."""

    def values_of(self, unit: Unit, scheme: Scheme, *, leaf: bool) -> tuple[UnitValue, UnitValue, bool]:
        """Return a unit's own figure, the one it states for its area, and whether it has to report."""

    def combined(
        self,
        unit: Unit,
        scheme: Scheme,
        *,
        own: UnitValue,
        stated: UnitValue,
        parts: tuple[Total, ...],
        is_due: bool,
    ) -> Total:
        """Return a unit's figures and the totals of its parts as one total."""
