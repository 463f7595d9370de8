"""The known name that a file's name was meant to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq.diagnostics import MISPLACED_FILE, UNREAD_FILE
from mttq.documents.file_names import meant_name, rename, unread

FOLDER = "plans/2020/quang-tri"


@pytest.mark.parametrize(
    "name",
    [
        "quy-2.yaml", "quy-2.yaml.txt", "quy-2.txt", "quy-2", "quy-2.yaml.bak", "quy-2.docx", "quy-2 (1).yaml",
        "quy2.yaml", "quý-2.yaml", "Quy 2.yaml", "QUÝ 2.YAML", "quy-2 - Copy.yaml", "quy-2 - Copy (3).yaml",
        "quy-2 - Sao chép.yaml", "quy-2_copy.yaml", "quy_2.yml", "quy-II.yaml", "quy-02.yaml", "quy.2.yaml",
        "quy-2-sua.yaml", "Quý 2 (bản cuối).yaml", "quy-2 da sua (2).yaml", "quy-2_final_v2.yaml", "quy-2.odt",
        "quy-2 - Shortcut.lnk", "quy-2.yaml.zip", "Quý 2 lần 3.ods",
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_known(name: str) -> None:
    assert meant_name(name) == "quy-2"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Kế hoạch.docx", "ke-hoach"),
        ("thang-3.yaml", "thang-03"),
        ("tháng 12.yaml", "thang-12"),
        ("6 tháng.yaml", "6-thang"),
        ("giao ban quý 1.txt", "giao-ban-quy-1"),
        ("Năm.yaml", "nam"),
        ("kehoach.yaml", "ke-hoach"),
        ("nhiemky.yaml", "nhiem-ky"),
        ("giaobanquy1.yaml", "giao-ban-quy-1"),
        ("Kế hoạch 2022.yaml", "ke-hoach"),
        ("Báo cáo quý 1 năm 2022.yaml", "quy-1"),
        ("bao-cao-6-thang-2022.yaml", "6-thang"),
        ("2022.yaml", None),
        ("README.md", None),
        ("quy-5.yaml", None),
        ("quy-22.yaml", None),
        ("bao-cao.docx", None),
        ("~$quy-2.docx", None),
        (".quy-2.yaml.swp", None),
    ],
)
def test_another_name_is_known_or_not(name: str, meant: str | None) -> None:
    assert meant_name(name) == meant


def test_a_name_that_is_taken_is_not_proposed() -> None:
    assert rename("quy2.yaml", frozenset()) == "đổi tên tệp thành quy-2.yaml"
    assert rename("quy2.yaml", frozenset({"quy-2.yaml"})) == (
        "trong thư mục đã có quy-2.yaml: gộp nội dung của hai tệp nếu cần, rồi xóa tệp này"
    )
    assert rename("thu.yaml", frozenset()) is None


def test_a_file_that_is_not_read_is_reported_where_it_is_missed() -> None:
    hidden = unread(FOLDER, "quy-2.yaml.txt", set())
    assert hidden is not None
    assert (hidden.code, hidden.message, hidden.help) == (
        MISPLACED_FILE,
        "tệp này không được đọc vì tên không phải quy-2.yaml",
        "đổi tên tệp thành quy-2.yaml; nếu Windows ẩn đuôi tệp thì bật “File name extensions” để thấy",
    )
    word = unread(FOLDER, "quy-2.docx", set())
    assert word is not None
    assert (word.code, word.message, word.help) == (
        UNREAD_FILE,
        "tệp này không được đọc; kỳ này chưa có tệp quy-2.yaml",
        "nếu đây là văn bản của kỳ này thì ghi số liệu và nội dung vào quy-2.yaml",
    )
    for other in ("quy-2.odt", "quy-2.ods", "quy-2.yaml.gz", "quy-2 - Shortcut.lnk", "quy-2.json"):
        found = unread(FOLDER, other, set())
        assert found is not None
        assert (found.code, found.help) == (UNREAD_FILE, word.help)
    assert unread(FOLDER, "quy-2.docx", {"quy-2.yaml"}) is None
    assert unread("plans/danh-muc", "nam.txt", set()) is None
    assert unread("plans", "nam.txt", set()) is None
    assert unread("plans/mau", "nam.txt", set()) is None


def test_the_shipped_folders_hold_none() -> None:
    for file in (Path(__file__).parents[2] / "plans").rglob("*"):
        if file.is_file() and file.suffix != ".yaml":
            assert meant_name(file.name) is None, file
