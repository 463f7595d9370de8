"""The site of a project: which pages it has, and the content of each when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial

from mttq.check import Checked
from mttq.diagnostics import Diagnostic, Severity
from mttq.made_folder import MadeFolder
from mttq.period import Cycle
from mttq.processes import Work, count_for, shared_out
from mttq.site import addresses
from mttq.site.documents import IssuedDocument, issued_documents
from mttq.site.frame import STATIC, static
from mttq.site.pages import SiteContext, YearPages, document_page
from mttq.site.repository import RepositoryLinks
from mttq.site.year import FirstSeenDays, SiteYear

_AT_ONCE = 64  # pages
_WORTH_FORKING = 600  # pages

PageMaker = Callable[[], bytes]


class Site:
    """The pages of some years of a project.

    Args:
        checked: the project with all its faults.
        cycles: the years and terms, each with the units to start from.
        today: the current date.
        first_seen: see `FirstSeenDays`.
        faults_of: returns the faults of the documents that totals of a year read.
        repository: how lines of files are linked.
        version: the state of the files, by which pages see that they have to reload; "" if they never have to.
    """

    def __init__(
        self,
        checked: Checked,
        cycles: Mapping[Cycle, Sequence[str]],
        *,
        today: date,
        first_seen: FirstSeenDays,
        faults_of: Callable[[Cycle, Sequence[str]], Sequence[Diagnostic]],
        repository: RepositoryLinks,
        version: str = "",
    ) -> None:
        self._checked = checked
        # Years before terms and spans, and the newest first: the first one is what a reader opens.
        ordered = sorted(cycles, key=lambda one: (one.has_years, -one.last_year, -one.first_year))
        self.years = [
            SiteYear(
                checked,
                one,
                tops=cycles[one],
                today=today,
                first_seen=first_seen,
                found=faults_of(one, cycles[one]),
            )
            for one in ordered
        ]
        self._documents: dict[str, dict[str, list[IssuedDocument]]] = {}
        self._makers = {
            year.cycle.name: YearPages(year, self._around(year, repository, version)) for year in self.years
        }

    def _around(self, year: SiteYear, repository: RepositoryLinks, version: str) -> SiteContext:
        errors = sum(one.severity is Severity.ERROR for one in self._checked.found)
        tops = self.years[0].tops
        name = "Công tác Mặt trận"
        if len(tops) == 1:
            name += f" – {self.years[0].name(year.catalogue.units.by_id[tops[0]])}"
        return SiteContext(
            site=name,
            years=self.years,
            repository=repository,
            documents=partial(self._documents_of, year),
            errors=(errors, len(self._checked.found) - errors),
            version=version,
        )

    def _documents_of(self, year: SiteYear) -> dict[str, list[IssuedDocument]]:
        name = year.cycle.name
        if name not in self._documents:
            self._documents[name] = issued_documents(
                self._checked, year.cycle, is_shown=year.units.__contains__
            )
        return self._documents[name]

    @cached_property
    def pages(self) -> dict[str, PageMaker]:
        """What makes each file of the site, by its path."""
        found: dict[str, PageMaker] = {name: partial(static, name) for name in STATIC}
        newest = self.years[0]
        first = self._makers[newest.cycle.name]
        found[addresses.HOME] = partial(first.home, addresses.HOME)
        found[addresses.SEARCH] = partial(search_index, newest)
        if self._checked.found:
            found[addresses.ERRORS] = partial(first.errors, addresses.ERRORS, self._checked.found)
        for year in self.years:
            found.update(self._pages_of(year))
        return found

    def _pages_of(self, year: SiteYear) -> Iterator[tuple[str, PageMaker]]:
        cycle, make = year.cycle, self._makers[year.cycle.name]

        def page(path: str, maker: Callable[..., bytes], *about: object) -> tuple[str, PageMaker]:
            return path, partial(maker, path, *about)

        yield page(addresses.home_of(cycle), make.home)
        yield page(addresses.units_of(cycle), make.units)
        yield page(addresses.indicators_of(cycle), make.indicators)
        yield page(addresses.tasks_of(cycle), make.tasks)
        for place, (_, period) in enumerate(year.spans):
            yield page(addresses.period_page(cycle, period), make.period, place)
        for unit in year.units:
            yield page(addresses.unit_page(cycle, unit), make.unit, unit)
        for indicator in year.indicators:
            yield page(addresses.indicator_page(cycle, indicator), make.indicator, indicator)
        for those in self._documents_of(year).values():
            for one in those:
                path = document_page(year, one)
                yield page(path, make.document, one) if one.suffix == ".md" else (path, one.file.read_bytes)

    def write(self, folder: MadeFolder, progress: Callable[[int], None]) -> int:
        """Write all pages and remove those that are gone; return how many were removed.

        Args:
            folder: where to write.
            progress: called now and then with how many pages are written.

        Raises:
            ForeignFolderError: there is a file in the way that no earlier run wrote.
            OSError: a file can't be written.
        """
        paths = list(self.pages)
        folder.begin(paths)
        for year in self.years:
            year.prepare()
        chunks = [paths[first : first + _AT_ONCE] for first in range(0, len(paths), _AT_ONCE)]

        def work(_: int) -> Work:
            return write_chunk

        def write_chunk(number: int) -> bytes:
            for path in chunks[number]:
                folder.write(path, self.pages[path]())
            return b""

        done = 0
        workers = count_for(len(paths), _WORTH_FORKING)
        for number, _, _ in shared_out(len(chunks), workers, work):
            done += len(chunks[number])
            progress(done)
        return folder.end(paths)


def search_index(year: SiteYear) -> bytes:
    """Return the index that the search box reads: each unit with its id and the place of the unit above; indicators.

    It is a script that assigns a variable, because a page opened from disk may not read other files.
    """
    places = {unit: place for place, unit in enumerate(year.units)}
    parent_of = year.catalogue.units.parent_of
    units = ([year.name(unit), unit.id, places.get(parent_of(unit.id), -1)] for unit in year.units.values())
    indicators = ([one.name, one.id] for one in year.indicators.values())
    return (
        f'var TIM={{"nam":{json.dumps(year.cycle.name)},\n"donVi":[\n{_lines(units)}\n],\n'
        f'"chiTieu":[\n{_lines(indicators)}\n]}};\n'
    ).encode()


def _lines(records: Iterable[Sequence[object]]) -> str:
    # A browser would take `</script>` in a name for the end of a script that is part of a page.
    return ",\n".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") for one in records
    )
