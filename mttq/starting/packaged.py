"""What a new project starts from, found in the installed package or next to it in a checkout."""

from __future__ import annotations

import json
import re
from importlib import metadata, resources
from pathlib import Path

from mttq.files import shipped
from mttq.names import CATALOGUE


def catalogue_file(name: str) -> bytes:
    """Return a file of the packaged catalogue: programme sets, indicators or provinces.

    Args:
        name: its path below `plans/danh-muc/`, such as `chuong-trinh.yaml`.
    """
    return _existing(CATALOGUE).joinpath(name).read_bytes()


def indicator_files() -> list[str]:
    """Return the paths of the packaged indicators below `plans/danh-muc/`, sorted."""
    return sorted(f"chi-tieu/{one.name}" for one in _existing(CATALOGUE).joinpath("chi-tieu").glob("*.yaml"))


def own_file(name: str) -> str:
    """Return the text of a file of this package.

    Args:
        name: its path within the package, such as `files/README.md`.
    """
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def own_files(folder: str) -> list[str]:
    """Return the paths of the files in a folder of this package, from that folder, sorted.

    Args:
        folder: its path within the package, such as `example`.
    """
    top = Path(str(resources.files(__package__).joinpath(folder)))
    return sorted(one.relative_to(top).as_posix() for one in top.rglob("*.yaml"))


def ci_file(name: str) -> str:
    """Return the text of a CI file that installs mttq from where it was installed from here, if that is known.

    Args:
        name: its name in `docs/examples/ci/`, such as `github.yml`.
    """
    text = _existing("docs/examples/ci").joinpath(name).read_text(encoding="utf-8")
    known = _git_address()
    return text if known is None else _INSTALLED_FROM.sub(f'"{known}"', text)


_INSTALLED_FROM = re.compile(r'"git\+https://[^"]*"[^\n]*')


def _git_address() -> str | None:
    """Return the address and commit that pip installed mttq from, or None if it came from elsewhere (PEP 610)."""
    try:
        files = metadata.files("mttq") or ()
    except metadata.PackageNotFoundError:
        return None
    recorded = next((one for one in files if one.name == "direct_url.json"), None)
    source = json.loads(recorded.read_text(encoding="utf-8")) if recorded is not None else {}
    commit = source.get("vcs_info", {}).get("commit_id")
    return f"git+{source['url']}@{commit}" if commit else None


def _existing(name: str) -> Path:
    return next(one for one in shipped(name) if one.is_dir())
