"""What the column of remarks says of a row, in Word as in Excel."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mttq.quantity import number
from mttq.report.figures import (
    UNALLOCATED,
    Naming,
    due_so_far,
    own_part,
    plan_remarks,
    points_changed,
    standing_before,
)
from mttq.report.reservations import Reservation, reserved
from mttq.report.wording import ended
from mttq.spelling import capitalised
from mttq.totals import Row, Status, difference_of


def remark(
    row: Row,
    later: Row | None,
    *,
    shown: Collection[str],
    name_of: Naming,
    reservation: Reservation | None,
    compared: bool,
) -> str:
    """Return what a reader has to know about the figures of a row, as sentences; "" if that is nothing.

    Args:
        row: the row.
        later: the row since January, if the table has its figure, too.
        shown: the indicators that have a row in the table.
        name_of: the names of units.
        reservation: what the document says once of the units and months that its figures lack.
        compared: whether the table has the figures of the year before.
    """
    now = _standing(row, reservation, name_of)
    until = _standing(later, reservation, name_of) if later is not None else ""
    said = [
        now,
        f"lũy kế: {until}" if until and until != now else "",
        _then(row) if compared else "",
        *_of_result(row, shown),
        points_changed(row) if compared else "",
        *plan_remarks(row, name_of),
        due_so_far(later or row),
        own_part(later or row),
        *_of_plan(row),
        *_notes(row),
    ]
    return sentences([text for text in said if text])


def sentences(texts: list[str] | tuple[str, ...]) -> str:
    """Return texts as sentences, each once."""
    return " ".join(ended(capitalised(text)) for text in dict.fromkeys(texts))


def _standing(row: Row, reservation: Reservation | None, name_of: Naming) -> str:
    """Return why a result is not the whole truth, with the names of divided units; "" if it is."""
    text = reserved(row, reservation)
    names = ", ".join(map(name_of, row.total.unallocated))
    return f"{UNALLOCATED} {names}, đơn vị đã chia tách" if text.startswith(UNALLOCATED) and names else text


def _of_result(row: Row, shown: Collection[str]) -> Iterator[str]:
    """Yield what the result is made of, if its number does not tell."""
    total, result = row.total, row.total.result
    if total.status is Status.DIFFERS and total.stated.amount is not None and total.computed is not None:
        difference = difference_of(total.stated.amount, total.computed)
        yield f"lệch {number(difference.copy_abs())} {row.indicator.measure.name}"
    counts = {row.indicator.numerator, row.indicator.denominator}
    if result is not None and result.pair is not None and not counts <= set(shown):
        above, below = map(number, result.pair)
        names = row.indicator.measure.denominator
        yield f"{above}/{below} {names[0]}" if names else f"{above}/{below}"
    if total.taken_out:
        yield "đã trừ phần các đơn vị chuyển cho nhau"


def _of_plan(row: Row) -> Iterator[str]:
    """Yield what the plan says of its target."""
    if row.goal is None:
        return
    if row.goal.is_all_own:
        yield "chỉ tính phần tự thực hiện"
    if row.goal.written:
        yield from row.goal.target.note


def _notes(row: Row) -> Iterator[str]:
    """Yield the notes that the unit's reports have on its figure."""
    for line in (*row.total.own.lines, *row.total.stated.lines):
        yield from line.figure.note if line.figure.indicator == row.indicator.id else ()


def _then(row: Row) -> str:
    """Return why the result of the year before is not the whole truth; "" if it is."""
    text = standing_before(row)
    return f"cùng kỳ: {text}" if text else ""
