"""Write how units came about: the history of one, and the changes between two days.

Both name who took over whom, from which day, how much of it, and on what basis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from mttq.catalogue import Unit, Units
from mttq.output.terminal import printable
from mttq.quantity import number

_Dates = Sequence[tuple[str, date | None, date | None]]
_ALL = Decimal(1)


class _HeirClaim(Struct, frozen=True, kw_only=True):
    """One unit's claim to have taken over another.

    Attributes:
        old: the unit taken over.
        new: the one that took it over.
        day: from which day on; None if no file says so.
        share: how much of it, 0 to 1; None if it was divided and the share is not given.
        basis: the document that decided it, or "".
    """

    old: Unit
    new: Unit
    day: date | None
    share: Decimal | None
    basis: str


# The history of one unit


def render_history(units: Units, unit_id: str) -> Iterator[str]:
    """Yield one unit's days, names, levels and codes, all it came from, and all that it became, as lines."""
    unit = units.by_id[unit_id]
    claims = _claims(units)
    yield printable(f"{_last_name(unit)} ({unit.id})")
    yield f"  tồn tại: {_span(unit.first, unit.last) or 'không ghi ngày đầu, ngày cuối'}"
    for title, values in (
        ("tên", unit.names.values),
        ("cấp", [(level.label, first, last) for level, first, last in unit.levels.values]),
        ("mã", unit.codes.values),
    ):
        if values:
            yield printable(f"  {title}: {_dated(values)}")
    came = list(_chain(unit, claims, back=True))
    became = list(_chain(unit, claims, back=False))
    yield from ("Kế thừa:", *came) if came else ("Không kế thừa đơn vị nào.",)
    yield from ("Được kế thừa:", *became) if became else ("Không có đơn vị nào kế thừa.",)


def _chain(unit: Unit, claims: list[_HeirClaim], *, back: bool) -> Iterator[str]:
    """Yield those a unit took over, each with those it took over itself; or else those that took it over."""
    waiting: list[tuple[int, _HeirClaim, tuple[str, ...]]]
    waiting = [(1, claim, (unit.id,)) for claim in reversed(_of(unit, claims, back=back))]
    while waiting:
        depth, claim, path = waiting.pop()
        other = claim.old if back else claim.new
        yield printable(f"{'  ' * depth}{_last_name(other)} ({other.id}): {_terms(claim)}")
        if other.id not in path:  # units that took each other over would go in a circle
            further = reversed(_of(other, claims, back=back))
            waiting += [(depth + 1, one, (*path, other.id)) for one in further]


def _of(unit: Unit, claims: list[_HeirClaim], *, back: bool) -> list[_HeirClaim]:
    return [claim for claim in claims if (claim.new if back else claim.old).id == unit.id]


def _dated(values: _Dates) -> str:
    said = []
    for value, first, last in values:
        span = _span(first, last)
        said.append(f"{value} ({span})" if span else value)
    return "; ".join(said)


# The changes between two days


def render_changes(units: Units, before: date, after: date) -> Iterator[str]:
    """Yield the units that came, went and changed from one day to a later one, and how many, as lines."""
    claims = [one for one in _claims(units) if one.day is None or before < one.day <= after]
    every = [units.by_id[one.id] for one in units.below("")]
    came = [one for one in every if one.valid_on(after) and not one.valid_on(before)]
    went = [one for one in every if one.valid_on(before) and not one.valid_on(after)]
    stayed = [one for one in every if one.valid_on(before) and one.valid_on(after)]
    changed = [(one, list(_changes(one, units, claims, before, after))) for one in stayed]
    changed = [(one, said) for one, said in changed if said]
    sections = (
        ("Đơn vị mới", [(_at(one, after), _taken(one, claims)) for one in came]),
        ("Đơn vị không còn", [(_at(one, before), _heirs(one, claims)) for one in went]),
        ("Đơn vị có thay đổi", [(_at(one, after), said) for one, said in changed]),
    )
    for title, found in sections:
        if found:
            yield f"{title} ({len(found)}):"
        for name, lines in found:
            yield printable(f"  {name}")
            yield from (printable(f"    {line}") for line in lines)
    if not any(found for _, found in sections):
        yield f"Từ {before:%d/%m/%Y} đến {after:%d/%m/%Y} không có thay đổi nào."


def _taken(unit: Unit, claims: list[_HeirClaim]) -> list[str]:
    found = _of(unit, claims, back=True)
    return [f"kế thừa {_last_name(one.old)} ({one.old.id}): {_terms(one)}" for one in found]


def _heirs(unit: Unit, claims: list[_HeirClaim]) -> list[str]:
    found = _of(unit, claims, back=False)
    lines = [f"{_last_name(one.new)} ({one.new.id}) kế thừa: {_terms(one)}" for one in found]
    return lines or ["không đơn vị nào kế thừa"]


def _changes(unit: Unit, units: Units, claims: list[_HeirClaim], before: date, after: date) -> Iterator[str]:
    """Yield what is different about a unit on two days on which it exists."""
    facts: tuple[tuple[str, Callable[[date], str]], ...] = (
        ("tên", unit.name_on),
        ("cấp", lambda day: unit.level_on(day).label),
        ("mã", lambda day: unit.codes.on(day) or "không có"),
        ("cấp trên", lambda day: _above(unit, units, day)),
    )
    for title, fact in facts:
        old, new = fact(before), fact(after)
        if old != new:
            yield f"{title}: {old} → {new}"
    yield from _taken(unit, claims)


def _above(unit: Unit, units: Units, day: date) -> str:
    """Return the nearest unit above that exists on a day."""
    above = units.parent_of(unit.id)
    while above and not units.by_id[above].valid_on(day):
        above = units.parent_of(above)
    # Only its id says whether it is another unit; its name may change, too.
    return above or "không có"


def _at(unit: Unit, day: date) -> str:
    code = unit.codes.on(day)
    return f"{unit.name_on(day)} ({unit.id}{f', mã {code}' if code else ''})"


# Both


def _claims(units: Units) -> list[_HeirClaim]:
    """Return who took over whom, in catalogue order; names that the catalogue does not have are left out."""
    heirs = Counter(one.unit for unit in units.by_id.values() for one in unit.takes_over)
    return [
        _HeirClaim(
            old=old,
            new=unit,
            day=one.day or unit.first,
            share=_ALL if one.share is None and heirs[old.id] == 1 else one.share,
            basis=one.basis,
        )
        for unit in units.by_id.values()
        for one in unit.takes_over
        if (old := units.get(one.unit)) is not None
    ]


def _terms(claim: _HeirClaim) -> str:
    """Return how much was taken over, from which day, and the document that decided it."""
    if claim.share is None:
        said = ["chưa phân bổ (không ghi ty_trong)"]
    else:
        said = ["toàn bộ" if claim.share == _ALL else f"{number(claim.share * 100)}%"]
    said.append(f"từ ngày {claim.day:%d/%m/%Y}" if claim.day is not None else "không ghi ngày")
    if claim.basis:
        said.append(f"theo {claim.basis}")
    return ", ".join(said)


def _last_name(unit: Unit) -> str:
    return unit.name_on(unit.last) if unit.last is not None else unit.names.latest() or unit.id


def _span(first: date | None, last: date | None) -> str:
    said = [f"từ {first:%d/%m/%Y}"] if first is not None else []
    return " ".join([*said, f"đến hết {last:%d/%m/%Y}"] if last is not None else said)
