"""The frame of a document: letterhead, number, place and date, basis, addressees, recipients, signature."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from report_project import built, outline, plan_of, report_of

from mttq.report import Report
from mttq.report.model import Signature


def _report_of_unit(root: Path, unit: str, body: str = "", cycle: str = "2020") -> Report:
    period = "nhiem-ky" if "-" in cycle else "nam"
    text = small_project.report(body, unit=unit, cycle=cycle, period=period)
    return built(root, {f"{cycle}/{unit}/{period}.yaml": text}, "bao-cao", unit=unit, cycle=cycle)


@pytest.mark.parametrize(
    ("unit", "superior", "issuer", "number", "place"),
    [
        (
            "trung-uong",
            (),
            ("ỦY BAN TRUNG ƯƠNG", "MẶT TRẬN TỔ QUỐC VIỆT NAM", "BAN THƯỜNG TRỰC"),
            "/BC-MTTW-BTT",
            "Hà Nội",
        ),
        (
            "quang-tri",
            (),
            ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ", "BAN THƯỜNG TRỰC"),
            "/BC-MTTQ-BTT",
            "Quảng Trị",
        ),
        (
            "quang-tri/huong-hoa",
            (),
            ("ỦY BAN MTTQ VIỆT NAM", "HUYỆN HƯỚNG HÓA", "BAN THƯỜNG TRỰC"),
            "/BC-MTTQ-BTT",
            "Hướng Hóa",
        ),
        (
            "quang-tri/huong-hoa/tan-long",
            (),
            ("ỦY BAN MTTQ VIỆT NAM", "XÃ TÂN LONG", "BAN THƯỜNG TRỰC"),
            "/BC-MTTQ-BTT",
            "Tân Long",
        ),
        (
            "quang-tri/huong-hoa/tan-long/long-an",
            ("ỦY BAN MTTQ VIỆT NAM", "XÃ TÂN LONG"),
            ("BAN CÔNG TÁC MẶT TRẬN", "THÔN LONG AN"),
            "/BC-BCTMT",
            "Tân Long",
        ),
        ("quang-tri/hoi-nong-dan", (), ("HỘI NÔNG DÂN TỈNH QUẢNG TRỊ",), "/BC", "Quảng Trị"),
    ],
)
def test_the_letterhead_of_each_level(
    tmp_path: Path, unit: str, superior: tuple[str, ...], issuer: tuple[str, ...], number: str, place: str
) -> None:
    letterhead = _report_of_unit(tmp_path, unit).letterhead
    assert letterhead.superior == superior
    assert letterhead.issuer == issuer
    assert letterhead.number == f"Số:        {number}"
    assert letterhead.place_and_date == f"{place}, ngày … tháng … năm …"


@pytest.mark.parametrize(
    ("unit", "signs"),
    [
        ("quang-tri", "TM. BAN THƯỜNG TRỰC"),
        ("quang-tri/huong-hoa/tan-long/long-an", "TM. BAN CÔNG TÁC MẶT TRẬN THÔN LONG AN"),
        ("quang-tri/hoi-nong-dan", "TM. HỘI NÔNG DÂN TỈNH QUẢNG TRỊ"),
    ],
)
def test_who_signs_if_the_file_does_not_say(tmp_path: Path, unit: str, signs: str) -> None:
    assert _report_of_unit(tmp_path, unit).signature == Signature(signs, "", "", "")


def test_a_congress_paper_is_the_whole_committee_s(tmp_path: Path) -> None:
    """A term's document has no BAN THƯỜNG TRỰC in its heading, its number or its signature."""
    document = _report_of_unit(tmp_path, "quang-tri/huong-hoa", cycle="2019-2024")
    assert document.letterhead.issuer == ("ỦY BAN MTTQ VIỆT NAM", "HUYỆN HƯỚNG HÓA")
    assert document.letterhead.number == "Số:        /BC-MTTQ"
    assert document.signature.on_behalf_of == "TM. ỦY BAN MTTQ VIỆT NAM HUYỆN HƯỚNG HÓA"


def test_who_signs_decides_who_issues(tmp_path: Path) -> None:
    committee = "van_ban: {nguoi_ky: {thay_mat: TM. Ủy ban MTTQ Việt Nam tỉnh}}\n"
    document = _report_of_unit(tmp_path / "a", "quang-tri", committee)
    assert document.letterhead.issuer == ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ")
    assert document.letterhead.number == "Số:        /BC-MTTQ"
    standing = "van_ban: {nguoi_ky: {thay_mat: TM. Ban Thường trực}}\n"
    term = _report_of_unit(tmp_path / "b", "quang-tri", standing, cycle="2019-2024")
    assert term.letterhead.issuer == ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ", "BAN THƯỜNG TRỰC")
    assert term.signature.on_behalf_of == "TM. BAN THƯỜNG TRỰC"


