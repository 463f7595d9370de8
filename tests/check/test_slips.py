"""The slips that new users make most: each gives one or two messages, and the first names the cause.

The cases are whole files as people paste, type or save them; a message further down that repeats the cause in other
words sends people to lines that are right.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_projects import INDICATORS, PLAN, REPORT, UNITS, base, build, said

from mttq.check import run
from mttq.check.examination import examine
from mttq.check.fix_trial import fix
from mttq.check.fixes import edited, right_margin
from mttq.diagnostics import MISPLACED_LINE
from mttq.documents import load
from mttq.source import read_bytes

MOST = 2
ROOT = Path(__file__).parents[2]
NO_BREAK = "\u00a0"


def found(root: Path, files: dict[str, str | None]) -> list[str]:
    return said(build(root, files))


# Lines that are indented too little or too much.


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            PLAN,
            "      quy: trên 19",
            "quy: trên 19",
            "8:1 MT119 dòng này thụt sai cấp: “quy” thuộc “chi_tieu” ở dòng 7"
            " | dòng này phải thụt vào 6 dấu cách, hiện là 0",
        ),
        (
            PLAN,
            "      nha: 350",
            "    nha: 350",
            "9:5 MT119 dòng này thụt sai cấp: “nha” thuộc “chi_tieu” ở dòng 7"
            " | dòng này phải thụt vào 6 dấu cách, hiện là 4",
        ),
        (
            PLAN,
            "      nha: 350",
            "       nha: 350",
            "9:8 MT119 dòng này thụt sai cấp: “nha” thuộc “chi_tieu” ở dòng 7"
            " | dòng này phải thụt vào 6 dấu cách, hiện là 7",
        ),
        (
            PLAN,
            "    chi_tieu:",
            "chi_tieu:",
            "7:1 MT119 dòng này thụt sai cấp: “chi_tieu” thuộc “2” ở dòng 5"
            " | dòng này phải thụt vào 4 dấu cách, hiện là 0",
        ),
        (
            PLAN,
            "    chi_tieu:\n      quy: trên 19 tỷ đồng\n      nha:",
            "  chi_tieu:\n    quy: trên 19 tỷ đồng\n    nha:",
            "7:3 MT119 dòng này thụt sai cấp: “chi_tieu” thuộc “2” ở dòng 5"
            " | thụt các dòng 7–9 vào thêm 2 dấu cách",
        ),
        (
            PLAN,
            "  2:",
            "    2:",
            "5:5 MT119 dòng này thụt sai cấp: “2” thuộc “chuong_trinh” ở dòng 3"
            " | dòng này phải thụt vào 2 dấu cách, hiện là 4",
        ),
        (
            PLAN,
            "nha: 350 nhà",
            "nha:\n      muc: 350 nhà\n      cap_minh: 20 nhà",
            "10:7 MT119 dòng này thụt sai cấp: “muc” thuộc “nha” ở dòng 9"
            " | thụt các dòng 10–11 vào thêm 2 dấu cách",
        ),
        (
            REPORT,
            "ky: quy-4",
            "    ky: quy-4",
            "3:5 MT119 dòng này thụt sai cấp: “ky” là khóa ngoài cùng của tệp"
            " | dòng này phải viết sát lề trái, hiện thụt vào 4 dấu cách",
        ),
        (
            REPORT,
            "    so_lieu:",
            "    ket_qua:\n      - Vận động tốt.\n    - Nhân dân hưởng ứng.\n    so_lieu:",
            "8:5 MT119 dòng này thụt sai cấp: mục này thuộc “ket_qua” ở dòng 6"
            " | dòng này phải thụt vào 6 dấu cách, hiện là 4",
        ),
        (
            REPORT,
            "    so_lieu:",
            f"{NO_BREAK * 4}so_lieu:",
            "6:1 MT011 dòng này thụt vào bằng dấu cách không ngắt thay cho dấu cách thường"
            " | thụt dòng này vào 4 dấu cách; mttq check --fix sửa được",
        ),
        (
            REPORT,
            "  ",
            NO_BREAK * 2,
            "5:1 MT011 4 dòng thụt vào bằng dấu cách không ngắt thay cho dấu cách thường"
            " | gõ lại bằng phím cách; mttq check --fix sửa được",
        ),
        (
            REPORT,
            "  ",
            "\t",
            "5:1 MT011 4 dòng thụt vào bằng phím Tab thay cho dấu cách thường"
            " | thay mỗi Tab bằng 2 dấu cách; mttq check --fix sửa được",
        ),
        (
            PLAN,
            "nha: 350 nhà",
            "nha:\n        muc: 350 nhà\n        phan_ky:\n          quy-1: 50 nhà\n6-thang: 90 nhà"
            "\n          9-thang: 99 nhà",
            "13:1 MT119 dòng này thụt sai cấp: “6-thang” thuộc “phan_ky” ở dòng 11"
            " | dòng này phải thụt vào 10 dấu cách, hiện là 0",
        ),
        (
            PLAN,
            "nha: 350 nhà",
            "nha:\n        muc: 350 nhà\n        trong_do:\n          xây mới: 200 nhà\n        sửa chữa: 90 nhà",
            "13:9 MT119 dòng này thụt sai cấp: “sửa chữa” thuộc “trong_do” ở dòng 11"
            " | dòng này phải thụt vào 10 dấu cách, hiện là 8",
        ),
        (
            REPORT,
            "      nha:",
            "\u3000\u3000\u3000nha:",
            "8:1 MT011 dòng này thụt vào bằng dấu cách không ngắt thay cho dấu cách thường"
            " | thụt dòng này vào 6 dấu cách; mttq check --fix sửa được",
        ),
        (
            REPORT,
            "    so_lieu:",
            "    ket_qua: Vận động tốt.\n- Nhân dân hưởng ứng.\n    so_lieu:",
            "7:1 MT004 mục này thụt sai cấp và nằm dưới một khóa đã có chữ: “ket_qua” ở dòng 6"
            " | nếu mục này thuộc “ket_qua” thì đưa chữ ấy xuống dòng dưới thành một mục, các mục đều thụt vào 6 dấu"
            " cách và bắt đầu bằng “- ”",
        ),
        # The key above is at home in the file itself as well.
        (
            REPORT,
            "      quy: 4,2 tỷ đồng\n      nha:",
            "  quy: 4,2 tỷ đồng\n  nha:",
            "7:3 MT119 dòng này thụt sai cấp: “quy” thuộc “so_lieu” ở dòng 6"
            " | thụt các dòng 7–8 vào thêm 4 dấu cách",
        ),
        (
            UNITS,
            "    huong-hoa:",
            "  huong-hoa:",
            "6:3 MT119 dòng này thụt sai cấp: “huong-hoa” thuộc “cap_duoi” ở dòng 5"
            " | dòng này phải thụt vào 4 dấu cách, hiện là 2",
        ),
        (
            INDICATORS,
            "  theo_cap: tong\nnha:",
            "theo_cap: tong\nnha:",
            "5:1 MT119 dòng này thụt sai cấp: “theo_cap” thuộc “quy” ở dòng 1"
            " | dòng này phải thụt vào 2 dấu cách, hiện là 0",
        ),
    ],
)
def test_a_misplaced_line_is_reported_alone(
    path: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    assert found(tmp_path, {path: base(path, (old, new))}) == [f"{path}:{expected}"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PLAN, "      quy: trên 19", "quy: trên 19"),
        (PLAN, "      nha: 350", "       nha: 350"),
        (
            PLAN,
            "    chi_tieu:\n      quy: trên 19 tỷ đồng\n      nha:",
            "  chi_tieu:\n    quy: trên 19 tỷ đồng\n    nha:",
        ),
        (PLAN, "  2:", "2:"),
        (REPORT, "ky: quy-4", "    ky: quy-4"),
        (REPORT, "      quy: 4,2 tỷ đồng\n      nha:", "  quy: 4,2 tỷ đồng\n  nha:"),
        (REPORT, "      quy: 4,2 tỷ đồng\n      nha:", "      # Đã đối chiếu.\n  quy: 4,2 tỷ đồng\n  nha:"),
    ],
)
def test_a_misplaced_line_is_put_right(path: str, old: str, new: str, tmp_path: Path) -> None:
    build(tmp_path, {path: base(path, (old, new))})
    right = old.replace("      quy: 4,2", "      # Đã đối chiếu.\n      quy: 4,2") if "#" in new else old
    assert _fixed(tmp_path, path) == base(path, (old, right))


def test_a_misplaced_line_is_left_if_another_fault_would_come(tmp_path: Path) -> None:
    """The figure is more than the whole that the year's report gives, which shows only in its place."""
    wrong = base(REPORT, ("      nha: 17.363", "nha: 17.363"))
    year = base(REPORT, ("ky: quy-4", "ky: nam"), ("17.363", "5"))
    build(tmp_path, {REPORT: wrong, "plans/2020/quang-tri/nam.yaml": year})
    assert _fixed(tmp_path) == wrong


