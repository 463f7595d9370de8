"""A wheel of mttq in an environment of its own, so that what is measured is what a user installs.

An editable checkout would not do: if PYTHONDONTWRITEBYTECODE is set, as on many build machines, Python compiles
its modules again at every start.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


class InstallationError(Exception):
    """A wheel that can't be built or installed, with what was tried."""


@dataclass(frozen=True, slots=True)
class Installation:
    """An environment that holds one build of mttq.

    Attributes:
        python: its interpreter.
        mttq: its program.
        name: the version, and for an earlier commit its short hash.
    """

    python: str
    mttq: str
    name: str


def of_checkout(folder: Path) -> Installation:
    """Build the checkout as it is now and install it into a folder, unless that build is already there."""
    return _install(CHECKOUT, folder, "")


def of_revision(revision: str, folder: Path) -> Installation:
    """Build a commit of this repository and install it into a folder, unless that build is already there."""
    commit = _output(["git", "rev-parse", "--verify", f"{revision}^{{commit}}"]).decode().strip()
    source = folder / "source"
    shutil.rmtree(source, ignore_errors=True)
    with tarfile.open(fileobj=BytesIO(_output(["git", "archive", commit]))) as archive:
        archive.extractall(source, filter="data")
    return _install(source, folder, commit[:7])


def _install(source: Path, folder: Path, commit: str) -> Installation:
    wheels = folder / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(source)]
    _run([sys.executable, "-m", "pip", *build])
    (wheel,) = wheels.glob("*.whl")
    requirements = source / "requirements.txt"
    stamp = hashlib.sha256(wheel.read_bytes() + requirements.read_bytes()).hexdigest()
    place, mark = folder / "environment", folder / "stamp"
    programs = place / "bin"
    if not mark.exists() or mark.read_text(encoding="ascii") != stamp:
        venv.create(place, with_pip=True, clear=True)
        install = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
        _run([*install, "--requirement", str(requirements)])
        _run([*install, "--no-deps", str(wheel)])
        _run([str(programs / "python"), "-m", "compileall", "-q", str(place / "lib")])
        mark.write_text(stamp, encoding="ascii")
    mttq = str(programs / "mttq")
    version = _output([mttq, "--version"]).decode().strip()
    return Installation(str(programs / "python"), mttq, f"{version} ({commit})" if commit else version)


def environment() -> dict[str, str]:
    """The environment of what is measured: this one, without settings of Python and mttq."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MTTQ_"))}


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False, env=environment())
    if done.returncode:
        raise InstallationError(f"failed with code {done.returncode}: {' '.join(command)}")


def _output(command: Sequence[str]) -> bytes:
    done = subprocess.run(command, check=False, capture_output=True, cwd=CHECKOUT, env=environment())
    if done.returncode:
        raise InstallationError(f"{' '.join(command)}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout
