"""Numbers in texts against the figures of the same file."""

from __future__ import annotations

import random
from pathlib import Path
from textwrap import dedent

import pytest
import small_project

from mttq.check import check
from mttq.check.examination import QuickPath, examine
from mttq.check.rules.contradicting_text import CONTRADICTING_TEXT
from mttq.diagnostics import Diagnostic
from mttq.documents import load
from mttq.source import read_bytes

INDICATORS = dedent(small_project.CATALOGUE["danh-muc/chi-tieu.yaml"]) + (
    "suat-qua: {ten: 'Suất quà Tết, lễ cho người nghèo', chuong_trinh: 2, don_vi_tinh: suất, "
    "cach_viet: [suất quà, phần quà], theo_cap: tong, so_nguyen: true, kem: {tri_gia: tri-gia-qua}}\n"
    "tri-gia-qua: {ten: Trị giá quà, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}\n"
    "hoa-giai: {ten: Vụ việc được hoà giải thành, chuong_trinh: 2, don_vi_tinh: vụ việc, theo_cap: tong}\n"
    "hn: {ten: Hộ nghèo, chuong_trinh: 2, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}\n"
    "sh: {ten: Hộ, don_vi_tinh: hộ, theo_cap: tong, theo_ky: cuoi-ky}\n"
    "tl: {ten: Tỷ lệ hộ nghèo, chuong_trinh: 2, don_vi_tinh: '%', theo_cap: ty-le, "
    "tu_so: hn, mau_so: sh}\n"
)
FIGURES = (
    "{quy: '4,25 tỷ đồng', nha: 47 nhà, suat-qua: {gia_tri: 312 suất, tri_gia: 150 triệu đồng}, hoa-giai: 20 vụ việc, "
    "tl: 40/450 hộ}"
)


def _found(root: Path, text: str, figures: str = FIGURES) -> list[Diagnostic]:
    """Return what is found in a report with one sentence."""
    document = small_project.report(programmes=f"2: {{ket_qua: ['{text}'], so_lieu: {figures}}}\n")
    project = load(
        small_project.write(root, {"danh-muc/chi-tieu.yaml": INDICATORS, "2020/quang-tri/nam.yaml": document})
    )
    return list(check(project))


def _said(root: Path, text: str, figures: str = FIGURES) -> list[str]:
    return [one.message for one in _found(root, text, figures)]


HOUSES = "“Nhà Đại đoàn kết” ở dòng 5 là 47 nhà"
GIFTS = "“Suất quà Tết, lễ cho người nghèo” ở dòng 5 là 312 suất"
FUND = "“Quỹ “Vì người nghèo”” ở dòng 5 là 4,25 tỷ đồng"
SHARE = "“Tỷ lệ hộ nghèo” ở dòng 5 là 40/450 hộ"
WORTH = "“Trị giá quà” ở dòng 5 là 150 triệu đồng"
POOR = "“Hộ nghèo” ở dòng 5 là 40/450 hộ"


@pytest.mark.parametrize(
    ("text", "number", "figure"),
    [
        ("Đã bàn giao 45 nhà Đại đoàn kết cho hộ nghèo.", "45 nhà", HOUSES),
        ("Đã bàn giao 45 nhà Đại đoàn kết", "45 nhà", HOUSES),
        ("Trao tặng 300 suất quà cho hộ nghèo.", "300 suất quà", GIFTS),
        ("Trao tặng 300 suất quà.", "300 suất quà", GIFTS),
        ("Tỷ lệ hộ nghèo còn 9,88%.", "9,88%", SHARE),
        ("Tỷ lệ hộ nghèo từ 10,2% giảm xuống còn 9,1%.", "9,1%", SHARE),
        ("Tỷ lệ hộ nghèo cuối năm 2020 là 9,5%", "9,5%", SHARE),
        ("Toàn tỉnh còn 44 hộ nghèo.", "44 hộ", POOR),
        ("Hỗ trợ xây, sửa 45 nhà Đại đoàn kết.", "45 nhà", HOUSES),
        ("Quỹ “Vì người nghèo” nhận được 4,5 tỷ đồng đóng góp.", "4,5 tỷ đồng", FUND),
        ("Nhà Đại đoàn kết (45 nhà).", "45 nhà", HOUSES),
        ("Bàn giao nhà Đại đoàn kết (gần 30 nhà, đạt kế hoạch).", "gần 30 nhà", HOUSES),
        ("Vận động Quỹ “Vì người nghèo” (4,5 tỷ đồng; vượt kế hoạch).", "4,5 tỷ đồng", FUND),
        ("Tỷ lệ hộ nghèo (9,5%).", "9,5%", SHARE),
        ("Hộ nghèo (44 hộ)", "44 hộ", POOR),
        ("Trao 312 suất quà Tết, trị giá 200 triệu đồng.", "200 triệu đồng", WORTH),
        ("Trao 312 suất quà Tết cho hộ nghèo (trị giá trên 2 tỷ đồng).", "trên 2 tỷ đồng", WORTH),
        ("Trao 312 suất quà trị giá 15 triệu đồng.", "15 triệu đồng", WORTH),
        ("Suất quà Tết (312 suất, giá trị là 160 triệu đồng).", "160 triệu đồng", WORTH),
        ("Vận động 5 tỷ đồng Quỹ “Vì người nghèo”.", "5 tỷ đồng", FUND),
        ("QUỸ “VÌ NGƯỜI NGHÈO” được gần 9 tỷ đồng", "gần 9 tỷ đồng", FUND),
        (
            "Đã hòa giải thành 19 vụ việc.",
            "19 vụ việc",
            "“Vụ việc được hoà giải thành” ở dòng 5 là 20 vụ việc",
        ),
    ],
)
def test_a_number_that_contradicts_a_figure_is_reported(
    tmp_path: Path, text: str, number: str, figure: str
) -> None:
    assert _said(tmp_path, text) == [f"câu viết “{number}”, còn số liệu {figure}"]


