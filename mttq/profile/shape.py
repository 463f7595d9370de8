"""What the file of a layout profile may hold."""

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

# For each heading of a document or title of a table: the places that its text may have, and what it is for.
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
    "nhiem_vu_trong_tam": ((), "chương trình năm: nhiệm vụ trọng tâm"),
    "giai_phap": ((), "giải pháp"),
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
    "phan_thu_nhat": ((), "văn kiện đại hội: chữ trước tên phần thứ nhất"),
    "ten_phan_thu_nhat": (("ky",), "văn kiện đại hội: tên phần thứ nhất"),
    "phan_thu_hai": ((), "văn kiện đại hội: chữ trước tên phần thứ hai"),
    "ten_phan_thu_hai": (("ky",), "văn kiện đại hội: tên phần thứ hai"),
    "tinh_hinh_nhiem_ky": ((), "văn kiện đại hội: mục tình hình"),
    "ket_qua_nhiem_ky": ((), "văn kiện đại hội: mục kết quả thực hiện chương trình"),
    "so_lieu_giao_ban": ((), "giao ban: mục số liệu"),
    "ket_luan": ((), "giao ban: mục kết luận"),
    "nhiem_vu_tiep_theo": ((), "giao ban: mục nhiệm vụ tiếp theo"),
    "bang_so_lieu": (("ky",), "tên bảng số liệu của báo cáo"),
    "bang_chi_tieu": (("ky",), "tên bảng chỉ tiêu của chương trình"),
    "phu_luc": ((), "chữ Phụ lục trước số thứ tự"),
    "kem_theo": (("van_ban", "so", "ngay", "co_quan"), "dòng phụ lục kèm theo văn bản nào"),
    "phu_luc_chi_tieu": (("ky",), "phụ lục: tên bảng các chỉ tiêu"),
    "phu_luc_don_vi": (("ky",), "phụ lục: tên bảng các đơn vị trực thuộc"),
    "phu_luc_bieu_do": (("ky",), "phụ lục: tên trang biểu đồ"),
    "phu_luc_chua_bao_cao": (("ky",), "phụ lục: tên bảng các đơn vị chưa báo cáo"),
    "phu_luc_nguon": (("ky",), "phụ lục: tên bảng nguồn số liệu"),
}


NONE = "khong"
"""In place of a list: that there are no such lines, whatever the profile below says."""

SIDE, ACROSS = "thu-nho", "nam-ngang"
TOP, BOTTOM = "tren", "duoi"

_LENGTH = ("mm", "cm", "pt")
_SPACE = Measure(("pt", "mm", "cm"), 0, 200)
_ALIGN = Choice(("trai", "giua", "phai", "deu"))

