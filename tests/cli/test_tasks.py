"""`mttq tasks`: what became of planned tasks, across levels."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shell_program import invoke
from small_project import plan, report, write

from mttq.cli.app import app

DOCUMENTS = {
    "2020/quang-tri/ke-hoach.yaml": plan(
        programmes="""\
        1:
          nhiem_vu:
            - {ten: Gặp mặt già làng, ma: gap-mat, chu_tri: Ban Dân tộc, thoi_han: quy-1}
            - {ten: Giám sát nhà ở, ma: giam-sat, thoi_han: 2020-09-30}
            - Việc không có mã
        """
    ),
    "2020/quang-tri/giao-ban-quy-1.yaml": """\
        don_vi: quang-tri
        nam: 2020
        ky: quy-1
        hoi_nghi: {ten: Giao ban quý I, ngay: 2020-04-02}
        nhiem_vu:
          - {ten: Nộp báo cáo đúng hạn, ma: nop-bao-cao, thoi_han: 2020-07-05}
        """,
    "2020/quang-tri/quy-1.yaml": report(
        period="quy-1", programmes="1: {nhiem_vu: {gap-mat: {trang_thai: dang-thuc-hien}}}"
    ),
    "2020/quang-tri/nam.yaml": report(
        programmes="1: {nhiem_vu: {gap-mat: {trang_thai: hoan-thanh, ket_qua: Gặp 40 già làng.}}}"
    ),
    "2020/quang-tri/huong-hoa/ke-hoach.yaml": plan(
        unit="quang-tri/huong-hoa",
        programmes="""\
        1:
          nhiem_vu:
            - {ten: Giám sát ở 5 xã, ma: giam-sat, cu_the_hoa: ['quang-tri#giam-sat']}
        """,
    ),
    "2020/quang-tri/huong-hoa/nam.yaml": report(
        unit="quang-tri/huong-hoa", programmes="1: {nhiem_vu: {giam-sat: {trang_thai: hoan-thanh}}}"
    ),
    "2021/quang-tri/ke-hoach.yaml": plan(
        cycle="2021", programmes="1: {nhiem_vu: [{ten: Việc khác, ma: viec-khac}]}\n"
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mttq.clock.today", lambda: date(2020, 10, 10))
    monkeypatch.setenv("COLUMNS", "100")
    return write(tmp_path, DOCUMENTS)


def _tasks(root: Path, *args: str) -> str:
    result = invoke("--root", str(root), "tasks", "2020", *args, program=app)
    assert result.exit_code == 0, result.output
    return result.stdout


def _rows(root: Path, *args: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (one["don_vi"], one["nhiem_vu"]): one for one in json.loads(_tasks(root, "--format", "json", *args))
    }


def test_the_table(project: Path) -> None:
    assert _tasks(project).splitlines() == [
        "tỉnh Quảng Trị (quang-tri)",
        "  gap-mat: Gặp mặt già làng",
        "    hoàn thành; hạn 31/03/2020; chủ trì: Ban Dân tộc",
        "  giam-sat: Giám sát nhà ở",
        "    chưa có báo cáo; quá hạn 10 ngày; hạn 30/09/2020; 1 việc của cấp dưới, xong 1; kế hoạch năm sau",
        "    không còn việc này",
        "  Việc không có mã",
        "    chưa có báo cáo; chưa có mã nên báo cáo không trả lời được",
        "  nop-bao-cao: Nộp báo cáo đúng hạn",
        "    chưa có báo cáo; quá hạn 97 ngày; hạn 05/07/2020; chưa cấp dưới nào nhận; kế hoạch năm sau không",
        "    còn việc này",
        "huyện Hướng Hóa (quang-tri/huong-hoa)",
        "  giam-sat: Giám sát ở 5 xã",
        "    hoàn thành",
        "5 việc: 2 hoàn thành, 2 quá hạn, 3 chưa có báo cáo.",
    ]


def test_the_latest_report_counts(project: Path) -> None:
    row = _rows(project)["quang-tri", "Gặp mặt già làng"]
    assert (row["trang_thai"], row["ket_qua"], row["bao_cao"]) == (
        "hoan-thanh",
        "Gặp 40 già làng.",
        "plans/2020/quang-tri/nam.yaml",
    )


def test_a_task_below_names_the_one_above(project: Path) -> None:
    rows = _rows(project, "--unit", "huong-hoa")
    assert [(key, one["cu_the_hoa"]) for key, one in rows.items()] == [
        (("quang-tri/huong-hoa", "Giám sát ở 5 xã"), ["quang-tri#giam-sat"])
    ]


def test_only_what_is_open(project: Path) -> None:
    assert {name for _, name in _rows(project, "--open")} == {
        "Giám sát nhà ở",
        "Việc không có mã",
        "Nộp báo cáo đúng hạn",
    }


def test_csv(project: Path) -> None:
    lines = _tasks(project, "--format", "csv").splitlines()
    assert lines[0].startswith("don_vi,ten,tep,ma,nhiem_vu,chuong_trinh,")
    assert len(lines) == 6
