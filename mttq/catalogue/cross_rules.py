"""Rules across indicators (`quy-tac.yaml`): read here, applied by the checks."""

from __future__ import annotations

from msgspec import Struct

from mttq.catalogue.indicators import Reference
from mttq.diagnostics import Span
from mttq.levels import Level
from mttq.schema import (
    Choice,
    Field,
    Identifier,
    KeyKind,
    ListOf,
    Record,
    Refers,
    Table,
    Text,
    as_choice,
    as_mapping,
    as_names,
    as_text,
    as_word,
)
from mttq.source import Mapping, Scalar, Sequence, Source

_INDICATORS = ListOf(Identifier("một mã chỉ tiêu", refers=Refers.INDICATOR))
_SKIPPED, _ZERO = "bo-qua", "bang-0"
_ERROR, _WARNING = "loi", "canh-bao"

LEFT = Field("ve_trai", _INDICATORS, "vế trái: tổng các chỉ tiêu", required=True)
COMPARISON = Field(
    "so_sanh",
    Choice(("==", "!=", ">", ">=", "<", "<=", "cung-co", "khong-dong-thoi-co")),
    "phép so sánh",
    required=True,
)
RIGHT = Field("ve_phai", _INDICATORS, "vế phải: tổng các chỉ tiêu", required=True)
MISSING = Field("thieu", Choice((_SKIPPED, _ZERO)), "khi thiếu một vế")
SEVERITY = Field("muc_do", Choice((_ERROR, _WARNING)), "mức độ")
LEVELS = Field("cap", ListOf(Choice(tuple(one.value for one in Level))), "các cấp áp dụng")
REMEDY = Field("cach_sua", Text(), "cách sửa")
SHAPE = Table(
    KeyKind.ID,
    Record("quy tắc", (LEFT, COMPARISON, RIGHT, MISSING, SEVERITY, LEVELS, REMEDY)),
    key_title="mã quy tắc",
)


class CrossRule(Struct, frozen=True, kw_only=True):
    """One rule: a sum of indicators compared with another sum.

    Attributes:
        id: its key.
        left: the indicators of the left side.
        comparison: as written.
        right: the indicators of the right side.
        missing_is_zero: whether a side without figures counts as 0; otherwise the rule is skipped.
        is_error: whether a breach is an error, not a warning.
        levels: the levels it applies to; empty for all.
        remedy: what to do, in the secretariat's own words.
        references: every indicator named, with its place.
        path: the file that defines it.
        span: its key in that file.
    """

    id: str
    left: tuple[str, ...]
    comparison: str
    right: tuple[str, ...]
    missing_is_zero: bool
    is_error: bool
    levels: tuple[Level, ...]
    remedy: str
    references: tuple[Reference, ...]
    path: str
    span: Span


def read_cross_rules(source: Source) -> list[CrossRule]:
    """Read the rules of the file, without anything that does not fit the shape."""
    return [
        _rule(key, node, source.path)
        for key, node in as_mapping(source.root).items()
        if isinstance(node, Mapping)
    ]


def _rule(key: Scalar, node: Mapping, path: str) -> CrossRule:
    references = tuple(
        Reference(side, item.text, item.span)
        for side in (LEFT.key, RIGHT.key)
        if isinstance(found := node.get(side), Sequence)
        for item in found.items
        if isinstance(item, Scalar)
    )
    return CrossRule(
        id=key.text,
        left=as_names(node.get(LEFT.key)),
        comparison=as_word(node.get(COMPARISON.key)) or "",
        right=as_names(node.get(RIGHT.key)),
        missing_is_zero=as_word(node.get(MISSING.key)) == _ZERO,
        is_error=as_word(node.get(SEVERITY.key)) != _WARNING,
        levels=tuple(level for word in as_names(node.get(LEVELS.key)) if (level := as_choice(Level, word))),
        remedy=" ".join(as_text(node.get(REMEDY.key))),
        references=references,
        path=path,
        span=key.span,
    )
