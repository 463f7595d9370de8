"""A number in a text that contradicts the document's own figure for the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.check.text_numbers import Line, TextNumber, text_numbers_of
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.documents import Target
from mttq.documents.facts import BriefingFacts, Facts, PlanFacts
from mttq.documents.references import printed_texts
from mttq.documents.shapes import SHAPES
from mttq.source import Scalar, Source

_QUOTES = "'" + '"'
CONTRADICTING_TEXT = Code("MT430", "cau-trai-so-lieu", Severity.WARNING)


def contradicting_text(source: Source, facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the numbers in the texts of a document with its figures and targets."""
    lines = lines_of(facts)
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
        # A figure that is said right somewhere may be accompanied by other numbers of the kind.
        if number.is_sure or number.line.indicator not in agreed:
            yield _contradiction(source, scalar, number, catalogue)


def lines_of(facts: Facts) -> list[Line]:
    """Return the figures and targets of a document."""
    if isinstance(facts, BriefingFacts):
        return []
    if isinstance(facts, PlanFacts):
        return [*facts.figures, *facts.body.targets]
    return list(facts.body.figures)


def _contradiction(source: Source, scalar: Scalar, number: TextNumber, catalogue: Catalogue) -> Diagnostic:
    line = number.line
    said = " ".join(scalar.text[number.start : number.end].split())
    row = source.lines[line.span.line - 1]
    written = row[line.span.column - 1 : line.span.end_column - 1].strip(_QUOTES)
    name = catalogue.indicators[line.indicator].name
    what = "mục tiêu" if isinstance(line, Target) else "số liệu"
    return Diagnostic(
        CONTRADICTING_TEXT,
        source.path,
        scalar.part(number.start, number.end),
        f"câu viết “{said}”, còn {what} “{name}” ở dòng {line.span.line} là {written}",
        help=f"sửa một trong hai cho khớp; hoặc viết {{{line.indicator}}} vào câu để số chỉ ghi một lần",
    )
