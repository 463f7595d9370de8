"""Forms for the shipped reports, filled in LibreOffice, also saved as .ods, say what the reports say."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from conftest import Office
from form_project import FORM, UNIT, fill, mttq, place, project
from openpyxl import load_workbook
from shipped_documents import CHECKOUT

from mttq.check import Checked, run
from mttq.documents import FileRef, PeriodReport, Project, load
from mttq.documents.outline import ReportOutline
from mttq.forms import marks
from mttq.forms.content import Forms, UnitForm
from mttq.forms.filled_form import FormReader
from mttq.forms.workbook import workbook
from mttq.intake import Mode, Receipt, State, examine, write
from mttq.starting.repository import example_files

TYPIST = Path(__file__).with_name("office_typist.py")
UNO = Path("/usr/bin/python3")
XLSX, ODS = "Calc MS Excel 2007 XML", "calc8"
REPORTS = (
    "plans/2020/lam-dong/nam.yaml",
    "plans/2014-2019/an-giang/long-xuyen/my-thoi/nhiem-ky.yaml",
    "plans/2024/vi-du/quy-2.yaml",
    "plans/2024/vi-du/cua-gio/bai-dai/quy-2.yaml",
)
"""Those of this checkout, and two of the example that is in the package."""


class Sent(NamedTuple):
    """A report, the project without it, and the blank form for it with what is to be typed into it."""

    checked: Checked
    report: PeriodReport
    outline: ReportOutline
    ref: FileRef
    form: Path
    typed: list[tuple[str, str, str]]


def _sent(root: Path, path: str) -> Sent:
    if (CHECKOUT / path).exists():
        shutil.copytree(CHECKOUT / "plans", root / "plans")
    else:
        for name, text in example_files().items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
    project = load(root)
    ref = next(one for one in project.refs if one.path == path)
    report = project.document(ref)
    outline = project.report_of(ref.unit, ref.cycle, ref.period)
    assert isinstance(report, PeriodReport) and outline is not None
    form = Forms(project, ref.cycle, ref.period).form(ref.unit)
    file = root / "bieu-mau.xlsx"
    typed = _answers(form, report, workbook(form), file)
    (root / path).unlink()
    return Sent(run(load(root)), report, outline, ref, file, typed)


def _answers(form: UnitForm, report: PeriodReport, content: bytes, file: Path) -> list[tuple[str, str, str]]:
    """Write the form without its answers, and return them with their cells."""
    book = load_workbook(io.BytesIO(content))
    wanted = []
    for programme in form.programmes:
        for line in programme.lines:
            for column, text in (
                (marks.OWN, line.own),
                (marks.STATED, line.stated),
                (marks.REMARK, line.note),
            ):
                wanted.append((line.indicator, column, text))
        for task in programme.tasks:
            row = f"{programme.number}{marks.TASK_SEPARATOR}{task.code}"
            wanted += [(row, marks.TASK_STATE, task.state), (row, marks.TASK_RESULT, task.result)]
    wanted += [(str(number), marks.DONE, "\n".join(lines)) for number, lines in _told(report).items()]
    wanted.append((marks.GENERAL, marks.DIFFICULTIES, "\n".join(form.difficulties)))
    wanted.append((marks.GENERAL, marks.WISHES, "\n".join(form.proposals)))
    typed = [(*place(book, row, column), text) for row, column, text in wanted if text]
    for sheet, cell, _ in typed:
        book[sheet][cell].value = None
    book.save(file)
    return typed


def _told(report: PeriodReport) -> dict[int, list[str]]:
    """The results of each programme as plain paragraphs."""
    return {
        one.number: lines
        for one in report.programmes
        if (lines := [line for part in one.sections for line in (part.title, *part.text) if line])
    }


def _figures(outline: ReportOutline) -> dict[tuple[str, str], object]:
    return {(one.indicator, one.scope.value): one.quantity for one in outline.body().figures}


@pytest.mark.office
def test_a_form_filled_in_libreoffice_says_what_the_report_says(tmp_path: Path, office: Office) -> None:
    if not UNO.exists():
        pytest.skip("no system Python with UNO")
    sent = [_sent(tmp_path / str(number), one) for number, one in enumerate(REPORTS)]
    jobs = [
        {
            "form": str(one.form),
            "cells": one.typed,
            "saved": [
                (str(one.form.with_name("dien.xlsx")), XLSX),
                (str(one.form.with_name("dien.ods")), ODS),
                (str(one.form.with_name("lai.xlsx")), XLSX),
            ],
        }
        for one in sent
    ]
    (tmp_path / "jobs.json").write_text(json.dumps(jobs), "utf-8")
    pipe = f"mttq{uuid4().hex}"
    command = ["soffice", f"-env:UserInstallation={office.profile.as_uri()}", "--headless", "--norestore"]
    with subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"], stderr=subprocess.DEVNULL
    ) as program:
        try:
            office.run(str(UNO), str(TYPIST), pipe, str(tmp_path / "jobs.json"))
            program.wait(timeout=60)
        finally:
            program.kill()
    for one in sent:
        assert len(one.typed) > 3
        for name in ("dien.xlsx", "dien.ods", "lai.xlsx"):
            _says_the_same(one, one.form.with_name(name))


def _says_the_same(sent: Sent, file: Path) -> None:
    answers = FormReader(sent.checked.project).read(file.read_bytes(), file.name)
    assert not isinstance(answers, Receipt), answers.objections
    (receipt,) = examine(sent.checked, [answers], Mode.ASK).receipts
    assert [one for one in receipt.objections if one.severity.value == "error"] == []
    assert receipt.state is State.NEW
    write(sent.checked.project, [receipt])
    again: Project = load(sent.checked.project.root)
    outline = again.report_of(sent.ref.unit, sent.ref.cycle, sent.ref.period)
    report = again.document(sent.ref)
    assert outline is not None and isinstance(report, PeriodReport)
    assert _figures(outline) == _figures(sent.outline)
    assert _told(report) == _told(sent.report)
    assert report.assessment.weaknesses == sent.report.assessment.weaknesses
    assert report.proposals == sent.report.proposals
    (again.root / sent.ref.path).unlink()


@pytest.mark.office
def test_the_form_says_while_typing_what_is_missing_or_odd(tmp_path: Path, office: Office) -> None:
    root = project(tmp_path)
    typed = {"ty-le-di-bau": "99%", "quy": "rất nhiều", "nha": 70, "ho-ngheo": "không áp dụng"}
    book = load_workbook(office.convert(fill(root / FORM, typed), "xlsx"), data_only=True)
    sheet = book["Số liệu"]
    assert [sheet[f"I{row}"].value or "" for row in (8, 10, 11, 12)] == [
        "",
        "không phải số",
        "gấp 10 lần kế hoạch?",
        "",
    ]
    assert [sheet.protection.sheet, sheet["F10"].protection.locked] == [True, False]
    assert {one.promptTitle for one in sheet.data_validations.dataValidation} == {"Kết quả", "Toàn địa bàn"}
    assert book["mttq"].sheet_state == "hidden"
    (root / FORM).unlink()
    mttq(root, "form", "2020", "--unit", UNIT, "--period", "quy-1")
    sheet = load_workbook(office.convert(root / FORM, "xlsx"), data_only=True)["Số liệu"]
    assert {sheet[f"I{row}"].value for row in (8, 10, 11, 12)} == {"thiếu"}
