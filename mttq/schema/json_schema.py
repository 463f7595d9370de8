"""Shapes as JSON Schema 2020-12, for editors and other programs.

A schema sees a file as a YAML loader does: a quantity without quotes is a number,
and comments, quotes and repeated keys are lost. It is therefore a little wider
than validation, and never narrower; only `mttq check` decides. A decimal point in
a bare number is the exception: no figure may be written that way, and an editor
can report it at once.

Each record becomes one definition without a `type`. The place that refers to it
says whether it must be a mapping or may also be a text, so an editor reports a
fault of the form that was written, not of a choice of forms.

Next to each key an editor shows what its shape allows, as a Vietnamese sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, assert_never

from mttq.period import CAMPAIGN, LONG_SPAN, PERIODS
from mttq.schema.shapes import (
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
from mttq.schema.values import MEASURE
from mttq.spelling import capitalised, without_marks

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"
Schema: TypeAlias = dict[str, Json]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SOMETHING = r"\S"
_YEAR = r"(19|20)[0-9]{2}"
_CYCLE = f"{_YEAR}(-{_YEAR})?"
_ISO_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_LOCAL_DAY = r"(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/[0-9]{4}"
_DAY = f"{_ISO_DAY}|{_LOCAL_DAY}"
_PATH = KEY_PATTERNS[KeyKind.PATH]
_ID = KEY_PATTERNS[KeyKind.ID]
_ALONE = f"^({CAMPAIGN}{_ID}|{LONG_SPAN})$"
_REFERENCES: dict[Refers, str] = {
    Refers.UNIT: _PATH,
    Refers.INDICATOR: _ID,
    Refers.PROGRAMME_SET: _ID,
    Refers.CYCLE: _CYCLE,
    Refers.TASK: f"({_CYCLE}/)?{_PATH}#{_ID}",
}


def json_schema(shape: Shape, name: str, title: str) -> Schema:
    """Return the schema of a kind of file.

    Args:
        shape: the shape of such a file.
        name: the kind's name, part of the schema's `$id`.
        title: what such a file is, in Vietnamese.

    Returns:
        The schema as plain data, its keys in the order to write them.
    """
    writer = _SchemaWriter(shape)
    body = writer.use(shape)
    schema: Schema = {
        "$schema": DIALECT,
        "$id": f"urn:mttq:schema:{name}",
        "title": title,
        "description": how_to_write(shape),
    }
    return {**schema, **body, "$defs": writer.definitions()}


class _SchemaWriter:
    def __init__(self, root: Shape) -> None:
        self._names: dict[int, str] = {}
        self._definitions: dict[str, Json] = {}
        self._recursive = {id(shape) for shape in _called(root, set())}

    def definitions(self) -> dict[str, Json]:
        return dict(sorted(self._definitions.items()))

    def use(self, shape: Shape) -> Schema:
        """Return the schema of a value at one place."""
        if isinstance(shape, Record):
            return {"type": "object", "$ref": self._defined(shape, shape.title, self._record)}
        if isinstance(shape, Table):
            if id(shape) in self._recursive:
                return {
                    "type": "object",
                    "$ref": self._defined(shape, f"bảng {shape.key_title}", self._table),
                }
            return {"type": "object", **self._table(shape)}
        if isinstance(shape, ListOf):
            return {"type": "array", "minItems": 1, "items": self.use(shape.item)}
        if isinstance(shape, Either):
            return self._either(shape)
        if isinstance(shape, Text):
            return _joined([_LINE, {"type": "array", "minItems": 1, "items": _LINE}])
        return _scalar(shape)

    def _place(self, shape: Shape) -> Schema:
        """Return the schema of a value after its key, where a block may hold nothing but comments as yet."""
        schema = self.use(shape)
        if isinstance(shape, Table | ListOf) or (isinstance(shape, Record) and shape.empty):
            schema["type"] = [schema["type"], "null"]
        return schema

    def _either(self, shape: Either) -> Schema:
        forms = []
        if shape.scalar is not None:
            forms.append(_LINE if isinstance(shape.scalar, Text) else self.use(shape.scalar))
        mapping = shape.mapping() if callable(shape.mapping) else shape.mapping
        forms += [self.use(form) for form in (mapping, shape.sequence) if form is not None]
        if len(forms) > 1 and any(not _can_join(form) for form in forms):
            return {"anyOf": list(forms)}
        return _joined(forms)

    def _defined(self, shape: Shape, title: str, write: Callable[..., Schema]) -> str:
        """Return the reference to a shape's definition, and write the definition on first use."""
        name = self._names.get(id(shape))
        if name is None:
            name = base = _plain(title)
            number = 1
            while name in self._definitions:
                number += 1
                name = f"{base}-{number}"
            self._names[id(shape)] = name
            self._definitions[name] = {}
            self._definitions[name] = write(shape)
        return f"#/$defs/{name}"

    def _record(self, shape: Record) -> Schema:
        required: list[Json] = [field.key for field in shape.fields if field.required]
        schema: Schema = {
            "title": capitalised(shape.title),
            "description": how_to_write(shape),
            "properties": {field.key: self._field(field) for field in shape.fields},
            "additionalProperties": self.use(shape.others) if shape.others is not None else False,
        }
        if required and shape.empty:
            schema |= {"if": {"minProperties": 1}, "then": {"required": required}}
        elif required:
            schema["required"] = required
        return schema

    def _field(self, field: Field) -> Schema:
        description = how_to_write(field.shape)
        if field.required:
            description += " Bắt buộc."
        return {"title": capitalised(field.title), "description": description, **self._place(field.shape)}

    def _table(self, shape: Table) -> Schema:
        schema: Schema = {
            "propertyNames": _keys(shape),
            "additionalProperties": self._place(shape.value),
        }
        if not shape.empty:
            schema["minProperties"] = 1
        return schema


