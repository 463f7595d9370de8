"""The proof of one total: every figure in it with its place, and what is missing, deducted or left out.

A total keeps its parts. Here they become a tree that output can print without
knowing how anything was computed; nothing is added up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

import msgspec

from mttq.catalogue import Indicator, Unit
from mttq.diagnostics import Span
from mttq.documents import Figure, FileRef, Project, Scope, Target
from mttq.documents.outline import ReportOutline
from mttq.documents.project import file_ref
from mttq.totals.arithmetic import ONE, add, multiply, subtract
from mttq.totals.choice import UNLISTED
from mttq.totals.evidence import Evidence, EvidentFigure, FigureSource
from mttq.totals.figure_index import FigureIndex, counts_of
from mttq.totals.model import NOTHING, FigureLine, Given, Total, TotalAmount, Transfer, UnitValue
from mttq.totals.operators import Operator, operator_of
from mttq.totals.reporting_months import ReportingMonths
from mttq.totals.rollup import Rollup
from mttq.totals.table import Row, TotalsTable
from mttq.totals.targets import Goal
from mttq.totals.unit_values import OWN, OWN_OR_STATED, STATED, Scopes, UnitValues


class GivenFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that one unit gives, from all its files.

    Attributes:
        amount: the figure; None for `không áp dụng`.
        adds: how much of it counts; None if it can't be combined.
        sources: the figures in files that it is made of.
        weights: the figures in files that its weight in a mean is made of.
        left_out: what came from above and was deducted.
    """

    amount: TotalAmount | None
    adds: TotalAmount | None
    sources: tuple[FigureSource, ...]
    weights: tuple[FigureSource, ...] = ()
    left_out: tuple[Transfer, ...] = ()


class Relation(StrEnum):
    """Why a unit is part of the total above it."""

    TOP = "chinh-no"
    BELOW = "cap-duoi"
    TAKEN_OVER = "ke-thua"


class ProofNode(msgspec.Struct, frozen=True, kw_only=True):
    """One unit in the proof.

    Attributes:
        unit: the unit.
        total: its total, as far as that is part of the one above.
        relation: why it belongs to the one above.
        own: its own figure, or None if it gives none.
        stated: the figure that it states for its area, or None.
        adds: whether its total counts in the one above.
        parts: the units with figures that its total is made of; if its stated figure is used instead, they are
            there only for comparison.
    """

    unit: Unit
    total: Total
    relation: Relation
    own: GivenFigure | None
    stated: GivenFigure | None
    adds: bool
    parts: tuple[ProofNode, ...]

    def used(self) -> Iterator[tuple[ProofNode, GivenFigure]]:
        """Yield the figures that count, each with its unit, in the order of the tree."""
        if self.total.stands:
            if self.stated is not None:
                yield self, self.stated
            return
        if self.own is not None and self.own.adds is not None and self.total.includes_own:
            yield self, self.own
        for part in self.parts:
            if part.adds:
                yield from part.used()

    def walk(self) -> Iterator[ProofNode]:
        """Yield this node and all below it whose figures count, in the order of the tree."""
        yield self
        if not self.total.stands:
            for part in self.parts:
                yield from part.walk()


class Reason(StrEnum):
    """Why a unit counts as missing: also one that has reported, if its figures do not count here."""

    NOTHING = "chua-co-so-lieu"
    NO_LINE = "khong-co-dong"
    PARTLY = "thieu-ky"
    NOT_COUNTED = "so-khong-duoc-tinh"
    UNLISTED = "chua-co-trong-danh-muc"


class MissingUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that has to report and has not, or of which some months are covered by nothing.

    Attributes:
        unit: the unit; for lower units that the catalogue does not list the one above them.
        reason: why it counts as missing.
        stood_for: whether the stated figure of a unit above it covers this one.
        months: the months that nothing covers, as bits; none if it is stood for.
        sources: what it has reported for parts of the period.
        report: its file for the period, which leaves the indicator out, or "".
    """

    unit: Unit
    reason: Reason
    stood_for: bool
    months: int = 0
    sources: tuple[FigureSource, ...] = ()
    report: str = ""


class Divided(msgspec.Struct, frozen=True):
    """A divided unit whose successors do not say how much of it belongs to each."""

    unit: Unit
    successors: tuple[Unit, ...]


class GoalLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a plan that is part of a target.

    Attributes:
        path: the plan.
        target: what it wants.
        share: how much of it counts, 0 to 1.
        text: what the file says, word for word; "" if it was not read again.
    """

    path: str
    target: Target
    share: Decimal
    text: str = ""


