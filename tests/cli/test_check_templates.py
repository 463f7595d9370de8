"""`mttq check` finds what is wrong with a project's own templates."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import git_repository as repository
import pytest
from command_project import make, mttq
from docx import Document

from mttq.diagnostics import Diagnostic
from mttq.render import inspection

REMEDY = "sửa thẻ ấy trong mẫu rồi lưu lại"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make(tmp_path, monkeypatch)
    (root / "templates").mkdir()
    return root


def _word(project: Path, name: str, *paragraphs: str) -> None:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(str(project / "templates" / name))


def _forge(project: Path, name: str, text: str) -> None:
    (project / "templates" / name).write_text(text, encoding="utf-8")


def _found(*options: str) -> list[tuple[str, int, str, str]]:
    """The faults of templates: file, line, message, help."""
    result = mttq("check", "--format", "json", *options)
    found = [one for one in json.loads(result.stdout) if one["code"] == "MT127"]
    return [(one["path"], one["line"], one["message"], one["help"]) for one in found]


def test_each_template_is_reported_with_its_first_fault(project: Path) -> None:
    _word(project, "bao-cao.docx", "{{ ten_loai }}", "Người ký: {{ ho_tên }}")
    _word(project, "chuong-trinh.docx", "{{ ten_loai }", "{{ ho_ten }}")
    _word(project, "giao-ban.docx", "{{ ten_loai }}", "{{ chi_tieu['nha'].thuc_hien }}")
    _word(project, "mau-rieng.docx", "{{ chi_tieu['nhaa'].thuc_hien }}")
    _word(project, "~$bao-cao.docx", "{{")
    _forge(project, "bao-cao.md.j2", "{{ ten_loai }}\n\n{% for dong in can_cu %}\n")
    _forge(project, "_cuoi.md.j2", "một\n{{ noi_nhann }}\n")
    assert _found() == [
        ("templates/_cuoi.md.j2", 2, "không có tên “noi_nhann”", "có phải là “noi_nhan”?"),
        (
            "templates/bao-cao.docx",
            1,
            "đoạn “Người ký: {{ ho_tên }}”: không có tên “ho_tên”",
            "có phải là “ho_ten”?",
        ),
        ("templates/bao-cao.md.j2", 3, "thẻ “for” chưa được đóng", REMEDY),
        (
            "templates/chuong-trinh.docx",
            1,
            "đoạn “{{ ten_loai }”: thẻ mở bằng “{{” chưa được đóng bằng “}}” trong đoạn này",
            REMEDY,
        ),
        (
            "templates/mau-rieng.docx",
            1,
            "đoạn “{{ chi_tieu['nhaa'].thuc_hien }}”: danh mục không có chỉ tiêu “nhaa”",
            "có phải là “nha”?",
        ),
    ]
    assert mttq("check").exit_code == 1


def test_the_text_shows_them_like_any_fault(project: Path) -> None:
    _forge(project, "bao-cao.md.j2", "{{ ten_loa }}\n")
    lines = mttq("check").stdout.splitlines()
    assert lines[:2] == [
        "templates/bao-cao.md.j2:1:1: lỗi MT127 (mau-khong-dung-duoc): không có tên “ten_loa”",
        "  = có phải là “ten_loai”?",
    ]


def test_sound_templates_and_packaged_ones_are_not_mentioned(project: Path) -> None:
    assert _found() == []
    _word(
        project, "bao-cao.docx", "{{ ten_loai }}", "{{ co_quan[0] }}", "{{ can_cu[0] }}", "{{ kinh_gui[0] }}"
    )
    _forge(
        project, "bao-cao.md.j2", '{% include "_noi-dung.md.j2" %}\n{{ chi_tieu.nha.cac_don_vi[1].ten }}\n'
    )
    assert _found() == []


def test_paths_and_changes_narrow_what_is_shown(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.isolate(monkeypatch)
    repository.start(project)
    _forge(project, "bao-cao.md.j2", "{{ ten_loa }}\n")
    repository.commit(project)
    assert len(_found("templates")) == 1
    assert _found("plans") == []
    assert _found("--changed") == []
    _forge(project, "_dau.md.j2", "{{ ten_loa }}\n")
    assert [path for path, *_ in _found("--changed")] == ["templates/_dau.md.j2", "templates/bao-cao.md.j2"]


def test_they_are_filled_in_again_only_if_something_has_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _forge(project, "bao-cao.md.j2", "{{ ten_loa }}\n")
    first = _found()
    runs: list[int] = []
    inspect = inspection.inspect

    def counted(root: Path, templates: Collection[Path], indicators: Collection[str]) -> Sequence[Diagnostic]:
        runs.append(len(templates))
        return inspect(root, templates, indicators)

    monkeypatch.setattr(inspection, "inspect", counted)
    assert _found() == first
    assert runs == []
    assert _found("--no-cache") == first
    _forge(project, "bao-cao.md.j2", "{{ ten_loai }}\n")
    assert _found() == []
    assert len(runs) == 2


def test_a_project_without_templates_pays_nothing(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mttq", "check"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "mttq.render.templates" in imported
    assert not imported & {"docx", "jinja2", "mttq.render.formats", "mttq.report"}
