"""One file examined on its own: its faults, and what the rules across files and the totals need of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Catalogue
from mttq.catalogue.reader import UNCERTAIN
from mttq.check.rules import OF_DOCUMENT, OF_FRAGMENT, OF_SOURCE
from mttq.check.rules.reported_places import already_told
from mttq.check.rules.wrong_programme import of_set
from mttq.check.suppression import Comment, comments
from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import MISSING_PROGRAMME
from mttq.documents import Document, FileRef
from mttq.documents.outline import Head, Packed, ReportBody, body_of, head_of, pack
from mttq.documents.reader import read_document
from mttq.source import Source


class DocumentResult(Struct, frozen=True):
    """What the rules across files and the totals need of one document.

    Attributes:
        head: the head of its outline.
        packed: the body of its outline.
        by_default: the faults of a report that hold unless its unit's plan names a set of programmes.
    """

    head: Head
    packed: Packed
    by_default: tuple[Diagnostic, ...]


class FileResult(Struct, frozen=True):
    """The result of examining one file.

    Attributes:
        found: its faults, whatever other files say.
        comments: what its comments suppress.
        document: what others need of its document; None if there is nothing to use.
        fragment: of a file with syntax errors, what can be used around them; only to find more faults.
    """

    found: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...] = ()
    document: DocumentResult | None = None
    fragment: DocumentResult | None = None


def examine(source: Source, ref: FileRef, catalogue: Catalogue) -> FileResult:
    """One file under a unit's folder, by everything that can be said of it alone."""
    document, faults = read_document(source, ref, catalogue)
    found = [*faults, *_of_source(source, faults)]
    result = fragment = None
    if document is not None:
        found += _of_document(document, catalogue)
        result = _result_of(document, catalogue)
    remainder = source.remainder
    if remainder is not None:
        readable = replace(source, root=remainder.root, diagnostics=(), remainder=None)
        part, part_faults = read_document(readable, ref, catalogue)
        found += (
            remainder.original(one) for one in part_faults if not (remainder.lost and one.code in UNCERTAIN)
        )
        if part is not None:
            found += (
                remainder.original(one)
                for rule in OF_FRAGMENT
                for one in rule(part, catalogue)
                if not (remainder.lost and one.code is MISSING_PROGRAMME)
            )
            fragment = _result_of(part, catalogue)
    return FileResult(tuple(found), tuple(comments(source)), result, fragment)


def examine_catalogue(source: Source, faults: Iterable[Diagnostic]) -> FileResult:
    """One file of the catalogue; its faults are kept with the catalogue, and not told again."""
    return FileResult(tuple(_of_source(source, faults)), tuple(comments(source)))


def _of_source(source: Source, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    told = already_told(faults)
    for rule in OF_SOURCE:
        yield from rule(source, told)


def _of_document(document: Document, catalogue: Catalogue) -> Iterator[Diagnostic]:
    for rule in OF_DOCUMENT:
        yield from rule(document, catalogue)


def _result_of(document: Document, catalogue: Catalogue) -> DocumentResult:
    body = body_of(document)
    by_default = of_set(document.ref, body, catalogue, "") if isinstance(body, ReportBody) else ()
    return DocumentResult(head_of(body), pack(body), tuple(by_default))
