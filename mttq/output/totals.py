"""Write the rows of the roll-up: as a table for a terminal, as JSON and as CSV.

In the table names wrap and nothing is cut off; a long list says how many items it leaves out.

Other programs read the keys of JSON and CSV, so their names, order and meaning are fixed. Every number is written
exactly, without an exponent; percentages are rounded half up to two decimals. CSV has the keys of JSON flattened; a
text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Indicator, ProgrammeSet
from mttq.output.plain_totals import CSV, JSON, OF_ITS_OWN, PlainLines
from mttq.output.records import Nested, Value, csv_cell, csv_lines, json_array, json_scalar
from mttq.output.row_texts import (
    NONE,
    IndicatorTexts,
    RowTexts,
    row_name,
    share_of_before,
    text_blocks,
)
from mttq.output.terminal import ColumnHead, Printout, fits, indented, printable, rule, widths_of
from mttq.output.total_notes import table_notes
from mttq.quantity import rounded
from mttq.totals import (
    Aim,
    PlainRow,
    Row,
    ShownRow,
    ShownTable,
    TotalAmount,
    operator_of,
)
from mttq.totals.plain_rows import decimal_of

_VERDICTS = {"có": "đạt", "chưa": "chưa đạt"}
"""How a sentence says whether a target is reached."""
_WIDE = 100
_PART = 4096
"""JSON and CSV are written at most this many rows at a time."""


# As a table


def render(table: ShownTable, catalogue: Catalogue, *, width: int, colour: bool) -> str:
    """Return the table and its notes as text: by unit, and for each unit by programme.

    Args:
        table: the rows.
        catalogue: the names of units that are missing, and of the programmes.
        width: the terminal's width in columns.
        colour: whether to colour.
    """
    blocks = list(text_blocks(table))
    lines = [one for block in blocks for one in block.lines if any(one.texts.status)]
    if not lines:
        return f"Chưa có mục tiêu hay số liệu nào cho {table.period.full_title(table.cycle)}.\n"
    page = Printout(width=width, colour=colour)
    page.line(f"SỐ LIỆU {heading(table)}", bold=True)
    columns = _column_set(table, lines, width)
    programmes = programmes_of(table, catalogue, lines)
    if columns.fits:
        page.header(columns.columns, columns.widths)
        page.line(rule(columns.widths))
    for block in blocks:
        written = [
            _in_columns(one, columns, page)
            if columns.fits
            else _in_sentences(one, width, is_compared=table.compared is not None)
            for one in block.lines
        ]
        parts = by_programme(block.lines, programmes)
        for place, title in enumerate(block.titles):
            if not block.has(place):
                continue
            page.line(title, bold=True)
            for programme, numbers in parts:
                here = [number for number in numbers if block.lines[number].texts.has(place)]
                if here and programme:
                    page.line(printable(programme))
                page.write([written[number][place] for number in here])
    if table.left_out and table.depth is not None:
        page.line(f"Còn {table.left_out} đơn vị cấp dưới; --depth {table.depth + 1} để xem thêm một cấp.")
    for line in table_notes(table, blocks, catalogue):
        page.line(line, indent=2 if line.startswith("-") else 0)
    return page.text()


def programmes_of(
    table: ShownTable, catalogue: Catalogue, lines: Iterable[IndicatorTexts]
) -> ProgrammeSet | None:
    """Return the programme set of the table's year, or None if the rows need no division by programme."""
    found = catalogue.programme_set(table.cycle)
    numbers = {one.indicator.programme_in(found.id) for one in lines} if found is not None else set()
    return found if len(numbers) > 1 else None


def by_programme(
    lines: Sequence[IndicatorTexts], programmes: ProgrammeSet | None
) -> list[tuple[str, list[int]]]:
    """Return the places of the lines of each programme under its short name, those of the situation first."""
    if programmes is None:
        return [("", list(range(len(lines))))]
    by_number: dict[int, list[int]] = {}
    for place, one in enumerate(lines):
        by_number.setdefault(one.indicator.programme_in(programmes.id) or 0, []).append(place)
    found = []
    for number, places in sorted(by_number.items()):
        programme = programmes.programme(number)
        title = f"{number}. {programme.short_name}" if programme is not None else "Tình hình chung"
        found.append((title, places))
    return found


