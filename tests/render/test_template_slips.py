"""Every slip of a typist in every tag of the packaged templates: refused, or nothing of the document is lost."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from msgspec.structs import replace
from render_sample import PLAN, figures

from mttq.profile import packaged
from mttq.render import markdown
from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx
from mttq.report.model import Heading, Item, Paragraph, Report

FULL = replace(
    PLAN,
    kind="bao-cao",
    letterhead=replace(PLAN.letterhead, superior=("CẤP TRÊN",)),
    body=(
        Heading(0, "Phần thứ nhất", "PHẦN MỘT"),
        Heading(0, "", "PHẦN KHÔNG SỐ"),
        Heading(1, "I.", "MỤC MỘT"),
        Heading(1, "", "MỤC KHÔNG SỐ"),
        Heading(2, "1.", "Mục hai"),
        Heading(2, "", "Mục hai không số"),
        Heading(3, "a)", "Điểm a"),
        Heading(3, "1.1.", "Mục ba"),
        Heading(3, "", "Mục ba không số"),
        Paragraph("Đoạn giữa."),
        Item("Gạch giữa;"),
        figures(2, "Bảng số liệu"),
        Paragraph("Đoạn cuối./."),
    ),
)
SAMPLES = (
    FULL,
    replace(FULL, addressed_to=("Một nơi kính gửi",), body=(*FULL.body[:-1], Item("Gạch cuối./."))),
)
TAG = re.compile(r"\{[{%].*?[}%]\}")
IDENTIFIER = re.compile(r"[A-Za-z_]\w+")
ACCENTS = str.maketrans("aoeiu", "ạọẹịụ")
CUT = "\x00"  # where a tag is cut in two paragraphs


def slips(tag: str) -> Iterator[str]:
    """Every slip in a tag: one key too few, too many or wrong, or a cut."""
    inside = tag[2:-2]
    for at in (0, 1, len(tag) - 2, len(tag) - 1):
        yield tag[:at] + tag[at + 1 :]  # a brace or a % lost
        yield tag[:at] + tag[at] * 2 + tag[at + 1 :]  # doubled
        yield tag[:at] + "(" + tag[at + 1 :]  # the wrong key
    yield f"{tag[0]} {tag[1:]}"
    yield f"{tag[:-1]} {tag[-1]}"
    yield f"{tag[:2]} {tag[2:]}"
    if not re.fullmatch(r"\W*\w+\W*", inside) or "_" in inside:  # a single word without its four keys is text
        yield inside
    yield f"{tag[:2]}{inside}"
    yield f"{inside}{tag[-2:]}"
    yield f"[[{inside}]]"
    yield f"{tag[0]}{inside}{tag[-1]}"
    yield f"｛{tag[1:]}"
    yield f"{{%{inside}%}}" if tag.startswith("{{") else f"{{{{{inside}}}}}"
    for at in (1, 2, len(tag) // 2, len(tag) - 2, len(tag) - 1):
        yield tag[:at] + CUT + tag[at:]
    for quote in "'\"":
        if quote in tag:
            first = tag.index(quote)
            yield tag[:first] + tag[first + 1 :]
            yield tag[:first] + "’" + tag[first + 1 :]
            yield tag.replace(quote, "’")
            yield tag.replace(quote, "“", 1).replace(quote, "”", 1)
    for word in IDENTIFIER.finditer(tag):
        before, name, after = tag[: word.start()], word[0], tag[word.end() :]
        middle = len(name) // 2
        for wrong in (
            name[1:],
            name[:-1],
            name[:middle] + name[middle + 1 :],
            f"{name[:middle]}{name[middle]}{name[middle:]}",
            f"{name[:middle]}x{name[middle + 1 :]}",
            f"{name[:-1]}x",
            f"{name[:middle]} {name[middle:]}",
            name.capitalize(),
            name.upper(),
            name.translate(ACCENTS),
            name.replace("_", " "),
            name.replace("_", "-"),
            name[1] + name[0] + name[2:],
            f"{name[:middle]}{name[middle : middle + 2][::-1]}{name[middle + 2 :]}",
            name[:-2] + name[-1] + name[-2],
            f"{name}\u200b",
        ):
            if wrong != name:
                yield before + wrong + after


def other_signs(tag: str) -> Iterator[str]:
    """Every tag in which the signs are those of another one: a comment, a text, a letter of it."""
    inside = tag[2:-2]
    yield f"{{#{inside}#}}"
    yield f"{{% raw %}}{tag}{{% endraw %}}"
    if tag.startswith("{{"):
        for opened, closed in ('""', "''", "“”"):
            yield f"{tag[:2]} {opened}{inside.strip()}{closed} {tag[-2:]}"
        yield f"{tag[:2]}{inside.rstrip()}[0] {tag[-2:]}"
        yield f"{tag[:2]}{inside.rstrip()} | first {tag[-2:]}"
        yield f"{tag[:2]}-{inside.lstrip()}{tag[-2:]}"
    for unit in ("p", "tr", "tc"):
        if tag.startswith(f"{{%{unit} "):
            yield tag.replace(unit, unit[0].upper() + unit[1:], 1)
            yield tag.replace(unit, "t", 1)
            yield tag.replace(f"{unit} ", unit, 1)
            yield tag.replace(f"{unit} ", "", 1)
    for sign in ".-|":
        if "_" in tag:
            yield tag.replace("_", sign, 1)
        if "." in tag:
            yield tag.replace(".", "_" if sign == "." else sign, 1)


def _slips(tag: str, seen: set[str]) -> Iterator[str]:
    """The slips of a tag; those that don't depend on its place for its first place only."""
    yield from slips(tag)
    if tag not in seen or os.environ.get("MTTQ_ALL_SLIPS"):
        seen.add(tag)
        yield from other_signs(tag)


