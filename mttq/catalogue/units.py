"""Units: the organisation as a tree that changes over time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from mttq.diagnostics import BAD_NUMBER, Diagnostic, Span
from mttq.levels import ABOVE_COMMUNES, Level
from mttq.quantity import Role, UnitOfMeasure, read
from mttq.schema import (
    Amount,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Name,
    Record,
    Refers,
    Shape,
    Table,
    as_choice,
    as_day,
    as_flag,
    as_mapping,
    as_text,
    as_word,
)
from mttq.source import Mapping, Node, Scalar, Sequence, Source, Style
from mttq.source.nodes import is_empty
from mttq.spelling import comparable

_Value = TypeVar("_Value")


VALUE_KEY, FIRST_DAY_KEY, LAST_DAY_KEY = "gia_tri", "tu", "den"


def _dated(value: Shape, title: str) -> Shape:
    """A value alone, or a list of values with the days between which each applies."""
    fields = (
        Field(VALUE_KEY, value, "giá trị", required=True),
        Field(FIRST_DAY_KEY, Day(), "ngày đầu"),
        Field(LAST_DAY_KEY, Day(), "ngày cuối"),
    )
    return Either(scalar=value, sequence=ListOf(Record(title, fields)))


def _units() -> Shape:
    return SHAPE


_PERCENT = UnitOfMeasure("%")

TAKEN_OVER = Field(
    "don_vi", Identifier("mã đơn vị", refers=Refers.UNIT), "mã đơn vị được kế thừa", required=True
)
TAKEN_OVER_ON = Field("ngay", Day(), "ngày kế thừa")
BASIS = Field("can_cu", Name(), "văn bản làm căn cứ")
SHARE = Field("ty_trong", Amount(), "phần được nhận, nếu đơn vị cũ bị chia")
_SUCCESSION = Record("đơn vị được kế thừa", (TAKEN_OVER, TAKEN_OVER_ON, BASIS, SHARE))

NAME = Field("ten", _dated(Name(), "tên theo thời gian"), "tên đơn vị", required=True)
LEVEL = Field(
    "cap",
    _dated(Choice(tuple(one.value for one in Level)), "cấp theo thời gian"),
    "cấp của đơn vị",
    required=True,
)
LETTERHEAD = Field("co_quan", Either(scalar=Name(), sequence=ListOf(Name())), "tên cơ quan ở đầu văn bản")
CODE = Field("ma", _dated(Name(), "mã theo thời gian"), "mã đơn vị hành chính")
FIRST_DAY = Field(FIRST_DAY_KEY, Day(), "ngày đầu tiên tồn tại")
LAST_DAY = Field(LAST_DAY_KEY, Day(), "ngày cuối cùng tồn tại")
SUCCESSIONS = Field("ke_thua", ListOf(_SUCCESSION), "các đơn vị được kế thừa")
PARTLY_LISTED = Field("cap_duoi_chua_du", Flag(), "danh mục chưa đủ các đơn vị cấp dưới")
UNITS_BELOW = Field("cap_duoi", Either(mapping=_units), "các đơn vị cấp dưới")
SHAPE = Table(
    KeyKind.ID,
    Record(
        "đơn vị",
        (NAME, LEVEL, LETTERHEAD, CODE, FIRST_DAY, LAST_DAY, SUCCESSIONS, PARTLY_LISTED, UNITS_BELOW),
    ),
    key_title="mã đơn vị",
)


class Dated(Struct, Generic[_Value], frozen=True, array_like=True):
    """A value that may change over time.

    Attributes:
        values: each value with its first and last day.
        spans: the place of each value.
    """

    values: tuple[tuple[_Value, date | None, date | None], ...]
    spans: tuple[Span, ...] = ()

    def on(self, day: date) -> _Value | None:
        """Return the value on a day, or None."""
        for value, first, last in self.values:
            if (first is None or first <= day) and (last is None or day <= last):
                return value
        return None

    def latest(self) -> _Value | None:
        """Return the value written last, or None."""
        return self.values[-1][0] if self.values else None


class Succession(Struct, frozen=True, array_like=True, kw_only=True):
    """A unit that another unit takes over.

    Attributes:
        unit: the id of the unit taken over.
        day: the first day of the successor in its place; None for the successor's own first day.
        basis: the document that decided it.
        share: the part taken over, 0 to 1, if the old unit was divided; None if not given.
        span: the place of the id of the unit taken over.
        share_written: whether a share is written, even if it can't be read.
    """

    unit: str
    day: date | None
    basis: str
    share: Decimal | None
    span: Span
    share_written: bool = False


class Unit(Struct, frozen=True, array_like=True, kw_only=True):
    """One unit.

    Attributes:
        id: its full path, `quang-tri/huong-hoa`.
        names: its names over time.
        levels: its levels over time.
        codes: its official codes over time.
        letterhead: the issuing body as its documents write it; empty for one made from the name.
        parent: the id of the unit above by path, or "" for a top unit.
        first: its first day, or None if it has always existed.
        last: its last day, or None if it still exists.
        takes_over: the units it takes over.
        partly_listed: whether the catalogue says that it lacks some of its lower units, or has all; None if it says
            nothing.
        path: the file that defines it.
        span: its key in that file.
    """

    id: str
    names: Dated[str]
    levels: Dated[Level]
    codes: Dated[str]
    letterhead: tuple[str, ...]
    parent: str
    first: date | None
    last: date | None
    takes_over: tuple[Succession, ...]
    partly_listed: bool | None = None
    path: str
    span: Span

    def valid_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def valid_within(self, first: date, last: date) -> bool:
        """Whether it exists on any day from `first` to `last`."""
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)

    def name_on(self, day: date) -> str:
        """Return its name on a day, otherwise the last one written, otherwise its id."""
        return self.names.on(day) or self.names.latest() or self.id

    def level_on(self, day: date) -> Level:
        """Return its level on a day, otherwise the last one written, otherwise a commune's."""
        return self.levels.on(day) or self.levels.latest() or Level.COMMUNE


