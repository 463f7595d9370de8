"""Approval by a tag or a branch: what is said of figures changed afterwards, and what can't be known."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import CATALOGUE, plan, put, report

from mttq import clock
from mttq.cli import site, status
from mttq.cli.app import app

NAM = "plans/2020/quang-tri/nam.yaml"
FIGURES = "2: {so_lieu: {nha: 12 nhà, quy: 4.2 tỷ đồng}, toan_dia_ban: {nha: 40 nhà}}\n".replace(
    "4.2 tỷ", "4 tỷ"
)
TAG = "duyet/2020/quang-tri/nam"
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
BY = f"nhãn {TAG}"
SETTING = "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nphe_duyet:\n  {}\n"
TAGS = SETTING.format("nhan: duyet/{nam}/{don_vi}/{ky}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose report of the year is approved by a tag."""
    isolate(monkeypatch)
    monkeypatch.setenv("COLUMNS", "200")
    # In the modules as well that have it by its name: one first imported later would keep this day for other tests.
    for module in (clock, site, status):
        monkeypatch.setattr(module, "today", lambda: date(2021, 2, 1))
    root = start(tmp_path / "kho")
    monkeypatch.chdir(root)
    for path, text in CATALOGUE.items():
        put(root, path, text)
    put(root, "danh-muc/mttq.yaml", TAGS)
    put(root, "2020/quang-tri/ke-hoach.yaml", plan(programmes="2: {muc_tieu: M, chi_tieu: {nha: 20 nhà}}\n"))
    _report(root, FIGURES)
    commit(root)
    git(root, "tag", "-a", TAG, "-m", "Duyệt")
    return root


def _report(root: Path, figures: str, body: str = "") -> None:
    put(root, "2020/quang-tri/nam.yaml", report(body, programmes=figures))


def _found(*args: str, code: int) -> list[tuple[str, int, str, str, str | None]]:
    done = invoke("check", "--format", "json", *args, program=app)
    assert done.exit_code == code, done.output
    return [
        (one["path"], one["line"], one["code"], one["message"], one["help"])
        for one in json.loads(done.stdout)
    ]


def test_what_was_approved_is_no_fault(project: Path) -> None:
    assert _found(code=0) == []


def test_a_changed_figure_is_an_error_at_its_line(project: Path) -> None:
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    commit(project)
    assert _found(code=1) == [
        (
            NAM,
            5,
            "MT421",
            f"“nha” đã được duyệt là 12 nhà ({BY}), nay ghi 15 nhà mà không có đính chính",
            'thêm vào tệp: dinh_chinh: [{ngay: 2021-02-01, ly_do: "vì sao sửa", da_ghi: {nha: "12 nhà"}}];'
            " nếu sửa nhầm thì ghi lại 12 nhà",
        )
    ]


def test_the_index_is_compared_with_what_was_approved(project: Path) -> None:
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    git(project, "add", "--all")
    _report(project, FIGURES)
    assert _found(code=0) == []
    assert [one[2] for one in _found("--staged", code=1)] == ["MT421"]
    git(project, "add", "--all")
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    assert _found("--staged", code=0) == []


def test_the_advice_followed_is_right(project: Path) -> None:
    _report(
        project,
        FIGURES.replace("12 nhà", "15 nhà"),
        'dinh_chinh: [{ngay: 2021-02-01, ly_do: "vì sao sửa", da_ghi: {nha: "12 nhà"}}]\n',
    )
    assert _found(code=0) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("so_lieu: {nha: 12 nhà}", "so_lieu: {nha: {gia_tri: 13 nhà, ghi_chu: đếm lại}}"),
        (
            "so_lieu: {nha: {gia_tri: 12 nhà, trong_do: {mới: 7 nhà}}}",
            "so_lieu: {nha: {gia_tri: 12 nhà, trong_do: {mới: 8 nhà}}}",
        ),
        (
            'so_lieu: {quy: {gia_tri: "4,5 tỷ đồng", nhan_tu: {trung-uong: 1 tỷ đồng}}}',
            'so_lieu: {quy: {gia_tri: "4,5 tỷ đồng"}}',
        ),
        ("so_lieu: {nha: 12 nhà}", "so_lieu: {cong-trinh: 1 công trình}"),
        ("so_lieu: {nha: 12 nhà}, toan_dia_ban: {nha: 40 nhà}", "so_lieu: {nha: 12 nhà}"),
        (
            "ket_qua: [{ten: Nhà ở, noi_dung: Xây, so_lieu: {nha: 12 nhà}}]",
            "ket_qua: [{ten: Nhà ở, noi_dung: Xây, so_lieu: {nha: không áp dụng}}]",
        ),
    ],
)
def test_whatever_was_changed_the_advice_followed_corrects_it(project: Path, was: str, now: str) -> None:
    _report(project, f"2: {{{was}}}\n")
    commit(project)
    git(project, "tag", "-a", "-f", TAG, "-m", "Duyệt")
    _report(project, f"2: {{{now}}}\n")
    faults = _found(code=1)
    assert {one[2] for one in faults} == {"MT421"}
    entries = dict.fromkeys(entry for one in faults for entry in re.findall(r"\{ngay: .*?\}\}", one[4] or ""))
    _report(project, f"2: {{{now}}}\n", "dinh_chinh:\n" + "".join(f"  - {one}\n" for one in entries))
    assert _found(code=0) == []