def heading(table: ShownTable) -> str:
    """Return the period in capitals, with the day whose units were asked for."""
    title = table.period.full_title(table.cycle).upper()
    return f"{title} theo đơn vị ngày {table.as_of:%d/%m/%Y}" if table.as_of is not None else title


class _TextColumn(ColumnHead, frozen=True):
    """A column of the table.

    Attributes:
        texts: returns the texts of the column.
    """

    texts: Callable[[RowTexts], list[str]]


class _ColumnSet(NamedTuple):
    """The columns of a table.

    Attributes:
        columns: the columns.
        widths: how wide they are.
        fits: whether they fit the terminal.
        divided: whether some of them are about what units do of their targets themselves.
    """

    columns: Sequence[_TextColumn]
    widths: Sequence[int]
    fits: bool
    divided: bool


def _column_set(table: ShownTable, lines: Sequence[IndicatorTexts], room: int) -> _ColumnSet:
    """Return the first way of setting the columns that fits, or the last one, which does not.

    Whatever has no column is said below the row, so that a wider terminal never shows less.
    """
    has_own = any(any(one.texts.own_goal) for one in lines)
    ways = product((True, False) if has_own else (False,), (True, False) if room >= _WIDE else (False,))
    for own, wide in ways:
        columns = _columns(table, lines, wide=wide, own=own)
        found = _widths(columns, lines, room)
        if fits(found, room):
            return _ColumnSet(columns, found, fits=True, divided=own)
    return _ColumnSet(columns, found, fits=False, divided=False)


def _columns(
    table: ShownTable, lines: Sequence[IndicatorTexts], *, wide: bool, own: bool
) -> list[_TextColumn]:
    """Return the columns that are not empty.

    Args:
        table: the table.
        lines: its rows.
        wide: whether status and numbers have a column each.
        own: whether what units do of their targets themselves has columns.
    """
    columns = [
        _TextColumn("Chỉ tiêu", "left", 60, lambda one: one.name),
        _TextColumn("ĐVT", "left", 11, lambda one: one.measure),
    ]
    result = _TextColumn("Thực hiện", "right", 30, lambda one: one.result)
    if any(any(one.texts.goal) for one in lines):
        columns.append(_TextColumn("Kế hoạch", "right", 30, lambda one: one.goal))
        if any(any(one.texts.due) for one in lines):
            columns.append(_TextColumn("Đến kỳ", "right", 30, lambda one: one.due))
        columns += [
            result,
            _TextColumn("% KH", "right", 12, lambda one: one.completion),
            _TextColumn("Đạt", "left", 4, lambda one: one.reached),
        ]
    else:
        columns.append(result)
    if own:
        columns += [
            _TextColumn("KH cấp\nmình", "right", 30, lambda one: one.own_goal),
            _TextColumn("Cấp mình\nthực hiện", "right", 30, lambda one: one.own_result),
            _TextColumn("% KH\ncấp mình", "right", 12, lambda one: one.own_completion),
            _TextColumn("Cấp mình\nđạt", "left", 4, lambda one: one.own_reached),
        ]
    if table.compared is not None:
        columns += [
            _TextColumn(f"Cùng kỳ {table.compared.name}", "right", 40, lambda one: one.before),
            _TextColumn("So cùng kỳ", "right", 12, lambda one: one.share),
        ]
    if wide:
        columns.append(_TextColumn("Đã báo cáo", "right", 13, lambda one: one.reported))
        columns.append(_TextColumn("Tình trạng", "left", 17, lambda one: one.status))
    else:
        columns.append(_TextColumn("Tình trạng", "left", 11, _status_and_numbers))
    return columns


def _status_and_numbers(texts: RowTexts) -> list[str]:
    return [f"{one} {numbers}" for one, numbers in zip(texts.status, texts.reported, strict=True)]


