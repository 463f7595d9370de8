"""A document that has every part, to fill in a template with before a real one needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mttq.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Item,
    Letterhead,
    NamedFigure,
    Paragraph,
    Report,
    Signature,
    TableBlock,
)

_BODY: tuple[Block, ...] = (
    Heading(0, "Phần thứ nhất", "PHẦN"),
    Heading(1, "I.", "MỤC"),
    Heading(2, "1.", "Mục nhỏ"),
    Heading(3, "a)", "Điểm"),
    Paragraph("Một đoạn văn."),
    Item("Một mục;"),
    TableBlock(
        "Biểu",
        (
            Column("STT", Align.CENTRE, 10),
            Column("Chỉ tiêu", Align.LEFT, 60),
            Column("Thực hiện", Align.RIGHT, 30),
        ),
        (("I", "Nhóm", ""), ("1", "Chỉ tiêu", "1")),
        groups=(0,),
    ),
    Paragraph("Đoạn cuối./."),
)
_FIGURE = NamedFigure(
    name="Chỉ tiêu",
    measure="nhà",
    is_known=True,
    has_target=True,
    result="12 nhà",
    to_date="12 nhà",
    target="10 nhà",
    rate="120,00%",
    change="tăng 20,00% so với năm trước",
    remark="Mới có 1/2 đơn vị báo cáo",
)


class SampleFigures:
    """The same figure for every indicator, and two units below.

    Args:
        ids: the ids of the indicators.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = frozenset(ids)

    def figure(self, indicator: str) -> NamedFigure:
        """Return the figure, whatever the indicator."""
        del indicator
        return _FIGURE

    def of_units(self, indicator: str) -> Sequence[NamedFigure]:
        """Return it once for each unit."""
        return [self.figure(indicator)] * 2


def sample(kind: str, indicators: Iterable[str]) -> Report:
    """Return the sample of a kind of document, in a project with these indicators."""
    return Report(
        kind=kind,
        letterhead=Letterhead(
            superior=("CẤP TRÊN", "DÒNG HAI"),
            issuer=("ỦY BAN MTTQ VIỆT NAM", "TỈNH", "BAN THƯỜNG TRỰC"),
            number="Số: 01/BC-MTTQ-BTT",
            place_and_date="Nơi ban hành, ngày 15 tháng 01 năm 2020",
        ),
        type_name="BÁO CÁO",
        subject=("Trích yếu",),
        addressed_to=("Một nơi", "Nơi thứ hai"),
        basis=("Căn cứ một;", "Căn cứ hai."),
        body=_BODY,
        signature=Signature("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"),
        recipients=("- Như trên;", "- Lưu: VT."),
        figures=SampleFigures(indicators),
    )
