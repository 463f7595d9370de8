"""What figures and documents are about: programme sets, indicators, units on a date, settings."""

from mttq.catalogue.campaigns import Campaign
from mttq.catalogue.cross_rules import CrossRule
from mttq.catalogue.defaults import Defaults
from mttq.catalogue.indicators import Direction, Indicator, OverPeriods, OverUnits
from mttq.catalogue.programmes import Programme, ProgrammeSet
from mttq.catalogue.reader import Catalogue, catalogue_kind, differing_keys, read_catalogue
from mttq.catalogue.settings import Settings
from mttq.catalogue.units import Dated, Succession, Unit, Units

__all__ = [
    "Campaign",
    "Catalogue",
    "CrossRule",
    "Dated",
    "Defaults",
    "Direction",
    "Indicator",
    "OverPeriods",
    "OverUnits",
    "Programme",
    "ProgrammeSet",
    "Settings",
    "Succession",
    "Unit",
    "Units",
    "catalogue_kind",
    "differing_keys",
    "read_catalogue",
]
