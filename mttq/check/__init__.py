"""Everything that can be found wrong with a project, in one run."""

from mttq.check.runner import Checked, check, run

__all__ = ["Checked", "check", "run"]
