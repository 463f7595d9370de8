"""`binh-quan`: the mean of the units, each weighed by another indicator or all alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.quantity import Approximation
from mttq.totals.amounts import like
from mttq.totals.arithmetic import add, multiply, quotient
from mttq.totals.model import TotalAmount
from mttq.totals.operators.model import NameIndicator, Operator, same_kind, value_alone
from mttq.totals.unit_values import UnitValues


def _with_weights(amounts: Sequence[TotalAmount]) -> Sequence[TotalAmount]:
    return same_kind([one for one in amounts if one.weighed is not None])


def _combined(amounts: Sequence[TotalAmount]) -> TotalAmount | None:
    """Return Σ value × weight / Σ weight; if nothing has any weight, the value that all have."""
    pairs = [one.weighed for one in amounts if one.weighed is not None]
    values, weights = add([pair[0] for pair in pairs]), add([pair[1] for pair in pairs])
    if not weights and len({one.value for one in amounts}) > 1:
        return None
    value = quotient(values, weights) if weights else amounts[0].value
    mean = replace(like(amounts, value), weighed=(values, weights))
    loosely = add([one.loosely for one in amounts])
    if not loosely:
        return mean
    # The error that inexact weights cause is unknown, but it is no less than the rounding of the figures.
    return replace(mean, approximation=Approximation.AROUND, tolerance=add((mean.tolerance, loosely)))


def _scaled_weights(amount: TotalAmount, share: Decimal) -> TotalAmount:
    if amount.weighed is None:
        return amount
    value, weight = amount.weighed
    return replace(amount, weighed=(multiply(value, share), multiply(weight, share)))


def _explain(indicator: Indicator, name: NameIndicator) -> str:
    weight = f"trọng số là {name(indicator.weight)}" if indicator.weight else "các đơn vị như nhau"
    return f"bình quân của đơn vị và các cấp dưới, {weight}"


MEAN = Operator(
    read=UnitValues.mean,
    addable=_with_weights,
    combine=_combined,
    measures=value_alone,
    scale=_scaled_weights,
    bound=0,
    trend=0,
    additive=False,
    targets_add=False,
    transfers=False,
    percent=False,
    weighed=True,
    counts_units=False,
    own_only=False,
    rounded=True,
    short="bình quân các đơn vị",
    explain=_explain,
    not_added="không có trọng số",
)
