"""The unit words of figures as their writers have them: `135 cá nhân` stays that where the catalogue says `người`.

Only what one unit wrote keeps its words: the result those of the report, the target
those of the plan. A sum of several units is counted in the catalogue's word, and so is
money, whose spellings are scales.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from mttq.catalogue import Indicator
from mttq.diagnostics import Span
from mttq.documents import Project
from mttq.report.figures import is_money, own_target, said_lines
from mttq.totals import Row


def result_spelled(row: Row, project: Project) -> Row:
    """Return a row whose unit of measure is the word that the unit's own figure, or its target, has.

    The target keeps the word of its plan.
    """
    places = [(line.path, line.span) for line in said_lines(row)]
    target = own_target(row)
    if row.total.result is None and target is not None and row.goal is not None:
        places = [(row.goal.path, target.span)]
    return _row(_goal_spelled(row, project), project, places)


def _goal_spelled(row: Row, project: Project) -> Row:
    """Return a row whose target has the word of the plan; a sum of several plans has the catalogue's."""
    if row.goal is None:
        return row
    indicator = project.catalogue.indicators[row.indicator.id]
    if not row.goal.taken_over:
        indicator = spelled(indicator, project, row.goal.path, row.goal.target.span)
    return replace(row, goal=replace(row.goal, measure=indicator.measure.name))


def target_spelled(row: Row, project: Project) -> Row:
    """Return a row whose unit of measure is the word that its target has."""
    target = own_target(row)
    if target is None or row.goal is None:
        return row
    return _row(row, project, [(row.goal.path, target.span)])


def spelled(indicator: Indicator, project: Project, path: str, span: Span) -> Indicator:
    """Return an indicator with the word for its unit of measure that stands at a place of a file.

    Of a ratio that is the word for what its denominator counts.
    """
    measure, names = indicator.measure, _names(indicator)
    word = _word(names, project, path, span) if names else ""
    if not names or word == names[0]:
        return indicator
    others = tuple(one for one in names if one != word)
    if measure.ratio:
        return replace(indicator, measure=replace(measure, denominator=(word, *others)))
    return replace(indicator, measure=replace(measure, name=word, spellings=others))


def _names(indicator: Indicator) -> tuple[str, ...]:
    """Return the words for the unit of measure, the catalogue's first; none if there is no choice."""
    measure = indicator.measure
    if measure.ratio:
        return measure.denominator
    return (measure.name, *measure.spellings) if measure.spellings and not is_money(measure.name) else ()


def _row(row: Row, project: Project, places: list[tuple[str, Span]]) -> Row:
    indicator = project.catalogue.indicators[row.indicator.id]
    found = [spelled(indicator, project, path, span) for path, span in places]
    words = {_names(one)[:1] for one in found}
    chosen = found[0] if len(words) == 1 else indicator
    return row if chosen is row.indicator else replace(row, indicator=chosen)


def _word(names: tuple[str, ...], project: Project, path: str, span: Span) -> str:
    """Return the first of some names in the words of an amount, the longest there.

    The catalogue's name if there is none, or if others follow it: `217 thôn, làng, tổ dân phố`.
    """
    if span.line != span.end_line:
        return names[0]
    line = project.sources[path].lines[span.line - 1]
    words = " ".join(line[span.column - 1 : span.end_column - 1].split())
    found = [(match.start(), -len(name), name) for name in names if name and (match := _named(name, words))]
    if not found:
        return names[0]
    start, length, name = min(found)
    rest = words[start - length :]
    listed = _LISTED.match(rest) is not None and any(_named(other, rest) for other in names if other)
    return names[0] if listed else name


_LISTED = re.compile(r" *(?:,|và )")


def _named(name: str, words: str) -> re.Match[str] | None:
    return re.search(rf"(?<![^\W\d]){re.escape(name)}(?!\w)", words, re.IGNORECASE)
