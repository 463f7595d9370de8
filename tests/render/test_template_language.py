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


_FOR = "{% for khoi in noi_dung %}"
NEAREST = (
    ("{{ ho ten }}", "không có tên “ho ten”; có phải là “ho_ten”?"),
    ("{{ họ tên }}", "không có tên “họ tên”; có phải là “ho_ten”?"),
    ("{{ ho.ten }}", "không có tên “ho.ten”; có phải là “ho_ten”?"),
    ("{{ ho-ten }}", "không có tên “ho-ten”; có phải là “ho_ten”?"),
    ("{{ co-quan-cap-tren }}", "không có tên “co-quan-cap-tren”; có phải là “co_quan_cap_tren”?"),
    ("{{ so.ky.hieu }}", "không có tên “so.ky.hieu”; có phải là “so_ky_hieu”?"),
    ("{{ ho_tne }}", "không có tên “ho_tne”; có phải là “ho_ten”?"),
    ("{{ ten_laoi }}", "không có tên “ten_laoi”; có phải là “ten_loai”?"),
    ("{% ho_ten %}", "“ho_ten” là tên, không phải lệnh; muốn in thì viết “{{ ho_ten }}”"),
    ("{% trich_yeu[0] %}", "“trich_yeu” là tên, không phải lệnh; muốn in thì viết “{{ trich_yeu[0] }}”"),
    (
        _FOR + "{% khoi.chu %}{% endfor %}",
        "“khoi” là tên, không phải lệnh; muốn in thì viết “{{ khoi.chu }}”",
    ),
    ("{{ endif }}", "không có tên “endif”; “endif” là lệnh, viết “{% endif %}”"),
    ("{{ if ho_ten }}", "“if” là lệnh; viết “{% if ho_ten %}”"),
    ("{{ for d in can_cu }}", "“for” là lệnh; viết “{% for d in can_cu %}”"),
    ("{% elseif ho_ten %}", "không có thẻ “elseif”; có phải là “elif”?"),
    ("{% if ho_ten %}a{% elsif chuc_vu %}b{% endif %}", "không có thẻ “elsif”; có phải là “elif”?"),
    ("{% if ho_ten %}a{% else if chuc_vu %}b{% endif %}", "không có thẻ “else if”; có phải là “elif”?"),
    ("{% if ho_ten %}a{% fi %}", "không có thẻ “fi”; có phải là “endif”?"),
    ("{% foreach d in can_cu %}", "không có thẻ “foreach”; có phải là “for”?"),
    ("{% for d of can_cu %}{% endfor %}", "trong thẻ “for” cần “in” sau “d”, không phải “of”"),
    ("{% if ho_ten = 'a' %}b{% endif %}", "trong thẻ “if”, so sánh bằng hai dấu “==”"),
    ("{% if trich_yeu | lenght == 1 %}a{% endif %}", "không có bộ lọc “lenght”; có phải là “length”?"),
    (_FOR + "{{ khoi.cu }}{% endfor %}", "“khoi” không có phần “cu”; có phải là “chu”?"),
    (_FOR + "{{ khoi.can-cot }}{% endfor %}", "không có tên “khoi.can-cot”; có phải là “khoi.can_cot”?"),
    (
        _FOR + "{% for cot in khoi.cot %}{{ cot.tn }}{% endfor %}{% endfor %}",
        "“cot” không có phần “tn”; có phải là “ten”?",
    ),
    (
        _FOR + "{% for cot in khoi.cot %}{{ cot.rong }}{% endfor %}{% endfor %}",
        "“cot” không có phần “rong”; chỉ có ten, canh",
    ),
    ("{{ ho_ten[0] }}", "“ho_ten” là một dòng chữ, [0] chỉ in một chữ cái của nó; viết “{{ ho_ten }}”"),
    (
        "{% for d in trich_yeu %}{{ d | last }}{% endfor %}",
        "“d” là một dòng chữ, last chỉ in một chữ cái của nó; viết “{{ d }}”",
    ),
    ('{{ "ho_ten" }}', "“ho_ten” trong dấu nháy là chữ, không phải tên; viết “{{ ho_ten }}”"),
    (
        _FOR + "{{ 'khoi.chu' }}{% endfor %}",
        "“khoi.chu” trong dấu nháy là chữ, không phải tên; viết “{{ khoi.chu }}”",
    ),
    ("{{ “ho_ten” }}", "“ho_ten” trong dấu nháy là chữ, không phải tên; viết “{{ ho_ten }}”"),
    (
        "{{ ho_ten and chuc_vu }}",
        "“and” chỉ in “chuc_vu”; muốn in cả hai thì viết “{{ ho_ten }} {{ chuc_vu }}”",
    ),
    ("{# ho_ten #}", "“{# ho_ten #}” là chú thích nên không in gì; viết “{{ ho_ten }}”"),
    (
        "{# ho_ten | upper #}",
        "“{# ho_ten | upper #}” là chú thích nên không in gì; viết “{{ ho_ten | upper }}”",
    ),
    ("{# if ho_ten #}", "“{# if ho_ten #}” là chú thích nên không in gì; viết “{% if ho_ten %}”"),
    (
        "{% for d in trich_yeu %}{# d #}{% endfor %}",
        "“{# d #}” là chú thích nên không in gì; viết “{{ d }}”",
    ),
    ("{% raw %}{{ ho_ten }}{% endraw %}", "thẻ “raw” in cả dấu ngoặc của thẻ nên không dùng được"),
    (
        "{{ trich_yeu[0][0] }}",
        "“trich_yeu[0]” là một dòng chữ, [0] chỉ in một chữ cái của nó; viết “{{ trich_yeu[0] }}”",
    ),
    (
        "{% for d in [ho_ten, chuc_vu] %}{{ d | upper | first }}{% endfor %}",
        "“d | upper” là một dòng chữ, first chỉ in một chữ cái của nó; viết “{{ d | upper }}”",
    ),
    (
        "{% for d in can_cu %}{{ ', ' if not loop | last }}{% endfor %}",
        "“loop | last” không dùng được; có phải là “loop.last”?",
    ),
    (
        "{{ 'trich_yeu[0] | trim' }}",
        "“trich_yeu[0] | trim” trong dấu nháy là chữ, không phải tên; viết “{{ trich_yeu[0] | trim }}”",
    ),
    ("{{ -ho_ten }}", "không đặt được dấu “-” trước chữ"),
    ("{{ 2 | join(',') }}", "for, join và các bộ lọc danh sách cần danh sách, ở đây lại là số"),
    ("{{ 1 + ho_ten }}", "không dùng được dấu “+” giữa số và chữ"),
    ("{% if ho_ten > 1 %}a{% endif %}", "không so sánh được chữ với số bằng dấu “>”"),
    ("{{ ho_ten() }}", "đây là chữ, không phải lệnh; bỏ cặp ngoặc đơn ở sau"),
    ("{{ 5 | length }}", "không đếm được độ dài của số"),
    ("{{ ho_ten | replace('a') }}", "bộ lọc hoặc lệnh trong thẻ này được gọi thiếu, thừa hoặc sai tham số"),
    (
        "{{ ho_ten.encode('khong-co') }}",
        "không tính được thẻ này; phép tính hay bộ lọc trong thẻ không hợp với giá trị của nó",
    ),
)
"""Slips of a typist, each with the message that names what was meant."""


