"""Tables as people, programs and strangers send them: each is read rightly, or refused at its cell with a remedy."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
import small_project
from table_project import CSV, MAP

from mttq.check import Checked, run
from mttq.diagnostics import Severity
from mttq.documents import load
from mttq.documents.table_map import read_table_map
from mttq.intake import Mode, examine
from mttq.source import read_bytes
from mttq.tables.collection import collect
from mttq.tables.csv_file import read_csv
from mttq.tables.table import RefusedTableError

BY = """\
nam: 2020
ky: quy-2
cot_don_vi: Đơn vị
o_trong: [Không, "-"]
cot:
  Nhà: nha
  Quỹ: {chi_tieu: quy, don_vi_tinh: triệu đồng}
  Phụ nữ: ty-le-nu
  Kết quả: {loi_van: ket-qua, chuong_trinh: 2}
"""
HEAD = "Đơn vị;Nhà;Quỹ;Phụ nữ;Kết quả\n"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    documents = {"2020/quang-tri/ke-hoach.yaml": small_project.plan()}
    return run(load(small_project.write(tmp_path_factory.mktemp("du-an"), documents)))


def told(checked: Checked, content: bytes) -> list[str]:
    """Return what becomes of a table: the lines of each report below its head, or what is wrong, with its place."""
    by, faults = read_table_map(read_bytes(BY.encode(), MAP))
    assert by is not None, faults
    try:
        table = read_csv(content, CSV)
    except RefusedTableError as error:
        return [f"{error.message} = {error.help}"]
    found = collect(checked.project, table, by)
    lines = [f"{one.code.id} {one.message}" for one in found.faults]
    lines += [f"{one.place}: {one.message}" for one in found.unread]
    for receipt in examine(checked, found.answers, Mode.ASK).receipts:
        wrong = [one for one in receipt.objections if one.severity is Severity.ERROR]
        if not wrong:
            assert receipt.draft is not None and receipt.draft.after is not None
            lines += [line.strip() for line in receipt.draft.after.decode().splitlines()[3:]]
        lines += [
            f"{one.place}: {one.code.id if one.code else ''} {one.message} = {one.help}" for one in wrong
        ]
    return lines


NHA = ["chuong_trinh:", "2:", "so_lieu:", "nha: 3 nhà"]
SAVE = "mở bằng Excel hay LibreOffice, lưu thành “CSV UTF-8” hoặc .xlsx rồi nhập lại"


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}Đakrông;3;;;\n",
        f"{HEAD}Đakrông;3\n",
        f"{HEAD}  Đakrông  ; 3 ;-;Không;\n",
        f"{HEAD};;;;\n\nĐakrông;3;;;\n;;;;\n",
        "ĐƠN  VỊ;nhà;quỹ;PHỤ NỮ;kết quả\nĐAKRÔNG;3;;;\n",
        '"Đơn vị";"Nhà";"Quỹ";"Phụ nữ";"Kết quả"\r\n"Đakrông";"3";"";"";""\r\n',
        unicodedata.normalize("NFD", f"{HEAD}Đakrông;3;;;\n"),
        f"{HEAD}Huyện\xa0Đakrông\u200b;3;;;\n",
        "Kết quả\tĐơn vị\tQuỹ\tNhà\tPhụ nữ\n\tĐakrông\t\t3\t\n",
        f"{HEAD}Đakrông;3 nhà;;;\n",
        f"{HEAD}UB MTTQ huyện Đakrông;3;;;\n",
    ],
)
def test_the_same_answer_however_it_is_typed(checked: Checked, content: str) -> None:
    assert told(checked, content.encode()) == NHA
    assert told(checked, codecs.BOM_UTF8 + content.encode()) == NHA
    assert told(checked, content.encode("utf-16")) == NHA


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (";1.250,5;;", ["quy: 1.250,5 triệu đồng"]),
        (";1250,5;;", ["quy: 1250,5 triệu đồng"]),
        (";2 tỷ đồng;;", ["quy: 2 tỷ đồng"]),
        ("không áp dụng;;;", ["nha: không áp dụng"]),
        ("0;;;", ["nha: 0 nhà"]),
    ],
)
def test_figures_are_kept_as_they_are_written(checked: Checked, cells: str, lines: list[str]) -> None:
    assert told(checked, f"{HEAD}Đakrông;{cells}\n".encode())[3:] == lines


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ("3,5;;;", "dòng 2, cột B: MT208"),
        ("3.5;;;", "dòng 2, cột B: MT"),
        ("1 234;;;", "dòng 2, cột B: MT203"),
        ("3O;;;", "dòng 2, cột B: MT206"),
        ("-3;;;", "dòng 2, cột B: MT209"),
        ("chưa có;;;", "dòng 2, cột B: MT206"),
        ("5-7;;;", "dòng 2, cột B: MT"),
        ("3 cuộc;;;", "dòng 2, cột B: MT207"),
        ("ba;;;", "dòng 2, cột B: MT206"),
        ("1/2/2020;;;", "dòng 2, cột B: MT205"),
        ("3 nhà, 4 nhà;;;", "dòng 2, cột B: MT"),
        (";12.5;;", "dòng 2, cột C: MT"),
        (";1,234.5;;", "dòng 2, cột C: MT"),
        (";;nhiều;", "dòng 2, cột D: MT204"),
        ("=1+2;;;", "dòng 2, cột B:  ô có công thức “=1+2”"),
        (";;;=HYPERLINK(1)", "dòng 2, cột E:  ô có công thức “=HYPERLINK(1)”"),
        (";;;Tốt\x07", "dòng 2, cột E: MT006"),
    ],
)
def test_what_is_no_figure_is_refused_at_its_cell_with_a_remedy(
    checked: Checked, cells: str, place: str
) -> None:
    lines = told(checked, f"{HEAD}Đakrông;{cells}\n".encode())
    assert lines[0].startswith(place), lines
    assert " = " in lines[0] and not lines[0].endswith("= None")
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            f"{HEAD}Tổng cộng;3;;;\n".encode(),
            ["dòng 2, cột A: không có đơn vị “Tổng cộng” trong quý II năm 2020"],
        ),
        (HEAD.encode() * 2, ["dòng 2, cột A: không có đơn vị “Đơn vị” trong quý II năm 2020"]),
        (
            f"{HEAD}Đakrong;3;;;\n".encode(),
            ["dòng 2, cột A: chưa chắc “Đakrong” là đơn vị nào: quang-tri/dakrong (huyện Đakrông)"],
        ),
        (f"{HEAD};3;;;\n".encode(), ["dòng 2, cột A: dòng này không có tên đơn vị"]),
        (f"{HEAD}Đakrông;;;;\n".encode(), [":  chưa điền ô nào = điền số liệu rồi gửi lại"]),
        (HEAD.encode(), []),
        (
            "Đơn vị;Nhà;Nhà;Quỹ;Phụ nữ;Kết quả\nĐakrông;3;;;;\n".encode(),
            ["MT106 bảng có 2 cột “Nhà”: B và C"],
        ),
        ("Đơn vị;Nhà;Quỹ;Phụ nữ\n".encode(), ["MT106 bảng không có cột “Kết quả” ở dòng 1"]),
        (
            "<html><table><tr><td>Đơn vị</td></tr></table></html>".encode(),
            [f"tệp này là trang web hay XML, dù có đuôi .csv, .xls = {SAVE}"],
        ),
        (
            b'<?xml version="1.0"?><Workbook/>',
            [f"tệp này là trang web hay XML, dù có đuôi .csv, .xls = {SAVE}"],
        ),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", [f"tệp này không phải là văn bản = {SAVE}"]),
        (
            f"{HEAD}Đakrông;3;;;".encode() + b"\xc3\x28\x80",
            [
                "không rõ tệp được lưu bằng bảng mã nào (không phải UTF-8, UTF-16, Windows-1258, TCVN3, VNI, VISCII)"
                f" = {SAVE}"
            ],
        ),
    ],
)
def test_tables_that_are_not_what_the_map_says(checked: Checked, content: bytes, said: list[str]) -> None:
    assert told(checked, content) == said
