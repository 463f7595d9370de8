"""What plans, reports and briefings may hold."""

from __future__ import annotations

from mttq.schema import (
    Amount,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Name,
    Record,
    Refers,
    Shape,
    Table,
    Text,
    Whole,
)

TASK_STATES = {
    "hoan-thanh": "hoàn thành",
    "dang-thuc-hien": "đang thực hiện",
    "chua-thuc-hien": "chưa thực hiện",
    "khong-thuc-hien": "không thực hiện",
}

_UNIT = Identifier("một mã đơn vị", refers=Refers.UNIT)
_CYCLE = Identifier("năm hoặc nhiệm kỳ", refers=Refers.CYCLE)
_AMOUNTS_BY_NAME = Table(KeyKind.FREE, Amount(), key_title="tên phần")

_ISSUED = Record(
    "văn bản",
    (
        Field("so", Name(), "số, ký hiệu"),
        Field("ngay", Day(), "ngày ban hành"),
        Field("dia_danh", Name(), "địa danh"),
        Field("loai", Name(), "tên loại văn bản"),
        Field("trich_yeu", Name(), "trích yếu"),
        Field("can_cu", ListOf(Name()), "các văn bản căn cứ"),
        Field("kinh_gui", Either(scalar=Name(), sequence=ListOf(Name())), "nơi kính gửi"),
        Field(
            "nguoi_ky",
            Record(
                "người ký",
                (
                    Field("thay_mat", Name(), "thẩm quyền, ví dụ TM. BAN THƯỜNG TRỰC"),
                    Field("ky_thay", Name(), "ký thay, ví dụ KT. CHỦ TỊCH"),
                    Field("chuc_vu", Name(), "chức vụ"),
                    Field("ho_ten", Name(), "họ và tên"),
                ),
            ),
            "người ký",
        ),
        Field("noi_nhan", ListOf(Name()), "nơi nhận"),
    ),
)

_FIGURE = Either(
    scalar=Amount(),
    mapping=Record(
        "số liệu",
        (
            Field("gia_tri", Amount(), "giá trị", required=True),
            Field("ty_le", Amount(), "tỷ lệ phần trăm kèm theo"),
            Field("nhan_tu", Table(KeyKind.FREE, Amount(), key_title="nơi chuyển"), "phần nhận từ nơi khác"),
            Field("trong_do", _AMOUNTS_BY_NAME, "trong đó"),
            Field("trong_do_du", Flag(), "các phần cộng lại đủ toàn bộ"),
            Field("ghi_chu", Text(), "ghi chú"),
        ),
    ),
)
_FIGURES = Table(KeyKind.ID, _FIGURE, key_title="mã chỉ tiêu", refers=Refers.INDICATOR)

_TARGET = Either(
    scalar=Amount(),
    mapping=Record(
        "mục tiêu",
        (
            Field("muc", Amount(), "mức phải đạt", required=True),
            Field("cap_minh", Amount(), "phần đơn vị tự làm, hoặc tat-ca"),
            Field(
                "giao",
                Table(KeyKind.PATH, Amount(), key_title="mã đơn vị", refers=Refers.UNIT),
                "giao cho cấp dưới",
            ),
            Field("phan_ky", Table(KeyKind.ID, Amount(), key_title="kỳ", refers=Refers.PERIOD), "phân kỳ"),
            Field("trong_do", _AMOUNTS_BY_NAME, "trong đó"),
            Field("trong_do_du", Flag(), "các phần cộng lại đủ toàn bộ"),
            Field(
                "moi",
                Choice(("nam", "trung-uong", "tinh", "huyen", "xa", "khu-dan-cu", "to-chuc-thanh-vien")),
                "tính cho mỗi đơn vị của một cấp, hoặc mỗi năm",
            ),
            Field("so_luong", Whole(positive=True), "số đơn vị được tính"),
            Field("ghi_chu", Text(), "ghi chú"),
        ),
    ),
)

