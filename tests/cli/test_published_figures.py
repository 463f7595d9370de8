"""The figures of published reports and plans of nineteen texts, each with the meaning that its text gives it.

`tests/data/published` holds the documents, with the packaged indicators and some of its own, and `figures.tsv` says of
each figure where it must come out: a key of a row of `mttq total`, or words of a document that `mttq report` writes.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct
from shell_program import CHECKOUT, invoke

from mttq.cli.app import app

DATA = CHECKOUT / "tests" / "data" / "published"
NOT_HELD = "–"
_KINDS = {"báo cáo": "bao-cao", "chương trình": "chuong-trinh"}


class PublishedFigure(Struct, frozen=True):
    """A figure of a text, and where it must come out.

    Attributes:
        text: the number of its text.
        published: the figure as the text writes it.
        unit: whose it is.
        cycle: the year, term or span.
        period: the period.
        where: an indicator and a key of its row (`suat-qua.thuc_hien`), or the document whose words contain it.
        expected: the value, after `≈` if it is approximate; or the words; a colon stands between a name and its figure.
    """

    text: str
    published: str
    unit: str
    cycle: str
    period: str
    where: str
    expected: str


@cache
def figures() -> tuple[PublishedFigure, ...]:
    with (DATA / "figures.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(
            PublishedFigure(**one) for one in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


class Commands:
    """Runs the commands on the project, each at most once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._rows: dict[tuple[str, str, str], dict[str, dict[str, object]]] = {}
        self._pages: dict[tuple[str, str, str, str], str] = {}

    def row(self, figure: PublishedFigure, indicator: str) -> dict[str, object]:
        """Return the unit's row of an indicator in `mttq total --format json`."""
        key = (figure.unit, figure.cycle, figure.period)
        if key not in self._rows:
            asked = ("total", figure.cycle, "--unit", figure.unit, "--period", figure.period)
            result = invoke("--root", str(self.root), *asked, "--format", "json", program=app)
            assert result.exit_code == 0, result.stderr
            rows = json.loads(result.stdout, parse_float=Decimal, parse_int=Decimal)
            self._rows[key] = {one["chi_tieu"]: one for one in rows if one["don_vi"] == figure.unit}
        return self._rows[key][indicator]

    def page(self, figure: PublishedFigure, kind: str) -> str:
        """Return a document of `mttq report` in Markdown."""
        key = (figure.unit, figure.cycle, figure.period, kind)
        if key not in self._pages:
            folder = self.root / "reports"
            asked = ["report", figure.cycle, "--unit", figure.unit, "--kind", kind, "--format", "md"]
            asked += ["--period", figure.period] if kind == "bao-cao" else []
            result = invoke("--root", str(self.root), *asked, "--out", str(folder), program=app)
            assert result.exit_code == 0, result.stderr
            name = f"{kind}-{figure.period}" if kind == "bao-cao" else kind
            page = folder / figure.cycle / figure.unit / f"{name}.md"
            self._pages[key] = page.read_text(encoding="utf-8").replace("\\", "")
        return self._pages[key]

    def found(self, figure: PublishedFigure) -> str:
        """Return what the figure comes out as, in the form of `expected`."""
        if figure.where in _KINDS:
            words = re.escape(figure.expected).replace(":\\ ", r":?[ |]+")
            said = re.search(rf"{words}(?![\d.,]*\d)", self.page(figure, _KINDS[figure.where]))
            return figure.expected if said else "không có trong văn bản"
        indicator, _, key = figure.where.partition(".")
        row = self.row(figure, indicator)
        value = row[key]
        if isinstance(value, dict):
            return f"{value['so_sanh']} {value['gia_tri']}"
        return f"≈ {value}" if row["gan_dung"] and key == "thuc_hien" else str(value)


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Commands:
    root = tmp_path_factory.mktemp("published")
    shutil.copytree(DATA, root / "plans", ignore=shutil.ignore_patterns("*.tsv"))
    for file in sorted((CHECKOUT / "plans" / "danh-muc" / "chi-tieu").glob("*.yaml")):
        shutil.copy(file, root / "plans" / "danh-muc" / "chi-tieu" / file.name)
    return Commands(root)


def test_check_finds_nothing(commands: Commands) -> None:
    result = invoke("--root", str(commands.root), "check", "--strict", "--no-cache", program=app)
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize("text", list(dict.fromkeys(one.text for one in figures())))
def test_each_figure_comes_out_with_its_meaning(commands: Commands, text: str) -> None:
    for figure in figures():
        if figure.text == text and figure.where != NOT_HELD:
            assert commands.found(figure) == figure.expected, figure


def test_few_figures_are_held_only_as_a_note() -> None:
    """They are percentages that contradict their counts."""
    assert len(figures()) == 254
    assert [(one.text, one.published) for one in figures() if one.where == NOT_HELD] == [
        ("18", "8,89%"),
        ("18", "1,56%"),
    ]
