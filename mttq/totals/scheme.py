"""How one indicator is added up along the tree, and the totals already made for it."""

from __future__ import annotations

import msgspec

from mttq.catalogue import Indicator, Unit
from mttq.levels import Level
from mttq.totals.knots import Knots
from mttq.totals.model import Total
from mttq.totals.operators import Operator


class TreePlace(msgspec.Struct, frozen=True):
    """A unit in the tree along which an indicator is added up.

    Attributes:
        area: the months that its stated figures describe.
        own: the months on which it has to report itself.
        below: the units directly below it.
        whole: whether all units that report in it exist in all months of the period.
    """

    area: range
    own: range
    below: tuple[Unit, ...]
    whole: bool


class Scheme(msgspec.Struct, kw_only=True):
    """How one indicator is added up, and what has been added up already.

    Attributes:
        indicator: the indicator.
        operator: how the figures of several units become one.
        places: the places of its units; shared by all indicators that the same units report.
        silent: the totals of units that no figure touches; shared in the same way.
        totals: the totals of the other units.
        branches: the totals of units over what lies below them by path, where these differ from `totals`.
        lowest: the lowest level that reports the indicator.
        heard: the units with a figure.
        touched: those, and all others in whose totals a figure has to be chosen.
        knots: where a set of figures has to be chosen.
        entangled: the units for whose totals branches can't be added up.
    """

    indicator: Indicator
    operator: Operator
    places: dict[str, TreePlace]
    silent: dict[str, Total]
    totals: dict[str, Total] = msgspec.field(default_factory=dict)
    branches: dict[str, Total] = msgspec.field(default_factory=dict)
    lowest: Level
    heard: frozenset[str]
    touched: frozenset[str]
    knots: Knots
    entangled: frozenset[str]
