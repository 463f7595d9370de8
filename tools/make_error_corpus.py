"""Write `docs/reference/error-corpus.md`: the broken projects of `tests/errors`, their faulty lines and messages.

    .venv/bin/python tools/make_error_corpus.py

The messages come from each case's `expected.txt`, which the tests compare with the program's output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mttq.check.codes import ALL_CODES
from mttq.diagnostics import Severity
from mttq.source import read_bytes

ROOT = Path(__file__).resolve().parent.parent
ERRORS = ROOT / "tests" / "errors"
PAGE = ROOT / "docs" / "reference" / "error-corpus.md"
SEVERAL = "nhieu-loi-"
WIDEST = 100

_LINE = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+) (?P<code>MT\d{3}) (?P<message>.*) \| (?P<help>.*)"
)
_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}
_CODES = {code.id: code for code in ALL_CODES}
_HEAD = """\
<!-- Written by tools/make_error_corpus.py from tests/errors; edit it there. -->

# The error corpus

{cases} broken projects and the {faults} faults that `mttq check` finds in them, each project in one run. Each excerpt
shows what is wrong, the faulty line with a caret below the place, and after `=` what to write instead. The files are in
`tests/errors/`; each case contains only the files that differ from the sound project in `_base`. Projects with
several faults, among them whole plans and reports, are at the [end](#several-faults-in-one-run).
"""


def page() -> str:
    """The text of the page."""
    cases = sorted(one for one in ERRORS.iterdir() if one.is_dir() and one.name != "_base")
    single = [one for one in cases if not one.name.startswith(SEVERAL)]
    several = [one for one in cases if one.name.startswith(SEVERAL)]
    faults = sum(len(_expected(one)) for one in cases)
    parts = [_HEAD.format(cases=len(cases), faults=faults)]
    family = ""
    for case in single:
        code = case.name.partition("-")[0]
        if code != family:
            family = code
            parts.append(f"## {code} {_CODES[code].name}\n")
        parts.append(_case(case, case.name.partition("-")[2]))
    parts.append("## Several faults in one run\n")
    parts += [_case(case, case.name.removeprefix(SEVERAL)) for case in several]
    return "\n".join(parts)


def _case(case: Path, name: str) -> str:
    blocks = "\n\n".join("\n".join(_fault(case, line)) for line in _expected(case))
    return f"### {name}\n\n`````text\n{blocks}\n`````\n"


def _expected(case: Path) -> list[str]:
    return (case / "expected.txt").read_text(encoding="utf-8").splitlines()


def _fault(case: Path, text: str) -> Iterator[str]:
    found = _LINE.fullmatch(text)
    if found is None:
        raise ValueError(f"{case.name}: {text}")
    code = _CODES[found["code"]]
    place = f"{found['path']}:{found['line']}:{found['column']}"
    yield f"{place}: {_WORDS[code.severity]} {code.id} ({code.name}): {found['message']}"
    number, column = int(found["line"]), int(found["column"])
    lines = _lines(case, found["path"])
    if len(lines) >= number and lines[number - 1]:
        margin = " " * len(found["line"])
        line, caret = _excerpt(lines[number - 1], column - 1)
        yield f"{margin} |"
        yield f"{number} | {line}"
        yield f"{margin} | {' ' * caret}^"
    if found["help"] != "-":
        yield f"{' ' * len(found['line'])} = {found['help']}"


def _lines(case: Path, path: str) -> list[str]:
    for folder in (case, ERRORS / "_base"):
        file = folder / path
        if file.is_file():
            return read_bytes(file.read_bytes(), path).lines
    return []


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The line, or the part of a long one around the place, printable, and the column of the caret."""
    first = max(0, min(column - WIDEST // 2, len(line) - WIDEST))
    shown = line[first : first + WIDEST]
    head = "…" if first else ""
    tail = "…" if first + WIDEST < len(line) else ""
    clean = "".join(letter if letter.isprintable() else "→" if letter == "\t" else "□" for letter in shown)
    return f"{head}{clean}{tail}".rstrip(), column - first + len(head)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
