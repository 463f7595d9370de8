"""What a check found, as every format of diagnostics is handed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq.diagnostics import Diagnostic
    from mttq.source import Source


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of one run of the check.

    Attributes:
        found: the diagnostics to show, in order.
        sources: every file read, by the path that diagnostics use.
        files: how many files the run was about.
        passed_over: how many faults comments in the files say to pass over.
        folder: the project's root as seen from the root of its git repository, "" where they are one or there
            is none; GitHub, GitLab and code scanning name files from there.
        version: the version of this program.
        colour: whether to colour.
        quiet: whether to leave out remarks such as the summary.
    """

    found: Sequence[Diagnostic]
    sources: Mapping[str, Source]
    files: int = 0
    passed_over: int = 0
    folder: str = ""
    version: str = ""
    colour: bool = False
    quiet: bool = False

    def path_in_repository(self, path: str) -> str:
        """A path relative to the project's root, as seen from the root of the repository."""
        return f"{self.folder}/{path}" if self.folder else path


ADVICE = "Gợi ý: "


def whole_message(one: Diagnostic) -> str:
    """The fact, and in a second line what to write instead: for formats that know one text only."""
    return one.message if one.help is None else f"{one.message}\n{ADVICE}{one.help}"
