"""Targets, figures and results as sentences.

A missing figure is named as missing, and a zero is a figure. An incomplete
result says how many units have reported, and an approximate one keeps its
writer's word: nothing is left out, and nothing becomes a zero. Sentences state
whether a target is reached, and never judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from mttq.catalogue import Direction, Indicator
from mttq.documents import Figure, Target
from mttq.quantity import number, rounded
from mttq.quantity.words import FALLING
from mttq.report import periods
from mttq.report.figures import (
    NO_FIGURE,
    NOT_APPLICABLE,
    SURE,
    WORDS,
    Naming,
    asides,
    change,
    companions,
    details,
    details_of_target,
    due_so_far,
    each,
    goal_text,
    handed_down,
    in_words,
    incomplete,
    is_in_millions,
    is_money,
    is_stock,
    limits,
    no_result,
    not_begun,
    office,
    own_part,
    own_target,
    plan_unit,
    printed_share,
    result_text,
    said_figure,
    settled,
    share_text,
    taken_over,
    written_figure,
)
from mttq.report.model import Item
from mttq.report.reservations import reserved
from mttq.report.subject import Subject
from mttq.report.wording import items, running_text
from mttq.spelling import capitalised
from mttq.totals import Row, TotalAmount, period_operator_of
from mttq.totals.arithmetic import multiply, quotient

_WHOLE = Decimal(100)
_SEVERAL = 3  # indicators without a figure, which are in one sentence
_ESTIMATED = "ước "
_ACHIEVED = "đạt "
_MAINTAINED = "duy trì "
_NOT_BEGUN, _NONE = "chưa thực hiện", "không phát sinh"
_NOTHING = (_NOT_BEGUN, _NONE)
_LEFT = tuple(f"{phrase} " for phrase in FALLING)
_BARE = re.compile(r"((trên|hơn|gần|khoảng|ước) )?\d", re.IGNORECASE)  # an amount without a verb


def target_items(rows: Sequence[Row]) -> list[Item]:
    """Return a sentence for each target of the unit's own plan; those of companions are in one."""
    planned = {row.indicator.id: (row, target) for row in rows if (target := own_target(row)) is not None}
    plain = {name for name, (_, target) in planned.items() if _is_plain_target(target)}
    joined = companions([row.indicator for row, _ in planned.values()], plain)
    left = {other for others in joined.values() for _, other in others}
    return items(
        [
            _target_sentence(row, target, [(word, *planned[other]) for word, other in joined.get(name, ())])
            for name, (row, target) in planned.items()
            if name not in left
        ]
    )


def figure_items(figures: Iterable[tuple[Indicator, Figure]], name_of: Naming) -> list[Item]:
    """Return a sentence for each figure that is part of no total, such as those of a plan; companions are in one."""
    texts = []
    lines = list(figures)
    given = {indicator.id: (indicator, figure) for indicator, figure in lines}
    plain = {name for name, (_, figure) in given.items() if _is_plain_figure(figure)}
    joined = companions([indicator for indicator, _ in given.values()], plain)
    left = {other for others in joined.values() for _, other in others}
    for indicator, figure in lines:
        if indicator.id in left:
            continue
        notes = "".join(f" ({note.rstrip(' .;')})" for note in figure.note)
        others = [(word, *given[other]) for word, other in joined.get(indicator.id, ())]
        written = [f"{word} {written_figure(one, companion)}" for word, companion, one in others]
        amount = ", ".join([written_figure(figure, indicator), *written])
        said = [amount, *details(figure, indicator.measure.name, name_of)]
        texts.append(f"{indicator.name}: {'; '.join(said)}{notes}")
    return items(texts)


def result_items(rows: Sequence[Row], subject: Subject) -> list[Item]:
    """Return a sentence for each indicator: the result, or that there is none; companions are in one.

    Several indicators of which nothing is known are in one sentence, at the end.
    """
    unknown = [row for row in rows if is_unknown(row, subject)]
    if len(unknown) < _SEVERAL:
        unknown = []
    names = {row.indicator.id for row in unknown}
    rows = [row for row in rows if row.indicator.id not in names]
    by_id = {row.indicator.id: row for row in rows}
    plain = {name for name, row in by_id.items() if _is_plain_result(row)}
    joined = companions([row.indicator for row in rows if row.total.result is not None], plain)
    groups = {
        name: [(word, by_id[other]) for word, other in others if _goes_with(by_id[name], by_id[other])]
        for name, others in joined.items()
    }
    left = {other.indicator.id for others in groups.values() for _, other in others}
    return items(
        [
            _sentence(row, groups.get(row.indicator.id, ()), subject)
            for row in rows
            if row.indicator.id not in left
        ]
        + ([unknown_sentence(unknown, subject)] if unknown else [])
    )


