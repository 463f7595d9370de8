"""Programme sets: which programmes a term's plans must hold."""

from __future__ import annotations

from msgspec import Struct

from mttq.diagnostics import FILE_START, Span
from mttq.period import Cycle
from mttq.schema import Field, KeyKind, Name, Record, Table, Whole, as_mapping, as_whole, as_word
from mttq.source import Node, Scalar, Source

CONGRESS = Field("dai_hoi", Name(), "đại hội đề ra")
FIRST_YEAR = Field("tu_nam", Whole(), "năm kế hoạch đầu tiên dùng bộ này", required=True)
LAST_YEAR = Field("den_nam", Whole(), "năm kế hoạch cuối cùng dùng bộ này", required=True)
NAME = Field("ten", Name(), "tên đầy đủ", required=True)
SHORT_NAME = Field("ten_ngan", Name(), "tên ngắn, dùng trong bảng")
PROGRAMMES = Field(
    "chuong_trinh",
    Table(KeyKind.PROGRAMME, Record("chương trình", (NAME, SHORT_NAME)), key_title="số chương trình"),
    "các chương trình, theo số thứ tự",
    required=True,
)
SHAPE = Table(
    KeyKind.ID,
    Record("bộ chương trình", (CONGRESS, FIRST_YEAR, LAST_YEAR, PROGRAMMES)),
    key_title="mã bộ chương trình",
)


class Programme(Struct, frozen=True):
    """One programme of a set.

    Attributes:
        number: its number.
        name: as printed in documents.
        short_name: as printed in tables.
        name_span: the place of its name.
        short_span: the place of its short name; None if it has none of its own.
    """

    number: int
    name: str
    short_name: str
    name_span: Span = FILE_START
    short_span: Span | None = None


class ProgrammeSet(Struct, frozen=True, kw_only=True):
    """The programmes of one term.

    Attributes:
        id: the key in the catalogue, usually the term.
        first_year: the first plan year that uses it.
        last_year: the last plan year that uses it.
        programmes: in order of their numbers.
        path: the file that defines it.
        span: the key in that file.
    """

    id: str
    first_year: int
    last_year: int
    programmes: tuple[Programme, ...]
    path: str
    span: Span

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of its programmes."""
        return tuple(programme.number for programme in self.programmes)

    def programme(self, number: int) -> Programme | None:
        """Return the programme of a number, or None."""
        return next((one for one in self.programmes if one.number == number), None)

    def covers(self, cycle: Cycle) -> bool:
        """Whether the plans of a year or term use it unless they name another set.

        What stands alone goes by its last year.
        """
        if cycle.is_term:
            return cycle.name == self.id
        return self.first_year <= cycle.last_year <= self.last_year


def read_programme_sets(source: Source) -> list[ProgrammeSet]:
    """Read the sets of one file, without anything that does not fit the shape."""
    found = []
    for key, node in as_mapping(source.root).items():
        mapping = as_mapping(node)
        programmes = [
            _programme(number, body) for number, body in as_mapping(mapping.get(PROGRAMMES.key)).items()
        ]
        found.append(
            ProgrammeSet(
                id=key.text,
                first_year=as_whole(mapping.get(FIRST_YEAR.key)) or 0,
                last_year=as_whole(mapping.get(LAST_YEAR.key)) or 0,
                programmes=tuple(
                    sorted((one for one in programmes if one.number), key=lambda one: one.number)
                ),
                path=source.path,
                span=key.span,
            )
        )
    return found


def _programme(key: Scalar, node: Node) -> Programme:
    mapping = as_mapping(node)
    named, short = mapping.get(NAME.key), mapping.get(SHORT_NAME.key)
    name = as_word(named) or ""
    short_name = as_word(short)
    return Programme(
        number=as_whole(key) or 0,
        name=name,
        short_name=short_name or name,
        name_span=named.span if named is not None else key.span,
        short_span=short.span if short is not None and short_name else None,
    )
