"""The grammar of quantities, the parts it has, and the parser that finds them.

    quantity    = { phrase | "từ" | each-year }, amount, [ range-end | "trở lên" ], [ each-year | "/", "năm" ] ;
    phrase      = one of `words.PHRASES`: "trên", "ít nhất", "phấn đấu", ">=", "gần" … ;
    range-end   = ( dash | "đến" ), amount ;
    each-year   = "mỗi năm" | "hằng năm" | "hàng năm" ;
    amount      = ( compound | ratio ), [ unit, [ subject ] ], [ "/", "năm" | each-year ], [ share ] ;
    share       = "(", { said }, number, "%", ")" | [ "," ], said, { said }, number, "%" ;   (* after a ratio *)
    said        = "đạt" | "tỷ" | "lệ" | "chiếm" | "bằng" ;
    compound    = part, { part } ;                  (* scales go down: 1 tỷ 804 triệu 500.000 *)
    part        = number, { scale } ;
    ratio       = digits, "/", digits ;
    number      = [ "-" ], digits | "một" | "hai" | … | "mười" ;
    digits      = whole, [ ",", fraction ] ;
    whole       = digit, { digit } | group, ".", group-of-three, { ".", group-of-three } ;
    scale       = "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ" ;  (* several multiply: nghìn tỷ *)
    unit        = the longest name of the unit of measure that fits, tried before the scales ;
    subject     = words of the indicator's own name, or a list of names of what is counted ;

The parser finds the parts, and faults of writing on the way (a space inside a
number, a vague amount). It computes no value and does not know whether it reads a
target or a result; `meaning` does.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_A_NUMBER, SPACE_IN_NUMBER, VAGUE_AMOUNT, Code
from mttq.quantity import words
from mttq.quantity.lookalikes import date_fault, only_a_number
from mttq.quantity.model import Extent, Fault, Repair, replaced
from mttq.quantity.spoken import spoken_digits
from mttq.quantity.tokens import Numeral, Problem, Token, TokenKind, numeral, settled, shown
from mttq.quantity.units import UnitNames
from mttq.quantity.words import LARGER_WORDS, NUMBER_WORDS, PHRASES_BY_WORD, SCALES, Phrase

_BRACKETS = {"(": ")", "[": "]"}
_BULLETS = frozenset("•·▪●○■□➢✓*")


class Part(Struct, frozen=True, kw_only=True):
    """A number and the scale words after it.

    Attributes:
        numeral: the number.
        scales: the zeros of each scale word, in order.
        place: the number's place in the text.
        scale_place: the place of its scale words, or None.
        sign: -1 after a minus, otherwise 1.
        spoken: whether the number is a word.
    """

    numeral: Numeral
    scales: tuple[int, ...]
    place: Extent
    scale_place: Extent | None
    sign: int = 1
    spoken: bool = False


class ParsedAmount(Struct, frozen=True, kw_only=True):
    """The words of one amount.

    Attributes:
        parts: the parts added together; for a ratio its two counts.
        ratio: whether the parts are a ratio's counts.
        place: from the first number to the last scale word.
        unit_place: the place of its unit, without a subject after it, or None.
        unit_known: whether the unit is the expected one, or any will do.
        known_end: where the expected unit ends within `unit_place`, if other words follow it there, or None.
        zeros: the zeros by which its unit exceeds the indicator's own in their family.
        percent: whether the unit begins with `%`.
        per_year: the place of `/năm`, or None.
        share: the percentage after the counts of a ratio, or None.
        dangling: the place of text that belongs to nothing, or None.
    """

    parts: tuple[Part, ...]
    ratio: bool
    place: Extent
    unit_place: Extent | None
    unit_known: bool
    known_end: int | None = None
    zeros: int = 0
    percent: bool
    per_year: Extent | None
    share: Part | None = None
    dangling: Extent | None


class Statement(Struct, kw_only=True):
    """The parts of a whole text; `low` is None if it has no number.

    Attributes:
        phrases: the phrases before the number, each with its place.
        low: the amount, or the low end of a range.
        high: the high end of a range.
        start: the place of `từ`, or None.
        joint: the place of the dash or `đến` of a range, or None.
        joint_word: whether that joint is `đến`.
        upward: the place of `trở lên`, or None.
        downward: the place of `trở xuống`, or None.
        yearly: the words for each year before or after the amount, each with its place.
        faults: the faults found on the way.
    """

    phrases: list[tuple[Phrase, Extent]] = field(default_factory=list)
    low: ParsedAmount | None = None
    high: ParsedAmount | None = None
    start: Extent | None = None
    joint: Extent | None = None
    joint_word: bool = False
    upward: Extent | None = None
    downward: Extent | None = None
    yearly: list[tuple[str, Extent]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Parser:
    """Finds the parts of one text in its tokens.

    Args:
        text: the original text.
        tokens: its tokens, at least one.
        units: the unit expected, or None if any will do.
        unit: the name of that unit, for remedies, or "".
    """

    def __init__(self, text: str, tokens: Sequence[Token], units: UnitNames | None, unit: str) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.units = units
        self.unit = unit
        self.at = 0
        self.statement = Statement()

    def parse(self) -> Statement:
        """Return the parts of the text; call it once."""
        statement = self.statement
        self._phrases()
        statement.low = self._amount()
        if statement.low is None:
            return statement
        if self._joint(self.at):
            statement.joint = self._place(self.at, self.at + 1)
            statement.joint_word = self.tokens[self.at].kind is TokenKind.WORD
            self.at += 1
            statement.high = self._amount()
        elif self._at(self.at, words.UPWARD):
            statement.upward = self._place(self.at, self.at + 2)
            self.at += 2
        elif self._at(self.at, words.DOWNWARD):
            statement.downward = self._place(self.at, self.at + 2)
            self.at += 2
        if (statement.upward is not None or statement.downward is not None) and self._per_year(self.at):
            statement.yearly.append(("", self._place(self.at, self.at + 2)))
            self.at += 2
        self._each_year()
        if self.at < len(self.tokens) and not statement.faults:
            self._extra(self.at)
        return statement

    def _place(self, start: int, end: int) -> Extent:
        return self.tokens[start].start, self.tokens[end - 1].end

    def _fault(
        self, code: Code, place: Extent, message: str, *, helping: str, repairs: tuple[Repair, ...] = ()
    ) -> None:
        quoted = shown(self.text[slice(*place)])
        self.statement.faults.append(Fault(code, place, f"{quoted} {message}", helping, repairs))

    def _at(self, at: int, expected: Sequence[str]) -> bool:
        found = self.tokens[at : at + len(expected)]
        return len(found) == len(expected) and all(
            token.text == word for token, word in zip(found, expected, strict=True)
        )

    def _is(self, at: int, kind: TokenKind) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].kind is kind

    def _word(self, at: int) -> str:
        return self.tokens[at].text if self._is(at, TokenKind.WORD) else ""

    def _minus(self, at: int) -> bool:
        return (
            self._is(at, TokenKind.DASH)
            and self.tokens[at].text in "-−"
            and self._is(at + 1, TokenKind.NUMBER)
            and self.tokens[at + 1].glued
        )

    def _number_at(self, at: int) -> bool:
        return self._is(at, TokenKind.NUMBER) or self._word(at) in NUMBER_WORDS or self._minus(at)

    def _joint(self, at: int) -> bool:
        """Whether a dash or `đến` here joins a range: a number follows, and no range has begun yet."""
        joined = self._is(at, TokenKind.DASH) or self._word(at) == words.TO
        return joined and self.statement.joint is None and self._number_at(at + 1)

    def _boundary(self, at: int) -> bool:
        """Whether an amount may end before this token."""
        if at >= len(self.tokens) or self._joint(at):
            return True
        if self._at(at, words.UPWARD) or self._at(at, words.DOWNWARD):
            return self._closes(at + 2)
        if self._each_year_at(at) is not None:
            return at + 2 == len(self.tokens)
        return self._per_year(at) and self._boundary(at + 2)

    def _closes(self, at: int) -> bool:
        """Whether nothing but words for each year is left."""
        if self._per_year(at) or self._each_year_at(at) is not None:
            at += 2
        return at == len(self.tokens)

    def _each_year_at(self, at: int) -> str | None:
        """Return the words for each year at a token, as written, or None."""
        if any(self._at(at, phrase) for phrase in words.EACH_YEAR) and not self._unit_at(at):
            return " ".join(token.text for token in self.tokens[at : at + 2])
        return None

    def _each_year(self) -> None:
        """Take in words for each year."""
        said = self._each_year_at(self.at)
        if said is not None:
            self.statement.yearly.append((said, self._place(self.at, self.at + 2)))
            self.at += 2

    def _per_year(self, at: int) -> bool:
        return self._is(at, TokenKind.SLASH) and self._word(at + 1) == words.YEAR

    def _unit_at(self, at: int) -> bool:
        return self.units is not None and self.units.match(self.tokens, at) > at

    def _phrases(self) -> None:
        while self.at < len(self.tokens):
            if self._each_year_at(self.at) is not None:
                self._each_year()
                continue
            if self._word(self.at) == words.FROM and self.statement.start is None:
                self.statement.start = self._place(self.at, self.at + 1)
                self.at += 1
                continue
            phrases = PHRASES_BY_WORD.get(self.tokens[self.at].text, ())
            phrase = next((phrase for phrase in phrases if self._at(self.at, phrase.words)), None)
            if phrase is None:
                return
            end = self.at + len(phrase.words)
            self.statement.phrases.append((phrase, self._place(self.at, end)))
            self.at = end

    def _amount(self) -> ParsedAmount | None:
        first = self.at
        parts: list[Part] = []
        ratio = False
        while True:
            part, unit_end = self._part()
            if part is None:
                return None
            parts.append(part)
            if unit_end is not None:
                break
            if (
                len(parts) == 1
                and self._is(self.at, TokenKind.SLASH)
                and self._is(self.at + 1, TokenKind.NUMBER)
            ):
                self.at += 1
                other, unit_end = self._part(denominator=True)
                if other is not None:
                    parts.append(other)
                    ratio = True
                break
            follows = self._is(self.at, TokenKind.NUMBER) or (
                self._word(self.at) in NUMBER_WORDS and self._counts_on(self.at + 1)
            )
            if not (part.scales and follows):
                break
        place = self._place(first, self.at)
        unit_at = self.at
        unit_place, known, dangling = self._unit(unit_end, shared=ratio)
        if ratio and self.units is not None and not self.units.denominators:
            known = True
        known_end = None
        if not known and unit_end is not None:
            # A quotation mark that opens there belongs to the words behind.
            opens = sum(one.kind is TokenKind.QUOTE for one in self.tokens[:unit_end]) % 2
            known_end = self.tokens[unit_end - 1 - opens].end
        zeros = 0
        if known and unit_end is not None and self.units is not None and not ratio:
            zeros = self.units.zeros(self.tokens[unit_at:unit_end])
        percent = unit_place is not None and self.text[unit_place[0]] == "%"
        per_year = None
        if self._per_year(self.at):
            per_year = self._place(self.at, self.at + 2)
            self.at += 2
        share = self._share() if ratio else None
        return ParsedAmount(
            parts=tuple(parts),
            ratio=ratio,
            place=place,
            unit_place=unit_place,
            unit_known=known,
            known_end=known_end,
            zeros=zeros,
            percent=percent,
            per_year=per_year,
            share=share,
            dangling=dangling,
        )

    def _counts_on(self, at: int) -> bool:
        """Whether a number word before this token belongs to the amount: `một tỷ hai trăm triệu`, `một triệu hai`."""
        if self._word(at) in (*SCALES, *LARGER_WORDS, *NUMBER_WORDS):
            return True
        return self._word(at - 1) != words.YEAR and (at == len(self.tokens) or self._unit_at(at))

    def _unit(self, unit_end: int | None, *, shared: bool) -> tuple[Extent | None, bool, Extent | None]:
        """Return the place of the unit here, whether it is the expected one, and the place of dangling text.

        Args:
            unit_end: where the expected unit ends, or None without one.
            shared: whether a percentage may follow.
        """
        begin = self.at
        end = unit_end or begin
        while not self._boundary(end) and not (shared and self._share_end(end) is not None):
            end += 1
        longer = unit_end is not None and unit_end < end
        if longer and unit_end is not None:
            if self.units is not None and self.units.is_subject(self.tokens[unit_end:end]):
                self.at = end
                return self._place(begin, unit_end), True, None
            # `nhà tạm` and `đồng/ha` are other units than `nhà` and `đồng`.
            slashed = self._is(unit_end, TokenKind.SLASH) and self._is(unit_end + 1, TokenKind.WORD)
            longer = slashed or self._is(unit_end, TokenKind.WORD)
        if unit_end is not None and not longer:
            self.at = end
            return self._place(begin, unit_end), True, self._place(unit_end, end) if unit_end < end else None
        if begin == end:
            return None, True, None
        self.at = end
        if (
            self._is(begin, TokenKind.WORD)
            or self._is(begin, TokenKind.PERCENT)
            or self._is(begin, TokenKind.QUOTE)
        ):
            return self._place(begin, end), self.units is None, None
        return None, True, self._place(begin, end)

    def _share_end(self, at: int) -> int | None:
        """Return where a percentage after counts ends, if nothing follows it: `(đạt 92%)`, `, đạt 92%`."""
        bracketed = self._is(at, TokenKind.MARK) and self.tokens[at].text == "("
        opened = bracketed or (self._is(at, TokenKind.MARK) and self.tokens[at].text == ",")
        number = first = at + opened
        while self._word(number) in words.SHARE_WORDS:
            number += 1
        if not bracketed and number == first:
            return None
        end = number + 2
        if not (self._is(number, TokenKind.NUMBER) and self._is(number + 1, TokenKind.PERCENT)):
            return None
        if bracketed:
            if not (self._is(end, TokenKind.MARK) and self.tokens[end].text == ")"):
                return None
            end += 1
        return end if end == len(self.tokens) else None

    def _share(self) -> Part | None:
        """Take in the percentage after the counts of a ratio."""
        end = self._share_end(self.at)
        if end is None:
            return None
        at = next(at for at in range(self.at, end) if self._is(at, TokenKind.NUMBER))
        self.at = end
        place = self._place(at, at + 1)
        return Part(numeral=numeral(self.tokens[at].text), scales=(), place=place, scale_place=None)

    def _part(self, *, denominator: bool = False) -> tuple[Part | None, int | None]:
        """Return a number with its scales, and where the expected unit after it ends; None without that unit."""
        number = self._number()
        if number is None:
            return None, None
        sign, found, place = number
        self._split_glued()
        scales_end = self.at
        while self._word(scales_end) in SCALES:
            scales_end += 1
        unit_at, unit_end = scales_end, None
        if self.units is not None:
            ends = [
                (at, self.units.match(self.tokens, at, denominator=denominator))
                for at in range(self.at, scales_end + 1)
            ]
            fitting = [(at, end) for at, end in ends if end > at]
            whole = [(at, end) for at, end in fitting if self._boundary(end)]
            if fitting:
                unit_at, unit_end = (whole or fitting)[0]
        scale_place = self._place(self.at, unit_at) if unit_at > self.at else None
        scales = tuple(SCALES[self.tokens[at].text] for at in range(self.at, unit_at))
        self.at = unit_at
        spoken = found.problem is None and self.text[place[1] - 1].isalpha()
        part = Part(
            numeral=found, scales=scales, place=place, scale_place=scale_place, sign=sign, spoken=spoken
        )
        return part, unit_end

    def _split_glued(self) -> None:
        """Split a scale from a unit that follows it without a space: `19tỷđồng`."""
        word = self._word(self.at)
        if self.units is None or not word or self._unit_at(self.at):
            return
        for scale in SCALES:
            rest = word.removeprefix(scale)
            if rest != word and rest in self.units.first_words:
                token = self.tokens[self.at]
                middle = token.end - len(rest)
                if middle - token.start != len(scale):
                    return  # decomposed accents: the border between the two is not known here
                self.tokens[self.at : self.at + 1] = [
                    replace(token, text=scale, end=middle),
                    replace(token, text=rest, start=middle, glued=True),
                ]
                return

    def _number(self) -> tuple[int, Numeral, Extent] | None:
        """Return a number with its sign and place, or None after reporting the fault."""
        begin = self.at
        sign = 1
        if self._minus(begin):
            sign = -1
            self.at += 1
        if self._vague():
            return None
        if self._is(self.at, TokenKind.NUMBER):
            found, place = self._digits(begin)
        elif self._word(self.at) in NUMBER_WORDS and not self._is(self.at + 1, TokenKind.NUMBER):
            found = Numeral(unscaled=NUMBER_WORDS[self._word(self.at)], digits=1)
            place = self._place(begin, begin + 1)
            self.at += 1
        else:
            self._no_number()
            return None
        if self._larger_words(begin, found):
            return None
        return sign, found, place

    def _digits(self, begin: int) -> tuple[Numeral, Extent]:
        """Return digits and their place, joined across spaces inside the number."""
        end = self.at + 1
        while not self._unit_at(end):
            mark = self._is(end, TokenKind.MARK) and self.tokens[end].text in ".,"
            if not self._is(end + mark, TokenKind.NUMBER):
                break
            end += 1 + mark
        found = numeral(self.tokens[self.at].text)
        if end > self.at + 1:
            pieces = [token.text for token in self.tokens[self.at : end]]
            helping = "xóa khoảng trắng bên trong số"
            instead = settled("".join(pieces)) if _is_one_number(pieces) else ()
            found = Numeral(
                problem=Problem(SPACE_IN_NUMBER, "có khoảng trắng bên trong số", helping, instead)
            )
        elif (
            self._is(end, TokenKind.MARK)
            and self.tokens[end].glued
            and self.tokens[end].text in ".,"
            and end + 1 == len(self.tokens)
            and found.problem is None
        ):
            number = self.tokens[self.at].text
            end += 1
            message = "có dấu thừa sau con số"
            instead = ((number, ""),)
            found = Numeral(problem=Problem(AMBIGUOUS_NUMBER, message, "bỏ dấu ở cuối", instead))
        self.at = end
        return found, self._place(begin, end)

    def _vague(self) -> bool:
        first = self._word(self.at)
        if not any(vague[0] == first and self._at(self.at, vague) for vague in words.VAGUE):
            return False
        place = self._place(self.at, len(self.tokens))
        helping = "viết con số cụ thể đã đếm được; nếu chưa có thì bỏ cả dòng"
        self._fault(VAGUE_AMOUNT, place, "không phải con số cụ thể", helping=helping)
        self.at = len(self.tokens)
        return True

    def _larger_words(self, begin: int, found: Numeral) -> bool:
        """Report words such as `trăm` or `rưỡi` after a number, and skip the rest of the text."""
        at = self.at
        while self._word(at) in SCALES:
            at += 1
        after_scale = at > self.at
        word = self._word(at)
        if self._unit_at(at) or self._each_year_at(at - 1) is not None:
            return False
        spoken = (
            word in NUMBER_WORDS
            and not after_scale
            and self._is(begin, TokenKind.WORD)
            and word != words.YEAR
        )
        if word not in LARGER_WORDS and not spoken:
            return False
        end = at + 1
        while (
            self._word(end) in LARGER_WORDS or self._word(end) in NUMBER_WORDS or self._word(end) in SCALES
        ) and not self._unit_at(end):
            end += 1
        said = [token.text for token in self.tokens[begin:end]]
        digits = spoken_digits(said) if found.problem is None else None
        repairs = replaced(self._place(begin, end), digits) if digits else ()
        message = "có phần viết bằng chữ không đọc được; chỉ đọc chữ số và các từ một đến mười"
        place = self._place(begin, end)
        self._fault(NOT_A_NUMBER, place, message, helping="viết bằng chữ số", repairs=repairs)
        self.at = len(self.tokens)
        return True

    def _no_number(self) -> None:
        """Report the text in place of a number."""
        if self.at >= len(self.tokens):
            place = self._place(0, len(self.tokens))
            helping = "viết thêm con số; nếu chưa có số liệu thì bỏ cả dòng"
            self._fault(NOT_A_NUMBER, place, "không có con số", helping=helping)
            return
        place = self._place(self.at, len(self.tokens))
        token = self.tokens[self.at]
        number_next = self._is(self.at + 1, TokenKind.NUMBER)
        without = replaced((token.start, token.end), "")
        if token.text in (*words.DATE_WORDS, words.YEAR):
            self.statement.faults.append(date_fault(self.text, place, self.unit))
        elif token.text in ".," and number_next and self.tokens[self.at + 1].glued:
            message = "thiếu số 0 trước dấu thập phân"
            repairs = replaced((token.start, token.end), "0,")
            self._fault(
                AMBIGUOUS_NUMBER, place, message, helping="viết số 0 trước dấu thập phân", repairs=repairs
            )
        elif token.text == "+" and number_next:
            message = "có dấu + thừa trước con số"
            self._fault(AMBIGUOUS_NUMBER, place, message, helping="bỏ dấu +", repairs=without)
        elif token.kind is TokenKind.DASH and number_next:
            message = "có gạch ngang thừa trước con số"
            self._fault(NOT_A_NUMBER, place, message, helping="bỏ gạch ngang", repairs=without)
        elif token.text in words.CHANGES:
            helping = "viết con số đạt được sau khi tăng hoặc giảm, không viết mức thay đổi"
            left = next(
                (at for at in range(self.at + 1, len(self.tokens)) if self._word(at) == words.LEFT), None
            )
            repairs = replaced((token.start, self.tokens[left].start), "") if left is not None else ()
            self._fault(
                NOT_A_NUMBER, place, "là mức thay đổi, không phải số liệu", helping=helping, repairs=repairs
            )
        elif token.text in words.NOT_YET:
            helping = "bỏ cả dòng nếu chưa có số liệu; viết 0 nếu không có"
            self._fault(NOT_A_NUMBER, place, "chưa cho biết con số", helping=helping)
        else:
            repairs = self._without_signs()
            helping = only_a_number(self.unit)
            if not repairs and (repairs := self._without_lead()):
                helping = helping.partition(";")[0]
            self._fault(NOT_A_NUMBER, place, "không phải là số", helping=helping, repairs=repairs)
        self.at = len(self.tokens)

    def _without_signs(self) -> tuple[Repair, ...]:
        """Return the text without the brackets or quotation marks around it, or the bullet before it."""
        first, last = self.tokens[self.at], self.tokens[-1]
        signs = []
        if first.kind is TokenKind.QUOTE:
            signs = [one for one in self.tokens[self.at :] if one.kind is TokenKind.QUOTE]
        elif _BRACKETS.get(first.text) == last.text:
            signs = [first, last]
        elif first.text in _BULLETS:
            signs = [first]
        return (Repair(tuple(((one.start, one.end), "") for one in signs)),) if signs else ()

    def _without_lead(self) -> tuple[Repair, ...]:
        """Return the text without words such as `tổng trị giá` before its amount."""
        end = self.at
        while self._word(end) in words.LEADING:
            end += 1
        if end == self.at or not (self._number_at(end) or self._word(end) in PHRASES_BY_WORD):
            return ()
        lead = self._place(self.at, end)
        return (Repair(((lead, ""),), f" nếu bỏ {shown(self.text[slice(*lead)])} mà vẫn đúng"),)

    def _extra(self, at: int) -> None:
        place = self._place(at, len(self.tokens))
        plain = not any(token.kind is TokenKind.NUMBER for token in self.tokens[at:])
        repairs = replaced(place, "") if plain else ()
        helping = "bỏ phần thừa, hoặc đưa vào ghi_chu"
        self._fault(NOT_A_NUMBER, place, "thừa sau số liệu", helping=helping, repairs=repairs)


def _is_one_number(pieces: Sequence[str]) -> bool:
    """Whether pieces with spaces between them are surely one number: a mark joins them, or groups of three digits."""
    marked = any(piece in ".," for piece in pieces)
    grouped = all(len(piece.partition(",")[0]) == 3 for piece in pieces[1:])
    return marked or grouped
