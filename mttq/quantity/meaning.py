"""From the parts of a quantity to what it means here, or the faults that keep it from meaning anything.

All that depends on where the quantity stands is decided here: which words a
target or a result may use, which unit is expected, whether a fraction, a minus
or a ratio makes sense. Arithmetic is on whole numbers; nothing is rounded but
the percentage of a ratio, at 28 digits.
"""

from __future__ import annotations

import decimal
import itertools
from decimal import Decimal

from mttq.diagnostics import Code
from mttq.diagnostics.codes import (
    AMBIGUOUS_NUMBER,
    APPROXIMATE_TARGET,
    BAD_RANGE,
    COMPARATOR_NOT_ALLOWED,
    FRACTION_OF_COUNT,
    NEGATIVE_COUNT,
    NOT_A_NUMBER,
    NUMBER_TOO_LONG,
    PER_YEAR_NOT_ALLOWED,
    RATIO_NOT_ALLOWED,
    WRONG_UNIT_OF_MEASURE,
)
from mttq.quantity.folding import fold, shown, tidy
from mttq.quantity.grammar import Amount, Part, Place, Statement
from mttq.quantity.model import Approximation, Comparator, Fault, Quantity, Reading, Role, UnitOfMeasure
from mttq.quantity.numerals import MOST_DIGITS, TAIL, exact, group, too_long
from mttq.quantity.units import after_number, leading_scale
from mttq.quantity.words import SCALE_SLIPS, WEAK

_LIMIT = 10**MOST_DIGITS
_RATIO = decimal.Context(prec=28, rounding=decimal.ROUND_HALF_EVEN)
_UPPER = (Comparator.LESS_THAN, Comparator.AT_MOST)


