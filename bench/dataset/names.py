"""Names of the made-up country: real provinces with their real sizes, made-up districts and communes."""

from __future__ import annotations

import random
import unicodedata

# Province, whether it is a city under the centre, its districts and communes before July 2025.
PROVINCES: tuple[tuple[str, bool, int, int], ...] = (
    ("Hà Nội", True, 30, 579),
    ("Hà Giang", False, 11, 193),
    ("Cao Bằng", False, 10, 161),
    ("Bắc Kạn", False, 8, 108),
    ("Tuyên Quang", False, 7, 138),
    ("Lào Cai", False, 9, 152),
    ("Điện Biên", False, 10, 129),
    ("Lai Châu", False, 8, 106),
    ("Sơn La", False, 12, 204),
    ("Yên Bái", False, 9, 173),
    ("Hòa Bình", False, 10, 151),
    ("Thái Nguyên", False, 9, 178),
    ("Lạng Sơn", False, 11, 200),
    ("Quảng Ninh", False, 13, 177),
    ("Bắc Giang", False, 10, 209),
    ("Phú Thọ", False, 13, 225),
    ("Vĩnh Phúc", False, 9, 136),
    ("Bắc Ninh", False, 8, 126),
    ("Hải Dương", False, 12, 235),
    ("Hải Phòng", True, 15, 217),
    ("Hưng Yên", False, 10, 161),
    ("Thái Bình", False, 8, 260),
    ("Hà Nam", False, 6, 109),
    ("Nam Định", False, 10, 226),
    ("Ninh Bình", False, 8, 143),
    ("Thanh Hóa", False, 27, 559),
    ("Nghệ An", False, 21, 460),
    ("Hà Tĩnh", False, 13, 216),
    ("Quảng Bình", False, 8, 151),
    ("Quảng Trị", False, 10, 125),
    ("Thừa Thiên Huế", False, 9, 141),
    ("Đà Nẵng", True, 8, 56),
    ("Quảng Nam", False, 18, 241),
    ("Quảng Ngãi", False, 13, 173),
    ("Bình Định", False, 11, 159),
    ("Phú Yên", False, 9, 110),
    ("Khánh Hòa", False, 9, 139),
    ("Ninh Thuận", False, 7, 65),
    ("Bình Thuận", False, 10, 124),
    ("Kon Tum", False, 10, 102),
    ("Gia Lai", False, 17, 220),
    ("Đắk Lắk", False, 15, 184),
    ("Đắk Nông", False, 8, 71),
    ("Lâm Đồng", False, 12, 142),
    ("Bình Phước", False, 11, 111),
    ("Tây Ninh", False, 9, 94),
    ("Bình Dương", False, 9, 91),
    ("Đồng Nai", False, 11, 170),
    ("Bà Rịa - Vũng Tàu", False, 8, 82),
    ("Hồ Chí Minh", True, 22, 312),
    ("Long An", False, 15, 188),
    ("Tiền Giang", False, 11, 172),
    ("Bến Tre", False, 9, 157),
    ("Trà Vinh", False, 9, 106),
    ("Vĩnh Long", False, 8, 107),
    ("Đồng Tháp", False, 12, 143),
    ("An Giang", False, 11, 156),
    ("Kiên Giang", False, 15, 144),
    ("Cần Thơ", True, 9, 83),
    ("Hậu Giang", False, 8, 75),
    ("Sóc Trăng", False, 11, 109),
    ("Bạc Liêu", False, 7, 64),
    ("Cà Mau", False, 9, 101),
)
DISTRICTS = 705
COMMUNES = 10_599
AREAS = 100_000

_FIRST = (
    *(
        "An",
        "Bình",
        "Cẩm",
        "Châu",
        "Diễn",
        "Đại",
        "Đông",
        "Đồng",
        "Đức",
        "Gia",
        "Hải",
        "Hòa",
        "Hoàng",
        "Hồng",
    ),
    *(
        "Hợp",
        "Hưng",
        "Kim",
        "Kỳ",
        "Liên",
        "Long",
        "Lộc",
        "Lương",
        "Mai",
        "Minh",
        "Mỹ",
        "Nam",
        "Nghĩa",
        "Ngọc",
    ),
    *("Nhân", "Phong", "Phú", "Phúc", "Phước", "Quang", "Quảng", "Quế", "Quỳnh", "Sơn", "Tam", "Tân", "Tây"),
    *("Thạch", "Thanh", "Thiện", "Thuận", "Thụy", "Thượng", "Tiên", "Trung", "Trường", "Vạn", "Văn", "Việt"),
    *("Vĩnh", "Xuân", "Yên"),
)
_SECOND = (
    *("An", "Bình", "Châu", "Cường", "Dương", "Đạo", "Định", "Đông", "Đồng", "Đức", "Giang", "Hà", "Hải"),
    *("Hạnh", "Hiệp", "Hòa", "Hội", "Hợp", "Hưng", "Khánh", "Khê", "Lạc", "Lâm", "Lập", "Lĩnh", "Lộc", "Lợi"),
    *(
        "Long",
        "Lương",
        "Mỹ",
        "Nghĩa",
        "Ninh",
        "Phong",
        "Phú",
        "Phúc",
        "Phước",
        "Phương",
        "Quang",
        "Quý",
        "Sơn",
    ),
    *(
        "Tân",
        "Thái",
        "Thành",
        "Thắng",
        "Thịnh",
        "Thọ",
        "Thủy",
        "Tiến",
        "Trạch",
        "Trị",
        "Trung",
        "Tường",
        "Văn",
    ),
    *("Vinh", "Xá", "Yên"),
)
_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
)
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Hữu", "Quang", "Ngọc", "Xuân", "Đình", "Thu", "Hồng")
_GIVEN = (
    *(
        "An",
        "Anh",
        "Bình",
        "Chi",
        "Cường",
        "Dũng",
        "Dung",
        "Đạt",
        "Giang",
        "Hà",
        "Hải",
        "Hạnh",
        "Hiền",
        "Hòa",
    ),
    *(
        "Hùng",
        "Hương",
        "Khánh",
        "Lan",
        "Liên",
        "Linh",
        "Long",
        "Mai",
        "Nam",
        "Nga",
        "Phong",
        "Phương",
        "Quân",
    ),
    *("Sơn", "Tâm", "Thảo", "Thắng", "Thủy", "Trang", "Tuấn", "Vân", "Việt", "Yến"),
)


def slug(name: str) -> str:
    """A name as an id: without accents, in lower case, with hyphens."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    return "-".join("".join(one if one.isalnum() else " " for one in letters).split())


def place_names(count: int, dice: random.Random) -> list[str]:
    """Names of two syllables with different ids."""
    names: dict[str, str] = {}
    while len(names) < count:
        first, second = dice.choice(_FIRST), dice.choice(_SECOND)
        if slug(first) != slug(second):
            names.setdefault(slug(f"{first} {second}"), f"{first} {second}")
    return list(names.values())


def person(dice: random.Random) -> str:
    """The name of a signer."""
    return f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE)} {dice.choice(_GIVEN)}"
