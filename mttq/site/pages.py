"""The pages of one year: each from what the year has, arranged by a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct

from mttq.catalogue import Indicator, Unit
from mttq.completeness import Overview, ReportCounts, ReportEntry, ReportStatus
from mttq.diagnostics import Diagnostic, Severity
from mttq.names import PLANS
from mttq.output.diagnostics.text import diagnostic_lines
from mttq.output.row_texts import NONE
from mttq.output.status import TITLES, deadline_text, remark
from mttq.output.tasks import facts
from mttq.output.total_notes import missing_notes, row_notes
from mttq.site import addresses
from mttq.site.addresses import link
from mttq.site.charts import TrendPoint, stacked_bar, trend, value_of
from mttq.site.documents import TYPES, IssuedDocument, as_html
from mttq.site.figure_tables import FigureTableWriter, RowSources
from mttq.site.frame import Frame, NavigationLink, filled
from mttq.site.repository import RepositoryLinks
from mttq.site.standing import TargetStanding, counted, standing_of
from mttq.site.year import FigurePlace, NumberedRow, SiteYear, UnitRows, rows_of
from mttq.spelling import capitalised
from mttq.task_ledger import TaskRow
from mttq.totals import Row

_WHOLE = frozenset({"đủ", "theo báo cáo", "riêng từng đơn vị"})
_FEW_TOPS = 4
_LISTED = 12
_TASKS = 300
_FAULTS = 500
_STATUSES = (
    ("trong đó muộn", ReportStatus.LATE),
    ("không rõ ngày", ReportStatus.UNDATED),
    ("Có lỗi", ReportStatus.BROKEN),
    ("Chưa có nội dung", ReportStatus.EMPTY),
    ("Nguồn khác công bố", ReportStatus.FOREIGN),
    ("Đủ các kỳ ngắn hơn", ReportStatus.SHORTER),
    ("Chưa nộp", ReportStatus.MISSING),
    ("Chưa đến hạn", ReportStatus.NOT_DUE),
)
"""The columns of a table of reports; on time are those handed in less the late and the undated ones."""
_MISSING = (ReportStatus.MISSING, ReportStatus.BROKEN, ReportStatus.EMPTY, ReportStatus.LATE)


class SiteContext(Struct, frozen=True, kw_only=True):
    """What the pages of a year know of the rest of the site.

    Attributes:
        site: the name of the site.
        years: all years and terms, the newest first.
        repository: how lines of files are linked.
        documents: the issued documents of each unit in this year.
        errors: how many errors and warnings the project has.
        version: the state of the files, or "" if pages never reload.
    """

    site: str
    years: Sequence[SiteYear]
    repository: RepositoryLinks
    documents: Callable[[], Mapping[str, Sequence[IssuedDocument]]]
    errors: tuple[int, int]
    version: str


class YearPages:
    """Makes the pages of one year.

    Args:
        year: the year.
        around: the rest of the site.
    """

    def __init__(self, year: SiteYear, around: SiteContext) -> None:
        self._year, self._around = year, around

    # The frame

    def frame(self, here: str, title: str, trail: Sequence[tuple[str, str]] = (), same: str = "") -> Frame:
        """Return what stands around a page of this year.

        Args:
            here: the page.
            title: its title.
            trail: title and page of what is above it.
            same: the unit that the page is about, whose pages in other years are linked instead of their start pages.
        """
        cycle, errors = self._year.cycle, self._around.errors
        menu = [
            ("Tổng quan", addresses.home_of(cycle)),
            ("Đơn vị", addresses.units_of(cycle)),
            ("Chỉ tiêu", addresses.indicators_of(cycle)),
            ("Nộp báo cáo", addresses.period_page(cycle, cycle.whole)),
            ("Nhiệm vụ", addresses.tasks_of(cycle)),
        ]
        if any(errors):
            menu.append((f"Lỗi ({errors[0] + errors[1]})", addresses.ERRORS))
        years = (
            NavigationLink(one.cycle.title, link(here, _same_page(one, same)), one is self._year)
            for one in self._around.years
        )
        return Frame(
            site=self._around.site,
            title=title,
            root="../" * here.count("/"),
            menu=tuple(NavigationLink(name, link(here, page), page == here) for name, page in menu),
            years=tuple(years) if len(self._around.years) > 1 else (),
            trail=tuple(NavigationLink(name, link(here, page)) for name, page in trail),
            foot=self._foot(),
            version=self._around.version,
        )

    def _foot(self) -> tuple[str, ...]:
        repository = self._around.repository
        said = [f"Tính đến ngày {self._year.today:%d/%m/%Y}, cộng từ các tệp trong plans/ bằng mttq."]
        if repository.commit:
            changed = len(repository.changed)
            more = f", {changed} tệp đã sửa mà chưa lưu vào git" if changed else ""
            said.append(f"Bản lưu {repository.commit} của kho git{more}.")
        return tuple(said)

    def _link(self, here: str, unit: Unit) -> NavigationLink:
        return NavigationLink(
            self._year.name(unit), link(here, addresses.unit_page(self._year.cycle, unit.id))
        )

    # The start page

    def home(self, here: str) -> bytes:
        """Return the start page."""
        year = self._year
        _, rows = year.summit
        tops = [one for one in year.tops if one in rows and one in year.units]
        lower = [one for one in rows if one not in year.tops and one in year.units]
        many = len(tops) > _FEW_TOPS
        glances = [] if many else [self._glance(here, year.units[one], rows[one]) for one in tops]
        units = [self._unit_glance(here, year.units[one], rows[one]) for one in (tops if many else lower)]
        return filled(
            "start",
            self.frame(here, f"Công tác Mặt trận {year.cycle.title}"),
            passed=year.passed,
            cycle=capitalised(year.cycle.title),
            glances=glances,
            columns=self._columns(),
            units=[one for one in units if one[1]],
            reports=self._reports(here),
            pressing=self._pressing(here),
            branches=self._branches(here),
            branch_title=year.overviews[0].period.full_title(year.cycle),
            tasks=self._task_counts(),
            tasks_page=link(here, addresses.tasks_of(year.cycle)),
            errors=self._around.errors,
            errors_page=link(here, addresses.ERRORS),
            units_page=link(here, addresses.units_of(year.cycle)),
        )

    def _columns(self) -> list[tuple[str, str]]:
        """Return the standings that the start page counts, each with its words."""
        passed = self._year.passed
        shown = [one for one in TargetStanding if passed < 100 or one is not TargetStanding.ON_COURSE]
        return [(one.value, one.label(passed)) for one in shown]

    def _numbers(self, rows: Sequence[NumberedRow]) -> tuple[list[int], int, Markup]:
        passed = self._year.passed
        found = counted((one.row for one in rows), passed)
        numbers = [found[TargetStanding(name)] for name, _ in self._columns()]
        said = ", ".join(
            f"{count} {label}" for count, (_, label) in zip(numbers, self._columns(), strict=True) if count
        )
        parts = [(name, count) for count, (name, _) in zip(numbers, self._columns(), strict=True)]
        return numbers, sum(numbers), stacked_bar(parts, said)

    def _glance(self, here: str, unit: Unit, rows: Sequence[NumberedRow]) -> dict[str, object]:
        year = self._year
        programmes = []
        for title, numbers in year.grouped([one.texts for one in rows]):
            those = [rows[one] for one in numbers]
            counts, total, bar = self._numbers(those)
            if total:
                programmes.append((title or "Các chỉ tiêu", total, bar, counts))
        standings = [(one, standing_of(one.row, year.passed)) for one in rows]
        lists = [
            (
                wanted.label(year.passed),
                [self._line(here, one) for one, standing in standings if standing is wanted],
            )
            for wanted in (TargetStanding.BEHIND, TargetStanding.SILENT)
        ]
        return {
            "unit": self._link(here, unit),
            "programmes": programmes,
            "lists": [(title, lines) for title, lines in lists if lines],
            "rows": len(rows),
        }

    def _line(self, here: str, one: NumberedRow) -> tuple[NavigationLink, str]:
        texts = one.texts.texts
        said = f"thực hiện {texts.result[0]}" if texts.result[0] != NONE else texts.status[0]
        if texts.completion[0] != NONE:
            said += f", bằng {texts.completion[0]}% kế hoạch"
        page = addresses.indicator_page(self._year.cycle, one.row.indicator.id)
        return NavigationLink(one.row.indicator.name, link(here, page)), said

    def _unit_glance(
        self, here: str, unit: Unit, rows: Sequence[NumberedRow]
    ) -> tuple[NavigationLink, int, Markup, list[int]]:
        counts, total, bar = self._numbers(rows)
        return self._link(here, unit), total, bar, counts

    def _reports(self, here: str) -> CountTable:
        """Return how many reports of each period have each status."""
        year = self._year
        pages = [addresses.period_page(year.cycle, one.period) for one in year.overviews]
        return _count_table(
            (NavigationLink(one.period.full_title(one.cycle), link(here, page)), "", one.total)
            for one, page in zip(year.overviews, pages, strict=True)
        )

    def _branches(self, here: str) -> CountTable:
        """Return how many reports of the whole year each branch has."""
        return _count_table(
            (self._link(here, one.unit), " (cấp mình)" if one.alone else "", one.counts)
            for one in self._year.overviews[0].branches
            if one.unit.id in self._year.units
        )

    def _pressing(self, here: str) -> list[tuple[str, list[NavigationLink], int, NavigationLink]]:
        """Return who is missing, wrong or late in the latest period that should be in, a few names each."""
        over = [one for one in self._year.overviews if one.total.of[ReportStatus.NOT_DUE] < one.total.due]
        if not over:
            return []
        latest = max(
            over, key=lambda one: (one.period.last_day(one.cycle), len(one.period.months(one.cycle)))
        )
        page = addresses.period_page(self._year.cycle, latest.period)
        there = NavigationLink(latest.period.full_title(latest.cycle), link(here, page))
        found = []
        for status in _MISSING:
            those = [one.unit for one in latest.entries if one.is_due and one.status is status]
            if those:
                links = [self._link(here, one) for one in those[:_LISTED]]
                found.append((TITLES[status], links, len(those), there))
        return found

    def _task_counts(self) -> tuple[int, int, int]:
        rows = [one for those in self._year.tasks.values() for one in those]
        untaken = sum(one.taken_up == 0 and not one.state.is_settled for one in rows)
        return len(rows), sum(one.overdue is not None for one in rows), untaken

    # Units

    def units(self, here: str) -> bytes:
        """Return the list of all units."""
        return filled(
            "units", self.frame(here, f"Các đơn vị {self._year.cycle.title}"), tree=self._tree(here)
        )

    def _tree(self, here: str) -> Markup:
        """Return all units as nested lists, joined from strings: there may be thousands."""
        year = self._year
        depth = {unit: len(year.above(unit)) for unit in year.units}
        lines, before = [], -1
        for unit, one in year.units.items():
            now = depth[unit]
            lines.append("<ul>" * (now - before) if now > before else "</ul>" * (before - now))
            item = self._link(here, one)
            lines.append(Markup("<li><a href={}>{}</a>").format(item.href, item.title))
            before = now
        return Markup("".join(lines) + "</ul>" * (before + 1))

    def unit(self, here: str, unit_id: str) -> bytes:
        """Return the page of a unit."""
        year = self._year
        unit, rows = year.units[unit_id], year.rows.get(unit_id)
        writer = FigureTableWriter(year, here, self._around.repository)
        children = [one for one in year.children(unit_id) if one.id in year.units]
        notes: list[str] = []
        figures, parts = Markup(""), []
        if rows is not None:
            targets = year.target_places(unit_id)
            for row in _exact_rows(rows, unit_id):
                notes += row_notes(row, year.table, year.catalogue)
                if row.goal is not None and row.goal.giver:
                    place = FigurePlace(row.goal.path, row.goal.target.span.line)
                    targets.setdefault(row.indicator.id, []).append(place)
            sources = RowSources(
                f"{PLANS}/{year.cycle.folder}/{unit_id}/",
                year.figure_places(unit_id),
                targets,
                bool(children),
            )
            figures = writer.unit_rows(rows, sources)
            if children:
                missing = missing_notes(rows.block, rows.place, year.table, year.catalogue)
                notes = [f"Còn thiếu số liệu: {one}" for one in missing] + notes
                parts = writer.parts(rows, [(one, year.rows.get(one.id)) for one in children])
        name = year.name(unit)
        return filled(
            "unit",
            self.frame(
                here,
                name,
                [(year.name(one), addresses.unit_page(year.cycle, one.id)) for one in year.above(unit_id)],
                same=unit_id,
            ),
            level=capitalised(year.level(unit)),
            cycle=year.cycle.title,
            figures=figures,
            passed=year.passed,
            parts=parts,
            notes=notes,
            reports=[_report_line(one, entry) for one, entry in year.entries.get(unit_id, ())],
            faults=self._faults_of(here, unit_id),
            is_unsound=year.soundness.stops(unit_id),
            errors_page=link(here, addresses.ERRORS),
            trends=self._trends(unit_id) if rows is not None else [],
            documents=self._documents(here, unit_id),
            tasks=[self._task(here, one, named=False) for one in year.tasks.get(unit_id, ())],
            children=[self._link(here, one) for one in children],
            lower=self._lower(here, children),
            heirs=self._heirs(here, unit),
        )

    def _lower(
        self, here: str, children: Sequence[Unit]
    ) -> list[tuple[NavigationLink, list[NavigationLink]]]:
        """Return the units directly below, each with those below it, so that a commune is near its province."""
        return [
            (
                self._link(here, one),
                [
                    self._link(here, lower)
                    for lower in self._year.children(one.id)
                    if lower.id in self._year.units
                ],
            )
            for one in children
        ]

    def _heirs(self, here: str, unit: Unit) -> list[NavigationLink]:
        """Return the units that took over one that has ended in the year."""
        if unit.last is None:
            return []
        units = self._year.units.values()
        return [self._link(here, one) for one in units if any(old.unit == unit.id for old in one.takes_over)]

    def _faults_of(self, here: str, unit_id: str) -> list[Markup]:
        """Return the errors in the unit's own files of this year."""
        start = f"{PLANS}/{self._year.cycle.folder}/{unit_id}/"
        own = (
            one
            for one in self._year.found
            if one.path.startswith(start) and "/" not in one.path[len(start) :]
        )
        return [self._fault(one) for one in own if one.severity is Severity.ERROR]

    def _fault(self, one: Diagnostic) -> Markup:
        return Markup("{} <b>{}</b> {}").format(
            self._place(one.path, one.span.line), one.code.id, one.message
        )

    def _whole_fault(self, one: Diagnostic) -> Markup:
        """Return a fault with its excerpt and remedy."""
        source = self._year.project.sources.get(one.path)
        excerpt = list(diagnostic_lines(one, source, colour=False))[1 : -1 if one.help else None]
        word = "lỗi" if one.severity is Severity.ERROR else "cảnh báo"
        kind = Markup("{} <b>{} {}</b>").format(self._place(one.path, one.span.line), word, one.code.id)
        shown = Markup("<pre tabindex=0>{}</pre>").format("\n".join(excerpt)) if excerpt else ""
        remedy = Markup("<p>Cách sửa: {}</p>").format(one.help) if one.help else ""
        return Markup("<div class=loi><p>{}: {}</p>{}{}</div>").format(kind, one.message, shown, remedy)

    def _place(self, path: str, line: int) -> Markup:
        address = self._around.repository.line(path, line)
        text = Markup("<code>{}:{}</code>").format(path, line)
        return Markup("<a href={}>{}</a>").format(address, text) if address else text

    def _trends(self, unit_id: str) -> list[tuple[str, str, Markup, list[TrendPoint]]]:
        """Return the indicators that the unit has in several years: name, measure, chart and the years."""
        years = self._comparable()
        if len(years) < 2:
            return []
        points: dict[str, dict[str, TrendPoint]] = {}
        shown: dict[str, Indicator] = {}
        for year in years:
            rows = year.rows.get(unit_id)
            for line in rows.block.lines if rows is not None else ():
                if rows is None or not line.texts.has(rows.place):
                    continue
                text = line.texts.result[rows.place]
                status = line.texts.status[rows.place]
                shown[line.indicator.id] = line.indicator
                points.setdefault(line.indicator.id, {})[year.cycle.name] = _point(year, text, status)
        found = []
        for name, by_year in points.items():
            known = [
                by_year.get(year.cycle.name) or TrendPoint(year.cycle.name, None, "chưa có số liệu", True)
                for year in years
            ]
            if sum(one.value is not None for one in known) > 1:
                indicator = shown[name]
                title = f"{indicator.name} qua các năm"
                found.append((indicator.name, indicator.measure.name, trend(known, title), known))
        return found

    def _comparable(self) -> list[SiteYear]:
        """Return the years, or the terms, in order of time."""
        own = self._year.cycle
        others = (
            one for one in self._around.years if one.cycle.alone is None and one.cycle.is_term is own.is_term
        )
        return sorted(others, key=lambda one: one.cycle) if own.alone is None else []

    def _documents(self, here: str, unit_id: str) -> list[tuple[str, list[NavigationLink], str]]:
        found = []
        for _, group in groupby(self._around.documents().get(unit_id, ()), key=lambda one: one.stem):
            those = sorted(group, key=lambda one: list(TYPES).index(one.suffix))
            links = [
                NavigationLink(TYPES[one.suffix], link(here, document_page(self._year, one))) for one in those
            ]
            found.append((those[0].title, links, those[0].stale))
        return found

    def document(self, here: str, one: IssuedDocument) -> bytes:
        """Return an issued document as a page."""
        year = self._year
        unit = year.units[one.unit]
        return filled(
            "document",
            self.frame(here, one.title, [(year.name(unit), addresses.unit_page(year.cycle, unit.id))]),
            text=as_html(one.file.read_text(encoding="utf-8", errors="replace")),
            stale=one.stale,
        )

    # Indicators

    def indicators(self, here: str) -> bytes:
        """Return the list of all indicators with rows, by programme."""
        year = self._year
        found = year.catalogue.programme_set(year.cycle)
        by_number: dict[int, list[tuple[NavigationLink, str]]] = {}
        for one in year.indicators.values():
            number = (one.programme_in(found.id) if found is not None else None) or 0
            page = addresses.indicator_page(year.cycle, one.id)
            by_number.setdefault(number, []).append(
                (NavigationLink(one.name, link(here, page)), one.measure.name)
            )
        groups = []
        for number, those in sorted(by_number.items()):
            programme = found.programme(number) if found is not None else None
            groups.append(
                (f"{number}. {programme.name}" if programme is not None else "Tình hình chung", those)
            )
        return filled("indicators", self.frame(here, f"Các chỉ tiêu {year.cycle.title}"), groups=groups)

    def indicator(self, here: str, indicator_id: str) -> bytes:
        """Return the page of an indicator: units side by side, and the years of the units at the top."""
        year = self._year
        indicator = year.indicators[indicator_id]
        _, rows = year.summit
        lines = [
            (year.units[unit], one.texts, 0)
            for unit, those in rows.items()
            if unit in year.units
            for one in those
            if one.row.indicator.id == indicator_id
        ]
        trends = []
        for unit in [one for one, _, _ in lines][:_FEW_TOPS]:
            those = [one for one in self._trends(unit.id) if one[0] == indicator.name]
            trends += [(year.name(unit), *one[1:]) for one in those]
        return filled(
            "indicator",
            self.frame(here, indicator.name, [("Chỉ tiêu", addresses.indicators_of(year.cycle))]),
            measure=indicator.measure.name,
            cycle=year.cycle.title,
            code=indicator.id,
            defined=self._place(indicator.path, indicator.span.line),
            passed=year.passed,
            rows=FigureTableWriter(year, here, self._around.repository).indicator_rows(lines),
            trends=trends,
        )

    # Periods

    def period(self, here: str, place: int) -> bytes:
        """Return the page of a period, by its place among the overviews of the year."""
        year = self._year
        found = year.overviews[place]
        writer = FigureTableWriter(year, here, self._around.repository)
        figures = []
        if place:
            table = year.sums.shown_table(found.cycle, found.period, tops=year.tops, depth=0)
            for unit, rows in rows_of(table).items():
                if unit in year.units:
                    figures.append((self._link(here, year.units[unit]), writer.unit_rows(rows)))
        title = found.period.full_title(found.cycle)
        return filled(
            "period",
            self.frame(here, f"Báo cáo {title}"),
            deadline=deadline_text(found),
            periods=[
                NavigationLink(
                    one.period.full_title(one.cycle),
                    link(here, addresses.period_page(year.cycle, one.period)),
                    one is found,
                )
                for one in year.overviews
            ],
            sections=self._sections(here, found),
            figures=figures,
            counts=(found.total.due, found.total.reported, found.total.of[ReportStatus.MISSING]),
            passed=year.passed,
        )

    def _sections(self, here: str, found: Overview) -> list[tuple[str, int, Markup]]:
        """Return the units of each status, joined from strings: there may be thousands."""
        sections = []
        for status in ReportStatus:
            those = [one for one in found.entries if one.is_due and one.status is status]
            if those:
                sections.append((TITLES[status], len(those), self._entries(here, those)))
        unasked = [one for one in found.entries if not one.is_due]
        if unasked:
            sections.append(
                ("Đã nộp dù không thuộc diện phải nộp", len(unasked), self._entries(here, unasked))
            )
        return sections

    def _entries(self, here: str, those: Sequence[ReportEntry]) -> Markup:
        items = []
        for one in those:
            item = self._link(here, one.unit)
            said = remark(one)
            more = Markup(" <small>{}</small>").format(said) if said else ""
            items.append(Markup("<li><a href={}>{}</a>{}").format(item.href, one.name, more))
        return Markup("").join(items)

    # Tasks and faults

    def tasks(self, here: str) -> bytes:
        """Return the page of the tasks."""
        year = self._year
        rows = [one for those in year.tasks.values() for one in those]
        tops = [one for one in rows if one.unit in year.tops]
        groups = [
            (
                "Quá hạn",
                sorted((one for one in rows if one.overdue is not None), key=lambda one: -(one.overdue or 0)),
            ),
            (
                "Chưa cấp dưới nào nhận",
                [one for one in rows if one.taken_up == 0 and not one.state.is_settled],
            ),
            ("Nhiệm vụ của cấp trên cùng" if len(tops) < len(rows) else "Tất cả nhiệm vụ", tops),
        ]
        if not tops:
            groups[-1] = ("Tất cả nhiệm vụ", rows)
        return filled(
            "tasks",
            self.frame(here, f"Nhiệm vụ {year.cycle.title}"),
            groups=[
                (title, len(those), [self._task(here, one, named=True) for one in those[:_TASKS]])
                for title, those in groups
                if those
            ],
            total=len(rows),
        )

    def _task(self, here: str, one: TaskRow, *, named: bool) -> dict[str, object]:
        unit = self._year.units.get(one.unit)
        said = [fact for fact in facts(one) if not fact.startswith(("hạn ", "chủ trì: "))]
        return {
            "text": one.text,
            "unit": self._link(here, unit) if named and unit is not None else None,
            "lead": one.lead,
            "due": f"{one.due:%d/%m/%Y}" if one.due is not None else "",
            "said": "; ".join(said),
            "result": one.result,
            "is_late": one.overdue is not None,
            "path": one.path.rpartition("/")[2],
        }

    def errors(self, here: str, found: Sequence[Diagnostic]) -> bytes:
        """Return the page of all faults, by file, as `mttq check` prints them."""
        groups: dict[str, list[Markup]] = {}
        ordered = sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.sort_key))
        for one in ordered[:_FAULTS]:
            groups.setdefault(one.path, []).append(self._whole_fault(one))
        return filled(
            "errors",
            self.frame(here, "Lỗi trong các tệp"),
            groups=groups,
            errors=self._around.errors,
            left=max(0, len(found) - _FAULTS),
        )


