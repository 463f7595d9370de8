"""A project whose files change at random: sound and broken documents of every kind that refer to one another."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

CATALOGUE = {
    "danh-muc/chuong-trinh.yaml": """\
2019-2024:
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh: {1: {ten: Một}, 2: {ten: Hai}}
khac:
  tu_nam: 2030
  den_nam: 2031
  chuong_trinh: {2: {ten: Hai}, 3: {ten: Ba}}
""",
    "danh-muc/chi-tieu.yaml": """\
nha: {ten: Nhà, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
quy: {ten: Quỹ, chuong_trinh: {2019-2024: 2, khac: 3}, don_vi_tinh: đồng, theo_cap: tong}
ho: {ten: Hộ, chuong_trinh: 2, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}
ty-le: {ten: Tỷ lệ, chuong_trinh: 2, don_vi_tinh: "%", theo_cap: ty-le, tu_so: nha, mau_so: ho}
""",
    "danh-muc/don-vi.yaml": """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    h: {ten: huyện H, cap: huyen, cap_duoi: {x: {ten: xã X, cap: xa}, y: {ten: xã Y, cap: xa, den: 2020-06-30}}}
    k: {ten: huyện K, cap: huyen, ke_thua: [{don_vi: t/h/y, ngay: 2020-07-01}]}
""",
    "danh-muc/mttq.yaml": "phien_ban: 1\nhan_nop: {nam: 10}\n",
}
TAKEN_OVER = ", ke_thua: [{don_vi: t/h/y, ngay: 2020-07-01}]"
CATALOGUE_CHANGES = (
    ("danh-muc/chi-tieu.yaml", "nha: {ten: Nhà", "nha: {ten: Nhà ở"),
    ("danh-muc/chi-tieu.yaml", "don_vi_tinh: đồng", "don_vi_tinh: triệu"),
    ("danh-muc/don-vi.yaml", "2020-06-30", "2020-09-30"),
    ("danh-muc/don-vi.yaml", TAKEN_OVER, ""),
    ("danh-muc/don-vi.yaml", "x: {ten: xã X", "z: {ten: xã X"),
    ("danh-muc/chuong-trinh.yaml", "2: {ten: Hai}}\nkhac", "2: {ten: Hai}, 3: {ten: Ba}}\nkhac"),
    ("danh-muc/mttq.yaml", "han_nop", "# mttq: bo-qua\nhan_nop"),
    ("danh-muc/mttq.yaml", "nam: 10", "nam: -5"),
)
UNITS = ("t", "t/h", "t/h/x", "t/h/y", "t/k", "la")
CYCLES = ("2020", "2021", "2019-2024")
_PERIODS = ("quy-1", "quy-2", "6-thang", "nam", "quy-4")
_BROKEN = (
    "",
    "a: [1\n",
    "\tb: 1\n",
    "don_vi: t\nnam: 2020\nky: nam\nchuong_trinh:\n  2:\n   so_lieu:\n     nha: 5 nhà\n    quy: 1\n",
)
_COMMENT = "  # mttq: bo-qua MT301, MT404 lý do"


def write(root: Path) -> None:
    """Write the catalogue alone."""
    for path, text in CATALOGUE.items():
        put(root, path, text)


def put(root: Path, path: str, text: str) -> None:
    """Write a file below `plans/`."""
    file = root / "plans" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(root: Path, chance: random.Random) -> None:
    """Make one change of any kind to a file."""
    kinds = [_write_document] * 8 + [_same_stamp] * 4 + [_remove, _rename, _touch, _catalogue, _move_folder]
    chance.choice(kinds)(root, chance)


def documents(root: Path) -> list[Path]:
    """List the documents that exist."""
    found = (root / "plans").rglob("*.yaml")
    return sorted(one for one in found if "danh-muc" not in one.parts)


def _write_document(root: Path, chance: random.Random) -> None:
    cycle, unit = chance.choice(CYCLES), chance.choice(UNITS)
    if chance.random() < 0.08:
        put(root, f"{cycle}/{unit}/nam.yaml", chance.choice(_BROKEN))
    elif chance.random() < 0.4:
        put(root, f"{cycle}/{unit}/ke-hoach.yaml", _plan(cycle, unit, chance))
    elif chance.random() < 0.1:
        put(root, f"{cycle}/{unit}/giao-ban-quy-1.yaml", _briefing(cycle, unit, chance))
    else:
        period = "nhiem-ky" if "-" in cycle else chance.choice(_PERIODS)
        put(root, f"{cycle}/{unit}/{period}.yaml", _report(cycle, unit, period, chance))


def _plan(cycle: str, unit: str, chance: random.Random) -> str:
    lines = [f"don_vi: {_named(unit, chance)}", f"nam: {cycle}"]
    if chance.random() < 0.2:
        lines.append(f"bo_chuong_trinh: {chance.choice(('khac', 'la'))}")
    if chance.random() < 0.3:
        lines += ["van_ban:", f"  ngay: {cycle[:4]}-0{chance.randint(1, 9)}-02"]
    if chance.random() < 0.2:
        lines += ["dieu_chinh:", f"  - {{ngay: {cycle[:4]}-0{chance.randint(1, 9)}-01, ly_do: đổi}}"]
    lines += ["chuong_trinh:", "  1: {}", "  2:", "    muc_tieu: Câu", "    nhiem_vu:"]
    lines += [f"      - {{ten: Việc, ma: viec-{chance.randint(1, 3)}}}"]
    if chance.random() < 0.4:
        above = chance.choice(("t", "t/h", "2019-2024/t", "t/k"))
        lines.append(f"      - {{ten: Việc {above}, cu_the_hoa: ['{above}#viec-{chance.randint(1, 3)}']}}")
    lines += ["    chi_tieu:", f"      quy: trên {chance.randint(1, 9)} tỷ đồng"]
    target = f"muc: {chance.randint(1, 30)} nhà"
    if chance.random() < 0.5:
        target += f", cap_minh: {chance.randint(0, 5)} nhà"
    if chance.random() < 0.5:
        target += f", giao: {{{chance.choice(('t/h', 't/k', 't/h/x'))}: {chance.randint(1, 9)} nhà}}"
    comment = _COMMENT if chance.random() < 0.3 else ""
    return "\n".join([*lines, f"      nha: {{{target}}}{comment}", ""])


def _report(cycle: str, unit: str, period: str, chance: random.Random) -> str:
    lines = [f"don_vi: {_named(unit, chance)}", f"nam: {cycle}", f"ky: {period}"]
    if period == "nhiem-ky" and chance.random() < 0.5:
        lines.append("chuong_trinh_moi: 2024-2029")
    lines += ["chuong_trinh:", f"  {chance.choice((2, 2, 2, 3))}:"]
    if chance.random() < 0.5:
        lines += ["    nhiem_vu:", f"      viec-{chance.randint(1, 4)}: {{trang_thai: hoan-thanh}}"]
    lines += ["    so_lieu:", f"      nha: {chance.choice((1, 2, 3, 900, 2000, 2001, 999999))} nhà"]
    if chance.random() < 0.3:
        lines.append(f"      quy: {{gia_tri: {chance.randint(1, 9)} tỷ đồng, nhan_tu: {{t: 1 triệu đồng}}}}")
    if chance.random() < 0.2:
        lines.append("      la: 5" + _COMMENT)
    if chance.random() < 0.4:
        lines += ["    toan_dia_ban:", f"      nha: {chance.choice((1, 5, 2000))} nhà"]
    return "\n".join([*lines, ""])


def _briefing(cycle: str, unit: str, chance: random.Random) -> str:
    link = f"t#viec-{chance.randint(1, 3)}"
    return (
        f"don_vi: {unit}\nnam: {cycle}\nky: quy-1\nhoi_nghi: {{ten: Giao ban, ngay: 2020-04-01}}\n"
        f"nhiem_vu:\n  - {{ten: Việc, cu_the_hoa: ['{link}']}}\n"
    )


def _named(unit: str, chance: random.Random) -> str:
    return chance.choice(UNITS) if chance.random() < 0.05 else unit


def _same_stamp(root: Path, chance: random.Random) -> None:
    """Write other content of the same size and time, which a stamp alone can't distinguish."""
    there = documents(root)
    if there:
        file = chance.choice(there)
        before = file.stat()
        text = file.read_text(encoding="utf-8")
        digits = [at for at, letter in enumerate(text) if letter in "123456789"]
        if digits:
            at = chance.choice(digits)
            file.write_text(text[:at] + chance.choice("123456789") + text[at + 1 :], encoding="utf-8")
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _remove(root: Path, chance: random.Random) -> None:
    there = documents(root)
    if there:
        chance.choice(there).unlink()


def _rename(root: Path, chance: random.Random) -> None:
    there = documents(root)
    if there:
        file = chance.choice(there)
        file.replace(file.with_name(chance.choice(("nam.yaml", "quy-1.yaml", "ke-hoach.yaml", "la.yaml"))))


def _touch(root: Path, chance: random.Random) -> None:
    there = documents(root)
    if there:
        os.utime(chance.choice(there), ns=(0, chance.choice((0, 10**18, 4 * 10**18))))


def _catalogue(root: Path, chance: random.Random) -> None:
    path, old, new = chance.choice(CATALOGUE_CHANGES)
    text = (root / "plans" / path).read_text(encoding="utf-8")
    put(root, path, text.replace(old, new) if old in text else CATALOGUE[path])


def _move_folder(root: Path, chance: random.Random) -> None:
    folders = sorted({file.parent for file in documents(root)})
    target = root / "plans" / chance.choice(CYCLES) / "t" / "h" / "chuyen"
    if folders and not target.exists():
        source = chance.choice(folders)
        if source not in target.parents:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(source, target)
