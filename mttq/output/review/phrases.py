"""The Vietnamese for what has changed, shared by the terminal and the pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby

from mttq.diagnostics import Severity
from mttq.documents.model import Scope
from mttq.documents.shapes import PROGRAMMES, TARGETS, TASKS
from mttq.output.row_texts import NONE, NOT_ADDABLE, goal_text, result_text
from mttq.quantity import number, rounded
from mttq.review import Difference, FileState, Rewording, Standing, TotalMove

_SECTIONS = {
    Scope.OWN.value: "số liệu",
    Scope.STATED.value: "số toàn địa bàn",
    TARGETS.key: "mục tiêu",
    TASKS.key: "nhiệm vụ",
}
STATES = {
    FileState.ADDED: "tệp mới",
    FileState.REMOVED: "đã xóa",
    FileState.RENAMED: "đổi tên",
    FileState.LAYOUT: "chỉ đổi cách trình bày",
    FileState.UNREADABLE: "không đọc được nên không so được",
    FileState.UNREAD: "mttq không đọc tệp hay thư mục này",
    FileState.SUBMODULE: "submodule: chạy mttq diff trong kho ấy",
}
SEVERITIES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
_REACHED = {True: "đạt", False: "chưa đạt", None: "chưa rõ"}
_TOKENS = re.compile(r"\s+|[^\s]+")
_AROUND = 4  # words that stay on each side of a change in a long text


def place(change: Rewording) -> str:
    """Return where a change is, in words: “mục tiêu quy-vi-nguoi-ngheo”, “chương trình 2, ket_qua”."""
    keys = list(change.place)
    if keys[:1] == [PROGRAMMES.key] and len(keys) > 1:
        keys[:2] = [] if len(keys) > 2 and keys[2] in _SECTIONS else [f"chương trình {keys[1]}"]
    if keys and keys[0] in _SECTIONS:
        keys[:2] = [" ".join([_SECTIONS[keys[0]], *keys[1:2]])]
    return ", ".join(keys)


def edited(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the words of two versions of a text in order: what (“same”, “gone”, “new”, “left”) and the words.

    Of long stretches that are the same only the words next to a change are given; “left” stands for the others.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number_, (what, first, last, start, stop) in enumerate(steps):
        if what == "equal":
            yield from _shortened(new[start:stop], opens=number_ == 0, closes=number_ == len(steps) - 1)
            continue
        if last > first:
            yield "gone", "".join(old[first:last])
        if stop > start:
            yield "new", "".join(new[start:stop])


def _shortened(words: list[str], *, opens: bool, closes: bool) -> Iterator[tuple[str, str]]:
    kept = 2 * _AROUND
    head = [] if opens else words[:kept]
    tail = [] if closes else words[len(head) :][-kept:]
    if len(head) + len(tail) >= len(words) - 2:
        yield "same", "".join(words)
        return
    if head:
        yield "same", "".join(head)
    yield "left", "…"
    if tail:
        yield "same", "".join(tail)


def moved(move: TotalMove) -> str:
    """Return how a total has moved: “5.455 → 5.485 (+30); 90,92% → 91,42% kế hoạch; chưa đạt → đạt”."""
    before, after = move.before, move.after
    percent = move.indicator.measure.name == "%"
    parts = [_value(before, after, percent=percent)]
    goals = [_goal(one) for one in (before, after)]
    if goals[0] != goals[1]:
        parts.append(f"kế hoạch {goals[0] or NONE} → {goals[1] or NONE}")
    shares = [_share(before), _share(after)]
    if shares[0] != shares[1]:
        parts.append(f"{shares[0]} → {shares[1]} kế hoạch")
    reached = [
        _REACHED[one.reached] if one is not None and one.goal is not None else "" for one in (before, after)
    ]
    if reached[0] != reached[1]:
        parts.append(" → ".join(one or NONE for one in reached))
    states = [one.status.label if one is not None else NONE for one in (before, after)]
    if states[0] != states[1]:
        parts.append(" → ".join(states))
    return "; ".join(part for part in parts if part)


def _value(before: Standing | None, after: Standing | None, *, percent: bool) -> str:
    old, new = (one.result if one is not None else None for one in (before, after))
    texts = [result_text(one, percent=percent) for one in (old, new)]
    if texts[0] == texts[1]:
        return texts[1] if old == new else f"{texts[0]} → {texts[1]}"
    by = ""
    if old is not None and new is not None and old.value != new.value:
        change = rounded(new.value - old.value, 2)
        sign = "+" if change > 0 else "-"
        by = f" ({sign}{number(abs(change))}{' điểm %' if percent else ''})"
    return f"{texts[0]} → {texts[1]}{by}"


def _goal(standing: Standing | None) -> str:
    if standing is None:
        return ""
    return NOT_ADDABLE if standing.unaddable else goal_text(standing.goal)


def _share(standing: Standing | None) -> str:
    if standing is None or standing.completion is None:
        return NONE
    return f"{number(rounded(standing.completion, 2), places=2)}%"


def by_period(moves: Iterable[TotalMove]) -> Iterator[tuple[str, list[TotalMove]]]:
    """Yield the moves of each period with its title, as “Năm 2024”, “Quý II năm 2024”."""
    for (cycle, period), group in groupby(moves, key=lambda one: (one.cycle, one.period)):
        title = period.full_title(cycle)
        yield title[:1].upper() + title[1:], list(group)


def counts(difference: Difference) -> list[str]:
    """Return what there is, in a few words each: “3 tệp”, “12 tổng đổi”, “1 lỗi mới”."""
    found = [
        (len(difference.files), "tệp"),
        (len(difference.moves), "tổng đổi"),
        (len(difference.appeared), "lỗi, cảnh báo mới"),
        (len(difference.gone), "lỗi, cảnh báo không còn"),
        (len(difference.documents), "văn bản cần xem lại"),
    ]
    return [f"{count} {what}" for count, what in found if count]


def errors(difference: Difference) -> str:
    """Return what errors of either side mean for the comparison, or ""."""
    sides = [
        f"{name} có {count} lỗi"
        for name, count in zip((difference.before, difference.after), difference.errors, strict=True)
        if count
    ]
    return f"{'; '.join(sides)}: số liệu ở chỗ có lỗi không được tính." if sides else ""
