"""The words of the quantity language, as plain tables.

All words are folded (see `tokens`). To let the language understand another word,
add it here. Nothing here decides where a word is allowed.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.quantity.model import Approximation, Comparator

SCALES: dict[str, int] = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
"""Scale words, and the number of zeros of each."""

NUMBER_WORDS: dict[str, int] = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}

FAMILIES: tuple[dict[str, int], ...] = (
    {"kg": 0, "kilôgam": 0, "kilogam": 0, "yến": 1, "tạ": 2, "tấn": 3},
    {"m": 0, "km": 3, "kilômét": 3, "kilomet": 3},
    {"m2": 0, "m²": 0, "ha": 4, "hecta": 4},
)
"""Units of one kind of thing, and the zeros by which each exceeds the first: 1 tấn is 10^3 kg."""

LARGER_WORDS: dict[str, int | None] = {
    "mươi": 10,
    "chục": 10,
    "trăm": 100,
    "vạn": 10_000,
    "mốt": None,
    "lăm": None,
    "linh": None,
    "lẻ": None,
    "rưỡi": None,
    "rưởi": None,
}
"""Words of numbers that the language does not read, and their factor, or None if they have none."""

NOT_APPLICABLE = ("không", "áp", "dụng")
UPWARD = ("trở", "lên")
DOWNWARD = ("trở", "xuống")
FROM = "từ"
TO = "đến"
YEAR = "năm"
EACH_YEAR = (("mỗi", "năm"), ("hằng", "năm"), ("hàng", "năm"))
LEFT = "còn"
CHANGES = frozenset({"giảm", "tăng"})
"""Words before the amount of a change, which is not the figure itself."""
SHARE_WORDS = frozenset({"đạt", "tỷ", "tỉ", "lệ", "chiếm", "bằng"})
"""Words that may stand before the percentage after two counts."""
EACH = frozenset({"mỗi", "một"})
"""Words before the thing that an amount is for: `500 nghìn đồng mỗi suất`."""
WORTH = (("tổng", "trị", "giá"), ("trị", "giá"))
"""Words between a thing and the amount for each."""
ATTAINED = frozenset({"đạt", "được", "công", "nhận", "danh", "hiệu", "chuẩn", "số"})
"""Words that say of what is counted only that it is counted: `hộ đạt danh hiệu gia đình văn hóa`, `95% số thôn`."""
LISTED = frozenset({",", "và"})
"""What stands between several names of what is counted: `thôn, làng và tổ dân phố`."""


class Phrase(Struct, frozen=True, kw_only=True):
    """Words before a number that say how it is meant.

    Attributes:
        words: the tokens, folded.
        comparator: their meaning in a target, or None.
        approximation: their meaning in a result, or None.
        exact: whether they change nothing in a result.
        falling: whether they are said only of indicators of which less is better.
        instead: for words that the language does not read, the words to use.
    """

    words: tuple[str, ...]
    comparator: Comparator | None = None
    approximation: Approximation | None = None
    exact: bool = False
    falling: bool = False
    instead: str | None = None

    @property
    def text(self) -> str:
        """The words as printed."""
        return " ".join(self.words).replace(" ,", ",")


def _all(*texts: str, **meaning: Comparator | Approximation | bool | str) -> tuple[Phrase, ...]:
    return tuple(Phrase(words=tuple(text.split()), **meaning) for text in texts)  # type: ignore[arg-type] # fields by name


PHRASES: tuple[Phrase, ...] = (
    *_all("trên", "hơn", comparator=Comparator.MORE_THAN, approximation=Approximation.ABOVE),
    *_all("gần", approximation=Approximation.BELOW),
    *_all("khoảng", "ước", "ước tính", approximation=Approximation.AROUND),
    *_all("đạt", "duy trì", comparator=Comparator.AT_LEAST, exact=True),
    *_all("ít nhất", "tối thiểu", "không dưới", "phấn đấu", comparator=Comparator.AT_LEAST),
    *_all("đạt và vượt", "đạt , vượt", comparator=Comparator.AT_LEAST),
    *_all("dưới", comparator=Comparator.LESS_THAN),
    *_all("không quá", "tối đa", comparator=Comparator.AT_MOST),
    *_all(
        *("còn", "chỉ còn", "hiện còn", "giảm còn", "xuống còn", "giảm xuống còn", "giảm xuống"),
        comparator=Comparator.AT_MOST,
        exact=True,
        falling=True,
    ),
    *_all(">=", "≥", comparator=Comparator.AT_LEAST),
    *_all(">", comparator=Comparator.MORE_THAN),
    *_all("<=", "≤", comparator=Comparator.AT_MOST),
    *_all("<", comparator=Comparator.LESS_THAN),
    *_all("=", comparator=Comparator.EXACTLY, exact=True),
    *_all("=>", "> =", instead=">="),
    *_all("=<", "< =", instead="<="),
    *_all("==", "đúng", "bằng", "đúng bằng", instead="="),
    *_all("lớn hơn", "nhiều hơn", "cao hơn", "vượt", "vượt trên", instead="trên"),
    *_all("nhỏ hơn", "ít hơn", "thấp hơn", instead="dưới"),
    *_all("không ít hơn", "không thấp hơn", "không nhỏ hơn", instead="không dưới"),
    *_all("không vượt quá", "không hơn", "không trên", "không nhiều hơn", instead="không quá"),
    *_all(
        "trên dưới",
        "xấp xỉ",
        "chừng",
        "tầm",
        "cỡ",
        "độ",
        "~",
        "≈",
        approximation=Approximation.AROUND,
        instead="khoảng",
    ),
    *_all("ngót", "suýt soát", approximation=Approximation.BELOW, instead="gần"),
)
"""Every phrase that may come before a number; of those that fit, the longest counts."""

FALLING = tuple(phrase.text for phrase in PHRASES if phrase.falling)
"""The phrases that say what is left: `còn`, `giảm còn` …"""

PHRASES_BY_WORD: dict[str, list[Phrase]] = {}
"""The phrases by their first word, the longest first."""
for _phrase in sorted(PHRASES, key=lambda phrase: -len(phrase.words)):
    PHRASES_BY_WORD.setdefault(_phrase.words[0], []).append(_phrase)

WEAK: frozenset[tuple[str, ...]] = frozenset({("đạt",), ("duy", "trì"), ("phấn", "đấu")})
"""Phrases that only say that a target is one, so a range may follow them."""

VAGUE: tuple[tuple[str, ...], ...] = (
    *((hundreds, scale) for hundreds in ("hàng", "hằng") for scale in ("chục", "trăm", "vạn", *SCALES)),
    ("một", "số"),
    ("một", "vài"),
    ("vài",),
    ("dăm",),
    ("mấy",),
    ("nhiều",),
    ("rất", "nhiều"),
    ("vô", "số"),
    ("đông", "đảo"),
    ("hầu", "hết"),
    ("đa", "số"),
    ("tất", "cả"),
    ("toàn", "bộ"),
    ("các",),
    ("những",),
)
"""Beginnings of amounts without a number."""

DATE_WORDS: frozenset[str] = frozenset({"ngày", "tháng", "quý", "sáng", "chiều", "tối"})
"""Words after which a number is a day, a month or a quarter."""

SCALE_SLIPS: dict[str, str] = {
    "tr": "triệu",
    "trieu": "triệu",
    "ty": "tỷ",
    "ti": "tỷ",
    "nghin": "nghìn",
    "ngan": "nghìn",
    "k": "nghìn",
}
"""Spellings of a scale that are not read, and the scale that was probably meant."""

NOT_APPLICABLE_SLIPS: frozenset[str] = frozenset(
    {"khong ap dung", "ko áp dụng", "ko ap dung", "k áp dụng", "không ap dung", "khong áp dụng"}
)
"""Spellings of `không áp dụng` that are not read."""

LEADING: frozenset[str] = frozenset(
    {"chiếm", "tổng", "trị", "giá", "số", "tiền", "kinh", "phí", "được", "với", "là", "bình", "quân"}
)
"""Words in front of an amount that a text may have and a figure need not: `tổng trị giá 400 triệu đồng`."""

NOT_YET: frozenset[str] = frozenset({"chưa", "đang", "sẽ", "chua"})
"""First words of texts that say that a figure is not known yet."""

NO_FIGURE: frozenset[str] = frozenset(
    {
        *("no", "n", "false", "off", "yes", "y", "true", "on", "null", "nil", "none", "~", "na", "n/a"),
        *(
            ".nan",
            "nan",
            ".inf",
            "+.inf",
            "-.inf",
            "inf",
            "-",
            "–",
            "—",
            "…",
            "...",
            "?",
            "x",
            "không",
            "không có",
            "không phát sinh",
            "k có",
            "ko có",
            "khong co",
        ),
    }
)
"""Texts in place of a figure that hold none."""
