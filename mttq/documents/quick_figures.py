"""Figures and targets built from quickly read trees, equal in every field to those of `figures`.

Any doubt is raised as `Doubt`, which ends the quick reading of the file; the
slow reader then says what is wrong, if anything is.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.diagnostics import Span
from mttq.documents.model import Figure, NamedPart, Scope, Target
from mttq.quantity import Quantity, Role, UnitOfMeasure, agrees
from mttq.quantity.quick import QuickReader
from mttq.source.quick import Entry, Items, Keys, is_plain, said

_PERCENT = UnitOfMeasure("%")
_WHOLE_TARGET = "tat-ca"
_EACH_YEAR = "nam"
_NOTHING: Keys = {}


class Doubt(Exception):
    """Something in the file is for the slow reader to judge. Never leaves the quick path."""


class _Readers(Struct, frozen=True):
    """How the results and the targets of one indicator are read."""

    results: QuickReader
    targets: QuickReader


class QuickFigures:
    """Builds the figures of the documents of all years, or of all terms.

    Args:
        catalogue: the indicators and their units of measure.
        term: the documents are those of terms.
    """

    def __init__(self, catalogue: Catalogue, *, term: bool) -> None:
        self._catalogue = catalogue
        self._term = term
        self._readers: dict[str, _Readers] = {}
        self._percentages = QuickReader(_PERCENT, role=Role.RESULT, term=term)

    def figures(self, table: Keys, depth: int, scope: Scope, programme: int | None) -> list[Figure]:
        """The figures of a table keyed by indicator.

        Args:
            table: the table.
            depth: that of its keys.
            scope: whose the figures are.
            programme: the programme they stand under.

        Raises:
            Doubt: one of them may not be right.
        """
        found = []
        column = 2 * depth + 1
        for key, entry in table.items():
            line, content = entry
            results = (self._readers.get(key) or self._new(key)).results
            end = column + len(key)
            key_span = Span(line, column, line, end)
            if type(content) is str:
                quantity = results.bare.get(content)
                if quantity is None:
                    quantity, span = _quantity(entry, end + 2, results)
                else:
                    span = Span(line, end + 2, line, end + 2 + len(content))
                figure = Figure(key, quantity, scope, programme, None, (), (), False, (), key_span, span)
            else:
                figure = self._long_figure(
                    key, key_span, _keys(content), depth + 1, scope, programme, results
                )
            found.append(figure)
        return found

    def targets(self, table: Keys, depth: int, programme: int) -> list[Target]:
        """The targets of one programme of a plan; arguments and doubts as of `figures`."""
        found = []
        column = 2 * depth + 1
        for key, entry in table.items():
            line, content = entry
            targets = (self._readers.get(key) or self._new(key)).targets
            end = column + len(key)
            key_span = Span(line, column, line, end)
            if type(content) is str:
                quantity = targets.bare.get(content)
                if quantity is None:
                    quantity, span = _quantity(entry, end + 2, targets)
                else:
                    span = Span(line, end + 2, line, end + 2 + len(content))
                target = Target(
                    key, quantity, programme, None, False, (), (), (), False, "", None, (), key_span, span
                )
            else:
                target = self._long_target(key, key_span, _keys(content), depth + 1, programme, targets)
            found.append(target)
        return found

    def _new(self, indicator: str) -> _Readers:
        known = self._catalogue.indicators.get(indicator)
        if known is None:
            raise Doubt
        readers = self._readers[indicator] = _Readers(
            QuickReader(known.measure, role=Role.RESULT, term=self._term),
            QuickReader(known.measure, role=Role.TARGET, term=self._term),
        )
        return readers

    def _long_figure(
        self,
        key: str,
        key_span: Span,
        form: Keys,
        depth: int,
        scope: Scope,
        programme: int | None,
        results: QuickReader,
    ) -> Figure:
        quantity, span = _at(form, "gia_tri", depth, results)
        percentage = None
        if "ty_le" in form:
            percentage, _ = _at(form, "ty_le", depth, self._percentages)
            if quantity.ratio is not None and not agrees(percentage, quantity.ratio):
                raise Doubt
        return Figure(
            key,
            quantity,
            scope,
            programme,
            percentage,
            _parts(form, "nhan_tu", depth, results),
            _parts(form, "trong_do", depth, results),
            _word(form, "trong_do_du") == "true",
            text_of(form.get("ghi_chu")),
            key_span,
            span,
        )

    def _long_target(
        self, key: str, key_span: Span, form: Keys, depth: int, programme: int, targets: QuickReader
    ) -> Target:
        quantity, span = _at(form, "muc", depth, targets)
        own_all = _word(form, "cap_minh") == _WHOLE_TARGET
        own = None
        if "cap_minh" in form and not own_all:
            own, _ = _at(form, "cap_minh", depth, targets)
        for_each = _word(form, "moi")
        if for_each == _EACH_YEAR and not self._term:
            raise Doubt
        count = _word(form, "so_luong")
        return Target(
            key,
            quantity,
            programme,
            own,
            own_all,
            _parts(form, "giao", depth, targets),
            _parts(form, "phan_ky", depth, targets),
            _parts(form, "trong_do", depth, targets),
            _word(form, "trong_do_du") == "true",
            for_each,
            int(count) if count else None,
            text_of(form.get("ghi_chu")),
            key_span,
            span,
        )


def text_of(entry: Entry | None) -> tuple[str, ...]:
    """The paragraphs of a text or of a list of texts."""
    if entry is None:
        return ()
    content = entry[1]
    if type(content) is str:
        return (said(content).strip(),)
    return tuple(said(item).strip() for _, item in _items(content) if type(item) is str)


def _quantity(entry: Entry, column: int, reader: QuickReader) -> tuple[Quantity, Span]:
    """The quantity at a column, and its place."""
    line, written = entry
    if type(written) is not str:
        raise Doubt
    bare = is_plain(written)
    quantity = reader.quantity(written if bare else said(written), bare=bare)
    if quantity is None:
        raise Doubt
    return quantity, Span(line, column, line, column + len(written))


def _at(form: Keys, key: str, depth: int, reader: QuickReader) -> tuple[Quantity, Span]:
    """The quantity behind a key."""
    entry = form.get(key)
    if entry is None:
        raise Doubt
    return _quantity(entry, 2 * depth + 3 + len(key), reader)


def _parts(form: Keys, key: str, depth: int, reader: QuickReader) -> tuple[NamedPart, ...]:
    if key not in form:
        return ()
    found = []
    column = 2 * depth + 3
    for name, entry in _keys(form[key][1]).items():
        end = column + len(name)
        quantity, span = _quantity(entry, end + 2, reader)
        found.append(NamedPart(name, quantity, Span(entry[0], column, entry[0], end), span))
    return tuple(found)


def _word(form: Keys, key: str) -> str:
    """The text behind a key, or ""."""
    if key not in form:
        return ""
    written = form[key][1]
    if type(written) is not str:
        raise Doubt
    return said(written).strip()


def _keys(content: str | Keys | Items) -> Keys:
    if type(content) is not dict:
        raise Doubt
    return content


def _items(content: str | Keys | Items) -> Items:
    if type(content) is not list:
        raise Doubt
    return content
