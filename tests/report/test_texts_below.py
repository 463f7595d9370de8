"""`tong-hop`: the texts of the units below, by programme and section, for the writer of the report above."""

from __future__ import annotations

from pathlib import Path

from render_reading import docx_blocks, markdown_blocks
from report_project import built, outline
from small_project import put, report, write

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.render import markdown
from mttq.render.word import docx
from mttq.report import KINDS, Report, subject_of

HUONG_HOA = report(
    """\
    tinh_hinh: Nhân dân yên tâm sản xuất
    danh_gia: {han_che: Chậm báo cáo, nguyen_nhan: {chu_quan: Ít người}}
    kien_nghi: ["- Cấp thêm kinh phí", "- Mở lớp tập huấn"]
    """,
    unit="quang-tri/huong-hoa",
    period="quy-2",
    programmes="""\
    1: {ket_qua: Tuyên truyền ở các thôn}
    2:
      ket_qua:
        - ten: 1. Chăm lo người nghèo
          noi_dung: Tặng quà Tết
        - ten: Nhà ở
          noi_dung: Đã bàn giao {nha}
      so_lieu: {nha: 3 nhà}
    """,
)
DAKRONG = report(
    """\
    danh_gia: {uu_diem: Đoàn kết, han_che: Địa bàn rộng}
    """,
    unit="quang-tri/dakrong",
    period="quy-2",
    programmes="""\
    2:
      ket_qua:
        - Vận động tốt
        - {ten: "CHĂM LO NGƯỜI NGHÈO:", noi_dung: Hỗ trợ con giống}
      nhiem_vu: {tong-ket: {trang_thai: hoan-thanh, ket_qua: Đã tổng kết}}
    """,
)
PLAN = """\
    don_vi: quang-tri/dakrong
    nam: 2020
    chuong_trinh: {1: {}, 2: {nhiem_vu: [{ten: Tổng kết cuộc vận động, ma: tong-ket}]}, 3: {}}
    """
DOCUMENTS = {
    "2020/quang-tri/huong-hoa/quy-2.yaml": HUONG_HOA,
    "2020/quang-tri/dakrong/quy-2.yaml": DAKRONG,
    "2020/quang-tri/dakrong/ke-hoach.yaml": PLAN,
}


def test_the_texts_stand_by_programme_section_and_unit_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    document = built(tmp_path, DOCUMENTS, "tong-hop", period="quy-2")
    assert outline(document) == [
        "Lời văn dưới đây chép từ báo cáo quý II năm 2020 của 02 đơn vị, xếp theo chương trình, mục, để soạn báo"
        " cáo của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị.",
        "# I. TÌNH HÌNH CÁC TẦNG LỚP NHÂN DÂN VÀ KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC",
        "## Huyện Hướng Hóa",
        "Nhân dân yên tâm sản xuất.",
        "# II. CHƯƠNG TRÌNH 1: MỞ RỘNG KHỐI ĐẠI ĐOÀN KẾT",
        "## Huyện Hướng Hóa",
        "Tuyên truyền ở các thôn.",
        "# III. CHƯƠNG TRÌNH 2: VẬN ĐỘNG NHÂN DÂN THI ĐUA",
        "## 1. Kết quả chung",
        "### Huyện Đakrông:",
        "Vận động tốt.",
        "## 2. Chăm lo người nghèo",
        "### Huyện Hướng Hóa:",
        "Tặng quà Tết.",
        "### Huyện Đakrông:",
        "Hỗ trợ con giống.",
        "## 3. Nhà ở",
        "### Huyện Hướng Hóa:",
        "Đã bàn giao 03 nhà.",
        "## 4. Kết quả các nhiệm vụ",
        "### Huyện Đakrông:",
        "- Tổng kết cuộc vận động: hoàn thành. Đã tổng kết.",
        "# IV. ĐÁNH GIÁ CHUNG",
        "## 1. Những kết quả đạt được",
        "### Huyện Đakrông:",
        "Đoàn kết.",
        "## 2. Những hạn chế, yếu kém",
        "### Huyện Hướng Hóa:",
        "Chậm báo cáo.",
        "### Huyện Đakrông:",
        "Địa bàn rộng.",
        "## 3. Nguyên nhân chủ quan",
        "### Huyện Hướng Hóa:",
        "Ít người.",
        "# V. KIẾN NGHỊ, ĐỀ XUẤT",
        "## Huyện Hướng Hóa",
        "- Cấp thêm kinh phí;",
        "- Mở lớp tập huấn.",
        "Trên đây là lời văn trong báo cáo quý II năm 2020 của các đơn vị./.",
    ]


