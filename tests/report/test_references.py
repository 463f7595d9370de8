"""Figures printed where a text refers to them."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline

COMMUNE = "quang-tri/huong-hoa/tan-long"
PLAN = {
    f"2020/{COMMUNE}/ke-hoach.yaml": small_project.plan(
        unit=COMMUNE, programmes="2: {muc_tieu: M, chi_tieu: {quy: 19 tỷ đồng}}\n"
    )
}


def _report(
    text: str, figures: str, programme: int = 2, period: str = "nam", cycle: str = "2020"
) -> dict[str, str]:
    programmes = f"{programme}:\n  ket_qua:\n    - '{text}'\n  so_lieu:\n    {figures}\n"
    return {
        f"{cycle}/{COMMUNE}/{period}.yaml": small_project.report(
            unit=COMMUNE, cycle=cycle, period=period, programmes=programmes
        )
    }


def _said(root: Path, documents: dict[str, str], period: str = "nam", programme: int = 2) -> list[str]:
    """Return what stands below a programme of the commune's report."""
    lines = outline(built(root, documents, "bao-cao", unit=COMMUNE, period=period))
    title = {1: "Mở rộng khối đại đoàn kết", 2: "Vận động Nhân dân thi đua"}[programme]
    start = next(place for place, line in enumerate(lines) if line.startswith("## ") and line.endswith(title))
    below = lines[start + 1 :]
    return below[
        : next(place for place, line in enumerate([*below, "# "]) if line.startswith(("## ", "# ", "[")))
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("4,2 tỷ đồng", "4,2 tỷ đồng"),
        ("2.360 triệu đồng", "2.360 triệu đồng"),
        ("gần 2.360 triệu đồng", "gần 2.360 triệu đồng"),
        ("1 tỷ 804 triệu đồng", "1 tỷ 804 triệu đồng"),
        ("1.804.000.000đồng", "1.804.000.000 đồng"),
        ('"1.804.000.000"', "1.804.000.000 đồng"),
        ("900000 đồng", "900.000 đồng"),
        ("gần 1804000,5 đồng", "gần 1.804.000,5 đồng"),
        ("5 đồng", "5 đồng"),
        ("19tỷ", "19 tỷ đồng"),
        ("không áp dụng", "không áp dụng"),
        ("0 đồng", "0 đồng"),
    ],
)
def test_a_figure_is_printed_in_its_writers_words(tmp_path: Path, typed: str, printed: str) -> None:
    documents = _report("Quỹ vận động được {quy}.", f"quy: {typed}")
    assert _said(tmp_path, documents) == [f"Quỹ vận động được {printed}."]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("5 căn", "05 căn"),
        ("5", "05 nhà"),
        ("12 căn", "12 căn"),
        ("05 nhà", "05 nhà"),
        ("1.200 căn", "1.200 căn"),
    ],
)
def test_the_writers_word_for_the_unit_is_kept(tmp_path: Path, typed: str, printed: str) -> None:
    indicators = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"]
    spelled = indicators.replace("don_vi_tinh: nhà,", "don_vi_tinh: nhà, cach_viet: [căn],")
    documents = _report("{nha} được xây; {nha} là nhà mới.", f"nha: {typed}") | {
        "danh-muc/chi-tieu.yaml": spelled
    }
    assert _said(tmp_path, documents) == [f"{printed} được xây; {printed} là nhà mới."]


@pytest.mark.parametrize(("typed", "printed"), [("5 đợt", "05 đợt"), ("05 đợt", "05 đợt"), ("5", "05 đợt")])
def test_the_zero_before_a_count_does_not_depend_on_typing(tmp_path: Path, typed: str, printed: str) -> None:
    documents = _report("Tặng {qua}.", f"qua: {typed}")
    documents["danh-muc/chi-tieu.yaml"] = (
        "qua: {ten: Đợt tặng quà, chuong_trinh: 2, don_vi_tinh: đợt, theo_cap: tong}\n"
    )
    assert _said(tmp_path, documents) == [f"Tặng {printed}."]


def test_a_share_too_small_to_print_is_no_zero(tmp_path: Path) -> None:
    documents = {**PLAN, **_report("Quỹ được {quy}, bằng {quy.ty_le} kế hoạch.", "quy: 900000 đồng")}
    assert _said(tmp_path, documents) == ["Quỹ được 900.000 đồng, bằng chưa đến 0,01% kế hoạch."]


def test_a_text_that_begins_with_a_figure_begins_with_a_capital(tmp_path: Path) -> None:
    documents = _report("{quy} được vận động.", "quy: trên 4,2 tỷ đồng")
    assert _said(tmp_path, documents) == ["Trên 4,2 tỷ đồng được vận động."]


def test_two_counts_and_their_percentage(tmp_path: Path) -> None:
    text = "Có {ty-le-di-bau} đi bầu, đạt {ty-le-di-bau.ty_le}."
    documents = _report(text, "ty-le-di-bau: {gia_tri: 6.622/6.688 cử tri, ty_le: 99%}", programme=1)
    assert _said(tmp_path / "1", documents, programme=1) == ["Có 6.622/6.688 cử tri đi bầu, đạt 99%."]
    documents = _report(text, "ty-le-di-bau: 6.622/6.688 cử tri", programme=1)
    assert _said(tmp_path / "2", documents, programme=1) == ["Có 6.622/6.688 cử tri đi bầu, đạt 99,01%."]


