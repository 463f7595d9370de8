"""The issued documents that are no longer what would be written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.issuing.make import Maker, Order, OrderError
from mttq.issuing.reading_units import Soundness
from mttq.issuing.write import difference
from mttq.names import REPORTS
from mttq.period import Cycle, Period
from mttq.render.formats import FORMATS
from mttq.report import KINDS

_GONE = "không còn gì để xuất"
_NOT_MADE = "chưa so được vì số liệu có lỗi"


def stale_documents(
    project: Project, found: Iterable[Diagnostic], units: Collection[str], issued: Mapping[str, bytes]
) -> dict[str, str]:
    """Return the issued documents of some units that would be written otherwise now, with the reason.

    Units that rest on documents with errors get no documents; of theirs it is said that they can't be compared.

    Args:
        project: the documents, checked.
        found: what is wrong with them.
        units: the ids of the units.
        issued: the content of each issued document, by its path from the root.
    """
    soundness = Soundness(project, found)
    held: dict[str, dict[str, bytes]] = {}
    for path, content in issued.items():
        folder, _, name = path.rpartition("/")
        held.setdefault(folder, {})[name] = content
    stale: dict[str, str] = {}
    for cycle, period in _spans(project):
        for unit in sorted(units):
            folder = f"{REPORTS}/{cycle.folder}/{unit}"
            files = held.get(folder, {})
            if not files or unit not in project.catalogue.units.by_id:
                continue
            if soundness.stops(unit):
                stale |= {f"{folder}/{name}": _NOT_MADE for name in files}
                continue
            for order in _orders(cycle, period, files):
                for name, made in _made(project, order, unit):
                    if name not in files:
                        continue
                    why = difference(name, files[name], made) if made is not None else _GONE
                    if why:
                        stale[f"{folder}/{name}"] = why
    return dict(sorted(stale.items()))


def _spans(project: Project) -> Iterator[tuple[Cycle, Period]]:
    """Yield the years and terms with their periods that any document is of."""
    found: dict[tuple[str, str], tuple[Cycle, Period]] = {}
    for ref in project.refs:
        for span in ((ref.cycle, ref.period), (ref.cycle, ref.cycle.whole)):
            found.setdefault((span[0].name, span[1].name), span)
    yield from found.values()


def _orders(cycle: Cycle, period: Period, names: Collection[str]) -> Iterator[Order]:
    """Yield an order for each kind of which there is a file, in the formats that there are."""
    for kind in KINDS.values():
        if not kind.per_period and period != cycle.whole:
            continue
        stem = kind.stem_in(period)
        formats = tuple(one for one in kind.formats if f"{stem}{FORMATS[one].suffix}" in names)
        if formats:
            yield Order(cycle=cycle, period=period, kind=kind.name, formats=formats)


def _made(project: Project, order: Order, unit: str) -> Iterator[tuple[str, bytes | None]]:
    try:
        files = Maker(project, order).make(unit).files
    except OrderError:
        return
    yield from ((file.path.rpartition("/")[2], file.content) for file in files)