class Proof(msgspec.Struct, frozen=True):
    """The proof of one total.

    Attributes:
        row: the unit and indicator with the total.
        node: the tree of what the total is made of.
        missing: the units that have not reported, in the order of the tree.
        unallocated: the divided units of which no part could be counted.
        goals: the lines of plans that make up the target.
        evidence: the figures of which it is made, with the cells that they cover; None if nobody asked.
    """

    row: Row
    node: ProofNode
    missing: tuple[MissingUnit, ...]
    unallocated: tuple[Divided, ...]
    goals: tuple[GoalLine, ...] = ()
    evidence: Evidence | None = None

    def approximate(self) -> Iterator[tuple[ProofNode, FigureSource]]:
        """Yield the figures that count and were written as approximate."""
        for node, said in self.node.used():
            for source in said.sources:
                if source.quantity.approximation is not None:
                    yield node, source

    def shared(self) -> Iterator[ProofNode]:
        """Yield the units of which only a share counts."""
        return (node for node in self.node.walk() if node.total.share != 1)

    def not_added(self) -> Iterator[tuple[ProofNode, TotalAmount]]:
        """Yield the units with a figure that can't be combined, and the figure."""
        waiting = [self.node]
        while waiting:
            node = waiting.pop()
            if not node.adds and node.total.result is not None:
                yield node, node.total.result
                continue
            own = node.own
            if own is not None and own.amount is not None and own.adds is None and not node.total.stands:
                yield node, own.amount
            if not node.total.stands:
                waiting += reversed(node.parts)


def prove(project: Project, table: TotalsTable, row: Row) -> Proof:
    """Return the proof of one row of a table, with its evidence."""
    prover = _Prover(project, table, row.indicator, {}, verbatim=True)
    return msgspec.structs.replace(prover.proof(row), evidence=prover.evidence(row))


def prove_rows(project: Project, table: TotalsTable, rows: Sequence[Row]) -> list[Proof]:
    """Return the proofs of rows of a table; the figures of a report are read once for all of them."""
    reports: dict[str, _ReportFigures] = {}
    return [_Prover(project, table, row.indicator, reports).proof(row) for row in rows]


class _ReportFigures:
    """The figures of one report.

    Attributes:
        written: the first figure of an indicator, by scope and indicator.
        counted: the first ratio that holds the count of an indicator, by scope and indicator.
    """

    __slots__ = ("counted", "cut_off", "ref", "written")

    def __init__(self, report: ReportOutline, indicators: Mapping[str, Indicator]) -> None:
        self.ref = report.ref
        self.cut_off = report.head.cut_off
        self.written: dict[tuple[Scope, str], Figure] = {}
        self.counted: dict[tuple[Scope, str], Figure] = {}
        for figure in report.body().figures:
            self.written.setdefault((figure.scope, figure.indicator), figure)
            known = indicators.get(figure.indicator)
            for count in counts_of(figure, known) if known is not None else ():
                self.counted.setdefault((figure.scope, count.indicator), figure)


