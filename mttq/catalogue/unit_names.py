"""Which unit is meant by words: an id, its last part, or a name as people write it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from mttq.spelling import SPELLINGS

KINDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "phường", "xã")
_SHORT = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "q": "quận",
    "h": "huyện",
    "p": "phường",
    "x": "xã",
}


def meant(words: str, names: Mapping[str, Collection[str]]) -> list[str]:
    """Return the ids of the units meant, in the order given.

    `quang-tri/huong-hoa`, `huong-hoa`, `Hướng Hóa`, `huyện Hướng Hóa`, `xã Hướng Lập, Quảng Trị`: marks, capitals and
    the kind of unit may be left out, `TP`, `TX`, `TT` stand for a kind, and names of units above follow after commas.
    A name that is written exactly wins over those that differ in marks.

    Args:
        words: what the user typed.
        names: all names that each unit has had, by id.
    """
    if words in names:
        return [words]
    first, *above = (spelled_out(one) for one in words.split(","))
    for spelled in SPELLINGS:
        wanted = [spelled(one) for one in above]
        found = [
            unit
            for unit, known in names.items()
            if _is_named(known, spelled(first), spelled)
            and all(
                any(_is_named(names.get(top, ()), one, spelled) for top in _ancestors(unit)) for one in wanted
            )
        ]
        if found:
            return found
    return [unit for unit in names if unit.endswith(f"/{words}")]


def spelled_out(name: str) -> str:
    """Return a name in small letters, with single spaces and its kind in full."""
    words = name.casefold().replace(".", ". ").split()
    if len(words) > 1 and words[0].rstrip(".") in _SHORT:
        words[0] = _SHORT[words[0].rstrip(".")]
    return " ".join(words)


def _is_named(known: Collection[str], name: str, spelled: Callable[[str], str]) -> bool:
    return any(
        other == name
        or (other.endswith(f" {name}") and other.removesuffix(f" {name}") in map(spelled, KINDS))
        for other in (spelled(one.casefold()) for one in known)
    )


def _ancestors(unit: str) -> Iterator[str]:
    while unit := unit.rpartition("/")[0]:
        yield unit
