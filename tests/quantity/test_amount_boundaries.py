"""Amounts at their limits, to the word: 18 digits, minus signs, numbers of documents, grouped decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quantity_measures import DONG, HOUSES, PER_HECTARE, TARGET, meaning, reading, share

from mttq.quantity import UnitOfMeasure

VOTES = share("phiếu")
SIGNED_KILOGRAMS = UnitOfMeasure("kg", negative=True)
_ONLY_A_NUMBER = "chỉ viết con số tính bằng “nhà”; nếu chưa có số liệu thì bỏ cả dòng"
_ASIDE = "; phần thừa ghi vào ghi_chu hoặc chỉ tiêu khác"
_TOO_LONG = "kiểm tra lại con số; mỗi số có nhiều nhất 18 chữ số"


def only_fault(text: str, measure: UnitOfMeasure) -> tuple[str, int, int, str, str | None]:
    found = reading(text, measure)
    assert found.quantity is None
    (fault,) = found.faults
    return fault.code.id, fault.start, fault.end, fault.message, fault.help


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("999.999.999.999.999.999 đồng", DONG, 10**18 - 1),
        ("999999999999999999 đồng", DONG, 10**18 - 1),
        ("999.999.999 tỷ đồng", DONG, 999_999_999 * 10**9),
        ("999.999 nghìn tỷ đồng", DONG, 999_999 * 10**12),
        ("999.999.999 tỷ 999 triệu đồng", DONG, 999_999_999_999 * 10**6),
        ("0,999 tỷ tỷ đồng", DONG, 999 * 10**15),
        ("-999.999.999 tỷ kg", SIGNED_KILOGRAMS, -999_999_999 * 10**9),
    ],
)
def test_the_largest_amounts(text: str, measure: UnitOfMeasure, value: int) -> None:
    assert meaning(text, measure).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1.000.000.000 tỷ đồng", "1.000.000.000 tỷ"),
        ("1.000.000 nghìn tỷ đồng", "1.000.000 nghìn tỷ"),
        ("1 tỷ tỷ đồng", "1 tỷ tỷ"),
        ("1,0 tỷ tỷ đồng", "1,0 tỷ tỷ"),
        ("1 tỷ tỷ 1 đồng", "1 tỷ tỷ 1"),
        ("-1 tỷ tỷ đồng", "-1 tỷ tỷ"),
        ("−1 tỷ tỷ đồng", "−1 tỷ tỷ"),
    ],
)
def test_an_amount_of_nineteen_digits_is_too_long(text: str, place: str) -> None:
    assert only_fault(text, DONG) == (
        "MT214",
        text.index(place),
        len(place),
        f"“{place}” dài quá 18 chữ số",
        _TOO_LONG,
    )


@pytest.mark.parametrize("minus", ["-", "−"])
@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("5", "; viết 5 nhà nếu dấu trừ là gạch đầu dòng"),
        ("5,0", "; viết 5,0 nhà nếu dấu trừ là gạch đầu dòng"),
        ("5,5", ""),
    ],
)
def test_a_negative_count(minus: str, text: str, remedy: str) -> None:
    """The hyphen and the minus sign mean the same; one that is a list's dash can be left out."""
    written = f"{minus}{text}"
    assert only_fault(f"{written} nhà", HOUSES) == (
        "MT209",
        0,
        len(written),
        f"“{written}” là số âm; “nhà” đếm từ 0 trở lên",
        f"kiểm tra lại; chỉ tiêu có thể âm thì ghi duoc_am: true trong danh mục{remedy}",
    )


@pytest.mark.parametrize("text", ["-0 nhà", "−0 nhà"])
def test_zero_with_a_minus_is_zero(text: str) -> None:
    assert meaning(text).value == 0