@pytest.mark.parametrize(
    "text",
    [
        "Đã bàn giao 47 nhà Đại đoàn kết.",
        "Quỹ “Vì người nghèo” nhận được 4,2 tỷ đồng.",  # cut to the digits written
        "Quỹ “Vì người nghèo” nhận được trên 4 tỷ đồng.",
        "Quỹ “Vì người nghèo” nhận được 4.250 triệu đồng.",
        "Cùng kỳ năm trước Quỹ “Vì người nghèo” nhận được 3 tỷ đồng.",
        "Kế hoạch vận động Quỹ “Vì người nghèo” là 9 tỷ đồng.",
        "Năm 2019 đã bàn giao 40 nhà Đại đoàn kết.",
        "Lũy kế đã bàn giao 140 nhà Đại đoàn kết.",
        "Huyện Hướng Hóa bàn giao 12 nhà Đại đoàn kết.",
        "Trong đó có 12 nhà Đại đoàn kết xây mới.",
        "Tổ chức Ngày hội ở 20 nhà Đại đoàn kết.",
        "Xây 12 nhà văn hóa, trao 500 suất học bổng, 15 suất quà tặng riêng.",
        "Đã bàn giao 47 nhà Đại đoàn kết; sửa thêm 5 nhà.",
        "Chi 9 tỷ đồng cho việc khác.",
        "Quỹ “Vì người nghèo” chi 900 triệu đồng, còn dư 3 tỷ đồng.",
        "Từ Quỹ “Vì người nghèo” hỗ trợ 600 triệu đồng để sửa nhà.",
        "Xây 20 nhà Đại đoàn kết và sửa 27 nhà Đại đoàn kết.",
        "Khởi công 50 nhà Đại đoàn kết.",
        "Còn 5 nhà Đại đoàn kết chưa xong.",
        "Doanh nghiệp tài trợ 10 nhà Đại đoàn kết.",
        "Thăm, tặng quà 30 hộ nghèo; giúp 3 hộ nghèo làm ăn.",
        "Tỷ lệ hộ nghèo còn 8,89%.",
        "Tỷ lệ hộ nghèo còn trên 8%.",
        "Tỷ lệ hộ nghèo giảm 1,5%.",
        "Tỷ lệ hộ nghèo dưới 10%.",
        "Tỷ lệ hộ nghèo toàn huyện là 12,5%.",
        "Tỷ lệ hộ nghèo trong đồng bào dân tộc thiểu số là 15%.",
        "Nhà Đại đoàn kết (47 nhà), Quỹ “Vì người nghèo” (4,2 tỷ đồng).",
        "Nhà Đại đoàn kết (trong đó 12 nhà xây mới).",
        "Hỗ trợ nhà Đại đoàn kết (80 triệu đồng).",
        "Nhà Đại đoàn kết ở Khe Sanh (12 nhà).",
        "Kế hoạch nhà Đại đoàn kết (60 nhà).",
        "Trao 312 suất quà Tết, trị giá 150 triệu đồng.",
        "Trao 312 suất quà Tết, mỗi suất trị giá 500 nghìn đồng.",
        "Trao 312 suất quà Tết và 47 nhà, tổng trị giá 5 tỷ đồng.",
        "Trao 312 suất quà Tết và nhiều đồ dùng, trị giá 5 tỷ đồng.",
        "Trao 312 suất quà Tết. Công trình trị giá 5 tỷ đồng.",
        "Có 6.622/6.688 cử tri đi bầu, đạt 99%, ngày 17/10/2020, số 12/KH-MTTQ.",
    ],
)
def test_other_numbers_are_not(tmp_path: Path, text: str) -> None:
    assert _said(tmp_path, text) == []


