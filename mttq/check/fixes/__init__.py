"""Faults that can be mended without asking: for each code, the function that knows how.

A fix is made only where what was meant is certain, and is written only if the
file, read and checked again, has lost that fault, gained none and kept all
other values. To add one: a module here, a line in `FIXES`, a test.
"""

from __future__ import annotations

from mttq.check.fixes.mending import Mended, fixes_for, mend
from mttq.check.fixes.model import Edit, Fix

__all__ = ["Edit", "Fix", "Mended", "fixes_for", "mend"]
