"""Figures and targets read from their nodes, each quantity in its indicator's unit of measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mttq.catalogue import Catalogue
from mttq.diagnostics import PER_YEAR_NOT_ALLOWED, PERCENTAGE_DISAGREES, Diagnostic
from mttq.documents.model import Breakdown, Figure, NamedPart, Scope, Target
from mttq.documents.shapes import (
    BY_LEVEL,
    COUNT,
    EACH_YEAR,
    FIGURE_ENTRY,
    FOR_EACH,
    HANDED_DOWN,
    LEVEL_TO_REACH,
    NOTE,
    OWN_TARGET,
    PARTS,
    PARTS_COMPLETE,
    PERCENTAGE,
    PHASES,
    RECEIVED,
    STATED_ENTRY,
    TARGET_ENTRY,
    VALUE,
    WHOLE_TARGET,
)
from mttq.quantity import Quantity, Role, UnitOfMeasure, agrees, number
from mttq.quantity import percentage as percentage_text
from mttq.quantity.quick import QuickReader
from mttq.schema import (
    Amount,
    Record,
    as_flag,
    as_mapping,
    as_text,
    as_whole,
    as_word,
    unknown_key,
    validate_value,
)
from mttq.source import Mapping, Node, Scalar, Sequence, Style
from mttq.source.nodes import is_empty

_PERCENT = UnitOfMeasure("%")
_KEYS = {Scope.OWN: FIGURE_ENTRY, Scope.STATED: STATED_ENTRY}
_PLAIN = Style.PLAIN


class _Readers(dict[str, QuickReader]):
    """The readers of results or targets by indicator, made when first asked for.

    Amounts of an indicator that the catalogue does not have may be in any unit.
    """

    def __init__(self, catalogue: Catalogue, role: Role, *, term: bool) -> None:
        self._catalogue = catalogue
        self._role = role
        self._term = term

    def __missing__(self, indicator: str) -> QuickReader:
        known = self._catalogue.indicators.get(indicator)
        if known is None:
            return _reader(None, self._role, term=self._term)
        found = self[indicator] = _reader(known.measure, self._role, term=self._term)
        return found


class QuantityReaders:
    """The readers of quantities for the indicators of one catalogue; keep them, since they learn.

    Args:
        catalogue: the indicators.
        term: whether the documents are those of terms, in which `/năm` may be written.

    Attributes:
        term: the same.
        results: the readers of results, by indicator.
        targets: the readers of targets, by indicator.
        indicators: the indicators of the catalogue.
        percentages: reads the percentages given with two counts.
        area_wide: the indicators whose every figure speaks of its unit's whole area.
    """

    def __init__(self, catalogue: Catalogue, *, term: bool) -> None:
        self.term = term
        self.indicators = catalogue.indicators
        self.results = _Readers(catalogue, Role.RESULT, term=term)
        self.targets = _Readers(catalogue, Role.TARGET, term=term)
        self.area_wide = frozenset(one.id for one in catalogue.indicators.values() if one.area_wide)
        self.percentages = _reader(_PERCENT, Role.RESULT, term=term)


@lru_cache(maxsize=4096)  # the units of measure of a catalogue, in both roles
def _reader(measure: UnitOfMeasure | None, role: Role, *, term: bool) -> QuickReader:
    return QuickReader(measure, role=role, term=term)


class FigureReader:
    """Reads the figures and targets of one file.

    Args:
        path: the file.
        readers: the readers of its quantities.

    Attributes:
        faults: the faults found so far.
        readers: the same readers.
    """

    def __init__(self, path: str, readers: QuantityReaders) -> None:
        self.faults: list[Diagnostic] = []
        self.readers = readers
        self._path = path

    def figures(self, node: Node | None, scope: Scope, programme: int | None) -> list[Figure]:
        """Read a table of figures, keyed by indicator.

        Args:
            node: the table; None, and any other node, holds no figures.
            scope: whose the figures are, unless their indicator speaks of areas.
            programme: the programme that holds the table, or None.
        """
        found = []
        readers, table, area_wide = self.readers.results, scope, self.readers.area_wide
        for key, value in node.items() if isinstance(node, Mapping) else ():
            scope = Scope.STATED if key.text in area_wide else table
            if isinstance(value, Mapping):
                figure = self._long_figure(key, value, scope, programme)
                if figure is not None:
                    found.append(figure)
                for name, amount, companion in self._companions(key.text, value, _KEYS[scope]):
                    quantity = self._quantity(amount, readers[companion])
                    if quantity is not None:
                        found.append(
                            Figure(
                                indicator=companion,
                                quantity=quantity,
                                scope=scope,
                                programme=programme,
                                key_span=name.span,
                                span=amount.span,
                            )
                        )
            elif (quantity := self._quantity(value, readers[key.text])) is not None:
                found.append(
                    Figure(
                        indicator=key.text,
                        quantity=quantity,
                        scope=scope,
                        programme=programme,
                        key_span=key.span,
                        span=value.span,
                    )
                )
        return found

    def targets(self, node: Node | None, programme: int) -> list[Target]:
        """Read the targets of one programme of a plan, keyed by indicator."""
        found = []
        readers = self.readers.targets
        for key, value in node.items() if isinstance(node, Mapping) else ():
            if isinstance(value, Mapping):
                target = self._long_target(key, value, programme)
                if target is not None:
                    found.append(target)
                for name, amount, companion in self._companions(key.text, value, TARGET_ENTRY):
                    quantity = self._quantity(amount, readers[companion])
                    if quantity is not None:
                        found.append(
                            Target(
                                indicator=companion,
                                quantity=quantity,
                                programme=programme,
                                key_span=name.span,
                                span=amount.span,
                            )
                        )
            elif (quantity := self._quantity(value, readers[key.text])) is not None:
                found.append(
                    Target(
                        indicator=key.text,
                        quantity=quantity,
                        programme=programme,
                        key_span=key.span,
                        span=value.span,
                    )
                )
        return found

    def _long_figure(self, key: Scalar, form: Mapping, scope: Scope, programme: int | None) -> Figure | None:
        reader = self.readers.results[key.text]
        given = {name.text: node for name, node in form.items()}
        value = given.get(VALUE.key)
        quantity = self._quantity(value, reader)
        percentage = self._quantity(given.get(PERCENTAGE.key), self.readers.percentages)
        received = self._parts(given.get(RECEIVED.key), reader)
        by_level = self._parts(given.get(BY_LEVEL.key), reader)
        breakdowns = self._breakdowns(given.get(PARTS.key), reader)
        if quantity is None or value is None:
            return None
        if percentage is not None:
            self._compare(quantity, percentage, given[PERCENTAGE.key])
        return Figure(
            indicator=key.text,
            quantity=quantity,
            scope=scope,
            programme=programme,
            percentage=percentage,
            received=received,
            by_level=by_level,
            breakdowns=breakdowns,
            parts_complete=_are_complete(given, breakdowns),
            note=as_text(given.get(NOTE.key)),
            key_span=key.span,
            span=value.span,
        )

    def _long_target(self, key: Scalar, form: Mapping, programme: int) -> Target | None:
        reader = self.readers.targets[key.text]
        given = {name.text: node for name, node in form.items()}
        value = given.get(LEVEL_TO_REACH.key)
        quantity = self._quantity(value, reader)
        share = given.get(OWN_TARGET.key)
        own_all = as_word(share) == WHOLE_TARGET
        own = None if own_all else self._quantity(share, reader)
        handed_down = self._parts(given.get(HANDED_DOWN.key), reader)
        phases = self._parts(given.get(PHASES.key), reader)
        by_level = self._parts(given.get(BY_LEVEL.key), reader)
        breakdowns = self._breakdowns(given.get(PARTS.key), reader)
        each = given.get(FOR_EACH.key)
        for_each = as_word(each) or ""
        if each is not None and for_each == EACH_YEAR and not self.readers.term:
            self.faults.append(
                Diagnostic(
                    PER_YEAR_NOT_ALLOWED,
                    self._path,
                    each.span,
                    f"“{FOR_EACH.key}: {EACH_YEAR}” chỉ dùng trong kế hoạch của một nhiệm kỳ",
                    help="bỏ dòng này: mục tiêu của kế hoạch năm đã là của một năm",
                )
            )
        if quantity is None or value is None:
            return None
        return Target(
            indicator=key.text,
            quantity=quantity,
            programme=programme,
            own=own,
            own_all=own_all,
            handed_down=handed_down,
            phases=phases,
            by_level=by_level,
            breakdowns=breakdowns,
            parts_complete=_are_complete(given, breakdowns),
            for_each=for_each,
            count=as_whole(given.get(COUNT.key)),
            note=as_text(given.get(NOTE.key)),
            key_span=key.span,
            span=value.span,
        )

    def _companions(self, indicator: str, form: Mapping, shape: Record) -> Iterator[tuple[Scalar, Node, str]]:
        """Return the further keys of an entry that hold another indicator's figure, and report the others.

        Yields:
            The key, its value, and the other indicator.
        """
        fixed = [field.key for field in shape.fields]
        known = self.readers.indicators.get(indicator)
        for key, value in form.items():
            if key.text in fixed:
                continue
            if known is None:
                continue  # the indicator is reported, and what its entry may hold is not known
            companion = known.companions.get(key.text)
            if companion is not None:
                self.faults += validate_value(value, Amount(), self._path, key)
                yield key, value, companion
            else:
                names = [*fixed, *known.companions]
                self.faults.append(unknown_key(self._path, key, names, shape.title))

    def _quantity(self, node: Node | None, reader: QuickReader) -> Quantity | None:
        """Read the quantity of a scalar; collect its faults and return None if it can't be read."""
        if type(node) is not Scalar:
            return None
        bare = node.style is _PLAIN
        if bare and (known := reader.bare.get(node.text)) is not None:
            return known
        if is_empty(node) or node.style in {Style.FOLDED, Style.BROKEN}:
            return None  # a key without a value, a block of text, or unreadable: reported by others
        quantity = reader.quantity(node.text, bare=bare)
        if quantity is not None:
            return quantity
        reading = reader.read(node.text, bare=bare)
        for fault in (*reading.faults, *reading.doubts):
            self.faults.append(
                Diagnostic(
                    fault.code, self._path, node.part(fault.start, fault.end), fault.message, help=fault.help
                )
            )
        return reading.quantity

    def _parts(self, table: Node | None, reader: QuickReader) -> tuple[NamedPart, ...]:
        if not isinstance(table, Mapping):
            return ()
        found = []
        for name, value in table.items():
            quantity = self._quantity(value, reader)
            if quantity is not None:
                found.append(NamedPart(name.text, quantity, name.span, value.span))
        return tuple(found)

    def _breakdowns(self, node: Node | None, reader: QuickReader) -> tuple[Breakdown, ...]:
        """Read the parts of one way of dividing, or of each way in a list."""
        tables = node.items if isinstance(node, Sequence) else (node,)
        return tuple(parts for one in tables if (parts := self._parts(one, reader)))

    def _compare(self, quantity: Quantity, percentage: Quantity, node: Node) -> None:
        """Report a percentage that disagrees with its two counts."""
        if quantity.ratio is None or not isinstance(node, Scalar) or agrees(percentage, quantity.ratio):
            return
        upper, lower = (number(count) for count in quantity.ratio)
        self.faults.append(
            Diagnostic(
                PERCENTAGE_DISAGREES,
                self._path,
                node.span,
                f"“{node.text.strip()}” không khớp với {upper}/{lower} = {percentage_text(quantity.value)}",
                help=f"sửa tỷ lệ theo hai số đếm, hoặc bỏ dòng {PERCENTAGE.key}",
            )
        )


def _are_complete(given: dict[str, Node], breakdowns: tuple[Breakdown, ...]) -> bool:
    """Whether the parts are said to make up the whole; False if one of them could not be read."""
    if as_flag(given.get(PARTS_COMPLETE.key)) is not True:
        return False
    node = given.get(PARTS.key)
    tables = node.items if isinstance(node, Sequence) else (node,)
    return sum(map(len, breakdowns)) == sum(len(as_mapping(one).entries) for one in tables)
