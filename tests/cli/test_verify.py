"""`mttq verify`: what was changed by hand, what has been corrected since, and what can't be said."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import CATALOGUE, put, report

from mttq.cli.app import app
from mttq.issuing import verifier
from mttq.render.word import origin

BAO_CAO = "reports/2020/quang-tri/bao-cao-nam.docx"
BODY = """\
van_ban:
  so: 12/BC-MTTQ
  ngay: 2020-12-20
  dia_danh: Quảng Trị
  nguoi_ky: {thay_mat: TM. BAN THƯỜNG TRỰC, chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Một}
mo_dau: Năm 2020 là năm đầu thực hiện nghị quyết đại hội.
"""
FIGURES = "2:\n  ket_qua: Vận động xây nhà cho hộ nghèo.\n  so_lieu: {nha: 12 nhà, quy: 4 tỷ đồng}\n"
TITLE = "Báo cáo năm 2020 của tỉnh Quảng Trị"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch)
    monkeypatch.setenv("COLUMNS", "200")
    root = start(tmp_path / "kho")
    monkeypatch.chdir(root)
    for path, text in CATALOGUE.items():
        put(root, path, text)
    _figures(root, FIGURES)
    commit(root)
    return root


def _figures(root: Path, figures: str) -> None:
    put(root, "2020/quang-tri/nam.yaml", report(BODY, programmes=figures))


def _issue(*more: str) -> None:
    done = invoke(
        "report", "2020", "--quiet", "--kind", "bao-cao", "--format", "docx", "--force", *more, program=app
    )
    assert done.exit_code == 0, done.stderr


def _edit(old: str, new: str, path: str = BAO_CAO) -> None:
    """Change a text of a document as somebody does in Word."""
    document = Document(path)
    tables = (
        one
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for one in cell.paragraphs
    )
    for paragraph in [*document.paragraphs, *tables]:
        text = paragraph.text.replace("\u00a0", " ")
        if old in text:
            paragraph.text = text.replace(old, new)
    document.save(path)


def _verify(*args: str, code: int) -> str:
    done = invoke("verify", *args, program=app)
    assert done.exit_code == code, done.output
    return done.stdout


def test_an_untouched_document_says_what_the_data_say(project: Path) -> None:
    _issue()
    assert _verify(BAO_CAO, code=0) == (
        f"{BAO_CAO}\n  {TITLE}\n  Đúng với số liệu.\n\n1 tệp: 1 đúng với số liệu, 0 không.\n"
    )


def test_the_commit_is_named_if_it_is_known_here(project: Path) -> None:
    _issue("--with-commit")
    short = git(project, "rev-parse", "--short=7", "HEAD")
    assert (
        _verify(BAO_CAO, code=0).splitlines()[2]
        == f"  xuất từ số liệu ở một commit có trong kho này ({short})"
    )


def test_what_was_changed_by_hand_is_named_by_its_place(project: Path) -> None:
    _issue()
    _edit("Năm 2020 là năm đầu", "Năm 2020 là năm thứ hai")
    _edit("12 nhà", "13 nhà")
    _edit("Nguyễn Văn Một", "Trần Thị Hai")
    said = _verify(BAO_CAO, code=1)
    assert "  Sửa tay trong tệp (3 chỗ):\n" in said
    assert "    đoạn 3: Năm 2020 là năm [-đầu-]{+thứ hai+} thực hiện nghị quyết…\n" in said
    assert (
        "    đoạn 9, mục “KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG”: “- Nhà Đại đoàn kết: 12 nhà.”"
        " → “- Nhà Đại đoàn kết: 13 nhà.”\n" in said
    )
    assert "    phần ký, nơi nhận, hàng 1, cột 2: “Nguyễn Văn Một” → “Trần Thị Hai”\n" in said
    assert said.endswith(
        "  Không đúng với số liệu: tệp đã được sửa tay.\n\n1 tệp: 0 đúng với số liệu, 1 không.\n"
    )


def test_figures_corrected_since_are_told_from_what_was_changed_by_hand(project: Path) -> None:
    _issue("--with-commit")
    _edit("Nguyễn Văn Một", "Trần Thị Hai")
    _figures(project, FIGURES.replace("12 nhà", "15 nhà"))
    commit(project)
    said = _verify(BAO_CAO, code=1)
    assert "  Sửa tay trong tệp (1 chỗ):\n    phần ký" in said
    assert "  Nay sẽ viết khác (2 chỗ):\n" in said
    assert (
        "  Số liệu đã đổi từ khi xuất (1 chỉ tiêu):\n    Nhà Đại đoàn kết (nhà), tỉnh Quảng Trị: 12 → 15 (+3)\n"
        in said
    )
    assert "  Không đúng với số liệu.\n" in said


def test_data_without_a_commit_are_found_in_the_history(project: Path) -> None:
    _issue()
    was = git(project, "rev-parse", "HEAD")
    _figures(project, FIGURES.replace("12 nhà", "15 nhà"))
    commit(project)
    (found,) = json.loads(_verify(BAO_CAO, "--format", "json", code=1))
    assert (found["commit"], found["commit_trang_thai"], found["sua_tay"]) == (was, "tim-thay", True)
    assert (found["sua"], len(found["viet_khac"]), len(found["so_da_doi"])) == ([], 2, 1)
    assert _verify(BAO_CAO, code=1).splitlines()[-3] == (
        "  Đúng với số liệu khi xuất, không đúng với số liệu hiện nay."
    )


def test_the_templates_are_those_of_the_commit(project: Path) -> None:
    packaged = Path(__file__).parents[2] / "templates/bao-cao.docx"
    (project / "templates").mkdir()
    document = Document(str(packaged))
    document.add_paragraph("Dòng cuối của mẫu cũ")
    document.save(str(project / "templates/bao-cao.docx"))
    commit(project)
    _issue("--with-commit")
    document.paragraphs[-1].text = "Dòng cuối của mẫu mới"
    document.save(str(project / "templates/bao-cao.docx"))
    commit(project)
    (found,) = json.loads(_verify(BAO_CAO, "--format", "json", code=1))
    assert found["sua"] == []
    assert [(one["truoc"], one["sau"]) for one in found["viet_khac"]] == [
        ("Dòng cuối của mẫu cũ", "Dòng cuối của mẫu mới")
    ]


def test_a_commit_of_another_repository_is_said(project: Path) -> None:
    _issue("--with-commit")
    shutil.rmtree(".git")
    start(project)
    commit(project)
    said = _verify(BAO_CAO, code=0)
    assert "  commit mà tệp ghi không có trong kho này\n" in said
    assert "  gợi ý: lấy đủ các nhánh bằng git fetch --all; hoặc văn bản là của một kho khác\n" in said
    _figures(project, FIGURES.replace("12 nhà", "15 nhà"))
    said = _verify(BAO_CAO, code=1)
    short = git(project, "rev-parse", "--short=7", "HEAD")
    assert f"  số liệu của tệp là của một commit trong kho này ({short})\n" in said
    commit(project)
    git(project, "commit", "--amend", "--quiet", "-m", "x")
    assert "Số liệu đã đổi" in _verify(BAO_CAO, code=1)


def test_a_unit_with_another_id_today_is_compared_as_it_was(project: Path) -> None:
    _issue("--with-commit")
    shutil.move("plans/2020/quang-tri", "plans/2020/quang-tri-moi")
    for path in project.glob("plans/**/*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("quang-tri", "quang-tri-moi"), encoding="utf-8")
    commit(project)
    _edit("Nguyễn Văn Một", "Trần Thị Hai")
    said = _verify(BAO_CAO, code=1)
    assert f"  {TITLE}\n" in said
    assert "  lưu ý: số liệu hiện nay không xuất được văn bản này: không có đơn vị “quang-tri”\n" in said
    assert "  Sửa tay trong tệp (1 chỗ):\n" in said


def test_a_document_with_charts_needs_the_drawing_package(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _issue()
    monkeypatch.setattr(verifier, "can_draw", lambda: False)
    chart = b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="mttq-bieu-do"/>'
    _without_properties(BAO_CAO, BAO_CAO, b"</Properties>", chart + b"</Properties>")
    assert "  không so được: văn bản có biểu đồ mà chưa cài phần vẽ (pip install matplotlib).\n" in _verify(
        BAO_CAO, code=1
    )


def test_a_shallow_clone_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _issue("--with-commit")
    _figures(project, FIGURES.replace("12 nhà", "15 nhà"))
    commit(project)
    clone = project.parent / "clone"
    git(project.parent, "clone", "--quiet", "--depth=1", f"file://{project}", "clone")
    monkeypatch.chdir(clone)
    said = _verify(BAO_CAO, code=1)
    assert "  gợi ý: bản sao git này thiếu lịch sử: lấy đủ lịch sử bằng “git fetch --unshallow”;" in said
    assert "  lưu ý: không tìm thấy số liệu mà văn bản được xuất từ đó" in said
    assert "  Khác với văn bản mà mttq xuất (2 chỗ):\n" in said


def test_without_git_today_is_all_there_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _issue("--with-commit")
    shutil.rmtree(".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    said = _verify(BAO_CAO, code=0)
    assert "không nằm trong kho git nào" in said
    assert "  Đúng với số liệu.\n" in said


def _without_properties(path: str, target: str, old: bytes = b"mttq-", new: bytes = b"khac-") -> None:
    written = BytesIO()
    with ZipFile(path) as before, ZipFile(written, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == origin.PART else content)
    Path(target).write_bytes(written.getvalue())


def test_a_document_without_properties_is_taken_for_the_one_it_seems_to_be(project: Path) -> None:
    _issue()
    _without_properties(BAO_CAO, "../gui-tinh.docx")
    said = _verify("../gui-tinh.docx", code=0)
    assert said.splitlines()[1:4] == [
        f"  {TITLE}",
        "  lưu ý: tệp không có thuộc tính của mttq (không do mttq xuất, hoặc thuộc tính đã bị bỏ);"
        " so với văn bản giống tệp này nhất mà mttq xuất được hôm nay",
        "  Đúng với số liệu hiện nay.",
    ]
    _edit("12 nhà", "13 nhà", "../gui-tinh.docx")
    assert "  Khác với văn bản mà mttq xuất (1 chỗ):\n" in _verify("../gui-tinh.docx", code=1)


def test_any_other_document_is_said_to_be_unknown(project: Path) -> None:
    document = Document()
    document.add_paragraph("Thư mời họp")
    document.save("thu-moi.docx")
    assert _verify("thu-moi.docx", code=1).splitlines()[1:] == [
        "  tệp không có thuộc tính của mttq (không do mttq xuất, hoặc thuộc tính đã bị bỏ), và không đoán được là"
        " văn bản nào của dự án này.",
        "  gợi ý: đặt tên và chỗ của tệp như mttq report ghi, ví dụ reports/2020/quang-tri/bao-cao-nam.docx",
        "",
        "1 tệp: 0 đúng với số liệu, 1 không.",
    ]


def test_changed_properties_are_not_believed(project: Path) -> None:
    _issue("--with-commit")
    with ZipFile(BAO_CAO) as file:
        checksum = origin.properties(file.read(origin.PART))["mttq-ma-noi-dung"].encode()
    _without_properties(BAO_CAO, BAO_CAO, checksum, b"0" * 64)
    said = _verify(BAO_CAO, code=1)
    assert (
        "  lưu ý: mã nội dung trong thuộc tính của tệp không khớp với số liệu ở commit ấy: thuộc tính đã bị sửa,"
        " hoặc chương trình đã đổi cách viết\n" in said
    )
    _without_properties(BAO_CAO, BAO_CAO, b"quang-tri", b"khong-co")
    assert (
        "  dự án này không có văn bản bao-cao của “khong-co, 2020/nam” mà thuộc tính của tệp nêu.\n"
        in _verify(BAO_CAO, code=1)
    )


def test_data_with_errors_can_not_be_compared_with(project: Path) -> None:
    _issue()
    _figures(project, FIGURES.replace("12 nhà", "12,5 nhà"))
    said = _verify(BAO_CAO, code=1)
    assert "  Đúng với số liệu khi xuất, chưa so được với số liệu hiện nay.\n" in said
    assert (
        "  lưu ý: số liệu hiện nay không xuất được văn bản này: số liệu có lỗi nên không xuất được văn bản\n"
        in said
    )


def test_folders_and_wrong_paths(project: Path) -> None:
    _issue()
    assert _verify("reports", code=0).splitlines()[0] == BAO_CAO
    for path, message in (
        ("khong-co.docx", "lỗi: không có tệp “khong-co.docx”\n"),
        ("plans", "lỗi: thư mục “plans” không có tệp .docx nào\n"),
        ("plans/danh-muc/mttq.yaml", "lỗi: “plans/danh-muc/mttq.yaml” không phải tệp .docx\n"),
    ):
        done = invoke("verify", path, program=app)
        assert done.exit_code == 2
        assert done.stderr.startswith(message)
