"""The catalogue of the data set."""

from __future__ import annotations

from dataset.indicators import BY_ID, INDICATORS, LEVELS, MONEY, PROGRAMMES, Measured
from dataset.tree import Place

SETTINGS = """\
phien_ban: 1
don_vi_mac_dinh: trung-uong
the_thuc: nd30
han_nop:
  quy-1: 5
  6-thang: 5
  nam: -1
"""


def programmes() -> str:
    """`chuong-trinh.yaml`."""
    lines = ["2019-2024:", "  dai_hoi: IX", "  tu_nam: 2020", "  den_nam: 2024", "  chuong_trinh:"]
    for number, (name, short) in PROGRAMMES.items():
        lines += [f"    {number}:", f"      ten: {name}", f"      ten_ngan: {short}"]
    return "\n".join(lines) + "\n"


def indicators(*, areas: bool) -> str:
    """`chi-tieu.yaml`."""
    lines: list[str] = []
    for one in INDICATORS:
        lines += [f"{one.id}:", f"  ten: {one.name}", f"  chuong_trinh: {one.programme}"]
        lines.append(f"  don_vi_tinh: {one.unit}" if one.unit != "%" else '  don_vi_tinh: "%"')
        if one.spellings:
            lines += ["  cach_viet:", *(f"    - {spelling}" for spelling in one.spellings)]
        if one.parts is not None:
            lines += ["  theo_cap: ty-le", f"  tu_so: {one.parts[0]}", f"  mau_so: {one.parts[1]}"]
        else:
            lines += ["  theo_cap: tong", f"  theo_ky: {'cuoi-ky' if one.stock else 'tong'}"]
        lines.append(f"  chieu: {'giam' if one.fewer else 'tang'}")
        lines += ["  cap:", *(f"    - {level}" for level in _levels(one, areas=areas))]
        if one.parts is None and one.unit != MONEY:
            lines.append("  so_nguyen: true")
    return "\n".join(lines) + "\n"


def units(place: Place, indent: int = 0) -> str:
    """A unit with everything below it, as a file in `don-vi/`."""
    return "\n".join(_unit(place, indent)) + "\n"


def centre(place: Place) -> str:
    """The centre, which is above all other units without containing them."""
    return f"{place.id}:\n  ten: {place.name}\n  cap: {place.level}\n  co_quan: ỦY BAN TRUNG ƯƠNG MTTQ VIỆT NAM\n"


def _unit(place: Place, indent: int) -> list[str]:
    margin = " " * indent
    lines = [f"{margin}{place.id.rpartition('/')[2]}:", f"{margin}  ten: {place.name}"]
    lines.append(f"{margin}  cap: {place.level}")
    if place.code:
        lines.append(f'{margin}  ma: "{place.code}"')
    if place.children:
        lines.append(f"{margin}  cap_duoi:")
        for child in place.children:
            lines += _unit(child, indent + 4)
    return lines


def _levels(indicator: Measured, *, areas: bool) -> list[str]:
    parts = [BY_ID[part] for part in indicator.parts or ()] or [indicator]
    reported = {level for one in parts for level in one.reported_by(areas=areas)}
    return [level for level in LEVELS if level in reported]