def test_the_real_faults_of_the_file_are_reported_at_their_places(tmp_path: Path) -> None:
    text = base(PLAN, ("      quy: trên 19", "quy: trên 1.9"), ("350", "3,5"))
    assert found(tmp_path, {PLAN: text}) == [
        f"{PLAN}:8:1 MT119 dòng này thụt sai cấp: “quy” thuộc “chi_tieu” ở dòng 7"
        " | dòng này phải thụt vào 6 dấu cách, hiện là 0",
        f"{PLAN}:8:11 MT202 “1.9” có dấu chấm không ngăn đúng nhóm ba chữ số | viết trên 1,9 tỷ đồng",
        f"{PLAN}:9:12 MT208 “3,5” có phần lẻ; “nhà” là số đếm | viết đủ số nguyên đã đếm",
    ]


def test_a_mistyped_key_is_no_misplaced_line(tmp_path: Path) -> None:
    assert found(tmp_path, {REPORT: base(REPORT) + "loiket: Xin báo cáo 2020.\n"}) == [
        f"{REPORT}:9:1 MT101 khóa lạ “loiket” trong báo cáo | có phải là “loi_ket”?"
    ]


@pytest.mark.parametrize("path", ["plans/2020/lam-dong/nam.yaml", "plans/2020/quang-tri/ke-hoach.yaml"])
def test_no_line_that_is_moved_gives_a_cascade(path: str) -> None:
    """Law: one line of a shipped document moved to the left or right gives at most a few faults, all but always one.

    If it is the only one and has a fix, that puts the line back.
    """
    project = load(ROOT)
    ref = next(ref for ref in project.refs if ref.path == path)
    lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
    counts: list[int] = []
    fixed: list[bool] = []
    for at, line in enumerate(lines):
        margin = len(line) - len(line.lstrip(" "))
        for other in {0, margin - 2, margin - 1, margin + 2, margin + 4} - {margin}:
            if line.strip() and other >= 0 and at % 3 == 0:
                moved = [*lines[:at], " " * other + line.lstrip(" "), *lines[at + 1 :]]
                source = read_bytes("\n".join(moved).encode(), path)
                faults = examine(source, ref, project.catalogue).found
                counts.append(len(faults))
                if [one.code for one in faults] == [MISPLACED_LINE]:
                    edits = list(right_margin(faults[0], source, project))
                    fixed.append(bool(edits))
                    assert edited(source.text, edits).split("\n") == (lines if edits else moved)
    assert len(counts) > 90
    assert sum(fixed) > 0.9 * len(fixed)
    assert sum(count > MOST for count in counts) <= len(counts) // 50
    assert max(counts) <= 5


