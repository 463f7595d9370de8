"""Laws of totals by coverage, on random provinces, and the choice against every subset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random

import msgspec
import pytest
from coverage_amount import Question
from coverage_changes import PARTS, renamed, replaced, split, with_centre
from coverage_choice import NOTHING, Candidate, Cell, Figure, Score, add_scores, choose, score_of
from coverage_model import (
    CENTRE,
    Indicator,
    Line,
    Project,
    period,
)
from coverage_oracle import Oracle, Row
from coverage_random import GROUPS, Settings, files, random_project, write
from coverage_reader import read_project
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SEEDS = st.integers(min_value=0, max_value=10**6)
FLOWS = ("quy", "tu", "mau", "xay", "sua", "nha", "nam-tu", "nu-tu", "chung-mau")
MEANS = ("diem", "hoi-vien", "diem-dan")
YEAR = period(2025, "nam")
SHORT = Settings(short=True)
few = settings(max_examples=15, derandomize=True, deadline=None)


def asked(oracle: Oracle, unit: str, indicator: Indicator, name: str = "nam") -> Question:
    of = period(2025, name)
    return Question(unit=unit, indicator=indicator, period=of, day=of.last_day)


def rows_of(oracle: Oracle, units: Sequence[str], names: Sequence[str] = ("nam",)) -> Iterator[Row]:
    for unit in units:
        for indicator in oracle.project.indicators:
            for name in names:
                yield oracle.row(unit, indicator.id, period(2025, name))


def all_units(project: Project) -> list[str]:
    return [unit.id for unit in project.units]


@pytest.mark.parametrize("plain", [False, True])
@few
@given(seed=SEEDS)
def test_a_merger_changes_no_ancestors_total(plain: bool, seed: int) -> None:
    """A commune that goes on under another name leaves the totals above as they are.

    Means over months and units are only compared if nothing is missing.
    """
    groups = tuple(group for group in GROUPS if plain == (group[-1].id in MEANS))
    kind = Settings(changes=False, short=True, complete=True, plain=plain, groups=groups)
    project = with_centre(random_project(seed, kind))
    commune = Random(seed).choice([u.id for u in project.units if u.levels[0].level == "xa"])
    merged = Oracle(renamed(project, commune, f"{commune}-moi"))
    before = Oracle(project)
    above = [unit for unit in all_units(project) if unit == CENTRE or commune.startswith(f"{unit}/")]
    for old, new in zip(rows_of(before, above), rows_of(merged, above), strict=True):
        for name in ("thuc_hien", "counts", "trang_thai", "so_cong_don", "so_bao_cao", "cap_minh"):
            assert getattr(old, name) == getattr(new, name), (old.don_vi, old.chi_tieu, name)


@few
@given(seed=SEEDS)
def test_the_day_of_the_tree_changes_no_total_of_the_whole(seed: int) -> None:
    """The centre has everything on any day: `as_of` and `compare` change nothing there."""
    project = with_centre(random_project(seed))
    oracle = Oracle(project)
    for indicator in project.indicators:
        usual = oracle.row(CENTRE, indicator.id, period(2024, "nam"))
        for day in (date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31)):
            found = oracle.row(CENTRE, indicator.id, period(2024, "nam"), as_of=day)
            assert found.thuc_hien == usual.thuc_hien
            assert found.trang_thai == usual.trang_thai
        compared = oracle.row(CENTRE, indicator.id, YEAR, compare=2024)
        assert compared.cung_ky == usual.thuc_hien


@few
@given(seed=SEEDS)
def test_a_year_is_its_quarters(seed: int) -> None:
    """If nothing longer is reported, the quarters of a flow add up to the year, mergers and all."""
    project = with_centre(random_project(seed, SHORT))
    lines = tuple(line for line in project.lines if line.unit != CENTRE or not line.stated)
    oracle = Oracle(replaced(project, lines=lines))
    for indicator in project.indicators:
        if indicator.id in FLOWS:
            quarters = [
                oracle.row(CENTRE, indicator.id, period(2025, f"quy-{quarter}")) for quarter in (1, 2, 3, 4)
            ]
            year = oracle.row(CENTRE, indicator.id, YEAR)
            assert sum(each.thuc_hien or 0 for each in quarters) == (year.thuc_hien or 0)
            months = [found.missing.get(unit, []) for unit in all_units(project) for found in quarters]
            assert sum(map(len, months)) == sum(map(len, year.missing.values()))


@few
@given(seed=SEEDS)
def test_splitting_a_figure_changes_nothing(seed: int) -> None:
    """Reports of the parts of a period instead of one of all of it: the same year everywhere.

    It holds as long as nothing overlaps; figures that overlap are chosen by their number and length.
    """
    project = random_project(seed, Settings(changes=False, statements=False, once=True))
    possible = [
        line for line in project.lines if line.indicator in FLOWS and line.value and line.period.name in PARTS
    ]
    assume(possible)
    line = Random(seed).choice(possible)
    divided = Oracle(split(project, line))
    old_rows, new_rows = (rows_of(o, all_units(project)) for o in (Oracle(project), divided))
    for old, new in zip(old_rows, new_rows, strict=True):
        assert old == new


@few
@given(seed=SEEDS)
def test_one_report_more_never_covers_less(seed: int) -> None:
    """The number of cells covered never falls; the cells themselves may be others.

    Own lines count as own lines here: as statements they can be refuted by a report more.
    """
    groups = tuple(group for group in GROUPS if group[-1].weight is None)
    project = random_project(seed, Settings(groups=groups))
    assume(project.lines)
    random = Random(seed)
    left = list(project.lines)
    left.pop(random.randrange(len(left)))
    more, less = (
        Oracle(replaced(project, lines=tuple(lines)), own_lines_speak_for_predecessors=False)
        for lines in (project.lines, left)
    )
    for unit in all_units(project):
        for indicator in project.indicators:
            with_it, without = (o.covered_most(asked(o, unit, indicator)) for o in (more, less))
            assert with_it >= without, (unit, indicator.id)


@few
@given(seed=SEEDS)
def test_order_never_matters(seed: int) -> None:
    """Files, keys, siblings and takeovers in another order: the same rows."""
    project = random_project(seed)
    random = Random(seed)
    shuffled = replaced(
        project,
        **{
            name: tuple(random.sample(getattr(project, name), len(getattr(project, name))))
            for name in ("units", "takeovers", "indicators", "lines", "targets", "amendments")
        },
    )

    def by_name(oracle: Oracle) -> dict[tuple[str, str], dict[str, object]]:
        rows = rows_of(oracle, all_units(project))
        return {(row.don_vi, row.chi_tieu): msgspec.structs.asdict(row) for row in rows}

    assert by_name(Oracle(project)) == by_name(Oracle(shuffled))


@few
@given(seed=SEEDS)
def test_each_figure_counts_once(seed: int) -> None:
    """No line is in two figures of a total, no cell is covered twice, nothing outside is covered."""
    project = random_project(seed)
    oracle = Oracle(project)
    for unit in all_units(project):
        for indicator in project.indicators:
            question = asked(oracle, unit, indicator)
            area = oracle.amounts.area(question)
            chosen = oracle.choice(question).chosen
            counts = [(each, next(iter(each.cells))[3]) for each in chosen]  # a ratio's line gives two
            lines = [(id(line), count) for each, count in counts for line in each.figure.lines]
            assert len(lines) == len(set(lines))
            cells = [cell for each in chosen for cell in each.cells]
            assert len(cells) == len(set(cells))
            assert area.issuperset(cells)


@few
@given(seed=SEEDS)
def test_a_state_says_what_is_covered(seed: int) -> None:
    """Complete by own figures: everybody has reported. Complete at all: no month is missing."""
    project = random_project(seed)
    for row in rows_of(Oracle(project), all_units(project)):
        if row.trang_thai == "du":
            assert row.da_bao_cao == row.phai_bao_cao > 0
        if row.trang_thai in ("du", "theo-bao-cao"):
            assert not row.missing
            assert not row.ties
        if row.trang_thai == "chua-co":
            assert row.thuc_hien is None


@few
@given(seed=SEEDS)
def test_a_whole_is_the_sum_of_what_is_below_it(seed: int) -> None:
    """Without changes, statements and transfers a flow is the unit's own and the totals directly below."""
    project = random_project(seed, Settings(changes=False, statements=False, plain=True))
    oracle = Oracle(project)
    for row in rows_of(oracle, all_units(project)):
        if row.chi_tieu in FLOWS:
            of = period(2025, "nam")
            whole = oracle.row(row.don_vi, row.chi_tieu, of)
            below = [
                oracle.row(unit, row.chi_tieu, of).thuc_hien
                for unit in oracle.map.shown_below(row.don_vi, of.last_day)
            ]
            assert (whole.thuc_hien or 0) == (whole.cap_minh or 0) + sum(each or 0 for each in below)


