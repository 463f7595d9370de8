"""Single edits of a file, such as a slip of the hand, and the effect of each on the meaning of the project.

The meaning is what the documents hold, without their places. After one edit
it is the same, changed and reported, or changed in silence.
Silence is unavoidable where a valid text or figure became another one
(350 nhà, 35 nhà). It is a fault where the structure changed: a key gone or
under another parent, an item lost, a text cut by ` #`, a figure of another
indicator. Where a whole line is taken out, nothing in the file can say so:
what it held is gone, and a list whose key is gone belongs to the key above.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from mttq.check import Checked
from mttq.check import run as run_check
from mttq.check.examination import examine
from mttq.check.runner import judge
from mttq.diagnostics import Span
from mttq.documents import (
    Document,
    Figure,
    FileRef,
    ProgrammePlan,
    ProgrammeResult,
    Target,
    load,
)
from mttq.documents.facts import read_facts
from mttq.documents.prose import read_document
from mttq.quantity import Quantity
from mttq.source import read_bytes

_SLIP = 3  # a slip changes at most this many characters of a text: a dash, its space and their replacement
_TAKES_OUT = frozenset({"drop_line", "commented"})
_PLACES = frozenset({"span", "key_span", "name_span", "programmes_span"})


class Outcome(StrEnum):
    """The effect of an edit."""

    SAME = "same meaning"
    TOLD = "reported"
    FIGURE = "another valid figure"
    TEXT = "another valid text"
    REMOVED = "a line taken out with what it held"
    MERGED = "a key's line taken out, its list joined to the one above"
    STRUCTURE = "structure changed in silence"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit.

    Attributes:
        kind: what was done.
        path: the file.
        before: the lines that it changed, as they were.
        after: the same lines afterwards.
        outcome: what came of it.
        said: what the check said first, or how the meaning changed.
    """

    kind: str
    path: str
    before: str
    after: str
    outcome: Outcome
    said: str


def insert(text: str, chance: random.Random) -> str:
    """Insert a character."""
    at = _at(text, chance)
    return text[:at] + chance.choice("abđệ0123456789 .,:-#'\"{}[]&*!|>%@`~?/\\=") + text[at:]


def delete(text: str, chance: random.Random) -> str:
    """Remove a character."""
    at = _at(text, chance)
    return text[:at] + text[at + 1 :]


def replace_one(text: str, chance: random.Random) -> str:
    """Replace a character."""
    at = _at(text, chance)
    return text[:at] + chance.choice("abđệ0123456789 .,:-#'\"") + text[at + 1 :]


def swap(text: str, chance: random.Random) -> str:
    """Exchange two neighbours."""
    at = _at(text, chance)
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def repeat_line(text: str, chance: random.Random) -> str:
    """Repeat a line."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def drop_line(text: str, chance: random.Random) -> str:
    """Remove a line."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], *lines[at + 1 :]])


