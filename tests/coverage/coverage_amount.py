"""The total of a set of figures: along time first, then along units, less what was handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from coverage_choice import Candidate, Cell, is_rough
from coverage_figures import REST, Figures
from coverage_model import LEVELS, Indicator, Period
from msgspec import Struct


class Question(Struct, frozen=True, kw_only=True):
    """What a total is asked for.

    Attributes:
        day: the tree's day.
    """

    unit: str
    indicator: Indicator
    period: Period
    day: date


class Amount(Struct, frozen=True, kw_only=True):
    """The total of a set of figures.

    Attributes:
        value: None if nothing applies; percent for a ratio.
        counts: numerator and denominator of a ratio.
        approximate: a figure of the set is approximate.
    """

    value: Fraction | None
    counts: tuple[Fraction, Fraction] | None = None
    approximate: bool = False


NO_AMOUNT = Amount(value=None)


class Amounts:
    """Adds up the figures of one project."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.map = figures.map

    def area(self, asked: Question) -> frozenset[Cell]:
        """E: the cells that the total is about."""
        never_added = asked.indicator.across == "khong-cong"
        everything = self.map.inside(asked.unit, asked.day)
        pieces = self.figures.own_pieces(asked.unit) if never_added else everything
        return self.figures.cells(asked.indicator, pieces, asked.period, alone=never_added)

    def size(self, cells: Iterable[Cell]) -> Fraction:
        """The size of several cells."""
        return sum((self.figures.size(cell) for cell in cells), Fraction(0))

    def amount(self, asked: Question, chosen: Sequence[Candidate], *, alone: bool = False) -> Amount:
        """Add up a set.

        Args:
            asked: the total the set is for.
            chosen: the set.
            alone: for one unit's own figure: nothing is averaged over units, nothing taken out.
        """
        applying = [each for each in chosen if each.figure.applies]
        if not applying:
            return NO_AMOUNT
        indicator = asked.indicator
        extreme = indicator.across in ("lon-nhat", "nho-nhat")
        counts = None
        if indicator.across == "ty-le":
            counts = self._ratio(indicator, applying)
            value = None if counts[1] == 0 else 100 * counts[0] / counts[1]
        elif alone or indicator.across == "khong-cong":
            value = self._along_time(indicator, applying)
        elif indicator.across == "tong":
            value = self._sum(asked, chosen, applying)
        elif indicator.across == "binh-quan":
            value = self._mean(asked, applying)
        elif extreme:
            values = [self._along_time(indicator, group) for group in groups_of(applying)]
            value = max(values) if indicator.across == "lon-nhat" else min(values)
        else:
            value = self._number_of_units(asked, applying)
        rough = [each for each in applying if is_rough(each) or (each.share != 1 and not extreme)]
        if indicator.across == "dem-don-vi" and not alone:  # about a value is not zero, all the same
            rough = [each for each in rough if not each.own]
        approximate = value is not None and bool(rough)
        return Amount(value=value, counts=counts, approximate=approximate)

    def _ratio(self, ratio: Indicator, applying: Sequence[Candidate]) -> tuple[Fraction, Fraction]:
        sums = [Fraction(0), Fraction(0)]
        for each in applying:
            if each.figure.counts:
                pair = each.figure.counts
            else:  # one count of a ratio of a stock and a flow
                value, part = each.figure.value or Fraction(0), next(iter(each.cells))[3]
                above = part == self.figures.counts(ratio)[0].id
                pair = (value, Fraction(0)) if above else (Fraction(0), value)
            sums = [total + each.share * count for total, count in zip(sums, pair, strict=True)]
        return sums[0], sums[1]

    @staticmethod
    def _along_time(indicator: Indicator, group: Sequence[Candidate]) -> Fraction:
        """The value of one unit, or of units that figures join, along a period."""
        values = [each.figure.value or Fraction(0) for each in group]
        match indicator.over:
            case "lon-nhat":
                return max(values)
            case "nho-nhat":
                return min(values)
            case "binh-quan":
                lengths = [length(each) for each in group]
                return sum(
                    (value * length for value, length in zip(values, lengths, strict=True)), Fraction(0)
                ) / sum(lengths)
            case _:
                return sum(values, Fraction(0))

    def _sum(self, asked: Question, chosen: Sequence[Candidate], applying: Sequence[Candidate]) -> Fraction:
        indicator = asked.indicator
        total = Fraction(0)
        if indicator.over in ("tong", "cuoi-ky"):
            for each in applying:
                total += each.share * (each.figure.value or 0) - self._transferred(asked, each)
            return total
        area = self.area(asked)
        all_months = {cell[2] for cell in area}
        for group in groups_of(chosen):
            group_applying = [each for each in group if each.figure.applies]
            if not group_applying:
                continue
            units = {cell[0] for each in group for cell in each.cells}
            lived = len({cell[2] for cell in area if cell[0] in units})
            if indicator.over == "binh-quan":
                months = {cell[2] for each in group_applying for cell in each.cells}
                parts = (
                    each.share * (each.figure.value or 0) - self._transferred(asked, each)
                    for each in group_applying
                )
                weighed = [part * length(each) for part, each in zip(parts, group_applying, strict=True)]
                total += sum(weighed, Fraction(0)) / len(months) * lived / len(all_months)
            else:
                extreme = max if indicator.over == "lon-nhat" else min
                total += extreme(each.share * (each.figure.value or 0) for each in group_applying)
        return total

    def _transferred(self, asked: Question, each: Candidate) -> Fraction:
        """What of a figure another unit of the total handed on."""
        about_others = each.figure.cells != each.figure.own
        return sum(
            (
                received.amount * min(each.share, self.map.share(received.giver, asked.unit, asked.day))
                for line in each.figure.lines
                for received in line.received
                if received.giver in self.map.units
                if not (about_others and self.figures.speaks_of(line, received.giver))
            ),
            Fraction(0),
        )

    def _mean(self, asked: Question, applying: Sequence[Candidate]) -> Fraction | None:
        indicator = asked.indicator
        if len(applying) == 1:
            return applying[0].figure.value
        total = weights = Fraction(0)
        if indicator.weight:
            for each in applying:
                weight = each.share * (1 if each.figure.weight is None else each.figure.weight)
                weight *= length(each) if indicator.over == "binh-quan" else 1
                total += weight * (each.figure.value or 0)
                weights += weight
        else:
            area = self.area(asked)
            months = len({cell[2] for cell in area})
            for group in groups_of(applying):
                units = {cell[0] for each in group for cell in each.cells}
                weight = self.size([cell for cell in area if cell[0] in units]) / months
                covered = [self.size(each.cells) for each in group]
                values = [each.figure.value or Fraction(0) for each in group]
                if indicator.over == "tong":
                    total += sum(
                        value * size / length(each)
                        for value, size, each in zip(values, covered, group, strict=True)
                    )
                elif indicator.over in ("binh-quan", "cuoi-ky"):
                    weighed = sum(value * size for value, size in zip(values, covered, strict=True))
                    total += weight * weighed / sum(covered)
                else:
                    total += weight * self._along_time(indicator, group)
                weights += weight
        if weights == 0:
            values = [each.figure.value or Fraction(0) for each in applying]
            return values[0] if len(set(values)) == 1 else None
        return total / weights

    def _number_of_units(self, asked: Question, applying: Sequence[Candidate]) -> Fraction:
        """How many units that exist on the last day have a value, or took over a unit that has one."""
        indicator, end = asked.indicator, asked.period.last_day
        lowest = max(indicator.levels, key=LEVELS.index)
        counted = {
            unit
            for unit, _ in self.map.inside(asked.unit, asked.day)
            if self.map.units[unit].alive_on(end) and self.map.units[unit].level_on(end) == lowest
        }
        single = [each for each in applying if each.own]
        having = {line.unit for each in single if each.figure.value for line in each.figure.lines}
        yes = {unit for unit in counted if having & self._with_predecessors(unit, end)}
        number = Fraction(0)
        spoken_of: set[str] = set()
        stated = [each for each in applying if not each.own]
        about = {
            id(each): frozenset(unit for unit in counted if self._concerns(each, unit, end))
            | frozenset(cell[0] for cell in each.cells if cell[0].endswith(REST))
            for each in stated
        }
        for group in groups_of(stated, lambda each: about[id(each)]):
            units = frozenset(unit for each in group for unit in about[id(each)])
            spoken_of |= units
            said = max(each.share * (each.figure.value or 0) for each in group)
            number += max(said if units else Fraction(0), Fraction(len(units & yes)))
        return number + len(yes - spoken_of)

    def _concerns(self, each: Candidate, unit: str, day: date) -> bool:
        """Whether a figure covers a unit or one that it took over by a day."""
        return not self._with_predecessors(unit, day).isdisjoint(cell[0] for cell in each.cells)

    def _with_predecessors(self, unit: str, day: date) -> set[str]:
        return {other for other, _ in self.map.inside(unit, day)}


def length(each: Candidate) -> int:
    return len({cell[2] for cell in each.cells})


def units_of(each: Candidate) -> frozenset[str]:
    """The units that a figure speaks of."""
    return frozenset(cell[0] for cell in each.cells)


def groups_of(
    candidates: Sequence[Candidate], units: Callable[[Candidate], frozenset[str]] = units_of
) -> list[list[Candidate]]:
    """Candidates that speak of the same units, directly or through others, together."""
    groups: list[tuple[frozenset[str], list[Candidate]]] = []
    for each in candidates:
        common, members = units(each), [each]
        apart = []
        for group in groups:
            if group[0].isdisjoint(units(each)):
                apart.append(group)
            else:
                common |= group[0]
                members = [*group[1], *members]
        groups = [*apart, (common, members)]
    return [members for _, members in groups]
