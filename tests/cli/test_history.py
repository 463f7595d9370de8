"""`mttq history` and `--known-on`: which commits moved a total, and what it was on a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import CATALOGUE, put

from mttq.cli.app import app

REPORT = """\
    don_vi: {unit}
    nam: 2020
    ky: {period}
    chuong_trinh:
      2:
        so_lieu:
          nha: {houses}
"""
TAN_LONG = "quang-tri/huong-hoa/tan-long"
FILE = f"plans/2020/{TAN_LONG}/nam.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch)
    monkeypatch.setenv("COLUMNS", "120")
    root = start(tmp_path / "kho")
    for path, text in CATALOGUE.items():
        put(root, path, text)
    return root


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the committer's date of the next commits; the author's is always the same day."""

    def choose(day: str) -> None:
        monkeypatch.setenv("GIT_AUTHOR_DATE", "2021-01-01T08:00:00+07:00")
        monkeypatch.setenv("GIT_COMMITTER_DATE", day)

    return choose


def _report(root: Path, unit: str, houses: str, period: str = "nam") -> None:
    put(root, f"2020/{unit}/{period}.yaml", REPORT.format(unit=unit, houses=houses, period=period))


def _history(root: Path, *args: str, code: int = 0, indicator: str = "nha") -> str:
    result = invoke("--root", str(root), "history", "2020", "--indicator", indicator, *args, program=app)
    assert result.exit_code == code, result.stderr
    return result.stdout if code == 0 else result.stderr


def _json(root: Path, *args: str, indicator: str = "nha") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_history(root, *args, "--format", "json", indicator=indicator))
    return found


def _short(root: Path, revision: str = "HEAD") -> str:
    return git(root, "rev-parse", "--short=7", revision)


def test_commits_that_moved_the_total_newest_first(project: Path, on_day: Callable[[str], None]) -> None:
    on_day("2021-01-05T10:00:00+07:00")
    _report(project, TAN_LONG, "18 nhà")
    commit(project, "Báo cáo năm của xã Tân Long")
    on_day("2021-01-06T10:00:00+07:00")
    put(project, "2020/vinh-phuc/nam.yaml", REPORT.format(unit="vinh-phuc", houses="7 nhà", period="nam"))
    commit(project, "Báo cáo của tỉnh khác")
    on_day("2021-01-07T23:30:00+07:00")
    _report(project, TAN_LONG, "21 nhà")
    commit(project, "Sửa số của xã Tân Long")
    assert _history(project).splitlines() == [
        "Nhà Đại đoàn kết (nhà), tỉnh Quảng Trị (quang-tri), năm 2020: 21, thiếu",
        f"2 commit làm đổi tổng này, mới nhất ở trên (đến commit {_short(project)} ngày 07/01/2021).",
        "",
        f"07/01/2021 {_short(project)} Người thử: Sửa số của xã Tân Long",
        "  18 → 21 (+3)",
        f"  xã Tân Long ({TAN_LONG}): {FILE}:7: 18 nhà → 21 nhà",
        "",
        f"05/01/2021 {_short(project, 'HEAD~2')} Người thử: Báo cáo năm của xã Tân Long",
        "  – → 18; chưa có số liệu → thiếu",
        f"  xã Tân Long ({TAN_LONG}): {FILE}:7: – → 18 nhà",
    ]
    found = _json(project, "--unit", "trung-uong")
    assert [(one["tieu_de"], one["thay_doi"]) for one in found["thay_doi"]] == [
        ("Sửa số của xã Tân Long", 3),
        ("Báo cáo của tỉnh khác", 7),
        ("Báo cáo năm của xã Tân Long", None),
    ]
    lines = _history(project, "--format", "csv").splitlines()
    assert lines[0] == (
        "commit,ngay,tac_gia,tieu_de,don_vi_tinh,truoc,sau,thay_doi,trang_thai_truoc,trang_thai_sau,don_vi,tep,so_loi"
    )
    assert lines[1] == (
        f"{git(project, 'rev-parse', 'HEAD')},2021-01-07,Người thử,Sửa số của xã Tân Long,nhà,18,21,3,thieu,thieu,"
        f"{TAN_LONG},{FILE}:7,0"
    )


