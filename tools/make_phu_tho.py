"""Write tests/data/phu-tho-2025.csv, the units of Phú Thọ before and after 1 July 2025: `make_phu_tho.py PACKAGE`.

PACKAGE is the folder of the Python package `vietnamadminunits` (version 1.0.4, MIT licence), which is not needed
otherwise. It knows which commune went where, but not which part of a divided one: the file divides these equally.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import unicodedata
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "tests" / "data" / "phu-tho-2025.csv"
KEPT = "tinhphutho"
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
HEADER = ("unit", "name", "level", "first", "last", "takes_over")

_OLD = """
    select provinceKey, province, provinceShort, districtKey, district, districtShort, wardKey, ward, wardShort
    from admin_units_legacy where provinceKey in ({}) order by provinceCode, districtCode, wardCode
"""
_NEW = "select wardKey, ward from admin_units where provinceKey = ? order by wardCode"


def slug(name: str) -> str:
    """Return a name as an id."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    return "-".join("".join(one if one.isalnum() else " " for one in letters).split())


def lower(name: str) -> str:
    """Return a unit's name with its kind in lower case: `xã Thanh Ba`."""
    return name[:1].lower() + name[1:]


def units(package: Path) -> list[tuple[str, ...]]:
    """Return the rows, parents first."""
    known = json.loads((package / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    olds = sorted(known["DICT_PROVINCE"][KEPT])
    with sqlite3.connect(package / "data" / "dataset.db") as database:
        old_rows = database.execute(_OLD.format(",".join("?" * len(olds))), olds).fetchall()
        new_rows = database.execute(_NEW, (KEPT,)).fetchall()
    found: dict[str, tuple[str, ...]] = {}
    id_of: dict[str, str] = {}
    for (
        province_key,
        province,
        province_short,
        district_key,
        district,
        district_short,
        key,
        name,
        short,
    ) in old_rows:
        top = slug(province_short)
        middle = f"{top}/{slug(district_short)}"
        if middle in found and found[middle][1] != lower(district):
            middle = f"{top}/{slug(district)}"
        bottom = f"{middle}/{slug(short)}"
        if bottom in found:
            bottom = f"{middle}/{slug(name)}"
        last = "" if province_key == KEPT else LAST_DAY
        found.setdefault(top, (top, lower(province), "tinh", "", last, ""))
        found.setdefault(middle, (middle, lower(district), "huyen", "", LAST_DAY, ""))
        found[bottom] = (bottom, lower(name), "xa", "", LAST_DAY, "")
        id_of[f"{province_key}_{district_key}_{key}"] = bottom
    top = next(one for one in found if found[one][2] == "tinh" and not found[one][4])
    taken = {one[0]: "100" for one in found.values() if one[2] == "tinh" and one[4]}
    found[top] = (*found[top][:5], _written(taken))
    received: dict[str, dict[str, str]] = {}
    for new, given in known["DICT_PROVINCE_WARD_NO_DIVIDED"][KEPT].items():
        received.setdefault(new, {}).update({id_of[one]: "100" for one in given})
    for old, parts in known["DICT_PROVINCE_WARD_DIVIDED"].get(KEPT, {}).items():
        shares = [100 // len(parts)] * len(parts)
        shares[0] += 100 - sum(shares)
        for part, share in zip(parts, shares, strict=True):
            received.setdefault(part["newWardKey"], {})[id_of[old]] = str(share)
    for key, name in new_rows:
        unit = f"{top}/{slug(name)}"
        found[unit] = (unit, lower(name), "xa", FIRST_DAY, "", _written(received[key]))
    return list(found.values())


def _written(taken: dict[str, str]) -> str:
    return " ".join(f"{unit}:{share}" for unit, share in taken.items())


def main() -> None:
    """Write the file."""
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(units(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
