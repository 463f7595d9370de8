"""The keys of a layout profile's file, and the shape of each value.

Every key is declared once, as a `Field`. The reader asks for `FONT.key`;
validation, the JSON schema and the reference walk the shape.
"""

from __future__ import annotations

from mttq.levels import Level
from mttq.schema import (
    Choice,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Measure,
    Name,
    Pattern,
    Record,
    Table,
    Whole,
)

# For each heading of a document or title of a table: the places its text may have, and what it is for.
HEADINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "tinh_hinh": ((), "báo cáo: mục tình hình"),
    "ket_qua": ((), "báo cáo: mục kết quả thực hiện các chương trình"),
    "danh_gia": ((), "báo cáo: mục đánh giá"),
    "phuong_huong": ((), "báo cáo: mục phương hướng, nhiệm vụ"),
    "kien_nghi": ((), "báo cáo: mục kiến nghị"),
    "bai_hoc": ((), "bài học kinh nghiệm"),
    "tang_lop": ((), "trong mục tình hình: các tầng lớp nhân dân"),
    "so_lieu_tinh_hinh": ((), "trong mục tình hình: số liệu chung"),
    "ket_qua_chi_tieu": ((), "trong mỗi chương trình: kết quả các chỉ tiêu"),
    "ket_qua_nhiem_vu": ((), "trong mỗi chương trình: kết quả các nhiệm vụ"),
    "uu_diem": ((), "trong mục đánh giá: kết quả đạt được"),
    "nguyen_nhan_uu_diem": ((), "trong mục đánh giá: nguyên nhân đạt được"),
    "han_che": ((), "trong mục đánh giá: hạn chế"),
    "nguyen_nhan_han_che": ((), "trong mục đánh giá: nguyên nhân của hạn chế"),
    "khach_quan": ((), "trong nguyên nhân của hạn chế: khách quan"),
    "chu_quan": ((), "trong nguyên nhân của hạn chế: chủ quan"),
    "muc_dich": ((), "chương trình năm: mục đích, yêu cầu"),
    "diem_muc_dich": ((), "trong mục mục đích, yêu cầu: mục đích"),
    "diem_yeu_cau": ((), "trong mục mục đích, yêu cầu: yêu cầu"),
    "nhiem_vu_trong_tam": ((), "chương trình năm: nhiệm vụ trọng tâm"),
    "giai_phap": ((), "giải pháp"),
    "thoi_gian": ((), "chương trình: thời gian thực hiện"),
    "kinh_phi": ((), "chương trình: kinh phí thực hiện"),
    "to_chuc_thuc_hien": ((), "tổ chức thực hiện"),
    "boi_canh": ((), "chương trình nhiệm kỳ: bối cảnh"),
    "muc_tieu_chung": ((), "chương trình nhiệm kỳ: mục tiêu chung"),
    "chuong_trinh_hanh_dong": ((), "chương trình nhiệm kỳ: các chương trình hành động"),
    "chuong_trinh": (("so",), "chương trình nhiệm kỳ: trước tên mỗi chương trình"),
    "nhom_nhiem_vu": (("so",), "trong mục giải pháp của chương trình năm: mỗi nhóm nhiệm vụ"),
    "muc_tieu": ((), "trong mỗi chương trình: mục tiêu"),
    "noi_dung": ((), "trong mỗi chương trình: nội dung"),
    "nhiem_vu": ((), "trong mỗi chương trình: nhiệm vụ"),
    "chi_tieu": ((), "trong mỗi chương trình: chỉ tiêu"),
    "phan_thu_nhat": ((), "chữ trước tên phần thứ nhất"),
    "ten_phan_thu_nhat": (("ky",), "văn kiện đại hội: tên phần thứ nhất"),
    "phan_thu_hai": ((), "chữ trước tên phần thứ hai"),
    "ten_phan_thu_hai": (("ky",), "văn kiện đại hội: tên phần thứ hai"),
    "phan_ket_qua": (("ky",), "báo cáo chia phần: tên phần thứ nhất"),
    "phan_phuong_huong": (("ky",), "báo cáo chia phần: tên phần thứ hai"),
    "tinh_hinh_nhiem_ky": ((), "văn kiện đại hội: mục tình hình"),
    "ket_qua_nhiem_ky": ((), "văn kiện đại hội: mục kết quả thực hiện chương trình"),
    "so_lieu_giao_ban": ((), "giao ban: mục số liệu"),
    "ket_luan": ((), "giao ban: mục kết luận"),
    "nhiem_vu_tiep_theo": ((), "giao ban: mục nhiệm vụ tiếp theo"),
    "bang_so_lieu": (("ky",), "tên bảng số liệu của báo cáo"),
    "bang_chi_tieu": (("ky",), "tên bảng chỉ tiêu của chương trình"),
    "phu_luc": ((), "chữ Phụ lục trước số thứ tự"),
    "kem_theo": (("van_ban", "so", "ngay", "co_quan"), "dòng phụ lục kèm theo văn bản nào"),
    "theo_phu_luc": (("phu_luc",), "chương trình: câu chỉ dẫn về phụ lục phân công nhiệm vụ"),
    "phu_luc_nhiem_vu": (("ky",), "phụ lục: tên bảng phân công nhiệm vụ"),
    "phu_luc_ket_qua_nhiem_vu": (("ky",), "phụ lục: tên bảng kết quả thực hiện nhiệm vụ"),
    "nguoi_lap_bieu": ((), "phụ lục: chữ trên tên người lập biểu"),
    "phu_luc_chi_tieu": (("ky",), "phụ lục: tên bảng các chỉ tiêu"),
    "phu_luc_don_vi": (("ky",), "phụ lục: tên bảng các đơn vị trực thuộc"),
    "phu_luc_bieu_do": (("ky",), "phụ lục: tên trang biểu đồ"),
    "phu_luc_chua_bao_cao": (("ky",), "phụ lục: tên bảng các đơn vị chưa báo cáo"),
    "phu_luc_nguon": (("ky",), "phụ lục: tên bảng nguồn số liệu"),
}


