"""What a new project starts from, found in the installed package or next to it in a checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from mttq.files import shipped
from mttq.names import CATALOGUE


def catalogue_file(name: str) -> bytes:
    """Return a file of the packaged catalogue: programme sets, indicators or provinces.

    Args:
        name: its path below `plans/danh-muc/`, such as `chuong-trinh.yaml`.
    """
    return _folder().joinpath(name).read_bytes()


def indicator_files() -> list[str]:
    """Return the paths of the packaged indicators below `plans/danh-muc/`, sorted."""
    return sorted(f"chi-tieu/{one.name}" for one in _folder().joinpath("chi-tieu").glob("*.yaml"))


def own_file(name: str) -> str:
    """Return the text of a file of this package.

    Args:
        name: its path within the package, such as `files/README.md`.
    """
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _folder() -> Path:
    return next(one for one in shipped(CATALOGUE) if one.is_dir())
