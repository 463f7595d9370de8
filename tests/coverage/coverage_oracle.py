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
    `x` goes to `n1` (60%) and `n2` (no share): T(n1) and T(n2) don't have `x`, T(t) does. The totals
    of `n1` and `n2` are `thieu` for the periods in which `x` was expected.
7.  If shares make less than 100%, the rest belongs to none of the heirs. If more, they say nothing (6).
    `x` 10, shares 50% and 40%: 5 and 4; the units above `x` have 10.
8.  A statement speaks of the months up to its unit's end, and of the tree of that day.
    District `h` ends in June; `*h nam` 100 says nothing about commune `h/x` from July on.
9.  "None below" is asked for each indicator: no unit below is expected to report it in the period.
    A commune with residential areas below it speaks alone of an indicator that only communes report.
10. Such a unit's own line is both an own figure and a statement; it counts as one of them, by the order
    of the contract. `n nam` 16, nothing of `x`: 16 speaks for the months of `x`, too, `theo-bao-cao`.
    `n nam` 16, `x 6-thang` 10: as many cells, but more by own figures, if both count: 26 `du`.
    It is no statement if the figures inside it say otherwise. `n nam` 0, `x quy-1` 10: 10 `thieu`.
11. If it writes an own line and a statement for the same period, each means what it says: the own line
    covers its own months only. `n nam` 8 and `*n nam` 26, `x 6-thang` nothing: 26 `theo-bao-cao`.
    Its statement is as good as an own figure; among equals the set with more lines of `so_lieu` wins.
12. A figure is used for periods that contain its own, never for a shorter one.
    `x` ends in June and writes `nam` 10: the year has 10, the half year nothing.
13. A stock's figure covers the last month of its own period. If a unit's stock at the end is not known,
    its latest own one of the period is counted all the same and covers nothing.
    `9-thang` 50: the stock of the nine months is 50, of quarter III unknown, of the year 50 `thieu`.
    So does a ratio of two stocks, with counts of the same month.
14. "Longer" compares the longest figures of both sets first. `nam` 3, `quy-4` 2 and `thang-12` 1 of a
    stock are one figure each: the year has 3. What one report says of both counts of a ratio, or of
    all parts of a whole, is one figure: `nam` a 6, b 10 goes before `quy-4` tl 5/8 of two stocks.
15. A line of the indicator itself wins over a count that a ratio's line supplies.
    `a` 7 beside `tl` 6/8: a is 7. Two ratios that give `b` as 8 and as 9: `b` is a tie.
16. Ties are judged block by block: figures of some best set that overlap, directly or through others. A tie whose
    sets give the same value is none; only cells covered in all its sets count as covered. Such a value is exact if
    one of the sets is.
17. A whole's cell is covered by its own line, or by lines of all its parts that cover the same cells.
    `xay` 6 without `sua`: the whole is unknown there. `xay` by quarter, `sua` by half year: by half year.
18. A ratio counts cells of which both counts are known by sets of lines that cover the same cells.
    `a` by month and `b` by quarter go together for the quarter; `a` of January alone does not count.
19. If only one count is a stock, the two are chosen apart, and a group of units counts once its stock is
    complete and the other count has begun. `a` 30, 40 by quarter, `b` 100 in June: 70 of 100.
20. A sum of means over periods is averaged by months: each unit's mean over the months it reported,
    for the part of the period that it exists. 10 members until June, 12 in the heir: 11 in the year.
21. A mean along units weighs each unit by the part of the period that it exists, a statement by the
    units it speaks of; with `trong_so`, by the weight of exactly the cells of the figure, said in the same
    report and table, else by the same unit in the same table, else by anybody. An approximate weight
    makes the mean approximate.
    A value whose weight isn't known covers nothing, except in the total of a single unit. One figure
    alone is its own mean.
22. Highest and lowest don't weigh shares. `x` 9 goes 60% to `n1`: the highest of T(n1) is at least 9.
23. `dem-don-vi` counts units of the lowest level in `cap`; a statement counts at least what it says of
    the units it covers that exist on the last day, or whose heirs do. `*h` 2 of `x`, `y`: 2, whatever they
    are. "Took over" means by the period's last day, whatever the tree's day.
24. A transfer is taken out by the smaller share of giver and receiver, whether or not the giver has
    reported, unless the figure speaks of the giver itself. A year is its quarters, whoever reports when.
25. `lech` is asked of each statement of the unit in the period, and of the best set of them together,
    against the best set of other figures inside. Own lines are not judged: those of one unit that
    contradict each other (year and quarters) are another error. Nor is what a unit that has to report says
    of its area, as long as that is the unit alone (`pham_vi: dia-ban`).
