"""The table of all codes that mttq can report, in the order of their ids, and their pages.

A code is defined beside what reports it: in the module of its rule, or in `mttq.diagnostics` if a layer below the
rules does. Here every one has a line. An id or a name is never used for another fault, even if its code is gone.

A page says what a code finds, why it matters, and what to write instead. It is `pages/<code>.md`, in a small part of
Markdown: one title, a line with the severity, four sections with fixed headings, and in them paragraphs, lists whose
items are one line each, and fenced YAML. The fence names the file of which the example is the whole text. The tests
put each example into a sound project: it must be reported with the page's code, its corrected form must not.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from mttq.check.rules.absent_successor import ABSENT_SUCCESSOR
from mttq.check.rules.bad_approval import BAD_APPROVAL
from mttq.check.rules.bad_period import BAD_PERIOD
from mttq.check.rules.bad_validity import BAD_VALIDITY
from mttq.check.rules.circular_reference import CIRCULAR_REFERENCE
from mttq.check.rules.companion_name import COMPANION_NAME
from mttq.check.rules.contradicting_text import CONTRADICTING_TEXT
from mttq.check.rules.count_exceeds_units import COUNT_EXCEEDS_UNITS
from mttq.check.rules.counts_differ import COUNTS_DIFFER
from mttq.check.rules.duplicate_figure import DUPLICATE_FIGURE
from mttq.check.rules.duplicate_task import DUPLICATE_TASK
from mttq.check.rules.duplicate_unit_code import DUPLICATE_UNIT_CODE
from mttq.check.rules.extents_differ import EXTENTS_DIFFER
from mttq.check.rules.folder_mismatch import FOLDER_MISMATCH
from mttq.check.rules.foreign_spelling import FOREIGN_SPELLING
from mttq.check.rules.implausible_date import IMPLAUSIBLE_DATE
from mttq.check.rules.incomplete_shares import INCOMPLETE_SHARES
from mttq.check.rules.invisible_character import INVISIBLE_CHARACTER
from mttq.check.rules.level_reports_differ import LEVEL_REPORTS_DIFFER
from mttq.check.rules.level_targets_differ import LEVEL_TARGETS_DIFFER
from mttq.check.rules.levels_differ import LEVELS_DIFFER
from mttq.check.rules.living_predecessor import LIVING_PREDECESSOR
from mttq.check.rules.missing_programme import MISSING_PROGRAMME, NO_PROGRAMME_SET, UNKNOWN_PROGRAMME
from mttq.check.rules.mixed_cut_offs import MIXED_CUT_OFFS
from mttq.check.rules.odd_space import ODD_SPACE
from mttq.check.rules.old_encoding import (
    FOREIGN_D,
    HTML_ENTITY,
    LOST_LETTER,
    MISREAD_TEXT,
    OLD_ENCODING,
    PRIVATE_SIGN,
)
from mttq.check.rules.out_of_proportion import (
    UNLIKE_LAST_YEAR,
    UNLIKE_OTHER_PERIODS,
    UNLIKE_OTHER_UNITS,
    UNLIKE_TARGET,
)
from mttq.check.rules.overlapping_validity import OVERLAPPING_VALIDITY
from mttq.check.rules.own_equals_sum import OWN_EQUALS_SUM
from mttq.check.rules.parts_differ import PARTS_DIFFER
from mttq.check.rules.parts_exceed_whole import PARTS_EXCEED_WHOLE
from mttq.check.rules.pasted_bullet import PASTED_BULLET
from mttq.check.rules.periods_disagree import PERIODS_DISAGREE
from mttq.check.rules.placeholder_name import PLACEHOLDER_NAME
from mttq.check.rules.price_differs import PRICE_DIFFERS
from mttq.check.rules.repeated_item import REPEATED_ITEM
from mttq.check.rules.repeated_takeover import REPEATED_TAKEOVER
from mttq.check.rules.rule_broken import RULE_BROKEN, RULE_DOUBTFUL
from mttq.check.rules.stated_differs import STATED_DIFFERS
from mttq.check.rules.targets_differ import TARGETS_DIFFER
from mttq.check.rules.unassigned_programme import UNASSIGNED_PROGRAMME
from mttq.check.rules.unclear_item import UNCLEAR_ITEM
from mttq.check.rules.unknown_campaign import UNKNOWN_CAMPAIGN, WRONG_YEAR
from mttq.check.rules.unknown_document import UNKNOWN_DOCUMENT
from mttq.check.rules.unknown_indicator import INDICATOR_NOT_VALID, UNKNOWN_INDICATOR, WRONG_LEVEL
from mttq.check.rules.unknown_reference import BAD_REFERENCE, NO_SUCH_FIGURE, UNKNOWN_REFERENCE
from mttq.check.rules.unknown_source import UNKNOWN_SOURCE
from mttq.check.rules.unknown_task import NOT_ABOVE, NOT_IN_REPOSITORY, UNKNOWN_TASK
from mttq.check.rules.unknown_unit import NOT_BELOW, UNIT_NOT_VALID, UNKNOWN_UNIT
from mttq.check.rules.unlisted_giver import UNLISTED_GIVER
from mttq.check.rules.wrong_programme import WRONG_PROGRAMME
from mttq.diagnostics import (
    ABOVE_WHOLE,
    AMBIGUOUS_NUMBER,
    ANCHOR_OR_TAG,
    APPROVAL_UNKNOWN,
    APPROXIMATE_TARGET,
    BAD_DATE,
    BAD_GROUPING,
    BAD_ID,
    BAD_NUMBER,
    BAD_RANGE,
    CHANGED_AFTER_APPROVAL,
    COMPARATOR_NOT_ALLOWED,
    COMPLEX_KEY,
    CONFLICTING_DEFINITION,
    CONTROL_CHARACTER,
    CORRECTION_DIFFERS,
    DATE_NOT_NUMBER,
    DOCUMENT_TWICE,
    DUPLICATE_KEY,
    EMPTY_FILE,
    EMPTY_VALUE,
    FRACTION_OF_COUNT,
    LEFTOVER_FILE,
    MANY_DOCUMENTS,
    MEMBER_WITHOUT_PLANS,
    MERGE_CONFLICT,
    MISPLACED_FILE,
    MISPLACED_LINE,
    MISSING_KEY,
    NEGATIVE_COUNT,
    NO_CATALOGUE,
    NOT_A_NUMBER,
    NOT_APPLICABLE_NOT_ALLOWED,
    NOT_COMPUTED,
    NOT_NFC,
    NOT_PORTABLE,
    NOT_TEXT,
    NOT_UTF8,
    NUMBER_TOO_LONG,
    ODD_MARGIN,
    OVER_LIMIT,
    PER_YEAR_NOT_ALLOWED,
    PERCENTAGE_DISAGREES,
    RATIO_NOT_ALLOWED,
    SCALE_AFTER_LONG_NUMBER,
    SPACE_IN_NUMBER,
    UNDECIDED,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    UNPRINTABLE_TEXT,
    UNREAD_FILE,
    UNREADABLE,
    UNUSABLE_TEMPLATE,
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
    MERGE_CONFLICT,
    ODD_MARGIN,
    NOT_TEXT,
    LOST_LETTER,
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
    UNKNOWN_CAMPAIGN,
    WRONG_YEAR,
    MISPLACED_LINE,
    UNKNOWN_SOURCE,
    UNREAD_FILE,
    LEFTOVER_FILE,
    UNPRINTABLE_TEXT,
    UNUSABLE_TEMPLATE,
    PASTED_BULLET,
    FOREIGN_D,
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
    SCALE_AFTER_LONG_NUMBER,
    ABOVE_WHOLE,
    FOREIGN_SPELLING,
    COMPANION_NAME,
    PRICE_DIFFERS,
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
    LIVING_PREDECESSOR,
    ABSENT_SUCCESSOR,
    REPEATED_TAKEOVER,
    INCOMPLETE_SHARES,
    UNASSIGNED_PROGRAMME,
    PLACEHOLDER_NAME,
    UNLISTED_GIVER,
    NOT_IN_REPOSITORY,
    UNKNOWN_REFERENCE,
    NO_SUCH_FIGURE,
    BAD_REFERENCE,
    MEMBER_WITHOUT_PLANS,
    DOCUMENT_TWICE,
    STATED_DIFFERS,
    PERIODS_DISAGREE,
    PARTS_DIFFER,
    TARGETS_DIFFER,
    NOT_COMPUTED,
    RULE_BROKEN,
    RULE_DOUBTFUL,
    UNLIKE_LAST_YEAR,
    PARTS_EXCEED_WHOLE,
    COUNTS_DIFFER,
    COUNT_EXCEEDS_UNITS,
    UNDECIDED,
    LEVEL_TARGETS_DIFFER,
    UNLIKE_TARGET,
    UNLIKE_OTHER_PERIODS,
    UNLIKE_OTHER_UNITS,
    OWN_EQUALS_SUM,
    IMPLAUSIBLE_DATE,
    MIXED_CUT_OFFS,
    CHANGED_AFTER_APPROVAL,
    CORRECTION_DIFFERS,
    APPROVAL_UNKNOWN,
    BAD_APPROVAL,
    LEVELS_DIFFER,
    LEVEL_REPORTS_DIFFER,
    EXTENTS_DIFFER,
    CONTRADICTING_TEXT,
    NOT_NFC,
    SUPPRESSION_WITHOUT_REASON,
    UNUSED_SUPPRESSION,
    BAD_SUPPRESSION,
    ODD_SPACE,
    INVISIBLE_CHARACTER,
    OLD_ENCODING,
    MISREAD_TEXT,
    HTML_ENTITY,
    PRIVATE_SIGN,
)


# Pages


HEADINGS = ("Phát hiện gì", "Vì sao", "Ví dụ", "Viết thế nào")
SEVERITIES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}

_PAGES = Path(__file__).parent / "pages"
_TITLE = re.compile(r"# (?P<id>MT\d{3}) (?P<name>[a-z0-9-]+): (?P<title>.+)")
_FENCE = re.compile(r"```yaml (?P<path>\S+)")


class PageParagraph(Struct, frozen=True):
    """Running text; `words in backticks` are taken from files."""

    text: str


class PageItems(Struct, frozen=True):
    """A list, one line of text for each item."""

    lines: tuple[str, ...]


class Example(Struct, frozen=True):
    """A file: its place in a project and all of its text."""

    path: str
    text: str


Block: TypeAlias = PageParagraph | PageItems | Example


class PageSection(Struct, frozen=True):
    """A heading and the blocks below it."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Return the files shown in it."""
        return tuple(block for block in self.blocks if isinstance(block, Example))


