"""Who holds a file, and whether another program has saved it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_comparing import office

from mttq.issuing.guards import holder, is_held, saved_elsewhere

TIME = '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:modified>'


@pytest.mark.parametrize(
    ("lock", "program"),
    [
        (".~lock.bao-cao-nam.docx#", "LibreOffice"),
        ("~$o-cao-nam.docx", "Word hoặc Excel"),
        ("~$bao-cao-nam.docx", "Word hoặc Excel"),
        ("~$cao-quy-1.docx", ""),
        (".~lock.bao-cao-nam.docx", ""),
    ],
)
def test_lock_files_name_the_program(tmp_path: Path, lock: str, program: str) -> None:
    (tmp_path / lock).write_text("", encoding="utf-8")
    assert holder(tmp_path / "bao-cao-nam.docx") == program


@pytest.mark.parametrize(("number", "held"), [(32, True), (33, True), (5, True), (None, False), (112, False)])
def test_what_windows_says_of_an_open_file(number: int | None, held: bool) -> None:
    error = PermissionError(13, "x", "bao-cao-nam.docx")
    if number is not None:
        error.winerror = number  # type: ignore[attr-defined]
    assert is_held(error) is held
    assert not is_held(OSError(28, "x"))


def test_a_file_saved_by_another_program_bears_a_time() -> None:
    ours = office({"docProps/core.xml": "<a/>"})
    assert saved_elsewhere(office({"docProps/core.xml": f"<a>{TIME}</a>"}), ours)
    assert not saved_elsewhere(ours, office({"docProps/core.xml": "<a>b</a>"}))
    assert not saved_elsewhere(b"# A\n", b"# B\n")
    assert not saved_elsewhere(office({"word/document.xml": TIME}), ours)
