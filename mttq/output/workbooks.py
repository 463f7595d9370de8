"""`mttq total` and `mttq status` as Excel workbooks: the rows of their CSV, with headers and words for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from mttq.completeness import ApprovalState, DateSource, Overview, ReportStatus
from mttq.levels import Level
from mttq.output import status, totals
from mttq.output.plain_totals import OF_ITS_OWN
from mttq.output.records import Value
from mttq.output.row_texts import SIGNS
from mttq.output.spreadsheet import CellValue, ListColumn, list_book
from mttq.quantity import Comparator
from mttq.totals import ShownTable, Status

_TOTAL_COLUMNS: Mapping[str, tuple[str, int]] = {
    "don_vi": ("Mã đơn vị", 22),
    "ten": ("Đơn vị", 28),
    "cap": ("Cấp", 12),
    "chi_tieu": ("Mã chỉ tiêu", 22),
    "ten_chi_tieu": ("Chỉ tiêu", 40),
    "ky": ("Kỳ", 9),
    "don_vi_tinh": ("Đơn vị tính", 12),
    "ke_hoach.so_sanh": ("So sánh", 9),
    "ke_hoach.gia_tri": ("Kế hoạch", 18),
    "ke_hoach.tu": ("Kế hoạch từ", 15),
    "ke_hoach.den": ("Kế hoạch đến", 15),
    "ke_hoach_den_ky": ("Kế hoạch đến hết kỳ", 15),
    "cap_duoi_dang_ky": ("Cấp dưới đăng ký", 18),
    "cap_minh": ("Cấp mình thực hiện", 18),
    "so_cong_don": ("Cộng các báo cáo", 18),
    "so_bao_cao": ("Báo cáo cho toàn địa bàn", 18),
    "thuc_hien": ("Thực hiện", 18),
    "ty_le_hoan_thanh": ("So với kế hoạch (%)", 12),
    "cung_ky": ("Cùng kỳ", 18),
    "so_cung_ky": ("So với cùng kỳ (%)", 12),
    "dat": ("Đạt kế hoạch", 11),
    "gan_dung": ("Số gần đúng", 10),
    "da_bao_cao": ("Số đơn vị đã báo cáo", 11),
    "phai_bao_cao": ("Số đơn vị phải báo cáo", 11),
    "trang_thai": ("Tình trạng", 15),
    "ke_hoach_cap_minh": ("Kế hoạch cấp mình", 18),
    "ty_le_cap_minh": ("Cấp mình so với kế hoạch (%)", 13),
    "dat_cap_minh": ("Cấp mình đạt kế hoạch", 11),
    "nguon_ke_hoach": ("Kế hoạch do", 12),
    "moi_nam": ("Số bình quân mỗi năm", 11),
}
_STATUS_COLUMNS: Mapping[str, tuple[str, int]] = {
    "don_vi": ("Mã đơn vị", 22),
    "ten": ("Đơn vị", 30),
    "cap": ("Cấp", 12),
    "ky": ("Kỳ", 9),
    "phai_nop": ("Phải nộp", 9),
    "trang_thai": ("Tình trạng", 30),
    "tep": ("Tệp", 45),
    "ngay_nop": ("Ngày nộp", 12),
    "nguon_ngay": ("Ngày lấy từ", 12),
    "han_nop": ("Hạn nộp", 12),
    "so_ngay_muon": ("Số ngày muộn", 9),
    "ky_ngan_hon": ("Các kỳ ngắn hơn đã nộp", 20),
    "co_ke_hoach": ("Có kế hoạch", 9),
    "tu": ("Từ ngày", 12),
    "den": ("Đến ngày", 12),
    "danh_muc_chua_du": ("Danh mục chưa đủ đơn vị cấp dưới", 13),
    "phe_duyet": ("Phê duyệt báo cáo", 20),
    "ke_hoach_phe_duyet": ("Phê duyệt kế hoạch", 20),
}
_Words = Mapping[str, Callable[[Value], CellValue]]


def _flag(yes: str, no: str = "") -> Callable[[Value], CellValue]:
    return lambda value: (yes if value else no) or None


def _level(value: Value) -> CellValue:
    return Level(str(value)).label


def _day(value: Value) -> CellValue:
    return date.fromisoformat(str(value))


def _approval(value: Value) -> CellValue:
    return status.APPROVALS[ApprovalState(str(value))]


_SOURCES = {DateSource.DOCUMENT: "văn bản", DateSource.GIT: "git"}
_ORIGINS = {OF_ITS_OWN: "đơn vị", totals.HANDED_DOWN: "cấp trên giao"}
_TOTAL_WORDS: _Words = {
    "cap": _level,
    "ke_hoach.so_sanh": lambda value: SIGNS.get(Comparator(str(value)), "khoảng"),
    "dat": _flag("đạt", "chưa đạt"),
    "gan_dung": _flag("≈"),
    "trang_thai": lambda value: Status(str(value)).label,
    "dat_cap_minh": _flag("đạt", "chưa đạt"),
    "nguon_ke_hoach": lambda value: _ORIGINS[str(value)],
    "moi_nam": _flag("mỗi năm"),
}
_STATUS_WORDS: _Words = {
    "cap": _level,
    "phai_nop": _flag("có", "không"),
    "trang_thai": lambda value: status.TITLES[ReportStatus(str(value))],
    "nguon_ngay": lambda value: _SOURCES[DateSource(str(value))],
    "phe_duyet": _approval,
    "ke_hoach_phe_duyet": _approval,
    "ngay_nop": _day,
    "han_nop": _day,
    "tu": _day,
    "den": _day,
    "co_ke_hoach": _flag("có", "không"),
    "danh_muc_chua_du": _flag("chưa đủ"),
}


def total_book(table: ShownTable) -> bytes:
    """Return the rows of a table as a workbook.

    Raises:
        TooManyRowsError: a sheet does not hold so many.
    """
    keys = totals.keys(table)
    rows = chain(table.rows, chain.from_iterable(block.rows() for block in table.blocks))
    title = f"Số liệu {table.period.full_title(table.cycle)}"
    if table.as_of is not None:
        title += f", theo đơn vị ngày {table.as_of:%d/%m/%Y}"
    return _book(
        title, "Số liệu", keys, (totals.values(row, table) for row in rows), (_TOTAL_COLUMNS, _TOTAL_WORDS)
    )


def status_book(found: Overview) -> bytes:
    """Return who has reported as a workbook, a row for each unit."""
    title = f"Tình hình nộp báo cáo {found.period.full_title(found.cycle)}, đến ngày {found.today:%d/%m/%Y}"
    keys = status.columns_of(found)
    rows = ([one[key] for key in keys] for one in status.entries(found))
    return _book(title, "Nộp báo cáo", keys, rows, (_STATUS_COLUMNS, _STATUS_WORDS))


def _book(
    title: str,
    name: str,
    keys: Sequence[str],
    rows: Iterator[Sequence[Value]],
    meaning: tuple[Mapping[str, tuple[str, int]], _Words],
) -> bytes:
    titles, words = meaning
    columns = [ListColumn(*titles[key]) for key in keys]
    cells = ([_cell(value, words.get(key)) for key, value in zip(keys, row, strict=True)] for row in rows)
    return list_book(title, name, columns, cells)


def _cell(value: Value, word: Callable[[Value], CellValue] | None) -> CellValue:
    if value is None:
        return None
    if word is not None:
        return word(value)
    return "có" if value is True else None if value is False else value
