"""What a file came to, as it goes from one process to another and into the cache.

Everything here is read from MessagePack into exactly these types, so that
bytes that hold anything else are an error and not an object of another kind.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec import Struct

from mttq.cache import Place
from mttq.check.suppression import Comment
from mttq.diagnostics import ALL_CODES, Diagnostic, Span
from mttq.documents.outline import Head

_CODES = {code.id: code for code in ALL_CODES}


class Said(Struct, frozen=True, array_like=True, gc=False):
    """A diagnostic of a file whose path is known."""

    code: str
    span: Span
    message: str
    help: str | None

    def at(self, path: str) -> Diagnostic:
        """The diagnostic.

        Raises:
            KeyError: there is no such code.
        """
        return Diagnostic(_CODES[self.code], path, self.span, self.message, self.help)


def said(found: Iterable[Diagnostic]) -> tuple[Said, ...]:
    """Some diagnostics of one file without its path."""
    return tuple(Said(one.code.id, one.span, one.message, one.help) for one in found)


class Stamp(Struct, frozen=True, array_like=True, gc=False):
    """What the file system says of a file without opening it."""

    size: int
    modified: int
    changed: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of a file."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def is_older(self, moment: int) -> bool:
        """Whether the file was last changed before a moment, so that a change since would show in the stamp."""
        return self.modified < moment and self.changed < moment


class Fragment(Struct, frozen=True, array_like=True):
    """What is left of a document around faults of syntax."""

    head: Head
    packed: bytes
    by_default: tuple[Said, ...]


class Record(Struct, frozen=True, array_like=True):
    """What one file came to.

    Attributes:
        stamp: what the file system said of it before it was read; None where it could not be read.
        digest: a hash of its content.
        found: what is wrong with it, whatever other files say.
        comments: what its comments say to pass over.
        head: the head of its outline; None where there is nothing to use.
        place: where the body of its outline is kept.
        by_default: of a report, what is wrong with it unless its unit's plan names a set of programmes.
        fragment: what is left around faults of syntax.
    """

    stamp: Stamp | None
    digest: bytes
    found: tuple[Said, ...] = ()
    comments: tuple[Comment, ...] = ()
    head: Head | None = None
    place: Place | None = None
    by_default: tuple[Said, ...] = ()
    fragment: Fragment | None = None
