"""The index of the pages in the reference is the one that the tool writes."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def test_the_index_of_pages_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a page's title or a code run tools/make_reference.py."""
    monkeypatch.syspath_prepend(CHECKOUT / "tools")
    tool = importlib.import_module("make_reference")
    assert tool.INDEX.read_text(encoding="utf-8") == tool.index_of_pages()