def test_it_is_a_working_paper_without_number_date_signer_and_recipients(tmp_path: Path) -> None:
    document = built(tmp_path, DOCUMENTS, "tong-hop", period="quy-2")
    assert (document.type_name, document.subject) == (
        "TỔNG HỢP",
        ("Nội dung báo cáo quý II năm 2020 của các đơn vị",),
    )
    assert (document.letterhead.number, document.letterhead.place_and_date) == ("", "")
    assert document.recipients == document.basis == document.addressed_to == ()
    assert not any(getattr(document.signature, name) for name in document.signature.__struct_fields__)


def test_word_and_markdown_hold_every_text_in_the_same_order(tmp_path: Path) -> None:
    document = built(tmp_path, DOCUMENTS, "tong-hop", period="quy-2")
    said = [line.lstrip("#- ") for line in outline(document)]
    for blocks in (
        docx_blocks(docx.render(document, tmp_path)),
        markdown_blocks(markdown.render(document, tmp_path)),
    ):
        shown = [content.lstrip("- ") for _, content in blocks if isinstance(content, str)]
        assert shown == ["TỔNG HỢP", "Nội dung báo cáo quý II năm 2020 của các đơn vị", *said]


def test_reports_without_texts_and_figures_of_others_are_named_and_not_taken(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/huong-hoa/quy-2.yaml": report(
            "nguon: Báo cáo của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị\nkien_nghi: Lời của tỉnh\n",
            unit="quang-tri/huong-hoa",
            period="quy-2",
        ),
        "2020/quang-tri/dakrong/quy-2.yaml": report(
            unit="quang-tri/dakrong", period="quy-2", programmes="2: {so_lieu: {nha: 1 nhà}}"
        ),
        "2020/quang-tri/hoi-nong-dan/quy-2.yaml": report(
            "kien_nghi: Lời của Hội\n", unit="quang-tri/hoi-nong-dan", period="quy-2"
        ),
    }
    document = built(tmp_path, documents, "tong-hop", period="quy-2")
    assert outline(document)[1:] == [
        "Chưa có báo cáo của 01 đơn vị: huyện Hướng Hóa.",
        "Báo cáo của 01 đơn vị không có lời văn: huyện Đakrông.",
        "# KIẾN NGHỊ, ĐỀ XUẤT",
        "## Hội Nông dân tỉnh Quảng Trị",
        "Lời của Hội.",
        "Trên đây là lời văn trong báo cáo quý II năm 2020 của các đơn vị./.",
    ]


def test_without_texts_below_there_is_no_document(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    put(root, "2020/quang-tri/dakrong/nam.yaml", report(unit="quang-tri/dakrong"))
    cycle = parse_cycle("2020")
    assert cycle is not None
    subject = subject_of(load(root), "quang-tri", cycle, PERIODS["nam"])
    assert KINDS["tong-hop"].build(subject) is None
    assert not KINDS["tong-hop"].by_default(subject)


def test_a_unit_merged_within_the_period_keeps_its_text(tmp_path: Path) -> None:
    """Units that existed at any time of the period are asked, each under the name that it had."""
    units = """\
        quang-tri:
          ten: tỉnh Quảng Trị
          cap: tinh
          cap_duoi:
            cu: {ten: huyện Cũ, cap: huyen, den: 2020-05-31}
            moi: {ten: huyện Mới, cap: huyen, tu: 2020-06-01, ke_thua: [{don_vi: quang-tri/cu}]}
            sau: {ten: huyện Sau, cap: huyen, tu: 2020-08-01}
        trung-uong: {ten: Trung ương, cap: trung-uong}
        """
    old = report("kien_nghi: Việc cũ\n", unit="quang-tri/cu", period="quy-2")
    documents = {"danh-muc/don-vi.yaml": units, "2020/quang-tri/cu/quy-2.yaml": old}
    document = built(tmp_path, documents, "tong-hop", period="quy-2")
    assert isinstance(document, Report)
    assert outline(document)[1:5] == [
        "Chưa có báo cáo của 01 đơn vị: huyện Mới.",
        "# KIẾN NGHỊ, ĐỀ XUẤT",
        "## Huyện Cũ",
        "Việc cũ.",
    ]