NONE = "khong"
"""In place of a list: no such lines, whatever the profile below has."""

SIDE, ACROSS = "thu-nho", "nam-ngang"
TOP, BOTTOM = "tren", "duoi"

_LENGTH = ("mm", "cm", "pt")
_SPACE = Measure(("pt", "mm", "cm"), 0, 200)
_ALIGN = Choice(("trai", "giua", "phai", "deu"))

PLAIN_STYLE = "thuong"
STYLES: dict[str, str] = {
    PLAIN_STYLE: "chữ thường; các kiểu khác không ghi gì thì theo kiểu này",
    "so_trang": "số trang",
    "quoc_hieu": "quốc hiệu",
    "tieu_ngu": "tiêu ngữ",
    "cap_tren": "tên cơ quan cấp trên",
    "co_quan": "tên cơ quan ban hành",
    "so_ky_hieu": "số, ký hiệu",
    "dia_danh_ngay": "địa danh, ngày tháng năm",
    "ten_loai": "tên loại văn bản",
    "trich_yeu": "trích yếu",
    "kinh_gui": "kính gửi một nơi",
    "kinh_gui_dong": "kính gửi nhiều nơi, mỗi nơi một dòng",
    "can_cu": "căn cứ",
    "phan": "tên phần (Phần thứ nhất)",
    "muc_1": "đề mục I.",
    "muc_2": "đề mục 1.",
    "muc_3": "đề mục 1.1. hoặc không đánh số",
    "diem": "điểm a)",
    "doan": "đoạn văn và gạch đầu dòng",
    "ten_bang": "tên bảng",
    "ten_cot": "tên cột của bảng",
    "o_bang": "ô của bảng",
    "noi_nhan": "chữ Nơi nhận",
    "noi_nhan_dong": "các nơi nhận",
    "nguoi_ky": "quyền hạn, chức vụ của người ký",
    "ho_ten": "họ tên người ký",
}
"""Every part with its own face, and what it is."""

