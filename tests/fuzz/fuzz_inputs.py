"""Random inputs for the fuzz targets: bytes, texts like YAML, changed files, figures.

Everything comes from a `random.Random`, so that a seed reproduces an input.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_KEYS = (
    "don_vi", "nam", "ky", "chuong_trinh", "so_lieu", "toan_dia_ban", "chi_tieu", "muc", "giao", "phan_ky",
    "trong_do", "cap_minh", "moi", "so_luong", "nhiem_vu", "ma", "ten", "noi_dung", "ket_qua", "tinh_hinh",
    "gia_tri", "nhan_tu", "ty_le", "ghi_chu", "van_ban", "ngay", "nguoi_ky", "can_cu", "cu_the_hoa",
    "thoi_han", "dieu_chinh", "hoi_nghi", "bo_chuong_trinh", "cap", "cap_duoi", "ke_thua", "ty_trong", "tu",
    "den", "theo_cap", "theo_ky", "chieu", "don_vi_tinh", "tu_so", "mau_so", "gom", "cach_viet", "ve_trai",
    "ve_phai", "so_sanh", "phien_ban", "han_nop", "nha", "quy", "khu-dan-cu", "ty-le-ngay-hoi", "quang-tri",
    "huong-hoa", "quang-tri/huong-hoa", "2019-2024", "1", "2", "3", "<<",
)  # fmt: skip
_WORDS = (
    "quang-tri", "2020", "quy-4", "4,2 tỷ đồng", "17.363", "350 nhà", "trên 19 tỷ", "99%", "6/8 khu dân cư",
    "0", "~", "null", "no", "yes", "on", "08", "12:30", "2020-01-15", "15/01/2020", "2020-02-30", "tat-ca",
    "true", "tỉnh Quảng Trị", "quang-tri#x", "2019-2024/trung-uong#ma", "x" * 700, "9" * 300,
    "không áp dụng", "1e9", "0x10", "1_000", "-1", "≈", "“”", "a: b", "a, b", "a #b", "@x", "%x", "`x",
    "!x", "!!python/object:os.system", "&a", "*a", "\u1ef7", "to\u0302\u0301", "con",
)  # fmt: skip
_MARKS = (
    ": ", ":", " :", "- ", "-", "? ", ", ", ",", "{", "}", "[", "]", "'", '"', "''", '\\', "\\x", "\\u12",
    "#", " # ", "|", ">", "|-\n", ">-\n", "|9\n", "&a ", "*a ", "!!str ", "!<a> ", "%YAML 1.1\n", "---\n",
    "...\n", "--- ", "\n", "\n", "\n", "\r\n", "\r", "\n  ", "\n    ", "\n      ", "\n        ", "\n\t",
    "\t", " ", "  ", "\u00a0", "\ufeff", "\u2028", "\x85", "\u200b", "\x00", "\x1b[31m", "\x07", "\u202e",
    "\ud7ff", "\U0001f600", "\u0301", "::", "= ", "<< : ", "[[[[", "}}", "- - - ",
)  # fmt: skip
_FIGURES = (
    "trên", "hơn", "gần", "khoảng", "ước", "ít nhất", "tối thiểu", "không dưới", "không quá", "tối đa",
    "từ", "đến", "trở lên", "đạt", "phấn đấu", "và", "vượt", "dưới", "một", "hai", "mười", "bốn", "nghìn",
    "ngàn", "triệu", "tỷ", "tỉ", "trăm", "chục", "vài", "đồng", "đ", "VNĐ", "nhà", "người", "cử tri",
    "khu dân cư", "%", "/năm", "/", "-", "–", "−", ">=", "≥", ">", "<", "<=", "≤", "=", "≈", "0", "1", "02",
    "007", "19,5", "17.363", "1.804.000.000", "1,804,000", "1.5", "1_000", "1e9", "0x1F", "1e999999",
    "12 000", "2, 4", "24/7", "15/01/2020", "không áp dụng", "không", "~", "null", "nan", "inf", "O", "l",
    "１２", "٣", "½", "²", "Ⅳ", "๙", "9" * 40, "0," + "1" * 40, "(", ")", "“", "\u0301", "\u0302", "\u00a0",
    "\u200b", ".", ",", "...", "'", "\n", "\t", "x" * 1200, "m2", "trăm tỷ", "nửa", "rưỡi", "100%", "99,5%",
    "+",
)  # fmt: skip


def random_bytes(chance: random.Random) -> bytes:
    """Return any bytes, mostly few."""
    size = int(2 ** (chance.random() * 11))
    if chance.random() < 0.3:
        few = chance.randbytes(chance.randint(1, 6))
        return bytes(chance.choice(few) for _ in range(size))
    return chance.randbytes(size)


def yaml_like(chance: random.Random) -> bytes:
    """Return keys, values and YAML's marks in random order."""
    parts: list[str] = []
    for _ in range(chance.randint(1, 60)):
        part = chance.choice(chance.choice((_KEYS, _WORDS, _MARKS, _MARKS)))
        parts.append(f"{part}: " if part in _KEYS and chance.random() < 0.7 else part)
    return "".join(parts).encode("utf-8", "surrogatepass")


