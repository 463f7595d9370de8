"""Figures of one report that break a rule of the catalogue (`quy-tac.yaml`)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal

from mttq.catalogue import Catalogue, CrossRule
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Figure, FileRef, Scope
from mttq.documents.facts import Facts, ReportFacts
from mttq.quantity import amount

RULE_BROKEN = Code("MT406", "trai-quy-tac")
RULE_DOUBTFUL = Code("MT407", "nghi-trai-quy-tac", Severity.WARNING)

_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "cung-co": lambda left, right: bool(left) == bool(right),
    "khong-dong-thoi-co": lambda left, right: not (left and right),
}
_WORDS = {
    "==": "{} phải bằng {}",
    "!=": "{} phải khác {}",
    ">": "{} phải lớn hơn {}",
    ">=": "{} không được nhỏ hơn {}",
    "<": "{} phải nhỏ hơn {}",
    "<=": "{} không được lớn hơn {}",
    "cung-co": "{} và {} phải cùng có hoặc cùng không có",
    "khong-dong-thoi-co": "{} và {} không được cùng có",
}


def rule_broken(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Apply every rule of the catalogue to the own figures of a report, and separately to its stated ones."""
    ref = facts.ref
    unit = catalogue.units.get(ref.unit)
    if not catalogue.cross_rules or unit is None or not isinstance(facts, ReportFacts):
        return
    level = unit.level_on(ref.period.last_day(ref.cycle))
    for scope in Scope:
        figures: dict[str, Figure] = {}
        for figure in facts.body.figures:
            if figure.scope is scope and not figure.quantity.not_applicable:
                figures.setdefault(figure.indicator, figure)
        for rule in catalogue.cross_rules if figures else ():
            if not rule.levels or level in rule.levels:
                yield from _check(ref, rule, figures, catalogue)


def _check(
    ref: FileRef, rule: CrossRule, figures: dict[str, Figure], catalogue: Catalogue
) -> Iterator[Diagnostic]:
    compare = _COMPARISONS.get(rule.comparison)
    names = (*rule.left, *rule.right)
    used = [figures[name] for name in names if name in figures]
    complete = len(used) == len(names)
    if (
        compare is None
        or not rule.left
        or not rule.right
        or not used
        or not (complete or rule.missing_is_zero)
    ):
        return
    left, right = _sum(rule.left, figures), _sum(rule.right, figures)
    if compare(left, right) or _close(left, right, used):
        return
    sides = _side(rule.left, left, catalogue), _side(rule.right, right, catalogue)
    yield Diagnostic(
        RULE_BROKEN if rule.is_error else RULE_DOUBTFUL,
        ref.path,
        used[0].span,
        f"trái quy tắc “{rule.id}”: {_WORDS[rule.comparison].format(*sides)}",
        help=rule.remedy or "kiểm tra lại các số này",
    )


def _sum(names: tuple[str, ...], figures: dict[str, Figure]) -> Decimal:
    return sum((figures[name].quantity.value for name in names if name in figures), Decimal(0))


def _close(left: Decimal, right: Decimal, used: list[Figure]) -> bool:
    """Whether approximate figures may obey the rule: they are within one unit of the last digit of each."""
    loose = [one.quantity.step for one in used if one.quantity.approximation is not None]
    return bool(loose) and abs(left - right) <= sum(loose, Decimal(0))


def _side(names: tuple[str, ...], value: Decimal, catalogue: Catalogue) -> str:
    indicator = catalogue.indicators.get(names[0])
    measure = indicator.measure.name if indicator is not None else ""
    return f"“{' + '.join(names)}” ({amount(value, measure)})"
