"""`nho-nhat`: the total is the lowest figure."""

from __future__ import annotations

from mttq.totals.amounts import lowest_of
from mttq.totals.operators.model import (
    COMMONLY_NOT_ADDED,
    Operator,
    described,
    same_kind,
    unscaled,
    value_alone,
)
from mttq.totals.unit_values import UnitValues

LOWEST = Operator(
    read=UnitValues.plain,
    addable=same_kind,
    combine=lowest_of,
    measures=value_alone,
    scale=unscaled,
    bound=-1,
    trend=-1,
    additive=False,
    targets_add=False,
    transfers=False,
    percent=False,
    weighed=False,
    counts_units=False,
    own_only=False,
    rounded=False,
    short="lấy số nhỏ nhất",
    explain=described("lấy số nhỏ nhất của đơn vị và các cấp dưới"),
    not_added=COMMONLY_NOT_ADDED,
)