CAPITALS: dict[str, str] = {
    "co_quan": "tên cơ quan ghi trong danh mục đơn vị",
    "ten_loai": "tên loại văn bản",
    "trich_yeu": "trích yếu",
    "nguoi_ky": "quyền hạn, chức vụ của người ký",
    "ho_ten": "họ tên người ký",
    "phan": "tên phần",
    "muc_1": "đề mục I.",
    "muc_2": "đề mục 1.",
    "muc_3": "đề mục 1.1., điểm a)",
    "ten_bang": "tên bảng",
    "ten_cot": "tên cột của bảng",
    "ten_phu_luc": "tên phụ lục số liệu",
}
"""Every text that can be set in capitals, and what it is."""

# The face of one part: what its letters and paragraphs look like.

SIZE = Field("co_chu", Measure(("pt", ""), 5, 72), "cỡ chữ")
BOLD = Field("dam", Flag(), "chữ đậm")
ITALIC = Field("nghieng", Flag(), "chữ nghiêng")
ALIGN = Field("canh", _ALIGN, "canh lề: trái, giữa, phải, đều hai bên")
FIRST_LINE = Field("thut_dau_dong", Measure(_LENGTH, 0, 100), "thụt dòng đầu của đoạn")
BEFORE = Field("truoc", _SPACE, "khoảng cách phía trước đoạn")
AFTER = Field("sau", _SPACE, "khoảng cách phía sau đoạn")
LINE_SPACING = Field("gian_dong", Measure(("",), 1, 3), "khoảng cách giữa các dòng, tính bằng số dòng")
_STYLE = Record("kiểu chữ", (SIZE, BOLD, ITALIC, ALIGN, FIRST_LINE, BEFORE, AFTER, LINE_SPACING))

# The measures of the page.

WIDTH = Field("rong", Measure(_LENGTH, 50, 600), "bề rộng khổ giấy")
HEIGHT = Field("cao", Measure(_LENGTH, 50, 600), "bề cao khổ giấy")
MARGIN_TOP = Field("le_tren", Measure(_LENGTH, 0, 100), "lề trên")
MARGIN_BOTTOM = Field("le_duoi", Measure(_LENGTH, 0, 100), "lề dưới")
MARGIN_LEFT = Field("le_trai", Measure(_LENGTH, 0, 100), "lề trái")
MARGIN_RIGHT = Field("le_phai", Measure(_LENGTH, 0, 100), "lề phải")
FONT = Field("phong_chu", Name(), "phông chữ")
WIDE_TABLES = Field(
    "bang_rong", Choice((ACROSS, SIDE)), "bảng quá rộng: thành phụ lục nằm ngang, hay thu nhỏ chữ"
)
_PAPER = (WIDTH, HEIGHT, MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, FONT)
PAPER = Field("trang", Record("trang giấy", (*_PAPER, WIDE_TABLES)), "trang giấy")
NUMBER_FIRST = Field("trang_dau", Flag(), "hiện số ở trang thứ nhất")
NUMBER_PLACE = Field("vi_tri", Choice((TOP, BOTTOM)), "ở lề trên hay lề dưới")
NUMBER_EDGE = Field("cach_mep", Measure(_LENGTH, 0, 100), "cách mép giấy")
PAGE_NUMBER = Field("so_trang", Record("số trang", (NUMBER_FIRST, NUMBER_PLACE, NUMBER_EDGE)), "số trang")

LEFT_COLUMN = Field("cot_trai", Measure(_LENGTH, 20, 300), "bề rộng cột trái")
RIGHT_COLUMN = Field("cot_phai", Measure(_LENGTH, 20, 300), "bề rộng cột phải")
_COLUMNS = (LEFT_COLUMN, RIGHT_COLUMN)
HEADING_FRAME = Field(
    "khung_dau", Record("khung hai cột ở đầu văn bản", _COLUMNS), "khung hai cột ở đầu văn bản"
)
CLOSING_FRAME = Field("khung_ky", Record("khung nơi nhận và chữ ký", _COLUMNS), "khung nơi nhận và chữ ký")

