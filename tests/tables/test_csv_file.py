"""Text files of tables: encodings, separators, quotes, and what is refused."""

from __future__ import annotations

import unicodedata

import pytest

from mttq.tables.csv_file import read_csv
from mttq.tables.table import MOST_COLUMNS, MOST_ROWS, RefusedTableError

TEXT = (
    "Đơn vị;Số cuộc tuyên truyền;Kết quả\n"
    "xã Hướng Lập;12;Đã tổ chức tuyên truyền, vận động Nhân dân ủng hộ\n"
    "phường Đông Hà;3;Phối hợp giám sát việc bầu cử\n"
)
ROWS = tuple(tuple(line.split(";")) for line in TEXT.splitlines())
TCVN3 = {
    **dict(zip("àảãáạằẳẵắặầẩẫấậ", "µ¶·¸¹»¼½¾ÆÇÈÉÊË", strict=True)),
    **dict(zip("èẻẽéẹềểễếệìỉĩíị", "ÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞ", strict=True)),
    **dict(zip("òỏõóọồổỗốộờởỡớợ", "ßáâãäåæçèéêëìíî", strict=True)),
    **dict(zip("ùủũúụừửữứựỳỷỹýỵ", "ïñòóôõö÷øùúûüýþ", strict=True)),
    **dict(zip("ăâêôơưđĐ", "¨©ª«¬\u00ad®§", strict=True)),
}
VNI = {
    **{
        "ế": "eá",
        "ề": "eà",
        "ị": "ò",
        "ố": "oá",
        "ộ": "oä",
        "ổ": "oå",
        "ư": "ö",
        "ớ": "ôù",
        "ậ": "aä",
        "ầ": "aà",
    },
    **{
        "ả": "aû",
        "ã": "aõ",
        "ủ": "uû",
        "ợ": "ôï",
        "ử": "öû",
        "á": "aù",
        "à": "aø",
        "ứ": "öù",
        "ơ": "ô",
        "ờ": "ôø",
    },
    **{"ệ": "eä", "đ": "ñ", "Đ": "Ñ", "â": "aâ", "ê": "eâ", "ô": "oâ", "ò": "oø"},
}


def _in(table: dict[str, str]) -> bytes:
    return "".join(table.get(letter, letter) for letter in TEXT).encode("cp1252")


def _in_cp1258() -> bytes:
    found = b""
    for letter in TEXT:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(one for one in apart if one in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones))
        found += (base + tones).encode("cp1258")
    return found


def _misread() -> bytes:
    """UTF-8 that a program took for Windows-1252."""
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in TEXT.encode()).encode()


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode("utf-8-sig"), ""),
        (unicodedata.normalize("NFD", TEXT).encode(), ""),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode("utf-16-le"), ""),
        (TEXT.encode("utf-16-be"), ""),
        (_in_cp1258(), "đọc theo bảng mã Windows-1258"),
        (_in(TCVN3), "đọc theo bảng mã TCVN3"),
        (_in(TCVN3).decode("cp1252").encode(), "đọc theo bảng mã TCVN3"),
        (_in(VNI), "đọc theo bảng mã VNI"),
        (_misread(), "đọc theo bảng mã UTF-8 bị đọc nhầm thành Windows-1252"),
        (TEXT.replace("\n", "\r\n").encode(), ""),
        (f"sep=;\n{TEXT}".encode(), ""),
    ],
)
def test_a_table_is_read_whatever_program_wrote_it(content: bytes, remark: str) -> None:
    found = read_csv(content, "x.csv")
    assert found.rows[-len(ROWS) :] == ROWS
    assert found.remark == remark


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_rows_of_one_width(separator: str) -> None:
    rows = (("Đơn vị", "Tỷ lệ; số"), ("xã A", "1,5"), ("xã B", 'nói "có"'))
    text = "\n".join(
        separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows
    )
    assert read_csv(text.encode(), "x.csv").rows == rows


def test_cells_keep_their_lines_and_lose_their_margins() -> None:
    text = 'Đơn vị,Kết quả,,\n" xã A ","- một\n- hai",,\n,,,\n'
    assert read_csv(text.encode(), "x.csv").rows == (("Đơn vị", "Kết quả"), ("xã A", "- một\n- hai"))


SAVE = "mở bằng Excel hay LibreOffice, lưu thành “CSV UTF-8” hoặc .xlsx rồi nhập lại"


@pytest.mark.parametrize(
    ("content", "message", "help"),
    [
        (b"", "x.csv không có ô nào có chữ hay số", "kiểm tra lại tệp"),
        (b"a\0b\0\0\0c", "tệp này không phải là văn bản", SAVE),
        (b"\xff\xfea", "tệp có chỗ hỏng, không đọc được thành chữ", SAVE),
        (
            "Été,à la carte,forêt,garçon,œuvre\n".encode("cp1252") * 3,
            "không rõ tệp được lưu bằng bảng mã nào (không phải UTF-8, UTF-16, Windows-1258, TCVN3, VNI, VISCII)",
            SAVE,
        ),
        (
            b'a,b\n1,"2\n3,4\n',
            "dấu ngoặc kép trong tệp CSV không khép lại",
            "kiểm tra các ô có dấu ngoặc kép, hoặc xuất lại tệp",
        ),
        (b"a,b\n" * (MOST_ROWS + 1), "bảng có hơn 100.000 dòng", "chia bảng thành nhiều tệp"),
        (b"a," * MOST_COLUMNS + b"b", "dòng 1 có hơn 1.000 cột", "bỏ các cột thừa"),
        (
            b'a,"' + b"x" * 40_000 + b'"',
            "ô ở dòng 1, cột B dài hơn 32.767 ký tự",
            "kiểm tra dấu ngoặc kép trong tệp, hoặc rút ngắn ô ấy",
        ),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, message: str, help: str) -> None:
    with pytest.raises(RefusedTableError) as caught:
        read_csv(content, "x.csv")
    assert (caught.value.message, caught.value.help) == (message, help)
