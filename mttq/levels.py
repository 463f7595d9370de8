"""The levels of the organisation."""

from __future__ import annotations

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

DEFAULT_LEVELS = (Level.CENTRE, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""The levels that report an indicator unless it names others."""
