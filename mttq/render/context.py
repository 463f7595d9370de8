"""The names a template may use, in words a secretary understands.

Templates are edited by people who write Vietnamese documents, so the names are
theirs, unaccented. Texts are strings; lists of lines may be looped over or
printed as they are (`{{ co_quan }}` puts each line on its own). A part that the
document lacks is an empty text or an empty list: `{% if kinh_gui %}` tells.

`NAMES` and `BLOCKS` are all there is; the page of reference is made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from mttq.render.text import clean
from mttq.report.model import Align, Block, Heading, Item, Paragraph, Report, Table

TEXT, LINES, BLOCKS_OF, YES_NO, NUMBER = "chữ", "các dòng", "các khối", "có hoặc không", "số"
"""What a name holds."""

_ALIGN = {Align.LEFT: "trai", Align.CENTRE: "giua", Align.RIGHT: "phai"}


@dataclass(frozen=True, slots=True)
class TemplateName:
    """A name that a template may use.

    Attributes:
        name: as it is written in a tag.
        holds: `TEXT`, `LINES`, `BLOCKS_OF`, `YES_NO` or `NUMBER`.
        what: what it is, in Vietnamese.
        example: what it may hold; lines are separated by ` / `.
        value: takes it from a report.
    """

    name: str
    holds: str
    what: str
    example: str
    value: Callable[[Report], object]


@dataclass(frozen=True, slots=True)
class BlockName:
    """A name behind `khoi.`.

    Attributes:
        kind: the `khoi.loai` that has it.
        name: as it is written behind `khoi.`.
        what: what it is, in Vietnamese.
        example: what it may hold.
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
        "quoc_hieu",
        TEXT,
        "quốc hiệu",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        _text(lambda r: r.layout.words.country),
    ),
    TemplateName(
        "tieu_ngu", TEXT, "tiêu ngữ", "Độc lập - Tự do - Hạnh phúc", _text(lambda r: r.layout.words.motto)
    ),
    TemplateName(
        "co_quan_cap_tren",
        LINES,
        "cơ quan cấp trên",
        "ỦY BAN MTTQ VIỆT NAM / PHƯỜNG MỸ THỚI",
        _texts(lambda r: r.letterhead.superior),
    ),
    TemplateName(
        "co_quan",
        LINES,
        "cơ quan ban hành",
        "ỦY BAN MTTQ VIỆT NAM / TỈNH QUẢNG TRỊ / BAN THƯỜNG TRỰC",
        _texts(lambda r: r.letterhead.issuer),
    ),
    TemplateName(
        "so_ky_hieu", TEXT, "số, ký hiệu", "Số: 01/CTr-MTTQ-BTT", _text(lambda r: r.letterhead.number)
    ),
    TemplateName(
        "dia_danh_ngay",
        TEXT,
        "địa danh, ngày tháng năm",
        "Quảng Trị, ngày 15 tháng 01 năm 2020",
        _text(lambda r: r.letterhead.place_and_date),
    ),
    TemplateName("ten_loai", TEXT, "tên loại văn bản", "BÁO CÁO", _text(lambda r: r.type_name)),
    TemplateName(
        "trich_yeu", LINES, "trích yếu", "Kết quả công tác Mặt trận năm 2020", _texts(lambda r: r.subject)
    ),
    TemplateName(
        "chu_kinh_gui", TEXT, "chữ trước nơi kính gửi", "Kính gửi:", _text(lambda r: r.layout.words.addressed)
    ),
    TemplateName(
        "kinh_gui", LINES, "các nơi kính gửi", "Thường trực Tỉnh ủy", _texts(lambda r: r.addressed_to)
    ),
    TemplateName(
        "can_cu",
        LINES,
        "các căn cứ, đã có dấu `;` hoặc `.`",
        "Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam.",
        _texts(lambda r: r.basis),
    ),
    TemplateName(
        "noi_dung", BLOCKS_OF, "các khối của phần nội dung, xem bảng dưới", "", lambda r: _blocks(r.body)
    ),
    TemplateName(
        "co_phan",
        YES_NO,
        "văn bản có chia phần (Phần thứ nhất) hay không",
        "",
        lambda r: any(isinstance(block, Heading) and block.level == 0 for block in r.body),
    ),
    TemplateName(
        "gach_dau_dong", TEXT, "dấu đầu dòng của danh sách", "-", _text(lambda r: r.layout.words.dash)
    ),
    TemplateName(
        "quyen_han", TEXT, "thẩm quyền ký", "TM. BAN THƯỜNG TRỰC", _text(lambda r: r.signature.on_behalf_of)
    ),
    TemplateName("ky_thay", TEXT, "ký thay", "KT. CHỦ TỊCH", _text(lambda r: r.signature.signing_for)),
    TemplateName("chuc_vu", TEXT, "chức vụ", "PHÓ CHỦ TỊCH", _text(lambda r: r.signature.position)),
    TemplateName("ho_ten", TEXT, "họ tên người ký", "Nguyễn Văn A", _text(lambda r: r.signature.name)),
    TemplateName(
        "chu_noi_nhan",
        TEXT,
        "chữ trước các nơi nhận",
        "Nơi nhận:",
        _text(lambda r: r.layout.words.recipients),
    ),
    TemplateName(
        "noi_nhan",
        LINES,
        "các nơi nhận, đã có gạch đầu dòng và dấu `;` hoặc `.`",
        "- Thường trực Tỉnh ủy; / - Lưu: VT.",
        _texts(lambda r: r.recipients),
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
    """The report under the names of `NAMES`, every text made fit to print."""
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
        case Table():
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
