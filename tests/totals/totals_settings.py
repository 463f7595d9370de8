"""How many random projects each law is tried on; MTTQ_EXAMPLES multiplies them for a long run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.filter_too_much,
]


def examples(number: int) -> settings:
    """The same examples on every run, unless there are more of them."""
    times = int(os.environ.get("MTTQ_EXAMPLES", "1"))
    return settings(
        derandomize=times == 1,
        database=None,
        deadline=None,
        max_examples=number * times,
        suppress_health_check=_SLOW,
    )
