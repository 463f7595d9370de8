"""Words for targets and figures that both the sentences and the tables of a document need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Direction, Indicator
from mttq.documents import Breakdown, Figure, NamedPart, Target
from mttq.levels import Level
from mttq.period import parse_cycle
from mttq.quantity import (
    Approximation,
    Comparator,
    amount,
    amount_short,
    number,
    padded,
    percentage,
    rounded,
)
from mttq.report.wording import kind_of_place, quantity_text, running_text
from mttq.totals import (
    FigureLine,
    Given,
    Goal,
    Row,
    Status,
    Total,
    TotalAmount,
    UnitValue,
    operator_of,
    period_operator_of,
)
from mttq.totals.arithmetic import multiply, quotient
from mttq.totals.arithmetic import percentage as share_of

NO_FIGURE = "chưa có số liệu"
NO_TARGET = "chưa có kế hoạch"
NOT_APPLICABLE = "không áp dụng"
UNALLOCATED = "chưa gồm số chưa phân bổ của"
PER_YEAR = "/năm"
SURE = (Status.COMPLETE, Status.AS_STATED)
_EACH: dict[str, str] = {
    "nam": "năm",
    Level.CENTRE: "đơn vị cấp Trung ương",
    Level.PROVINCE: "tỉnh, thành phố",
    Level.DISTRICT: "đơn vị cấp huyện",
    Level.COMMUNE: "đơn vị cấp xã",
    Level.RESIDENTIAL_AREA: "khu dân cư",
    Level.MEMBER: "tổ chức thành viên",
}
_BY_LEVEL: dict[str, str] = {
    Level.CENTRE: "cấp Trung ương",
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
    Level.RESIDENTIAL_AREA: "khu dân cư",
    Level.MEMBER: "tổ chức thành viên",
}
# The words before the amount of a target; none if it has to be reached at least.
COMPARED = {
    Comparator.MORE_THAN: "trên ",
    Comparator.AT_MOST: "không quá ",
    Comparator.LESS_THAN: "dưới ",
}
_MONEY = ("đồng", "đ")
_LIMIT = re.compile(
    r"(hằng|hàng|mỗi) năm\b|(tính )?(đến|từ|cả)\b|kể cả\b|(bao )?gồm\b|riêng\b|chỉ\b|chưa\b|không\b|trong\b|"
    r"trừ\b|ước\b|lũy kế\b|theo\b|so với\b|cùng với\b",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(r"\d *%|\d/\d")
_LONGEST_LIMIT = 100
_DIGITS = 3  # of a sum that is rounded
_SHARE_PLACES = 2
LEAST_SHARE = Decimal("0.01")
_IN_MILLIONS = re.compile(r"^(?!.*tỷ).*\d triệu")
_BILLION = Decimal(10**9)
_LEAST_OF_BILLIONS = 7  # zeros of one hundredth of it
WORDS = {
    Approximation.ABOVE: "trên ",
    Approximation.BELOW: "gần ",
    Approximation.AROUND: "khoảng ",
    None: "",
}

Naming = Callable[[str], str]
"""Returns the name of a unit by its id; an id that is not in the catalogue stays as it is."""


_COMPANION_WORDS = {"tri_gia": "trị giá", "nguoi": "cho", "don_gia": "đơn giá"}


def companions(indicators: Sequence[Indicator], plain: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return, for each indicator, the others that are said with it, each with the word before its amount.

    Args:
        indicators: those that there are figures of, in order.
        plain: the ids of those that can be said in the sentence of another.
    """
    known = {one.id: one for one in indicators}
    taken: set[str] = set()
    found: dict[str, list[tuple[str, str]]] = {}
    for indicator in indicators:
        for name, other in indicator.companions.items():
            if (
                other not in known
                or other not in plain
                or other in taken
                or other in found
                or indicator.id in taken
            ):
                continue
            word = _COMPANION_WORDS.get(name) or f"{known[other].name[:1].lower()}{known[other].name[1:]}"
            found.setdefault(indicator.id, []).append((word, other))
            taken.add(other)
    return found


def own_target(row: Row) -> Target | None:
    """Return the target of the unit's own plan, without those of units taken over."""
    return row.goal.target if row.goal is not None and row.goal.written else None


def plan_unit(row: Row) -> str:
    """Return the unit of measure of a target, in the plan's word."""
    return row.goal.measure if row.goal is not None and row.goal.measure else row.indicator.measure.name


