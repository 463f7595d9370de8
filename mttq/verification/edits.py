"""The places at which two documents differ: paragraphs, cells, rows, headers, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from mttq.verification.model import EditKind, TextEdit
from mttq.verification.word_text import Passage, TextPlace, alike

_ALIGNED = (
    400  # at most this many pairs of blocks are compared word by word to find those that belong together
)
_LEAST_SHARE = 30  # per cent of words that two versions of a paragraph have in common
_EXACT = 4_000_000  # pairs of blocks up to which the shortest difference is searched for

Stretch = Sequence[Passage]


def edits_between(before: Stretch, after: Stretch) -> list[TextEdit]:
    """Return how a document differs from another, in reading order.

    Args:
        before: the blocks that it should have.
        after: the blocks that it has.
    """
    found: list[TextEdit] = []
    zones = dict.fromkeys(one.place.zone for one in [*after, *before])
    for zone in zones:
        sides = [[one for one in side if one.place.zone == zone] for side in (before, after)]
        found += _of_zone(*sides)
    return found


def _of_zone(before: Stretch, after: Stretch) -> list[TextEdit]:
    pairs = list(_pairs(before, after))
    gone = [old for old, new in pairs if new is None and old is not None]
    came: dict[object, list[Passage]] = {}
    for old, new in pairs:
        if old is None and new is not None:
            came.setdefault(new.key, []).append(new)
    moved: dict[int, Passage] = {}
    for one in gone:
        if came.get(one.key):
            moved[id(one)] = came[one.key].pop(0)
    arrived = {id(one) for one in moved.values()}
    found: list[TextEdit] = []
    for old, new in pairs:
        if old is not None and new is not None:
            found += _changes(old, new)
        elif old is not None:
            target = moved.get(id(old))
            if target is None:
                found.append(TextEdit(kind=EditKind.REMOVED, place=where(old.place), before=old.text))
            else:
                to = where(target.place)
                found.append(
                    TextEdit(
                        kind=EditKind.MOVED, place=where(old.place), before=old.text, after=old.text, to=to
                    )
                )
        elif new is not None and id(new) not in arrived:
            found.append(TextEdit(kind=EditKind.ADDED, place=where(new.place), after=new.text))
    return found


def _pairs(before: Stretch, after: Stretch) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Yield the blocks that belong together and differ, and those that are on one side only."""
    old, new = [one.key for one in before], [one.key for one in after]
    rough = len(old) * len(new) > _EXACT
    for what, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=rough).get_opcodes():
        if what != "equal":
            yield from _matched(before[first:last], after[start:stop])


def _matched(before: Stretch, after: Stretch) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Match the blocks of a stretch that differ, in order, so that they have most words in common."""
    if len(before) == len(after) == 1 and _alike_in_form(before[0], after[0]):
        yield before[0], after[0]
        return
    if len(before) * len(after) > _ALIGNED:
        # Without a search: the best that can be said of a document that is rewritten.
        yield from zip(before, after, strict=False)
        common = min(len(before), len(after))
        yield from ((one, None) for one in before[common:])
        yield from ((None, one) for one in after[common:])
        return
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    shares = [[_share(one, other) for other in after] for one in before]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            both = shares[i][j] + best[i + 1][j + 1] if shares[i][j] else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(before) and j < len(after):
        if shares[i][j] and best[i][j] == shares[i][j] + best[i + 1][j + 1]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1
    yield from ((one, None) for one in before[i:])
    yield from ((None, one) for one in after[j:])


def _alike_in_form(one: Passage, other: Passage) -> bool:
    return bool(one.place.table) == bool(other.place.table)


def _share(one: Passage, other: Passage) -> int:
    """Return how many per cent of their words two blocks have in common; 0 if they don't belong together."""
    if not _alike_in_form(one, other):
        return 0
    words = [Counter(alike(block.text).casefold().split()) for block in (one, other)]
    total = sum(words[0].values()) + sum(words[1].values())
    share = 200 * sum((words[0] & words[1]).values()) // total if total else 0
    return share if share >= _LEAST_SHARE else 0


def _changes(old: Passage, new: Passage) -> Iterator[TextEdit]:
    """Yield what differs between two versions of a paragraph or row."""
    if not new.place.table:
        yield TextEdit(kind=EditKind.CHANGED, place=where(new.place), before=old.text, after=new.text)
        return
    for number in range(max(len(old.cells), len(new.cells))):
        was, now = (one.cells[number] if number < len(one.cells) else () for one in (old, new))
        yield from _of_cell(was, now, where(new.place, number + 1))


def _of_cell(was: tuple[str, ...], now: tuple[str, ...], place: str) -> Iterator[TextEdit]:
    """Yield what differs in a cell: line by line, for cells of several lines."""
    old, new = list(map(alike, was)), list(map(alike, now))
    for what, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            before, after = " / ".join(was[first:last]), " / ".join(now[start:stop])
            kind = EditKind.CHANGED if before and after else EditKind.ADDED if after else EditKind.REMOVED
            yield TextEdit(kind=kind, place=place, before=before, after=after)


def where(place: TextPlace, column: int = 0) -> str:
    """Say where a block is: “đoạn 12, mục “II. KẾT QUẢ””, “bảng 2, hàng 3, cột “Kết quả””."""
    if not place.table:
        said = f"đoạn {place.number}" if place.zone == "thân bài" else f"{place.zone}, đoạn {place.number}"
    else:
        said = f"{place.table}, hàng {place.number}"
        if column:
            header = place.columns[column - 1] if 0 < column <= len(place.columns) else ""
            said += f", cột “{header}”" if header else f", cột {column}"
    return f"{said}, mục “{place.heading}”" if place.heading else said
