"""What in the maps of a project its catalogue does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mttq.catalogue import Catalogue
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR
from mttq.check.rules.unknown_unit import UNKNOWN_UNIT
from mttq.diagnostics import CONFLICTING_DEFINITION, WRONG_UNIT_OF_MEASURE, Code, Diagnostic
from mttq.documents import Project
from mttq.documents.figures import QuantityReaders
from mttq.documents.table_map import BELOW, LEAVE_OUT, OTHER_NAMES, TableMap, Word, read_table_map
from mttq.names import TABLE_MAPS
from mttq.source import read_file
from mttq.spelling import suggestion


def faults_of_maps(project: Project) -> list[Diagnostic]:
    """Return the faults of the maps in `templates/bang/`: of their form, and of what they name."""
    found: list[Diagnostic] = []
    for file in sorted((project.root / TABLE_MAPS).glob("*.yaml")):
        source = read_file(file, file.relative_to(project.root).as_posix())
        by, faults = read_table_map(source)
        found += faults
        if by is not None:
            found += faults_of_map(by, project.catalogue)
    return found


def faults_of_map(by: TableMap, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report units and indicators that are not in the catalogue, and indicators with two columns or another unit."""
    units = catalogue.units.by_id
    if by.below is not None and by.below.text not in units:
        yield _unknown_unit(by, by.below, BELOW.key, units)
    for word in by.other_names.values():
        if word.text != LEAVE_OUT and word.text not in units:
            yield _unknown_unit(by, word, OTHER_NAMES.key, units)
    first: dict[tuple[str, str], str] = {}
    readers = QuantityReaders(catalogue, term=False)
    for one in by.answers:
        indicator = one.indicator
        if indicator is None:
            continue
        known = catalogue.indicators.get(indicator.text)
        if known is None:
            message = f"danh mục không có chỉ tiêu “{indicator.text}”"
            remedy = suggestion(indicator.text, catalogue.indicators) or "tìm mã bằng mttq indicators TỪ"
            yield _fault(by, UNKNOWN_INDICATOR, indicator, (message, remedy))
            continue
        other = first.setdefault((indicator.text, one.scope.value), one.name.text)
        if other != one.name.text:
            message = f"“{other}” và “{one.name.text}” cùng là chỉ tiêu “{indicator.text}”"
            yield _fault(by, CONFLICTING_DEFINITION, one.name, (message, "mỗi chỉ tiêu chỉ lấy từ một cột"))
        measure = one.measure
        if measure is not None:
            reader = readers.results[indicator.text]
            if reader.quantity(f"1 {measure.text}", bare=False) is None:
                message = f"“{measure.text}” không phải đơn vị tính của “{indicator.text}”"
                remedy = f"chỉ tiêu này tính bằng {known.measure.name}"
                yield _fault(by, WRONG_UNIT_OF_MEASURE, measure, (message, remedy))


def _unknown_unit(by: TableMap, word: Word, key: str, known: Mapping[str, object]) -> Diagnostic:
    remedy = suggestion(word.text, known) or "xem mã các đơn vị bằng mttq units"
    return _fault(by, UNKNOWN_UNIT, word, (f"{key}: danh mục không có đơn vị “{word.text}”", remedy))


def _fault(by: TableMap, code: Code, word: Word, said: tuple[str, str]) -> Diagnostic:
    message, remedy = said
    return Diagnostic(code, by.path, word.span, message, help=remedy)
