"""Random edits of issued documents: each is found, and nothing else.

`MTTQ_EDITS=200` makes as many; a few are enough for every day.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Office
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from mttq.check import open_project, run
from mttq.issuing.verifier import Verifier, _MadeDocument, _Snapshot
from mttq.report.model import Origin
from mttq.verification.word_text import alike

ROOT = Path(__file__).parents[2]
_CASES = int(os.environ.get("MTTQ_EDITS", "16"))
ISSUED = (
    sorted((ROOT / "reports").rglob("*.docx"))
    if _CASES > 16
    else [ROOT / "reports/2020/lam-dong/bao-cao-nam.docx"]
)

Word = Any  # a document of python-docx
Told = tuple[str, str, str]


@pytest.fixture(scope="module")
def verifier() -> Iterator[Verifier]:
    """One verifier for all cases, which makes each document once."""
    with Verifier(run(open_project(ROOT, cached=False))) as one:
        made: dict[Origin, _MadeDocument] = {}
        make = one._made

        def remembered(state: _Snapshot, origin: Origin) -> _MadeDocument:
            if origin not in made:
                made[origin] = make(state, origin)
            return made[origin]

        one._made = remembered  # type: ignore[method-assign] # a document takes longer than everything else here
        yield one


def _paragraphs(document: Word) -> list[Paragraph]:
    return [one for one in document.paragraphs if one.text.strip()]


def _figures(document: Word) -> list[Table]:
    return [one for one in document.tables[1:-1] if len(one.rows) > 3]


def _cells(row: _Row) -> list[_Cell]:
    """The cells of a row; python-docx has those of a merged one several times."""
    return list({id(one._tc): one for one in row.cells}.values())


def _word(document: Word, pick: random.Random) -> Told:
    one = pick.choice(_paragraphs(document))
    old, words = one.text, one.text.split()
    words[pick.randrange(len(words))] = "khác"
    one.text = " ".join(words)
    return "sua", old, one.text


def _digit(document: Word, pick: random.Random) -> Told:
    one = pick.choice([one for one in _paragraphs(document) if any(map(str.isdigit, one.text))])
    old = one.text
    at = pick.choice([number for number, letter in enumerate(old) if letter.isdigit()])
    one.text = f"{old[:at]}{(int(old[at]) + 1) % 10}{old[at + 1 :]}"
    return "sua", old, one.text


def _paragraph_gone(document: Word, pick: random.Random) -> Told:
    one = pick.choice(_paragraphs(document))
    one._p.getparent().remove(one._p)
    return "xoa", one.text, ""


def _paragraph_more(document: Word, pick: random.Random) -> Told:
    one = pick.choice(_paragraphs(document))
    new = copy.deepcopy(one._p)
    one._p.addnext(new)
    Paragraph(new, one._parent).text = "Một đoạn thêm vào"
    return "them", "", "Một đoạn thêm vào"


def _paragraph_moved(document: Word, pick: random.Random) -> Told:
    found = _paragraphs(document)
    at = pick.randrange(len(found) // 2)
    found[at + len(found) // 3]._p.addnext(found[at]._p)
    return "chuyen", found[at].text, found[at].text


def _cell(document: Word, pick: random.Random) -> Told:
    cell = pick.choice(_cells(pick.choice(pick.choice(_figures(document)).rows[1:])))
    old = cell.text
    cell.paragraphs[0].text = "99.999"
    return ("sua" if old else "them"), old, "99.999"


def _row_gone(document: Word, pick: random.Random) -> Told:
    row = pick.choice(pick.choice(_figures(document)).rows[1:])
    old = " | ".join(cell.text for cell in _cells(row) if cell.text)
    row._tr.getparent().remove(row._tr)
    return "xoa", old, ""


def _row_more(document: Word, pick: random.Random) -> Told:
    table = pick.choice(_figures(document))
    new = copy.deepcopy(pick.choice(table.rows[1:])._tr)
    table.rows[-1]._tr.addnext(new)
    cells = _cells(_Row(new, table))
    for cell in cells:
        cell.paragraphs[0].text = "mới"
    return "them", "", " | ".join("mới" for _ in cells)


def _signer(document: Word, pick: random.Random) -> Told:
    last = next(one for one in reversed(document.tables) if "Nơi nhận" in one.rows[0].cells[0].text)
    one = pick.choice([one for one in last.rows[0].cells[-1].paragraphs if one.text.strip()])
    old, one.text = one.text, "Người khác"
    return "sua", old, "Người khác"


def _number(document: Word, pick: random.Random) -> Told:
    one = next(one for one in document.tables[0].rows[-1].cells[0].paragraphs if one.text.strip())
    old, one.text = one.text, f"Số: {pick.randrange(100, 999)}/XX"
    return "sua", old, one.text


def _header(document: Word, pick: random.Random) -> Told:
    text = f"Đầu trang {pick.randrange(9)}"
    document.sections[0].header.add_paragraph(text)
    return "them", "", text


def _tracked(document: Word, pick: random.Random) -> Told:
    one = pick.choice([one for one in _paragraphs(document) if one.runs])
    last, new = one.runs[-1]._r, OxmlElement("w:ins")
    new.set(qn("w:id"), "9")
    new.append(copy.deepcopy(last))
    for text in new.iter(qn("w:t")):
        text.text = " thêm vào"
    old = one.text
    last.addnext(new)
    return "sua", old, f"{old} thêm vào"


EDITS: tuple[Callable[[Word, random.Random], Told], ...] = (
    _word,
    _digit,
    _paragraph_gone,
    _paragraph_more,
    _paragraph_moved,
    _cell,
    _row_gone,
    _row_more,
    _signer,
    _number,
    _header,
    _tracked,
)


@pytest.mark.parametrize("case", range(_CASES))
def test_an_edit_is_found_and_nothing_else(verifier: Verifier, case: int) -> None:
    pick = random.Random(case)
    edit = EDITS[case % len(EDITS)]
    fitting = [one for one in ISSUED if _fits(edit, Document(str(one)))]
    document = Document(str(pick.choice(fitting)))
    kind, before, after = edit(document, pick)
    written = BytesIO()
    document.save(written)
    found = verifier.verify("a.docx", written.getvalue())
    told = [(one.kind.value, alike(one.before), alike(one.after)) for one in found.edits]
    assert told == [(kind, alike(before), alike(after))]
    assert not found.is_true


def _fits(edit: object, document: Word) -> bool:
    if edit in {_cell, _row_gone, _row_more}:
        return bool(_figures(document))
    return edit is not _signer or any("Nơi nhận" in one.rows[0].cells[0].text for one in document.tables)


@pytest.mark.office
def test_what_libreoffice_writes_again_is_not_changed(
    verifier: Verifier, office: Office, tmp_path: Path
) -> None:
    for path in ISSUED:
        copied = tmp_path / "van-ban.docx"
        copied.write_bytes(path.read_bytes())
        found = verifier.verify("a.docx", office.convert(copied, "docx").read_bytes())
        assert (found.edits, found.is_true) == ((), True), path
