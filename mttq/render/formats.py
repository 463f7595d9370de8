"""The formats that documents can be written in.

To add a format, write a module with a `render` of this shape and add a line to
`FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
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


def _no_remarks(kind: str, root: Path | None, template: Path | None) -> tuple[str, ...]:
    del kind, root, template
    return ()


class Format(Struct, frozen=True):
    """A format.

    Attributes:
        suffix: the suffix of its files.
        template_suffix: that of its templates; "" if it has none.
        render: writes a document in it.
        remarks: returns what of the template for a kind of document, found below a project's root or given, doesn't
            go out with the documents.
    """

    suffix: str
    template_suffix: str
    render: Render
    remarks: Callable[[str, Path | None, Path | None], tuple[str, ...]] = _no_remarks


def _docx(document: Report | Annex, root: Path | None, *, template: Path | None = None) -> bytes:
    assert isinstance(document, Report)
    from mttq.render.word import docx

    return docx.render(document, root, template=template)


def _remarks_on_docx(kind: str, root: Path | None, template: Path | None) -> tuple[str, ...]:
    from mttq.render.word import docx

    return docx.remarks(kind, root, template=template)


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
    "docx": Format(".docx", ".docx", _docx, _remarks_on_docx),
    "md": Format(".md", ".md.j2", _markdown),
    "xlsx": Format(".xlsx", "", _xlsx),
}
