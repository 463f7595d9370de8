"""A short run of every fuzz target; `tools/fuzz.py` runs them for longer."""

from __future__ import annotations

import random

import fuzz_inputs
import pytest
from fuzz_targets import ROOT, SMALL, base, chosen, run_named, target_document, target_quantity, target_reader
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

# No deadline: a busy machine must not fail a law. `tools/fuzz.py` reports the slowest input.
QUICK = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
PATHS = sorted(base(SMALL).files)
# Found by the targets once: the spans of what can be used around a syntax error were outside the file.
FOUND = (b"- han_nop: @x", b"a: [\n- b", b"- 'a\n", b"\ta: @", b"a: b: c\n" * 60)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_a_source(data: bytes) -> None:
    """Law: reading any bytes gives a root, or reasons inside the file."""
    target_reader(data)


@QUICK
@given(st.randoms(use_true_random=False), st.sampled_from(PATHS))
def test_a_project_with_any_text_in_any_file_is_checked(chance: random.Random, path: str) -> None:
    """Law: whatever one file holds, the project is checked and every fault can be printed."""
    target_document(fuzz_inputs.document(chance, [base(SMALL).files[path]]), path)


@settings(QUICK, max_examples=300)
@given(st.randoms(use_true_random=False).map(fuzz_inputs.figure) | st.text(max_size=60))
@example("9" * 1000)
@example("1e999999999")
def test_any_text_is_a_quantity_or_has_faults_inside_it(text: str) -> None:
    """Law: a reading has a value, or faults inside the text."""
    target_quantity(text)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("data", FOUND)
def test_inputs_that_failed_once_pass(data: bytes, path: str) -> None:
    target_document(data, path)


def test_a_seed_reproduces_its_input() -> None:
    for seed in range(40):
        first, again = chosen(random.Random(seed)), chosen(random.Random(seed))
        assert first == again
        if first[3] != ROOT:
            run_named(*first)