class _Prover:
    def __init__(
        self,
        project: Project,
        table: TotalsTable,
        indicator: Indicator,
        reports: dict[str, _ReportFigures],
        *,
        verbatim: bool = False,
    ) -> None:
        self._project = project
        self._verbatim = verbatim
        self._lines: dict[str, list[str]] = {}
        self._units = project.catalogue.units
        self._table = table
        self._indicator = indicator
        self._reports = reports
        self._operator: Operator = operator_of(indicator)

    def proof(self, row: Row) -> Proof:
        divided = (self._units.by_id[one] for one in row.total.unallocated)
        return Proof(
            row,
            self._node(row.total, Relation.TOP, adds=True),
            self._all_missing(row.total),
            tuple(Divided(one, self._successors(one)) for one in divided),
            tuple(
                GoalLine(path=path, target=target, share=share, text=self._text(path, target.span))
                for path, target, share in _written_goals(row.goal)
            ),
        )

    def evidence(self, row: Row) -> Evidence:
        """Return the figures of which a row is made."""
        table, indicator = self._table, row.indicator
        held = self._units.deciding([row.unit.id])
        figures = FigureIndex(self._project, table.cycle, held, [indicator.id])
        rollup = Rollup(self._project, table.cycle, table.period, figures=figures, as_of=table.as_of)
        alone = row.goal is not None and row.goal.is_all_own
        found = rollup.evidence(row.unit.id, indicator.id, self._sources, alone=alone)
        if found.counted or row.total.result is None:
            return found
        # A percentage without its counts covers nothing, but is the total if it is all there is.
        said = row.total.stated if row.total.stands else row.total.own
        bare = EvidentFigure(unit=row.unit.id, amount=said.amount, sources=self._sources(said.lines))
        return msgspec.structs.replace(found, counted=(bare,))

    def _node(self, total: Total, relation: Relation, *, adds: bool) -> ProofNode:
        added = self._added(total)
        parts = [
            self._node(part, self._relation(part, total), adds=part.result is not None and part.unit in added)
            for part in total.parts
            if _says_anything(part)
        ]
        own = self._own(total, counts="" in added)
        stated = None
        if total.stated.given is not Given.MISSING:
            stated = self._said(total.stated, total.unit, (STATED,))
        return ProofNode(
            unit=self._units.by_id[total.unit],
            total=total,
            relation=relation,
            own=own,
            stated=stated,
            adds=adds,
            parts=tuple(parts),
        )

    def _relation(self, part: Total, total: Total) -> Relation:
        same = part.unit == total.unit
        return Relation.BELOW if same or self._units.is_below(part.unit, total.unit) else Relation.TAKEN_OVER

    def _added(self, total: Total) -> set[str]:
        """Return the units whose totals are combined, and "" if the unit's own figure is."""
        named: list[tuple[str, TotalAmount]] = [
            (part.unit, part.result) for part in total.parts if part.result is not None
        ]
        alone = not named and total.units_due == int(total.is_due)
        if total.includes_own and total.own.amount is not None:
            named.insert(0, ("", total.own.amount))
        if alone or self._operator.counts_units:
            return {unit for unit, _ in named}
        kept = self._operator.addable([amount for _, amount in named])
        return {unit for unit, amount in named if any(amount is one for one in kept)}

    def _own(self, total: Total, *, counts: bool) -> GivenFigure | None:
        own = total.own
        if own.given is Given.MISSING:
            return None
        said = self._said(own, total.unit, (OWN, OWN_OR_STATED))
        if own.amount is None or not counts:
            return msgspec.structs.replace(said, adds=None)
        if self._operator.counts_units:
            return msgspec.structs.replace(said, adds=self._counted(total))
        return said

    def _counted(self, total: Total) -> TotalAmount | None:
        """Return what a unit's own figure adds to a count of units: the count less that of its parts."""
        if total.computed is None:
            return None
        parts = add([part.result.value for part in total.parts if part.result is not None])
        return TotalAmount(value=subtract(total.computed.value, parts))

    def _said(self, reading: UnitValue, unit: str, scopes: Sequence[Scopes]) -> GivenFigure:
        weights: tuple[FigureSource, ...] = ()
        if self._indicator.weight and self._operator.weighed:
            weights = self._weights(unit, scopes)
        return GivenFigure(
            amount=reading.amount,
            adds=reading.amount,
            sources=self._sources(reading.lines),
            weights=weights,
            left_out=reading.left_out,
        )

    def _weights(self, unit: str, scopes: Sequence[Scopes]) -> tuple[FigureSource, ...]:
        """Return the sources of a figure's weight in a mean, which is looked for as the figure itself is."""
        indicator = self._project.catalogue.indicators.get(self._indicator.weight)
        if indicator is None:
            return ()
        known, (presence, readings) = self._units.by_id[unit], self._readings
        area = presence.area(known, self._indicator)
        part = presence.own(known, self._indicator, area) or area or presence.months
        for where in scopes:
            found = readings.plain(unit, where, indicator, part)
            if found.given is not Given.MISSING:
                return self._sources(found.lines)
        return ()

    @cached_property
    def _readings(self) -> tuple[ReportingMonths, UnitValues]:
        project, table = self._project, self._table
        presence = ReportingMonths(project.catalogue, table.cycle, table.period)
        held = self._units.deciding(row.unit.id for row in table.rows)
        index = FigureIndex(project, table.cycle, held)
        return presence, UnitValues(project.catalogue, index, presence.months)

    def _figures(self, path: str) -> _ReportFigures:
        if path not in self._reports:
            ref = file_ref(path)
            assert isinstance(ref, FileRef)
            report = self._project.report_of(ref.unit, ref.cycle, ref.period)
            assert report is not None
            self._reports[path] = _ReportFigures(report, self._project.catalogue.indicators)
        return self._reports[path]

    def _sources(self, lines: Sequence[FigureLine]) -> tuple[FigureSource, ...]:
        found: dict[tuple[str, Span], FigureSource] = {}
        for line in sorted(lines, key=lambda one: (one.months.start, one.path)):
            report = self._figures(line.path)
            ref = report.ref
            for figure in self._written(ref.path, line.figure.indicator, line.figure.scope):
                indicator = self._project.catalogue.indicators[figure.indicator]
                found[ref.path, figure.span] = FigureSource(
                    path=ref.path,
                    span=figure.span,
                    cycle=ref.cycle,
                    period=ref.period,
                    indicator=indicator,
                    scope=figure.scope,
                    quantity=figure.quantity,
                    cut_off=report.cut_off,
                    text=self._text(ref.path, figure.span),
                )
        return tuple(found.values())

    def _text(self, path: str, span: Span) -> str:
        """Return what a file says at a place, without quotes; "" for a text with escapes, or if nobody asked."""
        if not self._verbatim:
            return ""
        if path not in self._lines:
            content = self._project.sources.content(path)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            self._lines[path] = text.removeprefix("\ufeff").split("\n")
        lines = self._lines[path][span.line - 1 : span.end_line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        text = " ".join(map(str.strip, lines))
        match text[:1]:
            case "'":
                return text[1:].removesuffix("'").replace("''", "'")
            case '"':
                return "" if "\\" in text else text[1:].removesuffix('"')
            case "|" | ">":
                return ""
            case _:
                return text

    def _written(self, path: str, name: str, scope: Scope) -> Iterator[Figure]:
        """Yield the lines of a report that make up a figure: its own line, one with two counts, or its parts."""
        figures = self._figures(path)
        catalogue = self._project.catalogue.indicators
        waiting, seen = [name], {name}
        while waiting:
            wanted = waiting.pop(0)
            found = figures.written.get((scope, wanted)) or figures.counted.get((scope, wanted))
            if found is not None:
                yield found
                continue
            known = catalogue.get(wanted)
            parts = [one for one in (known.parts if known is not None else ()) if one not in seen]
            waiting += parts
            seen.update(parts)

    def _all_missing(self, total: Total) -> tuple[MissingUnit, ...]:
        """Return the units that have not reported, each once, and then others of which months are not covered."""
        own: dict[str, UnitValue] = {}
        for one in total.walk():
            if one.is_due:
                own.setdefault(one.unit, one.own)
        open_months = total.open_months()
        missing = total.missing
        found = [self._why(unit, own.get(unit, NOTHING), open_months.get(unit, 0)) for unit in missing]
        for name in [one for one in open_months if one not in set(missing)]:
            unit = self._units.by_id[name.removesuffix(UNLISTED)]
            reason = Reason.UNLISTED if name.endswith(UNLISTED) else Reason.NOT_COUNTED
            sources = self._sources(own.get(name, NOTHING).lines)
            months = open_months[name]
            found.append(
                MissingUnit(unit=unit, reason=reason, stood_for=False, months=months, sources=sources)
            )
        return tuple(found)

    def _why(self, unit_id: str, own: UnitValue, months: int) -> MissingUnit:
        unit = self._units.by_id[unit_id]
        reason, path = Reason.NOTHING, ""
        sources: tuple[FigureSource, ...] = ()
        if own.given is not Given.MISSING:
            reason, sources = Reason.PARTLY, self._sources(own.lines)
        elif report := self._project.report_of(unit.id, self._table.cycle, self._table.period):
            reason, path = Reason.NO_LINE, report.ref.path
        return MissingUnit(
            unit=unit, reason=reason, stood_for=not months, months=months, sources=sources, report=path
        )

    def _successors(self, old: Unit) -> tuple[Unit, ...]:
        units = self._units.by_id.values()
        return tuple(one for one in units if any(claim.unit == old.id for claim in one.takes_over))


def _says_anything(total: Total) -> bool:
    """Whether there is anything to show of a unit: a figure, or that it does not apply."""
    if total.result is not None or total.own.given is not Given.MISSING:
        return True
    return total.stated.given is not Given.MISSING or any(_says_anything(part) for part in total.parts)


def _written_goals(goal: Goal | None) -> list[tuple[str, Target, Decimal]]:
    """Return the lines of plans that make up a target, as file, line and share, with those of units taken over."""
    if goal is None:
        return []
    found = [(goal.path, goal.target, ONE)] if goal.written or goal.giver or goal.term else []
    for _, taken, share in goal.taken_over:
        found += [(path, target, multiply(share, part)) for path, target, part in _written_goals(taken)]
    return found
