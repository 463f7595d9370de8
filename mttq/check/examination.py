"""One file examined on its own: its faults, and what the rules across files and the totals need of it.

`QuickPath` finds most files to be without a fault in a fraction of the time. It says of a file what `examine` would
say, if that is “nothing is wrong”, and otherwise nothing. `examine` judges every file in doubt: it alone knows how to
report a fault. Both read the same facts and run the same rules; only the nodes come from `source.quick` and
`schema.quick` on the quick path. It does not run the rules that look at the text of a file: no file that
`source.quick` reads gives them anything to report (`tests/check/test_quick_rules.py` lists why).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mttq.catalogue import Catalogue
from mttq.catalogue.reader import UNCERTAIN
from mttq.check.rules import ANYWHERE, OF_DOCUMENT, OF_FRAGMENT, OF_SOURCE, OF_TEXTS
from mttq.check.rules.contradicting_text import lines_of
from mttq.check.rules.folder_mismatch import FOLDER_MISMATCH
from mttq.check.rules.missing_programme import MISSING_PROGRAMME
from mttq.check.rules.reported_places import reported_places
from mttq.check.rules.unknown_reference import may_refer_wrongly
from mttq.check.rules.unknown_source import may_misname
from mttq.check.rules.wrong_programme import by_default
from mttq.check.suppression import Comment, comments
from mttq.check.text_numbers import text_numbers_of
from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind, FileRef
from mttq.documents.facts import Facts, ReportFacts, facts_of, read_facts, unknown_companions
from mttq.documents.figures import FigureReader, QuantityReaders
from mttq.documents.outline import Body, Head, Packed, pack
from mttq.documents.shapes import SHAPES
from mttq.period import PERIODS
from mttq.schema import Refers
from mttq.schema.quick import compiled
from mttq.schema.validation import CONSEQUENCES
from mttq.source import Mapping, Source, read_bytes
from mttq.source.quick import parse

if TYPE_CHECKING:
    from mttq.schema.indentation import Known


class DocumentResult(Struct, frozen=True):
    """What the rules across files and the totals need of one document.

    Attributes:
        head: the head of its outline.
        packed: the body of its outline.
        by_default: the faults of a report that hold unless its unit's plan names a set of programmes.
        body: the body itself, if it has just been read.
    """

    head: Head
    packed: Packed
    by_default: tuple[Diagnostic, ...]
    body: Body | None = None


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
    of_source = tuple(_of_source(source, faults))
    if any(one.code in CONSEQUENCES for one in (*faults, *of_source)):
        from mttq.schema.indentation import well_indented  # noqa: PLC0415 - only for files with faults

        meant = well_indented(
            source,
            SHAPES[ref.kind],
            known_names(catalogue),
            of_source,
            count=lambda root: unknown_companions(root, ref, catalogue),
        )
        if meant is not source:
            source, of_source = meant, ()
            facts, faults = read_facts(source, ref, catalogue)
    found = [*faults, *of_source]
    result = fragment = None
    if facts is not None:
        of_facts = list(of_document(facts, catalogue))
        # Whose figures a misfiled document holds is not known: nothing else is judged by it, nor it by its place.
        misfiled = any(one.code is FOLDER_MISMATCH for one in of_facts)
        found += (one for one in of_facts if not misfiled or one.code in ANYWHERE)
        if not misfiled:
            found += (one for rule in OF_TEXTS for one in rule(source, facts, catalogue))
        result = result_of(facts, catalogue) if not misfiled else None
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


def known_names(catalogue: Catalogue) -> Known:
    """Return the names that keys of a document can have."""
    return {
        Refers.INDICATOR: catalogue.indicators,
        Refers.UNIT: catalogue.units.by_id,
        Refers.PHASE: {*PERIODS, *map(str, range(1900, 2100))},
    }


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
    faults = tuple(by_default(facts, catalogue))
    return DocumentResult(facts.head, pack(facts.body), faults, facts.body)


class QuickPath:
    """Examines the documents of one project.

    Args:
        catalogue: what they are about.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._nodes = {kind: compiled(SHAPES[kind]) for kind in DocumentKind}
        self._numbers = text_numbers_of(catalogue)
        self._readers = {term: QuantityReaders(catalogue, term=term) for term in (False, True)}

    def examine(self, content: bytes | Source, ref: FileRef) -> FileResult:
        """Examine a file, quickly if nothing is wrong with it.

        Args:
            content: the content of the file, or a source that says why it can't be read.
            ref: what its path says.
        """
        if isinstance(content, Source):
            return examine(content, ref, self._catalogue)
        found = self.examined(content, ref)
        return found if found is not None else examine(read_bytes(content, ref.path), ref, self._catalogue)

    def examined(self, data: bytes, ref: FileRef) -> FileResult | None:
        """Examine a file quickly; None unless it is beyond doubt that nothing is wrong with it.

        Args:
            data: the content of the file.
            ref: what its path says.
        """
        facts = self.facts(data, ref)
        if facts is None or any(of_document(facts, self._catalogue)):
            return None
        if may_refer_wrongly(data, facts, self._catalogue) or may_misname(facts, self._catalogue):
            return None
        lines = partial(lines_of, facts, self._catalogue)
        if self._numbers.may_contradict(data, lines, ref.cycle.first_year):
            return None
        document = result_of(facts, self._catalogue)
        return FileResult((), (), document) if not document.by_default else None

    def facts(self, data: bytes, ref: FileRef) -> Facts | None:
        """Read the facts of a file; None unless it is beyond doubt that reading it finds no fault.

        Args:
            data: the content of the file.
            ref: what its path says.
        """
        tree = parse(data)
        if tree is None or self._catalogue.unread:
            return None
        root = self._nodes[ref.kind](tree, 1, 1, 0)
        if not isinstance(root, Mapping):
            return None
        reader = FigureReader(ref.path, self._readers[ref.cycle.has_years])
        facts = facts_of(root, ref, reader)
        if isinstance(facts, ReportFacts) and facts.head.is_empty:
            return None  # it may have texts, of which no nodes are made
        return facts if not reader.faults else None