def goal_text(goal: Goal, unit: str) -> str:
    """Return what a result is compared with: the target as written, or its sum with those of units taken over.

    Args:
        goal: the target.
        unit: the unit of measure behind the number, or "".
    """
    if goal.taken_over and goal.whole:
        if goal.high is not None:
            return f"{number(goal.value)} – {in_words(TotalAmount(value=goal.high), unit)}"
        return f"{COMPARED.get(goal.comparator, '')}{in_words(TotalAmount(value=goal.value), unit)}"
    return f"{running_text(goal.target.quantity, unit)}{each(goal.target)}"


def due_so_far(row: Row) -> str:
    """Return what the plan wants by the end of the period, and whether that is reached; "" if it does not say so."""
    if row.due is None:
        return ""
    unit = plan_unit(row)
    level = f"{COMPARED.get(row.due.comparator, '')}{in_words(TotalAmount(value=row.due.value), unit)}"
    if row.due.high is not None:
        level = f"{number(row.due.value)} – {in_words(TotalAmount(value=row.due.high), unit)}"
    verdict = {True: ", đã đạt", False: ", chưa đạt", None: ""}[row.reached]
    return f"kế hoạch đến hết kỳ: {level}{verdict}"


def taken_over(row: Row) -> str:
    """Return a remark that a target includes those of units taken over; "" if it doesn't."""
    if row.goal is None or not row.goal.taken_over:
        return ""
    if not row.goal.whole:
        return "kế hoạch chưa cộng được với của các đơn vị được kế thừa"
    return "kế hoạch gồm cả phần của các đơn vị được kế thừa"


def handed_down(row: Row, name_of: Naming) -> str:
    """Return who handed the target down, after the word for the plan: ` tỉnh giao`; "" if it is the unit's own."""
    if row.goal is None or not row.goal.giver:
        return ""
    return f" {kind_of_place(name_of(row.goal.giver))} giao"


def plan_remarks(row: Row, name_of: Naming) -> list[str]:
    """Return where a target comes from, if not from the unit's own plan alone."""
    handed = handed_down(row, name_of)
    term = parse_cycle(row.goal.term) if row.goal is not None else None
    said = (
        _for_each(row),
        taken_over(row),
        f"kế hoạch{handed}" if handed else "",
        f"kế hoạch của {term.title}" if term else "",
    )
    return [text for text in said if text]


def _for_each(row: Row) -> str:
    """Return the target as written, if its number is multiplied: for each unit of a level, or for each year."""
    if row.goal is None or not row.goal.whole:
        return ""
    target = row.goal.target
    if not target.for_each and not target.quantity.per_year:
        return ""
    return f"kế hoạch: {running_text(target.quantity, plan_unit(row))}{each(target)}"


def own_part(row: Row) -> str:
    """Return how far the unit is with what it does of a target itself; "" if its plan does not say so."""
    if row.own is None or row.goal is None or row.goal.is_all_own or row.goal.target.own is None:
        return ""
    level, part = running_text(row.goal.target.own, plan_unit(row)), "phần tự thực hiện"
    amount = row.total.own.amount
    if amount is None and row.total.result is None:
        return ""  # nothing is known at all
    if amount is None:
        return f"chưa có số liệu {part} ({level})"
    if not amount.value and amount.approximation is None and period_operator_of(row.indicator).adds:
        return f"{part}: {level}, chưa thực hiện"
    if row.own.completion is None or is_rate(row):
        verdict = {True: ", đã đạt", False: ", chưa đạt", None: ""}[row.own.reached]
        return f"{part}: {level}{verdict}"
    return f"bằng {share_text(row.own.completion, amount)} {part} ({level})"


def each(target: Target) -> str:
    """Return what a target applies to: ` mỗi khu dân cư`; "" if it applies to the whole."""
    if not target.for_each:
        return ""
    one = _EACH[target.for_each]
    counted = f", tính cho {padded(Decimal(target.count))} {one}" if target.count is not None else ""
    return f" mỗi {one}{counted}"


def without_counts(rows: Sequence[Row], everything: Sequence[Row]) -> list[Row]:
    """Return the rows without those that repeat a count of a ratio among all rows."""
    counts = {
        pair
        for row in everything
        if row.total.result is not None and row.total.result.pair is not None
        for pair in zip(
            (row.indicator.numerator, row.indicator.denominator), row.total.result.pair, strict=True
        )
    }
    return [
        row
        for row in rows
        if row.goal is not None
        or row.total.result is None
        or _says_more(row)
        or (row.indicator.id, row.total.result.value) not in counts
    ]


