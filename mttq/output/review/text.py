"""A difference for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mttq.diagnostics import Diagnostic
from mttq.output.review import phrases
from mttq.output.terminal import indented, printable, styled
from mttq.review import Difference, FileChange, Rewording, TotalMove

_MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
_EDGES = re.compile(r"(\[-|-\]|\{\+|\+\})")
_OPENS = {"[-": "removed", "{+": "added"}
_CLOSES = frozenset({"-]", "+}"})


def render(difference: Difference, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the lines.

    Args:
        difference: what differs.
        width: the columns of the terminal.
        colour: whether it shows colours.
    """
    paint = _Paint(width, colour=colour)
    head = f"{difference.before} → {difference.after}"
    if difference.is_empty:
        yield f"{head}: không có gì khác."
        return
    yield from paint.lines(f"{head}: {', '.join(phrases.counts(difference))}.")
    if said := phrases.errors(difference):
        yield from paint.lines(said)
    for file in difference.files:
        yield ""
        yield from paint.file(file)
    yield from paint.moves(difference.moves)
    yield from paint.faults("Lỗi, cảnh báo mới", difference.appeared)
    yield from paint.faults("Lỗi, cảnh báo không còn", difference.gone)
    if difference.documents:
        yield from ("", styled("Văn bản cần xem lại", "place", colour=colour))
        for path, why in difference.documents.items():
            yield from paint.lines(f"{path}: {why}", 2)


class _Paint:
    """Writes the parts of a difference within the width of a terminal."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self._width = width
        self._colour = colour

    def lines(self, text: str, margin: int = 0) -> Iterator[str]:
        yield from indented(text, self._width, " " * margin, " " * (margin + 2 if margin else 0))

    def file(self, file: FileChange) -> Iterator[str]:
        path = file.path if file.before in {None, file.path} else f"{file.before} → {file.path}"
        yield styled(printable(path), "place", colour=self._colour)
        state = phrases.STATES.get(file.state)
        yield from self.lines(f"{file.title}{f' ({state})' if state else ''}", 2)
        for change in file.changes:
            yield from self._change(change)

    def _change(self, change: Rewording) -> Iterator[str]:
        label = f"dòng {change.line}: {phrases.place(change)}"
        if change.before is None:
            said = f"{label}: {self._marked('new', change.after or '')}"
        elif change.after is None:
            said = f"{label}: {self._marked('gone', change.before)}"
        elif " " in change.before.strip() and len(change.before) + len(change.after) > self._width // 2:
            words = "".join(self._marked(*one) for one in phrases.edited(change.before, change.after))
            said = f"{label}: {words}"
        else:
            said = f"{label}: {change.before} → {change.after}"
        yield from self._painted(self.lines(f"{said}{' (cùng giá trị)' if change.reworded else ''}", 2))

    def _marked(self, what: str, words: str) -> str:
        start, end = _MARKS.get(what, ("", ""))
        return f"{start}{printable(words)}{end}"

    def _painted(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield lines with the colours of what is gone and what is new, which may go on in the next line."""
        style = ""
        for line in lines:
            painted = ""
            for piece in _EDGES.split(line) if self._colour else [line]:
                style = _OPENS.get(piece, style)
                painted += styled(piece, style, colour=True) if style and piece else piece
                style = "" if piece in _CLOSES else style
            yield painted

    def moves(self, moves: Sequence[TotalMove]) -> Iterator[str]:
        if moves:
            yield from ("", styled("Tổng đổi", "place", colour=self._colour))
        for title, those in phrases.by_period(moves):
            yield f"  {title}"
            for indicator in dict.fromkeys(one.indicator.id for one in those):
                own = [one for one in those if one.indicator.id == indicator]
                yield from self.lines(f"{own[0].indicator.name} ({own[0].indicator.measure.name})", 4)
                for one in own:
                    was = f", trước là {one.unit_before}" if one.unit_before else ""
                    yield from self.lines(f"{one.name} ({one.unit}{was}): {phrases.moved(one)}", 6)

    def faults(self, title: str, found: Iterable[Diagnostic]) -> Iterator[str]:
        for number, one in enumerate(found):
            if not number:
                yield from ("", styled(title, "place", colour=self._colour))
            where = f"{one.path}:{one.span.line}"
            yield from self.lines(
                f"{where}: {phrases.SEVERITIES[one.severity]} {one.code.id}: {one.message}", 2
            )
