"""The proof of one total for people: the figure, how it was made, and the tree of figures in it.

Every figure has its file and line beside it. A tree too large for a screen is
shown down to the level that fits; deeper units are counted, and the unit is
named whose proof shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mttq.catalogue import Catalogue
from mttq.levels import Level
from mttq.output.proof_data import written_in
from mttq.output.proof_words import ProofWords, percent
from mttq.output.terminal import aligned, beside, indented, styled
from mttq.output.totals_data import row_name, share_of_before
from mttq.output.totals_table import before_text, goal_text, heading, share_text
from mttq.quantity import amount, percentage, written
from mttq.totals import (
    FigureSource,
    GivenFigure,
    MissingUnit,
    Proof,
    ProofNode,
    Reason,
    Relation,
    TotalsTable,
    difference_of,
    operator_of,
    written_goals,
)

_LABEL = 13
_ROWS = 40
"""A tree of at most this many units is shown whole."""
_LISTED = 12
_LEVELS = list(Level)
_NONE = "–"
_NOT_APPLICABLE = "không áp dụng"
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
    lines = _Text(proof, table, catalogue, width, level).all(colour=colour)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Text:
    def __init__(
        self, proof: Proof, table: TotalsTable, catalogue: Catalogue, width: int, level: Level | None
    ) -> None:
        self.proof = proof
        self.table = table
        self.say = ProofWords(proof, table, catalogue)
        self.indicator = proof.row.indicator
        self.total = proof.row.total
        self.unit = self.indicator.measure.name
        self.width = width
        self.across = min(width, _WIDEST)
        self.level = level
        self.deepest = _deepest(proof.node)

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
        said = [f"{goal_text(row.goal)} {self.unit}"]
        if row.completion is not None:
            said.append(f"bằng {percentage(row.completion)} kế hoạch")
        said.append({True: "đạt", False: "chưa đạt", None: "chưa kết luận được là đạt hay chưa"}[row.reached])
        yield ", ".join(said)
        for path, target, share in written_goals(row.goal):
            part = "" if share == 1 else f" (tính {percent(share)})"
            yield f"{path}:{target.span.line}", written(target.quantity, self.unit) + part

    def stated(self, said: GivenFigure) -> Iterator[_Fact]:
        """Yield the figure that the unit states for its area, and how much it differs from the computed one."""
        computed = self.total.computed
        shown = self.say.measured(said.amount) if said.amount is not None else _NOT_APPLICABLE
        if said.amount is None or computed is None or operator_of(self.indicator).own_only:
            yield shown
        else:
            gap = difference_of(said.amount, computed)
            unit = "" if computed.pair is not None else self.unit
            word = f"{'hơn' if gap > 0 else 'kém'} {amount(abs(gap), unit).strip()}" if gap else "khớp"
            yield f"{shown}; cộng từ các đơn vị được {self.say.measured(computed)}: {word}"
        yield from map(self.say.place_and_text, said.sources)

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
            said.append(f"{word}{percent(node.total.share)}")
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
        yield from indented(f"số toàn địa bàn, thay cho số của đơn vị và cấp dưới{below}", self.width, indent)
        for source in node.stated.sources if node.stated is not None else ():
            yield from self.placed(source, indent)

    def shares(self, node: ProofNode, indent: str) -> Iterator[str]:
        """Yield the share that counts of a unit, and of which amount."""
        share = node.total.share
        if share == 1 or node.total.result is None:
            return
        whole = node.total.stated.amount if node.total.stands else node.total.computed
        yield from indented(f"{percent(share)} của {self.say.figure(whole)}", self.width, indent)

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
                    title = _REASONS[reason]
                    if stood_for:
                        title += "; đã có số toàn địa bàn thay"
                    yield f"{title} ({len(found)} đơn vị)", [self.why(one) for one in found]
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
            f"{percent(node.total.share)} của {self.say.name(node.unit)} là số ước tính"
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

    def why(self, one: MissingUnit) -> str:
        if one.reason is Reason.PARTLY:
            here = self.table.cycle
            periods = dict.fromkeys(
                source.period.title if source.cycle == here else source.period.full_title(source.cycle)
                for source in one.sources
            )
            return f"{self.say.name(one.unit)} (mới có {', '.join(periods)})"
        if one.reason is Reason.NO_LINE:
            return f"{self.say.name(one.unit)} ({one.report})"
        return self.say.name(one.unit)

    def placed(self, one: FigureSource, indent: str, before: str = "") -> Iterator[str]:
        """Yield a figure with its place: beside it, or below if both don't fit."""
        place, text = self.say.place_and_text(one)
        yield from beside(before + place, text, self.width, indent)


_REASONS = {
    Reason.NOTHING: "Chưa có số liệu",
    Reason.NO_LINE: "Đã báo cáo mà không ghi chỉ tiêu này",
    Reason.PARTLY: "Mới có một phần của kỳ",
}


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
