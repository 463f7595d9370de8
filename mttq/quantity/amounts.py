"""Amounts judged by themselves: their values, and whether they make sense for their unit of measure.

Arithmetic is on whole numbers; only the percentage of a ratio is rounded, to 28 digits. A fault holds the repairs
that keep the meaning of the amount; where the meaning is in doubt there is none, so that no number is invented.
"""

from __future__ import annotations

import decimal
import itertools
from decimal import Decimal
from fractions import Fraction

from mttq.diagnostics import (
    ABOVE_WHOLE,
    AMBIGUOUS_NUMBER,
    BAD_GROUPING,
    FRACTION_OF_COUNT,
    NEGATIVE_COUNT,
    NOT_A_NUMBER,
    NUMBER_TOO_LONG,
    PER_YEAR_NOT_ALLOWED,
    PERCENTAGE_DISAGREES,
    RATIO_NOT_ALLOWED,
    SCALE_AFTER_LONG_NUMBER,
    WRONG_UNIT_OF_MEASURE,
    Code,
)
from mttq.quantity.grammar import ParsedAmount, Part
from mttq.quantity.lookalikes import only_a_number
from mttq.quantity.model import Extent, Fault, Quantity, Repair, Role, UnitOfMeasure, replaced
from mttq.quantity.tokens import (
    MOST_DIGITS,
    Token,
    TokenKind,
    exact,
    fold,
    group,
    numeral,
    shown,
    tidy,
    tokenize,
    too_long,
)
from mttq.quantity.units import after_number, base_words, family_zeros, leading_scale, unit_names
from mttq.quantity.words import SCALE_SLIPS, SCALES
from mttq.quantity.writer import percentage as percentage_text
from mttq.spelling import without_marks

_RATIO = decimal.Context(prec=28, rounding=decimal.ROUND_HALF_EVEN)
_LIMIT = 10**MOST_DIGITS
_LONG_NUMBER = 7
_SCALES_BY_ZEROS = {3: "nghìn", 6: "triệu", 9: "tỷ", 12: "nghìn tỷ", 15: "triệu tỷ", 18: "tỷ tỷ"}


def percentage_of(numerator: int, denominator: int) -> Decimal:
    """Return the percentage of a ratio, with 28 digits."""
    return _RATIO.divide(Decimal(100 * numerator), Decimal(denominator))


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
    shift = amount.zeros - places
    return exact(amount.parts[0].sign * total, shift), exact(1, zeros + shift)