class Units:
    """All units of the catalogue, and the tree they form.

    The unit at the centre's level is the parent of every other top unit.
    """

    def __init__(self, units: dict[str, Unit]) -> None:
        self.by_id = units
        self._children: dict[str, list[Unit]] = {}
        centre = [
            unit.id for unit in units.values() if not unit.parent and unit.levels.latest() is Level.CENTRE
        ]
        self.centre = centre[0] if centre else ""
        for unit in units.values():
            if unit.id:  # "" is refused as an id, and stands for what is above the top units
                self._children.setdefault(self.parent_of(unit.id), []).append(unit)

    @cached_property
    def all_names(self) -> dict[str, list[str]]:
        """All names that each unit has had, by id."""
        return {one.id: [name for name, _, _ in one.names.values] for one in self.by_id.values()}

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """The ids of the units that have ever had a name, by the name as `spelling.comparable` writes it."""
        found: dict[str, list[str]] = {}
        for unit, names in self.all_names.items():
            for name in dict.fromkeys(map(comparable, names)):
                found.setdefault(name, []).append(unit)
        return found

    def get(self, unit_id: str) -> Unit | None:
        """Return the unit of an id, or None."""
        return self.by_id.get(unit_id)

    def parent_of(self, unit_id: str) -> str:
        """Return the id of the unit directly above, or ""."""
        above = self.by_id[unit_id].parent
        return above or ("" if unit_id == self.centre else self.centre)

    def children(self, unit_id: str) -> list[Unit]:
        """Return the units directly below, in catalogue order; for "" the top units."""
        return self._children.get(unit_id, [])

    def nearest(self, unit_id: str, exists: Callable[[Unit], bool]) -> list[Unit]:
        """Return the nearest units below that exist, in catalogue order: they take the place of one that has ended."""
        return list(self._nearest(unit_id, exists))

    def _nearest(self, unit_id: str, exists: Callable[[Unit], bool]) -> Iterator[Unit]:
        waiting = list(reversed(self.children(unit_id)))
        while waiting:
            unit = waiting.pop()
            if exists(unit):
                yield unit
            else:
                waiting.extend(reversed(self.children(unit.id)))

    def below(self, unit_id: str) -> Iterator[Unit]:
        """Yield a unit and all units below it, depth first, in catalogue order."""
        unit = self.by_id.get(unit_id)
        stack = [unit] if unit is not None else list(reversed(self.children("")))
        while stack:
            one = stack.pop()
            yield one
            stack.extend(reversed(self.children(one.id)))

    def lacks_some(self, unit: Unit, first: date, last: date) -> bool:
        """Whether the catalogue does not have all lower units of a unit at any time between two days, inclusive.

        Above the communes a unit without any other unit below it, apart from member organisations, is such a unit
        without saying so.
        """
        if unit.partly_listed is not None:
            return unit.partly_listed
        day = last if unit.last is None else min(last, unit.last)
        if unit.level_on(day) not in ABOVE_COMMUNES:
            return False

        def counts(one: Unit) -> bool:
            return (
                one.valid_within(first, last) and one.level_on(min(day, one.last or day)) is not Level.MEMBER
            )

        return next(self._nearest(unit.id, counts), None) is None

    def may_lack_some(self, unit: Unit) -> bool:
        """Whether `lacks_some` may be true at any time: a quick answer for the many units of which it never is."""
        if unit.partly_listed is not None:
            return unit.partly_listed
        if not any(level in ABOVE_COMMUNES for level, _, _ in unit.levels.values):
            return False
        return not any(
            one.first is None
            and one.last is None
            and all(level is not Level.MEMBER for level, _, _ in one.levels.values)
            for one in self.children(unit.id)
        )

    def any_below(self, unit_id: str, levels: Collection[Level], first: date, last: date) -> bool:
        """Whether a unit of one of some levels exists below another at any time between two days, inclusive."""
        return any(
            one.valid_within(first, last) and one.level_on(min(last, one.last or last)) in levels
            for child in self.children(unit_id)
            for one in self.below(child.id)
        )

    def with_taken_over(self, unit_ids: Iterable[str]) -> list[str]:
        """Return units of the catalogue together with all units that they or the units below them took over."""
        found = dict.fromkeys(unit_ids)
        waiting = list(found)
        while waiting:
            for unit in self.below(waiting.pop()):
                taken = [one.unit for one in unit.takes_over if one.unit in self.by_id]
                waiting += [one for one in taken if one not in found]
                found |= dict.fromkeys(taken)
        return list(found)

    def deciding(self, unit_ids: Iterable[str]) -> frozenset[str]:
        """Return the units whose figures decide the totals of some units.

        These are the units, all below them, all that any of these took over, and all below that. If one took over
        others, a statement of any unit above may contradict what it says of them.
        """
        tops = set(unit_ids)
        together = self.with_taken_over(tops)
        found = {one.id for top in together for one in self.below(top)}
        for unit in tuple(found) if len(together) > len(tops) else ():
            above = self.parent_of(unit)
            while above and above not in found:
                found.add(above)
                above = self.parent_of(above)
        return frozenset(found)

    def is_below(self, unit_id: str, above: str) -> bool:
        """Whether a unit is below another one, at any depth."""
        while unit_id:
            unit_id = self.parent_of(unit_id)
            if unit_id == above:
                return True
        return False


