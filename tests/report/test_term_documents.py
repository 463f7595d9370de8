"""The document of a congress: the term's report, and the programme of the next term."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import small_project
from report_project import built, outline, tables

from mttq.documents import load
from mttq.period import parse_cycle
from mttq.render import markdown
from mttq.render.word import docx
from mttq.report import KINDS, Report, default_kinds, subject_of

SETS = """\
    2014-2019:
      dai_hoi: VIII
      tu_nam: 2015
      den_nam: 2019
      chuong_trinh:
        1: {ten: Phát huy tự quản, ten_ngan: Tự quản}
        2: {ten: Thi đua yêu nước, ten_ngan: Yêu nước}
        3: {ten: Xây dựng tổ chức, ten_ngan: Tổ chức}
    """
NOW = "2014-2019/quang-tri/nhiem-ky.yaml"
THEN = "2019-2024/quang-tri/ke-hoach.yaml"
REPORT = small_project.report(
    """\
    van_ban: {so: 5/BC-MTTQ, can_cu: [Luật MTTQ, Điều lệ]}
    mo_dau: Mở đầu
    tinh_hinh:
      - {ten: Tình hình chung, noi_dung: Chung}
      - {ten: Nông dân, noi_dung: Được mùa}
      - {ten: Phụ nữ, noi_dung: Tiến bộ}
    danh_gia:
      uu_diem: Ưu điểm
      han_che: Hạn chế
      nguyen_nhan: {khach_quan: Khách quan, chu_quan: Chủ quan}
      bai_hoc: Bài học
    phuong_huong: Phương hướng
    kien_nghi: Kiến nghị
    loi_ket: Lời kết của báo cáo./.
    chuong_trinh_moi: 2019-2024
    """,
    cycle="2014-2019",
    period="nhiem-ky",
    programmes="2: {ket_qua: [{ten: Chăm lo, noi_dung: Đã chăm lo}], so_lieu: {nha: 45 nhà}}\n",
)
PLAN = small_project.plan(
    """\
    van_ban: {can_cu: [Điều lệ, Nghị quyết]}
    mo_dau: Mở đầu của chương trình
    boi_canh: Bối cảnh
    muc_tieu_chung: Mục tiêu chung
    loi_ket: [Lời thứ nhất, Lời kết]
    """,
    cycle="2019-2024",
    programmes="2: {muc_tieu: Mục tiêu, noi_dung: Nội dung, giai_phap: Giải pháp, chi_tieu: {nha: 50 nhà}}\n",
)


def _documents(**more: str) -> dict[str, str]:
    sets = dedent(small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"]) + dedent(SETS)
    return {"danh-muc/chuong-trinh.yaml": sets, NOW: REPORT, THEN: PLAN, **more}


def _document(root: Path) -> Report:
    return built(root, _documents(), "nhiem-ky", cycle="2014-2019")


def test_two_parts_each_numbered_from_one(tmp_path: Path) -> None:
    document = _document(tmp_path)
    assert document.subject == (
        "Kết quả công tác Mặt trận nhiệm kỳ 2014 – 2019; mục tiêu, chương trình hành động nhiệm kỳ 2019 – 2024",
    )
    assert document.letterhead.number == "Số: 05/BC-MTTQ"
    assert document.basis == ("Căn cứ Luật MTTQ;", "Căn cứ Điều lệ;", "Căn cứ Nghị quyết.")
    assert outline(document) == [
        "Phần thứ nhất TÌNH HÌNH KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC VÀ KẾT QUẢ THỰC HIỆN "
        "CHƯƠNG TRÌNH HÀNH ĐỘNG NHIỆM KỲ 2014 – 2019",
        "Mở đầu.",
        "# I. TÌNH HÌNH KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC",
        "## 1. Tình hình chung",
        "Chung.",
        "## 2. Tình hình các tầng lớp Nhân dân",
        "### 2.1. Nông dân",
        "Được mùa.",
        "### 2.2. Phụ nữ",
        "Tiến bộ.",
        "# II. KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "## Thi đua yêu nước",
        "### 1. Chăm lo",
        "Đã chăm lo.",
        "### 2. Kết quả các chỉ tiêu",
        "- Nhà Đại đoàn kết: 45 nhà.",
        "[Biểu tổng hợp số liệu nhiệm kỳ 2014 – 2019]",
        "# III. ĐÁNH GIÁ CHUNG",
        "## 1. Những kết quả đạt được",
        "Ưu điểm.",
        "## 2. Những hạn chế, yếu kém",
        "Hạn chế.",
        "## 3. Nguyên nhân của hạn chế, yếu kém",
        "### a) Nguyên nhân khách quan",
        "Khách quan.",
        "### b) Nguyên nhân chủ quan",
        "Chủ quan.",
        "# IV. BÀI HỌC KINH NGHIỆM",
        "Bài học.",
        "# V. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
        "Phương hướng.",
        "# VI. KIẾN NGHỊ, ĐỀ XUẤT",
        "Kiến nghị.",
        "Lời kết của báo cáo.",
        "Phần thứ hai MỤC TIÊU, CHƯƠNG TRÌNH HÀNH ĐỘNG NHIỆM KỲ 2019 – 2024",
        "Mở đầu của chương trình.",
        "# I. BỐI CẢNH TÌNH HÌNH",
        "Bối cảnh.",
        "# II. MỤC TIÊU CHUNG",
        "Mục tiêu chung.",
        "# III. CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "## Chương trình 2: Vận động Nhân dân thi đua",
        "### Mục tiêu:",
        "Mục tiêu.",
        "### Nội dung:",
        "Nội dung.",
        "### Chỉ tiêu:",
        "- Nhà Đại đoàn kết: 50 nhà.",
        "### Giải pháp:",
        "Giải pháp.",
        "[Biểu các chỉ tiêu nhiệm kỳ 2019 – 2024]",
        "Lời thứ nhất.",
        "Lời kết./.",
    ]
    assert len(tables(document)) == 2


def test_parts_are_centred_headings_in_word_and_headings_above_the_others_in_markdown(tmp_path: Path) -> None:
    document = _document(tmp_path)
    text = markdown.render(document, None)
    assert "\n## Phần thứ hai<br>MỤC TIÊU, CHƯƠNG TRÌNH HÀNH ĐỘNG NHIỆM KỲ 2019 – 2024\n" in text
    assert "\n### I. BỐI CẢNH TÌNH HÌNH\n" in text
    assert "\n##### 2.1. Nông dân\n" in text
    assert b"MTTQPhan" in docx.render(document, None)


def test_the_documents_made_for_a_term(tmp_path: Path) -> None:
    project = load(small_project.write(tmp_path, _documents()))
    now, then = parse_cycle("2014-2019"), parse_cycle("2019-2024")
    assert now is not None
    assert then is not None
    subject = subject_of(project, "quang-tri", now, now.whole)
    assert [name for name in default_kinds(subject) if name != "phu-luc"] == ["nhiem-ky", "chuong-trinh"]
    assert KINDS["nhiem-ky"].file_stem(subject) == "nhiem-ky"
    other = subject_of(project, "quang-tri", then, then.whole)
    assert [name for name in default_kinds(other) if name != "phu-luc"] == ["bao-cao", "chuong-trinh"]
    assert KINDS["nhiem-ky"].build(other) is None


def test_a_next_term_without_a_plan_says_so(tmp_path: Path) -> None:
    documents = _documents()
    del documents[THEN]
    project = load(small_project.write(tmp_path, documents))
    cycle = parse_cycle("2014-2019")
    assert cycle is not None
    document = KINDS["nhiem-ky"].build(subject_of(project, "quang-tri", cycle, cycle.whole))
    assert isinstance(document, Report)
    assert outline(document)[-3:] == [
        "Phần thứ hai MỤC TIÊU, CHƯƠNG TRÌNH HÀNH ĐỘNG NHIỆM KỲ 2019 – 2024",
        "Chưa có chương trình hành động nhiệm kỳ 2019 – 2024.",
        "Trên đây là báo cáo và chương trình hành động của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị./.",
    ]
