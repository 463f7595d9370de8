"""The number of random projects for each law; MTTQ_EXAMPLES multiplies it for a long run."""

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
    """Return settings with the same examples on every run, unless MTTQ_EXAMPLES asks for more."""
    times = int(os.environ.get("MTTQ_EXAMPLES", "1"))
    return settings(
        derandomize=times == 1,
        database=None,
        deadline=None,
        max_examples=number * times,
        suppress_health_check=_SLOW,
    )
