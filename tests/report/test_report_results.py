"""Results in the report of a period: every kind of figure, in sentences and in the table."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline, report_of, section, tables

LOWER = "quang-tri/huong-hoa"
LOWEST = "quang-tri/huong-hoa/tan-long"


def test_a_missing_figure_is_not_a_zero_and_a_zero_is_not_missing(tmp_path: Path) -> None:
    plan = small_project.plan(programmes="2:\n  muc_tieu: M\n  chi_tieu: {nha: 350 nhà, quy: 19 tỷ}\n")
    programmes = "2: {so_lieu: {nha: 0 nhà, viec-lam: không áp dụng}}\n"
    lines = section(
        built(
            tmp_path,
            {
                f"2020/{LOWEST}/ke-hoach.yaml": plan.replace("don_vi: quang-tri", f"don_vi: {LOWEST}"),
                f"2020/{LOWEST}/nam.yaml": small_project.report(unit=LOWEST, programmes=programmes),
            },
            "bao-cao",
            unit=LOWEST,
        ),
        "### Kết quả các chỉ tiêu:",
    )
    assert lines == [
        "- Quỹ “Vì người nghèo”: chưa có số liệu (kế hoạch: 19 tỷ đồng);",
        "- Nhà Đại đoàn kết: chưa thực hiện (kế hoạch: 350 nhà);",
        "- Việc làm mới: không áp dụng.",
    ]


@pytest.mark.parametrize(
    ("typed", "sentence", "cell"),
    [
        ("1.804.000.000 đồng", "1.804.000.000 đồng", "1.804.000.000"),
        ("4,2 tỷ đồng", "4,2 tỷ đồng", "4.200.000.000"),
        ("trên 12 tỷ đồng", "trên 12 tỷ đồng", "≈ 12.000.000.000"),
        ("gần bốn tỷ đồng", "gần 4 tỷ đồng", "≈ 4.000.000.000"),
        ("ước 1 tỷ 557 triệu đồng", "ước 1.557 triệu đồng", "≈ 1.557.000.000"),
        ("không áp dụng", "không áp dụng", "không áp dụng"),
        ("đạt 5 đồng", "đạt 05 đồng", "5"),
    ],
)
def test_results_as_they_were_written(tmp_path: Path, typed: str, sentence: str, cell: str) -> None:
    text = small_project.report(unit=LOWEST, programmes=f"2: {{so_lieu: {{quy: '{typed}'}}}}\n")
    document = built(tmp_path, {f"2020/{LOWEST}/nam.yaml": text}, "bao-cao", unit=LOWEST)
    assert section(document, "### Kết quả các chỉ tiêu:") == [f"- Quỹ “Vì người nghèo”: {sentence}."]
    assert [row[3] for row in tables(document)[0].rows] == ["", cell]


def test_a_ratio_gives_its_counts_and_its_percentage_in_two_decimals(tmp_path: Path) -> None:
    programmes = '1: {so_lieu: {ty-le-di-bau: {gia_tri: 6.622/6.688 cử tri, ty_le: "99%"}}}\n'
    text = small_project.report(unit=LOWEST, programmes=programmes)
    document = built(tmp_path, {f"2020/{LOWEST}/nam.yaml": text}, "bao-cao", unit=LOWEST)
    assert section(document, "### Kết quả các chỉ tiêu:") == [
        "- Tỷ lệ cử tri đi bầu: 6.622/6.688 cử tri, đạt 99,01%.",
    ]
    assert [row[1:4] for row in tables(document)[0].rows[1:]] == [
        ("Tỷ lệ cử tri đi bầu", "%", "99,01%"),
        ("Cử tri đi bầu", "cử tri", "6.622"),
        ("Cử tri", "cử tri", "6.688"),
    ]


def test_a_ratio_of_several_units_and_a_percentage_without_counts(tmp_path: Path) -> None:
    pair = "1: {so_lieu: {ty-le-di-bau: 90/100 cử tri}}\n"
    own = "1: {so_lieu: {ty-le-di-bau: '97%'}}\n"
    document = built(
        tmp_path,
        {
            "2020/quang-tri/nam.yaml": small_project.report(programmes=pair),
            f"2020/{LOWEST}/nam.yaml": small_project.report(unit=LOWEST, programmes=pair),
        },
        "bao-cao",
    )
    assert section(document, "### Kết quả các chỉ tiêu:") == [
        "- Tỷ lệ cử tri đi bầu: 180/200 cử tri, đạt 90,00%; riêng cơ quan Ủy ban MTTQ tỉnh 90/100 cử tri, đạt 90,00%.",
    ]
    bare = built(
        tmp_path / "b",
        {f"2020/{LOWEST}/nam.yaml": small_project.report(unit=LOWEST, programmes=own)},
        "bao-cao",
        unit=LOWEST,
    )
    assert section(bare, "### Kết quả các chỉ tiêu:") == ["- Tỷ lệ cử tri đi bầu: 97%."]
    assert tables(bare)[0].rows[1] == ("1", "Tỷ lệ cử tri đi bầu", "%", "97,00%")


def test_yearly_means_keep_their_year(tmp_path: Path) -> None:
    text = small_project.report(
        "so_lieu: {san-luong: 120 triệu đồng/ha/năm}\n",
        unit=LOWEST,
        cycle="2019-2024",
        period="nhiem-ky",
        programmes="2: {so_lieu: {viec-lam: 1.000 lao động/năm}}\n",
    )
    document = built(
        tmp_path, {f"2019-2024/{LOWEST}/nhiem-ky.yaml": text}, "bao-cao", unit=LOWEST, cycle="2019-2024"
    )
    assert [line for line in outline(document) if line.startswith("- ")] == [
        "- Sản lượng một héc-ta: 120 triệu đồng/ha/năm.",
        "- Việc làm mới: 1.000 lao động/năm.",
    ]
    assert [row[3] for row in tables(document)[0].rows] == ["", "120.000.000", "", "1.000/năm"]


def test_a_total_is_followed_by_the_units_own_part_its_parts_and_received_figures(tmp_path: Path) -> None:
    programmes = """\
        2:
          so_lieu:
            nha: {gia_tri: 20 nhà, trong_do: {xây mới: 12 nhà, sửa chữa: 8 nhà}, trong_do_du: true}
            quy:
              gia_tri: 2,7 tỷ đồng
              nhan_tu: {trung-uong: 100 triệu đồng, Công ty A: 5 triệu đồng}
              ghi_chu: [gồm tiền mặt, Chưa kể hiện vật.]
          toan_dia_ban:
            nha: {gia_tri: 347 nhà, trong_do: {xây mới: 200 nhà}, ghi_chu: Có báo cáo kèm theo}
        """
    document = report_of(tmp_path, programmes=programmes)
    assert section(document, "### Kết quả các chỉ tiêu:") == [
        "- Quỹ “Vì người nghèo”: 2,7 tỷ đồng; trong đó nhận từ Trung ương: 100 triệu đồng, "
        "nhận từ Công ty A: 5 triệu đồng (gồm tiền mặt; chưa kể hiện vật);",
        "- Nhà Đại đoàn kết: 347 nhà; trong đó xây mới: 200 nhà; riêng cơ quan Ủy ban MTTQ tỉnh 20 nhà, "
        "trong đó xây mới: 12 nhà, sửa chữa: 08 nhà.",
    ]
    assert tables(document)[0].rows[1:] == (
        (
            "1",
            "Quỹ “Vì người nghèo”",
            "đồng",
            "2.700.000.000",
            "Gồm tiền mặt. Chưa kể hiện vật.",
        ),
        ("", "– nhận từ Trung ương", "", "100.000.000", ""),
        ("", "– nhận từ Công ty A", "", "5.000.000", ""),
        ("2", "Nhà Đại đoàn kết", "nhà", "347", "Có báo cáo kèm theo."),
        ("", "– xây mới", "", "200", ""),
        ("", "– riêng cơ quan Ủy ban MTTQ tỉnh", "", "20", ""),
        ("", "– riêng cơ quan Ủy ban MTTQ tỉnh: xây mới", "", "12", ""),
        ("", "– riêng cơ quan Ủy ban MTTQ tỉnh: sửa chữa", "", "8", ""),
    )


def test_results_against_targets_of_every_kind(tmp_path: Path) -> None:
    plan = small_project.plan(
        unit=LOWEST,
        programmes="""\
        2:
          muc_tieu: M
          chi_tieu:
            quy: {muc: trên 2 tỷ đồng, ghi_chu: Cả hiện vật}
            nha: 15 - 20 nhà
            cong-trinh: {muc: 1 công trình, moi: khu-dan-cu}
            ho-ngheo: dưới 10 hộ
        """,
    )
    programmes = "2: {so_lieu: {quy: 1 tỷ đồng, nha: 17 nhà, cong-trinh: 2 công trình, ho-ngheo: 9 hộ}}\n"
    document = built(
        tmp_path,
        {
            f"2020/{LOWEST}/ke-hoach.yaml": plan,
            f"2020/{LOWEST}/nam.yaml": small_project.report(unit=LOWEST, programmes=programmes),
        },
        "bao-cao",
        unit=LOWEST,
    )
    assert section(document, "### Kết quả các chỉ tiêu:") == [
        "- Quỹ “Vì người nghèo”: đạt 1 tỷ đồng, bằng 50,00% kế hoạch;",
        "- Nhà Đại đoàn kết: 17 nhà (kế hoạch: 15 – 20 nhà, đã đạt);",
        "- Công trình: đạt 02 công trình, bằng 200,00% kế hoạch (kế hoạch: 01 công trình mỗi khu dân cư, "
        "cả thảy 01 công trình, đã đạt);",
        "- Hộ nghèo: còn 09 hộ (kế hoạch: dưới 10 hộ, đã đạt).",
    ]
    assert [row[3:6] for row in tables(document)[0].rows[1:]] == [
        ("trên 2.000.000.000", "1.000.000.000", "50,00%"),
        ("15 – 20", "17", ""),
        ("1", "2", "200,00%"),
        ("dưới 10", "9", ""),
    ]


def test_an_approximate_total_says_on_which_side_it_is(tmp_path: Path) -> None:
    def houses(text: str) -> str:
        return f"2: {{so_lieu: {{quy: '{text}'}}}}\n"

    document = built(
        tmp_path,
        {
            "2020/quang-tri/nam.yaml": small_project.report(programmes=houses("trên 1 tỷ đồng")),
            f"2020/{LOWER}/nam.yaml": small_project.report(unit=LOWER, programmes=houses("500 triệu đồng")),
        },
        "bao-cao",
    )
    assert section(document, "### Kết quả các chỉ tiêu:") == [
        "- Quỹ “Vì người nghèo”: trên 1,5 tỷ đồng; riêng cơ quan Ủy ban MTTQ tỉnh trên 1 tỷ đồng.",
    ]
    assert tables(document)[0].rows[1][3] == "≈ 1.500.000.000"