def test_another_wording_of_the_same_value_is_no_change(project: Path) -> None:
    _report(project, FIGURES.replace("4 tỷ đồng", "4.000 triệu đồng"))
    assert _found(code=0) == []


def test_each_figure_needs_its_own_correction(project: Path) -> None:
    _report(
        project,
        "2: {so_lieu: {nha: 15 nhà, cong-trinh: 1 công trình}, toan_dia_ban: {nha: 41 nhà}}\n",
        "dinh_chinh:\n  - {ngay: 2021-01-20, ly_do: cộng sót, da_ghi: {nha: 12 nhà}}\n",
    )
    add = 'thêm vào dinh_chinh một dòng: - {ngay: 2021-02-01, ly_do: "vì sao sửa", '
    assert [(line, message, help) for _, line, _, message, help in _found(code=1)] == [
        (
            7,
            f"“quy” đã được duyệt là 4 tỷ đồng ({BY}), nay bị bỏ mà không có đính chính",
            add + 'da_ghi: {quy: "4 tỷ đồng"}}; nếu sửa nhầm thì ghi lại 4 tỷ đồng',
        ),
        (
            7,
            f"“cong-trinh” không có trong bản đã duyệt ({BY}), nay ghi 1 công trình mà không có đính chính",
            add + 'da_ghi: {cong-trinh: "chưa ghi"}}; nếu sửa nhầm thì bỏ dòng này',
        ),
        (
            7,
            f"“nha” đã được duyệt là 40 nhà ({BY}), nay ghi 41 nhà mà không có đính chính",
            add + 'da_ghi_toan_dia_ban: {nha: "40 nhà"}}; nếu sửa nhầm thì ghi lại 40 nhà',
        ),
    ]


def test_a_correction_without_figures_is_of_the_whole_document(project: Path) -> None:
    body = "dinh_chinh: [{ngay: 2021-01-20, ly_do: nhầm trang}]\n"
    _report(project, "2: {so_lieu: {nha: 15 nhà}}\n", body)
    assert _found(code=0) == []
    # One that was there when it was approved corrects nothing later.
    commit(project)
    git(project, "tag", "-a", "-f", TAG, "-m", "Duyệt lại")
    _report(project, "2: {so_lieu: {nha: 16 nhà}}\n", body)
    assert [one[2] for one in _found(code=1)] == ["MT421"]


def test_a_correction_quotes_what_was_approved(project: Path) -> None:
    _report(
        project,
        FIGURES.replace("12 nhà", "15 nhà"),
        "dinh_chinh:\n  - ngay: 2021-01-20\n    ly_do: cộng sót\n    da_ghi: {nha: 13 nhà, viec-lam: 4 lao động}\n"
        "  - {ngay: 2021-01-25, ly_do: cộng thừa, da_ghi: {nha: 14 nhà}}\n",
    )
    assert _found(code=1) == [
        (
            NAM,
            7,
            "MT422",
            f"đính chính ngày 20/01/2021 nêu “nha” trước đó là 13 nhà, còn bản đã duyệt ({BY}) ghi 12 nhà",
            'sửa thành nha: "12 nhà"',
        ),
        (
            NAM,
            7,
            "MT422",
            f"đính chính ngày 20/01/2021 nêu “viec-lam” trước đó là 4 lao động, còn bản đã duyệt ({BY}) không có"
            " chỉ tiêu này",
            'sửa thành viec-lam: "chưa ghi"',
        ),
    ]


