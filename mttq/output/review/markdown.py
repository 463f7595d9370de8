"""A difference as the comment of a pull request: the summary first, details folded, within what a forge takes."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from mttq.diagnostics import Diagnostic
from mttq.output.review import phrases
from mttq.review import Difference, FileChange, Rewording, TotalMove

MARK = "<!-- mttq diff -->"
"""The first line, by which a job finds the comment that it keeps up to date."""

LONGEST = 65_536
"""GitHub takes at most this many characters in a comment."""

_RESERVE = 400
_SHOWN = 12  # moves in the summary
_SHORT = 60  # characters of two values that are shown whole


def render(difference: Difference) -> str:
    """Return the comment."""
    page = _FoldedPage()
    page.add(
        [MARK, "", f"**{_said(difference.before)} → {_said(difference.after)}**: {_summary(difference)}"]
    )
    if said := phrases.errors(difference):
        page.add(["", f"> {_said(said)}"])
    page.add(_main_moves(difference.moves))
    page.section("Lỗi, cảnh báo mới", map(_fault, difference.appeared), is_open=True)
    page.section("Lỗi, cảnh báo không còn", map(_fault, difference.gone))
    documents = (f"- {_path(path)}: {_said(why)}" for path, why in difference.documents.items())
    page.section("Văn bản cần xem lại", documents)
    for file in difference.files:
        page.section(f"{_said(file.title)}", _file(file), marked=False)
    page.section("Mọi tổng đổi", _all_moves(difference.moves), marked=False)
    return page.text()


class _FoldedPage:
    """Lines within the limit; what does not fit is counted."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._left = LONGEST - _RESERVE
        self._omitted = 0

    def add(self, lines: Iterable[str]) -> None:
        """Add lines that belong together."""
        for line in lines:
            self._put(line)

    def section(
        self, title: str, lines: Iterable[str], *, is_open: bool = False, marked: bool = True
    ) -> None:
        """Add lines that can be folded away, if there are any."""
        listed = list(lines)
        if not listed:
            return
        count = f" ({len(listed)})" if marked else ""
        head = ["", f"<details{' open' if is_open else ''}><summary>{title}{count}</summary>", ""]
        if sum(map(len, head)) + 40 > self._left:
            self._omitted += len(listed)
            return
        self.add(head)
        self.add(listed)
        self._lines += ["", "</details>"]
        self._left -= len("\n\n</details>")

    def _put(self, line: str) -> None:
        if len(line) + 1 > self._left:
            self._omitted += 1
            return
        self._left -= len(line) + 1
        self._lines.append(line)

    def text(self) -> str:
        """Return the page; what was left out is said at its end."""
        lines = list(self._lines)
        if self._omitted:
            lines += ["", f"Còn {self._omitted} dòng không ghi được hết ở đây: chạy `mttq diff` để xem đủ."]
        return "\n".join(lines) + "\n"


def _summary(difference: Difference) -> str:
    if difference.is_empty:
        return "không có gì khác."
    return f"{', '.join(phrases.counts(difference))}."


def _main_moves(moves: Sequence[TotalMove]) -> Iterator[str]:
    """Yield a table of the totals that matter most: those of the uppermost units, for the longest periods."""
    if not moves:
        return
    ranked = sorted(enumerate(moves), key=lambda one: (-_length(one[1]), one[1].unit.count("/"), one[0]))
    yield from ("", "| Đơn vị | Chỉ tiêu | Kỳ | Thay đổi |", "| --- | --- | --- | --- |")
    for _, one in ranked[:_SHOWN]:
        cells = (one.name, one.indicator.name, one.period.full_title(one.cycle), phrases.moved(one))
        yield f"| {' | '.join(map(_said, cells))} |"
    if len(moves) > _SHOWN:
        yield from ("", f"Còn {len(moves) - _SHOWN} tổng nữa ở mục “Mọi tổng đổi”.")


def _length(move: TotalMove) -> int:
    return move.period.last - move.period.first


def _all_moves(moves: Sequence[TotalMove]) -> Iterator[str]:
    if len(moves) <= _SHOWN:
        return
    for title, those in phrases.by_period(moves):
        yield from (f"**{title}**", "")
        for one in those:
            yield f"- {_said(one.name)}, {_said(one.indicator.name)}: {_said(phrases.moved(one))}"
        yield ""


def _file(file: FileChange) -> Iterator[str]:
    path = _path(file.path)
    if file.before not in {None, file.path}:
        path = f"{_path(file.before or '')} → {path}"
    state = phrases.STATES.get(file.state)
    yield f"{path}{f' ({state})' if state else ''}"
    yield ""
    yield from map(_change, file.changes)


def _change(change: Rewording) -> str:
    label = f"- dòng {change.line}, {_said(phrases.place(change))}:"
    if change.before is None:
        return f"{label} thêm “{_said(change.after or '')}”"
    if change.after is None:
        return f"{label} bỏ “{_said(change.before)}”"
    if " " in change.before.strip() and len(change.before) + len(change.after) > _SHORT:
        words = "".join(_marked(*one) for one in phrases.edited(change.before, change.after))
    else:
        words = f"{_marked('gone', change.before)} → {_marked('new', change.after)}"
    return f"{label} {words}{' (cùng giá trị)' if change.reworded else ''}"


def _marked(what: str, words: str) -> str:
    """Return words in the tags that strike them out or underline them; spaces stay outside."""
    tag = _TAGS.get(what)
    bare = words.strip()
    if tag is None or not bare:
        return " ".join(map(_said, words.split(" ")))
    before, _, after = words.partition(bare)
    return f"{before}<{tag}>{_said(bare)}</{tag}>{after}"


_TAGS = {"gone": "del", "new": "ins"}


def _fault(one: Diagnostic) -> str:
    kind = phrases.SEVERITIES[one.severity]
    return f"- {_path(f'{one.path}:{one.span.line}')} {kind} {one.code.id}: {_said(one.message)}"


def _path(path: str) -> str:
    return f"<code>{html.escape(' '.join(path.split()))}</code>"


def _said(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    shown = html.escape(" ".join(text.split()), quote=False)
    for sign in "\\`*_[]|~#":
        shown = shown.replace(sign, f"\\{sign}")
    return shown