def test_a_total_as_it_was_known_on_a_day(project: Path, on_day: Callable[[str], None]) -> None:
    for day, houses in (("05", "18 nhà"), ("07", "21 nhà")):
        on_day(f"2021-01-{day}T23:30:00+07:00")
        _report(project, TAN_LONG, houses)
        commit(project, houses)
    _report(project, TAN_LONG, "99 nhà")  # not committed, so never known

    def total(day: str, *more: str) -> tuple[str, str]:
        asked = ("total", "2020", "--indicator", "nha", "--known-on", day, *more)
        result = invoke("--root", str(project), *asked, program=app)
        return result.stdout, result.stderr

    for day, count, known in (("2021-01-06", 18, "05"), ("07/01/2021", 21, "07"), ("2022-01-01", 21, "07")):
        out, err = total(day, "--format", "json")
        assert json.loads(out)[0]["thuc_hien"] == count
        commit_ = _short(project, "HEAD~1" if count == 18 else "HEAD")
        shown = "/".join(reversed(day.split("-")))
        assert err == f"Số liệu đã biết đến hết ngày {shown}: theo commit {commit_} ngày {known}/01/2021.\n"
    assert "18 nhà" in total("2021-01-06", "--explain")[0]
    assert total("2021-01-04")[1] == (
        "lỗi: --known-on: đến ngày 04/01/2021 kho git chưa có commit nào: commit đầu tiên là ngày 05/01/2021\n"
    )
    found = _json(project, "--known-on", "2021-01-06")
    assert (found["thuc_hien"], len(found["thay_doi"])) == (18, 1)


def test_changes_of_the_catalogue_and_renamed_units(project: Path) -> None:
    _report(project, TAN_LONG, "18 nhà")
    commit(project, "Báo cáo")
    units = CATALOGUE["danh-muc/don-vi.yaml"]
    indicators = CATALOGUE["danh-muc/chi-tieu.yaml"]
    put(project, "danh-muc/chi-tieu.yaml", indicators.replace("nha: {", "nha: {cap: [tinh, huyen], "))
    commit(project, "Xã không báo cáo nhà nữa")
    put(project, "danh-muc/chi-tieu.yaml", indicators)
    commit(project, "Trả lại")
    put(project, "danh-muc/don-vi.yaml", units.replace("tan-long:", "tan-long-moi:"))
    git(project, "mv", f"plans/2020/{TAN_LONG}", f"plans/2020/{TAN_LONG}-moi")
    _report(project, f"{TAN_LONG}-moi", "18 nhà")
    commit(project, "Đổi mã xã")
    _report(project, f"{TAN_LONG}-moi", "20 nhà")
    commit(project, "Sửa số")
    whole = _json(project)["thay_doi"]
    assert [one["tieu_de"] for one in whole] == ["Sửa số", "Trả lại", "Xã không báo cáo nhà nữa", "Báo cáo"]
    assert whole[2]["qua"] == [
        {
            "tep": "plans/danh-muc/chi-tieu.yaml",
            "dong": 18,
            "don_vi": None,
            "chi_tieu": "nha",
            "truoc": None,
            "sau": None,
            "danh_muc": True,
            "khoa": ["cap"],
            "con": True,
        }
    ]
    assert (
        "  danh mục, plans/danh-muc/chi-tieu.yaml:18: chỉ tiêu nha khác ở cap"
        in _history(project).splitlines()
    )
    own = _json(project, "--unit", "tan-long-moi")["thay_doi"]
    assert [(one["tieu_de"], one["don_vi"]) for one in own] == [
        ("Sửa số", f"{TAN_LONG}-moi"),
        ("Trả lại", TAN_LONG),
        ("Xã không báo cáo nhà nữa", TAN_LONG),
        ("Báo cáo", TAN_LONG),
    ]


