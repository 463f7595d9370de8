"""The plan document: its sections in order, tasks, targets, everything that was written."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
import small_project
from report_project import built, outline, plan_of, section, tables
from test_term_documents import SETS

from mttq.documents import load
from mttq.period import parse_cycle
from mttq.report import KINDS, subject_of

FULL = """\
    mo_dau: [Mở đầu một, Mở đầu hai]
    boi_canh: Bối cảnh
    muc_tieu_chung: Mục tiêu chung
    to_chuc_thuc_hien: Tổ chức
    loi_ket: Lời kết
    """
PROGRAMMES = """\
    2:
      ten: Tên riêng của tỉnh
      muc_tieu: Mục tiêu hai
      noi_dung: Nội dung hai
      giai_phap: Giải pháp hai
      nhiem_vu: [Việc]
      chi_tieu: {nha: 350 nhà}
    """


def test_every_section_in_its_order(tmp_path: Path) -> None:
    assert outline(plan_of(tmp_path, FULL, PROGRAMMES)) == [
        "Mở đầu một.",
        "Mở đầu hai.",
        "Bối cảnh.",
        "# I. MỤC ĐÍCH, YÊU CẦU",
        "Mục tiêu chung.",
        "# II. NHIỆM VỤ TRỌNG TÂM",
        "## Tên riêng của tỉnh",
        "### a) Mục tiêu",
        "Mục tiêu hai.",
        "### b) Nội dung",
        "Nội dung hai.",
        "### c) Nhiệm vụ",
        "- Việc.",
        "### d) Chỉ tiêu",
        "- Nhà Đại đoàn kết: 350 nhà.",
        "[Biểu các chỉ tiêu năm 2020]",
        "# III. GIẢI PHÁP",
        "### Nhóm nhiệm vụ 1 (Thi đua):",
        "Giải pháp hai.",
        "# IV. TỔ CHỨC THỰC HIỆN",
        "Tổ chức.",
        "Lời kết./.",
    ]


def test_purpose_requirements_time_money_and_bodies_have_their_sections(tmp_path: Path) -> None:
    body = """\
        muc_dich: ["- Đoàn kết toàn dân", "- Đồng thuận xã hội"]
        yeu_cau: Thiết thực, hiệu quả
        muc_tieu_chung: Phát huy sức mạnh
        thoi_gian: Từ tháng 01 đến tháng 12 năm 2020
        kinh_phi: Ngân sách cấp
        to_chuc_thuc_hien:
          - Các cấp triển khai đồng bộ
          - {ten: "1. Ban Thường trực:", noi_dung: ["- Chỉ đạo", "- Kiểm tra."]}
          - {ten: Các tổ chức thành viên, noi_dung: Phối hợp thực hiện}
          - {ten: Ban Công tác Mặt trận}
        """
    assert outline(plan_of(tmp_path, body, "2: {noi_dung: A}\n")) == [
        "# I. MỤC ĐÍCH, YÊU CẦU",
        "## 1. Mục đích",
        "Phát huy sức mạnh.",
        "- Đoàn kết toàn dân;",
        "- Đồng thuận xã hội.",
        "## 2. Yêu cầu",
        "Thiết thực, hiệu quả.",
        "# II. NHIỆM VỤ TRỌNG TÂM",
        "## Vận động Nhân dân thi đua",
        "### Nội dung:",
        "A.",
        "# III. THỜI GIAN THỰC HIỆN",
        "Từ tháng 01 đến tháng 12 năm 2020.",
        "# IV. KINH PHÍ THỰC HIỆN",
        "Ngân sách cấp.",
        "# V. TỔ CHỨC THỰC HIỆN",
        "Các cấp triển khai đồng bộ.",
        "## 1. Ban Thường trực",
        "- Chỉ đạo;",
        "- Kiểm tra.",
        "## 2. Các tổ chức thành viên",
        "- Phối hợp thực hiện.",
        "## 3. Ban Công tác Mặt trận",
        "Trên đây là chương trình công tác Mặt trận năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị./.",
    ]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("muc_dich: A\n", ["A."]),
        ("yeu_cau: A\n", ["A."]),
        ("muc_tieu_chung: A\nyeu_cau: B\n", ["## 1. Mục đích", "A.", "## 2. Yêu cầu", "B."]),
        ("muc_tieu_chung: A\nmuc_dich: B\n", ["A.", "B."]),
    ],
)
def test_a_purpose_without_requirements_has_no_number(tmp_path: Path, body: str, lines: list[str]) -> None:
    document = plan_of(tmp_path, body, "2: {noi_dung: A}\n")
    assert section(document, "# I. MỤC ĐÍCH, YÊU CẦU") == lines


def test_a_term_has_purpose_and_goal_apart(tmp_path: Path) -> None:
    body = "muc_dich: A\nyeu_cau: B\nmuc_tieu_chung: C\nkinh_phi: D\n"
    path = "2019-2024/quang-tri/ke-hoach.yaml"
    text = small_project.plan(body, programmes="2: {noi_dung: E}\n", cycle="2019-2024")
    document = built(tmp_path, {path: text}, "chuong-trinh", cycle="2019-2024")
    assert [line for line in outline(document) if line.startswith("# ")] == [
        "# I. MỤC ĐÍCH, YÊU CẦU",
        "# II. MỤC TIÊU CHUNG",
        "# III. CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "# IV. KINH PHÍ THỰC HIỆN",
    ]


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("", ["# NHIỆM VỤ TRỌNG TÂM"]),
        ("boi_canh: A\n", ["# NHIỆM VỤ TRỌNG TÂM"]),
        ("to_chuc_thuc_hien: A\n", ["# I. NHIỆM VỤ TRỌNG TÂM", "# II. TỔ CHỨC THỰC HIỆN"]),
        ("muc_tieu_chung: A\n", ["# I. MỤC ĐÍCH, YÊU CẦU", "# II. NHIỆM VỤ TRỌNG TÂM"]),
    ],
)
def test_empty_sections_are_not_numbered(tmp_path: Path, body: str, headings: list[str]) -> None:
    lines = outline(plan_of(tmp_path, body, "2: {noi_dung: A}\n"))
    assert [line for line in lines if line.startswith("# ")] == headings


def test_programmes_without_content_are_left_out_and_named(tmp_path: Path) -> None:
    document = plan_of(tmp_path, programmes="1: {}\n2: {noi_dung: Thi đua}\n3: {}\n")
    assert [line for line in outline(document) if line.startswith("#")][:2] == [
        "# NHIỆM VỤ TRỌNG TÂM",
        "## Vận động Nhân dân thi đua",
    ]
    assert document.remarks == ("không có mục cho chương trình 1, 3 vì chưa có nội dung",)
    assert (
        plan_of(tmp_path / "all", programmes="1: {noi_dung: A}\n2: {noi_dung: B}\n3: {noi_dung: C}\n").remarks
        == ()
    )


def test_a_term_s_action_programme(tmp_path: Path) -> None:
    document = built(
        tmp_path,
        {
            "2019-2024/quang-tri/ke-hoach.yaml": small_project.plan(
                FULL, programmes=PROGRAMMES, cycle="2019-2024"
            )
        },
        "chuong-trinh",
        cycle="2019-2024",
    )
    assert document.type_name == "CHƯƠNG TRÌNH HÀNH ĐỘNG"
    assert document.subject == ("Nhiệm kỳ 2019 – 2024",)
    assert [line for line in outline(document) if line.startswith("#")] == [
        "# I. BỐI CẢNH TÌNH HÌNH",
        "# II. MỤC TIÊU CHUNG",
        "# III. CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "## Chương trình 2: Tên riêng của tỉnh",
        "### Mục tiêu:",
        "### Nội dung:",
        "### Nhiệm vụ:",
        "### Chỉ tiêu:",
        "### Giải pháp:",
        "# IV. TỔ CHỨC THỰC HIỆN",
    ]
    assert document.remarks == ("không có mục cho chương trình 1, 3 vì chưa có nội dung",)


def test_tasks_say_who_with_whom_by_when_and_on_what_basis(tmp_path: Path) -> None:
    programmes = """\
        1:
          muc_tieu: M
          nhiem_vu:
            - Việc viết một dòng.
            - ten: [Việc có hai đoạn;, đoạn hai]
              ma: viec-hai
              chu_tri: Ban Phong trào
              phoi_hop: [Sở Tư pháp, Hội Luật gia]
              thoi_han: quy-4
              can_cu: 1846/CTPH
            - {ten: Việc có ngày, thoi_han: 2020-05-01}
            - {ten: Việc cả năm, thoi_han: nam, phoi_hop: Sở Tư pháp}
            - {ten: Việc nửa năm, thoi_han: 6-thang, can_cu: [Luật một, Luật hai]}
            - ten: Gặp mặt “già làng”
        """
    assert section(plan_of(tmp_path, programmes=programmes), "### b) Nhiệm vụ") == [
        "- Việc viết một dòng;",
        "- Việc có hai đoạn; đoạn hai (căn cứ: 1846/CTPH; chủ trì: Ban Phong trào; "
        "phối hợp: Sở Tư pháp, Hội Luật gia; thời hạn: quý IV năm 2020);",
        "- Việc có ngày (thời hạn: 01/5/2020);",
        "- Việc cả năm (phối hợp: Sở Tư pháp; thời hạn: năm 2020);",
        "- Việc nửa năm (căn cứ: Luật một, Luật hai; thời hạn: 6 tháng đầu năm 2020);",
        "- Gặp mặt “già làng”.",
    ]


def test_targets_in_sentences(tmp_path: Path) -> None:
    programmes = """\
        1:
          muc_tieu: M
          chi_tieu:
            giam-sat: {muc: 1 cuộc, cap_minh: tat-ca}
        2:
          muc_tieu: M
          chi_tieu:
            quy: phấn đấu đạt trên 19 tỷ đồng
            nha:
              muc: 350 nhà
              cap_minh: 20 nhà
              trong_do: {xây mới: 200 nhà, sửa chữa: 150 nhà}
              trong_do_du: true
            cong-trinh: {muc: 1 công trình, moi: khu-dan-cu, so_luong: 10}
            viec-lam: 15 - 20 lao động
            ho-ngheo: dưới 5 hộ
        """
    document = plan_of(tmp_path, programmes=programmes)
    assert [line for line in outline(document) if line.startswith("- ")] == [
        "- Cuộc giám sát: 01 cuộc; cơ quan Ủy ban MTTQ tỉnh tự thực hiện toàn bộ.",
        "- Quỹ “Vì người nghèo”: phấn đấu đạt trên 19 tỷ đồng;",
        "- Nhà Đại đoàn kết: 350 nhà; cơ quan Ủy ban MTTQ tỉnh tự thực hiện 20 nhà; trong đó xây mới: 200 nhà, "
        "sửa chữa: 150 nhà;",
        "- Công trình: 01 công trình mỗi khu dân cư, tính cho 10 khu dân cư;",
        "- Việc làm mới: 15 – 20 lao động;",
        "- Hộ nghèo: dưới 05 hộ.",
    ]


def test_targets_in_the_table_with_all_their_parts(tmp_path: Path) -> None:
    programmes = """\
        1:
          muc_tieu: M
          chi_tieu:
            giam-sat: {muc: 1 cuộc, cap_minh: tat-ca, ghi_chu: [về tiếp công dân, theo 1846/CTPH.]}
        2:
          muc_tieu: M
          chi_tieu:
            nha:
              muc: ít nhất 350 nhà
              cap_minh: 20 nhà
              trong_do: {xây mới: 200 nhà}
              giao: {quang-tri/huong-hoa: 40 nhà}
              phan_ky: {quy-2: 100 nhà, 9-thang: 300 nhà}
            viec-lam: {muc: 2 lao động, moi: huyen}
        """
    (table,) = tables(plan_of(tmp_path, programmes=programmes))
    assert table.title == "Biểu các chỉ tiêu năm 2020"
    assert [column.header for column in table.columns] == [
        "STT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Mức phấn đấu",
        "Ghi chú",
    ]
    assert table.groups == (0, 3)
    assert table.rows == (
        ("I", "Chương trình 1: Đại đoàn kết", "", "", ""),
        ("1", "Cuộc giám sát", "cuộc", "1", "Về tiếp công dân. Theo 1846/CTPH."),
        ("", "– cơ quan Ủy ban MTTQ tỉnh tự thực hiện", "", "toàn bộ", ""),
        ("II", "Chương trình 2: Thi đua", "", "", ""),
        ("2", "Nhà Đại đoàn kết", "nhà", "ít nhất 350", ""),
        ("", "– cơ quan Ủy ban MTTQ tỉnh tự thực hiện", "", "20", ""),
        ("", "– xây mới", "", "200", ""),
        ("", "– giao huyện Hướng Hóa", "", "40", ""),
        ("", "– đến hết quý II", "", "100", ""),
        ("", "– đến hết 9 tháng đầu năm", "", "300", ""),
        ("3", "Việc làm mới", "lao động", "2 mỗi đơn vị cấp huyện", ""),
    )


def test_yearly_targets_of_a_term(tmp_path: Path) -> None:
    programmes = """\
        2:
          muc_tieu: M
          chi_tieu:
            viec-lam: 1.000 lao động/năm
            nha: {muc: 5 nhà, moi: nam}
        """
    document = built(
        tmp_path,
        {"2019-2024/quang-tri/ke-hoach.yaml": small_project.plan(cycle="2019-2024", programmes=programmes)},
        "chuong-trinh",
        cycle="2019-2024",
    )
    assert [line for line in outline(document) if line.startswith("- ")] == [
        "- Nhà Đại đoàn kết: 05 nhà mỗi năm;",
        "- Việc làm mới: 1.000 lao động/năm.",
    ]
    assert [row[3] for row in tables(document)[0].rows[1:]] == ["5 mỗi năm", "1.000/năm"]


def test_figures_of_the_setting_and_amendments(tmp_path: Path) -> None:
    body = """\
        mo_dau: Mở đầu
        so_lieu:
          dan-so: {gia_tri: gần 25.993 người, ghi_chu: Theo tổng điều tra., trong_do: {nữ: 9 người}}
          ty-le-nu: 6.622/6.688 người
          san-luong: 120 triệu đồng/ha/năm
        dieu_chinh:
          - {ngay: 2020-07-01, so: 05/KH-MTTQ, ly_do: Do dịch bệnh}
          - {ngay: 2020-09-15, ly_do: ["Do bão, lũ.", Do sáp nhập]}
        """
    document = plan_of(tmp_path, body)
    assert outline(document)[:7] == [
        "Chương trình này đã được điều chỉnh ngày 01/7/2020 theo văn bản số 05/KH-MTTQ: do dịch bệnh.",
        "Chương trình này đã được điều chỉnh ngày 15/9/2020: do bão, lũ. Do sáp nhập.",
        "Mở đầu.",
        "Một số số liệu về tình hình:",
        "- Dân số: gần 25.993 người; trong đó nữ: 09 người (Theo tổng điều tra);",
        "- Tỷ lệ phụ nữ: 6.622/6.688 người, đạt 99,01%;",
        "- Sản lượng một héc-ta: 120 triệu đồng/ha/năm.",
    ]


def test_without_a_plan_there_is_no_document(tmp_path: Path) -> None:
    project = load(small_project.write(tmp_path, {"2020/quang-tri/nam.yaml": small_project.report()}))
    cycle = parse_cycle("2020")
    assert cycle is not None
    assert KINDS["chuong-trinh"].build(subject_of(project, "quang-tri", cycle, cycle.whole)) is None


_LED = """\
    1:
      nhiem_vu:
        - {ten: Việc một., chu_tri: Ban Thường trực, phoi_hop: [Hội Nông dân, Hội Phụ nữ], thoi_han: quy-4}
    2:
      nhiem_vu:
        - Việc hai
        - {ten: Việc ba, can_cu: Nghị quyết 1, thoi_han: 2020-02-05}
    """


def test_an_annex_says_who_does_what_until_when(tmp_path: Path) -> None:
    document = plan_of(tmp_path, "van_ban: {so: 7, ngay: 2020-01-15}\nphu_luc_nhiem_vu: true\n", _LED)
    (annex,) = document.annexes
    assert (annex.heading.number, annex.heading.title) == ("Phụ lục", "PHÂN CÔNG NHIỆM VỤ NĂM 2020")
    assert annex.heading.belongs_to == (
        "(Kèm theo Chương trình số 07/CTr-MTTQ-BTT ngày 15 tháng 01 năm 2020 của Ủy ban MTTQ Việt Nam tỉnh Quảng Trị)"
    )
    assert [column.header for column in annex.table.columns] == [
        *("STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")
    ]
    assert annex.table.rows == (
        ("I", "Mở rộng khối đại đoàn kết", "", "", ""),
        ("1", "Việc một", "Ban Thường trực", "Hội Nông dân; Hội Phụ nữ", "Quý IV năm 2020"),
        ("II", "Vận động Nhân dân thi đua", "", "", ""),
        ("2", "Việc hai", "", "", ""),
        ("3", "Việc ba", "", "", "05/02/2020"),
    )
    assert annex.table.groups == (0, 2)
    assert [line for line in outline(document) if line.startswith(("- ", "Cơ quan"))] == [
        "- Việc một.",
        "- Việc hai;",
        "- Việc ba (căn cứ: Nghị quyết 1).",
        "Cơ quan chủ trì, phối hợp và thời hạn của từng nhiệm vụ có trong Phụ lục kèm theo.",
    ]


@pytest.mark.parametrize(
    ("body", "programmes"),
    [("", _LED), ("phu_luc_nhiem_vu: false\n", _LED), ("phu_luc_nhiem_vu: true\n", "")],
)
def test_no_annex_unasked_or_without_tasks(tmp_path: Path, body: str, programmes: str) -> None:
    document = plan_of(tmp_path, body, programmes)
    assert document.annexes == ()
    assert "kèm theo" not in "\n".join(outline(document))


def test_the_annex_of_a_congress_document_is_that_of_the_next_term(tmp_path: Path) -> None:
    documents = {
        "2019-2024/quang-tri/ke-hoach.yaml": small_project.plan(
            "phu_luc_nhiem_vu: true\n", cycle="2019-2024", programmes=_LED.replace("quy-4", "2022-12-31")
        ).replace("2020-02-05", "2021-02-05"),
        "2014-2019/quang-tri/nhiem-ky.yaml": small_project.report(
            "chuong_trinh_moi: 2019-2024\n", cycle="2014-2019", period="nhiem-ky"
        ),
        "danh-muc/chuong-trinh.yaml": dedent(SETS)
        + dedent(small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"]),
    }
    document = built(tmp_path, documents, "nhiem-ky", cycle="2014-2019", period="nhiem-ky")
    (annex,) = document.annexes
    assert annex.heading.title == "PHÂN CÔNG NHIỆM VỤ NHIỆM KỲ 2019 – 2024"
    assert annex.heading.belongs_to.startswith("(Kèm theo Báo cáo số …/BC-MTTQ ngày … tháng … năm … của ")


def test_a_heading_that_is_alone_of_its_kind_has_no_number(tmp_path: Path) -> None:
    programmes = "1: {noi_dung: N, nhiem_vu: [T]}\n2: {nhiem_vu: [T]}\n"
    assert section(plan_of(tmp_path, programmes=programmes), "# NHIỆM VỤ TRỌNG TÂM") == [
        "## 1. Mở rộng khối đại đoàn kết",
        "### a) Nội dung",
        "N.",
        "### b) Nhiệm vụ",
        "- T.",
        "## 2. Vận động Nhân dân thi đua",
        "### Nhiệm vụ:",
        "- T.",
    ]


def test_a_dash_typed_before_a_task_is_not_printed_twice(tmp_path: Path) -> None:
    document = plan_of(
        tmp_path, programmes="2: {nhiem_vu: ['Thăm hỏi, gồm:', '- Đợt Tết', '- Ngày 27/7.']}\n"
    )
    assert section(document, "### Nhiệm vụ:") == ["- Thăm hỏi, gồm:", "- Đợt Tết;", "- Ngày 27/7."]
