"""Compare the quick path with the slow one on randomly changed files, for as long as you like.

    .venv/bin/python tools/fuzz_quick.py --minutes 10
    .venv/bin/python tools/fuzz_quick.py --minutes 10 --root DIR   try files of another project as well
    .venv/bin/python tools/fuzz_quick.py --seed 12345              try one input again, with its traceback

The laws are in `tests/fuzz/`. Each input is made from one number, its seed, and the given projects.
"""

from __future__ import annotations

import argparse
import collections
import random
import sys
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests" / "fuzz"
REPORT_EVERY = 60.0
MOST_FAILURES = 20

sys.path[:0] = [str(TESTS), str(TESTS.parents[1])]


def run_one(seed: int, roots: list[Path | None]) -> tuple[str, bool]:
    """Try one input; return the target's name, and whether the quick path accepted it."""
    import quick_targets  # noqa: PLC0415 - found by the path set above
    from quick_changes import nearly_sound  # noqa: PLC0415 - found by the path set above

    chance = random.Random(seed)
    if chance.random() < 0.25:
        return "reader", quick_targets.target_quick_reader(nearly_sound(chance, quick_targets.sound_files()))
    root = chance.choice(roots)
    return f"path over {root.name if root else 'everything'}", quick_targets.target_quick_path(
        chance, quick_targets.base(root)
    )


def main() -> int:
    """Compare until the time is over; exit code 1 if the two paths ever differed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument(
        "--start", type=int, default=None, help="the first seed; by default taken from the clock"
    )
    parser.add_argument("--seed", type=int, help="try this one input, with its traceback")
    parser.add_argument("--root", type=Path, action="append", default=[], help="one more project")
    options = parser.parse_args()
    roots: list[Path | None] = [None, TESTS.parents[1], *options.root]
    if options.seed is not None:
        _print(str(run_one(options.seed, roots)))
        return 0
    seed = options.start if options.start is not None else time.time_ns() // 1_000_000 % 10**10 * 1000
    until, reported = time.monotonic() + options.minutes * 60, time.monotonic()
    inputs: collections.Counter[str] = collections.Counter()
    accepted: collections.Counter[str] = collections.Counter()
    failures = 0
    while time.monotonic() < until:
        try:
            name, quickly = run_one(seed, roots)
        except Exception as error:
            failures += 1
            if failures == MOST_FAILURES:
                break
            _print(f"FAILED seed {seed}: {type(error).__name__}: {str(error)[:2000]}")
        else:
            inputs[name] += 1
            accepted[name] += quickly
        seed += 1
        if time.monotonic() - reported > REPORT_EVERY:
            reported = time.monotonic()
            _print(_summary(inputs, accepted, failures))
    _print(_summary(inputs, accepted, failures))
    return int(failures > 0)


def _summary(inputs: collections.Counter[str], accepted: collections.Counter[str], failures: int) -> str:
    kinds = ", ".join(f"{name} {count} ({accepted[name]} quickly)" for name, count in sorted(inputs.items()))
    return f"{inputs.total()} inputs: {kinds}; failures: {failures}"


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
