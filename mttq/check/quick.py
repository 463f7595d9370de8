"""The quick path: most files said to be without a fault, in a fraction of the time.

It says of a file either exactly what `examine` would say, and then that nothing
is wrong with it, or nothing at all. Every doubt is left to `examine`, which alone
knows what to tell. So nothing here describes a fault; rules are not run but shown
to have nothing to say, by tables made of the catalogue once. What a rule finds
among the many lines of `quy-tac.yaml` or in parts of figures, the rule is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from mttq.catalogue import Catalogue
from mttq.check.examination import DocumentResult, FileResult, examine
from mttq.check.rules.parts_differ import differing_parts
from mttq.check.rules.rule_broken import broken_rules
from mttq.documents import DocumentKind, Figure, FileRef, Scope, Target
from mttq.documents.outline import PlanBody, ReportBody, head_of, pack
from mttq.documents.quick_bodies import QuickBodies, QuickDocument
from mttq.documents.quick_figures import Doubt, QuickFigures
from mttq.documents.shapes import shape_of
from mttq.levels import Level
from mttq.period import PERIODS
from mttq.schema import parse_day
from mttq.schema.quick import compiled
from mttq.source import Source, read_bytes
from mttq.source.quick import parse

_NOT_THERE = -1  # the programme of an indicator that may not stand in a place
_OF_A_TERM = "nhiem-ky"


class _Time(Struct, frozen=True):
    """The first and the last day of a period."""

    first: date
    last: date


class _Places(Struct, frozen=True):
    """Where the indicators may stand in documents of one level, period and programme set.

    Attributes:
        numbers: the programmes of the set.
        own: of each indicator that units of the level report, the programme.
        stated: likewise of each indicator, for targets and stated figures.
    """

    numbers: frozenset[int]
    own: dict[str, int | None]
    stated: dict[str, int | None]


class QuickPath:
    """Examines the documents of one project.

    Args:
        catalogue: what they are about.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fits = {kind: compiled(shape_of(kind.value)) for kind in DocumentKind}
        self._bodies = {term: QuickBodies(QuickFigures(catalogue, term=term)) for term in (False, True)}
        self._times: dict[tuple[str, str], _Time] = {}
        self._places: dict[tuple[str, str, str, Level], _Places | None] = {}

    def examine(self, content: bytes | Source, ref: FileRef) -> FileResult:
        """What a file comes to: said quickly where nothing is wrong with it, else by `examine`.

        Args:
            content: the content of the file, or what there is to say of one that can't be read.
            ref: what its place says of it.
        """
        if isinstance(content, Source):
            return examine(content, ref, self._catalogue)
        found = self.examined(content, ref)
        return found if found is not None else examine(read_bytes(content, ref.path), ref, self._catalogue)

    def examined(self, data: bytes, ref: FileRef) -> FileResult | None:
        """What a file comes to, where nothing is wrong with it; None where that is not beyond doubt.

        Args:
            data: the content of the file.
            ref: what its place says of it.
        """
        tree = parse(data)
        if tree is None or self._catalogue.unread or not self._fits[ref.kind](tree):
            return None
        try:
            document = self._bodies[ref.cycle.is_term].document(tree, ref.kind)
        except Doubt:
            return None
        if not self._is_sound(document, ref):
            return None
        body = document.body
        return FileResult((), (), DocumentResult(head_of(body), pack(body), ()))

    def _is_sound(self, document: QuickDocument, ref: FileRef) -> bool:
        """Whether no rule for one document has anything to say."""
        time = self._time(ref)
        unit = self._catalogue.units.get(ref.unit)
        if (
            unit is None
            or document.unit != ref.unit
            or document.cycle != ref.cycle.name
            or (ref.kind is not DocumentKind.PLAN and document.period != ref.period.name)
            or not unit.valid_within(time.first, time.last)
            or not all(one in PERIODS or parse_day(one) is not None for one in document.deadlines)
        ):
            return False
        body = document.body
        level = unit.level_on(time.last)
        if level is None:
            return False
        if isinstance(body, PlanBody):
            places = self._places_of(ref, body.set_name.text if body.set_name is not None else "", level)
            return places is not None and self._is_sound_plan(document, body, ref, places)
        if isinstance(body, ReportBody):
            places = self._places_of(ref, "", level)
            return places is not None and self._is_sound_report(document, body, ref, places)
        return _differ(task.code.text for task in body.tasks if task.code is not None)

    def _is_sound_plan(self, document: QuickDocument, body: PlanBody, ref: FileRef, places: _Places) -> bool:
        programmes = document.programmes
        return (
            set(programmes) == places.numbers
            and all(places.own.get(one.indicator, _NOT_THERE) is None for one in document.situation)
            and all(places.stated.get(one.indicator, _NOT_THERE) == one.programme for one in body.targets)
            and _differ(task.code.text for task in body.tasks if task.code is not None)
            and all(self._is_sound_target(one, ref) for one in body.targets)
            and self._add_up((*document.situation, *body.targets), ref)
        )

    def _is_sound_target(self, target: Target, ref: FileRef) -> bool:
        units = self._catalogue.units
        time = self._time(ref)
        for part in target.handed_down:
            unit = units.get(part.name)
            if unit is None or units.parent_of(part.name) != ref.unit:
                return False
            if not unit.valid_within(time.first, time.last):
                return False
        return all(
            phase.name in PERIODS and (ref.cycle.is_term or phase.name != _OF_A_TERM)
            for phase in target.phases
        )

    def _is_sound_report(
        self, document: QuickDocument, body: ReportBody, ref: FileRef, places: _Places
    ) -> bool:
        own: set[str] = set()
        stated: set[str] = set()
        for figure in body.figures:
            name = figure.indicator
            if figure.scope is Scope.OWN:
                own.add(name)
                if places.own.get(name, _NOT_THERE) != figure.programme:
                    return False
            else:
                stated.add(name)
                if places.stated.get(name, _NOT_THERE) != figure.programme:
                    return False
        return (
            places.numbers.issuperset(document.programmes)
            and len(own) + len(stated) == len(body.figures)
            and self._add_up(body.figures, ref)
            and not any(broken_rules(ref, body.figures, self._catalogue))
        )

    def _add_up(self, lines: Iterable[Figure | Target], ref: FileRef) -> bool:
        """Whether the parts of figures and targets fit the whole."""
        return not any(any(differing_parts(ref.path, line, self._catalogue)) for line in lines if line.parts)

    def _time(self, ref: FileRef) -> _Time:
        key = (ref.cycle.name, ref.period.name)
        if key not in self._times:
            self._times[key] = _Time(ref.period.first_day(ref.cycle), ref.period.last_day(ref.cycle))
        return self._times[key]

    def _places_of(self, ref: FileRef, named: str, level: Level) -> _Places | None:
        """Where the indicators may stand; None where no programme set is to be found."""
        key = (ref.cycle.name, ref.period.name, named, level)
        if key not in self._places:
            self._places[key] = self._new_places(ref, named, level)
        return self._places[key]

    def _new_places(self, ref: FileRef, named: str, level: Level) -> _Places | None:
        chosen = self._catalogue.programme_set(ref.cycle, named)
        if chosen is None:
            return None
        time = self._time(ref)
        valid = {
            one.id: one
            for one in self._catalogue.indicators.values()
            if (one.first is None or one.first <= time.last) and (one.last is None or time.first <= one.last)
        }
        stated = {name: one.programme_in(chosen.id) for name, one in valid.items()}
        own = {name: number for name, number in stated.items() if level in valid[name].levels}
        return _Places(frozenset(chosen.numbers), own, stated)


def _differ(codes: Iterable[str]) -> bool:
    """Whether no two are the same."""
    found = list(codes)
    return len(set(found)) == len(found)
