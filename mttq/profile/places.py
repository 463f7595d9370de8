"""The folders in which templates and profiles lie."""

from __future__ import annotations

from pathlib import Path

import mttq

TEMPLATES = "templates"
FOLDER = f"{TEMPLATES}/the-thuc"
"""Where profiles lie, below a project's root."""


def packaged() -> list[Path]:
    """The folders of templates that come with the package: inside an installed one, beside it in a checkout."""
    package = Path(mttq.__file__).parent
    return [package / TEMPLATES, package.parent / TEMPLATES]
