"""What docxtpl alone needs to fill the same documents: `python bench/docxtpl_floor.py record|fill …`.

    record DATA LEVEL FILE   make the reports of every unit of a level, and keep what each template was given
    fill FILE OUT            fill the same templates with the same names again, and save the documents

Run it with a Python that has mttq. Two processes fill half of the documents each, the way docxtpl's manual
shows: a template is opened, rendered and saved for each document. This reads no plan, adds nothing up, fits no
column and does not make files the same bytes each time; `mttq report` does all that in addition.
"""

from __future__ import annotations

import multiprocessing
import pickle
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

YEAR = "2024"
PROCESSES = 2
Recorded = tuple[str, str, dict[str, Any]]


def record(data: Path, level: str, file: Path) -> None:
    """Keep the path, the template and the names of every report of that level's units."""
    from mttq.check import run  # noqa: PLC0415 - `fill` does not need mttq
    from mttq.documents import load  # noqa: PLC0415
    from mttq.issuing import Maker, Order  # noqa: PLC0415
    from mttq.period import parse_cycle  # noqa: PLC0415

    given: list[dict[str, Any]] = []
    render = DocxTemplate.render

    def listen(self: Any, names: dict[str, Any], *args: Any, **more: Any) -> None:  # noqa: ANN401 - docxtpl's own
        given.append(names)
        render(self, names, *args, **more)

    DocxTemplate.render = listen
    project = run(load(data)).project
    cycle = parse_cycle(YEAR)
    assert cycle is not None
    maker = Maker(project, Order(cycle=cycle, period=cycle.whole, kind="bao-cao", formats=("docx",)))
    template = str(Path(__file__).resolve().parent.parent / "templates" / "bao-cao.docx")
    found: list[Recorded] = []
    for unit in project.catalogue.units.by_id.values():
        if unit.level_on(cycle.whole.last_day(cycle)).value == level:
            files = maker.make(unit.id).files
            found.append((files[0].path, template, given[-1]))
    file.write_bytes(pickle.dumps(found))


def fill(file: Path, out: Path) -> int:
    """Fill and save all documents; return how many."""
    # `record` wrote it on this machine a moment ago.
    found: list[Recorded] = pickle.loads(file.read_bytes())
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        pool.starmap(_fill_some, [(found[first::PROCESSES], out) for first in range(PROCESSES)])
    return len(found)


def _fill_some(some: Sequence[Recorded], out: Path) -> None:
    for place, template, names in some:
        document = DocxTemplate(BytesIO(Path(template).read_bytes()))
        document.render(names, Environment(autoescape=True))
        path = out / place
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(path)


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands."""
    if arguments[:1] == ["record"]:
        data, level, file = arguments[1:]
        record(Path(data), level, Path(file))
    else:
        file, out = arguments[1:]
        sys.stdout.write(f"{fill(Path(file), Path(out))}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
