"""The tokens of a quantity, folded for comparison, each with its place in the original text.

Case, composed or decomposed accents, the placement of tone marks (`Hóa`, `Hoá`)
and the kind of space never change what a quantity means. `fold` removes these
differences and remembers the code points of the original behind each folded
character. It changes no digits and no punctuation.

`tokenize` knows digits, letters and marks. It does not know which words are
units or scales, with one exception: digits hard against a scale (`1tỷ804`)
start a new number, while `m2` stays one word. It accepts any text.

Digits are read as numbers the Vietnamese way: `.` always groups thousands in threes, and `,` is always the decimal
mark. Digits that another reader could take for another number are refused, with the digits to write instead if there
is no doubt about them. Whole numbers carry the value, so no precision is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto

from msgspec import Struct

from mttq.diagnostics import AMBIGUOUS_NUMBER, BAD_GROUPING, NUMBER_TOO_LONG, Code
from mttq.quantity.words import SCALES

_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_PLACEMENT = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_OLDER = {newer: older for older, newer in _NEW_PLACEMENT.items()}
_OLD_PLACEMENT = "|".join(_NEW_PLACEMENT)
_SPACE = re.compile(r"\s")

LONGEST_SHOWN = 60
MOST_DIGITS = 18

_PLAIN = re.compile(r"([0-9]+)(?:,([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ENGLISH = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_ONE_DOT = re.compile(r"([0-9]+)\.([0-9]+)")
_LONG_FIRST_GROUP = re.compile(r"([0-9]+(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_LOOK_AGAIN = "kiểm tra lại con số: dấu chấm ngăn từng nhóm ba chữ số, dấu phẩy đứng trước phần lẻ"


class Folded(Struct, frozen=True):
    """A text folded for comparison.

    Attributes:
        text: the folded text.
        starts: for each folded character, where its original begins, in code points from 0.
        ends: for each folded character, where its original ends, exclusive.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original behind the folded characters from `start` to `end`, at least one."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text: NFC, lower case, plain spaces, tone marks on the vowel where newer spelling puts them."""
    folded = text.casefold()
    if len(folded) == len(text) and unicodedata.is_normalized("NFC", text + folded):
        return Folded(_settled(folded), range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        for character in unicodedata.normalize("NFC", cluster.casefold()):
            characters.append(character)
            starts.append(start)
            ends.append(end)
        start = end
    return Folded(_settled("".join(characters)), starts, ends)


def _settled(text: str) -> str:
    """Put plain spaces and the newer placement of tone marks, without changing the number of characters."""
    return re.sub(_OLD_PLACEMENT, lambda match: _NEW_PLACEMENT[match.group()], _SPACE.sub(" ", text))


def both_placements(folded: str) -> frozenset[str]:
    """Return a folded text with its tone marks where newer and where older spelling puts them."""
    return frozenset((folded, re.sub(_NEW.replace(" ", "|"), lambda match: _OLDER[match.group()], folded)))


def tidy(text: str) -> str:
    """Return the text in NFC on one line, with single plain spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def shown(text: str) -> str:
    """Return the text as a message quotes it: tidy, printable, in “…” with ‘…’ inside, a long one cut."""
    quoted = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in tidy(text)
    )
    quoted = quoted.replace("“", "‘").replace("”", "’")
    if len(quoted) > LONGEST_SHOWN:
        quoted = quoted[: LONGEST_SHOWN - 1].rstrip() + "…"
    return f"“{quoted}”"


class TokenKind(Enum):
    """What a token is."""

    NUMBER = auto()  # digits, with . , _ ' between digits
    WORD = auto()  # letters, and digits after a letter
    SYMBOL = auto()  # a comparison in signs
    DASH = auto()  # any hyphen, dash or minus
    PERCENT = auto()
    SLASH = auto()
    QUOTE = auto()
    MARK = auto()  # anything else, one character


class Token(Struct, frozen=True, kw_only=True):
    """One token.

    Attributes:
        kind: what it is.
        text: its folded text.
        start: where it begins in the original, in code points from 0.
        end: where it ends there, exclusive.
        glued: whether it follows the token before it without a space.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    glued: bool


# Compiled by `re` when it is first used, like those of `lookalikes`.
_TOKEN = rf"""(?xs)
      (?P<SPACE>\ +)
    | (?P<NUMBER>[0-9](?:[0-9]|[.,_'’][0-9])*)
    | (?P<SCALE>(?:{"|".join(SCALES)})(?=[0-9]))
    | (?P<WORD>[^\W_]+)
    | (?P<SYMBOL>[<>=≤≥]+)
    | (?P<DASH>[-‐‑‒–—−])
    | (?P<PERCENT>%)
    | (?P<SLASH>/)
    | (?P<QUOTE>["'“”‘’«»])
    | (?P<MARK>.)
    """


def tokenize(folded: Folded) -> tuple[Token, ...]:
    """Split a folded text into tokens; spaces are dropped."""
    tokens: list[Token] = []
    glued = False
    for match in re.finditer(_TOKEN, folded.text):
        name = match.lastgroup or "MARK"
        if name == "SPACE":
            glued = False
            continue
        start, end = folded.span(match.start(), match.end())
        kind = TokenKind.WORD if name == "SCALE" else TokenKind[name]
        tokens.append(Token(kind=kind, text=match.group(), start=start, end=end, glued=glued))
        glued = True
    return tuple(tokens)


# Digits


class Problem(Struct, frozen=True):
    """Why digits are no number.

    Attributes:
        code: one of the MT2xx codes.
        message: the part of the message after the quoted digits.
        help: what to do if no digits can be offered.
        instead: digits to write instead, each with the condition under which they are meant, or "".
    """

    code: Code
    message: str
    help: str
    instead: tuple[tuple[str, str], ...] = ()


class Numeral(Struct, frozen=True, kw_only=True):
    """A number as written: `unscaled` × 10^-`places`.

    Attributes:
        unscaled: all its digits as one whole number, with its sign.
        places: the number of decimals.
        grouped: whether dots separate its thousands.
        digits: the number of digits before the decimals, without a padding zero.
        problem: why it is no number, or None.
    """

    unscaled: int = 0
    places: int = 0
    grouped: bool = False
    digits: int = 0
    problem: Problem | None = None


def exact(unscaled: int, exponent: int) -> Decimal:
    """Return `unscaled` × 10^`exponent` without trailing zeros in its decimals, whatever the decimal context."""
    while exponent < 0 and unscaled % 10 == 0:
        unscaled, exponent = unscaled // 10, exponent + 1
    if exponent >= 0:
        return Decimal(unscaled * 10**exponent)
    return Decimal(f"{unscaled}E{exponent}")


def group(digits: str) -> str:
    """Put a dot between groups of three digits, and drop leading zeros."""
    digits = digits.lstrip("0") or "0"
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[index : index + 3] for index in range(head, len(digits), 3)]
    return ".".join(groups)


