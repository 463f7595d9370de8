"""Totals by coverage, computed slowly and in the open: an oracle for small projects.

A total is the set of figures that covers most of the cells asked for without covering one twice. This
module asks for the cells, takes the figures that fit, has the set chosen by brute force, and adds up.
Nothing here is shared with the program's own totals, and nothing of them may be imported here.

Readings of the contract
------------------------
Where the contract leaves a choice, this is the one taken. `*` marks a line of `toan_dia_ban`.

1.  A unit that exists on at least one day of a month has a cell in that month.
    `x` ends on 15 June, `n` begins on 16 June: both have a cell in June, and each reports its days.
2.  A unit that was taken over brings all below it along, except what others took over themselves.
    `n` takes over district `h1`, `k/y` takes over `h1/x1`: T(n) has `h1`, not `h1/x1`.
3.  A unit below another in the catalogue stays below it, even after somebody else took it over.
    `h/x` merges into `k/y` in July: T(h) and T(k) both have its first half, T(t) has it once.
4.  A divided unit is cut into slices by its shares; a cell is one slice. Whoever has one slice counts
    the unit's figures by its share. `x` 10 goes 60% to `n1`: T(n1) has 6, T(t) has 10.
    `*n1 nam` and `*n2 nam` both cover their own slice of `x` and don't overlap.
5.  A figure counts by a share only if all its cells are in the total by the same share.
    `*h nam` 100 covers `x` (60% in T(n1)) and `y` (not in T(n1)): it can't be used for `n1`.
6.  Without complete shares nobody below has any of the divided unit; whoever has all heirs has all.
    `x` goes to `n1` (60%) and `n2` (no share): T(n1) and T(n2) don't have `x`, T(t) does.
7.  If shares make less than 100%, the rest belongs to none of the heirs. If more, they say nothing (6).
    `x` 10, shares 50% and 40%: 5 and 4; the units above `x` have 10.
8.  A statement speaks of the months up to its unit's end, and of the tree of that day.
    District `h` ends in June; `*h nam` 100 says nothing about commune `h/x` from July on.
9.  "None below" is asked for each indicator: no unit below is expected to report it in the period.
    A commune with residential areas below it speaks alone of an indicator that only communes report.
10. Such a unit's own line is both an own figure and a statement; it counts as one of them, by the order
    of the contract. `n nam` 16, nothing of `x`: 16 speaks for the months of `x`, too, `theo-bao-cao`.
    `n nam` 16, `x 6-thang` 10: as many cells, but more by own figures, if both count: 26 `du`.
11. If it writes an own line and a statement for the same period, each means what it says: the own line
    covers its own months only. `n nam` 8 and `*n nam` 26, `x 6-thang` nothing: 26 `theo-bao-cao`.
12. A unit's line that outlives it covers what the unit lived of it, and can be used in shorter periods.
    `x` ends in June and writes `nam` 10: the half year of the province has 10.
13. A stock's figure covers the last month of its own period. It is used for a period with the same last
    month that holds its cells. `nam` 50 is the stock of quarter IV and of December, too.
14. "Longer" compares the longest figures first. 9 months + October + November + December and four
    quarters are both four figures: the nine months win.
15. A line of the indicator itself wins over a count that a ratio's line supplies.
    `a` 7 beside `tl` 6/8: a is 7. Two ratios that give `b` as 8 and as 9: `b` is a tie.
16. Ties are judged block by block (figures that overlap, directly or through others). A tie whose sets
    give the same value is none; only cells covered in all its sets count as covered.
17. A whole's cell has a piece for each part that the unit may report. Its own line covers all of them,
    a part's line its own. `xay` 6 without `sua`: the whole is 6 `thieu`.
18. A ratio counts cells of which both counts are known by sets of lines that cover the same cells.
    `a` by month and `b` by quarter go together for the quarter; `a` of January alone does not count.
19. If only one count is a stock, the two are chosen apart, and a group of units counts once its stock is
    complete and the other count has begun. `a` 30, 40 by quarter, `b` 100 in June: 70 of 100.
20. A sum of means over periods is averaged by months: each unit's mean over the months it reported,
    for the part of the period that it exists. 10 members until June, 12 in the heir: 11 in the year.
21. A mean along units weighs each unit by the part of the period that it exists, a statement by the
    units it speaks of; with `trong_so`, by the weight of exactly the cells of the figure.
    A value whose weight isn't known covers nothing, except in the unit's own figure.
22. Highest and lowest don't weigh shares. `x` 9 goes 60% to `n1`: the highest of T(n1) is at least 9.
23. `dem-don-vi` counts units of the lowest level in `cap`; a statement counts at least what it says of
    the units it covers that exist on the last day. `*h` 2 of `x`, `y`: 2, whatever they are.
24. A transfer is taken out by the smaller share of giver and receiver, whether or not the giver has
    reported, unless the figure speaks of the giver itself. A year is its quarters, whoever reports when.
25. `lech` compares all statements of the unit that stand for the period, together, with the best set of
    other figures inside them. An own line is judged as a statement only if it stands as one (10);
    lines of one unit that contradict each other (year and quarters) are another error.
26. "Less than the figures inside" holds for sums, counts and the highest value, for the lowest turned
    round. It doesn't change the choice: the set that covers most stands, as everywhere.
27. Tolerance: if anything is approximate, a unit of the last digit of each approximate part and of the
    statement. Means are rounded: a unit of the last digit of the statement, and as much for each part
    that is itself a mean of several figures. 1, 1 and 2 give 1,33; so does 1,32.
28. `so_cong_don` leaves out only the unit's own statements; statements of units below may stand in it.
    `cap_minh` is about the unit's own months, `so_bao_cao` about its statements alone.
29. A unit has reported if its own figures cover all its expected cells of the period.
    Statements of others never make it report.
30. A successor's target adds those of its direct predecessors by share, by the tree's day. A plan that
    was amended on the day of the takeover or later stands alone. Ratios and the like are not added.
31. Bounds of the same direction add up to the stricter comparator (`>` and `>=` to `>`); a range adds
    with `>=` and `=` as with points. Anything else can't be added.
32. `cap_duoi_dang_ky` is null as well if a row below shows a target that could not be added, or if the
    rows mix upper with lower bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from coverage_choice import Candidate, Cell, Choice, Figure, choose, most_cells
from coverage_figures import Figures
from coverage_map import Piece
from coverage_model import LEVELS, Goal, Indicator, Period, Project
from coverage_targets import Targets
from msgspec import Struct


class Amount(Struct, frozen=True, kw_only=True):
    """What a set of figures comes to.

    Attributes:
        value: None if nothing applies; percent for a ratio.
        counts: numerator and denominator of a ratio.
        approximate: a figure of the set is approximate.
    """

    value: Fraction | None
    counts: tuple[Fraction, Fraction] | None = None
    approximate: bool = False


NO_AMOUNT = Amount(value=None)


class Row(Struct, frozen=True, kw_only=True):
    """One line of the roll-up; the names are those of the JSON of `mttq total`.

    Attributes:
        missing: the months not covered of each unit, in the order of the catalogue.
        ties: equally good sets that disagree, each as names of its lines.
    """

    don_vi: str
    chi_tieu: str
    ke_hoach: Goal | None
    ke_hoach_khong_cong: bool
    cap_duoi_dang_ky: Fraction | None
    cap_minh: Fraction | None
    so_cong_don: Fraction | None
    so_bao_cao: Fraction | None
    thuc_hien: Fraction | None
    counts: tuple[Fraction, Fraction] | None
    gan_dung: bool
    da_bao_cao: int
    phai_bao_cao: int
    trang_thai: str
    cung_ky: Fraction | None
    missing: dict[str, list[int]]
    ties: tuple[tuple[tuple[str, ...], ...], ...]


class Question(Struct, frozen=True, kw_only=True):
    """What a total is asked for.

    Attributes:
        day: the tree's day.
    """

    unit: str
    indicator: Indicator
    period: Period
    day: date


class Oracle:
    """The totals of one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.figures = Figures(project)
        self.map = self.figures.map
        self.targets = Targets(project, self.map)

    def row(
        self,
        unit: str,
        indicator: str,
        period: Period,
        *,
        as_of: date | None = None,
        compare: int | None = None,
    ) -> Row:
        """The row of a unit and an indicator.

        Args:
            unit: a unit's id.
            indicator: an indicator's id.
            period: the months asked for.
            as_of: the tree's day; the period's last day if None.
            compare: a year; `cung_ky` is the total of the same months in it, by the same tree.
        """
        asked = Question(
            unit=unit,
            indicator=self.figures.indicators[indicator],
            period=period,
            day=as_of or period.last_day,
        )
        area = self.area(asked)
        candidates = self.candidates(asked, area)
        choice = self._choose(asked, candidates)
        amount = self._amount(asked, choice.chosen)
        computed = [each for each in candidates if each.own or not self._speaks(each.figure, unit)]
        stated = [each for each in candidates if self._states(each.figure, unit)]
        reporting = self._reported(area, candidates)
        return Row(
            don_vi=unit,
            chi_tieu=indicator,
            ke_hoach=self.targets.goal(asked.indicator, unit, period.year, asked.day).goal,
            ke_hoach_khong_cong=self.targets.goal(asked.indicator, unit, period.year, asked.day).refused,
            cap_duoi_dang_ky=self.targets.registered_below(asked.indicator, unit, period.year, asked.day),
            cap_minh=self._own(asked).value,
            so_cong_don=self._amount(asked, self._choose(asked, computed).chosen).value,
            so_bao_cao=self._amount(asked, self._choose(asked, stated).chosen).value,
            thuc_hien=amount.value,
            counts=amount.counts,
            gan_dung=amount.approximate,
            da_bao_cao=sum(reporting.values()),
            phai_bao_cao=len(reporting),
            trang_thai=self._state(asked, area, candidates, choice),
            cung_ky=self._compared(asked, compare),
            missing=self._missing(area - choice.covered),
            ties=choice.ties,
        )

    def rows(
        self, top: str, period: Period, *, as_of: date | None = None, compare: int | None = None
    ) -> Iterator[Row]:
        """The rows of a unit and everything below it, with a target or a figure at or below the unit."""
        for unit in self.map.shown(top, as_of or period.last_day):
            for indicator in self.project.indicators:
                row = self.row(unit, indicator.id, period, as_of=as_of, compare=compare)
                if row.trang_thai != "chua-co" or row.ke_hoach or row.ke_hoach_khong_cong:
                    yield row

    def area(self, asked: Question) -> frozenset[Cell]:
        """E: the cells that the total is about."""
        own_only = asked.indicator.across == "khong-cong"
        pieces = self._own_pieces(asked) if own_only else self.map.inside(asked.unit, asked.day)
        return self.figures.cells(asked.indicator, pieces, asked.period)

    def candidates(self, asked: Question, area: frozenset[Cell]) -> list[Candidate]:
        """The figures that cover nothing outside an area, each with the share of it that is inside."""
        return [
            each
            for figure in self.figures.of(asked.indicator)
            if (each := self._candidate(asked.indicator, figure, area))
        ]

    def covered_most(self, asked: Question) -> Fraction:
        """The number of cells that the best set covers, ties aside."""
        indicator = asked.indicator
        candidates = self.candidates(asked, self.area(asked))
        return most_cells(candidates, lambda cell: self.figures.size(indicator, cell))

    def _candidate(self, indicator: Indicator, figure: Figure, area: frozenset[Cell]) -> Candidate | None:
        inside: dict[tuple[str, int, str], list[Fraction]] = {}
        for cell in figure.cells:
            size = self.figures.size(indicator, cell)
            sizes = inside.setdefault((cell[0], *cell[2:]), [Fraction(0), Fraction(0)])
            sizes[0] += size if cell in area else 0
            sizes[1] += size
        shares = {part / whole for part, whole in inside.values()}
        if len(shares) != 1 or 0 in shares:
            return None
        return Candidate(figure=figure, share=shares.pop(), cells=figure.cells & area, own=figure.own & area)

    def _own_pieces(self, asked: Question) -> frozenset[Piece]:
        return self.figures.own_pieces(asked.unit)

    def _choose(self, asked: Question, candidates: Sequence[Candidate]) -> Choice:
        choice = choose(
            candidates,
            lambda cell: self.figures.size(asked.indicator, cell),
            lambda chosen: (self._amount(asked, chosen).value, self._amount(asked, chosen).counts),
        )
        return self._both_known(asked, choice) if self.figures.is_mixed(asked.indicator) else choice

    def _both_known(self, asked: Question, choice: Choice) -> Choice:
        """Of a ratio of a stock and a flow, the groups of units with all of the one and some of the other."""
        area = self.area(asked)
        stock, flow = sorted(self.figures.counts(asked.indicator), key=self.figures.is_stock, reverse=True)
        kept: list[Candidate] = []
        for group in _groups(choice.chosen):
            cells = {cell for each in group for cell in each.cells}
            units = {cell[0] for cell in cells}
            asked_for = {cell for cell in area if cell[0] in units}
            stock_whole = all(cell in cells for cell in asked_for if cell[3] == stock.id)
            flow_begun = any(cell[3] == flow.id for cell in cells)
            if stock_whole and (flow_begun or all(cell[3] != flow.id for cell in asked_for)):
                kept += group
        cells = {cell for each in kept for cell in each.cells}
        return Choice(
            chosen=tuple(kept), covered=choice.covered & cells, own=choice.own & cells, ties=choice.ties
        )

    @staticmethod
    def _speaks(figure: Figure, unit: str) -> bool:
        return any(line.unit == unit for line in figure.lines)

    def _states(self, figure: Figure, unit: str) -> bool:
        """Whether a figure is a statement of a unit: it says so, or the indicator is about areas."""
        return all(
            line.unit == unit and (line.stated or self.figures.indicators[line.indicator].of_area)
            for line in figure.lines
        )

    def _own(self, asked: Question) -> Amount:
        """own(u): the unit's own lines, each about the unit's own cells only."""
        area = self.figures.cells(asked.indicator, self._own_pieces(asked), asked.period)
        lines = [
            Figure(
                lines=figure.lines,
                cells=figure.own,
                own=figure.own,
                value=figure.value,
                counts=figure.counts,
                weight=Fraction(1),
                direct=figure.direct,
            )
            for figure in self.figures.of(asked.indicator, weighed=False)
            if figure.own and all(line.unit == asked.unit for line in figure.lines)
        ]
        found = [self._candidate(asked.indicator, each, area) for each in lines]
        chosen = self._choose(asked, [each for each in found if each]).chosen
        return self._amount(asked, chosen, alone=True)

    def _compared(self, asked: Question, year: int | None) -> Fraction | None:
        if year is None:
            return None
        period = asked.period.in_year(year)
        return self.row(asked.unit, asked.indicator.id, period, as_of=asked.day).thuc_hien

    def _reported(self, area: frozenset[Cell], candidates: Iterable[Candidate]) -> dict[str, bool]:
        """Each expected unit, and whether its own figures cover all its cells."""
        own = {cell for each in candidates for cell in each.own}
        return {
            unit: all(cell in own for cell in area if cell[0] == unit)
            for unit in sorted({cell[0] for cell in area})
        }

    def _missing(self, cells: Iterable[Cell]) -> dict[str, list[int]]:
        months: dict[str, set[int]] = {}
        for unit, _, month, _ in cells:
            months.setdefault(unit, set()).add(month)
        return {unit: sorted(months[unit]) for unit in self.map.units if unit in months}

    def _state(
        self, asked: Question, area: frozenset[Cell], candidates: list[Candidate], choice: Choice
    ) -> str:
        if not choice.chosen and not choice.ties:
            return "chua-co"
        if self._contradicted(asked, candidates, choice):
            return "lech"
        if choice.ties or choice.covered != area:
            return "thieu"
        return "du" if choice.own == area else "theo-bao-cao"

    # What a set of figures comes to.

    def _amount(self, asked: Question, chosen: Sequence[Candidate], *, alone: bool = False) -> Amount:
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
        elif indicator.across in ("lon-nhat", "nho-nhat"):
            extreme = max if indicator.across == "lon-nhat" else min
            value = extreme(self._along_time(indicator, group) for group in _groups(applying))
        else:
            value = self._number_of_units(asked, applying)
        approximate = any(map(_is_rough, applying))
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
                lengths = [_length(each) for each in group]
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
        for group in _groups(chosen):
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
                weighed = [part * _length(each) for part, each in zip(parts, group_applying, strict=True)]
                total += sum(weighed, Fraction(0)) / len(months) * lived / len(all_months)
            else:
                extreme = max if indicator.over == "lon-nhat" else min
                total += extreme(each.share * (each.figure.value or 0) for each in group_applying)
        return total

    def _transferred(self, asked: Question, each: Candidate) -> Fraction:
        """What of a figure another unit of the total handed on."""
        spoken_of = {cell[0] for cell in each.cells} - {line.unit for line in each.figure.lines}
        return sum(
            (
                received.amount * min(each.share, self.map.share(received.giver, asked.unit, asked.day))
                for line in each.figure.lines
                for received in line.received
                if received.giver in self.map.units and received.giver not in spoken_of
            ),
            Fraction(0),
        )

    def _mean(self, asked: Question, applying: Sequence[Candidate]) -> Fraction | None:
        indicator = asked.indicator
        total = weights = Fraction(0)
        if indicator.weight:
            for each in applying:
                weight = each.share * (each.figure.weight or 0)
                weight *= _length(each) if indicator.over == "binh-quan" else 1
                total += weight * (each.figure.value or 0)
                weights += weight
        else:
            area = self.area(asked)
            months = len({cell[2] for cell in area})
            for group in _groups(applying):
                units = {cell[0] for each in group for cell in each.cells}
                weight = self._size(indicator, [cell for cell in area if cell[0] in units]) / months
                covered = [self._size(indicator, each.cells) for each in group]
                values = [each.figure.value or Fraction(0) for each in group]
                if indicator.over == "tong":
                    total += sum(
                        value * size / _length(each)
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

    def _size(self, indicator: Indicator, cells: Iterable[Cell]) -> Fraction:
        return sum((self.figures.size(indicator, cell) for cell in cells), Fraction(0))

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
        yes = {
            unit for unit in counted if any(other in having for other, _ in self.map.inside(unit, asked.day))
        }
        number = Fraction(0)
        spoken_of: set[str] = set()
        stated = [each for each in applying if not each.own]
        for group in _groups(stated):
            units = {cell[0] for each in group for cell in each.cells} & counted
            spoken_of |= units
            said = max(each.share * (each.figure.value or 0) for each in group)
            number += max(said if units else Fraction(0), Fraction(len(units & yes)))
        return number + len(yes - spoken_of)

    # Statements that contradict.

    def _contradicted(self, asked: Question, candidates: list[Candidate], choice: Choice) -> bool:
        """Whether a statement of the unit differs from the figures inside it."""
        stated = [each for each in candidates if self._states(each.figure, asked.unit)]
        standing = [
            each
            for each in choice.chosen
            if each.cells != each.own and {line.unit for line in each.figure.lines} == {asked.unit}
        ]
        return any(
            self._differs(asked, candidates, self._choose(asked, family)) for family in (stated, standing)
        )

    def _differs(self, asked: Question, candidates: list[Candidate], stated: Choice) -> bool:
        lines = {id(line) for each in stated.chosen for line in each.figure.lines}
        others = [
            each
            for each in candidates
            if each.cells <= stated.covered and not any(id(line) in lines for line in each.figure.lines)
        ]
        inside = self._choose(asked, others)
        said, found = (self._amount(asked, each.chosen) for each in (stated, inside))
        if said.value is None or found.value is None:
            return False
        if inside.covered == stated.covered:
            if said.counts != found.counts:
                return True
            difference = abs(said.value - found.value)
        else:
            match asked.indicator.across:
                case "tong" | "dem-don-vi" | "lon-nhat":
                    difference = found.value - said.value
                case "nho-nhat":
                    difference = said.value - found.value
                case _:
                    return False
        return difference > self._tolerance(asked.indicator, stated.chosen, inside.chosen)

    @staticmethod
    def _tolerance(
        indicator: Indicator, stated: Sequence[Candidate], inside: Sequence[Candidate]
    ) -> Fraction:
        rough = [each for each in inside if _is_rough(each)]
        mean = "binh-quan" in (indicator.across, indicator.over)
        if not mean and not rough and not any(map(_is_rough, stated)):
            return Fraction(0)
        steps = [sum((line.step for line in each.figure.lines), Fraction(0)) for each in stated]
        lengths = [_length(each) if indicator.over == "binh-quan" else 1 for each in stated]
        whole = sum(lengths) if indicator.over == "binh-quan" else 1
        tolerance = sum(
            (step * length / whole for step, length in zip(steps, lengths, strict=True)), Fraction(0)
        )
        if indicator.across == "tong" and indicator.over == "binh-quan":
            tolerance += max(steps) * sum(len(group) > 1 for group in _groups(inside))
        rough_steps = (each.share * sum(line.step for line in each.figure.lines) for each in rough)
        return tolerance + sum(rough_steps, Fraction(0))


def _is_rough(each: Candidate) -> bool:
    return any(line.approximate for line in each.figure.lines)


def _length(each: Candidate) -> int:
    return len({cell[2] for cell in each.cells})


def _groups(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates that speak of the same units, directly or through others, together."""
    groups: list[tuple[set[str], list[Candidate]]] = []
    for each in candidates:
        units, members = {cell[0] for cell in each.cells}, [each]
        apart = []
        for group in groups:
            if group[0].isdisjoint(units):
                apart.append(group)
            else:
                units |= group[0]
                members = [*group[1], *members]
        groups = [*apart, (units, members)]
    return [members for _, members in groups]