def test_an_amended_plan_may_have_other_targets(project: Path) -> None:
    git(project, "tag", "-a", "duyet/2020/quang-tri/ke-hoach", "-m", "Duyệt")
    figures = "2: {muc_tieu: M, chi_tieu: {nha: 25 nhà}}\n"
    put(project, "2020/quang-tri/ke-hoach.yaml", plan(programmes=figures))
    (fault,) = _found(code=1)
    assert fault[3] == (
        "“nha” đã được duyệt là 20 nhà (nhãn duyet/2020/quang-tri/ke-hoach), nay ghi 25 nhà mà không có đính chính"
    )
    for change in (
        "dieu_chinh: [{ngay: 2020-07-01, ly_do: Thêm vốn}]\n",
        "dinh_chinh: [{ngay: 2020-07-01, ly_do: Gõ sai, da_ghi: {nha: 20 nhà}}]\n",
    ):
        put(project, "2020/quang-tri/ke-hoach.yaml", plan(change, programmes=figures))
        assert _found(code=0) == []


def test_documents_are_not_issued_from_figures_changed_after_approval(project: Path) -> None:
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    done = invoke("report", "2020", "--format", "md", program=app)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "lỗi MT421 (sua-sau-khi-duyet)" in done.stderr


def test_a_document_lists_its_corrections(project: Path) -> None:
    _report(
        project,
        FIGURES.replace("12 nhà", "15 nhà, viec-lam: 5 lao động").replace("40 nhà", "43 nhà"),
        "dinh_chinh:\n  - ngay: 2021-01-20\n    ly_do: Cộng sót hai xã\n    da_ghi: {nha: 12 nhà}\n"
        "    da_ghi_toan_dia_ban: {nha: 40 nhà}\n"
        "  - {ngay: 2021-01-25, ly_do: Đếm lại, da_ghi: {nha: 14 nhà, viec-lam: chưa ghi}}\n",
    )
    done = invoke("report", "2020", "--kind", "bao-cao", "--format", "md", program=app)
    assert done.exit_code == 0, done.output
    text = Path("reports/2020/quang-tri/bao-cao-nam.md").read_text(encoding="utf-8")
    said = text[text.index("Báo cáo này") :].replace("\u00a0", " ")
    assert [line for line in said.splitlines() if line][:6] == [
        "Báo cáo này đã được đính chính ngày 20/01/2021: cộng sót hai xã.",
        "- Nhà Đại đoàn kết: đã ghi 12 nhà, đúng là 14 nhà;",
        "- Nhà Đại đoàn kết (toàn địa bàn): đã ghi 40 nhà, đúng là 43 nhà.",
        "Báo cáo này đã được đính chính ngày 25/01/2021: đếm lại.",
        "- Nhà Đại đoàn kết: đã ghi 14 nhà, đúng là 15 nhà;",
        "- Việc làm mới: chưa ghi, đúng là 5 lao động.",
    ]


def _status(*args: str) -> str:
    done = invoke("status", "2020", *args, program=app)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_status_shows_how_far_documents_have_come(project: Path) -> None:
    put(
        project,
        "2020/quang-tri/dakrong/nam.yaml",
        report(unit="quang-tri/dakrong", programmes="2: {so_lieu: {nha: 1 nhà}}\n"),
    )
    commit(project)
    put(
        project,
        "2020/quang-tri/huong-hoa/nam.yaml",
        report(unit="quang-tri/huong-hoa", programmes="2: {so_lieu: {nha: 1 nhà}}\n"),
    )
    said = re.sub(r"nộp ngày [0-9/]+ theo git", "không rõ ngày", _status())
    for line in (
        "tỉnh Quảng Trị (quang-tri): không rõ ngày, đã duyệt",
        "huyện Đakrông (quang-tri/dakrong): không rõ ngày, đã nộp, chưa duyệt",
        "huyện Hướng Hóa (quang-tri/huong-hoa): không rõ ngày, dự thảo",
        "Phê duyệt báo cáo: đã duyệt 1; đã nộp, chưa duyệt 1; dự thảo 1.",
        "Phê duyệt kế hoạch: đã nộp, chưa duyệt 1.",
    ):
        assert line in said, said
    found = json.loads(_status("--format", "json"))
    assert found["phe_duyet"] == {
        "bao_cao": {"da_duyet": 1, "da_nop": 1, "du_thao": 1},
        "ke_hoach": {"da_duyet": 0, "da_nop": 1, "du_thao": 0},
    }
    assert {one["don_vi"]: (one["phe_duyet"], one["ke_hoach_phe_duyet"]) for one in found["bao_cao"]} == {
        "quang-tri": ("da-duyet", "da-nop"),
        "quang-tri/huong-hoa": ("du-thao", None),
        "quang-tri/huong-hoa/tan-long": (None, None),
        "quang-tri/dakrong": ("da-nop", None),
    }
    header, first, *_ = _status("--format", "csv").splitlines()
    assert header.endswith(",phe_duyet,ke_hoach_phe_duyet")
    assert first.endswith(",da-duyet,da-nop")


