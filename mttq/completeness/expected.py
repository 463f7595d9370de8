"""Of whom a report is expected."""

from __future__ import annotations

from datetime import date

from mttq.catalogue import Catalogue
from mttq.levels import Level


def expected_levels(catalogue: Catalogue, first: date, last: date) -> frozenset[Level]:
    """The levels that report any indicator in use on any day from `first` to `last`.

    So a report is expected of residential areas and member organisations only where an indicator names them.
    Of a catalogue without indicators nobody can say; then it is expected of nobody.
    """
    return frozenset(
        level
        for indicator in catalogue.indicators.values()
        if (indicator.first is None or indicator.first <= last)
        and (indicator.last is None or first <= indicator.last)
        for level in indicator.levels
    )
