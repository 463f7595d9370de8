"""Small changes to sound files: slips of the hand, and the faults that rules look for."""

from __future__ import annotations

import random
from collections.abc import Callable

_CHARACTERS: tuple[str, ...] = (
    *":#-'\"{}[],&*!|>%@`?\\<=~/. \n\t\r_()+$;^0123456789aàđẠỹ",
    *"\u0000\u0007\u007f\u0080\u0085\u00a0\u00ad\u00b2\u00bd\u00df\u0130\u0149\u01bf\u01c0\u0300\u0301\u0323",
    *"\u0340\u037e\u0430\u043e\u1100\u1e7f\u1e80\u1e9e\u1eff\u1f00\u2000\u2007\u200b\u200d\u2010\u2011\u2013",
    *"\u2026\u2027\u2028\u2029\u202e\u202f\u2030\u205f\u2060\u2212\u2264\u3000\ufeff\ufffd\uff11\U0001f600\U000e0041",
)
_PIECES: tuple[str, ...] = (
    ": ", " :", ":\n", ": \n", " #", "#", "# ", "\n#", "- ", "- - ", " - ", "  - ", "\n- ", "{}", "[]", "{", "''", '""',
    "'", '"', "\n", "\n\n", "\n  ", "\n    ", "\n      ", "\n        ", "  ", "\t", "---\n", "...\n", "\n---\n",
    "null", "~", "Null", "NULL", "\nnull\n", "yes", "? ", "!!str ", "&a ", "*a", "|\n", ">\n", "'a: b'", '"a: b"',
    "<<: a\n", "'a'", '"a"', "a: b", "a: 'b'", "a:: b", "a:b", "a :b", "12:30", "a:\n", "\ufeff", "\r\n", "\\",
    "x" * 1100, " " * 40, "# mttq: bo-qua MT404 vì thế\n", "  # mttq: bo-qua MT115 x", "Căn cứ: ", "1.234", "0123",
    "không áp dụng", "%",
)  # fmt: skip


def nearly_sound(chance: random.Random, files: list[bytes]) -> bytes:
    """Return a sound file with a few changes."""
    text: str = chance.choice(files).decode()
    ways: tuple[Callable[[random.Random, str], str], ...] = (
        _character,
        _piece,
        _delete,
        _margin,
        _line,
        _quote,
        _swap,
        _word,
    )
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        text = chance.choice(ways)(chance, text)
    data = text.encode()
    if chance.random() < 0.05:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.randbytes(chance.randint(1, 2)) + data[at + chance.randrange(2) :]
    return data


def _place(chance: random.Random, text: str) -> int:
    """Return a position, mostly the beginning or end of a line, a key, or a value."""
    if not text or chance.random() < 0.3:
        return chance.randrange(len(text) + 1)
    mark = chance.choice((": ", "\n", ":\n", "- ", " "))
    found = text.find(mark, chance.randrange(len(text)))
    return max(0, found) + chance.choice((0, len(mark)))


