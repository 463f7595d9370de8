"""The documents that one total may depend on, as they were after a commit.

Everything comes from git: what is on disk counts for nothing. A state is never changed; the next one shares what a
commit left as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.check.examination import FileResult
from mttq.diagnostics import Diagnostic
from mttq.documents import FileRef, Project, load
from mttq.documents.folders import Listing
from mttq.documents.outline import Outline, PlanBody, PlanOutline, ReportBody, ReportOutline, outline, pack
from mttq.documents.project import Sources, dated, file_ref, is_document
from mttq.names import is_in_plans, is_of_catalogue
from mttq.period import Cycle, Period
from mttq.review.moves import standing
from mttq.totals import Status, Sums, TotalAmount


class KnownTotal(Struct, frozen=True):
    """What a total says.

    Attributes:
        result: the total, or None if there is none.
        status: how reliable it is.
    """

    result: TotalAmount | None = None
    status: Status = Status.NOTHING


class PastDocument(Struct, frozen=True, kw_only=True):
    """A document as it was.

    Attributes:
        ref: what its path says.
        content: its content.
        found: its faults.
        outline: its outline with no other figures and targets than those that the total may depend on; None if it
            can't be used.
    """

    ref: FileRef
    content: bytes
    found: tuple[Diagnostic, ...]
    outline: Outline | None


class PastState(Struct, frozen=True, kw_only=True):
    """What one total is made of after a commit.

    Attributes:
        root: the project's root.
        catalogue: the catalogue.
        unit: the unit, as this catalogue names it.
        indicator: the indicator, as this catalogue names it.
        span: the year or term and the period.
        related: the indicators that the total may depend on.
        deciding: the units whose documents may decide it.
        documents: their documents of the year or term, by path.
    """

    root: Path
    catalogue: Catalogue
    unit: str
    indicator: str
    span: tuple[Cycle, Period]
    related: frozenset[str]
    deciding: frozenset[str]
    documents: Mapping[str, PastDocument]

    def ref_of(self, path: str | None) -> FileRef | None:
        """Return what a path says, if it is that of a document that may count."""
        if path is None or not is_document(path) or not path.endswith(".yaml"):
            return None
        ref = file_ref(path)
        if not isinstance(ref, FileRef) or ref.unit not in self.deciding:
            return None
        return dated(ref, self.catalogue) if ref.cycle.name in self.span[0].parts else None

    def says(self, path: str) -> object:
        """Return what a document says that the total may depend on."""
        document = self.documents.get(path)
        found = document.outline if document is not None else None
        return (found.head, found.packed) if found is not None else None

    def total(self) -> KnownTotal:
        """Compute the total."""
        catalogue = self.catalogue
        if self.unit not in catalogue.units.by_id or self.indicator not in catalogue.indicators:
            return KnownTotal()
        documents = [self.documents[path] for path in sorted(self.documents)]
        contents = {one.ref.path: one.content for one in documents}
        project = Project(
            root=self.root,
            catalogue=catalogue,
            refs=tuple(one.ref for one in documents),
            sources=Sources(self.root, tuple(contents), contents),
            diagnostics=(),
            examined=tuple(found for one in documents if (found := one.outline) is not None),
        )
        sums = Sums.below(project, self.unit)
        rows = sums.shown_rows([self.unit], *self.span, indicators=[self.indicator])
        said = standing(next(iter(rows), None))
        return KnownTotal(said.result, said.status) if said is not None else KnownTotal()


def narrowed(ref: FileRef, result: FileResult, related: frozenset[str]) -> Outline | None:
    """Return the outline of a document with no other figures and targets than those of some indicators."""
    document = result.document
    if document is None:
        return None
    match outline(ref, document.head, document.packed):
        case ReportOutline() as report:
            figures = tuple(one for one in report.body().figures if one.indicator in related)
            return outline(ref, document.head, pack(ReportBody(figures=figures)))
        case PlanOutline() as plan:
            targets = tuple(one for one in plan.body().targets if one.indicator in related)
            return outline(ref, document.head, pack(PlanBody(targets=targets)))
        case other:
            return other


def project_at(root: Path, files: Mapping[str, str], known: Mapping[str, bytes]) -> Project:
    """Return a project as a commit has it: its catalogue, and the places of its documents without their content.

    Args:
        root: the project's root.
        files: the hash of each file, by path.
        known: the contents of the files of the catalogue, by hash.
    """
    paths = sorted(path for path in files if is_in_plans(path) and path.endswith(".yaml"))
    instead = {path: known[files[path]] for path in paths if is_of_catalogue(path) and files[path] in known}
    there = [path for path in paths if path in instead or not is_of_catalogue(path)]
    return load(root, instead, files=lambda _: Listing(there, [], [], has_links=False))
