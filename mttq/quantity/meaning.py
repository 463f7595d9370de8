"""The meaning of a quantity from its parts, or the faults that keep it from having one.

Everything that depends on the role of the quantity is decided by `Interpreter`: the words that a target or a result
may use, and the values of ranges and ratios. `AmountCheck` judges each amount by itself: whether it makes sense for
its unit of measure. Arithmetic is on whole numbers; only the percentage of a ratio is rounded, to 28 digits.
"""

from __future__ import annotations

import decimal
import itertools
from decimal import Decimal
from fractions import Fraction

from mttq.diagnostics import (
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
    Code,
)
from mttq.quantity.grammar import ParsedAmount, Part, Statement
from mttq.quantity.model import (
    Approximation,
    Comparator,
    Extent,
    Fault,
    Quantity,
    Reading,
    Role,
    UnitOfMeasure,
)
from mttq.quantity.tokens import MOST_DIGITS, TAIL, exact, fold, group, shown, tidy, too_long
from mttq.quantity.units import after_number, base_words, leading_scale
from mttq.quantity.words import SCALE_SLIPS, WEAK, Phrase

_RATIO = decimal.Context(prec=28, rounding=decimal.ROUND_HALF_EVEN)
_UPPER = (Comparator.LESS_THAN, Comparator.AT_MOST)
_LIMIT = 10**MOST_DIGITS


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


def value(amount: ParsedAmount, carried: tuple[int, ...] = ()) -> tuple[Decimal, Decimal]:
    """Return the value of a sound amount that is no ratio, and one unit of its last digit, in the unit's base.

    Args:
        amount: the amount.
        carried: the scale that it takes from the high end of its range.
    """
    last = amount.parts[-1]
    places = last.numeral.places
    zeros = sum(last.scales or carried)
    total = last.numeral.unscaled * 10**zeros
    for part in amount.parts[:-1]:
        total += part.numeral.unscaled * 10 ** (sum(part.scales) + places)
    return exact(amount.parts[0].sign * total, -places), exact(1, zeros - places)


