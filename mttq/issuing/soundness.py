"""Find the units that rest on documents with errors, and so can't be reported on."""

from __future__ import annotations

from collections.abc import Iterable

from mttq.catalogue import Unit
from mttq.diagnostics import Diagnostic, Severity
from mttq.documents import Project
from mttq.documents.project import file_ref


class Soundness:
    """The units whose documents are free of errors, and those that read one with an error.

    A unit reads its own documents, those of the units above it, and those of every unit that one of these took
    over.

    Args:
        project: the documents and the catalogue.
        found: what is wrong with the documents and the catalogue; warnings don't count.

    Attributes:
        nothing_sound: whether the catalogue itself has errors, or a document of an unknown unit.
    """

    def __init__(self, project: Project, found: Iterable[Diagnostic]) -> None:
        self._units = project.catalogue.units
        self._unsound: set[str] = set()
        self.nothing_sound = False
        heirs: dict[str, list[Unit]] = {}
        for unit in self._units.by_id.values():
            for old in unit.takes_over:
                heirs.setdefault(old.unit, []).append(unit)
        for path in {one.path for one in found if one.severity is Severity.ERROR}:
            ref = file_ref(path)
            if isinstance(ref, Diagnostic) or ref.unit not in self._units.by_id:
                self.nothing_sound = True
            else:
                self._spread(ref.unit, heirs)

    def stops(self, unit: str) -> bool:
        """Return whether an error keeps the unit from being reported on."""
        return self.nothing_sound or unit in self._unsound

    def _spread(self, unit: str, heirs: dict[str, list[Unit]]) -> None:
        """Mark the unit, all above it, and all that took any of these over."""
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one and one not in self._unsound:
                self._unsound.add(one)
                waiting.append(self._units.parent_of(one))
                waiting += [heir.id for heir in heirs.get(one, ())]
