"""YAML as an editor loads it: the types of YAML 1.2, keys as their text.

A plain loader does not see quotes, comments, repeated keys or the way a number is written. They are lost here on
purpose. The events come from ruamel.yaml's
reader in pure Python, which shares no code with libyaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_CORE: tuple[tuple[str, Callable[[str], object]], ...] = (
    (r"~|null|Null|NULL|", lambda text: None),
    (r"true|True|TRUE", lambda text: True),
    (r"false|False|FALSE", lambda text: False),
    (r"0o[0-7]+|0x[0-9a-fA-F]+", lambda text: int(text, 0)),
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)


def load(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Load the document of a file.

    Raises:
        YAMLError: it is not YAML, or has more than one document, a tag, an alias, or a key that is not a scalar.
        UnicodeDecodeError: it is not UTF-8.
        RecursionError: it is nested too deeply.
    """
    return loads(file.read_text(encoding="utf-8-sig"))


def loads(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """Load the document of a text."""
    return _document(text, _core)


def texts(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """Load the document of a text with every scalar as its text."""
    return _document(text, lambda event: event.value)


def dump(root: object) -> str:
    """Write plain data in block style, the keys in their order."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # declared as None
    writer.width = 10_000
    stream = StringIO()
    writer.dump(root, stream)
    return stream.getvalue()


def _document(text: str, scalar: Callable[[Any], object]) -> object:
    events = list(YAML(typ="safe", pure=True).parse(text))
    if sum(isinstance(event, DocumentStartEvent) for event in events) > 1:
        raise YAMLError("more than one document")
    inner = [event for event in events[1:-1] if not isinstance(event, DocumentStartEvent | DocumentEndEvent)]
    if not inner:
        return None
    inner.reverse()
    return _value(inner, scalar)


def _value(events: list[Event], scalar: Callable[[Any], object]) -> object:
    """Build the next value from the remaining events, of which the next one is last."""
    event = events.pop()
    if getattr(event, "tag", None) is not None:
        raise YAMLError("a tag")
    if isinstance(event, ScalarEvent):
        return scalar(event)
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(events[-1], SequenceEndEvent):
            items.append(_value(events, scalar))
        events.pop()
        return items
    if not isinstance(event, MappingStartEvent):
        raise YAMLError("an alias")
    entries = {}
    while not isinstance(events[-1], MappingEndEvent):
        key = events.pop()
        if not isinstance(key, ScalarEvent):
            raise YAMLError("a key that is not a scalar")
        entries[key.value] = _value(events, scalar)
    events.pop()
    return entries


def _core(event: ScalarEvent) -> object:
    if not event.style:
        for pattern, convert in _CORE:
            if re.fullmatch(pattern, event.value):
                return convert(event.value)
    return event.value
