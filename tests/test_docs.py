"""The documentation is true: its examples run, and its tables are generated from the code."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

from mttq.diagnostics import Code
from mttq.documents.folders import FILE_KINDS
from mttq.quantity import Reading, Role, UnitOfMeasure, read, written
from mttq.source import read_bytes

CHECKOUT = Path(__file__).resolve().parent.parent
DOCS = CHECKOUT / "docs"
EXAMPLES = [
    "README.md",
    "docs/tutorial.md",
    "docs/reference/tep.md",
    "docs/how-to/bat-dau.md",
    *(
        f"docs/how-to/{name}.md"
        for name in (
            "bao-cao-nam",
            "bieu-mau",
            "bo-chuong-trinh",
            "chi-tieu",
            "doi-chieu-ban-ky",
            "don-vi",
            "ke-hoach",
            "lap-tu-dau",
            "nhan-tu",
            "nhap-bang-tra-loi",
            "sap-nhap-chia-tach",
            "so-lieu",
            "toan-dia-ban",
            "xem-thay-doi",
        )
    ),
]
REFERENCE = sorted(path.name for path in (DOCS / "reference").glob("*.md"))
PAGES = sorted(DOCS.rglob("*.md"))


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ModuleType:
    """The script of `tools/` that the test asks for."""
    monkeypatch.syspath_prepend(CHECKOUT / "tools")
    return importlib.import_module(request.param)


@pytest.mark.parametrize("tool", ["replay_docs"], indirect=True)
@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_show_what_the_program_prints(tool: ModuleType, name: str, tmp_path: Path) -> None:
    """After a change of the output run tools/replay_docs.py and read the difference."""
    pages = {page.path: page for page in tool.PAGES}
    assert sorted(pages) == sorted(EXAMPLES)
    pages[name].prepare(tmp_path)
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert "$ mttq" in text
    assert tool.replay(text, tmp_path) == text


@pytest.mark.parametrize("tool", ["make_reference"], indirect=True)
@pytest.mark.parametrize("name", REFERENCE)
def test_the_reference_is_generated_from_the_code(
    tool: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change of keys, codes or help run tools/make_reference.py."""
    monkeypatch.setenv("COLUMNS", str(tool.WIDTH))
    text = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert tool.updated(text) == text
    assert f"| {tool.UNEXPLAINED} |" not in text


@pytest.mark.parametrize("tool", ["make_reference"], indirect=True)
def test_both_references_of_files_have_every_kind_of_file(tool: ModuleType) -> None:
    assert sorted(map(id, tool.FILES.values())) == sorted(id(one.shape) for one in FILE_KINDS)


@pytest.mark.parametrize("tool", ["make_reference"], indirect=True)
def test_every_generated_part_is_shown_once(tool: ModuleType) -> None:
    text = "".join((DOCS / "reference" / name).read_text(encoding="utf-8") for name in REFERENCE)
    assert sorted(re.findall(r"<!-- generated: ([a-z-]+) -->", text)) == sorted(tool.PARTS)


def test_yaml_in_the_pages_is_yaml() -> None:
    """Every block can be read, so it can be copied, whether it is executed or not."""
    count = 0
    for page in PAGES:
        for body in re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
            source = read_bytes(body.encode(), page.name)
            assert [one.message for one in source.diagnostics] == [], body
            count += 1
    assert count > 20


def _rows(title: str) -> list[list[str]]:
    """The cells of the first table under a heading of the page on quantities."""
    text = (DOCS / "reference" / "quantities.md").read_text(encoding="utf-8")
    table = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def _examples(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_quantities_mean_what_the_page_says() -> None:
    count = 0
    for _, example, meaning in _rows("What may be written"):
        for text, value in zip(_examples(example), meaning.split(", "), strict=False):
            reading = _read(text)
            assert reading.faults == (), text
            quantity = reading.quantity
            assert quantity is not None
            if value.isdecimal():
                assert format(quantity.value, "f") == value, text
            count += 1
    assert count >= 12


def test_quantities_are_refused_as_the_page_says() -> None:
    count = 0
    for example, code, *_ in _rows("What is refused"):
        for text in _examples(example)[:4]:
            if text.startswith(("so_nguyen", '"')):
                continue
            found: list[Code] = [fault.code for fault in _read(text, bare=True, counted=True).faults]
            assert _examples(code)[0] in {one.id for one in found}, text
            count += 1
    assert count >= 14


def test_words_before_a_number_are_read_back() -> None:
    text = (DOCS / "reference" / "quantities.md").read_text(encoding="utf-8")
    section = text.partition("## Words before a number\n")[2].partition("\n## ")[0]
    targets, results = section.split("| in a result")
    measure = UnitOfMeasure("nhà", falling=True)
    count = 0
    for table, role in ((targets, Role.TARGET), (results, Role.RESULT)):
        for line in table.splitlines():
            if not line.startswith("| `") or " - " in line:
                continue
            for word in _examples(line.split(" | ")[0]):
                quantity = f"{word} 20" if "…" not in word else word.replace("…", "20")
                reading = read(quantity, role=role, measure=measure, bare=False)
                assert reading.faults == (), quantity
                assert reading.quantity is not None
                assert written(reading.quantity, "nhà")
                count += 1
    assert count >= 20


def _read(text: str, *, bare: bool = False, counted: bool = False) -> Reading:
    if "suất" in text:
        return read(text, role=Role.RESULT, measure=UnitOfMeasure("đồng/suất"), bare=bare)
    for measure in (
        UnitOfMeasure("đồng"),
        UnitOfMeasure("nhà", whole=counted),
        UnitOfMeasure("mô hình"),
        None,
    ):
        if measure is None or text.endswith(measure.name):
            return read(text, role=Role.RESULT, measure=measure, bare=bare)
    raise AssertionError(text)
