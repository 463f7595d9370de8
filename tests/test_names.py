"""The names offered on the command line are those of the tables."""

from __future__ import annotations

from mttq.names import DOCUMENT_FORMATS, DOCUMENT_KINDS
from mttq.render.formats import FORMATS
from mttq.report import KINDS


def test_kinds_of_document_are_named_once_each() -> None:
    assert sorted(DOCUMENT_KINDS) == sorted(KINDS)


def test_formats_of_documents_are_named_in_the_order_of_their_table() -> None:
    assert tuple(FORMATS) == DOCUMENT_FORMATS
