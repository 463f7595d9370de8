"""Which faults can be mended, and by what."""

from __future__ import annotations

from mttq.check.fixes.accented_unit import accented_unit
from mttq.check.fixes.composed import compose
from mttq.check.fixes.model import Maker
from mttq.check.fixes.no_invisible import no_invisible
from mttq.check.fixes.plain_spaces import plain_space_after_colon, plain_spaces
from mttq.check.fixes.readable_date import readable_date
from mttq.check.fixes.with_unit import with_unit
from mttq.diagnostics import Code
from mttq.diagnostics.codes import (
    AMBIGUOUS_NUMBER,
    BAD_DATE,
    BAD_ID,
    BAD_PERIOD,
    INVISIBLE_CHARACTER,
    NOT_A_NUMBER,
    NOT_NFC,
    ODD_SPACE,
    UNKNOWN_INDICATOR,
    UNKNOWN_KEY,
    UNKNOWN_TASK,
    UNKNOWN_UNIT,
    UNKNOWN_VALUE,
    WRONG_UNIT_OF_MEASURE,
    YAML_SYNTAX,
)

FIXES: dict[Code, Maker] = {
    YAML_SYNTAX: plain_space_after_colon,
    UNKNOWN_KEY: plain_spaces,
    UNKNOWN_VALUE: plain_spaces,
    BAD_DATE: readable_date,
    BAD_ID: plain_spaces,
    AMBIGUOUS_NUMBER: with_unit,
    NOT_A_NUMBER: no_invisible,
    WRONG_UNIT_OF_MEASURE: accented_unit,
    UNKNOWN_UNIT: plain_spaces,
    UNKNOWN_INDICATOR: plain_spaces,
    UNKNOWN_TASK: plain_spaces,
    BAD_PERIOD: plain_spaces,
    NOT_NFC: compose,
    ODD_SPACE: plain_spaces,
    INVISIBLE_CHARACTER: no_invisible,
}
