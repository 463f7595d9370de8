"""What to write instead of a faulty text: a whole text that is read, and means what was meant.

A fault says where the text is wrong and which stretch would be right; it never writes a whole amount. Here the
repairs of all faults of one text are made together, so that every word around them stays, and the result is read
again. Only what is then read without a fault is offered; without such a text the words of the fault stand alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from mttq.quantity.model import Extent, Fault, Reading, Repair
from mttq.quantity.tokens import tidy

_DEEPEST = 4
"""So many times a repaired text may show another fault."""

Reader = Callable[[str], Reading]


def with_remedies(text: str, faults: Sequence[Fault], read: Reader, tail: str) -> tuple[Fault, ...]:
    """Complete the help of faults by the whole texts to write instead.

    Args:
        text: the faulty text.
        faults: its faults.
        read: reads a text as the faulty one was read, but without quotes.
        tail: the unit as it follows a number, which a remedy adds if the writer has left it out.
    """
    return tuple(_with_remedy(text, faults, position, (read, tail)) for position in range(len(faults)))


def _with_remedy(text: str, faults: Sequence[Fault], position: int, reading: tuple[Reader, str]) -> Fault:
    fault = faults[position]
    others = [one for at, one in enumerate(faults) if at != position and one.repairs]
    offers: dict[str, str] = {}
    for repair in fault.repairs:
        repairs = [repair, *(_alike(one, repair.condition) for one in others)]
        found = _settled(_repaired(text, repairs), reading, _DEEPEST)
        if found is not None:
            offers.setdefault(found, next((one.condition for one in repairs if one.condition), ""))
    if not offers:
        return fault
    joint = ", hoặc " if any(offers.values()) else " hoặc "
    helping = f"viết {joint.join(offer + condition for offer, condition in offers.items())}"
    if fault.help is not None and len(offers) == 1 and all(one.startswith(" nếu") for one in offers.values()):
        helping = f"{fault.help}; {helping}"
    return replace(fault, help=helping, offers=tuple(offers))


def _alike(fault: Fault, condition: str) -> Repair:
    """Return the repair of a fault that holds under a condition, or else its first one."""
    return next((one for one in fault.repairs if one.condition == condition), fault.repairs[0])


def _repaired(text: str, repairs: Sequence[Repair]) -> str:
    """Make several repairs at once; of two that overlap, the first."""
    edits: list[tuple[Extent, str]] = []
    for repair in repairs:
        fits = all(
            end <= other_start or other_end <= start
            for (start, end), _ in repair.edits
            for (other_start, other_end), _ in edits
        )
        if fits:
            edits += repair.edits
    for (start, end), new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + new + text[end:]
    return tidy(text)


def _settled(text: str, reading: tuple[Reader, str], depth: int) -> str | None:
    """Return a text that is read without a fault, after the repairs of what it still shows; None if there is none."""
    read, tail = reading
    found = read(text)
    if found.bare_number is not None and tail:
        named = tidy(text[: found.bare_number] + tail + text[found.bare_number :])
        if not read(named).faults:
            return named
    if not found.faults:
        return text
    repairs = [fault.repairs[0] for fault in found.faults if fault.repairs]
    if not repairs or not depth:
        return None
    return _settled(_repaired(text, repairs), reading, depth - 1)
