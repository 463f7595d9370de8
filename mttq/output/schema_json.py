"""Write JSON Schemas as the text of a file."""

from __future__ import annotations

import json

from mttq.documents.file_kinds import FileKind
from mttq.schema.json_schema import json_schema


def render(kind: FileKind) -> str:
    """Return the schema of a kind of file, with a line break at its end; the same text each time."""
    schema = json_schema(kind.shape, kind.name, kind.title)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
