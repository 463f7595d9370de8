"""`dem-don-vi`: units of the lowest level that have something are counted."""

from __future__ import annotations

from mttq.catalogue import Indicator
from mttq.levels import Level
from mttq.totals.amounts import sum_of
from mttq.totals.operators.model import COMMONLY_NOT_ADDED, NameIndicator, Operator, same_kind, value_alone
from mttq.totals.operators.sum import scaled_value
from mttq.totals.unit_values import UnitValues

_LEVELS = list(Level)


def _explain(indicator: Indicator, _name: NameIndicator) -> str:
    lowest = max(indicator.levels, key=_LEVELS.index)
    return f"đếm các đơn vị cấp {lowest.label} có số khác 0"


COUNT = Operator(
    read=UnitValues.plain,
    addable=same_kind,
    combine=sum_of,
    measures=value_alone,
    scale=scaled_value,
    bound=1,
    trend=1,
    additive=False,
    targets_add=True,
    transfers=False,
    percent=False,
    weighed=False,
    counts_units=True,
    own_only=False,
    rounded=False,
    short="đếm số đơn vị có kết quả",
    explain=_explain,
    not_added=COMMONLY_NOT_ADDED,
)
