"""A difference for programs, as documented in docs/reference/json.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mttq.catalogue import Indicator
from mttq.diagnostics import Diagnostic
from mttq.output.records import json_records, json_value
from mttq.output.totals import shown_value
from mttq.quantity import rounded
from mttq.review import Difference, FileChange, Rewording, Standing, TotalMove


def render(difference: Difference) -> str:
    """Return the whole as one object, each record on a line of its own."""
    parts: dict[str, Iterable[Mapping[str, object]]] = {
        "tep": map(_file, difference.files),
        "tong": map(move_record, difference.moves),
        "loi_moi": map(_fault, difference.appeared),
        "loi_het": map(_fault, difference.gone),
        "van_ban": ({"tep": path, "vi_sao": why} for path, why in difference.documents.items()),
    }
    errors = {"truoc": difference.errors[0], "sau": difference.errors[1]}
    lines = [
        f'"truoc": {json_value(difference.before)}',
        f'"sau": {json_value(difference.after)}',
        f'"so_loi": {json_value(errors)}',
        *(f'"{key}": {json_records(records).rstrip()}' for key, records in parts.items()),
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _file(file: FileChange) -> dict[str, object]:
    return {
        "tep_truoc": file.before,
        "tep": file.after,
        "ten": file.title,
        "thay_doi": file.state.value,
        "dong": [_change(one) for one in file.changes],
    }


def _change(change: Rewording) -> dict[str, object]:
    return {
        "loai": change.kind.value,
        "khoa": list(change.place),
        "truoc": change.before,
        "sau": change.after,
        "dong": change.line,
        "cung_gia_tri": change.reworded,
    }


def move_record(move: TotalMove) -> dict[str, object]:
    """Return a total that is another, as documented in docs/reference/json.md."""
    return {
        "don_vi": move.unit,
        "don_vi_truoc": move.unit_before or None,
        "ten": move.name,
        "chi_tieu": move.indicator.id,
        "nam": move.cycle.name,
        "ky": move.period.name,
        "don_vi_tinh": move.indicator.measure.name,
        "truoc": _standing(move.before, move.indicator),
        "sau": _standing(move.after, move.indicator),
    }


def _standing(standing: Standing | None, indicator: Indicator) -> dict[str, object] | None:
    if standing is None:
        return None
    result, goal = standing.result, standing.goal
    return {
        "thuc_hien": shown_value(result, indicator),
        "gan_dung": result is not None and result.approximation is not None,
        "ke_hoach": goal.value if goal is not None and goal.addable else None,
        "ty_le_hoan_thanh": rounded(standing.completion, 2) if standing.completion is not None else None,
        "dat": standing.reached,
        "trang_thai": standing.status.value,
    }


def _fault(one: Diagnostic) -> dict[str, object]:
    return {
        "code": one.code.id,
        "severity": one.severity.value,
        "path": one.path,
        "line": one.span.line,
        "message": one.message,
    }
