"""Write records with fixed keys as JSON and as CSV.

Every number is written exactly, without an exponent.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from mttq.output.terminal import STEERING, printable
from mttq.quantity import legible

_TEXT_TRIGGERS = tuple("=+-@\t\r\n＝＋－＠")

# Characters outside this set are examined: most are harmless, those that steer a terminal are not.
_SUSPECT = re.compile(r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff]")
# A decimal in at most this many characters and without an exponent is written as it is.
_PLAIN = 30

Value = str | int | bool | Decimal | None
Nested = dict[str, Value | dict[str, Value]]


def json_records(records: Iterable[Mapping[str, object]]) -> str:
    """Return the records as a JSON array, each on a line of its own."""
    return "".join(json_array([json_lines(records)]))


def json_lines(records: Iterable[Mapping[str, object]]) -> str:
    """Return the records as entries of an array, each on a line of its own; "" if there are none."""
    return ",\n".join([f"  {json_value(record)}" for record in records])


def json_array(pieces: Iterable[str]) -> Iterator[str]:
    """Yield one array in pieces, from entries made by `json_lines`."""
    before = "[\n"
    for piece in filter(None, pieces):
        yield before
        yield piece
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def json_scalar(value: Value) -> str:
    """Return a single value as JSON, as `json_value` does, but each text is escaped only once."""
    if isinstance(value, str):
        return _known_text(value)
    if isinstance(value, Decimal):
        return exact(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def json_value(value: object) -> str:
    """Return a value on one line of JSON; a decimal is a number in full digits."""
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json_value(key)}: {json_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(json_value, value)) + "]"
    return json_text(value)


def json_text(value: object) -> str:
    r"""Return the value as indented JSON: Vietnamese as it is, control and format characters as `\u009b`.

    Python's encoder escapes the first thirty-two characters only. The others that steer a terminal, or that UTF-8
    does not have, occur only inside strings, where an escape means the same.
    """
    return _SUSPECT.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2))


@lru_cache(maxsize=65536)  # the same names come again and again
def _known_text(text: str) -> str:
    return json_text(text)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if unicodedata.category(character) in STEERING else character


def csv_records(columns: Sequence[str], records: Iterable[Nested]) -> str:
    r"""Return the records as CSV: comma, decimal point, `\n`, inner keys after a point.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    cells = ([csv_cell(_at(record, key)) for key in columns] for record in records)
    return csv_lines([columns]) + csv_lines(cells)


def csv_lines(lines: Iterable[Iterable[str]]) -> str:
    r"""Return cells that are texts already as CSV: comma, `\n`."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


@lru_cache(maxsize=65536)  # the same names come again and again
def text_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{printable(text)}" if text.startswith(_TEXT_TRIGGERS) else printable(text)


def exact(value: Decimal) -> str:
    """Return a number in full digits with a decimal point, without needless zeros; see `legible`."""
    text = str(value)
    if "E" in text or len(text) > _PLAIN:
        text = format(legible(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _at(record: Nested, key: str) -> Value:
    """Return what a record has at a key, or at `outer.inner`."""
    outer, _, inner = key.partition(".")
    value = record.get(outer)
    if isinstance(value, dict):
        return value.get(inner) if inner else None
    return None if inner else value


def csv_cell(value: Value) -> str:
    """Return a value as a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