# Files in the wrong place.

DAKRONG = "plans/2020/quang-tri/dakrong"
HUONG_HOA = "plans/2020/quang-tri/huong-hoa"


def lower(unit: str, period: str, count: str = "17.363") -> str:
    return base(REPORT, ("quang-tri", f"quang-tri/{unit}"), ("quy-4", period), ("17.363", count))


def two_districts() -> str:
    huong_hoa = "    huong-hoa: {ten: huyện Hướng Hóa, cap: huyen, den: 2025-06-30}\n"
    return base(UNITS) + huong_hoa.replace("huong-hoa", "dakrong").replace("Hướng Hóa", "Đakrông")


def test_a_report_saved_under_another_unit_and_period_blames_no_right_file(tmp_path: Path) -> None:
    """The year's report of the unit in whose folder it is has less than the misfiled quarter alone."""
    right = f"{HUONG_HOA}/quy-2.yaml"
    files: dict[str, str | None] = {
        UNITS: two_districts(),
        right: lower("huong-hoa", "quy-2"),
        f"{DAKRONG}/quy-4.yaml": lower("huong-hoa", "quy-2"),
        f"{DAKRONG}/nam.yaml": lower("dakrong", "nam", "5"),
    }
    assert found(tmp_path, files) == [
        f"{DAKRONG}/quy-4.yaml:1:9 MT109 don_vi là “quang-tri/huong-hoa” nhưng thư mục là “quang-tri/dakrong”"
        f" | nếu là văn bản của “quang-tri/huong-hoa” thì chuyển tệp về {right};"
        " chỉ khi mọi số liệu trong tệp là của “quang-tri/dakrong” mới viết don_vi: quang-tri/dakrong",
        f"{DAKRONG}/quy-4.yaml:3:5 MT109 ky là “quy-2” nhưng tên tệp là “quy-4”"
        f" | nếu đúng là văn bản của kỳ quy-2 thì đổi tên tệp thành {right}; nếu gõ nhầm kỳ thì viết ky: quy-4",
    ]


