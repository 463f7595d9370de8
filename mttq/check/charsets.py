"""Vietnamese typed in the encodings before Unicode, or spoilt on the way: recognised and converted.

Old documents use fonts whose letters share the codes of Western ones. Copied into a UTF-8 file their text is valid
and unreadable: `VËn ®éng` (TCVN3, fonts .VnTime), `Vaän ñoäng` (VNI, fonts VNI-Times), `V§n ðµng` (VISCII). UTF-8 that
a program took for Windows-1252 looks like `Váº­n Ä‘á»™ng`. A text is converted only if nearly every odd word of it
becomes a possible Vietnamese syllable, which none was before.

The tables are facts: TCVN 5712:1993 (VN3) and VISCII (RFC 1456) as libc and Perl's Encode have them, VNI as its fonts
have it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

SOFT_HYPHEN = "\u00ad"

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
_VISCII = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÄÅÆÇËÎÏÐÑÕÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ",
    "ắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯẢĂẳẵẺĨỳĐứạỷừửỹỵỡưảăữẫẻĩỉđựỏọụũủợỮẠẰẶẤẨẬẼẸẾỀỂỆỊỎỌỈỦỤỲ",
)
# A vowel of VNI is a letter and a mark; i, đ, and ơ, ư without a tone have codes of their own.
_VNI_VOWELS = {
    "a": "aù á aø à aû ả aõ ã aï ạ aâ â aá ấ aà ầ aå ẩ aã ẫ aä ậ aê ă aé ắ aè ằ aú ẳ aü ẵ aë ặ",
    "e": "eù é eø è eû ẻ eõ ẽ eï ẹ eâ ê eá ế eà ề eå ể eã ễ eä ệ",
    "o": "où ó oø ò oû ỏ oõ õ oï ọ oâ ô oá ố oà ồ oå ổ oã ỗ oä ộ",
    "ô": "ôù ớ ôø ờ ôû ở ôõ ỡ ôï ợ",
    "u": "uù ú uø ù uû ủ uõ ũ uï ụ",
    "ö": "öù ứ öø ừ öû ử öõ ữ öï ự",
    "y": "yù ý yø ỳ yû ỷ yõ ỹ",
}
_VNI_SINGLES = "ô ơ ö ư ñ đ æ ỉ ó ĩ ò ị î ỵ"
# Windows-1252 with the five codes that it leaves free, as browsers read it.
_WINDOWS = {
    bytes([code]).decode("cp1252") if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(code): code
    for code in range(0x80, 0x100)
}
_FOLLOWING = "".join(re.escape(one) for one, code in _WINDOWS.items() if code < 0xC0)
_MISREAD = re.compile(f"[\u00c3-\u00c6\u00e1\u00e2][{_FOLLOWING}]{{1,2}}")
_ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}[0-9]?);")
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}/“”‘’\"'…–—-]+")
_ONSET = "(?:ngh?|gh?|gi|kh?|nh?|ph|th?|tr|ch?|qu?|[bdđhlmprsvx])?"
_NUCLEUS = (
    "iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|"
    "uô|uơ|uy|ưa|ươ|ưi|ưu|ya|yê|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_NUCLEUS})(?:ng|nh|ch|[cmnptk])?")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOST_SYLLABLES = 65_536


class Converted(Struct, frozen=True):
    """A text as it was meant.

    Attributes:
        name: the encoding, or the way in which the text was spoilt.
        text: the text in Unicode.
        certain: whether every odd word became a possible syllable.
    """

    name: str
    text: str
    certain: bool


def converted(text: str) -> Converted | None:
    """Return a text typed in an old encoding as it was meant; None if it is not one."""
    odd = odd_words(text)
    if len(odd) < 2 or 2 * sum(map(is_syllable, odd)) >= len(odd):
        return None
    best: Converted | None = None
    most = 0
    for name in ("TCVN3", "VNI", "VISCII"):
        meant = in_unicode(text, name)
        right = sum(map(is_syllable, odd_words(meant)))
        if right > most:
            most, best = right, Converted(name, meant, right == len(odd_words(meant)) and right >= 2)
    if best is None or most < 2 or 10 * most < 8 * len(odd_words(best.text)):
        return None
    return best


def in_unicode(text: str, name: str) -> str:
    """Convert a text, or a part of one, from an old encoding."""
    convert = {"TCVN3": _from_tcvn3, "VNI": _from_vni, "VISCII": _from_viscii}[name]
    return unicodedata.normalize("NFC", convert(text))


def reread(text: str) -> Converted | None:
    """Return UTF-8 that was taken for Windows-1252 as it was meant; None for any other text."""
    wrong = 0

    def right(found: re.Match[str]) -> str:
        nonlocal wrong
        lead = _WINDOWS.get(found[0][0], 0)
        size = 3 if lead >= 0xE0 else 2
        codes = bytes(_WINDOWS[one] for one in found[0][:size])
        try:
            meant = codes.decode("utf-8")
        except UnicodeDecodeError:
            return found[0]
        wrong += 1
        return meant + found[0][size:]

    meant = unicodedata.normalize("NFC", _MISREAD.sub(right, text))
    if not wrong:
        return None
    words = odd_words(meant)
    good = sum(map(is_syllable, words))
    if not words or 10 * good < 8 * len(words):
        return None
    return Converted("UTF-8", meant, good == len(words))


def without_entities(text: str) -> str:
    """Return a text with the entities of HTML replaced by their characters; a space stays a plain one."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]).replace("\u00a0", " "), text)


def entities(text: str) -> list[str]:
    """Return the entities of HTML in a text."""
    return [found for found in _ENTITY.findall(text) if html.unescape(found) != found]


def is_old_letter(text: str, at: int) -> bool:
    """Whether a soft hyphen may be the ư of TCVN3: with it the word is a syllable, or has other letters of TCVN3."""
    for found in _WORD.finditer(text):
        if found.start() <= at < found.end():
            word = found[0]
            return is_syllable(_from_tcvn3(word)) or any(
                ord(one) in _TCVN3 and one != SOFT_HYPHEN and not _is_vietnamese(one) for one in word
            )
    return False


def odd_words(text: str) -> list[str]:
    """Return the words with characters other than those of ASCII."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


@lru_cache(maxsize=_MOST_SYLLABLES)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable."""
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = [one for one in apart if one in _TONES]
    plain = unicodedata.normalize("NFC", "".join(one for one in apart if one not in _TONES))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def _is_vietnamese(letter: str) -> bool:
    plain = unicodedata.normalize("NFD", letter.casefold())[0]
    return plain in "aeiouyđ" and set(unicodedata.normalize("NFD", letter)[1:]) <= set(
        f"{_TONES}\u0302\u0306\u031b"
    )


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_viscii(text: str) -> str:
    return text.translate(_VISCII)


def _from_vni(text: str) -> str:
    table, pattern = _vni()
    return pattern.sub(lambda found: table[found[0]], text)


@lru_cache(maxsize=1)
def _vni() -> tuple[dict[str, str], re.Pattern[str]]:
    pairs = " ".join([*_VNI_VOWELS.values(), _VNI_SINGLES]).split()
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for typed, meant in list(table.items()):
        table[typed.upper()] = meant.upper()
        table[typed[0].upper() + typed[1:]] = meant.upper()
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(longest_first))
