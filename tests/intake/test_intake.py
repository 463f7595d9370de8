"""Answers of units become reports: the same rules as for YAML, comments kept, nothing written on an error."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from msgspec.structs import replace
from small_project import plan, report

from mttq.check import Checked, run
from mttq.documents import Scope, load
from mttq.intake import (
    Answers,
    FigureAnswer,
    Mode,
    Objection,
    Receipt,
    State,
    TaskAnswer,
    TextAnswer,
    examine,
    write,
)
from mttq.output import intake as shown
from mttq.period import PERIODS, parse_cycle

HUONG_HOA = "quang-tri/huong-hoa"


def _answers(*figures: tuple[str, str, str], unit: str = HUONG_HOA, period: str = "quy-1") -> Answers:
    """Answers with figures, each an indicator, a text and a note; their places are E5, E6 and so on."""
    cycle = parse_cycle("2020")
    assert cycle is not None
    return Answers(
        origin="hh.xlsx",
        unit=unit,
        cycle=cycle,
        period=PERIODS[period],
        figures=tuple(
            FigureAnswer(indicator=indicator, text=text, note=note, place=f"Số liệu!E{number}")
            for number, (indicator, text, note) in enumerate(figures, start=5)
        ),
    )


def _project(root: Path, documents: dict[str, str] | None = None) -> Checked:
    plans = {"2020/quang-tri/ke-hoach.yaml": plan()}
    return run(load(small_project.write(root, {**plans, **(documents or {})})))


def _one(checked: Checked, answers: Answers, mode: Mode = Mode.ASK) -> Receipt:
    (receipt,) = examine(checked, [answers], mode).receipts
    return receipt


def _after(receipt: Receipt) -> str:
    assert receipt.draft is not None and receipt.draft.after is not None
    return receipt.draft.after.decode()


def _told(receipt: Receipt) -> list[str]:
    return list(shown.faults(receipt, colour=False))


def test_a_new_report_is_laid_out_and_passes_the_check(tmp_path: Path) -> None:
    checked = _project(
        tmp_path,
        {
            f"2020/{HUONG_HOA}/ke-hoach.yaml": plan(
                unit=HUONG_HOA,
                programmes="3: {muc_tieu: M, nhiem_vu: [{ten: Tổng kết, ma: tong-ket}]}\n",
            )
        },
    )
    answers = _answers(
        ("quy", "1.234.567", ""),
        ("nha", "6 nhà", "gồm: 2 nhà sửa chữa"),
        ("tap-huan", "02 lớp", ""),
        ("dan-so", "17.363", ""),
    )
    cycle, period = answers.cycle, answers.period
    answers = Answers(
        origin="hh.xlsx",
        unit=HUONG_HOA,
        cycle=cycle,
        period=period,
        figures=answers.figures,
        results=(
            TextAnswer(paragraphs=("Đã trao nhà.", "Ghi chú: {x} # 1"), place="Nội dung!C4", programme=2),
        ),
        difficulties=(TextAnswer(paragraphs=("- Thiếu kinh phí",), place="Nội dung!D4"),),
        proposals=(
            TextAnswer(paragraphs=("Cấp thêm kinh phí.",), place="Nội dung!E4"),
            TextAnswer(paragraphs=("=Tập huấn sớm.",), place="Nội dung!E5"),
        ),
        tasks=(
            TaskAnswer(code="tong-ket", programme=3, state="hoan-thanh", place="Nhiệm vụ!D4", result="Xong."),
        ),
    )
    receipt = _one(checked, answers)
    assert receipt.state is State.NEW
    assert receipt.objections == ()
    assert (
        _after(receipt)
        == """\
don_vi: quang-tri/huong-hoa
nam: 2020
ky: quy-1
so_lieu:
  dan-so: "17.363"
chuong_trinh:
  2:
    ket_qua:
      - Đã trao nhà.
      - "Ghi chú: {{x}} # 1"
    so_lieu:
      quy: 1.234.567
      nha:
        gia_tri: 6 nhà
        ghi_chu: "gồm: 2 nhà sửa chữa"
  3:
    so_lieu:
      tap-huan: 02 lớp
    nhiem_vu:
      tong-ket:
        trang_thai: hoan-thanh
        ket_qua: Xong.
