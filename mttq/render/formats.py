"""The formats a report can be written in.

A further format is one module with a `render` of this shape and one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mttq.report.model import Report


class Render(Protocol):
    """Makes a file's bytes from a report.

    Raises:
        TemplateFault: the template is missing or faulty.
    """

    def __call__(self, report: Report, root: Path | None, *, template: Path | None = None) -> bytes:
        """The file's bytes; `template` is used instead of the one that `root` or the package holds."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the suffix of its files, of its templates, and how it is made."""

    suffix: str
    template_suffix: str
    render: Render


def _docx(report: Report, root: Path | None, *, template: Path | None = None) -> bytes:
    from mttq.render import docx  # noqa: PLC0415 # a tenth of a second that other commands need not pay

    return docx.render(report, root, template=template)


def _markdown(report: Report, root: Path | None, *, template: Path | None = None) -> bytes:
    from mttq.render import markdown  # noqa: PLC0415 # likewise

    return markdown.render(report, root, template=template).encode("utf-8")


FORMATS = {
    "docx": Format(".docx", ".docx", _docx),
    "md": Format(".md", ".md.j2", _markdown),
}
