"""The meaning of a quantity from its parts, or the faults that keep it from having one.

Everything that depends on the role of the quantity is decided here: the words that a target or a result
may use, and the values of ranges and ratios. `AmountCheck` judges each amount by itself.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import structs

from mttq.diagnostics import AMBIGUOUS_NUMBER, APPROXIMATE_TARGET, BAD_RANGE, COMPARATOR_NOT_ALLOWED
from mttq.quantity.amounts import AmountCheck, percentage_of, value
from mttq.quantity.grammar import ParsedAmount, Statement
from mttq.quantity.model import (
    Approximation,
    Comparator,
    Extent,
    Quantity,
    Reading,
    Repair,
    Role,
    UnitOfMeasure,
    replaced,
)
from mttq.quantity.units import after_number
from mttq.quantity.words import WEAK, Phrase

_UPPER = (Comparator.LESS_THAN, Comparator.AT_MOST)


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
        self.amounts = AmountCheck(text, measure, role=role, term=term)
        self.amounts.faults.extend(statement.faults)
        self.word = ""
        self.comparator: Comparator | None = None
        self.approximation: Approximation | None = None

    def reading(self) -> Reading:
        """Return the meaning, or every fault found."""
        statement, low, high = self.statement, self.statement.low, self.statement.high
        for phrase, place in statement.phrases:
            self._phrase(phrase, place)
        self.word = " ".join(phrase.text for phrase, _ in statement.phrases)
        self._surroundings()
        self._yearly()
        if low is not None and statement.joint is None:
            self.amounts.check(low)
        elif low is not None and high is not None:
            self.amounts.check(low, self._carried(), unit_follows=high.unit_place is not None)
            self.amounts.check(high)
        quantity = None
        if low is not None and not self.amounts.faults:
            quantity = self._single(low) if high is None else self._range(low, high)
        faults = sorted(set(self.amounts.faults), key=lambda fault: (fault.start, fault.end, fault.code.id))
        last = high or low
        bare_number = last.place[1] if last is not None and last.unit_place is None else None
        if faults:
            return Reading(None, tuple(faults), bare_number=bare_number)
        return Reading(quantity, doubts=tuple(self.amounts.doubts), bare_number=bare_number)

    # The words around the amounts

    def _phrase(self, phrase: Phrase, place: Extent) -> None:
        """Take in one phrase; the last of several wins."""
        quoted = self.amounts.quote(place)
        measure = self.amounts.measure
        if self.role is Role.TARGET and phrase.approximation is not None and phrase.comparator is None:
            message = f"mục tiêu không viết ước lượng {quoted}"
            self.amounts.fault(
                APPROXIMATE_TARGET, place, message, helping=f"bỏ {quoted}", repairs=replaced(place, "")
            )
        elif phrase.instead is not None:
            self._unread(place, phrase.instead)
        elif phrase.falling and measure is not None and not measure.falling:
            message = f"{quoted} chỉ dùng cho chỉ tiêu càng ít càng tốt (chieu: giam)"
            alone = self.role is Role.TARGET and place == self.statement.phrases[-1][1]
            repairs = replaced(place, "không quá" if alone else "")
            self.amounts.fault(
                COMPARATOR_NOT_ALLOWED, place, message, helping="viết con số phải đạt", repairs=repairs
            )
        elif self.role is Role.TARGET:
            self.comparator = phrase.comparator
        elif phrase.approximation is not None:
            self.approximation = phrase.approximation
        elif not phrase.exact:
            self._not_in_result(place, "trên" if phrase.comparator is Comparator.MORE_THAN else "khoảng")

    def _surroundings(self) -> None:
        """Settle `từ`, `trở lên` and the joint of a range; in `word`, … marks the place of the amount."""
        statement = self.statement
        start = "từ " if statement.start is not None else ""
        if statement.downward is not None and statement.low is not None:
            edits = [(statement.downward, ""), ((statement.low.place[0],) * 2, "không quá ")]
            if statement.start is not None:
                edits.append((statement.start, ""))
            self._unread(statement.downward, "không quá", Repair(tuple(edits)))
        if self.role is Role.RESULT:
            self._surroundings_of_result()
        elif statement.upward is not None:
            if self.comparator in _UPPER:
                last = statement.phrases[-1][1]
                place = (last[0], statement.upward[1])
                message = f"{self.amounts.quote(place)} có hai từ so sánh trái nhau"
                repairs = (*replaced(last, ""), *replaced(statement.upward, ""))
                self.amounts.fault(
                    COMPARATOR_NOT_ALLOWED, place, message, helping="giữ một từ so sánh", repairs=repairs
                )
            self.comparator = Comparator.AT_LEAST
            self.word = f"{self.word} {start}… trở lên".strip()
        elif statement.joint is not None:
            for phrase, place in statement.phrases:
                if phrase.words not in WEAK and phrase.comparator is not None:
                    quoted = self.amounts.quote(place)
                    message = f"{quoted} không đi cùng khoảng có hai đầu"
                    self.amounts.fault(
                        *(COMPARATOR_NOT_ALLOWED, place, message),
                        helping=f"bỏ {quoted}",
                        repairs=replaced(place, ""),
                    )
            self.comparator = Comparator.RANGE
            if statement.joint_word:
                self.word = f"{self.word} từ … đến".strip()
        elif statement.start is not None and statement.downward is None:
            if self.comparator is None or all(phrase.words in WEAK for phrase, _ in statement.phrases):
                self.comparator = Comparator.AT_LEAST
            self.word = f"{self.word} từ".strip()

    def _surroundings_of_result(self) -> None:
        statement = self.statement
        if statement.joint is not None and statement.low is not None:
            low = statement.start or statement.low.place
            high = statement.high.place if statement.high is not None else statement.joint
            self._not_in_result((low[0], high[1]), "khoảng")
        elif statement.upward is not None or statement.start is not None:
            self._not_in_result(statement.upward or statement.start or (0, 0), "khoảng")

    def _yearly(self) -> None:
        """Settle the words for each year, which keep their place around the amount."""
        statement = self.statement
        first = statement.low.place[0] if statement.low is not None else 0
        before = [said for said, place in statement.yearly if place[0] < first and said]
        after = [said for said, place in statement.yearly if place[0] >= first and said]
        if before:
            self.word = " ".join([*before, self.word]).strip()
        if after:
            hole = "" if self.word.endswith("trở lên") else "… "
            self.word = f"{self.word} {hole}{' '.join(after)}".strip()
        yearly = [place for _, place in statement.yearly]
        yearly += [
            one.per_year for one in (statement.low, statement.high) if one is not None and one.per_year
        ]
        if len(yearly) > 1 and statement.joint is None:
            message = f"{self.amounts.quote(yearly[1])} nói lại “mỗi năm”"
            self.amounts.fault(
                *(AMBIGUOUS_NUMBER, yearly[1], message),
                helping="chỉ viết một lần",
                repairs=replaced(yearly[1], ""),
            )
        for _, place in statement.yearly:
            self.amounts.check_year(place, ratio=statement.low is not None and statement.low.ratio)

    def _unread(self, place: Extent, instead: str, repair: Repair | None = None) -> None:
        message = f"{self.amounts.quote(place)} không phải là từ so sánh được dùng"
        repairs = (repair,) if repair is not None else replaced(place, f"{instead} ")
        self.amounts.fault(
            COMPARATOR_NOT_ALLOWED, place, message, helping=f"viết “{instead}”", repairs=repairs
        )

    def _not_in_result(self, place: Extent, approximate: str) -> None:
        """Report words that only a target may use; the figure itself stays."""
        statement, low = self.statement, self.statement.low
        message = f"{self.amounts.quote(place)} chỉ dùng trong mục tiêu, không dùng trong kết quả"
        repairs: tuple[Repair, ...] = ()
        if low is not None and self._is_rising():
            away = [(one, "") for one in (statement.start, statement.upward) if one is not None]
            away += [(one, "") for said, one in statement.phrases if not self._fits(said)]
            amount, stretch = "", (low.place[0], low.place[0])
            if statement.joint is not None and statement.high is not None:
                high = statement.high
                end = high.unit_place if low.unit_place is not None and high.unit_place else high.place
                amount, stretch = self._low_end(), (low.place[0], end[1])
            exact_amount = Repair((*away, (stretch, amount)))
            estimate = (*away, (stretch, f"{approximate} {amount}"))
            if approximate == "trên":
                repairs = (Repair(estimate),)
            else:
                repairs = (exact_amount, Repair(estimate, " nếu là số ước lượng"))
        self.amounts.fault(COMPARATOR_NOT_ALLOWED, place, message, helping="viết số đã đạt", repairs=repairs)

    def _is_rising(self) -> bool:
        """Whether the ends of a range, if it is one, are in order."""
        low, high = self.statement.low, self.statement.high
        if (
            low is None
            or high is None
            or any(part.numeral.problem for end in (low, high) for part in end.parts)
        ):
            return True
        return value(low, self._carried())[0] <= value(high)[0]

    def _low_end(self) -> str:
        """Return the low end of a range with the scale and unit it takes from the high end."""
        low, high = self.statement.low, self.statement.high
        if low is None or high is None:
            return ""
        text = self.amounts.written(low.place)
        if low.unit_place is not None:
            return text + after_number(self.amounts.written(low.unit_place))
        scale = high.parts[-1].scale_place
        return f"{text} {self.amounts.written(scale)}" if self._carried() and scale is not None else text

    def _fits(self, phrase: Phrase) -> bool:
        """Whether a phrase is allowed here."""
        if phrase.instead is not None:
            return False
        if self.role is Role.TARGET:
            return phrase.comparator is not None
        return phrase.exact or phrase.approximation is not None

    # The values

    def _single(self, amount: ParsedAmount) -> Quantity:
        per_year = amount.per_year is not None or bool(self.statement.yearly)
        if not amount.ratio:
            number, step = value(amount)
            return self._quantity(
                number, step, percent=amount.percent, per_year=per_year, unit=self.amounts.relative(amount)
            )
        numerator, denominator = (Decimal(part.numeral.unscaled) for part in amount.parts)
        percentage = percentage_of(*(part.numeral.unscaled for part in amount.parts))
        return self._quantity(percentage, Decimal(1), ratio=(numerator, denominator), per_year=per_year)

    def _quantity(
        self,
        number: Decimal,
        step: Decimal,
        *,
        high: Decimal | None = None,
        ratio: tuple[Decimal, Decimal] | None = None,
        percent: bool = False,
        per_year: bool = False,
        unit: str = "",
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
            unit=unit,
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
        quoted = self.amounts.quote(place)
        carried = self._carried()
        if low.ratio or high.ratio:
            self._bad_range(place, "là khoảng của tỷ số a/b", "viết khoảng của tỷ lệ phần trăm")
            return None
        if carried and len(high.parts) > 1:
            self._bad_range(place, "có đầu thấp không rõ bậc số", "ghi bậc số ở cả hai đầu")
            return None
        if low.zeros and high.unit_place is None:
            self._bad_range(place, "có đầu cao không rõ đơn vị tính", "ghi đơn vị tính ở cả hai đầu")
            return None
        if low.unit_place is None and high.zeros:
            low = structs.replace(low, zeros=high.zeros)
        start, fine = value(low, carried)
        end, coarse = value(high)
        if start > end:
            message = f"{quoted} có đầu thấp lớn hơn đầu cao"
            helping = "ghi bậc số ở cả hai đầu, số nhỏ viết trước" if carried else "viết số nhỏ trước"
            first, second = low.place, high.place
            if low.unit_place is not None and high.unit_place is not None:
                first, second = self.amounts.full(low), self.amounts.full(high)
            swapped = (first, self.amounts.written(second)), (second, self.amounts.written(first))
            repairs = () if carried else (Repair(swapped),)
            self.amounts.fault(BAD_RANGE, place, message, helping=helping, repairs=repairs)
            return None
        units = {self.amounts.relative(one) for one in (low, high) if one.unit_place is not None}
        return self._quantity(
            start,
            min(fine, coarse),
            high=end,
            percent=low.percent or high.percent,
            per_year=low.per_year is not None or high.per_year is not None or bool(self.statement.yearly),
            unit=units.pop() if len(units) == 1 else "",
        )

    def _bad_range(self, place: Extent, message: str, helping: str) -> None:
        self.amounts.fault(BAD_RANGE, place, f"{self.amounts.quote(place)} {message}", helping=helping)