# One line of text, in any of the types that YAML gives to a text without quotes.
_LINE: Schema = {"type": ["string", "number", "boolean"], "pattern": _SOMETHING}


def schema_text(shape: Shape, name: str, title: str) -> str:
    """Return the schema as the text of a file, with a line break at its end; the same text each time."""
    return json.dumps(json_schema(shape, name, title), ensure_ascii=False, indent=2) + "\n"


def _scalar(shape: Shape) -> Schema:
    match shape:
        case Amount():
            return {"type": ["string", "integer"], "pattern": _SOMETHING}
        case Day():
            return {"type": "string", "pattern": _whole(_DAY)}
        case Flag():
            return {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
        case Whole(negative, positive):
            return _whole_number(negative=negative, positive=positive)
        case Choice(values):
            return {"type": "string", "enum": list(values)}
        case Identifier(_, key, refers):
            return _identifier(key, refers)
        case Measure(units):
            return {"type": ["string", "integer"] if "" in units else "string", "pattern": _whole(MEASURE)}
        case Name() | Pattern():
            return _LINE
    raise AssertionError(shape)


def _whole_number(*, negative: bool, positive: bool) -> Schema:
    digits = "[1-9][0-9]{0,8}" if positive else "0|[1-9][0-9]{0,8}"
    pattern = _whole(f"-?({digits})" if negative else digits)
    if negative:
        return {"type": ["integer", "string"], "pattern": pattern}
    return {"type": ["integer", "string"], "minimum": 1 if positive else 0, "pattern": pattern}


def _identifier(key: KeyKind | None, refers: Refers | None) -> Schema:
    if refers is Refers.PERIOD:
        alone: Schema = {"type": "string", "pattern": _ALONE}
        return {"anyOf": [{"type": "string", "enum": list(PERIODS)}, alone]}
    if refers is Refers.PERIOD_OR_DAY:
        return {"anyOf": [{"type": "string", "enum": list(PERIODS)}, _scalar(Day())]}
    if key is not None:
        pattern = KEY_PATTERNS[key]
    elif refers is not None:
        pattern = _REFERENCES[refers]
    else:
        return _LINE
    return {"type": ["string", "integer"], "minimum": 0, "pattern": _whole(pattern)}


def _keys(shape: Table) -> Schema:
    if shape.refers is Refers.PERIOD:
        return {"anyOf": [{"enum": list(PERIODS)}, {"pattern": _ALONE}]}
    if shape.refers is Refers.PHASE:
        return {"anyOf": [{"enum": list(PERIODS)}, {"pattern": _whole(_YEAR)}]}
    return {"pattern": _whole(KEY_PATTERNS[shape.key])}


def _whole(pattern: str) -> str:
    return f"^({pattern})$"


def _can_join(form: Mapping[str, Json]) -> bool:
    """Whether every keyword other than `type` applies to values of that type only."""
    return "type" in form and "enum" not in form


def _joined(forms: list[Schema]) -> Schema:
    """Join forms of different types into one schema; each keyword applies to one of the types."""
    if len(forms) == 1:
        return forms[0]
    types: list[Json] = []
    joined: Schema = {}
    for form in forms:
        kind = form["type"]
        types += kind if isinstance(kind, list) else [kind]
        joined |= form
    return {**joined, "type": types}


def _called(shape: Shape | None, seen: set[int]) -> Iterator[Shape]:
    """Yield the shapes that contain themselves: those that a function returns."""
    if shape is None or id(shape) in seen:
        return
    seen.add(id(shape))
    if isinstance(shape, Record):
        for field in shape.fields:
            yield from _called(field.shape, seen)
    elif isinstance(shape, Table):
        yield from _called(shape.value, seen)
    elif isinstance(shape, ListOf):
        yield from _called(shape.item, seen)
    elif isinstance(shape, Either):
        if callable(shape.mapping):
            yield shape.mapping()
        else:
            yield from _called(shape.mapping, seen)
        yield from _called(shape.sequence, seen)


def _plain(title: str) -> str:
    """Return a title as the name of a definition: without accents, with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", without_marks(title.lower())).strip("-")


# What a shape allows, in words


_REFERENCE_WORDS = {
    Refers.UNIT: "mã đầy đủ của một đơn vị, ví dụ quang-tri/huong-hoa",
    Refers.INDICATOR: "mã một chỉ tiêu trong danh mục, ví dụ nha-dai-doan-ket",
    Refers.PROGRAMME_SET: "mã một bộ chương trình trong danh mục, ví dụ 2019-2024",
    Refers.CYCLE: "năm (2020) hoặc nhiệm kỳ (2019-2024)",
    Refers.PERIOD: "tên một kỳ, ví dụ quy-4, thang-02, 6-thang, nam",
    Refers.PHASE: "tên một kỳ, ví dụ quy-2; trong kế hoạch nhiệm kỳ: một năm, ví dụ 2022",
    Refers.PERIOD_OR_DAY: "tên một kỳ (quy-4) hoặc một ngày (2020-12-15)",
    Refers.TASK: "đơn vị cấp trên, dấu # rồi mã nhiệm vụ, ví dụ trung-uong#tuyen-truyen",
}
_KEY_WORDS = {
    KeyKind.ID: "chữ thường không dấu, chữ số và dấu gạch nối",
    KeyKind.PATH: "mã đầy đủ, ví dụ quang-tri/huong-hoa",
    KeyKind.PROGRAMME: "số thứ tự, ví dụ 2",
    KeyKind.TERM: "năm đầu và năm cuối, ví dụ 2019-2024",
    KeyKind.FREE: "viết trên một dòng",
}


def how_to_write(shape: Shape) -> str:
    """Say what may be written, as a sentence: `Một ngày, viết 2020-01-15 hoặc 15/01/2020.`."""
    return capitalised(_phrase(shape)) + "."


def _phrase(shape: Shape) -> str:
    match shape:
        case Text():
            return "một câu, hoặc danh sách các đoạn (mỗi dòng bắt đầu bằng dấu gạch “- ”)"
        case Name():
            return "một dòng chữ"
        case Amount():
            return (
                "một số liệu, ví dụ 4,2 tỷ đồng, 17.363 nhà, 0,18%; số không kèm đơn vị thì viết liền: 17363"
            )
        case Day():
            return "một ngày, viết 2020-01-15 hoặc 15/01/2020"
        case Flag():
            return "true (có) hoặc false (không)"
        case Whole():
            return "một số nguyên, viết liền bằng chữ số"
        case Choice(values):
            return "một trong các từ: " + ", ".join(values)
        case Measure(units, least, most):
            named = [one for one in units if one]
            how = f"một số đo từ {least} đến {most} {units[0]}".rstrip()
            return f"{how}, phần thập phân sau dấu phẩy" + (f"; đơn vị: {', '.join(named)}" if named else "")
        case Pattern(names):
            return "một dòng chữ; chỗ điền: " + ", ".join(f"{{{name}}}" for name in names)
        case Identifier(_, key, refers):
            if refers is not None:
                return _REFERENCE_WORDS[refers]
            return f"một mã: {_KEY_WORDS[key]}" if key is not None else "một mã"
        case ListOf(item):
            return f"danh sách, mỗi mục một dòng bắt đầu bằng dấu gạch “- ”; mỗi mục là {_phrase(item)}"
        case Table():
            return f"mỗi dòng một {_key(shape)}; mỗi dòng là {_phrase(shape.value)}"
        case Record(_, fields):
            return "nhóm khóa gồm " + ", ".join(field.key for field in fields)
        case Either(scalar, mapping, sequence):
            if callable(mapping):
                return "nhóm khóa cùng dạng với cấp trên"
            forms = [form for form in (scalar, mapping, sequence) if form is not None]
            return "; hoặc ".join(map(_phrase, forms))
        case _:
            assert_never(shape)


def _key(shape: Table) -> str:
    form = _REFERENCE_WORDS[shape.refers] if shape.refers is not None else _KEY_WORDS[shape.key]
    return f"{shape.key_title} ({form})"
