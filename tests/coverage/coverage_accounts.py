"""Compare the accounts of `mttq.totals` with the oracle, on the files of a small project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage_model import Period, Project
from coverage_oracle import Row
from coverage_random import write

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.totals.account import Account, Accounts
from mttq.totals.coverage import Coverage
from mttq.totals.figure_index import FigureIndex
from mttq.totals.territory import Territories
from mttq.totals.valuation import Value

NEAR = Fraction(1, 10**25)


class Answers:
    """The accounts of one project read from its files."""

    def __init__(self, root: Path) -> None:
        self.project = load(root)
        self.territories = Territories(self.project.catalogue.units)
        self._accounts: dict[tuple[Period, date | None], Accounts] = {}

    def account(self, unit: str, indicator: str, of: Period, as_of: date | None = None) -> Account:
        """The account of a unit's total."""
        if (of, as_of) not in self._accounts:
            cycle = parse_cycle(str(of.year))
            assert cycle is not None
            known = PERIODS[of.name]
            index = FigureIndex(self.project, cycle)
            coverage = Coverage(self.project.catalogue, index, cycle, known, self.territories)
            self._accounts[of, as_of] = Accounts(coverage, as_of or of.last_day)
        indicators = self.project.catalogue.indicators
        return self._accounts[of, as_of].account(unit, indicators[indicator])


@contextmanager
def answers(model: Project) -> Iterator[Answers]:
    """The accounts of a project that is written to a folder and read back."""
    with TemporaryDirectory() as folder:
        write(model, Path(folder))
        yield Answers(Path(folder))


def differences(found: Account, row: Row, of: Period) -> dict[str, tuple[object, object]]:
    """What an account and the oracle's row disagree on, each with both answers."""
    pairs: dict[str, tuple[object, object]] = {
        "status": (found.status.value, row.trang_thai),
        "result": _both(found.result, row.thuc_hien),
        "computed": _both(found.computed, row.so_cong_don),
        "stated": _both(found.stated, row.so_bao_cao),
        "own": _both(found.own, row.cap_minh),
        "counts": _counts(found, row),
        "approximate": (_is_approximate(found.result), row.gan_dung),
        "reported": (sum(found.reporting.values()), row.da_bao_cao),
        "expected": (len(found.reporting), row.phai_bao_cao),
        "missing": (_months(found, of), row.missing),
        "unlisted": (set(found.unlisted()), set(row.unlisted)),
        "unallocated": (set(found.unallocated), set(row.not_shared_out)),
        "ties": (len(found.ties), len(row.ties)),
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _both(value: Value, expected: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """Both values; the expected one twice if they differ only in digits that are not kept."""
    found = None if value.amount is None else Fraction(value.amount.value)
    return _settled(found, expected), expected


def _settled(found: Fraction | None, expected: Fraction | None) -> Fraction | None:
    close = found is not None and expected is not None and abs(found - expected) <= abs(expected) * NEAR
    return expected if close else found


def _counts(found: Account, row: Row) -> tuple[object, object]:
    if found.result.counts is None or row.counts is None:
        return found.result.counts, row.counts
    pairs = zip(found.result.counts, row.counts, strict=True)
    return tuple(_settled(Fraction(mine), theirs) for mine, theirs in pairs), row.counts


def _is_approximate(value: Value) -> bool:
    return value.amount is not None and value.amount.approximation is not None


def _months(found: Account, of: Period) -> dict[str, list[int]]:
    return {
        unit: [month for month in of.months if mask >> (month - of.first) & 1]
        for unit, mask in found.missing().items()
    }
