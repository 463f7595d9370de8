"""Who has handed in the report of a period, on time or late, and who has not."""

from mttq.completeness.model import (
    Branch,
    DateSource,
    Overview,
    ReportCounts,
    ReportEntry,
    ReportStatus,
)
from mttq.completeness.overview import expected_levels, overview

__all__ = [
    "Branch",
    "DateSource",
    "Overview",
    "ReportCounts",
    "ReportEntry",
    "ReportStatus",
    "expected_levels",
    "overview",
]