def numeral(text: str) -> Numeral:
    """Read digits with `.`, `,`, `_` and `'` between them.

    Args:
        text: one number token, without a sign.
    """
    digits = re.sub(r"[^0-9]", "", text)
    written = digits[1:] if digits.startswith("0") and len(digits) > 1 else digits
    if len(written) > MOST_DIGITS:
        return Numeral(problem=too_long())
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        whole, fraction = plain.group(1), plain.group(2) or ""
        if whole.startswith("0") and len(whole) > 2:
            fixed = _joined(whole.lstrip("0") or "0", fraction)
            message = "có số 0 thừa ở đầu"
            return Numeral(problem=Problem(AMBIGUOUS_NUMBER, message, _LOOK_AGAIN, ((fixed, ""),)))
        return Numeral(unscaled=int(whole + fraction), places=len(fraction), digits=len(whole))
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None:
        whole, fraction = grouped.group(1).replace(".", ""), grouped.group(2) or ""
        return Numeral(unscaled=int(whole + fraction), places=len(fraction), grouped=True, digits=len(whole))
    return Numeral(problem=_problem(text))


def too_long() -> Problem:
    """Return the fault of a number with more digits than any figure has."""
    return Problem(
        NUMBER_TOO_LONG,
        f"dài quá {MOST_DIGITS} chữ số",
        f"kiểm tra lại con số; mỗi số có nhiều nhất {MOST_DIGITS} chữ số",
    )


def settled(text: str) -> tuple[tuple[str, str], ...]:
    """Return the digits to write for a text of digits that is joined in another way, with their conditions."""
    problem = numeral(text).problem
    if problem is not None:
        return problem.instead
    whole, _, fraction = text.replace(".", "").partition(",")
    return ((_joined(group(whole), fraction), ""),)


def _joined(whole: str, fraction: str) -> str:
    return f"{whole},{fraction}" if fraction else whole


def _problem(text: str) -> Problem:
    """Return why digits with marks between them are no number."""
    if "_" in text:
        return Problem(
            AMBIGUOUS_NUMBER, "có dấu gạch dưới giữa các chữ số", _LOOK_AGAIN, settled(text.replace("_", ""))
        )
    if "'" in text or "’" in text:
        dotted = text.replace("'", ".").replace("’", ".")
        instead = settled(dotted) if numeral(dotted).problem is None else ()
        return Problem(BAD_GROUPING, "ngăn nhóm nghìn bằng dấu phẩy trên", _LOOK_AGAIN, instead)
    english = _ENGLISH.fullmatch(text)
    if english is not None:
        fraction = english.group(2) or ""
        fixed = _joined(group(english.group(1).replace(",", "")), fraction if fraction.strip("0") else "")
        return Problem(BAD_GROUPING, "ngăn nhóm nghìn bằng dấu phẩy", _LOOK_AGAIN, ((fixed, ""),))
    message = "có dấu chấm không ngăn đúng nhóm ba chữ số"
    one_dot = _ONE_DOT.fullmatch(text)
    if one_dot is not None:
        whole, fraction = one_dot.group(1).lstrip("0") or "0", one_dot.group(2)
        decimal = f"{whole},{fraction}"
        if len(fraction) < 3 or whole == "0":
            return Problem(BAD_GROUPING, message, _LOOK_AGAIN, ((decimal, ""),))
        counted = group(whole + fraction)
        choice = ((decimal, " nếu là số lẻ"), (counted, " nếu dấu chấm ngăn nhóm nghìn"))
        return Problem(BAD_GROUPING, message, _LOOK_AGAIN, choice)
    first_group = _LONG_FIRST_GROUP.fullmatch(text)
    if first_group is not None and first_group.group(1).strip("0"):
        fixed = _joined(group(first_group.group(1).replace(".", "")), first_group.group(2) or "")
        return Problem(BAD_GROUPING, message, _LOOK_AGAIN, ((fixed, ""),))
    if text.count(",") > 1:
        message = "có nhóm không đủ ba chữ số"
    return Problem(BAD_GROUPING, message, _LOOK_AGAIN)
