"""The records of a difference between two versions of a project."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from mttq.catalogue import Indicator
from mttq.diagnostics import Diagnostic
from mttq.period import Cycle, Period
from mttq.totals.model import Status, TotalAmount
from mttq.totals.targets import Aim


class ChangeKind(StrEnum):
    """What a changed place of a file holds, as JSON names it."""

    FIGURE = "so-lieu"
    TARGET = "muc-tieu"
    TASK = "nhiem-vu"
    TEXT = "loi-van"
    OTHER = "khac"


class Rewording(Struct, frozen=True, kw_only=True):
    """One value that is written otherwise.

    Attributes:
        kind: what it is.
        place: the keys that lead to it; an item of a list is named by its `ma`, or else by its number.
        before: its words, or None if it is new.
        after: its words, or None if it is gone.
        line: its line in the file after the change, or in the one before if it is gone.
        reworded: whether a figure has the same value in other words.
    """

    kind: ChangeKind
    place: tuple[str, ...]
    before: str | None
    after: str | None
    line: int
    reworded: bool = False


class FileState(StrEnum):
    """What became of a file, as JSON names it."""

    ADDED = "them"
    REMOVED = "xoa"
    CHANGED = "sua"
    RENAMED = "doi-ten"
    LAYOUT = "trinh-bay"
    UNREADABLE = "khong-doc-duoc"
    UNREAD = "khong-doc"
    SUBMODULE = "submodule"


class FileChange(Struct, frozen=True, kw_only=True):
    """A file that differs.

    Attributes:
        before: its path before, or None if it is new.
        after: its path after, or None if it is gone.
        title: what it is: “Báo cáo quý II năm 2020 của tỉnh Quảng Trị”.
        state: what became of it; a renamed file may have changes, too.
        changes: the values written otherwise, in the order of the file.
    """

    before: str | None
    after: str | None
    title: str
    state: FileState
    changes: tuple[Rewording, ...] = ()

    @property
    def path(self) -> str:
        """Its path after the change, or else before."""
        return self.after or self.before or ""


class Standing(Struct, frozen=True, kw_only=True):
    """Where a unit stands with an indicator in one version.

    Attributes:
        goal: the target, or None.
        result: the total, or None.
        completion: the total in per cent of the target with two decimals, or None.
        reached: whether the target is reached, or None.
        status: how reliable the total is.
        unaddable: whether there are targets of units taken over that can't be added.
    """

    goal: Aim | None
    result: TotalAmount | None
    completion: Decimal | None
    reached: bool | None
    status: Status
    unaddable: bool = False


class TotalMove(Struct, frozen=True, kw_only=True):
    """A total that is another after the change.

    Attributes:
        unit: the unit's id after the change, or before if it is gone.
        unit_before: its id before the change, if that was another; else "".
        name: its name.
        indicator: the indicator.
        cycle: the year or term.
        period: the period.
        before: where it stood, or None if there was no such row.
        after: where it stands, or None if there is no such row.
    """

    unit: str
    unit_before: str = ""
    name: str
    indicator: Indicator
    cycle: Cycle
    period: Period
    before: Standing | None
    after: Standing | None


class Difference(Struct, frozen=True, kw_only=True):
    """What differs between two versions of a project.

    Attributes:
        before: what people call the first version.
        after: what people call the second.
        files: the files that differ, in order of path.
        moves: the totals that are others, by period, unit (depth-first) and indicator.
        appeared: the faults that the first version did not have.
        gone: the faults that the second has no longer.
        errors: how many errors there are before and after.
        documents: the documents of `reports/` that are no longer what would be written, with the reason.
    """

    before: str
    after: str
    files: tuple[FileChange, ...]
    moves: tuple[TotalMove, ...]
    appeared: tuple[Diagnostic, ...]
    gone: tuple[Diagnostic, ...]
    errors: tuple[int, int]
    documents: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.files or self.moves or self.appeared or self.gone or self.documents)