@few
@given(seed=SEEDS)
def test_a_statement_of_the_sum_is_never_wrong(seed: int) -> None:
    """Whoever states what the complete parts come to is not contradicted, and nothing else changes."""
    kind = Settings(changes=False, statements=False, complete=True, plain=True, groups=GROUPS[:1])
    project = random_project(seed, Settings(**{**msgspec.structs.asdict(kind), "short": True}))
    oracle = Oracle(project)
    unit = next(unit.id for unit in project.units if unit.levels[0].level == "tinh")
    before = oracle.row(unit, "quy", YEAR)
    assume(before.trang_thai == "du")
    line = Line(unit=unit, period=YEAR, indicator="quy", stated=True, value=before.thuc_hien)
    after = Oracle(replaced(project, lines=(*project.lines, line))).row(unit, "quy", YEAR)
    assert (after.thuc_hien, after.trang_thai) == (before.thuc_hien, "du")


# The choice, against every subset.


def random_candidates(random: Random) -> list[Candidate]:
    cells: list[Cell] = [("x", (), month, "quy") for month in range(random.randint(2, 7))]
    found = []
    for number in range(random.randint(1, 9)):
        covered = frozenset(random.sample(cells, random.randint(1, min(4, len(cells)))))
        own = covered if random.randrange(2) else frozenset[Cell]()
        name = random.choice(("quy-1", "6-thang", "nam"))
        line = Line(unit=f"x{number}", period=period(2025, name), indicator="quy", stated=not own)
        value = Fraction(random.randint(0, 3))
        figure = Figure(lines=(line,), cells=covered, own=own, value=value)
        found.append(Candidate(figure=figure, share=Fraction(1), cells=covered, own=own))
    return found