def _says_more(row: Row) -> bool:
    """Whether the figure of a count has more to say than its amount, which the ratio does not say."""
    figure = said_figure(row)
    return figure is not None and bool(_breakdowns(figure) or figure.received or limits(figure.note))


def limits(notes: Sequence[str]) -> list[str]:
    """Return the notes without which a figure would mean something else: `đến năm 2024`, `chưa kể hiện vật`."""
    bare = [note.strip().rstrip(" .;") for note in notes]
    return [
        note if note[1:2].isupper() else note[:1].lower() + note[1:]
        for note in bare
        if len(note) <= _LONGEST_LIMIT and (_LIMIT.match(note) or _PERCENTAGE.search(note))
    ]


def said_figure(row: Row) -> Figure | None:
    """Return the written figure that is the result, if it is a single line of a report."""
    lines = said_lines(row)
    return lines[0].figure if len(lines) == 1 else None


def said_lines(row: Row) -> tuple[FigureLine, ...]:
    """Return the lines of the unit's own reports that the result is made of; none if it isn't made of these alone."""
    for reading in (row.total.own, row.total.stated):
        if reading.amount is not None and reading.amount == row.total.result:
            is_own = all(line.figure.indicator == row.indicator.id for line in reading.lines)
            return reading.lines if is_own else ()
    return ()


def asides(row: Row) -> Iterator[tuple[str, Figure | None, TotalAmount | None]]:
    """Return what the unit reports in addition to the result: its own part, or another figure for the whole.

    Yields:
        A name for it; the figure as written, if it is one line of one report; the amount, None if it doesn't apply.
    """
    result, unsaid = row.total.result, row.total.status is not Status.COMPLETE
    own, stated = row.total.own, row.total.stated
    for name, reading in (
        (f"riêng {office(row.name, row.level)}", own),
        ("đơn vị báo cáo toàn địa bàn", stated),
    ):
        if reading.given is Given.MISSING:
            continue
        if reading is own and _is_nothing(reading.amount):
            continue
        if not _same(reading.amount, result) or (result is None and unsaid):
            yield name, _only(reading, row), reading.amount
    computed = row.total.computed
    if row.goal is not None and row.goal.is_all_own and computed is not None and not _same(computed, result):
        yield "cộng cả cấp dưới", None, computed


def office(name: str, level: Level) -> str:
    """Return the body whose own figures are told apart from those of the units below: `cơ quan Ủy ban MTTQ tỉnh`."""
    if level is Level.CENTRE:
        return "cơ quan Ủy ban Trung ương MTTQ Việt Nam"
    if level is Level.RESIDENTIAL_AREA:
        return f"Ban Công tác Mặt trận {name}"
    if level is Level.MEMBER:
        return f"cơ quan {name}"
    return f"cơ quan Ủy ban MTTQ {kind_of_place(name)}"


def _is_nothing(amount: TotalAmount | None) -> bool:
    """Whether an own part needs no words: it does not apply, or it is zero."""
    return amount is None or (not amount.value and amount.approximation is None and amount.pair is None)


def details(figure: Figure, unit: str, name_of: Naming) -> list[str]:
    """Return the parts of a figure, and how much of it was received, a phrase for each way of dividing it."""
    first, *others = _breakdowns(figure) or [()]
    return _phrases([(*first, *_received(figure, name_of)), *others], unit)


def details_of_target(target: Target, unit: str) -> list[str]:
    """Return the parts of a target, a phrase for each way of dividing it."""
    return _phrases(_breakdowns(target), unit)


def parts_of(figure: Figure, name_of: Naming) -> list[NamedPart]:
    """Return the parts of a figure, those that were received among them."""
    return [*divided(figure), *_received(figure, name_of)]


def divided(line: Figure | Target) -> list[NamedPart]:
    """Return the parts of a figure or target; those of a second way of dividing it say so in their names."""
    return [
        part if number == 1 else replace(part, name=f"cách chia thứ {number}: {part.name}")
        for number, breakdown in enumerate(_breakdowns(line), start=1)
        for part in breakdown
    ]


