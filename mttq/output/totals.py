"""Write the rows of the roll-up: as a table for a terminal, as JSON and as CSV.

In the table names wrap and nothing is cut off; a long list says how many items it leaves out.

Other programs read the keys of JSON and CSV, so their names, order and meaning are fixed. Every number is written
exactly, without an exponent; percentages are rounded half up to two decimals. CSV has the keys of JSON flattened; a
text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby, islice

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Indicator, ProgrammeSet, Units
from mttq.output.plain_totals import CSV, JSON, OF_ITS_OWN, PlainLines
from mttq.output.records import Nested, Value, csv_cell, csv_lines, json_array, json_scalar
from mttq.output.terminal import GridColumn, Printout, fits, printable, rule, widths
from mttq.quantity import Comparator, number, percentage, rounded
from mttq.totals import Aim, PlainRow, Row, ShownRow, ShownTable, Status, TotalAmount, operator_of
from mttq.totals import percentage as share_of
from mttq.totals.plain_rows import decimal_of

_SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "<",
    Comparator.EXACTLY: "=",
}
_NONE = "–"
_NOT_ADDABLE = "không cộng được"
_REACHED = {True: "có", False: "chưa", None: _NONE}
_LISTED = 12
_NOTED = 30
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
    if not table.rows:
        return f"Chưa có mục tiêu hay số liệu nào cho {table.period.full_title(table.cycle)}.\n"
    page = Printout(width=width, colour=colour)
    page.line(f"SỐ LIỆU {heading(table)}", bold=True)
    columns = _columns(table, wide=width >= _WIDE)
    columns_wide = widths(columns, table.rows, width)
    if width >= _WIDE and not fits(columns_wide, width):
        # A wider terminal must not show less than a narrow one, for which these are enough.
        columns = _columns(table, wide=False)
        columns_wide = widths(columns, table.rows, width)
    # A figure must never be broken in two, so each row is a sentence if the columns don't fit.
    in_columns = fits(columns_wide, width)
    programmes = _programmes(table, catalogue)
    if in_columns:
        page.rows((), columns, columns_wide, header=True)
        page.line(rule(columns_wide))
    for _, rows in groupby(table.rows, key=lambda row: row.unit.id):
        group = list(rows)
        page.line(printable(f"{row_name(group[0])} ({group[0].unit.id})"), bold=True)
        for title, part in _by_programme(group, programmes):
            if title:
                page.line(printable(title))
            if in_columns:
                page.rows(part, columns, columns_wide, header=False)
                continue
            for row in part:
                page.line(printable(f"{row.indicator.name} ({row.indicator.measure.name})"))
                page.line(_in_one_line(row), indent=2)
    if table.left_out and table.depth is not None:
        page.line(f"Còn {table.left_out} đơn vị cấp dưới; --depth {table.depth + 1} để xem thêm một cấp.")
    for line in (*_divided(table, catalogue.units), *_notes(table, catalogue.units)):
        page.line(line, indent=2 if line.startswith("-") else 0)
    return page.text()


def _programmes(table: ShownTable, catalogue: Catalogue) -> ProgrammeSet | None:
    """Return the programme set of the table's year, or None if the rows need no division by programme."""
    found = catalogue.programme_set(table.cycle)
    numbers = {row.indicator.programme_in(found.id) for row in table.rows} if found is not None else set()
    return found if len(numbers) > 1 else None


def _by_programme(
    rows: list[ShownRow], programmes: ProgrammeSet | None
) -> Iterator[tuple[str, list[ShownRow]]]:
    """Yield the rows of each programme under its short name, those of the situation first."""
    if programmes is None:
        yield "", rows
        return
    by_number: dict[int, list[ShownRow]] = {}
    for row in rows:
        by_number.setdefault(row.indicator.programme_in(programmes.id) or 0, []).append(row)
    for place, found in sorted(by_number.items()):
        programme = programmes.programme(place)
        yield f"{place}. {programme.short_name}" if programme is not None else "Tình hình chung", found


def heading(table: ShownTable) -> str:
    """Return the period in capitals, with the day whose units were asked for."""
    title = table.period.full_title(table.cycle).upper()
    return f"{title} theo đơn vị ngày {table.as_of:%d/%m/%Y}" if table.as_of is not None else title


