"""Documents that several bodies issue and sign together."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
import small_project
from report_project import built, plan_of, report_of

from mttq.render import markdown
from mttq.render.word import docx
from mttq.report.model import Paragraph, Signature

LEAD = "{ky_thay: KT. CHỦ TỊCH, chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn Văn A}"
UNION = "{co_quan: Liên đoàn Lao động tỉnh, chuc_vu: CHỦ TỊCH, ho_ten: Trần Thị B}"
FARMERS = "{co_quan: Hội Nông dân tỉnh, thay_mat: TM. BAN THƯỜNG VỤ, ky_thay: KT. CHỦ TỊCH, ho_ten: Lê C}"
JOINT = f"""\
van_ban:
  so: 05/KHLT
  loai: Kế hoạch liên tịch
  noi_nhan: [Các huyện]
  nguoi_ky: [{LEAD}, {UNION}, {FARMERS}]
"""
OF_UNION = Signature("TM. LIÊN ĐOÀN LAO ĐỘNG TỈNH", "", "CHỦ TỊCH", "Trần Thị B")
OF_FARMERS = Signature("TM. BAN THƯỜNG VỤ HỘI NÔNG DÂN TỈNH", "KT. CHỦ TỊCH", "", "Lê C")


def test_every_body_is_named_and_signs(tmp_path: Path) -> None:
    document = plan_of(tmp_path, JOINT)
    assert document.letterhead.issuer == (
        "ỦY BAN MTTQ VIỆT NAM",
        "TỈNH QUẢNG TRỊ",
        "BAN THƯỜNG TRỰC -",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH -",
        "HỘI NÔNG DÂN TỈNH",
    )
    assert document.letterhead.number == "Số: 05/KHLT"
    assert document.signature == Signature(
        "TM. BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM TỈNH QUẢNG TRỊ",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
    )
    assert document.cosigners == (OF_UNION, OF_FARMERS)


def test_the_leading_body_may_have_another_name(tmp_path: Path) -> None:
    lead = "{co_quan: Ban Chỉ đạo tỉnh, ho_ten: A}"
    document = plan_of(tmp_path, f"van_ban: {{nguoi_ky: [{lead}, {UNION}]}}\n")
    assert document.letterhead.issuer == ("BAN CHỈ ĐẠO TỈNH -", "LIÊN ĐOÀN LAO ĐỘNG TỈNH")


def test_the_closing_words_and_the_annex_name_all_bodies(tmp_path: Path) -> None:
    tasks = "1:\n  muc_tieu: M\n  nhiem_vu: [Việc một]\n"
    document = plan_of(tmp_path, f"{JOINT}phu_luc_nhiem_vu: true\n", tasks)
    bodies = "Ủy ban MTTQ Việt Nam tỉnh Quảng Trị, Liên đoàn Lao động tỉnh và Hội Nông dân tỉnh"
    assert document.body[-1] == Paragraph(f"Trên đây là kế hoạch liên tịch năm 2020 của {bodies}./.")
    (annex,) = document.annexes
    assert annex.heading.belongs_to.endswith(f"của {bodies})")
    assert [column.header for column in annex.table.columns] == ["STT", "Nội dung nhiệm vụ"]


def test_a_list_of_one_is_a_signer(tmp_path: Path) -> None:
    one = plan_of(tmp_path / "one", f"van_ban: {{nguoi_ky: {LEAD}}}\n")
    assert plan_of(tmp_path / "list", f"van_ban: {{nguoi_ky: [{LEAD}]}}\n") == one


def test_signers_in_common_are_those_of_a_document_without(tmp_path: Path) -> None:
    common = {"danh-muc/mac-dinh/quang-tri.yaml": f"nguoi_ky: [{LEAD}, {UNION}]\n"}
    assert report_of(tmp_path / "common", **common).cosigners == (OF_UNION,)
    alone = report_of(tmp_path / "own", "van_ban: {nguoi_ky: {ho_ten: Phạm D}}\n", **common)
    assert (alone.signature.name, alone.cosigners) == ("Phạm D", ())


def test_a_draft_says_that_a_signer_is_missing(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/huong-hoa/nam.yaml": small_project.report(
            unit="quang-tri/huong-hoa", programmes="2: {so_lieu: {nha: 3 nhà}}\n"
        ),
        "danh-muc/mac-dinh/quang-tri.yaml": f"nguoi_ky: [{LEAD}, {{co_quan: Hội Nông dân tỉnh}}]\n",
    }
    assert built(tmp_path, documents, "bao-cao").remarks[0] == "dự thảo, còn để trống số, ngày, người ký"


def test_the_leading_body_signs_on_the_right_in_word(tmp_path: Path) -> None:
    document = python_docx.Document(BytesIO(docx.render(plan_of(tmp_path, JOINT), None)))
    pair, names, third, last = document.tables[-1].rows
    assert [cell.text.split("\n") for cell in pair.cells] == [
        ["TM. LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CHỦ TỊCH"],
        ["TM. BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM TỈNH QUẢNG TRỊ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ]
    # On one line, though more lines are above one of them.
    assert [cell.text for cell in names.cells] == ["Trần Thị B", "Nguyễn Văn A"]
    assert third.cells[0]._tc is third.cells[1]._tc
    assert third.cells[0].text.split("\n") == [
        "",
        "TM. BAN THƯỜNG VỤ HỘI NÔNG DÂN TỈNH",
        "KT. CHỦ TỊCH",
        "Lê C",
    ]
    assert [cell.text.split("\n") for cell in last.cells] == [["", "Nơi nhận:", "- Các huyện.", ""], [""]]


@pytest.mark.parametrize("format", ["docx", "md"])
def test_a_template_for_one_signer_loses_none(tmp_path: Path, format: str) -> None:
    report = plan_of(tmp_path / "du-an", JOINT)
    names = ["Nguyễn Văn A", "Trần Thị B", "Lê C"]
    if format == "md":
        (tmp_path / "mau.md.j2").write_text("{{ ho_ten }}\n", encoding="utf-8")
        text = markdown.render(report, None, template=tmp_path / "mau.md.j2")
    else:
        mine = python_docx.Document()
        mine.add_paragraph("{{ ho_ten }}")
        mine.save(str(tmp_path / "mau.docx"))
        made = python_docx.Document(BytesIO(docx.render(report, None, template=tmp_path / "mau.docx")))
        text = "\n".join(one.text or "" for one in made.element.body.iter("{*}t"))
    places = [text.index(name) for name in names]
    assert places == sorted(places)