def test_a_folder_with_another_spelling_is_to_be_renamed(tmp_path: Path) -> None:
    wrong = "plans/2020/quang-tri/huong_hoa"
    assert found(tmp_path, {f"{wrong}/quy-4.yaml": lower("huong-hoa", "quy-4")}) == [
        f"{wrong}/quy-4.yaml:1:9 MT109 don_vi là “quang-tri/huong-hoa” nhưng thư mục là “quang-tri/huong_hoa”"
        f" | đổi tên thư mục {wrong}/ thành {HUONG_HOA}/"
    ]


def test_a_year_typed_wrong_is_reported_once(tmp_path: Path) -> None:
    folder = "plans/2062/quang-tri"
    files: dict[str, str | None] = {
        f"{folder}/ke-hoach.yaml": base(PLAN, ("2020", "2062")),
        f"{folder}/quy-3.yaml": base(REPORT, ("2020", "2062"), ("quy-4", "quy-3")),
        f"{folder}/quy-4.yaml": base(REPORT, ("2020", "2062")),
    }
    assert found(tmp_path, files) == [
        f"{folder}/ke-hoach.yaml:2:6 MT309 danh mục không có bộ chương trình nào cho năm 2062 (3 tệp)"
        " | nếu thư mục plans/2062 ghi nhầm năm thì đổi tên thư mục; nếu không thì thêm bộ chương trình vào"
        " plans/danh-muc/chuong-trinh.yaml, hoặc nêu bộ dùng bằng khóa bo_chuong_trinh"
    ]


def test_a_year_without_a_set_is_told_what_its_document_can_do(tmp_path: Path) -> None:
    """A report cannot name a set, but its unit's plan can; a span of years has no plan."""
    year, span = "plans/2062/quang-tri/quy-3.yaml", "plans/2001-2010/quang-tri/giai-doan.yaml"
    files: dict[str, str | None] = {
        year: base(REPORT, ("2020", "2062"), ("quy-4", "quy-3")),
        span: base(REPORT, ("2020", "2001-2010"), ("quy-4", "giai-doan")),
    }
    remedies = [one.rpartition("; nếu không thì ")[2] for one in found(tmp_path, files)]
    assert remedies == [
        "thêm bộ chương trình vào plans/danh-muc/chuong-trinh.yaml",
        "thêm bộ chương trình vào plans/danh-muc/chuong-trinh.yaml, hoặc nêu bộ dùng bằng khóa bo_chuong_trinh"
        " trong ke-hoach.yaml của đơn vị",
    ]