def one(_: Cell) -> Fraction:
    return Fraction(1)


def best_of_all_subsets(candidates: Sequence[Candidate]) -> tuple[Score, list[tuple[Candidate, ...]]]:
    best: tuple[Score, list[tuple[Candidate, ...]]] = (NOTHING, [()])
    for count in range(1, len(candidates) + 1):
        for chosen in combinations(candidates, count):
            cells = [cell for each in chosen for cell in each.cells]
            if len(cells) > len(set(cells)):
                continue
            score = NOTHING
            for each in chosen:
                score = add_scores(score, score_of(each, one))
            if score > best[0]:
                best = (score, [chosen])
            elif score == best[0]:
                best[1].append(chosen)
    return best


@settings(max_examples=100, derandomize=True, deadline=None)
@given(seed=SEEDS)
def test_the_choice_is_the_best_of_all_subsets(seed: int) -> None:
    candidates = random_candidates(Random(seed))
    choice = choose(candidates, one, lambda each: sum(c.figure.value or 0 for c in each))
    _, best = best_of_all_subsets(candidates)
    found = {frozenset(map(id, each)) for each in best}
    chosen = frozenset(map(id, choice.chosen))
    if choice.ties:
        assert len(found) > 1
        assert all(chosen <= each for each in found) or len({sum_of(each) for each in best}) > 1
    else:
        assert chosen in found


def sum_of(candidates: Sequence[Candidate]) -> Fraction:
    return sum((each.figure.value or Fraction(0) for each in candidates), Fraction(0))


# The random provinces themselves.


@settings(max_examples=15, derandomize=True, deadline=None)
@given(seed=SEEDS)
def test_a_province_is_the_same_as_data_and_as_files(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("province")
    made = random_project(seed)
    write(made, folder)
    found = read_project(folder)
    assert (found.units, found.indicators) == (made.units, made.indicators)
    for name in ("takeovers", "lines", "targets", "amendments"):
        assert sorted(getattr(found, name), key=repr) == sorted(getattr(made, name), key=repr)


def test_a_seed_makes_the_same_province() -> None:
    assert files(random_project(7)) == files(random_project(7))
    assert files(random_project(7)) != files(random_project(8))