STYLES: dict[str, str] = {
    "thuong": "chữ thường; các kiểu khác không ghi gì thì theo kiểu này",
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
"""Every part that has a face of its own, and what it is."""

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
"""Every text that can be set in capitals."""

_STYLE = Record(
    "kiểu chữ",
    (
        Field("co_chu", Measure(("pt", ""), 5, 72), "cỡ chữ"),
        Field("dam", Flag(), "chữ đậm"),
        Field("nghieng", Flag(), "chữ nghiêng"),
        Field("canh", _ALIGN, "canh lề: trái, giữa, phải, đều hai bên"),
        Field("thut_dau_dong", Measure(_LENGTH, 0, 100), "thụt dòng đầu của đoạn"),
        Field("truoc", _SPACE, "khoảng cách phía trước đoạn"),
        Field("sau", _SPACE, "khoảng cách phía sau đoạn"),
        Field("gian_dong", Measure(("",), 1, 3), "khoảng cách giữa các dòng, tính bằng số dòng"),
    ),
)
_STYLES = Record("các kiểu chữ", tuple(Field(key, _STYLE, title) for key, title in STYLES.items()))
_FRAME = (
    Field("cot_trai", Measure(_LENGTH, 20, 300), "bề rộng cột trái"),
    Field("cot_phai", Measure(_LENGTH, 20, 300), "bề rộng cột phải"),
)
_SHARE = Measure(("%",), 1, 100)
_LINE = Measure(("pt",), 0, 6)
_LINES = Either(
    scalar=Choice((NONE,)),
    sequence=ListOf(Pattern(("ten", "ten_in_hoa", "cap_tren", "cap_tren_in_hoa"))),
)
_LETTERHEAD = Record(
    "tên cơ quan của một cấp",
    (
        Field("cap_tren", _LINES, "các dòng cơ quan cấp trên"),
        Field("co_quan", _LINES, "các dòng cơ quan ban hành"),
        Field("ky_hieu", Name(), "ký hiệu của cơ quan trong số văn bản"),
    ),
)

_PAGE = (
    Field(
        "trang",
        Record(
            "trang giấy",
            (
                Field("rong", Measure(_LENGTH, 50, 600), "bề rộng khổ giấy"),
                Field("cao", Measure(_LENGTH, 50, 600), "bề cao khổ giấy"),
                Field("le_tren", Measure(_LENGTH, 0, 100), "lề trên"),
                Field("le_duoi", Measure(_LENGTH, 0, 100), "lề dưới"),
                Field("le_trai", Measure(_LENGTH, 0, 100), "lề trái"),
                Field("le_phai", Measure(_LENGTH, 0, 100), "lề phải"),
                Field("phong_chu", Name(), "phông chữ"),
                Field(
                    "bang_rong",
                    Choice((ACROSS, SIDE)),
                    "bảng quá rộng: xoay ngang trang, hay thu nhỏ chữ",
                ),
            ),
        ),
        "trang giấy",
    ),
    Field(
        "so_trang",
        Record(
            "số trang",
            (
                Field("trang_dau", Flag(), "hiện số ở trang thứ nhất"),
                Field("vi_tri", Choice((TOP, BOTTOM)), "ở lề trên hay lề dưới"),
                Field("cach_mep", Measure(_LENGTH, 0, 100), "cách mép giấy"),
            ),
        ),
        "số trang",
    ),
    Field("khung_dau", Record("khung hai cột ở đầu văn bản", _FRAME), "khung hai cột ở đầu văn bản"),
    Field("khung_ky", Record("khung nơi nhận và chữ ký", _FRAME), "khung nơi nhận và chữ ký"),
    Field(
        "duong_ke",
        Record(
            "đường kẻ",
            (
                Field("net", _LINE, "bề dày nét"),
                Field("cach", _SPACE, "khoảng cách phía trên đường kẻ"),
                Field("duoi_co_quan", _SHARE, "độ dài so với dòng tên cơ quan"),
                Field("duoi_tieu_ngu", _SHARE, "độ dài so với tiêu ngữ"),
                Field("duoi_trich_yeu", _SHARE, "độ dài so với dòng trích yếu"),
            ),
        ),
        "đường kẻ dưới tên cơ quan, tiêu ngữ, trích yếu",
    ),
    Field(
        "bang",
        Record(
            "bảng",
            (
                Field("net", _LINE, "bề dày nét kẻ bảng"),
                Field("le_o", Measure(_LENGTH, 0, 20), "lề trái, lề phải của ô"),
                Field("cach", _SPACE, "khoảng cách sau bảng, sau trích yếu và trước chữ ký"),
            ),
        ),
        "bảng",
    ),
    Field("kieu_chu", _STYLES, "kiểu chữ của từng thành phần"),
)

SHAPE = Record(
    "bộ thể thức",
    (
        Field("ten", Name(), "tên gọi, nguồn của bộ thể thức"),
        Field("dua_tren", Identifier("tên một bộ thể thức", KeyKind.ID), "bộ thể thức làm gốc"),
        *_PAGE,
        Field(
            "mot_trang",
            Record("văn bản phải gọn một trang", _PAGE),
            "những chỗ khác đi trong văn bản phải gọn một trang",
        ),
        Field(
            "chu",
            Record(
                "chữ in sẵn",
                (
                    Field("quoc_hieu", Name(), "quốc hiệu"),
                    Field("tieu_ngu", Name(), "tiêu ngữ"),
                    Field("kinh_gui", Name(), "chữ trước nơi kính gửi"),
                    Field("noi_nhan", Name(), "chữ trước các nơi nhận"),
                    Field("luu", Name(), "nơi nhận khi tệp không ghi nơi nào"),
                    Field("gach_dau_dong", Name(), "dấu đầu dòng của danh sách"),
                    Field("het", Name(), "dấu kết thúc văn bản"),
                ),
            ),
            "chữ in sẵn",
        ),
        Field(
            "de_muc",
            Record(
                "đề mục",
                tuple(
                    Field(key, Pattern(places) if places else Name(), title)
                    for key, (places, title) in HEADINGS.items()
                ),
            ),
            "chữ của các đề mục, tên bảng, tên phụ lục",
        ),
        Field(
            "in_hoa",
            Record("chữ in hoa", tuple(Field(key, Flag(), title) for key, title in CAPITALS.items())),
            "chữ nào in hoa",
        ),
        Field(
            "so_van_ban",
            Record(
                "số, ký hiệu",
                (
                    Field("mau", Pattern(("so",), ("so",)), "dòng số, ký hiệu"),
                    Field(
                        "ky_hieu",
                        Pattern(("so", "loai", "co_quan", "ban_thuong_truc"), ("so",)),
                        "thứ tự các phần của số, ký hiệu khi văn bản chưa có số",
                    ),
                    Field("cho_trong", Whole(), "số dấu cách chừa cho số chưa có"),
                    Field("them_khong_duoi", Whole(), "số nhỏ hơn số này có thêm số 0 ở trước"),
                ),
            ),
            "số, ký hiệu của văn bản",
        ),
        Field(
            "ngay",
            Record(
                "ngày tháng năm",
                (
                    Field(
                        "mau", Pattern(("ngay", "thang", "nam"), ("ngay", "thang", "nam")), "ngày viết đủ chữ"
                    ),
                    Field(
                        "dia_danh", Pattern(("dia_danh", "ngay"), ("dia_danh", "ngay")), "dòng địa danh, ngày"
                    ),
                    Field("chua_co", Name(), "chữ thay cho ngày, tháng, năm chưa có"),
                    Field("ngay_them_khong_duoi", Whole(), "ngày nhỏ hơn số này có thêm số 0 ở trước"),
                    Field("thang_them_khong_duoi", Whole(), "tháng nhỏ hơn số này có thêm số 0 ở trước"),
                ),
            ),
            "ngày tháng năm",
        ),
        Field(
            "ky_hieu_loai",
            Table(KeyKind.FREE, Name(), key_title="tên loại văn bản"),
            "ký hiệu của từng loại văn bản",
        ),
        Field(
            "co_quan",
            Record(
                "tên cơ quan",
                (
                    Field("ban_thuong_truc", Name(), "dòng tên của Ban Thường trực"),
                    Field("ky_hieu_ban_thuong_truc", Name(), "ký hiệu của Ban Thường trực"),
                    Field("thay_mat", Pattern(("co_quan",), ("co_quan",)), "thẩm quyền ký khi tệp không ghi"),
                    *(Field(level.value, _LETTERHEAD, f"cấp {level.label}") for level in Level),
                ),
            ),
            "tên cơ quan ở đầu văn bản, theo cấp",
        ),
    ),
)