def _widths(columns: Sequence[_TextColumn], lines: Sequence[IndicatorTexts], room: int) -> list[int]:
    """Return how wide the columns are."""
    texts = [{text for one in lines for text in column.texts(one.texts)} for column in columns]
    return widths_of(columns, texts, room)


def _in_columns(one: IndicatorTexts, columns: _ColumnSet, page: Printout) -> list[str]:
    """Return rows in columns, with what has none below."""
    texts = one.texts
    found = page.lines([one.texts(texts) for one in columns.columns], columns.columns, columns.widths)
    if columns.divided or not any(texts.own_goal):
        return found
    return [
        "\n".join((line, *indented(_own_part_in_one_line(texts, place), page.width, "  ")))
        if texts.own_goal[place]
        else line
        for place, line in enumerate(found)
    ]


def _in_sentences(one: IndicatorTexts, room: int, *, is_compared: bool) -> list[str]:
    """Return rows for a terminal too narrow for columns: the indicator, and below it a sentence."""
    name = printable(f"{one.indicator.name} ({one.indicator.measure.name})")
    head = "\n".join(indented(name, room))
    texts = one.texts
    return [
        "\n".join((head, *indented(_in_one_line(texts, place, is_compared=is_compared), room, "  ")))
        if texts.has(place)
        else ""
        for place in range(len(texts.status))
    ]


def _in_one_line(texts: RowTexts, place: int, *, is_compared: bool) -> str:
    """Return a row as a sentence."""
    goal, due, result, completion = (
        one[place].replace(" ", "") for one in (texts.goal, texts.due, texts.result, texts.completion)
    )
    said = [f"kế hoạch {goal}"] if goal else []
    if due:
        said.append(f"đến kỳ {due}")
    if result != NONE:
        said.append(f"thực hiện {result}")
    if completion != NONE:
        said.append(f"bằng {completion}% kế hoạch")
    if is_compared:
        said.append(f"cùng kỳ {texts.before[place].replace('≈ ', '≈')}")
        if texts.share[place] != NONE:
            said.append(f"bằng {texts.share[place]} cùng kỳ")
    if texts.reached[place] in _VERDICTS:
        said.append(_VERDICTS[texts.reached[place]])
    said.append(f"{texts.status[place]}, {texts.reported[place]} đơn vị báo cáo")
    if texts.own_goal[place]:
        said.append(_own_part_in_one_line(texts, place))
    return "; ".join(said)


def _own_part_in_one_line(texts: RowTexts, place: int) -> str:
    """Return what the unit does of a target itself as a phrase."""
    goal, result, completion = (
        one[place].replace(" ", "") for one in (texts.own_goal, texts.own_result, texts.own_completion)
    )
    said = [f"riêng cấp mình: kế hoạch {goal}"]
    if result != NONE:
        said.append(f"thực hiện {result}")
    if completion != NONE:
        said.append(f"bằng {completion}%")
    if texts.own_reached[place] in _VERDICTS:
        said.append(_VERDICTS[texts.own_reached[place]])
    return ", ".join(said)


# As JSON


COLUMNS = (
    "don_vi",
    "ten",
    "cap",
    "chi_tieu",
    "ten_chi_tieu",
    "ky",
    "don_vi_tinh",
    "ke_hoach.so_sanh",
    "ke_hoach.gia_tri",
    "ke_hoach.tu",
    "ke_hoach.den",
    "cap_duoi_dang_ky",
    "cap_minh",
    "so_cong_don",
    "so_bao_cao",
    "thuc_hien",
    "ty_le_hoan_thanh",
    "dat",
    "gan_dung",
    "da_bao_cao",
    "phai_bao_cao",
    "trang_thai",
    "ke_hoach_cap_minh",
    "ty_le_cap_minh",
    "dat_cap_minh",
    "nguon_ke_hoach",
)
_COMPARED = ("cung_ky", "so_cung_ky")
"""The columns before `dat` if another year is compared."""
HANDED_DOWN = "giao"
"""Where a target handed down from above comes from."""
_DUE = "ke_hoach_den_ky"
"""The column before `cap_duoi_dang_ky` for a period within the year."""
_EACH_YEAR = "moi_nam"
"""The last column of a term."""


