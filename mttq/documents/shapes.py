"""The keys of plans, reports and briefings, and their values.

Every key is declared once, as a `Field`. The readers ask for `DEADLINE.key`;
validation, fixes, the JSON schema and the reference walk the shapes.
"""

from __future__ import annotations

from mttq.catalogue.defaults import ADDRESSED_TO, BASIS, COMPILER, PLACE, RECIPIENTS, SIGNER
from mttq.documents.model import DocumentKind, Scope
from mttq.levels import Level
from mttq.schema import (
    ITEM_PARAGRAPHS,
    ITEM_TITLE,
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
WHOLE_TARGET = "tat-ca"  # of OWN_TARGET: the unit does all of it
EACH_YEAR = "nam"  # of FOR_EACH

_NAMES = ListOf(Name())
_NAME_OR_NAMES = Either(scalar=Name(), sequence=_NAMES)
_A_CYCLE = Identifier("năm hoặc nhiệm kỳ", refers=Refers.CYCLE)
_A_PERIOD = Identifier("một kỳ", refers=Refers.PERIOD)

# The head of every document.

UNIT = Field("don_vi", Identifier("một mã đơn vị", refers=Refers.UNIT), "mã đơn vị", required=True)
CYCLE = Field("nam", _A_CYCLE, "năm hoặc nhiệm kỳ", required=True)
PERIOD = Field("ky", _A_PERIOD, "kỳ báo cáo", required=True)

# The document as issued.

NUMBER = Field("so", Name(), "số, ký hiệu")
DAY = Field("ngay", Day(), "ngày ban hành")
TYPE_NAME = Field("loai", Name(), "tên loại văn bản")
SUBJECT = Field("trich_yeu", Name(), "trích yếu")
ISSUED = Field(
    "van_ban",
    Record(
        "văn bản",
        (NUMBER, DAY, PLACE, TYPE_NAME, SUBJECT, BASIS, ADDRESSED_TO, SIGNER, RECIPIENTS, COMPILER),
    ),
    "văn bản đã ban hành",
)
REASON = Field("ly_do", Text(), "lý do", required=True)
_CHANGE = (Field(DAY.key, Day(), "ngày", required=True), NUMBER, REASON)
AMENDMENTS = Field("dieu_chinh", ListOf(Record("lần điều chỉnh", _CHANGE)), "các lần điều chỉnh")
_FORMER = Table(KeyKind.ID, Amount(), key_title="mã chỉ tiêu", refers=Refers.INDICATOR)
FORMER = Field("da_ghi", _FORMER, "số, mục tiêu đã ghi trước khi đính chính", fact=False)
FORMER_STATED = Field(
    "da_ghi_toan_dia_ban", _FORMER, "số toàn địa bàn đã ghi trước khi đính chính", fact=False
)
CORRECTIONS = Field(
    "dinh_chinh",
    ListOf(Record("lần đính chính", (*_CHANGE, FORMER, FORMER_STATED))),
    "các lần đính chính",
)

# Figures and targets: the amount alone, or a record with the amount in it.

_PARTS = Table(KeyKind.FREE, Amount(), key_title="tên phần")
PARTS = Field(
    "trong_do",
    Either(mapping=_PARTS, sequence=ListOf(_PARTS)),
    "trong đó; một danh sách nếu chia theo nhiều cách",
)
PARTS_COMPLETE = Field("trong_do_du", Flag(), "các phần cộng lại đủ toàn bộ")
BY_LEVEL = Field(
    "theo_cap_bao_cao",
    Record("số theo cấp", tuple(Field(level.value, Amount(), f"phần của {level.label}") for level in Level)),
    "số của từng cấp, cộng lại đủ toàn bộ",
)
NOTE = Field("ghi_chu", Text(), "ghi chú", fact=True)

VALUE = Field("gia_tri", Amount(), "giá trị", required=True)
PERCENTAGE = Field("ty_le", Amount(), "tỷ lệ phần trăm kèm theo")
RECEIVED = Field("nhan_tu", Table(KeyKind.FREE, Amount(), key_title="nơi chuyển"), "phần nhận từ nơi khác")


def _figure_entry(title: str, *more: Field) -> Record:
    fields = (VALUE, PERCENTAGE, RECEIVED, *more, PARTS, PARTS_COMPLETE, NOTE)
    return Record(title, fields, others=Amount())


def _table(entry: Record) -> Table:
    return Table(
        KeyKind.ID,
        Either(scalar=Amount(), mapping=entry),
        key_title="mã chỉ tiêu",
        refers=Refers.INDICATOR,
    )


FIGURE_ENTRY = _figure_entry("số liệu")
STATED_ENTRY = _figure_entry("số liệu toàn địa bàn", BY_LEVEL)
_FIGURES = _table(FIGURE_ENTRY)
FIGURES = Field(Scope.OWN.value, _FIGURES, "số liệu tình hình")
STATED_FIGURES = Field(Scope.STATED.value, _table(STATED_ENTRY), "kết quả toàn địa bàn")

LEVEL_TO_REACH = Field("muc", Amount(), "mức phải đạt", required=True)
OWN_TARGET = Field("cap_minh", Amount(), f"phần đơn vị tự làm, hoặc {WHOLE_TARGET}")
HANDED_DOWN = Field(
    "giao",
    Table(KeyKind.PATH, Amount(), key_title="mã đơn vị", refers=Refers.UNIT),
    "giao cho cấp dưới",
)
PHASES = Field("phan_ky", Table(KeyKind.ID, Amount(), key_title="kỳ", refers=Refers.PHASE), "phân kỳ")
FOR_EACH = Field(
    "moi",
    Choice((EACH_YEAR, *(level.value for level in Level))),
    "tính cho mỗi đơn vị của một cấp, hoặc mỗi năm",
)
COUNT = Field("so_luong", Whole(positive=True), "số đơn vị được tính")
TARGET_ENTRY = Record(
    "mục tiêu",
    (
        LEVEL_TO_REACH,
        OWN_TARGET,
        HANDED_DOWN,
        PHASES,
        BY_LEVEL,
        PARTS,
        PARTS_COMPLETE,
        FOR_EACH,
        COUNT,
        NOTE,
    ),
    others=Amount(),
)
TARGETS = Field("chi_tieu", _table(TARGET_ENTRY), "các mục tiêu số")

# Tasks, and what became of them.

CODE = Field("ma", Identifier("một mã nhiệm vụ", KeyKind.ID), "mã, để báo cáo nhắc tới")
LEAD = Field("chu_tri", Name(), "đơn vị chủ trì")
PARTNERS = Field("phoi_hop", _NAME_OR_NAMES, "đơn vị phối hợp")
DEADLINE = Field("thoi_han", Identifier("một kỳ hoặc một ngày", refers=Refers.PERIOD_OR_DAY), "thời hạn")
CARRIES_OUT = Field(
    "cu_the_hoa",
    ListOf(Identifier("một nhiệm vụ cấp trên", refers=Refers.TASK)),
    "nhiệm vụ cấp trên được cụ thể hóa",
)
_TASKS = ListOf(
    Either(
        scalar=Name(),
        mapping=Record(
            "nhiệm vụ",
            (
                Field(ITEM_TITLE, Text(), "nội dung nhiệm vụ", required=True),
                CODE,
                LEAD,
                PARTNERS,
                DEADLINE,
                Field(BASIS.key, _NAME_OR_NAMES, "căn cứ"),
                CARRIES_OUT,
            ),
        ),
    )
)
TASKS = Field("nhiem_vu", _TASKS, "các nhiệm vụ")

# Running text in sections, which may carry figures.

SECTION_FIGURES = Field(FIGURES.key, _FIGURES, "số liệu nêu trong đoạn")
TITLE = Field(ITEM_TITLE, Name(), "tên đoạn", required=True)
CONTENT = Field(ITEM_PARAGRAPHS, Text(), "nội dung")
_SECTIONS = Either(
    scalar=Text(),
    sequence=ListOf(
        Either(
            scalar=Name(),
            mapping=Record("đoạn nội dung", (TITLE, CONTENT, SECTION_FIGURES)),
        )
    ),
)
SITUATION = Field("tinh_hinh", _SECTIONS, "tình hình các tầng lớp Nhân dân")
RESULTS = Field("ket_qua", _SECTIONS, "kết quả")
STATE = Field("trang_thai", Choice(tuple(TASK_STATES)), "trạng thái", required=True, fact=False)
_TASK_RESULTS = Table(
    KeyKind.ID,
    Record("kết quả nhiệm vụ", (STATE, Field(RESULTS.key, Text(), "kết quả"))),
    key_title="mã nhiệm vụ",
)

# The texts of a plan and of a report.

PROGRAMME_SET = Field(
    "bo_chuong_trinh",
    Identifier("mã bộ chương trình", refers=Refers.PROGRAMME_SET),
    "bộ chương trình, nếu khác bộ của nhiệm kỳ",
)
OPENING = Field("mo_dau", Text(), "mở đầu")
SETTING = Field("boi_canh", Text(), "bối cảnh")
GENERAL_GOAL = Field("muc_tieu_chung", Text(), "mục tiêu chung")
GOAL = Field("muc_tieu", Text(), "mục tiêu")
MEASURES = Field("giai_phap", Text(), "giải pháp")
PURPOSE = Field("muc_dich", Text(), "mục đích")
REQUIREMENTS = Field("yeu_cau", Text(), "yêu cầu")
TIMING = Field("thoi_gian", Text(), "thời gian thực hiện")
FUNDING = Field("kinh_phi", Text(), "kinh phí thực hiện")
ORGANISATION = Field(
    "to_chuc_thuc_hien",
    Either(
        scalar=Text(),
        sequence=ListOf(
            Either(
                scalar=Name(),
                mapping=Record(
                    "phần việc của một cơ quan",
                    (Field(TITLE.key, Name(), "tên cơ quan, tổ chức", required=True), CONTENT),
                ),
            )
        ),
    ),
    "tổ chức thực hiện",
)
TASKS_IN_ANNEX = Field(
    "phu_luc_nhiem_vu", Flag(), "ghi chủ trì, phối hợp, thời hạn của các nhiệm vụ vào một phụ lục", fact=False
)
CLOSING = Field("loi_ket", Text(), "lời kết")
CUT_OFF = Field("so_lieu_den", Day(), "ngày chốt số liệu")
SOURCE = Field("nguon", Text(), "nguồn số liệu, nếu không phải chính đơn vị", fact=True)
_SOURCE_OF_TEXT = Field(SOURCE.key, Text(), "nguồn của văn bản, nếu không phải chính đơn vị")
STRENGTHS = Field("uu_diem", Text(), "ưu điểm")
WEAKNESSES = Field("han_che", Text(), "hạn chế")
REASONS_FOR_STRENGTHS = Field(STRENGTHS.key, Text(), "nguyên nhân của ưu điểm")
OBJECTIVE_REASONS = Field("khach_quan", Text(), "nguyên nhân khách quan")
SUBJECTIVE_REASONS = Field("chu_quan", Text(), "nguyên nhân chủ quan")
REASONS = Field(
    "nguyen_nhan",
    Record("nguyên nhân", (REASONS_FOR_STRENGTHS, OBJECTIVE_REASONS, SUBJECTIVE_REASONS)),
    "nguyên nhân",
)
LESSONS = Field("bai_hoc", Text(), "bài học kinh nghiệm")
ASSESSMENT = Field(
    "danh_gia", Record("đánh giá", (STRENGTHS, WEAKNESSES, REASONS, LESSONS)), "đánh giá chung"
)
PROPOSALS = Field("kien_nghi", Text(), "kiến nghị, đề xuất")
DIRECTIONS = Field("phuong_huong", Text(), "phương hướng, nhiệm vụ")
IN_PARTS = Field("chia_phan", Flag(), "chia văn bản thành hai phần: kết quả và phương hướng", fact=False)
NEXT_TERM = Field("chuong_trinh_moi", _A_CYCLE, "nhiệm kỳ của chương trình hành động tiếp theo")

PROGRAMMES = Field(
    "chuong_trinh",
    Table(
        KeyKind.PROGRAMME,
        Record(
            "chương trình",
            (
                Field(TITLE.key, Name(), "tên chương trình theo cách viết của đơn vị"),
                GOAL,
                CONTENT,
                MEASURES,
                TASKS,
                TARGETS,
            ),
            empty=True,
        ),
        key_title="số chương trình",
    ),
    "các chương trình",
    required=True,
)
_PROGRAMME_RESULTS = Table(
    KeyKind.PROGRAMME,
    Record(
        "chương trình",
        (
            RESULTS,
            Field(TASKS.key, _TASK_RESULTS, "kết quả từng nhiệm vụ"),
            Field(FIGURES.key, _FIGURES, "kết quả của riêng đơn vị trong kỳ"),
            STATED_FIGURES,
        ),
        empty=True,
    ),
    empty=True,
    key_title="số chương trình",
)

# The briefing.

VENUE = Field("dia_diem", Name(), "địa điểm")
CHAIRED_BY = Field(LEAD.key, _NAMES, "chủ trì")
ATTENDED_BY = Field("thanh_phan", _NAMES, "thành phần dự")
REPORTS_HEARD = Field("bao_cao", _NAMES, "các báo cáo đã nghe")
CONCLUSIONS = Field("ket_luan", _NAMES, "các kết luận")
MEETING = Field(
    "hoi_nghi",
    Record(
        "hội nghị",
        (
            Field(TITLE.key, Name(), "tên hội nghị", required=True),
            Field(DAY.key, Day(), "ngày họp", required=True),
            VENUE,
            CHAIRED_BY,
            ATTENDED_BY,
            REPORTS_HEARD,
            CONCLUSIONS,
        ),
    ),
    "hội nghị",
    required=True,
)

PLAN = Record(
    "kế hoạch",
    (
        UNIT,
        CYCLE,
        PROGRAMME_SET,
        _SOURCE_OF_TEXT,
        ISSUED,
        OPENING,
        SETTING,
        PURPOSE,
        REQUIREMENTS,
        GENERAL_GOAL,
        FIGURES,
        TASKS_IN_ANNEX,
        PROGRAMMES,
        TIMING,
        FUNDING,
        ORGANISATION,
        CLOSING,
        AMENDMENTS,
        CORRECTIONS,
    ),
)
REPORT = Record(
    "báo cáo",
    (
        UNIT,
        CYCLE,
        PERIOD,
        CUT_OFF,
        SOURCE,
        ISSUED,
        IN_PARTS,
        OPENING,
        SITUATION,
        FIGURES,
        Field(STATED_FIGURES.key, STATED_FIGURES.shape, "số liệu tình hình toàn địa bàn"),
        Field(PROGRAMMES.key, _PROGRAMME_RESULTS, "các chương trình", required=True),
        ASSESSMENT,
        PROPOSALS,
        DIRECTIONS,
        CLOSING,
        CORRECTIONS,
        NEXT_TERM,
    ),
)
ABOUT_A_REPORT = frozenset(
    one.key for one in (UNIT, CYCLE, PERIOD, CUT_OFF, SOURCE, ISSUED, IN_PARTS, CORRECTIONS, NEXT_TERM)
)
"""Keys that say what a report is and how it was issued; all others hold what it reports."""
BRIEFING = Record(
    "kết luận giao ban",
    (
        UNIT,
        Field(CYCLE.key, _A_CYCLE, "năm", required=True),
        Field(PERIOD.key, _A_PERIOD, "quý giao ban", required=True),
        _SOURCE_OF_TEXT,
        ISSUED,
        MEETING,
        Field(TASKS.key, _TASKS, "nhiệm vụ thời gian tới"),
    ),
)
SHAPES: dict[DocumentKind, Record] = {
    DocumentKind.PLAN: PLAN,
    DocumentKind.REPORT: REPORT,
    DocumentKind.BRIEFING: BRIEFING,
}
