"""The rules of totals again, slow and obvious: it looks at every day and tries every choice of files.

Written from the rules, not from the code, over the plain model of
`totals_project`; fractions, sets of months and lists of figures. Who belongs to
a unit is in `totals_tree`, what one unit says in `totals_lines`, what a figure
is in `totals_figures`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from totals_calendar import alive, level_on
from totals_figures import ZERO, Figure, Reading, about, added, scaled, without
from totals_lines import Readings, contradicts, measures, tolerance
from totals_project import IndicatorModel, ProjectModel
from totals_tree import WHOLE, Weights

__all__ = ["Answer", "Figure", "Item", "Oracle", "Reading"]

LEVELS = ("trung-uong", "tinh", "huyen", "xa", "khu-dan-cu", "to-chuc-thanh-vien")
_DEFAULT_LOWEST = "xa"


@dataclass(frozen=True)
class Item:
    """One figure in a total: its unit, whether it is stated, and how much of it counts."""

    unit: str
    stated: bool
    figure: Figure
    weight: Fraction


@dataclass(frozen=True)
class Answer:
    """What the total of a unit should be."""

    own: Reading
    stated: Reading
    computed: Figure | None
    value: Figure | None
    status: str
    expected: tuple[str, ...]
    reported: tuple[str, ...]
    unallocated: frozenset[str] = frozenset()
    items: tuple[Item, ...] = ()


class Oracle:
    """The totals of one period of one model."""

    def __init__(self, model: ProjectModel, cycle: str, period: str, as_of: date | None = None) -> None:
        self.read = Readings(model, cycle, period, as_of)
        self.tree = self.read.tree
        self.indicators = self.read.indicators
        # Answers are remembered, because the rules look up the same ones often; nothing else is done for speed.
        self._answers: dict[tuple[str, str], Answer] = {}

    def answer(self, unit: str, indicator_id: str) -> Answer:
        if (unit, indicator_id) not in self._answers:
            self._answers[unit, indicator_id] = self._answer(unit, self.indicators[indicator_id])
        return self._answers[unit, indicator_id]

    # Stated figures that replace others

    def stands(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether the total of a unit is its stated figure."""
        answer = self.answer(unit, indicator.id)
        stated = answer.stated
        if answer.status == "theo-bao-cao":
            return stated.reported and (stated.figure is not None or answer.computed is None)
        return answer.status == "thieu" and answer.value is not answer.computed

    def standing(self, unit: str, indicator: IndicatorModel) -> tuple[list[str], Weights]:
        """Return the units whose stated figures replace their areas, and what is left of everything else.

        The widest areas come first, then catalogue order decides. A figure that reaches outside, or into what
        another has replaced, is not used.
        """
        left = dict(self.tree.weights(unit))
        candidates = [one for one in left if one != unit and self.stands(one, indicator)]
        chosen: list[str] = []
        while candidates:
            widest = [
                one
                for one in candidates
                if not any(self.contains(other, one) for other in candidates if other != one)
            ]
            one = widest[0]
            candidates.remove(one)
            part = self.tree.weights(unit)[one]
            area = {other: part * weight for other, weight in self.tree.weights(one).items()}
            if any(weight > left.get(other, 0) for other, weight in area.items()):
                continue
            chosen.append(one)
            for other, weight in area.items():
                left[other] -= weight
            candidates = [other for other in candidates if left[other]]
        return chosen, left

    def contains(self, unit: str, other: str) -> bool:
        return set(self.tree.weights(other)) <= set(self.tree.weights(unit))

    def items(self, unit: str, indicator: IndicatorModel) -> list[Item]:
        """Return the figures that the total of a unit is made of."""
        standing, left = self.standing(unit, indicator)
        found = []
        for one, weight in self.tree.weights(unit).items():
            if one in standing:
                figure = self.read.stated(one, indicator).figure
                if figure is not None:
                    found.append(Item(one, True, self.to_add(one, True, figure, indicator), weight))
            elif left[one] and self.read.part(one, indicator):
                figure = self.read.own(one, indicator).figure
                if figure is not None:
                    found.append(Item(one, False, self.to_add(one, False, figure, indicator), left[one]))
        return [one for one in found if one.figure.counts is None or one.figure.counts[1]]

    def to_add(self, unit: str, stated: bool, figure: Figure, indicator: IndicatorModel) -> Figure:
        """Return a figure as the operator takes it: with its weight for a mean, 1 or 0 for a count of units."""
        alone = self.read.alone(unit, indicator) and bool(self.read.part(unit, indicator))
        if indicator.theo_cap == "dem-don-vi" and (alone or not stated):
            there = figure.value or figure.sides == {1}  # 0, or `trên 0`
            return Figure(WHOLE if there and self.is_lowest(unit, indicator) else ZERO)
        if indicator.theo_cap == "dem-don-vi":
            return figure  # a stated number of units is one
        if indicator.theo_cap == "binh-quan":
            return self.weighted(unit, stated and not alone, figure, indicator)
        return figure

    def weighted(self, unit: str, stated: bool, figure: Figure, indicator: IndicatorModel) -> Figure:
        if not indicator.trong_so:
            return replace(figure, bare=True) if stated else replace(figure, counts=(figure.value, WHOLE))
        known = self.indicators[indicator.trong_so]
        said = self.read.stated(unit, known) if stated else self.read.own(unit, known)
        weight = said.figure
        if weight is None or (not weight.value and not said.complete):
            return replace(figure, bare=True)
        return about([figure, weight], figure.value, (figure.value * weight.value, weight.value))

    def is_lowest(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether a unit is of the lowest level that reports, on its last day in the period."""
        lowest = max(indicator.cap, key=LEVELS.index) if indicator.cap else _DEFAULT_LOWEST
        one = self.read.units[unit]
        days = [day for day in self.read.days if alive(one.first, one.last, day)]
        return bool(days) and level_on(one, max(days)) == lowest

    # What is missing

    def covered(self, unit: str, indicator: IndicatorModel) -> bool:
        """Whether each missing unit lies below one whose stated figure for the whole period is used."""
        standing, left = self.standing(unit, indicator)
        if not all(self.read.stated(one, indicator).reported for one in standing):
            return False
        return all(
            self.read.own(one, indicator).reported
            for one, weight in left.items()
            if weight and one not in standing and self.read.part(one, indicator)
        )

    def gaps(self, unit: str, indicator: IndicatorModel) -> list[str]:
        """Return the units in a total whose lower units nobody lists, unless what is stated for them is used."""
        standing, left = self.standing(unit, indicator)
        used = {
            other
            for one in standing
            if self.read.stated(one, indicator).reported
            for other in self.tree.weights(one)
        }
        return [
            one
            for one in self.tree.weights(unit)
            if (left[one] or one not in used) and self.read.lacks(one, indicator)
        ]

    def unallocated(self, unit: str, indicator: IndicatorModel) -> frozenset[str]:
        """Return the divided units that matter here: some unit in them has to report, or states a figure."""
        found = self.tree.unallocated(unit)
        return frozenset(
            one
            for one in found
            if any(
                self.read.part(other, indicator) or self.read.stated(other, indicator).figure is not None
                for other in self.tree.order
                if self.tree.goes_with(other) == one
            )
        )

    # The total

    def _answer(self, unit: str, indicator: IndicatorModel) -> Answer:
        own, stated = self.read.own(unit, indicator), self.read.stated(unit, indicator)
        alone = indicator.theo_cap == "khong-cong"
        expected = tuple(
            one
            for one in self.tree.weights(unit)
            if self.read.part(one, indicator) and (one == unit or not alone)
        )
        reported = tuple(one for one in expected if self.read.own(one, indicator).reported)
        if alone:
            status = "du" if own.reported else "thieu" if own.figure else "chua-co"
            return Answer(own, stated, own.figure, own.figure, status, expected, reported)
        items = self.items(unit, indicator)
        only_own = set(expected) <= {unit} and {one.unit for one in items} <= {unit}
        bare = any(one.figure.bare for one in items) and not only_own
        computed = self.computed(unit, [one for one in items if not one.figure.bare or only_own], indicator)
        unallocated = self.unallocated(unit, indicator)
        covered = self.covered(unit, indicator) and not bare and not unallocated
        complete = bool(expected) and reported == expected and not bare and not unallocated
        gaps = self.gaps(unit, indicator)
        complete &= not any(one.stated for one in items)
        claimed = self.claimed(unit, stated.figure, indicator)
        value, status = computed, "thieu"
        known = covered and not gaps
        more = bool(gaps) and stated.reported and claimed is not None and computed is not None
        if more and claimed is not None and computed is not None:
            more = measures(claimed) != measures(computed)
        if stated.complete and self.differs(claimed, computed, indicator, known):
            status = "lech"
        elif complete and not more:
            status = "du"
        elif stated.reported and (claimed is not None or computed is None):
            value, status = claimed, "theo-bao-cao"
        elif covered and (expected or computed is not None):
            status = "theo-bao-cao"
        elif claimed is not None and not self.beyond(computed, claimed, indicator):
            value = claimed
        if value is None and status == "thieu":
            status = "chua-co"
        return Answer(own, stated, computed, value, status, expected, reported, unallocated, tuple(items))

    def claimed(self, unit: str, figure: Figure | None, indicator: IndicatorModel) -> Figure | None:
        """Return the stated figure as it is compared with the computed total."""
        if figure is None or indicator.theo_cap != "dem-don-vi":
            return figure
        return self.to_add(unit, True, figure, indicator)

    def computed(self, unit: str, items: list[Item], indicator: IndicatorModel) -> Figure | None:
        """Return the figures combined by the operator, less what was received from within."""
        if not items:
            return None
        figures = [scaled(one.figure, one.weight) for one in items]
        if indicator.theo_cap in ("lon-nhat", "nho-nhat"):
            pick = max if indicator.theo_cap == "lon-nhat" else min
            return about([one.figure for one in items], pick(one.figure.value for one in items))
        if figures[0].bare:
            return figures[0]
        total = added(figures)
        if indicator.theo_cap == "ty-le" and total.counts is not None:
            return replace(total, value=100 * total.counts[0] / total.counts[1])
        if indicator.theo_cap == "binh-quan" and total.counts is not None:
            return replace(total, value=total.counts[0] / total.counts[1])
        if indicator.theo_cap == "tong":
            for item, figure in zip(items, figures, strict=True):
                for one in figure.received:
                    if self.taken_out(unit, item, one.giver):
                        total = without(total, one)
        return total

    def taken_out(self, unit: str, item: Item, giver: str) -> bool:
        """Whether giver and receiver are both in the total, and not both in one stated figure."""
        inside = giver in self.tree.weights(item.unit)
        return giver in self.tree.weights(unit) and giver != item.unit and not (item.stated and inside)

    # Stated against computed

    def differs(
        self, stated: Figure | None, computed: Figure | None, indicator: IndicatorModel, covered: bool
    ) -> bool:
        if not covered:
            return contradicts(stated, computed, indicator.theo_cap)
        if stated is None or computed is None:
            return False
        if indicator.theo_cap == "binh-quan":
            return abs(stated.value - computed.value) > max(stated.steps, tolerance(stated, computed))
        both = zip(measures(stated), measures(computed), strict=False)
        slack = tolerance(stated, computed)
        return any(abs(one - other) > slack for one, other in both)

    def beyond(self, computed: Figure | None, stated: Figure, indicator: IndicatorModel) -> bool:
        """Whether the computed figure is already further on than the one stated for some of the months."""
        if computed is None or indicator.theo_cap not in ("tong", "dem-don-vi", "lon-nhat", "nho-nhat"):
            return False
        if indicator.theo_cap == "nho-nhat":
            return computed.value < stated.value
        return computed.value > stated.value