def test_a_letterhead_of_the_catalogue_s_own(tmp_path: Path) -> None:
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"].replace(
        "ten: tỉnh Quảng Trị\n",
        "ten: tỉnh Quảng Trị\n          co_quan: [Ủy ban Mặt trận Tổ quốc Việt Nam, tỉnh Quảng Trị]\n",
        1,
    )
    document = built(
        tmp_path,
        {"danh-muc/don-vi.yaml": units, "2020/quang-tri/nam.yaml": small_project.report()},
        "bao-cao",
    )
    assert document.letterhead.issuer == (
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
        "TỈNH QUẢNG TRỊ",
        "BAN THƯỜNG TRỰC",
    )


def test_all_data_of_an_issued_document(tmp_path: Path) -> None:
    document = plan_of(
        tmp_path,
        """\
        van_ban:
          so: 1/KH-MTTQ-BTT
          ngay: 05/02/2020
          dia_danh: Đông Hà
          loai: Kế hoạch
          trich_yeu: Phối hợp và thống nhất hành động năm 2020
          can_cu:
            - Căn cứ Luật Mặt trận Tổ quốc Việt Nam năm 2015
            - Nghị quyết Đại hội IX;
            - Thực hiện Công văn số 12/MTTW-BTT.
          kinh_gui:
            - Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam;
            - Ban Thường vụ Tỉnh ủy.
          nguoi_ky: {thay_mat: TM. Ban Thường trực, ky_thay: KT. Chủ tịch, chuc_vu: Phó Chủ tịch, ho_ten: Lê Thị Lan}
          noi_nhan:
            - "- Như kính gửi;"
            - Các tổ chức thành viên
            - "Lưu: VT, Ban Phong trào."
        """,
    )
    assert document.letterhead.number == "Số: 01/KH-MTTQ-BTT"
    assert document.letterhead.place_and_date == "Đông Hà, ngày 05 tháng 02 năm 2020"
    assert document.type_name == "KẾ HOẠCH"
    assert document.subject == ("Phối hợp và thống nhất hành động năm 2020",)
    assert document.basis == (
        "Căn cứ Luật Mặt trận Tổ quốc Việt Nam năm 2015;",
        "Căn cứ Nghị quyết Đại hội IX;",
        "Thực hiện Công văn số 12/MTTW-BTT.",
    )
    assert document.addressed_to == (
        "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam",
        "Ban Thường vụ Tỉnh ủy",
    )
    assert document.signature == Signature(
        "TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Lan"
    )
    assert document.recipients == (
        "- Như kính gửi;",
        "- Các tổ chức thành viên;",
        "- Lưu: VT, Ban Phong trào.",
    )
    assert document.title == "KẾ HOẠCH Phối hợp và thống nhất hành động năm 2020"


def test_a_document_without_any_data(tmp_path: Path) -> None:
    document = report_of(tmp_path)
    assert document.type_name == "DỰ THẢO BÁO CÁO"
    assert document.subject == ("Kết quả công tác Mặt trận năm 2020",)
    assert document.addressed_to == document.basis == ()
    assert document.recipients == ("- Lưu: VT.",)


@pytest.mark.parametrize(
    ("type_name", "sign"),
    [
        ("Kế hoạch", "/KH-MTTQ-BTT"),
        ("Chương trình phối hợp và thống nhất hành động", "/CTr-MTTQ-BTT"),
        ("Hướng dẫn", "/HD-MTTQ-BTT"),
        ("Văn bản", "/MTTQ-BTT"),
    ],
)
def test_the_sign_follows_from_the_type(tmp_path: Path, type_name: str, sign: str) -> None:
    document = plan_of(tmp_path, f"van_ban: {{loai: {type_name}}}\n")
    assert document.letterhead.number == f"Số:        {sign}"


