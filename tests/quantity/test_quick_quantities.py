"""The quick reader gives the quantities of the slow one, or none."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from quantity_measures import DONG, HOUSES, KILOGRAMS, PER_HECTARE, PERCENT, RESULT, TARGET, count, share

from mttq.quantity import Role, UnitOfMeasure, read
from mttq.quantity.quick import QuickReader

LAW = settings(derandomize=True, deadline=None, max_examples=600)
MEASURES = (
    *(
        DONG,
        HOUSES,
        KILOGRAMS,
        PERCENT,
        PER_HECTARE,
        share("cử tri", "người"),
        count("năm"),
        count("m2"),
        None,
    ),
    *(
        count("nghìn lượt"),
        UnitOfMeasure("tỷ đồng", ("tỷ", "triệu đồng", "đồng")),
        count("%"),
        count("đồng/năm"),
    ),
    *(count("trăm nhà"), count("lượt người", "lượt", "l"), UnitOfMeasure("lít", ("l",)), count("năm việc")),
)
BEFORE = (
    "",
    "trên ",
    "ít nhất ",
    "phấn đấu đạt ",
    "phấn đấu đạt trên ",
    "gần ",
    "khoảng ",
    "không quá ",
    "đạt ",
    "= ",
)
NUMBERS: tuple[str, ...] = (
    "0",
    "00",
    "03",
    "7",
    "012",
    "350",
    "2020",
    "1.234",
    "17.363",
    "1.234.567",
    "1,5",
    "1,250",
    "0,18",
    "19,50",
)
NUMBERS += ("1.804.000.000", "12.34", "1.5", "9" * 15, "9" * 18, "9" * 19, "999.999.999.999.999", "1,234,567")
JOINTS = (
    "",
    "",
    "",
    "/6.688",
    "/0",
    "/2020",
    "/8",
    " tỷ 804 triệu",
    " tỷ 1.000 triệu",
    " tỷ 5",
    " - 9",
    " triệu 6 nghìn",
)
AFTER: tuple[str, ...] = (
    "",
    " nhà",
    " đồng",
    " tỷ đồng",
    " nghìn tỷ đồng",
    " triệu đồng/ha",
    "%",
    " %",
    " kg",
    " năm",
    "/năm",
    " tỷ",
)
AFTER += (
    " cử tri",
    " m2",
    " đ",
    " VNĐ",
    " ngôi nhà",
    " nhà ở",
    " nhà/năm",
    "nhà",
    " Nhà",
    "  nhà",
    " nghìn lượt",
    " l",
)


def agrees(text: str, measure: UnitOfMeasure | None, role: Role, *, term: bool) -> bool:
    """Whether a text is read quickly; the result must be that of `read` in every field."""
    quick = QuickReader(measure, role=role, term=term)
    taken = quick.common(text)
    for bare in (True, False):
        slow = read(text, role=role, measure=measure, bare=bare, term=term)
        for _ in range(2):
            found = quick.quantity(text, bare=bare)
            assert (found is None) == bool(slow.faults or slow.doubts), (text, slow)
            assert found is None or repr(found) == repr(slow.quantity), text
        if taken is not None:
            assert not slow.faults
            assert not slow.doubts
            assert repr(taken) == repr(slow.quantity), text
    return taken is not None


@LAW
@given(
    st.tuples(*map(st.sampled_from, (BEFORE, NUMBERS, JOINTS, AFTER))).map("".join),
    st.sampled_from(MEASURES),
    st.sampled_from(Role),
    st.booleans(),
)
@example("19 tỷ 5 triệu đồng", DONG, TARGET, False)
@example("03/2020", share("cử tri"), RESULT, False)
@example("24/7", share("cử tri"), RESULT, False)
def test_a_composed_form_has_the_meaning_of_the_slow_reader(
    text: str, measure: UnitOfMeasure | None, role: Role, term: bool
) -> None:
    """Law: the quick reader gives the result of the slow one, and nothing if that finds a fault or a doubt."""
    agrees(text, measure, role, term=term)


@LAW
@given(
    st.text("0123456789.,/% -+đồngnhàtỷiệuêrêgầkm2năoO\u00a0\u0301", max_size=24),
    st.sampled_from(MEASURES),
    st.sampled_from(Role),
)
def test_any_text_has_the_meaning_of_the_slow_reader(
    text: str, measure: UnitOfMeasure | None, role: Role
) -> None:
    """Law: the same holds for any text made of characters that occur in quantities."""
    agrees(text, measure, role, term=False)


@pytest.mark.parametrize("role", Role)
def test_a_form_learned_from_one_number_holds_for_every_other(role: Role) -> None:
    """Law: a form learned from one number holds for every other number."""
    chance = random.Random(role)
    quick = {measure: QuickReader(measure, role=role, term=False) for measure in MEASURES}
    for _ in range(3000):
        text = "".join(map(chance.choice, (BEFORE, NUMBERS, JOINTS, AFTER)))
        measure, bare = chance.choice(MEASURES), chance.random() < 0.5
        slow = read(text, role=role, measure=measure, bare=bare, term=False)
        expected = None if slow.doubts else slow.quantity
        assert repr(quick[measure].quantity(text, bare=bare)) == repr(expected), (text, measure)


@pytest.mark.parametrize(
    ("text", "measure", "role"),
    [
        ("350", HOUSES, RESULT),
        ("03 nhà", HOUSES, RESULT),
        ("1.234 nhà", HOUSES, TARGET),
        ("trên 19 tỷ đồng", DONG, TARGET),
        ("ít nhất 350 nhà", HOUSES, TARGET),
        ("gần 1.200 nhà", HOUSES, RESULT),
        ("4,2 tỷ đồng", DONG, RESULT),
        ("145.000.000 đồng", DONG, RESULT),
        ("1 tỷ 804 triệu đồng", DONG, RESULT),
        ("33,2%", PERCENT, RESULT),
        ("2884/2974 cử tri", share("cử tri"), RESULT),
    ],
)
def test_the_common_forms_are_read_quickly(text: str, measure: UnitOfMeasure, role: Role) -> None:
    assert agrees(text, measure, role, term=False)
