"""The history of a total: for a terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mttq.catalogue import Indicator
from mttq.commits import Commit
from mttq.output.records import Value, csv_cell, csv_lines, json_records, json_value
from mttq.output.row_texts import NONE, result_text
from mttq.output.terminal import indented, printable, styled
from mttq.output.totals import shown_value
from mttq.quantity import number, rounded
from mttq.review.causes import Cause
from mttq.review.past_state import KnownTotal
from mttq.review.total_history import HistoricMove, TotalHistory
from mttq.totals import operator_of

UNSEEN = "Không tính số liệu của {}: submodule thì git ở đây chỉ ghi mốc; chạy lệnh trong kho ấy."
"""What is said where the figures of submodules, which are named in it, are not counted."""

_DECIMALS = 2
_LISTED = 12  # lines through which a commit moved the total, or errors, that a terminal lists
COLUMNS = (
    "commit",
    "ngay",
    "tac_gia",
    "tieu_de",
    "don_vi_tinh",
    "truoc",
    "sau",
    "thay_doi",
    "trang_thai_truoc",
    "trang_thai_sau",
    "don_vi",
    "tep",
    "so_loi",
)


def render(history: TotalHistory, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the commits, newest first, each with what it did.

    Args:
        history: the history.
        width: the columns of the terminal.
        colour: whether it shows colours.
    """
    indicator = history.indicator
    cycle, period = history.span
    head = (
        f"{indicator.name} ({indicator.measure.name}), {history.name} ({history.unit}), "
        f"{period.full_title(cycle)}: {_total(history.total, indicator)}"
    )
    yield from indented(printable(head), width)
    tip = f"đến commit {history.tip.short} ngày {history.tip.day:%d/%m/%Y}"
    count = len(history.moves)
    said = (
        f"{count} commit làm đổi tổng này, mới nhất ở trên" if count else "Không commit nào làm đổi tổng này"
    )
    yield from indented(f"{said} ({tip}).", width)
    for move in history.moves:
        yield ""
        commit = move.commit
        title = f"{commit.day:%d/%m/%Y}  {commit.short}  {commit.author}: {commit.subject}"
        lines = list(indented(printable(title), width, "", "  "))
        yield styled(lines[0], "place", colour=colour)
        yield from lines[1:]
        for line in _details(move, history):
            yield from indented(printable(line), width, "  ", "    ")
    for gap in gaps(history):
        yield ""
        yield from indented(gap, width)


def gaps(history: TotalHistory) -> Iterator[str]:
    """Say what git does not know here: what came before a shallow clone begins, and the figures of submodules."""
    begins = history.begins
    if begins is not None:
        total = _total(history.known_at_first, history.indicator)
        yield (
            f"Bản sao git này chỉ có lịch sử từ commit {begins.short} ngày {begins.day:%d/%m/%Y}, khi tổng là {total};"
            " trước đó không rõ."
        )
    if history.unseen:
        yield UNSEEN.format(", ".join(history.unseen))


def _details(move: HistoricMove, history: TotalHistory) -> Iterator[str]:
    yield _moved(move, history.indicator)
    if move.unit != history.unit:
        yield f"khi đó mã đơn vị là {move.unit}"
    yield from _first(_cause(one, history.indicator) for one in move.causes)
    yield from _first(
        f"{one.path}:{one.span.line}: lỗi {one.code.id} nên số ở đó không được tính: {one.message}"
        for one in move.faults
    )
    for commit in move.brought_in:
        yield f"gộp {commit.short} ngày {commit.written:%d/%m/%Y}, {commit.author}: {commit.subject}"
    if move.left_out:
        yield f"và {move.left_out} commit khác"


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    found = list(lines)
    yield from found[:_LISTED]
    if more := len(found[_LISTED:]):
        yield f"và {more} chỗ khác, xem bằng --format json"


def _moved(move: HistoricMove, indicator: Indicator) -> str:
    """Return “28 → 32 (+4); đủ → lệch”."""
    percent = operator_of(indicator).percent
    old, new = (result_text(one.result, percent=percent) for one in (move.before, move.after))
    text = f"{old} → {new}" if old != new else new
    if (change := _change(move, indicator)) is not None:
        sign = "+" if change > 0 else "-"
        text += f" ({sign}{number(abs(change))}{' điểm %' if percent else ''})"
    if move.before.status is not move.after.status:
        text += f"; {move.before.status.label} → {move.after.status.label}"
    return text