def test_what_is_derived_from_a_figure(tmp_path: Path) -> None:
    text = "Quỹ được {quy}, {quy.so_cung_ky}, bằng {quy.ty_le} kế hoạch {quy.ke_hoach}; toàn xã {quy.toan_dia_ban}."
    documents = {**PLAN, **_report(text, "quy: 18,2 tỷ đồng")}
    documents[f"2019/{COMMUNE}/nam.yaml"] = small_project.report(
        unit=COMMUNE, cycle="2019", programmes="2: {so_lieu: {quy: 14 tỷ đồng}}\n"
    )
    documents["danh-muc/chuong-trinh.yaml"] = small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"].replace(
        "tu_nam: 2020", "tu_nam: 2019"
    )
    assert _said(tmp_path, documents) == [
        "Quỹ được 18,2 tỷ đồng, tăng 30,00% so với năm 2019, bằng 95,79% kế hoạch 19 tỷ đồng; toàn xã 18,2 tỷ đồng.",
    ]


def test_the_months_since_january(tmp_path: Path) -> None:
    documents = {
        **_report("Quý I được {quy}.", "quy: 1,5 tỷ đồng", period="quy-1"),
        **_report("Trong quý {quy}, từ đầu năm {quy.luy_ke}.", "quy: 2 tỷ đồng", period="quy-2"),
    }
    assert _said(tmp_path, documents, period="quy-2") == ["Trong quý 2 tỷ đồng, từ đầu năm 3,5 tỷ đồng."]
    assert _said(tmp_path, documents, period="quy-1") == ["Quý I được 1,5 tỷ đồng."]


def test_what_is_not_known_is_printed_as_missing(tmp_path: Path) -> None:
    text = "Quỹ {quy}: kế hoạch {quy.ke_hoach}, bằng {quy.ty_le}, {quy.so_cung_ky}; xây {nha.toan_dia_ban}."
    documents = _report(text, "quy: 2 tỷ đồng")
    assert _said(tmp_path, documents) == [
        "Quỹ 2 tỷ đồng: kế hoạch chưa có kế hoạch, bằng chưa có số liệu, năm 2019 chưa có số liệu; "
        "xây chưa có số liệu.",
    ]


def test_a_figure_in_a_text_is_not_listed_again(tmp_path: Path) -> None:
    documents = {**PLAN, **_report("Vận động được {quy}.", "quy: 18,2 tỷ đồng\n    nha: 12 nhà")}
    assert _said(tmp_path, documents) == [
        "Vận động được 18,2 tỷ đồng.",
        "### Kết quả các chỉ tiêu:",
        "- Nhà Đại đoàn kết: 12 nhà.",
    ]


def test_the_own_part_in_a_text_does_not_stand_for_the_whole(tmp_path: Path) -> None:
    upper = small_project.report(
        unit="quang-tri/huong-hoa",
        programmes="2:\n  ket_qua: 'Huyện vận động được {quy}.'\n  so_lieu: {quy: 2 tỷ đồng}\n",
    )
    documents = {"2020/quang-tri/huong-hoa/nam.yaml": upper, **_report("{quy}", "quy: 1 tỷ đồng")}
    lines = outline(built(tmp_path, documents, "bao-cao", unit="quang-tri/huong-hoa"))
    assert "Huyện vận động được 2 tỷ đồng." in lines
    assert "- Quỹ “Vì người nghèo”: 3 tỷ đồng; riêng cơ quan Ủy ban MTTQ huyện 2 tỷ đồng." in lines


def test_a_plan_prints_its_targets(tmp_path: Path) -> None:
    programmes = """\
        2:
          muc_tieu: 'Vận động {quy}, xây {nha.ke_hoach}.'
          nhiem_vu:
            - {ten: 'Xây {nha}'}
          chi_tieu:
            quy: phấn đấu đạt trên 19 tỷ đồng
            nha: {muc: 2 nhà, moi: khu-dan-cu}
            cong-trinh: 3 công trình
    """
    document = small_project.plan(
        "mo_dau: 'Dân số {dan-so}.'\nso_lieu: {dan-so: 12.000 người}\n", programmes=programmes
    )
    lines = outline(built(tmp_path, {"2020/quang-tri/ke-hoach.yaml": document}, "chuong-trinh"))
    assert "Dân số 12.000 người." in lines
    assert "Vận động phấn đấu đạt trên 19 tỷ đồng, xây 02 nhà mỗi khu dân cư." in lines
    assert "- Xây 02 nhà mỗi khu dân cư." in lines
    assert [line for line in lines if line.startswith("- ") and "tỷ" in line] == []
    assert "- Công trình: 03 công trình." in lines


