"""The thirty indicators of the data set, and the size of their figures at each level."""

from __future__ import annotations

from dataclasses import dataclass, field

CENTRE, PROVINCE, DISTRICT, COMMUNE, AREA = "trung-uong", "tinh", "huyen", "xa", "khu-dan-cu"
LEVELS = (CENTRE, PROVINCE, DISTRICT, COMMUNE, AREA)

_ALL = (CENTRE, PROVINCE, DISTRICT, COMMUNE)
_LOCAL = (PROVINCE, DISTRICT, COMMUNE)
_LOWER = (DISTRICT, COMMUNE)
_BASE = (COMMUNE,)

# The own figures of a unit of each level, as a multiple of a commune's.
TIMES = {CENTRE: 40, PROVINCE: 12, DISTRICT: 4, COMMUNE: 1, AREA: 0.2}
MONEY = "đồng"


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator.

    Attributes:
        id: its id.
        name: its name.
        programme: the number of its programme.
        unit: its unit of measure; money is in whole millions.
        levels: the levels that report it.
        low, high: the bounds of what a commune plans to do itself.
        stock: the figure is the state at the end of the period.
        fewer: less is better.
        in_areas: residential areas report it as well, if the set has them.
        parts: numerator and denominator of a ratio, as indicators.
        limit: an indicator that this one can't exceed, as finished houses can't exceed all houses.
        spellings: other spellings of the unit of measure.
    """

    id: str
    name: str
    programme: int
    unit: str
    levels: tuple[str, ...]
    low: int = 0
    high: int = 0
    stock: bool = False
    fewer: bool = False
    in_areas: bool = False
    parts: tuple[str, str] | None = None
    limit: str = ""
    spellings: tuple[str, ...] = field(default=())

    def reported_by(self, *, areas: bool) -> tuple[str, ...]:
        """The levels that report it; `areas` says whether the set has residential areas."""
        return (*self.levels, AREA) if areas and self.in_areas else self.levels


INDICATORS: tuple[Measured, ...] = (
    Measured(
        "cuoc-tuyen-truyen",
        "Cuộc tuyên truyền, vận động Nhân dân",
        1,
        "cuộc",
        _LOCAL,
        8,
        40,
        in_areas=True,
        spellings=("buổi", "hội nghị"),
    ),
    Measured(
        "luot-nguoi-tuyen-truyen",
        "Lượt người dự tuyên truyền, vận động",
        1,
        "lượt người",
        _LOCAL,
        400,
        4200,
        in_areas=True,
        spellings=("lượt",),
    ),
    Measured("khu-dan-cu", "Khu dân cư", 1, "khu dân cư", _BASE, 4, 16, stock=True),
    Measured(
        "khu-dan-cu-ngay-hoi",
        "Khu dân cư tổ chức Ngày hội Đại đoàn kết toàn dân tộc",
        1,
        "khu dân cư",
        _BASE,
        stock=True,
        limit="khu-dan-cu",
    ),
    Measured(
        "ty-le-khu-dan-cu-ngay-hoi",
        "Tỷ lệ khu dân cư tổ chức Ngày hội",
        1,
        "%",
        _BASE,
        parts=("khu-dan-cu-ngay-hoi", "khu-dan-cu"),
    ),
    Measured("mo-hinh-tu-quan", "Mô hình tự quản ở khu dân cư", 1, "mô hình", _BASE, 1, 9, stock=True),
    Measured("nguoi-co-uy-tin", "Người có uy tín được thăm hỏi, tặng quà", 1, "người", _ALL, 2, 14),
    Measured(
        "quy-vi-nguoi-ngheo",
        "Vận động Quỹ “Vì người nghèo”",
        2,
        MONEY,
        _LOCAL,
        20,
        240,
        spellings=("đ", "VNĐ"),
    ),
    Measured(
        "kinh-phi-an-sinh",
        "Kinh phí vận động cho an sinh xã hội",
        2,
        MONEY,
        _ALL,
        60,
        1900,
        spellings=("đ", "VNĐ"),
    ),
    Measured(
        "quy-cuu-tro", "Vận động Quỹ cứu trợ", 2, MONEY, _ALL, 10, 150, in_areas=True, spellings=("đ", "VNĐ")
    ),
    Measured("nha-xay-moi", "Nhà Đại đoàn kết xây mới", 2, "nhà", _LOWER, 1, 12, spellings=("căn",)),
    Measured("nha-sua-chua", "Nhà Đại đoàn kết được sửa chữa", 2, "nhà", _BASE, 0, 8, spellings=("căn",)),
    Measured("suat-qua", "Suất quà tặng người nghèo dịp Tết", 2, "suất", _ALL, 60, 1500, in_areas=True),
    Measured("ho-ngheo", "Hộ nghèo cuối năm", 2, "hộ", _BASE, 12, 190, stock=True, fewer=True),
    Measured("ho-ngheo-duoc-giup", "Hộ nghèo được giúp đỡ", 2, "hộ", _BASE, 5, 90, in_areas=True),
    Measured("ho-dan", "Hộ dân trên địa bàn", 2, "hộ", _BASE, 1100, 4300, stock=True, in_areas=True),
    Measured(
        "ho-van-hoa",
        "Hộ đạt danh hiệu Gia đình văn hóa",
        2,
        "hộ",
        _BASE,
        stock=True,
        in_areas=True,
        limit="ho-dan",
    ),
    Measured(
        "ty-le-ho-van-hoa",
        "Tỷ lệ hộ đạt danh hiệu Gia đình văn hóa",
        2,
        "%",
        _BASE,
        in_areas=True,
        parts=("ho-van-hoa", "ho-dan"),
    ),
    Measured("cong-trinh-phan-viec", "Công trình, phần việc", 2, "công trình", _BASE, 1, 11, in_areas=True),
    Measured("ngay-cong", "Ngày công Nhân dân đóng góp", 2, "ngày công", _BASE, 150, 3400, in_areas=True),
    Measured("giam-sat", "Cuộc giám sát do Mặt trận chủ trì", 3, "cuộc", _LOCAL, 1, 6),
    Measured("phan-bien", "Cuộc phản biện xã hội", 3, "cuộc", _LOCAL, 1, 4),
    Measured("y-kien-cu-tri", "Ý kiến, kiến nghị của cử tri", 3, "ý kiến", _ALL, 15, 160),
    Measured("kien-nghi", "Kiến nghị sau giám sát", 3, "kiến nghị", _LOCAL, 2, 18),
    Measured(
        "kien-nghi-giai-quyet",
        "Kiến nghị sau giám sát được giải quyết",
        3,
        "kiến nghị",
        _LOCAL,
        limit="kien-nghi",
    ),
    Measured(
        "ty-le-kien-nghi-giai-quyet",
        "Tỷ lệ kiến nghị được giải quyết",
        3,
        "%",
        _LOCAL,
        parts=("kien-nghi-giai-quyet", "kien-nghi"),
    ),
    Measured(
        "hoa-giai-thanh",
        "Vụ việc hòa giải thành",
        3,
        "vụ việc",
        _BASE,
        2,
        24,
        in_areas=True,
        spellings=("vụ",),
    ),
    Measured("doan-giao-luu", "Cuộc giao lưu, kết nghĩa", 4, "cuộc", _ALL, 0, 4, spellings=("đoàn",)),
    Measured(
        "can-bo-tap-huan",
        "Lượt cán bộ Mặt trận được tập huấn",
        5,
        "lượt người",
        _ALL,
        8,
        60,
        spellings=("người",),
    ),
    Measured("lop-tap-huan", "Lớp tập huấn nghiệp vụ", 5, "lớp", _LOCAL, 1, 4),
)
BY_ID = {one.id: one for one in INDICATORS}
# The totals that provinces state for their whole area.
STATED = ("quy-vi-nguoi-ngheo", "nha-xay-moi")

PROGRAMMES: dict[int, tuple[str, str]] = {
    1: (
        "Tuyên truyền, vận động, tập hợp các tầng lớp Nhân dân, củng cố, tăng cường, phát huy sức mạnh đại đoàn kết "
        "toàn dân tộc, xây dựng và bảo vệ Tổ quốc Việt Nam xã hội chủ nghĩa",
        "Đại đoàn kết",
    ),
    2: (
        "Vận động Nhân dân thi đua học tập, lao động sáng tạo, thực hiện thắng lợi các mục tiêu phát triển kinh tế, "
        "văn hóa, xã hội, giữ vững quốc phòng, an ninh của đất nước",
        "Thi đua, cuộc vận động",
    ),
    3: (
        "Thực hiện dân chủ, đại diện bảo vệ quyền và lợi ích hợp pháp, chính đáng của Nhân dân; tăng cường giám sát và "
        "phản biện xã hội, tham gia phòng, chống tham nhũng, lãng phí, xây dựng Đảng, Nhà nước trong sạch, vững mạnh",
        "Dân chủ, giám sát, phản biện",
    ),
    4: (
        "Tăng cường đoàn kết quốc tế, mở rộng hoạt động đối ngoại Nhân dân và công tác đối với người Việt Nam "
        "ở nước ngoài",
        "Đối ngoại Nhân dân",
    ),
    5: (
        "Tăng cường củng cố tổ chức, đổi mới nội dung, phương thức, nâng cao hiệu quả hoạt động của MTTQ Việt Nam, "
        "đáp ứng yêu cầu nhiệm vụ trong giai đoạn mới",
        "Tổ chức, cán bộ",
    ),
}
