"""One amount: whether it makes sense for its unit of measure, and its exact value.

Only the amount itself is judged here; `meaning` judges the words around it and
the two ends of a range. Arithmetic is on whole numbers.
"""

from __future__ import annotations

import itertools
from decimal import Decimal

from mttq.diagnostics import (
    AMBIGUOUS_NUMBER,
    FRACTION_OF_COUNT,
    NEGATIVE_COUNT,
    NOT_A_NUMBER,
    NUMBER_TOO_LONG,
    PER_YEAR_NOT_ALLOWED,
    RATIO_NOT_ALLOWED,
    WRONG_UNIT_OF_MEASURE,
    Code,
)
from mttq.quantity.grammar import ParsedAmount, Part
from mttq.quantity.model import Extent, Fault, UnitOfMeasure
from mttq.quantity.numerals import MOST_DIGITS, TAIL, exact, group, too_long
from mttq.quantity.tokens import fold, shown, tidy
from mttq.quantity.units import after_number, base_words, leading_scale
from mttq.quantity.words import SCALE_SLIPS

_LIMIT = 10**MOST_DIGITS


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
