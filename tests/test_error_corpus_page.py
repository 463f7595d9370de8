"""The page of the error corpus is up to date."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


def test_the_page_of_the_error_corpus_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a case run tools/make_error_corpus.py."""
    monkeypatch.syspath_prepend(CHECKOUT / "tools")
    expected = importlib.import_module("make_error_corpus").page()
    assert (CHECKOUT / "docs" / "reference" / "error-corpus.md").read_text(encoding="utf-8") == expected
