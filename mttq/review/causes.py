"""The lines through which a commit moved a total: figures written otherwise, and definitions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from mttq.catalogue import Indicator, Unit, differing_keys
from mttq.commits import TouchedFile
from mttq.diagnostics import Span
from mttq.documents.outline import PlanOutline, ReportOutline
from mttq.documents.shapes import TARGETS
from mttq.review.past_state import PastDocument, PastState

_NAMES = frozenset({"ten", "co_quan", "ma"})
"""Keys of a definition on which no total depends."""


class Cause(Struct, frozen=True, kw_only=True):
    """A line through which a total moved.

    Attributes:
        path: the file.
        line: the line, in the file after the commit, or in the one before if it is gone.
        unit: the unit whose figure or definition it is; "" for that of an indicator.
        name: the name of the unit or indicator.
        indicator: the indicator of a figure, or that is defined.
        before: what a figure was written as, or None.
        after: what it is written as, or None.
        keys: the keys that a definition has otherwise; none if it is new or gone.
        is_definition: whether it is in the catalogue.
        is_there: whether it is there after the commit.
    """

    path: str
    line: int
    unit: str = ""
    name: str = ""
    indicator: str = ""
    before: str | None = None
    after: str | None = None
    keys: tuple[str, ...] = ()
    is_definition: bool = False
    is_there: bool = True


def causes(before: PastState | None, after: PastState, files: Iterable[TouchedFile]) -> tuple[Cause, ...]:
    """Return the lines that differ between two states, and that the total may depend on.

    Args:
        before: the state before a commit, or None at the first.
        after: the state after it.
        files: the files that it changed.
    """
    found: list[Cause] = []
    if before is not None and before.catalogue is not after.catalogue:
        found += _of_catalogue(before, after)
    known = before.documents if before is not None else {}
    pairs = dict.fromkeys(
        (known.get(one.before or ""), after.documents.get(one.after or "")) for one in files
    )
    for old, new in pairs:
        there = new or old
        if there is not None:
            found += _of_document(old, new, after if new is not None or before is None else before)
    return tuple(found)


_Place = tuple[str, str]
_Definition = TypeVar("_Definition", Indicator, Unit)


def _of_document(old: PastDocument | None, new: PastDocument | None, state: PastState) -> Iterator[Cause]:
    was, now = _written(old), _written(new)
    for key in dict.fromkeys((*now, *was)):
        there = new if key in now else old
        assert there is not None
        before, after = (
            _text(document.content, at[key]) if document is not None and key in at else None
            for document, at in ((old, was), (new, now))
        )
        if before == after and old is not None and new is not None and old.ref.path == new.ref.path:
            continue
        unit = state.catalogue.units.get(there.ref.unit)
        yield Cause(
            path=there.ref.path,
            line=(now.get(key) or was[key]).line,
            unit=there.ref.unit,
            name=unit.name_on(state.span[1].last_day(state.span[0])) if unit is not None else "",
            indicator=key[1],
            before=before,
            after=after,
            is_there=key in now,
        )


def _written(document: PastDocument | None) -> dict[_Place, Span]:
    """Return the places of the figures of a document, and of targets that are all the unit's own."""
    match document.outline if document is not None else None:
        case ReportOutline() as report:
            return {(one.scope.value, one.indicator): one.span for one in report.body().figures}
        case PlanOutline() as plan:
            return {(TARGETS.key, one.indicator): one.span for one in plan.body().targets if one.own_all}
    return {}


def _text(content: bytes, span: Span) -> str:
    """Return what a file says at a place, on one line."""
    lines = content.decode("utf-8-sig", "replace").split("\n")[span.line - 1 : span.end_line]
    if lines:
        lines[-1] = lines[-1][: span.end_column - 1] if span.end_line > span.line else lines[-1]
        lines[0] = lines[0][span.column - 1 : span.end_column - 1 if len(lines) == 1 else None]
    return " ".join(" ".join(lines).split())


def _of_catalogue(before: PastState, after: PastState) -> Iterator[Cause]:
    """Yield the definitions that differ of indicators on which the total may depend, and of units that count in it."""
    indicators = [
        {
            name: state.catalogue.indicators[name]
            for name in state.related
            if name in state.catalogue.indicators
        }
        for state in (before, after)
    ]
    units = [
        {name: state.catalogue.units.by_id[name] for name in state.deciding} for state in (before, after)
    ]
    day = after.span[1].last_day(after.span[0])
    for indicator, keys, is_there in _differing(*indicators):
        yield Cause(
            path=indicator.path,
            line=indicator.span.line,
            name=indicator.name,
            indicator=indicator.id,
            keys=keys,
            is_definition=True,
            is_there=is_there,
        )
    for unit, keys, is_there in _differing(*units):
        yield Cause(
            path=unit.path,
            line=unit.span.line,
            unit=unit.id,
            name=unit.name_on(day),
            keys=keys,
            is_definition=True,
            is_there=is_there,
        )


def _differing(
    old: Mapping[str, _Definition], new: Mapping[str, _Definition]
) -> Iterator[tuple[_Definition, tuple[str, ...], bool]]:
    """Yield the definitions that are new, gone or written otherwise, with the keys, and whether they are there."""
    for name in sorted(old.keys() | new.keys()):
        if name in old and name in new:
            keys = tuple(one for one in differing_keys(old[name], new[name]) if one not in _NAMES)
            if keys:
                yield new[name], keys, True
        else:
            yield (new[name], (), True) if name in new else (old[name], (), False)
