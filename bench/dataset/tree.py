"""The tree of units: the centre, provinces, districts, communes and, if asked for, residential areas."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from dataset.indicators import AREA, CENTRE, COMMUNE, DISTRICT, PROVINCE
from dataset.names import AREAS, COMMUNES, DISTRICTS, PROVINCES, place_names, slug

_AREA_WORDS = ("thôn", "khu phố", "ấp", "bản", "tổ dân phố")


@dataclass(slots=True)
class Place:
    """A unit.

    Attributes:
        id: its full id; provinces don't repeat the centre's id, although it is above them.
        name: its full name, such as `xã Tân Long`.
        level: its level.
        code: its official code.
        province: the name of its province, for the place of issue; for the centre that of the capital.
        children: the units directly below.
        first, last: its first and its last day, or "" if it has always existed or still does.
        takes_over: the units that it takes over, each with a share in percent; 100 is all of it.
        since: the day on which it takes them over, or "" for its first day.
    """

    id: str
    name: str
    level: str
    code: str
    province: str
    children: list[Place] = field(default_factory=list)
    first: str = ""
    last: str = ""
    takes_over: list[tuple[str, int]] = field(default_factory=list)
    since: str = ""

    @property
    def short(self) -> str:
        """The name without the kind of unit: `Tân Long`."""
        return " ".join(word for word in self.name.split() if not word.islower()) or self.name


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a total into whole parts by weight, each at least one."""
    total = max(total, len(weights))
    whole = sum(weights)
    exact = [weight * total / whole for weight in weights]
    parts = [max(1, int(one)) for one in exact]
    order = sorted(range(len(weights)), key=lambda i: (int(exact[i]) - exact[i], i))
    while sum(parts) < total:
        for i in order:
            parts[i] += 1
            if sum(parts) == total:
                break
    while sum(parts) > total:
        largest = max(range(len(parts)), key=lambda i: parts[i])
        parts[largest] -= 1
    return parts


def build_tree(scale: float, dice: random.Random, *, areas: bool) -> Place:
    """The centre with everything below it."""
    count = max(1, round(len(PROVINCES) * scale))
    chosen = sorted(dice.sample(range(len(PROVINCES)), count))
    provinces = [PROVINCES[i] for i in chosen]
    districts = apportion(round(DISTRICTS * scale), [one[2] for one in provinces])
    communes = apportion(round(COMMUNES * scale), [one[3] for one in provinces])
    centre = Place("trung-uong", "Trung ương", CENTRE, "", "Hà Nội")
    for i, (name, city, _, _) in enumerate(provinces):
        kind = "thành phố" if city else "tỉnh"
        province = Place(slug(name), f"{kind} {name}", PROVINCE, f"{chosen[i] + 1:02d}", name)
        centre.children.append(province)
        sizes = apportion(communes[i], [dice.uniform(0.6, 1.4) for _ in range(districts[i])])
        for k, district in enumerate(place_names(districts[i], dice)):
            _add_district(province, district, k, sizes[k], city, dice)
    _number(centre)
    if areas:
        _add_areas(centre, round(AREAS * scale), dice)
    return centre


def walk(place: Place) -> list[Place]:
    """A unit and everything below it, depth-first."""
    found = [place]
    for child in place.children:
        found += walk(child)
    return found


def _add_district(
    province: Place, name: str, number: int, size: int, city: bool, dice: random.Random
) -> None:
    if city and number < 6:
        kind = "quận"
    elif number == 0:
        kind = "thành phố"
    else:
        kind = "thị xã" if number == 1 and not city else "huyện"
    district = Place(f"{province.id}/{slug(name)}", f"{kind} {name}", DISTRICT, "", province.province)
    province.children.append(district)
    for k, commune in enumerate(place_names(size, dice)):
        if kind == "huyện":
            word = "thị trấn" if k == 0 else "xã"
        else:
            word = "xã" if kind != "quận" and k % 4 == 3 else "phường"
        district.children.append(
            Place(f"{district.id}/{slug(commune)}", f"{word} {commune}", COMMUNE, "", province.province)
        )


def _number(centre: Place) -> None:
    places = walk(centre)
    for level, digits in ((DISTRICT, 3), (COMMUNE, 5)):
        for number, place in enumerate((one for one in places if one.level == level), 1):
            place.code = f"{number:0{digits}d}"


def _add_areas(centre: Place, total: int, dice: random.Random) -> None:
    communes = [one for one in walk(centre) if one.level == COMMUNE]
    sizes = apportion(total, [dice.uniform(0.5, 1.5) for _ in communes])
    for commune, size in zip(communes, sizes, strict=True):
        urban = commune.name.startswith(("phường", "thị trấn"))
        word = dice.choice(("khu phố", "tổ dân phố")) if urban else dice.choice(_AREA_WORDS)
        for k in range(1, size + 1):
            commune.children.append(
                Place(f"{commune.id}/{slug(word)}-{k}", f"{word} {k}", AREA, "", commune.province)
            )