@pytest.mark.parametrize("minus", ["-", "−"])
def test_a_negative_ratio(minus: str) -> None:
    assert only_fault(f"{minus}5/6 phiếu", VOTES) == (
        "MT209",
        0,
        4,
        f"“{minus}5/6” có số âm; tỷ số gồm hai số đếm từ 0 trở lên",
        "kiểm tra lại hai số đếm; viết 5/6 phiếu nếu dấu trừ là gạch đầu dòng",
    )


@pytest.mark.parametrize("text", ["15/NQ-MTTQ", "15-NQ", "15–NQ", "15 nhà -NQ"])
def test_the_number_of_a_document_is_no_figure(text: str) -> None:
    assert only_fault(text, HOUSES) == (
        "MT206",
        0,
        len(text),
        f"“{text}” là số hiệu văn bản, không phải số liệu",
        _ONLY_A_NUMBER,
    )


@pytest.mark.parametrize(
    ("text", "extra", "remedy"),
    [
        ("15/nq", "/nq", f"viết 15 nhà{_ASIDE}"),
        ("15 nhà -n", "-n", f"viết 15 nhà{_ASIDE}"),
        ("15 nhà /2", "/2", "bỏ phần thừa, hoặc đưa vào ghi_chu"),
        ("15 nhà -", "-", "viết 15 nhà"),
        ("15 nhà, 3", ", 3", f"viết 15 nhà{_ASIDE}"),
        ("15 nhà (2 lần)", "(2 lần)", f"viết 15 nhà{_ASIDE}"),
    ],
)
def test_text_after_a_figure_is_too_much_unless_it_looks_like_a_document(
    text: str, extra: str, remedy: str
) -> None:
    assert only_fault(text, HOUSES) == (
        "MT206",
        text.index(extra),
        len(text),
        f"“{extra}” thừa sau số liệu",
        remedy,
    )


def test_the_remedy_repeats_no_figure_that_is_wrong_itself() -> None:
    faults = [(one.message, one.help) for one in reading("1,2.3 nhà -").faults]
    assert faults == [
        (
            "“1,2.3” có dấu chấm không ngăn đúng nhóm ba chữ số",
            "kiểm tra lại con số: dấu chấm ngăn từng nhóm ba chữ số, dấu phẩy đứng trước phần lẻ",
        ),
        ("“-” thừa sau số liệu", "bỏ phần thừa, hoặc đưa vào ghi_chu"),
    ]


_WHOLE = "viết đủ số nguyên đã đếm"
_GROUPED = _WHOLE + "; viết {0} nhà nếu dấu phẩy ngăn nhóm nghìn"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1,250", _GROUPED.format("1.250")),
        ("999,250", _GROUPED.format("999.250")),
        ("0,250", _WHOLE),
        ("1000,250", _WHOLE),
        ("1,25", _WHOLE),
        ("1,2500", _WHOLE),
        ("12,5", _WHOLE),
        ("0,5", _WHOLE),
    ],
)
def test_a_fraction_of_a_count_may_be_a_grouped_number(text: str, remedy: str) -> None:
    """A comma before three digits may have been meant as the mark of thousands, from 1 to 999."""
    assert only_fault(f"{text} nhà", HOUSES) == (
        "MT208",
        0,
        len(text),
        f"“{text}” có phần lẻ; “nhà” là số đếm",
        remedy,
    )


@pytest.mark.parametrize(
    ("scale", "meant"),
    [
        ("nghìn nghìn", "triệu"),
        ("triệu triệu", "nghìn tỷ"),
        ("triệu nghìn", "tỷ"),
        ("tỷ nghìn", "nghìn tỷ"),
    ],
)
def test_scales_multiply_upward(scale: str, meant: str) -> None:
    assert only_fault(f"1 {scale} đồng", DONG) == (
        "MT201",
        2,
        2 + len(scale),
        f"“{scale}” không phải là một bậc số",
        f"viết 1 {meant} đồng",
    )


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("5/0", "“5/0” có mẫu số bằng 0", "viết mẫu số lớn hơn 0, hoặc viết không áp dụng"),
        ("1/2,5", "“1/2,5” có phần không phải là số đếm", "viết hai số nguyên đủ chữ số"),
        (
            "1 nghìn/2",
            "“1 nghìn/2” có phần không phải là số đếm",
            "viết hai số nguyên đủ chữ số",
        ),
    ],
)
def test_a_ratio_has_two_counts(text: str, message: str, remedy: str) -> None:
    assert only_fault(text, VOTES)[3:] == (message, remedy)


