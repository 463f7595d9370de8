"""The rules that look at documents as a whole and at each other, one module each.

What can be said of a scalar or a key alone is found while reading. There are
four kinds of rule, told apart by what they are given; adding one is a module
here, a line in the table of its kind and a test:

* of the catalogue: what is wrong with it as a whole;
* of a source: what is wrong with the text of any file; it is also given where the reading found errors;
* of a document: what is wrong with one document beside the catalogue;
* across: what is wrong with some documents beside all others. Only outlines are given, and those for which the
  rule has nothing to do must be passed over by their heads, since there may be very many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mttq.catalogue import Catalogue
from mttq.check.rules.bad_period import bad_deadline, bad_period
from mttq.check.rules.bad_validity import bad_validity
from mttq.check.rules.catalogue_reference import catalogue_reference
from mttq.check.rules.circular_reference import circular_reference
from mttq.check.rules.duplicate_figure import duplicate_figure
from mttq.check.rules.duplicate_task import duplicate_task
from mttq.check.rules.duplicate_unit_code import duplicate_unit_code
from mttq.check.rules.folder_mismatch import folder_mismatch
from mttq.check.rules.invisible_character import invisible_character
from mttq.check.rules.missing_programme import missing_programme
from mttq.check.rules.not_portable import not_portable
from mttq.check.rules.odd_space import odd_space
from mttq.check.rules.overlapping_validity import overlapping_validity
from mttq.check.rules.parts_differ import parts_differ
from mttq.check.rules.periods_disagree import periods_disagree
from mttq.check.rules.repeated_item import repeated_item
from mttq.check.rules.reported_places import Told
from mttq.check.rules.rule_broken import rule_broken
from mttq.check.rules.stated_differs import stated_differs
from mttq.check.rules.targets_differ import targets_differ
from mttq.check.rules.unclear_item import unclear_item
from mttq.check.rules.unknown_document import unknown_document
from mttq.check.rules.unknown_indicator import unknown_indicator
from mttq.check.rules.unknown_task import unknown_task
from mttq.check.rules.unknown_unit import unknown_default_unit, unknown_unit
from mttq.check.rules.unlike_last_year import unlike_last_year
from mttq.check.rules.wrong_programme import another_set, wrong_programme
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.documents.facts import Facts
from mttq.documents.outline import Outline
from mttq.source import Source

CatalogueRule = Callable[[Catalogue], Iterable[Diagnostic]]
SourceRule = Callable[[Source, Told], Iterable[Diagnostic]]
DocumentRule = Callable[[Facts, Catalogue], Iterable[Diagnostic]]
CrossFileRule = Callable[[Project, Sequence[Outline]], Iterable[Diagnostic]]

OF_CATALOGUE: tuple[CatalogueRule, ...] = (
    catalogue_reference,
    duplicate_unit_code,
    not_portable,
    circular_reference,
    bad_validity,
    overlapping_validity,
    unknown_default_unit,
    bad_deadline,
)
OF_SOURCE: tuple[SourceRule, ...] = (
    repeated_item,
    unclear_item,
    odd_space,
    invisible_character,
)
OF_DOCUMENT: tuple[DocumentRule, ...] = (
    folder_mismatch,
    unknown_unit,
    missing_programme,
    unknown_indicator,
    wrong_programme,
    duplicate_figure,
    duplicate_task,
    bad_period,
    rule_broken,
    parts_differ,
)
CROSS_FILE: tuple[CrossFileRule, ...] = (
    another_set,
    unknown_task,
    unknown_document,
    periods_disagree,
    stated_differs,
    targets_differ,
    unlike_last_year,
)

# What these find in one document stands whatever else its file holds, so that they also look at what is
# left of a file with faults of syntax. A rule that says that something is missing is none of them.
OF_FRAGMENT: tuple[DocumentRule, ...] = (
    folder_mismatch,
    unknown_unit,
    missing_programme,
    unknown_indicator,
    wrong_programme,
    duplicate_figure,
    duplicate_task,
    bad_period,
    parts_differ,
)
CROSS_FILE_OF_FRAGMENTS: tuple[CrossFileRule, ...] = (
    another_set,
    unknown_task,
)
