"""The language of a template's tags, and the messages for everything else; the same in both formats."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from render_sample import REPORT, figures, of

from mttq.render import markdown
from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx
from mttq.report.model import Report

HOSTILE = "<w:p/> **đậm** & {{ x }} <b>{_{"


def _word(root: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    path = root / "mau.docx"
    document.save(str(path))
    return path


def _forge(root: Path, text: str) -> Path:
    path = root / "mau.md.j2"
    path.write_text(text, encoding="utf-8")
    return path


def _texts(template: Path, report: Report) -> list[str]:
    made = Document(BytesIO(docx.render(report, None, template=template)))
    return [paragraph.text for paragraph in made.paragraphs]


NOT_PRINTED = (
    "thẻ này không phải chữ, số hay danh sách nên không in ra được; sau bộ lọc map, select thì thêm | list"
)


@pytest.mark.parametrize(
    ("faulty", "message"),
    [
        ("{{ 'a' * 10 ** 11 }}", "“*” cho ra kết quả quá lớn"),
        ("{{ 10 ** 10 ** 10 }}", "“**” cho ra kết quả quá lớn"),
        ("{{ trich_yeu * 10 ** 9 }}", "“*” cho ra kết quả quá lớn"),
        ("{{ 10 ** 9 * [1] }}", "“*” cho ra kết quả quá lớn"),
        ("{{ 'a'.center(10 * 1000 * 1000 * 1000 * 1000 * 1000) }}", "“center” cho ra kết quả quá lớn"),
        ("{% for i in range(9) %}{% endfor %}", "không có tên “range”; xem lại chính tả của thẻ"),
        ("{{ lipsum() }}", "không có tên “lipsum”; xem lại chính tả của thẻ"),
        ("{{ cycler(1) }}", "không có tên “cycler”; xem lại chính tả của thẻ"),
        ("{{ joiner() }}", "không có tên “joiner”; xem lại chính tả của thẻ"),
        ("{{ namespace() }}", "không có tên “namespace”; xem lại chính tả của thẻ"),
        ("{{ dict() }}", "không có tên “dict”; xem lại chính tả của thẻ"),
        ("{{ trich_yeu | random }}", "không có bộ lọc “random”"),
        ("{{ trich_yeu[0] | safe }}", "không có bộ lọc “safe”"),
        ("{{ trich_yeu[0] | urlize }}", "không có bộ lọc “urlize”"),
        ("{{ trich_yeu | pprint }}", "không có bộ lọc “pprint”"),
        ("{{ trich_yeu | tojson }}", "không có bộ lọc “tojson”"),
        ("{% filter striptags %}{{ ten_loai }}{% endfilter %}", "thẻ “filter” không dùng được trong mẫu"),
        ("{% autoescape false %}a{% endautoescape %}", "thẻ “autoescape” không dùng được trong mẫu"),
        (
            "{% set a | striptags %}{{ ten_loai }}{% endset %}",
            "thẻ “set” gom chữ không nhận bộ lọc; đặt bộ lọc ở thẻ in ra",
        ),
        ("{{ co_phan }}", "thẻ này là có hoặc không, không in ra được; dùng nó trong if"),
        ("{{ ten_loai.upper }}", NOT_PRINTED),
        ("{{ trich_yeu | map('upper') }}", NOT_PRINTED),
        ("{{ }}", "trước “}}” còn thiếu một tên hoặc một giá trị"),
        ("{{ ten_loai + }}", "dấu “}}” không đúng chỗ"),
        ("{% %}", "sau “{%” còn thiếu tên thẻ, ví dụ if hoặc for"),
        ("{{ ten_loai. }}", "sau dấu chấm hoặc “[” còn thiếu một tên hoặc một số"),
        ("{{ can_cu[0] }}", "danh sách này đang trống nên không có mục [0]; mục đầu là [0]"),
        ("{{ trich_yeu[1] }}", "danh sách này chỉ có 1 mục nên không có mục [1]; mục đầu là [0]"),
        (
            "{{ noi_dung[-1].chu }}",
            "khối “bang” không có phần “chu”; dùng if khoi.loai để chỉ hỏi khối có phần ấy",
        ),
        (
            "{{ ten_loai\u200b }}",
            "trong thẻ có một ký tự không nhìn thấy (U+200B); xóa thẻ và gõ lại",
        ),
        ("{{ ten_loai ? }}", "dấu “?” không dùng được trong thẻ"),
        (
            "{% for d in trich_yeu %}{% if d %}{% endfor %}",
            "thẻ “endfor” không đúng chỗ: thẻ “if” ở trước nó chưa được đóng",
        ),
    ],
)
def test_a_faulty_tag_in_both_formats(tmp_path: Path, faulty: str, message: str) -> None:
    report = of(figures(1))
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(report, None, template=_word(tmp_path, "đầu", faulty, "cuối"))
    assert caught.value.message == message
    assert caught.value.place == f"đoạn “{faulty}”"
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(report, None, template=_forge(tmp_path, f"đầu\n{faulty}\ncuối\n"))
    assert caught.value.message == message
    assert caught.value.place == "dòng 2"


def test_curly_quotes_in_a_markdown_tag(tmp_path: Path) -> None:
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, None, template=_forge(tmp_path, "{{ “a” }}"))
    assert caught.value.message == "dấu ““” không dùng được trong thẻ; gõ dấu nháy thẳng ' hoặc \""


def test_a_missing_end_is_reported_at_the_tag_that_is_open(tmp_path: Path) -> None:
    lines = ("{%p if ten_loai %}", "a", "{%p endif %}", "{%p for d in can_cu %}", "{{ d }}", "x")
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=_word(tmp_path, *lines))
    assert caught.value.message == "thẻ “for” chưa được đóng"
    assert caught.value.place == "đoạn “{%p for d in can_cu %}”"
    text = "\n".join(lines).replace("{%p", "{%")
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, None, template=_forge(tmp_path, text))
    assert (caught.value.message, caught.value.place) == ("thẻ “for” chưa được đóng", "dòng 4")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ trich_yeu[0] }}",
        "{{ trich_yeu[0] | trim }}",
        "{% set a %}{{ trich_yeu[0] }}{% endset %}{{ a }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(trich_yeu[0]) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ trich_yeu[0] }}{% endcall %}",
        "{{ '' ~ trich_yeu[0] }}",
        "{{ trich_yeu | join }}",
        "{{ '%s' | format(trich_yeu[0]) }}",
    ],
)
def test_data_is_never_markup(tmp_path: Path, tag: str) -> None:
    """Whichever way it takes to the page; the text of a macro or a `set` is escaped once."""
    report = replace(REPORT, subject=(HOSTILE,))
    assert _texts(_word(tmp_path, tag), report) == [HOSTILE]
    plain = markdown.render(report, None, template=_forge(tmp_path, "{{ trich_yeu[0] }}\n"))
    assert markdown.render(report, None, template=_forge(tmp_path, f"{tag}\n")) == plain
    assert "\\*\\*đậm\\*\\*" in plain


def test_the_markdown_of_a_macro_stays(tmp_path: Path) -> None:
    text = (
        "{% set a %}**{{ ten_loai }}**{% endset %}{% macro m() %}*{{ a }}*{% endmacro %}{{ a }} {{ m() }}\n"
    )
    assert markdown.render(REPORT, None, template=_forge(tmp_path, text)) == "**BÁO CÁO** ***BÁO CÁO***\n"


def test_the_text_of_a_macro_is_escaped_again_if_something_is_added(tmp_path: Path) -> None:
    """In Markdown only the whole text is known to be escaped."""
    text = "{% set a %}*{% endset %}{{ a ~ trich_yeu[0] }}\n"
    made = markdown.render(replace(REPORT, subject=("*x*",)), None, template=_forge(tmp_path, text))
    assert made == "\\*\\*x\\*\n"


def test_a_mark_has_no_text(tmp_path: Path) -> None:
    template = _word(tmp_path, "{{ noi_dung[0].can_cot | string | length }}", "{{ [noi_dung[0].can_cot] }}")
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(of(figures(1)), None, template=template)
    assert caught.value.message == NOT_PRINTED


def test_recipients_that_begin_like_lists_are_lines_of_the_list(tmp_path: Path) -> None:
    report = replace(REPORT, recipients=("- 1. một;", "- > trích;", "- - Lưu: VT."))
    made = markdown.render(report, None)
    assert "\n- 1\\. một;\n- \\> trích;\n- \\- Lưu: VT.\n" in made
