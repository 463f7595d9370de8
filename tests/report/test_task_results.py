"""The annex of a report that says what became of each task of the plan."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import small_project
from report_project import built, outline

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.report import KINDS, Report, subject_of
from mttq.report.model import Annex, LineKind, NumberCell, Sheet, TextCell

_PLAN = """\
    1:
      nhiem_vu:
        - {ten: Việc một., ma: mot, chu_tri: Ban Phong trào, thoi_han: quy-1}
        - {ten: Việc hai, ma: hai, thoi_han: 2020-06-30}
        - {ten: Việc ba, ma: ba, thoi_han: 2020-06-29}
        - Việc không có mã
    2:
      nhiem_vu:
        - {ten: Việc bốn, ma: bon, thoi_han: quy-1}
        - {ten: Việc năm, ma: nam}
    """
_STATES = {
    "quy-1": "1: {nhiem_vu: {mot: {trang_thai: hoan-thanh}, hai: {trang_thai: chua-thuc-hien}}}",
    "quy-2": "1: {ket_qua: Đã làm, nhiem_vu: {ba: {trang_thai: dang-thuc-hien, ket_qua: Được một nửa}}}",
    "6-thang": "2: {nhiem_vu: {nam: {trang_thai: khong-thuc-hien}}}",
    "nam": "1: {nhiem_vu: {ba: {trang_thai: hoan-thanh}}}",
    "quy-4": "1: {nhiem_vu: {ba: {trang_thai: chua-thuc-hien}, hai: {trang_thai: hoan-thanh}}}",
}


def _report(root: Path, period: str, **more: str) -> Report:
    documents = {
        f"2020/quang-tri/{name}.yaml": small_project.report(period=name, programmes=states)
        for name, states in _STATES.items()
    }
    documents["2020/quang-tri/ke-hoach.yaml"] = small_project.plan(programmes=_PLAN)
    return built(root, {**documents, **more}, "bao-cao", period=period)


def _states(document: Report) -> dict[str, str]:
    (annex,) = document.annexes
    return {
        row[1]: row[-1] for number, row in enumerate(annex.table.rows) if number not in annex.table.groups
    }


def test_the_annex_says_who_until_when_and_what_became_of_each_task(tmp_path: Path) -> None:
    document = _report(tmp_path, "quy-2")
    (annex,) = document.annexes
    title = "Tình hình thực hiện nhiệm vụ đã đề ra đến hết quý II năm 2020"
    assert (annex.heading.number, annex.heading.title) == ("Phụ lục", title.upper())
    assert [column.header for column in annex.table.columns] == [
        *("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời hạn", "Kết quả")
    ]
    assert annex.table.rows == (
        ("I", "Mở rộng khối đại đoàn kết", "", "", ""),
        ("1", "Việc một", "Ban Phong trào", "Quý I năm 2020", "Hoàn thành (báo cáo quý I năm 2020)"),
        (
            *("2", "Việc hai", "", "30/6/2020"),
            "Báo cáo chưa nói đến; báo cáo quý I năm 2020: chưa thực hiện",
        ),
        ("3", "Việc ba", "", "29/6/2020", "Đang thực hiện; đã quá hạn"),
        ("II", "Vận động Nhân dân thi đua", "", "", ""),
        ("4", "Việc bốn", "", "Quý I năm 2020", "Báo cáo chưa nói đến; đã quá hạn"),
        ("5", "Việc năm", "", "", "Báo cáo chưa nói đến"),
    )
    assert annex.table.groups == (0, 4)
    assert f"{title}: Phụ lục kèm theo." in outline(document)


def test_what_a_report_says_itself_counts_before_that_of_its_last_part(tmp_path: Path) -> None:
    assert _states(_report(tmp_path, "nam")) == {
        "Việc một": "Hoàn thành (báo cáo quý I năm 2020)",
        "Việc hai": "Hoàn thành (báo cáo quý IV năm 2020)",
        "Việc ba": "Hoàn thành",
        "Việc bốn": "Báo cáo chưa nói đến; đã quá hạn",
        "Việc năm": "Không thực hiện (báo cáo 6 tháng đầu năm 2020)",
    }


@pytest.mark.parametrize("plan", ["", "1: {nhiem_vu: [Việc không có mã]}\n"])
def test_no_annex_where_reports_have_nothing_to_answer(tmp_path: Path, plan: str) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=plan),
        "2020/quang-tri/nam.yaml": small_project.report(programmes="1: {ket_qua: Đã làm}"),
    }
    document = built(tmp_path, documents, "bao-cao")
    assert document.annexes == ()
    assert "kèm theo" not in "\n".join(outline(document))


def test_a_draft_of_which_nothing_is_written_has_no_annex(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=_PLAN),
        "2020/quang-tri/quy-1.yaml": small_project.report(
            period="quy-1", programmes="2: {so_lieu: {nha: 5 nhà}}"
        ),
    }
    assert built(tmp_path, documents, "bao-cao").annexes == ()


def test_an_empty_report_that_was_never_issued_has_no_annex(tmp_path: Path) -> None:
    empty = {"2020/quang-tri/quy-3.yaml": small_project.report(period="quy-3")}
    figures = {
        "2020/quang-tri/huong-hoa/tan-long/quy-3.yaml": small_project.report(
            unit="quang-tri/huong-hoa/tan-long", period="quy-3", programmes="2: {so_lieu: {nha: 5 nhà}}"
        )
    }
    assert _report(tmp_path, "quy-3", **empty, **figures).annexes == ()


def test_a_profile_leaves_the_annex_out(tmp_path: Path) -> None:
    profile = tmp_path / "templates/the-thuc/tinh.yaml"
    profile.parent.mkdir(parents=True)
    profile.write_text("ten: Không có phụ lục\nbang_nhiem_vu: false\n", encoding="utf-8")
    settings = {"danh-muc/mttq.yaml": "phien_ban: 1\nthe_thuc: tinh\n"}
    assert _report(tmp_path, "quy-2", **settings).annexes == ()


def test_the_workbook_has_the_table_as_a_sheet(tmp_path: Path) -> None:
    plan, told = "1: {nhiem_vu: [{ten: Việc một, ma: mot}]}\n", _STATES["quy-1"].partition(", hai")[0] + "}}"
    documents = {
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=plan),
        "2020/quang-tri/quy-1.yaml": small_project.report(
            period="quy-1", programmes=f"{told}\n2: {{so_lieu: {{nha: 5 nhà}}}}"
        ),
    }
    project = load(small_project.write(tmp_path, documents))
    year = parse_cycle("2020")
    assert year is not None
    book = KINDS["phu-luc"].build(subject_of(project, "quang-tri", year, PERIODS["quy-1"]))
    assert isinstance(book, Annex)
    (sheet,) = (one for one in book.sheets if isinstance(one, Sheet) and one.name == "Nhiệm vụ")
    assert [(line.kind, line.cells) for line in sheet.lines] == [
        (LineKind.GROUP, (TextCell("I"), TextCell("Mở rộng khối đại đoàn kết"), None)),
        (LineKind.ROW, (NumberCell(Decimal(1)), TextCell("Việc một"), TextCell("Hoàn thành"))),
    ]
