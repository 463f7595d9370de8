"""The findings of a check, which every format of diagnostics gets, and texts that several formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.source import Source


class Findings(Struct, frozen=True, kw_only=True):
    """The result of one run of the check.

    Attributes:
        found: the diagnostics to show, in order.
        sources: every file read, by the path that diagnostics use.
        files: the paths of the files that the run was about.
        passed_over: how many faults comments in the files suppress.
        comparison: a sentence about what the files were compared with, "" if with nothing.
        folder: the path of the project's root in its git repository, "" if it is the repository's root or there
            is none; GitHub, GitLab and code scanning name files from there.
        version: the version of this program.
        colour: whether to colour.
        quiet: whether to leave out remarks such as the summary.
        strict: whether a warning makes the run fail.
    """

    found: Sequence[Diagnostic]
    sources: Mapping[str, Source]
    files: Collection[str] = ()
    passed_over: int = 0
    comparison: str = ""
    folder: str = ""
    version: str = ""
    colour: bool = False
    quiet: bool = False
    strict: bool = False

    def path_in_repository(self, path: str) -> str:
        """Return the path from the root of the repository, for one from the project's root."""
        return f"{self.folder}/{path}" if self.folder else path


ADVICE = "Gợi ý: "


def whole_message(one: Diagnostic) -> str:
    """Return the fact and, on a second line, what to write instead: for formats that have one text only."""
    return one.message if one.help is None else f"{one.message}\n{ADVICE}{one.help}"


_FINGERPRINT = 32  # hexadecimal digits: 128 bits


def fingerprints(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> list[str]:
    """Return a name for each fault that stays the same while the file around it changes; all are different.

    A service that compares two runs must recognise a fault although lines were added above it. So neither the
    line's number nor the column counts: a fault is named by its code, its file, the text of its line and, among
    faults that are equal in all this, its place in their order. Never change what is hashed: every fault already
    known to a service would come back as a new one.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for one in found:
        about = (one.code.id, one.path, _line(one, sources.get(one.path)))
        parts = "\0".join((*about, str(seen[about])))
        made.append(sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT])
        seen[about] += 1
    return made


def _line(one: Diagnostic, source: Source | None) -> str:
    """Return the text of the line without the space around it: indenting a block anew changes no fault."""
    if source is None or one.span.line > len(source.lines):
        return ""
    return source.lines[one.span.line - 1].strip()
