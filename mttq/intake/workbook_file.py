"""Workbooks that others send: judged before they are opened, then read into plain cells.

A workbook is refused by name for what it may do (macros, links to other files, a password) and for its size, packed
and unpacked, before anything of it is parsed. Values of formulas are those that the sender's program has computed;
nothing is computed here. Only the cells within the limits below are read.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any, cast

from mttq.archives import UNREADABLE
from mttq.diagnostics import OVER_LIMIT
from mttq.intake import open_document
from mttq.intake.answers import Objection
from mttq.intake.received_sheet import MOST_COLUMNS, MOST_ROWS, Position, ReceivedCell, ReceivedSheet

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 32 * 1024 * 1024
MOST_PARTS = 500

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "mở tệp bằng Excel hay LibreOffice, lưu lại thành .xlsx rồi gửi lại"
_NO_TABLE = "không phải tệp bảng tính (.xlsx, .ods)"
# What a form or a table needs none of, by the beginning of the names of parts.
_FORBIDDEN = (
    ("xl/vbaproject", "có macro", "lưu lại thành .xlsx (không phải .xlsm) rồi gửi lại"),
    ("xl/macrosheets", "có macro", "lưu lại thành .xlsx (không phải .xlsm) rồi gửi lại"),
    ("xl/externallinks", "có liên kết đến tệp khác", "dán giá trị thay cho các công thức lấy từ tệp khác"),
    ("xl/connections", "có kết nối lấy dữ liệu từ nơi khác", "bỏ kết nối, chỉ giữ giá trị"),
    ("xl/querytables", "có kết nối lấy dữ liệu từ nơi khác", "bỏ kết nối, chỉ giữ giá trị"),
    ("xl/embeddings", "có tệp khác nhúng bên trong", "xóa đối tượng nhúng rồi lưu lại"),
    ("xl/activex", "có điều khiển ActiveX", "xóa các nút điều khiển rồi lưu lại"),
)
_WITHOUT_MACROS = "xóa macro (Tools ▸ Macros ▸ Organize Macros), hoặc lưu lại thành .xlsx rồi gửi lại"
_FORBIDDEN_IN_OPEN_DOCUMENTS = (
    ("basic/", "có macro", _WITHOUT_MACROS),
    ("scripts/", "có macro", _WITHOUT_MACROS),
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ESCAPED = re.compile("_x(00[01][0-9A-F])_")  # how Excel writes a control character, a line break among them
_ROOT = re.compile(rb"(?:<\?xml[^>]*\?>)?\s*<worksheet\b[^>]*>")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def why_refused(data: bytes) -> Objection | None:
    """Say why a workbook is not to be opened; None if it may be.

    Args:
        data: the whole file.
    """
    if len(data) > MOST_BYTES:
        return _too_large(f"tệp có {_mib(len(data))}, hơn {_mib(MOST_BYTES)}")
    if data.startswith(_OLD_OFFICE):
        if _PASSWORD in data:
            return _refused("tệp đặt mật khẩu", "bỏ mật khẩu rồi gửi lại")
        return _refused("tệp Excel đời cũ (.xls)", _SAVE_AGAIN)
    if not data.startswith(b"PK"):
        return _refused(_NO_TABLE, _SAVE_AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _why_parts_are_refused(archive)
    except UNREADABLE:
        return _refused("tệp hỏng, không mở được", "gửi lại tệp gốc")


def _why_parts_are_refused(archive: zipfile.ZipFile) -> Objection | None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        return _too_large(f"tệp có {len(parts)} phần bên trong, hơn {MOST_PARTS}")
    unpacked = sum(one.file_size for one in parts)
    if unpacked > MOST_UNPACKED:
        return _too_large(f"tệp giải nén ra {_mib(unpacked)}, hơn {_mib(MOST_UNPACKED)}")
    if any(one.flag_bits & 1 for one in parts):
        return _refused("tệp nén có mật khẩu", "bỏ mật khẩu rồi gửi lại")
    names = {one.filename.replace("\\", "/").casefold() for one in parts}
    if len(names) < len(parts):
        return _refused("tệp hỏng: có hai phần trùng tên", "gửi lại tệp gốc")
    if open_document.is_one(archive):
        return _why_open_document_is_refused(archive, names)
    if any(one.startswith("word/") for one in names):
        return _refused("đây là tệp Word, không phải bảng tính", "gửi tệp bảng tính (.xlsx, .ods)")
    if "xl/workbook.bin" in names:
        return _refused("tệp dạng .xlsb", _SAVE_AGAIN)
    if "xl/workbook.xml" not in names:
        return _refused(_NO_TABLE, _SAVE_AGAIN)
    return _why_a_part_is_refused(names, _FORBIDDEN)


def _why_open_document_is_refused(archive: zipfile.ZipFile, names: set[str]) -> Objection | None:
    manifest = open_document.manifest(archive)
    if b"encryption-data" in manifest:
        return _refused("tệp đặt mật khẩu", "bỏ mật khẩu rồi gửi lại")
    if b"oleobject" in manifest:
        return _refused("tệp có tệp khác nhúng bên trong", "xóa đối tượng nhúng rồi lưu lại")
    return _why_a_part_is_refused(names, _FORBIDDEN_IN_OPEN_DOCUMENTS)


def _why_a_part_is_refused(names: set[str], forbidden: Sequence[tuple[str, str, str]]) -> Objection | None:
    for start, what, remedy in forbidden:
        found = sorted(one for one in names if one.startswith(start))
        if found:
            return _refused(f"tệp {what} ({found[0]})", remedy)
    return None


def open_workbook(data: bytes) -> list[ReceivedSheet] | Objection:
    """Read the sheets of a workbook; say why if it is refused or damaged.

    Args:
        data: the whole file.
    """
    refusal = why_refused(data)
    if refusal is not None:
        return refusal
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl does not know
            if any(_ENTITIES.search(archive.read(one)) for one in archive.namelist() if one.endswith(".xml")):
                return _refused("tệp khai báo thực thể XML, không mở", "gửi lại tệp gốc")
            if open_document.is_one(archive):
                return open_document.read_open_document(archive)
            return _sheets(data, archive)
    except open_document.LinkedFileError as error:
        return _refused(f"tệp {error.what}", error.help)
    except open_document.TooManyCellsError:
        return _too_large("tệp lặp lại quá nhiều ô")
    except MemoryError:
        raise
    except Exception:  # whatever openpyxl makes of a damaged file
        return _refused("tệp hỏng, không đọc được", _SAVE_AGAIN)


def _sheets(data: bytes, archive: zipfile.ZipFile) -> list[ReceivedSheet]:
    """Read the sheets with the readers of openpyxl, but only what answers are read from: no looks, no properties."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - takes 80 ms, and most commands read no workbook
    from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415 - the same

    reader = cast(Any, ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False))
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(archive, reader.wb)
    return [
        _sheet(sheet.name, rel.target, reader) for sheet, rel in reader.parser.find_sheets() if _is_table(rel)
    ]