_TASK = Either(
    scalar=Name(),
    mapping=Record(
        "nhiệm vụ",
        (
            Field("ten", Text(), "nội dung nhiệm vụ", required=True),
            Field("ma", Identifier("một mã nhiệm vụ", KeyKind.ID), "mã, để báo cáo nhắc tới"),
            Field("chu_tri", Name(), "đơn vị chủ trì"),
            Field("phoi_hop", Either(scalar=Name(), sequence=ListOf(Name())), "đơn vị phối hợp"),
            Field("thoi_han", Identifier("một kỳ hoặc một ngày", refers=Refers.PERIOD_OR_DAY), "thời hạn"),
            Field("can_cu", Either(scalar=Name(), sequence=ListOf(Name())), "căn cứ"),
            Field(
                "cu_the_hoa",
                ListOf(Identifier("một nhiệm vụ cấp trên", refers=Refers.TASK)),
                "nhiệm vụ cấp trên được cụ thể hóa",
            ),
        ),
    ),
)

# A section of running text that may carry figures of its own.
_SECTION = Either(
    scalar=Name(),
    mapping=Record(
        "đoạn nội dung",
        (
            Field("ten", Name(), "tên đoạn", required=True),
            Field("noi_dung", Text(), "nội dung"),
            Field("so_lieu", _FIGURES, "số liệu nêu trong đoạn"),
        ),
    ),
)
_SECTIONS = Either(scalar=Text(), sequence=ListOf(_SECTION))

_AMENDMENTS = ListOf(
    Record(
        "lần điều chỉnh",
        (
            Field("ngay", Day(), "ngày", required=True),
            Field("so", Name(), "số, ký hiệu"),
            Field("ly_do", Text(), "lý do", required=True),
        ),
    )
)

PLAN = Record(
    "kế hoạch",
    (
        Field("don_vi", _UNIT, "mã đơn vị", required=True),
        Field("nam", _CYCLE, "năm hoặc nhiệm kỳ", required=True),
        Field(
            "bo_chuong_trinh",
            Identifier("mã bộ chương trình", refers=Refers.PROGRAMME_SET),
            "bộ chương trình, nếu khác bộ của nhiệm kỳ",
        ),
        Field("van_ban", _ISSUED, "văn bản đã ban hành"),
        Field("mo_dau", Text(), "mở đầu"),
        Field("boi_canh", Text(), "bối cảnh"),
        Field("muc_tieu_chung", Text(), "mục tiêu chung"),
        Field("so_lieu", _FIGURES, "số liệu tình hình"),
        Field(
            "chuong_trinh",
            Table(
                KeyKind.PROGRAMME,
                Record(
                    "chương trình",
                    (
                        Field("ten", Name(), "tên chương trình theo cách viết của đơn vị"),
                        Field("muc_tieu", Text(), "mục tiêu", required=True),
                        Field("noi_dung", Text(), "nội dung"),
                        Field("giai_phap", Text(), "giải pháp"),
                        Field("nhiem_vu", ListOf(_TASK), "các nhiệm vụ"),
                        Field(
                            "chi_tieu",
                            Table(KeyKind.ID, _TARGET, key_title="mã chỉ tiêu", refers=Refers.INDICATOR),
                            "các mục tiêu số",
                        ),
                    ),
                    empty=True,
                ),
                key_title="số chương trình",
            ),
            "các chương trình",
            required=True,
        ),
        Field("to_chuc_thuc_hien", Text(), "tổ chức thực hiện"),
        Field("loi_ket", Text(), "lời kết"),
        Field("dieu_chinh", _AMENDMENTS, "các lần điều chỉnh"),
    ),
)

