"""Static pages of a project: totals, reports handed in, tasks and documents, to be opened from disk or served.

Pages are made of what the layers below compute, each when it is asked for, and no page reads the clock or writes a
file: `Site` makes them, a `MadeFolder` holds them.
"""

from mttq.site.repository import RepositoryLinks
from mttq.site.site import Site

__all__ = ["RepositoryLinks", "Site"]
