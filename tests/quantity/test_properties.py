"""Laws of the quantity language; each test is named after its law."""

from __future__ import annotations

import unicodedata
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from quantity_measures import DONG, HOUSES, KILOGRAMS, PEOPLE, PERCENT, RESULT, TARGET, count, meaning, share

from mttq.quantity import Comparator, Quantity, Role, UnitOfMeasure, agrees, number, read, written

LAW = settings(derandomize=True, deadline=None, max_examples=400)

WORDS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
SCALES = {"": 0, "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9, "nghìn tỷ": 12, "triệu tỷ": 15}
PER_HECTARE = UnitOfMeasure("triệu đồng/ha")
MEASURES = [DONG, HOUSES, PEOPLE, KILOGRAMS, PERCENT, share("cử tri"), PER_HECTARE, count("năm"), None]
TARGET_WORDS = [
    "",
    "trên",
    "hơn",
    "ít nhất",
    "tối thiểu",
    "không dưới",
    "đạt",
    "phấn đấu",
    "phấn đấu đạt trên",
]
TARGET_WORDS += [
    "đạt và vượt",
    "đạt, vượt",
    "dưới",
    "không quá",
    "tối đa",
    ">=",
    "≥",
    ">",
    "<=",
    "≤",
    "<",
    "=",
]
RESULT_WORDS = ["", "trên", "hơn", "gần", "khoảng", "ước", "ước tính", "ước đạt", "đạt", "đạt trên", "="]

FRAGMENTS = [
    *WORDS,
    *(scale for scale in SCALES if scale),
    *TARGET_WORDS,
    *RESULT_WORDS,
    *(
        "từ",
        "đến",
        "trở lên",
        "trở xuống",
        "-",
        "–",
        "−",
        "/",
        "%",
        "/năm",
        ".",
        ",",
        "+",
        "_",
        "(",
        ")",
        "“",
        "”",
    ),
    *(
        "0",
        "5",
        "02",
        "19",
        "17.363",
        "4,2",
        "1.5",
        "010",
        "1e9",
        "0x1F",
        "24/7",
        "6/6/2020",
        "11.12",
        "2020",
    ),
    *(
        "nhà",
        "đồng",
        "cử tri",
        "người",
        "kg",
        "m2",
        "tr",
        "không áp dụng",
        "hàng",
        "trăm",
        "rưỡi",
        "một số",
        "l2",
    ),
    *(
        " ",
        "  ",
        "\u00a0",
        "\u202f",
        "\u2007",
        "\n",
        "\t",
        "\u0301",
        "\u0000",
        "\u200b",
        "١",
        "²",
        "ﬁ",
        "İ",
        "ß",
    ),
]


@st.composite
def numerals(draw: st.DrawFn, places: int = 3, most: int = 10**8) -> tuple[str, Fraction]:
    """A number as Vietnamese texts write it, with its value."""
    whole = draw(st.integers(0, most))
    text = draw(st.sampled_from([str(whole), number(Decimal(whole))]))
    decimals = draw(st.text("0123456789", max_size=places))
    if not decimals:
        return text, Fraction(whole)
    return f"{text},{decimals}", Fraction(whole) + Fraction(int(decimals), 10 ** len(decimals))


@st.composite
def quantities(draw: st.DrawFn, role: Role) -> tuple[str, UnitOfMeasure]:
    """A text that is a quantity in a role, with its unit of measure."""
    text, _ = draw(numerals(places=2))
    measure = draw(st.sampled_from([UnitOfMeasure("đồng"), KILOGRAMS, PERCENT, PER_HECTARE]))
    scale = draw(st.sampled_from(["", "nghìn", "triệu", "tỷ"])) if measure.name in ("đồng", "kg") else ""
    unit = measure.name if measure is PER_HECTARE else draw(st.sampled_from(["", measure.name]))
    word = draw(st.sampled_from(TARGET_WORDS if role is Role.TARGET else RESULT_WORDS))
    whole = f"{word} {text} {scale} {unit}"
    if role is Role.TARGET and word in ("", "đạt", "phấn đấu"):
        form = draw(
            st.sampled_from(
                ["{0}", "{1} {0} trở lên", "{1} từ {0} trở lên", "{1} 0 – {0}", "{1} từ 0 đến {0}"]
            )
        )
        whole = form.format(f"{text} {scale} {unit}", word)
    if draw(st.booleans()):
        whole = whole.replace(f" {unit}", f" {unit}/năm", 1) if unit and not whole.endswith("lên") else whole
    return " ".join(whole.split()), measure


def assert_same_meaning(first: Quantity, second: Quantity) -> None:
    """Whether two quantities mean the same, whether or not the sign `%` was written."""
    assert replace(first, percent=False) == replace(second, percent=False)


@LAW
@given(st.sampled_from([TARGET, RESULT]).flatmap(lambda role: st.tuples(st.just(role), quantities(role))))
def test_written_quantity_reads_the_same(case: tuple[Role, tuple[str, UnitOfMeasure]]) -> None:
    """Law: read(written(q)) means q, down to the last digit written."""
    role, (text, measure) = case
    quantity = meaning(text, measure, role, term=True)
    again = written(quantity, measure.name)
    assert_same_meaning(meaning(again, measure, role, term=True), quantity)
    assert written(meaning(again, measure, role, term=True), measure.name) == again


@LAW
@given(st.integers(0, 10**15), st.integers(1, 10**15), st.sampled_from(["", "cử tri"]))
def test_written_ratio_reads_the_same(part: int, whole: int, unit: str) -> None:
    """Law: a ratio keeps both counts, and its value is the exact percentage at 28 digits."""
    quantity = meaning(f"{part}/{number(Decimal(whole))}", share("cử tri"))
    assert quantity.ratio == (Decimal(part), Decimal(whole))
    assert abs(Fraction(quantity.value) - Fraction(100 * part, whole)) <= Fraction(100 * part, whole) / 10**27
    assert meaning(written(quantity, unit), share("cử tri")) == quantity


@settings(LAW, max_examples=3000)
@given(
    st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join)),
    st.sampled_from(MEASURES),
    st.sampled_from([TARGET, RESULT]),
    st.booleans(),
    st.booleans(),
)
@example("", None, TARGET, True, True)
@example("9" * 5000, DONG, RESULT, False, False)
@example("1" + " tỷ" * 300, DONG, RESULT, False, False)
@example("1e" + "9" * 500, DONG, RESULT, False, False)
@example("0x" + "f" * 500, DONG, RESULT, False, False)
@example("1 " * 499, DONG, RESULT, False, False)
@example("đạt " * 240, DONG, TARGET, False, False)
def test_any_text_gives_a_reading_with_spans_inside_it(
    text: str, measure: UnitOfMeasure | None, role: Role, bare: bool, term: bool
) -> None:
    """Law: no text raises; it has a meaning, or faults with places inside it and messages in NFC."""
    found = read(text, role=role, measure=measure, bare=bare, term=term)
    assert (found.quantity is None) == bool(found.faults)
    for fault in found.faults:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.start < fault.end or not text
        assert fault.code.id.startswith("MT2")
        assert unicodedata.is_normalized("NFC", fault.message)
        assert fault.help and "{" not in fault.help
    if found.quantity is not None:
        value = found.quantity.value
        assert value.is_finite()
        assert value < 10**18 or found.quantity.ratio is not None
        assert found.quantity.step > 0


