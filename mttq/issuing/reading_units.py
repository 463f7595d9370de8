"""Which units read a file: their documents can't be made if it has errors, and name no commit if git lacks it.

A commit is named in documents only if it is asked for: a document that is committed together with its data can't name
the commit that adds both, so those in `reports/` name none and are the same in every checkout.
"""

from __future__ import annotations

from collections.abc import Iterable

from mttq.catalogue import Unit
from mttq.diagnostics import Diagnostic, Severity
from mttq.documents import Project
from mttq.documents.project import file_ref, hands_down_to
from mttq.history import HistoryError, check_repository, commit_of, listed, run, unfiltered
from mttq.names import MEMBERS, PLANS, TEMPLATES

FOLDERS = (PLANS, TEMPLATES, MEMBERS)
"""The folders of everything that a document is made of."""


class ReadingUnits:
    """The units that read one of some files.

    A unit reads its own documents, those of the units below it, those of every unit that one of these took over, and
    the plan directly above that hands targets down to it. Every unit reads the files that are no documents.

    Args:
        project: the documents and the catalogue.
        paths: the files.
    """

    def __init__(self, project: Project, paths: Iterable[str]) -> None:
        self._units = project.catalogue.units
        self._first: dict[str, str] = {}
        self._of_all = ""
        heirs: dict[str, list[Unit]] = {}
        for unit in self._units.by_id.values():
            for old in unit.takes_over:
                heirs.setdefault(old.unit, []).append(unit)
        for path in sorted(set(paths)):
            ref = file_ref(path)
            if isinstance(ref, Diagnostic) or ref.unit not in self._units.by_id:
                self._of_all = self._of_all or path
            else:
                self._spread(ref.unit, path, heirs)
                for below in hands_down_to(project, ref):
                    self._spread(below, path, heirs)

    def read_by(self, unit: str) -> str:
        """Return one of the files that the unit reads, or "" if it reads none of them."""
        return self._of_all or self._first.get(unit, "")

    def _spread(self, unit: str, path: str, heirs: dict[str, list[Unit]]) -> None:
        """Mark the unit, all above it, and all that took any of these over."""
        waiting = [unit]
        while waiting:
            one = waiting.pop()
            if one and one not in self._first:
                self._first[one] = path
                waiting.append(self._units.parent_of(one))
                waiting += [heir.id for heir in heirs.get(one, ())]


class Soundness:
    """The units whose documents are free of errors, and those that read one with an error.

    Args:
        project: the documents and the catalogue.
        found: what is wrong with the documents and the catalogue; warnings don't count.
    """

    def __init__(self, project: Project, found: Iterable[Diagnostic]) -> None:
        self._of_errors = ReadingUnits(project, (one.path for one in found if one.severity is Severity.ERROR))

    def stops(self, unit: str) -> bool:
        """Return whether an error keeps the unit from being reported on."""
        return bool(self._of_errors.read_by(unit))


class DataCommit:
    """The last commit that touched the data or the templates of a project.

    Args:
        project: the project.

    Attributes:
        commit: its hash.

    Raises:
        HistoryError: git can't say.
    """

    def __init__(self, project: Project) -> None:
        root = project.root
        check_repository(root, "bỏ --with-commit")
        if commit_of(root, "HEAD") is None:
            raise HistoryError("kho git chưa có commit nào", "lưu số liệu vào git, hoặc bỏ --with-commit")
        done = run(root, "log", "-1", "--format=%H", "--no-show-signature", "HEAD", "--", *FOLDERS)
        last = done.stdout.decode("ascii", "replace").strip() if done is not None else ""
        self.commit = last or str(commit_of(root, "HEAD"))
        options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative")
        unsaved = [
            *listed(root, "diff", *options, "HEAD", "--", *FOLDERS, settings=unfiltered(root)),
            *listed(root, "ls-files", "-z", "--others", "--", *FOLDERS),
        ]
        self._readers = ReadingUnits(project, unsaved)

    def of(self, unit: str) -> str:
        """Return the commit, or "" if it lacks something that the unit's documents are made of."""
        return "" if self.unsaved(unit) else self.commit

    def unsaved(self, unit: str) -> str:
        """Return a file that the unit's documents are made of and that git does not have as it is, or ""."""
        return self._readers.read_by(unit)
