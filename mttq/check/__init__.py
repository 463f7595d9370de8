"""Everything that can be found wrong with a project, in one run."""

from mttq.check.project_files import Opened, open_project
from mttq.check.runner import Checked, check, run

__all__ = ["Checked", "Opened", "check", "open_project", "run"]