def _breakdowns(line: Figure | Target) -> list[Breakdown]:
    """Return the ways in which a figure or target is divided: by levels, then those of `trong_do`."""
    levels = tuple(replace(part, name=_BY_LEVEL[part.name]) for part in line.by_level)
    return [one for one in (levels, *line.breakdowns) if one]


def _phrases(breakdowns: Sequence[Breakdown], unit: str) -> list[str]:
    said = []
    for one in breakdowns:
        if one:
            mark = "; " if any("," in part.name for part in one) else ", "
            said.append(
                mark.join(f"{part.name.rstrip(' :')}: {running_text(part.quantity, unit)}" for part in one)
            )
    return [f"{'cũng trong số này có' if number else 'trong đó'} {text}" for number, text in enumerate(said)]


def _received(figure: Figure, name_of: Naming) -> list[NamedPart]:
    return [
        NamedPart(f"nhận từ {name_of(one.name)}", one.quantity, one.name_span, one.span)
        for one in figure.received
    ]


def incomplete(row: Row) -> str:
    """Return why a result is not the whole truth; "" if it is."""
    total = row.total
    if total.result is None:
        return ""
    settled_own = is_of_unit(total) and not (
        total.status is Status.INCOMPLETE and (total.ties or total.unallocated)
    )
    if is_alone(row) or settled_own:
        return ""
    if total.status is Status.INCOMPLETE:
        return lacking(total)
    if total.status is Status.AS_STATED:
        return "một phần theo báo cáo chung của cấp dưới"
    if total.status is Status.DIFFERS:
        return "số tổng hợp khác số đơn vị báo cáo"
    return ""


def standing_before(row: Row) -> str:
    """Return why the result of the year before is not the whole truth; "" if it is."""
    before = row.before
    if before is None or before.result is None or before.covered:
        return ""
    if before.status is Status.INCOMPLETE and not is_alone(row):
        return lacking(before)
    return incomplete(replace(row, total=before))


def is_alone(row: Row) -> bool:
    """Whether nobody adds up a figure: it is one of an operator that adds nothing, or a percentage without counts."""
    operator, result = operator_of(row.indicator), row.total.result
    return operator.own_only or (operator.percent and result is not None and result.pair is None)


def lacking(total: Total) -> str:
    """Return what an incomplete total lacks: how many units have reported, or why figures of some don't count."""
    if total.ties:
        return "chưa gồm các số mâu thuẫn nhau, chưa chọn được"
    if total.unallocated:
        return f"{UNALLOCATED} đơn vị đã chia tách"
    if total.units_in == total.units_due:
        return "chưa gồm các đơn vị cấp dưới chưa có trong danh mục"
    if not total.units_in:
        return "số liệu chưa đủ cả kỳ"
    whole = " đủ cả kỳ" if total.early else ""
    return f"mới có {total.units_in}/{total.units_due} đơn vị báo cáo{whole}"


def is_of_unit(total: Total) -> bool:
    """Whether a result is what the unit says of its area, or its own figure and nothing else."""
    if total.stands:
        return total.status is Status.AS_STATED
    return total.status is not Status.DIFFERS and _same(total.own.amount, total.result)


def no_result(row: Row) -> str:
    """Return the words for a missing result."""
    return NOT_APPLICABLE if row.total.status in SURE else NO_FIGURE


def said_result(row: Row | None) -> str:
    """Return the result of a row as documents say it; if there is none, the words for that."""
    if row is None:
        return NO_FIGURE
    return result_text(row, row.total.result) if row.total.result is not None else no_result(row)


def said_target(row: Row | None) -> str:
    """Return what a result is compared with; if that is nothing, the words for that."""
    if row is None or row.goal is None:
        return NO_TARGET
    return goal_text(row.goal, plan_unit(row))


def said_rate(row: Row | None) -> str:
    """Return the percentage of two counts, or of the target that is reached; if it is unknown, the words for that."""
    if row is None or row.total.result is None:
        return NO_FIGURE
    if is_rate(row):
        return f"{WORDS[row.total.result.approximation]}{percentage(row.total.result.value)}"
    if row.completion is None:
        return NO_FIGURE
    return share_text(row.completion, row.total.result)


def is_rate(row: Row) -> bool:
    """Whether a figure is a percentage itself: it is set against its target, and never a share of it."""
    return row.indicator.measure.name == "%"


