"""A short run of what the quick path must keep to; `tools/fuzz.py --quick` runs it for as long as one likes."""

from __future__ import annotations

import random

import pytest
from fuzz_quick import nearly_sound, sound_files, target_quick_reader

FEWEST = 0.05  # of the files changed a little that are still read quickly


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_quickly_is_what_is_read_slowly(seed: int) -> None:
    """Law: the quick reader gives the nodes of the slow one with their places, or nothing."""
    chance = random.Random(seed)
    taken = [target_quick_reader(nearly_sound(chance, sound_files())) for _ in range(400)]
    assert sum(taken) > FEWEST * len(taken)