def test_a_number_beside_one_that_is_right_is_something_else_unless_the_name_is_plain(tmp_path: Path) -> None:
    text = "Trao 312 suất quà dịp Tết; trao 50 suất quà cho hộ bị bão."
    assert _said(tmp_path / "1", text) == []
    text = "Bàn giao 47 nhà Đại đoàn kết; khánh thành 45 nhà Đại đoàn kết."
    assert _said(tmp_path / "2", text) == [
        "câu viết “45 nhà”, còn số liệu “Nhà Đại đoàn kết” ở dòng 5 là 47 nhà"
    ]


@pytest.mark.parametrize(
    ("wrong", "said", "reference"),
    [
        ("Đã bàn giao {} Đại đoàn kết cho hộ nghèo.", "45 nhà", "{nha}"),
        ("Trao 312 suất quà Tết, trị giá {}.", "200 triệu đồng", "{tri-gia-qua}"),
        ("Toàn tỉnh còn {} nghèo.", "44 hộ", "{hn}"),
    ],
)
def test_the_remedy_ends_the_contradiction(tmp_path: Path, wrong: str, said: str, reference: str) -> None:
    (found,) = _found(tmp_path / "1", wrong.format(said))
    assert found.help == f"sửa một trong hai cho khớp; hoặc viết {reference} vào câu để số chỉ ghi một lần"
    assert _found(tmp_path / "2", wrong.format(reference)) == []


_PIECES = (
    "Quỹ “Vì người nghèo”", "quỹ vì người nghèo", "nhận được", "Đã bàn giao", "trong đó", "ở", "cho hộ nghèo", ";", ".",
    "45 nhà Đại đoàn kết", "47 nhà Đại đoàn kết", "45 căn nhà ĐẠI đoàn kết", "12 nhà", "300 suất quà", ",",
    "300 Suất quà tết",
    "300 phần quà của tỉnh", "gần 5 tỷ đồng", "1 tỷ 500 triệu đồng", "19 vụ việc", "hòa giải thành", "hoà giải thành",
    "Tỷ lệ hộ nghèo", "tỷ lệ hộ nghèo còn 9,5%", "là 9%", "còn 44 hộ nghèo", "300 phần quà Tết", "hỗ trợ", "chi",
    "20 vụ việc được hòa giải", "năm 2020", "năm 2019", "15 - 20 nhà", "4,25 tỷ đồng", "Huyện Hướng Hóa", "(45 nhà)",
    "(47 nhà)", "nhà Đại đoàn kết", "(4 tỷ đồng)", "(9,5%,", "312 suất quà Tết", "trị giá 200 triệu đồng", "(trị giá",
    "150 triệu đồng)", ", giá trị 9 triệu đồng", "suất quà (300 suất)",
)  # fmt: skip


def test_the_quick_path_gives_up_whenever_there_is_a_contradiction(tmp_path: Path) -> None:
    """Law: what the slow path reports, the quick path never passes."""
    project = load(
        small_project.write(
            tmp_path, {"danh-muc/chi-tieu.yaml": INDICATORS, "2020/quang-tri/nam.yaml": "a: b\n"}
        )
    )
    (ref,) = project.refs
    quick = QuickPath(project.catalogue)
    chance = random.Random(333)
    reported = passed = 0
    for _ in range(1000):
        text = (
            " ".join(chance.choices(_PIECES, k=chance.randint(2, 7)))
            .replace(" ;", ";")
            .replace(" ,", ",")
            .replace(" .", ".")
        )
        if text[0] in ";.,":
            continue
        figures = "      quy: 4,25 tỷ đồng\n      nha: 47 nhà\n      suat-qua: 312 suất\n      hoa-giai: 20 vụ việc\n"
        figures += "      tl: 40/450 hộ\n"
        head = "don_vi: quang-tri\nnam: 2020\nky: nam\nchuong_trinh:\n  2:\n"
        data = f"{head}    ket_qua:\n      - {text}\n    so_lieu:\n{figures}".encode()
        found = examine(read_bytes(data, ref.path), ref, project.catalogue).found
        contradicts = any(one.code is CONTRADICTING_TEXT for one in found)
        result = quick.examined(data, ref)
        reported += contradicts
        passed += result is not None
        assert not (contradicts and result is not None), text
    assert reported > 100
    assert passed > 100
