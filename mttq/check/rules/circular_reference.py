"""An indicator that is made of itself, or a unit that takes itself over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mttq.catalogue import Catalogue, Indicator
from mttq.diagnostics import Code, Diagnostic

CIRCULAR_REFERENCE = Code("MT314", "tham-chieu-vong")


def circular_reference(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report indicators that contain themselves, through others or not, and units that take themselves over."""
    circular = _circular(catalogue.indicators)
    for indicator in catalogue.indicators.values():
        if indicator.id in circular:
            yield Diagnostic(
                CIRCULAR_REFERENCE,
                indicator.path,
                indicator.span,
                f"chỉ tiêu “{indicator.id}” gồm chính nó",
                "bỏ mã của nó (hoặc của chỉ tiêu chứa nó) khỏi gom, tu_so, mau_so",
            )
    for unit in catalogue.units.by_id.values():
        for succession in unit.takes_over:
            if succession.unit == unit.id:
                yield Diagnostic(
                    CIRCULAR_REFERENCE,
                    unit.path,
                    succession.span,
                    f"đơn vị “{unit.id}” kế thừa chính nó",
                    "bỏ dòng này: một đơn vị giữ nguyên mã thì không cần kế thừa chính nó",
                )


def _circular(known: Mapping[str, Indicator]) -> set[str]:
    """Return the indicators that reach themselves through what they are made of.

    Tarjan's strongly connected components, without recursion: a chain may be as long as the catalogue.
    """
    found: set[str] = set()
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    still_open: set[str] = set()
    for start in known:
        waiting = [(start, iter(_made_of(start, known)))] if start not in number else []
        while waiting:
            name, rest = waiting[-1]
            if name not in number:
                number[name] = lowest[name] = len(number)
                open_.append(name)
                still_open.add(name)
            following = next(rest, None)
            if following is None:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == number[name]:
                    ring = [open_.pop()]
                    while ring[-1] != name:
                        ring.append(open_.pop())
                    still_open.difference_update(ring)
                    if len(ring) > 1 or name in _made_of(name, known):
                        found.update(ring)
            elif following not in number:
                waiting.append((following, iter(_made_of(following, known))))
            elif following in still_open:
                lowest[name] = min(lowest[name], number[following])
    return found


def _made_of(name: str, known: Mapping[str, Indicator]) -> list[str]:
    one = known[name]
    return [part for part in (*one.parts, one.numerator, one.denominator) if part in known]
