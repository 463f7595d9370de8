"""The formats that documents can be written in.

To add a format, write a module with a `render` of this shape and add a line to
`FORMATS`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from mttq.report.model import Annex, Report


class Render(Protocol):
    """Renders a document, of the type that the format is for, as a file.

    Raises:
        UnusableTemplateError: the template is missing or faulty.
    """

    def __call__(self, document: Report | Annex, root: Path | None, *, template: Path | None = None) -> bytes:
        """Return the file's bytes; `template` replaces the template of `root` or of the package."""
        ...


class Format(Struct, frozen=True):
    """A format: the suffix of its files, that of its templates ("" if it has none), and its renderer."""

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

    del root, template  # a workbook has no template; the layout profile settles its pages
    assert isinstance(document, Annex)
    return xlsx.render(document)


FORMATS = {
    "docx": Format(".docx", ".docx", _docx),
    "md": Format(".md", ".md.j2", _markdown),
    "xlsx": Format(".xlsx", "", _xlsx),
}
