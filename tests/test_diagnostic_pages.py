"""The pages of the reference are those that the program prints."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER = CHECKOUT / "docs" / "reference" / "diagnostics"


def test_the_pages_of_the_reference_are_written_by_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a page or a code run tools/make_reference.py."""
    monkeypatch.syspath_prepend(CHECKOUT / "tools")
    expected = importlib.import_module("make_reference").explained()
    assert sorted(file.name for file in FOLDER.iterdir()) == sorted(expected)
    assert [
        name for name, text in expected.items() if (FOLDER / name).read_text(encoding="utf-8") != text
    ] == []
