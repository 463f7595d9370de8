"""Fixes: for each code that can be fixed without asking, the function that makes the edits.

A fix is made only if what was meant is certain, and is written only if the
file, read and checked again, has lost that fault, gained none and kept all
other values. To add one: a function and a line in `table.py`, and tests.
"""

from __future__ import annotations

from mttq.check.fixes.edits import Edit, Fix
from mttq.check.fixes.trial import Fixed, fix, fixes_for

__all__ = ["Edit", "Fix", "Fixed", "fix", "fixes_for"]
