"""Every key of a profile changes a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
import small_project
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace
from render_reading import parts
from render_sample import LONG, REPORT, figures

from mttq.catalogue.defaults import Signer
from mttq.documents import load
from mttq.documents.prose import Issued
from mttq.names import PROFILES
from mttq.period import parse_cycle
from mttq.profile import SHAPE, Layout, default
from mttq.profile import load as load_profile
from mttq.profile.shape import NONE
from mttq.render.templates import find
from mttq.render.word import docx
from mttq.render.word.styles import WORD_STYLES, with_profile
from mttq.report.frame import framed
from mttq.report.model import Align, Column, Heading, Item, Paragraph, Report, TableBlock
from mttq.report.subject import Subject, subject_of
from mttq.schema import Choice, Either, Flag, Measure, Name, Pattern, Record, Shape, Whole
from mttq.schema import Table as ShapeTable

# Keys that describe the file and are shown in no document.
OF_THE_FILE = ("ten", "dua_tren")

UNITS = (
    "trung-uong",
    "quang-tri",
    "quang-tri/huong-hoa",
    "quang-tri/huong-hoa/tan-long",
    "quang-tri/huong-hoa/tan-long/long-an",
    "quang-tri/hoi-nong-dan",
)
TYPES = (
    "Chương trình", "Kế hoạch", "Báo cáo", "Hướng dẫn", "Thông báo", "Nghị quyết", "Quyết định", "Tờ trình", "Đề án"
)  # fmt: skip
BLANK = Issued()
WIDE = TableBlock(
    "Theo đơn vị",
    (Column("Chỉ tiêu", Align.LEFT, 30), *(Column(f"Xã {n}", Align.RIGHT, 10) for n in range(9))),
    (("Vận động Quỹ", *("1.804.000",) * 9), ("1", "Nhóm", *("",) * 8), ("Nhà", *("1.804.000",) * 9)),
    groups=(1,),
)
EVERYTHING = (
    Heading(0, "Phần thứ nhất", "Tình hình"),
    Heading(1, "I.", "Đánh giá chung"),
    Heading(2, "1.", "Ưu điểm"),
    Heading(3, "", "Nông dân"),
    Heading(3, "a)", "Quỹ"),
    Paragraph(LONG),
    Item("một"),
    figures(3),
    WIDE,
)


class Leaf(NamedTuple):
    """A key, and texts that are valid values."""

    path: tuple[str, ...]
    values: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.path)


def leaves(shape: Shape, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Return every key that holds a value, with values of which at least one differs from the packaged one."""
    match shape:
        case Record(_, fields):
            for field in fields:
                yield from leaves(field.shape, (*path, field.key))
        case ShapeTable():
            yield from (Leaf((*path, name.lower()), ("XX",)) for name in TYPES)
        case Either():
            yield Leaf(path, ("[KHÁC, '{ten}']", "['{cap_tren}']", NONE))
        case Flag():
            yield Leaf(path, ("true", "false"))
        case Choice(values):
            yield Leaf(path, values)
        case Whole():
            yield Leaf(path, ("0", "4"))
        case Measure(units, least, most):
            between = [least + (most - least) * part // 7 for part in (3, 4)] if most > 3 else [2, 3]
            yield Leaf(path, tuple(f"{number} {units[0]}".strip() for number in between))
        case Pattern(names, needed):
            needs = " ".join(f"{{{name}}}" for name in reversed(needed or names[:1]))
            yield Leaf(path, (f"'khác {needs}'",))
        case Name():
            yield Leaf(path, ("KHÁC",))


# Tested with documents that have them in `tests/report`: `heading_texts`, `capitals`,
# `office_language`, `word_and_excel_rows`, `task_results`.
ELSEWHERE = ("de_muc", "ten_phu_luc", "so_lieu", "so_cung_ky", "bang_nhiem_vu")
LEAVES = [leaf for leaf in leaves(SHAPE) if not {leaf.path[0], leaf.path[-1]} & {*OF_THE_FILE, *ELSEWHERE}]
PAGE_KEYS = ("trang", "so_trang", "khung_dau", "khung_ky", "duong_ke", "bang", "kieu_chu", "mot_trang")


def profile(root: Path, leaf: Leaf, value: str) -> Layout:
    """Return the packaged profile with one value changed."""
    text = "".join("  " * depth + f"{key}:\n" for depth, key in enumerate(leaf.path[:-1]))
    text += "  " * (len(leaf.path) - 1) + f"{leaf.path[-1]}: {value}\n"
    file = root / PROFILES / "khac.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    layout = load_profile(root, "khac")
    assert layout.faults == ()
    return layout


@pytest.fixture(scope="module")
def subjects(tmp_path_factory: pytest.TempPathFactory) -> list[Subject]:
    """A unit of each level, one with a letterhead of its own."""
    root = tmp_path_factory.mktemp("du-an")
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"].replace(
        "vinh-phuc: {ten: tỉnh Vĩnh Phúc,", "vinh-phuc: {ten: tỉnh Vĩnh Phúc, co_quan: Ủy ban Mặt trận,"
    )
    settings = "phien_ban: 1\nthe_thuc: khac\n"
    project = load(
        small_project.write(
            root,
            {
                "danh-muc/don-vi.yaml": units,
                "danh-muc/mttq.yaml": settings,
                "2020/quang-tri/nam.yaml": small_project.report(),
            },
        )
    )
    cycle = parse_cycle("2020")
    assert cycle is not None
    return [subject_of(project, unit, cycle, cycle.whole) for unit in (*UNITS, "vinh-phuc")]


