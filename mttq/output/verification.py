"""What `mttq verify` found out about documents, for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mttq.output.records import json_records
from mttq.output.review import phrases
from mttq.output.review.json import move_record
from mttq.output.terminal import indented, printable, styled
from mttq.spelling import shortened
from mttq.verification import CommitState, EditKind, TextEdit, Verification

_TRUE = "đúng với số liệu"
_SHORT = 7  # digits of a hash
_LONG = 60  # letters from which two versions of a text are shown word by word
_COMPARED = 20_000  # letters up to which they are: the search takes the square of that
_LONGEST = 500  # letters of a quoted text
_MOST = 200  # places shown of one kind
_UNKNOWN = "commit mà tệp ghi không có trong kho này"
_FOUND = "số liệu của tệp là của một commit trong kho này ({})"
_COMMITS = {
    CommitState.KNOWN: "xuất từ số liệu ở một commit có trong kho này ({})",
    CommitState.FOUND: f"tệp không ghi commit; {_FOUND}",
}


def render(found: Sequence[Verification], *, width: int, colour: bool) -> Iterator[str]:
    """Yield the lines.

    Args:
        found: what was found out about each file.
        width: the columns of the terminal.
        colour: whether it shows colours.
    """
    for one in found:
        yield from _file(one, width, colour=colour)
        yield ""
    wrong = sum(not one.is_true for one in found)
    yield from indented(f"{len(found)} tệp: {len(found) - wrong} {_TRUE}, {wrong} không.", width)


def _file(found: Verification, width: int, *, colour: bool) -> Iterator[str]:
    yield styled(printable(found.path), "place", colour=colour)

    def said(text: str, margin: int = 2) -> Iterator[str]:
        return indented(text, width, " " * margin, " " * (margin + 2))

    if found.title:
        yield from said(found.title)
    if found.commit_state is CommitState.UNKNOWN:
        yield from said(_UNKNOWN)
    if found.commit:
        yield from said(_COMMITS.get(found.commit_state, _FOUND).format(found.commit[:_SHORT]))
    if found.commit_state is CommitState.UNKNOWN and found.help and not found.fault:
        yield from said(f"gợi ý: {found.help}")
    for note in found.notes:
        yield from said(f"lưu ý: {note}")
    if found.fault:
        yield from said(f"{found.fault}.")
        if found.help:
            yield from said(f"gợi ý: {found.help}")
        return
    heading = "Sửa tay trong tệp" if found.by_hand else "Khác với văn bản mà mttq xuất"
    for title, edits in ((heading, found.edits), ("Nay sẽ viết khác", found.outdated)):
        if edits:
            yield from said(f"{title} ({len(edits)} chỗ):")
        for edit in edits[:_MOST]:
            yield from said(_edit(edit), 4)
        if len(edits) > _MOST:
            yield from said(f"và {len(edits) - _MOST} chỗ khác (xem đủ: --format json)", 4)
    if found.corrections:
        yield from said(f"Số liệu đã đổi từ khi xuất ({len(found.corrections)} chỉ tiêu):")
    for move in found.corrections:
        name = f"{move.indicator.name} ({move.indicator.measure.name})"
        yield from said(f"{name}, {move.name}: {phrases.moved(move)}", 4)
    yield from said(f"{_verdict(found)}.")


def _verdict(found: Verification) -> str:
    if found.is_true:
        return f"{_TRUE} hiện nay".capitalize() if found.guessed else _TRUE.capitalize()
    if found.by_hand and found.mismatch and not found.edits:
        return "Đúng với số liệu khi xuất, chưa so được với số liệu hiện nay"
    if found.edits and found.by_hand and not (found.outdated or found.corrections):
        return "Không đúng với số liệu: tệp đã được sửa tay"
    if not found.edits and found.by_hand and (found.outdated or found.corrections):
        return "Đúng với số liệu khi xuất, không đúng với số liệu hiện nay"
    return "Không đúng với số liệu"


def _edit(edit: TextEdit) -> str:
    before, after = (shortened(one, _LONGEST) for one in (edit.before, edit.after))
    match edit.kind:
        case EditKind.ADDED:
            return f"{edit.place}: thêm “{after}”"
        case EditKind.REMOVED:
            return f"{edit.place}: bỏ “{before}”"
        case EditKind.MOVED:
            return f"{edit.place}: chuyển đến {edit.to}: “{before}”"
        case EditKind.CHANGED:
            if not _LONG < len(edit.before) + len(edit.after) <= _COMPARED:
                return f"{edit.place}: “{before}” → “{after}”"
            marks = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
            words = "".join(
                f"{marks.get(what, ('', ''))[0]}{text}{marks.get(what, ('', ''))[1]}"
                for what, text in phrases.edited(edit.before, edit.after)
            )
            return f"{edit.place}: {words}"


def render_json(found: Iterable[Verification]) -> str:
    """Return an array with an object for each file, as documented in docs/reference/json.md."""
    return json_records(map(_record, found))


def _record(found: Verification) -> dict[str, object]:
    origin = found.origin
    return {
        "tep": found.path,
        "van_ban": found.title or None,
        "loai": origin.kind if origin is not None else None,
        "don_vi": origin.unit if origin is not None else None,
        "nam": origin.cycle if origin is not None else None,
        "ky": origin.period if origin is not None else None,
        "doan": found.guessed,
        "dung": found.is_true,
        "commit": found.commit or (origin.commit if origin is not None else "") or None,
        "commit_trang_thai": found.commit_state.value,
        "sua_tay": found.by_hand,
        "sua": [_edit_record(one) for one in found.edits],
        "viet_khac": [_edit_record(one) for one in found.outdated],
        "so_da_doi": [move_record(one) for one in found.corrections],
        "ghi_chu": list(found.notes),
        "loi": found.fault or None,
        "goi_y": found.help or None,
    }


def _edit_record(edit: TextEdit) -> dict[str, object]:
    return {
        "loai": edit.kind.value,
        "cho": edit.place,
        "truoc": edit.before or None,
        "sau": edit.after or None,
        "den": edit.to or None,
    }
