"""The names a template may use, in words a secretary understands.

Templates are edited by people who write Vietnamese documents, so the names are
theirs, unaccented. Texts are strings; lists of lines may be looped over or
printed as they are (`{{ co_quan }}` puts each line on its own). A part that the
document lacks is an empty text or an empty list: `{% if kinh_gui %}` tells.

==================== ======== ================================================================
name                 holds    what
==================== ======== ================================================================
`co_quan_cap_tren`   lines    the body above the issuing one, in capitals
`co_quan`            lines    the issuing body, in capitals
`so_ky_hieu`         text     `Số: 01/CTr-MTTQ-BTT`
`dia_danh_ngay`      text     `Quảng Trị, ngày 15 tháng 01 năm 2020`
`ten_loai`           text     `BÁO CÁO`
`trich_yeu`          lines    what the document is about
`kinh_gui`           lines    the bodies it is addressed to
`can_cu`             lines    the documents it rests on, each with its `;` or `.`
`noi_dung`           blocks   the body, see below
`quyen_han`          text     `TM. BAN THƯỜNG TRỰC`
`ky_thay`            text     `KT. CHỦ TỊCH`
`chuc_vu`            text     `PHÓ CHỦ TỊCH`
`ho_ten`             text     the signer's name
`noi_nhan`           lines    the recipients, each with its dash and `;` or `.`
`co_phan`            yes, no  whether the document is in parts (`Phần thứ nhất`)
==================== ======== ================================================================

Quốc hiệu and tiêu ngữ are the same in every document and stand in the template
itself. A block `khoi` of `noi_dung` has `khoi.loai`, and by that:

========== =====================================================================================
`loai`     further names
========== =====================================================================================
`muc`      `cap` (0 for a part, then 1, 2, 3), `so` (`I.`, or an empty text), `chu`: a heading
`doan`     `chu`: a paragraph
`gach`     `chu`: an entry of a list, without its dash
`bang`     `ten`: the title; `cot`: the columns, each with `ten` and `canh` (`trai`, `giua`,
           `phai`); `hang`: the rows, each a list of texts; `nhom`: which of the rows, from 0,
           head a group (in Word their cells are joined and bold of themselves); `stt`: the
           table's place among the document's tables, from 1; in Word `can_cot`, printed by `{{p khoi.can_cot }}` in a
           paragraph before a table, makes its columns as wide as they should be
========== =====================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from mttq.render.text import clean
from mttq.report.model import Align, Block, Heading, Item, Paragraph, Report, Table

_ALIGN = {Align.LEFT: "trai", Align.CENTRE: "giua", Align.RIGHT: "phai"}


def context(report: Report) -> dict[str, object]:
    """The report under the names that the module's docstring lists, every text made fit to print."""
    letterhead, signature = report.letterhead, report.signature
    return {
        "co_quan_cap_tren": _lines(letterhead.superior),
        "co_quan": _lines(letterhead.issuer),
        "so_ky_hieu": clean(letterhead.number),
        "dia_danh_ngay": clean(letterhead.place_and_date),
        "ten_loai": clean(report.type_name),
        "trich_yeu": _lines(report.subject),
        "kinh_gui": _lines(report.addressed_to),
        "can_cu": _lines(report.basis),
        "noi_dung": _blocks(report.body),
        "quyen_han": clean(signature.on_behalf_of),
        "ky_thay": clean(signature.signing_for),
        "chuc_vu": clean(signature.position),
        "ho_ten": clean(signature.name),
        "noi_nhan": _lines(report.recipients),
        "co_phan": any(isinstance(block, Heading) and block.level == 0 for block in report.body),
    }


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