def keys(table: ShownTable) -> tuple[str, ...]:
    """Return the columns of a table, keys in `ke_hoach` after a point."""
    columns: tuple[str, ...] = COLUMNS
    if _is_within(table):
        place = columns.index("cap_duoi_dang_ky")
        columns = (*columns[:place], _DUE, *columns[place:])
    if table.compared is not None:
        place = columns.index("dat")
        columns = (*columns[:place], *_COMPARED, *columns[place:])
    return (*columns, _EACH_YEAR) if table.cycle.is_term else columns


def _is_within(table: ShownTable) -> bool:
    """Whether the period is within the year, so that plans may say what is due by its end."""
    return table.period != table.cycle.whole


def values(row: ShownRow, table: ShownTable) -> list[Value]:
    """Return the values of a row, one for each of `keys`."""
    if isinstance(row, PlainRow):
        return _plain_values(row, table)
    total, indicator = row.total, row.indicator
    result = total.result
    shown = shown_value(result, indicator)
    # A unit with nothing below it has one figure, which is its total as well.
    own, computed = total.own.amount, total.computed
    found = [
        row.unit.id,
        row_name(row),
        row.level.value,
        indicator.id,
        indicator.name,
        table.period.name,
        indicator.measure.name,
        *_goal(row.goal),
        *([row.due.value if row.due is not None else None] if _is_within(table) else []),
        row.registered,
        shown if own is result else shown_value(own, indicator),
        shown if computed is result else shown_value(computed, indicator),
        shown_value(total.stated.amount, indicator),
        shown,
        None if row.completion is None else rounded(row.completion, 2),
    ]
    if table.compared is not None:
        share = share_of_before(row)
        found += [
            shown_value(row.before.result, indicator) if row.before is not None else None,
            None if share is None else rounded(share, 2),
        ]
    found += [
        row.reached,
        result is not None and result.approximation is not None,
        total.units_in,
        total.units_due,
        total.status.value,
        *_own_part(row),
        *([result is not None and result.yearly] if table.cycle.is_term else []),
    ]
    return found


def _own_part(row: Row) -> tuple[Value, ...]:
    """Return what the unit does of its target itself, how far it is, and where the target comes from."""
    goal, own = row.goal, row.own
    origin = None if goal is None else HANDED_DOWN if goal.giver else OF_ITS_OWN
    if own is None:
        return None, None, None, origin
    share = None if own.completion is None else rounded(own.completion, 2)
    return (own.goal.value if own.goal.whole else None), share, own.reached, origin


def _plain_values(row: PlainRow, table: ShownTable) -> list[Value]:
    """Return the values of a row of whole numbers."""
    indicator, column = row.indicator, row.column

    def shown(number: int | None, scale: int) -> Decimal | None:
        return None if number is None else decimal_of(number, scale)

    amount = shown(column.shown([row.amount], [row.below])[0], column.shown_scale)
    return [
        row.unit.id,
        row.name,
        row.level.value,
        indicator.id,
        indicator.name,
        table.period.name,
        indicator.measure.name,
        *_goal(row.goal),
        *([None] if _is_within(table) else []),
        shown(row.registered, column.scale),
        shown(row.own, column.shown_scale),
        amount,
        shown(row.stated, column.shown_scale),
        amount,
        shown(row.share, 2),
        row.reached,
        row.side is not None,
        row.units_in,
        row.units_due,
        row.status.value,
        *(
            (None, None, None)
            if row.own_part is None
            else (
                shown(row.own_part.target, column.scale),
                shown(row.own_part.share, 2),
                row.own_part.reached,
            )
        ),
        None if row.comparator is None else OF_ITS_OWN,
    ]