def test_a_merge_names_the_commits_that_it_brought_in(project: Path) -> None:
    _report(project, TAN_LONG, "18 nhà")
    commit(project, "Báo cáo")
    git(project, "checkout", "--quiet", "-b", "xa")
    for houses in ("19 nhà", "20 nhà"):
        _report(project, TAN_LONG, houses)
        commit(project, f"Tân Long: {houses}")
    git(project, "checkout", "--quiet", "main")
    git(project, "merge", "--quiet", "--no-ff", "-m", "Gộp nhánh xa", "xa")
    newest = _json(project)["thay_doi"][0]
    assert (newest["tieu_de"], newest["thay_doi"]) == ("Gộp nhánh xa", 2)
    assert [one["tieu_de"] for one in newest["gop"]] == ["Tân Long: 20 nhà", "Tân Long: 19 nhà"]


def test_errors_are_named_and_the_rest_goes_on(project: Path) -> None:
    _report(project, TAN_LONG, "18 nhà")
    commit(project, "Báo cáo")
    _report(project, TAN_LONG, "1.8")
    commit(project, "Gõ nhầm")
    newest = _json(project)["thay_doi"][0]
    assert (newest["truoc"]["thuc_hien"], newest["sau"]["thuc_hien"]) == (18, None)
    assert [(one["code"], one["path"], one["line"]) for one in newest["loi"]] == [("MT202", FILE, 7)]
    assert any(
        line.startswith(f"  {FILE}:7: lỗi MT202 nên số ở đó không") for line in _history(project).splitlines()
    )


def test_a_broken_catalogue_is_named(project: Path) -> None:
    _report(project, TAN_LONG, "18 nhà")
    commit(project, "Báo cáo")
    put(project, "danh-muc/chi-tieu.yaml", "nha: {ten: Nhà\n")
    commit(project, "Gõ nhầm danh mục")
    put(project, "danh-muc/chi-tieu.yaml", CATALOGUE["danh-muc/chi-tieu.yaml"])
    commit(project, "Chữa lại")
    moves = _json(project)["thay_doi"]
    assert [one["tieu_de"] for one in moves] == ["Chữa lại", "Gõ nhầm danh mục", "Báo cáo"]
    faults = [(one["code"], one["path"]) for one in moves[1]["loi"]]
    assert faults == [("MT004", "plans/danh-muc/chi-tieu.yaml")]


def test_a_shallow_clone_says_where_it_begins(project: Path, tmp_path: Path) -> None:
    for houses in ("18 nhà", "19 nhà", "20 nhà"):
        _report(project, TAN_LONG, houses)
        commit(project, houses)
    git(tmp_path, "clone", "--quiet", "--depth", "2", project.as_uri(), "nong")
    clone = tmp_path / "nong"
    assert [one["tieu_de"] for one in _json(clone)["thay_doi"]] == ["20 nhà"]
    day = git(clone, "log", "-1", "--skip=1", "--format=%cd", "--date=format:%d/%m/%Y")
    assert " ".join(_history(clone).split("\n\n")[-1].split()) == (
        f"Bản sao git này chỉ có lịch sử từ commit {_short(clone, 'HEAD~1')} ngày {day}, khi tổng là 19, thiếu; "
        "trước đó không rõ."
    )


def test_what_can_not_be_answered(project: Path, tmp_path: Path) -> None:
    assert _history(project, code=2) == (
        "lỗi: kho git chưa có commit nào nên chưa có lịch sử\ngợi ý: lưu lần đầu bằng git commit\n"
    )
    _report(project, TAN_LONG, "18 nhà")
    commit(project)
    assert _history(project, code=2, indicator="nah").startswith("lỗi: không có chỉ tiêu “nah”")
    outside = tmp_path / "ngoai"
    put(outside, "2020/quang-tri/nam.yaml", "a: 1\n")
    assert "không nằm trong kho git nào" in _history(outside, code=2)
