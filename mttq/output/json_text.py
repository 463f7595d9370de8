"""JSON that is safe to show on a terminal."""

from __future__ import annotations

import json
import re
import unicodedata

# Everything that `terminal.printable` writes out.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SUSPECT = re.compile(r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff]")


def json_text(value: object) -> str:
    r"""The value as indented JSON: Vietnamese as it is, control and format characters as `\u009b`.

    Python's encoder escapes the first thirty-two characters only. The others that steer a terminal, or that UTF-8
    does not have, can stand nowhere but inside the strings, where an escape means the same.
    """
    return _SUSPECT.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=2))


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if unicodedata.category(character) in _HIDDEN else character
