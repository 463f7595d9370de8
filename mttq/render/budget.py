"""What filling in a template may cost: the letters it makes, and the work it does for them.

A short tag can ask for any amount of either: `'x'.center(10 ** 9)`, loops in
loops, macros that call themselves twice. So nothing is bounded by its name.
Before an operation runs, its result is bounded by the sizes of what it gets;
while the template runs, each repetition and each operation is paid for. The
costs are counted, never measured, so a template is accepted on every machine or
on none.
"""

from __future__ import annotations

import re
import string
from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from decimal import Decimal

from jinja2 import TemplateRuntimeError
from jinja2.runtime import LoopContext

_LETTERS, _MOST_LETTERS = 8_000_000, 20_000_000  # of text made
_LETTERS_OF_EACH = 1000  # for each text of the document: a cell of a table takes hundreds of letters in Word
_WORK, _MOST_WORK = 20_000_000, 60_000_000  # about a second; a unit is a letter looked at
_WORK_OF_EACH = 3_000
_CALL = 32  # the work of calling anything
_ENTRY = 8  # the work for an entry of a list, in addition to that for what it holds
_SQUARED = 250  # letters from which an operation that may take the square of them is dearer than a linear one
_BITS = 8  # of a number, to a letter
_LONGEST_NUMBER = 1 << 14  # bits of a number that is multiplied
_GREATEST_BASE, _GREATEST_POWER = 100_000, 64
_LISTS = (list, tuple, set, frozenset, KeysView, ValuesView, ItemsView)
_NUMBERS = (int, float, Decimal)
_CONVERSION = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(?P<width>\*|\d+)?(?:\.(?P<places>\*|\d+))?[hlL]?[a-zA-Z%]")
_DIGITS = re.compile(r"\d+")

_CONSTANT = frozenset(
    (
        *("length", "count", "first", "last", "default", "d", "attr"),
        *("get", "keys", "values", "items", "startswith", "endswith", "bit_length", "is_integer"),
        *("defined", "undefined", "none", "boolean", "true", "false", "number", "integer", "float", "string"),
        *("mapping", "iterable", "sequence", "callable", "sameas", "odd", "even", "divisibleby", "escaped"),
    )
)
_LINEAR = frozenset(
    (
        *("join", "replace", "upper", "lower", "capitalize", "title", "trim", "strip", "lstrip", "rstrip"),
        *(
            "center",
            "ljust",
            "rjust",
            "zfill",
            "escape",
            "e",
            "forceescape",
            "string",
            "list",
            "map",
            "select",
        ),
        *(
            "selectattr",
            "reject",
            "rejectattr",
            "reverse",
            "batch",
            "slice",
            "format",
            "format_map",
            "truncate",
        ),
        *("int", "round", "abs", "split", "splitlines", "partition", "find", "index", "min", "max"),
        *("eq", "equalto", "ne", "gt", "greaterthan", "ge", "lt", "lessthan", "le", "in", "==", "!="),
        *(">", ">=", "<", "<=", "giua_dong", "bo_gach"),
    )
)
"""How the work of an operation grows with what it gets; that of any other may grow with the square."""


class OverBudgetError(TemplateRuntimeError):
    """A template asks for too much; the message is written for the reader and names the operation."""


