"""Every refusal with its reason, its place and its remedy: all cases of the files in `refused/`.

A case is a line `role | unit | text`, then for each fault a line
`code start:end message` and a line `= help`; an empty line ends it. The role
may be followed by `bare` or `term`. A unit in brackets is a ratio's
denominator; `?` is an unknown unit. Lines that begin with `#` are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from quantity_measures import (
    DONG,
    HOUSES,
    KILOGRAMS,
    PER_HECTARE,
    PERCENT,
    RESULT,
    TARGET,
    count,
    reading,
    share,
)

from mttq import diagnostics
from mttq.check.codes import ALL_CODES
from mttq.check.rules.foreign_spelling import FOREIGN_SPELLING
from mttq.diagnostics import Severity
from mttq.quantity import Reading, Role, UnitOfMeasure

_TOO_MUCH = "kiểm tra lại tử số và mẫu số; nếu đúng thì ghi vuot_100: true cho chỉ tiêu trong danh mục"
FOLDER = Path(__file__).parent / "refused"
FRACTIONAL = {unit.name: unit for unit in (KILOGRAMS, PERCENT, PER_HECTARE)}
FRACTIONAL |= {name: UnitOfMeasure(name) for name in ("tấn", "m2")}
COUNTED = {unit.name: unit for unit in (DONG, HOUSES, count("suất quà", "suất"))}
COUNTED["chương trình phối hợp"] = count("chương trình phối hợp", "chương trình")


def unit_of_measure(name: str) -> UnitOfMeasure | None:
    if name == "?":
        return None
    if name.startswith("["):
        return share(*name.strip("[]").split(", "))
    return FRACTIONAL.get(name) or COUNTED.get(name) or count(name)


def cases() -> Iterator[tuple[str, str]]:
    """Each case: its first line and what is expected after it."""
    for path in sorted(FOLDER.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for block in "\n".join(lines).strip().split("\n\n"):
            head, _, expected = block.strip().partition("\n")
            yield head, expected


def shown(found: Reading) -> str:
    lines = []
    for fault in found.faults:
        lines.append(f"{fault.code.id} {fault.start}:{fault.end} {fault.message}")
        lines.append(f"= {fault.help}")
    return "\n".join(lines)


CASES = list(cases())


@pytest.mark.parametrize(("head", "expected"), CASES, ids=[head for head, _ in CASES])
def test_refused_with_reason_and_remedy(head: str, expected: str) -> None:
    role, unit, text = head.split(" | ", 2)
    kind, *flags = role.split()
    found = reading(text, unit_of_measure(unit), Role(kind), bare="bare" in flags, term="term" in flags)
    assert found.quantity is None
    assert shown(found) == expected


def test_every_quantity_code_is_shown() -> None:
    shown_codes = {line.split()[0] for _, expected in CASES for line in expected.splitlines()}
    errors = {code.id for code in ALL_CODES if code.severity is Severity.ERROR}
    # A spelling and what goes with a figure are faults of other lines, not of one text.
    assert {code for code in errors if code.startswith("MT2")} - {
        FOREIGN_SPELLING.id,
        "MT221",
        "MT222",
    } == shown_codes - {"="}


@pytest.mark.parametrize(
    ("text", "measure", "code", "message", "remedy"),
    [
        (
            "388.640.000 triệu đồng",
            DONG,
            "MT218",
            "“388.640.000 triệu” có bậc số sau con số từ bảy chữ số trở lên",
            "kiểm tra lại bậc số; viết 388.640.000 đồng nếu thừa bậc số",
        ),
        ("60/50 hộ", share("hộ"), "MT219", "“60/50” lớn hơn 100%", _TOO_MUCH),
        ("gần 120%", share("hộ"), "MT219", "“120%” lớn hơn 100%", _TOO_MUCH),
    ],
)
def test_a_doubtful_figure_is_read_and_doubted(
    text: str, measure: UnitOfMeasure, code: str, message: str, remedy: str
) -> None:
    found = reading(text, measure)
    assert found.quantity is not None
    assert [(one.code.id, one.message, one.help) for one in found.doubts] == [(code, message, remedy)]


def test_what_is_not_doubted() -> None:
    assert reading("1.234 tỷ đồng", DONG).doubts == ()
    assert reading("999.999 triệu đồng", DONG).doubts == ()
    assert reading("50/50 hộ", share("hộ")).doubts == ()
    assert reading("trên 100%", share("hộ"), TARGET).doubts == ()
    assert reading("60/50 hộ", UnitOfMeasure("%", ratio=True, above_whole=True)).doubts == ()
    assert reading("120%", UnitOfMeasure("%")).doubts == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0\t"])
def test_an_empty_text_is_no_quantity(text: str) -> None:
    (fault,) = reading(text).faults
    assert (fault.code, fault.start, fault.end) == (diagnostics.NOT_A_NUMBER, 0, len(text))
    assert fault.message == "giá trị để trống"
    (fault,) = reading(text, role=TARGET).faults
    assert fault.help == "viết một con số; bỏ cả dòng nếu không đặt mục tiêu"


NO_FIGURE = [
    "no",
    "yes",
    "y",
    "n",
    "on",
    "off",
    "true",
    "false",
    "null",
    "~",
    "nil",
    "NaN",
    ".nan",
    ".inf",
    "-.inf",
]
NO_FIGURE += ["None", "n/a", "-", "–", "…", "...", "?", "x", "không", "Không có"]


@pytest.mark.parametrize("text", NO_FIGURE)
@pytest.mark.parametrize("bare", [True, False])
def test_words_for_nothing_are_no_figures(text: str, bare: bool) -> None:
    (fault,) = reading(text, bare=bare).faults
    assert (fault.code, fault.start, fault.end) == (diagnostics.NOT_A_NUMBER, 0, len(text))
    assert fault.message == f"“{text}” không phải là số"
    assert fault.help is not None
    assert fault.help.startswith("viết “0” nếu không có")


def test_a_paragraph_is_no_quantity() -> None:
    (fault,) = reading("Tổ chức vận động. " * 100).faults
    assert fault.message.endswith("…” là đoạn văn, không phải số liệu")
    assert len(fault.message) < 100


def test_spans_count_code_points_of_the_original() -> None:
    text = (
        "  trên\u00a0khoa\u0309ng  1.5 nha\u0300 xanh"  # decomposed accents and odd spaces before the fault
    )
    spans = [text[fault.start : fault.end] for fault in reading(text, role=TARGET).faults]
    assert spans == ["khoa\u0309ng", "1.5", "nha\u0300 xanh"]


def test_messages_hold_no_control_characters() -> None:
    (fault,) = reading("5\u001b[31m nhà").faults
    assert "\u001b" not in fault.message


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_invisible_characters_are_named(mark: str) -> None:
    (fault,) = reading(f"5{mark}000 nhà").faults
    assert (fault.code, fault.start, fault.end) == (diagnostics.NOT_A_NUMBER, 1, 2)
    assert fault.message == f"có ký tự không nhìn thấy (U+{ord(mark):04X})"


@pytest.mark.parametrize("text", ["l2", "1O", "2o2o", "I5", "1\u041e", "1\u03bf", "1.8O4"])
def test_letters_are_never_digits(text: str) -> None:
    (fault,) = reading(f"{text} nhà").faults
    assert (fault.code, fault.start, fault.end) == (diagnostics.NOT_A_NUMBER, 0, len(text))
    assert fault.message == f"“{text}” có chữ cái lẫn vào các chữ số"


@pytest.mark.parametrize("measure", [count("lít", "l"), None])
def test_a_unit_of_one_letter_is_no_digit(measure: UnitOfMeasure | None) -> None:
    assert reading("5l", measure, RESULT).quantity is not None
