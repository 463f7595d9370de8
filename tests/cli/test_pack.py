"""`mttq pack` and `mttq unpack`: a branch that travels as a file between two real repositories."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import plan, report, write

from mttq.cli.app import app
from mttq.clock import today

PLAN = plan()
REPORT = report(programmes="2:\n  so_lieu:\n    nha: 5 nhà\n")


@pytest.fixture
def sender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch)
    monkeypatch.chdir(tmp_path)
    root = start(tmp_path / "gui")
    git(root, "config", "user.name", "Nguyễn Thị Thư Ký")
    git(root, "config", "user.email", "thu-ky@example.vn")
    write(root, {"2020/quang-tri/ke-hoach.yaml": PLAN})
    commit(root, "Kế hoạch")
    return root


@pytest.fixture
def receiver(sender: Path, tmp_path: Path) -> Path:
    root = tmp_path / "nhan"
    git(tmp_path, "clone", "--quiet", str(sender), str(root))
    return root


def _run(root: Path, *args: str, code: int = 0) -> str:
    result = invoke("--root", str(root), *args, program=app)
    assert result.exit_code == code, (result.stdout, result.stderr)
    return result.stdout if code == 0 else result.stderr


def _add_report(root: Path, houses: int = 5) -> str:
    write(root, {"2020/quang-tri/nam.yaml": REPORT.replace("5 nhà", f"{houses} nhà")})
    return commit(root, f"Báo cáo năm: {houses} nhà")


def test_a_round_trip_with_receipts(sender: Path, receiver: Path) -> None:
    first = git(sender, "rev-parse", "--short=7", "HEAD")
    tip = _add_report(sender)
    day, now = f"{today():%d/%m/%Y}", git(sender, "log", "-1", "--format=%cd", "--date=format:%d/%m/%Y")
    out = _run(sender, "pack", "--since", first, "-o", "g.bundle").splitlines()
    content = Path("g.bundle").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    assert out == [
        "PHIẾU GỬI GÓI DỮ LIỆU",
        "Đơn vị: tỉnh Quảng Trị (quang-tri)",
        "Người gửi: Nguyễn Thị Thư Ký <thu-ky@example.vn>",
        f"Ngày lập: {day}",
        "Nhánh: main",
        f"Đến commit: {tip[:7]} ngày {now}, Người thử: Báo cáo năm: 5 nhà",
        f"Nối tiếp gói trước: commit {first} ngày {now}; bên nhận phải có commit ấy",
        "Số commit: 1",
        "Số tệp kế hoạch, báo cáo: 2 (2020: 2)",
        f"Tệp gói: g.bundle ({len(content):,} byte)".replace(",", "."),
        f"SHA-256: {digest}",
        "Bên nhận chạy: mttq unpack g.bundle",
        "",
        "Đã ghi g.bundle và phiếu gửi g.bundle.txt; gửi cả hai.",
    ]
    assert Path("g.bundle.txt").read_text(encoding="utf-8").splitlines() == out[:12]
    before = git(receiver, "rev-parse", "HEAD")
    out = _run(receiver, "unpack", "g.bundle").splitlines()
    assert out == [
        "PHIẾU NHẬN GÓI DỮ LIỆU",
        "Người nhận: chưa khai tên trong git",
        f"Ngày nhận: {day}",
        "Tệp gói: g.bundle",
        f"SHA-256: {digest}",
        f"Đã có đến commit: {tip[:7]} ngày {now}, Người thử: Báo cáo năm: 5 nhà",
        "Để ở nhánh: goi/quang-tri",
        f"Gói sau chỉ cần: mttq pack --since {tip[:7]}",
        "",
        "Xem đã đổi những gì: mttq diff HEAD...goi/quang-tri",
        "Đưa vào nhánh đang đứng: git merge goi/quang-tri",
        "Đã ghi phiếu nhận g.bundle.da-nhan.txt; gửi lại cho nơi gửi.",
    ]
    assert git(receiver, "rev-parse", "HEAD") == before
    assert git(receiver, "status", "--porcelain") == ""
    assert git(receiver, "for-each-ref", "--format=%(refname)", "refs/mttq") == ""
    assert git(receiver, "rev-parse", "goi/quang-tri") == tip
    assert "tỉnh Quảng Trị (quang-tri): – → 5" in _run(receiver, "diff", "HEAD...goi/quang-tri")
    assert "Gói này đã nhận từ trước, không có gì mới." in _run(receiver, "unpack", "g.bundle")


def test_the_next_bundle_goes_on_from_the_last(sender: Path, receiver: Path) -> None:
    out = _run(sender, "pack", "-o", "1.bundle")
    assert "Nối tiếp gói trước: không; đây là gói đủ" in out
    first = git(sender, "rev-parse", "--short=7", "HEAD")
    assert _run(sender, "pack", "-o", "2.bundle", code=2) == (
        f"lỗi: nhánh main không có commit nào mới từ gói trước (commit {first})\n"
        "gợi ý: gửi lại cả nhánh bằng --whole, hoặc nêu mốc bên nhận đã có bằng --since\n"
    )
    middle = _add_report(sender, 6)
    _run(sender, "pack", "-o", "2.bundle")
    last = _add_report(sender, 7)
    _run(sender, "pack", "-o", "3.bundle")
    assert _run(receiver, "unpack", "3.bundle", code=2) == (
        f"lỗi: thiếu gói trước: gói này nối tiếp commit {middle[:7]} (“Báo cáo năm: 6 nhà”) mà kho này chưa có\n"
        f"gợi ý: nhận trước gói mà phiếu gửi ghi “Đến commit: {middle[:7]}”, hoặc xin gói đủ (mttq pack --whole)\n"
    )
    _run(receiver, "unpack", "2.bundle")
    _run(receiver, "unpack", "3.bundle")
    assert git(receiver, "rev-parse", "goi/quang-tri") == last
    _run(sender, "pack", "2020", "--whole", "-o", "4.bundle")
    fresh = start(receiver.parent / "moi")
    (fresh / "plans").mkdir()
    assert "Kho này và gói chưa có lịch sử chung: xem bằng git log goi/quang-tri." in _run(
        fresh, "unpack", "4.bundle"
    )


def test_local_work_is_never_overwritten(sender: Path, receiver: Path) -> None:
    _add_report(sender)
    _run(sender, "pack", "-o", "g.bundle")
    git(receiver, "checkout", "--quiet", "-b", "goi/quang-tri")
    own = _add_report(receiver, 9)
    assert _run(receiver, "unpack", "g.bundle", code=2) == (
        f"lỗi: nhánh goi/quang-tri đang được mở để sửa ở {receiver}\ngợi ý: nêu nhánh khác bằng --branch\n"
    )
    git(receiver, "checkout", "--quiet", "main")
    assert _run(receiver, "unpack", "g.bundle", code=2) == (
        f"lỗi: nhánh goi/quang-tri có commit {own[:7]} mà gói không có, nên không ghi đè\n"
        "gợi ý: nêu nhánh khác bằng --branch\n"
    )
    assert "Để ở nhánh: tu-tinh" in _run(receiver, "unpack", "g.bundle", "--branch", "tu-tinh")
    assert git(receiver, "rev-parse", "goi/quang-tri") == own


def test_damaged_and_hostile_bundles_are_refused(sender: Path, receiver: Path, tmp_path: Path) -> None:
    _add_report(sender)
    _run(sender, "pack", "--whole", "-o", "g.bundle")
    good = Path("g.bundle").read_bytes()
    Path("g.bundle").write_bytes(good[:-30] + b"x" + good[-29:])
    assert _run(receiver, "unpack", "g.bundle", code=2).startswith(
        "lỗi: “g.bundle” không đúng với phiếu gửi: mã SHA-256 là "
    )
    Path("g.bundle.txt").unlink()
    message = _run(receiver, "unpack", "g.bundle", code=2)
    assert message.startswith("lỗi: git không nhận gói “g.bundle”: nội dung bị hỏng hoặc không an toàn")
    assert _run(receiver, "unpack", "g.bundle", "--checksum", "00", code=2).endswith(
        "phiếu ghi 00\ngợi ý: tệp bị hỏng hay bị đổi trên đường đi, hoặc không phải tệp của phiếu này; xin gửi lại\n"
    )
    for name, content, said in (
        ("a", b"PK\x03\x04", "lỗi: “a” không phải gói do mttq pack làm"),
        ("b", b"# v2 git bundle\nxyz\n\n", "lỗi: phần đầu của gói “b” bị hỏng"),
        ("c", b"# v2 git bundle\n" + b"-" + b"0" * 40 + b" x\n" * 1, "lỗi: phần đầu của gói “c” bị hỏng"),
        ("d", b"# v3 git bundle\n@filter=blob:none\n\n", "lỗi: “d” là gói thiếu nội dung (“@filter=blob:none”)"),
        ("e", b"# v2 git bundle\n" + (b"0" * 40 + b" a\n") * 200, "lỗi: phần đầu của gói “e” dài quá 100 dòng"),
        ("f", b"# v2 git bundle\n" + b"0" * 40 + b" refs/heads/..\n\n", "lỗi: gói “f” có tên nhánh không dùng được"),
        ("g", b"# v2 git bundle\n" + b"0" * 40 + b" HEAD\n\n", "lỗi: gói “g” phải có đúng một nhánh, mà có: HEAD"),
    ):  # fmt: skip
        Path(name).write_bytes(content)
        assert _run(receiver, "unpack", name, code=2).startswith(said), name
    (sender / "plans" / "2020" / "lien-ket.yaml").symlink_to("/etc/passwd")
    commit(sender)
    _run(sender, "pack", "--whole", "-o", "h.bundle")
    assert _run(receiver, "unpack", "h.bundle", code=2) == (
        "lỗi: gói “h.bundle” có liên kết (symlink) “plans/2020/lien-ket.yaml”\n"
        "gợi ý: không nhận gói này; hỏi lại nơi gửi\n"
    )
    git(sender, "rm", "-r", "--quiet", "plans")
    (sender / "tep").write_text("a", encoding="utf-8")
    commit(sender)
    git(sender, "bundle", "create", "--quiet", str(tmp_path / "i.bundle"), "main")
    assert _run(receiver, "unpack", "i.bundle", code=2).startswith(
        "lỗi: gói “i.bundle” không có thư mục plans/ nên không phải dự án của mttq"
    )
    assert git(receiver, "for-each-ref", "--format=%(refname)", "refs/mttq", "refs/heads/goi") == ""


def test_a_tree_that_reaches_into_git_is_refused(sender: Path, receiver: Path) -> None:
    blob = git(sender, "hash-object", "-w", "plans/danh-muc/mttq.yaml")
    trees = sender.parent / "cay"
    trees.write_bytes(b"100644 config\0" + bytes.fromhex(blob))
    inner = git(sender, "hash-object", "-w", "-t", "tree", "--literally", str(trees))
    trees.write_bytes(b"40000 .git\0" + bytes.fromhex(inner))
    outer = git(sender, "hash-object", "-w", "-t", "tree", "--literally", str(trees))
    evil = git(sender, "commit-tree", outer, "-p", "HEAD", "-m", "x")
    git(sender, "update-ref", "refs/heads/main", evil)
    git(sender, "bundle", "create", "--quiet", "../xau.bundle", "main")
    assert _run(receiver, "unpack", "xau.bundle", code=2).startswith(
        "lỗi: git không nhận gói “xau.bundle”: nội dung bị hỏng hoặc không an toàn"
    )


def test_what_can_not_be_packed(sender: Path) -> None:
    write(sender, {"2020/quang-tri/nam.yaml": REPORT})
    out = _run(sender, "pack", "-o", "g.bundle")
    assert "1 tệp trong plans/ chưa lưu vào git nên không có trong gói." in out
    assert _run(sender, "pack", "-o", "g.bundle", code=2) == (
        "lỗi: đã có tệp “g.bundle”\ngợi ý: nêu tên khác bằng -o, hoặc thêm --force\n"
    )
    assert _run(sender, "pack", "--since", "la", "-o", "a", code=2).startswith(
        "lỗi: --since: kho git không có mốc “la”"
    )
    assert _run(sender, "pack", "--since", "HEAD", "--whole", "-o", "a", code=2).startswith(
        "lỗi: --whole và --since không dùng cùng nhau"
    )
    git(sender, "checkout", "--quiet", "--detach")
    assert _run(sender, "pack", "-o", "a", code=2).startswith("lỗi: đang không đứng trên nhánh nào")
    assert not re.search(r"\.mttq$", " ".join(one.name for one in Path().iterdir()))
