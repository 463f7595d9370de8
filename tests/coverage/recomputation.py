"""A total computed from the JSON of its proof alone, by the recipe of the reference: no project, no catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

Figure = Mapping[str, Any]
"""An entry of `so_duoc_tinh`."""
Cell = tuple[str, str, str]
"""A unit, the count of a ratio if it is only of one, and a month."""


class Recomputation:
    """A total of a proof in JSON, with numbers read as `Decimal`.

    Attributes:
        value: the result; None without one. A ratio is a percentage.
        approximate: whether it is approximate.
        missing: the months of units that nothing covers.
        status: `du`, `theo-bao-cao`, `thieu` or `chua-co`; None if something else decides, as `lech` does.
    """

    def __init__(self, proof: Mapping[str, Any]) -> None:
        way = proof["cach_tinh"]
        self._across, self._over, self._is_weighed = way["theo_cap"], way["theo_ky"], way["trong_so"]
        self._asked = {one["don_vi"]: one for one in proof["o_can_co"]}
        self._months = {month for one in proof["o_can_co"] for month in one["thang"]}
        self._figures: list[Figure] = proof["so_duoc_tinh"]
        self._given = [one for one in self._figures if _applies(one)]
        self.value = self._value() if self._given else None
        self.approximate = self.value is not None and any(map(self._is_rough, self._given))
        current = [one for one in self._figures if not one["cua_ky_truoc"]]
        covered = _cells(one for figure in current for one in (*figure["o"], *figure["dai_dien"]))
        asked = _cells(proof["o_can_co"])
        self.missing = {cell for cell, share in asked.items() if covered.get(cell, 0) < share}
        own = _cells(one for figure in current for one in figure["o"] if one["rieng"])
        self.status = "thieu" if self.missing else "du" if own == asked else "theo-bao-cao"

    def _is_rough(self, one: Figure) -> bool:
        if self._across == "dem-don-vi":
            return bool(one["gan_dung"]) and not _is_own(one)
        return bool(one["gan_dung"])

    def _value(self) -> Fraction | None:
        if self._across == "ty-le":
            return self._ratio()
        if self._across == "tong":
            return self._sum()
        if self._across == "binh-quan":
            return self._weighted_mean() if self._is_weighed else self._mean()
        if self._across == "dem-don-vi":
            return self._number_of_units()
        values = [self._along_time(group) for group in _joined(self._given, _units)]
        return min(values) if self._across == "nho-nhat" else max(values)

    def _ratio(self) -> Fraction | None:
        if self._given[0]["gia_tri"] is not None and self._given[0]["lay"] is None:
            return Fraction(self._given[0]["gia_tri"])  # a percentage without its counts is alone
        sums = {"tu_so": Fraction(0), "mau_so": Fraction(0)}
        for one in self._given:
            for side in sums:
                value = one["gia_tri"] if one["lay"] == side else one[side]
                sums[side] += Fraction(one["phan"]) * Fraction(value or 0)
        return 100 * sums["tu_so"] / sums["mau_so"] if sums["mau_so"] else None

    def _sum(self) -> Fraction:
        total = Fraction(0)
        for group in _joined(self._figures, _units):
            given = [one for one in group if _applies(one)]
            if self._over in {"tong", "cuoi-ky"}:
                total += sum(map(_net, given), Fraction(0))
            elif given and self._over == "binh-quan":
                lived = {month for unit in _units_of(group) for month in self._asked[unit]["thang"]}
                months = {month for one in given for cells in one["o"] for month in cells["thang"]}
                weighed = sum((_net(one) * _length(one) for one in given), Fraction(0))
                total += weighed * len(lived) / (len(months) * len(self._months))
            elif given:
                values = [_net(one) for one in given]
                total += max(values) if self._over == "lon-nhat" else min(values)
        return total

    def _along_time(self, group: Sequence[Figure]) -> Fraction:
        values = [Fraction(one["gia_tri"]) for one in group]
        if self._over == "lon-nhat":
            return max(values)
        if self._over == "nho-nhat":
            return min(values)
        if self._over == "binh-quan":
            lengths = [_length(one) for one in group]
            return sum(value * long for value, long in zip(values, lengths, strict=True)) / Fraction(
                sum(lengths)
            )
        return sum(values, Fraction(0))

    def _weighted_mean(self) -> Fraction | None:
        weights = [
            Fraction(one["phan"])
            * Fraction(1 if one["trong_so"] is None else one["trong_so"])
            * (_length(one) if self._over == "binh-quan" else 1)
            for one in self._given
        ]
        return self._divided([Fraction(one["gia_tri"]) for one in self._given], weights)

    def _mean(self) -> Fraction | None:
        if len(self._given) == 1:
            return Fraction(self._given[0]["gia_tri"])
        values: list[Fraction] = []
        weights: list[Fraction] = []
        whole = Fraction(0)
        for group in _joined(self._given, _units):
            asked = [self._asked[unit] for unit in _units_of(group)]
            size = sum((Fraction(one["phan"]) * len(one["thang"]) for one in asked), Fraction(0))
            weight = size / len(self._months)
            whole += weight
            if self._over == "tong":
                values += [Fraction(one["gia_tri"]) * _size(one) / _length(one) for one in group]
                weights += [Fraction(1)] * len(group)
            elif self._over in {"binh-quan", "cuoi-ky"}:
                values += [Fraction(one["gia_tri"]) for one in group]
                covered = sum(map(_size, group), Fraction(0))
                weights += [weight * _size(one) / covered for one in group]
            else:
                values.append(self._along_time(group))
                weights.append(weight)
        if self._over == "tong":
            return sum(values, Fraction(0)) / whole
        return self._divided(values, weights)

    @staticmethod
    def _divided(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction | None:
        if sum(weights):
            return sum(map(Fraction.__mul__, values, weights), Fraction(0)) / sum(weights)
        return values[0] if len(set(values)) == 1 else None

    def _number_of_units(self) -> Fraction:
        yes = {unit for one in self._given if _is_own(one) and one["gia_tri"] for unit in one["dem_cho"]}
        number, spoken_of = Fraction(0), set[str]()
        stated = [one for one in self._given if not _is_own(one)]
        for group in _joined(stated, lambda one: set(one["dem_cho"])):
            units = {unit for one in group for unit in one["dem_cho"]}
            spoken_of |= units
            said = max(map(_net, group)) if units else Fraction(0)
            number += max(said, Fraction(len(units & yes)))
        return number + len(yes - spoken_of)


def written_value(figure: Figure, way: Mapping[str, Any]) -> tuple[Fraction | None, Fraction | None]:
    """Return the value of a figure, or its counts, from what files say in its sources."""
    if way["theo_cap"] == "ty-le" and figure["lay"] is None and figure["gia_tri"] is None:
        sums: list[Fraction | None] = [None, None]
        for one in figure["so_lieu"]:
            if "tu_so" in one and one["lay"] is None:
                return Fraction(one["tu_so"]), Fraction(one["mau_so"])
            if one["gia_tri"] is not None:
                side = 0 if one.get("lay", "") == "tu_so" or one["chi_tieu"] == way["tu_so"] else 1
                sums[side] = (sums[side] or 0) + Fraction(one["gia_tri"])
        return (None, None) if None in sums else (sums[0], sums[1])
    count = figure.get("lay")
    values = [one.get(count) if one["gia_tri"] is None else one["gia_tri"] for one in figure["so_lieu"]]
    given = [Fraction(one) for one in values if one is not None]
    left_out = sum(Fraction(one["gia_tri"]) for one in figure["khong_tinh"])
    return (sum(given, Fraction(0)) - left_out if given else None), None


def _applies(one: Figure) -> bool:
    return one["gia_tri"] is not None or one.get("tu_so") is not None


def _is_own(one: Figure) -> bool:
    return any(cells["rieng"] for cells in one["o"])


def _net(one: Figure) -> Fraction:
    taken_out = sum((Fraction(each["gia_tri"]) for each in one["da_tru"]), Fraction(0))
    return Fraction(one["phan"]) * Fraction(one["gia_tri"]) - taken_out


def _length(one: Figure) -> int:
    return len({month for cells in one["o"] for month in cells["thang"]})


def _size(one: Figure) -> Fraction:
    return sum((Fraction(cells["phan"]) * len(cells["thang"]) for cells in one["o"]), Fraction(0))


def _units(one: Figure) -> set[str]:
    return {cells["don_vi"] for cells in one["o"]}


def _units_of(group: Iterable[Figure]) -> set[str]:
    return {unit for one in group for unit in _units(one)}


def _cells(entries: Iterable[Mapping[str, Any]]) -> dict[Cell, Fraction]:
    """Return the cells of entries, with how much of the unit they are in all."""
    found: dict[Cell, Fraction] = {}
    for one in entries:
        for month in one["thang"]:
            cell = (one["don_vi"], one.get("lay", ""), month)
            found[cell] = found.get(cell, Fraction(0)) + Fraction(one["phan"])
    return found


def _joined(figures: Sequence[Figure], units: Callable[[Figure], set[str]]) -> list[list[Figure]]:
    """Return figures that say something of the same units, directly or through others, together."""
    groups: list[tuple[set[str], list[Figure]]] = []
    for one in figures:
        names, members = set(units(one)), [one]
        for other in [group for group in groups if group[0] & names]:
            groups.remove(other)
            names |= other[0]
            members = [*other[1], *members]
        groups.append((names, members))
    return [members for _, members in groups]
