"""`mttq check --changed` and `--since` in real repositories, and the choice of formats."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import small_project
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import plan, report
from typer.testing import Result

from mttq.cli.app import app

COMMUNE = "quang-tri/huong-hoa/tan-long"
DOCUMENTS = {
    "2020/quang-tri/ke-hoach.yaml": plan(programmes="2: {muc_tieu: M, chi_tieu: {nha: 10 nhà}}\n"),
    "2020/quang-tri/nam.yaml": report(programmes="2: {toan_dia_ban: {nha: 5 nhà}}\n"),
    f"2020/{COMMUNE}/nam.yaml": report(unit=COMMUNE, programmes="2: {so_lieu: {nha: 5 nhà}}\n"),
    "2020/vinh-phuc/nam.yaml": report(unit="vinh-phuc", programmes="2: {so_lieu: {nha: 1.5 nhà}}\n"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a repository, with one old fault, on a branch without changes."""
    isolate(monkeypatch)
    folder = small_project.write(start(tmp_path / "kho"), DOCUMENTS)
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "nhanh")
    monkeypatch.chdir(folder)
    return folder


def check(*arguments: str) -> Result:
    return invoke("check", *arguments, program=app)


def places(*arguments: str) -> list[str]:
    """Return code and file of each fault."""
    result = check(*arguments, "--format", "json")
    rows = json.loads(result.stdout)
    assert result.exit_code == int(bool(rows))
    return [f"{row['code']} {row['path'].removeprefix('plans/')}" for row in rows]


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / "plans" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_without_changes_no_fault_is_shown(root: Path) -> None:
    assert places()
    result = check("--changed")
    assert (result.exit_code, result.stdout) == (
        0,
        f"Không có lỗi; đã kiểm tra 0 tệp. So với main ({short(root)}): không có tệp nào trong plans/ đã đổi.\n",
    )


def short(root: Path, revision: str = "main") -> str:
    return git(root, "rev-parse", revision)[:7]


def test_the_summary_names_the_commit_and_counts_the_changed_files(root: Path) -> None:
    edit(root, f"2020/{COMMUNE}/nam.yaml", "5 nhà", "6 nhà")
    small_project.put(root, "../GHI-CHU.md", "not a file of plans/")
    end = "Có 1 lỗi trong 1 tệp; đã kiểm tra 3 tệp. So với {} ({}): 1 tệp trong plans/ đã đổi.\n"
    assert check("--since", "HEAD").stdout.endswith(end.format("HEAD", short(root)))
    git(root, "checkout", "--quiet", "main")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "main went on")
    git(root, "checkout", "--quiet", "nhanh")
    assert check("--changed").stdout.endswith(end.format("chỗ rẽ khỏi main", short(root, "nhanh")))
    assert "So với" not in check("--changed", "--quiet").stdout
    assert "So với" not in check().stdout


@pytest.mark.parametrize("how", [("--changed",), ("--since", "main"), ("--since", "HEAD")])
def test_a_changed_report_shows_the_fault_it_causes_in_the_unit_above(
    root: Path, how: tuple[str, ...]
) -> None:
    edit(root, f"2020/{COMMUNE}/nam.yaml", "5 nhà", "6 nhà")
    assert places(*how) == ["MT401 2020/quang-tri/nam.yaml"]
    assert "\nCó 1 lỗi trong 1 tệp; đã kiểm tra 3 tệp. So với " in check(*how).stdout


def test_what_was_committed_counts_for_the_branch_but_not_since_head(root: Path) -> None:
    edit(root, f"2020/{COMMUNE}/nam.yaml", "5 nhà", "6 nhà")
    commit(root)
    assert places("--changed") == ["MT401 2020/quang-tri/nam.yaml"]
    assert places("--since", "HEAD") == []


def test_a_changed_catalogue_shows_every_fault(root: Path) -> None:
    edit(root, "danh-muc/mttq.yaml", "quang-tri", "vinh-phuc")
    assert places("--changed") == places() != []


def test_a_removed_file_and_a_new_file_count_as_changed(root: Path) -> None:
    (root / "plans" / "2020" / COMMUNE / "nam.yaml").unlink()
    small_project.put(root, "2020/quang-tri/dakrong/nam.yaml", "don_vi: x\n")
    found = places("--changed")
    assert "MT109 2020/quang-tri/dakrong/nam.yaml" in found
    assert not [one for one in found if "vinh-phuc" in one]


def test_paths_narrow_the_selection_further(root: Path) -> None:
    edit(root, f"2020/{COMMUNE}/nam.yaml", "5 nhà", "6 nhà")
    edit(root, "2020/quang-tri/ke-hoach.yaml", "muc_tieu", "muc_tieuu")
    assert {one.split()[1] for one in places("--changed")} == {
        "2020/quang-tri/ke-hoach.yaml",
        "2020/quang-tri/nam.yaml",
    }
    assert places("--changed", "plans/2020/quang-tri/nam.yaml") == ["MT401 2020/quang-tri/nam.yaml"]
    assert places("--changed", "plans/2020/vinh-phuc") == []


