"""The levels of the organisation."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Level(StrEnum):
    """A level, named as files write it."""

    CENTRE = "trung-uong"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"
    RESIDENTIAL_AREA = "khu-dan-cu"
    MEMBER = "to-chuc-thanh-vien"

    @property
    def label(self) -> str:
        """The name that tables print."""
        return _TITLES[self]


_TITLES = {
    Level.CENTRE: "Trung ương",
    Level.PROVINCE: "tỉnh",
    Level.DISTRICT: "huyện",
    Level.COMMUNE: "xã",
    Level.RESIDENTIAL_AREA: "khu dân cư",
    Level.MEMBER: "tổ chức thành viên",
}

ABOVE_COMMUNES = frozenset({Level.CENTRE, Level.PROVINCE, Level.DISTRICT})
"""The levels whose units have other units below them, whether a catalogue lists these or not."""

_ORDER = tuple(Level)


def is_reported_below(levels: Collection[Level], level: Level) -> bool:
    """Whether any of some levels lies below another one; member organisations have no place in that order."""
    deeper = _ORDER[_ORDER.index(level) + 1 :]
    return any(one in levels for one in deeper if one is not Level.MEMBER)


DEFAULT_LEVELS = (Level.CENTRE, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""The levels that report an indicator unless it names others."""
