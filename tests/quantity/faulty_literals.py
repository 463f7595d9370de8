"""Literals with one fault each, made from sound ones, together with what their writer meant.

`literals` composes a sound literal (words, number, scale, unit, each year) and puts one slip into it. The slips
cover every code of the quantity language that one text can show.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct
from quantity_measures import DONG, PER_HECTARE, PERCENT, count

from mttq.quantity import Quantity, Role, UnitOfMeasure, number, read

HOUSES = count("nhà", "ngôi nhà", "căn")
HOUSEHOLDS = count("hộ nghèo")
GIFTS = count("suất quà", "suất", "lượt người")
RICE = UnitOfMeasure("kg", subjects=("Gạo hỗ trợ",))
SHARE = UnitOfMeasure("%", ratio=True, denominator=("hộ", "hộ dân"), falling=True)
MONEY = UnitOfMeasure("đồng", spellings=("đ", "VNĐ"))
MEASURES = (DONG, MONEY, HOUSES, HOUSEHOLDS, GIFTS, RICE, PERCENT, SHARE, PER_HECTARE)
TARGET_WORDS = (
    "",
    "",
    "trên",
    "hơn",
    "ít nhất",
    "không dưới",
    "đạt",
    "phấn đấu đạt trên",
    ">=",
    "<",
    "không quá",
    "từ",
)
RESULT_WORDS = ("", "", "trên", "hơn", "gần", "khoảng", "ước đạt", "đạt")
SCALES = ("", "", "nghìn", "triệu", "tỷ")
WORDS = {12: "mười hai", 15: "mười lăm", 20: "hai mươi", 21: "hai mươi mốt", 105: "một trăm linh năm"}
WORDS |= {250: "hai trăm năm mươi", 300: "ba trăm", 999: "chín trăm chín mươi chín", 74: "bảy mươi tư"}


class Literal(Struct, frozen=True, kw_only=True):
    """A faulty text and what is meant by it.

    Attributes:
        text: the faulty text.
        role: target or result.
        measure: the indicator's unit of measure.
        term: whether it stands in a document of a term.
        code: the code of its fault or doubt.
        meant: what it means: a sound text, or several between which no reader can choose; empty if nobody knows.
    """

    text: str
    role: Role
    measure: UnitOfMeasure
    term: bool
    code: str
    meant: tuple[str, ...]


class Sound(Struct, frozen=True, kw_only=True):
    """The parts of a sound literal."""

    role: Role
    measure: UnitOfMeasure
    term: bool
    before: str
    digits: str
    scale: str
    unit: str
    yearly: str

    def text(self, digits: str | None = None, **changed: str) -> str:
        """Return the text, with some parts replaced."""
        parts = {name: getattr(self, name) for name in ("before", "scale", "unit", "yearly")} | changed
        unit = parts["unit"]
        amount = " ".join(filter(None, (self.digits if digits is None else digits, parts["scale"])))
        joint = "" if not unit or unit.startswith("%") else " "
        year = parts["yearly"] if parts["yearly"].startswith("/") else f" {parts['yearly']}"
        return " ".join(f"{parts['before']} {amount}{joint}{unit}{year}".split())


def sound(chance: random.Random) -> Sound:
    """Compose a sound literal."""
    role = chance.choice(tuple(Role))
    measure = chance.choice(MEASURES)
    term = chance.random() < 0.4
    counted = measure.whole
    share = measure.name == "%"
    scale = "" if share or measure is PER_HECTARE else chance.choice(SCALES)
    whole = (
        chance.randint(1, 99) if share else chance.choice((chance.randint(1, 30), chance.randint(1, 999_999)))
    )
    if scale:
        whole = chance.randint(1, 999)
    digits = number(Decimal(whole))
    if (scale or not counted) and chance.random() < 0.4:
        digits += f",{chance.randint(0, 9)}{chance.randint(1, 9)}"
    names = [measure.name, *measure.spellings]
    if measure is RICE:
        names += ["tấn", "tạ", "yến"]
    unit = chance.choice(names) if scale or chance.random() < 0.8 or measure is PER_HECTARE else ""
    yearly = chance.choice(("", "/năm", "mỗi năm", "hằng năm")) if term and unit else ""
    before = chance.choice(TARGET_WORDS if role is Role.TARGET else RESULT_WORDS)
    return Sound(
        role=role,
        measure=measure,
        term=term,
        before=before,
        digits=digits,
        scale=scale,
        unit=unit,
        yearly=yearly,
    )


Slip = Callable[[Sound, random.Random], tuple[str, str, tuple[str, ...]] | None]
"""A slip returns the code, the faulty text and the texts meant; None if it does not fit."""


def _whole(one: Sound) -> str:
    return "" if "," in one.digits else one.digits.replace(".", "")


def _leading_zero(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    whole = _whole(one)
    return ("MT201", one.text(f"0{whole}"), (one.text(),)) if len(whole) > 1 else None


def _underscores(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT201", one.text(one.digits.replace(".", "_")), (one.text(),)) if "." in one.digits else None


def _plus(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT201", one.text(f"+{one.digits}"), (one.text(),)) if not one.before else None


def _no_zero(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure.whole and not one.scale:
        return None
    fraction = chance.randint(1, 9)
    text = one.text(f"{chance.choice('.,')}{fraction}", before="")
    return "MT201", text, (one.text(f"0,{fraction}", before=""),)


def _exponent(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure.name == "%":
        return None
    head, zeros = chance.randint(1, 9), chance.randint(1, 5)
    return "MT201", one.text(f"{head}e{zeros}"), (one.text(number(Decimal(head * 10**zeros))),)


def _hexadecimal(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    value = chance.randint(1, 90)
    return "MT201", one.text(hex(value)), (one.text(str(value)),)


def _two_ways(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure is not DONG or one.scale != "tỷ" or not _whole(one):
        return None
    rest = chance.randint(1, 9)
    literal = number(Decimal(int(_whole(one)) * 10**9 + rest))
    meant = one.text(f"{_whole(one)},{rest}"), one.text(literal, scale="")
    return "MT201", one.text(f"{_whole(one)} tỷ {rest}", scale=""), meant


def _wrong_order(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure is not DONG:
        return None
    millions, billions = chance.randint(1, 999), chance.randint(1, 99)
    meant = one.text(f"{billions} tỷ {millions} triệu", scale="")
    return "MT201", one.text(f"{millions} triệu {billions} tỷ", scale=""), (meant,)


def _odd_scale(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if not one.scale:
        return None
    said, meant = chance.choice((("nghìn nghìn", "triệu"), ("tỷ nghìn", "nghìn tỷ"), ("triệu nghìn", "tỷ")))
    return "MT201", one.text(scale=said), (one.text(scale=meant),)


def _scale_without_unit(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure is not PER_HECTARE:
        return None
    return "MT201", one.text(unit="triệu", yearly=""), (one.text(unit="triệu đồng/ha", yearly=""),)


def _english(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.digits.count(".") + one.digits.count(",") < 2:
        return None
    return "MT202", one.text(one.digits.translate(str.maketrans(".,", ",."))), (one.text(),)


def _decimal_point(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if "," not in one.digits or "." in one.digits:
        return None
    text = one.text(one.digits.replace(",", "."))
    day = re.fullmatch(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])", text)
    return "MT205" if day else "MT202", text, (one.text(),)


def _comma_group(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure not in (MONEY, RICE) or one.scale:
        return None
    whole = chance.randint(1, 999)
    rest = chance.randint(0, 999) if one.measure is MONEY else 0
    meant = [one.text(f"{whole}.{rest:03}")]
    if not rest % 10:
        meant.append(one.text(f"{whole},{rest:03}".rstrip("0").rstrip(",")))
    return "MT202", one.text(f"{whole},{rest:03}"), tuple(meant)


def _first_group(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    whole = _whole(one)
    if len(whole) < 5:
        return None
    meant = one.text(number(Decimal(int(whole) * 1000)))
    return "MT202", one.text(f"{whole}.000"), (meant,)


def _spaces(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if "," in one.digits and chance.random() < 0.5:
        return "MT203", one.text(one.digits.replace(",", ", ")), (one.text(),)
    return ("MT203", one.text(one.digits.replace(".", " ")), (one.text(),)) if "." in one.digits else None


def _vague(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    return "MT204", one.text(chance.choice(("hàng trăm", "vài", "nhiều", "một số")), before="", yearly=""), ()


def _date(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    return "MT205", chance.choice(("15/5/2016", "2020-01-15", "tháng 9", "12:30", "quý IV/2020")), ()


def _years(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.RESULT or one.measure.name == "%":
        return None
    low, high = chance.randint(1900, 2000), chance.randint(2001, 2090)
    return "MT205", f"{low}-{high}", (f"{number(Decimal(low))} – {number(Decimal(high))}",)


def _letter(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    wrong = {"0": "O", "1": "l"}
    places = [at for at, digit in enumerate(one.digits) if digit in wrong]
    if not places or not any(digit.isdigit() and digit not in wrong for digit in one.digits):
        return None
    at = chance.choice(places)
    return "MT206", one.text(one.digits[:at] + wrong[one.digits[at]] + one.digits[at + 1 :]), (one.text(),)


def _foreign(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    zero = chance.choice((0xFF10, 0x0660, 0x0966))
    digits = one.digits.translate(
        {ord(str(digit)): zero + digit for digit in range(10) if chance.random() < 0.8}
    )
    if digits == one.digits:
        digits = "".join(chr(zero + int(digit)) if digit.isdigit() else digit for digit in one.digits)
    return "MT206", one.text(digits), (one.text(),)


def _in_words(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    value = chance.choice(tuple(WORDS))
    return "MT206", one.text(WORDS[value]), (one.text(str(value)),)


def _and_a_half(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if not one.scale or not _whole(one):
        return None
    return "MT206", one.text(scale=f"{one.scale} rưỡi"), (one.text(f"{one.digits},5"),)


def _dash(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT206", f"{chance.choice('-–')} {one.text()}", (one.text(),)) if not one.before else None


def _brackets(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT206", f"({one.text(yearly='')})", (one.text(yearly=""),)) if not one.before else None


def _remark(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if not one.unit or one.unit == "%":
        return None
    remark = chance.choice((" (trong nhiệm kỳ)", "; số liệu ước", ", tăng 5%"))
    return "MT206", one.text(yearly="") + remark, (one.text(yearly=""),)


def _no_figure(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    text = chance.choice(
        ("chưa có", "chưa báo cáo", "không", "…", "giảm 10 hộ", "tăng 5%", "đang rà soát", "no")
    )
    return "MT206", text, ()


def _not_applicable(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.TARGET:
        return None
    return "MT206", chance.choice(("Không áp dụng.", "khong ap dung", "ko áp dụng")), ("không áp dụng",)


def _short_scale(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure is not DONG or one.scale != "triệu":
        return None
    return "MT207", one.text(scale="", unit="tr"), (one.text(unit="đồng"),)


def _unmarked(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    plain = {"đồng": "dong", "hộ nghèo": "ho ngheo", "suất quà": "suat qua", "lượt người": "luot nguoi"}
    if one.unit not in plain:
        return None
    return "MT207", one.text(unit=plain[one.unit]), (one.text(),)


def _other_unit(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    unit = chance.choice(("cuộc", "xe đạp", "km", "ha", "lít"))
    return "MT207", one.text(unit=unit, yearly=""), ()


def _qualified(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if not one.unit or one.measure is PER_HECTARE:
        return None
    return (
        "MT207",
        one.text(unit=f"{one.unit} {chance.choice(('tạm', 'vùng sâu', 'nội thành'))}"),
        (one.text(),),
    )


def _another_scale(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure is not PER_HECTARE or not _whole(one):
        return None
    meant = one.text(number(Decimal(int(_whole(one)) * 1000)))
    return "MT207", one.text(unit="tỷ đồng/ha"), (meant,)


def _fraction(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if not one.measure.whole or one.scale:
        return None
    if chance.random() < 0.5:
        return "MT208", one.text(f"{chance.randint(1, 99)},5"), ()
    value = chance.randint(1001, 999_999)
    return "MT208", one.text(number(Decimal(value)).replace(".", ",")), (one.text(number(Decimal(value))),)


def _negative(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return (
        ("MT209", one.text(f"-{one.digits}", before=""), (one.text(before=""),))
        if one.digits != "0"
        else None
    )


def _other_word(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.RESULT:
        return None
    said, meant = chance.choice(
        (("=>", ">="), ("vượt", "trên"), ("không vượt quá", "không quá"), ("ít hơn", "dưới"))
    )
    return "MT210", one.text(before=said), (one.text(before=meant),)


def _downward(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.RESULT or one.yearly:
        return None
    return "MT210", f"{one.text(before='')} trở xuống", (one.text(before="không quá"),)


def _range_as_result(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.TARGET or not _whole(one):
        return None
    high = number(Decimal(int(_whole(one)) + chance.randint(1, 50)))
    text = chance.choice(("{0} - {1}", "{0} – {1}", "từ {0} đến {1}")).format(one.digits, high)
    return "MT210", one.text(text, before=""), (one.text(before=""), one.text(before="khoảng"))


def _target_as_result(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.TARGET:
        return None
    word = chance.choice(("ít nhất", ">=", "không quá", "phấn đấu", "<"))
    return "MT210", one.text(before=word), (one.text(before=""), one.text(before="khoảng"))


def _more_as_result(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT210", one.text(before=">"), (one.text(before="trên"),)) if one.role is Role.RESULT else None


def _falling(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.RESULT or one.measure.falling:
        return None
    return "MT210", one.text(before="giảm còn"), (one.text(before="không quá"),)


def _estimate_as_target(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.RESULT:
        return None
    return "MT211", one.text(before=f"{one.before} {chance.choice(('gần', 'khoảng', 'ước'))}"), (one.text(),)


def _ratio(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if (
        one.measure.ratio
        or not _whole(one)
        or one.scale
        or len(_whole(one)) > 4
        or not one.unit
        or one.unit == "%"
    ):
        return None
    if one.measure is PER_HECTARE or int(_whole(one)) <= 12:
        return None
    return "MT212", one.text(f"{one.digits}/{int(_whole(one)) + 7}", yearly=""), (one.text(yearly=""),)


def _share(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT213", "46/50 hộ (90%)", ()) if one.measure is SHARE else None


def _too_long(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]]:
    return "MT214", one.text("1.000.000.000.000.000.000"), ()


def _each_year(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.term or not one.unit:
        return None
    return "MT215", one.text(yearly=chance.choice(("/năm", "mỗi năm", "hằng năm"))), (one.text(),)


def _reversed(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.role is Role.RESULT or not _whole(one) or one.scale or int(_whole(one)) < 2:
        return None
    low = chance.randint(1, int(_whole(one)) - 1)
    before = chance.choice(("", "phấn đấu"))
    low_text = number(Decimal(low))
    meant = one.text(f"{low_text} – {one.digits}", before=before)
    return "MT216", one.text(f"{one.digits} – {low_text}", before=before), (meant,)


def _target_not_applicable(one: Sound, _: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    return ("MT217", "không áp dụng", ()) if one.role is Role.TARGET else None


def _long_number(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.scale not in ("nghìn", "triệu"):
        return None
    digits = number(Decimal(chance.randint(10**6, 10**8)))
    return "MT218", one.text(digits), (one.text(digits, scale=""),)


def _above_whole(one: Sound, chance: random.Random) -> tuple[str, str, tuple[str, ...]] | None:
    if one.measure is not SHARE or one.role is Role.TARGET:
        return None
    return "MT219", chance.choice(("60/50 hộ", "120%", "gần 100,5%")), ()


SLIPS: tuple[Slip, ...] = (
    _leading_zero,
    _underscores,
    _plus,
    _no_zero,
    _exponent,
    _hexadecimal,
    _two_ways,
    _wrong_order,
    _odd_scale,
    _scale_without_unit,
    _english,
    _decimal_point,
    _comma_group,
    _first_group,
    _spaces,
    _vague,
    _date,
    _years,
    _letter,
    _foreign,
    _in_words,
    _and_a_half,
    _dash,
    _brackets,
    _remark,
    _no_figure,
    _not_applicable,
    _short_scale,
    _unmarked,
    _other_unit,
    _qualified,
    _another_scale,
    _fraction,
    _negative,
    _other_word,
    _downward,
    _range_as_result,
    _target_as_result,
    _more_as_result,
    _falling,
    _estimate_as_target,
    _ratio,
    _share,
    _too_long,
    _each_year,
    _reversed,
    _target_not_applicable,
    _long_number,
    _above_whole,
)


def literals(many: int, seed: str) -> Iterator[Literal]:
    """Return as many faulty literals, the same for the same seed."""
    chance = random.Random(seed)
    while many:
        one = sound(chance)
        made = chance.choice(SLIPS)(one, chance)
        if made is None:
            continue
        code, text, meant = made
        many -= 1
        yield Literal(
            text=text, role=one.role, measure=one.measure, term=one.term, code=code, meant=tuple(meant)
        )


def meaning_of(literal: Literal, text: str, *, bare: bool) -> Quantity | None:
    """Return what a text means where the literal stands; None if it is refused."""
    return read(text, role=literal.role, measure=literal.measure, bare=bare, term=literal.term).quantity
