"""Figures by the id of their indicator in the tags of both formats."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from render_sample import REPORT

from mttq.render import markdown
from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx
from mttq.report.model import NamedFigure, Report

FUND = "chi_tieu['quy-vi-nguoi-ngheo']"
WHOLE = NamedFigure(
    name="Quỹ “Vì người nghèo”",
    measure="đồng",
    is_known=True,
    has_target=True,
    result="19,5 tỷ đồng",
    to_date="25 tỷ đồng",
    target="trên 19 tỷ đồng",
    rate="102,63%",
    change="tăng 12,50% so với năm 2019",
    remark="",
)


class Sample:
    """One indicator, and two units below; the second has no figure."""

    def __init__(self) -> None:
        self.ids = frozenset(("quy-vi-nguoi-ngheo", "nha"))
        self.asked: list[str] = []

    def figure(self, indicator: str) -> NamedFigure:
        self.asked.append(indicator)
        return WHOLE

    def of_units(self, indicator: str) -> Sequence[NamedFigure]:
        self.asked.append(f"{indicator}/")
        empty = replace(WHOLE, name="huyện Đakrông", is_known=False, result="chưa có số liệu")
        return (replace(WHOLE, name="huyện Hướng Hóa", result="347 nhà"), empty)


def _report(sample: Sample) -> Report:
    return replace(REPORT, figures=sample, measures=frozenset(("nhà",)))


def _word(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(str(path))
    return path


def _filled(root: Path, tag: str, sample: Sample) -> tuple[str, str]:
    """What a tag prints in Word and in Markdown."""
    path = root / "mau.md.j2"
    path.write_text(f"{tag}\n", encoding="utf-8")
    report = _report(sample)
    made = Document(BytesIO(docx.render(report, None, template=_word(root / "mau.docx", tag))))
    return made.paragraphs[0].text, markdown.render(report, None, template=path).rstrip("\n")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (f"{{{{ {FUND}.thuc_hien }}}}", "19,5\u00a0tỷ\u00a0đồng"),
        (f"{{{{ {FUND}.luy_ke }}}}", "25\u00a0tỷ\u00a0đồng"),
        (f"{{{{ {FUND}.ke_hoach }}}}", "trên 19\u00a0tỷ\u00a0đồng"),
        (f"{{{{ {FUND}.ty_le }}}}", "102,63%"),
        (f"{{{{ {FUND}.so_cung_ky }}}}", "tăng 12,50% so với năm 2019"),
        (f"{{{{ {FUND}.ten }}}} ({{{{ {FUND}.don_vi_tinh }}}})", "Quỹ “Vì người nghèo” (đồng)"),
        (f"{{{{ {FUND}['ty_le'] }}}}", "102,63%"),
        ("{{ chi_tieu.nha.ty_le }}", "102,63%"),
        (
            f"{{% for dv in {FUND}.cac_don_vi %}}{{{{ dv.ten }}}}: {{{{ dv.thuc_hien }}}};{{% endfor %}}",
            "huyện Hướng Hóa: 347\u00a0nhà;huyện Đakrông: chưa có số liệu;",
        ),
        (
            f"{{% for dv in {FUND}.cac_don_vi if dv.co_so_lieu %}}{{{{ dv.ten }}}}{{% endfor %}}",
            "huyện Hướng Hóa",
        ),
        (f"{{% if {FUND}.co_ke_hoach and not {FUND}.ghi_chu %}}có{{% endif %}}", "có"),
        ("{% set q = chi_tieu['nha'] %}{{ q.ty_le }}", "102,63%"),
        ("{% set ma = 'nha' %}{{ chi_tieu[ma].ty_le }}", "102,63%"),
        (
            f"{{{{ {FUND}.cac_don_vi | map(attribute='ten') | join(', ') }}}}",
            "huyện Hướng Hóa, huyện Đakrông",
        ),
    ],
)
def test_what_is_printed(tmp_path: Path, tag: str, expected: str) -> None:
    word, plain = _filled(tmp_path, tag, Sample())
    assert word == expected
    assert plain == expected.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        (
            "{{ chi_tieu['quy-vi-nguoi-ngeo'].thuc_hien }}",
            "danh mục không có chỉ tiêu “quy-vi-nguoi-ngeo”; có phải là “quy-vi-nguoi-ngheo”?",
        ),
        ("{{ chi_tieu.nhaa.ty_le }}", "danh mục không có chỉ tiêu “nhaa”; có phải là “nha”?"),
        (f"{{{{ {FUND}.thuc_hienn }}}}", "“chỉ tiêu” không có phần “thuc_hienn”; có phải là “thuc_hien”?"),
        (
            "{% set q = chi_tieu['nha'] %}{{ q.ty_lê }}",
            "“chỉ tiêu” không có phần “ty_lê”; có phải là “ty_le”?",
        ),
        (
            "{% for d in chi_tieu.nha.cac_don_vi %}{{d.tenn}}{% endfor %}",
            "“đơn vị” không có phần “tenn”; có phải là “ten”?",
        ),
        (
            "{% if not trich_yeu %}{{ chi_tieu['x'].ty_le }}{% endif %}",
            "danh mục không có chỉ tiêu “x”; xem lại chính tả của thẻ",
        ),
        ("{% set ma = 'nhaa' %}{{ chi_tieu[ma].ty_le }}", "không có tên “nhaa”; có phải là “nha”?"),
        ("{% set t = 'ty_lee' %}{{ chi_tieu.nha[t] }}", "không có tên “ty_lee”; có phải là “ty_le”?"),
        ("{{ chi_tiêu['nha'].ty_le }}", "không có tên “chi_tiêu”; có phải là “chi_tieu”?"),
        (
            "{{ chi_tieu['nha'] }}",
            "thẻ này in cả một chỉ tiêu; hãy chọn một phần, ví dụ chi_tieu['quy-vi-nguoi-ngheo'].thuc_hien",
        ),
        ("{{ chi_tieu['nha'].co_so_lieu }}", "thẻ này là có hoặc không, không in ra được; dùng nó trong if"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(tmp_path: Path, tag: str, message: str) -> None:
    report = _report(Sample())
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(report, None, template=_word(tmp_path / "mau.docx", "đầu", tag))
    assert (caught.value.place, caught.value.message) == (f"đoạn “{tag}”", message)
    (tmp_path / "mau.md.j2").write_text(f"đầu\n{tag}\n", encoding="utf-8")
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(report, None, template=tmp_path / "mau.md.j2")
    assert (caught.value.place, caught.value.message) == ("dòng 2", message)


def test_only_what_a_template_asks_for_is_made(tmp_path: Path) -> None:
    sample = Sample()
    _filled(tmp_path, "{{ ten_loai }}", sample)
    assert sample.asked == []
    _filled(tmp_path, f"{{{{ {FUND}.ty_le }}}} {{{{ {FUND}.ke_hoach }}}}", sample)
    assert sample.asked == ["quy-vi-nguoi-ngheo"] * 2  # once in each format


def test_a_document_without_figures_has_no_indicators(tmp_path: Path) -> None:
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=_word(tmp_path / "mau.docx", "{{ chi_tieu['nha'].ty_le }}"))
    assert caught.value.message == "danh mục không có chỉ tiêu “nha”; xem lại chính tả của thẻ"
