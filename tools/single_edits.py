"""Makes single edits in the shipped documents and says what each did to their meaning.

    .venv/bin/python tools/single_edits.py --count 2000 --seed 2020

What counts as what is told in `tests/check/single_edits.py`. Listed are the
edits that nothing was said of and that changed more than a text: structure
(there should be none), lines taken out, and figures.
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
    """Exit code 1 if the structure of a document changed in silence."""
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
        _tell(f"{totals[outcome]:5} {outcome.value}: {by_kind}")
    for outcome in (Outcome.STRUCTURE, Outcome.MERGED, Outcome.FIGURE):
        _tell(f"\n{outcome.value}:")
        for edit in edits:
            if edit.outcome is outcome:
                _tell(f"  {edit.kind} in {edit.path}: {edit.said[:WIDEST]}")
                _tell(f"    - {edit.before.strip()[:WIDEST]}\n    + {edit.after.strip()[:WIDEST]}")
    return int(totals[Outcome.STRUCTURE] > 0)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
