"""Plans, reports and briefings: what units issued, read from their files."""

from mttq.documents.model import (
    Breakdown,
    DocumentKind,
    Figure,
    FileRef,
    Named,
    NamedPart,
    Paragraphs,
    Scope,
    Target,
)
from mttq.documents.project import Project, load
from mttq.documents.prose import (
    Amendment,
    Assessment,
    Briefing,
    Document,
    Meeting,
    PeriodReport,
    Plan,
    ProgrammePlan,
    ProgrammeResult,
    Section,
    Task,
    TaskResult,
)

__all__ = [
    "Amendment",
    "Assessment",
    "Breakdown",
    "Briefing",
    "Document",
    "DocumentKind",
    "Figure",
    "FileRef",
    "Meeting",
    "Named",
    "NamedPart",
    "Paragraphs",
    "PeriodReport",
    "Plan",
    "ProgrammePlan",
    "ProgrammeResult",
    "Project",
    "Scope",
    "Section",
    "Target",
    "Task",
    "TaskResult",
    "load",
]
