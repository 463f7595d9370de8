"""`khong-cong`: every unit shows its own figure; nothing is combined."""

from __future__ import annotations

from mttq.totals.amounts import sum_of
from mttq.totals.operators.model import COMMONLY_NOT_ADDED, Operator, described, unscaled, value_alone
from mttq.totals.unit_values import UnitValues

NEVER = Operator(
    read=UnitValues.plain,
    addable=lambda _amounts: (),
    combine=sum_of,  # not called, because nothing is addable
    measures=value_alone,
    scale=unscaled,
    bound=0,
    trend=0,
    additive=False,
    targets_add=False,
    transfers=False,
    percent=False,
    weighed=False,
    counts_units=False,
    own_only=True,
    rounded=False,
    short="số riêng của đơn vị, không cộng với cấp dưới",
    explain=described("chỉ là số của chính đơn vị, không cộng với cấp dưới"),
    not_added=COMMONLY_NOT_ADDED,
)