def test_strict_and_format_work_with_changed(root: Path) -> None:
    edit(root, "2020/quang-tri/nam.yaml", "nam: 2020\n", "nam: 2020\nmo_dau: Ky\u0301\n")
    assert check("--changed").exit_code == 0
    result = check("--changed", "--strict", "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.startswith("::warning file=plans/2020/quang-tri/nam.yaml,line=3,col=")
    (entry,) = json.loads(check("--changed", "--format", "gitlab").stdout)
    assert entry["severity"] == "minor"
    sarif = json.loads(check("--changed", "--format", "sarif").stdout)
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["MT501"]


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    repository = start(tmp_path / "kho")
    root = small_project.write(repository / "tỉnh", DOCUMENTS)
    commit(repository)
    edit(root, f"2020/{COMMUNE}/nam.yaml", "5 nhà", "6 nhà")
    monkeypatch.chdir(repository)
    assert places("--root", "tỉnh", "--changed") == ["MT401 2020/quang-tri/nam.yaml"]
    result = check("--root", "tỉnh", "--changed", "--format", "github")
    assert result.stdout.startswith("::error file=tỉnh/plans/2020/quang-tri/nam.yaml,")


def told(*arguments: str) -> list[str]:
    result = check(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()


def test_changed_and_since_exclude_each_other(root: Path) -> None:
    assert told("--changed", "--since", "main") == [
        "lỗi: --changed và --since không dùng cùng nhau",
        "gợi ý: chỉ giữ một trong hai",
    ]


@pytest.mark.parametrize("revision", ["mian", "--output=x", "-"])
def test_no_such_revision(root: Path, revision: str) -> None:
    assert told(f"--since={revision}") == [
        f"lỗi: --since: kho git không có mốc “{revision}”",
        "gợi ý: nêu một nhánh, nhãn (tag) hoặc commit có trong kho, ví dụ main, HEAD~1",
    ]
    assert not (root / "x").exists()


def test_since_without_a_revision(root: Path) -> None:
    assert told("--since")[0] == "lỗi: tùy chọn --since cần một giá trị: MỐC"


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(small_project.write(tmp_path, DOCUMENTS))
    assert told("--changed") == [
        f"lỗi: dự án ở “{tmp_path}” không nằm trong kho git nào nên không biết tệp nào đã đổi",
        "gợi ý: bỏ --changed, --since để kiểm tra tất cả",
    ]
    assert check().exit_code == 1


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root / "trong"))
    assert told("--changed") == [
        "lỗi: không chạy được git, mà --changed và --since cần git để biết tệp nào đã đổi",
        "gợi ý: cài git, hoặc bỏ --changed, --since để kiểm tra tất cả",
    ]


