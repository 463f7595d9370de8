"""A text read as a quantity: the order of the questions asked of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_A_NUMBER, NOT_APPLICABLE_NOT_ALLOWED
from mttq.quantity.grammar import Parser
from mttq.quantity.lookalikes import lookalikes, only_a_number
from mttq.quantity.meaning import Interpreter
from mttq.quantity.model import Fault, Quantity, Reading, Role, UnitOfMeasure, replaced
from mttq.quantity.remedies import with_remedies
from mttq.quantity.tokens import Token, TokenKind, fold, shown, tokenize
from mttq.quantity.units import after_number, unit_names
from mttq.quantity.words import NO_FIGURE, NOT_APPLICABLE, NOT_APPLICABLE_SLIPS, NOT_YET

LONGEST = 1000
"""No quantity is longer; a longer text is a paragraph, not a figure."""

_BARE = re.compile(r"[-+]?[0-9]{1,3}\.[0-9]{3}")


def read(text: str, *, role: Role, measure: UnitOfMeasure | None, bare: bool, term: bool = False) -> Reading:
    """Read a text as a quantity.

    Nothing is printed or raised, whatever the text: a text that is no quantity here
    gives a `Reading` without a quantity but with the reasons, each with its place in
    the text. Case, the kind and number of spaces, composed or decomposed accents
    and the placement of tone marks make no difference.

    Args:
        text: the text of the scalar, without quotes.
        role: whether it is a target or a result.
        measure: the unit of measure; None if the indicator is not known, and any unit is accepted.
        bare: whether the scalar had no quotes, so that YAML readers may take `17.363` for 17,363.
        term: whether the document is a term's, which gives `/năm` a meaning.

    Returns:
        The quantity, or one fault for each independent mistake.
    """
    found = _read(text, role=role, measure=measure, bare=bare, term=term)
    if not found.faults and not found.doubts:
        return found

    def read_again(repaired: str) -> Reading:
        return _read(repaired, role=role, measure=measure, bare=True, term=term)

    tail = after_number(measure.name) if measure is not None else ""
    return Reading(
        found.quantity,
        with_remedies(text, found.faults, read_again, tail),
        with_remedies(text, found.doubts, read_again, tail),
    )


def _read(text: str, *, role: Role, measure: UnitOfMeasure | None, bare: bool, term: bool) -> Reading:
    """Read a text; its faults have repairs, but their help offers no text yet."""
    folded = fold(text)
    stripped = folded.text.strip()
    units = unit_names(measure) if measure is not None else None
    unit = measure.name if measure is not None else ""
    if not stripped:
        return _refused(Fault(NOT_A_NUMBER, (0, len(text)), "giá trị để trống", _no_figure_help(role)))
    at = folded.text.index(stripped)
    place = folded.span(at, at + len(stripped))
    quoted = shown(text[slice(*place)])
    if len(stripped) > LONGEST:
        message = f"{quoted} là đoạn văn, không phải số liệu"
        return _refused(Fault(NOT_A_NUMBER, place, message, only_a_number(unit)))
    if tuple(stripped.split()) == NOT_APPLICABLE:
        if role is Role.TARGET:
            message = f"{quoted} không dùng cho mục tiêu"
            return _refused(
                Fault(NOT_APPLICABLE_NOT_ALLOWED, place, message, "bỏ cả dòng nếu không đặt mục tiêu")
            )
        return Reading(Quantity(Decimal(0), Decimal(1), not_applicable=True))
    words = " ".join(stripped.rstrip(".!;,").split())
    if words == " ".join(NOT_APPLICABLE) or words in NOT_APPLICABLE_SLIPS:
        repairs = replaced(place, " ".join(NOT_APPLICABLE)) if role is Role.RESULT else ()
        message = f"{quoted} viết không đúng “{' '.join(NOT_APPLICABLE)}”"
        return _refused(Fault(NOT_A_NUMBER, place, message, "bỏ cả dòng nếu không đặt mục tiêu", repairs))
    if stripped in NO_FIGURE:
        return _refused(Fault(NOT_A_NUMBER, place, f"{quoted} không phải là số", _no_figure_help(role)))
    if words.split(" ")[0] in NOT_YET and not re.search("[0-9]", words):
        return _refused(Fault(NOT_A_NUMBER, place, f"{quoted} không phải là số", _no_figure_help(role)))
    found = lookalikes(text, folded, units.words if units is not None else None, unit)
    if found:
        return Reading(None, tuple(found))
    if bare and _BARE.fullmatch(stripped) and not stripped.startswith(("0", "-0", "+")):
        fault = Fault(AMBIGUOUS_NUMBER, place, *_bare(stripped, quoted, measure))
        return Reading(None, (fault,), bare_number=place[1])
    tokens = tokenize(folded)
    other_order = (units.for_each(tokens) if units is not None else None) or _counts_first(tokens)
    for order in (other_order, tokens):
        if order is None:
            continue
        statement = Parser(text, order, units, unit).parse()
        reading = Interpreter(text, statement, role=role, measure=measure, term=term).reading()
        if order is tokens or not (reading.faults or reading.doubts):
            break
    return reading


def _counts_first(tokens: Sequence[Token]) -> list[Token] | None:
    """Return `83,33% (10/12 thôn)` as `10/12 thôn (83,33%)`; None for tokens of any other form."""
    start = 1 if tokens[0].text == "đạt" else 0
    kinds = [token.kind for token in tokens[start : start + 6]]
    percentage = [TokenKind.NUMBER, TokenKind.PERCENT, TokenKind.MARK]
    if kinds != [*percentage, TokenKind.NUMBER, TokenKind.SLASH, TokenKind.NUMBER]:
        return None
    bracket, last = tokens[start + 2], tokens[-1]
    if (bracket.text, last.text) != ("(", ")"):
        return None
    return [*tokens[:start], *tokens[start + 3 : -1], bracket, *tokens[start : start + 2], last]


def _refused(fault: Fault) -> Reading:
    return Reading(None, (fault,))


def _no_figure_help(role: Role) -> str:
    if role is Role.TARGET:
        return "viết một con số; bỏ cả dòng nếu không đặt mục tiêu"
    return "viết “0” nếu không có, “không áp dụng” nếu đơn vị không làm việc này, hoặc bỏ cả dòng nếu chưa có số liệu"


def _bare(number: str, quoted: str, measure: UnitOfMeasure | None) -> tuple[str, str]:
    tail = after_number(measure.name) if measure is not None else ""
    message = f"{quoted} không có đơn vị tính và dấu ngoặc kép nên có phần mềm đọc thành số lẻ"
    digits = number.replace(".", "")
    helping = f"viết {number}{tail} hoặc {digits}" if tail else f'viết "{number}" hoặc {digits}'
    if measure is None or not measure.whole:
        helping += f"; nếu là số lẻ, viết {number.replace('.', ',')}{tail}"
    return message, helping