def share_text(completion: Decimal, result: TotalAmount) -> str:
    """Return how much of a target a result is, with the result's word; less than the least that prints is said so.

    The share of an approximate result has no zeros at its end, which would seem exact.
    """
    if result.approximation is not None and rounded(completion, _SHARE_PLACES):
        return f"{WORDS[result.approximation]}{number(rounded(completion, _SHARE_PLACES))}%"
    if is_too_small(completion):
        return f"chưa đến {percentage(LEAST_SHARE)}"
    return percentage(completion)


def is_too_small(completion: Decimal) -> bool:
    """Whether a share that is not zero would print as `0,00%`."""
    return completion != 0 and not rounded(completion, _SHARE_PLACES)


def printed_share(row: Row) -> Decimal | None:
    """Return the share of the target for a column of a table; None if it is unknown or says nothing.

    That of a rate would be a percentage of a percentage, and nothing done is told by its zero.
    """
    return None if is_rate(row) or not_begun(row) else row.completion


def not_begun(row: Row) -> bool:
    """Whether nothing has been done of what is planned: a share of 0,00% would say no more."""
    result = row.total.result
    return (
        row.completion is not None
        and result is not None
        and not result.value
        and result.approximation is None
        and period_operator_of(row.indicator).adds
    )


def written_figure(figure: Figure, indicator: Indicator) -> str:
    """Return a figure in its writer's words; two counts with their percentage."""
    quantity, measure = figure.quantity, indicator.measure
    if quantity.ratio is None:
        return running_text(quantity, measure.name)
    names = measure.denominator
    counts = quantity_text(quantity, names[0] if names else "")
    return _with_share(counts, quantity.value, indicator)


def result_text(row: Row, result: TotalAmount) -> str:
    """Return a result: as it was written, if it is a single figure, otherwise as totals are."""
    figure = said_figure(row)
    if figure is not None:
        return written_figure(figure, row.indicator)
    if result.pair is not None:
        above, below = map(number, result.pair)
        names = row.indicator.measure.denominator
        counted = f"{above}/{below} {names[0]}" if names else f"{above}/{below}"
        return _with_share(counted, result.value, row.indicator)
    unit = row.indicator.measure.name
    if not is_money(unit):
        return in_words(result, unit)
    own = _only(row.total.own, row)
    large = own if own is not None and own.quantity.value >= _BILLION else None
    in_millions = large is not None and is_in_millions(written_figure(large, row.indicator))
    return in_words(settled(result), unit, in_millions=in_millions)


def is_in_millions(text: str) -> bool:
    """Whether a sum is written in triệu: `2.360 triệu đồng`, but not `2 tỷ 360 triệu đồng`."""
    return _IN_MILLIONS.search(text) is not None


def settled(result: TotalAmount) -> TotalAmount:
    """Return an approximate sum, rounded to what its roughest part says, at most to three digits: `khoảng 32,8 tỷ`."""
    if result.approximation is None or not result.tolerance:
        return result
    places = min(result.tolerance.adjusted(), result.value.adjusted() - _DIGITS + 1)
    if result.value >= _BILLION:
        places = max(places, _LEAST_OF_BILLIONS)  # 4,045 tỷ would read as thousands
    last = Decimal(10 ** max(0, places))
    value = multiply(rounded(quotient(result.value, last), 0), last)
    if value == result.value or not value:
        return result
    return replace(result, value=value, approximation=Approximation.AROUND)


def _with_share(counts: str, value: Decimal, indicator: Indicator) -> str:
    """Return two counts with their percentage: `đạt` of what is achieved, `chiếm` of what should be less.

    Nothing of something needs no percentage.
    """
    verb = "chiếm" if indicator.direction is Direction.DOWN else "đạt"
    return f"{counts}, {verb} {percentage(value)}" if value else counts


