"""What a kind of file may hold: shapes as data, and one walk that checks nodes against them.

The shapes of the catalogue and of the documents are defined next to their
readers; this layer only knows the language they are written in. Everything that
needs the keys of a file (checks, editor schemas, suggestions) uses the same
definitions.
"""

from mttq.schema.shapes import (
    ITEM_PARAGRAPHS,
    ITEM_TITLE,
    KEY_PATTERNS,
    Amount,
    Choice,
    Day,
    Either,
    Field,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Measure,
    Name,
    Pattern,
    Record,
    Refers,
    Shape,
    Table,
    Text,
    Whole,
)
from mttq.schema.validation import quoted, unknown_key, validate, validate_value
from mttq.schema.values import (
    as_choice,
    as_day,
    as_flag,
    as_mapping,
    as_measure,
    as_names,
    as_text,
    as_whole,
    as_word,
    parse_day,
)

__all__ = [
    "ITEM_PARAGRAPHS",
    "ITEM_TITLE",
    "KEY_PATTERNS",
    "Amount",
    "Choice",
    "Day",
    "Either",
    "Field",
    "Flag",
    "Identifier",
    "KeyKind",
    "ListOf",
    "Measure",
    "Name",
    "Pattern",
    "Record",
    "Refers",
    "Shape",
    "Table",
    "Text",
    "Whole",
    "as_choice",
    "as_day",
    "as_flag",
    "as_mapping",
    "as_measure",
    "as_names",
    "as_text",
    "as_whole",
    "as_word",
    "parse_day",
    "quoted",
    "unknown_key",
    "validate",
    "validate_value",
]
