"""Folders made to do harm, and names that are invalid on other systems."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hostile_project import BASE, PLAN, REPORT, checked, make, said

from mttq.cli.errors import describe_os_error
from mttq.documents import load
from mttq.documents.folders import DEEPEST, portable

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and names of POSIX")
LINK = "này là một liên kết (symlink) nên không được đọc"


def lines(root: Path, *parts: str) -> list[str]:
    """The diagnostics whose line contains any of the parts."""
    return [line for line in said(root) if any(part in line for part in parts)]


@POSIX
def test_links_are_not_followed_wherever_they_lead(tmp_path: Path) -> None:
    secret = tmp_path / "ngoai" / "bi-mat.yaml"
    secret.parent.mkdir()
    secret.write_text("mat_khau: 12345\n", encoding="utf-8")
    root = make(tmp_path / "du-an")
    unit = root / "plans" / "2020" / "quang-tri"
    (unit / "nam.yaml").symlink_to(secret)
    (unit / "6-thang.yaml").symlink_to("quy-4.yaml")
    (unit / "ra-ngoai").symlink_to(secret.parent, target_is_directory=True)
    (unit / "vong").symlink_to(root / "plans", target_is_directory=True)
    (unit / "thang-01.yaml").symlink_to("/dev/zero")
    found = said(root)
    assert [line.rpartition(" MT")[0] for line in found if LINK in line] == [
        f"plans/2020/quang-tri/{name}:1:1" for name in ("6-thang.yaml", "nam.yaml", "ra-ngoai", "vong")
    ]
    assert [line for line in found if "thang-01" in line] == [
        "plans/2020/quang-tri/thang-01.yaml:1:1 MT001 không đọc được tệp: đây không phải một tệp thường"
    ]
    assert not any("mat_khau" in line or "12345" in line for line in found)


@POSIX
def test_plans_itself_must_not_be_a_link(tmp_path: Path) -> None:
    other = make(tmp_path / "khac")
    root = tmp_path / "du-an"
    root.mkdir()
    (root / "plans").symlink_to(other / "plans", target_is_directory=True)
    assert said(root)[0] == f"plans:1:1 MT108 thư mục {LINK}"
    assert load(root).refs == ()


@POSIX
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    root = make(tmp_path)
    os.mkfifo(root / "plans" / "2020" / "quang-tri" / "nam.yaml")
    assert lines(root, "nam.yaml") == [
        "plans/2020/quang-tri/nam.yaml:1:1 MT001 không đọc được tệp: đây không phải một tệp thường"
    ]


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / REPORT).chmod(0)
    try:
        assert lines(root, REPORT) == [f"{REPORT}:1:1 MT001 không đọc được tệp: không có quyền đọc"]
    finally:
        (root / REPORT).chmod(0o600)


def test_a_file_held_by_another_program_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows reports a sharing violation as an error of permission."""
    root = make(tmp_path)
    open_ = os.open

    def refused(path: str, *args: int, **more: int) -> int:
        if str(path).endswith("quy-4.yaml"):
            raise PermissionError(13, "Permission denied", str(path))
        return open_(path, *args, **more)

    monkeypatch.setattr(os, "open", refused)
    assert lines(root, REPORT) == [f"{REPORT}:1:1 MT001 không đọc được tệp: không có quyền đọc"]


