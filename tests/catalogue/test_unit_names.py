"""Which unit is meant by words: the closest way of writing that any name has decides."""

from __future__ import annotations

import pytest

from mttq.catalogue.unit_names import meant

NAMES = {
    "a": ["xã Hòa An"],
    "b": ["xã Hoa An"],
    "c": ["phường Thủy Xuân"],
    "d": ["xã Thúy Xuân"],
}


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("xã Hòa An", ["a"]),
        ("xã Hoà An", ["a"]),
        ("HOÀ AN", ["a"]),
        ("Hoa An", ["b"]),
        ("P. Thuỷ Xuân", ["c"]),
        ("thuy xuan", ["c", "d"]),
        ("Hoá An", ["a", "b"]),
    ],
)
def test_the_place_of_the_tone_mark_does_not_count_and_the_tone_does(words: str, units: list[str]) -> None:
    assert meant(words, NAMES) == units
