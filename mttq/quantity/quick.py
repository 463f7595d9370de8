"""The common forms of quantities, read in a fraction of the time by learning from `read`.

A form is the words around a number: `trên … tỷ đồng`. When a form first occurs,
`read` reads it with a sample number, which gives everything except the value;
from then on only the number is read here. Everything else, and every doubt, goes
to `read`: it alone defines the language. A test compares the two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field, structs

from mttq.quantity.amounts import percentage_of
from mttq.quantity.model import Approximation, Comparator, Quantity, Reading, Role, UnitOfMeasure
from mttq.quantity.reader import read
from mttq.quantity.tokens import MOST_DIGITS, exact
from mttq.quantity.words import PHRASES, SCALES, WEAK

_MOST_PLACES = 9
_NUMBER = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){0,4}|[1-9][0-9]{0,14}|0[0-9]?)"
_COMMON = re.compile(
    rf"([^0-9]*)({_NUMBER})"
    rf"(?:,([0-9]{{1,{_MOST_PLACES}}})|/({_NUMBER})| tỷ ([1-9][0-9]{{0,2}}) triệu|)"
    r"((?:[ %][^0-9]*)?)"
)
_SAMPLES = {"number": "7", "ratio": "7/8", "compound": "7 tỷ 6 triệu"}
_MOST_WHOLE_OF_COMPOUND = 9  # digits before `tỷ`
_GROUP = 3  # digits between two marks
_LONG_NUMBER = 7  # digits before a scale that are doubtful
_REMEMBERED = 2048
_PHRASES = tuple(f"{phrase.text} " for phrase in PHRASES if phrase.instead is None)
_BEFORE = frozenset(
    {"", *_PHRASES, *(f"{' '.join(weak)} {phrase}" for weak in WEAK for phrase in _PHRASES)}
)  # such as `phấn đấu đạt `
_SCALES = ("", *(f" {scale}" for scale in SCALES), " nghìn tỷ")


class _Form(Struct, frozen=True, kw_only=True):
    """The meaning of the words around a number, whatever the number."""

    zeros: int
    steps: tuple[Decimal, ...]  # one unit of the last digit, by the number of decimals
    comparator: Comparator | None
    approximation: Approximation | None
    word: str
    percent: bool
    unit: str


class _CommonForms(Struct):
    """What readers of the same unit of measure know, whatever the names of their indicators.

    Only common forms are kept here: no word of a name stands in them.
    """

    after: frozenset[str]
    forms: dict[tuple[str, str, str], _Form | None] = field(default_factory=dict)
    bare: dict[str, Quantity] = field(default_factory=dict)
    quoted: dict[str, Quantity] = field(default_factory=dict)


@lru_cache(maxsize=4096)
def _common_forms(measure: UnitOfMeasure | None, role: Role, *, term: bool) -> _CommonForms:
    del role, term
    return _CommonForms(_after(measure))


class QuickReader:
    """Reads the quantities of one unit of measure and role.

    Args:
        measure: the unit of measure, or None if any will do.
        role: whether they are targets or results.
        term: whether the documents are those of a term.

    Attributes:
        bare: the quantities read so far of texts in common forms without quotes, by text.
    """

    def __init__(self, measure: UnitOfMeasure | None, *, role: Role, term: bool) -> None:
        self._measure = measure
        self._role = role
        self._term = term
        self._whole = measure is None or measure.whole
        self._share = measure is not None and measure.ratio
        shared = _common_forms(
            structs.replace(measure, subjects=()) if measure is not None else None, role, term=term
        )
        self._forms = shared.forms
        self._after = shared.after
        self.bare = shared.bare
        self._quoted = shared.quoted
        self._uncommon: dict[tuple[str, bool], Quantity] = {}

    def quantity(self, text: str, *, bare: bool) -> Quantity | None:
        """Return the quantity that `read` gives for a text; None if it finds a fault or a doubt.

        Args:
            text: the text, without quotes.
            bare: whether it is written without them.
        """
        known = self.bare if bare else self._quoted
        found = known.get(text) or self._uncommon.get((text, bare))
        if found is not None:
            return found
        found = self.common(text)
        if found is not None:
            if len(known) < _REMEMBERED:
                known[text] = found
            return found
        reading = self.read(text, bare=bare)
        found = None if reading.faults or reading.doubts else reading.quantity
        if found is not None and len(self._uncommon) < _REMEMBERED:
            self._uncommon[text, bare] = found
        return found

    def read(self, text: str, *, bare: bool) -> Reading:
        """Read a text by `read`; the arguments are those of `quantity`."""
        return read(text, role=self._role, measure=self._measure, bare=bare, term=self._term)

    def common(self, text: str) -> Quantity | None:
        """Return the quantity of a text in a common form, the same with or without quotes; None for any other."""
        match = _COMMON.fullmatch(text)
        if match is None:
            return None
        before, number, fraction, denominator, millions, after = match.groups()
        kind = "ratio" if denominator else "compound" if millions else "number"
        try:
            form = self._forms[kind, before, after]
        except KeyError:
            form = self._forms[kind, before, after] = self._form(kind, before, after)
        if form is None:
            return None
        if "." in number:
            if not after and not fraction:
                return None  # without quotes, other readers of YAML take it for a decimal
            number = number.replace(".", "")
        if form.zeros and len(number) >= _LONG_NUMBER:
            return None  # `388.640.000 triệu đồng` is doubtful
        ratio = None
        places = 0
        if fraction:
            places = len(fraction)
            if len(number) + places + form.zeros > MOST_DIGITS or (self._whole and places > form.zeros):
                return None
            if places == _GROUP and (not form.zeros or fraction == "000"):
                return None  # `310,000 đồng` may have a comma between groups
            value = exact(int(number + fraction) * 10**form.zeros, -places)
            if self._share and value > 100:
                return None
        elif denominator:
            below = int(denominator.replace(".", ""))
            if not below or not after or int(number) > below:
                return None  # `03/2020` is a month; a part is at most its whole
            ratio = (Decimal(int(number)), Decimal(below))
            value = percentage_of(int(number), below)
        elif millions:
            if len(number) > _MOST_WHOLE_OF_COMPOUND:
                return None
            value = Decimal((int(number) * 1000 + int(millions)) * 10**form.zeros)
        else:
            if len(number) + form.zeros > MOST_DIGITS:
                return None
            value = Decimal(int(number) * 10**form.zeros)
            if self._share and value > 100:
                return None
        return Quantity(
            value=value,
            step=form.steps[places],
            comparator=form.comparator,
            approximation=form.approximation,
            word=form.word,
            ratio=ratio,
            percent=form.percent,
            unit=form.unit,
        )

    def _form(self, kind: str, before: str, after: str) -> _Form | None:
        """Learn a form from an example; None if the words may be more than a comparison and a unit."""
        if before not in _BEFORE or after not in self._after:
            return None
        text = before + _SAMPLES[kind] + after
        sample = self.read(text, bare=True).quantity
        if sample is None or sample.high is not None or sample.per_year or sample.not_applicable:
            return None
        zeros = sample.step.adjusted()
        if kind == "ratio":
            fits = sample.ratio == (Decimal(7), Decimal(8))
        else:
            fits = sample.ratio is None and sample.value == (7 if kind == "number" else 7006) * sample.step
        if not fits or zeros < 0:
            return None
        steps = tuple(exact(1, zeros - places) for places in range(_MOST_PLACES + 1))
        return _Form(
            zeros=zeros,
            steps=steps,
            comparator=sample.comparator,
            approximation=sample.approximation,
            word=sample.word,
            percent=sample.percent,
            unit=sample.unit,
        )


def _after(measure: UnitOfMeasure | None) -> frozenset[str]:
    """Return what may follow a number: nothing, or a scale, if any, and a name of the unit of measure."""
    if measure is None:
        return frozenset()
    names = (measure.name, *measure.spellings, *measure.denominator)
    units = [f" {name}" for name in names] + [name for name in names if name.startswith("%")]
    return frozenset({"", *(scale + unit for scale in _SCALES for unit in units)})
