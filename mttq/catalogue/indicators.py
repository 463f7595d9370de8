"""Indicators: what is counted, in what, by whom, and how it adds up."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from mttq.diagnostics import Span
from mttq.levels import DEFAULT_LEVELS, Level
from mttq.quantity import UnitOfMeasure
from mttq.schema import (
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
    Table,
    Whole,
    as_choice,
    as_day,
    as_flag,
    as_mapping,
    as_names,
    as_whole,
    as_word,
)
from mttq.source import Mapping, Scalar, Sequence, Source


class OverUnits(StrEnum):
    """How the figures of several units become one (`theo_cap`)."""

    SUM = "tong"
    RATIO = "ty-le"
    MEAN = "binh-quan"
    HIGHEST = "lon-nhat"
    LOWEST = "nho-nhat"
    COUNT_UNITS = "dem-don-vi"
    NEVER = "khong-cong"


class OverPeriods(StrEnum):
    """How the figures of several periods become one (`theo_ky`)."""

    FLOW = "tong"
    STOCK = "cuoi-ky"
    MEAN = "binh-quan"
    HIGHEST = "lon-nhat"
    LOWEST = "nho-nhat"


class Extent(StrEnum):
    """What every figure of an indicator speaks of (`pham_vi`), if not of its unit's own work."""

    AREA = "dia-ban"


class Direction(StrEnum):
    """Which way is better (`chieu`)."""

    UP = "tang"
    DOWN = "giam"


def _choice(words: type[StrEnum]) -> Choice:
    return Choice(tuple(one.value for one in words))


_INDICATOR = Identifier("một mã chỉ tiêu", refers=Refers.INDICATOR)

NAME = Field("ten", Name(), "tên chỉ tiêu", required=True)
PROGRAMME = Field(
    "chuong_trinh",
    Either(
        scalar=Whole(positive=True),
        mapping=Table(KeyKind.ID, Whole(positive=True), key_title="mã bộ chương trình"),
    ),
    "số chương trình; không có nếu là số liệu tình hình",
)
MEASURE = Field("don_vi_tinh", Name(), "đơn vị tính", required=True)
SPELLINGS = Field("cach_viet", ListOf(Name()), "các cách viết khác của đơn vị tính")
OVER_UNITS = Field("theo_cap", _choice(OverUnits), "cách gộp theo cấp", required=True)
OVER_PERIODS = Field("theo_ky", _choice(OverPeriods), "cách gộp theo kỳ")
DIRECTION = Field("chieu", _choice(Direction), "chiều tốt lên")
EXTENT = Field("pham_vi", _choice(Extent), "mọi số liệu đều là của cả địa bàn")
LEVELS = Field("cap", ListOf(_choice(Level)), "các cấp báo cáo chỉ tiêu này")
WHOLE = Field("so_nguyen", Flag(), "chỉ nhận số nguyên")
NEGATIVE = Field("duoc_am", Flag(), "có thể nhận số âm")
ABOVE_WHOLE = Field("vuot_100", Flag(), "tỷ lệ có thể vượt 100%")
INCLUDES_RECEIVED = Field("tinh_nhan_tu", Flag(), "có tính phần nhận từ cấp trên hay không")
WEIGHT = Field("trong_so", _INDICATOR, "chỉ tiêu làm trọng số")
NUMERATOR = Field("tu_so", _INDICATOR, "chỉ tiêu làm tử số")
DENOMINATOR = Field("mau_so", _INDICATOR, "chỉ tiêu làm mẫu số")
PARTS = Field("gom", ListOf(_INDICATOR), "các chỉ tiêu thành phần")
COMPANIONS = Field(
    "kem", Table(KeyKind.FREE, _INDICATOR, key_title="tên"), "các chỉ tiêu ghi kèm trong cùng một mục"
)
FIRST_DAY = Field("tu", Day(), "ngày bắt đầu hiệu lực")
LAST_DAY = Field("den", Day(), "ngày cuối cùng có hiệu lực")
REPLACES = Field("thay_cho", _INDICATOR, "chỉ tiêu mà nó thay thế")
MADE_OF = frozenset({PARTS.key, NUMERATOR.key, DENOMINATOR.key})
"""The keys that name what an indicator is made of."""
SHAPE = Table(
    KeyKind.ID,
    Record(
        "chỉ tiêu",
        (
            NAME,
            PROGRAMME,
            MEASURE,
            SPELLINGS,
            OVER_UNITS,
            OVER_PERIODS,
            DIRECTION,
            EXTENT,
            LEVELS,
            WHOLE,
            NEGATIVE,
            ABOVE_WHOLE,
            INCLUDES_RECEIVED,
            WEIGHT,
            NUMERATOR,
            DENOMINATOR,
            PARTS,
            COMPANIONS,
            FIRST_DAY,
            LAST_DAY,
            REPLACES,
        ),
    ),
    key_title="mã chỉ tiêu",
)


class Reference(Struct, frozen=True):
    """One place in the catalogue that names something else."""

    key: str
    target: str
    span: Span