def nested(chance: random.Random) -> bytes:
    """Return valid YAML with known keys in places where they may not belong."""
    lines: list[str] = []

    def block(indent: int, depth: int) -> None:
        for _ in range(chance.randint(1, 5)):
            key = chance.choice(_KEYS)
            head = " " * indent + ("- " if chance.random() < 0.15 else "") + key + ":"
            if depth < 5 and chance.random() < 0.5:
                lines.append(head)
                block(indent + 2, depth + 1)
            elif chance.random() < 0.15:
                lines.append(
                    f"{head} {{{chance.choice(_KEYS)}: {chance.choice(_WORDS)}, {chance.choice(_WORDS)}}}"
                )
            elif chance.random() < 0.15:
                lines.append(f"{head} [{chance.choice(_WORDS)}, {chance.choice(_WORDS)}]")
            else:
                lines.append(f"{head} {chance.choice(_WORDS)}")

    block(0, 0)
    return "\n".join(lines).encode()


def changed(chance: random.Random, files: list[bytes]) -> bytes:
    """Return a file with a few places deleted, repeated, overwritten, or filled from another file."""
    data = bytearray(chance.choice(files))
    for _ in range(int(2 ** (chance.random() * 4))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + int(2 ** (chance.random() * 7)))
        way = chance.randrange(7)
        if way == 0:
            del data[at:end]
        elif way == 1:
            data[at:at] = data[at:end]
        elif way == 2:
            data[at:at] = chance.choice(_MARKS).encode("utf-8", "surrogatepass")
        elif way == 3:
            other = chance.choice(files)
            start = chance.randrange(len(other))
            data[at:end] = other[start : start + int(2 ** (chance.random() * 9))]
        elif way == 4:
            data[at:end] = chance.choice(_WORDS).encode()
        elif way == 5 and at < len(data):
            data[at] = chance.randrange(256)
        else:
            _move_line(data, chance)
    return bytes(data)


def _move_line(data: bytearray, chance: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    if chance.random() < 0.5:
        line = b" " * chance.randrange(9) + line.lstrip()
    lines.insert(chance.randint(0, len(lines)), line)
    data[:] = b"\n".join(lines)


def figure(chance: random.Random) -> str:
    """Return words, numbers and marks of figures in any order, and now and then any characters."""
    if chance.random() < 0.1:
        return "".join(chr(chance.randrange(1, 0xD800)) for _ in range(chance.randint(1, 20)))
    joint = chance.choice((" ", "", " ", "\u00a0"))
    return joint.join(chance.choice(_FIGURES) for _ in range(chance.randint(1, 9)))


def document(chance: random.Random, files: list[bytes]) -> bytes:
    """Return a file of one of the kinds above."""
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: random_bytes(chance),
        lambda: yaml_like(chance),
        lambda: nested(chance),
        lambda: changed(chance, files),
        lambda: changed(chance, files),
        lambda: changed(chance, files),
    )
    return chance.choice(kinds)()