class CountTable(NamedTuple):
    """How many reports have each status.

    Attributes:
        heads: the columns; a status that no report has is left out.
        rows: the link of each row, what stands behind it, and its numbers.
    """

    heads: list[str]
    rows: list[tuple[NavigationLink, str, list[int]]]


def _count_table(rows: Iterable[tuple[NavigationLink, str, ReportCounts]]) -> CountTable:
    rows = list(rows)
    shown = [
        (title, status)
        for title, status in _STATUSES
        if status is ReportStatus.MISSING or any(counts.of[status] for _, _, counts in rows)
    ]
    heads = ["Phải nộp", "Đã nộp", *(title for title, _ in shown)]
    return CountTable(
        heads,
        [
            (there, more, [counts.due, counts.reported, *(counts.of[status] for _, status in shown)])
            for there, more, counts in rows
        ],
    )


def document_page(year: SiteYear, one: IssuedDocument) -> str:
    """Return where an issued document is in the site."""
    name = f"{one.stem}.html" if one.suffix == ".md" else one.name
    return f"{addresses.document_folder(year.cycle, one.unit)}/{name}"


def _same_page(year: SiteYear, unit: str) -> str:
    return addresses.unit_page(year.cycle, unit) if unit in year.units else addresses.home_of(year.cycle)


def _exact_rows(rows: UnitRows, unit: str) -> Iterator[Row]:
    return (one for one in rows.block.exact if one.unit.id == unit)


def _point(year: SiteYear, text: str, status: str) -> TrendPoint:
    shown = text if status in _WHOLE else f"{text} ({status})"
    return TrendPoint(year.cycle.name, value_of(text), shown if text != NONE else status, status in _WHOLE)


def _report_line(found: Overview, entry: ReportEntry) -> tuple[str, str, bool]:
    """Return a report of a unit: its period, what is said of it, and whether it is a matter of concern."""
    said = ", ".join(filter(None, (TITLES[entry.status], remark(entry))))
    return capitalised(found.period.full_title(found.cycle)), said, entry.status in _MISSING and entry.is_due