26. "Less than the figures inside" holds for sums, counts, both counts of a ratio and the highest value,
    for the lowest turned round; for some months of a unit only if more months change its figure one way:
    1 for the year may be right beside a mean of 3 for one quarter. In its unit's own row a statement
    that is `lech` doesn't count; in the totals of the units above the set that covers most stands all
    the same. `*t nam` 5, `x nam` 8, no `y`: t is 8 `lech`.
27. Tolerance: if anything is approximate, a unit of the last digit of each approximate part and of the
    statement. Means are rounded: a unit of the last digit of the statement, and as much for each part
    that is itself a mean of several figures. 1, 1 and 2 give 1,33; so does 1,32.
28. `so_cong_don` leaves out only the unit's own statements; statements of units below may stand in it.
    `cap_minh` is about the unit's own months, `so_bao_cao` about its statements alone.
29. A unit has reported if its own figures cover all its expected cells of the period.
    Statements of others never make it report. `không áp dụng` alone, incomplete, is `chua-co`.
30. A successor's target adds those of its direct predecessors by share, by the tree's day. A plan that
    was amended on the day of the takeover or later stands alone. Ratios and the like are not added.
31. Bounds of the same direction add up to the stricter comparator (`>` and `>=` to `>`); a range adds
    with `>=` and `=` as with points. Anything else can't be added.
32. Only figures of units of T(u) make up its total. A province's statement that only one commune can fill
    is not the commune's figure. What counts by a share of less than 1 is approximate.
34. The lower units that a catalogue does not have are one more unit below, which can't report and isn't
    counted among those that have to. `t` (tinh) alone, `t nam` 20, `*t nam` 290: 290 `theo-bao-cao`, 1/1;
    without the statement 20 stands for them, `theo-bao-cao`, 1/1, but refutes nothing; with
    `cap_duoi_chua_du` it does not: 20 `thieu`, 1/1. They exist only for indicators that lower levels report, and not
    beside a unit that is itself expected to speak for its area (`pham_vi: dia-ban`).
35. A ratio is about areas if one of its counts is, a whole if all its parts are. For a stock the units
    below that count are those on the last day. A statement by a number of units counts those as well
    that the catalogue does not have.
33. `cap_duoi_dang_ky` adds numbers whatever their comparators; it is null if a row below shows a target
    that could not be added. Rows 30, `không quá 40` and 10–20: 80.
36. A statement of `không áp dụng` stands only if no own figure inside it says anything.
    `*t nam` không áp dụng, `x nam` 5, nothing of `y`: 5 `thieu`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from coverage_amount import NO_AMOUNT, Amount, Amounts, Question, groups_of, length
from coverage_choice import Candidate, Cell, Choice, Figure, choose, is_rough, most_cells, report_lengths
from coverage_figures import REST, Figures
from coverage_map import Piece
from coverage_model import Goal, Indicator, Period, Project
from coverage_targets import Targets
from msgspec import Struct
from msgspec.structs import replace