REPORT = Record(
    "báo cáo",
    (
        Field("don_vi", _UNIT, "mã đơn vị", required=True),
        Field("nam", _CYCLE, "năm hoặc nhiệm kỳ", required=True),
        Field("ky", Identifier("một kỳ", refers=Refers.PERIOD), "kỳ báo cáo", required=True),
        Field("so_lieu_den", Day(), "ngày chốt số liệu"),
        Field("nguon", Text(), "nguồn số liệu"),
        Field("van_ban", _ISSUED, "văn bản đã ban hành"),
        Field("mo_dau", Text(), "mở đầu"),
        Field("tinh_hinh", _SECTIONS, "tình hình các tầng lớp Nhân dân"),
        Field("so_lieu", _FIGURES, "số liệu tình hình"),
        Field(
            "chuong_trinh",
            Table(
                KeyKind.PROGRAMME,
                Record(
                    "chương trình",
                    (
                        Field("ket_qua", _SECTIONS, "kết quả"),
                        Field(
                            "nhiem_vu",
                            Table(
                                KeyKind.ID,
                                Record(
                                    "kết quả nhiệm vụ",
                                    (
                                        Field(
                                            "trang_thai",
                                            Choice(tuple(TASK_STATES)),
                                            "trạng thái",
                                            required=True,
                                        ),
                                        Field("ket_qua", Text(), "kết quả"),
                                    ),
                                ),
                                key_title="mã nhiệm vụ",
                            ),
                            "kết quả từng nhiệm vụ",
                        ),
                        Field("so_lieu", _FIGURES, "kết quả của riêng đơn vị trong kỳ"),
                        Field("toan_dia_ban", _FIGURES, "kết quả toàn địa bàn"),
                    ),
                    empty=True,
                ),
                empty=True,
                key_title="số chương trình",
            ),
            "các chương trình",
            required=True,
        ),
        Field(
            "danh_gia",
            Record(
                "đánh giá",
                (
                    Field("uu_diem", Text(), "ưu điểm"),
                    Field("han_che", Text(), "hạn chế"),
                    Field(
                        "nguyen_nhan",
                        Record(
                            "nguyên nhân",
                            (
                                Field("uu_diem", Text(), "nguyên nhân của ưu điểm"),
                                Field("khach_quan", Text(), "nguyên nhân khách quan"),
                                Field("chu_quan", Text(), "nguyên nhân chủ quan"),
                            ),
                        ),
                        "nguyên nhân",
                    ),
                    Field("bai_hoc", Text(), "bài học kinh nghiệm"),
                ),
            ),
            "đánh giá chung",
        ),
        Field("kien_nghi", Text(), "kiến nghị, đề xuất"),
        Field("phuong_huong", Text(), "phương hướng, nhiệm vụ"),
        Field("loi_ket", Text(), "lời kết"),
        Field("dinh_chinh", _AMENDMENTS, "các lần đính chính"),
        Field("chuong_trinh_moi", _CYCLE, "nhiệm kỳ của chương trình hành động tiếp theo"),
    ),
)

BRIEFING = Record(
    "kết luận giao ban",
    (
        Field("don_vi", _UNIT, "mã đơn vị", required=True),
        Field("nam", _CYCLE, "năm", required=True),
        Field("ky", Identifier("một kỳ", refers=Refers.PERIOD), "quý giao ban", required=True),
        Field(
            "hoi_nghi",
            Record(
                "hội nghị",
                (
                    Field("ten", Name(), "tên hội nghị", required=True),
                    Field("ngay", Day(), "ngày họp", required=True),
                    Field("dia_diem", Name(), "địa điểm"),
                    Field("chu_tri", ListOf(Name()), "chủ trì"),
                    Field("thanh_phan", ListOf(Name()), "thành phần dự"),
                    Field("bao_cao", ListOf(Name()), "các báo cáo đã nghe"),
                    Field("ket_luan", ListOf(Name()), "các kết luận"),
                ),
            ),
            "hội nghị",
            required=True,
        ),
        Field("nhiem_vu", ListOf(_TASK), "nhiệm vụ thời gian tới"),
    ),
)


def shape_of(kind: str) -> Shape:
    """The shape of a kind of document."""
    return {"plan": PLAN, "report": REPORT, "briefing": BRIEFING}[kind]