def _columns(table: ShownTable, *, wide: bool) -> list[GridColumn[ShownRow]]:
    """Return the columns that are not empty; a narrow terminal gets the status and the numbers in one."""
    rows = table.rows
    columns: list[GridColumn[ShownRow]] = [
        GridColumn("Chỉ tiêu", "left", 60, lambda row: row.indicator.name),
        GridColumn("ĐVT", "left", 11, lambda row: row.indicator.measure.name),
    ]
    result = GridColumn("Thực hiện", "right", 30, _result)
    if any(row.goal is not None for row in rows):
        columns += [
            GridColumn("Kế hoạch", "right", 30, lambda row: goal_text(row.goal)),
            *(
                [GridColumn[ShownRow]("Đến kỳ", "right", 30, lambda row: goal_text(row.due))]
                if any(row.due is not None for row in rows)
                else []
            ),
            result,
            GridColumn("% KH", "right", 12, _completion),
            GridColumn("Đạt", "left", 4, lambda row: _REACHED[row.reached] if row.goal is not None else ""),
        ]
    else:
        columns.append(result)
    if table.compared is not None:
        columns += [
            GridColumn(f"Cùng kỳ {table.compared.name}", "right", 40, before_text),
            GridColumn("So cùng kỳ", "right", 12, share_text),
        ]
    if wide:
        columns.append(GridColumn("Báo cáo", "right", 13, _reported))
        columns.append(GridColumn("Tình trạng", "left", 17, status_text))
    else:
        columns.append(
            GridColumn("Tình trạng", "left", 11, lambda row: f"{status_text(row)} {_reported(row)}")
        )
    return columns


def _in_one_line(row: ShownRow) -> str:
    """Return a row as a sentence, for a terminal too narrow for columns."""
    said = [f"kế hoạch {goal_text(row.goal).replace(' ', '')}"] if row.goal is not None else []
    if row.due is not None:
        said.append(f"đến kỳ {goal_text(row.due).replace(' ', '')}")
    if row.total.result is not None:
        said.append(f"thực hiện {_result(row).replace(' ', '')}")
    if row.completion is not None:
        said.append(f"bằng {_completion(row)}% kế hoạch")
    if row.before is not None:
        said.append(f"cùng kỳ {before_text(row).replace('≈ ', '≈')}")
        if share_of_before(row) is not None:
            said.append(f"bằng {share_text(row)} cùng kỳ")
    if row.reached is not None:
        said.append("đạt" if row.reached else "chưa đạt")
    return "; ".join([*said, f"{status_text(row)}, {_reported(row)} đơn vị báo cáo"])


def _result(row: ShownRow) -> str:
    return result_text(row.total.result, percent=row.indicator.measure.name == "%")


def before_text(row: ShownRow) -> str:
    """Return the earlier result, marked if it is incomplete or differs."""
    before = row.before
    if before is None or before.result is None:
        return _NONE
    text = result_text(before.result, percent=row.indicator.measure.name == "%")
    doubtful = before.status in {Status.INCOMPLETE, Status.DIFFERS}
    return f"{text} ({before.status.label})" if doubtful else text


def share_text(row: ShownRow) -> str:
    """Return the result in per cent of the earlier one."""
    share = share_of_before(row)
    return percentage(share) if share is not None else _NONE


def _completion(row: ShownRow) -> str:
    return number(rounded(row.completion, 2), places=2) if row.completion is not None else _NONE


def _reported(row: ShownRow) -> str:
    return f"{row.total.units_in}/{row.total.units_due}"


def goal_text(goal: Aim | None) -> str:
    """Return a target with the sign of its comparator."""
    if goal is None:
        return ""
    if not goal.addable:
        return _NOT_ADDABLE
    if goal.high is not None:
        return f"{number(goal.value)} – {number(goal.high)}"
    return f"{_SIGNS[goal.comparator]} {number(goal.value)}"


def result_text(amount: TotalAmount | None, *, percent: bool) -> str:
    """Return a result with `≈` if it is approximate, and two decimals if it is a percentage."""
    if amount is None:
        return _NONE
    text = percentage(amount.value).removesuffix("%") if percent else number(amount.value)
    text += "/năm" if amount.yearly else ""
    return f"≈ {text}" if amount.approximation is not None else text


