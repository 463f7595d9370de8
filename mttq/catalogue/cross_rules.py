"""Rules across indicators (`quy-tac.yaml`): read and validated here, applied by the checks."""

from __future__ import annotations

from dataclasses import dataclass

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
SHAPE = Table(
    KeyKind.ID,
    Record(
        "quy tắc",
        (
            Field("ve_trai", _INDICATORS, "vế trái: tổng các chỉ tiêu", required=True),
            Field(
                "so_sanh",
                Choice(("==", "!=", ">", ">=", "<", "<=", "cung-co", "khong-dong-thoi-co")),
                "phép so sánh",
                required=True,
            ),
            Field("ve_phai", _INDICATORS, "vế phải: tổng các chỉ tiêu", required=True),
            Field("thieu", Choice(("bo-qua", "bang-0")), "khi thiếu một vế"),
            Field("muc_do", Choice(("loi", "canh-bao")), "mức độ"),
            Field("cap", ListOf(Choice(tuple(one.value for one in Level))), "các cấp áp dụng"),
            Field("cach_sua", Text(), "cách sửa"),
        ),
    ),
    key_title="mã quy tắc",
)


@dataclass(frozen=True, slots=True)
class CrossRule:
    """One rule: a sum of indicators compared with another sum.

    Attributes:
        id: its key.
        left: the indicators of the left side.
        comparison: as written.
        right: the indicators of the right side.
        missing_is_zero: whether a side without figures counts as 0; otherwise the rule is passed over.
        is_error: whether a breach is an error, not a warning.
        levels: the levels it holds for; empty for all.
        remedy: what to do, in the secretariat's own words.
        references: every indicator named, with the place.
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
    """The rules of the file; what does not fit the shape is passed over."""
    return [
        _rule(key, node, source.path)
        for key, node in as_mapping(source.root).items()
        if isinstance(node, Mapping)
    ]


def _rule(key: Scalar, node: Mapping, path: str) -> CrossRule:
    references = tuple(
        Reference(side, item.text, item.span)
        for side in ("ve_trai", "ve_phai")
        if isinstance(found := node.get(side), Sequence)
        for item in found.items
        if isinstance(item, Scalar)
    )
    return CrossRule(
        key.text,
        as_names(node.get("ve_trai")),
        as_word(node.get("so_sanh")) or "",
        as_names(node.get("ve_phai")),
        as_word(node.get("thieu")) == "bang-0",
        as_word(node.get("muc_do")) != "canh-bao",
        tuple(level for word in as_names(node.get("cap")) if (level := as_choice(Level, word))),
        " ".join(as_text(node.get("cach_sua"))),
        references,
        path,
        key.span,
    )
