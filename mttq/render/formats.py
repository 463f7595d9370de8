"""The formats a report can be written in.

A further format is one module with a `render` of this shape and one line here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from mttq.report.model import Annex, Report


class Render(Protocol):
    """Makes a file's bytes from a document of the kind that the format is for.

    Raises:
        UnusableTemplateError: the template is missing or faulty.
    """

    def __call__(self, document: Report | Annex, root: Path | None, *, template: Path | None = None) -> bytes:
        """The file's bytes; `template` is used instead of the one that `root` or the package holds."""
        ...


class Format(Struct, frozen=True):
    """A format: the suffix of its files, of its templates ("" where it has none), and how it is made."""

    suffix: str
    template_suffix: str
    render: Render


def _docx(document: Report | Annex, root: Path | None, *, template: Path | None = None) -> bytes:
    assert isinstance(document, Report)
    from mttq.render.word import docx

    return docx.render(document, root, template=template)


def _markdown(document: Report | Annex, root: Path | None, *, template: Path | None = None) -> bytes:
    assert isinstance(document, Report)
    from mttq.render import markdown

    return markdown.render(document, root, template=template).encode("utf-8")


def _xlsx(document: Report | Annex, root: Path | None, *, template: Path | None = None) -> bytes:
    from mttq.render.excel import xlsx

    del root, template  # a workbook has no template: its page is part of the format
    assert isinstance(document, Annex)
    return xlsx.render(document)


FORMATS = {
    "docx": Format(".docx", ".docx", _docx),
    "md": Format(".md", ".md.j2", _markdown),
    "xlsx": Format(".xlsx", "", _xlsx),
}
