"""Fixtures for several folders of tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_PROGRAMS = ("soffice", "pdftotext", "pdffonts", "pdfinfo")


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice and poppler, with a LibreOffice profile of their own."""

    profile: Path

    def convert(self, document: Path, suffix: str) -> Path:
        """Convert the document to `pdf` or `docx`, in a new folder next to it."""
        folder = document.parent / suffix
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={self.profile.as_uri()}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(folder),
                str(document),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return folder / f"{document.stem}.{suffix}"

    def pages(self, pdf: Path) -> list[str]:
        """The text of each page, in the layout of the page."""
        return self.run("pdftotext", "-layout", str(pdf), "-").split("\f")[:-1]

    def run(self, *command: str) -> str:
        """Run a program and return its output."""
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice; without it the test is skipped, or fails if MTTQ_REQUIRE_OFFICE=1."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        if os.environ.get("MTTQ_REQUIRE_OFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return Office(tmp_path_factory.mktemp("office"))
