"""One file examined on its own: its faults, and what the rules across files and the totals need of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Catalogue
from mttq.catalogue.reader import UNCERTAIN
from mttq.check.rules import OF_DOCUMENT, OF_FRAGMENT, OF_SOURCE
from mttq.check.rules.missing_programme import MISSING_PROGRAMME
from mttq.check.rules.reported_places import reported_places
from mttq.check.rules.wrong_programme import by_default
from mttq.check.suppression import Comment, comments
from mttq.diagnostics import Diagnostic
from mttq.documents import FileRef
from mttq.documents.facts import Facts, read_facts
from mttq.documents.outline import Head, Packed, pack
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
        fragment: the usable part of a file with syntax errors; only to find more faults.
    """

    found: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...] = ()
    document: DocumentResult | None = None
    fragment: DocumentResult | None = None


def examine(source: Source, ref: FileRef, catalogue: Catalogue) -> FileResult:
    """Examine one document: find all faults that show without any other document."""
    facts, faults = read_facts(source, ref, catalogue)
    found = [*faults, *_of_source(source, faults)]
    result = fragment = None
    if facts is not None:
        found += of_document(facts, catalogue)
        result = result_of(facts, catalogue)
    remainder = source.remainder
    if remainder is not None:
        readable = replace(source, root=remainder.root, diagnostics=(), remainder=None)
        part, part_faults = read_facts(readable, ref, catalogue)
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
            fragment = result_of(part, catalogue)
    return FileResult(tuple(found), tuple(comments(source)), result, fragment)


def examine_catalogue(source: Source, faults: Iterable[Diagnostic]) -> FileResult:
    """Examine one file of the catalogue; the faults found while reading it are not repeated."""
    return FileResult(tuple(_of_source(source, faults)), tuple(comments(source)))


def _of_source(source: Source, faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    reported = reported_places(faults)
    for rule in OF_SOURCE:
        yield from rule(source, reported)


def of_document(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Run the rules that look at one document."""
    for rule in OF_DOCUMENT:
        yield from rule(facts, catalogue)


def result_of(facts: Facts, catalogue: Catalogue) -> DocumentResult:
    """Return what others need of a document."""
    return DocumentResult(facts.head, pack(facts.body), tuple(by_default(facts, catalogue)))
