"""`mttq new`: the first text of plans, reports and briefings."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from shell_program import invoke
from small_project import report

from mttq.cli.app import app

PLAN = """\
don_vi: quang-tri
nam: 2020
chuong_trinh:
  1: {}
  2:
    nhiem_vu:
      - ten: Rà soát nhà ở
        ma: ra-soat
        thoi_han: quy-1
      - ten: Trao nhà
        ma: trao-nha
      - Việc không có mã
    chi_tieu:
      quy:
        muc: trên 19 tỷ đồng
        giao:
          quang-tri/dakrong: 2 tỷ đồng
      nha: 40 nhà
  3: {}
"""


def _project(root: Path, **more: str) -> Path:
    return small_project.write(root, {"2020/quang-tri/ke-hoach.yaml": PLAN, **more})


def _mttq(root: Path, *args: str) -> tuple[int, str, str]:
    result = invoke("--root", str(root), *args, program=app)
    return result.exit_code, result.stdout, result.stderr


def _text(root: Path, path: str) -> str:
    return (root / "plans" / path).read_text(encoding="utf-8")


def _passes(root: Path, path: str) -> bool:
    """Whether the check finds nothing, and the file is laid out as `fmt` would."""
    laid_out = invoke("fmt", "--check", str(root / "plans" / path), program=app)
    return _mttq(root, "check", "--strict")[0] == 0 and laid_out.exit_code == 0


def test_a_report_from_the_plan(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert _mttq(root, "new", "2020", "bao-cao", "--period", "quy-2", "--unit", "quang-tri") == (
        0,
        "plans/2020/quang-tri/quy-2.yaml\n",
        "",
    )
    text = _text(root, "2020/quang-tri/quy-2.yaml")
    assert "      # Quỹ “Vì người nghèo” (kế hoạch: trên 19 tỷ đồng)\n      # quy: … đồng\n" in text
    assert "      # Rà soát nhà ở\n      # ra-soat: {trang_thai: dang-thuc-hien}\n" in text
    assert _passes(root, "2020/quang-tri/quy-2.yaml")


def test_what_is_handed_down_is_in_the_report_of_the_unit_below(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert _mttq(root, "new", "2020", "bao-cao", "--period", "Quý II", "--unit", "Đakrông")[0] == 0
    text = _text(root, "2020/quang-tri/dakrong/quy-2.yaml")
    assert "      # Quỹ “Vì người nghèo” (tỉnh Quảng Trị giao: 2 tỷ đồng)\n      # quy: … đồng\n" in text
    assert "      # nha: … nhà\n" in text
    assert _passes(root, "2020/quang-tri/dakrong/quy-2.yaml")


def test_a_line_counts_once_its_mark_is_taken_away(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert _mttq(root, "new", "2020", "bao-cao", "--period", "quy-1", "--unit", "quang-tri")[0] == 0
    path = root / "plans/2020/quang-tri/quy-1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("# nha: … nhà", "nha: 12 nhà"), encoding="utf-8")
    assert _passes(root, "2020/quang-tri/quy-1.yaml")
    assert _mttq(root, "new", "2020", "bao-cao", "--period", "quy-2", "--unit", "quang-tri")[0] == 0
    assert "(kế hoạch: 40 nhà; quý I: 12 nhà)" in _text(root, "2020/quang-tri/quy-2.yaml")


def test_a_plan_from_the_year_before_keeps_targets_and_open_tasks(tmp_path: Path) -> None:
    done = report(programmes="2: {nhiem_vu: {ra-soat: {trang_thai: hoan-thanh}}}\n")
    root = _project(tmp_path, **{"2020/quang-tri/nam.yaml": done})
    assert _mttq(root, "new", "2021", "ke-hoach", "--unit", "quang-tri")[0] == 0
    text = _text(root, "2021/quang-tri/ke-hoach.yaml")
    assert (
        "    # nhiem_vu:\n"
        "    #   - ten: Trao nhà\n"
        "    #     ma: trao-nha\n"
        "    #   - Việc không có mã\n"
        "    # chi_tieu:\n"
        "    #   quy:\n"
        "    #     muc: trên 19 tỷ đồng\n"
        "    #     giao:\n"
        "    #       quang-tri/dakrong: 2 tỷ đồng\n"
    ) in text
    assert "ra-soat" not in text
    assert "    #   nha: 40 nhà\n" in text
    assert _passes(root, "2021/quang-tri/ke-hoach.yaml")


def test_a_briefing(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert _mttq(root, "new", "2020", "giao-ban", "--period", "quy-4", "--unit", "quang-tri")[0] == 0
    assert "  ngay: 2020-12-31  # sửa thành ngày họp\n" in _text(root, "2020/quang-tri/giao-ban-quy-4.yaml")
    assert _passes(root, "2020/quang-tri/giao-ban-quy-4.yaml")


def test_all_units_below_and_nothing_that_exists(tmp_path: Path) -> None:
    root = _project(tmp_path)
    code, out, _ = _mttq(
        root, "new", "2020", "bao-cao", "--period", "quy-1", "--unit", "quang-tri", "--recursive"
    )
    written = out.splitlines()[:-1]
    assert (code, out.splitlines()[-1]) == (0, f"Đã tạo {len(written)} tệp.")
    before = {one: (root / one).read_bytes() for one in written}
    _, out, _ = _mttq(
        root, "new", "2020", "bao-cao", "--period", "quy-1", "--unit", "quang-tri", "--recursive"
    )
    assert out == f"Đã tạo 0 tệp; để nguyên {len(written)} tệp đã có.\n"
    assert before == {one: (root / one).read_bytes() for one in written}
    assert _passes(root, "2020/quang-tri/quy-1.yaml")


@pytest.mark.parametrize(
    ("args", "message", "help"),
    [
        (
            ["2020", "bao-cao", "--period", "quy-9", "--unit", "quang-tri"],
            "năm 2020 không có kỳ “quy-9”",
            "có phải là “quy-4” hoặc “quy-3” hoặc “quy-2”?",
        ),
        (
            ["2020", "bao-cap", "--unit", "quang-tri"],
            "không có loại tệp “bao-cap”",
            "có phải là “bao-cao”? các giá trị dùng được: ke-hoach, bao-cao, giao-ban",
        ),
        (
            ["20", "bao-cao", "--unit", "quang-tri"],
            "“20” không phải là năm hay nhiệm kỳ",
            "viết như 2026 hoặc 2024-2029",
        ),
        (
            ["giao-ban", "2020"],
            "năm viết trước, loại tệp viết sau",
            "viết “mttq new 2020 giao-ban”",
        ),
        (
            ["giao-ban", "--period", "thang-11"],
            "thiếu đối số LOẠI",
            "viết “mttq new NĂM LOẠI”; gõ “mttq new --help” để xem cách dùng",
        ),
        (
            ["2020", "giao-ban", "--unit", "quang-tri"],
            "giao ban cần một quý",
            "viết --period quy-4, hoặc quý khác",
        ),
        (
            ["2020", "giao-ban", "--unit", "quang-tri", "--period", "thang-05"],
            "giao ban là của một quý, không phải của tháng 5 năm 2020",
            "viết --period quy-2",
        ),
        (
            ["2019-2024", "giao-ban", "--unit", "quang-tri"],
            "giao ban là của một quý, không phải của nhiệm kỳ",
            "nêu một năm, ví dụ 2026",
        ),
        (
            ["2020", "ke-hoach", "--unit", "quang-tri"],
            "đã có plans/2020/quang-tri/ke-hoach.yaml",
            "sửa tệp ấy, hoặc nêu kỳ khác",
        ),
        (
            ["2020", "ke-hoach", "--period", "quy-1", "--unit", "quang-tri"],
            "kế hoạch không có kỳ",
            "bỏ --period",
        ),
        (
            ["2031", "ke-hoach", "--unit", "quang-tri"],
            "danh mục chưa có bộ chương trình dùng cho năm 2031",
            "thêm vào plans/danh-muc/chuong-trinh.yaml bộ mới, có tu_nam: 2031;"
            " nếu năm 2031 vẫn dùng bộ 2019-2024 thì sửa den_nam của bộ ấy thành 2031",
        ),
        (
            ["2030-2035", "ke-hoach", "--unit", "quang-tri"],
            "danh mục chưa có bộ chương trình dùng cho nhiệm kỳ 2030 – 2035",
            "thêm vào plans/danh-muc/chuong-trinh.yaml bộ của nhiệm kỳ ấy, có mã 2030-2035",
        ),
    ],
)
def test_wrong_calls(tmp_path: Path, args: list[str], message: str, help: str) -> None:
    code, _, err = _mttq(_project(tmp_path), "new", *args)
    assert (code, err.splitlines()) == (2, [f"lỗi: {message}", f"gợi ý: {help}"])


def test_words_with_marks_are_understood(tmp_path: Path) -> None:
    root = _project(tmp_path)
    assert _mttq(root, "new", "2020", "Giao ban", "--period", "Quý II", "--unit", "quang-tri")[:2] == (
        0,
        "plans/2020/quang-tri/giao-ban-quy-2.yaml\n",
    )


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    root = _project(tmp_path)
    (root / "plans/2020/quang-tri/quy-1.yaml").mkdir()
    args = ("new", "2020", "bao-cao", "--period", "quy-1", "--unit", "quang-tri")
    assert _mttq(root, *args) == (
        2,
        "",
        "lỗi: plans/2020/quang-tri/quy-1.yaml là một thư mục\n"
        "gợi ý: đổi tên hoặc xóa thư mục ấy, rồi chạy lại\n",
    )
