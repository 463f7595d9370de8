"""The peers: other programs that do part of the same work, in an environment of their own.

    python bench/peers.py [FOLDER]    install them (default: bench/.peers) and print their versions

PyPI packages go into a virtual environment in FOLDER, npm packages into FOLDER/node; the Debian packages are
installed if this runs as root. A peer that is missing or does not run is an error, never left out.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DEFAULT = Path(__file__).resolve().parent / ".peers"
PYPI = ("sourcemeta-jsonschema==17.3.0", "yamale==6.1.0", "yamllint==1.37.1", "duckdb==2.0.0")
NPM = ("ajv-cli@5.0.0",)
DEBIAN = ("ledger", "hledger")


class MissingPeerError(Exception):
    """A peer can't be installed or does not run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The program and the version of each peer.

    Attributes:
        python: the interpreter that has duckdb.
        sourcemeta: the program of sourcemeta itself, without the Python wrapper that only costs it time.
        ajv, yamale, yamllint, ledger, hledger: these programs.
        versions: name and version of each.
    """

    python: str
    sourcemeta: str
    ajv: str
    yamale: str
    yamllint: str
    ledger: str
    hledger: str
    versions: tuple[tuple[str, str], ...]


def install(folder: Path) -> None:
    """Install what is missing."""
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
    _run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *PYPI])
    if shutil.which("npm") is None:
        raise MissingPeerError("npm is needed to install ajv-cli")
    (folder / "node").mkdir(exist_ok=True)
    _run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder / "node"), *NPM])
    if not all(map(shutil.which, DEBIAN)):
        if shutil.which("apt-get") is None or os.geteuid() != 0:
            raise MissingPeerError(f"install {' and '.join(DEBIAN)} with the package manager of this system")
        _run(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *DEBIAN])


def find(folder: Path) -> Peers:
    """Find the peers in a folder.

    Raises:
        MissingPeerError: one is missing or does not run.
    """
    python = folder / "bin" / "python"
    sourcemeta = next(folder.glob(f"lib/*/site-packages/sourcemeta_jsonschema/{_sourcemeta_name()}"), None)
    ajv = folder / "node" / "node_modules" / ".bin" / "ajv"
    yamale, yamllint = folder / "bin" / "yamale", folder / "bin" / "yamllint"
    for name, path in (
        ("duckdb", python),
        ("sourcemeta", sourcemeta),
        ("ajv-cli", ajv),
        ("yamale", yamale),
        ("yamllint", yamllint),
    ):
        if path is None or not path.exists():
            raise MissingPeerError(f"{name} is not in {folder}: run bench/peers.py")
    ledger, hledger = (shutil.which(name) for name in DEBIAN)
    if ledger is None or hledger is None:
        raise MissingPeerError("ledger or hledger is not installed: run bench/peers.py")
    ask = "from importlib.metadata import version; import duckdb, sys; print(version(sys.argv[1]))"
    node = "console.log(require(process.argv[1] + '/ajv-cli/package.json').version)"
    versions = (
        ("sourcemeta jsonschema", _version([str(sourcemeta), "version"])),
        ("ajv-cli", _version(["node", "-e", node, str(folder.resolve() / "node" / "node_modules")])),
        ("yamale", _version([str(yamale), "--version"])),
        ("yamllint", _version([str(yamllint), "--version"])),
        ("ledger", _version([ledger, "--version"])),
        ("hledger", _version([hledger, "--version"])),
        ("duckdb", _version([str(python), "-c", ask, "duckdb"])),
    )
    return Peers(
        python=str(python),
        sourcemeta=str(sourcemeta),
        ajv=str(ajv),
        yamale=str(yamale),
        yamllint=str(yamllint),
        ledger=ledger,
        hledger=hledger,
        versions=versions,
    )


def _sourcemeta_name() -> str:
    """The name of the program for this system; the package holds one for each."""
    machine = {"aarch64": "arm64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    return f"jsonschema-{platform.system().lower()}-{machine}"


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise MissingPeerError(f"failed with code {done.returncode}: {' '.join(command)}")


def _version(command: Sequence[str]) -> str:
    """The version number in the first line that a program prints."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode or not done.stdout.strip():
        raise MissingPeerError(f"does not run: {' '.join(command)}: {done.stderr.strip()[:200]}")
    words = done.stdout.split("\n")[0].replace(",", " ").split()
    return next((word for word in words if word[0].isdigit()), words[-1])


def main(arguments: Sequence[str]) -> int:
    """Install the peers and print their versions."""
    folder = Path(arguments[0]) if arguments else DEFAULT
    try:
        install(folder)
        found = find(folder)
    except MissingPeerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, version in found.versions:
        sys.stdout.write(f"{name} {version}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
