"""Who has handed in the report of a period, on time or late, and who has not."""

from mttq.completeness.expected import expected_levels
from mttq.completeness.model import Branch, Counts, DateSource, Entry, Overview, Standing
from mttq.completeness.overview import overview

__all__ = [
    "Branch",
    "Counts",
    "DateSource",
    "Entry",
    "Overview",
    "Standing",
    "expected_levels",
    "overview",
]