def record(row: ShownRow, table: ShownTable) -> Nested:
    """Return the values of a row under the keys of the JSON output; what a target lacks has no key."""
    found: Nested = {}
    goal: dict[str, Value] = {}
    for key, value in zip(keys(table), values(row, table), strict=True):
        outer, _, inner = key.partition(".")
        if not inner:
            found[outer] = value
            continue
        found[outer] = goal
        if value is not None:
            goal[inner] = value
    if not goal:
        found["ke_hoach"] = None
    return found


def records(table: ShownTable) -> list[Nested]:
    """Return one record for each row."""
    return [record(row, table) for row in table.rows]


def render_json(table: ShownTable) -> Iterator[str]:
    """Yield the records as a JSON array, in pieces."""
    return json_whole(table, map(_json_writer(table), _parts(table)))


def json_piece(table: ShownTable) -> str:
    """Return the records as entries of an array, each on a line of its own."""
    return _json_writer(table)(table)


def _json_writer(table: ShownTable) -> Callable[[ShownTable], str]:
    """Return a function that writes the records of parts of a table."""
    columns = keys(table)
    goal = [place for place, key in enumerate(columns) if "." in key]
    first, last = goal[0], goal[-1] + 1
    inner = [f'"{key.partition(".")[2]}": ' for key in columns[first:last]]
    names = (*columns[:first], columns[first].partition(".")[0], *columns[last:])
    entry = "  {" + ", ".join(f'"{name}": %s' for name in names) + "},\n"
    plain = PlainLines(JSON, names, table.period.name)

    def lines(rows: Iterable[ShownRow]) -> str:
        found = []
        for row in rows:
            cells = list(map(json_scalar, values(row, table)))
            said = [key + cell for key, cell in zip(inner, cells[first:last], strict=True) if cell != "null"]
            cells[first:last] = [f"{{{', '.join(said)}}}" if said else "null"]
            found.append(entry % tuple(cells))
        return "".join(found)

    def write(part: ShownTable) -> str:
        return "".join([lines(part.rows), *(plain.block(one, lines) for one in part.blocks)])[:-2]

    return write


def json_whole(_: ShownTable, pieces: Iterable[str]) -> Iterator[str]:
    """Yield the entries of several tables as one array, in pieces."""
    yield from json_array(pieces)
    yield "\n"


def _parts(table: ShownTable) -> Iterator[ShownTable]:
    """Yield a table part by part, so that no more than the text of one part is kept."""
    for start in range(0, len(table.rows), _PART):
        yield replace(table, rows=table.rows[start : start + _PART], blocks=())
    for block in table.blocks:
        yield replace(table, rows=(), blocks=(block,))


def shown_value(amount: TotalAmount | None, indicator: Indicator) -> Decimal | None:
    """Return an amount as a number; a ratio with two decimals."""
    if amount is None:
        return None
    return rounded(amount.value, 2) if operator_of(indicator).percent else amount.value


def _goal(goal: Aim | None) -> tuple[Value, Value, Value, Value]:
    """Return comparator, amount, and the ends of a range."""
    if goal is None or not goal.addable:
        return None, None, None, None
    if goal.high is not None:
        return goal.comparator.value, None, goal.value, goal.high
    return goal.comparator.value, goal.value, None, None


# As CSV


def render_csv(table: ShownTable) -> Iterator[str]:
    """Yield the rows under their header, in pieces."""
    return csv_whole(table, map(_csv_writer(table), _parts(table)))


def csv_piece(table: ShownTable) -> str:
    """Return the rows without the header."""
    return _csv_writer(table)(table)


def _csv_writer(table: ShownTable) -> Callable[[ShownTable], str]:
    """Return a function that writes the rows of parts of a table."""
    plain = PlainLines(CSV, keys(table), table.period.name)

    def lines(rows: Iterable[ShownRow]) -> str:
        return csv_lines(map(csv_cell, values(row, table)) for row in rows)

    def write(part: ShownTable) -> str:
        return "".join([lines(part.rows), *(plain.block(one, lines) for one in part.blocks)])

    return write


def csv_whole(table: ShownTable, pieces: Iterable[str]) -> Iterator[str]:
    """Yield the rows of several tables of the same columns under one header, in pieces."""
    yield csv_lines([keys(table)])
    yield from pieces
