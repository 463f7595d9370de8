"""What is left of documents, built from quickly read trees that fit their shapes.

Equal in every field to what `outline` makes of the documents that `reader`
reads; the few words that rules look at besides are kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from mttq.diagnostics import Span
from mttq.documents.model import DocumentKind, Figure, Named, Scope, Target
from mttq.documents.outline import Body, BriefingBody, PlanBody, ProgrammeOutline, ReportBody, TaskOutline
from mttq.documents.quick_figures import Doubt, QuickFigures
from mttq.schema import parse_day
from mttq.source.quick import Content, Entry, Items, Keys, said


class QuickDocument(Struct, frozen=True):
    """One document.

    Attributes:
        body: what is left of it.
        unit: what it says of its unit.
        cycle: likewise of its year or term.
        period: likewise of its period; "" where it says nothing.
        programmes: the numbers of its programmes.
        deadlines: those of its tasks.
        situation: of a plan, the figures of the situation.
    """

    body: Body
    unit: str
    cycle: str
    period: str
    programmes: tuple[int, ...]
    deadlines: tuple[str, ...]
    situation: tuple[Figure, ...]


class QuickBodies:
    """Builds what is left of documents.

    Args:
        figures: builds the figures and targets.
    """

    def __init__(self, figures: QuickFigures) -> None:
        self._figures = figures

    def document(self, root: Keys, kind: DocumentKind) -> QuickDocument:
        """The document that a tree holds.

        Args:
            root: the tree; it fits the shape of its kind.
            kind: the kind.

        Raises:
            Doubt: something in it may not be right.
        """
        deadlines: list[str] = []
        programmes: tuple[int, ...] = ()
        situation: tuple[Figure, ...] = ()
        if kind is DocumentKind.PLAN:
            if "so_lieu" in root:
                situation = tuple(self._figures.figures(_keys(root["so_lieu"]), 1, Scope.OWN, None))
            forms = _keys(root["chuong_trinh"])
            programmes = tuple(map(int, forms))
            body: Body = self._plan(root, forms, deadlines)
        elif kind is DocumentKind.REPORT:
            forms = _keys(root["chuong_trinh"])
            programmes = tuple(map(int, forms))
            body = self._report(root, forms)
        else:
            tasks = tuple(_tasks(root, 0, deadlines))
            body = BriefingBody(_day(_keys(root["hoi_nghi"]), "ngay"), tasks)
        unit, cycle, period = (_word(root, key) for key in ("don_vi", "nam", "ky"))
        return QuickDocument(body, unit, cycle, period, programmes, tuple(deadlines), situation)

    def _plan(self, root: Keys, forms: Keys, deadlines: list[str]) -> PlanBody:
        tasks: list[TaskOutline] = []
        targets: list[Target] = []
        for key, entry in forms.items():
            form = _keys(entry)
            if "nhiem_vu" in form:
                tasks += _tasks(form, 2, deadlines)
            if "chi_tieu" in form:
                targets += self._figures.targets(_keys(form["chi_tieu"]), 3, int(key))
        return PlanBody(
            _named(root, "bo_chuong_trinh", 0),
            _issued(root),
            _days(root, "dieu_chinh"),
            tuple(tasks),
            tuple(targets),
        )

    def _report(self, root: Keys, forms: Keys) -> ReportBody:
        figures: list[Figure] = []
        tasks: list[Named] = []
        programmes = []
        if "so_lieu" in root:
            figures += self._figures.figures(_keys(root["so_lieu"]), 1, Scope.OWN, None)
        self._sections(root, "tinh_hinh", 0, None, figures)
        for key, entry in forms.items():
            number, line, form = int(key), entry[0], _keys(entry)
            programmes.append(ProgrammeOutline(number, Span(line, 3, line, 3 + len(key))))
            self._sections(form, "ket_qua", 2, number, figures)
            for scope in Scope:
                if scope.value in form:
                    figures += self._figures.figures(_keys(form[scope.value]), 3, scope, number)
            if "nhiem_vu" in form:
                tasks += (
                    Named(code, Span(at, 7, at, 7 + len(code)))
                    for code, (at, _) in _keys(form["nhiem_vu"]).items()
                )
        return ReportBody(
            _named(root, "nam", 0),
            _issued(root),
            _days(root, "dinh_chinh"),
            _named(root, "chuong_trinh_moi", 0),
            tuple(programmes),
            tuple(tasks),
            tuple(figures),
        )

    def _sections(
        self, form: Keys, key: str, depth: int, programme: int | None, figures: list[Figure]
    ) -> None:
        """Add the figures that stand in sections of text; `depth` is that of the form's keys."""
        content: Content = form[key][1] if key in form else ""
        for _, item in content if type(content) is list else ():
            if type(item) is dict and "so_lieu" in item:
                figures += self._figures.figures(_keys(item["so_lieu"]), depth + 3, Scope.OWN, programme)


def _tasks(form: Keys, depth: int, deadlines: list[str]) -> Iterator[TaskOutline]:
    """The tasks with a code or links; adds the deadline of each. `depth` is that of the form's keys."""
    if "nhiem_vu" not in form:
        return
    for _, item in _items(form["nhiem_vu"]):
        if type(item) is not dict:
            continue
        if "thoi_han" in item:
            deadlines.append(_word(item, "thoi_han"))
        code = _named(item, "ma", depth + 2)
        links: tuple[Named, ...] = ()
        if "cu_the_hoa" in item:
            column = 2 * depth + 9
            links = tuple(_name(entry, column) for entry in _items(item["cu_the_hoa"]))
        if code is not None or links:
            yield TaskOutline(code, links)


def _issued(root: Keys) -> date | None:
    return _day(_keys(root["van_ban"]), "ngay") if "van_ban" in root else None


def _days(root: Keys, key: str) -> tuple[date, ...]:
    """The days of changes."""
    changes = _items(root[key]) if key in root else ()
    days = (_day(change, "ngay") for _, change in changes if type(change) is dict)
    return tuple(day for day in days if day is not None)


def _day(form: Keys, key: str) -> date | None:
    return parse_day(_word(form, key))


def _named(form: Keys, key: str, depth: int) -> Named | None:
    return _name(form[key], 2 * depth + 3 + len(key)) if key in form else None


def _name(entry: Entry, column: int) -> Named:
    line, written = entry
    if type(written) is not str:
        raise Doubt
    return Named(said(written).strip(), Span(line, column, line, column + len(written)))


def _word(form: Keys, key: str) -> str:
    """The text behind a key, or ""."""
    written = form[key][1] if key in form else "''"
    if type(written) is not str:
        raise Doubt
    return said(written).strip()


def _keys(entry: Entry) -> Keys:
    content = entry[1]
    if type(content) is not dict:
        raise Doubt
    return content


def _items(entry: Entry) -> Items:
    content = entry[1]
    if type(content) is not list:
        raise Doubt
    return content
