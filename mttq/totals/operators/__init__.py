"""Operators along the units: one module for each `theo_cap`, with everything that is asked about it."""

from __future__ import annotations

from typing import assert_never

from mttq.catalogue import Indicator, OverUnits
from mttq.totals.operators.count import COUNT
from mttq.totals.operators.highest import HIGHEST
from mttq.totals.operators.lowest import LOWEST
from mttq.totals.operators.mean import MEAN
from mttq.totals.operators.model import NameIndicator, Operator, unit_count
from mttq.totals.operators.never import NEVER
from mttq.totals.operators.ratio import RATIO
from mttq.totals.operators.sum import SUM

__all__ = ["OPERATORS", "NameIndicator", "Operator", "operator_of", "unit_count"]


def _operator(way: OverUnits) -> Operator:
    match way:
        case OverUnits.SUM:
            return SUM
        case OverUnits.RATIO:
            return RATIO
        case OverUnits.MEAN:
            return MEAN
        case OverUnits.HIGHEST:
            return HIGHEST
        case OverUnits.LOWEST:
            return LOWEST
        case OverUnits.COUNT_UNITS:
            return COUNT
        case OverUnits.NEVER:
            return NEVER
        case _:
            assert_never(way)


OPERATORS = {way: _operator(way) for way in OverUnits}


def operator_of(indicator: Indicator) -> Operator:
    """Return the operator by which an indicator is combined along the units."""
    return OPERATORS[indicator.over_units]
