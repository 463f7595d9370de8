"""YAML as an editor loads it: the types of YAML 1.2, keys as their text.

What mttq sees and a plain loader does not (quotes, comments, repeated keys, the way a number
was written) is lost here on purpose.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_TAG = "tag:yaml.org,2002:"


class _CoreLoader(yaml.SafeLoader):
    """The core schema: `no`, dates and sexagesimals are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - how PyYAML declares it


for _name, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _CoreLoader.add_implicit_resolver(_TAG + _name, re.compile(f"^(?:{_pattern})$"), _first)


def _mapping(loader: _CoreLoader, node: yaml.MappingNode) -> dict[str, Any]:
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise yaml.YAMLError("a key that is no scalar")
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def _integer(loader: _CoreLoader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)


_CoreLoader.add_constructor(_TAG + "map", _mapping)
_CoreLoader.add_constructor(_TAG + "int", _integer)


def load(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The document of a file.

    Raises:
        yaml.YAMLError: it is no YAML, or more than one document.
        UnicodeDecodeError: it is no UTF-8.
        RecursionError: it is nested too deep.
    """
    return loads(file.read_text(encoding="utf-8-sig"))


def loads(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """The document of a text."""
    return yaml.load(text, Loader=_CoreLoader)
