"""Documents to be signed, as plain data: one module for each kind, no markup."""

from mttq.report.kinds import KINDS, ReportKind, default_kinds
from mttq.report.model import Report
from mttq.report.subject import Subject, subject_of

__all__ = ["KINDS", "Report", "ReportKind", "Subject", "default_kinds", "subject_of"]
