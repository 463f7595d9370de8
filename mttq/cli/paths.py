"""The files that a command's arguments name, as diagnostics write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mttq.cli.errors import UsageError


def relative(path: Path, root: Path) -> str:
    """The path from the project's root, with `/`.

    Raises:
        UsageError: it is not there, or lies outside the project.
    """
    full = path.resolve()
    if not full.exists():
        raise UsageError(f"không có tệp hay thư mục “{path}”")
    if not full.is_relative_to(root):
        raise UsageError(f"“{path}” nằm ngoài dự án {root}", "nêu tệp hay thư mục bên trong dự án")
    return full.relative_to(root).as_posix()


def inside(path: str, wanted: Sequence[str]) -> bool:
    """Whether a file is one of those wanted, or in a folder wanted; nothing wanted means everything."""
    return not wanted or any(folder in {".", path} or path.startswith(f"{folder}/") for folder in wanted)
