"""Write the proof of one total for people: the figure, how it was made, and the tree of figures in it.

Every figure has its file and line beside it. A tree too large for a screen is shown down to the level that
fits; deeper units are counted, and the unit is named whose proof shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Indicator, Unit
from mttq.diagnostics import Span
from mttq.levels import Level
from mttq.output.months import is_of_the_end, months_text
from mttq.output.row_texts import (
    PER_YEAR,
    before_text,
    goal_text,
    result_text,
    row_name,
    share_of_before,
    share_text,
    status_text,
)
from mttq.output.terminal import aligned, beside, indented, styled
from mttq.output.totals import heading
from mttq.quantity import amount, number, percentage, rounded, written
from mttq.totals import (
    Evidence,
    EvidentFigure,
    FigureSource,
    GivenFigure,
    MissingUnit,
    Proof,
    ProofNode,
    Reason,
    Relation,
    Status,
    TotalAmount,
    TotalsTable,
    Transfer,
    difference_of,
    operator_of,
    period_operator_of,
)

_LABEL = 13
_ROWS = 40
"""A tree of at most this many units is shown whole."""
_LISTED = 12
_LEVELS = list(Level)
PLACES = 6
"""A difference from a mean has at most as many decimals as a mean is written with."""
_NONE = "–"
_NOT_APPLICABLE = "không áp dụng"
SIDES = ("tu_so", "mau_so")
_SIDE_TITLES = {"tu_so": "tử số của ", "mau_so": "mẫu số của "}
_WIDEST = 100
"""A figure is at most this far to the right."""
_Fact = str | tuple[str, str]
"""A sentence, or a place and what is written there."""
_FORK, _END = ("├─ ", "│  "), ("└─ ", "   ")


def render(
    proof: Proof,
    table: TotalsTable,
    catalogue: Catalogue,
    *,
    width: int,
    colour: bool,
    level: Level | None = None,
) -> str:
    """Return the proof as text.

    Args:
        proof: the proof.
        table: the table that its row is from.
        catalogue: for the names of units and indicators.
        width: the terminal's width in columns.
        colour: whether to colour.
        level: the level down to which the tree is shown; by default as many as fit.
    """
    lines = _ProofText(proof, table, catalogue, width=width, level=level).all(colour=colour)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _ProofText:
    def __init__(
        self,
        proof: Proof,
        table: TotalsTable,
        catalogue: Catalogue,
        *,
        width: int,
        level: Level | None,
    ) -> None:
        self.proof = proof
        self.table = table
        self.say = _ProofWords(proof, table, catalogue)
        self.indicator = proof.row.indicator
        self.total = proof.row.total
        self.unit = self.indicator.measure.name
        self.width = width
        self.across = min(width, _WIDEST)
        self.level = level
        self.deepest = _deepest(proof.node)
        self.spoken_for = _spoken_for(proof.evidence)

    def all(self, *, colour: bool) -> Iterator[str]:
        row = self.proof.row
        for title in (
            f"CĂN CỨ CỦA SỐ LIỆU {heading(self.table)}",
            f"{row.indicator.name} ({row.indicator.id})",
            f"{row_name(row)} ({row.unit.id})",
        ):
            for line in indented(title, self.width):
                yield styled(line, "place", colour=colour)
        yield ""
        for label, lines in self.facts():
            yield from self.fact(label, lines)
        if self.proof.node.parts or self.proof.node.own is not None or self.total.stands:
            yield ""
            yield from self.tree()
        notes = list(self.notes())
        if notes:
            yield ""
        for title, items in notes:
            yield from self.note(title, items)

    # What it is

    def facts(self) -> Iterator[tuple[str, list[_Fact]]]:
        """Yield the figure and what it is compared with, each as a label and lines."""
        row, result = self.proof.row, self.total.result
        yield "Thực hiện", [self.say.measured(result) if result is not None else _NONE]
        yield "Tình trạng", [self.say.status()]
        if row.goal is not None:
            yield "Kế hoạch", list(self.goal())
        if self.proof.node.stated is not None:
            yield "Toàn địa bàn", list(self.stated(self.proof.node.stated))
        if self.table.compared is not None:
            share = f"; nay bằng {share_text(row)}" if share_of_before(row) is not None else ""
            yield f"Cùng kỳ {self.table.compared.name}", [f"{before_text(row)}{share}"]
        yield "Theo cấp", [f"{self.indicator.over_units.value}: {self.say.along_units()}"]
        yield "Theo kỳ", [self.say.along_periods()]
        if self.indicator.parts:
            yield "Gồm", ["; ".join(map(self.say.named, self.indicator.parts)) + " (nếu không ghi số chung)"]

    def fact(self, label: str, lines: Sequence[_Fact]) -> Iterator[str]:
        if self.width < 3 * _LABEL or len(label) > _LABEL:
            yield label
            first = rest = "  "
        else:
            first, rest = label.ljust(_LABEL + 1), " " * (_LABEL + 1)
        for line in lines:
            if isinstance(line, tuple):
                yield from beside(*line, self.width, rest)
            else:
                yield from indented(line, self.width, first, rest)
            first = rest

    def goal(self) -> Iterator[_Fact]:
        row = self.proof.row
        assert row.goal is not None
        result = self.total.result
        if not row.goal.addable:
            said = [goal_text(row.goal)]
        elif result is not None and result.yearly:
            said = [f"{goal_text(row.goal.of_one_year())} {self.unit}{PER_YEAR}"]
        else:
            said = [f"{goal_text(row.goal)} {self.unit}"]
        if row.due is not None:
            said.append(f"đến kỳ này {goal_text(row.due)} {self.unit}")
        if row.completion is not None:
            said.append(f"bằng {percentage(row.completion)} kế hoạch")
        said.append({True: "đạt", False: "chưa đạt", None: "chưa kết luận được là đạt hay chưa"}[row.reached])
        yield ", ".join(said)
        for one in self.proof.goals:
            part = "" if one.share == 1 else f" (tính {_percent(one.share)})"
            text = one.text or written(one.target.quantity, self.unit)
            yield f"{one.path}:{one.target.span.line}", text + part

    def stated(self, said: GivenFigure) -> Iterator[_Fact]:
        """Yield the figure that the unit states for its area, and how much it differs from the computed one."""
        computed = self.total.computed
        shown = self.say.measured(said.amount) if said.amount is not None else _NOT_APPLICABLE
        if said.amount is None or computed is None or operator_of(self.indicator).own_only:
            yield shown
        else:
            gap = rounded(difference_of(said.amount, computed), PLACES)
            unit = "" if computed.pair is not None else self.unit
            word = f"{'hơn' if gap > 0 else 'kém'} {amount(abs(gap), unit).strip()}" if gap else "khớp"
            yield f"{shown}; cộng từ các đơn vị được {self.say.measured(computed)}: {word}"
        yield from map(self.say.place_and_text, said.sources)
        if self.total.stands:
            yield from self.say.instead_of(self.total.speaks_for)

    # What it is made of

    def tree(self) -> Iterator[str]:
        percent = operator_of(self.indicator).percent
        title = f"Các số hợp thành ({'tử số/mẫu số' if percent else self.unit})"
        if self.total.stands and self.proof.node.parts:
            title += ", chỉ để đối chiếu vì đã lấy số toàn địa bàn"
        yield from indented(title, self.width)
        yield from self.branch(self.proof.node, "", "", 0)

    def branch(self, node: ProofNode, first: str, rest: str, depth: int) -> Iterator[str]:
        """Yield a unit with its figure, the sources of that, and the units below it."""
        stands = node.total.stands and depth > 0
        shown = node.total.result if depth or not node.total.stands else node.total.computed
        figure = self.say.figure(shown)
        if shown is None and node.own is not None and not node.parts:
            figure = _NOT_APPLICABLE
        yield from aligned(self.title(node), figure, self.across, first=first, rest=rest)
        if stands:
            yield from self.standing(node, f"{rest}  ")
            return
        if depth and not self.opened(node, depth):
            yield from self.folded(node, f"{rest}  ")
            return
        inside = f"{rest}│ " if node.parts else f"{rest}  "
        yield from self.shares(node, inside)
        own = node.own
        if own is not None and node.parts:
            yield from aligned(
                "cấp mình", self.own_figure(node, own), self.across, first=rest + "├─ ", rest=rest + "│  "
            )
            yield from self.origins(node, own, rest + "│    ")
        elif own is not None:
            yield from self.origins(node, own, inside)
        left = len(node.total.taken_out) + len(node.parts)
        for one in node.total.taken_out:
            left -= 1
            mark, after = _FORK if left else _END
            text, figure = f"trừ phần nhận: {self.say.handed(one)}", f"-{self.say.figure(one.amount)}"
            yield from aligned(text, figure, self.across, first=rest + mark, rest=rest + after)
            yield from indented(f"{one.line.path}:{one.span.line}", self.width, f"{rest}{after}  ")
        for part in node.parts:
            left -= 1
            mark, after = _FORK if left else _END
            yield from self.branch(part, rest + mark, rest + after, depth + 1)

    def title(self, node: ProofNode) -> str:
        said = []
        if node.relation is Relation.TAKEN_OVER:
            said.append("kế thừa")
        if node.total.share != 1:
            word = "" if node.relation is Relation.TAKEN_OVER else "còn "
            said.append(f"{word}{_percent(node.total.share)}")
        if not node.adds and node.total.result is not None:
            said.append("không cộng được")
        return self.say.name(node.unit) + (f" ({', '.join(said)})" if said else "")

    def own_figure(self, node: ProofNode, said: GivenFigure) -> str:
        if said.amount is None:
            return _NOT_APPLICABLE
        if said.adds is None or not node.total.includes_own:
            return f"({self.say.figure(said.amount)})"
        return self.say.figure(said.adds)

    def origins(self, node: ProofNode, said: GivenFigure, indent: str) -> Iterator[str]:
        """Yield the lines of files that a figure comes from."""
        for source in said.sources:
            yield from self.placed(source, indent)
            for text in self.say.instead_of(self.spoken_for.get((source.path, source.span), {})):
                yield from indented(text, self.width, indent)
        for source in said.weights:
            yield from self.placed(source, indent, "trọng số: ")
        for one in said.left_out:
            gift = f"{self.say.figure(one.amount)}, {self.say.handed(one)}"
            yield from indented(
                f"không tính phần nhận từ cấp trên (tinh_nhan_tu: false): {gift}", self.width, indent
            )
            yield from indented(f"{one.line.path}:{one.span.line}", self.width, indent)
        if not node.total.includes_own and said.amount is not None:
            yield from indented("không tính: cấp này không báo cáo chỉ tiêu", self.width, indent)

    def standing(self, node: ProofNode, indent: str) -> Iterator[str]:
        """Yield a figure stated for an area, which replaces all figures in it."""
        yield from self.shares(node, indent)
        below = f" ({node.total.units_in}/{node.total.units_due} đơn vị đã có số)" if node.parts else ""
        said = ", ".join(["số toàn địa bàn", *self.say.instead_of(node.total.speaks_for)])
        yield from indented(f"{said}{below}", self.width, indent)
        for source in node.stated.sources if node.stated is not None else ():
            yield from self.placed(source, indent)

    def shares(self, node: ProofNode, indent: str) -> Iterator[str]:
        """Yield the share that counts of a unit, and of which amount."""
        share = node.total.share
        if share == 1 or node.total.result is None:
            return
        whole = node.total.stated.amount if node.total.stands else node.total.computed
        yield from indented(f"{_percent(share)} của {self.say.figure(whole)}", self.width, indent)

    def folded(self, node: ProofNode, indent: str) -> Iterator[str]:
        """Yield how much of the tree is hidden here, and how to see it."""
        yield from self.shares(node, indent)
        used = list(node.used())
        units, figures = len({one.unit.id for one, _ in used}), sum(len(said.sources) for _, said in used)
        text = f"từ {figures} số của {units} đơn vị; xem: --unit {node.unit.id} --explain"
        yield from indented(text, self.width, indent)

    def opened(self, node: ProofNode, depth: int) -> bool:
        if not node.parts:
            return True
        if self.level is None:
            return depth < self.deepest
        return _LEVELS.index(node.unit.level_on(self.table.tree_day)) < _LEVELS.index(self.level)

    # Who is missing, and what else there is to say

    def notes(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what is not in the figure, and why it is not exact."""
        by_reason: dict[tuple[bool, Reason], list[MissingUnit]] = {}
        for one in self.proof.missing:
            by_reason.setdefault((one.stood_for, one.reason), []).append(one)
        for stood_for in (False, True):
            for reason in Reason:
                found = by_reason.get((stood_for, reason))
                if found:
                    title = (
                        f"{_REASONS[reason]}; đã có số toàn địa bàn thay" if stood_for else _REASONS[reason]
                    )
                    yield f"{title} ({len(found)} đơn vị)", [self.why(one) for one in found]
        if self.proof.evidence is not None:
            yield from self.left_out(self.proof.evidence)
        unadded = [
            f"{self.say.name(node.unit)}: {self.say.figure(said)}" for node, said in self.proof.not_added()
        ]
        if unadded and self.proof.node.parts:
            yield f"Có số nhưng không cộng được vì {self.say.not_added()}", unadded
        divided = [
            f"{self.say.name(one.unit)} ({one.unit.id}) chia cho {', '.join(map(self.say.name, one.successors))}; "
            f"ghi ty_trong ở ke_thua của các đơn vị này (xem {one.unit.path}:{one.unit.span.line})"
            for one in self.proof.unallocated
        ]
        if divided:
            yield "Chưa phân bổ nên không tính", divided
        loose = [f"“{written_in(one)}” ({one.path}:{one.span.line})" for _, one in self.proof.approximate()]
        loose += [
            f"{_percent(node.total.share)} của {self.say.name(node.unit)} là số ước tính"
            for node in self.proof.shared()
        ]
        if loose:
            yield "Gần đúng vì", loose

    def note(self, title: str, items: Sequence[str]) -> Iterator[str]:
        most = len(items) if len(items) <= _LISTED + 2 else _LISTED
        left = len(items) - most
        text = f"{title}: {'; '.join(items[:most])}"
        text += f" và {left} mục nữa (xem đủ: --format json)." if left else "."
        yield from indented(text, self.width, "", "  ")

    def left_out(self, found: Evidence) -> Iterator[tuple[str, list[str]]]:
        """Yield the figures that do not count, and why."""
        denied = [
            f"{self.say.quoted(one.stated)}, các số bên trong được "
            f"{self.say.measured(one.inside) if one.inside is not None else _NONE}"
            for one in found.denied
        ]
        if denied:
            yield "Không tính vì trái với các số bên trong", denied
        for one in found.undecided:
            sets = [
                f"cách {number}: {self.say.quoted(figures)}"
                for number, figures in enumerate(one.sets, start=1)
            ]
            if one.exceeded:
                yield "Không tính vì có quá nhiều số chồng lên nhau để so", [self.say.quoted(one.sets[0])]
            else:
                yield "Không chọn được vì các cách lấy phủ như nhau mà cho tổng khác nhau", sets
        unused = [f"{self.say.owner(one)} {self.say.quoted([one])}" for one in found.covered_by_others]
        if unused:
            yield "Không dùng vì đã có số khác cho cùng đơn vị và tháng", unused

    def why(self, one: MissingUnit) -> str:
        name, told = self.say.name(one.unit), self.say.months(one.months)
        if one.reason is Reason.PARTLY:
            here = self.table.cycle
            periods = dict.fromkeys(
                source.period.title if source.cycle == here else source.period.full_title(source.cycle)
                for source in one.sources
            )
            lacking = f"; thiếu {told}" if told else ""
            return f"{name} (mới có {', '.join(periods)}{lacking})"
        if one.reason is Reason.NO_LINE:
            return f"{name} ({one.report}{f'; thiếu {told}' if told else ''})"
        return f"{name} ({told})" if told else name

    def placed(self, one: FigureSource, indent: str, before: str = "") -> Iterator[str]:
        """Yield a figure with its place: beside it, or below if both don't fit."""
        place, text = self.say.place_and_text(one)
        yield from beside(before + place, text, self.width, indent)


