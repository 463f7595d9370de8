"""`mttq check` decides ties around the statements that overlap, and finds what the totals of all units show."""

from __future__ import annotations

from pathlib import Path
from random import Random

from totals_example import Example

from mttq.check import check
from mttq.diagnostics import UNDECIDED, Span
from mttq.documents import Project, load
from mttq.period import PERIODS, parse_cycle
from mttq.totals import FigureIndex, Rollup, undecided_figures

YEAR = parse_cycle("2020")
ASKED = ("6-thang", "nam")
ENDED, BEGUN = ", den: 2020-06-30", ", tu: 2020-07-01"


def draw(example: Example, random: Random) -> None:
    """Write a province with communes merged across districts, of which most units state and few report."""
    districts = {
        "h": random.choice((ENDED, "")),
        "k": random.choice((BEGUN, "")),
        "m": random.choice((BEGUN, "")),
    }
    below: dict[str, list[str]] = {name: [] for name in districts}
    units = ["t"]
    heirs: dict[str, list[str]] = {f"t/{district}/n{number}": [] for district in "km" for number in range(2)}
    for number in range(random.choice((2, 2, 2, 2, 3))):
        commune = f"t/{random.choice('hhhhk') if districts['k'] != BEGUN else 'h'}/x{number}"
        gone = random.random() < 0.95
        if gone:
            heirs[random.choice(list(heirs))].append(commune)
        units.append(commune)
        below[commune[2]].append(f"{commune[4:]}: {{ten: Xã, cap: xa{ENDED if gone else ''}}}")
    for heir, old in heirs.items():
        if old:
            units.append(heir)
            taken = ", ".join(f"{{don_vi: {one}}}" for one in old)
            below[heir[2]].append(f"{heir[4:]}: {{ten: Xã, cap: xa{BEGUN}, ke_thua: [{taken}]}}")
    lines = ["t:", "  ten: T", "  cap: tinh", "  cap_duoi:"]
    for name, days in districts.items():
        if not below[name]:
            continue
        units.append(f"t/{name}")
        head = f"    {name}: {{ten: Huyện, cap: huyen{days}, cap_duoi: {{"
        lines.append(f"{head}{', '.join(below[name])}}}}}")
    example.units("\n".join(lines) + "\n")
    periods = random.choice((("nam",), ("nam",), ("6-thang", "nam")))
    chances = {0: (0.1, 0.0), 1: (0.6, 0.0), 2: (0.05, 0.1)}
    for unit in units:
        states, reports = chances[unit.count("/")]
        for name in periods:
            drawn = random.random()
            if name == "6-thang" and ("/n" in unit or districts.get(unit[2:3]) == BEGUN):
                continue
            if drawn < states:
                example.says(f"2020/{unit}/{name}", stated=True, xa_lam=str(random.choice((3, 5, 8))))
            elif drawn < states + reports:
                example.says(f"2020/{unit}/{name}", xa_lam="1")


def shown(project: Project) -> list[str]:
    """Return what the totals of all units say of ties, each of the lowest unit and the shortest period."""
    assert YEAR is not None
    lines = FigureIndex(project, YEAR)
    rollups = [Rollup(project, YEAR, PERIODS[name], figures=lines) for name in ASKED]
    units = sorted(project.catalogue.units.by_id, key=lambda one: (-one.count("/"), one))
    seen: set[tuple[str, Span]] = set()
    found = []
    for unit in units:
        for rollup in rollups:
            for tie in rollup.total(unit, "xa-lam").ties:
                places = {(line.path, line.span) for one in tie.sets for line in one}
                refuted = {
                    (line.path, line.span)
                    for path, _ in places
                    for one in rollup.total(
                        str(Path(path).parent.relative_to("plans/2020")), "xa-lam"
                    ).refuted
                    for line in one.stated.lines
                }
                if seen.isdisjoint(places):
                    seen |= places
                    if refuted & places:
                        continue
                    found.append(undecided_figures(unit, project.catalogue.indicators["xa-lam"], tie).message)
    return sorted(found)


def test_ties_are_found_without_the_totals_of_all_units(tmp_path: Path) -> None:
    """Law: the messages are those that the totals of all units give; there are enough of them to tell."""
    count = 0
    for seed in range(100):
        example = Example(tmp_path / str(seed))
        draw(example, Random(seed))
        project = load(example.root)
        found = sorted(one.message for one in check(project) if one.code is UNDECIDED)
        assert found == shown(project), seed
        count += len(found)
    assert count > 2