def test_a_text_changed_after_approval_is_no_longer_the_approved_one(project: Path) -> None:
    _report(project, FIGURES, "mo_dau: Lời khác.\n")
    assert _found(code=0) == []
    (first, *_) = json.loads(_status("--format", "json"))["bao_cao"]
    assert first["phe_duyet"] == "du-thao"
    _report(project, FIGURES, "mo_dau: Lời khác.\ndinh_chinh: [{ngay: 2021-01-20, ly_do: sót lời mở đầu}]\n")
    (first, *_) = json.loads(_status("--format", "json"))["bao_cao"]
    assert first["phe_duyet"] == "da-duyet"


def test_without_the_setting_nothing_is_said(project: Path) -> None:
    put(project, "danh-muc/mttq.yaml", "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\n")
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    assert _found(code=0) == []
    found = json.loads(_status("--format", "json"))
    assert "phe_duyet" not in found
    assert "phe_duyet" not in found["bao_cao"][0]
    assert "duyệt" not in _status()
    assert "phe_duyet" not in _status("--format", "csv")


def test_the_first_version_on_a_branch_is_the_approved_one(project: Path) -> None:
    put(project, "danh-muc/mttq.yaml", SETTING.format("nhanh: da-duyet"))
    commit(project)
    git(project, "branch", "da-duyet")
    assert _found(code=0) == []
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    commit(project)
    said = "“nha” đã được duyệt là 12 nhà (nhánh da-duyet), nay ghi 15 nhà mà không có đính chính"
    assert [one[3] for one in _found(code=1)] == [said]
    git(project, "branch", "-f", "da-duyet")  # taken in without a correction
    assert [one[3] for one in _found(code=1)] == [said]
    put(
        project,
        "2020/vinh-phuc/nam.yaml",
        report(unit="vinh-phuc", programmes="2: {so_lieu: {nha: 1 nhà}}\n"),
    )
    assert [one[3] for one in _found(code=1)] == [said]  # what is not on the branch is not approved


@pytest.mark.parametrize("by", ["tag", "branch"])
def test_an_approved_document_that_is_gone_is_an_error(project: Path, by: str) -> None:
    said, back, gone = BY, TAG, f"; nếu bỏ hẳn thì xóa nhãn: git tag -d {TAG}"
    if by == "branch":
        put(project, "danh-muc/mttq.yaml", SETTING.format("nhanh: da-duyet"))
        git(project, "branch", "da-duyet")
        said, back, gone = "nhánh da-duyet", "da-duyet", ""
    git(project, "tag", "-a", "duyet/2020/quang-tri/nam-2", "-m", "Nhãn của việc khác")
    (project / NAM).unlink()
    assert _found(code=1) == [
        (
            "plans/danh-muc/mttq.yaml",
            3,
            "MT421",
            f"“{NAM}” đã được duyệt ({said}) mà nay không còn",
            f"lấy lại tệp: git checkout {back} -- {NAM}{gone}",
        )
    ]
    commit(project)
    assert [one[2] for one in _found(code=1)] == ["MT421"]
    git(project, "checkout", "--quiet", back, "--", NAM)
    assert _found(code=0) == []


def test_a_document_comes_back_from_a_branch_that_only_the_origin_has(project: Path, tmp_path: Path) -> None:
    put(project, "danh-muc/mttq.yaml", SETTING.format("nhanh: da-duyet"))
    commit(project)
    git(project, "update-ref", "refs/remotes/origin/da-duyet", "HEAD")
    (project / NAM).unlink()
    assert [one[4] for one in _found(code=1)] == [f"lấy lại tệp: git checkout origin/da-duyet -- {NAM}"]
    git(project, "checkout", "--quiet", "origin/da-duyet", "--", NAM)
    assert _found(code=0) == []


