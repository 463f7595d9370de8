"""`mttq report --charts`, with and without the drawing library."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_project import files_below, make, mttq
from docx import Document

from mttq.render.word import pictures

CHARTS = ("report", "2020", "--kind", "bao-cao", "--charts")
NAMES = ["reports/2020/quang-tri/bao-cao-nam.docx", "reports/2020/quang-tri/bao-cao-nam.md"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


@pytest.mark.skipif(not pictures.can_draw(), reason="matplotlib is not installed")
def test_charts_are_drawn_on_request(project: Path) -> None:
    assert mttq(*CHARTS[:-1]).exit_code == 0
    plain = files_below(project / "reports")
    result = mttq(*CHARTS)
    left_out = "quang-tri: bao-cao: không có mục cho chương trình 1, 3 vì chưa có nội dung\n"
    assert (result.exit_code, result.stderr) == (0, left_out)
    assert result.stdout.splitlines() == NAMES
    named = "Tỷ lệ hoàn thành kế hoạch năm 2020: Phụ lục kèm theo."
    assert named in (project / NAMES[1]).read_text(encoding="utf-8")
    document = Document(str(project / NAMES[0]))
    assert len(document.inline_shapes) == 1
    assert document.paragraphs[-1].text == "Số ở mỗi thanh: phần trăm thực hiện so với kế hoạch."
    assert "Nhà Đại đoàn kết: 4,29% (chưa đủ số liệu để kết luận)" in document.inline_shapes[
        0
    ]._inline.docPr.get("descr")
    assert mttq(*CHARTS, "--check").exit_code == 0
    assert mttq(*CHARTS[:-1]).exit_code == 0
    assert files_below(project / "reports") == plain


def test_without_the_extra_the_documents_have_no_charts_and_a_remark_says_so_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "can_draw", lambda: False)
    result = mttq(*CHARTS, "--recursive", "--quiet")
    assert result.exit_code == 0
    assert NAMES[0] in result.stdout
    assert result.stderr == (
        "Chưa vẽ được biểu đồ vì chưa cài phần vẽ (pip install matplotlib); "
        "văn bản vẫn được xuất, không có biểu đồ.\n"
    )
    assert len(Document(str(project / NAMES[0])).inline_shapes) == 0


def test_without_a_word_file_there_is_no_remark_about_charts(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq.render.word.pictures.can_draw", lambda: False)
    for wanted in (("--kind", "phu-luc"), ("--format", "xlsx"), ("--kind", "chuong-trinh")):
        result = mttq("report", "2020", "--charts", *wanted)
        assert "biểu đồ" not in result.stderr
