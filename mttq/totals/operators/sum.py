"""`tong`: figures are added."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from mttq.totals.amounts import sum_of
from mttq.totals.arithmetic import multiply
from mttq.totals.model import TotalAmount
from mttq.totals.operators.model import COMMONLY_NOT_ADDED, Operator, described, same_kind, value_alone
from mttq.totals.unit_values import UnitValues


def scaled_value(amount: TotalAmount, share: Decimal) -> TotalAmount:
    """Return a share of an amount."""
    return replace(amount, value=multiply(amount.value, share))


SUM = Operator(
    read=UnitValues.plain,
    addable=same_kind,
    combine=sum_of,
    measures=value_alone,
    scale=scaled_value,
    bound=1,
    trend=1,
    additive=True,
    targets_add=True,
    transfers=True,
    percent=False,
    weighed=False,
    counts_units=False,
    own_only=False,
    rounded=False,
    short="cộng số của các đơn vị",
    explain=described("cộng số của đơn vị và các cấp dưới"),
    not_added=COMMONLY_NOT_ADDED,
)