def _change(move: HistoricMove, indicator: Indicator) -> Decimal | None:
    old, new = (shown_value(one.result, indicator) for one in (move.before, move.after))
    if old is None or new is None or old == new:
        return None
    return rounded(new - old, _DECIMALS) if operator_of(indicator).percent else new - old


def _cause(cause: Cause, indicator: Indicator) -> str:
    """Return “xã Bến Lau (song-may/ben-lau): plans/…/quy-2.yaml:17: 4 nhà → 5 nhà”."""
    place = f"{cause.path}:{cause.line}"
    if cause.is_definition:
        what = f"đơn vị {cause.name} ({cause.unit})" if cause.unit else f"chỉ tiêu {cause.indicator}"
        if cause.keys:
            return f"danh mục, {place}: {what} khác ở {', '.join(cause.keys)}"
        return f"danh mục, {place}: {what} {'mới có' if cause.is_there else 'không còn'}"
    of = "" if cause.indicator == indicator.id else f" {cause.indicator}"
    words = f"{cause.before or NONE} → {cause.after or NONE}"
    if cause.before == cause.after:
        words = f"{cause.after}"
    gone = "" if cause.is_there else " (tệp hay dòng cũ)"
    return f"{cause.name} ({cause.unit}): {place}{gone}:{of} {words}"


def _total(total: KnownTotal, indicator: Indicator) -> str:
    return f"{result_text(total.result, percent=operator_of(indicator).percent)}, {total.status.label}"


def as_json(history: TotalHistory) -> str:
    """Return the history as one object, as documented in docs/reference/json.md."""
    indicator = history.indicator
    cycle, period = history.span
    parts = {
        "don_vi": history.unit,
        "ten": history.name,
        "chi_tieu": indicator.id,
        "nam": cycle.name,
        "ky": period.name,
        "don_vi_tinh": indicator.measure.name,
        "commit": history.tip.hash,
        "ngay": history.tip.day.isoformat(),
        **_value(history.total, indicator),
        "lich_su_tu": history.begins.hash if history.begins is not None else None,
    }
    lines = [f'"{key}": {json_value(value)}' for key, value in parts.items()]
    lines.append(f'"thay_doi": {json_records(_move(one, indicator) for one in history.moves).rstrip()}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(total: KnownTotal, indicator: Indicator) -> dict[str, object]:
    return {
        "thuc_hien": shown_value(total.result, indicator),
        "gan_dung": total.result is not None and total.result.approximation is not None,
        "trang_thai": total.status.value,
    }


def _move(move: HistoricMove, indicator: Indicator) -> dict[str, object]:
    return {
        **_commit(move.commit),
        "don_vi": move.unit,
        "truoc": _value(move.before, indicator),
        "sau": _value(move.after, indicator),
        "thay_doi": _change(move, indicator),
        "qua": [_line(one) for one in move.causes],
        "loi": [
            {"code": one.code.id, "path": one.path, "line": one.span.line, "message": one.message}
            for one in move.faults
        ],
        "gop": [_commit(one) for one in move.brought_in],
        "gop_con_lai": move.left_out,
    }


def _commit(commit: Commit) -> dict[str, object]:
    return {
        "commit": commit.hash,
        "ngay": commit.day.isoformat(),
        "ngay_viet": commit.written.isoformat(),
        "tac_gia": commit.author,
        "tieu_de": commit.subject,
    }


def _line(cause: Cause) -> dict[str, object]:
    return {
        "tep": cause.path,
        "dong": cause.line,
        "don_vi": cause.unit or None,
        "chi_tieu": cause.indicator or None,
        "truoc": cause.before,
        "sau": cause.after,
        "danh_muc": cause.is_definition,
        "khoa": list(cause.keys),
        "con": cause.is_there,
    }


def as_csv(history: TotalHistory) -> str:
    """Return the moves as CSV, newest first, with a line of headings; several units or files are joined by spaces."""
    return csv_lines([COLUMNS, *(map(csv_cell, _cells(one, history.indicator)) for one in history.moves)])


def _cells(move: HistoricMove, indicator: Indicator) -> tuple[Value, ...]:
    commit = move.commit
    return (
        commit.hash,
        commit.day.isoformat(),
        commit.author,
        commit.subject,
        indicator.measure.name,
        shown_value(move.before.result, indicator),
        shown_value(move.after.result, indicator),
        _change(move, indicator),
        move.before.status.value,
        move.after.status.value,
        _joined(one.unit for one in move.causes),
        _joined(f"{one.path}:{one.line}" for one in move.causes),
        len(move.faults),
    )


def _joined(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, words)))
