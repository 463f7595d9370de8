"""Indicators: what is counted, in what, by whom, and how it adds up."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
    """How figures of several units become one (`theo_cap`)."""

    SUM = "tong"
    RATIO = "ty-le"
    MEAN = "binh-quan"
    HIGHEST = "lon-nhat"
    LOWEST = "nho-nhat"
    COUNT_UNITS = "dem-don-vi"
    NEVER = "khong-cong"


class OverPeriods(StrEnum):
    """How figures of several periods become one (`theo_ky`)."""

    FLOW = "tong"
    STOCK = "cuoi-ky"
    MEAN = "binh-quan"
    HIGHEST = "lon-nhat"
    LOWEST = "nho-nhat"


class Direction(StrEnum):
    """Which way is better (`chieu`)."""

    UP = "tang"
    DOWN = "giam"


_INDICATOR = Identifier("một mã chỉ tiêu", refers=Refers.INDICATOR)
SHAPE = Table(
    KeyKind.ID,
    Record(
        "chỉ tiêu",
        (
            Field("ten", Name(), "tên chỉ tiêu", required=True),
            Field(
                "chuong_trinh",
                Either(
                    scalar=Whole(positive=True),
                    mapping=Table(KeyKind.ID, Whole(positive=True), key_title="mã bộ chương trình"),
                ),
                "số chương trình; không có nếu là số liệu tình hình",
            ),
            Field("don_vi_tinh", Name(), "đơn vị tính", required=True),
            Field("cach_viet", ListOf(Name()), "các cách viết khác của đơn vị tính"),
            Field(
                "theo_cap", Choice(tuple(one.value for one in OverUnits)), "cách gộp theo cấp", required=True
            ),
            Field("theo_ky", Choice(tuple(one.value for one in OverPeriods)), "cách gộp theo kỳ"),
            Field("chieu", Choice(tuple(one.value for one in Direction)), "chiều tốt lên"),
            Field("cap", ListOf(Choice(tuple(one.value for one in Level))), "các cấp báo cáo chỉ tiêu này"),
            Field("so_nguyen", Flag(), "chỉ nhận số nguyên"),
            Field("tinh_nhan_tu", Flag(), "có tính phần nhận từ cấp trên hay không"),
            Field("trong_so", _INDICATOR, "chỉ tiêu làm trọng số"),
            Field("tu_so", _INDICATOR, "chỉ tiêu làm tử số"),
            Field("mau_so", _INDICATOR, "chỉ tiêu làm mẫu số"),
            Field("gom", ListOf(_INDICATOR), "các chỉ tiêu thành phần"),
            Field("tu", Day(), "ngày bắt đầu hiệu lực"),
            Field("den", Day(), "ngày cuối cùng có hiệu lực"),
            Field("thay_cho", _INDICATOR, "chỉ tiêu mà nó thay thế"),
        ),
    ),
    key_title="mã chỉ tiêu",
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One place in the catalogue that names something else."""

    key: str
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Attributes:
        id: its key.
        name: as printed.
        programme: the programme it belongs to, by set or for every set (key ""); empty for a
            figure of the situation.
        measure: what it is counted in and how that may be written.
        over_units: how it adds up along the units.
        over_periods: how it adds up over periods; None for a ratio, which is derived.
        direction: which way is better.
        levels: the levels that report it.
        includes_received: False where money received from above is no achievement of the receiver.
        weight: for a mean, the indicator that weighs; "" for none.
        numerator: for a ratio, the indicator counted above the line; "" otherwise.
        denominator: likewise below the line.
        parts: the indicators whose sum it is where it is not given as one figure.
        first: its first day, or None.
        last: its last day, or None.
        references: every other indicator that its definition names, with the place.
        path: the file that defines it.
        span: its key in that file.
        programme_spans: where each programme is named, by set as in `programme`.
    """

    id: str
    name: str
    programme: MappingType[str, int]
    measure: UnitOfMeasure
    over_units: OverUnits
    over_periods: OverPeriods | None
    direction: Direction
    levels: tuple[Level, ...]
    includes_received: bool
    weight: str
    numerator: str
    denominator: str
    parts: tuple[str, ...]
    first: date | None
    last: date | None
    references: tuple[Reference, ...] = field(compare=False)
    path: str = field(compare=False)
    span: Span = field(compare=False)
    programme_spans: MappingType[str, Span] = field(default_factory=dict, compare=False)

    def programme_in(self, set_id: str) -> int | None:
        """The number of its programme in a set, or None for a figure of the situation."""
        return self.programme.get(set_id, self.programme.get(""))

    def valid_on(self, day: date) -> bool:
        """Whether it is in use on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def read_indicators(source: Source) -> list[Indicator]:
    """The indicators of one file; what does not fit the shape is passed over."""
    return [
        _indicator(key, as_mapping(node), source.path)
        for key, node in as_mapping(source.root).items()
        if isinstance(node, Mapping)
    ]


def _indicator(key: Scalar, node: Mapping, path: str) -> Indicator:
    over_units = as_choice(OverUnits, node.get("theo_cap")) or OverUnits.SUM
    ratio = over_units is OverUnits.RATIO
    programmes = _programmes(node)
    name = as_word(node.get("ten")) or key.text
    levels = tuple(level for word in as_names(node.get("cap")) if (level := as_choice(Level, word)))
    measure = UnitOfMeasure(
        as_word(node.get("don_vi_tinh")) or "",
        as_names(node.get("cach_viet")),
        whole=as_flag(node.get("so_nguyen")) is True,
        ratio=ratio,
    )
    over_periods = as_choice(OverPeriods, node.get("theo_ky")) or OverPeriods.FLOW
    return Indicator(
        key.text,
        name,
        {name: number for name, (number, _) in programmes.items()},
        measure,
        over_units,
        None if ratio else over_periods,
        as_choice(Direction, node.get("chieu")) or Direction.UP,
        levels or DEFAULT_LEVELS,
        as_flag(node.get("tinh_nhan_tu")) is not False,
        as_word(node.get("trong_so")) or "",
        as_word(node.get("tu_so")) or "",
        as_word(node.get("mau_so")) or "",
        as_names(node.get("gom")),
        as_day(node.get("tu")),
        as_day(node.get("den")),
        _references(node),
        path,
        key.span,
        {name: span for name, (_, span) in programmes.items()},
    )


def _programmes(node: Mapping) -> dict[str, tuple[int, Span]]:
    value = node.get("chuong_trinh")
    if isinstance(value, Mapping):
        return {key.text: (number, key.span) for key, one in value.items() if (number := as_whole(one))}
    number = as_whole(value)
    return {"": (number, value.span)} if number and value is not None else {}


def _references(node: Mapping) -> tuple[Reference, ...]:
    found = []
    for key in ("trong_so", "tu_so", "mau_so", "thay_cho"):
        value = node.get(key)
        if isinstance(value, Scalar) and value.text:
            found.append(Reference(key, value.text, value.span))
    parts = node.get("gom")
    if isinstance(parts, Sequence):
        found += [Reference("gom", item.text, item.span) for item in parts.items if isinstance(item, Scalar)]
    return tuple(found)
