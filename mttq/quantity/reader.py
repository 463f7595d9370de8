"""A text read as a quantity: the order of the questions asked of it."""

from __future__ import annotations

import re
from decimal import Decimal

from mttq.diagnostics import AMBIGUOUS_NUMBER, NOT_A_NUMBER, NOT_APPLICABLE_NOT_ALLOWED
from mttq.quantity.grammar import Parser
from mttq.quantity.lookalikes import lookalikes
from mttq.quantity.meaning import Interpreter
from mttq.quantity.model import Fault, Quantity, Reading, Role, UnitOfMeasure
from mttq.quantity.tokens import fold, shown, tokenize
from mttq.quantity.units import after_number, unit_names
from mttq.quantity.words import NO_FIGURE, NOT_APPLICABLE

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
    folded = fold(text)
    stripped = folded.text.strip()
    units = unit_names(measure) if measure is not None else None
    tail = after_number(measure.name) if measure is not None else ""
    if not stripped:
        return _refused(Fault(NOT_A_NUMBER, (0, len(text)), "giá trị để trống", _no_figure_help(role)))
    at = folded.text.index(stripped)
    place = folded.span(at, at + len(stripped))
    quoted = shown(text[slice(*place)])
    if len(stripped) > LONGEST:
        helping = f"chỉ viết con số và đơn vị tính, ví dụ 15{tail}"
        return _refused(Fault(NOT_A_NUMBER, place, f"{quoted} là đoạn văn, không phải số liệu", helping))
    if tuple(stripped.split()) == NOT_APPLICABLE:
        if role is Role.TARGET:
            message = f"{quoted} không dùng cho mục tiêu"
            return _refused(
                Fault(NOT_APPLICABLE_NOT_ALLOWED, place, message, "bỏ cả dòng nếu không đặt mục tiêu")
            )
        return Reading(Quantity(Decimal(0), Decimal(1), not_applicable=True))
    if stripped in NO_FIGURE:
        return _refused(Fault(NOT_A_NUMBER, place, f"{quoted} không phải là số", _no_figure_help(role)))
    whole = measure is not None and measure.whole
    found = lookalikes(text, folded, units.words if units is not None else None, tail, whole=whole)
    if found:
        return Reading(None, tuple(found))
    if bare and _BARE.fullmatch(stripped) and not stripped.startswith(("0", "-0", "+")):
        return _refused(Fault(AMBIGUOUS_NUMBER, place, *_bare(stripped, quoted, tail, measure)))
    statement = Parser(text, tokenize(folded), units, tail).parse()
    return Interpreter(text, statement, role=role, measure=measure, term=term).reading()


def _refused(fault: Fault) -> Reading:
    return Reading(None, (fault,))


def _no_figure_help(role: Role) -> str:
    if role is Role.TARGET:
        return "viết một con số; bỏ cả dòng nếu không đặt mục tiêu"
    return "viết 0 nếu không có, không áp dụng nếu đơn vị không làm việc này, hoặc bỏ cả dòng nếu chưa có số liệu"


def _bare(number: str, quoted: str, tail: str, measure: UnitOfMeasure | None) -> tuple[str, str]:
    message = f"{quoted} không có đơn vị tính và dấu ngoặc kép nên có phần mềm đọc thành số lẻ"
    digits = number.replace(".", "")
    helping = f"viết {number}{tail} hoặc {digits}" if tail else f'viết "{number}" hoặc {digits}'
    if measure is None or not measure.whole:
        helping += f"; nếu là số lẻ, viết {number.replace('.', ',')}{tail}"
    return message, helping
