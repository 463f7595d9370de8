"""The records of a comparison of an issued document with the data."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from mttq.report.model import Origin
from mttq.review import TotalMove


class EditKind(StrEnum):
    """What happened to a place of a text, as JSON names it."""

    CHANGED = "sua"
    ADDED = "them"
    REMOVED = "xoa"
    MOVED = "chuyen"


class TextEdit(Struct, frozen=True, kw_only=True):
    """A place at which a document says something else.

    Attributes:
        kind: what happened.
        place: where, in words: “bảng 2, hàng 3, cột “Kết quả””; in the other document if it is gone from this one.
        before: what the other document says, or "".
        after: what this one says, or "".
        to: where it is now, if it was moved; else "".
    """

    kind: EditKind
    place: str
    before: str = ""
    after: str = ""
    to: str = ""


class CommitState(StrEnum):
    """What is known of the commit that a document was made at, as JSON names it."""

    KNOWN = "co"
    UNKNOWN = "khong-co-trong-kho"
    FOUND = "tim-thay"  # the document names none; its data were found in the history
    NONE = "khong-ghi"


class Verification(Struct, frozen=True, kw_only=True):
    """What was found out about one file.

    Attributes:
        path: the file as it was named.
        title: what it is: “Báo cáo năm 2020 của tỉnh Quảng Trị”; "" if that is unknown.
        origin: what its properties say; None without them, or if they are not those of a document of this program.
        guessed: whether it was taken for that document by its words, not by its properties.
        commit: the commit whose data it was compared with, or "".
        commit_state: what is known of its commit.
        edits: the places that were changed by hand; without a known commit, those that differ from today's document.
        by_hand: whether the edits are known to be made by hand.
        outdated: the places that today's data would word otherwise than those of its commit.
        corrections: the totals that are others since.
        mismatch: whether its checksum is not that of the data, or today's data give no such document.
        notes: what else a reader has to know, one sentence each without a full stop.
        fault: why it could not be compared, or "".
        help: what to do about that, or about an unknown commit; or "".
    """

    path: str
    title: str = ""
    origin: Origin | None = None
    guessed: bool = False
    commit: str = ""
    commit_state: CommitState = CommitState.NONE
    edits: tuple[TextEdit, ...] = ()
    by_hand: bool = False
    outdated: tuple[TextEdit, ...] = ()
    corrections: tuple[TotalMove, ...] = ()
    mismatch: bool = False
    notes: tuple[str, ...] = ()
    fault: str = ""
    help: str = ""

    @property
    def is_true(self) -> bool:
        """Whether the file says what the data say, in every word."""
        return not (self.fault or self.edits or self.outdated or self.corrections or self.mismatch)
