"""`mttq diff`: what a reviewer sees of a change."""

from __future__ import annotations

import json
import re
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

import pytest
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import CATALOGUE, put

from mttq.check import run
from mttq.check.runner import again
from mttq.cli.app import app
from mttq.documents import load
from mttq.output.review.text import render
from mttq.review import between
from mttq.revisions import changed_files, unlike_disk, versions_of

PLAN = """\
    don_vi: quang-tri
    nam: 2020
    mo_dau: Năm 2020 là năm đầu thực hiện nghị quyết đại hội Mặt trận các cấp trong tỉnh.
    chuong_trinh:
      1: {}
      2:
        nhiem_vu:
          - {ten: Rà soát nhà ở, ma: ra-soat, thoi_han: quy-1}
          - {ten: Trao nhà, ma: trao-nha}
        chi_tieu:
          nha: 20 nhà
          quy: 19 tỷ đồng
      3: {}
"""
REPORT = """\
    don_vi: {unit}
    nam: 2020
    ky: {period}
    chuong_trinh:
      2:
        so_lieu:
          nha: {houses} nhà
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch)
    monkeypatch.setenv("COLUMNS", "100")
    root = start(tmp_path / "kho")
    for path, text in CATALOGUE.items():
        put(root, path, text)
    put(root, "2020/quang-tri/ke-hoach.yaml", PLAN)
    _report(root, "quang-tri/huong-hoa/tan-long", 18)
    commit(root)
    return root


def _report(root: Path, unit: str, houses: int | str, period: str = "nam") -> Path:
    return put(root, f"2020/{unit}/{period}.yaml", REPORT.format(unit=unit, houses=houses, period=period))


def _diff(root: Path, *args: str, code: int = 0) -> str:
    result = invoke("--root", str(root), "diff", *args, program=app)
    assert result.exit_code == code, result.stderr
    return result.stdout if code == 0 else result.stderr


def _json(root: Path, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_diff(root, *args, "--format", "json"))
    return found


def _short(root: Path) -> str:
    return git(root, "rev-parse", "--short=7", "HEAD")


def test_one_figure_and_all_that_it_moves(project: Path) -> None:
    _report(project, "quang-tri/huong-hoa/tan-long", 21)
    assert _diff(project).splitlines() == [
        f"HEAD ({_short(project)}) → thư mục làm việc: 1 tệp, 4 tổng đổi.",
        "",
        "plans/2020/quang-tri/huong-hoa/tan-long/nam.yaml",
        "  Báo cáo năm 2020 của xã Tân Long",
        "  dòng 7: số liệu nha: 18 nhà → 21 nhà",
        "",
        "Tổng đổi",
        "  Năm 2020",
        "    Nhà Đại đoàn kết (nhà)",
        "      Trung ương (trung-uong): 18 → 21 (+3)",
        "      tỉnh Quảng Trị (quang-tri): 18 → 21 (+3); 90,00% → 105,00% kế hoạch; chưa rõ → đạt",
        "      huyện Hướng Hóa (quang-tri/huong-hoa): 18 → 21 (+3)",
        "      xã Tân Long (quang-tri/huong-hoa/tan-long): 18 → 21 (+3)",
    ]


def test_words_not_paragraphs(project: Path) -> None:
    put(project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("năm đầu", "năm thứ hai"))
    assert (
        "  dòng 3: mo_dau: Năm 2020 là năm [-đầu-]{+thứ hai+} thực hiện nghị quyết…"
        in _diff(project).splitlines()
    )


def test_tasks_are_followed_by_their_codes(project: Path) -> None:
    text = PLAN.replace("          - {ten: Rà soát nhà ở, ma: ra-soat, thoi_han: quy-1}\n", "")
    text = text.replace(
        "ma: trao-nha}", "ma: trao-nha, thoi_han: quy-4}\n          - {ten: Rà soát hộ, ma: ra-soat}"
    )
    put(project, "2020/quang-tri/ke-hoach.yaml", text)
    lines = _diff(project).splitlines()
    assert lines[4:] == [
        "  dòng 8: nhiệm vụ trao-nha, thoi_han: {+quy-4+}",
        "  dòng 9: nhiệm vụ ra-soat, ten: Rà soát nhà ở → Rà soát hộ",
        "  dòng 8: nhiệm vụ ra-soat, thoi_han: [-quy-1-]",
    ]


def test_layout_alone_and_other_words_for_the_same_value(project: Path) -> None:
    put(project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("19 tỷ đồng", "19.000 triệu đồng"))
    assert (
        "  dòng 12: mục tiêu quy: 19 tỷ đồng → 19.000 triệu đồng (cùng giá trị)"
        in _diff(project).splitlines()
    )
    assert _json(project)["tong"] == []
    put(project, "2020/quang-tri/ke-hoach.yaml", f"# Kế hoạch\n{PLAN}")
    put(
        project,
        "2020/quang-tri/ke-hoach.yaml",
        PLAN.replace("{ten: Trao nhà, ma: trao-nha}", "{ma: trao-nha, ten: Trao nhà}"),
    )
    assert _diff(project).splitlines()[2:] == [
        "plans/2020/quang-tri/ke-hoach.yaml",
        "  Kế hoạch năm 2020 của tỉnh Quảng Trị (chỉ đổi cách trình bày)",
    ]


def test_faults_that_come_and_go(project: Path) -> None:
    _report(project, "quang-tri/huong-hoa/tan-long", "1.8")
    found = _json(project)
    assert [(one["code"], one["line"]) for one in found["loi_moi"]] == [("MT202", 7)]
    assert found["so_loi"] == {"truoc": 0, "sau": 1}
    assert (
        _diff(project).splitlines()[1] == "thư mục làm việc có 1 lỗi: số liệu ở chỗ có lỗi không được tính."
    )
    commit(project)
    _report(project, "quang-tri/huong-hoa/tan-long", 18)
    assert [one["code"] for one in _json(project)["loi_het"]] == ["MT202"]


def test_a_fault_that_only_moves_is_no_news(project: Path) -> None:
    file = _report(project, "quang-tri/huong-hoa/tan-long", "1.8")
    commit(project)
    file.write_text(f"# Ghi chú\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    found = _json(project)
    assert (found["loi_moi"], found["loi_het"]) == ([], [])


def test_the_index_two_commits_and_a_fork(project: Path) -> None:
    first = git(project, "rev-parse", "HEAD")
    _report(project, "quang-tri/huong-hoa/tan-long", 19)
    git(project, "add", "--all")
    _report(project, "quang-tri/huong-hoa/tan-long", 20)
    assert [one["sau"] for one in _json(project, "--staged")["tep"][0]["dong"]] == ["19 nhà"]
    commit(project)
    git(project, "branch", "kia", first)
    assert [one["sau"] for one in _json(project, f"{first}..HEAD")["tep"][0]["dong"]] == ["20 nhà"]
    assert _json(project, "kia...HEAD")["truoc"] == f"kia ({first[:7]})"


def test_a_unit_that_gets_another_id_is_followed(project: Path) -> None:
    text = CATALOGUE["danh-muc/don-vi.yaml"].replace("tan-long:", "tan-moi:")
    put(project, "danh-muc/don-vi.yaml", text)
    (project / "plans/2020/quang-tri/huong-hoa/tan-long").rename(
        project / "plans/2020/quang-tri/huong-hoa/tan-moi"
    )
    _report(project, "quang-tri/huong-hoa/tan-moi", 18)
    commit(project)
    found = _json(project, "HEAD~1..HEAD")
    assert [one["thay_doi"] for one in found["tep"]] == ["doi-ten", "sua"]
    assert found["tong"] == []
    _report(project, "quang-tri/huong-hoa/tan-moi", 19)
    commit(project)
    commune = next(one for one in _json(project, "HEAD~2..HEAD")["tong"] if "xã" in str(one["ten"]))
    assert (commune["don_vi"], commune["don_vi_truoc"]) == (
        "quang-tri/huong-hoa/tan-moi",
        "quang-tri/huong-hoa/tan-long",
    )


def test_issued_documents_that_are_no_longer_right(project: Path) -> None:
    assert invoke("--root", str(project), "report", "2020", "--format", "md", program=app).exit_code == 0
    commit(project)
    put(project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("nha: 20 nhà", "nha: 25 nhà"))
    assert [one["tep"] for one in _json(project)["van_ban"]] == [
        "reports/2020/quang-tri/bao-cao-nam.md",
        "reports/2020/quang-tri/chuong-trinh.md",
    ]
    assert invoke("--root", str(project), "report", "2020", "--format", "md", program=app).exit_code == 0
    assert _json(project)["van_ban"] == []


def test_an_issued_document_that_somebody_edited(project: Path) -> None:
    assert invoke("--root", str(project), "report", "2020", "--format", "md", program=app).exit_code == 0
    commit(project)
    page = project / "reports/2020/quang-tri/chuong-trinh.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}thêm\n", encoding="utf-8")
    assert [one["tep"] for one in _json(project)["van_ban"]] == ["reports/2020/quang-tri/chuong-trinh.md"]


def test_issued_documents_of_units_with_errors_are_named_but_not_compared(project: Path) -> None:
    assert invoke("--root", str(project), "report", "2020", "--format", "md", program=app).exit_code == 0
    commit(project)
    put(project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("nha: 20 nhà", "nha: 2.0 nhà"))
    assert {one["vi_sao"] for one in _json(project)["van_ban"]} == {"chưa so được vì số liệu có lỗi"}


def test_documents_of_units_that_rest_on_no_error_are_compared(project: Path) -> None:
    put(project, "2020/quang-tri/dakrong/ke-hoach.yaml", PLAN.replace("quang-tri", "quang-tri/dakrong"))
    written = ["report", "2020", "--recursive", "--format", "md"]
    assert invoke("--root", str(project), *written, program=app).exit_code == 0
    commit(project)
    put(project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("nha: 20 nhà", "nha: 2.0 nhà"))
    assert not [one["tep"] for one in _json(project)["van_ban"] if "dakrong" in one["tep"]]


def test_documents_of_other_units_are_left_out(project: Path) -> None:
    assert invoke("--root", str(project), "report", "2020", "--format", "md", program=app).exit_code == 0
    commit(project)
    page = project / "reports/2020/quang-tri/chuong-trinh.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}thêm\n", encoding="utf-8")
    assert _json(project, "--unit", "xã Tân Long")["van_ban"] == []
    assert len(_json(project, "--unit", "quang-tri")["van_ban"]) == 1


def test_colours_change_neither_width_nor_words(project: Path) -> None:
    put(
        project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("thực hiện nghị quyết đại hội", "thi đua " * 30)
    )
    first, second = versions_of(project, None, staged=False)
    now = run(load(project))
    before = again(now, unlike_disk(project, first, ("plans",)))
    found = between(
        before, now, changed_files(project, first, second, ("plans",)), names=(first.name, second.name)
    )
    plain = list(render(found, width=60, colour=False))
    coloured = list(render(found, width=60, colour=True))
    assert max(map(len, plain)) <= 60
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == plain
    assert sum("\x1b[32m" in line for line in coloured) > 3


def test_a_file_that_mttq_does_not_read(project: Path) -> None:
    (project / "plans/2020/quang-tri/anh.png").write_bytes(b"x")
    (changed,) = _json(project)["tep"]
    assert (changed["tep"], changed["thay_doi"]) == ("plans/2020/quang-tri/anh.png", "khong-doc")


def test_the_index_has_a_conflict(project: Path) -> None:
    git(project, "checkout", "--quiet", "-b", "kia")
    _report(project, "quang-tri/huong-hoa/tan-long", 19)
    commit(project)
    git(project, "checkout", "--quiet", "main")
    _report(project, "quang-tri/huong-hoa/tan-long", 20)
    commit(project)
    with pytest.raises(CalledProcessError):
        git(project, "merge", "kia")
    assert _diff(project, "--staged", code=2).splitlines() == [
        "lỗi: “plans/2020/quang-tri/huong-hoa/tan-long/nam.yaml” đang có xung đột chưa gỡ",
        "gợi ý: gỡ xung đột, git add tệp ấy rồi chạy lại",
    ]


def test_nothing_is_committed_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    for path, text in CATALOGUE.items():
        put(start(tmp_path), path, text)
    assert "kho git chưa có commit nào nên chưa có gì để so" in _diff(tmp_path, code=2)


def test_only_one_unit(project: Path) -> None:
    _report(project, "quang-tri/huong-hoa/tan-long", 21)
    _report(project, "vinh-phuc", 3)
    found = _json(project, "--unit", "xã Tân Long")
    assert {one["don_vi"] for one in found["tong"]} == {"quang-tri/huong-hoa/tan-long"}
    assert [one["tep"] for one in found["tep"]] == ["plans/2020/quang-tri/huong-hoa/tan-long/nam.yaml"]


def test_a_pull_request(project: Path) -> None:
    put(project, "2020/quang-tri/ke-hoach.yaml", PLAN.replace("nha: 20 nhà", "nha: 25 nhà"))
    lines = _diff(project, "--format", "md").splitlines()
    assert lines[:7] == [
        "<!-- mttq diff -->",
        "",
        f"**HEAD ({_short(project)}) → thư mục làm việc**: 1 tệp, 3 tổng đổi.",
        "",
        "| Đơn vị | Chỉ tiêu | Kỳ | Thay đổi |",
        "| --- | --- | --- | --- |",
        "| tỉnh Quảng Trị | Nhà Đại đoàn kết | năm 2020 | 18; kế hoạch ≥ 20 → ≥ 25; 90,00% → 72,00% kế hoạch |",
    ]
    assert "- dòng 11, mục tiêu nha: <del>20 nhà</del> → <ins>25 nhà</ins>" in lines


def test_a_pull_request_stays_within_what_a_forge_takes(project: Path) -> None:
    for number in range(1, 13):
        text = "\n".join(f"- Đoạn {number} số {line}: {'chữ ' * 60}." for line in range(30))
        body = "\n".join(f"      {line}" for line in text.splitlines())
        put(
            project,
            f"2020/quang-tri/thang-{number:02}.yaml",
            f"don_vi: quang-tri\nnam: 2020\nky: thang-{number:02}\nchuong_trinh:\n  2:\n    ket_qua:\n{body}\n",
        )
    page = _diff(project, "--format", "md")
    assert len(page) <= 65_536
    assert page.count("<details") == page.count("</details>")
    assert "dòng không ghi được hết ở đây: chạy `mttq diff` để xem đủ." in page.splitlines()[-1]


def test_nothing_differs(project: Path) -> None:
    assert _diff(project) == f"HEAD ({_short(project)}) → thư mục làm việc: không có gì khác.\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["la"], "kho git không có mốc “la”"),
        (["--output=x"], "không có tùy chọn “--output”"),
        (["HEAD~1..HEAD"], "kho git không có mốc “HEAD~1”"),
        (["--staged", "HEAD..HEAD"], "--staged không dùng cùng hai mốc"),
        (["--unit", "la"], "không có đơn vị “la”"),
    ],
)
def test_wrong_calls(project: Path, args: list[str], message: str) -> None:
    assert _diff(project, *args, code=2).splitlines()[0].startswith(f"lỗi: {message}")


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    for path, text in CATALOGUE.items():
        put(tmp_path, path, text)
    fact, advice = _diff(tmp_path, code=2).splitlines()
    assert "không nằm trong kho git nào" in fact
    assert advice == "gợi ý: mttq diff so hai mốc của git; lập kho bằng git init, rồi lưu lần đầu"
