"""The names that a template may use, in words that a secretary understands.

Templates are edited by people who write Vietnamese documents, so the names are
Vietnamese, without accents. A text is a string. A list of lines can be looped
over or printed as it is: `{{ co_quan }}` puts each line on its own. A part that
the document lacks is an empty text or list, to be tested by `{% if kinh_gui %}`.

`NAMES` and `BLOCKS` are complete; the reference page is generated from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

from msgspec import Struct

from mttq.render.text import clean
from mttq.report.model import Align, Block, Heading, Item, Paragraph, Report, TableBlock

TEXT, LINES, BLOCKS_OF, YES_NO, NUMBER = "chữ", "các dòng", "các khối", "có hoặc không", "số"
"""The kinds of value that a name can hold."""

_ALIGN = {Align.LEFT: "trai", Align.CENTRE: "giua", Align.RIGHT: "phai"}


class TemplateName(Struct, frozen=True, kw_only=True):
    """A name that a template may use.

    Attributes:
        name: the name as a tag writes it.
        holds: `TEXT`, `LINES`, `BLOCKS_OF`, `YES_NO` or `NUMBER`.
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


def context(report: Report) -> dict[str, object]:
    """Return the values of a report under the names of `NAMES`, every text made fit to print."""
    return {one.name: one.value(report) for one in NAMES}


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