@pytest.mark.parametrize("term", [False, True])
def test_a_yearly_amount_of_an_unknown_unit_of_measure(term: bool) -> None:
    """`/năm` may belong to the unknown unit, so it is accepted in any document; a ratio never has it."""
    found = meaning("15 nhà/năm", None, term=term)
    assert found.value == 15
    assert found.per_year
    (fault,) = reading("2/3 nhà/năm", None, term=term).faults
    assert (fault.code.id, fault.message) == (
        "MT215",
        "“/năm” chỉ dùng cho số lượng trong văn bản của nhiệm kỳ, giai đoạn",
    )


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("15/NQ-MTTQ", "chỉ viết con số và đơn vị tính; nếu chưa có số liệu thì bỏ cả dòng"),
        ("1 nghìn nghìn", "viết 1 triệu"),
        ("1 tỷ 5", "viết 1,5 tỷ hoặc 1.000.000.005"),
    ],
)
def test_remedies_name_no_unit_if_none_is_known(text: str, remedy: str) -> None:
    (fault,) = reading(text, None).faults
    assert fault.help == remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 triệu 2 tỷ 3 nghìn tỷ đồng", "“1 triệu 2 tỷ” không xếp từ bậc lớn xuống bậc nhỏ"),
        ("1,5 tỷ 2,5 triệu 3 đồng", "“1,5 tỷ 2,5 triệu” có phần lẻ ở giữa"),
        ("1 tỷ 2,5 triệu 3 đồng", "“2,5 triệu 3” có phần lẻ ở giữa"),
    ],
)
def test_only_the_first_fault_of_several_parts_is_reported(text: str, message: str) -> None:
    assert only_fault(text, DONG)[3] == message


def test_both_ends_of_a_range_may_be_too_long() -> None:
    """The scale after the second end belongs to the first one as well."""
    found = reading("từ 1.000.000.000 đến 1.000.000.001 tỷ đồng", DONG, TARGET)
    assert [(fault.message, fault.help) for fault in found.faults] == [
        ("“1.000.000.000” dài quá 18 chữ số", _TOO_LONG),
        ("“1.000.000.001 tỷ” dài quá 18 chữ số", _TOO_LONG),
    ]


@pytest.mark.parametrize("text", ["1 tỷ 804 nghìn đồng/ha", "1 tỷ 500 đồng/ha"])
def test_several_parts_in_a_unit_with_a_scale_of_its_own(text: str) -> None:
    assert only_fault(text, PER_HECTARE)[4] == "viết bằng “triệu đồng/ha”"


def test_a_ratio_with_a_wrong_number_has_no_further_fault() -> None:
    assert only_fault("1,2.3/5", VOTES)[3] == "“1,2.3” có dấu chấm không ngăn đúng nhóm ba chữ số"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("5 phiếu", "viết tỷ lệ phần trăm, hoặc hai số đếm a/b"),
        ("99% nhà", "chỉ viết đơn vị tính “%”; viết 99% nếu bỏ “nhà” mà vẫn đúng"),
    ],
)
def test_a_wrong_unit_beside_a_percentage(text: str, remedy: str) -> None:
    assert only_fault(text, VOTES)[4] == remedy


def test_a_number_without_a_scale_in_a_unit_with_a_scale_of_its_own() -> None:
    """The fault is at the unit alone, because no scale belongs to it."""
    assert only_fault("5 đồng/ha", PER_HECTARE)[:4] == (
        "MT207",
        2,
        9,
        "đơn vị tính là “triệu đồng/ha”, không phải “đồng/ha”",
    )
