"""The meaning of a quantity from its parts, or the faults that keep it from having one.

Everything that depends on the role of the quantity is decided here: the words
that a target or a result may use, and the values of ranges and ratios. Only the
percentage of a ratio is rounded, to 28 digits.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

from mttq.diagnostics import APPROXIMATE_TARGET, BAD_RANGE, COMPARATOR_NOT_ALLOWED
from mttq.quantity.amounts import AmountCheck, value
from mttq.quantity.grammar import ParsedAmount, Statement
from mttq.quantity.model import Approximation, Comparator, Extent, Quantity, Reading, Role, UnitOfMeasure
from mttq.quantity.words import WEAK, Phrase

_RATIO = decimal.Context(prec=28, rounding=decimal.ROUND_HALF_EVEN)
_UPPER = (Comparator.LESS_THAN, Comparator.AT_MOST)


def percentage_of(numerator: int, denominator: int) -> Decimal:
    """Return the percentage of a ratio, with 28 digits."""
    return _RATIO.divide(Decimal(100 * numerator), Decimal(denominator))


class Interpreter:
    """Finds the meaning of one statement.

    Args:
        text: the original text.
        statement: its parts.
        role: whether it is a target or a result.
        measure: the unit of measure, or None if any will do.
        term: whether a yearly amount is allowed.
    """

    def __init__(
        self, text: str, statement: Statement, *, role: Role, measure: UnitOfMeasure | None, term: bool
    ) -> None:
        self.statement = statement
        self.role = role
        self.amounts = AmountCheck(text, measure, term=term)
        self.amounts.faults.extend(statement.faults)
        self.word = ""
        self.comparator: Comparator | None = None
        self.approximation: Approximation | None = None

    def reading(self) -> Reading:
        """Return the meaning, or every fault found."""
        statement, low, high = self.statement, self.statement.low, self.statement.high
        self.amounts.rewritten = self._rewritten()
        for phrase, place in statement.phrases:
            self._phrase(phrase, place)
        self.word = " ".join(phrase.text for phrase, _ in statement.phrases)
        self._surroundings()
        if low is not None and statement.joint is None:
            self.amounts.check(low)
        elif low is not None and high is not None:
            self.amounts.check(low, self._carried(), unit_follows=high.unit_place is not None)
            self.amounts.check(high)
        quantity = None
        if low is not None and not self.amounts.faults:
            quantity = self._single(low) if high is None else self._range(low, high)
        faults = sorted(set(self.amounts.faults), key=lambda fault: (fault.start, fault.end, fault.code.id))
        return Reading(None if faults else quantity, tuple(faults))

    # The words around the amounts

    def _phrase(self, phrase: Phrase, place: Extent) -> None:
        """Take in one phrase; the last of several wins."""
        quoted = self.amounts.quote(place)
        if self.role is Role.TARGET and phrase.approximation is not None and phrase.comparator is None:
            message = f"mục tiêu không viết ước lượng {quoted}"
            self.amounts.fault(
                APPROXIMATE_TARGET,
                place,
                message,
                f"bỏ {quoted}, viết {self._rewritten()}" if self._sound() else f"bỏ {quoted}",
            )
        elif phrase.instead is not None:
            self._unread(place, f"viết {self._rewritten(phrase.instead)}")
        elif self.role is Role.TARGET:
            self.comparator = phrase.comparator
        elif phrase.approximation is not None:
            self.approximation = phrase.approximation
        elif not phrase.exact:
            self._not_in_result(place, "trên" if phrase.comparator is Comparator.MORE_THAN else "khoảng")

    def _surroundings(self) -> None:
        """Settle `từ`, `trở lên` and the joint of a range; in `word`, … marks the place of the amount."""
        statement, plain = self.statement, self._plain()
        start = "từ " if statement.start is not None else ""
        if statement.downward is not None:
            self._unread(statement.downward, f"viết không quá {plain}")
        if self.role is Role.RESULT:
            self._surroundings_of_result()
        elif statement.upward is not None:
            if self.comparator in _UPPER:
                place = (statement.phrases[-1][1][0], statement.upward[1])
                message = f"{self.amounts.quote(place)} có hai từ so sánh trái nhau"
                self.amounts.fault(COMPARATOR_NOT_ALLOWED, place, message, f"viết {start}{plain} trở lên")
            self.comparator = Comparator.AT_LEAST
            self.word = f"{self.word} {start}… trở lên".strip()
        elif statement.joint is not None:
            for phrase, place in statement.phrases:
                if phrase.words not in WEAK and phrase.comparator is not None:
                    quoted = self.amounts.quote(place)
                    message = f"{quoted} không đi cùng khoảng có hai đầu"
                    self.amounts.fault(
                        COMPARATOR_NOT_ALLOWED, place, message, f"bỏ {quoted}, viết {self._body()}"
                    )
            self.comparator = Comparator.RANGE
            if statement.joint_word:
                self.word = f"{self.word} từ … đến".strip()
        elif statement.start is not None and statement.low is not None and statement.downward is None:
            place = (statement.start[0], statement.low.place[1])
            message = f"{self.amounts.quote(place)} không có “đến” hay “trở lên” theo sau “từ”"
            self.amounts.fault(COMPARATOR_NOT_ALLOWED, place, message, f"viết từ {plain} trở lên")

    def _surroundings_of_result(self) -> None:
        statement = self.statement
        if statement.joint is not None and statement.low is not None:
            low = statement.start or statement.low.place
            high = statement.high.place if statement.high is not None else statement.joint
            self._not_in_result((low[0], high[1]), "khoảng")
        elif statement.upward is not None or statement.start is not None:
            self._not_in_result(statement.upward or statement.start or (0, 0), "khoảng")

    def _unread(self, place: Extent, helping: str) -> None:
        message = f"{self.amounts.quote(place)} không phải là từ so sánh được dùng"
        self.amounts.fault(COMPARATOR_NOT_ALLOWED, place, message, helping)

    def _not_in_result(self, place: Extent, approximate: str) -> None:
        plain = self._plain()
        message = f"{self.amounts.quote(place)} chỉ dùng trong mục tiêu, không dùng trong kết quả"
        helping = f"viết số đã đạt: {plain}; nếu là số ước lượng, viết {approximate} {plain}"
        if not self._sound():
            helping = "viết số đã đạt"
        self.amounts.fault(COMPARATOR_NOT_ALLOWED, place, message, helping)

    def _fits(self, phrase: Phrase) -> bool:
        """Whether a phrase is allowed here."""
        if phrase.instead is not None:
            return False
        if self.role is Role.TARGET:
            return phrase.comparator is not None
        return phrase.exact or phrase.approximation is not None

    def _rewritten(self, instead: str = "") -> str:
        """Return the whole quantity with allowed words and the right unit, as a remedy shows it."""
        statement = self.statement
        around = [phrase.text for phrase, _ in statement.phrases if self._fits(phrase)] + [instead]
        if self.role is Role.TARGET and statement.upward is not None:
            around.append("từ" if statement.start is not None else "")
            return " ".join([*filter(None, around), self._body(), "trở lên"])
        return " ".join([*filter(None, around), self._body()])

    def _body(self) -> str:
        """Return the amount, or both of a range, with the right unit."""
        low, high = self.statement.low, self.statement.high
        if low is None or high is None or not self._sound():
            return self._plain()
        return f"{self.amounts.written(low.place)} – {self.amounts.plain(high)}"

    def _sound(self) -> bool:
        """Whether every number can be read."""
        ends = [end for end in (self.statement.low, self.statement.high) if end is not None]
        return bool(ends) and all(part.numeral.problem is None for end in ends for part in end.parts)

    def _plain(self) -> str:
        """Return the (low) amount without words, or an example of one, as a remedy shows it."""
        if self.statement.low is None or not self._sound():
            return f"15{self.amounts.tail()}"
        return self.amounts.plain(self.statement.low)

    # The values

    def _single(self, amount: ParsedAmount) -> Quantity:
        if not amount.ratio:
            number, step = value(amount)
            return self._quantity(number, step, percent=amount.percent, per_year=amount.per_year is not None)
        numerator, denominator = (Decimal(part.numeral.unscaled) for part in amount.parts)
        percentage = percentage_of(*(part.numeral.unscaled for part in amount.parts))
        return self._quantity(percentage, Decimal(1), ratio=(numerator, denominator))

    def _quantity(
        self,
        number: Decimal,
        step: Decimal,
        *,
        high: Decimal | None = None,
        ratio: tuple[Decimal, Decimal] | None = None,
        percent: bool = False,
        per_year: bool = False,
    ) -> Quantity:
        return Quantity(
            number,
            step,
            high=high,
            comparator=self.comparator,
            approximation=self.approximation,
            word=self.word,
            ratio=ratio,
            percent=percent,
            per_year=per_year,
        )

    def _carried(self) -> tuple[int, ...]:
        """Return the scale of the high end if the low end has neither scale nor unit: `2 - 3 tỷ đồng`."""
        low, high = self.statement.low, self.statement.high
        if (
            low is None
            or high is None
            or low.unit_place is not None
            or any(part.scales for part in low.parts)
        ):
            return ()
        return high.parts[-1].scales

    def _range(self, low: ParsedAmount, high: ParsedAmount) -> Quantity | None:
        place = (low.place[0], high.place[1])
        quoted, tail = self.amounts.quote(place), self.amounts.tail(high)
        carried = self._carried()
        if low.ratio or high.ratio:
            helping = "viết khoảng của tỷ lệ phần trăm, ví dụ 95 – 99%"
            self.amounts.fault(BAD_RANGE, place, f"{quoted} là khoảng của tỷ số a/b", helping)
            return None
        if carried and len(high.parts) > 1:
            helping = f"ghi bậc số ở cả hai đầu, ví dụ 2 tỷ – 2,5 tỷ{tail}"
            self.amounts.fault(BAD_RANGE, place, f"{quoted} có đầu thấp không rõ bậc số", helping)
            return None
        start, fine = value(low, carried)
        end, coarse = value(high)
        if start > end:
            helping = f"viết {self.amounts.written(high.place)} – {self.amounts.written(low.place)}{tail}"
            if carried:
                helping = f"ghi bậc số ở cả hai đầu, số nhỏ viết trước, ví dụ 500 triệu – 1 tỷ{tail}"
            self.amounts.fault(BAD_RANGE, place, f"{quoted} có đầu thấp lớn hơn đầu cao", helping)
            return None
        return self._quantity(
            start,
            min(fine, coarse),
            high=end,
            percent=low.percent or high.percent,
            per_year=low.per_year is not None or high.per_year is not None,
        )


def agrees(percentage: Quantity, ratio: tuple[Decimal, Decimal]) -> bool:
    """Whether a stated percentage fits its counts, within one unit of its last digit.

    Published texts truncate as often as they round, so `99%` fits both 99,01 and
    99,9. With a denominator of 0 nothing agrees.

    Args:
        percentage: as read, with its `step`.
        ratio: the two counts, numerator first.
    """
    numerator, denominator = (Fraction(count) for count in ratio)
    if denominator == 0:
        return False
    return abs(Fraction(percentage.value) - 100 * numerator / denominator) <= Fraction(percentage.step)
