"""Programme sets: which programmes a term's plans must hold."""

from __future__ import annotations

from dataclasses import dataclass

from mttq.diagnostics import Span
from mttq.period import Cycle
from mttq.schema import Field, KeyKind, Name, Record, Table, Whole, as_mapping, as_whole, as_word
from mttq.source import Node, Scalar, Source

SHAPE = Table(
    KeyKind.ID,
    Record(
        "bộ chương trình",
        (
            Field("dai_hoi", Name(), "đại hội đề ra"),
            Field("tu_nam", Whole(), "năm kế hoạch đầu tiên dùng bộ này", required=True),
            Field("den_nam", Whole(), "năm kế hoạch cuối cùng dùng bộ này", required=True),
            Field(
                "chuong_trinh",
                Table(
                    KeyKind.PROGRAMME,
                    Record(
                        "chương trình",
                        (
                            Field("ten", Name(), "tên đầy đủ", required=True),
                            Field("ten_ngan", Name(), "tên ngắn, dùng trong bảng"),
                        ),
                    ),
                    key_title="số chương trình",
                ),
                "các chương trình, theo số thứ tự",
                required=True,
            ),
        ),
    ),
    key_title="mã bộ chương trình",
)


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of a set."""

    number: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class ProgrammeSet:
    """The programmes of one term.

    Attributes:
        id: the key in the catalogue, usually the term.
        congress: the congress that decided it, as written, or "".
        first_year: the first plan year that uses it.
        last_year: the last one.
        programmes: in order of their numbers.
        path: the file that defines it.
        span: the key in that file.
    """

    id: str
    congress: str
    first_year: int
    last_year: int
    programmes: tuple[Programme, ...]
    path: str
    span: Span

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its programmes."""
        return tuple(programme.number for programme in self.programmes)

    def programme(self, number: int) -> Programme | None:
        """The programme of that number."""
        return next((one for one in self.programmes if one.number == number), None)

    def covers(self, cycle: Cycle) -> bool:
        """Whether plans of a year or term use it unless they say otherwise."""
        if cycle.is_term:
            return cycle.name == self.id
        return self.first_year <= cycle.first_year <= self.last_year


def read_programme_sets(source: Source) -> list[ProgrammeSet]:
    """The sets of one file; what does not fit the shape is passed over."""
    found = []
    for key, node in as_mapping(source.root).items():
        mapping = as_mapping(node)
        programmes = [
            _programme(number, body) for number, body in as_mapping(mapping.get("chuong_trinh")).items()
        ]
        found.append(
            ProgrammeSet(
                key.text,
                as_word(mapping.get("dai_hoi")) or "",
                as_whole(mapping.get("tu_nam")) or 0,
                as_whole(mapping.get("den_nam")) or 0,
                tuple(sorted((one for one in programmes if one.number), key=lambda one: one.number)),
                source.path,
                key.span,
            )
        )
    return found


def _programme(key: Scalar, node: Node) -> Programme:
    mapping = as_mapping(node)
    name = as_word(mapping.get("ten")) or ""
    return Programme(as_whole(key) or 0, name, as_word(mapping.get("ten_ngan")) or name)
