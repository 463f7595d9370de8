"""A number times its unit price that is not the value given with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import Figure
from mttq.documents.facts import Facts, ReportFacts
from mttq.quantity import Quantity, amount

PRICE_DIFFERS = Code("MT222", "don-gia-lech")

PRICE, VALUE = "don_gia", "tri_gia"
"""The keys of `kem` for a unit price and for what everything is worth."""


def price_differs(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare number × unit price with the value, wherever their lines are in the report; own and stated apart.

    They agree if they do so within one unit of the last digit written of each.
    """
    if not isinstance(facts, ReportFacts) or not catalogue.accompanied:
        return
    figures = facts.body.figures
    for figure in figures:
        indicator = catalogue.accompanied.get(figure.indicator)
        if indicator is None or PRICE not in indicator.companions or figure.quantity.not_applicable:
            continue
        price = _companion(figures, figure, indicator.companions[PRICE])
        value = _companion(figures, figure, indicator.companions.get(VALUE, ""))
        if price is None or value is None:
            continue
        product = figure.quantity.value * price.quantity.value
        if abs(product - value.quantity.value) <= _room(figure.quantity, price.quantity, value.quantity):
            continue
        units = [catalogue.indicators[one.indicator].measure.name for one in (value, price)]
        yield Diagnostic(
            PRICE_DIFFERS,
            facts.ref.path,
            value.span,
            f"“{value.indicator}” là {amount(value.quantity.value, units[0])}, còn “{indicator.id}” nhân đơn giá "
            f"{amount(price.quantity.value, units[1])} là {amount(product, units[0])}",
            help="sửa số lượng, đơn giá hoặc trị giá; nếu đơn giá không như nhau thì bỏ đơn giá",
        )


def _companion(figures: tuple[Figure, ...], figure: Figure, indicator: str) -> Figure | None:
    for one in figures:
        if one.indicator == indicator and one.scope is figure.scope and not one.quantity.not_applicable:
            return one
    return None


def _room(count: Quantity, price: Quantity, value: Quantity) -> Decimal:
    """Return how far the product may lie from the value by the digits written."""
    return _loose(count) * abs(price.value) + _loose(price) * abs(count.value) + _loose(value)


def _loose(quantity: Quantity) -> Decimal:
    """Return one unit of the last digit if a scale leaves those after it open; a word leaves zeros before it open, too.

    `khoảng 300 nghìn đồng` may be 340, but `300 nghìn đồng` is at most half a thousand more.
    """
    if quantity.approximation is None:
        return quantity.step if quantity.step > 1 else Decimal(0)
    step = quantity.step
    while quantity.value and not quantity.value % (10 * step):
        step *= 10
    return step
