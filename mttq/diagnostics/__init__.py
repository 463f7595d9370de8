"""The faults in the user's data, as values.

A fault in the data is a `Diagnostic`. Diagnostics are collected, sorted and
shown together at the end, never raised. This layer imports nothing else of mttq.
"""

from mttq.diagnostics.codes import Code, Severity
from mttq.diagnostics.model import FILE_START, Diagnostic, Span

__all__ = ["FILE_START", "Code", "Diagnostic", "Severity", "Span"]
