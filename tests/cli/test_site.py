"""`mttq site` and `mttq serve` as people call them."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path

import git_repository
import pytest
import small_project
from command_project import GOOD, REPORT, make, mttq

GIVEN = GOOD | {REPORT: small_project.report("mo_dau: Mở đầu\n", programmes="2: {so_lieu: {nha: 12 nhà}}\n")}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, on 1 February 2021, in no repository."""
    git_repository.isolate(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setattr("mttq.cli.site.today", lambda: date(2021, 2, 1))
    return make(tmp_path, monkeypatch, GIVEN)


def test_the_pages_of_a_year_are_written_and_said(project: Path) -> None:
    result = mttq("site", "2020")
    count = sum(1 for one in (project / "site").rglob("*") if one.is_file()) - 1  # the list of files
    target = project / "site"
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Đã ghi {count} tệp vào {target}. Mở {target / 'index.html'} để xem.\n"
    assert (target / "2020" / "don-vi" / "quang-tri.dakrong.html").is_file()
    before = {one: one.stat().st_mtime_ns for one in target.rglob("*.html")}
    assert mttq("site", "2020", "--quiet").stdout == ""
    assert {one: one.stat().st_mtime_ns for one in target.rglob("*.html")} == before


def test_pages_of_a_unit_that_is_gone_are_removed(project: Path) -> None:
    assert mttq("site", "--out", "trang").exit_code == 0
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"]
    small_project.put(
        project,
        "danh-muc/don-vi.yaml",
        units.replace("            dakrong: {ten: huyện Đakrông, cap: huyen}\n", ""),
    )
    result = mttq("site", "--out", "trang")
    assert (
        ", đã bỏ 2 tệp không còn dùng. Mở trang/index.html để xem.\n" in result.stdout
    )  # of the year and of the term
    assert not (project / "trang" / "2020" / "don-vi" / "quang-tri.dakrong.html").exists()


def test_a_folder_with_other_contents_is_refused(project: Path) -> None:
    result = mttq("site", "--out", "plans")
    assert result.exit_code == 2
    assert result.stderr == (
        "lỗi: thư mục “plans” đã có nội dung không do mttq site ghi\n"
        "gợi ý: nêu một thư mục trống hay chưa có bằng --out\n"
    )
    assert mttq("site", "1999").exit_code == 2


def test_errors_of_the_data_are_shown_and_the_pages_written(project: Path) -> None:
    small_project.put(project, REPORT, small_project.report(programmes="2: {so_lieu: {nha: nhiều nhà}}\n"))
    result = mttq("site")
    assert result.exit_code == 1
    assert "plans/2020/quang-tri/nam.yaml:5:" in result.stderr
    assert "nhiều nhà" in (project / "site" / "loi.html").read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_said(project: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        result = mttq("serve", "--port", str(port))
    assert result.exit_code == 2
    assert result.stderr == (
        f"lỗi: --port: cổng {port} đang có chương trình khác dùng\n"
        "gợi ý: nêu cổng khác, hoặc --port 0 để máy tự chọn\n"
    )
    assert mttq("serve", "--port", "65536").stderr.startswith("lỗi: --port: “65536” không phải số cổng\n")


def test_the_server_says_where_it_is_and_ends_with_ctrl_c(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mttq.site.server.SiteServer.serve_forever", interrupted)
    result = mttq("serve", "--port", "0")
    assert (result.exit_code, result.stderr) == (0, "")
    first, last = result.stdout.splitlines()
    assert first.startswith("Đang phục vụ ở http://127.0.0.1:")
    assert first.endswith("/ cho riêng máy này; Ctrl-C để dừng.")
    assert last == "Đã dừng."
