"""What a remedy says to write is read, and means what was meant."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest
from faulty_literals import MONEY, Literal, literals, meaning_of
from msgspec.structs import replace
from quantity_measures import DONG, HOUSES, RESULT, TARGET, count, reading

from mttq.check.codes import ALL_CODES
from mttq.quantity import Fault, Quantity, Role, UnitOfMeasure, read

MANY = int(os.environ.get("MTTQ_LITERALS", "3000"))
"""How many faulty literals are tried; CONTRIBUTING says when to try more."""

# Digits that belong to the words of a remedy, not to a figure.
_NO_FIGURES = re.compile(r"0–9|“0”|18 chữ số|vuot_100|a/b|“%s”")


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities mean the same, however their words and units are written."""
    plain = [
        (quantity.value, quantity.high, quantity.comparator, quantity.approximation, quantity.ratio)
        for quantity in (one, other)
    ]
    return plain[0] == plain[1] and one.per_year == other.per_year and one.unit == other.unit


def complaint(literal: Literal) -> str | None:
    """Return what is wrong with the remedies of a faulty literal, or None."""
    found = read(literal.text, role=literal.role, measure=literal.measure, bare=False, term=literal.term)
    faults = (*found.faults, *found.doubts)
    if literal.code not in {fault.code.id for fault in faults}:
        return f"reported as {[fault.code.id for fault in faults]}"
    meant = [meaning_of(literal, text, bare=False) for text in literal.meant]
    if None in meant:
        return f"the meaning {literal.meant} is not read"
    for fault in faults:
        wrong = wrong_remedy(literal, fault, [one for one in meant if one is not None])
        if wrong is not None:
            return f"{wrong}: {fault.help}"
    return None


def wrong_remedy(literal: Literal, fault: Fault, meant: list[Quantity]) -> str | None:
    """Return what is wrong with one remedy, or None."""
    if fault.help is None:
        return "no remedy"
    offered = [meaning_of(literal, text, bare=True) for text in fault.offers]
    if any(text not in fault.help for text in fault.offers):
        return "an offer is not in the words of the remedy"
    words = fault.help
    for text in fault.offers:
        words = words.replace(text, "")
    words = _NO_FIGURES.sub("", re.sub("“[^”]*”", "", words.replace("“0”", "")))
    if re.search(r"\d", words.replace("vuot_100", "")):
        return "a number is invented"
    if None in offered:
        return "an offer is refused"
    if not meant:
        return "a number is offered though nobody knows it" if offered else None
    if not offered:
        return "nothing is offered"
    if not any(same(one, other) for one in offered if one is not None for other in meant):
        return "nothing offered is meant"
    strangers = [one for one in offered if one is not None and not any(same(one, other) for other in meant)]
    # A mark may open a fraction or separate thousands; the remedy gives both, with their conditions.
    conditions = (" nếu dấu chấm ", " nếu dấu phẩy ngăn nhóm nghìn, hoặc ")
    undecided = any(one in fault.help for one in conditions)
    return "an offer is not meant" if strangers and not undecided else None


def test_a_remedy_applied_to_the_value_gives_the_value() -> None:
    """Law: what a remedy offers is accepted and has the value meant; words, scale, unit and each year survive."""
    codes: Counter[str] = Counter()
    wrong = []
    for literal in literals(MANY, "remedies"):
        codes[literal.code] += 1
        found = complaint(literal)
        if found is not None:
            wrong.append(f"{literal.role} “{literal.text}” ({literal.measure.name}): {found}")
    assert wrong == []
    every = {code.id for code in ALL_CODES if code.id.startswith("MT2")}
    assert set(codes) == {code for code in every if code <= "MT219"}


