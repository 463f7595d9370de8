"""The records of totals: amounts, what units report, and the totals made of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum

import msgspec

from mttq.diagnostics import NOT_COMPUTED, Code, Span
from mttq.documents import Figure
from mttq.quantity import Approximation
from mttq.totals.arithmetic import ONE, ZERO


class FigureLine(msgspec.Struct, frozen=True):
    """One figure in one file.

    Attributes:
        path: the file.
        unit: the unit that reports.
        months: the months that the report covers.
        figure: the figure as written.
        derived: whether it is a count that the line of a ratio supplies.
    """

    path: str
    unit: str
    months: range
    figure: Figure
    derived: bool = False

    @property
    def span(self) -> Span:
        """Where the figure is in its file."""
        return self.figure.span


class TotalAmount(msgspec.Struct, frozen=True, kw_only=True):
    """A figure or a combination of figures, in the base of the unit of measure.

    Attributes:
        value: the amount; the unrounded percentage of a ratio; a mean to 120 digits.
        pair: the two counts of a ratio; None for a percentage without its counts, and for other amounts.
        weighed: for a mean along the units, the sums of the weighed values and of the weights.
        approximation: on which side of `value` the true amount lies; None for an exact amount.
        tolerance: the sum over all approximate parts of one unit of the last digit written.
        yearly: whether it is a mean for each year of the term (`/năm`); it is never multiplied.
        loosely: the rounding of a figure whose weight in a mean is approximate; else 0.
    """

    value: Decimal
    pair: tuple[Decimal, Decimal] | None = None
    weighed: tuple[Decimal, Decimal] | None = None
    approximation: Approximation | None = None
    tolerance: Decimal = ZERO
    yearly: bool = False
    loosely: Decimal = ZERO


class Transfer(msgspec.Struct, frozen=True):
    """The part of a unit's figure that it received from another (`nhan_tu`).

    Attributes:
        giver: the id of the giving unit, or a name outside the catalogue.
        amount: how much.
        line: the receiving unit's figure.
        span: where the amount is in that file.
    """

    giver: str
    amount: TotalAmount
    line: FigureLine
    span: Span


class Given(StrEnum):
    """Whether a unit gives anything for an indicator in a period."""

    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"
    GIVEN = "given"


class UnitValue(msgspec.Struct, frozen=True, kw_only=True):
    """What one unit gives for one indicator and period, over all its files.

    Attributes:
        given: whether it gives anything.
        amount: the figure; None unless given.
        complete: whether the files cover all months on which the unit has to report.
        addable: False for a percentage without its counts.
        lines: the figures used.
        received: the parts of the amount that came from others.
        left_out: what came from above and was deducted, for an indicator that counts only what was raised.
        remainder: the counts of a ratio of something to zero, which is no amount but counts in the totals above.
    """

    given: Given
    amount: TotalAmount | None = None
    complete: bool = False
    addable: bool = True
    lines: tuple[FigureLine, ...] = ()
    received: tuple[Transfer, ...] = ()
    left_out: tuple[Transfer, ...] = ()
    remainder: TotalAmount | None = None

    @property
    def counted(self) -> TotalAmount | None:
        """What counts in totals."""
        return self.remainder if self.amount is None else self.amount

    @property
    def early(self) -> bool:
        """Whether the figure is for a part of the period only."""
        return self.given is Given.GIVEN and not self.complete

    @property
    def has_reported(self) -> bool:
        """Whether the unit has reported a value, `0` or `không áp dụng` for the whole period."""
        return self.given is not Given.MISSING and self.complete


NOTHING = UnitValue(given=Given.MISSING)


class Status(StrEnum):
    """How reliable a total is, as JSON output writes it."""

    COMPLETE = "du"
    INCOMPLETE = "thieu"
    AS_STATED = "theo-bao-cao"
    DIFFERS = "lech"
    NOTHING = "chua-co"

    @property
    def label(self) -> str:
        """The status as tables print it."""
        return _TITLES[self]


_TITLES = {
    Status.COMPLETE: "đủ",
    Status.INCOMPLETE: "thiếu",
    Status.AS_STATED: "theo báo cáo",
    Status.DIFFERS: "lệch",
    Status.NOTHING: "chưa có số liệu",
}


class TotalParts:
    """The totals that a total is made of; they are made when somebody asks for them."""

    __slots__ = ("_known", "_make")

    def __init__(
        self, known: tuple[Total, ...] = (), make: Callable[[], tuple[Total, ...]] | None = None
    ) -> None:
        self._known = known
        self._make = make

    def __call__(self) -> tuple[Total, ...]:
        """Return them."""
        if self._make is not None:
            self._known, self._make = self._make(), None
        return self._known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TotalParts) and self() == other()

    def __hash__(self) -> int:
        return hash(len(self()))


NO_PARTS = TotalParts()


class Undecided(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of which it can't be decided which ones count.

    Attributes:
        sets: the lines of equally good sets with different totals; those of all figures if there are too many.
        exceeded: whether there are too many to be compared.
    """

    sets: tuple[tuple[FigureLine, ...], ...]
    exceeded: bool


