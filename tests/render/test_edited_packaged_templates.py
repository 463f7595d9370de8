"""A packaged template that was edited in place is used as it is: no profile is applied to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Office
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Cm
from render_reading import docx_blocks
from render_sample import REPORT

from mttq.render import templates
from mttq.render.word import docx
from mttq.render.word.styles import is_generated

CHECKOUT = Path(__file__).parents[2]
PACKAGED = sorted((CHECKOUT / "templates").glob("*.docx"))


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder that counts as the packaged one and is in the project, as in a checkout."""
    folder = tmp_path / "templates"
    shutil.copytree(CHECKOUT / "templates", folder)
    monkeypatch.setattr(templates, "packaged", lambda: [folder])
    return folder


def _more_columns(document: Docx) -> None:
    document.tables[0].add_column(Cm(2))


def _no_style(document: Docx) -> None:
    document.styles["MTTQ Quốc hiệu"].delete()


def _no_signature(document: Docx) -> None:
    document.element.body.remove(document.tables[-1]._tbl)


def _no_size(document: Docx) -> None:
    letters = document.styles["MTTQ Đoạn"].element.find(qn("w:rPr"))
    letters.remove(letters.find(qn("w:sz")))


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_the_packaged_templates_are_generated(path: Path) -> None:
    assert is_generated(Document(str(path)))


@pytest.mark.parametrize("edit", [_more_columns, _no_style, _no_signature, _no_size])
def test_an_edited_one_is_used_as_it_is(packaged: Path, edit: Callable[[Docx], None]) -> None:
    file = packaged / "bao-cao.docx"
    document = Document(str(file))
    document.sections[0].left_margin = Cm(5)
    edit(document)
    document.save(str(file))
    made = Document(BytesIO(docx.render(REPORT, packaged.parent)))
    assert made.sections[0].left_margin == Document(str(file)).sections[0].left_margin


def test_one_replaced_by_a_plain_one_is_used_as_it_is(packaged: Path) -> None:
    shutil.copy(CHECKOUT / "docs" / "examples" / "mau" / "mau-don-gian.docx", packaged / "bao-cao.docx")
    texts = [text for _, text in docx_blocks(docx.render(REPORT, packaged.parent))]
    assert texts[-1] == "Kính mời các vị ủy viên dự họp."


@pytest.mark.office
def test_one_saved_by_office_is_used_as_it_is(office: Office, packaged: Path) -> None:
    file = packaged / "bao-cao.docx"
    before = docx_blocks(docx.render(REPORT, packaged.parent))
    shutil.copy(office.convert(file, "docx"), file)
    assert not is_generated(Document(str(file)))
    assert docx_blocks(docx.render(REPORT, packaged.parent)) == before
