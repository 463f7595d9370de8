"""Everything that can be found wrong with a project, in one run."""

from mttq.check.runner import check

__all__ = ["check"]