def indent(text: str, chance: random.Random) -> str:
    """Move a line to the left or to the right."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    move = chance.choice((-4, -2, -1, 1, 2, 4))
    line = lines[at]
    lines[at] = " " * move + line if move > 0 else line[min(-move, len(line) - len(line.lstrip(" "))) :]
    return "\n".join(lines)


def digit(text: str, chance: random.Random) -> str:
    """Replace a digit."""
    return _one_of(r"[0-9]", text, chance, lambda _: chance.choice("0123456789"))


def quote(text: str, chance: random.Random) -> str:
    """Remove a quotation mark."""
    return _one_of(r"['\"]", text, chance, lambda _: "")


def mark(text: str, chance: random.Random) -> str:
    """Insert a space, a full stop or a comma."""
    at = _at(text, chance)
    return text[:at] + chance.choice(" .,") + text[at:]


def case(text: str, chance: random.Random) -> str:
    """Change the case of a letter."""
    return _one_of(r"[^\W\d_]", text, chance, str.swapcase)


def point(text: str, chance: random.Random) -> str:
    """Replace a comma by a full stop, or the other way round."""
    return _one_of(r"[.,]", text, chance, lambda found: "," if found == "." else ".")


EDITS: tuple[Callable[[str, random.Random], str], ...] = (
    insert,
    delete,
    replace_one,
    swap,
    repeat_line,
    drop_line,
    indent,
    digit,
    quote,
    mark,
    case,
    point,
)


def _at(text: str, chance: random.Random) -> int:
    """Draw a place in the text; half the time near a mark, where slips matter."""
    if chance.random() < 0.5:
        return chance.randrange(len(text))
    marks = [found.start() for found in re.finditer(r"[:\-#'\"{}\[\],.0-9\n]", text)]
    return min(len(text) - 1, max(0, chance.choice(marks) + chance.choice((-1, 0, 1))))


def _one_of(pattern: str, text: str, chance: random.Random, other: Callable[[str], str]) -> str:
    places = list(re.finditer(pattern, text))
    if not places:
        return text
    found = chance.choice(places)
    return text[: found.start()] + other(found[0]) + text[found.end() :]


def run(root: Path, count: int, seed: int) -> Iterator[Edit]:
    """Make edits of the documents of a sound project, one at a time, each of the original file.

    Only edits that change the file are counted.
    """
    chance = random.Random(seed)
    project = load(root)
    sound = run_check(project)
    assert sound.found == []
    refs = [one.ref for one in sound.project.outlines]
    made = 0
    while made < count:
        kind = EDITS[made % len(EDITS)]
        ref = chance.choice(refs)
        text = project.sources[ref.path].text
        changed = kind(text, chance)
        if changed != text:
            made += 1
            outcome, said = _outcome(sound, ref, changed, kind.__name__)
            yield Edit(kind.__name__, ref.path, *_lines(text, changed), outcome, said)


def _outcome(sound: Checked, ref: FileRef, text: str, kind: str) -> tuple[Outcome, str]:
    project = sound.project
    source = read_bytes(text.encode(), ref.path)
    document = read_document(source, ref, project.catalogue)
    faults = read_facts(source, ref, project.catalogue)[1]
    if not faults:
        before = project.document(ref)
        examined = {**sound.results, ref.path: examine(source, ref, project.catalogue)}
        faults = judge(project, examined).found
        if not faults:
            commented = text.count("#") > project.sources[ref.path].text.count("#")
            return _judged(meaning(before), meaning(document), "commented" if commented else kind)
    return Outcome.TOLD, f"{faults[0].code.id} {faults[0].message}"


def meaning(document: Document | None) -> dict[str, str]:
    """Return everything that a document holds: the path to each value, and the value."""
    return dict(_flat(document, ""))


def _flat(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Span):
        return
    if isinstance(value, Quantity):
        yield f"{path}=", f"quantity {value}"
    elif (is_dataclass(value) or isinstance(value, Struct)) and not isinstance(value, FileRef):
        names = value.__struct_fields__ if isinstance(value, Struct) else [one.name for one in fields(value)]
        for name in names:
            if name not in _PLACES:
                yield from _flat(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        yield f"{path}#", f"{len(value)} items"
        for number, item in enumerate(value):
            yield from _flat(item, f"{path}[{number}]{_name(item)}")
    elif value is not None and value != "":
        yield path, f"{type(value).__name__} {value}"


def _name(value: object) -> str:
    """Return what distinguishes an item: the indicator of a figure, the number of a programme."""
    if isinstance(value, Figure | Target):
        return f"<{value.indicator}>"
    return f"<{value.number}>" if isinstance(value, ProgrammePlan | ProgrammeResult) else ""


def _judged(before: dict[str, str], after: dict[str, str], kind: str) -> tuple[Outcome, str]:
    if before == after:
        return Outcome.SAME, ""
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    if kind in _TAKES_OUT and not _values(after) - _values(before):
        return Outcome.REMOVED, f"gone {sorted(gone)[:3]}"
    if kind in _TAKES_OUT and not _alone(after) - _alone(before):
        return Outcome.MERGED, f"gone {sorted(gone)[:1]}, new {sorted(new)[:1]}"
    if gone or new:
        return Outcome.STRUCTURE, f"gone {sorted(gone)[:3]}, new {sorted(new)[:3]}"
    places = [place for place in before if before[place] != after[place]]
    if any(place.endswith("#") for place in places):
        return Outcome.STRUCTURE, f"count of items at {places[:3]}"
    if any(
        abs(len(before[place]) - len(after[place])) > _SLIP and before[place].startswith("str")
        for place in places
    ):
        return Outcome.STRUCTURE, f"a text cut or joined at {places[:3]}"
    said = "; ".join(f"{before[place]} → {after[place]}" for place in places[:2])
    figures = any(
        before[place].startswith(("quantity", "date", "int", "bool", "Decimal")) for place in places
    )
    return (Outcome.FIGURE if figures else Outcome.TEXT), said


def _alone(found: dict[str, str]) -> Counter[str]:
    """Return each value without its place."""
    return Counter(value for place, value in found.items() if not place.endswith("#"))


def _values(found: dict[str, str]) -> Counter[tuple[str, str]]:
    """Return each value with its place, except for its position among items and their number."""
    return Counter(
        (re.sub(r"\[\d+\]", "[]", place), value) for place, value in found.items() if not place.endswith("#")
    )


def _lines(text: str, changed: str) -> tuple[str, str]:
    """Return the lines in which two texts differ."""
    one, other = text.split("\n"), changed.split("\n")
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return tuple("⏎".join(lines[start : len(lines) - end]) for lines in (one, other))  # type: ignore[return-value]


def counted(edits: list[Edit]) -> Counter[Outcome]:
    """Count the edits with each outcome."""
    return Counter(edit.outcome for edit in edits)