class CodePage(Struct, frozen=True, kw_only=True):
    """One page.

    Attributes:
        id: the code's id, as the page gives it.
        name: its readable name, as the page gives it.
        title: what is wrong, in a few words.
        severity: a word of `SEVERITIES`.
        sections: one for each of `HEADINGS`.
    """

    id: str
    name: str
    title: str
    severity: str
    sections: tuple[PageSection, ...]

    def section(self, heading: str) -> PageSection:
        """Return the section under one of `HEADINGS`."""
        return next(one for one in self.sections if one.heading == heading)


class PageError(Exception):
    """A page does not have the form of a page: a fault of the program, found by its tests."""


def find_code(word: str) -> Code | None:
    """Find a code by its id or readable name, in upper or lower case."""
    wanted = word.strip().casefold()
    return next((code for code in ALL_CODES if wanted in {code.id.casefold(), code.name}), None)


def page_text(code: Code) -> str:
    """Return the text of the page of a code."""
    return (_PAGES / f"{code.id}.md").read_text(encoding="utf-8")


def read_page(code: Code) -> CodePage:
    """Read the page of a code."""
    return parse_page(page_text(code))


def parse_page(text: str) -> CodePage:
    """Read a page from its text.

    Raises:
        PageError: it does not have the parts of a page.
    """
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    lines = [line for line in head.splitlines() if line]
    found = _TITLE.fullmatch(lines[0]) if lines else None
    if found is None or len(lines) != 2 or not lines[1].startswith("Mức độ: "):
        raise PageError("trang phải bắt đầu bằng “# MT… ten: …” và “Mức độ: …”")
    sections = tuple(_section(part) for part in parts)
    if tuple(section.heading for section in sections) != HEADINGS:
        raise PageError(f"trang {found['id']} phải có các mục: {', '.join(HEADINGS)}")
    severity = lines[1].removeprefix("Mức độ: ")
    return CodePage(
        id=found["id"], name=found["name"], title=found["title"], severity=severity, sections=sections
    )


def _section(part: str) -> PageSection:
    heading, _, body = part.partition("\n")
    blocks: list[Block] = []
    rest = body.splitlines()
    while rest:
        line = rest.pop(0)
        if fence := _FENCE.fullmatch(line):
            end = rest.index("```") if "```" in rest else -1
            if end < 0:
                raise PageError(f"ví dụ không đóng trong mục {heading}")
            blocks.append(Example(fence["path"], "".join(f"{one}\n" for one in rest[:end])))
            rest = rest[end + 1 :]
        elif line.startswith("```"):
            raise PageError(f"ví dụ không nêu tệp trong mục {heading}")
        elif line:
            run = [line]
            while rest and rest[0] and not rest[0].startswith("```"):
                run.append(rest.pop(0))
            if all(one.startswith("- ") for one in run):
                blocks.append(PageItems(tuple(one.removeprefix("- ") for one in run)))
            else:
                blocks.append(PageParagraph(" ".join(run)))
    return PageSection(heading, tuple(blocks))