def test_a_shallow_clone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(root)
    git(root, "checkout", "--quiet", "main")
    clone = tmp_path / "nong"
    options = ("--depth=1", "--branch=nhanh", "--no-single-branch")
    git(tmp_path, "clone", "--quiet", *options, root.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    assert told("--changed") == [
        "lỗi: bản sao git thiếu lịch sử nên không thấy chỗ rẽ khỏi nhánh “origin/main”",
        "gợi ý: lấy đủ lịch sử bằng “git fetch --unshallow”; trong GitHub Actions đặt fetch-depth: 0 cho"
        " actions/checkout, trong GitLab đặt GIT_DEPTH: 0",
    ]


def test_no_such_format(root: Path) -> None:
    assert told("--format", "gitlub") == [
        "lỗi: --format: không có giá trị “gitlub”",
        "gợi ý: có phải là “gitlab” hoặc “github”? các giá trị dùng được: text, json, github, gitlab, sarif, junit",
    ]


def inner_repository(folder: Path) -> None:
    """Make a folder a repository of its own, with a commit of what is in it."""
    start(folder)
    commit(folder)


WRONG = ("9 nhà", "9.5 nhà")


def with_centre(root: Path) -> None:
    """Add a report of the centre, which a repository of its own will hold."""
    text = report(unit="trung-uong", programmes="2: {so_lieu: {nha: 9 nhà}}\n")
    small_project.put(root, "2020/trung-uong/nam.yaml", text)


@pytest.mark.parametrize("place", ["plans/2020/trung-uong", "plans/2020", "plans"])
@pytest.mark.parametrize("how", ["edited", "committed inside", "committed in both"])
def test_a_submodule_counts_as_every_file_below(root: Path, place: str, how: str) -> None:
    """Git names only the folder, wherever in the project it is and wherever the change was committed."""
    with_centre(root)
    inner_repository(root / place)
    git(root, "rm", "-r", "--quiet", "--cached", "--ignore-unmatch", place)
    git(root, "-c", "advice.addEmbeddedRepo=false", "add", place)
    commit(root)
    assert places("--since", "HEAD") == []
    edit(root, "2020/trung-uong/nam.yaml", *WRONG)
    if how != "edited":
        commit(root / place)
    if how == "committed in both":
        commit(root)
    since = "HEAD~1" if how == "committed in both" else "HEAD"
    assert "MT202 2020/trung-uong/nam.yaml" in places("--since", since)
    assert "MT202 2020/trung-uong/nam.yaml" in places("--changed")


def test_a_repository_inside_that_was_not_added_counts_as_every_file_below(root: Path) -> None:
    with_centre(root)
    edit(root, "2020/trung-uong/nam.yaml", *WRONG)
    inner_repository(root / "plans/2020/trung-uong")
    assert places("--changed") == places("--since", "HEAD") == ["MT202 2020/trung-uong/nam.yaml"]
    assert check("--changed").stdout.endswith(f"So với main ({short(root)}): 1 tệp trong plans/ đã đổi.\n")


def test_a_report_removed_from_a_submodule_counts_for_the_units_above(root: Path) -> None:
    """The stated total of the province was right as long as the commune's report was there."""
    small_project.put(root, "2020/quang-tri/dakrong/nam.yaml", report(unit="quang-tri/dakrong"))
    inner = root / "plans/2020/quang-tri/huong-hoa"
    inner_repository(inner)
    git(root, "rm", "-r", "--quiet", "--cached", "plans/2020/quang-tri/huong-hoa")
    git(root, "-c", "advice.addEmbeddedRepo=false", "add", "plans/2020")
    commit(root)
    (inner / "tan-long/nam.yaml").unlink()
    edit(root, "2020/quang-tri/nam.yaml", "5 nhà", "5.5 nhà")
    git(root, "add", "plans/2020/quang-tri/nam.yaml")
    git(root, "commit", "--quiet", "-m", "sai từ trước")
    assert places("--since", "HEAD") == ["MT202 2020/quang-tri/nam.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    ("path", "found"),
    [
        (b"2020/vinh-phuc/quy-\xe1.yaml", "MT108 2020/vinh-phuc/quy-\ufffd.yaml"),
        (b"2020/QUANG-TRI/quy-1.yaml", "MT114 2020/quang-tri"),
        (b"2020/quang-tri/aux/quy-1.yaml", "MT114 2020/quang-tri/aux"),
        (b"2020/quang-tri /quy-1.yaml", "MT114 2020/quang-tri "),
        (b"2020/quang-tri/nam2.yaml/a.txt", "MT108 2020/quang-tri/nam2.yaml"),
        (b"2020/quang-tri/Nam.yaml", "MT114 2020/quang-tri/nam.yaml"),
        (b"2020/" + b"a/" * 33 + b"nam.yaml", "MT005 2020/" + "a/" * 30 + "a"),
    ],
)
def test_faults_of_folders_and_of_names_show_with_the_files_that_bring_them(
    root: Path, path: bytes, found: str
) -> None:
    file = os.fsencode(root) + b"/plans/" + path
    Path(os.fsdecode(file)).parent.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(file)).write_text("don_vi: x\n", encoding="utf-8")
    assert found in places()
    assert found in places("--changed")
    commit(root)
    assert found in places("--since", "HEAD~1")
    assert found not in places("--since", "HEAD")


def test_a_merge_is_not_blamed_for_the_other_branch(root: Path) -> None:
    """While it is made, what is as in the branch merged has not been changed here; a resolved conflict has."""
    edit(root, "2020/quang-tri/nam.yaml", "5 nhà", "7 nhà")
    commit(root)
    git(root, "checkout", "--quiet", "main")
    edit(root, "2020/quang-tri/nam.yaml", "5 nhà", "8 nhà")
    edit(root, f"2020/{COMMUNE}/nam.yaml", "5 nhà", "1.5 nhà")
    commit(root)
    git(root, "checkout", "--quiet", "nhanh")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "main")
    assert places("--since", "HEAD") == ["MT010 2020/quang-tri/nam.yaml"]
    small_project.put(root, "2020/quang-tri/nam.yaml", DOCUMENTS["2020/quang-tri/nam.yaml"])
    git(root, "add", "--all")
    assert f"MT202 2020/{COMMUNE}/nam.yaml" in places()
    assert places("--since", "HEAD") == []
    assert check("--since", "HEAD").stdout.endswith("1 tệp trong plans/ đã đổi.\n")


@pytest.mark.parametrize("given", ["plans/2020/quang-tri", "plans", "", "plans/2020/quang-tri/nam.yaml"])
def test_the_project_is_found_from_the_paths_given(
    root: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    edit(root, "2020/quang-tri/nam.yaml", "nam: 2020", "nam: 2021")
    monkeypatch.chdir(root.parent)
    for path in (f"kho/{given}", str(root / given)):
        assert "MT109 2020/quang-tri/nam.yaml" in places(path)
        assert invoke("fmt", "--check", path, program=app).stdout.startswith("chưa chuẩn: plans/2020/")
    assert told("khong-co") == [
        "lỗi: không thấy dự án nào: thư mục hiện tại và các thư mục bên trên đều không có thư mục plans/",
        "gợi ý: chuyển đến thư mục của dự án, hoặc thêm --root THƯ_MỤC (thư mục có plans/)",
    ]
    assert told("kho/khong-co") == ["lỗi: không có tệp hay thư mục “kho/khong-co”"]
