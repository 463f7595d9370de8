"""`mttq import --map`: tables of answers into reports, from the file to what is told."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from shell_program import invoke
from small_project import plan, put, write

from mttq.cli.app import app

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "bieu-thang-xa"
TABLE = "tra-loi-thang-6.csv"
MAP = "templates/bang/bieu.yaml"
AN_LOC = "plans/2024/huong-giang/ve-son/an-loc/thang-06.yaml"


def mttq(*args: str) -> tuple[int, list[str], list[str]]:
    """Call the program; return its exit code and the lines of both outputs."""
    result = invoke(*args, program=app)
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped example: a form of 65 questions and the answers of 18 bodies of a commune."""
    root = tmp_path / "du-an"
    shutil.copytree(EXAMPLE, root)
    monkeypatch.chdir(root)
    return root


def _files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*.yaml")}


def test_the_shipped_form_of_65_questions_becomes_18_reports(example: Path) -> None:
    rows = list(csv.reader(StringIO((example / TABLE).read_text(encoding="utf-8-sig"))))
    assert (len(rows[0]), len({row[2] for row in rows[1:]})) == (65, 18)
    before = _files(example)
    code, out, err = mttq("import", TABLE, "--map", "bieu-thang-xa", "--dry-run")
    assert (code, err, _files(example)) == (0, [], before)
    assert out[0] == f"{TABLE}: dòng 3, 20: cảnh báo: thôn An Lộc: trả lời 2 lần; lấy lần cuối, dòng 20"
    assert out[-1] == "Sẽ nhập 18 báo cáo; chưa ghi tệp nào."
    code, out, err = mttq("import", TABLE, "--map", "templates/bang/bieu-thang-xa.yaml")
    assert (code, err, out[-1]) == (0, [], "Đã nhập 18 báo cáo.")
    written = set(_files(example)) - set(before)
    assert len(written) == 18
    assert all(path.startswith("plans/2024/huong-giang/ve-son/") for path in written)
    assert 'ket_qua:\n      - "Nội dung tuyên truyền: ' in (example / AN_LOC).read_text(encoding="utf-8")
    assert mttq("check", "--strict")[0] == 0
    assert mttq("import", TABLE, "--map", "bieu-thang-xa")[1][-1] == "Đã nhập 0 báo cáo; 18 không đổi."
    code, out, _ = mttq("report", "2024", "--period", "thang-06", "--kind", "tong-hop", "--format", "md")
    assert (code, out) == (0, ["reports/2024/huong-giang/ve-son/tong-hop-thang-06.md"])