@pytest.mark.parametrize(
    ("type_name", "last"),
    [
        ("", "Trên đây là chương trình công tác Mặt trận năm 2020 của"),
        ("Kế hoạch", "Trên đây là kế hoạch công tác Mặt trận năm 2020 của"),
        (
            "Chương trình phối hợp và thống nhất hành động",
            "Trên đây là chương trình phối hợp và thống nhất hành động năm 2020 của",
        ),
    ],
)
def test_the_last_words_name_the_document_by_its_type(tmp_path: Path, type_name: str, last: str) -> None:
    document = plan_of(tmp_path, f"van_ban: {{loai: {type_name}}}\n" if type_name else "")
    assert outline(document)[-1] == f"{last} Ủy ban MTTQ Việt Nam tỉnh Quảng Trị./."


def test_the_closing_sign_appears_once_wherever_it_was_typed(tmp_path: Path) -> None:
    body = """\
        to_chuc_thuc_hien: Các đơn vị báo cáo trước ngày 15/12./.
        loi_ket: [Lời thứ nhất./., Lời cuối./.]
        """
    programmes = """\
        1:
          muc_tieu: Mục tiêu./.
          nhiem_vu: [Việc một./.]
        """
    lines = outline(plan_of(tmp_path, body, programmes))
    assert [line for line in lines if "./" in line] == ["Lời cuối./."]
    assert "- Việc một." in lines
    assert "Các đơn vị báo cáo trước ngày 15/12." in lines
    assert lines[-2:] == ["Lời thứ nhất.", "Lời cuối./."]


@pytest.mark.parametrize(
    ("signer", "signature"),
    [
        ("{chuc_vu: Chủ tịch, ho_ten: Lê A}", Signature("TM. BAN THƯỜNG TRỰC", "", "CHỦ TỊCH", "Lê A")),
        (
            "{ky_thay: TL. Ban Thường trực, chuc_vu: Chánh Văn phòng, ho_ten: Lê A}",
            Signature("", "TL. BAN THƯỜNG TRỰC", "CHÁNH VĂN PHÒNG", "Lê A"),
        ),
        ("{chuc_vu: Q. Chủ tịch, ho_ten: Lê A}", Signature("", "", "Q. CHỦ TỊCH", "Lê A")),
    ],
)
def test_on_whose_behalf_someone_signs_if_only_the_position_is_given(
    tmp_path: Path, signer: str, signature: Signature
) -> None:
    assert report_of(tmp_path, f"van_ban: {{nguoi_ky: {signer}}}\n").signature == signature


def test_a_subject_has_no_full_stop_and_a_source_is_a_list(tmp_path: Path) -> None:
    body = "van_ban: {trich_yeu: Kết quả năm 2020.}\nnguon: [Báo cáo của huyện., Hội Chữ thập đỏ]\n"
    report = report_of(tmp_path, body)
    assert report.subject == ("Kết quả năm 2020",)
    assert "Nguồn số liệu: Báo cáo của huyện; Hội Chữ thập đỏ." in outline(report)


@pytest.mark.parametrize(
    ("issued", "title"),
    [
        (
            "loai: Chương trình phối hợp và thống nhất hành động",
            ("CHƯƠNG TRÌNH", "Phối hợp và thống nhất hành động năm 2020"),
        ),
        (
            "loai: Chương trình phối hợp và thống nhất hành động\n  trich_yeu: Năm 2020 của tỉnh",
            ("CHƯƠNG TRÌNH", "Phối hợp và thống nhất hành động năm 2020 của tỉnh"),
        ),
        ("loai: Chương trình hành động", ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Công tác Mặt trận năm 2020")),
        ("trich_yeu: Trích yếu", ("CHƯƠNG TRÌNH", "Trích yếu")),
    ],
)
def test_a_long_type_is_divided_into_kind_and_subject(
    tmp_path: Path, issued: str, title: tuple[str, str]
) -> None:
    document = plan_of(tmp_path, f"van_ban:\n  {issued}\n")
    assert (document.type_name, *document.subject) == title
    assert document.letterhead.number == "Số:        /CTr-MTTQ-BTT"


@pytest.mark.parametrize(
    ("keys", "recipients"),
    [
        ("", ("- Lưu: VT.",)),
        ("kinh_gui: Tỉnh ủy", ("- Như trên;", "- Lưu: VT.")),
        ("kinh_gui: Tỉnh ủy, noi_nhan: [Các huyện]", ("- Các huyện.",)),
    ],
)
def test_whom_a_document_is_addressed_to_receives_it(
    tmp_path: Path, keys: str, recipients: tuple[str, ...]
) -> None:
    assert report_of(tmp_path, f"van_ban: {{{keys}}}\n" if keys else "").recipients == recipients
