"""Documents to be signed, as plain data without markup; each kind has a module."""

from mttq.report.kinds import KINDS, ReportKind, default_kinds
from mttq.report.model import Report
from mttq.report.subject import Subject, subject_of

__all__ = ["KINDS", "Report", "ReportKind", "Subject", "default_kinds", "subject_of"]