def _is_table(rel: Any) -> bool:  # noqa: ANN401 - openpyxl's
    """Whether a sheet has cells, and is no chart of its own."""
    return not str(rel.Type).endswith("/chartsheet")


def _sheet(name: str, part: str, reader: Any) -> ReceivedSheet:  # noqa: ANN401 - openpyxl's
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE  # noqa: PLC0415 - see above

    xml = reader.archive.read(part)
    book = reader.wb
    rows = _row_parser()(
        BytesIO(_only_rows(xml)),
        reader.shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    cells: dict[Position, ReceivedCell] = {}
    for row, found in rows.parse():
        if row > MOST_ROWS:
            break
        for cell in found:
            value, column = cell["value"], cell["column"]
            if value is None or value == "" or column > MOST_COLUMNS:
                continue
            form = ""
            if isinstance(value, str):
                if "_x" in value:
                    value = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), value)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                number_format = book._cell_styles[cell["style_id"]].numFmtId
                form = (
                    BUILTIN_FORMATS.get(number_format, "General")
                    if number_format < BUILTIN_FORMATS_MAX_SIZE
                    else book._number_formats[number_format - BUILTIN_FORMATS_MAX_SIZE]
                )
            cells[row, column] = ReceivedCell(value, form, cell["data_type"] == "e")
    return ReceivedSheet(
        name=name,
        cells=cells,
        merged=tuple(
            ((int(top), number(left)), (int(bottom), number(right)))
            for left, top, right, bottom in _MERGED.findall(xml)
        ),
        not_computed=frozenset(rows.not_computed),
    )


@cache
def _row_parser() -> Any:  # noqa: ANN401 - a class made from one of openpyxl, which is imported when it is needed
    """Return openpyxl's parser of sheets, which also keeps the places of formulas without a value."""
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser  # noqa: PLC0415 - see above

    class RowParser(WorkSheetParser):
        def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - openpyxl's
            super().__init__(*args, **more)
            self.not_computed: list[Position] = []

        def parse_cell(self, element: Any) -> Any:  # noqa: ANN401 - openpyxl's
            cell = super().parse_cell(element)
            if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                self.not_computed.append((cell["row"], cell["column"]))
            return cell

    return RowParser


def _only_rows(xml: bytes) -> bytes:
    """Return the part of a sheet with nothing but its rows, where it is written as programs write it."""
    root = _ROOT.match(xml)
    start, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    if root is None or start < 0 or end < start:
        return xml
    return root[0] + xml[start:end] + b"</sheetData></worksheet>"


def number(column: bytes) -> int:
    """Return the number of a column, from 1, from its letters."""
    found = 0
    for letter in column:
        found = found * 26 + letter - ord("A") + 1
    return found


def _refused(message: str, remedy: str) -> Objection:
    return Objection(place="", message=message, help=remedy)


def _too_large(message: str) -> Objection:
    return Objection(
        place="",
        message=message,
        help="xóa ảnh, trang và định dạng không dùng rồi lưu lại",
        code=OVER_LIMIT,
    )


def _mib(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MiB"
