"""Targets, figures and results as sentences.

A missing figure is named as missing, and a zero is a figure. An incomplete
result says how many units have reported, and an approximate one keeps its
writer's word: nothing is left out, and nothing becomes a zero. Sentences state
whether a target is reached, and never judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mttq.catalogue import Direction, Indicator
from mttq.documents import Figure, Target
from mttq.quantity import percentage, rounded
from mttq.report import periods
from mttq.report.figures import (
    NOT_APPLICABLE,
    SURE,
    WORDS,
    Naming,
    asides,
    change,
    details,
    details_of_target,
    each,
    goal_text,
    handed_down,
    in_words,
    incomplete,
    no_result,
    own_part,
    own_target,
    result_text,
    said_figure,
    taken_over,
    written_figure,
)
from mttq.report.model import Item
from mttq.report.subject import Subject
from mttq.report.wording import items, running_text
from mttq.totals import Row, TotalAmount, period_operator_of

_WHOLE = Decimal(100)
_ESTIMATED = "ước "
_ACHIEVED = "đạt "


def target_items(rows: Sequence[Row]) -> list[Item]:
    """Return a sentence for each target of the unit's own plan."""
    return items([_target_sentence(row, target) for row in rows if (target := own_target(row)) is not None])


def figure_items(figures: Iterable[tuple[Indicator, Figure]], name_of: Naming) -> list[Item]:
    """Return a sentence for each figure that is part of no total, such as those of a plan."""
    texts = []
    for indicator, figure in figures:
        notes = "".join(f" ({note.rstrip(' .;')})" for note in figure.note)
        said = [written_figure(figure, indicator), *details(figure, indicator.measure.name, name_of)]
        texts.append(f"{indicator.name}: {'; '.join(said)}{notes}")
    return items(texts)


def result_items(rows: Sequence[Row], subject: Subject) -> list[Item]:
    """Return a sentence for each indicator: the result, or that there is none."""
    return items([_sentence(row, subject) for row in rows])


def _sentence(row: Row, subject: Subject) -> str:
    later = subject.to_date.get(row.indicator.id)
    if later is not None and (period_operator_of(row.indicator).latest or later.total.result is None):
        later = None
    counted = later if later is not None else row
    plan = _plan(counted, subject)
    said: list[str] = []
    now, until = incomplete(row), incomplete(later) if later is not None else ""
    if later is None:
        until = now
    if row.total.result is None:
        said.append(no_result(row))
    else:
        within = "trong quý " if subject.period.name.startswith("quy-") else "trong tháng "
        share = "" if later is not None else _share(row, subject)
        compared = change(row, periods.comparison(subject.cycle, subject.period))
        stated = _stated(row, achieved=counted.completion is not None)
        parts = [f"{within if later is not None else ''}{stated}", share, compared]
        said.append(", ".join(part for part in parts if part))
        if now and now != until:
            said[0] += f" ({now})"
    figure = said_figure(row)
    if figure is not None:
        said += details(figure, row.indicator.measure.name, subject.name_of)
    said += [_aside(row, *one, subject) for one in asides(row)]
    if later is not None:
        said.append(_to_date(later, subject))
    if text := own_part(counted):
        said.append(text)
    remark = "; ".join(text for text in (plan, until) if text)
    return f"{row.indicator.name}: {'; '.join(said)}" + (f" ({remark})" if remark else "")


def _to_date(row: Row, subject: Subject) -> str:
    """Return the result since January."""
    assert subject.since_january is not None
    span = subject.since_january
    title = "cả năm" if span.name == "nam" else periods.title(span)
    share = _share(row, subject)
    stated = _stated(row, achieved=row.completion is not None)
    return f"lũy kế {title} {stated}" + (f", {share}" if share else "")


def _share(row: Row, subject: Subject) -> str:
    """Return the result in per cent of the plan, approximate if the result is."""
    if row.completion is None or row.total.result is None:
        return ""
    about = WORDS[row.total.result.approximation]
    return f"bằng {about}{percentage(row.completion)} {_plan_word(row, subject)}"


def _plan_word(row: Row, subject: Subject) -> str:
    plan = "kế hoạch" if subject.is_whole else "kế hoạch năm"
    return f"{plan}{handed_down(row, subject.name_of)}"


def _plan(row: Row, subject: Subject) -> str:
    """Return the target if no percentage says how far it is reached, or if that alone would mislead."""
    if row.goal is None:
        return ""
    verdict = ""
    if row.total.result is not None and subject.is_whole and row.reached is not None:
        verdict = ", đã đạt" if row.reached else ", chưa đạt"
    also = taken_over(row)
    told = not verdict or row.completion is None or (rounded(row.completion, 2) >= _WHOLE) == row.reached
    if row.completion is not None and told and not also:
        return ""
    level = goal_text(row.goal, row.indicator.measure.name)
    return "; ".join(text for text in (f"{_plan_word(row, subject)}: {level}{verdict}", also) if text)


def _stated(row: Row, *, achieved: bool) -> str:
    """Return the result with the verb that a secretary would use."""
    result = row.total.result
    assert result is not None
    text = result_text(row, result)
    indicator = row.indicator
    if not result.value and result.approximation is None and period_operator_of(indicator).adds:
        return f"không phát sinh ({text})" if row.total.status in SURE else text
    if indicator.direction is Direction.DOWN and period_operator_of(indicator).latest:
        return f"còn {text}"
    if not achieved or result.pair is not None or text.startswith(_ACHIEVED):
        return text
    if text.startswith(_ESTIMATED):
        return f"ước đạt {text.removeprefix(_ESTIMATED)}"
    return f"{_ACHIEVED}{text}"


def _aside(row: Row, name: str, figure: Figure | None, value: TotalAmount | None, subject: Subject) -> str:
    unit = row.indicator.measure.name
    if figure is not None:
        return ", ".join(
            [f"{name} {written_figure(figure, row.indicator)}", *details(figure, unit, subject.name_of)]
        )
    return f"{name} {in_words(value, unit) if value is not None else NOT_APPLICABLE}"


def _target_sentence(row: Row, target: Target) -> str:
    unit = row.indicator.measure.name
    said = [f"{row.indicator.name}: {running_text(target.quantity, unit)}{each(target)}"]
    if target.own_all:
        said.append("đơn vị tự thực hiện toàn bộ")
    elif target.own is not None:
        said.append(f"đơn vị tự thực hiện {running_text(target.own, unit)}")
    return "; ".join([*said, *details_of_target(target, unit)])
