"""What a total is: an amount, how much of it is there, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import msgspec

from mttq.diagnostics import Span
from mttq.documents import Figure
from mttq.quantity import Approximation
from mttq.totals.arithmetic import ONE, ZERO


class FigureLine(msgspec.Struct, frozen=True):
    """One figure in one file.

    Attributes:
        path: the file.
        unit: the unit that reports.
        months: the months it covers.
        figure: the figure as written.
    """

    path: str
    unit: str
    months: range
    figure: Figure

    @property
    def span(self) -> Span:
        """The place of the figure in its file."""
        return self.figure.span


class TotalAmount(msgspec.Struct, frozen=True, kw_only=True):
    """A figure or a combination of figures, in the unit of measure's base.

    Attributes:
        value: the amount; for a ratio the percentage, unrounded; a mean to 120 digits.
        pair: for a ratio, the two counts; None for a percentage that stands alone.
        weighed: for a mean along the units, the sum of the weighed values and that of the weights.
        approximation: on which side of `value` the truth lies, or None for an exact amount.
        tolerance: one unit of the last digit written of each approximate part, added up.
        yearly: a mean for each year of the term (`/năm`), never multiplied.
        loosely: where its weight in a mean is approximate, how much the figure was rounded to; else 0.
    """

    value: Decimal
    pair: tuple[Decimal, Decimal] | None = None
    weighed: tuple[Decimal, Decimal] | None = None
    approximation: Approximation | None = None
    tolerance: Decimal = ZERO
    yearly: bool = False
    loosely: Decimal = ZERO


class Transfer(msgspec.Struct, frozen=True):
    """What one unit had of its figure from another (`nhan_tu`).

    Attributes:
        giver: the id of the unit that gave it, or a name outside the catalogue.
        amount: how much.
        line: the figure of the one that received it.
        span: the place of the amount in that file.
    """

    giver: str
    amount: TotalAmount
    line: FigureLine
    span: Span


class Given(StrEnum):
    """Whether a unit said anything for an indicator in a period."""

    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"
    GIVEN = "given"


class UnitValue(msgspec.Struct, frozen=True, kw_only=True):
    """What one unit says for one indicator and period, over all its files.

    Attributes:
        given: whether it says anything.
        amount: what it says; None unless given.
        complete: whether all of the period is covered, as far as the unit has to report on it.
        addable: False for a percentage without its counts.
        lines: the figures used.
        received: of the amount, what came from others and is still in it.
        left_out: what came from above and is no longer in it, for an indicator that counts only what was raised.
    """

    given: Given
    amount: TotalAmount | None = None
    complete: bool = False
    addable: bool = True
    lines: tuple[FigureLine, ...] = ()
    received: tuple[Transfer, ...] = ()
    left_out: tuple[Transfer, ...] = ()

    @property
    def early(self) -> bool:
        """Whether there is a figure, and of a part of the period only."""
        return self.given is Given.GIVEN and not self.complete

    @property
    def has_reported(self) -> bool:
        """Whether the unit has reported: a value, `0` or `không áp dụng` for the whole period."""
        return self.given is not Given.MISSING and self.complete


NOTHING = UnitValue(given=Given.MISSING)


class Status(StrEnum):
    """How far a total can be trusted, as JSON output writes it."""

    COMPLETE = "du"
    INCOMPLETE = "thieu"
    AS_STATED = "theo-bao-cao"
    DIFFERS = "lech"
    NOTHING = "chua-co"

    @property
    def label(self) -> str:
        """As tables print it."""
        return _TITLES[self]


_TITLES = {
    Status.COMPLETE: "đủ",
    Status.INCOMPLETE: "thiếu",
    Status.AS_STATED: "theo báo cáo",
    Status.DIFFERS: "lệch",
    Status.NOTHING: "chưa có số liệu",
}


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """The total of one unit and everything below it, for one indicator and period.

    Attributes:
        unit: the unit's id.
        own: what the unit itself did.
        computed: the operator over everything that is in, or None.
        stated: what the unit states for itself and everything below.
        result: the figure to show.
        status: how far it can be trusted.
        is_due: whether the unit itself has to report.
        parts: the totals that it is made of: of the units directly below, then of those taken over.
        units_in: how many expected units have reported.
        units_due: how many should.
        complete: every expected unit has reported a figure that can be added.
        covered: nothing is missing that no stated figure stands for.
        stands: the result is what the unit states.
        pending: transfers in the result whose giver is not part of this total.
        taken_out: transfers between two parts of this total, taken out here.
        unallocated: divided units of which a part belongs here, nobody says how much.
        share: how much of `result` counts where this is a part of another total; less than 1 for a unit divided.
        includes_own: whether the unit's own figure is part of `computed`.
        early: some figure in it, or stated beside it, is of a part of the period only.
    """

    unit: str
    own: UnitValue
    computed: TotalAmount | None
    stated: UnitValue
    result: TotalAmount | None
    status: Status
    is_due: bool
    parts: tuple[Total, ...]
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

    def light(self) -> Total:
        """As much of it as a total above it is made of: not what it is made of itself."""
        return msgspec.structs.replace(self, own=NOTHING, stated=NOTHING, parts=(), taken_out=())

    def walk(self) -> Iterator[Total]:
        """This total and all that it is made of, depth first in catalogue order."""
        stack = [self]
        while stack:
            total = stack.pop()
            yield total
            stack.extend(reversed(total.parts))

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the expected units that have not reported, in catalogue order.

        Looked up, not kept: kept at every unit above, the names of one missing
        commune would be written down once for each level.
        """
        if self.units_in == self.units_due:
            return ()
        found = (one.unit for one in self.walk() if one.is_due and not one.own.has_reported)
        return tuple(dict.fromkeys(found))  # a unit divided by shares may be there in parts

    def lines(self) -> Iterator[FigureLine]:
        """The figures that the result is made of, in the order of `walk`."""
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
    """Something a total would need that nobody says; said, never guessed.

    Attributes:
        indicator: the indicator it concerns.
        path: the file where it shows.
        span: the place in that file.
        message: what is left out of the total.
        remedy: what to write so that it is not.
    """

    indicator: str
    path: str
    span: Span
    message: str
    remedy: str