@pytest.mark.parametrize(("slip", "message"), NEAREST)
def test_a_slip_is_refused_with_what_was_meant(tmp_path: Path, slip: str, message: str) -> None:
    report = of(figures(1))
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(report, None, template=_forge(tmp_path, f"đầu\n{slip}\n"))
    assert (caught.value.place, caught.value.message) == ("dòng 2", message)
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(report, None, template=_word(tmp_path, slip))
    assert caught.value.message == message


@pytest.mark.parametrize(
    "tag",
    [
        "{# Ghi chú cho người sửa mẫu: ho_ten in ở cuối #}",
        "{% if ho_ten[0] == 'N' %}{% endif %}",
        "{{ trich_yeu[0] }}",
        "{{ trich_yeu | first }}",
        "{{ ky_thay and 'KT.' }}",
        "{{ 'ho ten' }}",
    ],
)
def test_what_only_looks_like_a_slip_is_accepted(tmp_path: Path, tag: str) -> None:
    docx.render(REPORT, None, template=_word(tmp_path, tag))
    markdown.render(REPORT, None, template=_forge(tmp_path, tag))


def test_a_template_has_the_names_of_the_one_that_includes_it_and_of_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "_phan.md.j2").write_text("{{ loi }}\n", encoding="utf-8")
    (folder / "bao-cao.md.j2").write_text("{% set loi = 'có' %}{% include '_phan.md.j2' %}", encoding="utf-8")
    assert markdown.render(replace(REPORT, kind="bao-cao"), tmp_path) == "có\n"
    (folder / "_phan.md.j2").unlink()
    (folder / "_khac.md.j2").write_text("{{ loi }}\n", encoding="utf-8")
    (folder / "chuong-trinh.md.j2").write_text("{% include '_khac.md.j2' %}", encoding="utf-8")
    with pytest.raises(UnusableTemplateError, match="không có tên “loi”; xem lại chính tả của thẻ"):
        markdown.render(replace(REPORT, kind="chuong-trinh"), tmp_path)


def test_curly_quotes_in_a_markdown_tag(tmp_path: Path) -> None:
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, None, template=_forge(tmp_path, "{{ “a b” }}"))
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
