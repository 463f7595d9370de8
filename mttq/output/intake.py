"""What became of answers, for the secretariat: faults, changes, a table; and for each unit a message to send it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mttq.diagnostics import Severity
from mttq.intake import Objection, Receipt, State
from mttq.output.terminal import GridColumn, Printout, printable, styled, widths
from mttq.spelling import capitalised

_LONGEST = 60  # characters of a value in a list of changes
_STATES = {
    State.NEW: "nhập mới",
    State.FILLED: "ghi thêm",
    State.UNCHANGED: "không đổi",
    State.WAITING: "chờ --merge hoặc --force",
    State.REFUSED: "không nhận",
}


def faults(receipt: Receipt, *, colour: bool) -> Iterator[str]:
    """Yield what is wrong with the answers of a unit, in the form of `mttq check`, each at its cell."""
    for one in receipt.objections:
        place = f"{receipt.origin}: {one.place}:" if one.place else f"{receipt.origin}:"
        word = "lỗi" if one.severity is Severity.ERROR else "cảnh báo"
        kind = f"{word} {one.code.id} ({one.code.name})" if one.code is not None else word
        yield (
            f"{styled(printable(place), 'place', colour=colour)}"
            f" {styled(kind, one.severity.value, colour=colour)}: {printable(_about(one))}"
        )
        if one.help:
            sign = styled("=", "dim", colour=colour)
            yield f"   {sign} {styled(printable(one.help), 'help', colour=colour)}"


def changes(receipt: Receipt, *, keeps: bool) -> Iterator[str]:
    """Yield what the answers of a unit change in a report that exists.

    Args:
        receipt: what becomes of them.
        keeps: whether values that differ are left as they are.
    """
    yield f"{printable(receipt.path)}:"
    for one in receipt.replaced:
        sign = "giữ" if keeps else "sửa"
        other = f" (biểu mẫu: {_short(one.after)})" if keeps else f" → {_short(one.after)}"
        yield f"   {sign} {printable(one.subject)}: {_short(one.before)}{other} [{printable(one.place)}]"
    for one in receipt.added:
        yield f"   thêm {printable(one.subject)}: {_short(one.after)} [{printable(one.place)}]"


def table(receipts: Sequence[Receipt], *, width: int, colour: bool) -> str:
    """Return a table with a row for each unit."""
    printout = Printout(width=width, colour=colour)
    columns_wide = widths(_COLUMNS, receipts, width)
    printout.header(_COLUMNS, columns_wide)
    printout.rows(receipts, _COLUMNS, columns_wide)
    return printout.text()


def summary(receipts: Sequence[Receipt], *, written: bool) -> str:
    """Say how many reports were written, or would be."""
    counts = Counter(one.state for one in receipts)
    accepted = counts[State.NEW] + counts[State.FILLED]
    parts = [f"{'đã nhập' if written else 'sẽ nhập'} {accepted} báo cáo"]
    for state, words in (
        (State.UNCHANGED, "{} không đổi"),
        (State.WAITING, "{} chờ --merge hoặc --force"),
        (State.REFUSED, "{} không nhận"),
    ):
        if counts[state]:
            parts.append(words.format(counts[state]))
    text = "; ".join(parts)
    return capitalised(text) + ("." if written else "; chưa ghi tệp nào.")


def asks_unit(receipt: Receipt) -> bool:
    """Whether the unit has something to mend before its answers can be taken."""
    return receipt.state is State.REFUSED and any(
        one.severity is Severity.ERROR and not one.of_office for one in receipt.objections
    )


def is_of_unit(receipt: Receipt) -> bool:
    """Whether there is anybody to write to: rows of a table that are no unit's are the office's own matter."""
    return bool(receipt.unit) or not all(one.of_office for one in receipt.objections)


def message(receipt: Receipt) -> str:
    """Return a message to a unit about its answers, to be pasted into a chat; it ends without a line break."""
    return "\n".join(map(printable, _message_lines(receipt)))


def _message_lines(receipt: Receipt) -> list[str]:
    whom = receipt.title or "đơn vị gửi tệp"
    file = receipt.origin.replace("\\", "/").rpartition("/")[2]
    what = f"số liệu {receipt.period} (tệp {file})" if receipt.period else f"tệp {file}"
    told = [one for one in receipt.objections if not one.of_office]
    wrong = [one for one in told if one.severity is Severity.ERROR]
    doubts = [one for one in told if one.severity is Severity.WARNING]
    if receipt.state is State.REFUSED and not wrong:
        return [
            f"Gửi {whom}: đã nhận {what}, chưa nhập được; chúng tôi đang xử lý, đơn vị không phải gửi lại."
        ]
    if receipt.state is State.REFUSED:
        lines = [f"Gửi {whom}:", f"{capitalised(what)} chưa nhập được, vì:"]
        lines += _listed(wrong + doubts)
        lines.append("Đề nghị sửa các chỗ trên rồi gửi lại tệp. Xin cảm ơn.")
        return lines
    if receipt.state is State.WAITING:
        return [f"Gửi {whom}: {what} khác báo cáo đã có; chúng tôi đang đối chiếu."]
    lines = [f"Gửi {whom}: đã nhận {what}. Xin cảm ơn."]
    if doubts:
        lines += ["Đề nghị xem lại:", *_listed(doubts)]
    return lines


def _listed(objections: Sequence[Objection]) -> Iterator[str]:
    for number, one in enumerate(objections, start=1):
        fact = f"{one.place}: {_about(one)}" if one.place else _about(one)
        if "/" not in fact.partition(" ")[0] and not one.place:  # a path stays as it is
            fact = capitalised(fact)
        remedy = f" Cách sửa: {one.help}." if one.help else ""
        yield f"{number}. {fact}.{remedy}"


def _about(one: Objection) -> str:
    return f"{one.subject}: {one.message}" if one.subject else one.message


def _short(text: str) -> str:
    words = " ".join(text.split())
    return printable(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")


def _whom(one: Receipt) -> str:
    places = ", ".join(fault.place for fault in one.objections if fault.place)
    return one.title or (f"chưa rõ ({places})" if places else "chưa rõ")


def _result(one: Receipt) -> str:
    text = _STATES[one.state]
    if one.state is State.REFUSED:
        count = sum(fault.severity is Severity.ERROR for fault in one.objections)
        return f"{text}: {count} lỗi"
    if one.state is State.UNCHANGED:
        return text
    parts = [f"{len(one.added)} mục"] if one.added else []
    parts += [f"{len(one.replaced)} chỗ khác nhau"] if one.replaced else []
    return f"{text}: {', '.join(parts)}"


_COLUMNS: tuple[GridColumn[Receipt], ...] = (
    GridColumn("Tệp", "left", 48, lambda one: one.origin),
    GridColumn("Đơn vị", "left", 32, _whom),
    GridColumn("Kỳ", "left", 24, lambda one: one.period),
    GridColumn("Kết quả", "left", 44, _result),
)
