"""The rules that look at documents as a whole and at each other, one module each.

What can be said of a scalar or a key alone is found while reading. A rule is
a function from a project to diagnostics; adding one is a module here, a line
in `ALL_RULES` and a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mttq.check.rules.catalogue_reference import catalogue_reference
from mttq.check.rules.cross_rule import cross_rule
from mttq.check.rules.dated_values import dated_values
from mttq.check.rules.duplicate_figure import duplicate_figure
from mttq.check.rules.duplicate_task import duplicate_task
from mttq.check.rules.folder_mismatch import folder_mismatch
from mttq.check.rules.handed_down_differs import handed_down_differs
from mttq.check.rules.invisible_characters import invisible_characters
from mttq.check.rules.next_term import next_term
from mttq.check.rules.odd_spaces import odd_spaces
from mttq.check.rules.parts_differ import parts_differ
from mttq.check.rules.periods_disagree import periods_disagree
from mttq.check.rules.programme_set import programme_set
from mttq.check.rules.repeated_item import repeated_item
from mttq.check.rules.run_on_lines import run_on_lines
from mttq.check.rules.stated_differs import stated_differs
from mttq.check.rules.unfit_indicator import unfit_indicator
from mttq.check.rules.unit_codes import unit_codes
from mttq.check.rules.unit_names import unit_names
from mttq.check.rules.unknown_period import unknown_period
from mttq.check.rules.unknown_task import unknown_task
from mttq.check.rules.unknown_unit import unknown_unit
from mttq.check.rules.unlike_last_year import unlike_last_year
from mttq.diagnostics import Diagnostic
from mttq.documents import Project

Rule = Callable[[Project], Iterable[Diagnostic]]

ALL_RULES: tuple[Rule, ...] = (
    catalogue_reference,
    unit_codes,
    unit_names,
    repeated_item,
    run_on_lines,
    dated_values,
    folder_mismatch,
    unknown_unit,
    programme_set,
    unfit_indicator,
    duplicate_figure,
    duplicate_task,
    unknown_task,
    unknown_period,
    next_term,
    cross_rule,
    parts_differ,
    periods_disagree,
    stated_differs,
    handed_down_differs,
    unlike_last_year,
    odd_spaces,
    invisible_characters,
)

# What these find in one document stands whatever else its file holds, so that they also look at what is
# left of a file with faults of syntax. A rule that says that something is missing is none of them.
OF_FRAGMENTS: tuple[Rule, ...] = (
    folder_mismatch,
    unknown_unit,
    programme_set,
    unfit_indicator,
    duplicate_figure,
    duplicate_task,
    unknown_task,
    unknown_period,
    parts_differ,
)