def is_unknown(row: Row, subject: Subject) -> bool:
    """Whether nothing is known of an indicator but its target."""
    later = subject.to_date.get(row.indicator.id)
    known = row.total.result is not None or (later is not None and later.total.result is not None)
    return not known and no_result(row) == NO_FIGURE and not any(asides(row))


def unknown_sentence(rows: Sequence[Row], subject: Subject) -> str:
    """Return the sentence that names the indicators without a figure, each with its target."""
    said = []
    for row in rows:
        plan = _plan(row, subject)
        said.append(f"{row.indicator.name} ({plan})" if plan else row.indicator.name)
    return f"{capitalised(NO_FIGURE)}: {'; '.join(said)}"


Companions = Sequence[tuple[str, Row]]
"""Rows that are said in the sentence of another, each with the word before its amount."""


def _is_plain_result(row: Row) -> bool:
    """Whether a result needs no words but its amount."""
    figure = said_figure(row)
    return row.total.result is not None and row.goal is None and (figure is None or _is_plain_figure(figure))


def _is_plain_figure(figure: Figure) -> bool:
    return not (figure.breakdowns or figure.by_level or figure.received or figure.note)


def _is_plain_target(target: Target) -> bool:
    return not (target.own or target.own_all or target.breakdowns or target.by_level or target.for_each)


def _goes_with(row: Row, other: Row) -> bool:
    """Whether what is said of a row besides its amount is true of its companion, too."""
    if row.total.own.early != other.total.own.early or incomplete(row) != incomplete(other):
        return False
    if row.total.own.early and row.total.open_months() != other.total.open_months():
        return False
    return [one[0] for one in asides(row)] == [one[0] for one in asides(other)]


def _sums_with(row: Row, other: Row) -> bool:
    """Whether a companion since January covers what its row does; the price of one period is none of several."""
    return _goes_with(row, other) and not period_operator_of(other.indicator).latest


def _joined(text: str, others: Companions) -> str:
    """Return an amount with those of its companions: `200 nhà, trị giá 10 tỷ đồng`."""
    said = [
        f"{word} {result_text(other, other.total.result)}"
        for word, other in others
        if other.total.result is not None
    ]
    return ", ".join([text, *said])


def _sentence(row: Row, others: Companions, subject: Subject) -> str:
    later = subject.to_date.get(row.indicator.id)
    if later is not None and (later.total.result is None or is_stock(row.indicator, subject.catalogue)):
        later = None
    counted = later if later is not None else row
    plan = _plan(counted, subject)
    said: list[str] = []
    now = reserved(row, subject.reservation)
    until = reserved(later, subject.reservation) if later is not None else ""
    if later is None:
        until = now
    within = ""
    if later is not None:
        within = "trong quý" if subject.period.name.startswith("quy-") else "trong tháng"
    if row.total.result is None:
        said.append(f"{no_result(row)} {within}".rstrip())
    else:
        share = "" if later is not None else _share(row, subject)
        compared = change(row, periods.comparison(subject.cycle, subject.period))
        stated = _stated(row, achieved=counted.completion is not None)
        order = (within, stated) if stated.startswith(_NOTHING) else (stated, within)
        parts = [_joined(" ".join(order).strip(), others), share, compared]
        said.append(", ".join(part for part in parts if part))
        if now and now != until:
            said[0] += f" ({now})"
    figure = said_figure(row)
    if figure is not None:
        said += details(figure, row.indicator.measure.name, subject.name_of)
    beside = [list(asides(other)) for _, other in others]
    for at, (name, written, value) in enumerate(asides(row)):
        texts = [f"{name} {_aside(row, written, value, subject)}"]
        for (word, other), theirs in zip(others, beside, strict=True):
            texts.append(f"{word} {_aside(other, theirs[at][1], theirs[at][2], subject)}")
        said.append(", ".join(texts))
    if later is not None:
        dated = [(word, subject.to_date.get(other.indicator.id)) for word, other in others]
        said.append(
            _to_date(
                later,
                [(word, one) for word, one in dated if one is not None and _sums_with(later, one)],
                subject,
            )
        )
    if text := own_part(counted):
        said.append(text)
    limited = limits(figure.note) if figure is not None else []
    remark = "; ".join(text for text in (*limited, plan, due_so_far(counted), until) if text)
    text = f"{row.indicator.name}: {'; '.join(said)}"
    if not remark:
        return text
    return f"{text}; {remark}" if text.endswith(")") else f"{text} ({remark})"


def _to_date(row: Row, others: Companions, subject: Subject) -> str:
    """Return the result since January."""
    assert subject.since_january is not None
    span = subject.since_january
    title = "cả năm" if span.name == "nam" else periods.title(span)
    share = _share(row, subject)
    stated = _joined(_stated(row, achieved=row.completion is not None), others)
    verb = "là " if _BARE.match(stated) else ""  # `lũy kế 2 tháng đầu năm 01 căn` would read as a date
    return f"lũy kế {title} {verb}{stated}" + (f", {share}" if share else "")