class Interpreter:
    """Finds the meaning of one statement.

    Args:
        text: the original text.
        statement: its parts.
        role: where the quantity stands.
        measure: the unit of measure, or None where any will do.
        term: a yearly amount may stand here.
    """

    def __init__(
        self, text: str, statement: Statement, *, role: Role, measure: UnitOfMeasure | None, term: bool
    ) -> None:
        self.text = text
        self.statement = statement
        self.role = role
        self.measure = measure
        self.term = term
        self.faults = list(statement.faults)
        self.word = ""
        self.comparator: Comparator | None = None
        self.approximation: Approximation | None = None

    def reading(self) -> Reading:
        """The meaning, or every fault found."""
        self._phrases()
        low, high = self.statement.low, self.statement.high
        if low is None or (self.statement.joint is not None and high is None):
            return self._result(None)
        for amount in (low,) if high is None else (low, high):
            self._amount(amount)
        if self.faults:
            return self._result(None)
        if high is not None:
            return self._result(self._range(low, high))
        if low.ratio:
            return self._result(self._ratio(low))
        value, step = self._value(low)
        return self._result(
            self._quantity(value, step, percent=low.percent, per_year=low.per_year is not None)
        )

    def _result(self, quantity: Quantity | None) -> Reading:
        faults = sorted(set(self.faults), key=lambda fault: (fault.start, fault.end, fault.code.id))
        return Reading(None if faults else quantity, tuple(faults))

    def _quantity(self, value: Decimal, step: Decimal, *, percent: bool, per_year: bool) -> Quantity:
        return Quantity(
            value,
            step,
            comparator=self.comparator,
            approximation=self.approximation,
            word=self.word,
            percent=percent,
            per_year=per_year,
        )

    def _fault(self, code: Code, place: Place, message: str, helping: str | None) -> None:
        self.faults.append(Fault(code, *place, message, helping))

    def _written(self, place: Place) -> str:
        return tidy(self.text[slice(*place)])

    def _said(self, place: Place) -> str:
        return shown(self.text[slice(*place)])

    # Words before and after the number

    def _phrases(self) -> None:
        """Settle what the words say together: the last of several wins."""
        plain = self._plain()
        for phrase, place in self.statement.phrases:
            said = self._said(place)
            vague = phrase.approximation is not None and phrase.comparator is None
            if self.role is Role.TARGET and vague:
                message = f"mục tiêu không viết ước lượng {said}"
                self._fault(APPROXIMATE_TARGET, place, message, f"bỏ {said}, viết {plain}")
            elif phrase.instead is not None:
                message = f"{said} không phải là từ so sánh được dùng"
                self._fault(COMPARATOR_NOT_ALLOWED, place, message, f"viết {phrase.instead} {plain}")
            elif self.role is Role.TARGET:
                self.comparator = phrase.comparator
            elif phrase.approximation is not None:
                self.approximation = phrase.approximation
            elif not phrase.exact:
                self._not_in_result(place)
        self.word = " ".join(phrase.text for phrase, _ in self.statement.phrases)
        self._surrounding(plain)

    def _surrounding(self, plain: str) -> None:
        """Settle `từ`, `trở lên` and the joint of a range; in `word`, … marks where the amount stands."""
        statement = self.statement
        start = "từ " if statement.start is not None else ""
        if statement.downward is not None:
            message = f"{self._said(statement.downward)} không phải là từ so sánh được dùng"
            self._fault(COMPARATOR_NOT_ALLOWED, statement.downward, message, f"viết không quá {plain}")
        for place in (statement.start, statement.upward, statement.joint):
            if place is not None and self.role is Role.RESULT:
                self._not_in_result(place)
                return
        if statement.upward is not None:
            if self.comparator in _UPPER:
                place = (statement.phrases[-1][1][0], statement.upward[1])
                message = f"{self._said(place)} có hai từ so sánh trái nhau"
                self._fault(COMPARATOR_NOT_ALLOWED, place, message, f"viết {start}{plain} trở lên")
            self.comparator = Comparator.AT_LEAST
            self.word = f"{self.word} {start}… trở lên".strip()
        elif statement.joint is not None:
            for phrase, place in statement.phrases:
                if phrase.words not in WEAK and phrase.comparator is not None:
                    message = f"{self._said(place)} không đi cùng một khoảng hai đầu"
                    self._fault(COMPARATOR_NOT_ALLOWED, place, message, f"bỏ {self._said(place)}")
            self.comparator = Comparator.RANGE
            if statement.joint_word:
                self.word = f"{self.word} từ … đến".strip()
        elif statement.start is not None and statement.low is not None:
            place = (statement.start[0], statement.low.place[1])
            message = f"{self._said(place)} thiếu phần sau của “từ”"
            self._fault(COMPARATOR_NOT_ALLOWED, place, message, f"viết từ {plain} trở lên")

    def _not_in_result(self, place: Place) -> None:
        plain = self._plain()
        message = f"{self._said(place)} chỉ dùng trong mục tiêu, không dùng trong kết quả"
        approximate = f"trên {plain}" if self._said(place) == "“>”" else f"khoảng {plain}"
        helping = f"viết số đã đạt: {plain}; nếu là số ước lượng, viết {approximate}"
        self._fault(COMPARATOR_NOT_ALLOWED, place, message, helping)

    def _plain(self) -> str:
        """The (low) amount without any word, as a remedy shows it."""
        amount = self.statement.low
        if amount is None or any(part.numeral.problem is not None for part in amount.parts):
            return f"15{self._tail(None)}"
        return self._shown_amount(amount)

    def _tail(self, amount: Amount | None) -> str:
        if amount is not None and (amount.ratio or self.measure is None):
            return after_number(self._written(amount.unit_place)) if amount.unit_place else ""
        return after_number(self.measure.name) if self.measure is not None else ""

    def _shown_amount(self, amount: Amount) -> str:
        return self._written(amount.place) + self._tail(amount)

    # One amount

    def _amount(self, amount: Amount) -> None:
        """Check one amount; afterwards it has a value unless a fault was said."""
        before = len(self.faults)
        for part in amount.parts:
            self._part(part, amount)
        sound = len(self.faults) == before
        if amount.dangling is not None:
            message = f"{self._said(amount.dangling)} thừa sau số liệu"
            helping = f"chỉ viết {self._shown_amount(amount)}" if sound else "bỏ phần thừa"
            self._fault(NOT_A_NUMBER, amount.dangling, message, helping)
        if amount.ratio:
            self._check_ratio(amount)
        else:
            if sound:
                self._compound(amount)
            self._unit(amount)
        if amount.per_year is not None and (amount.ratio or not self.term):
            message = (
                f"{self._said(amount.per_year)} chỉ dùng cho số lượng trong kế hoạch hoặc báo cáo nhiệm kỳ"
            )
            self._fault(PER_YEAR_NOT_ALLOWED, amount.per_year, message, f"viết {self._shown_amount(amount)}")
        if sound and not amount.ratio and len(self.faults) == before:
            self._check_value(amount)

    def _part(self, part: Part, amount: Amount) -> None:
        problem = part.numeral.problem
        if problem is not None:
            rest = tidy(self.text[part.place[1] : amount.place[1]])
            tail = (f" {rest}" if rest and not amount.ratio else "") + self._tail(amount)
            message = f"{self._said(part.place)} {problem.message}"
            self._fault(problem.code, part.place, message, problem.help.replace(TAIL, tail))
        scales = part.scales
        if part.scale_place is not None and any(
            later < earlier or earlier == later < 9 for earlier, later in itertools.pairwise(scales)
        ):
            message = f"{self._said(part.scale_place)} không phải là một bậc số"
            helping = f"viết bằng nghìn, triệu, tỷ hoặc nghìn tỷ, ví dụ 1,5 tỷ{self._tail(amount)}"
            self._fault(AMBIGUOUS_NUMBER, part.scale_place, message, helping)
        if problem is None and self._size(part)[0] >= _LIMIT * 10**part.numeral.places:
            self._too_long(amount.place)

    def _too_long(self, place: Place) -> None:
        problem = too_long()
        self._fault(NUMBER_TOO_LONG, place, f"{self._said(place)} {problem.message}", problem.help)

    @staticmethod
    def _size(part: Part) -> tuple[int, int]:
        """The part as a whole number of 10^-places."""
        return part.numeral.unscaled * 10 ** sum(part.scales), part.numeral.places

    def _compound(self, amount: Amount) -> None:
        """Each part must be whole, but the last, and smaller than one of the scale before it."""
        for part, following in itertools.pairwise(amount.parts):
            place = (part.place[0], (following.scale_place or following.place)[1])
            limit = 10 ** sum(part.scales)
            size, places = self._size(following)
            zeros = sum(part.scales) - sum(following.scales)
            unsaid = not following.scales and not following.numeral.grouped
            message = ""
            if part.numeral.places:
                message = "có phần lẻ ở giữa"
            elif zeros <= 0 or size >= limit * 10**places:
                message = "không xếp từ bậc lớn xuống bậc nhỏ"
            elif following.sign < 0:
                message = "có dấu âm ở giữa"
            elif unsaid and (following.numeral.digits != zeros or following.numeral.places):
                message = "có thể hiểu hai cách"
            if message:
                helping = f"viết một con số, ví dụ 1,804 tỷ{self._tail(amount)}"
                if unsaid and part.numeral.unscaled < 1000 and message == "có thể hiểu hai cách":
                    helping = self._two_ways(part, following, amount)
                self._fault(AMBIGUOUS_NUMBER, place, f"{self._said(place)} {message}", helping)
                return

    def _two_ways(self, part: Part, following: Part, amount: Amount) -> str:
        digits = str(following.numeral.unscaled)
        scale = self._written(part.scale_place) if part.scale_place else ""
        whole = group(str(self._size(part)[0] + following.numeral.unscaled))
        tail = self._tail(amount)
        return f"viết {part.numeral.unscaled},{digits} {scale}{tail} hoặc {whole}{tail}"

    def _unit(self, amount: Amount) -> None:
        measure = self.measure
        if measure is None:
            return
        scaled = any(part.scales for part in amount.parts)
        if amount.unit_place is None:
            if scaled and leading_scale(measure.name):
                message = f"{self._said(amount.place)} thiếu đơn vị tính “{measure.name}”"
                helping = f"viết cả đơn vị tính, ví dụ 120 {measure.name}"
                self._fault(AMBIGUOUS_NUMBER, amount.place, message, helping)
            return
        if amount.unit_known:
            zeros = leading_scale(measure.name)
            last = amount.parts[-1].scales
            if zeros and (len(amount.parts) > 1 or (last and last[-1] > zeros)):
                message = f"{self._said(amount.place)} không hợp với đơn vị tính “{measure.name}”"
                helping = f"viết một con số rồi đơn vị tính, ví dụ 1.804 {measure.name}"
                self._fault(AMBIGUOUS_NUMBER, amount.place, message, helping)
            return
        place = amount.unit_place
        if leading_scale(measure.name) and amount.parts[-1].scale_place is not None:
            place = (amount.parts[-1].scale_place[0], place[1])
        message = f"đơn vị tính là “{measure.name}”, không phải {self._said(place)}"
        self._fault(WRONG_UNIT_OF_MEASURE, place, message, self._unit_help(amount, place, measure))

    def _unit_help(self, amount: Amount, place: Place, measure: UnitOfMeasure) -> str:
        if any(part.numeral.problem is not None for part in amount.parts):
            return f"dùng đơn vị tính “{measure.name}”"
        if amount.percent and not measure.name.startswith("%"):
            return f"viết số lượng tính bằng “{measure.name}”, không viết tỷ lệ phần trăm"
        if measure.ratio and not amount.percent:
            example = f"6/6{after_number(measure.denominator[0])}" if measure.denominator else "6/6"
            return f"viết tỷ lệ phần trăm, ví dụ 99%, hoặc hai số đếm, ví dụ {example}"
        number = tidy(self.text[amount.place[0] : min(place[0], amount.place[1])])
        slip = _slip(self.text[slice(*place)])
        if slip is not None:
            number = f"{number} {slip}"
        return f"viết {number}{after_number(measure.name)}"

    def _check_value(self, amount: Amount) -> None:
        value, _ = self._value(amount)
        if abs(value) >= _LIMIT:
            self._too_long(amount.place)
        if self.measure is None or not self.measure.whole:
            return
        place, plain = amount.place, self._shown_amount(amount)
        if value < 0:
            message = f"{self._said(place)} là số âm; chỉ tiêu này đếm từ 0 trở lên"
            self._fault(NEGATIVE_COUNT, place, message, f"viết {plain.lstrip('-−')}")
        if value != value.to_integral_value():
            message = f"{self._said(place)} có phần lẻ; “{self.measure.name}” là số đếm"
            self._fault(FRACTION_OF_COUNT, place, message, self._fraction_help(amount))

    def _fraction_help(self, amount: Amount) -> str:
        tail, part = self._tail(amount), amount.parts[-1]
        written = self._written(part.place)
        if part.numeral.places == 3 and len(amount.parts) == 1 and not part.scales:
            whole = written.replace(",", ".")
            return f"viết {whole}{tail} nếu dấu phẩy ngăn nhóm nghìn; nếu đúng là {written} thì số đếm không có phần lẻ"
        return (
            f"viết số nguyên, ví dụ {group(str(abs(part.numeral.unscaled) // 10**part.numeral.places))}{tail}"
        )

    @staticmethod
    def _value(amount: Amount, scales: tuple[int, ...] = ()) -> tuple[Decimal, Decimal]:
        """The value and one unit of the last digit written, in the unit's base."""
        last = amount.parts[-1]
        places = last.numeral.places
        zeros = sum(last.scales or scales)
        total = last.numeral.unscaled * 10**zeros
        for part in amount.parts[:-1]:
            total += part.numeral.unscaled * 10 ** (sum(part.scales) + places)
        return exact(amount.parts[0].sign * total, -places), exact(1, zeros - places)

    # Ranges and ratios

    def _range(self, low: Amount, high: Amount) -> Quantity | None:
        place = (low.place[0], high.place[1])
        last = high.parts[-1].scales
        if low.ratio or high.ratio:
            message = f"{self._said(place)} là khoảng của tỷ số a/b"
            self._fault(BAD_RANGE, place, message, "viết khoảng của tỷ lệ phần trăm, ví dụ 95 – 99%")
            return None
        bare = len(low.parts) == 1 and not low.parts[0].scales and low.unit_place is None
        if bare and len(high.parts) > 1:
            message = f"{self._said(place)} có đầu thấp không rõ bậc số"
            helping = f"ghi bậc số ở cả hai đầu, ví dụ 2 tỷ – 2,5 tỷ{self._tail(high)}"
            self._fault(BAD_RANGE, place, message, helping)
            return None
        start, fine = self._value(low, last if bare else ())
        end, coarse = self._value(high)
        if start > end:
            message = f"{self._said(place)} có đầu thấp lớn hơn đầu cao"
            helping = (
                f"viết số nhỏ trước, và ghi bậc số ở cả hai đầu, ví dụ 500 triệu – 1 tỷ{self._tail(high)}"
            )
            if not last:
                helping = f"viết {self._written(high.place)} – {self._written(low.place)}{self._tail(high)}"
            self._fault(BAD_RANGE, place, message, helping)
            return None
        return Quantity(
            start,
            min(fine, coarse),
            high=end,
            comparator=self.comparator,
            word=self.word,
            percent=low.percent or high.percent,
            per_year=low.per_year is not None or high.per_year is not None,
        )

    def _check_ratio(self, amount: Amount) -> None:
        place = amount.place
        said = self._said(place)
        measure = self.measure
        if measure is not None and not measure.ratio:
            numerator = self._written(amount.parts[0].place)
            message = f"{said} là tỷ số; chỉ tiêu này tính bằng “{measure.name}”"
            helping = f"viết một con số, ví dụ {numerator}{after_number(measure.name)}"
            self._fault(RATIO_NOT_ALLOWED, place, message, helping)
            return
        if measure is not None and not amount.unit_known and amount.unit_place is not None:
            names = f"“{measure.denominator[0]}”" if measure.denominator else "của mẫu số"
            message = f"đơn vị tính của mẫu số là {names}, không phải {self._said(amount.unit_place)}"
            helping = f"viết {self._written(place)}" + after_number(" ".join(measure.denominator[:1]))
            self._fault(WRONG_UNIT_OF_MEASURE, amount.unit_place, message, helping)
        if any(part.numeral.places or part.scales for part in amount.parts):
            message = f"{said} có phần không phải là số đếm"
            self._fault(
                FRACTION_OF_COUNT, place, message, "viết cả hai số đếm bằng số nguyên, ví dụ 6.622/6.688"
            )
        elif any(part.sign < 0 for part in amount.parts):
            message = f"{said} có số âm; tỷ số chỉ gồm số đếm từ 0 trở lên"
            self._fault(NEGATIVE_COUNT, place, message, "viết cả hai số đếm không có dấu trừ, ví dụ 6/6")
        elif amount.parts[1].numeral.problem is None and amount.parts[1].numeral.unscaled == 0:
            message = f"{said} có mẫu số bằng 0"
            self._fault(NOT_A_NUMBER, place, message, "viết mẫu số lớn hơn 0, hoặc không áp dụng")

    def _ratio(self, amount: Amount) -> Quantity:
        numerator, denominator = (Decimal(part.numeral.unscaled) for part in amount.parts)
        value = _RATIO.divide(Decimal(100 * amount.parts[0].numeral.unscaled), denominator)
        return Quantity(
            value,
            Decimal(1),
            comparator=self.comparator,
            approximation=self.approximation,
            word=self.word,
            ratio=(numerator, denominator),
        )


def _slip(unit: str) -> str | None:
    """The scale that a unit such as `tr` or `trđ` was probably meant to begin with."""
    first = fold(unit).text.split()[0]
    return SCALE_SLIPS.get(first.removesuffix("đ"))