class Indicator(Struct, frozen=True, kw_only=True):
    """One indicator.

    Attributes:
        id: its key.
        name: as printed.
        programme: the programme it belongs to, by set or for every set (key ""); empty for a
            figure of the situation.
        measure: the unit it is counted in, with its spellings.
        over_units: how it adds up along the units.
        over_periods: how it adds up over periods; None for a ratio, which is derived.
        direction: which way is better.
        levels: the levels that report it.
        area_wide: whether every figure of it speaks of its unit's whole area, wherever it is written; so a unit
            reports it only if no unit below does.
        includes_received: whether money received from above counts as an achievement of the receiver.
        weight: for a mean, the indicator used as the weight; "" for none.
        numerator: for a ratio, the indicator above the line; "" otherwise.
        denominator: for a ratio, the indicator below the line; "" otherwise.
        parts: the indicators whose sum it is unless it is given as one figure; none if it is one of its own parts.
        companions: the indicators whose figures its entries may hold, by the key there.
        first: its first day, or None.
        last: its last day, or None.
        references: every other indicator that its definition names, with its place.
        path: the file that defines it.
        span: its key in that file.
        programme_spans: the place of each programme, by set as in `programme`.
    """

    id: str
    name: str
    programme: MappingType[str, int]
    measure: UnitOfMeasure
    over_units: OverUnits
    over_periods: OverPeriods | None
    direction: Direction
    levels: tuple[Level, ...]
    area_wide: bool = False
    includes_received: bool
    weight: str
    numerator: str
    denominator: str
    parts: tuple[str, ...]
    companions: MappingType[str, str] = field(default_factory=dict)
    first: date | None
    last: date | None
    references: tuple[Reference, ...]
    path: str
    span: Span
    programme_spans: MappingType[str, Span] = field(default_factory=dict)

    def programme_in(self, set_id: str) -> int | None:
        """Return the number of its programme in a set, or None for a figure of the situation."""
        return self.programme.get(set_id, self.programme.get(""))

    def valid_on(self, day: date) -> bool:
        """Whether it is in use on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def read_indicators(source: Source) -> list[Indicator]:
    """Read the indicators of one file, without anything that does not fit the shape."""
    return [
        _indicator(key, as_mapping(node), source.path)
        for key, node in as_mapping(source.root).items()
        if isinstance(node, Mapping)
    ]


def _indicator(key: Scalar, node: Mapping, path: str) -> Indicator:
    over_units = as_choice(OverUnits, node.get(OVER_UNITS.key)) or OverUnits.SUM
    ratio = over_units is OverUnits.RATIO
    programmes = _programmes(node)
    levels = tuple(level for word in as_names(node.get(LEVELS.key)) if (level := as_choice(Level, word)))
    name = as_word(node.get(NAME.key)) or key.text
    direction = as_choice(Direction, node.get(DIRECTION.key)) or Direction.UP
    measure = UnitOfMeasure(
        as_word(node.get(MEASURE.key)) or "",
        as_names(node.get(SPELLINGS.key)),
        whole=as_flag(node.get(WHOLE.key)) is True,
        ratio=ratio,
        subjects=(name,),
        falling=direction is Direction.DOWN,
        negative=as_flag(node.get(NEGATIVE.key)) is True,
        above_whole=as_flag(node.get(ABOVE_WHOLE.key)) is True,
    )
    over_periods = as_choice(OverPeriods, node.get(OVER_PERIODS.key)) or OverPeriods.FLOW
    return Indicator(
        id=key.text,
        name=name,
        programme={name: number for name, (number, _) in programmes.items()},
        measure=measure,
        over_units=over_units,
        over_periods=None if ratio else over_periods,
        direction=direction,
        levels=levels or DEFAULT_LEVELS,
        area_wide=as_choice(Extent, node.get(EXTENT.key)) is Extent.AREA
        and over_units is not OverUnits.NEVER,
        includes_received=as_flag(node.get(INCLUDES_RECEIVED.key)) is not False,
        weight=as_word(node.get(WEIGHT.key)) or "",
        numerator=as_word(node.get(NUMERATOR.key)) or "",
        denominator=as_word(node.get(DENOMINATOR.key)) or "",
        parts=as_names(node.get(PARTS.key)),
        companions=_companions(node),
        first=as_day(node.get(FIRST_DAY.key)),
        last=as_day(node.get(LAST_DAY.key)),
        references=_references(node),
        path=path,
        span=key.span,
        programme_spans={name: span for name, (_, span) in programmes.items()},
    )


def _programmes(node: Mapping) -> dict[str, tuple[int, Span]]:
    value = node.get(PROGRAMME.key)
    if isinstance(value, Mapping):
        return {key.text: (number, key.span) for key, one in value.items() if (number := as_whole(one))}
    number = as_whole(value)
    return {"": (number, value.span)} if number and value is not None else {}


def _companions(node: Mapping) -> dict[str, str]:
    entries = as_mapping(node.get(COMPANIONS.key)).items()
    return {name.text: indicator for name, value in entries if (indicator := as_word(value))}


def _references(node: Mapping) -> tuple[Reference, ...]:
    found = []
    for key in (WEIGHT.key, NUMERATOR.key, DENOMINATOR.key, REPLACES.key):
        value = node.get(key)
        if isinstance(value, Scalar) and value.text:
            found.append(Reference(key, value.text, value.span))
    parts = node.get(PARTS.key)
    if isinstance(parts, Sequence):
        found += [
            Reference(PARTS.key, item.text, item.span) for item in parts.items if isinstance(item, Scalar)
        ]
    companions = node.get(COMPANIONS.key)
    if isinstance(companions, Mapping):
        found += [
            Reference(COMPANIONS.key, value.text, value.span)
            for _, value in companions.items()
            if isinstance(value, Scalar) and value.text
        ]
    return tuple(found)
