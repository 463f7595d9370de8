"""A request that can't be carried out as it was made.

Every layer has errors of its own for that; they are all of this kind, so that the command line turns them into a
sentence in one place.
"""

from __future__ import annotations


class RequestError(Exception):
    """Something was asked for that can't be done.

    Attributes:
        message: the fact, with the value given; one line of Vietnamese.
        help: what to do about it, or None if there is nothing to add.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message, help)  # all arguments, so that it can be sent from one process to another
        self.message = message
        self.help = help

    def __str__(self) -> str:
        """Return the fact alone."""
        return self.message