def status_text(row: ShownRow) -> str:
    """Return how reliable the total is."""
    total = row.total
    if total.status in {Status.COMPLETE, Status.AS_STATED} and total.result is None:
        return "không áp dụng"
    if not total.own.addable and total.result is not None:
        return _NOT_ADDABLE
    if operator_of(row.indicator).own_only and total.status is Status.COMPLETE:
        return "riêng từng đơn vị"
    return total.status.label


def _notes(table: ShownTable, units: Units) -> Iterator[str]:
    """Yield who has not reported, a line for all indicators that miss the same units."""
    tops = {table.rows[0].unit.id}
    for row in table.rows:
        if not any(row.unit.id == top or units.is_below(row.unit.id, top) for top in tops):
            tops.add(row.unit.id)
    if table.compared is not None and all(
        row.before is None or row.before.result is None for row in table.rows
    ):
        yield f"Không có số liệu nào của {table.period.full_title(table.compared)} để so."
    groups: dict[tuple[str, ...], list[str]] = {}
    for row in table.rows:
        if row.unit.id in tops and row.total.missing:
            groups.setdefault(row.total.missing, []).append(row.indicator.name)
    if groups:
        yield "Còn thiếu số liệu:"
    for missing, names in islice(groups.items(), _NOTED):
        who = [units.by_id[one].name_on(table.tree_day) for one in missing]
        yield f"- {_list(names, 'chỉ tiêu')}: {_list(who, 'đơn vị')}."
    if len(groups) > _NOTED:
        yield f"- và {len(groups) - _NOTED} dòng nữa; nêu --unit hoặc --indicator để xem đủ."


def _divided(table: ShownTable, units: Units) -> Iterator[str]:
    """Yield the divided units of which no part could be counted for a row, and why."""
    found = dict.fromkeys(old for row in table.rows for old in row.total.unallocated)
    found |= dict.fromkeys(row.unit.id for row in table.rows if row.unallocated)
    if found:
        yield "Chưa phân bổ cho các đơn vị kế thừa, vì ke_thua không ghi ty_trong:"
    for old in islice(found, _NOTED):
        heirs = [
            printable(unit.name_on(table.tree_day))
            for unit in units.by_id.values()
            if any(one.unit == old for one in unit.takes_over)
        ]
        name = units.by_id[old].name_on(table.tree_day)
        yield f"- {printable(f'{name} ({old})')}: chia cho {_list(heirs, 'đơn vị')}."
    if len(found) > _NOTED:
        yield f"- và {len(found) - _NOTED} đơn vị nữa; nêu --unit để xem đủ."


def _list(words: list[str], counted: str) -> str:
    most = len(words) if len(words) <= _LISTED + 2 else _LISTED
    shown = "; ".join(printable(word) for word in words[:most])
    left = len(words) - most
    return f"{shown} và {left} {counted} nữa" if left > 0 else shown


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
_HANDED_DOWN = "giao"
_DUE = "ke_hoach_den_ky"
"""The column before `cap_duoi_dang_ky` for a period within the year."""


def keys(table: ShownTable) -> tuple[str, ...]:
    """Return the columns of a table, keys in `ke_hoach` after a point."""
    columns: tuple[str, ...] = COLUMNS
    if _is_within(table):
        place = columns.index("cap_duoi_dang_ky")
        columns = (*columns[:place], _DUE, *columns[place:])
    if table.compared is not None:
        place = columns.index("dat")
        columns = (*columns[:place], *_COMPARED, *columns[place:])
    return columns


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
    ]
    return found


def _own_part(row: Row) -> tuple[Value, ...]:
    """Return what the unit does of its target itself, how far it is, and where the target comes from."""
    goal, own = row.goal, row.own
    origin = None if goal is None else _HANDED_DOWN if goal.giver else OF_ITS_OWN
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


def row_name(row: ShownRow) -> str:
    """Return the unit's name; one whose parts are not allocated is marked."""
    return f"{row.name} – chưa phân bổ" if row.unallocated else row.name


def share_of_before(row: ShownRow) -> Decimal | None:
    """Return the result as a percentage of the earlier one, to 28 digits; None if they can't be compared."""
    result, before = row.total.result, row.before.result if row.before is not None else None
    if result is None or before is None or not before.value or result.yearly != before.yearly:
        return None
    return share_of(result.value, before.value)


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
