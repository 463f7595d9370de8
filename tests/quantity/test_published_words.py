"""Words and orders of words of published texts around an amount: what they mean, and what is said of the others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quantity_measures import RESULT, TARGET, meaning, reading

from mttq.quantity import Comparator, Role, UnitOfMeasure

DONG = UnitOfMeasure("đồng", ("đ",))
PER_GIFT = UnitOfMeasure("đồng/suất", ("đồng/phần", "đồng/phần quà"))
PER_PERSON = UnitOfMeasure("đồng/người", ("đ/người",))
CULTURED = UnitOfMeasure(
    "hộ", ("gia đình",), whole=True, subjects=("Hộ được công nhận gia đình văn hóa",), falling=True
)
AREAS = UnitOfMeasure("khu dân cư", ("thôn", "bản", "làng", "tổ dân phố"), whole=True)
LETTERS = UnitOfMeasure("đơn", whole=True, subjects=("Đơn thư khiếu nại, tố cáo tiếp nhận",))
SHARE = UnitOfMeasure(
    "%",
    ratio=True,
    denominator=("khu dân cư", "thôn", "bản", "làng", "tổ dân phố"),
    subjects=("Tỷ lệ khu dân cư được công nhận đạt danh hiệu văn hóa", "Khu dân cư"),
)
LAND = UnitOfMeasure("m²", ("m2", "mét vuông"))


@pytest.mark.parametrize(
    ("text", "measure", "role", "value"),
    [
        ("mỗi suất 500 nghìn đồng", PER_GIFT, RESULT, 500_000),
        ("500 nghìn đồng mỗi suất", PER_GIFT, RESULT, 500_000),
        ("300.000 đồng một suất", PER_GIFT, RESULT, 300_000),
        ("mỗi phần quà trị giá 300.000 đồng", PER_GIFT, RESULT, 300_000),
        ("mỗi phần quà tổng trị giá 300.000 đồng", PER_GIFT, RESULT, 300_000),
        ("từ 200.000 đồng mỗi người trở lên", PER_PERSON, TARGET, 200_000),
        ("mỗi người 1,5 triệu đồng", PER_PERSON, RESULT, 1_500_000),
        ("371 hộ đạt gia đình văn hóa", CULTURED, RESULT, 371),
        ("68 hộ đạt chuẩn gia đình văn hóa", CULTURED, RESULT, 68),
        ("31 hộ được công nhận gia đình văn hóa", CULTURED, RESULT, 31),
        ("12 hộ đạt danh hiệu gia đình văn hóa", CULTURED, RESULT, 12),
        ("chỉ còn 18 hộ", CULTURED, RESULT, 18),
        ("hiện còn 01 hộ", CULTURED, RESULT, 1),
        ("8 thôn, bản", AREAS, RESULT, 8),
        ("11 thôn, làng và tổ dân phố", AREAS, RESULT, 11),
        ("25 đơn, thư", LETTERS, RESULT, 25),
        ("95% số thôn", SHARE, RESULT, 95),
        ("trên 90% số thôn đạt danh hiệu văn hóa", SHARE, TARGET, 90),
        ("duy trì trên 95%", SHARE, TARGET, 95),
        ("160/200 thôn, làng, tổ dân phố", SHARE, RESULT, 80),
        ("10/16 thôn, đạt 62,5%", SHARE, RESULT, Decimal("62.5")),
        ("10/16 thôn chiếm 62,5%", SHARE, RESULT, Decimal("62.5")),
        ("62,5% (10/16 thôn)", SHARE, RESULT, Decimal("62.5")),
        ("đạt 62,5% (10/16 thôn, bản)", SHARE, RESULT, Decimal("62.5")),
        ("1,5 hecta", LAND, RESULT, 15_000),
    ],
)
def test_the_meaning_of_words_of_texts(text: str, measure: UnitOfMeasure, role: Role, value: Decimal) -> None:
    assert meaning(text, measure, role).value == value


def test_to_maintain_is_to_attain_at_least() -> None:
    assert meaning("duy trì 95%", SHARE, TARGET).comparator is Comparator.AT_LEAST
    assert meaning("duy trì trên 95%", SHARE, TARGET).comparator is Comparator.MORE_THAN


KILOGRAMS, METRES = UnitOfMeasure("kg"), UnitOfMeasure("m")
ONE_NUMBER = "viết một con số tính bằng “%s”, đã cộng hay đổi ra đơn vị ấy"


@pytest.mark.parametrize(
    ("text", "measure", "helping"),
    [
        ("1 tấn 200 kg", KILOGRAMS, "viết 1.200 kg"),
        ("2 tạ 5 yến", KILOGRAMS, "viết 250 kg"),
        ("1 km 200 m", METRES, "viết 1.200 m"),
        ("2 ha 500 m2", LAND, "viết 20.500 m²"),
        ("200 kg 1 tấn", KILOGRAMS, ONE_NUMBER % "kg"),
        ("50 đơn + 50 đơn", LETTERS, ONE_NUMBER % "đơn"),
        ("3 đơn mới và 2 đơn cũ", LETTERS, ONE_NUMBER % "đơn"),
        ("giảm 3 hộ, còn 40 hộ", CULTURED, "viết còn 40 hộ"),
    ],
)
def test_a_remedy_leaves_no_part_of_the_figure_out(text: str, measure: UnitOfMeasure, helping: str) -> None:
    (fault,) = reading(text, measure).faults
    assert fault.help == helping


def test_the_figure_before_a_change_is_not_offered() -> None:
    for fault in reading("từ 43 hộ xuống còn 40 hộ", CULTURED).faults:
        assert fault.offers == ()


@pytest.mark.parametrize(
    ("text", "measure", "message", "helping"),
    [
        (
            "62,5% (10/12 thôn)",
            SHARE,
            "“(10/12 thôn)” thừa sau số liệu",
            "viết 62,5%; phần thừa ghi vào ghi_chu hoặc chỉ tiêu khác",
        ),
        (
            "10/12 thôn, đạt 62,5%",
            SHARE,
            "“62,5%” không khớp với hai số đếm, tính ra 83,33%",
            "sửa hai số đếm, hoặc bỏ tỷ lệ ghi kèm",
        ),
        (
            "371 hộ không đạt gia đình văn hóa",
            CULTURED,
            "đơn vị tính là “hộ”, không phải “hộ không đạt gia đình văn hóa”",
            "chỉ viết đơn vị tính “hộ”; viết 371 hộ nếu bỏ “không đạt gia đình văn hóa” mà vẫn đúng",
        ),
        (
            "8 thôn, hộ",
            AREAS,
            "“, hộ” thừa sau số liệu",
            "viết 8 thôn; phần thừa ghi vào ghi_chu hoặc chỉ tiêu khác",
        ),
        (
            "tổng trị giá 400 triệu đồng",
            DONG,
            "“tổng trị giá 400 triệu đồng” không phải là số",
            "chỉ viết con số tính bằng “đồng”; viết 400 triệu đồng nếu bỏ “tổng trị giá” mà vẫn đúng",
        ),
        ("10 sào", LAND, "đơn vị tính là “m²”, không phải “sào”", "viết số lượng tính bằng “m²”"),
        ("5.000 USD", DONG, "đơn vị tính là “đồng”, không phải “USD”", "viết số lượng tính bằng “đồng”"),
    ],
)
def test_other_words_are_refused(text: str, measure: UnitOfMeasure, message: str, helping: str) -> None:
    """No other weight, area or currency is offered as a spelling: read as one, it would be wrong by its factor."""
    (fault,) = reading(text, measure).faults
    assert (fault.message, fault.help) == (message, helping)
