"""The report of a period: its sections in order, and the content of each."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline, report_of, section, tables

PLAN = "2020/quang-tri/ke-hoach.yaml"
LOWEST = "quang-tri/huong-hoa/tan-long"

FULL = """\
    so_lieu_den: 2020-12-05
    nguon: Sổ theo dõi của Văn phòng
    mo_dau: Mở đầu
    tinh_hinh: Tình hình
    danh_gia:
      uu_diem: [Ưu điểm một, Ưu điểm hai]
      han_che: Hạn chế
      nguyen_nhan: {uu_diem: Vì sao được, khach_quan: Khách quan, chu_quan: Chủ quan}
      bai_hoc: Bài học
    kien_nghi: Kiến nghị
    phuong_huong: Phương hướng
    loi_ket: Lời kết
    dinh_chinh:
      - {ngay: 2021-02-03, ly_do: Sửa số nhà}
    """


def test_every_section_in_its_order(tmp_path: Path) -> None:
    programmes = """\
        2:
          ket_qua: [Kết quả hai]
          so_lieu: {nha: 12 nhà}
        3: {}
        """
    assert outline(report_of(tmp_path, FULL, programmes)) == [
        "Báo cáo này đã được đính chính ngày 03/02/2021: sửa số nhà.",
        "Mở đầu.",
        "Số liệu tính đến ngày 05/12/2020.",
        "Nguồn số liệu: Sổ theo dõi của Văn phòng.",
        "# I. TÌNH HÌNH CÁC TẦNG LỚP NHÂN DÂN VÀ KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC",
        "Tình hình.",
        "# II. KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "## Vận động Nhân dân thi đua",
        "Kết quả hai.",
        "### Kết quả các chỉ tiêu:",
        "- Nhà Đại đoàn kết: 12 nhà.",
        "[Biểu tổng hợp số liệu năm 2020]",
        "# III. ĐÁNH GIÁ CHUNG",
        "## 1. Những kết quả đạt được",
        "Ưu điểm một.",
        "Ưu điểm hai.",
        "## 2. Nguyên nhân đạt được",
        "Vì sao được.",
        "## 3. Những hạn chế, yếu kém",
        "Hạn chế.",
        "## 4. Nguyên nhân của hạn chế, yếu kém",
        "### a) Nguyên nhân khách quan",
        "Khách quan.",
        "### b) Nguyên nhân chủ quan",
        "Chủ quan.",
        "## 5. Bài học kinh nghiệm",
        "Bài học.",
        "# IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
        "Phương hướng.",
        "# V. KIẾN NGHỊ, ĐỀ XUẤT",
        "Kiến nghị.",
        "Lời kết./.",
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            "phuong_huong: B\nkien_nghi: C\n",
            [
                "Phần thứ nhất KẾT QUẢ CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM 2020",
                "# I. KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
                "## Vận động Nhân dân thi đua",
                "Kết quả.",
                "# II. ĐÁNH GIÁ CHUNG",
                "## Những kết quả đạt được",
                "A.",
                "Phần thứ hai PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2020",
                "# I. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
                "B.",
                "# II. KIẾN NGHỊ, ĐỀ XUẤT",
                "C.",
            ],
        ),
        (
            "phuong_huong: [B, '- C']\n",
            [
                "Phần thứ nhất KẾT QUẢ CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM 2020",
                "# I. KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
                "## Vận động Nhân dân thi đua",
                "Kết quả.",
                "# II. ĐÁNH GIÁ CHUNG",
                "## Những kết quả đạt được",
                "A.",
                "Phần thứ hai PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2020",
                "B.",
                "- C.",
            ],
        ),
        (
            "",
            [
                "# I. KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG",
                "## Vận động Nhân dân thi đua",
                "Kết quả.",
                "# II. ĐÁNH GIÁ CHUNG",
                "## Những kết quả đạt được",
                "A.",
            ],
        ),
    ],
    ids=["with proposals", "without proposals", "nothing ahead"],
)
def test_a_report_in_two_parts(tmp_path: Path, body: str, lines: list[str]) -> None:
    text = small_project.report(
        f"chia_phan: true\n{body}danh_gia: {{uu_diem: A}}\n",
        period="6-thang",
        programmes="2: {ket_qua: Kết quả}\n",
    )
    document = built(tmp_path, {"2020/quang-tri/6-thang.yaml": text}, "bao-cao", period="6-thang")
    assert outline(document)[:-1] == lines


def test_empty_sections_and_judgements_are_not_numbered(tmp_path: Path) -> None:
    body = """\
        danh_gia: {han_che: Hạn chế, nguyen_nhan: {chu_quan: Chủ quan}}
        kien_nghi: Kiến nghị
        """
    lines = outline(report_of(tmp_path, body))
    assert [line for line in lines if line.startswith("#")] == [
        "# I. ĐÁNH GIÁ CHUNG",
        "## 1. Những hạn chế, yếu kém",
        "## 2. Nguyên nhân chủ quan",
        "# II. KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    assert lines[-1] == (
        "Trên đây là báo cáo kết quả công tác Mặt trận năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị./."
    )


@pytest.mark.parametrize("period", ["nam", "quy-1", "6-thang"])
def test_without_a_report_the_figures_come_from_the_totals(tmp_path: Path, period: str) -> None:
    plan = small_project.plan(programmes="2:\n  muc_tieu: M\n  chi_tieu: {nha: 350 nhà, quy: trên 19 tỷ}\n")
    lower = small_project.report(unit=LOWEST, period=period, programmes="2: {so_lieu: {nha: 8 nhà}}\n")
    document = built(tmp_path, {PLAN: plan, f"2020/{LOWEST}/{period}.yaml": lower}, "bao-cao", period=period)
    lines = outline(document)
    assert lines[0] == (
        "Số liệu tổng hợp từ 1/4 đơn vị; chưa có đủ số liệu của cơ quan Ủy ban MTTQ tỉnh, huyện Hướng Hóa, "
        "huyện Đakrông."
    )
    assert document.type_name == "DỰ THẢO BÁO CÁO"
    plan = "kế hoạch" if period == "nam" else "kế hoạch năm"
    assert section(document, "### Kết quả các chỉ tiêu:") == [
        f"- Nhà Đại đoàn kết: đạt 08 nhà, bằng 2,29% {plan}.",
    ]
    assert lines[2] == f"Chưa có số liệu: Quỹ “Vì người nghèo” ({plan}: trên 19 tỷ đồng)."
    assert document.letterhead.number == "Số:        /BC-MTTQ-BTT"
    assert document.letterhead.place_and_date.endswith("ngày … tháng … năm …")
    (table,) = tables(document)
    assert (
        table.title
        == f"Biểu tổng hợp số liệu {document.subject[0].removeprefix('Kết quả công tác Mặt trận ')}"
    )
    assert table.rows == (
        ("I", "Chương trình 2: Thi đua", "", "", "", ""),
        ("1", "Quỹ “Vì người nghèo”", "đồng", "trên 19.000.000.000", "chưa có số liệu", ""),
        ("2", "Nhà Đại đoàn kết", "nhà", "350", "8", "2,29%"),
    )


def test_figures_are_below_the_text_that_they_belong_to(tmp_path: Path) -> None:
    body = """\
        tinh_hinh:
          - Lời chung
          - {ten: Nông dân, noi_dung: Nông dân phấn khởi, so_lieu: {dan-so: 26.000 người}}
          - {ten: Phụ nữ, noi_dung: [Phụ nữ một, Phụ nữ hai]}
        so_lieu: {san-luong: 120 triệu đồng/ha/năm}
        """
    programmes = """\
        2:
          ket_qua:
            - {ten: Chăm lo người nghèo, noi_dung: Đã chăm lo, so_lieu: {nha: 45 nhà}}
            - {ten: Chỉ có tên}
          so_lieu: {quy: 1 tỷ đồng}
        """
    text = small_project.report(body, unit=LOWEST, programmes=programmes)
    document = built(tmp_path, {f"2020/{LOWEST}/nam.yaml": text}, "bao-cao", unit=LOWEST)
    assert outline(document)[:10] == [
        "# I. TÌNH HÌNH CÁC TẦNG LỚP NHÂN DÂN VÀ KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC",
        "Lời chung.",
        "## 1. Nông dân",
        "Nông dân phấn khởi.",
        "- Dân số: 26.000 người.",
        "## 2. Phụ nữ",
        "Phụ nữ một.",
        "Phụ nữ hai.",
        "## 3. Số liệu chung về tình hình",
        "- Sản lượng một héc-ta: 120 triệu đồng/ha/năm.",
    ]
    assert section(document, "## 2. Vận động Nhân dân thi đua") == [
        "### 1. Chăm lo người nghèo",
        "Đã chăm lo.",
        "- Nhà Đại đoàn kết: 45 nhà.",
        "### 2. Chỉ có tên",
        "### 3. Kết quả các chỉ tiêu",
        "- Quỹ “Vì người nghèo”: 1 tỷ đồng.",
    ]
    assert [row[1] for row in tables(document)[0].rows] == [
        "Tình hình chung",
        "Dân số",
        "Sản lượng một héc-ta",
        "Chương trình 2: Thi đua",
        "Quỹ “Vì người nghèo”",
        "Nhà Đại đoàn kết",
    ]


def test_figures_of_the_situation_only(tmp_path: Path) -> None:
    body = "tinh_hinh: Ổn định\nso_lieu: {dan-so: 26.000 người}\n"
    text = small_project.report(body, unit=LOWEST)
    document = built(tmp_path, {f"2020/{LOWEST}/nam.yaml": text}, "bao-cao", unit=LOWEST)
    assert outline(document)[1:4] == [
        "Ổn định.",
        "### Số liệu chung về tình hình:",
        "- Dân số: 26.000 người.",
    ]


def test_the_states_of_the_tasks_of_the_plan(tmp_path: Path) -> None:
    plan = small_project.plan(
        programmes="""\
        1:
          muc_tieu: M
          nhiem_vu:
            - {ten: Tổ chức tọa đàm., ma: toa-dam}
            - {ten: Tổng kết năm, ma: tong-ket}
            - {ten: Sơ kết, ma: so-ket}
            - {ten: Hội thi, ma: hoi-thi}
        """
    )
    programmes = """\
        1:
          ket_qua: [Đã làm]
          nhiem_vu:
            toa-dam: {trang_thai: hoan-thanh, ket_qua: Có 200 người dự}
            tong-ket: {trang_thai: dang-thuc-hien}
            so-ket: {trang_thai: chua-thuc-hien, ket_qua: ["Hoãn vì dịch.", "Sẽ làm quý I."]}
            hoi-thi: {trang_thai: khong-thuc-hien}
        """
    document = report_of(tmp_path, programmes=programmes, **{PLAN: plan})
    assert section(document, "## 1. Mở rộng khối đại đoàn kết") == [
        "Đã làm.",
        "### Kết quả các nhiệm vụ:",
        "- Tổ chức tọa đàm: hoàn thành. Có 200 người dự.",
        "- Tổng kết năm: đang thực hiện.",
        "- Sơ kết: chưa thực hiện. Hoãn vì dịch. Sẽ làm quý I.",
        "- Hội thi: không thực hiện.",
        "Tình hình thực hiện nhiệm vụ đã đề ra đến hết năm 2020: Phụ lục kèm theo.",
    ]


def test_the_states_of_tasks_of_a_briefing_have_their_words(tmp_path: Path) -> None:
    briefing = (
        "don_vi: quang-tri\nnam: 2019\nky: quy-4\nhoi_nghi: {ten: Giao ban, ngay: 2019-12-20}\n"
        "nhiem_vu: [{ten: Khôi phục sản xuất, ma: khoi-phuc}]\n"
    )
    states = "1: {nhiem_vu: {khoi-phuc: {trang_thai: hoan-thanh, ket_qua: Cấp giống}}}\n"
    report = report_of(tmp_path, "", states, **{"2019/quang-tri/giao-ban-quy-4.yaml": briefing})
    assert "- Khôi phục sản xuất: hoàn thành. Cấp giống." in outline(report)
