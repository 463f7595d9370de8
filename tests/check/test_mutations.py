"""Documents of any structure are answered with diagnostics: files changed at random, and the project checked."""

from __future__ import annotations

import copy
import random
import shutil
from pathlib import Path

import core_yaml
import pytest
from broken_projects import base, build, messages
from test_shipped_plans import PATHS, PROJECT, checked

from mttq.check import check
from mttq.documents import load

ROOT = Path(__file__).parents[2]
CATALOGUE = sorted(path for path in PROJECT.sources if path.startswith("plans/danh-muc/"))
# Values that someone may write in the wrong place.
STRANGE: tuple[object, ...] = (
    "",
    "sai",
    "17.363",
    "2020-13-45",
    "~",
    "4,2 tỷ đồng",
    "*",
    "quang-tri#",
    "a/b/c",
    "2019-2024/",
    "#",
    "-1",
    "99999999999999999999",
    "\u0301",
    "x" * 3000,
    [],
    {},
    [[]],
    ["a", {"b": []}],
    {"": ""},
    {"1": {}, "-": []},
    {"gia_tri": {"gia_tri": "1"}},
    {"muc": [], "giao": {"": "1"}, "trong_do": "x"},
    [{"gia_tri": [], "tu": "x"}],
)


def places(node: object) -> list[tuple[object, object]]:
    """Yield every container with a key or index in it."""
    found: list[tuple[object, object]] = []
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        found.append((node, key))
        found += places(value)
    return found


def mutated(text: str, chance: random.Random) -> str:
    """Return the file with one to three nodes replaced, removed, renamed or repeated."""
    root = core_yaml.texts(text)
    for _ in range(chance.randint(1, 3)):
        spots = places(root)
        if not spots:
            break
        holder, key = chance.choice(spots)
        way = chance.randrange(4)
        if isinstance(holder, dict):
            if way == 0:
                del holder[key]
            elif way == 1:
                holder[chance.choice(["khoa-la", "", "0", "quy", "1", "don_vi"])] = holder.pop(key)
            else:
                holder[key] = copy.deepcopy(chance.choice(STRANGE))
        elif isinstance(holder, list) and isinstance(key, int):
            if way == 0:
                del holder[key]
            elif way == 1:
                holder.append(holder[key])
            else:
                holder[key] = copy.deepcopy(chance.choice(STRANGE))
    written = core_yaml.dump(root)
    if chance.random() < 0.2 and isinstance(root, dict) and root:
        written += core_yaml.dump({next(iter(root)): "lại"})
    return str(written)


@pytest.mark.parametrize("path", PATHS)
def test_a_document_of_any_structure_is_checked_without_raising(path: str) -> None:
    chance = random.Random(path)
    text = PROJECT.sources[path].text
    for _ in range(24):
        for one in checked(path, mutated(text, chance)):
            assert one.message


@pytest.mark.parametrize("path", CATALOGUE)
def test_a_catalogue_of_any_structure_is_checked_without_raising(path: str, tmp_path: Path) -> None:
    chance = random.Random(path)
    text = PROJECT.sources[path].text
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    for _ in range(5):
        (tmp_path / path).write_text(mutated(text, chance), encoding="utf-8")
        for one in check(load(tmp_path)):
            assert one.message


SMALL = {
    "plans/danh-muc/chi-tieu.yaml": base("plans/danh-muc/chi-tieu.yaml"),
    "plans/danh-muc/don-vi.yaml": base("plans/danh-muc/don-vi.yaml")
    + "lao-bao:\n  ten: [{gia_tri: xã Lao Bảo, tu: 2025-07-01}]\n  cap: xa\n  ma: '1'\n"
    + "  ke_thua: [{don_vi: quang-tri/huong-hoa, ngay: 2025-07-01, ty_trong: 60%, can_cu: x}]\n",
    "plans/danh-muc/chuong-trinh.yaml": base("plans/danh-muc/chuong-trinh.yaml"),
    "plans/danh-muc/quy-tac.yaml": "q:\n  ve_trai: [nha, quy]\n  so_sanh: '>='\n  ve_phai: [khu-dan-cu]\n"
    "  thieu: bang-0\n  muc_do: canh-bao\n  cap: [tinh]\n  cach_sua: x\n",
    "plans/danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nhan_nop: {quy-1: 5, nam: -11}\n",
    "plans/2020/quang-tri/giao-ban-quy-4.yaml": "don_vi: quang-tri\nnam: 2020\nky: quy-4\n"
    "hoi_nghi: {ten: x, ngay: 2020-12-20, chu_tri: [a], ket_luan: [b]}\n"
    "nhiem_vu:\n  - {ten: a, ma: b, cu_the_hoa: [quang-tri#x], thoi_han: quy-1}\n",
    "plans/2020/quang-tri/quy-4.yaml": base("plans/2020/quang-tri/quy-4.yaml")
    + "    toan_dia_ban:\n      nha: {gia_tri: 18.000 nhà, nhan_tu: {trung-uong: 5 nhà}, trong_do: {a: 1 nhà}}\n"
    + "  1:\n    so_lieu:\n      ty-le-ngay-hoi: {gia_tri: 6/8 khu dân cư, ty_le: 75%}\n",
    "plans/2020/quang-tri/ke-hoach.yaml": base(
        "plans/2020/quang-tri/ke-hoach.yaml",
        (
            "350 nhà",
            "{muc: 350 nhà, cap_minh: 20 nhà, giao: {quang-tri/huong-hoa: 40 nhà}, phan_ky: {quy-2: 9 nhà}}",
        ),
    ),
}


@pytest.mark.parametrize("path", SMALL)
def test_a_small_project_of_any_structure_is_checked_without_raising(path: str, tmp_path: Path) -> None:
    chance = random.Random(path)
    build(tmp_path, {**SMALL})
    for _ in range(40):
        (tmp_path / path).write_text(mutated(SMALL[path], chance), encoding="utf-8")
        for line in messages(tmp_path):
            assert line