class Budget:
    """What is left of the letters and the work that filling in one template may take."""

    __slots__ = ("_letters", "_work")

    def __init__(self) -> None:
        self.begin({})

    def begin(self, names: Mapping[str, object]) -> None:
        """Begin to fill in a template with these names: a longer document may cost more."""
        texts = sum(map(_texts_in, names.values()))
        self._letters = min(_LETTERS + _LETTERS_OF_EACH * texts, _MOST_LETTERS)
        self._work = min(_WORK + _WORK_OF_EACH * texts, _MOST_WORK)

    def work(self, units: int, what: str) -> None:
        """Pay for work that is done at a place of the template, named by a tag or an operation.

        Raises:
            OverBudgetError: there is not so much left.
        """
        self._work -= units
        if self._work < 0:
            raise OverBudgetError(
                f"đến “{what}” thì mẫu đã làm quá nhiều bước; bớt các vòng lặp lồng nhau trong mẫu"
            )

    def make(self, letters: int, what: str) -> None:
        """Pay for letters that are made, and for the work of it.

        Raises:
            OverBudgetError: there is not so much left.
        """
        self._letters -= letters
        self._work -= letters
        if self._letters < 0:
            raise too_large(what)
        self.work(0, what)

    def afford(self, letters: int, what: str) -> None:
        """Make sure that a result of at most so many letters can be paid for.

        Raises:
            OverBudgetError: it can't.
        """
        if letters > self._letters:
            raise too_large(what)

    def weigh(self, value: object, what: str) -> int:
        """Return the size of a value in letters, and pay for looking at it.

        Raises:
            OverBudgetError: it is larger than what is left.
        """
        if isinstance(value, str):
            return len(value) + 1
        size, waiting = 0, [value]
        most = self._work
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                size += len(one) + 1
            elif isinstance(one, int):
                size += one.bit_length() // _BITS + 1
            elif isinstance(one, Decimal):
                size += abs(one.adjusted() if one.is_finite() else 0) // 2 + 1
            elif isinstance(one, (dict, *_LISTS)):
                size += _ENTRY * (len(one) + 1)
                if size <= most:
                    waiting += one.values() if isinstance(one, dict) else one
                    waiting += one if isinstance(one, dict) else ()
            else:
                size += 1
            if size > most:
                break
        self.work(size, what)
        return size

    def each(self, entries: Iterable[object], cost: int, what: str) -> Iterable[object]:
        """Return the entries to loop over, paid for: at once if their number is known, otherwise one by one."""
        if isinstance(entries, (str, dict, *_LISTS)):
            self.work(cost * len(entries), what)
            return entries
        return self._one_by_one(entries, cost, what)

    def _one_by_one(self, entries: Iterable[object], cost: int, what: str) -> Iterator[object]:
        for one in entries:
            self.work(cost, what)
            yield one

    def listed(self, value: object, what: str) -> object:
        """Return a value; as a list, paid for, if it is something that yields its entries only once."""
        if isinstance(value, Iterator) and not isinstance(value, LoopContext):
            return list(self._one_by_one(value, _CALL, what))
        return value

    def before(self, what: str, receiver: object, arguments: Sequence[object]) -> None:
        """Pay for what an operation gets, if its result can be paid for as well.

        No operation on texts and lists makes more than each of its letters or entries with all of another, or as many
        letters as a number says.

        Raises:
            OverBudgetError: it can't.
        """
        self.work(_CALL, what)
        if what in _CONSTANT:
            return
        sizes = [self.weigh(one, what) for one in (receiver, *arguments)]
        numbers = [abs(one) for one in arguments if isinstance(one, int)]
        size, greatest = sum(sizes), max(*sizes, *numbers, 0)
        self.afford((size - max(sizes) + 1) * greatest if greatest == max(sizes) else size * greatest, what)
        self.work(max(numbers, default=0) + size, what)
        if what not in _LINEAR:
            self.work(size * size // _SQUARED, what)

    def formatting(self, what: str, text: str, widths: Sequence[int], arguments: Sequence[object]) -> None:
        """Pay for what a text is formatted with, if the result can be paid for.

        Args:
            what: the operation.
            text: the text with places for values.
            widths: the widths and numbers of digits that the text asks for, one for each place.
            arguments: the values.

        Raises:
            OverBudgetError: it can't.
        """
        size = sum(self.weigh(one, what) for one in arguments) + _CALL
        self.afford(len(text) + sum(widths) + (len(widths) + 1) * size, what)
        self.work(len(text) + size, what)

    def after(self, what: str, result: object) -> object:
        """Pay for the result of an operation, and return it."""
        if isinstance(result, str):
            self.make(len(result), what)
        elif what not in _CONSTANT and isinstance(result, (dict, *_LISTS)):
            self.make(_ENTRY * len(result), what)
        return result

    def operator(self, sign: str, left: object, right: object) -> None:
        """Pay for an operator between two values, if its result can be paid for.

        Raises:
            OverBudgetError: it can't.
        """
        if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
            base, power = _GREATEST_BASE, _GREATEST_POWER
            if sign == "**" and not (-base <= left <= base and -power <= right <= power):
                raise too_large(sign)
            if sign == "*" and any(
                isinstance(one, int) and one.bit_length() > _LONGEST_NUMBER for one in (left, right)
            ):
                raise too_large(sign)
        elif sign == "%" and isinstance(left, str):
            given = list(right) if isinstance(right, tuple) else [right]
            self.formatting(sign, left, widths_of_percent(left, given), given)
        elif sign == "*":
            many, times = (right, left) if isinstance(left, int) else (left, right)
            if isinstance(times, int) and times > 0:
                self.afford(times * _size(many), sign)
        elif sign == "+":
            self.afford(_size(left) + _size(right), sign)


def too_large(what: str) -> OverBudgetError:
    """Return the error of an operation whose result is too large."""
    return OverBudgetError(f"“{what}” cho ra kết quả quá lớn")


def widths_of_percent(text: str, given: Sequence[object]) -> list[int]:
    """Return the widths that a text asks for behind its signs `%`; `*` takes one from the values."""
    starred = max((abs(one) for one in given if isinstance(one, int)), default=0)
    return [
        sum(starred if one == "*" else int(one) for one in (found["width"], found["places"]) if one)
        for found in _CONVERSION.finditer(text)
    ]


def widths_of_format(text: str, given: Sequence[object]) -> list[int]:
    """Return the widths that a text asks for in its braces; braces in braces take one from the values.

    Raises:
        ValueError: the braces don't match.
    """
    inner = max((abs(one) for one in given if isinstance(one, int)), default=0)
    return [
        sum(map(int, _DIGITS.findall(wanted))) + ("{" in wanted) * inner
        for _, _, wanted, _ in string.Formatter().parse(text)
        if wanted is not None
    ]


def _size(value: object) -> int:
    """Return the letters of a text, or the size of a list without what its entries hold."""
    if isinstance(value, str):
        return len(value)
    return _ENTRY * len(value) if isinstance(value, (list, tuple)) else 1


def _texts_in(value: object) -> int:
    if isinstance(value, (list, tuple)):
        return sum(map(_texts_in, value))
    return sum(map(_texts_in, value.values())) if isinstance(value, dict) else 1
