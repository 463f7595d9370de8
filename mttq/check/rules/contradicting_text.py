"""A number in a text that contradicts the document's own figure for the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from mttq.catalogue import Catalogue
from mttq.check.text_numbers import Line, TextNumber, text_numbers_of
from mttq.diagnostics import Code, Diagnostic, Severity, Span
from mttq.documents import Target
from mttq.documents.facts import BriefingFacts, Facts, PlanFacts
from mttq.documents.references import printed_texts
from mttq.documents.shapes import SHAPES
from mttq.quantity import Quantity
from mttq.source import Scalar, Source

_QUOTES = "'" + '"'
CONTRADICTING_TEXT = Code("MT430", "cau-trai-so-lieu", Severity.WARNING)


def contradicting_text(source: Source, facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the numbers in the texts of a document with its figures and targets."""
    lines = lines_of(facts, catalogue)
    if not lines or source.root is None:
        return
    finder = text_numbers_of(catalogue)
    numbers: list[tuple[Scalar, TextNumber]] = []
    agreed: set[str] = set()
    for scalar, _ in printed_texts(source.root, SHAPES[facts.ref.kind]):
        for number, lines_agreed in finder.contradictions(scalar.text, lines, facts.ref.cycle.first_year):
            agreed.update(line.indicator for line in lines_agreed)
            if number is not None:
                numbers.append((scalar, number))
    for scalar, number in numbers:
        if _together(number, [one for other, one in numbers if other is scalar]):
            continue
        # A figure that is said right somewhere may be accompanied by other numbers of the kind.
        if number.is_sure or number.line.indicator not in agreed:
            yield _contradiction(source, scalar, number, catalogue)


def _together(number: TextNumber, others: list[TextNumber]) -> bool:
    """Whether the numbers that a text says of one indicator make up its figure: `xây 20 nhà, sửa 25 nhà`."""
    alike = [one.value for one in others if one.line.indicator == number.line.indicator]
    return len(alike) > 1 and sum(alike) == number.line.quantity.value


def lines_of(facts: Facts, catalogue: Catalogue) -> list[Line]:
    """Return the figures and targets of a document, and the counts of its ratios as figures of their own."""
    if isinstance(facts, BriefingFacts):
        return []
    figures = facts.figures if isinstance(facts, PlanFacts) else facts.body.figures
    lines: list[Line] = [*figures]
    for one in figures:
        ratio = one.quantity.ratio
        indicator = catalogue.indicators.get(one.indicator) if ratio is not None else None
        if ratio is not None and indicator is not None:
            counts = zip((indicator.numerator, indicator.denominator), ratio, strict=True)
            lines += (
                replace(one, indicator=name, quantity=Quantity(count, Decimal(1)), percentage=None)
                for name, count in counts
            )
    return [*lines, *facts.body.targets] if isinstance(facts, PlanFacts) else lines


def _written(source: Source, span: Span) -> str:
    """Return what stands at a place on one line, without quotes."""
    return source.lines[span.line - 1][span.column - 1 : span.end_column - 1].strip(_QUOTES)


def _contradiction(source: Source, scalar: Scalar, number: TextNumber, catalogue: Catalogue) -> Diagnostic:
    line = number.line
    said = " ".join(scalar.text[number.start : number.end].split())
    written = _written(source, line.span)
    name = catalogue.indicators[line.indicator].name
    what = "mục tiêu" if isinstance(line, Target) else "số liệu"
    return Diagnostic(
        CONTRADICTING_TEXT,
        source.path,
        scalar.part(number.start, number.end),
        f"câu viết “{said}”, còn {what} “{name}” ở dòng {line.span.line} là {written}",
        help=f"sửa một trong hai cho khớp; hoặc viết {{{line.indicator}}} vào câu để số chỉ ghi một lần",
    )
