"""What a change of the files means: what was written otherwise, and what that does to the totals and the faults."""

from mttq.review.difference import between
from mttq.review.model import ChangeKind, Difference, FileChange, FileState, Rewording, Standing, TotalMove

__all__ = [
    "ChangeKind",
    "Difference",
    "FileChange",
    "FileState",
    "Rewording",
    "Standing",
    "TotalMove",
    "between",
]