def _word(name: str) -> tuple[bytes, list[tuple[int, str]]]:
    """The packaged template and its paragraphs with tags: number and text."""
    content = next(folder / name for folder in packaged() if (folder / name).is_file()).read_bytes()
    paragraphs = [
        (number, "".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        for number, paragraph in enumerate(Document(BytesIO(content)).element.body.iter(qn("w:p")))
    ]
    return content, [(number, text) for number, text in paragraphs if "{" in text]


def _with(content: bytes, number: int, text: str) -> bytes:
    """The template with another text in a paragraph."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    tree = etree.fromstring(parts["word/document.xml"])
    paragraph = list(tree.iter(qn("w:p")))[number]
    first, *others = paragraph.iter(qn("w:t"))
    for other in others:
        other.text = ""
    first.text, _, second = text.partition(CUT)
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if CUT in text:
        added = etree.fromstring(etree.tostring(paragraph))
        next(added.iter(qn("w:t"))).text = second
        paragraph.addnext(added)
    parts["word/document.xml"] = etree.tostring(tree)
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return written.getvalue()


def _words(made: bytes) -> list[str]:
    """All that a document prints, in the order of its text."""
    return [text.text or "" for text in Document(BytesIO(made)).element.body.iter(qn("w:t"))]


def _data(report: Report) -> list[str]:
    return [
        *report.letterhead.superior,
        *report.letterhead.issuer,
        *report.subject,
        *report.addressed_to,
        *report.basis,
        report.type_name,
        report.signature.name,
        report.signature.position,
        *(block.text for block in report.body if isinstance(block, (Heading, Item, Paragraph))),
        "Vận động Quỹ “Vì người nghèo” các cấp",
    ]


def _plain(text: str) -> str:
    return "".join(text.split())


def _lost(shown: str, whole: str, report: Report) -> str:
    """What is wrong with a document made by a template with a slip; "" if nothing is."""
    if set(shown) & set("{}｛｝"):
        return "a brace is printed"
    if re.search(r"\b[a-z]+_[a-z_]+\b", shown):
        return "a name is printed"
    absent = [text for text in _data(report) if shown.count(_plain(text)) < whole.count(_plain(text))]
    return f"lost: {absent[0]}" if absent else ""


WORD = ("bao-cao.docx", "chuong-trinh.docx", "giao-ban.docx", "nhiem-ky.docx")
SHARES = 4  # the slips are tried in so many tests, which run side by side


def _survivors_in_word(name: str, path: Path, share: int) -> tuple[int, list[str]]:
    """How many slips were tried, and those by which something is lost."""
    content, paragraphs = _word(name)
    whole = []
    for report in SAMPLES:
        path.write_bytes(content)
        whole.append(_plain("".join(_words(docx.render(report, None, template=path)))))
    tried, found, seen = 0, [], set[str]()
    for number, text in paragraphs[share::SHARES]:
        for tag in TAG.finditer(text):
            for wrong in dict.fromkeys(_slips(tag[0], seen)):
                tried += 1
                path.write_bytes(_with(content, number, text[: tag.start()] + wrong + text[tag.end() :]))
                try:
                    made = [docx.render(report, None, template=path) for report in SAMPLES]
                except UnusableTemplateError as error:
                    assert error.place, (wrong, error.message)
                    continue
                for one, before, report in zip(made, whole, SAMPLES, strict=True):
                    if why := _lost(_plain("".join(_words(one))), before, report):
                        found.append(f"{wrong!r}: {why}")
                        break
    return tried, found


def test_the_tags_of_all_word_templates_are_the_same() -> None:
    """So the slips of one template stand for those of all; `MTTQ_ALL_SLIPS` tries them in each."""
    tags = [[text for _, text in _word(name)[1]] for name in WORD]
    assert all(one == tags[0] for one in tags)


@pytest.mark.parametrize("name", WORD if os.environ.get("MTTQ_ALL_SLIPS") else WORD[:1])
@pytest.mark.parametrize("share", range(SHARES))
def test_no_slip_in_a_word_template_loses_text(tmp_path: Path, name: str, share: int) -> None:
    tried, found = _survivors_in_word(name, tmp_path / "mau.docx", share)
    assert found == []
    assert tried > 500


@pytest.mark.parametrize("name", ["_dau.md.j2", "_noi-dung.md.j2", "_cuoi.md.j2", "bao-cao.md.j2"])
def test_no_slip_in_a_markdown_template_loses_text(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    path = tmp_path / "templates" / name
    text = next(folder / name for folder in packaged() if (folder / name).is_file()).read_text("utf-8")
    whole = [_plain(markdown.render(report, tmp_path)) for report in SAMPLES]
    found, seen = [], set[str]()
    for tag in TAG.finditer(text):
        for wrong in dict.fromkeys(_slips(tag[0], seen)):
            mutant = (text[: tag.start()] + wrong + text[tag.end() :]).replace(CUT, "\n\n")
            path.write_text(mutant, encoding="utf-8")
            try:
                made = [markdown.render(report, tmp_path) for report in SAMPLES]
            except UnusableTemplateError as error:
                assert error.place, (wrong, error.message)
                continue
            for one, before, report in zip(made, whole, SAMPLES, strict=True):
                if why := _lost(_plain(one), before, report):
                    found.append(f"{wrong!r}: {why}")
                    break
    assert found == []