def is_stock(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether a figure describes the end of its period, as one of two such counts does: it has no sum since January."""
    counts = (indicator.numerator, indicator.denominator)
    if not all(one in catalogue.indicators for one in counts):
        return period_operator_of(indicator).latest
    return all(period_operator_of(catalogue.indicators[one]).latest for one in counts)


def is_money(unit: str) -> bool:
    """Return whether a unit of measure is money, or money for each of something: `đồng/ha/năm`."""
    return unit.partition("/")[0] in _MONEY


def in_words(value: TotalAmount, unit: str, *, in_millions: bool = False) -> str:
    """Return an amount in a sentence: money in tỷ or triệu if that is exact, counts from 1 to 9 with a zero.

    Args:
        value: the amount.
        unit: its unit of measure.
        in_millions: whether money is in triệu, because its writer has other sums beside it in triệu.
    """
    money = is_money(unit)
    text = amount_short(value.value, unit, in_millions=in_millions) if money else amount(value.value, unit)
    text += PER_YEAR if value.yearly else ""
    zero = "0" if padded(value.value) != number(value.value) and unit != "%" else ""
    return f"{WORDS[value.approximation]}{zero}{text}"


def change(row: Row, against: str) -> str:
    """Return how a result differs from that of the year before: `tăng 12,50% so với năm 2019`; "" if that is unknown.

    Args:
        row: the result, with the total of the year before.
        against: the other result, in words.
    """
    now, before = row.total.result, _sure_result(row.before)
    if now is None or before is None or row.total.status not in SURE or now.yearly != before.yearly:
        return ""
    if operator_of(row.indicator).percent:
        difference = rounded(now.value - before.value, 2)
        text = f"{number(abs(difference), places=2)} điểm phần trăm"
    elif not before.value:
        return "" if not now.value else f"{against} không phát sinh"
    else:
        difference = now.value - before.value
        text = percentage(share_of(abs(difference), before.value))
    loose = now.approximation is not None or before.approximation is not None
    if not difference:
        return f"xấp xỉ {against}" if loose else f"bằng {against}"
    if not rounded(abs(_changed(now, before, percent=operator_of(row.indicator).percent)), 2):
        return f"xấp xỉ {against}"
    if not now.value and now.pair is None:
        return f"{against} có {in_words(before, row.indicator.measure.name)}"
    about = "khoảng " if loose else ""
    return f"{'tăng' if difference > 0 else 'giảm'} {about}{text} so với {against}"


def said_change(row: Row | None, against: str) -> str:
    """Return how a result differs from that of the year before; if they can't be compared, what that was.

    Args:
        row: the result, with the total of the year before.
        against: the other result, in words: `năm 2019`.
    """
    before = row.before if row is not None else None
    if row is None or before is None or (before.result is None and before.status not in SURE):
        return f"{against} {NO_FIGURE}"
    if before.result is None:
        return f"{against} {NOT_APPLICABLE}"
    unit, hedge = row.indicator.measure.name, standing_before(row)
    amount = in_words(settled(before.result) if is_money(unit) else before.result, unit)
    return change(row, against) or f"{against} là {amount}" + (f" ({hedge})" if hedge else "")


def share_of_before(row: Row) -> Decimal | None:
    """Return a result in per cent of that of the year before, for a table; None unless both are complete."""
    now, before = row.total.result, row.before.result if row.before is not None else None
    if now is None or before is None or row.before is None or now.pair is not None:
        return None
    comparable = row.total.covered and row.before.covered and now.yearly == before.yearly
    if not comparable or not before.value or row.indicator.measure.name == "%":
        return None
    return share_of(now.value, before.value)


def points_changed(row: Row) -> str:
    """Return how a percentage differs from that of the year before as both are printed.

    "" if it doesn't, or unless both are complete.
    """
    now, before = row.total.result, row.before.result if row.before is not None else None
    if now is None or before is None or row.before is None or not operator_of(row.indicator).percent:
        return ""
    if not (row.total.covered and row.before.covered):
        return ""
    difference = rounded(now.value, 2) - rounded(before.value, 2)
    points = number(abs(difference), places=2)
    return f"{'tăng' if difference > 0 else 'giảm'} {points} điểm phần trăm so cùng kỳ" if difference else ""


def _changed(now: TotalAmount, before: TotalAmount, *, percent: bool) -> Decimal:
    """Return the change in percentage points or in per cent."""
    difference = now.value - before.value
    return difference if percent or not before.value else share_of(difference, before.value)


def _sure_result(total: Total | None) -> TotalAmount | None:
    return total.result if total is not None and total.status in SURE else None


def _same(one: TotalAmount | None, other: TotalAmount | None) -> bool:
    """Return whether two amounts read the same, however they were computed."""
    if one is None or other is None:
        return one is other
    return (one.value, one.pair) == (other.value, other.pair)


def _only(reading: UnitValue, row: Row) -> Figure | None:
    if len(reading.lines) != 1:
        return None
    figure = reading.lines[0].figure
    return figure if figure.indicator == row.indicator.id else None