_SHARE = Measure(("%",), 1, 100)
_LINE = Measure(("pt",), 0, 6)
RULE_WIDTH = Field("net", _LINE, "bề dày nét")
RULE_GAP = Field("cach", _SPACE, "khoảng cách phía trên đường kẻ")
RULE_ISSUER = Field("duoi_co_quan", _SHARE, "độ dài so với dòng tên cơ quan")
RULE_MOTTO = Field("duoi_tieu_ngu", _SHARE, "độ dài so với tiêu ngữ")
RULE_SUBJECT = Field("duoi_trich_yeu", _SHARE, "độ dài so với dòng trích yếu")
RULES = Field(
    "duong_ke",
    Record("đường kẻ", (RULE_WIDTH, RULE_GAP, RULE_ISSUER, RULE_MOTTO, RULE_SUBJECT)),
    "đường kẻ dưới tên cơ quan, tiêu ngữ, trích yếu",
)
BORDER = Field("net", _LINE, "bề dày nét kẻ bảng")
CELL_MARGIN = Field("le_o", Measure(_LENGTH, 0, 20), "lề trái, lề phải của ô")
TABLE_GAP = Field("cach", _SPACE, "khoảng cách sau bảng, sau trích yếu và trước chữ ký")
TABLES = Field("bang", Record("bảng", (BORDER, CELL_MARGIN, TABLE_GAP)), "bảng")
FACES = Field(
    "kieu_chu",
    Record("các kiểu chữ", tuple(Field(key, _STYLE, title) for key, title in STYLES.items())),
    "kiểu chữ của từng thành phần",
)
_ON_PAGE = (PAGE_NUMBER, HEADING_FRAME, CLOSING_FRAME, RULES, TABLES, FACES)
_PAGE = (PAPER, *_ON_PAGE)
COMPACT = Field(
    "mot_trang",
    Record(
        "văn bản giao ban trình bày gọn",
        (Field(PAPER.key, Record("trang giấy của văn bản giao ban", _PAPER), PAPER.title), *_ON_PAGE),
    ),
    "những chỗ khác đi trong văn bản giao ban, khi trình bày gọn thì bớt được một trang",
)

# Fixed words.

COUNTRY = Field("quoc_hieu", Name(), "quốc hiệu")
MOTTO = Field("tieu_ngu", Name(), "tiêu ngữ")
ADDRESSED = Field("kinh_gui", Name(), "chữ trước nơi kính gửi")
RECIPIENTS = Field("noi_nhan", Name(), "chữ trước các nơi nhận")
AS_ABOVE = Field("nhu_tren", Name(), "nơi nhận đầu tiên khi văn bản có kính gửi mà tệp không ghi nơi nhận")
FILED = Field("luu", Name(), "nơi nhận khi tệp không ghi nơi nào")
DASH = Field("gach_dau_dong", Name(), "dấu đầu dòng của danh sách")
END = Field("het", Name(), "dấu kết thúc văn bản")
WORDS = Field(
    "chu",
    Record("chữ in sẵn", (COUNTRY, MOTTO, ADDRESSED, RECIPIENTS, AS_ABOVE, FILED, DASH, END)),
    "chữ in sẵn",
)
HEADING_TEXTS = Field(
    "de_muc",
    Record(
        "đề mục",
        tuple(
            Field(key, Pattern(places) if places else Name(), title)
            for key, (places, title) in HEADINGS.items()
        ),
    ),
    "chữ của các đề mục, tên bảng, tên phụ lục",
)
IN_CAPITALS = Field(
    "in_hoa",
    Record("chữ in hoa", tuple(Field(key, Flag(), title) for key, title in CAPITALS.items())),
    "chữ nào in hoa",
)

LIST, TABLE, BOTH = "danh-sach", "bang", "ca-hai"
FIGURES = Field(
    "so_lieu",
    Choice((BOTH, LIST, TABLE)),
    "chỉ tiêu, kết quả viết thành danh sách dưới từng chương trình, thành một bảng, hay cả hai",
)

COMPARED = Field(
    "so_cung_ky",
    Flag(),
    "bảng kết quả có thêm số cùng kỳ năm trước và tỷ lệ so với cùng kỳ, như trong phụ lục Excel",
)

TASK_RESULTS = Field(
    "bang_nhiem_vu",
    Flag(),
    "báo cáo có phụ lục: từng nhiệm vụ có mã của chương trình đã thực hiện đến đâu",
)

# Numbers of documents and dates.

