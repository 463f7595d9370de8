"""The figures that texts refer to, printed in their places.

A figure is printed in its writer's words, with the scale and the unit's word as written. What is not known is printed
as missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct, structs

from mttq.catalogue import Catalogue, Indicator
from mttq.documents import Briefing, Figure, FileRef, Named, PeriodReport, Plan, Project, Scope, Target
from mttq.documents.references import COUNTS, Derived, TextReference, parts, printed_texts, references
from mttq.documents.shapes import SHAPES
from mttq.quantity import Quantity, number, percentage
from mttq.quantity.number_names import number_name
from mttq.quantity.units import leading_scale
from mttq.report import periods
from mttq.report.figures import (
    NO_FIGURE,
    NO_TARGET,
    WORDS,
    each,
    is_money,
    said_change,
    said_rate,
    said_result,
    said_target,
)
from mttq.report.spellings import spelled
from mttq.report.wording import quantity_text, running_text
from mttq.spelling import capitalised
from mttq.totals import Row

_DIGIT_THEN_LETTER = re.compile(r"(?<=\d)(?=[^\W\d_])")
_ONE_DIGIT = re.compile(r"(?<![\w.,/])[1-9](?![\w.,/])")
_UNGROUPED = re.compile(r"(?<![\w.,])\d{4,}(?![\d.])")
_SIGN = re.compile(r"\s*[<>=≤≥]")
_Filled = TypeVar("_Filled", Plan, PeriodReport, Briefing)


def has_references(project: Project, ref: FileRef) -> bool:
    """Return whether the texts of a document hold braces, so that they are to be filled in before they are printed."""
    texts = printed_texts(project.sources[ref.path].root, SHAPES[ref.kind])
    return any(filled_in and ("{" in scalar.text or "}" in scalar.text) for scalar, filled_in in texts)


def mentioned(project: Project, ref: FileRef) -> frozenset[str]:
    """Return the indicators whose figures the texts of a document print."""
    source = project.sources[ref.path]
    if "{" not in source.text:
        return frozenset()
    return frozenset(
        one.indicator
        for scalar, filled_in in printed_texts(source.root, SHAPES[ref.kind])
        for one in references(scalar.text)
        if filled_in and one.derived in {"", Derived.TERRITORY.value}
    )


def filled(
    document: _Filled, project: Project, rows: Mapping[str, Row], to_date: Mapping[str, Row]
) -> _Filled:
    """Return a document with figures in its texts instead of references to them.

    Args:
        document: the document as read.
        project: its file, and the catalogue.
        rows: the totals of its unit and period, by indicator.
        to_date: the totals since January; empty if the period begins in January.
    """
    printer = _Printer(document, project, rows, to_date)
    found = _in_texts(document, printer)
    assert isinstance(found, type(document))
    return found


def unknown(
    document: _Filled, project: Project, rows: Mapping[str, Row], to_date: Mapping[str, Row]
) -> tuple[str, ...]:
    """Return the references of a document for which nothing is known, each with its line: `{quy.ty_le} (dòng 12)`.

    Args:
        document: the document as read.
        project: its file, and the catalogue.
        rows: the totals of its unit and period, by indicator.
        to_date: the totals since January; empty if the period begins in January.
    """
    ref = document.facts.ref
    source = project.sources[ref.path]
    if "{" not in source.text:
        return ()
    printer = _Printer(document, project, rows, to_date)
    return tuple(
        f"{scalar.text[one.start : one.end]} (dòng {scalar.span.line})"
        for scalar, filled_in in printed_texts(source.root, SHAPES[ref.kind])
        if filled_in
        for one in references(scalar.text)
        if printer.said(one).endswith((NO_FIGURE, NO_TARGET))
    )


def _in_texts(value: object, printer: _Printer) -> object:
    """Return a value of the same type, with figures in its texts."""
    if isinstance(value, str):
        return printer.text(value) if "{" in value or "}" in value else value
    if isinstance(value, tuple) and not isinstance(value, Struct):
        return tuple(_in_texts(one, printer) for one in value)
    if isinstance(value, Struct) and not isinstance(value, Named):
        given = {name: getattr(value, name) for name in value.__struct_fields__ if name != "facts"}
        changed = {name: new for name, old in given.items() if (new := _in_texts(old, printer)) != old}
        return structs.replace(value, **changed) if changed else value
    return value


class _Printer:
    """Prints what the references of one document stand for."""

    def __init__(
        self,
        document: Plan | PeriodReport | Briefing,
        project: Project,
        rows: Mapping[str, Row],
        to_date: Mapping[str, Row],
    ) -> None:
        self._project = project
        self._ref = document.facts.ref
        self._lines = project.sources[self._ref.path].lines
        self._catalogue: Catalogue = project.catalogue
        self._rows = rows
        self._to_date = to_date
        self._targets: dict[str, Target] = {}
        self._figures: dict[str, Figure] = {}
        figures: tuple[Figure, ...] = ()
        if isinstance(document, Plan):
            self._targets = {one.indicator: one for one in reversed(document.facts.body.targets)}
            figures = document.facts.figures
        elif isinstance(document, PeriodReport):
            figures = document.facts.body.figures
        for scope in (Scope.STATED, Scope.OWN):  # the unit's own comes before what it states for the whole
            self._figures |= {one.indicator: one for one in reversed(figures) if one.scope is scope}
        self._counts: dict[str, str] = {}  # what only a count of a figure says
        for figure in self._figures.values():
            if figure.quantity.ratio is not None and figure.indicator in self._catalogue.indicators:
                ratio = self._catalogue.indicators[figure.indicator]
                names = zip((ratio.numerator, ratio.denominator), COUNTS, strict=True)
                self._counts |= {name: self._count(ratio, which) for name, which in names if name}

    def text(self, text: str) -> str:
        """Return a text with figures instead of references."""
        whole = ""
        for part in parts(text):
            said = part if isinstance(part, str) else self.said(part)
            begins = isinstance(part, TextReference) and part.derived == Derived.IN_WORDS
            whole += capitalised(said) if begins and whole.endswith((":", ": ")) else said
        return capitalised(whole) if text.startswith("{") and not text.startswith("{{") else whole

    def said(self, one: TextReference) -> str:
        """Return what a reference stands for."""
        indicator = self._catalogue.indicators.get(one.indicator)
        if indicator is None:
            return NO_FIGURE
        row = self._rows.get(one.indicator)
        match one.derived:
            case Derived.TARGET:
                return self._target(indicator, row)
            case Derived.RATE:
                return self._rate(indicator, row)
            case Derived.TO_DATE:
                return said_result(self._to_date.get(one.indicator, row))
            case Derived.TERRITORY:
                return said_result(row)
            case Derived.YEAR_BEFORE:
                return said_change(row, periods.comparison(self._ref.cycle, self._ref.period))
            case Derived.NUMERATOR | Derived.DENOMINATOR as which:
                return self._count(indicator, Derived(which))
            case Derived.IN_WORDS:
                return self._in_words(indicator, row)
            case _:
                return self._figure(indicator, row)

    def _figure(self, indicator: Indicator, row: Row | None) -> str:
        figure, target = self._figures.get(indicator.id), self._targets.get(indicator.id)
        if target is not None:
            return self._written(target, indicator) + each(target)
        if figure is not None:
            return self._written(figure, indicator)
        return self._counts.get(indicator.id) or said_result(row)

    def _count(self, ratio: Indicator, which: Derived) -> str:
        """Return one of two counts, in the word for the unit that stands behind both."""
        place = COUNTS.index(which)
        name = (ratio.numerator, ratio.denominator)[place]
        counted = self._catalogue.indicators.get(name)
        figure = self._figures.get(ratio.id)
        if figure is None or figure.quantity.ratio is None:
            return self._figure(counted, self._rows.get(name)) if counted is not None else NO_FIGURE
        units = spelled(ratio, self._project, self._ref.path, figure.span).measure.denominator
        if counted is not None and counted.measure.name not in units:
            units = (counted.measure.name,)
        return running_text(Quantity(figure.quantity.ratio[place], Decimal(1)), units[0] if units else "")

    def _in_words(self, indicator: Indicator, row: Row | None) -> str:
        """Return an amount in words; as it is printed otherwise if it is a ratio, or there is none."""
        line = self._targets.get(indicator.id) or self._figures.get(indicator.id)
        result = row.total.result if row is not None else None
        usual = self._figure(indicator, row)
        if line is not None:
            indicator = spelled(indicator, self._project, self._ref.path, line.span)
        name = indicator.measure.name
        if indicator.measure.ratio or leading_scale(name):
            return usual
        if line is not None:
            quantity = line.quantity
            if quantity.not_applicable or "…" in quantity.word:
                return usual
            word, value, high = quantity.word, quantity.value, quantity.high
            each_year = quantity.per_year
        elif result is not None:
            word, value, high, each_year = WORDS[result.approximation], result.value, None, result.yearly
        else:
            return usual
        words = number_name(value) if high is None else f"{number_name(value)} đến {number_name(high)}"
        unit = "phần trăm" if name == "%" else name
        return " ".join(" ".join((word, words, unit, "mỗi năm" if each_year else "")).split())

    def _target(self, indicator: Indicator, row: Row | None) -> str:
        target = self._targets.get(indicator.id)
        if target is not None:
            return self._written(target, indicator) + each(target)
        return said_target(row)

    def _rate(self, indicator: Indicator, row: Row | None) -> str:
        """Return a percentage, as written if it was; of anything else, that of the target reached."""
        figure = self._figures.get(indicator.id)
        if indicator.measure.name == "%":
            if figure is not None and figure.percentage is not None:
                return quantity_text(figure.percentage, "%")
            if figure is not None and figure.quantity.ratio is not None:
                return percentage(figure.quantity.value)
            if figure is not None and not figure.quantity.not_applicable:
                return quantity_text(figure.quantity, "%")
        return said_rate(row)

    def _written(self, line: Figure | Target, indicator: Indicator) -> str:
        """Return an amount as it stands in the file, with a unit, and a zero before counts from 1 to 9."""
        measure, span, quantity = indicator.measure, line.span, line.quantity
        names = measure.denominator if quantity.ratio is not None else (measure.name, *measure.spellings)
        usual = running_text(quantity, names[0] if names else "")
        if span.line != span.end_line or quantity.not_applicable:
            return usual
        words = self._lines[span.line - 1][span.column - 1 : span.end_column - 1].strip("'\"")
        words = " ".join(_DIGIT_THEN_LETTER.sub(" ", words).split())
        if _SIGN.match(words) or not any(_names(name, words) for name in names):
            return usual
        words = _UNGROUPED.sub(lambda found: number(Decimal(found[0])), words)
        is_count = quantity.step == 1 and quantity.ratio is None and not quantity.percent
        return _ONE_DIGIT.sub(r"0\g<0>", words) if is_count and not is_money(measure.name) else words


def _names(name: str, words: str) -> bool:
    """Whether a unit is named in an amount."""
    return name != "" and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None
