"""Feed random inputs to the reader, the figures and the rules, for as long as you like.

    .venv/bin/python tools/fuzz.py --minutes 30
    .venv/bin/python tools/fuzz.py --seed 12345        try one input again, with its traceback

The targets and their promises are in `tests/fuzz/`. Each input is made from one number, its seed. A worker
process does the work and reports each seed before it tries it, so that a crash of libyaml or an endless loop is
also attributed to a seed. Failures are listed once for each place in the code, with a count.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import re
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests" / "fuzz"
SLOW = 2.0  # seconds for one small input
HANGING = 30.0  # seconds after which the worker is ended
REPORT_EVERY = 60.0

sys.path[:0] = [str(TESTS), str(TESTS.parents[1])]


def work(start: int) -> None:
    """Try seeds from `start` on without end; print a line of JSON for each seed, batch and failure."""
    import fuzz_targets  # noqa: PLC0415 - the parent process does not need it

    fuzz_targets.base(fuzz_targets.SMALL)
    fuzz_targets.base(fuzz_targets.ROOT)
    counts: collections.Counter[str] = collections.Counter()
    slowest, slowest_seed, reported = 0.0, 0, time.monotonic()
    seed = start
    while True:
        chosen = fuzz_targets.chosen(random.Random(seed))
        _say(seed=seed)
        before = time.monotonic()
        try:
            fuzz_targets.run_named(*chosen)
        except Exception as error:
            _say(failed=seed, place=_place(error), error=f"{type(error).__name__}: {error}"[:600])
        took = time.monotonic() - before
        if took > SLOW:
            _say(failed=seed, place=f"slow:{chosen[0]}", error=f"{took:.1f} s")
        if took > slowest:
            slowest, slowest_seed = took, seed
        counts[chosen[0]] += 1
        if before - reported > 1:
            _say(counts=counts, slowest=slowest, slowest_seed=slowest_seed)
            counts.clear()
            reported = before
        seed += 1


def _say(**message: object) -> None:
    _print(json.dumps(message))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "mttq" in frame.filename] or list(frames)
    frame = ours[-1]
    code = re.search(r"id='(MT\d+)'", str(error))
    return f"{Path(frame.filename).name}:{frame.lineno}{f' {code[1]}' if code else ''}"


class Watch:
    """Runs workers one after the other and collects their messages."""

    def __init__(self, start: int, until: float) -> None:
        self.seed = start
        self.until = until
        self.counts: collections.Counter[str] = collections.Counter()
        self.failures: dict[str, list[str]] = {}
        self.slowest = (0.0, 0)

    def run(self) -> None:
        """Run workers until the time is over; if one dies or hangs, its last seed has failed."""
        while time.monotonic() < self.until:
            command = [sys.executable, __file__, "--worker", str(self.seed)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as worker:
                assert worker.stdout is not None
                ended = self._listen(worker)
                worker.kill()
            if not ended:
                self._failed(self.seed, "process", f"the worker died or hung ({worker.returncode})")
                self.seed += 1

    def _listen(self, worker: subprocess.Popen[str]) -> bool:
        """Take the worker's messages; return whether it was still running when the time was over."""
        import threading  # noqa: PLC0415 - the worker does not need it

        assert worker.stdout is not None
        heard = [time.monotonic()]
        over = threading.Event()

        def guard() -> None:
            while not over.wait(1):
                if time.monotonic() > self.until or time.monotonic() - heard[0] > HANGING:
                    worker.kill()
                    return

        threading.Thread(target=guard, daemon=True).start()
        reported = time.monotonic()
        for line in worker.stdout:
            heard[0] = time.monotonic()
            if line.endswith("}\n"):  # a worker that dies may leave half a line
                self._take(json.loads(line))
            if heard[0] - reported > REPORT_EVERY:
                reported = heard[0]
                _print(self.summary())
        over.set()
        return time.monotonic() > self.until

    def _take(self, message: dict[str, object]) -> None:
        if "seed" in message:
            self.seed = int(str(message["seed"]))
        elif "failed" in message:
            self._failed(int(str(message["failed"])), str(message["place"]), str(message["error"]))
        else:
            counts = message["counts"]
            assert isinstance(counts, dict)
            self.counts.update(counts)
            self.slowest = max(
                self.slowest, (float(str(message["slowest"])), int(str(message["slowest_seed"])))
            )

    def _failed(self, seed: int, place: str, error: str) -> None:
        first = place not in self.failures
        self.failures.setdefault(place, []).append(str(seed))
        if first:
            _print(f"FAILED seed {seed} at {place}: {error}")

    def summary(self) -> str:
        """Counts by target, failures by place, and the slowest input."""
        counts = ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items()))
        failures = "; ".join(
            f"{place} x{len(seeds)} (seed {seeds[0]})" for place, seeds in self.failures.items()
        )
        slowest = f"slowest {self.slowest[0]:.2f} s (seed {self.slowest[1]})"
        return f"{sum(self.counts.values())} inputs ({counts}); {slowest}; failures: {failures or 'none'}"


def main() -> int:
    """Fuzz, or try one input again; exit code 1 if anything has failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument(
        "--start", type=int, default=None, help="the first seed; by default taken from the clock"
    )
    parser.add_argument("--seed", type=int, help="try this one input, with its traceback")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker is not None:
        work(options.worker)
    if options.seed is not None:
        import fuzz_targets  # noqa: PLC0415 - the parent process does not need it

        name, data, path, root = fuzz_targets.chosen(random.Random(options.seed))
        _print(f"{name} {path} {data!r}")
        fuzz_targets.run_named(name, data, path, root)
        return 0
    start = options.start if options.start is not None else time.time_ns() // 1_000_000 % 10**10 * 1000
    watch = Watch(start, time.monotonic() + options.minutes * 60)
    with suppress(KeyboardInterrupt):
        watch.run()
    _print(watch.summary())
    return int(bool(watch.failures))


if __name__ == "__main__":
    sys.exit(main())