class AmountCheck:
    """Judges the amounts of one text.

    Args:
        text: the original text.
        measure: the unit of measure, or None if any will do.
        role: whether they are targets or results.
        term: whether a yearly amount is allowed.

    Attributes:
        faults: the faults found so far.
        doubts: what makes the amounts unlikely.
    """

    def __init__(self, text: str, measure: UnitOfMeasure | None, *, role: Role, term: bool) -> None:
        self.text = text
        self.measure = measure
        self.role = role
        self.term = term
        self.faults: list[Fault] = []
        self.doubts: list[Fault] = []

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
        self._dangling(amount)
        if amount.ratio:
            self._ratio(amount)
        else:
            # With a unit such as triệu đồng/ha no compound makes sense; `_unit` reports that.
            if sound and not (self.measure is not None and leading_scale(self.measure.name)):
                self._compound(amount)
            self._unit(amount)
        if amount.per_year is not None and amount.unit_known:
            self.check_year(amount.per_year, ratio=amount.ratio)
        if sound and not amount.ratio and len(self.faults) == before:
            self._value(amount, carried, unit_follows=unit_follows)

    def check_year(self, place: Extent, *, ratio: bool = False) -> None:
        """Report words for each year where they have no meaning; they may be a part of an unknown unit."""
        yearly = self.term or self.measure is None
        if ratio or not yearly:
            message = f"{self.quote(place)} chỉ dùng cho số lượng trong văn bản của nhiệm kỳ, giai đoạn"
            helping = f"bỏ {self.quote(place)}"
            self.fault(PER_YEAR_NOT_ALLOWED, place, message, helping=helping, repairs=replaced(place, ""))

    def fault(
        self, code: Code, place: Extent, message: str, *, helping: str, repairs: tuple[Repair, ...] = ()
    ) -> None:
        """Add a fault."""
        self.faults.append(Fault(code, place, message, helping, repairs))

    def quote(self, place: Extent) -> str:
        """Return the text at a place as messages quote it."""
        return shown(self.text[slice(*place)])

    def written(self, place: Extent) -> str:
        """Return the text at a place as remedies repeat it."""
        return tidy(self.text[slice(*place)])

    def full(self, amount: ParsedAmount) -> Extent:
        """Return the place of an amount with its unit."""
        return amount.place[0], (amount.unit_place or amount.place)[1]

    def relative(self, amount: ParsedAmount) -> str:
        """Return the writer's unit if it is another of the family than the indicator's; otherwise ""."""
        if not amount.zeros or amount.unit_place is None:
            return ""
        return self.written(amount.unit_place).split(" ")[0].casefold()

    def _part(self, part: Part, amount: ParsedAmount) -> None:
        problem = part.numeral.problem
        if problem is not None:
            message = f"{self.quote(part.place)} {problem.message}"
            sign = self.text[part.place[0]] if part.sign < 0 else ""
            repairs = tuple(
                Repair(((part.place, sign + digits),), condition) for digits, condition in problem.instead
            )
            self.fault(problem.code, part.place, message, helping=problem.help, repairs=repairs)
        elif part.numeral.unscaled * 10 ** sum(part.scales) >= _LIMIT * 10**part.numeral.places:
            self._too_long(amount.place)
        # Scales multiply upward: nghìn tỷ and tỷ tỷ are said, nghìn nghìn and tỷ nghìn are not.
        falling = any(b < a or a == b < 9 for a, b in itertools.pairwise(part.scales))
        if falling and part.scale_place is not None:
            message = f"{self.quote(part.scale_place)} không phải là một bậc số"
            meant = _SCALES_BY_ZEROS.get(sum(part.scales))
            repairs = replaced(part.scale_place, meant) if meant else ()
            helping = "viết bằng nghìn, triệu, tỷ hoặc nghìn tỷ"
            self.fault(AMBIGUOUS_NUMBER, part.scale_place, message, helping=helping, repairs=repairs)
        elif part.scale_place is not None and problem is None and part.numeral.digits >= _LONG_NUMBER:
            place = (part.place[0], part.scale_place[1])
            message = f"{self.quote(place)} có bậc số sau con số từ bảy chữ số trở lên"
            helping = "kiểm tra lại bậc số"
            repairs = (Repair(((part.scale_place, ""),), " nếu thừa bậc số"),)
            self.doubts.append(Fault(SCALE_AFTER_LONG_NUMBER, place, message, helping, repairs))

    def _too_long(self, place: Extent) -> None:
        problem = too_long()
        self.fault(NUMBER_TOO_LONG, place, f"{self.quote(place)} {problem.message}", helping=problem.help)

    def _dangling(self, amount: ParsedAmount) -> None:
        if amount.dangling is None:
            return
        extra = self.written(amount.dangling)
        if extra[0] in "/-–" and extra[1:2].isupper():
            place = (amount.place[0], amount.dangling[1])
            message = f"{self.quote(place)} là số hiệu văn bản, không phải số liệu"
            self.fault(NOT_A_NUMBER, place, message, helping=only_a_number(self._name()))
            return
        message = f"{self.quote(amount.dangling)} thừa sau số liệu"
        if extra[0] not in "/-–" and self._goes_on(amount.dangling):
            self.fault(
                *(NOT_A_NUMBER, amount.dangling, message),
                helping=self._one_number(),
                repairs=self._together(amount, amount.dangling),
            )
            return
        # What follows a dash or a slash may be a part of the figure.
        joined = extra[0] in "/-–" and any(character.isdigit() for character in extra)
        whole = amount.unit_place is not None or not any(character.isdigit() for character in extra)
        aside = "; phần thừa ghi vào ghi_chu hoặc chỉ tiêu khác" if extra.strip("-–,.;:()/ ") else ""
        repairs = (Repair(((amount.dangling, ""),), aside),) if whole and not joined else ()
        helping = "bỏ phần thừa, hoặc đưa vào ghi_chu"
        self.fault(NOT_A_NUMBER, amount.dangling, message, helping=helping, repairs=repairs)

    def _goes_on(self, rest: Extent) -> bool:
        """Whether a rest holds another amount in the same unit, so that the figure is not that before it alone."""
        return self._next_amount(rest) is not None

    def _next_amount(self, rest: Extent) -> tuple[list[Token], int, int] | None:
        """Return the tokens of a rest, the number there that the indicator's unit follows, and where that ends."""
        if self.measure is None:
            return None
        units = unit_names(self.measure)
        tokens = list(tokenize(fold(self.text[slice(*rest)])))
        for at, token in enumerate(tokens):
            after = at + 1
            while after < len(tokens) and tokens[after].text in SCALES:
                after += 1
            if token.kind is TokenKind.NUMBER and (end := units.match(tokens, after)) > after:
                return tokens, at, end
        return None

    def _one_number(self) -> str:
        return f"viết một con số tính bằng “{self._name()}”, đã cộng hay đổi ra đơn vị ấy"

    def _together(self, amount: ParsedAmount, rest: Extent) -> tuple[Repair, ...]:
        """`1 tấn 200 kg` in the indicator's own unit: `1.200 kg`."""
        found = self._next_amount(rest)
        if found is None or self.measure is None or len(amount.parts) > 1 or amount.parts[0].scales:
            return ()
        tokens, at, end = found
        smaller = unit_names(self.measure).zeros(tokens[at + 1 : end])
        number, added = amount.parts[0].numeral, numeral(tokens[at].text)
        if (at, end) != (0, len(tokens)) or smaller >= amount.zeros or number.problem or added.problem:
            return ()
        total = exact(number.unscaled, amount.zeros - number.places) + exact(
            added.unscaled, smaller - added.places
        )
        whole, _, fraction = format(total.normalize(), "f").partition(".")
        text = f"{group(whole)}{',' + fraction if fraction else ''}{after_number(self.measure.name)}"
        return replaced((amount.place[0], rest[1]), text)

    def _name(self) -> str:
        return self.measure.name if self.measure is not None else ""

    def _compound(self, amount: ParsedAmount) -> None:
        """Check that every part but the last is whole, and each less than one of the scale before it."""
        for part, following in itertools.pairwise(amount.parts):
            place = (part.place[0], (following.scale_place or following.place)[1])
            numeral = following.numeral
            zeros = sum(part.scales) - sum(following.scales)
            repairs: tuple[Repair, ...] = ()
            if part.numeral.places:
                message = "có phần lẻ ở giữa"
            elif following.sign < 0:
                message = "có dấu âm ở giữa"
            elif zeros <= 0 or numeral.unscaled >= 10 ** (zeros + numeral.places):
                message = "không xếp từ bậc lớn xuống bậc nhỏ"
                falls = numeral.places == 0 and part.numeral.unscaled < 10**-zeros if zeros < 0 else False
                if falls and len(amount.parts) == 2:
                    swapped = f"{self.written(_with_scale(following))} {self.written(_with_scale(part))}"
                    repairs = replaced(place, swapped)
            elif not following.scales and not numeral.grouped and (numeral.digits != zeros or numeral.places):
                # Most people who say `1 tỷ 5` mean 1,5 tỷ; taken literally it is 1.000.000.005.
                message = "có thể hiểu hai cách"
                if len(amount.parts) == 2 and not numeral.places and part.scale_place is not None:
                    said = str(numeral.unscaled) if following.spoken else self.written(following.place)
                    decimals = said.rstrip("0") or "0"
                    spoken = f"{part.numeral.unscaled},{decimals} {self.written(part.scale_place)}"
                    literal = group(str(part.numeral.unscaled * 10 ** sum(part.scales) + numeral.unscaled))
                    sign = "-" if part.sign < 0 else ""
                    repairs = (*replaced(place, sign + spoken), *replaced(place, sign + literal))
            else:
                continue
            self.fault(
                *(AMBIGUOUS_NUMBER, place, f"{self.quote(place)} {message}"),
                helping="viết một con số với một bậc số",
                repairs=repairs,
            )
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
                helping = f"viết cả đơn vị tính “{measure.name}”"
                self.fault(
                    *(AMBIGUOUS_NUMBER, amount.place, message),
                    helping=helping,
                    repairs=self._converted(amount, amount.place),
                )
        elif not amount.unit_known:
            place = amount.unit_place
            if zeros and last.scale_place is not None:
                place = (last.scale_place[0], place[1])
            message = f"đơn vị tính là “{measure.name}”, không phải {self.quote(place)}"
            helping, repairs = self._unit_help(amount, place, measure)
            self.fault(WRONG_UNIT_OF_MEASURE, place, message, helping=helping, repairs=repairs)
        elif zeros and (len(amount.parts) > 1 or (last.scales and last.scales[-1] > zeros)):
            place = (amount.place[0], amount.unit_place[1])
            message = f"{self.quote(place)} không hợp với đơn vị tính “{measure.name}”"
            helping = f"viết một con số rồi đơn vị tính “{measure.name}”"
            self.fault(AMBIGUOUS_NUMBER, place, message, helping=helping)

    def _unit_help(
        self, amount: ParsedAmount, place: Extent, measure: UnitOfMeasure
    ) -> tuple[str, tuple[Repair, ...]]:
        """Return what to do about a unit that is not the indicator's, and the repairs."""
        quoted = self.quote(place)
        found = self.text[slice(*place)]
        words = base_words(found)
        if amount.percent and not measure.name.startswith("%"):
            return f"viết số lượng tính bằng “{measure.name}”, không viết tỷ lệ phần trăm", ()
        cut: tuple[Repair, ...] = ()
        if amount.known_end is not None:
            rest = (amount.known_end, place[1])
            if self._goes_on(rest):
                return self._one_number(), ()
            cut = (Repair(((rest, ""),), f" nếu bỏ {self.quote(rest)} mà vẫn đúng"),)
        if measure.ratio and not amount.percent:
            return "viết tỷ lệ phần trăm, hoặc hai số đếm a/b", ()
        if measure.name.startswith("%") and not amount.percent:
            return "viết tỷ lệ phần trăm", ()
        slip = SCALE_SLIPS.get(fold(found).text.split()[0].removesuffix("đ"))
        if slip is not None and not any(part.scales for part in amount.parts):
            return f"viết “{slip} {measure.name}”", replaced(place, f" {slip}{after_number(measure.name)}")
        unmarked = self._marked(found, measure)
        if unmarked:
            return f"viết “{unmarked}”", replaced(place, unmarked)
        name = base_words(measure.name)
        if words == name and leading_scale(measure.name):
            return f"viết bằng “{measure.name}”", self._converted(amount, place)
        if cut and words[len(name) : len(name) + 1] != ("/",):
            return f"chỉ viết đơn vị tính “{measure.name}”", cut
        helping = f"viết số lượng tính bằng “{measure.name}”"
        # Another weight, length, area or currency (`sào`, `USD`) is never another spelling.
        exact_only = family_zeros(measure.name) is not None or "đồng" in (*words, *name)
        odd = len(words) > 4 or not "".join(words).isalpha() or family_zeros(found) is not None or exact_only
        if odd:
            return helping, ()
        return f"{helping}; nếu {quoted} chỉ là cách viết khác thì thêm vào cach_viet của chỉ tiêu", ()

    def _marked(self, found: str, measure: UnitOfMeasure) -> str:
        """Return the name that a unit typed without marks stands for, with its scale; "" if it is none or doubtful."""
        plain = " ".join(found.casefold().split())
        if not plain.isascii():
            return ""
        names = (measure.name, *measure.spellings)
        scaled = [f"{scale} {name}" for scale in SCALES for name in names]
        meant = {name for name in (*names, *scaled) if without_marks(name.casefold()) == plain}
        return meant.pop() if len(meant) == 1 else ""

    def _converted(self, amount: ParsedAmount, unit: Extent) -> tuple[Repair, ...]:
        """`1,5 tỷ đồng/ha` in a unit that has a scale of its own: `1.500 triệu đồng/ha`."""
        if self.measure is None or len(amount.parts) > 1 or amount.parts[0].numeral.problem is not None:
            return ()
        part = amount.parts[0]
        own = leading_scale(self.measure.name)
        places = part.numeral.places
        converted = exact(part.numeral.unscaled, sum(part.scales) - own - places)
        whole, _, fraction = format(converted, "f").partition(".")
        sign = "-" if part.sign < 0 else ""
        text = f"{sign}{group(whole)}{',' + fraction if fraction else ''} {self.measure.name}"
        return replaced((amount.place[0], max(unit[1], amount.place[1])), text)

    def _value(self, amount: ParsedAmount, carried: tuple[int, ...], *, unit_follows: bool) -> None:
        measured, _ = value(amount, carried)
        measure = self.measure
        if measured.copy_abs() >= _LIMIT:
            self._too_long(amount.place)
            return
        part = amount.parts[-1]
        repairs: tuple[Repair, ...] = ()
        if part.spoken and not (part.scales or carried or amount.unit_place or unit_follows):
            message = f"{self.quote(amount.place)} viết bằng chữ mà không có đơn vị tính"
            repairs = replaced(amount.place, str(part.numeral.unscaled))
            self.fault(NOT_A_NUMBER, amount.place, message, helping="viết bằng chữ số", repairs=repairs)
        if measure is None:
            return
        if measured < 0 and not measure.negative:
            self._negative(amount, measure)
        elif measure.whole and (_may_be_grouped(part, measure) or measured != measured.to_integral_value()):
            message = f"{self.quote(amount.place)} có phần lẻ; “{measure.name}” là số đếm"
            if _may_be_grouped(part, measure):
                repairs = (self._grouped(part),)
            self.fault(
                *(FRACTION_OF_COUNT, amount.place, message),
                helping="viết đủ số nguyên đã đếm",
                repairs=repairs,
            )
        elif _may_be_grouped(part, measure):
            message = (
                f"{self.quote(amount.place)} có dấu phẩy trước ba chữ số, không rõ là phần lẻ hay nhóm nghìn"
            )
            trimmed = self.written(part.place).rstrip("0").rstrip(",")
            repairs = (
                self._grouped(part),
                Repair(((part.place, trimmed),), " nếu dấu phẩy ngăn phần lẻ"),
            )
            self.fault(
                *(BAD_GROUPING, amount.place, message),
                helping="ngăn nhóm nghìn bằng dấu chấm",
                repairs=repairs,
            )
        elif measure.ratio and measured > 100:
            self._above_whole(self.full(amount))

    def _grouped(self, part: Part) -> Repair:
        """Return the repair of a comma between groups."""
        thousands = self.written(part.place).replace(",", ".")
        return Repair(((part.place, thousands),), " nếu dấu phẩy ngăn nhóm nghìn")

    def _negative(self, amount: ParsedAmount, measure: UnitOfMeasure) -> None:
        """Report an amount below zero of an indicator that has none."""
        message = f"{self.quote(amount.place)} là số âm; “{measure.name}” đếm từ 0 trở lên"
        if not measure.whole:
            message = f"{self.quote(amount.place)} là số âm; chỉ tiêu này không nhận số âm"
        start = amount.place[0]
        repairs = (Repair((((start, start + 1), ""),), " nếu dấu trừ là gạch đầu dòng"),)
        helping = "kiểm tra lại; chỉ tiêu có thể âm thì ghi duoc_am: true trong danh mục"
        self.fault(NEGATIVE_COUNT, amount.place, message, helping=helping, repairs=repairs)

    def _above_whole(self, place: Extent) -> None:
        """Doubt a part that is greater than its whole."""
        if self.measure is None or self.measure.above_whole or self.role is Role.TARGET:
            return
        message = f"{self.quote(place)} lớn hơn 100%"
        helping = "kiểm tra lại tử số và mẫu số; nếu đúng thì ghi vuot_100: true cho chỉ tiêu trong danh mục"
        self.doubts.append(Fault(ABOVE_WHOLE, place, message, helping))

    def _ratio(self, amount: ParsedAmount) -> None:
        measure = self.measure
        place, quoted = amount.place, self.quote(amount.place)
        numerator, denominator = amount.parts
        repairs: tuple[Repair, ...] = ()
        if measure is not None and not measure.ratio:
            message = f"{quoted} là tỷ số; chỉ tiêu này tính bằng “{measure.name}”"
            slash = (numerator.place[1], denominator.place[1])
            repairs = (Repair(((slash, ""),), " nếu đó là số đã đạt"),)
            self.fault(
                *(RATIO_NOT_ALLOWED, place, message),
                helping=f"viết một con số tính bằng “{measure.name}”",
                repairs=repairs,
            )
            return
        if measure is not None and not amount.unit_known and amount.unit_place is not None:
            name = measure.denominator[0]
            message = f"đơn vị tính của mẫu số là “{name}”, không phải {self.quote(amount.unit_place)}"
            if amount.known_end is not None:
                rest = (amount.known_end, amount.unit_place[1])
                repairs = (Repair(((rest, ""),), f" nếu bỏ {self.quote(rest)} mà vẫn đúng"),)
            self.fault(
                *(WRONG_UNIT_OF_MEASURE, amount.unit_place, message),
                helping=f"đếm bằng “{name}”",
                repairs=repairs,
            )
        if any(part.numeral.problem is not None for part in amount.parts):
            return
        if any(part.numeral.places or part.scales for part in amount.parts):
            message = f"{quoted} có phần không phải là số đếm"
            self.fault(FRACTION_OF_COUNT, place, message, helping="viết hai số nguyên đủ chữ số")
        elif any(part.sign < 0 for part in amount.parts):
            message = f"{quoted} có số âm; tỷ số gồm hai số đếm từ 0 trở lên"
            signs = [((part.place[0], part.place[0] + 1), "") for part in amount.parts if part.sign < 0]
            repairs = (Repair(tuple(signs), " nếu dấu trừ là gạch đầu dòng"),)
            self.fault(NEGATIVE_COUNT, place, message, helping="kiểm tra lại hai số đếm", repairs=repairs)
        elif denominator.numeral.unscaled == 0:
            message = f"{quoted} có mẫu số bằng 0"
            helping = "viết mẫu số lớn hơn 0, hoặc viết không áp dụng"
            self.fault(NOT_A_NUMBER, place, message, helping=helping)
        else:
            self._share(amount)
            if numerator.numeral.unscaled > denominator.numeral.unscaled:
                self._above_whole(place)

    def _share(self, amount: ParsedAmount) -> None:
        """Compare a percentage in brackets with the two counts."""
        share = amount.share
        if share is None:
            return
        counts = tuple(Decimal(part.numeral.unscaled) for part in amount.parts)
        if share.numeral.problem is not None:
            self._part(share, amount)
            return
        stated = exact(share.numeral.unscaled, -share.numeral.places)
        percentage = Quantity(stated, exact(1, -share.numeral.places))
        if agrees(percentage, (counts[0], counts[1])):
            return
        computed = percentage_of(*(part.numeral.unscaled for part in amount.parts))
        message = (
            f"“{self.written(share.place)}%” không khớp với hai số đếm, tính ra {percentage_text(computed)}"
        )
        self.fault(
            *(PERCENTAGE_DISAGREES, share.place, message),
            helping="sửa hai số đếm, hoặc bỏ tỷ lệ ghi kèm",
        )


def _may_be_grouped(part: Part, measure: UnitOfMeasure) -> bool:
    """Whether a comma in front of three digits may be one between groups: `310,000 đồng`, which would be 310.

    Counts and đồng have no thousandths, and `,000` is no fraction that anyone writes.
    """
    digits = part.numeral
    if digits.places != 3 or not 0 < digits.unscaled // 1000 < 1000:
        return False
    if part.scales or leading_scale(measure.name) or measure.name == "%":
        return False
    return measure.whole or measure.name.startswith("đồng") or digits.unscaled % 1000 == 0


def _with_scale(part: Part) -> Extent:
    return part.place[0], (part.scale_place or part.place)[1]