def texts(subjects: list[Subject], layout: Layout) -> list[Report]:
    """Return documents of all levels, kinds and states of issue by a profile, to compare their texts."""
    subjects = [replace(one, layout=layout) for one in subjects]
    signed = Issued(
        number="5/BC-MTTQ-BTT",
        day=date(2020, 2, 5),
        type_name="Báo cáo",
        subject="Kết quả",
        addressed_to=("Tỉnh ủy",),
        signer=Signer(
            on_behalf_of="TM. Ban Thường trực",
            signing_for="KT. Chủ tịch",
            position="Phó Chủ tịch",
            name="Nguyễn Văn A",
        ),
        recipients=("Lưu",),
    )
    made = [
        framed(
            kind="bao-cao",
            subject=one,
            issued=issued,
            type_name="Báo cáo",
            about="",
            body=list(EVERYTHING),
            closing="Hết",
        )
        for one in subjects
        for issued in (BLANK, replace(BLANK, addressed_to=signed.addressed_to), signed)
    ]
    province = next(one for one in subjects if one.unit.id == "quang-tri")
    made += [
        framed(
            kind="bao-cao", subject=province, issued=BLANK, type_name=name, about="", body=[], closing="Hết"
        )
        for name in TYPES
    ]
    return made


def page(layout: Layout, leaf: Leaf) -> object:
    """Return the result of a key of the page: for a style the template, whose styles the next test looks for."""
    measures = layout.compact if leaf.path[0] == "mot_trang" else layout.page
    if "kieu_chu" in leaf.path:
        return with_profile(find(None, "bao-cao.docx").content, measures)
    return docx.render(replace(REPORT, body=EVERYTHING, layout=replace(layout, page=measures)), None)


@pytest.mark.parametrize("leaf", LEAVES, ids=str)
def test_every_key_has_a_value_that_changes_a_document(leaf: Leaf, subjects: list[Subject]) -> None:
    """Law: for each key of a profile there is a value that changes a document."""
    root = subjects[0].project.root
    (root / PROFILES).mkdir(parents=True, exist_ok=True)
    (root / PROFILES / "khac.yaml").write_text("ten: khác\n", encoding="utf-8")
    changed = False
    if leaf.path[0] in PAGE_KEYS and leaf.path[-1] != "bang_rong":  # which decides what is on the page
        before = page(default(), leaf)
        changed = any(page(profile(root, leaf, value), leaf) != before for value in leaf.values)
    else:
        plain = texts(subjects, default())
        shown = docx.render(replace(REPORT, addressed_to=("Tỉnh ủy",)), None)
        for value in leaf.values:
            layout = profile(root, leaf, value)
            changed |= [replace(one, layout=default()) for one in texts(subjects, layout)] != plain
            changed |= docx.render(replace(REPORT, addressed_to=("Tỉnh ủy",), layout=layout), None) != shown
    assert changed


def test_every_style_of_a_profile_is_used_by_some_paragraph() -> None:
    """Otherwise the law above would also hold for styles that no document uses."""
    used = set()
    for addressed in (("Tỉnh ủy",), ("Tỉnh ủy", "Trung ương")):
        report = replace(REPORT, body=EVERYTHING, addressed_to=addressed, basis=("Căn cứ.",))
        report = replace(report, letterhead=replace(REPORT.letterhead, superior=("TỈNH",)))
        used |= _styles_in(docx.render(report, None))
    for part, names in WORD_STYLES.items():
        assert not names or used & set(names), part


def _styles_in(content: bytes) -> set[str]:
    inside = parts(content)
    ids = set(
        re.findall(r'<w:pStyle w:val="([^"]+)"', inside["word/document.xml"] + inside["word/header1.xml"])
    )
    styles = Document(BytesIO(content)).styles.element.iterchildren(qn("w:style"))
    return {
        style.find(qn("w:name")).get(qn("w:val")) for style in styles if style.get(qn("w:styleId")) in ids
    }
