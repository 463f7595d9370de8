"""Write `reports/`: the documents of the shipped plans, in Word, Markdown and Excel.

    .venv/bin/python tools/make_reports.py            # write what has changed
    .venv/bin/python tools/make_reports.py --check    # only list it

Run it after a change to the look or the text of documents; a test runs every command with `--check`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_MY_THOI = "an-giang/long-xuyen/my-thoi"
# The arguments of each `mttq report`; the first command is the README's.
RUNS: tuple[tuple[str, ...], ...] = (
    ("2020",),
    ("2021", "--unit", "quang-tri", "--kind", "chuong-trinh"),
    ("2014-2019", "--unit", _MY_THOI),
    ("2019-2024", "--unit", _MY_THOI, "--kind", "chuong-trinh"),
)


def main(more: list[str]) -> int:
    """Run every command and return the worst exit code."""
    program = [sys.executable, "-m", "mttq", "--quiet", "report"]
    return max(subprocess.run([*program, *run, *more], cwd=ROOT, check=False).returncode for run in RUNS)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
