"""Figures of the oracle of totals: a value with its counts, its accuracy, and what was received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from totals_project import Count, Received

ZERO = Fraction(0)
SIDES = {"": frozenset[int](), "trên": frozenset({1}), "gần": frozenset({-1}), "khoảng": frozenset({1, -1})}


@dataclass(frozen=True)
class Transfer:
    """What was received and from whom, on which side the true amount may lie and by how much."""

    giver: str
    value: Fraction
    sides: frozenset[int] = frozenset()
    step: Fraction = ZERO


@dataclass(frozen=True)
class Figure:
    """A value, and for a ratio or a mean along the units, the sums above and below the line.

    `bare` is what can be shown but not added. `sides` says on which sides of the value the truth may
    lie, `approximate` adds up the last digits of what is approximate, `steps` those of everything.
    """

    value: Fraction
    counts: tuple[Fraction, Fraction] | None = None
    bare: bool = False
    sides: frozenset[int] = frozenset()
    approximate: Fraction = ZERO
    steps: Fraction = ZERO
    received: tuple[Transfer, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What one unit gives: a figure, that it does not apply, or nothing."""

    said: bool = False
    figure: Figure | None = None
    complete: bool = False

    @property
    def reported(self) -> bool:
        return self.said and self.complete


def figure_of(count: Count, above: Iterable[str] = ()) -> Figure:
    """Return one line of a file, less what it received from the units `above`."""
    sides = SIDES[count.word]
    plain = Figure(count.value, sides=sides, approximate=count.step if sides else ZERO, steps=count.step)
    kept = [one for one in count.received if one.giver not in set(above)]
    for one in count.received:
        if one not in kept:
            plain = without(plain, transfer_of(one))
    return replace(plain, received=tuple(map(transfer_of, kept)))


def transfer_of(one: Received) -> Transfer:
    return Transfer(one.giver, one.value, SIDES[one.word], one.step)


def without(figure: Figure, transfer: Transfer) -> Figure:
    """Return a figure less what was received; the approximation of what is deducted counts the other way."""
    sides = figure.sides | {-one for one in transfer.sides}
    extra = transfer.step if transfer.sides else ZERO
    return replace(
        figure,
        value=figure.value - transfer.value,
        sides=sides,
        approximate=figure.approximate + extra,
        steps=figure.steps + transfer.step,
    )


def added(figures: Iterable[Figure]) -> Figure:
    """Return the sum of values and counts, with the accuracy of all of them."""
    figures = list(figures)
    counts = None
    if figures[0].counts is not None:
        pairs = [one.counts for one in figures if one.counts is not None]
        counts = (sum((one for one, _ in pairs), ZERO), sum((one for _, one in pairs), ZERO))
    return about(figures, sum((one.value for one in figures), ZERO), counts)


def about(
    figures: Iterable[Figure], value: Fraction, counts: tuple[Fraction, Fraction] | None = None
) -> Figure:
    """Return a value made of figures, as accurate as they are together, with all that they received."""
    figures = list(figures)
    return Figure(
        value,
        counts,
        sides=frozenset(side for one in figures for side in one.sides),
        approximate=sum((one.approximate for one in figures), ZERO),
        steps=sum((one.steps for one in figures), ZERO),
        received=tuple(part for one in figures for part in one.received),
    )


def scaled(figure: Figure, weight: Fraction) -> Figure:
    """Return the part of a figure that belongs elsewhere; it is approximate by the last digits of its lines."""
    if weight == 1:
        return figure
    counts = figure.counts
    return replace(
        figure,
        value=figure.value * weight,
        counts=(counts[0] * weight, counts[1] * weight) if counts is not None else None,
        sides=frozenset({1, -1}),
        approximate=figure.steps,
        received=tuple(
            replace(
                one,
                value=one.value * weight,
                sides=frozenset({1, -1}),
                step=one.step if one.sides else ZERO,
            )
            for one in figure.received
        ),
    )
