"""`mttq form` and `mttq import`: what a unit types into its form becomes its report."""

from __future__ import annotations

from pathlib import Path

from form_project import FORM, PLAN, REPORT, UNIT, fill, mttq, project
from openpyxl import load_workbook

from mttq.check import check
from mttq.documents import load

ANSWERS = {
    "quy": "4,2 tỷ đồng",
    "quy ghi_chu": "=1+1",
    "nha": 6,
    "ho-ngheo": "không áp dụng",
    "ty-le-di-bau": "6.622/6.688",
    "nha toan_dia_ban": 17,
    "2 ket_qua": "Đã trao nhà.\nGiá: 50 triệu # một nhà",
    "0 han_che": "Thiếu kinh phí.",
    "2 kien_nghi": "Cấp thêm kinh phí.",
    "2#trao-nha trang_thai": "Đang thực hiện",
    "2#trao-nha ket_qua": "Xong một nửa.",
}
WRITTEN = """\
don_vi: quang-tri/huong-hoa
nam: 2020
ky: quy-1
chuong_trinh:
  1:
    so_lieu:
      ty-le-di-bau: 6.622/6.688
  2:
    ket_qua:
      - Đã trao nhà.
      - "Giá: 50 triệu # một nhà"
    so_lieu:
      quy:
        gia_tri: 4,2 tỷ đồng
        ghi_chu: "=1+1"
      nha: 6 nhà
      ho-ngheo: không áp dụng
    toan_dia_ban:
      nha: 17 nhà
    nhiem_vu:
      trao-nha:
        trang_thai: dang-thuc-hien
        ket_qua: Xong một nửa.
danh_gia:
  han_che: Thiếu kinh phí.
kien_nghi: Cấp thêm kinh phí.
"""


def test_a_filled_form_becomes_a_report(tmp_path: Path) -> None:
    root = project(tmp_path)
    fill(root / FORM, ANSWERS)
    code, out, _ = mttq(root, "import", "--dry-run", str(root / FORM), str(root / FORM))
    assert (code, out.splitlines()[-1]) == (0, "Sẽ nhập 1 báo cáo; chưa ghi tệp nào.")
    assert not (root / REPORT).exists()
    code, out, err = mttq(root, "import", str(root / FORM))
    assert (code, err) == (0, "")
    assert out.endswith("Đã nhập 1 báo cáo.\n")
    assert (root / REPORT).read_text("utf-8") == WRITTEN
    assert check(load(root)) == []
    assert mttq(root, "fmt", "--check", str(root / REPORT))[0] == 0
    code, out, _ = mttq(root, "import", str(root / FORM))
    assert (code, out.splitlines()[-1]) == (0, "Đã nhập 0 báo cáo; 1 không đổi.")


def test_a_form_for_a_report_that_exists_holds_its_answers(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / FORM).unlink()
    (root / REPORT).write_text(WRITTEN, "utf-8")
    mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-1")
    code, out, _ = mttq(root, "import", str(root / FORM))
    assert (code, out.splitlines()[-1]) == (0, "Đã nhập 0 báo cáo; 1 không đổi.")
    fill(root / FORM, {"nha": "8 nhà"})
    code, out, _ = mttq(root, "import", str(root / FORM))
    assert code == 1
    assert "   sửa Nhà Đại đoàn kết: 6 nhà → 8 nhà [Số liệu!F11]\n" in out
    assert mttq(root, "import", "--force", str(root / FORM))[0] == 0
    assert (root / REPORT).read_text("utf-8") == WRITTEN.replace("6 nhà", "8 nhà")


