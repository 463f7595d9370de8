"""The names that a template may use, in words that a secretary understands.

Templates are edited by people who write Vietnamese documents, so the names are
Vietnamese, without accents. A text is a string. A list of lines can be looped
over or printed as it is: `{{ co_quan }}` puts each line on its own. A part that
the document lacks is an empty text or list, to be tested by `{% if kinh_gui %}`.

`NAMES`, `BLOCKS` and `FIGURE_NAMES` are complete; the reference page is generated from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

from msgspec import Struct

from mttq.render.named_values import NamedValues
from mttq.render.text import clean
from mttq.report.model import (
    Align,
    Block,
    FiguresByName,
    Heading,
    Item,
    NamedFigure,
    Paragraph,
    Report,
    TableBlock,
)

TEXT, LINES, BLOCKS_OF, YES_NO, NUMBER = "chữ", "các dòng", "các khối", "có hoặc không", "số"
FIGURES, UNITS = "các chỉ tiêu theo mã", "các đơn vị"
"""The kinds of value that a name can hold."""

_ALIGN = {Align.LEFT: "trai", Align.CENTRE: "giua", Align.RIGHT: "phai"}


class TemplateName(Struct, frozen=True, kw_only=True):
    """A name that a template may use.

    Attributes:
        name: the name as a tag writes it.
        holds: `TEXT`, `LINES`, `BLOCKS_OF`, `YES_NO`, `NUMBER` or `FIGURES`.
        what: its meaning, in Vietnamese.
        example: a value that it may hold; lines are separated by ` / `.
        value: takes the value from a report.
    """

    name: str
    holds: str
    what: str
    example: str
    value: Callable[[Report], object]


class BlockName(Struct, frozen=True):
    """A name behind `khoi.`.

    Attributes:
        kind: the `khoi.loai` that has it.
        name: the name as a tag writes it behind `khoi.`.
        what: its meaning, in Vietnamese.
        example: a value that it may hold.
    """

    kind: str
    name: str
    what: str
    example: str


class FigureName(Struct, frozen=True, kw_only=True):
    """A name behind `chi_tieu['…'].`.

    Attributes:
        name: the name as a tag writes it.
        holds: `TEXT`, `YES_NO` or `UNITS`.
        what: its meaning, in Vietnamese.
        example: a value that it may hold.
        value: takes the value from a figure; None for the units, whose entries have all the other names.
    """

    name: str
    holds: str
    what: str
    example: str
    value: Callable[[NamedFigure], object] | None


def _text(value: Callable[[Report], str]) -> Callable[[Report], object]:
    return lambda report: clean(value(report))


def _texts(value: Callable[[Report], Iterable[str]]) -> Callable[[Report], object]:
    return lambda report: _lines(value(report))


NAMES: tuple[TemplateName, ...] = (
    TemplateName(
        name="quoc_hieu",
        holds=TEXT,
        what="quốc hiệu",
        example="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        value=_text(lambda r: r.layout.words.country),
    ),
    TemplateName(
        name="tieu_ngu",
        holds=TEXT,
        what="tiêu ngữ",
        example="Độc lập - Tự do - Hạnh phúc",
        value=_text(lambda r: r.layout.words.motto),
    ),
    TemplateName(
        name="co_quan_cap_tren",
        holds=LINES,
        what="cơ quan cấp trên",
        example="ỦY BAN MTTQ VIỆT NAM / PHƯỜNG MỸ THỚI",
        value=_texts(lambda r: r.letterhead.superior),
    ),
    TemplateName(
        name="co_quan",
        holds=LINES,
        what="cơ quan ban hành",
        example="ỦY BAN MTTQ VIỆT NAM / TỈNH QUẢNG TRỊ / BAN THƯỜNG TRỰC",
        value=_texts(lambda r: r.letterhead.issuer),
    ),
    TemplateName(
        name="so_ky_hieu",
        holds=TEXT,
        what="số, ký hiệu",
        example="Số: 01/CTr-MTTQ-BTT",
        value=_text(lambda r: r.letterhead.number),
    ),
    TemplateName(
        name="dia_danh_ngay",
        holds=TEXT,
        what="địa danh, ngày tháng năm",
        example="Quảng Trị, ngày 15 tháng 01 năm 2020",
        value=_text(lambda r: r.letterhead.place_and_date),
    ),
    TemplateName(
        name="ten_loai",
        holds=TEXT,
        what="tên loại văn bản",
        example="BÁO CÁO",
        value=_text(lambda r: r.type_name),
    ),
    TemplateName(
        name="trich_yeu",
        holds=LINES,
        what="trích yếu",
        example="Kết quả công tác Mặt trận năm 2020",
        value=_texts(lambda r: r.subject),
    ),
    TemplateName(
        name="chu_kinh_gui",
        holds=TEXT,
        what="chữ trước nơi kính gửi",
        example="Kính gửi:",
        value=_text(lambda r: r.layout.words.addressed),
    ),
    TemplateName(
        name="kinh_gui",
        holds=LINES,
        what="các nơi kính gửi",
        example="Thường trực Tỉnh ủy",
        value=_texts(lambda r: r.addressed_to),
    ),
    TemplateName(
        name="can_cu",
        holds=LINES,
        what="các căn cứ, đã có dấu `;` hoặc `.`",
        example="Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam.",
        value=_texts(lambda r: r.basis),
    ),
    TemplateName(
        name="noi_dung",
        holds=BLOCKS_OF,
        what="các khối của phần nội dung, xem bảng dưới",
        example="",
        value=lambda r: _blocks(r.body),
    ),
    TemplateName(
        name="chi_tieu",
        holds=FIGURES,
        what="số liệu của một chỉ tiêu, gọi bằng mã của nó trong danh mục, xem bảng dưới",
        example="chi_tieu['quy-vi-nguoi-ngheo'].thuc_hien",
        value=lambda r: _figures(r.figures),
    ),
    TemplateName(
        name="co_phan",
        holds=YES_NO,
        what="văn bản có chia phần (Phần thứ nhất) hay không",
        example="",
        value=lambda r: any(isinstance(block, Heading) and block.level == 0 for block in r.body),
    ),
    TemplateName(
        name="gach_dau_dong",
        holds=TEXT,
        what="dấu đầu dòng của danh sách",
        example="-",
        value=_text(lambda r: r.layout.words.dash),
    ),
    TemplateName(
        name="quyen_han",
        holds=TEXT,
        what="thẩm quyền ký",
        example="TM. BAN THƯỜNG TRỰC",
        value=_text(lambda r: r.signature.on_behalf_of),
    ),
    TemplateName(
        name="ky_thay",
        holds=TEXT,
        what="ký thay",
        example="KT. CHỦ TỊCH",
        value=_text(lambda r: r.signature.signing_for),
    ),
    TemplateName(
        name="chuc_vu",
        holds=TEXT,
        what="chức vụ",
        example="PHÓ CHỦ TỊCH",
        value=_text(lambda r: r.signature.position),
    ),
    TemplateName(
        name="ho_ten",
        holds=TEXT,
        what="họ tên người ký",
        example="Nguyễn Văn A",
        value=_text(lambda r: r.signature.name),
    ),
    TemplateName(
        name="chu_noi_nhan",
        holds=TEXT,
        what="chữ trước các nơi nhận",
        example="Nơi nhận:",
        value=_text(lambda r: r.layout.words.recipients),
    ),
    TemplateName(
        name="noi_nhan",
        holds=LINES,
        what="các nơi nhận, đã có gạch đầu dòng và dấu `;` hoặc `.`",
        example="- Thường trực Tỉnh ủy; / - Lưu: VT.",
        value=_texts(lambda r: r.recipients),
    ),
)

BLOCKS: tuple[BlockName, ...] = (
    BlockName("muc", "cap", "bậc của đề mục: 0 là phần, rồi 1, 2, 3", "1"),
    BlockName("muc", "so", "số của đề mục, có thể trống", "I."),
    BlockName("muc", "chu", "chữ của đề mục", "ĐÁNH GIÁ CHUNG"),
    BlockName("doan", "chu", "một đoạn văn", "Nhân dân phấn khởi, tin tưởng."),
    BlockName("gach", "chu", "một mục của danh sách, không có gạch ở đầu", "Tổ chức 05 hội nghị;"),
    BlockName("bang", "ten", "tên bảng, có thể trống", "Biểu các chỉ tiêu năm 2020"),
    BlockName(
        "bang", "cot", "các cột; mỗi cột có `ten` và `canh` (`trai`, `giua`, `phai`)", "cot.ten: Chỉ tiêu"
    ),
    BlockName("bang", "hang", "các hàng; mỗi hàng là danh sách chữ của các ô", "hang[0]: STT đầu tiên"),
    BlockName("bang", "nhom", "những hàng nào, đếm từ 0, là dòng đầu một nhóm", "[0, 4]"),
    BlockName("bang", "stt", "bảng thứ mấy trong văn bản, đếm từ 1", "1"),
    BlockName(
        "bang",
        "can_cot",
        "chỉ có trong Word: đặt `{{p khoi.can_cot }}` ở đoạn trước bảng thì các cột được chia đúng bề rộng",
        "",
    ),
)


FIGURE_NAMES: tuple[FigureName, ...] = (
    FigureName(
        name="ten",
        holds=TEXT,
        what="tên chỉ tiêu; trong `cac_don_vi` là tên đơn vị",
        example="Vận động Quỹ “Vì người nghèo” các cấp",
        value=lambda one: clean(one.name),
    ),
    FigureName(
        name="don_vi_tinh",
        holds=TEXT,
        what="đơn vị tính, có thể trống",
        example="đồng",
        value=lambda one: clean(one.measure),
    ),
    FigureName(
        name="thuc_hien",
        holds=TEXT,
        what="kết quả của kỳ, viết như trong câu; chưa có thì là `chưa có số liệu` hay `không áp dụng`",
        example="19,5 tỷ đồng",
        value=lambda one: clean(one.result),
    ),
    FigureName(
        name="luy_ke",
        holds=TEXT,
        what="kết quả từ đầu năm đến hết kỳ",
        example="19,5 tỷ đồng",
        value=lambda one: clean(one.to_date),
    ),
    FigureName(
        name="ke_hoach",
        holds=TEXT,
        what="kế hoạch cả năm hay nhiệm kỳ; không có thì là `chưa có kế hoạch`",
        example="trên 19 tỷ đồng",
        value=lambda one: clean(one.target),
    ),
    FigureName(
        name="ty_le",
        holds=TEXT,
        what="phần trăm kế hoạch đã đạt; của chỉ tiêu tính bằng % thì là chính tỷ lệ ấy; chưa rõ: `chưa có số liệu`",
        example="102,63%",
        value=lambda one: clean(one.rate),
    ),
    FigureName(
        name="so_cung_ky",
        holds=TEXT,
        what="so với năm trước hay cùng kỳ năm trước; chưa so được thì là số của năm trước: "
        "`năm 2019 là 30 nhà (mới có 1/4 đơn vị báo cáo)`; trống nếu thiếu một trong hai số",
        example="tăng 12,50% so với năm 2019",
        value=lambda one: clean(one.change),
    ),
    FigureName(
        name="ghi_chu",
        holds=TEXT,
        what="vì sao kết quả chưa đầy đủ; trống nếu đã đầy đủ",
        example="Mới có 9/11 đơn vị báo cáo",
        value=lambda one: clean(one.remark),
    ),
    FigureName(
        name="co_so_lieu",
        holds=YES_NO,
        what="đã có kết quả hay chưa",
        example="",
        value=lambda one: one.is_known,
    ),
    FigureName(
        name="co_ke_hoach",
        holds=YES_NO,
        what="có kế hoạch hay không",
        example="",
        value=lambda one: one.has_target,
    ),
    FigureName(
        name="cac_don_vi",
        holds=UNITS,
        what="các đơn vị trực thuộc, theo thứ tự danh mục; mỗi đơn vị có các tên ở trên",
        example="dv.ten: Huyện Hướng Hóa",
        value=None,
    ),
)
_OF_FIGURE = {one.name: one.value for one in FIGURE_NAMES if one.value is not None}


def context(report: Report) -> dict[str, object]:
    """Return the values of a report under the names of `NAMES`, every text made fit to print."""
    return {one.name: one.value(report) for one in NAMES}


def _figures(figures: FiguresByName) -> NamedValues:
    """Return the figures by id."""

    def of_indicator(indicator: str) -> NamedValues:
        whole = _figure(figures.figure(indicator))

        def value(name: str) -> object:
            if name in _OF_FIGURE:
                return whole[name]
            return [_figure(one) for one in figures.of_units(indicator)]

        return NamedValues((one.name for one in FIGURE_NAMES), value)

    return NamedValues(figures.ids, of_indicator)


def _figure(figure: NamedFigure) -> dict[str, object]:
    return {name: value(figure) for name, value in _OF_FIGURE.items()}


def _lines(texts: Iterable[str]) -> list[str]:
    return [clean(text) for text in texts]


def _blocks(blocks: Iterable[Block]) -> list[dict[str, object]]:
    tables = count(1)
    return [_block(block, tables) for block in blocks]


def _block(block: Block, tables: Iterable[int]) -> dict[str, object]:
    match block:
        case Heading():
            return {
                "loai": "muc",
                "cap": block.level,
                "so": clean(block.number),
                "chu": clean(block.text),
            }
        case Paragraph():
            return {"loai": "doan", "chu": clean(block.text)}
        case Item():
            return {"loai": "gach", "chu": clean(block.text)}
        case TableBlock():
            return {
                "loai": "bang",
                "stt": next(iter(tables)),
                "ten": clean(block.title),
                "cot": [
                    {"ten": clean(column.header), "canh": _ALIGN[column.align]} for column in block.columns
                ],
                "hang": [_lines(row) for row in block.rows],
                "nhom": list(block.groups),
            }