def test_a_version_older_than_the_approval_is_not_taken_for_a_change(project: Path) -> None:
    git(project, "switch", "--quiet", "-c", "khac")
    git(project, "switch", "--quiet", "main")
    _report(project, FIGURES.replace("12 nhà", "15 nhà"))
    commit(project)
    git(project, "tag", "-a", "-f", TAG, "-m", "Duyệt")
    assert _found(code=0) == []
    git(project, "switch", "--quiet", "khac")
    (fault,) = _found(code=0)
    assert fault[2:] == (
        "MT423",
        f"không biết hết văn bản nào đã duyệt: {BY} không nằm trong lịch sử của nhánh đang làm,"
        f" mà “{NAM}” ở đây khác bản đã duyệt",
        "gộp nhánh có nhãn ấy vào nhánh đang làm bằng git merge",
    )


@pytest.mark.parametrize("by", ["tag", "branch"])
def test_what_only_another_branch_has_is_not_gone(project: Path, by: str) -> None:
    if by == "branch":
        put(project, "danh-muc/mttq.yaml", SETTING.format("nhanh: da-duyet"))
        commit(project)
    git(project, "switch", "--quiet", "-c", "da-duyet")
    put(
        project,
        "2020/vinh-phuc/nam.yaml",
        report(unit="vinh-phuc", programmes="2: {so_lieu: {nha: 1 nhà}}\n"),
    )
    commit(project)
    git(project, "tag", "-a", "duyet/2020/vinh-phuc/nam", "-m", "Duyệt")
    assert _found(code=0) == []
    git(project, "switch", "--quiet", "main")
    assert _found(code=0) == []


@pytest.mark.parametrize("by", ["tag", "branch"])
def test_a_shallow_clone_is_said(project: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    if by == "branch":
        put(project, "danh-muc/mttq.yaml", SETTING.format("nhanh: main"))
    commit(project)
    git(project.parent, "clone", "--quiet", "--depth=1", f"file://{project}", "ban-sao")
    monkeypatch.chdir(project.parent / "ban-sao")
    lacking = {"tag": "nhãn duyệt", "branch": "bản đã duyệt đầu tiên"}[by]
    (fault,) = _found(code=0)
    assert fault[:4] == (
        "plans/danh-muc/mttq.yaml",
        3,
        "MT423",
        f"không biết hết văn bản nào đã duyệt: bản sao git này thiếu lịch sử nên có thể thiếu {lacking}",
    )
    assert fault[4] is not None
    assert fault[4].startswith("lấy đủ lịch sử bằng “git fetch --unshallow”")


def test_what_git_can_not_say_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def doubt() -> tuple[str, str | None]:
        (fault,) = _found(code=0)
        return fault[3].removeprefix("không biết hết văn bản nào đã duyệt: "), fault[4]

    put(project, "danh-muc/mttq.yaml", SETTING.format("nhanh: khong-co"))
    assert doubt() == (
        "kho git không có nhánh “khong-co” mà phe_duyet nêu",
        "lấy nhánh ấy về: git fetch origin khong-co; hoặc sửa tên nhánh",
    )
    put(project, "danh-muc/mttq.yaml", TAGS)
    git(project, "tag", "-d", TAG)
    git(project, "tag", TAG)
    assert doubt() == (
        f"nhãn “{TAG}” không có chú giải (lightweight) nên chưa tính là duyệt",
        f"gắn lại: git tag -a -f {TAG} {TAG}",
    )
    git(project, "tag", "-a", "-f", TAG, "-m", "Nhầm", git(project, "commit-tree", "-m", "x", EMPTY_TREE))
    assert doubt() == (
        f"nhãn “{TAG}” gắn vào một commit không có tệp “{NAM}”",
        f"gắn lại vào commit có tệp ấy: git tag -a -f {TAG}",
    )
    (project / ".git").rename(project / "git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert doubt()[0].startswith(f"dự án ở “{project}” không nằm trong kho git nào")


def test_files_with_other_line_ends_are_compared_by_what_they_say(project: Path) -> None:
    file = project / NAM
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert _found(code=0) == []


def test_a_project_in_a_folder_of_its_repository(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = project / "tinh"
    (project / "plans").rename(project / "x")
    inner.mkdir()
    (project / "x").rename(inner / "plans")
    commit(project)
    git(project, "tag", "-a", "-f", TAG, "-m", "Duyệt")
    monkeypatch.chdir(inner)
    _report(inner, FIGURES.replace("12 nhà", "15 nhà"))
    assert [one[2] for one in _found(code=1)] == ["MT421"]