def test_the_form_shows_targets_and_the_figures_of_the_period_before(tmp_path: Path) -> None:
    root = project(tmp_path)
    fill(root / FORM, ANSWERS)
    mttq(root, "import", str(root / FORM))
    mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-2", "--out", str(root / "gui-di"))
    sheet = load_workbook(root / "gui-di/quang-tri-huong-hoa.xlsx")["Số liệu"]
    rows = [[cell.value for cell in row[1:7]] for row in sheet.iter_rows(min_row=6)]
    assert rows == [
        ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kỳ trước", "Kết quả", "Toàn địa bàn"],
        ["1. Đại đoàn kết", None, None, None, None, None],
        ["Tỷ lệ cử tri đi bầu", "%", "99% (kế hoạch)", "6.622/6.688 (quý I)", None, None],
        ["2. Thi đua", None, None, None, None, None],
        ["Quỹ “Vì người nghèo”", "đồng", "3 tỷ đồng (kế hoạch)", "4,2 tỷ đồng (quý I)", None, None],
        ["Nhà Đại đoàn kết", "nhà", "7 nhà (kế hoạch)", "6 nhà (quý I)", None, None],
        ["Hộ nghèo", "hộ", "9 hộ (kế hoạch)", "không áp dụng (quý I)", None, None],
    ]


def test_only_the_cells_to_fill_in_are_open_and_nothing_is_a_formula_but_the_check(tmp_path: Path) -> None:
    root = project(tmp_path)
    plan = root / f"plans/2020/{UNIT}/ke-hoach.yaml"
    plan.write_text(PLAN.replace("ten: Trao nhà", 'ten: "=1+2"'), "utf-8")
    (root / FORM).unlink()
    assert mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-1")[0] == 0
    book = load_workbook(root / FORM)
    assert [sheet.title for sheet in book.worksheets] == [
        "Số liệu",
        "Nội dung",
        "Nhiệm vụ",
        "Hướng dẫn",
        "mttq",
    ]
    assert [sheet.sheet_state for sheet in book.worksheets][-1] == "hidden"
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    formulas = {
        cell.coordinate[0]
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {"I"}
    is_open = {
        cell.coordinate for row in book["Số liệu"].iter_rows() for cell in row if not cell.protection.locked
    }
    assert is_open == {f"{column}{row}" for column in "FGH" for row in (8, 10, 11, 12)}
    assert book["Nhiệm vụ"]["B8"].value == "=1+2"
    assert book["Nhiệm vụ"]["B8"].data_type == "s"


def test_a_form_is_the_same_bytes_each_time_and_never_overwrites_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = (root / FORM).read_bytes()
    code, out, _ = mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-1")
    assert (code, out) == (
        0,
        f"để nguyên: {FORM}\nĐã lập 0 biểu mẫu quý I năm 2020; để nguyên 1 tệp đã có.\n",
    )
    (root / FORM).unlink()
    mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-1")
    assert (root / FORM).read_bytes() == before


def test_forms_for_all_units_below_and_their_answers_in_one_run(tmp_path: Path) -> None:
    root = project(tmp_path)
    code, out, _ = mttq(root, "form", "2020", "--unit", "quang-tri", "--period", "quy-1", "--recursive")
    assert code == 0
    assert out.splitlines()[-1] == (
        "Đã lập 3 biểu mẫu quý I năm 2020; để nguyên 1 tệp đã có; 2 đơn vị không có chỉ tiêu nào phải báo cáo."
    )
    fill(root / FORM, {"nha": "1,5"})
    fill(root / "bieu-mau/2020/quy-1/quang-tri-dakrong.xlsx", {"nha": "3 nhà"})
    code, out, _ = mttq(root, "import", str(root / "bieu-mau"), "--messages", str(root / "loi-nhan.txt"))
    assert code == 1
    assert out.splitlines()[-1] == "Đã nhập 1 báo cáo; 3 không nhận."
    told = (root / "loi-nhan.txt").read_text("utf-8")
    assert (
        "Gửi huyện Đakrông: đã nhận số liệu quý I năm 2020 (tệp quang-tri-dakrong.xlsx). Xin cảm ơn.\n"
        in told
    )
    assert (
        "Gửi huyện Hướng Hóa:\n"
        "Số liệu quý I năm 2020 (tệp quang-tri-huong-hoa.xlsx) chưa nhập được, vì:\n"
        "1. Số liệu!F11: Nhà Đại đoàn kết: “1,5” có phần lẻ; “nhà” là số đếm. Cách sửa: viết đủ số nguyên đã đếm.\n"
    ) in told
