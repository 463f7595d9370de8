"""The quick path: most files found to be without a fault, in a fraction of the time.

It says of a file what `examine` would say, if that is “nothing is wrong”, and
otherwise nothing. `examine` judges every file in doubt: it alone knows how to
report a fault. Both read the same facts and run the same rules; only the nodes
come from `source.quick` and `schema.quick` here. Rules that look at the text of
a file are not run: no file that `source.quick` reads gives them anything to report
(`tests/check/test_quick_rules.py` lists why).
"""

from __future__ import annotations

from mttq.catalogue import Catalogue
from mttq.check.examination import FileResult, examine, of_document, result_of
from mttq.documents import DocumentKind, FileRef
from mttq.documents.facts import Facts, facts_of
from mttq.documents.figures import FigureReader, QuantityReaders
from mttq.documents.shapes import SHAPES
from mttq.schema.quick import compiled
from mttq.source import Mapping, Source, read_bytes
from mttq.source.quick import parse


class QuickPath:
    """Examines the documents of one project.

    Args:
        catalogue: what they are about.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._nodes = {kind: compiled(SHAPES[kind]) for kind in DocumentKind}
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
        reader = FigureReader(ref.path, self._readers[ref.cycle.is_term])
        facts = facts_of(root, ref, reader)
        return facts if not reader.faults else None
