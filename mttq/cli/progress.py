"""How far a command has come, on a terminal, once it has taken a second."""

from __future__ import annotations

import sys
from time import monotonic

from mttq.cli.session import Session

_PATIENCE = 1.0
_PAUSE = 0.1


class Progress:
    """A line on standard error that is written over and leaves nothing behind.

    Args:
        session: with `--quiet`, or where standard error is no terminal, there is no line.
        doing: what is being done, and to what: `Đang xuất {} đơn vị`.
        total: how many there are.
    """

    def __init__(self, session: Session, doing: str, total: int) -> None:
        self._shown = not session.quiet and sys.stderr is not None and sys.stderr.isatty()
        self._doing = doing
        self._total = total
        self._next = monotonic() + _PATIENCE
        self._there = False

    def show(self, done: int) -> None:
        """So many are done."""
        if self._shown and monotonic() >= self._next:
            print(f"\r{self._doing.format(f'{done}/{self._total}')}", end="", file=sys.stderr, flush=True)
            self._there = True
            self._next = monotonic() + _PAUSE

    def clear(self) -> None:
        """Take the line away, before something else is printed and at the end."""
        if self._there:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._there = False