_REASONS = {
    Reason.NOTHING: "Chưa có số liệu",
    Reason.NO_LINE: "Đã báo cáo mà không ghi chỉ tiêu này",
    Reason.PARTLY: "Mới có một phần của kỳ",
    Reason.NOT_COUNTED: "Đã báo cáo, nhưng số được lấy thay chưa phủ hết",
    Reason.UNLISTED: "Có cấp dưới chưa ghi trong danh mục",
}


def _spoken_for(found: Evidence | None) -> dict[tuple[str, Span], dict[str, int]]:
    """Return for own lines that speak of predecessors, too, the months of these."""
    by_line: dict[tuple[str, Span], dict[str, int]] = {}
    for one in found.counted if found is not None else ():
        if any(each.own for each in one.cells):
            months = {each.unit: each.months for each in one.cells if not each.own}
            by_line.update(((source.path, source.span), months) for source in one.sources)
    return by_line


def _deepest(top: ProofNode) -> int:
    """Return how many levels of the tree can be shown; the units directly below always are."""
    depth, rows, here = 0, 1, list(top.parts)
    while here:
        rows += len(here)
        if depth and rows > _ROWS:
            break
        depth += 1
        here = [part for one in here if not one.total.stands for part in one.parts]
    return max(depth, 1)


class _ProofWords:
    """The Vietnamese words for one proof: units, figures, places and the ways of combining.

    Args:
        proof: the proof.
        table: the table of its row.
        catalogue: for the names of units and indicators.
    """

    def __init__(self, proof: Proof, table: TotalsTable, catalogue: Catalogue) -> None:
        self.proof = proof
        self.table = table
        self.catalogue = catalogue
        self.indicator = proof.row.indicator
        self.total = proof.row.total
        self.unit = self.indicator.measure.name

    def status(self) -> str:
        """Return how reliable the figure is, and where it was taken from."""
        total = self.total
        counted = f"{total.units_in}/{total.units_due} đơn vị phải báo cáo đã có số"
        label = status_text(self.proof.row)
        if total.status is Status.INCOMPLETE and total.stands:
            return f"{label}: {counted}; lấy số toàn địa bàn, dù mới ghi cho một phần kỳ"
        if total.status is Status.AS_STATED and total.stands:
            return f"{label}: {counted}; lấy số toàn địa bàn do đơn vị ghi"
        if total.status is Status.AS_STATED:
            return f"{label}: {counted}; phần thiếu đã nằm trong các số toàn địa bàn"
        if total.status is Status.DIFFERS:
            return f"{label}: {counted}; số toàn địa bàn không khớp, lấy số cộng được"
        if self.proof.unallocated:
            counted += "; còn số chưa phân bổ"
        return f"{label}: {counted}"

    def along_units(self) -> str:
        """Return how the figures of several units become one."""
        return operator_of(self.indicator).explain(self.indicator, self.named)

    def along_periods(self) -> str:
        """Return how the figures of several periods become one."""
        way, explained = self.indicator.over_periods, period_operator_of(self.indicator).explained
        return explained if way is None else f"{way.value}: {explained}"

    def named(self, name: str) -> str:
        """Return an indicator's name with its id."""
        known = self.catalogue.indicators.get(name)
        return f"“{known.name}” ({name})" if known is not None else f"“{name}”"

    def name(self, unit: Unit) -> str:
        """Return a unit's name on the day of the tree."""
        return unit.name_on(self.table.tree_day)

    def measured(self, value: TotalAmount) -> str:
        """Return a figure with its unit of measure."""
        if self.unit == "%":
            counts = value.pair
            pair = f" ({number(counts[0])}/{number(counts[1])})" if counts is not None else ""
            return f"{result_text(value, percent=True)}%{pair}"
        text = result_text(replace(value, yearly=False), percent=False)
        return f"{text} {self.unit}{PER_YEAR if value.yearly else ''}"

    def figure(self, value: TotalAmount | None) -> str:
        """Return a figure for its column; a ratio as its two counts, because these are added."""
        if value is None:
            return _NONE
        if value.pair is not None:
            mark = "≈ " if value.approximation is not None else ""
            return f"{mark}{number(value.pair[0])}/{number(value.pair[1])}"
        text = result_text(value, percent=self.unit == "%")
        return f"{text}%" if self.unit == "%" else text

    def handed(self, one: Transfer) -> str:
        """Return giver and receiver of a transfer."""
        units = self.catalogue.units
        known = [(units.get(one), one) for one in (one.giver, one.line.unit)]
        return " → ".join(self.name(unit) if unit is not None else name for unit, name in known)

    def place_and_text(self, one: FigureSource) -> tuple[str, str]:
        """Return a figure's place and text, with its indicator if that differs from the proof's."""
        side = _SIDE_TITLES.get(side_of(one, self.indicator), "")
        part = "" if one.indicator.id == self.indicator.id else f" ({side}{one.indicator.id})"
        until = f" (số liệu đến {one.cut_off:%d/%m/%Y})" if one.cut_off is not None else ""
        return f"{one.path}:{one.span.line}", written_in(one) + part + until

    def months(self, bits: int) -> str:
        """Return months in words; "" for all of the period, or if a figure is of its end."""
        if not bits or is_of_the_end(self.indicator, self.catalogue):
            return ""
        return months_text(bits, self.table)

    def instead_of(self, months: Mapping[str, int]) -> Iterator[str]:
        """Yield for whose months a figure counts in addition to its own unit's, if there are any."""
        said = []
        for unit, bits in months.items():
            known = self.catalogue.units.get(unit)
            if known is not None:
                told = self.months(bits)
                said.append(f"{self.name(known)} ({told})" if told else self.name(known))
        if said:
            left = len(said) - _LISTED if len(said) > _LISTED + 2 else 0
            listed = "; ".join(said[: len(said) - left])
            yield f"thay cho {listed}{f' và {left} đơn vị nữa' if left else ''}"

    def owner(self, one: EvidentFigure) -> str:
        """Return the name of the unit that gives a figure."""
        return self.name(self.catalogue.units.by_id[one.unit])

    def quoted(self, figures: Iterable[EvidentFigure]) -> str:
        """Return what files say in some figures, each with its place."""
        sources = [source for one in figures for source in one.sources]
        return ", ".join(f"“{written_in(one)}” ({one.path}:{one.span.line})" for one in sources)

    def not_added(self) -> str:
        """Return why figures can't be combined."""
        return operator_of(self.indicator).not_added


def _percent(share: Decimal) -> str:
    """Return a share, 0 to 1, as people write it."""
    return f"{number(share * 100)}%"


def side_of(source: FigureSource, indicator: Indicator) -> str:
    """Return which count of a ratio an indicator takes from it, as the key of the JSON; "" for both."""
    ratio = source.indicator
    if ratio.id == indicator.id or source.quantity.ratio is None:
        return ""
    if indicator.numerator and {indicator.numerator, indicator.denominator} <= {
        ratio.numerator,
        ratio.denominator,
    }:
        return ""
    wanted = {
        indicator.id,
        indicator.numerator,
        indicator.denominator,
        indicator.weight,
        *indicator.parts,
    } - {""}
    if ratio.numerator in wanted:
        return SIDES[0]
    return SIDES[1] if ratio.denominator in wanted else ""


def written_in(source: FigureSource) -> str:
    """Return a figure as its file says it, or else, if that was not read again, as it would be written."""
    if source.text:
        return source.text
    indicator = source.indicator
    unit = indicator.measure.name
    if source.quantity.ratio is not None:
        names = indicator.measure.denominator
        unit = names[0] if names else ""
    return written(source.quantity, unit)
