"""All documents of a project at once, which no command ever has in memory."""

from __future__ import annotations

from mttq.diagnostics import Diagnostic
from mttq.documents import Document, Project
from mttq.documents.facts import read_facts


def documents(project: Project) -> tuple[Document, ...]:
    """All readable documents, in the order of their paths."""
    return tuple(one for ref in project.refs if (one := project.document(ref)) is not None)


def faults(project: Project) -> tuple[Diagnostic, ...]:
    """What reading reports for the folders and for each file on its own."""
    found = list(project.diagnostics)
    for ref in project.refs:
        found += read_facts(project.sources.read(ref.path), ref, project.catalogue)[1]
    return tuple(found)