@settings(LAW, max_examples=1500)
@given(
    st.lists(st.sampled_from(FRAGMENTS[:-11]), max_size=8).map(" ".join),
    st.sampled_from([DONG, HOUSES, KILOGRAMS, PERCENT]),
    st.sampled_from([TARGET, RESULT]),
)
def test_whatever_is_read_is_written_and_read_the_same(text: str, measure: UnitOfMeasure, role: Role) -> None:
    """Law: the round trip holds for every text that happens to be a quantity."""
    found = read(text, role=role, measure=measure, bare=False, term=True)
    if found.quantity is not None:
        again = written(found.quantity, measure.name)
        assert_same_meaning(meaning(again, measure, role, term=True), found.quantity)


def spaced(text: str, spaces: list[str]) -> str:
    parts = text.split(" ")
    filled = [part + spaces[index % len(spaces)] for index, part in enumerate(parts[:-1])]
    return "".join([spaces[-1], *filled, parts[-1], spaces[0]])


@LAW
@given(
    st.sampled_from([TARGET, RESULT]).flatmap(lambda role: st.tuples(st.just(role), quantities(role))),
    st.lists(st.sampled_from([" ", "   ", "\u00a0", "\u202f", "\u2007", "\u00a0 "]), min_size=1),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from([str.upper, str.lower, str.title, str]),
)
def test_case_spaces_and_composition_change_nothing(
    case: tuple[Role, tuple[str, UnitOfMeasure]], spaces: list[str], form: str, recase: type[str]
) -> None:
    """Law: the same words in a different case, with different spaces or decomposed accents, mean the same."""
    role, (text, measure) = case
    changed = unicodedata.normalize("NFD" if form == "NFD" else "NFC", recase(spaced(text, spaces)))
    assert meaning(changed, measure, role, term=True) == meaning(text, measure, role, term=True)


