"""A figure stated for a whole area that differs from what the unit and the units below it report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mttq.catalogue import Unit
from mttq.check.rules.statements import Rollups, Statements, stating_units
from mttq.diagnostics import Code, Diagnostic, Span
from mttq.documents import Project, Scope
from mttq.documents.outline import Outline
from mttq.period import Cycle
from mttq.quantity import amount, rounded
from mttq.totals import (
    FigureLine,
    Refutation,
    Rollup,
    Total,
    TotalAmount,
    add,
    difference_of,
    operator_of,
)

STATED_DIFFERS = Code("MT401", "so-cong-lech")

_Place = tuple[str, Span]

_LISTED = 5
"""List at most this many units; beyond that, only the largest."""

_DECIMALS = 6
_OTHER_STATEMENT = "số toàn địa bàn của kỳ khác"


def stated_differs(project: Project, outlines: Iterable[Outline]) -> Iterator[Diagnostic]:
    """Compare every figure of `toan_dia_ban` with the total of its parts.

    It is compared for its own period, then, unless it differs there, for the longer ones that it is part of: reports
    for other periods may contradict it only there.
    """
    reported = _FoundPlaces()
    for cycle, units in stating_units(project, outlines).items():
        yield from _Comparison(project, cycle, units, reported).run()


class _FoundPlaces:
    """The places of figures that have been reported.

    Attributes:
        refuted: the lines at which an error is reported, with its indicator.
        opposing: statements that contradict others of the same unit, by indicator.
    """

    def __init__(self) -> None:
        self.refuted: dict[_Place, str] = {}
        self.opposing: dict[str, set[_Place]] = {}


class _Comparison:
    """Compares the statements of some units in one year or term.

    Args:
        project: the outlines of the documents, and the catalogue.
        cycle: the year or term.
        units: the units.
        reported: the places that have been reported; more are added.
    """

    def __init__(self, project: Project, cycle: Cycle, units: set[str], reported: _FoundPlaces) -> None:
        self._project, self._cycle, self._reported = project, cycle, reported
        self._statements = Statements(project, cycle, units)

    def run(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the statements."""
        doubtful = self._statements.doubtful()
        if not doubtful:
            return
        lines = self._statements.lines({one.unit for one in doubtful})
        rollups = Rollups(self._project, self._cycle, lines)
        left: list[tuple[Rollup, str, Refutation]] = []
        for asked in doubtful:
            rollup, name = rollups[asked.period], asked.indicator
            if not rollup.contradicts(asked.unit, name):
                continue
            for one in rollup.total(asked.unit, name).refuted:
                if all(line.figure.indicator == name and not line.derived for line in one.stated.lines):
                    yield from self._refuted(rollup, name, one)
                else:
                    left.append((rollup, name, one))
        # A figure made of others is wrong by itself only if none of these is.
        for rollup, name, one in left:
            yield from self._refuted(rollup, name, one)

    def _refuted(self, rollup: Rollup, name: str, one: Refutation) -> Iterator[Diagnostic]:
        if one.inside.result is None or one.stated.amount is None:
            return
        used, inside = one.stated.lines, tuple(one.inside.lines())
        places = {(line.path, line.span) for line in used}
        known, spot = self._reported.refuted, (used[-1].path, used[-1].span)
        if spot in known:
            return
        if any(one in known and self._statements.are_related(name, known[one]) for one in places):
            return
        unit = one.inside.unit
        if all(line.unit == unit and line.figure.scope is Scope.STATED for line in inside):
            opposing = self._reported.opposing.setdefault(name, set())
            if _months(inside) == _months(used) or not opposing.isdisjoint(places):
                return  # which is said of the longer period, or of the other statement
            opposing.update((line.path, line.span) for line in inside)
        known[spot] = name
        place = f"{self._cycle.folder} --unit {unit}"
        if rollup.period != self._cycle.whole:
            place += f" --period {rollup.period.name}"
        yield Diagnostic(
            STATED_DIFFERS,
            *spot,
            _message(self._project, rollup, name, one),
            help="sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; bỏ dòng này thì mttq tự cộng từ các đơn vị; "
            f"{_unlisted(one, unit)}xem từng số: mttq total {place} --indicator {name} --explain",
        )


