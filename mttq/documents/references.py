"""References in texts: `{so-xa}` stands for a figure, `{so-xa.ke_hoach}` for what belongs to it.

A text names an indicator in braces, and a document prints the figure in its place. `{{` and `}}` are braces that are
printed. A brace that closes nothing is printed, too; one that opens nothing readable is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from mttq.documents.shapes import NOTE
from mttq.schema import Either, Field, ListOf, Name, Record, Shape, Table, Text
from mttq.source import Mapping, Node, Scalar, Sequence


class Derived(StrEnum):
    """What a reference may ask for in addition to the figure itself."""

    TARGET = "ke_hoach"
    RATE = "ty_le"
    TO_DATE = "luy_ke"
    TERRITORY = "toan_dia_ban"
    YEAR_BEFORE = "so_cung_ky"
    NUMERATOR = "tu_so"
    DENOMINATOR = "mau_so"
    IN_WORDS = "bang_chu"


COUNTS = (Derived.NUMERATOR, Derived.DENOMINATOR)
"""What may be asked for of a percentage of two counts alone, in the order in which they are written."""


class TextReference(Struct, frozen=True):
    """A reference in a text.

    Attributes:
        start: where its brace opens, in code points from 0.
        end: where it ends, exclusive.
        indicator: the indicator's id as written; "" if the braces hold nothing that can be one.
        derived: what is asked for, as written; "" for the figure itself.
    """

    start: int
    end: int
    indicator: str
    derived: str

    @property
    def is_readable(self) -> bool:
        """Whether the braces hold the form of a reference."""
        return self.indicator != ""


_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|\{")
_FORM = re.compile(r"\s*([^\W_](?:[\w -]*[^\W_])?)\s*(?:\.\s*(\w[\w -]*?)\s*)?")


def parts(text: str) -> Iterator[str | TextReference]:
    """Split a text into what is printed as it stands, and references."""
    done = 0
    for found in _TOKEN.finditer(text):
        if found.start() > done:
            yield text[done : found.start()]
        done = found.end()
        if found[0] in {"{{", "}}"}:
            yield found[0][0]
        else:
            yield _reference(found)
    if done < len(text):
        yield text[done:]


def references(text: str) -> Iterator[TextReference]:
    """Return the references of a text, in order."""
    if "{" in text:
        yield from (part for part in parts(text) if isinstance(part, TextReference))


def _reference(found: re.Match[str]) -> TextReference:
    form = _FORM.fullmatch(found[1] or "")
    indicator, derived = (form[1], form[2] or "") if form is not None else ("", "")
    return TextReference(found.start(), found.end(), indicator, derived)


def printed_texts(node: Node | None, shape: Shape) -> Iterator[tuple[Scalar, bool]]:
    """Return every text of a document, and whether references are read in it: in all but notes to figures."""
    if isinstance(shape, Either):
        mapping = shape.mapping() if callable(shape.mapping) else shape.mapping
        forms = ((Scalar, shape.scalar), (Sequence, shape.sequence), (Mapping, mapping))
        for kind, form in forms:
            if form is not None and isinstance(node, kind):
                yield from printed_texts(node, form)
    elif isinstance(shape, Text | Name):
        if isinstance(node, Scalar):
            yield node, True
        elif isinstance(node, Sequence) and isinstance(shape, Text):
            yield from ((item, True) for item in node.items if isinstance(item, Scalar))
    elif isinstance(shape, Record) and isinstance(node, Mapping):
        fields: dict[str, Field] = {field.key: field for field in shape.fields}
        for key, value in node.items():
            if (field := fields.get(key.text)) is not None:
                is_note = field is NOTE
                yield from (
                    (text, filled and not is_note) for text, filled in printed_texts(value, field.shape)
                )
    elif isinstance(shape, Table) and isinstance(node, Mapping):
        for _, value in node.items():
            yield from printed_texts(value, shape.value)
    elif isinstance(shape, ListOf) and isinstance(node, Sequence):
        for item in node.items:
            yield from printed_texts(item, shape.item)