NUMBER_LINE = Field("mau", Pattern(("so",), ("so",)), "dòng số, ký hiệu")
SIGN = Field(
    "ky_hieu",
    Pattern(("so", "loai", "co_quan", "ban_thuong_truc"), ("so",)),
    "thứ tự các phần của số, ký hiệu khi văn bản chưa có số",
)
ROOM = Field("cho_trong", Whole(), "số dấu cách chừa cho số chưa có")
ZERO_BELOW = Field("them_khong_duoi", Whole(), "số nhỏ hơn số này có thêm số 0 ở trước")
NUMBERS = Field(
    "so_van_ban",
    Record("số, ký hiệu", (NUMBER_LINE, SIGN, ROOM, ZERO_BELOW)),
    "số, ký hiệu của văn bản",
)
_DAY_PARTS = ("ngay", "thang", "nam")
_DATE_LINE_PARTS = ("dia_danh", "ngay")
DAY_IN_FULL = Field("mau", Pattern(_DAY_PARTS, _DAY_PARTS), "ngày viết đủ chữ")
DATE_LINE = Field("dia_danh", Pattern(_DATE_LINE_PARTS, _DATE_LINE_PARTS), "dòng địa danh, ngày")
BLANK = Field("chua_co", Name(), "chữ thay cho ngày, tháng, năm chưa có")
DAY_ZERO_BELOW = Field("ngay_them_khong_duoi", Whole(), "ngày nhỏ hơn số này có thêm số 0 ở trước")
MONTH_ZERO_BELOW = Field("thang_them_khong_duoi", Whole(), "tháng nhỏ hơn số này có thêm số 0 ở trước")
DATES = Field(
    "ngay",
    Record("ngày tháng năm", (DAY_IN_FULL, DATE_LINE, BLANK, DAY_ZERO_BELOW, MONTH_ZERO_BELOW)),
    "ngày tháng năm",
)
KIND_SIGNS = Field(
    "ky_hieu_loai",
    Table(KeyKind.FREE, Name(), key_title="tên loại văn bản"),
    "ký hiệu của từng loại văn bản",
)

# Issuing bodies.

_LINES = Either(
    scalar=Choice((NONE,)),
    sequence=ListOf(Pattern(("ten", "ten_in_hoa", "cap_tren", "cap_tren_in_hoa"))),
)
SUPERIOR = Field("cap_tren", _LINES, "các dòng cơ quan cấp trên")
ISSUER = Field("co_quan", _LINES, "các dòng cơ quan ban hành")
ISSUER_SIGN = Field("ky_hieu", Name(), "ký hiệu của cơ quan trong số văn bản")
_LETTERHEAD = Record("tên cơ quan của một cấp", (SUPERIOR, ISSUER, ISSUER_SIGN))
STANDING = Field("ban_thuong_truc", Name(), "dòng tên của Ban Thường trực")
STANDING_SIGN = Field("ky_hieu_ban_thuong_truc", Name(), "ký hiệu của Ban Thường trực")
ON_BEHALF_OF = Field("thay_mat", Pattern(("co_quan",), ("co_quan",)), "thẩm quyền ký khi tệp không ghi")
LETTERHEADS = Field(
    "co_quan",
    Record(
        "tên cơ quan",
        (
            STANDING,
            STANDING_SIGN,
            ON_BEHALF_OF,
            *(Field(level.value, _LETTERHEAD, f"cấp {level.label}") for level in Level),
        ),
    ),
    "tên cơ quan ở đầu văn bản, theo cấp",
)

# The file.

TITLE = Field("ten", Name(), "tên gọi, nguồn của bộ thể thức")
BASE = Field("dua_tren", Identifier("tên một bộ thể thức", KeyKind.ID), "bộ thể thức làm gốc")
SHAPE = Record(
    "bộ thể thức",
    (
        TITLE,
        BASE,
        *_PAGE,
        COMPACT,
        WORDS,
        HEADING_TEXTS,
        IN_CAPITALS,
        FIGURES,
        COMPARED,
        TASK_RESULTS,
        NUMBERS,
        DATES,
        KIND_SIGNS,
        LETTERHEADS,
    ),
)
