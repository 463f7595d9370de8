"""One file examined on its own: what is wrong with it, and what is left of it for others to be set against."""

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


class Left(Struct, frozen=True):
    """What is left of a document for others.

    Attributes:
        head: the head of its outline.
        packed: the body of its outline.
        by_default: of a report, what is wrong with it unless its unit's plan names a set of programmes.
    """

    head: Head
    packed: Packed
    by_default: tuple[Diagnostic, ...]


class Examined(Struct, frozen=True):
    """What one file comes to.

    Attributes:
        found: what is wrong with it, whatever other files say.
        comments: what its comments say to pass over.
        left: what is left of its document; None where there is nothing to use.
        fragment: of a file with faults of syntax, what is left around them; only to find other faults.
    """

    found: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...] = ()
    left: Left | None = None
    fragment: Left | None = None


def examine(source: Source, ref: FileRef, catalogue: Catalogue) -> Examined:
    """One file under a unit's folder, by everything that can be said of it alone."""
    document, faults = read_document(source, ref, catalogue)
    found = [*faults, *_of_source(source, faults)]
    left = fragment = None
    if document is not None:
        found += _of_document(document, catalogue)
        left = _left(document, catalogue)
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
            fragment = _left(part, catalogue)
    return Examined(tuple(found), tuple(comments(source)), left, fragment)


def examine_catalogue(source: Source, faults: Iterable[Diagnostic]) -> Examined:
    """One file of the catalogue; its faults are kept with the catalogue, and not told again."""
    return Examined(tuple(_of_source(source, faults)), tuple(comments(source)))


def _of_source(source: Source, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    told = already_told(faults)
    for rule in OF_SOURCE:
        yield from rule(source, told)


def _of_document(document: Document, catalogue: Catalogue) -> Iterator[Diagnostic]:
    for rule in OF_DOCUMENT:
        yield from rule(document, catalogue)


def _left(document: Document, catalogue: Catalogue) -> Left:
    body = body_of(document)
    by_default = of_set(document.ref, body, catalogue, "") if isinstance(body, ReportBody) else ()
    return Left(head_of(body), pack(body), tuple(by_default))
