"""Documents to be signed, as plain data: one module for each kind, no markup."""

from mttq.report.kinds import KINDS, Kind, default_kinds
from mttq.report.model import Report
from mttq.report.subject import Subject, subject_of

__all__ = ["KINDS", "Kind", "Report", "Subject", "default_kinds", "subject_of"]