class AmountCheck:
    """Judges the amounts of one text.

    Args:
        text: the original text.
        measure: the unit of measure, or None if any will do.
        term: whether a yearly amount is allowed.

    Attributes:
        faults: the faults found so far.
        rewritten: the whole quantity in an allowed form, for remedies; set by the caller before `check`.
    """

    def __init__(self, text: str, measure: UnitOfMeasure | None, *, term: bool) -> None:
        self.text = text
        self.measure = measure
        self.term = term
        self.faults: list[Fault] = []
        self.rewritten = ""

    def check(
        self, amount: ParsedAmount, carried: tuple[int, ...] = (), *, unit_follows: bool = False
    ) -> None:
        """Add the faults of an amount to `faults`.

        Args:
            amount: the amount.
            carried: the scale that it takes from the high end of its range.
            unit_follows: whether the high end of its range has a unit.
        """
        before = len(self.faults)
        for part in amount.parts:
            self._part(part, amount)
        sound = len(self.faults) == before
        self._dangling(amount, sound=sound)
        if amount.ratio:
            self._ratio(amount)
        else:
            # With a unit such as triệu đồng/ha no compound makes sense; `_unit` reports that.
            if sound and not (self.measure is not None and leading_scale(self.measure.name)):
                self._compound(amount)
            self._unit(amount)
        # `/năm` may be a part of an unknown unit of measure.
        yearly = self.term or self.measure is None
        if amount.per_year is not None and amount.unit_known and (amount.ratio or not yearly):
            message = f"{self.quote(amount.per_year)} chỉ dùng cho số lượng trong văn bản của nhiệm kỳ"
            self.fault(PER_YEAR_NOT_ALLOWED, amount.per_year, message, f"viết {self.rewritten}")
        if sound and not amount.ratio and len(self.faults) == before:
            self._value(amount, carried, unit_follows=unit_follows)

    def fault(self, code: Code, place: Extent, message: str, helping: str | None) -> None:
        """Add a fault."""
        self.faults.append(Fault(code, place, message, helping))

    def quote(self, place: Extent) -> str:
        """Return the text at a place as messages quote it."""
        return shown(self.text[slice(*place)])

    def written(self, place: Extent) -> str:
        """Return the text at a place as remedies repeat it."""
        return tidy(self.text[slice(*place)])

    def tail(self, amount: ParsedAmount | None = None) -> str:
        """Return the unit after a number, as remedies write it."""
        if amount is not None and (amount.ratio or self.measure is None):
            return after_number(self.written(amount.unit_place)) if amount.unit_place else ""
        return after_number(self.measure.name) if self.measure is not None else ""

    def plain(self, amount: ParsedAmount) -> str:
        """Return the amount with its right unit, as remedies write it."""
        return self.written(amount.place) + self.tail(amount)

    def _part(self, part: Part, amount: ParsedAmount) -> None:
        problem = part.numeral.problem
        if problem is not None:
            rest = tidy(self.text[part.place[1] : amount.place[1]])
            tail = "" if amount.ratio else (f" {rest}" if rest else "") + self.tail(amount)
            helping = problem.help
            if (
                problem.count_help is not None
                and not rest
                and self.measure is not None
                and self.measure.whole
            ):
                helping = problem.count_help
            message = f"{self.quote(part.place)} {problem.message}"
            self.fault(problem.code, part.place, message, helping.replace(TAIL, tail))
        elif part.numeral.unscaled * 10 ** sum(part.scales) >= _LIMIT * 10**part.numeral.places:
            self._too_long(amount.place)
        # Scales multiply upward: nghìn tỷ and tỷ tỷ are said, nghìn nghìn and tỷ nghìn are not.
        falling = any(b < a or a == b < 9 for a, b in itertools.pairwise(part.scales))
        if falling and part.scale_place is not None:
            message = f"{self.quote(part.scale_place)} không phải là một bậc số"
            helping = f"viết bằng nghìn, triệu, tỷ hoặc nghìn tỷ, ví dụ 1,5 tỷ{self.tail(amount)}"
            self.fault(AMBIGUOUS_NUMBER, part.scale_place, message, helping)

    def _too_long(self, place: Extent) -> None:
        problem = too_long()
        self.fault(NUMBER_TOO_LONG, place, f"{self.quote(place)} {problem.message}", problem.help)

    def _dangling(self, amount: ParsedAmount, *, sound: bool) -> None:
        if amount.dangling is None:
            return
        extra = self.written(amount.dangling)
        if extra[0] in "/-–" and extra[1:2].isupper():
            place = (amount.place[0], amount.dangling[1])
            message = f"{self.quote(place)} là số hiệu văn bản, không phải số liệu"
            self.fault(NOT_A_NUMBER, place, message, f"chỉ viết con số và đơn vị tính, ví dụ 15{self.tail()}")
            return
        message = f"{self.quote(amount.dangling)} thừa sau số liệu"
        helping = f"chỉ viết {self.rewritten}" if sound else "bỏ phần thừa"
        self.fault(NOT_A_NUMBER, amount.dangling, message, helping)

    def _compound(self, amount: ParsedAmount) -> None:
        """Check that every part but the last is whole, and each less than one of the scale before it."""
        for part, following in itertools.pairwise(amount.parts):
            place = (part.place[0], (following.scale_place or following.place)[1])
            numeral = following.numeral
            zeros = sum(part.scales) - sum(following.scales)
            helping = f"viết một con số, ví dụ 1,804 tỷ{self.tail(amount)}"
            if part.numeral.places:
                message = "có phần lẻ ở giữa"
            elif following.sign < 0:
                message = "có dấu âm ở giữa"
            elif zeros <= 0 or numeral.unscaled >= 10 ** (zeros + numeral.places):
                message = "không xếp từ bậc lớn xuống bậc nhỏ"
            elif not following.scales and not numeral.grouped and (numeral.digits != zeros or numeral.places):
                # Most people who say `1 tỷ 5` mean 1,5 tỷ; taken literally it is 1.000.000.005.
                message = "có thể hiểu hai cách"
                if len(amount.parts) == 2 and not numeral.places and part.scale_place is not None:
                    decimals = self.written(following.place).rstrip("0") or "0"
                    spoken = f"{part.numeral.unscaled},{decimals} {self.written(part.scale_place)}"
                    literal = group(str(part.numeral.unscaled * 10 ** sum(part.scales) + numeral.unscaled))
                    helping = f"viết {spoken}{self.tail(amount)} hoặc {literal}{self.tail(amount)}"
            else:
                continue
            self.fault(AMBIGUOUS_NUMBER, place, f"{self.quote(place)} {message}", helping)
            return

    def _unit(self, amount: ParsedAmount) -> None:
        measure = self.measure
        if measure is None:
            return
        zeros = leading_scale(measure.name)
        last = amount.parts[-1]
        if amount.unit_place is None:
            if zeros and any(part.scales for part in amount.parts):
                message = f"{self.quote(amount.place)} thiếu đơn vị tính “{measure.name}”"
                helping = f"viết cả đơn vị tính, ví dụ 120 {measure.name}"
                self.fault(AMBIGUOUS_NUMBER, amount.place, message, helping)
        elif not amount.unit_known:
            place = amount.unit_place
            if zeros and last.scale_place is not None:
                place = (last.scale_place[0], place[1])
            message = f"đơn vị tính là “{measure.name}”, không phải {self.quote(place)}"
            self.fault(WRONG_UNIT_OF_MEASURE, place, message, self._unit_help(amount, place, measure))
        elif zeros and (len(amount.parts) > 1 or (last.scales and last.scales[-1] > zeros)):
            place = (amount.place[0], amount.unit_place[1])
            message = f"{self.quote(place)} không hợp với đơn vị tính “{measure.name}”"
            helping = f"viết một con số rồi đơn vị tính, ví dụ 1.804 {measure.name}"
            self.fault(AMBIGUOUS_NUMBER, place, message, helping)

    def _unit_help(self, amount: ParsedAmount, place: Extent, measure: UnitOfMeasure) -> str:
        found = self.text[slice(*place)]
        words = base_words(found)
        if any(part.numeral.problem is not None for part in amount.parts):
            return f"dùng đơn vị tính “{measure.name}”"
        if amount.percent and not measure.name.startswith("%"):
            return f"viết số lượng tính bằng “{measure.name}”, không viết tỷ lệ phần trăm"
        if measure.ratio and not amount.percent:
            example = f"6/6{after_number(measure.denominator[0])}" if measure.denominator else "6/6"
            return f"viết tỷ lệ phần trăm, ví dụ 99%, hoặc hai số đếm, ví dụ {example}"
        if measure.name.startswith("%") and not amount.percent:
            return "viết tỷ lệ phần trăm, ví dụ 99%"
        number = tidy(self.text[amount.place[0] : min(place[0], amount.place[1])])
        slip = SCALE_SLIPS.get(fold(found).text.split()[0].removesuffix("đ"))
        if slip is not None:
            return f"viết {number} {slip}{after_number(measure.name)}"
        name = base_words(measure.name)
        longer = words[: len(name)] == name and words[len(name) : len(name) + 1] != ("/",)
        if longer and leading_scale(measure.name):
            return self._converted(amount, measure)
        if longer:
            return f"viết {self.rewritten}"
        example = f"viết số lượng tính bằng “{measure.name}”, ví dụ 15{after_number(measure.name)}"
        if len(words) > 4 or not "".join(words).isalpha():
            return example
        return f"{example}; nếu {self.quote(place)} chỉ là cách viết khác thì thêm vào cach_viet của chỉ tiêu"

    def _converted(self, amount: ParsedAmount, measure: UnitOfMeasure) -> str:
        """`1,5 tỷ đồng/ha` in a unit that has a scale of its own: `1.500 triệu đồng/ha`."""
        zeros = -leading_scale(measure.name)
        if len(amount.parts) > 1:
            return f"viết bằng “{measure.name}”, ví dụ 1.804 {measure.name}"
        part = amount.parts[0]
        converted = exact(part.numeral.unscaled, zeros + sum(part.scales) - part.numeral.places)
        whole, _, fraction = format(converted, "f").partition(".")
        return f"viết {group(whole)}{',' + fraction if fraction else ''} {measure.name}"

    def _value(self, amount: ParsedAmount, carried: tuple[int, ...], *, unit_follows: bool) -> None:
        measured, _ = value(amount, carried)
        if measured.copy_abs() >= _LIMIT:
            self._too_long(amount.place)
            return
        part = amount.parts[-1]
        if part.spoken and not (part.scales or carried or amount.unit_place or unit_follows):
            message = f"{self.quote(amount.place)} viết bằng chữ mà không có đơn vị tính"
            worded = self.written(amount.place) + (self.tail() or " và đơn vị tính")
            helping = f"viết {part.numeral.unscaled} hoặc {worded}"
            self.fault(NOT_A_NUMBER, amount.place, message, helping)
        if self.measure is None or not self.measure.whole:
            return
        if measured < 0:
            message = f"{self.quote(amount.place)} là số âm; “{self.measure.name}” đếm từ 0 trở lên"
            integral = measured == measured.to_integral_value()
            helping = f"viết {self.plain(amount).lstrip('-−')}" if integral else "viết số nguyên từ 0 trở lên"
            self.fault(NEGATIVE_COUNT, amount.place, message, helping)
        elif measured != measured.to_integral_value():
            message = f"{self.quote(amount.place)} có phần lẻ; “{self.measure.name}” là số đếm"
            self.fault(FRACTION_OF_COUNT, amount.place, message, self._fraction_help(amount, measured))

    def _fraction_help(self, amount: ParsedAmount, measured: Decimal) -> str:
        part = amount.parts[-1]
        number = self.written(part.place)
        whole = part.numeral.unscaled // 10**part.numeral.places
        if part.numeral.places == 3 and 0 < whole < 1000 and not amount.parts[0].scales:
            thousands = number.replace(",", ".")
            return (
                f"viết {thousands}{self.tail(amount)} nếu dấu phẩy ngăn nhóm nghìn; "
                f"nếu đúng là {number} (số lẻ) thì viết số nguyên, ví dụ {whole}{self.tail(amount)}"
            )
        return f"viết số nguyên, ví dụ {group(str(int(measured) or 1))}{self.tail(amount)}"

    def _ratio(self, amount: ParsedAmount) -> None:
        measure = self.measure
        place, quoted = amount.place, self.quote(amount.place)
        if measure is not None and not measure.ratio:
            numerator = self.written(amount.parts[0].place)
            message = f"{quoted} là tỷ số; chỉ tiêu này tính bằng “{measure.name}”"
            helping = f"viết một con số, ví dụ {numerator}{after_number(measure.name)}"
            self.fault(RATIO_NOT_ALLOWED, place, message, helping)
            return
        if measure is not None and not amount.unit_known and amount.unit_place is not None:
            name = measure.denominator[0]
            message = f"đơn vị tính của mẫu số là “{name}”, không phải {self.quote(amount.unit_place)}"
            helping = f"viết {self.written(place)}{after_number(name)}"
            self.fault(WRONG_UNIT_OF_MEASURE, amount.unit_place, message, helping)
        if any(part.numeral.problem is not None for part in amount.parts):
            return
        if any(part.numeral.places or part.scales for part in amount.parts):
            message = f"{quoted} có phần không phải là số đếm"
            helping = "viết hai số nguyên đủ chữ số, ví dụ 6.622/6.688"
            self.fault(FRACTION_OF_COUNT, place, message, helping)
        elif any(part.sign < 0 for part in amount.parts):
            message = f"{quoted} có số âm; tỷ số gồm hai số đếm từ 0 trở lên"
            self.fault(NEGATIVE_COUNT, place, message, f"viết {self.written(place).lstrip('-−')}")
        elif amount.parts[1].numeral.unscaled == 0:
            message = f"{quoted} có mẫu số bằng 0"
            self.fault(NOT_A_NUMBER, place, message, "viết mẫu số lớn hơn 0, hoặc viết không áp dụng")
