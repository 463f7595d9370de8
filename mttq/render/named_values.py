"""A value with names behind its dot, each made when a template asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class NamedValues:
    """Values by name; a template reads them as it reads the entries of a block.

    Args:
        names: the names that there are.
        make: returns the value of a name; called once for each.
    """

    __slots__ = ("_made", "_make", "_names")
    __hash__ = None  # type: ignore[assignment] # templates compare nothing with it
    __iter__ = None  # nor is it a list

    def __init__(self, names: Iterable[str], make: Callable[[str], object]) -> None:
        self._names = frozenset(names)
        self._make = make
        self._made: dict[str, object] = {}

    def __getitem__(self, name: object) -> object:
        """Return the value of a name.

        Raises:
            KeyError: there is no such name.
        """
        if not isinstance(name, str) or name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]


# Not methods, which a template would take for names.


def names_of(values: NamedValues) -> frozenset[str]:
    """Return the names that there are."""
    return values._names


def mapped(values: NamedValues, change: Callable[[object], object]) -> NamedValues:
    """Return values of the same names, each value changed when it is made."""
    return NamedValues(values._names, lambda name: change(values[name]))
