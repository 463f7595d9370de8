"""Templates that would exhaust the machine are refused, with the tag, in little time and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from render_sample import REPORT, figures, of

from mttq.render import markdown
from mttq.render.budget import Budget
from mttq.render.context import context
from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx

if sys.platform == "win32":
    pytest.skip("limits of a process are set in the way of Unix", allow_module_level=True)

from hostile_templates import HOSTILE

HERE = Path(__file__).parent
SECONDS, MEGABYTES = 5, 500


@cache
def _faults(format: str) -> tuple[list[tuple[str, str, float]], int]:
    """The place, the message and the seconds of each hostile template, and the megabytes of all."""
    done = subprocess.run(
        [sys.executable, str(HERE / "hostile_templates.py"), format],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *faults, memory = map(json.loads, done.stdout.splitlines())
    return [tuple(one) for one in faults], memory


@pytest.mark.parametrize("format", ["docx", "md"])
@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=[tag[:40] for tag, _ in HOSTILE])
def test_what_asks_for_too_much_is_refused_with_its_tag(format: str, number: int) -> None:
    tag, expected = HOSTILE[number]
    place, message, seconds = _faults(format)[0][number]
    assert message == expected
    shown = place.removeprefix("đoạn “").removesuffix("”").strip("…")
    assert (shown in tag and "{" in shown) if format == "docx" else place == "dòng 2"
    assert seconds < SECONDS


@pytest.mark.parametrize("format", ["docx", "md"])
def test_the_memory_of_all_of_them(format: str) -> None:
    assert _faults(format)[1] < MEGABYTES


def _rows(document: object, *rows: str) -> None:
    cells = "".join(
        f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc></w:tr>" for one in rows
    )
    grid = "<w:tblPr/><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>"
    document.element.body.insert(0, parse_xml(f"<w:tbl {nsdecls('w')}>{grid}{cells}</w:tbl>"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        (
            ("{%tr for i in 'x' * 99999 %}", "{{ i }}", "{%tr endfor %}"),
            "đoạn “{%tr for i in 'x' * 99999 %}”",
            "“for i in 'x' * 99999” cho ra kết quả quá lớn",
        ),
        (
            ("{% colspan 10 ** 9 %}a",),
            "",
            "một ô chiếm 1000000000 cột của bảng; Word chỉ có đến 63 cột",
        ),
        (("{{ho_ten}}" * 3001,), "", "mẫu có 3001 thẻ, nhiều hơn 3000 là quá nhiều"),
        (("x" * 2100000,), "", "phần có thẻ của mẫu quá dài (hơn 2 MiB chữ và định dạng)"),
        (("{{ 'x\\n' * 99999 }}",), "đoạn “{{ 'x\\n' * 99999 }}”", "“{{ … }}” cho ra kết quả quá lớn"),
    ],
    ids=lambda value: value[0][:24] if isinstance(value, tuple) else "",
)
def test_large_word_templates(tmp_path: Path, rows: tuple[str, ...], place: str, message: str) -> None:
    document = Document()
    _rows(document, *rows)
    document.save(str(tmp_path / "mau.docx"))
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(REPORT, None, template=tmp_path / "mau.docx")
    assert (caught.value.place, caught.value.message) == (place, message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ho_ten}}" * 3001, "mẫu có 3001 thẻ, nhiều hơn 3000 là quá nhiều"),
        ("x" * 1100000, "mẫu lớn hơn 1 MiB"),
    ],
)
def test_large_markdown_templates(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mau.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, None, template=tmp_path / "mau.md.j2")
    assert (caught.value.place, caught.value.message) == ("", message)


def test_a_template_that_includes_itself_twice_ends(tmp_path: Path) -> None:
    """Each inclusion doubles the text; what is made counts, however it is divided among files."""
    (tmp_path / "templates").mkdir()
    for number in range(30):
        text = f'{{% include "_{number + 1}.md.j2" %}}' * 2 if number < 29 else "x" * 99
        (tmp_path / "templates" / f"_{number}.md.j2").write_text(text, encoding="utf-8")
    (tmp_path / "templates" / "bao-cao.md.j2").write_text('{% include "_0.md.j2" %}', encoding="utf-8")
    with pytest.raises(UnusableTemplateError) as caught:
        markdown.render(REPORT, tmp_path)
    assert re.fullmatch(
        r"đến “_2[89]\.md\.j2” thì mẫu đã làm quá nhiều bước; bớt các vòng lặp lồng nhau trong mẫu",
        caught.value.message,
    )


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{{ 'a' | center(9) }}", "    a    "),
        ("{{ '%05.1f|%-4s' % (2.5, 'x') }}", "002.5|x   "),
        ("{{ '{:>6}|{:^5}'.format('a', 'b') | upper }}", "     A|  B  "),
        ("{{ 'x' * 20 }}", "x" * 20),
        ("{{ [1, 2] * 2 }}", "1\n2\n1\n2"),
        ("{{ ('a', 'b') | map('upper') | join(', ') }}", "A, B"),
        ("{{ 'abcdef'[1:4] }}{{ 'abcdef'[::-1] }}", "bcdfedcba"),
        ("{{ 'a' ~ 1 ~ ['b'] }}", "a1['b']"),
        ("{{ 2 ** 10 }}", "1024"),
        ("{{ 5000000000 | default(0) }}", "5000000000"),
        ("{{ trich_yeu[0] | replace('Kết', 'KẾT') | truncate(30) }}", "KẾT quả công tác Mặt trận..."),
        ("{% for a in 'ab' %}{{ loop.index }}/{{ loop.length }}{{ a }} {% endfor %}", "1/2a 2/2b "),
        ("{% for a in 'abc' if a != 'b' %}{{ a }}{% else %}không{% endfor %}", "ac"),
        ("{{ 1 < 2 < 3 and 'a' in 'abc' and 'x' not in ['a'] and 'ừ' or 'không' }}", "ừ"),
    ],
)
def test_what_is_paid_for_is_what_jinja_makes(tmp_path: Path, tag: str, expected: str) -> None:
    document = Document()
    document.add_paragraph(tag)
    document.save(str(tmp_path / "mau.docx"))
    made = docx.render(REPORT, None, template=tmp_path / "mau.docx")
    (tmp_path / "ra.docx").write_bytes(made)
    assert Document(str(tmp_path / "ra.docx")).paragraphs[0].text == expected


def test_a_document_takes_a_small_part_of_its_budget() -> None:
    """A larger one is given more, so that the packaged templates are never short of it."""
    for rows in (1, 2000):
        report = of(figures(rows))
        docx.render(report, None)
        spent, whole = docx._environment(report.figures.ids).budget, Budget()
        whole.begin(context(report))
        assert spent._letters > whole._letters * 2 // 3
        assert spent._work > whole._work * 2 // 3
