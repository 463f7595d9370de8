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


def programmes(first_year: int = 2020, congress: str = "IX") -> str:
    """`chuong-trinh.yaml`, for a term of five years."""
    last_year = first_year + 4
    lines = [f"{first_year - 1}-{last_year}:", f"  dai_hoi: {congress}"]
    lines += [f"  tu_nam: {first_year}", f"  den_nam: {last_year}", "  chuong_trinh:"]
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
    lines += _life(place, margin)
    if place.children:
        lines.append(f"{margin}  cap_duoi:")
        for child in place.children:
            lines += _unit(child, indent + 4)
    return lines


def _life(place: Place, margin: str) -> list[str]:
    """The days between which a unit exists, and the units that it takes over."""
    lines = [f"{margin}  {key}: {day}" for key, day in (("tu", place.first), ("den", place.last)) if day]
    if place.takes_over:
        lines.append(f"{margin}  ke_thua:")
    for old, share in place.takes_over:
        lines.append(f"{margin}    - don_vi: {old}")
        if place.since:
            lines.append(f"{margin}      ngay: {place.since}")
        if share < 100:
            lines.append(f"{margin}      ty_trong: {share}%")
    return lines


def _levels(indicator: Measured, *, areas: bool) -> list[str]:
    parts = [BY_ID[part] for part in indicator.parts or ()] or [indicator]
    reported = {level for one in parts for level in one.reported_by(areas=areas)}
    return [level for level in LEVELS if level in reported]
