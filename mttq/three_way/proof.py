"""The proof of a merge: each value is compared with what the rule of three versions makes of it.

It knows nothing of pieces, so that a mistake in cutting or in putting together can't hide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq.source import Mapping, Node, Scalar, Sequence
from mttq.three_way.pieces import MAIN, meaning, names_of_items

_Names = tuple[str, ...]


def is_proven(
    versions: tuple[Node | None, Node, Node],
    results: tuple[Node | None, Node | None],
    points: Iterable[_Names],
) -> bool:
    """Whether the merged file says what it must, with all clashes decided for our side, and for theirs.

    Args:
        versions: the common version, ours and theirs.
        results: the file decided for our side, and for theirs.
        points: where both sides differ.
    """
    old, ours, theirs = (_values(one) for one in versions)
    clashes = [_without_main(one) for one in points]
    for root, side in zip(results, (ours, theirs), strict=True):
        found = _values(root)
        for place in {**old, **ours, **theirs, **found}:
            before, mine, other, now = (one.get(place) for one in (old, ours, theirs, found))
            is_clash = any(place[: len(one)] == one for one in clashes)
            if is_clash and now == side.get(place):
                continue
            if mine != other and before not in (mine, other) and not is_clash:
                return False
            if now != (other if mine == before else mine) and (now, mine, other) != ("{}", None, None):
                return False
    return True


def _values(node: Node | None) -> dict[_Names, object]:
    return dict(_walk(node, ())) if node is not None else {}


def _walk(node: Node, place: _Names) -> Iterator[tuple[_Names, object]]:
    """Yield each value with the names that lead to it; a figure's main value has the place of the figure."""
    if isinstance(node, Scalar):
        if node.text:
            yield place, meaning(node)
    elif isinstance(node, Sequence):
        for name, item in zip(names_of_items(node), node.items, strict=True):
            yield from _walk(item, (*place, name))
    elif isinstance(node, Mapping):
        if not node.entries:
            yield place, "{}"
        for entry in node.entries:
            yield from _walk(entry.value, _without_main((*place, entry.key.text)))


def _without_main(place: _Names) -> _Names:
    return place[:-1] if place[-1:] and place[-1] in MAIN else place