def test_the_same_answers_in_a_workbook_make_the_same_reports(example: Path) -> None:
    rows = csv.reader(StringIO((example / TABLE).read_text(encoding="utf-8-sig")))
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(example / "tra-loi.xlsx")
    assert mttq("import", TABLE, "--map", "bieu-thang-xa")[0] == 0
    assert (
        mttq("import", "tra-loi.xlsx", "--map", "bieu-thang-xa")[1][-1] == "Đã nhập 0 báo cáo; 18 không đổi."
    )


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with a map and a table that has one good row and one of each kind that is refused."""
    root = write(tmp_path / "du-an", {"2020/quang-tri/ke-hoach.yaml": plan()})
    (root / MAP).parent.mkdir(parents=True)
    (root / MAP).write_text("cot_don_vi: Đơn vị\ncot: {Nhà: nha, Quỹ: quy}\n", encoding="utf-8")
    (root / "bang.csv").write_text(
        "Đơn vị;Nhà;Quỹ;Khác\nĐakrông;3;2 tỷ đồng;x\nHướng Hóa;3,5;1.000 đồng;\nHướng Hoa;1;;\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(root)
    return root


def test_rows_in_order_are_written_and_the_others_are_told(small: Path) -> None:
    code, out, err = mttq("import", "bang.csv", "--map", "bieu", "--year", "2020", "--period", "Quý II")
    assert code == 1
    assert err == ["bang.csv: Bản đồ chưa nói 1 cột sau là gì nên không lấy: “Khác”."]
    assert out == [
        "bang.csv: dòng 4, cột A: lỗi: chưa chắc “Hướng Hoa” là đơn vị nào: quang-tri/huong-hoa (huyện Hướng Hóa)",
        '   = ghi vào bản đồ, ví dụ ten_khac: {"Hướng Hoa": quang-tri/huong-hoa}',
        "bang.csv: dòng 3, cột B: lỗi MT208 (so-le): Nhà Đại đoàn kết: “3,5” có phần lẻ; “nhà” là số đếm",
        "   = viết đủ số nguyên đã đếm",
        "",
        "Tệp       Đơn vị                   Kỳ               Kết quả",
        "bang.csv  chưa rõ (dòng 4, cột A)                   không nhận: 1 lỗi",
        "bang.csv  huyện Đakrông            quý II năm 2020  nhập mới: 2 mục",
        "bang.csv  huyện Hướng Hóa          quý II năm 2020  không nhận: 1 lỗi",
        "Đã nhập 1 báo cáo; 2 không nhận.",
        "",
        "Lời nhắn cho các đơn vị cần gửi lại:",
        "",
        "Gửi huyện Hướng Hóa:",
        "Số liệu quý II năm 2020 (tệp bang.csv) chưa nhập được, vì:",
        "1. dòng 3, cột B: Nhà Đại đoàn kết: “3,5” có phần lẻ; “nhà” là số đếm. Cách sửa: viết đủ số nguyên đã đếm.",
        "Đề nghị sửa các chỗ trên rồi gửi lại tệp. Xin cảm ơn.",
    ]
    assert [path for path in _files(small) if "/2020/" in path] == [
        "plans/2020/quang-tri/ke-hoach.yaml",
        "plans/2020/quang-tri/dakrong/quy-2.yaml",
    ]


def test_faults_of_a_map_stop_everything_and_are_shown_at_their_lines(small: Path) -> None:
    put(small, "../templates/bang/bieu.yaml", "cot_don_vi: Đơn vị\ncot:\n  Nhà ở: nhaa\n")
    code, out, err = mttq("import", "bang.csv", "--map", "bieu", "--year", "2020", "--period", "quy-2")
    assert (code, out) == (2, [])
    assert err == [
        "templates/bang/bieu.yaml:3:3: lỗi MT106 (gia-tri-la): bảng không có cột “Nhà ở” ở dòng 1",
        "  |",
        "3 |   Nhà ở: nhaa",
        "  |   ^^^^^",
        "  = các cột của bảng: “Đơn vị”, “Nhà”, “Quỹ”, “Khác”",
        "",
        "templates/bang/bieu.yaml:3:10: lỗi MT303 (chi-tieu-la): danh mục không có chỉ tiêu “nhaa”",
        "  |",
        "3 |   Nhà ở: nhaa",
        "  |          ^^^^",
        "  = có phải là “nha”?",
        "",
        "lỗi: bản đồ templates/bang/bieu.yaml không hợp với bang.csv",
        "gợi ý: sửa bản đồ rồi chạy lại; chưa ghi tệp nào",
    ]


def test_check_reports_what_in_a_map_the_catalogue_does_not_have(small: Path) -> None:
    put(small, "../templates/bang/bieu.yaml", "cot_don_vi: Đơn vị\ncot_donvi: x\ncot:\n  Nhà: nha\n")
    put(small, "../templates/bang/khac.yaml", "cot_don_vi: Đơn vị\nthuoc: quang-tr\ncot:\n  Nhà: nhaa\n")
    code, out, _ = mttq("check")
    assert (code, [line for line in out if ": lỗi " in line or line.startswith("  =")]) == (
        1,
        [
            "templates/bang/bieu.yaml:2:1: lỗi MT101 (khoa-la): khóa lạ “cot_donvi” trong bản đồ của bảng",
            "  = có phải là “cot_don_vi”?",
            "templates/bang/khac.yaml:2:8: lỗi MT301 (don-vi-la): thuoc: danh mục không có đơn vị “quang-tr”",
            "  = có phải là “quang-tri”?",
            "templates/bang/khac.yaml:4:8: lỗi MT303 (chi-tieu-la): danh mục không có chỉ tiêu “nhaa”",
            "  = có phải là “nha”?",
        ],
    )


def test_a_table_without_answers_and_terminal_codes_in_headers(small: Path) -> None:
    (small / "bang.csv").write_text("Đơn vị;Nhà;Quỹ;\x1b[31mĐỏ\n;;;\n", encoding="utf-8")
    code, out, err = mttq("import", "bang.csv", "--map", "bieu", "--year", "2020", "--period", "quy-2")
    assert (code, out) == (0, [])
    assert err == [
        "bang.csv: Bản đồ chưa nói 1 cột sau là gì nên không lấy: “\\u001b[31mĐỏ”.",
        "bang.csv: bảng không có dòng trả lời nào.",
    ]


def test_the_first_map_stays_inside_the_project(small: Path, tmp_path: Path) -> None:
    shutil.rmtree(small / "templates")
    (tmp_path / "ngoai").mkdir()
    (small / "templates").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    code, _, err = mttq("import", "--map", "new", "bang.csv")
    assert (code, err[0]) == (2, "lỗi: templates/bang là liên kết ra ngoài dự án")
    assert list((tmp_path / "ngoai").iterdir()) == []


def test_the_first_map_is_written_once_and_reads_the_table(small: Path) -> None:
    code, out, err = mttq("import", "--map", "new", "bang.csv")
    assert (code, err) == (0, [])
    assert out == [
        "templates/bang/bang.yaml",
        "Đã lập bản đồ; xem lại những dòng có dấu #, rồi chạy: mttq import bang.csv --map templates/bang/bang.yaml"
        " --dry-run",
    ]
    assert "thuoc: quang-tri\n" in (small / "templates/bang/bang.yaml").read_text(encoding="utf-8")
    code, _, err = mttq("import", "--map", "new", "bang.csv")
    assert (code, err) == (
        2,
        [
            "lỗi: đã có bản đồ templates/bang/bang.yaml",
            "gợi ý: dùng --map templates/bang/bang.yaml, hoặc đổi tên tệp ấy",
        ],
    )


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["bang.csv"], 2, "lỗi: “bang.csv” là một bảng, không phải biểu mẫu"),
        (["bang.csv", "--map", "khac"], 2, "lỗi: không có bản đồ “khac”"),
        (["bang.csv", "--period", "quy-1"], 2, "lỗi: --year, --period chỉ dùng cùng --map"),
        (["bang.csv", "--map", "bieu", "--year", "năm"], 2, "lỗi: --year: “năm” không phải năm hay nhiệm kỳ"),
        (["bang.csv", "--map", "bieu", "--period", "quy-7"], 2, "lỗi: --period: không có kỳ “quy-7”"),
        (
            ["khong-co.csv", "--map", "new"],
            1,
            "khong-co.csv: lỗi: không đọc được tệp: không có tệp hay thư mục này",
        ),
        (["plans", "--map", "new"], 1, "plans: lỗi: đây không phải một tệp thường"),
        (["bang.csv", "plans", "--map", "new"], 2, "lỗi: --map new lập bản đồ cho một bảng"),
    ],
)
@pytest.mark.usefixtures("small")
def test_what_can_not_be_done_is_said(args: list[str], code: int, told: str) -> None:
    found, out, err = mttq("import", *args)
    assert (found, (err or out)[0]) == (code, told)
