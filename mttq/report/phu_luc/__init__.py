"""`phu-luc`: the figures of a unit and period as a workbook.

Its sheets: the indicators, a table with a column for each unit below, charts,
the planned tasks, the units that have not reported, and the source of each figure. A sheet that
would be empty is left out.
"""

from __future__ import annotations

from msgspec.structs import replace

from mttq import names
from mttq.report.frame import annex_title, belongs_to, blank_issued, completed, framed
from mttq.report.model import Annex, Charts, Sheet, SheetHeading, Signature
from mttq.report.phu_luc import charts, indicators, missing_units, proofs, tasks, units
from mttq.report.phu_luc.figures import figures_of
from mttq.report.subject import Subject
from mttq.report.wording import roman

__all__ = ["KIND", "build"]

KIND = names.PHU_LUC
_MADE = (
    (indicators.sheet, "phu_luc_chi_tieu"),
    (units.sheet, "phu_luc_don_vi"),
    (charts.sheet, "phu_luc_bieu_do"),
    (tasks.sheet, "phu_luc_ket_qua_nhiem_vu"),
    (missing_units.sheet, "phu_luc_chua_bao_cao"),
    (proofs.sheet, "phu_luc_nguon"),
)
_SIGNED = (indicators.sheet, units.sheet)
_ROOM_TO_SIGN = 3  # lines


def build(subject: Subject) -> Annex | None:
    """Return the annex of a unit for a period; None if there is neither a target nor a figure."""
    figures = figures_of(subject)
    if not figures.rows:
        return None
    issuer, said, signed = _issued(subject)
    sheets: list[Sheet | Charts] = []
    word = subject.layout.heading("phu_luc")
    for make, name in _MADE:
        number = f"{word} {roman(len(sheets) + 1)}"
        heading = SheetHeading(issuer, number, annex_title(subject, name), said)
        made = make(figures, heading)
        if isinstance(made, Sheet) and make in _SIGNED:
            made = replace(made, signed=signed)
        if made is not None:
            sheets.append(made)
    if len(sheets) == 1:
        sheets = [replace(sheets[0], heading=replace(sheets[0].heading, number=word))]
    title = f"Phụ lục số liệu công tác Mặt trận {subject.when}"
    return Annex(
        kind=KIND,
        title=title,
        body=subject.body,
        when=subject.when,
        sheets=tuple(sheets),
        layout=subject.layout,
    )


def _issued(subject: Subject) -> tuple[tuple[str, ...], str, tuple[tuple[str, ...], ...]]:
    """Return the issuing body, the line that names the document the annex goes with, and who signs its tables."""
    issued = subject.report.issued if subject.report is not None else blank_issued()
    frame = framed(
        kind=KIND, subject=subject, issued=issued, type_name="Báo cáo", about="", body=[], closing=""
    )
    said = belongs_to(subject, issued, issued.type_name or "Báo cáo", frame.letterhead)
    compiler = completed(issued, subject.catalogue.defaults.get(subject.unit.id)).compiler
    return frame.letterhead.issuer, said, _signed(subject, compiler, frame.signature) if compiler else ()


def _signed(subject: Subject, compiler: str, signature: Signature) -> tuple[tuple[str, ...], ...]:
    """Return the lines of who compiled the figures and of who signs, with room for both signatures."""
    words = subject.layout.words
    left = [words.cased("nguoi_ky", subject.layout.heading("nguoi_lap_bieu"))]
    right = [one for one in (signature.on_behalf_of, signature.signing_for, signature.position) if one]
    high = max(len(left), len(right)) + _ROOM_TO_SIGN
    return (
        (*left, *[""] * (high - len(left)), words.cased("ho_ten", compiler)),
        (*right, *[""] * (high - len(right)), signature.name),
    )
