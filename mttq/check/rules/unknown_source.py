"""A source that names a unit with a slip, so that the report would count as the unit's own."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents.facts import Facts, ReportFacts
from mttq.documents.provenance import provenance_of
from mttq.documents.shapes import SOURCE
from mttq.schema import as_mapping
from mttq.source import Source, scalars
from mttq.spelling import question

UNKNOWN_SOURCE = Code("MT120", "nguon-don-vi-la", Severity.WARNING)


def unknown_source(source: Source, facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check the units that the source of a report names."""
    node = as_mapping(source.root).get(SOURCE.key)
    if node is None or not may_misname(facts, catalogue):
        return
    for scalar in scalars(node):
        found = provenance_of(catalogue).misnamed(scalar.text)
        if found is not None:
            yield Diagnostic(
                UNKNOWN_SOURCE,
                source.path,
                scalar.part(found.start, found.end),
                f"nguồn nêu “{scalar.text[found.start : found.end]}”, danh mục không có đơn vị ấy",
                help=f"{question(found.meant)} viết đúng tên thì số liệu mới được coi là do đơn vị ấy công bố",
            )


def may_misname(facts: Facts, catalogue: Catalogue) -> bool:
    """Whether the source of a report may name a unit with a slip."""
    return isinstance(facts, ReportFacts) and any(
        provenance_of(catalogue).misnamed(text) is not None for text in facts.head.source
    )
