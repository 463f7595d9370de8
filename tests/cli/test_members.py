"""Repositories of provinces inside the centre's, by subtree and by submodule, read as one project."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import CATALOGUE, plan, put, report

from mttq.check import run
from mttq.check.runner import again
from mttq.cli.app import app
from mttq.documents import load

PROGRAMMES = CATALOGUE["danh-muc/chuong-trinh.yaml"]
INDICATORS = """\
    nha: {ten: Nhà Đại đoàn kết, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
    quy: {ten: Quỹ “Vì người nghèo”, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
"""
CENTRE = """\
    trung-uong: {ten: Trung ương, cap: trung-uong}
    quang-tri: {ten: tỉnh Quảng Trị, cap: tinh}
    vinh-phuc: {ten: tỉnh Vĩnh Phúc, cap: tinh}
"""
OF_PROVINCE = """\
    {id}:
      ten: {name}
      cap: tinh
      cap_duoi:
        tan-long: {{ten: xã Tân Long, cap: xa}}
        long-an: {{ten: xã Long An, cap: xa}}
"""
PROVINCES = {"quang-tri": "tỉnh Quảng Trị", "vinh-phuc": "tỉnh Vĩnh Phúc"}


def _catalogue(root: Path, units: str) -> None:
    put(root, "danh-muc/chuong-trinh.yaml", PROGRAMMES)
    put(root, "danh-muc/chi-tieu.yaml", INDICATORS)
    put(root, "danh-muc/don-vi.yaml", units)


def _report(houses: str, unit: str, period: str = "nam") -> str:
    return report(unit=unit, period=period, programmes=f"2:\n  so_lieu:\n    nha: {houses}\n")


def _province(folder: Path, province: str, houses: tuple[int, int, int]) -> Path:
    """Make the repository of a province with three reports and a plan."""
    root = start(folder / province)
    _catalogue(root, OF_PROVINCE.format(id=province, name=PROVINCES[province]))
    put(root, "danh-muc/mttq.yaml", f"phien_ban: 1\ndon_vi_mac_dinh: {province}\n")
    put(
        root,
        f"2020/{province}/ke-hoach.yaml",
        plan(unit=province, programmes="2:\n  chi_tieu:\n    nha: 30 nhà\n"),
    )
    for unit, count in zip(("", "/tan-long", "/long-an"), houses, strict=True):
        put(root, f"2020/{province}{unit}/nam.yaml", _report(f"{count} nhà", f"{province}{unit}"))
    commit(root, f"Số liệu của {province}")
    return root


@pytest.fixture
def provinces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    isolate(monkeypatch)
    monkeypatch.setenv("COLUMNS", "120")
    return {
        "quang-tri": _province(tmp_path, "quang-tri", (1, 2, 4)),
        "vinh-phuc": _province(tmp_path, "vinh-phuc", (8, 16, 32)),
    }


@pytest.fixture
def centre(provinces: dict[str, Path], tmp_path: Path) -> Path:
    """The centre's repository, with a province by subtree and one by submodule."""
    root = start(tmp_path / "trung-uong")
    _catalogue(root, CENTRE)
    put(root, "2020/trung-uong/nam.yaml", _report("64 nhà", "trung-uong"))
    commit(root)
    _add_subtree(root, provinces["quang-tri"], "quang-tri")
    allowed = ("-c", "protocol.file.allow=always")
    git(root, *allowed, "submodule", "--quiet", "add", provinces["vinh-phuc"].as_uri(), "kho/vinh-phuc")
    commit(root, "Thêm kho Vĩnh Phúc")
    return root


def _add_subtree(root: Path, source: Path, name: str) -> None:
    """What `git subtree add` does, with the commands that every git has."""
    git(root, "fetch", "--quiet", str(source), "main")
    git(root, "merge", "--quiet", "-s", "ours", "--no-commit", "--allow-unrelated-histories", "FETCH_HEAD")
    git(root, "read-tree", f"--prefix=kho/{name}/", "-u", "FETCH_HEAD")
    commit(root, f"Thêm kho {name}")


def _run(root: Path, *args: str, code: int = 0) -> str:
    result = invoke("--root", str(root), *args, program=app)
    assert result.exit_code == code, (result.stdout, result.stderr)
    return result.stdout if code != 2 else result.stderr


def _totals(root: Path, *args: str) -> dict[str, Any]:
    rows = json.loads(_run(root, "total", "2020", "--format", "json", *args))
    return {one["don_vi"]: one["thuc_hien"] for one in rows if one["chi_tieu"] == "nha"}


def _faults(root: Path) -> Counter[tuple[str, str, int, str]]:
    return Counter((one.code.id, one.path, one.span.line, one.message) for one in run(load(root)).found)


def test_totals_of_the_centre_are_the_sums_of_the_members(centre: Path, provinces: dict[str, Path]) -> None:
    together = _totals(centre, "--unit", "trung-uong")
    alone = {unit: count for root in provinces.values() for unit, count in _totals(root).items()}
    assert alone["quang-tri"] == 7
    assert together == {"trung-uong": 64 + 7 + 56} | alone
    rows = json.loads(_run(centre, "total", "2020", "--format", "json", "--unit", "vinh-phuc"))
    assert (rows[0]["ke_hoach"]["gia_tri"], rows[0]["trang_thai"]) == (30, "du")
    proof = _run(centre, "total", "2020", "--unit", "trung-uong", "--indicator", "nha", "--explain")
    assert "kho/quang-tri/plans/2020/quang-tri/tan-long/nam.yaml:7" in proof
    reported = json.loads(_run(centre, "status", "2020", "--unit", "trung-uong", "--format", "json"))
    days = {one["don_vi"]: one["nguon_ngay"] for one in reported["bao_cao"]}
    assert days == dict.fromkeys(("trung-uong", *alone), "git")


def test_check_says_the_same_here_and_there(centre: Path, provinces: dict[str, Path]) -> None:
    assert _run(centre, "check", "--strict") == "Không có lỗi; đã kiểm tra 18 tệp.\n"
    broken = "2020/quang-tri/tan-long/nam.yaml"
    for root in (provinces["quang-tri"], centre / "kho" / "quang-tri"):
        put(root, broken, _report("1.8", "quang-tri/tan-long"))
        put(root, "2020/quang-tri/long-an/quy2.yaml", _report("3 nhà", "quang-tri/long-an"))
    there = _faults(provinces["quang-tri"])
    assert sorted(one[0] for one in there) == ["MT108", "MT202"]
    here = Counter(
        (code, path.removeprefix("kho/quang-tri/"), *more) for code, path, *more in _faults(centre)
    )
    assert here == there
    assert f"kho/quang-tri/plans/{broken}:7" in _run(centre, "check", code=1)


def test_a_catalogue_that_differs_is_reported_at_its_line(centre: Path) -> None:
    member = centre / "kho" / "quang-tri"
    put(
        member,
        "danh-muc/chi-tieu.yaml",
        INDICATORS.replace("tong, so_nguyen", "lon-nhat, so_nguyen"),
    )
    put(member, "danh-muc/don-vi.yaml", OF_PROVINCE.format(id="quang-tri", name="Quảng Trị"))
    put(member, "danh-muc/chuong-trinh.yaml", PROGRAMMES.replace("den_nam: 2024", "den_nam: 2025"))
    assert [(one[1], one[2], one[3]) for one in sorted(_faults(centre))] == [
        (
            "kho/quang-tri/plans/danh-muc/chi-tieu.yaml",
            1,
            "chỉ tiêu “nha” đã được định nghĩa khác ở plans/danh-muc/chi-tieu.yaml:1: khác ở theo_cap",
        ),
        (
            "kho/quang-tri/plans/danh-muc/chuong-trinh.yaml",
            1,
            "bộ chương trình “2019-2024” đã được định nghĩa khác ở plans/danh-muc/chuong-trinh.yaml:1: khác ở den_nam",
        ),
        (
            "kho/quang-tri/plans/danh-muc/don-vi.yaml",
            1,
            "đơn vị “quang-tri” đã được định nghĩa khác ở plans/danh-muc/don-vi.yaml:2: khác ở ten",
        ),
    ]


def test_the_member_says_whether_its_list_is_whole(centre: Path) -> None:
    """The centre lists no unit below a province and says so; the province lists them all."""
    province = "quang-tri: {ten: tỉnh Quảng Trị, cap: tinh"
    put(centre, "danh-muc/don-vi.yaml", CENTRE.replace(province, f"{province}, cap_duoi_chua_du: true"))
    assert not _faults(centre)
    rows = json.loads(
        _run(centre, "total", "2020", "--format", "json", "--unit", "quang-tri", "--depth", "0")
    )
    assert [(one["thuc_hien"], one["trang_thai"]) for one in rows] == [(7, "du")]


def test_a_unit_that_is_elsewhere_in_the_tree(centre: Path) -> None:
    own = CENTRE.replace(
        "quang-tri: {ten: tỉnh Quảng Trị, cap: tinh}",
        "quang-tri: {ten: tỉnh Quảng Trị, cap: tinh, cap_duoi: {huong-hoa: "
        "{ten: huyện Hướng Hóa, cap: huyen, cap_duoi: {tan-long: {ten: xã Tân Long, cap: xa}}}}}",
    )
    put(centre, "danh-muc/don-vi.yaml", own)
    assert [(one[0], one[1], one[2], one[3]) for one in _faults(centre)] == [
        (
            "MT112",
            "kho/quang-tri/plans/danh-muc/don-vi.yaml",
            5,
            "xã Tân Long là “quang-tri/tan-long” ở đây, còn ở plans/danh-muc/don-vi.yaml:2 là "
            "“quang-tri/huong-hoa/tan-long”",
        )
    ]


def test_a_document_counts_once(centre: Path) -> None:
    copy = _report("2 nhà", "quang-tri/tan-long")
    put(centre, "2020/quang-tri/tan-long/nam.yaml", copy)
    assert not _faults(centre)
    assert _totals(centre, "--unit", "quang-tri")["quang-tri"] == 7
    put(centre, "2020/quang-tri/tan-long/nam.yaml", copy.replace("2 nhà", "3 nhà"))
    assert [(one[0], one[1], one[3]) for one in _faults(centre)] == [
        (
            "MT342",
            "kho/quang-tri/plans/2020/quang-tri/tan-long/nam.yaml",
            "văn bản này có ở hai nơi và khác nhau: plans/2020/quang-tri/tan-long/nam.yaml cũng là của "
            "“quang-tri/tan-long”, cùng kỳ",
        )
    ]


def test_a_submodule_without_its_content(centre: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(centre), "ban-sao")
    clone = tmp_path / "ban-sao"
    found = [one for one in run(load(clone)).found if one.code.id == "MT341"]
    assert [(one.path, one.message, one.help) for one in found] == [
        (
            "kho/vinh-phuc",
            "kho thành viên “vinh-phuc” không có thư mục plans/ nên số liệu của kho ấy không được tính",
            "nếu là submodule thì chạy git submodule update --init kho/vinh-phuc; nếu không phải kho thành viên thì "
            "chuyển thư mục ra khỏi kho/",
        )
    ]
    assert "kho/vinh-phuc:1:1: lỗi MT341 (kho-thanh-vien-trong)" in _run(clone, "check", code=1)


def test_the_past_leaves_out_submodules_and_says_so(centre: Path) -> None:
    assert _totals(centre)["trung-uong"] == 127
    said = (
        "Không tính số liệu của kho/vinh-phuc: submodule thì git ở đây chỉ ghi mốc; chạy lệnh trong kho ấy."
    )
    today = date.today().isoformat()
    question = ("2020", "--indicator", "nha", "--format", "json")
    past = invoke("--root", str(centre), "total", *question, "--known-on", today, program=app)
    assert [one["thuc_hien"] for one in json.loads(past.stdout) if one["don_vi"] == "trung-uong"] == [71]
    assert past.stderr.splitlines()[-1] == said
    history = invoke("--root", str(centre), "history", *question, program=app)
    assert (json.loads(history.stdout)["thuc_hien"], history.stderr) == (71, f"{said}\n")
    assert " ".join(_run(centre, "history", *question[:3]).split()).endswith(said)


def test_a_submodule_is_not_looked_into_by_diff(centre: Path) -> None:
    shown = _run(centre, "diff", "HEAD~1..HEAD")
    assert "  kho/vinh-phuc (submodule: chạy mttq diff trong kho ấy)" in shown.splitlines()


def test_the_cache_knows_the_members(centre: Path) -> None:
    before = _run(centre, "check")
    assert _run(centre, "check") == before
    (centre / "kho" / "moi").mkdir()
    assert "MT341" in _run(centre, "check", code=1)
    put(centre / "kho" / "moi", "2020/vinh-phuc/quy-1.yaml", _report("1.8", "vinh-phuc", "quy-1"))
    assert "kho/moi/plans/2020/vinh-phuc/quy-1.yaml:7" in _run(centre, "check", code=1)


def test_changes_and_history_of_members(centre: Path, provinces: dict[str, Path]) -> None:
    member = centre / "kho" / "quang-tri"
    put(member, "2020/quang-tri/tan-long/nam.yaml", _report("5 nhà", "quang-tri/tan-long"))
    moved = json.loads(_run(centre, "diff", "--format", "json"))
    assert {one["don_vi"]: one["sau"]["thuc_hien"] for one in moved["tong"]} == {
        "trung-uong": 130,
        "quang-tri": 10,
        "quang-tri/tan-long": 5,
    }
    commit(centre, "Sửa số")
    asked = ("history", "2020", "--indicator", "nha", "--unit", "quang-tri", "--format", "json")
    moves = json.loads(_run(centre, *asked))["thay_doi"]
    assert [(one["tieu_de"], one["thay_doi"]) for one in moves] == [
        ("Sửa số", 3),
        ("Thêm kho quang-tri", None),
    ]
    put(provinces["quang-tri"], "2020/quang-tri/long-an/nam.yaml", _report("9 nhà", "quang-tri/long-an"))
    commit(provinces["quang-tri"], "Số mới của Long An")
    git(centre, "fetch", "--quiet", str(provinces["quang-tri"]), "main")
    git(centre, "merge", "--quiet", "-Xsubtree=kho/quang-tri", "-m", "Lấy phần mới", "FETCH_HEAD")
    newest = json.loads(_run(centre, *asked))["thay_doi"][0]
    assert (newest["tieu_de"], newest["thay_doi"]) == ("Lấy phần mới", 5)
    assert [one["tieu_de"] for one in newest["gop"]] == ["Số mới của Long An"]
    checked = run(load(centre))
    path = "kho/quang-tri/plans/2020/quang-tri/tan-long/nam.yaml"
    assert [one.path for one in again(checked, {path: None}).project.refs].count(path) == 0


def test_links_are_not_followed(centre: Path, tmp_path: Path) -> None:
    (centre / "kho" / "lien-ket").symlink_to(tmp_path / "quang-tri")
    message = "thư mục này là một liên kết (symlink) nên không được đọc"
    assert [(one[0], one[1], one[3]) for one in _faults(centre)] == [("MT108", "kho/lien-ket", message)]
    (centre / "kho").rename(tmp_path / "kho")
    (centre / "kho").symlink_to(tmp_path / "kho")
    assert [(one[0], one[1], one[3]) for one in _faults(centre)] == [("MT108", "kho", message)]


def test_fmt_leaves_members_to_themselves(centre: Path) -> None:
    file = put(
        centre / "kho" / "quang-tri",
        "2020/quang-tri/nam.yaml",
        _report("1 nhà", "quang-tri")
        .replace("    so_lieu", "      so_lieu")
        .replace("      nha", "         nha"),
    )
    before = file.read_bytes()
    _run(centre, "fmt")
    assert file.read_bytes() == before
    _run(centre, "fmt", str(file))
    assert file.read_bytes() != before
