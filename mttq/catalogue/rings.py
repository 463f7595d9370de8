"""Names that lead back to themselves, as indicators that are made of each other do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def rings(leads_to: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the groups of names that lead back to themselves.

    Tarjan's strongly connected components, without recursion: a chain may be as long as the catalogue.
    """
    found: list[list[str]] = []
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    still_open: set[str] = set()
    for start in leads_to:
        waiting = [(start, iter(leads_to[start]))] if start not in number else []
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
                    if len(ring) > 1 or name in leads_to[name]:
                        found.append(ring)
            elif following not in number:
                waiting.append((following, iter(leads_to[following])))
            elif following in still_open:
                lowest[name] = min(lowest[name], number[following])
    return found
