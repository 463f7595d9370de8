"""Days that cannot be those of their document."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
import small_project
from small_project import plan, report

from mttq.check import check
from mttq.documents import load

YEAR = "xem lại năm và tháng: ngày này phải từ 30/06/2020 đến 01/01/2022"
BRIEFING = "don_vi: quang-tri\nnam: 2020\nky: quy-2\nhoi_nghi: {ten: Giao ban, ngay: %s}\n"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = sys.modules["mttq.check.rules.implausible_date"]
    monkeypatch.setattr(rule, "today", lambda: date(2026, 11, 28))


def _found(root: Path, path: str, text: str) -> list[tuple[str, int, int, str, str | None]]:
    found = check(load(small_project.write(root, {path: text})))
    return [(one.code.id, one.span.line, one.span.column, one.message, one.help) for one in found]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("15/01/1020", "15/01/1020 là ngày trước giữa kỳ báo cáo (30/06/2020)"),
        ("2002-01-15", "15/01/2002 là ngày trước giữa kỳ báo cáo (30/06/2020)"),
        ("2012-01-15", "15/01/2012 là ngày trước giữa kỳ báo cáo (30/06/2020)"),
        ("2019-12-31", "31/12/2019 là ngày trước giữa kỳ báo cáo (30/06/2020)"),
        ("2020-03-01", "01/03/2020 là ngày trước giữa kỳ báo cáo (30/06/2020)"),
        ("2121-01-10", "10/01/2121 là ngày chưa tới"),
        ("9999-12-31", "31/12/9999 là ngày chưa tới"),
        ("2022-01-15", "15/01/2022 là ngày quá xa thời gian của văn bản (sau 01/01/2022)"),
        ("2020-06-30", None),
        ("2021-01-15", None),
    ],
)
def test_the_day_of_a_year_s_report(tmp_path: Path, day: str, message: str | None) -> None:
    text = report(f"van_ban:\n  so: 1/BC\n  ngay: {day}\n", programmes="1: {so_lieu: {giam-sat: 1 cuộc}}\n")
    found = _found(tmp_path, "2020/quang-tri/nam.yaml", text)
    assert found == ([("MT419", 6, 9, f"“van_ban.ngay” {message}", YEAR)] if message else [])


@pytest.mark.parametrize(
    ("period", "key", "day", "message"),
    [
        (
            "nam",
            "so_lieu_den",
            "2002-12-15",
            "“so_lieu_den” 15/12/2002 là ngày trước giữa kỳ báo cáo (30/06/2020)",
        ),
        ("nam", "so_lieu_den", "2020-10-31", None),
        ("6-thang", "so_lieu_den", "2020-05-31", None),
        ("thang-05", "so_lieu_den", "2020-05-15", None),
        (
            "thang-05",
            "so_lieu_den",
            "2020-05-14",
            "“so_lieu_den” 14/05/2020 là ngày trước giữa kỳ báo cáo (15/05/2020)",
        ),
        ("quy-1", "so_lieu_den", "2020-04-10", None),
        ("nam", "so_lieu_den", "2021-01-31", None),
        (
            "quy-1",
            "so_lieu_den",
            "2021-03-31",
            "“so_lieu_den” 31/03/2021 là ngày quá xa thời gian của văn bản (sau 01/07/2020)",
        ),
    ],
)
def test_the_day_of_the_figures(tmp_path: Path, period: str, key: str, day: str, message: str | None) -> None:
    found = _found(tmp_path, f"2020/quang-tri/{period}.yaml", report(f"{key}: {day}\n", period=period))
    assert [text for _, _, _, text, _ in found] == ([message] if message else [])


def test_the_days_of_corrections(tmp_path: Path) -> None:
    changes = "[{ngay: 2021-03-01, ly_do: L}, {ngay: 2002-03-01, ly_do: L}]"
    body = f"van_ban:\n  ngay: 2021-01-05\ndinh_chinh: {changes}\n"
    found = _found(tmp_path, "2020/quang-tri/nam.yaml", report(body))
    assert [(line, column, text) for _, line, column, text, _ in found] == [
        (6, 51, "“dinh_chinh.ngay” 01/03/2002 là ngày trước ngày ký văn bản (05/01/2021)")
    ]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2002-12-20", "20/12/2002 là ngày trước thời gian của kế hoạch hơn một năm (31/12/2018)"),
        ("2021-12-20", "20/12/2021 là ngày quá xa thời gian của văn bản (sau 31/12/2020)"),
        ("2019-02-20", None),
    ],
)
def test_the_day_of_a_plan(tmp_path: Path, day: str, message: str | None) -> None:
    found = _found(tmp_path, "2020/quang-tri/ke-hoach.yaml", plan(f"van_ban:\n  ngay: {day}\n"))
    assert [text for _, _, _, text, _ in found] == ([f"“van_ban.ngay” {message}"] if message else [])


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2002-12-01", "“thoi_han” 01/12/2002 là ngày trước thời gian của văn bản (năm 2020)"),
        ("2200-12-01", "“thoi_han” 01/12/2200 là ngày quá xa thời gian của văn bản (năm 2020)"),
        ("2021-03-31", None),
    ],
)
def test_the_day_until_which_a_task_is_to_be_done(tmp_path: Path, day: str, message: str | None) -> None:
    tasks = f"1: {{muc_tieu: M, nhiem_vu: [{{ten: T, thoi_han: {day}}}]}}\n"
    found = _found(tmp_path, "2020/quang-tri/ke-hoach.yaml", plan(programmes=tasks))
    assert [text for _, _, _, text, _ in found] == ([message] if message else [])


def test_the_day_of_a_briefing(tmp_path: Path) -> None:
    found = _found(tmp_path, "2020/quang-tri/giao-ban-quy-2.yaml", BRIEFING % "2002-07-01")
    assert [(line, text) for _, line, _, text, _ in found] == [
        (4, "“hoi_nghi.ngay” 01/07/2002 là ngày trước quý giao ban (01/04/2020)")
    ]
    assert _found(tmp_path, "2020/quang-tri/giao-ban-quy-2.yaml", BRIEFING % "2020-07-01") == []


def test_the_day_of_the_document_of_a_briefing(tmp_path: Path) -> None:
    text = f"{BRIEFING % '2020-07-01'}van_ban: {{ngay: 2020-06-28}}\n"
    found = _found(tmp_path, "2020/quang-tri/giao-ban-quy-2.yaml", text)
    assert [message for _, _, _, message, _ in found] == [
        "“van_ban.ngay” 28/06/2020 là ngày trước ngày họp (01/07/2020)"
    ]