def test_a_briefing_prints_the_figures_of_its_quarter(tmp_path: Path) -> None:
    briefing = """\
        don_vi: quang-tri/huong-hoa/tan-long
        nam: 2020
        ky: quy-2
        hoi_nghi:
          ten: Hội nghị giao ban
          ngay: 2020-06-25
          ket_luan:
            - 'Quỹ đạt {quy} trong quý, {quy.luy_ke} từ đầu năm.'
        """
    documents = {
        **_report("Q1", "quy: 1 tỷ đồng", period="quy-1"),
        **_report("Q2", "quy: 2 tỷ đồng", period="quy-2"),
        f"2020/{COMMUNE}/giao-ban-quy-2.yaml": briefing,
    }
    lines = outline(built(tmp_path, documents, "giao-ban", unit=COMMUNE, period="quy-2"))
    assert "- Quỹ đạt 2 tỷ đồng trong quý, 3 tỷ đồng từ đầu năm." in lines


def test_doubled_braces_are_braces(tmp_path: Path) -> None:
    documents = _report("Nhóm {{A}} và {{B}, }.", "quy: 2 tỷ đồng")
    assert _said(tmp_path, documents) == [
        "Nhóm {A} và {B}, }.",
        "### Kết quả các chỉ tiêu:",
        "- Quỹ “Vì người nghèo”: 2 tỷ đồng.",
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1 tỷ 804 triệu đồng", "một tỷ tám trăm linh tư triệu đồng"),
        ("50.000.000đồng", "năm mươi triệu đồng"),
        ("gần 2.360 triệu đồng", "gần hai tỷ ba trăm sáu mươi triệu đồng"),
        ("0 đồng", "không đồng"),
        ("không áp dụng", "không áp dụng"),
    ],
)
def test_a_figure_in_words(tmp_path: Path, typed: str, printed: str) -> None:
    documents = _report("Số tiền là {quy.bang_chu}.", f"quy: {typed}")
    assert _said(tmp_path, documents)[0] == f"Số tiền là {printed}."


def test_words_behind_a_colon_begin_with_a_capital(tmp_path: Path) -> None:
    documents = _report("Trao {quy} (Bằng chữ: {quy.bang_chu}).", "quy: 50 triệu đồng")
    assert _said(tmp_path, documents) == ["Trao 50 triệu đồng (Bằng chữ: Năm mươi triệu đồng)."]


def test_words_keep_the_writers_word_for_the_unit(tmp_path: Path) -> None:
    indicators = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"]
    documents = _report("Xây {nha} ({nha.bang_chu}).", "nha: 45 căn")
    documents["danh-muc/chi-tieu.yaml"] = indicators.replace(
        "don_vi_tinh: nhà,", "don_vi_tinh: nhà, cach_viet: [căn],"
    )
    assert _said(tmp_path, documents) == ["Xây 45 căn (bốn mươi lăm căn)."]


def test_a_target_and_a_total_in_words(tmp_path: Path) -> None:
    plan = small_project.plan(
        "kinh_phi: '{quy.bang_chu}'\n", programmes="2: {chi_tieu: {quy: trên 19 tỷ đồng}}\n"
    )
    document = built(tmp_path / "plan", {"2020/quang-tri/ke-hoach.yaml": plan}, "chuong-trinh")
    assert "Trên mười chín tỷ đồng." in outline(document)
    documents = {
        **_report("A", "quy: 5 triệu đồng"),
        "2020/quang-tri/nam.yaml": small_project.report("mo_dau: Được {quy.bang_chu}\n"),
    }
    assert "Được năm triệu đồng." in outline(built(tmp_path / "total", documents, "bao-cao"))


def test_a_percentage_is_not_written_in_words(tmp_path: Path) -> None:
    documents = _report("Cử tri: {ty-le-di-bau.bang_chu}", "ty-le-di-bau: 99,5%", programme=1)
    assert _said(tmp_path, documents, programme=1)[0] == "Cử tri: 99,5%."


@pytest.mark.parametrize(
    ("text", "typed", "printed"),
    [
        ("{ty-le-di-bau.tu_so} trong {ty-le-di-bau.mau_so}", "46/50 cử tri", "46 cử tri trong 50 cử tri."),
        ("Có {cu-tri-di-bau} trong {cu-tri} đi bầu.", "6/8 cử tri", "Có 06 cử tri trong 08 cử tri đi bầu."),
        ("Có {ty-le-di-bau.tu_so} đi bầu.", "92%", "Có chưa có số liệu đi bầu."),
    ],
)
def test_the_counts_of_a_percentage_are_printed(tmp_path: Path, text: str, typed: str, printed: str) -> None:
    documents = _report(text, f"ty-le-di-bau: {typed}", programme=1)
    assert _said(tmp_path, documents, programme=1)[0] == printed


def test_a_count_with_a_line_of_its_own_is_printed_as_that_has_it(tmp_path: Path) -> None:
    documents = _report("Có {ty-le-di-bau.tu_so} đi bầu.", "cu-tri-di-bau: gần 46", programme=1)
    assert _said(tmp_path, documents, programme=1)[0] == "Có gần 46 cử tri đi bầu."