TABLE: list[tuple[str, UnitOfMeasure, Role, str]] = [
    (".5 tỷ đồng", DONG, RESULT, "viết 0,5 tỷ đồng"),
    (",5 tỷ đồng", DONG, RESULT, "viết 0,5 tỷ đồng"),
    ("+4 tỷ đồng", DONG, RESULT, "viết 4 tỷ đồng"),
    ("0x10 tỷ đồng", DONG, RESULT, "viết 16 tỷ đồng"),
    ("1_000 triệu đồng", DONG, RESULT, "viết 1.000 triệu đồng"),
    ("1e3 triệu đồng", DONG, RESULT, "viết 1.000 triệu đồng"),
    ("1O2 triệu đồng", DONG, RESULT, "viết 102 triệu đồng"),
    ("l5 tỷ đồng", DONG, RESULT, "viết 15 tỷ đồng"),
    ("1l,5 triệu đồng", DONG, RESULT, "viết 11,5 triệu đồng"),
    (
        "407,650 đồng",
        MONEY,
        RESULT,
        "viết 407.650 đồng nếu dấu phẩy ngăn nhóm nghìn, hoặc 407,65 đồng nếu dấu phẩy ngăn phần lẻ",
    ),
    (
        "310,125 đồng",
        MONEY,
        RESULT,
        "ngăn nhóm nghìn bằng dấu chấm; viết 310.125 đồng nếu dấu phẩy ngăn nhóm nghìn",
    ),
    (
        "02 nhà “Đại đoàn kết” tạm",
        HOUSES,
        RESULT,
        "chỉ viết đơn vị tính “nhà”; viết 02 nhà nếu bỏ “‘Đại đoàn kết’ tạm” mà vẫn đúng",
    ),
    ("“trên 2 nhà”", HOUSES, RESULT, "viết trên 2 nhà"),
    ("“2” nhà", HOUSES, RESULT, "viết 2 nhà"),
    ("[2 nhà]", HOUSES, RESULT, "viết 2 nhà"),
    ("• 2 nhà", HOUSES, RESULT, "viết 2 nhà"),
    ("~2 nhà", HOUSES, RESULT, "viết khoảng 2 nhà"),
    ("１２ tỷ đồng", DONG, RESULT, "viết 12 tỷ đồng"),
    ("٤ tỷ đồng", DONG, RESULT, "viết 4 tỷ đồng"),
    ("4,２ tỷ đồng", DONG, RESULT, "viết 4,2 tỷ đồng"),
    ("19 - 20 tỷ đồng", DONG, RESULT, "viết 19 tỷ đồng, hoặc khoảng 19 tỷ đồng nếu là số ước lượng"),
    ("từ 19 đến 20 tỷ đồng", DONG, RESULT, "viết 19 tỷ đồng, hoặc khoảng 19 tỷ đồng nếu là số ước lượng"),
    ("trên 2O tỷ đồng", DONG, TARGET, "viết trên 20 tỷ đồng"),
    ("mười hai tỷ đồng", DONG, RESULT, "viết 12 tỷ đồng"),
    ("một tỷ năm trăm triệu đồng", DONG, RESULT, "viết một tỷ 500 triệu đồng"),
    ("một triệu hai", DONG, RESULT, "viết 1,2 triệu đồng hoặc 1.000.002 đồng"),
    ("hai mốt nhà", HOUSES, RESULT, "viết bằng chữ số"),
    ("1,234.0", count("suất"), RESULT, "viết 1.234 suất"),
    ("Không áp dụng.", HOUSES, RESULT, "viết không áp dụng"),
    ("khong ap dung", HOUSES, RESULT, "viết không áp dụng"),
    (
        "giảm 10 hộ",
        count("hộ"),
        RESULT,
        "viết con số đạt được sau khi tăng hoặc giảm, không viết mức thay đổi",
    ),
]


@pytest.mark.parametrize(("text", "measure", "role", "remedy"), TABLE, ids=[case[0] for case in TABLE])
def test_remedies_that_once_changed_the_value(
    text: str, measure: UnitOfMeasure, role: Role, remedy: str
) -> None:
    assert [fault.help for fault in reading(text, measure, role).faults] == [remedy]


@pytest.mark.parametrize("text", ["chưa có", "chưa báo cáo", "Chưa có số liệu.", "không phát sinh"])
def test_a_figure_that_is_not_known_yet(text: str) -> None:
    (fault,) = reading(text).faults
    assert fault.message == f"“{text}” không phải là số"
    assert fault.help == (
        "viết “0” nếu không có, “không áp dụng” nếu đơn vị không làm việc này, hoặc bỏ cả dòng nếu chưa có số liệu"
    )


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("ít nhất 1O hộ mỗi năm", "viết ít nhất 10 hộ mỗi năm"),
        ("từ 5O hộ trở lên/năm", "viết từ 50 hộ trở lên/năm"),
        (
            "ít nhất 10 hộ nghèo thoát nghèo mỗi năm",
            "chỉ viết đơn vị tính “hộ”; viết ít nhất 10 hộ mỗi năm nếu bỏ “nghèo thoát nghèo” mà vẫn đúng",
        ),
    ],
)
def test_each_year_survives(text: str, remedy: str) -> None:
    (fault,) = reading(text, count("hộ"), TARGET, term=True).faults
    assert fault.help == remedy


def test_a_remedy_is_read_without_quotes() -> None:
    """A remedy is written into a file without quotes, where `1.234` alone is not read."""
    (fault,) = reading("1,234,000.5", UnitOfMeasure("kg")).faults
    assert fault.offers == ("1.234.000,5 kg",)
    again = replace(fault, offers=())
    assert again.help == "viết 1.234.000,5 kg"
