"""The unit words of figures as their writers have them: `135 cá nhân` stays that where the catalogue says `người`.

Only what one unit wrote keeps its words. A sum of several units is counted in the
catalogue's word, and so is money, whose spellings are scales.
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
    """Return a row whose unit of measure is the word that the unit's own figure, or its target, has."""
    places = [(line.path, line.span) for line in said_lines(row)]
    target = own_target(row)
    if row.total.result is None and target is not None and row.goal is not None:
        places = [(row.goal.path, target.span)]
    return _row(row, project, places)


def target_spelled(row: Row, project: Project) -> Row:
    """Return a row whose unit of measure is the word that its target has."""
    target = own_target(row)
    if target is None or row.goal is None:
        return row
    return _row(row, project, [(row.goal.path, target.span)])


def spelled(indicator: Indicator, project: Project, path: str, span: Span) -> Indicator:
    """Return an indicator with the word for its unit of measure that stands at a place of a file."""
    word = _word(indicator, project, path, span)
    measure = indicator.measure
    if word == measure.name:
        return indicator
    names = (measure.name, *(one for one in measure.spellings if one != word))
    return replace(indicator, measure=replace(measure, name=word, spellings=names))


def _row(row: Row, project: Project, places: list[tuple[str, Span]]) -> Row:
    indicator = project.catalogue.indicators[row.indicator.id]
    found = [spelled(indicator, project, path, span) for path, span in places]
    words = {one.measure.name for one in found}
    chosen = found[0] if len(words) == 1 else indicator
    return row if chosen is row.indicator else replace(row, indicator=chosen)


def _word(indicator: Indicator, project: Project, path: str, span: Span) -> str:
    """Return the first name of the unit of measure in the words of an amount, the longest there.

    The catalogue's name if there is none, or if others follow it: `217 thôn, làng, tổ dân phố`.
    """
    measure = indicator.measure
    if not measure.spellings or measure.ratio or is_money(measure.name) or span.line != span.end_line:
        return measure.name
    line = project.sources[path].lines[span.line - 1]
    words = " ".join(line[span.column - 1 : span.end_column - 1].split())
    names = (measure.name, *measure.spellings)
    found = [(match.start(), -len(name), name) for name in names if name and (match := _named(name, words))]
    if not found:
        return measure.name
    start, length, name = min(found)
    rest = words[start - length :]
    listed = _LISTED.match(rest) is not None and any(_named(other, rest) for other in names if other)
    return measure.name if listed else name


_LISTED = re.compile(r" *(?:,|và )")


def _named(name: str, words: str) -> re.Match[str] | None:
    return re.search(rf"(?<![^\W\d]){re.escape(name)}(?!\w)", words, re.IGNORECASE)