@LAW
@given(
    numerals(most=10**10),
    st.sampled_from(list(SCALES)),
    st.sampled_from(["", "kg"]),
    st.sampled_from(["", " "]),
)
def test_value_is_exact(numeral: tuple[str, Fraction], scale: str, unit: str, space: str) -> None:
    """Law: the value is the number times its scale, exactly, and the step is its last digit's unit."""
    text, value = numeral
    whole = f"{text}{space}{scale}{' ' if scale and unit else space}{unit}"
    expected = value * 10 ** SCALES[scale]
    found = read(whole, role=RESULT, measure=KILOGRAMS, bare=False)
    if expected >= 10**18:
        assert [fault.code.id for fault in found.faults] == ["MT214"]
        return
    assert found.quantity is not None
    assert Fraction(found.quantity.value) == expected
    places = len(text.partition(",")[2])
    assert Fraction(found.quantity.step) == Fraction(10) ** (SCALES[scale] - places)


@LAW
@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999), st.booleans())
def test_compound_adds_its_parts(billions: int, millions: int, thousands: int, three: bool) -> None:
    """Law: `a tỷ b triệu c nghìn` is a·10^9 + b·10^6 + c·10^3."""
    text = f"{billions} tỷ {millions} triệu" + (f" {thousands} nghìn đồng" if three else "")
    quantity = meaning(text, DONG)
    assert quantity.value == billions * 10**9 + millions * 10**6 + (thousands * 1000 if three else 0)
    assert quantity.step == (1000 if three else 10**6)


@LAW
@given(st.integers(1, 10), st.sampled_from(["nhà", "nghìn nhà", "tỷ", "triệu nhà"]))
def test_number_words_equal_digits(value: int, rest: str) -> None:
    """Law: a number word before a scale or a unit means its digits."""
    assert meaning(f"{WORDS[value - 1]} {rest}") == meaning(f"{value} {rest}")
    assert meaning(f"{value:02} {rest}") == meaning(f"{value} {rest}")


@LAW
@given(numerals(places=0), numerals(places=0), st.sampled_from(["-", "–", " - ", " – ", " đến "]))
def test_range_has_its_ends_in_order(
    low: tuple[str, Fraction], high: tuple[str, Fraction], joint: str
) -> None:
    """Law: a range runs from its low to its high end, or is refused."""
    text = f"{low[0]}{joint}{high[0]} nhà"
    found = read(text, role=TARGET, measure=HOUSES, bare=False)
    if low[1] > high[1]:
        assert [fault.code.id for fault in found.faults] == ["MT216"]
        return
    assert found.quantity is not None
    assert found.quantity.comparator is Comparator.RANGE
    assert found.quantity.value == low[1]
    assert found.quantity.high == high[1]


@LAW
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_cut_and_rounded_percentages_agree_with_their_counts(part: int, whole: int, places: int) -> None:
    """Law: a percentage truncated or rounded at any digit agrees with its counts; two units of that digit off, not."""
    scaled = 100 * part * 10**places
    ratio = (Decimal(part), Decimal(whole))
    for digits in (scaled // whole, (2 * scaled + whole) // (2 * whole)):
        text = number(Decimal(digits).scaleb(-places), places=places)
        assert agrees(meaning(f"{text}%", PERCENT), ratio)
    text = number(Decimal(scaled // whole + 3).scaleb(-places), places=places)
    assert not agrees(meaning(f"{text}%", PERCENT), ratio)


@LAW
@given(numerals(places=8), st.sampled_from(["", "triệu", "tỷ"]))
def test_ambient_decimal_context_changes_nothing(numeral: tuple[str, Fraction], scale: str) -> None:
    """Law: what a text means and how it is written never depend on the caller's decimal context."""
    text = f"{numeral[0]} {scale} kg"
    quantity = meaning(text, KILOGRAMS)
    again = written(quantity, "kg")
    with localcontext(Context(prec=2)):
        assert meaning(text, KILOGRAMS) == quantity
        assert written(quantity, "kg") == again