class Refutation(msgspec.Struct, frozen=True, kw_only=True):
    """Statements of a unit that do not count, because the figures inside them say something else.

    Attributes:
        stated: what the unit states.
        inside: the total of the other figures for the same units and months, with its parts.
    """

    stated: UnitValue
    inside: Total


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """The total of one unit and everything below it, for one indicator and period.

    Attributes:
        unit: the unit's id.
        own: the unit's own figure.
        computed: all figures reported so far, combined; or None.
        stated: the figure that the unit states for itself and everything below.
        result: the figure to show.
        status: how reliable it is.
        is_due: whether the unit itself has to report.
        make_parts: returns the totals it is made of.
        units_in: how many of the units that have to report have done so.
        units_due: how many units have to report.
        complete: whether every unit due has reported a figure that can be combined.
        covered: whether a stated figure replaces everything that is missing.
        stands: whether the result is the unit's stated figure.
        pending: the transfers in the result whose giver is not part of this total.
        taken_out: the transfers between two parts of this total, deducted here.
        unallocated: the divided units of which an unknown part belongs here.
        share: how much of `result` counts in the total above, 0 to 1; less than 1 for a divided unit.
        includes_own: whether the unit's own figure is part of `computed`.
        early: whether a figure in it, or the stated one, is for a part of the period only.
        uncovered: the months that nothing covers, as bits, of each unit in which any are missing; `/*` behind the
            unit means those below it that the catalogue does not list. None if the parts say so.
        own_months_open: the months that the unit itself has not reported, as bits; not used if `uncovered` is given.
        remainder: the counts of a ratio of something to zero, which is no result but counts in the totals above.
        reporting: each unit that has to report, and whether it has; None if the parts say so.
        ties: figures of which it can't be decided which ones count.
        refuted: the unit's statements that other figures contradict.
        speaks_for: the months, as bits, of each unit for which a stated figure that is the result counts, or of
            predecessors for which the unit's own figure counts as well.
    """

    unit: str
    own: UnitValue
    computed: TotalAmount | None
    stated: UnitValue
    result: TotalAmount | None
    status: Status
    is_due: bool
    make_parts: TotalParts = NO_PARTS
    units_in: int
    units_due: int
    complete: bool
    covered: bool
    stands: bool = False
    pending: tuple[Transfer, ...] = ()
    taken_out: tuple[Transfer, ...] = ()
    unallocated: tuple[str, ...] = ()
    share: Decimal = ONE
    includes_own: bool = True
    early: bool = False
    uncovered: dict[str, int] | None = None
    own_months_open: int = 0
    remainder: TotalAmount | None = None
    reporting: dict[str, bool] | None = None
    ties: tuple[Undecided, ...] = ()
    refuted: tuple[Refutation, ...] = ()
    speaks_for: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def parts(self) -> tuple[Total, ...]:
        """The totals it is made of: first of the units directly below, then of those taken over."""
        return self.make_parts()

    @property
    def counted(self) -> TotalAmount | None:
        """What counts in the totals above."""
        return self.remainder if self.result is None else self.result

    def light(self) -> Total:
        """Return a copy without its parts, which is enough to make a total above it."""
        return msgspec.structs.replace(
            self, own=NOTHING, stated=NOTHING, make_parts=NO_PARTS, taken_out=(), refuted=()
        )

    def open_months(self) -> dict[str, int]:
        """Return the months that nothing covers, by unit as in `uncovered`."""
        found: dict[str, int] = {}
        waiting = [self]
        while waiting:
            total = waiting.pop()
            if total.uncovered is not None:
                found |= total.uncovered
                continue
            if total.own_months_open:
                found[total.unit] = total.own_months_open
            waiting += reversed(total.parts)
        return found

    def begun(self) -> set[str]:
        """Return the units of which some months are covered."""
        found: set[str] = set()
        for total in self.walk():
            if total.own.given is not Given.MISSING:
                found.add(total.unit)
            found.update(total.speaks_for)
        return found

    def walk(self) -> Iterator[Total]:
        """Yield this total and all its parts, depth first in catalogue order."""
        stack = [self]
        while stack:
            total = stack.pop()
            yield total
            stack.extend(reversed(total.parts))

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the units that have to report and have not, in catalogue order.

        They are looked up each time: a list kept at every unit above would hold each missing commune
        once for every level.
        """
        if self.units_in == self.units_due:
            return ()
        found: dict[str, None] = {}  # a divided unit may occur several times, in parts
        waiting = [self]
        while waiting:
            total = waiting.pop()
            if total.reporting is not None:
                found |= dict.fromkeys(unit for unit, reported in total.reporting.items() if not reported)
                continue
            if total.is_due and not total.own.has_reported:
                found[total.unit] = None
            waiting += reversed(total.parts)
        return tuple(found)

    def lines(self) -> Iterator[FigureLine]:
        """Yield the figures that the result is made of, in the order of `walk`."""
        stack = [self]
        while stack:
            total = stack.pop()
            if total.stands:
                yield from total.stated.lines
                continue
            if total.includes_own and total.own.amount is not None:
                yield from total.own.lines
            stack.extend(reversed(total.parts))


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a total needs and no document gives; it is reported, never guessed.

    Attributes:
        indicator: the indicator it concerns.
        path: the file that lacks it.
        span: the place in that file.
        message: what the total leaves out, in Vietnamese.
        remedy: what to write so that the total includes it, in Vietnamese.
        code: the code under which it is reported.
    """

    indicator: str
    path: str
    span: Span
    message: str
    remedy: str
    code: Code = NOT_COMPUTED