def _unlisted(one: Refutation, unit: str) -> str:
    """Say what to do if units are missing in the catalogue, which a statement of more than twice the sum suggests."""
    stated, computed = one.stated.amount, one.inside.result
    if stated is None or computed is None or not 0 < 2 * computed.value < stated.value:
        return ""
    return f"danh mục chưa có đủ đơn vị cấp dưới thì ghi cap_duoi_chua_du: true cho “{unit}”; "


def _months(lines: Sequence[FigureLine]) -> set[int]:
    return {month for line in lines for month in line.months}


def _message(project: Project, rollup: Rollup, name: str, one: Refutation) -> str:
    """Say both figures, their difference, and the parts of the computed one."""
    stated, computed, inside = one.stated.amount, one.inside.result, one.inside
    assert stated is not None and computed is not None
    unit = project.catalogue.indicators[name].measure.name
    difference = difference_of(stated, computed)
    word = "hơn" if difference > 0 else "kém"
    lines = one.stated.lines
    files = dict.fromkeys(line.path.rsplit("/", 1)[1] for line in lines)
    said = "toàn địa bàn ghi"
    if len(files) > 1 or lines[0].months != rollup.period.months(rollup.cycle):
        said = f"toàn địa bàn {rollup.period.full_title(rollup.cycle)} theo {', '.join(files)} là"
    elif len(lines) > 1:
        said = "toàn địa bàn cộng lại là"
    parts = _parts(project, rollup, name, inside)
    gap = amount(_short(abs(difference)), _counted(stated, unit)).strip()
    return (
        f"“{name}” {said} {_shown(stated, unit)}, còn tổng từ {inside.units_in}/{inside.units_due} "
        f"đơn vị đã báo cáo là {_shown(computed, unit)}: {word} {gap}"
        f"{'; tổng ấy gồm ' if parts else ''}{parts}"
    )


def _parts(project: Project, rollup: Rollup, name: str, total: Total) -> str:
    """List the figures of the unit itself and of those directly in its total; of many, the largest."""
    units = project.catalogue.units.by_id
    found = [
        (
            _OTHER_STATEMENT if part.unit == total.unit and part.stands else _name(units[part.unit], rollup),
            part.result,
        )
        for part in total.parts
        if part.result is not None
    ]
    counts = operator_of(project.catalogue.indicators[name]).counts_units
    if total.includes_own and total.own.amount is not None and not counts:
        found.insert(0, ("cấp mình", total.own.amount))
    left = len(found) - _LISTED if len(found) > _LISTED + 1 else 0
    if left:
        found = sorted(found, key=lambda one: _size(one[1]), reverse=True)[:_LISTED]
    said = [f"{who} {_shown(value, '').strip()}" for who, value in found]
    taken = add([one.amount.value for one in total.taken_out])
    if taken:
        said.append(f"trừ {amount(taken, '').strip()} nhận của nhau")
    return ", ".join(said) + (f" và {left} đơn vị nữa" if left else "")


def _name(unit: Unit, rollup: Rollup) -> str:
    return unit.name_on(rollup.tree_day)


def _size(value: TotalAmount) -> Decimal:
    return abs(value.pair[0] if value.pair is not None else value.value)


def _shown(value: TotalAmount, unit: str) -> str:
    if value.pair is None:
        return amount(value.value, unit)
    above, below = value.pair
    return f"{amount(above, '')}/{amount(below, '')}".replace(" ", "")


def _short(difference: Decimal) -> Decimal:
    """Return a difference with at most six decimals, as the proof shows it, unless nothing would be left of it."""
    return rounded(difference, _DECIMALS) or difference


def _counted(value: TotalAmount, unit: str) -> str:
    return "" if value.pair is not None else unit
