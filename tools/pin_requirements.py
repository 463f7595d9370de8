"""Write `requirements.txt`, `requirements-dev.txt` and `requirements-spark.txt` from `pyproject.toml`.

Every version is pinned with the hashes of its files, for all platforms and Python versions, and no file names
the index it came from. It needs uv:

    .venv/bin/python -m pip install uv
    .venv/bin/python tools/pin_requirements.py            # add and remove what pyproject.toml asks for
    .venv/bin/python tools/pin_requirements.py --upgrade  # upgrade everything as well
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
SPARK = "requirements-spark.txt"
# The oldest supported Python; markers in the files cover newer ones.
OLDEST_PYTHON = "3.11"
_HEADERS = {
    RUNTIME: "What mttq needs to run.",
    DEVELOPMENT: "What mttq needs to run, and to be built, tested and checked.",
    SPARK: "What the test of the query in Spark needs beside that; it also needs Java.",
}
_HOW = "Written by tools/pin_requirements.py from pyproject.toml; do not edit."


def pin(name: str, sources: list[str]) -> None:
    """Write one file, keeping the versions it already has unless `--upgrade` is given."""
    target = ROOT / name
    command = [
        *("uv", "pip", "compile", "--universal", "--python-version", OLDEST_PYTHON),
        *("--generate-hashes", "--no-header", "--no-annotate"),
        *("--no-emit-index-url", "--no-emit-find-links"),
        *("--output-file", name, "--quiet"),
        *sys.argv[1:],
        *sources,
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    pins = target.read_text(encoding="utf-8")
    target.write_text(f"# {_HEADERS[name]}\n# {_HOW}\n{pins}", encoding="utf-8", newline="\n")


def main() -> None:
    """Write the files, the runtime first, so that the development tools agree with it."""
    pin(RUNTIME, ["pyproject.toml"])
    extras = ["--extra", "charts", "--extra", "parquet"]
    pin(DEVELOPMENT, ["--constraint", RUNTIME, *extras, "--group", "dev", "pyproject.toml"])
    pin(SPARK, ["--group", "spark"])


if __name__ == "__main__":
    main()
