"""Make single edits in the shipped documents and report what each did to their meaning.

    .venv/bin/python tools/count_single_edits.py --count 2000 --seed 2020

`tests/check/single_edits.py` defines the outcomes. The undetected edits that changed more than a text are
listed: changes of the structure (there should be none), deleted lines, and figures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDEST = 150

sys.path[:0] = [str(ROOT / "tests" / "check"), str(ROOT)]


def main() -> int:
    """Make the edits; exit code 1 if one changed the structure of a document undetected."""
    from single_edits import Outcome, counted, run  # noqa: PLC0415 - found by the path set above

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2020)
    options = parser.parse_args()
    edits = list(run(ROOT, options.count, options.seed))
    totals = counted(edits)
    for outcome in Outcome:
        kinds = Counter(edit.kind for edit in edits if edit.outcome is outcome)
        by_kind = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        _print(f"{totals[outcome]:5} {outcome.value}: {by_kind}")
    for outcome in (Outcome.STRUCTURE, Outcome.MERGED, Outcome.FIGURE):
        _print(f"\n{outcome.value}:")
        for edit in edits:
            if edit.outcome is outcome:
                _print(f"  {edit.kind} in {edit.path}: {edit.said[:WIDEST]}")
                _print(f"    - {edit.before.strip()[:WIDEST]}\n    + {edit.after.strip()[:WIDEST]}")
    return int(totals[Outcome.STRUCTURE] > 0)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