# Names in other words.


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            PLAN,
            "nha: 350 nhà",
            "nha: {muc: 350 nhà, giao: {Huyện hướng hoá: 50 nhà}}",
            "9:34 MT301 danh mục không có đơn vị “Huyện hướng hoá” | có phải là “quang-tri/huong-hoa”?",
        ),
        (
            PLAN,
            "nha: 350 nhà",
            "nha: {muc: 350 nhà, giao: {huong-hao: 50 nhà}}",
            "9:34 MT301 danh mục không có đơn vị “huong-hao” | có phải là “quang-tri/huong-hoa”?",
        ),
        (
            UNITS,
            "cap: huyen,",
            "cap: huyen, ke_thua: [{don_vi: quang-trị, ngay: 2020-01-01}],",
            "6:70 MT301 ke_thua: danh mục không có đơn vị “quang-trị” | có phải là “quang-tri”?",
        ),
        (
            PLAN,
            "nha: 350 nhà",
            "nha: {muc: 350 nhà, phan_ky: {Q1: 50 nhà}}",
            "9:37 MT312 “Q1” không phải một kỳ | có phải là “quy-1”?",
        ),
        (
            PLAN,
            "nha: 350 nhà",
            "nha: {muc: 350 nhà, phan_ky: {Quý III: 50 nhà}}",
            "9:37 MT312 “Quý III” không phải một kỳ | có phải là “quy-3”?",
        ),
        (
            REPORT,
            "ky: quy-4\n",
            "",
            "1:1 MT103 thiếu khóa “ky” (kỳ báo cáo) trong báo cáo | thêm dòng “ky: quy-4”",
        ),
    ],
)
def test_a_name_in_other_words_is_recognised(
    path: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    assert found(tmp_path, {path: base(path, (old, new))}) == [f"{path}:{expected}"]


# Faults of the catalogue, from which documents would seem to be wrong.


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            UNITS,
            "  cap_duoi:",
            "  cap-duoi:",
            "5:3 MT101 khóa lạ “cap-duoi” trong đơn vị | có phải là “cap_duoi”?",
        ),
        (
            UNITS,
            "    huong-hoa:",
            "    hướng-hóa:",
            "6:5 MT110 mã đơn vị “hướng-hóa” không đúng dạng"
            " | dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “quang-tri”",
        ),
        (
            INDICATORS,
            "  don_vi_tinh: nhà\n",
            "",
            "6:1 MT103 thiếu khóa “don_vi_tinh” (đơn vị tính) trong chỉ tiêu | thêm dòng “don_vi_tinh: …”",
        ),
        (
            INDICATORS,
            "chuong_trinh: 2\n  don_vi_tinh: đồng",
            "chuong_trinh: hai\n  don_vi_tinh: đồng",
            "3:17 MT111 “hai” không phải một số nguyên dùng được ở đây"
            " | viết một số từ 1 trở lên bằng chữ số, không có số 0 ở đầu và không có dấu chấm",
        ),
    ],
)
def test_a_fault_of_the_catalogue_blames_no_document(
    path: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    plan = base(PLAN, ("nha: 350 nhà", "nha: {muc: 350 nhà, giao: {quang-tri/huong-hoa: 35 nhà}}"))
    received = "nha: {gia_tri: 35 nhà, nhan_tu: {quang-tri/huong-hoa: 1 nhà}}"
    report = base(REPORT, ("nha: 17.363 nhà", received))
    below = {f"{HUONG_HOA}/quy-4.yaml": lower("huong-hoa", "quy-4", "5")}
    assert found(tmp_path, {path: base(path, (old, new)), PLAN: plan, REPORT: report, **below}) == [
        f"{path}:{expected}"
    ]


# Lists and lines copied from Word, Excel and chats.


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "ky: quy-4",
            "ky: quy-4\nmo_dau:\n  -Đổi mới hình thức.\n  - Tổ chức Ngày hội.",
            "5:3 MT004 sau dấu gạch đầu dòng không có dấu cách nên YAML không hiểu đây là một mục | thêm một dấu cách"
            " sau dấu gạch; nếu dấu gạch là một phần của câu thì đặt câu trong dấu nháy đơn '…'",
        ),
        (
            "      quy: 4,2 tỷ đồng\n      nha: 17.363 nhà",
            "      nha:17.363 nhà",
            "7:7 MT105 “so_lieu” phải là một nhóm khóa, mỗi khóa một dòng, không phải một dòng chữ"
            " | sau khóa là dấu hai chấm không có dấu cách sau nó; viết “nha: 17.363 nhà”",
        ),
        (
            "nha: 17.363",
            "nha:17.363",
            "8:11 MT004 thiếu dấu cách sau dấu hai chấm | viết “khóa: giá trị”, sau dấu hai chấm có một dấu cách",
        ),
        (
            "nha: 17.363",
            "nha： 17.363",
            "8:10 MT004 dấu hai chấm toàn độ rộng “：” không phải dấu hai chấm của YAML"
            " | gõ lại dấu hai chấm thường “:”, sau nó có một dấu cách",
        ),
        (
            "      quy: 4,2 tỷ đồng\n      nha: 17.363 nhà",
            "      nha\t17.363 nhà",
            "7:7 MT105 “so_lieu” phải là một nhóm khóa, mỗi khóa một dòng, không phải một dòng chữ"
            " | sau khóa là phím Tab; viết “nha: 17.363 nhà”",
        ),
        (
            "      quy: 4,2 tỷ đồng\n      nha: 17.363 nhà",
            "      quy:4,2 tỷ đồng\n      nha:17.363 nhà",
            "7:7 MT105 “so_lieu” phải là một nhóm khóa, mỗi khóa một dòng, không phải một dòng chữ"
            " | sau khóa là dấu hai chấm không có dấu cách sau nó; viết mỗi dòng dạng “khóa: giá trị”",
        ),
        (
            "ky: quy-4",
            "ky: quy-4\nvan_ban: {nguoi_ky: Nguyễn Văn A}",
            "4:21 MT105 “nguoi_ky” phải là một nhóm khóa, mỗi khóa một dòng, không phải một dòng chữ | viết mỗi khóa"
            " một dòng, thụt vào 2 dấu cách; các khóa dùng được ở đây: co_quan, thay_mat, ky_thay, chuc_vu, ho_ten",
        ),
        (
            "nha: 17.363 nhà",
            "nha\t17.363 nhà",
            "8:7 MT004 dòng này không có dấu hai chấm “:” sau khóa | sau khóa là phím Tab; viết “nha: 17.363 nhà”",
        ),
        (
            "nha: 17.363 nhà",
            "nha 17.363 nhà",
            "8:7 MT004 dòng này không có dấu hai chấm “:” sau khóa | viết “nha: 17.363 nhà”",
        ),
        (
            "nha: 17.363 nhà",
            "nha = 17.363 nhà",
            "8:7 MT004 dòng này không có dấu hai chấm “:” sau khóa | sau khóa là dấu “=”; viết “nha: 17.363 nhà”",
        ),
        (
            "nha: 17.363 nhà",
            "nha; 17.363 nhà",
            "8:7 MT004 dòng này không có dấu hai chấm “:” sau khóa | sau khóa là dấu “;”; viết “nha: 17.363 nhà”",
        ),
        (
            "ky: quy-4",
            "ky: quy-4\nmo_dau:\n  - Đổi mới.\n  -Tổ chức.",
            "6:3 MT004 sau dấu gạch đầu dòng không có dấu cách nên YAML không hiểu đây là một mục | thêm một dấu cách"
            " sau dấu gạch; nếu dấu gạch là một phần của câu thì đặt câu trong dấu nháy đơn '…'",
        ),
        (
            "ky: quy-4",
            "ky: quy-4\nmo_dau:\n  - Đổi mới.\n  • Tổ chức.",
            "6:3 MT004 dấu “•” không phải dấu gạch đầu dòng của YAML nên dòng này không thành một mục"
            " | viết “- ” thay cho dấu này",
        ),
        (
            "ky: quy-4",
            "ky: quy-4\nmo_dau:\n  - Đổi mới.\n    • Tổ chức.",
            "6:5 MT116 dòng bắt đầu bằng dấu hay số đầu dòng của Word bị YAML nối vào mục ở trên | nếu là mục mới"
            " thì viết “- ” thẳng cột với các mục khác; nếu là phần tiếp của câu thì viết liền trên một dòng",
        ),
    ],
)
def test_a_line_typed_another_way_is_reported_alone(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    assert found(tmp_path, {REPORT: base(REPORT, (old, new))}) == [f"{REPORT}:{expected}"]


@pytest.mark.parametrize("sign", ["•", "–", "+", "·", "\uf0b7"])
def test_bullets_of_word_are_reported_once_and_made_a_list(sign: str, tmp_path: Path) -> None:
    items = f"ky: quy-4\nmo_dau:\n  {sign} Đổi mới hình thức.\n  {sign} Tổ chức Ngày hội."
    lines = found(tmp_path, {REPORT: base(REPORT, ("ky: quy-4", items))})
    assert lines[0] == (
        f"{REPORT}:5:3 MT116 2 dòng bắt đầu bằng dấu hay số đầu dòng của Word bị YAML nối thành một đoạn"
        " | viết “- ” ở đầu mỗi mục thay cho dấu này; số thứ tự thì giữ lại sau “- ”"
    )
    assert len(lines) <= MOST
    fixed = _fixed(tmp_path)
    right = "ky: quy-4\nmo_dau:\n  - Đổi mới hình thức.\n  - Tổ chức Ngày hội."
    assert fixed == base(REPORT, ("ky: quy-4", right))


@pytest.mark.parametrize(
    ("first", "second", "fixed"),
    [
        ("o Đổi mới hình thức.", "o Tổ chức Ngày hội", True),
        ("o Đổi mới hình thức;", "o Tổ chức Ngày hội.", True),
        ("o Đổi mới hình thức", "o Tổ chức Ngày hội.", False),  # may be one sentence
        ("o Lan giúp.", "o kia nhận.", False),  # `o` is also a word, for an aunt
    ],
)
def test_a_round_bullet_that_became_a_letter_is_mended_if_every_line_is_a_sentence(
    tmp_path: Path, first: str, second: str, fixed: bool
) -> None:
    wrong = base(REPORT, ("ky: quy-4", f"ky: quy-4\nmo_dau:\n  {first}\n  {second}"))
    (line,) = found(tmp_path, {REPORT: wrong})
    assert line == (
        f"{REPORT}:5:3 MT116 2 dòng bắt đầu bằng dấu hay số đầu dòng của Word bị YAML nối thành một đoạn"
        " | viết “- ” ở đầu mỗi mục thay cho dấu này; số thứ tự thì giữ lại sau “- ”"
    )
    right = f"ky: quy-4\nmo_dau:\n  - {first[2:]}\n  - {second[2:]}"
    assert _fixed(tmp_path) == (base(REPORT, ("ky: quy-4", right)) if fixed else wrong)


@pytest.mark.parametrize("mark", [".", ")", "/"])
def test_numbers_before_items_are_kept(mark: str, tmp_path: Path) -> None:
    items = f"ky: quy-4\nmo_dau:\n  1{mark} Đổi mới.\n  2{mark} Tổ chức."
    build(tmp_path, {REPORT: base(REPORT, ("ky: quy-4", items))})
    right = f"ky: quy-4\nmo_dau:\n  - 1{mark} Đổi mới.\n  - 2{mark} Tổ chức."
    assert _fixed(tmp_path) == base(REPORT, ("ky: quy-4", right))


def test_bullets_in_only_some_lines_are_left_to_the_writer(tmp_path: Path) -> None:
    items = "ky: quy-4\nmo_dau:\n  Nội dung:\n  • Đổi mới.\n  • Tổ chức.".replace("dung:", "dung")
    wrong = base(REPORT, ("ky: quy-4", items))
    build(tmp_path, {REPORT: wrong})
    assert _fixed(tmp_path) == wrong


def _fixed(root: Path, changed: str = REPORT) -> str:
    checked = run(load(root))
    contents = {path: (root / path).read_bytes() for path in checked.project.sources}
    return fix(checked, checked.found, contents).contents.get(changed, contents[changed]).decode("utf-8")
