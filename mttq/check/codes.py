"""The table of all codes that mttq can report, in the order of their ids.

A code is defined beside what reports it: in the module of its rule, or in
`mttq.diagnostics` if a layer below the rules does. Here every one has a
line. An id or a name is never used for another fault, even if its code is gone.
"""

from __future__ import annotations

from mttq.check.rules.bad_period import BAD_PERIOD
from mttq.check.rules.bad_validity import BAD_VALIDITY
from mttq.check.rules.circular_reference import CIRCULAR_REFERENCE
from mttq.check.rules.duplicate_figure import DUPLICATE_FIGURE
from mttq.check.rules.duplicate_task import DUPLICATE_TASK
from mttq.check.rules.duplicate_unit_code import DUPLICATE_UNIT_CODE
from mttq.check.rules.folder_mismatch import FOLDER_MISMATCH
from mttq.check.rules.invisible_character import INVISIBLE_CHARACTER
from mttq.check.rules.missing_programme import MISSING_PROGRAMME, NO_PROGRAMME_SET, UNKNOWN_PROGRAMME
from mttq.check.rules.odd_space import ODD_SPACE
from mttq.check.rules.overlapping_validity import OVERLAPPING_VALIDITY
from mttq.check.rules.parts_differ import PARTS_DIFFER
from mttq.check.rules.periods_disagree import PERIODS_DISAGREE
from mttq.check.rules.repeated_item import REPEATED_ITEM
from mttq.check.rules.rule_broken import RULE_BROKEN, RULE_DOUBTFUL
from mttq.check.rules.stated_differs import STATED_DIFFERS
from mttq.check.rules.targets_differ import TARGETS_DIFFER
from mttq.check.rules.unclear_item import UNCLEAR_ITEM
from mttq.check.rules.unknown_document import UNKNOWN_DOCUMENT
from mttq.check.rules.unknown_indicator import INDICATOR_NOT_VALID, UNKNOWN_INDICATOR, WRONG_LEVEL
from mttq.check.rules.unknown_task import NOT_ABOVE, UNKNOWN_TASK
from mttq.check.rules.unknown_unit import NOT_BELOW, UNIT_NOT_VALID, UNKNOWN_UNIT
from mttq.check.rules.unlike_last_year import UNLIKE_LAST_YEAR
from mttq.check.rules.wrong_programme import WRONG_PROGRAMME
from mttq.diagnostics import (
    AMBIGUOUS_NUMBER,
    ANCHOR_OR_TAG,
    APPROXIMATE_TARGET,
    BAD_DATE,
    BAD_GROUPING,
    BAD_ID,
    BAD_NUMBER,
    BAD_RANGE,
    COMPARATOR_NOT_ALLOWED,
    COMPLEX_KEY,
    CONFLICTING_DEFINITION,
    CONTROL_CHARACTER,
    DATE_NOT_NUMBER,
    DUPLICATE_KEY,
    EMPTY_FILE,
    EMPTY_VALUE,
    FRACTION_OF_COUNT,
    MANY_DOCUMENTS,
    MISPLACED_FILE,
    MISSING_KEY,
    NEGATIVE_COUNT,
    NO_CATALOGUE,
    NOT_A_NUMBER,
    NOT_APPLICABLE_NOT_ALLOWED,
    NOT_COMPUTED,
    NOT_NFC,
    NOT_PORTABLE,
    NOT_UTF8,
    NUMBER_TOO_LONG,
    OVER_LIMIT,
    PER_YEAR_NOT_ALLOWED,
    PERCENTAGE_DISAGREES,
    RATIO_NOT_ALLOWED,
    SPACE_IN_NUMBER,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    UNREADABLE,
    VAGUE_AMOUNT,
    WRONG_KIND,
    WRONG_UNIT_OF_MEASURE,
    YAML_SYNTAX,
    Code,
    Severity,
)

SUPPRESSION_WITHOUT_REASON = Code("MT502", "bo-qua-thieu-ly-do", Severity.WARNING)
UNUSED_SUPPRESSION = Code("MT503", "bo-qua-thua", Severity.WARNING)
BAD_SUPPRESSION = Code("MT504", "bo-qua-sai", Severity.WARNING)

ALL_CODES: tuple[Code, ...] = (
    UNREADABLE,
    NOT_UTF8,
    EMPTY_FILE,
    YAML_SYNTAX,
    OVER_LIMIT,
    CONTROL_CHARACTER,
    MANY_DOCUMENTS,
    ANCHOR_OR_TAG,
    COMPLEX_KEY,
    UNKNOWN_KEY,
    DUPLICATE_KEY,
    MISSING_KEY,
    EMPTY_VALUE,
    WRONG_KIND,
    UNKNOWN_VALUE,
    BAD_DATE,
    MISPLACED_FILE,
    FOLDER_MISMATCH,
    BAD_ID,
    BAD_NUMBER,
    CONFLICTING_DEFINITION,
    NO_CATALOGUE,
    NOT_PORTABLE,
    REPEATED_ITEM,
    UNCLEAR_ITEM,
    AMBIGUOUS_NUMBER,
    BAD_GROUPING,
    SPACE_IN_NUMBER,
    VAGUE_AMOUNT,
    DATE_NOT_NUMBER,
    NOT_A_NUMBER,
    WRONG_UNIT_OF_MEASURE,
    FRACTION_OF_COUNT,
    NEGATIVE_COUNT,
    COMPARATOR_NOT_ALLOWED,
    APPROXIMATE_TARGET,
    RATIO_NOT_ALLOWED,
    PERCENTAGE_DISAGREES,
    NUMBER_TOO_LONG,
    PER_YEAR_NOT_ALLOWED,
    BAD_RANGE,
    NOT_APPLICABLE_NOT_ALLOWED,
    UNKNOWN_UNIT,
    UNIT_NOT_VALID,
    UNKNOWN_INDICATOR,
    INDICATOR_NOT_VALID,
    WRONG_PROGRAMME,
    WRONG_LEVEL,
    UNKNOWN_PROGRAMME,
    MISSING_PROGRAMME,
    NO_PROGRAMME_SET,
    UNKNOWN_TASK,
    DUPLICATE_TASK,
    BAD_PERIOD,
    NOT_BELOW,
    CIRCULAR_REFERENCE,
    DUPLICATE_FIGURE,
    UNKNOWN_DOCUMENT,
    NOT_ABOVE,
    BAD_VALIDITY,
    DUPLICATE_UNIT_CODE,
    OVERLAPPING_VALIDITY,
    STATED_DIFFERS,
    PERIODS_DISAGREE,
    PARTS_DIFFER,
    TARGETS_DIFFER,
    NOT_COMPUTED,
    RULE_BROKEN,
    RULE_DOUBTFUL,
    UNLIKE_LAST_YEAR,
    NOT_NFC,
    SUPPRESSION_WITHOUT_REASON,
    UNUSED_SUPPRESSION,
    BAD_SUPPRESSION,
    ODD_SPACE,
    INVISIBLE_CHARACTER,
)