def test_a_folder_that_can_not_be_listed_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files would be missing from every total, and nothing would say so."""
    root = make(tmp_path)
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("quang-tri"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(PermissionError) as raised:
        load(root)
    assert "không có quyền đọc hoặc ghi" in (describe_os_error(raised.value) or "")


def test_a_folder_in_place_of_a_file_is_reported(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "plans" / "danh-muc" / "mttq.yaml").mkdir()
    (root / "plans" / "2020" / "quang-tri" / "nam.yaml").mkdir()
    message = "MT108 đây là một thư mục mà tên có đuôi như tệp YAML"
    assert said(root) == [
        f"plans/2020/quang-tri/nam.yaml:1:1 {message}",
        f"plans/danh-muc/mttq.yaml:1:1 {message}",
    ]


def test_plans_must_not_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(OSError, match="plans"):
        load(tmp_path)


def test_ten_thousand_empty_files_are_each_reported(tmp_path: Path) -> None:
    root = make(tmp_path)
    for number in range(10_000):
        (root / "plans" / "2020" / "quang-tri" / f"x{number}.yaml").touch()
    assert sum(one.code.id == "MT108" for one in checked(root)) == 10_000


def test_very_deep_folders_are_left_out_and_reported(tmp_path: Path) -> None:
    root = make(tmp_path)
    deep = root / "plans" / "2020" / "quang-tri"
    for _ in range(300):
        deep = deep / "a"
    deep.mkdir(parents=True)
    (deep / "nam.yaml").write_text("a: 1\n", encoding="utf-8")
    (fault,) = checked(root)
    assert (fault.code.id, fault.message) == (
        "MT005",
        f"thư mục lồng nhau quá {DEEPEST} tầng; những gì ở sâu hơn không được đọc",
    )


@POSIX
@pytest.mark.parametrize("name", ["a\nb", "a\x1b[2Jb", "a\rb", "a\u202eb", "a\x07b"])
def test_names_with_line_breaks_and_escapes_never_reach_a_terminal(name: str, tmp_path: Path) -> None:
    root = make(
        tmp_path, {f"plans/2020/{name}/nam.yaml": "a: 1\n", f"plans/2020/quang-tri/{name}.yaml": "a: 1\n"}
    )
    assert len(checked(root)) >= 2  # `checked` looks at every printed line


@POSIX
@pytest.mark.parametrize(
    "name", ["con", "NUL", "aux", "com1", "lpt9", "xa.", "xa ", "a:b", "a?", "a\\b", 'a"b']
)
def test_names_that_windows_refuses_are_errors(name: str, tmp_path: Path) -> None:
    root = make(tmp_path, {f"plans/2020/{name}/ke-hoach.yaml": (BASE / PLAN).read_bytes()})
    assert f"plans/2020/{name}:1:1 MT114" in " ".join(said(root))


@POSIX
def test_files_that_windows_refuses_are_errors(tmp_path: Path) -> None:
    names = ("plans/danh-muc/chi-tieu/nul.yaml", "plans/danh-muc/don-vi/com1.yaml")
    found = said(make(tmp_path, dict.fromkeys(names, "a: 1\n")))
    assert [line.partition(" tên")[0] for line in found if "MT114" in line] == [
        f"{name}:1:1 MT114" for name in names
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a disk that can tell such names apart")
@pytest.mark.parametrize(
    ("one", "other"), [("quang-tri", "Quang-Tri"), ("quảng-trị", "qua\u0309ng-tri\u0323")]
)
def test_names_that_are_one_on_windows_or_macos_are_errors(one: str, other: str, tmp_path: Path) -> None:
    root = make(tmp_path, {f"plans/2020/{name}/nam.yaml": "a: 1\n" for name in (one, other)})
    assert sum("MT114" in line and "hai tên này là một" in line for line in said(root)) == 1


@pytest.mark.parametrize(
    "name", ["con-co", "nulo", "com10", "auxiliary", "lpt", "a.b", "conx.yaml", "com.yaml"]
)
def test_names_that_only_begin_like_those_of_windows_are_fine(name: str) -> None:
    assert portable(name) is None


@pytest.mark.parametrize(
    "name", ["con", "Con", "con.yaml", "nul.tar.gz", "COM1", "com¹", "lpt9.txt", "aux .x", "CONIN$"]
)
def test_names_of_devices_with_or_without_a_suffix(name: str) -> None:
    assert portable(name) == "là tên mà Windows giữ riêng cho thiết bị"