def _character(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice(_CHARACTERS) + text[at + chance.randrange(2) :]


def _piece(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice(_PIECES) + text[at + chance.choice((0, 0, 1, 5)) :]


def _delete(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + text[at + chance.choice((1, 1, 2, 3, 20)) :]


def _lines(change: Callable[[random.Random, list[str], int], None]) -> Callable[[random.Random, str], str]:
    def changed(chance: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(chance, lines, chance.randrange(len(lines)))
        return "\n".join(lines)

    return changed


@_lines
def _margin(chance: random.Random, lines: list[str], at: int) -> None:
    """Indent one line, or several from it on, by more or less."""
    step = chance.choice((-4, -2, -1, 1, 2, 4))
    last = at + 1 if chance.random() < 0.7 else chance.randrange(at, len(lines)) + 1
    for number in range(at, last):
        bare = lines[number].lstrip(" ")
        lines[number] = " " * max(0, len(lines[number]) - len(bare) + step) + bare


@_lines
def _line(chance: random.Random, lines: list[str], at: int) -> None:
    """Repeat, remove or move a line."""
    line = lines[at]
    if chance.random() < 0.6:
        del lines[at]
    if chance.random() < 0.7:
        lines.insert(chance.randrange(len(lines) + 1) if chance.random() < 0.5 else at, line)


@_lines
def _quote(chance: random.Random, lines: list[str], at: int) -> None:
    """Put a value in quotes, rightly or wrongly."""
    head, mark, value = lines[at].partition(chance.choice((": ", "- ")))
    quote = chance.choice("'\"")
    inside = chance.choice(("", "", ": ", " # ", "'", '"', "\\", "\\n", " ", "  - "))
    place = chance.randrange(len(value) + 1)
    end = chance.choice((quote, quote, quote, "", quote + " ", quote + "x", quote + " # x"))
    lines[at] = f"{head}{mark}{quote}{value[:place]}{inside}{value[place:]}{end}"


@_lines
def _swap(chance: random.Random, lines: list[str], at: int) -> None:
    """Exchange the values of two lines."""
    other = chance.randrange(len(lines))
    one, two = lines[at].partition(": "), lines[other].partition(": ")
    lines[at], lines[other] = one[0] + one[1] + two[2], two[0] + two[1] + one[2]


def _word(chance: random.Random, text: str) -> str:
    """Replace a word of the file by another."""
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(words)
    return " ".join(words)


_SAID: tuple[str, ...] = (
    "quang-tri", "quang-tri/huong-hoa", "quang-tri/vinh-linh", "trung-uong", "2020", "2019-2024", "khac",
    "quy-4", "quy-5", "nhiem-ky", "nam", "6-thang", "thang-13", "2020-02-30", "31/12/2020", "viec-hai",
    "viec-ba", "viec", "quy", "nha", "cu", "tinh-nha", "huyen-nha", "dan", "khu", "khu-hoi", "ty-le", "la", "1",
    "2", "3", "99", "ten", "ma", "so_lieu", "ky", "toan_dia_ban", "tinh_hinh", "noi_dung", "muc", "gia_tri",
    "true", "false", "xa", "hoan-thanh", "0", "1.5", "007", "350 nhà", "351 nhà", "1.234 nhà", "17.363",
    "02 nhà", "2 tỷ 700 triệu đồng", "0,5 nghìn người", "gần 300 căn", "-5", "6.689/6.688 khu dân cư", "99%",
    "98,9%", "6/8", "không áp dụng", "trên 19 tỷ đồng", "20 - 30 nhà", "tat-ca", "5 người", "4,2 tỷ đồng",
    "100 triệu đồng/năm", "''", "{}", "Việc thứ nhất", "Một câu.", "'Một  câu.'", "trung-uong#viec", "a#b",
)  # fmt: skip


def changed(chance: random.Random, data: bytes) -> bytes:
    """Return a file with other content, mostly in the same layout."""
    lines = data.decode().split("\n")
    for _ in range(chance.choice((1, 1, 2, 2, 3, 5))):
        chance.choice((_value, _value, _key, _repeat, _remove, _exchange))(chance, lines)
    return "\n".join(lines).encode()


def _value(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    for mark in (": ", "- "):
        head, found, _ = lines[at].partition(mark)
        if found:
            quote = chance.choice(("", "", "", "'", '"'))
            lines[at] = f"{head}{mark}{quote}{chance.choice(_SAID)}{quote}"
            return


def _key(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    head, found, rest = lines[at].partition(":")
    bare = head.lstrip(" -")
    if found and bare:
        lines[at] = head[: len(head) - len(bare)] + chance.choice(_SAID) + found + rest


def _block(chance: random.Random, lines: list[str]) -> tuple[int, int]:
    """Return the range of a line and everything indented below it."""
    start = chance.randrange(len(lines))
    margin = len(lines[start]) - len(lines[start].lstrip(" "))
    end = start + 1
    while end < len(lines) and len(lines[end]) - len(lines[end].lstrip(" ")) > margin:
        end += 1
    return start, end


def _repeat(chance: random.Random, lines: list[str]) -> None:
    start, end = _block(chance, lines)
    copy = lines[start:end]
    lines[end:end] = copy
    if chance.random() < 0.7:
        rest = lines[end + len(copy) :]
        lines[end:] = copy
        _key(chance, part := lines[end:])
        lines[end:] = part + rest


def _remove(chance: random.Random, lines: list[str]) -> None:
    start, end = _block(chance, lines)
    del lines[start:end]
    if not lines:
        lines.append("")


def _exchange(chance: random.Random, lines: list[str]) -> None:
    """Replace one block by another, moved to its margin."""
    (start, end), (other, last) = _block(chance, lines), _block(chance, lines)
    step = _margin_of(lines[start]) - _margin_of(lines[other])
    moved = [" " * max(0, _margin_of(line) + step) + line.lstrip(" ") for line in lines[other:last]]
    lines[start:end] = moved


def _margin_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
