"""The rules: each in a module named as its code, which defines the code and the function.

What can be said of a single scalar or key is found while a file is read. There
are six kinds of rule, by what they are given. CONTRIBUTING has the steps to add
one:

* of the catalogue: faults of the catalogue as a whole;
* of the project: faults of the catalogue that show only if documents use it in some way;
* of a source: faults in the text of any file, whether reading it found errors or not;
* of a document: faults of one document, given its facts and the catalogue;
* of the texts: faults of what a document says in words, given the source as well;
* across files: faults that show only in comparison with other documents. These rules are given outlines, perhaps very
  many, and must skip by their heads those that don't concern them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mttq.catalogue import Catalogue
from mttq.check.rules.above_whole import above_whole
from mttq.check.rules.absent_successor import absent_successor
from mttq.check.rules.bad_approval import bad_approval
from mttq.check.rules.bad_period import bad_deadline, bad_period
from mttq.check.rules.bad_validity import bad_validity
from mttq.check.rules.catalogue_reference import catalogue_reference
from mttq.check.rules.circular_reference import circular_reference
from mttq.check.rules.companion_name import companion_name
from mttq.check.rules.contradicting_text import contradicting_text
from mttq.check.rules.count_exceeds_units import count_exceeds_units
from mttq.check.rules.counts_differ import COUNTS_DIFFER, counts_differ
from mttq.check.rules.duplicate_figure import DUPLICATE_FIGURE, duplicate_figure
from mttq.check.rules.duplicate_task import DUPLICATE_TASK, duplicate_task
from mttq.check.rules.duplicate_unit_code import duplicate_unit_code
from mttq.check.rules.extents_differ import extents_differ
from mttq.check.rules.folder_mismatch import FOLDER_MISMATCH, folder_mismatch
from mttq.check.rules.foreign_spelling import foreign_spelling
from mttq.check.rules.implausible_date import implausible_date, implausible_deadline
from mttq.check.rules.incomplete_shares import incomplete_shares
from mttq.check.rules.invisible_character import invisible_character
from mttq.check.rules.level_reports_differ import level_reports_differ
from mttq.check.rules.level_targets_differ import level_targets_differ
from mttq.check.rules.levels_differ import levels_differ
from mttq.check.rules.living_predecessor import living_predecessor
from mttq.check.rules.missing_programme import missing_programme
from mttq.check.rules.mixed_cut_offs import MIXED_CUT_OFFS, mixed_cut_offs
from mttq.check.rules.not_portable import not_portable
from mttq.check.rules.odd_space import odd_space
from mttq.check.rules.old_encoding import old_encoding
from mttq.check.rules.out_of_proportion import OUT_OF_PROPORTION, out_of_proportion
from mttq.check.rules.overlapping_validity import overlapping_validity
from mttq.check.rules.own_equals_sum import own_equals_sum
from mttq.check.rules.parts_differ import PARTS_DIFFER, parts_differ
from mttq.check.rules.parts_exceed_whole import PARTS_EXCEED_WHOLE, parts_exceed_whole
from mttq.check.rules.pasted_bullet import pasted_bullet
from mttq.check.rules.periods_disagree import periods_disagree
from mttq.check.rules.placeholder_name import placeholder_name
from mttq.check.rules.price_differs import price_differs
from mttq.check.rules.repeated_item import repeated_item
from mttq.check.rules.repeated_takeover import repeated_takeover
from mttq.check.rules.reported_places import ReportedPlaces
from mttq.check.rules.rule_broken import rule_broken
from mttq.check.rules.stated_differs import stated_differs
from mttq.check.rules.targets_differ import targets_differ
from mttq.check.rules.unassigned_programme import unassigned_programme
from mttq.check.rules.unclear_item import unclear_item
from mttq.check.rules.undecided import undecided
from mttq.check.rules.unknown_campaign import unknown_campaign
from mttq.check.rules.unknown_document import unknown_document
from mttq.check.rules.unknown_indicator import UNKNOWN_INDICATOR, unknown_indicator
from mttq.check.rules.unknown_reference import unknown_reference
from mttq.check.rules.unknown_source import unknown_source
from mttq.check.rules.unknown_task import unknown_task
from mttq.check.rules.unknown_unit import unknown_default_unit, unknown_unit, unknown_unit_of_defaults
from mttq.check.rules.unlisted_giver import unlisted_giver
from mttq.check.rules.wrong_programme import another_set, wrong_programme
from mttq.diagnostics import Diagnostic
from mttq.documents import Project
from mttq.documents.facts import Facts
from mttq.documents.outline import Outline
from mttq.source import Source

CatalogueRule = Callable[[Catalogue], Iterable[Diagnostic]]
ProjectRule = Callable[[Project], Iterable[Diagnostic]]
SourceRule = Callable[[Source, ReportedPlaces], Iterable[Diagnostic]]
DocumentRule = Callable[[Facts, Catalogue], Iterable[Diagnostic]]
TextRule = Callable[[Source, Facts, Catalogue], Iterable[Diagnostic]]
CrossFileRule = Callable[[Project, Sequence[Outline]], Iterable[Diagnostic]]

OF_CATALOGUE: tuple[CatalogueRule, ...] = (
    catalogue_reference,
    duplicate_unit_code,
    not_portable,
    circular_reference,
    bad_validity,
    overlapping_validity,
    living_predecessor,
    absent_successor,
    repeated_takeover,
    incomplete_shares,
    extents_differ,
    unknown_default_unit,
    unknown_unit_of_defaults,
    bad_deadline,
    bad_approval,
    foreign_spelling,
    companion_name,
    placeholder_name,
)
OF_PROJECT: tuple[ProjectRule, ...] = (unassigned_programme,)
OF_SOURCE: tuple[SourceRule, ...] = (
    repeated_item,
    unclear_item,
    pasted_bullet,
    odd_space,
    invisible_character,
    old_encoding,
)
OF_DOCUMENT: tuple[DocumentRule, ...] = (
    folder_mismatch,
    unknown_campaign,
    unknown_unit,
    missing_programme,
    unknown_indicator,
    wrong_programme,
    duplicate_figure,
    duplicate_task,
    bad_period,
    rule_broken,
    parts_differ,
    unlisted_giver,
    levels_differ,
    parts_exceed_whole,
    counts_differ,
    count_exceeds_units,
    above_whole,
    price_differs,
    implausible_deadline,
)
OF_TEXTS: tuple[TextRule, ...] = (
    unknown_reference,
    unknown_source,
    contradicting_text,
)
CROSS_FILE: tuple[CrossFileRule, ...] = (
    another_set,
    unknown_task,
    unknown_document,
    periods_disagree,
    stated_differs,
    level_reports_differ,
    level_targets_differ,
    targets_differ,
    out_of_proportion,
    own_equals_sum,
    implausible_date,
    mixed_cut_offs,
    undecided,
)

# Those of them that set branches of the tree against each other, so that one process has to see all of these.
ACROSS_BRANCHES: tuple[CrossFileRule, ...] = (undecided,)

# Rules across files that set the documents of units beside each other or below one another, so that a fault of one may
# come and go with another's change.
BESIDE_OTHERS: tuple[CrossFileRule, ...] = (out_of_proportion, mixed_cut_offs)
FOUND_BESIDE_OTHERS = OUT_OF_PROPORTION | {MIXED_CUT_OFFS}

# What the rules of a document find in it wherever it is filed.
ANYWHERE = frozenset(
    {
        FOLDER_MISMATCH,
        UNKNOWN_INDICATOR,
        DUPLICATE_FIGURE,
        DUPLICATE_TASK,
        PARTS_DIFFER,
        PARTS_EXCEED_WHOLE,
        COUNTS_DIFFER,
    }
)

# Rules that also look at the usable part of a file with syntax errors: what they find is true whatever else the
# file holds. Rules that report something missing are excluded.
OF_FRAGMENT: tuple[DocumentRule, ...] = (
    folder_mismatch,
    unknown_campaign,
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
