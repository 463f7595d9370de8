"""Write the ledger of tasks: for a terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mttq.output.records import Value, csv_cell, csv_lines, json_records
from mttq.output.terminal import indented, printable, styled
from mttq.task_ledger import TaskRow, TaskState

KEYS = (
    "don_vi",
    "ten",
    "tep",
    "ma",
    "nhiem_vu",
    "chuong_trinh",
    "chu_tri",
    "thoi_han",
    "cu_the_hoa",
    "trang_thai",
    "ket_qua",
    "bao_cao",
    "cap_duoi_nhan",
    "cap_duoi_xong",
    "qua_han",
    "mat_trong_nam_sau",
)


def render(rows: Sequence[TaskRow], *, width: int, colour: bool) -> Iterator[str]:
    """Yield the tasks of each unit, each with what is known of it, and the counts.

    Args:
        rows: the tasks.
        width: the columns of the terminal.
        colour: whether it shows colours.
    """
    for (unit, name), those in groupby(rows, key=lambda one: (one.unit, one.name)):
        yield styled(f"{printable(name)} ({unit})", "place", colour=colour)
        for one in those:
            code = f"{one.code}: " if one.code else ""
            yield from indented(f"{code}{printable(one.text)}", width, "  ", "    ")
            yield from indented("; ".join(facts(one)), width, "    ", "    ")
    yield _counted(rows)


def facts(one: TaskRow) -> Iterator[str]:
    """Yield what is known of a task, a phrase each."""
    yield one.state.label
    if one.overdue is not None:
        yield f"quá hạn {one.overdue} ngày"
    if one.due is not None:
        yield f"hạn {one.due:%d/%m/%Y}"
    if one.lead:
        yield f"chủ trì: {printable(one.lead)}"
    if one.taken_up:
        yield f"{one.taken_up} việc của cấp dưới, xong {one.done_below}"
    elif one.taken_up == 0 and not one.state.is_settled:
        yield "chưa cấp dưới nào nhận"
    if one.vanished:
        yield "kế hoạch năm sau không còn việc này"
    if not one.code:
        yield "chưa có mã nên báo cáo không trả lời được"


def _counted(rows: Sequence[TaskRow]) -> str:
    done = sum(one.state is TaskState.DONE for one in rows)
    late = sum(one.overdue is not None for one in rows)
    silent = sum(one.state is TaskState.SILENT for one in rows)
    return f"{len(rows)} việc: {done} hoàn thành, {late} quá hạn, {silent} chưa có báo cáo."


def as_json(rows: Sequence[TaskRow]) -> str:
    """Return the tasks as a JSON array."""
    return json_records(
        dict(zip(KEYS, _values(one), strict=True)) | {"cu_the_hoa": list(one.carries_out)} for one in rows
    )


def as_csv(rows: Sequence[TaskRow]) -> str:
    """Return the tasks as CSV, with a line of headings; several references are joined by spaces."""
    return csv_lines([KEYS, *(map(csv_cell, _values(one)) for one in rows)])


def _values(one: TaskRow) -> tuple[Value, ...]:
    return (
        one.unit,
        one.name,
        one.path,
        one.code or None,
        one.text,
        one.programme,
        one.lead or None,
        one.due.isoformat() if one.due is not None else None,
        " ".join(one.carries_out),
        one.state.value,
        one.result or None,
        one.reported_in or None,
        one.taken_up,
        one.done_below if one.taken_up is not None else None,
        one.overdue,
        one.vanished,
    )
