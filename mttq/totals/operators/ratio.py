"""`ty-le`: the sum of the numerators over the sum of the denominators, never a mean of percentages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.totals.amounts import joint_approximation, ratio_of
from mttq.totals.arithmetic import ZERO, add, multiply
from mttq.totals.model import TotalAmount
from mttq.totals.operators.model import NameIndicator, Operator
from mttq.totals.unit_values import UnitValues


def _with_counts(amounts: Sequence[TotalAmount]) -> Sequence[TotalAmount]:
    return [one for one in amounts if one.pair is not None]


def _combined(amounts: Sequence[TotalAmount]) -> TotalAmount:
    pairs = [one.pair for one in amounts if one.pair is not None]
    above = TotalAmount(
        value=add([pair[0] for pair in pairs]),
        approximation=joint_approximation([one.approximation for one in amounts]),
        tolerance=add([one.tolerance for one in amounts]),
    )
    below = add([pair[1] for pair in pairs])
    if not below:
        return replace(above, value=ZERO, pair=(above.value, below))
    return ratio_of(above, TotalAmount(value=below))


def _counts(amount: TotalAmount) -> tuple[Decimal, ...]:
    return amount.pair or ()


def _scaled_counts(amount: TotalAmount, share: Decimal) -> TotalAmount:
    if amount.pair is None:
        return amount
    above, below = amount.pair
    return replace(amount, pair=(multiply(above, share), multiply(below, share)))


def _explain(indicator: Indicator, name: NameIndicator) -> str:
    return (
        f"tổng {name(indicator.numerator)} chia cho tổng {name(indicator.denominator)}, "
        "không lấy bình quân các phần trăm"
    )


RATIO = Operator(
    read=UnitValues.ratio,
    addable=_with_counts,
    combine=_combined,
    measures=_counts,
    scale=_scaled_counts,
    bound=1,
    trend=0,
    additive=False,
    targets_add=False,
    transfers=False,
    percent=True,
    weighed=False,
    counts_units=False,
    own_only=False,
    rounded=False,
    short="tổng tử số chia tổng mẫu số",
    explain=_explain,
    not_added="phần trăm không kèm hai số đếm",
)
