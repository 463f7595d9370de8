"""The parts of a site that stand alone: its folder, addresses, charts, standings and the repository's address."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import git_repository
import pytest
import small_project
from site_project import DOCUMENTS, site_of

from mttq.made_folder import ForeignFolderError, MadeFolder
from mttq.site.addresses import file_name, link
from mttq.site.charts import TrendPoint, stacked_bar, trend, value_of
from mttq.site.repository import RepositoryLinks, repository_links
from mttq.site.standing import TargetStanding, standing_of

LIST = ".mttq-site.json"


def _write(folder: Path, **pages: str) -> int:
    names = {name.replace("_", "/"): text.encode() for name, text in pages.items()}
    made = MadeFolder(folder, "site", " bằng --out")
    made.begin(names)
    for name, content in names.items():
        made.write(name, content)
    return made.end(names)


def _files(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): one.read_text()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.name != LIST
    }


def test_pages_that_are_gone_go_and_nothing_else_does(tmp_path: Path) -> None:
    assert _write(tmp_path, a="1", b_c="2") == 0
    (tmp_path / "cua-toi.txt").write_text("giữ")
    assert _write(tmp_path, a="3") == 1
    assert _files(tmp_path) == {"a": "3", "cua-toi.txt": "giữ"}
    assert not (tmp_path / "b").exists()


def test_a_folder_with_other_contents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text("giữ")
    with pytest.raises(ForeignFolderError) as refused:
        MadeFolder(tmp_path, "site", " bằng --out")
    assert refused.value.message == f"thư mục “{tmp_path}” đã có nội dung không do mttq site ghi"
    with pytest.raises(ForeignFolderError, match="là tệp, không phải thư mục"):
        MadeFolder(tmp_path / "thu.txt", "site", " bằng --out")


def test_a_file_of_somebody_else_in_the_folder_is_not_overwritten(tmp_path: Path) -> None:
    _write(tmp_path, a="1")
    (tmp_path / "b").write_text("giữ")
    with pytest.raises(ForeignFolderError) as refused:
        _write(tmp_path, a="2", b="2")
    assert refused.value.message == f"“{tmp_path / 'b'}” không do mttq site ghi nên không ghi đè"
    assert _files(tmp_path) == {"a": "1", "b": "giữ"}


@pytest.mark.parametrize("name", ["../ngoai", "/ngoai", "x/../../ngoai", "C:\\ngoai", 7])
def test_a_forged_list_removes_nothing_outside_the_folder(tmp_path: Path, name: object) -> None:
    outside = tmp_path / "ngoai"
    outside.write_text("giữ")
    folder = tmp_path / "trang"
    folder.mkdir()
    (folder / LIST).write_text(json.dumps({"phien_ban": 1, "tep": [name]}))
    _write(folder, a="1")
    assert outside.read_text() == "giữ"


def test_a_folder_that_has_become_a_link_keeps_its_files(tmp_path: Path) -> None:
    folder, other = tmp_path / "trang", tmp_path / "khac"
    _write(folder, a="1", b_c="2")
    (folder / "b" / "c").unlink()
    (folder / "b").rmdir()
    other.mkdir()
    (other / "c").write_text("giữ")
    (folder / "b").symlink_to(other)
    _write(folder, a="1")
    assert (other / "c").read_text() == "giữ"


def test_a_run_that_was_stopped_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    stopped = MadeFolder(tmp_path, "site", " bằng --out")
    stopped.begin(["a", "b"])
    stopped.write("b", b"2")
    assert _write(tmp_path, a="1") == 1
    assert _files(tmp_path) == {"a": "1"}


@pytest.mark.parametrize(
    ("remote", "base"),
    [
        ("git@github.com:mt/so-lieu.git", "https://github.com/mt/so-lieu/blob/"),
        ("https://nguoi:bi-mat@github.com/mt/so-lieu", "https://github.com/mt/so-lieu/blob/"),
        (
            "ssh://git@gitlab.example.vn:2222/nhom/con/so-lieu.git",
            "https://gitlab.example.vn/nhom/con/so-lieu/-/blob/",
        ),
        ("https://git.example.vn/mt/so-lieu.git", ""),
        ("../kho/so-lieu.git", ""),
    ],
)
def test_the_address_of_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remote: str, base: str
) -> None:
    git_repository.isolate(monkeypatch)
    root = git_repository.start(tmp_path / "kho") / "tinh nhà"
    git_repository.put(root, "plans/2020/a/nam.yaml")
    git_repository.put(root, "plans/2020/b/nam.yaml")
    commit = git_repository.commit(root)
    git_repository.git(root, "remote", "add", "origin", remote)
    assert repository_links(root) == RepositoryLinks(
        commit=commit[:12]
    )  # not pushed: the address leads nowhere
    git_repository.git(root, "update-ref", "refs/remotes/origin/main", commit)
    git_repository.put(root, "plans/2020/b/nam.yaml", "a: 2\n")
    links = repository_links(root)
    whole = f"{base}{commit[:12]}/tinh%20nh%C3%A0/plans/2020/a/nam.yaml#L3" if base else ""
    assert links.line("plans/2020/a/nam.yaml", 3) == whole
    assert links.line("plans/2020/b/nam.yaml", 3) == ""
    assert links.changed == {"plans/2020/b/nam.yaml"}


def test_outside_a_repository_lines_have_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "a" / "plans").mkdir(parents=True)
    assert repository_links(tmp_path / "a") == RepositoryLinks()


def test_links_are_relative_and_names_safe() -> None:
    assert link("index.html", "2020/don-vi/a.html") == "2020/don-vi/a.html"
    assert link("2020/don-vi/a.html", "2020/don-vi/a.b.html") == "a.b.html"
    assert link("2020/don-vi/a.html", "index.html") == "../../index.html"
    assert file_name("quang-tri/huong-hoa") == "quang-tri.huong-hoa"
    assert file_name('Xã "1"') == "_58__e3__20__22_1_22_"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("≈ 20", "20"),
        ("-3", "-3"),
        ("98,08/năm", "98.08"),
        ("–", None),
        ("không cộng được", None),
    ],
)
def test_a_figure_is_read_back_exactly(text: str, value: str | None) -> None:
    assert value_of(text) == (None if value is None else Decimal(value))


def test_charts_say_what_they_show() -> None:
    bar = stacked_bar([("dat", 1), ("cham", 0), ("khong-so", 2)], "1 đạt, 2 chưa có số liệu")
    assert re.findall(r'class="([a-z-]+)" x="(\d+)" y="1" width="(\d+)"', bar) == [
        ("dat", "0", "333"),
        ("khong-so", "333", "667"),
    ]
    assert 'aria-label="1 đạt, 2 chưa có số liệu"' in bar
    points = [TrendPoint("2019", Decimal(5), "5", True), TrendPoint("2020", Decimal(9), "9 (thiếu)", False)]
    drawn = trend(points, "Nhà <b>")
    assert 'aria-label="Nhà &lt;b&gt;"' in drawn
    assert (
        drawn.count('class="diem"')
        == drawn.count('class="diem rong"')
        == drawn.count('class="duong dut"')
        == 1
    )
    assert trend(points[:1], "Nhà") == ""


def test_how_far_targets_are(tmp_path: Path) -> None:
    """What is missing is no zero: below its share of the year an incomplete figure is not yet behind."""
    year = site_of(small_project.write(tmp_path, DOCUMENTS), "2020").years[0]
    rows = {one.row.indicator.id: one.row for one in year.summit[1]["quang-tri"]}
    found = {name: standing_of(row, year.passed) for name, row in rows.items()}
    assert found == {
        "quy": TargetStanding.OPEN,
        "nha": TargetStanding.ON_COURSE,
        "tap-huan": TargetStanding.SILENT,
    }
    assert standing_of(rows["nha"], Decimal(61)) is TargetStanding.OPEN
    assert [one.label(Decimal(99)) for one in TargetStanding] == [
        "đạt",
        "kịp tiến độ",
        "chậm",
        "chưa xét được",
        "chưa có số liệu",
    ]
    assert TargetStanding.BEHIND.label(Decimal(100)) == "chưa đạt"


def test_the_search_index_names_the_page_of_each_unit(tmp_path: Path) -> None:
    site = site_of(small_project.write(tmp_path, DOCUMENTS), "2020")
    script = site.pages["tim.js"]().decode()
    found = json.loads(script.removeprefix("var TIM=").removesuffix(";\n"))
    assert found["nam"] == "2020"
    assert ["xã Tân Long", "quang-tri/huong-hoa/tan-long", 1] in found["donVi"]
    assert ["Nhà Đại đoàn kết", "nha"] in found["chiTieu"]
    for _, unit, above in found["donVi"]:
        assert f"2020/don-vi/{file_name(unit)}.html" in site.pages
        assert above < 0 or unit.startswith(found["donVi"][above][1] + "/")