def read_units(source: Source) -> tuple[list[Unit], list[Diagnostic]]:
    """Read the units of one file, parents first, and the faults in the shares they take over.

    Anything that does not fit the shape is left out.
    """
    reader = _Reader(source.path)
    reader.read(as_mapping(source.root), "")
    return reader.found, reader.faults


class _Reader:
    """Collects the units of one file and the faults in their shares."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.found: list[Unit] = []
        self.faults: list[Diagnostic] = []

    def read(self, mapping: Mapping, parent: str) -> None:
        """Read the units of one level, and those below each of them."""
        for key, node in mapping.items():
            if isinstance(node, Mapping):
                unit = self._unit(key, node, parent)
                self.found.append(unit)
                self.read(as_mapping(node.get(UNITS_BELOW.key)), unit.id)

    def _unit(self, key: Scalar, node: Mapping, parent: str) -> Unit:
        words = _dated_words(node.get(LEVEL.key))
        levels = [
            ((level, first, last), span)
            for (word, first, last), span in zip(words.values, words.spans, strict=True)
            if (level := as_choice(Level, word)) is not None
        ]
        return Unit(
            id=f"{parent}/{key.text}" if parent else key.text,
            names=_dated_words(node.get(NAME.key)),
            levels=Dated(tuple(value for value, _ in levels), tuple(span for _, span in levels)),
            codes=_dated_words(node.get(CODE.key)),
            letterhead=as_text(node.get(LETTERHEAD.key)),
            parent=parent,
            first=as_day(node.get(FIRST_DAY.key)),
            last=as_day(node.get(LAST_DAY.key)),
            takes_over=self._successions(node.get(SUCCESSIONS.key)),
            partly_listed=as_flag(node.get(PARTLY_LISTED.key)),
            path=self._path,
            span=key.span,
        )

    def _successions(self, node: Node | None) -> tuple[Succession, ...]:
        found = []
        for item in node.items if isinstance(node, Sequence) else ():
            record = as_mapping(item)
            unit = record.get(TAKEN_OVER.key)
            written = record.get(SHARE.key)
            share = self._share(written)
            if isinstance(unit, Scalar) and (word := as_word(unit)) is not None:
                found.append(
                    Succession(
                        unit=word,
                        day=as_day(record.get(TAKEN_OVER_ON.key)),
                        basis=as_word(record.get(BASIS.key)) or "",
                        share=share,
                        span=unit.span,
                        share_written=written is not None,
                    )
                )
        return tuple(found)

    def _share(self, node: Node | None) -> Decimal | None:
        """Read a percentage as a part of 1."""
        if not isinstance(node, Scalar) or is_empty(node) or node.style is Style.FOLDED:
            return None
        reading = read(node.text, role=Role.RESULT, measure=_PERCENT, bare=node.style is Style.PLAIN)
        self.faults += [
            Diagnostic(fault.code, self._path, node.part(*fault.place), fault.message, help=fault.help)
            for fault in reading.faults
        ]
        quantity = reading.quantity
        if quantity is None:
            return None
        if quantity.not_applicable or quantity.approximation is not None or not 0 < quantity.value <= 100:
            self.faults.append(
                Diagnostic(
                    BAD_NUMBER,
                    self._path,
                    node.span,
                    f"phần được nhận “{node.text.strip()}” không phải một tỷ lệ trên 0% đến 100%",
                    help="viết phần trăm chính xác, ví dụ 60%; bỏ dòng này nếu nhận toàn bộ",
                )
            )
            return None
        return quantity.value / 100


def _dated_words(node: Node | None) -> Dated[str]:
    if isinstance(node, Sequence):
        records = [as_mapping(item) for item in node.items]
        found = [
            ((word, as_day(record.get(FIRST_DAY_KEY)), as_day(record.get(LAST_DAY_KEY))), value.span)
            for record in records
            if (value := record.get(VALUE_KEY)) is not None and (word := as_word(value)) is not None
        ]
        return Dated(tuple(one for one, _ in found), tuple(span for _, span in found))
    word = as_word(node)
    return Dated(((word, None, None),), (node.span,)) if node is not None and word is not None else Dated(())
