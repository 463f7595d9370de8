"""The structure of plans and reports as schemas for the peers.

The two schemas that `mttq schema` prints are joined into one, which tells a report from a plan by its `ky`, so
that a peer checks all files in one process. Titles and descriptions are removed, because no peer shows them.
For ajv-cli the draft is 2019-09, the newest it knows, and a date may also be an object, because its YAML reader
turns `2024-01-15` into one.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PLAN, REPORT = "ke-hoach", "bao-cao"
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"
DRAFT_2019 = "https://json-schema.org/draft/2019-09/schema"

_FOR_READERS = ("title", "description", "markdownDescription", "examples")
_HEAD = ("$schema", "$id", "$defs")
_DATE = "[0-9]{4}-(0[1-9]"


def write_schemas(mttq: Sequence[str], folder: Path) -> tuple[Path, Path]:
    """Write the JSON Schemas for sourcemeta and for ajv-cli."""
    parts = {kind: json.loads(_printed([*mttq, "schema", kind])) for kind in (PLAN, REPORT)}
    sourcemeta, ajv = folder / "structure-2020.json", folder / "structure-2019.json"
    _save(sourcemeta, _joined(parts, DRAFT_2020))
    _save(ajv, _with_date_objects(_joined(parts, DRAFT_2019)))
    return sourcemeta, ajv


def _printed(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def _save(path: Path, schema: object) -> None:
    path.write_text(json.dumps(schema, ensure_ascii=False, indent=1), encoding="utf-8")


def _joined(parts: dict[str, Any], draft: str) -> dict[str, Any]:
    definitions = {}
    for kind, schema in parts.items():
        for name, one in schema["$defs"].items():
            definitions[f"{kind}.{name}"] = _moved(one, kind)
        definitions[kind] = {
            name: _moved(one, kind, name) for name, one in schema.items() if name not in _HEAD
        }
    return {
        "$schema": draft,
        "if": {"required": ["ky"]},
        "then": {"$ref": f"#/$defs/{REPORT}"},
        "else": {"$ref": f"#/$defs/{PLAN}"},
        "$defs": definitions,
    }


def _moved(part: object, kind: str, key: str = "") -> object:
    """A part of a schema with its references to definitions renamed."""
    if isinstance(part, dict):
        return {
            name: _moved(one, kind, name)
            for name, one in part.items()
            if not (name in _FOR_READERS and isinstance(one, str))
        }
    if isinstance(part, list):
        return [_moved(one, kind) for one in part]
    if key == "$ref":
        return str(part).replace("#/$defs/", f"#/$defs/{kind}.")
    return part


def _with_date_objects(part: object) -> object:
    if isinstance(part, dict):
        if part.get("type") == "string" and _DATE in part.get("pattern", ""):
            return {**part, "type": ["string", "object"]}
        return {name: _with_date_objects(one) for name, one in part.items()}
    if isinstance(part, list):
        return [_with_date_objects(one) for one in part]
    return part