danh_gia:
  han_che: "- Thiếu kinh phí"
kien_nghi:
  - Cấp thêm kinh phí.
  - "=Tập huấn sớm."
"""
    )
    assert [one.state for one in write(checked.project, [receipt])] == [State.NEW]
    again = run(load(tmp_path))
    assert again.found == []
    assert _one(again, answers).state is State.UNCHANGED


EXISTING = """\
# Báo cáo của huyện
don_vi: quang-tri/huong-hoa
nam: 2020
ky: quy-1
chuong_trinh:
  2:  # thi đua
    so_lieu:
      # Quỹ “Vì người nghèo” (kế hoạch: 19 tỷ đồng)
      # quy: … đồng
      nha: 5 nhà  # đã kiểm tra
      ho-ngheo: {gia_tri: 5 hộ, ghi_chu: theo xã}
    # hết
"""


def test_a_report_that_exists_is_changed_only_when_asked(tmp_path: Path) -> None:
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": EXISTING})
    answers = _answers(("quy", "4,2 tỷ đồng", ""), ("nha", "6 nhà", ""), ("ho-ngheo", "05 hộ", ""))
    waiting = _one(checked, answers)
    assert (waiting.state, waiting.unchanged) == (State.WAITING, 1)
    assert list(shown.changes(waiting, keeps=False)) == [
        "plans/2020/quang-tri/huong-hoa/quy-1.yaml:",
        "   sửa Nhà Đại đoàn kết: 5 nhà → 6 nhà [Số liệu!E6]",
        "   thêm Quỹ “Vì người nghèo”: 4,2 tỷ đồng [Số liệu!E5]",
    ]
    assert [one.state for one in write(checked.project, [waiting])] == [State.WAITING]
    assert (tmp_path / waiting.path).read_text("utf-8") == EXISTING
    with_fund = EXISTING.replace("# quy: … đồng", "quy: 4,2 tỷ đồng")
    merged = _one(checked, answers, Mode.MERGE)
    assert merged.state is State.FILLED
    assert _after(merged) == with_fund
    assert list(shown.changes(merged, keeps=True))[1] == (
        "   giữ Nhà Đại đoàn kết: 5 nhà (biểu mẫu: 6 nhà) [Số liệu!E6]"
    )
    assert _after(_one(checked, answers, Mode.FORCE)) == with_fund.replace("5 nhà", "6 nhà")


def test_a_note_makes_a_figure_a_record_and_keeps_the_remark_beside_it(tmp_path: Path) -> None:
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": EXISTING})
    merged = _one(checked, _answers(("nha", "5 nhà", "ở ba xã")), Mode.MERGE)
    assert _after(merged) == EXISTING.replace(
        "nha: 5 nhà  # đã kiểm tra",
        "nha:\n        gia_tri: 5 nhà  # đã kiểm tra\n        ghi_chu: ở ba xã",
    )


def test_lines_at_the_end_of_a_block_come_before_the_block_after_it(tmp_path: Path) -> None:
    text = report(
        unit=HUONG_HOA, period="quy-1", programmes="2:\n  so_lieu:\n    nha:\n      gia_tri: 5 nhà\n"
    )
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": text})
    answers = _answers(("quy", "9 đồng", ""), ("nha", "6 nhà", "xong"))
    stated = FigureAnswer(indicator="quy", text="19 đồng", place="Số liệu!G5", scope=Scope.STATED)
    forced = _one(checked, replace(answers, figures=(stated, *answers.figures)), Mode.FORCE)
    assert _after(forced) == text.replace("5 nhà", "6 nhà") + (
        "        ghi_chu: xong\n      quy: 9 đồng\n    toan_dia_ban:\n      quy: 19 đồng\n"
    )
    assert _after(_one(checked, _answers(("nha", "6 nhà", "")), Mode.FORCE)) == text.replace("5 nhà", "6 nhà")


def test_a_report_in_brackets_is_laid_out_before_lines_are_added(tmp_path: Path) -> None:
    text = (
        "don_vi: quang-tri/huong-hoa\nnam: 2020\nky: quy-1\nchuong_trinh: {2: {so_lieu: {nha: 5 nhà}}} # a\n"
    )
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": text})
    merged = _one(checked, _answers(("quy", "4,2 tỷ đồng", "")), Mode.MERGE)
    assert _after(merged) == (
        "don_vi: quang-tri/huong-hoa\nnam: 2020\nky: quy-1\nchuong_trinh:\n"
        "  2:\n    so_lieu:\n      nha: 5 nhà  # a\n      quy: 4,2 tỷ đồng\n"
    )


def test_a_begun_report_that_says_nothing_yet_is_filled_without_asking(tmp_path: Path) -> None:
    text = report(unit=HUONG_HOA, period="quy-1", programmes="2:\n  so_lieu:\n    # nha: … nhà\n")
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": text})
    receipt = _one(checked, _answers(("nha", "5 nhà", "")))
    assert receipt.state is State.FILLED
    assert _after(receipt) == text.replace("# nha: … nhà", "nha: 5 nhà")


def test_answers_take_the_places_that_comments_keep_and_blocks_end_after_their_comments(
    tmp_path: Path,
) -> None:
    text = report(
        unit=HUONG_HOA,
        period="quy-1",
        programmes="""\
        2:
          so_lieu:
            quy: 9 đồng
            # Nhà Đại đoàn kết
            # nha: … nhà
            # Hộ nghèo
            # ho-ngheo: … hộ
        """,
    )
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": text})
    stated = FigureAnswer(indicator="quy", text="19 đồng", place="Số liệu!G5", scope=Scope.STATED)
    answers = _answers(("ho-ngheo", "4 hộ", ""), ("cong-trinh", "1 công trình", ""))
    merged = _one(checked, replace(answers, figures=(stated, *answers.figures)), Mode.MERGE)
    assert _after(merged) == text.replace("# ho-ngheo: … hộ", "ho-ngheo: 4 hộ").replace(
        "quy: 9 đồng\n", "quy: 9 đồng\n      cong-trinh: 1 công trình\n"
    ) + ("    toan_dia_ban:\n      quy: 19 đồng\n")


def test_windows_line_ends_and_a_mark_at_the_start_stay(tmp_path: Path) -> None:
    text = report(unit=HUONG_HOA, period="quy-1", programmes="2: {so_lieu: {nha: 5 nhà}}\n")
    text = text.replace("{so_lieu: {nha: 5 nhà}}", "\n    so_lieu:\n      nha: 5 nhà").replace(": \n", ":\n")
    checked = _project(tmp_path)
    file = tmp_path / f"plans/2020/{HUONG_HOA}/quy-1.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    checked = run(load(tmp_path))
    merged = _one(checked, _answers(("quy", "4,2 tỷ đồng", "")), Mode.MERGE)
    expected = text + "      quy: 4,2 tỷ đồng\n"
    assert merged.draft is not None
    assert merged.draft.after == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()


def test_a_figure_is_found_wherever_the_report_has_it(tmp_path: Path) -> None:
    text = report(
        unit=HUONG_HOA,
        period="quy-1",
        programmes="2:\n  ket_qua:\n    - ten: Nhà ở\n      so_lieu:\n        nha: 5 nhà\n",
    )
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": text})
    assert _one(checked, _answers(("nha", "05 nhà", ""))).state is State.UNCHANGED
    assert _after(_one(checked, _answers(("nha", "6 nhà", "")), Mode.FORCE)) == text.replace("5 nhà", "6 nhà")


def test_an_error_refuses_all_and_is_told_at_its_cell(tmp_path: Path) -> None:
    checked = _project(tmp_path)
    receipt = _one(
        checked, _answers(("quy", "4,2 tỷ đồng", ""), ("nha", "1,804,000", ""), ("khong-co", "1", ""))
    )
    assert receipt.state is State.REFUSED
    assert _told(receipt) == [
        "hh.xlsx: Số liệu!E7: lỗi MT303 (chi-tieu-la): khong-co: danh mục không có chỉ tiêu “khong-co”",
        "   = thêm chỉ tiêu vào danh mục plans/danh-muc/chi-tieu, hoặc sửa lại mã",
        "hh.xlsx: Số liệu!E6: lỗi MT202 (nhom-so-sai): Nhà Đại đoàn kết:"
        " “1,804,000” ngăn nhóm nghìn bằng dấu phẩy",
        "   = viết 1.804.000 nhà",
    ]
    assert shown.message(receipt).startswith(
        "Gửi huyện Hướng Hóa:\nSố liệu quý I năm 2020 (tệp hh.xlsx) chưa nhập được, vì:\n"
    )
    assert write(checked.project, [receipt]) == [receipt]
    assert not (tmp_path / "plans/2020/quang-tri/huong-hoa").exists()


def test_rules_across_files_judge_answers_as_well(tmp_path: Path) -> None:
    checked = _project(
        tmp_path,
        {
            f"2020/{HUONG_HOA}/thang-01.yaml": report(
                unit=HUONG_HOA, period="thang-01", programmes="2: {so_lieu: {nha: 9 nhà}}\n"
            )
        },
    )
    assert checked.found == []
    two = [
        _answers(("giam-sat", "1 cuộc", "")),
        _answers(("nha", "3 nhà", ""), unit="vinh-phuc"),
    ]
    first, second = examine(checked, two, Mode.ASK).receipts
    assert (first.state, second.state) == (State.REFUSED, State.NEW)
    assert [one.code.id for one in first.objections if one.code is not None] == ["MT306"]


def test_two_files_for_one_report_refuse_each_other(tmp_path: Path) -> None:
    receipts = examine(_project(tmp_path), [_answers(("nha", "3 nhà", ""))] * 2, Mode.ASK).receipts
    assert [one.state for one in receipts] == [State.REFUSED] * 2


def test_a_broken_report_is_left_alone(tmp_path: Path) -> None:
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": "don_vi: [\n"})
    receipt = _one(checked, _answers(("nha", "3 nhà", "")), Mode.FORCE)
    assert _told(receipt) == [
        "hh.xlsx: lỗi: plans/2020/quang-tri/huong-hoa/quy-1.yaml đã có nhưng không đọc được",
        "   = chạy mttq check plans/2020/quang-tri/huong-hoa/quy-1.yaml, sửa tệp ấy rồi nhập lại",
    ]
    assert not shown.asks_unit(receipt)
    assert shown.message(receipt) == (
        "Gửi huyện Hướng Hóa: đã nhận số liệu quý I năm 2020 (tệp hh.xlsx), chưa nhập được;"
        " chúng tôi đang xử lý, đơn vị không phải gửi lại."
    )


def test_a_message_keeps_a_path_as_it_is() -> None:
    fault = Objection(place="", message="plans/2020/a.yaml còn thiếu")
    receipt = Receipt(
        origin="a.xlsx", unit="a", title="A", period="", path="", state=State.REFUSED, objections=(fault,)
    )
    assert "1. plans/2020/a.yaml còn thiếu." in shown.message(receipt).splitlines()


def test_control_characters_are_refused_before_they_reach_a_file(tmp_path: Path) -> None:
    assert _told(_one(_project(tmp_path), _answers(("nha", "3\x07 nhà", "")))) == [
        "hh.xlsx: Số liệu!E5: lỗi MT006 (ky-tu-dieu-khien): Nhà Đại đoàn kết:"
        " có ký tự điều khiển U+0007, không ghi được vào báo cáo",
        "   = xóa ký tự ấy, hoặc gõ lại ô này",
    ]


def test_nothing_is_written_through_a_link_out_of_the_project(tmp_path: Path) -> None:
    root, outside = tmp_path / "du-an", tmp_path / "ngoai"
    outside.mkdir()
    checked = _project(root)
    receipt = _one(checked, _answers(("nha", "3 nhà", "")))
    (root / "plans/2020/quang-tri/huong-hoa").symlink_to(outside, target_is_directory=True)
    (refused,) = write(checked.project, [receipt])
    assert refused.state is State.REFUSED
    assert list(outside.iterdir()) == []


def test_a_folder_in_the_place_of_a_report_refuses_that_report_alone(tmp_path: Path) -> None:
    checked = _project(tmp_path)
    first = _one(checked, _answers(("nha", "6 nhà", "")))
    other = _one(checked, replace(_answers(("nha", "7 nhà", "")), unit="quang-tri/dakrong"))
    (tmp_path / first.path).mkdir(parents=True)
    refused, written = write(checked.project, [first, other])
    assert refused.objections[-1].message == (
        f"không ghi được {first.path}: ở chỗ ấy có một thư mục cùng tên; đổi tên hoặc xóa thư mục ấy"
    )
    assert (refused.state, written.state) == (State.REFUSED, State.NEW)
    assert (tmp_path / other.path).is_file()


def test_what_the_system_refuses_is_said_of_that_report_alone(tmp_path: Path) -> None:
    checked = _project(tmp_path)
    first = _one(checked, _answers(("nha", "6 nhà", "")))
    other = _one(checked, replace(_answers(("nha", "7 nhà", "")), unit="quang-tri/dakrong"))
    (tmp_path / first.path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / first.path).parent.rmdir()
    (tmp_path / first.path).parent.write_text("một tệp", "utf-8")
    refused, written = write(checked.project, [first, other])
    assert refused.objections[-1].message == (
        f"không ghi được {first.path}: một phần của đường dẫn là tệp, không phải thư mục"
    )
    assert (refused.state, written.state) == (State.REFUSED, State.NEW)


def test_a_file_changed_since_it_was_read_is_not_replaced(tmp_path: Path) -> None:
    checked = _project(tmp_path, {f"2020/{HUONG_HOA}/quy-1.yaml": EXISTING})
    receipt = _one(checked, _answers(("nha", "6 nhà", "")), Mode.FORCE)
    (tmp_path / receipt.path).write_text("khác", "utf-8")
    (refused,) = write(checked.project, [receipt])
    assert refused.objections[-1].message == (
        "không ghi được plans/2020/quang-tri/huong-hoa/quy-1.yaml: tệp đã bị sửa từ lúc đọc; chạy lại lệnh"
    )


@pytest.mark.parametrize("scope", list(Scope))
def test_a_figure_of_the_whole_area_has_its_own_table(tmp_path: Path, scope: Scope) -> None:
    cycle = parse_cycle("2020")
    assert cycle is not None
    answers = Answers(
        origin="qt.xlsx",
        unit="quang-tri",
        cycle=cycle,
        period=PERIODS["nam"],
        figures=(FigureAnswer(indicator="nha", text="9 nhà", place="Số liệu!F5", scope=scope),),
    )
    assert f"  2:\n    {scope.value}:\n      nha: 9 nhà\n" in _after(_one(_project(tmp_path), answers))


def test_texts_of_every_kind_have_their_places_in_the_report(tmp_path: Path) -> None:
    said = {
        name: (
            TextAnswer(paragraphs=(f"Lời {name}",), place="C2"),
            TextAnswer(paragraphs=("Thêm",), place="D2"),
        )
        for name in ("situation", "strengths", "difficulties", "directions", "proposals")
    }
    receipt = _one(_project(tmp_path), replace(_answers(), **said))
    assert _after(receipt) == (
        "don_vi: quang-tri/huong-hoa\nnam: 2020\nky: quy-1\n"
        "tinh_hinh:\n  - Lời situation\n  - Thêm\n"
        "chuong_trinh: {}\n"
        "danh_gia:\n  uu_diem:\n    - Lời strengths\n    - Thêm\n  han_che:\n    - Lời difficulties\n    - Thêm\n"
        "kien_nghi:\n  - Lời proposals\n  - Thêm\n"
        "phuong_huong:\n  - Lời directions\n  - Thêm\n"
    )