class Row(Struct, frozen=True, kw_only=True):
    """One line of the roll-up; the names are those of the JSON of `mttq total`.

    Attributes:
        missing: the months not covered of each unit, in the order of the catalogue.
        unlisted: the units with lower units that the catalogue does not have and nobody speaks for.
        not_shared_out: units of which an unknown share belongs here.
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
    unlisted: frozenset[str]
    not_shared_out: tuple[str, ...]
    ties: tuple[tuple[tuple[str, ...], ...], ...]


class Oracle:
    """The totals of one project."""

    def __init__(self, project: Project, *, own_lines_speak_for_predecessors: bool = True) -> None:
        """Take a project.

        Args:
            project: the project.
            own_lines_speak_for_predecessors: reading 10; False to see what hangs on it.
        """
        self.figures = Figures(project, own_lines_speak_for_predecessors=own_lines_speak_for_predecessors)
        self.project = self.figures.project
        self.amounts = Amounts(self.figures)
        self.map = self.figures.map
        self.targets = Targets(project, self.map)
        self._standing: dict[int, bool] = {}

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
        area = self.amounts.area(asked)
        candidates = self.candidates(asked, area)
        choice, amount = self._found(asked, area, candidates)
        others = [each for each in candidates if each.own or not self._speaks(each.figure, unit)]
        computed = self._found(asked, area, others)
        refuted = self._contradicted(asked, candidates)
        if refuted:  # what stands against other figures doesn't stand in the unit's own row
            choice, amount = self._found(asked, area, [each for each in candidates if each not in refuted])
        state = "lech" if refuted else self._state(asked, area, choice, amount)
        reporting = self._reported(area, candidates)
        goal = self.targets.goal(asked.indicator, unit, period.year, asked.day)
        return Row(
            don_vi=unit,
            chi_tieu=indicator,
            ke_hoach=goal.goal,
            ke_hoach_khong_cong=goal.refused,
            cap_duoi_dang_ky=self.targets.registered_below(asked.indicator, unit, period.year, asked.day),
            cap_minh=self._own(asked).value,
            so_cong_don=computed[1].value,
            so_bao_cao=self._stated(asked, area).value,
            thuc_hien=amount.value,
            counts=amount.counts,
            gan_dung=amount.approximate,
            da_bao_cao=sum(reporting.values()),
            phai_bao_cao=len(reporting),
            trang_thai=state,
            cung_ky=self._compared(asked, compare),
            missing=self._missing(area - choice.covered),
            unlisted=frozenset(
                cell[0].removesuffix(REST) for cell in area - choice.covered if cell[0].endswith(REST)
            ),
            not_shared_out=self._not_shared_out(asked),
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

    def candidates(self, asked: Question, area: frozenset[Cell]) -> list[Candidate]:
        """The figures that cover nothing outside an area, each with the share of it that is inside."""
        never_added = asked.indicator.across == "khong-cong"
        units = {unit for unit, _ in self.map.inside(asked.unit, asked.day)}
        alone = (
            len({cell[0] for cell in area if not cell[0].endswith(REST)}) == 1
        )  # a mean of one unit needs no weight
        found = [
            each
            for figure in self.figures.of(asked.indicator, asked.period, weighed=not alone)
            if all(line.unit in units for line in figure.lines) and (figure.own or not never_added)
            if not self._is_own_line_for_others(figure) or self._stands(figure)
            if (each := self._candidate(asked.period, figure, area))
        ]
        given = [each for each in found if each.figure.applies and each.own]
        return [
            each
            for each in found
            if each.figure.applies
            or each.own == each.cells
            or not any(other.cells <= each.cells for other in given)
        ]

    def choice(self, asked: Question) -> Choice:
        """The figures that make up a total."""
        return self._choose(asked, self.candidates(asked, self.amounts.area(asked)))

    def covered_most(self, asked: Question) -> Fraction:
        """The number of cells that the best set covers, ties aside."""
        return most_cells(self.candidates(asked, self.amounts.area(asked)), self.figures.size)

    def _found(
        self, asked: Question, area: frozenset[Cell], candidates: Sequence[Candidate]
    ) -> tuple[Choice, Amount]:
        choice = self._choose(asked, candidates)
        choice = replace(choice, covered=choice.covered | self._spoken_for(area, choice))
        latest = self._latest_stocks(asked, area - choice.covered)
        return choice, self.amounts.amount(asked, (*choice.chosen, *latest))

    def _spoken_for(self, area: frozenset[Cell], choice: Choice) -> set[Cell]:
        """The cells of lower units for which an own figure of a unit with none below stands, as nothing else does."""
        return {
            cell
            for cell in area - choice.covered
            if cell[0].endswith(REST)
            and not self.map.units[cell[0].removesuffix(REST)].unlisted
            and (cell[0].removesuffix(REST), *cell[1:]) in choice.own
        }

    def _latest_stocks(self, asked: Question, missing: frozenset[Cell]) -> list[Candidate]:
        """The latest own figure of each unit whose stock at the end of the period is unknown."""
        latest = []
        for unit in sorted({cell[0] for cell in missing}):
            cells = frozenset(cell for cell in missing if cell[0] == unit)
            figures = [
                figure
                for figure in self.figures.of(asked.indicator, asked.period)
                if figure.own and {line.unit for line in figure.lines} == {unit}
            ]
            found = self._latest(asked, figures)
            if found:
                own = self.figures.cells(
                    asked.indicator, self.figures.own_pieces(unit), asked.period, alone=True
                )
                share = self.amounts.size(cells) / self.amounts.size(own)
                latest.append(Candidate(figure=found, share=share, cells=cells, own=cells))
        return latest

    def _latest(self, asked: Question, figures: Iterable[Figure]) -> Figure | None:
        """The latest figure of a stock that ends within the period, but before its last month."""
        if not self.figures.is_stock(asked.indicator):
            return None
        earlier = [
            figure
            for figure in figures
            if figure.applies and all(asked.period.first <= line.period.first for line in figure.lines)
            if all(line.period.last < asked.period.last for line in figure.lines)
        ]
        return max(earlier, key=_lateness, default=None)

    def _stated(self, asked: Question, area: frozenset[Cell]) -> Amount:
        """stated(u): the best set of the unit's own statements."""
        figures = [f for f in self.figures.of(asked.indicator, asked.period) if self._states(f, asked.unit)]
        candidates = [self._candidate(asked.period, each, area) for each in figures]
        chosen = self._choose(asked, [each for each in candidates if each]).chosen
        latest = None if chosen else self._latest(asked, figures)
        if latest:
            chosen = (Candidate(figure=latest, share=Fraction(1), cells=latest.cells, own=latest.own),)
        return self.amounts.amount(asked, chosen)

    def _not_shared_out(self, asked: Question) -> tuple[str, ...]:
        """Units divided without shares, of whose expected cells an unknown part belongs to the total."""
        if asked.indicator.across == "khong-cong":
            return ()
        return tuple(
            unit
            for unit in sorted(self.map.not_shared_out(asked.unit, asked.day))
            if self.figures.cells(asked.indicator, self.figures.own_pieces(unit), asked.period)
        )

    def _candidate(self, period: Period, figure: Figure, area: frozenset[Cell]) -> Candidate | None:
        if any(line.period.first < period.first or period.last < line.period.last for line in figure.lines):
            return None
        inside: dict[tuple[str, int, str], list[Fraction]] = {}
        for cell in figure.cells:
            size = self.figures.size(cell)
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
            self.figures.size,
            lambda chosen: (
                self.amounts.amount(asked, chosen).value,
                self.amounts.amount(asked, chosen).counts,
            ),
        )
        return self._both_known(asked, choice) if self.figures.is_mixed(asked.indicator) else choice

    def _both_known(self, asked: Question, choice: Choice) -> Choice:
        """Of a ratio of a stock and a flow, the groups of units with all of the one and some of the other."""
        area = self.amounts.area(asked)
        stock, flow = sorted(self.figures.counts(asked.indicator), key=self.figures.is_stock, reverse=True)
        kept: list[Candidate] = []
        for group in groups_of(choice.chosen):
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
        """Whether a figure is a statement of a unit."""
        return all(line.unit == unit and line.stated for line in figure.lines)

    def _own(self, asked: Question) -> Amount:
        """own(u): the unit's own lines, each about the unit's own cells only."""
        area = self.figures.cells(asked.indicator, self._own_pieces(asked), asked.period, alone=True)
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
            for figure in self.figures.of(asked.indicator, asked.period, weighed=False)
            if figure.own and all(line.unit == asked.unit for line in figure.lines)
        ]
        found = [self._candidate(asked.period, each, area) for each in lines]
        choice = self._choose(asked, [each for each in found if each])
        chosen = choice.chosen
        latest = None if chosen else self._latest(asked, lines)
        if latest:
            chosen = (Candidate(figure=latest, share=Fraction(1), cells=latest.cells, own=latest.own),)
        return self.amounts.amount(asked, chosen, alone=True)

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
            if not unit.endswith(REST)
        }

    def _missing(self, cells: Iterable[Cell]) -> dict[str, list[int]]:
        months: dict[str, set[int]] = {}
        for unit, _, month, _ in cells:
            months.setdefault(unit, set()).add(month)
        return {unit: sorted(months[unit]) for unit in self.map.units if unit in months}

    def _state(
        self,
        asked: Question,
        area: frozenset[Cell],
        choice: Choice,
        amount: Amount,
    ) -> str:
        given = any(each.figure.applies for each in choice.chosen) or amount != NO_AMOUNT
        whole = choice.covered == area and not self._not_shared_out(asked)
        listed = any(not cell[0].endswith(REST) for cell in choice.covered)
        if not given and not choice.ties and not (listed and whole):
            return "chua-co"
        if choice.ties or not whole:
            return "thieu"
        return "du" if choice.own == area else "theo-bao-cao"

    # Statements that contradict.

    def _contradicted(self, asked: Question, candidates: list[Candidate]) -> list[Candidate]:
        """The unit's statements that differ from the figures inside them, alone or taken together."""
        stated = [
            each
            for each in candidates
            if self._states(each.figure, asked.unit)
            and not (asked.indicator.of_area and each.own == each.cells)
        ]
        refuted: list[Candidate] = []
        for family in [stated, *([each] for each in stated)]:
            chosen = self._choose(asked, family)
            if self._differs(asked, candidates, chosen):
                refuted += [each for each in chosen.chosen if each not in refuted]
        return refuted

    def _stands(self, figure: Figure) -> bool:
        """Whether an own line can speak for the unit's predecessors: not if they say something else."""
        if id(figure) not in self._standing:
            line = figure.lines[0]
            indicator = self.figures.indicators[next(iter(figure.cells))[3]]
            asked = Question(
                unit=line.unit, indicator=indicator, period=line.period, day=line.period.last_day
            )
            others = [
                each
                for other in self.figures.of(indicator, asked.period)
                if not self._is_own_line_for_others(other)
                if (each := self._candidate(asked.period, other, figure.cells))
            ]
            whole = Candidate(figure=figure, share=Fraction(1), cells=figure.cells, own=figure.own)
            alone = Choice(chosen=(whole,), covered=figure.cells, own=figure.own)
            self._standing[id(figure)] = not self._differs(asked, others, alone)
        return self._standing[id(figure)]

    @staticmethod
    def _is_own_line_for_others(figure: Figure) -> bool:
        """Whether a figure is an own line in its second sense, as a statement about predecessors."""
        stated = any(line.stated for line in figure.lines)
        return bool(figure.own) and figure.own != figure.cells and not stated

    def _differs(self, asked: Question, candidates: list[Candidate], stated: Choice) -> bool:
        lines = {id(line) for each in stated.chosen for line in each.figure.lines}
        others = [
            each
            for each in candidates
            if each.cells <= stated.covered and not any(id(line) in lines for line in each.figure.lines)
        ]
        inside = self._choose(asked, others)
        said, found = (self.amounts.amount(asked, each.chosen) for each in (stated, inside))
        if said.value is None or found.value is None:
            return False
        pairs = [(said.value, found.value)]
        if said.counts and found.counts:
            pairs = list(zip(said.counts, found.counts, strict=True))
        if inside.covered == stated.covered:
            difference = max(abs(mine - theirs) for mine, theirs in pairs)
        elif not self._bounds(asked.indicator, inside.covered, stated.covered):
            return False
        else:
            match asked.indicator.across:
                case "tong" | "dem-don-vi" | "lon-nhat" | "ty-le":
                    difference = max(theirs - mine for mine, theirs in pairs)
                case "nho-nhat":
                    difference = said.value - found.value
                case _:
                    return False
        return difference > self._tolerance(asked.indicator, stated.chosen, inside.chosen)

    def _bounds(self, indicator: Indicator, part: frozenset[Cell], whole: frozenset[Cell]) -> bool:
        """Whether a part of the cells bounds the whole: each unit in full, or months that change a figure one way."""
        open_units = {(unit, piece, name) for unit, piece, _, name in whole - part}
        if not any((unit, piece, name) in open_units for unit, piece, _, name in part):
            return True
        known = self.figures.indicators
        names = [one for one in (indicator.numerator, indicator.denominator) if one]
        along = {one.over for one in (known[name] for name in names)} or {indicator.over}
        one_way = (
            {"cuoi-ky", "nho-nhat"} if indicator.across == "nho-nhat" else {"cuoi-ky", "tong", "lon-nhat"}
        )
        return along <= one_way

    @staticmethod
    def _tolerance(
        indicator: Indicator, stated: Sequence[Candidate], inside: Sequence[Candidate]
    ) -> Fraction:
        rough = [each for each in inside if is_rough(each)]
        mean = "binh-quan" in (indicator.across, indicator.over)
        if not mean and not rough and not any(map(is_rough, stated)):
            return Fraction(0)
        steps = [_step(each.figure) for each in stated]
        lengths = [length(each) if indicator.over == "binh-quan" else 1 for each in stated]
        whole = sum(lengths) if indicator.over == "binh-quan" else 1
        tolerance = sum(
            (step * length / whole for step, length in zip(steps, lengths, strict=True)), Fraction(0)
        )
        if indicator.across == "tong" and indicator.over == "binh-quan":
            tolerance += max(steps) * sum(len(group) > 1 for group in groups_of(inside))
        rough_steps = (each.share * _step(each.figure) for each in rough)
        return tolerance + sum(rough_steps, Fraction(0))


def _step(figure: Figure) -> Fraction:
    """The last digits of the lines that apply, together."""
    return sum((line.step for line in figure.lines if line.applies), Fraction(0))


def _lateness(figure: Figure) -> tuple[int, int, int, bool, int, bool]:
    """Later first, then of fewer and longer reports, of `so_lieu`, of fewer lines, the indicator's own lines."""
    stated = any(line.stated for line in figure.lines)
    last = max(line.period.last for line in figure.lines)
    lengths = report_lengths(figure)
    return last, -len(lengths), sum(lengths), not stated, -len(figure.lines), figure.direct