def _share(row: Row, subject: Subject) -> str:
    """Return the result in per cent of the plan, approximate if the result is."""
    if printed_share(row) is None or row.completion is None or row.total.result is None:
        return ""
    result, plan = row.total.result, _plan_word(row, subject)
    shown = settled(result) if is_money(row.indicator.measure.name) and said_figure(row) is None else result
    if shown.value != result.value:  # a share is no more exact than the sum in front of it
        share = rounded(quotient(multiply(row.completion, shown.value), result.value), 0)
        return f"bằng {WORDS[shown.approximation]}{number(share)}% {plan}"
    return f"bằng {share_text(row.completion, result)} {plan}"


def _plan_word(row: Row, subject: Subject) -> str:
    plan = "kế hoạch" if subject.is_whole else "kế hoạch năm"
    return f"{plan}{handed_down(row, subject.name_of)}"


def _plan(row: Row, subject: Subject) -> str:
    """Return the target if no percentage says how far it is reached, or if that alone would mislead."""
    if row.goal is None:
        return ""
    verdict = ""
    if row.total.result is not None and subject.is_whole and row.reached is not None and not not_begun(row):
        verdict = ", đã đạt" if row.reached else ", đã vượt" if _exceeds(row) else ", chưa đạt"
    also = taken_over(row)
    told = not verdict or row.completion is None or (rounded(row.completion, 2) >= _WHOLE) == row.reached
    target, each_year = row.goal.target, row.goal.target.quantity.per_year
    multiplied = row.goal.whole and (target.for_each or each_year) and not also
    if printed_share(row) is not None and told and not also and not multiplied:
        return ""
    level = goal_text(row.goal, plan_unit(row))
    yearly = row.total.result is not None and row.total.result.yearly
    more = target.for_each or row.goal.value != target.quantity.value  # for one year it is what was written
    if multiplied and more and row.goal.high is None and not (each_year and yearly):
        level += f", cả thảy {in_words(TotalAmount(value=row.goal.value), plan_unit(row))}"
    return "; ".join(text for text in (f"{_plan_word(row, subject)}: {level}{verdict}", also) if text)


def _exceeds(row: Row) -> bool:
    """Whether a result is above a range that more is better than."""
    goal, result = row.goal, row.total.result
    if goal is None or goal.high is None or result is None or row.indicator.direction is not Direction.UP:
        return False
    return result.value > goal.high


def _stated(row: Row, *, achieved: bool) -> str:
    """Return the result with the verb that a secretary would use."""
    result = row.total.result
    assert result is not None
    text = result_text(row, result)
    indicator = row.indicator
    if not result.value and result.approximation is None and period_operator_of(indicator).adds:
        if row.total.status not in SURE:
            return text
        return _NOT_BEGUN if not_begun(row) else f"{_NONE} ({text})"
    if indicator.direction is Direction.DOWN and period_operator_of(indicator).latest:
        if not result.value and result.approximation is None and result.pair is None:
            return f"không còn ({text})" if row.total.status in SURE else text
        return text if text.startswith(_LEFT) else f"còn {text}"
    if not achieved or result.pair is not None or text.startswith((_ACHIEVED, _MAINTAINED)):
        return text
    if text.startswith(_ESTIMATED):
        return f"ước đạt {text.removeprefix(_ESTIMATED)}"
    return f"{_ACHIEVED}{text}"


def _aside(row: Row, figure: Figure | None, value: TotalAmount | None, subject: Subject) -> str:
    unit = row.indicator.measure.name
    if figure is not None:
        said = ", ".join([written_figure(figure, row.indicator), *details(figure, unit, subject.name_of)])
        notes = "; ".join(limits(figure.note))
        return f"{said} ({notes})" if notes else said
    if value is None:
        return NOT_APPLICABLE
    result = row.total.result
    in_millions = result is not None and is_money(unit) and is_in_millions(result_text(row, result))
    return in_words(value, unit, in_millions=in_millions)


def _target_sentence(row: Row, target: Target, others: Sequence[tuple[str, Row, Target]]) -> str:
    unit = row.indicator.measure.name
    amounts = [f"{row.indicator.name}: {running_text(target.quantity, unit)}{each(target)}"]
    for word, other, companion in others:
        amounts.append(f"{word} {running_text(companion.quantity, other.indicator.measure.name)}")
    said = [", ".join(amounts)]
    if target.own_all:
        said.append(f"{office(row.name, row.level)} tự thực hiện toàn bộ")
    elif target.own is not None:
        said.append(f"{office(row.name, row.level)} tự thực hiện {running_text(target.own, unit)}")
    text = "; ".join([*said, *details_of_target(target, unit)])
    notes = "; ".join(limits(target.note))
    return f"{text} ({notes})" if notes else text
