"""The catalogue as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from mttq.catalogue.cross_rules import CrossRule
from mttq.catalogue.indicators import Indicator
from mttq.catalogue.programmes import ProgrammeSet
from mttq.catalogue.settings import Settings
from mttq.catalogue.units import Units
from mttq.period import Cycle


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Programme sets, indicators, units, rules and settings of one project.

    Attributes:
        programme_sets: by id.
        indicators: by id, in catalogue order.
        units: the tree.
        cross_rules: the rules across indicators.
        settings: the project's settings.
        unread: the kinds of file (`don-vi`) of which one could not be read or there is none, so that
            something not found may well be there.
    """

    programme_sets: dict[str, ProgrammeSet]
    indicators: dict[str, Indicator]
    units: Units
    cross_rules: tuple[CrossRule, ...]
    settings: Settings
    unread: frozenset[str] = frozenset()

    def programme_set(self, cycle: Cycle, named: str = "") -> ProgrammeSet | None:
        """The set that a plan of a year or term uses: the one it names, else the one that covers it."""
        if named:
            return self.programme_sets.get(named)
        return next((one for one in self.programme_sets.values() if one.covers(cycle)), None)
