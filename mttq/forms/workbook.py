"""A form as an Excel workbook: sheets to fill in, locked but for the cells to fill in, and the marks to read it by.

Everything that the form shows is a text or a number; a text is never a formula, whatever it begins with. Formulas
stand in one column alone, which tells the writer while typing what is missing or odd; they use nothing that
LibreOffice lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mttq.documents.shapes import TASK_STATES
from mttq.forms import marks
from mttq.forms.content import FormLine, UnitForm
from mttq.intake.received_sheet import letters
from mttq.render.office import property_text, rezip
from mttq.render.text import clean

_FONT = "Times New Roman"
_MOST_LETTERS = 32_767
_MOST_OF_A_TEXT = 10_000
_FIRST_ROW = 7
_HEADER_ROW = 6
_LINE_HEIGHT, _TEXT_HEIGHT, _HIGHEST = 15, 90, 400  # points
_WIDER = 0.85  # letters of this font and size to one unit of a column's width

_ENTRY = PatternFill("solid", fgColor="FFF2CC")
_HEAD = PatternFill("solid", fgColor="D9E2F3")
_SECTION = PatternFill("solid", fgColor="F2F2F2")
_THIN = Side(style="thin", color="BFBFBF")
_LINE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_PLAIN = Font(name=_FONT, size=11)
_BOLD = Font(name=_FONT, size=11, bold=True)
_TITLE = Font(name=_FONT, size=14, bold=True)
_GREY = Font(name=_FONT, size=10, color="595959")
_RED = Font(name=_FONT, size=10, color="C00000")
_OPEN = Protection(locked=False)
_LEFT = Alignment(vertical="top", horizontal="left", wrap_text=True, indent=1)
_RIGHT = Alignment(vertical="top", horizontal="right", wrap_text=True, indent=1)
_CENTRE = Alignment(vertical="center", horizontal="center", wrap_text=True)

_HINT = (
    "Chỉ nhập vào ô màu vàng. Chưa có số thì để trống; không có gì thì ghi 0;"
    " đơn vị không làm việc này thì ghi “không áp dụng”."
)
_GUIDE = (
    "Trang “Số liệu”: nhập kết quả của riêng đơn vị trong kỳ vào cột “Kết quả”.",
    "Nhập số theo một trong các cách: 1234567; 1.234.567; 19,5 tỷ; 02 cuộc; 46/50; 33,2%.",
    "Dấu chấm ngăn nhóm nghìn, dấu phẩy ngăn phần lẻ. Số gần đúng: gần 4 tỷ, trên 500.",
    "Cột “Toàn địa bàn” (nếu có): số của cả đơn vị và mọi đơn vị cấp dưới, khi biết số ấy.",
    "Cột “Kiểm tra” tự nhắc: thiếu; không phải số; gấp 10 lần kế hoạch?",
    "Trang “Nội dung”: mỗi ô một đoạn văn; xuống dòng trong ô bằng Alt+Enter.",
    "Trang “Nhiệm vụ” (nếu có): chọn trạng thái trong danh sách.",
    "Đừng xóa dòng, cột hay trang; có thể chèn dòng, đổi cỡ cột.",
    "Lưu tệp ở dạng .xlsx hoặc .ods rồi gửi lại. Nơi nhận kiểm tra lại mọi số, và báo ô nào cần sửa.",
)


def workbook(form: UnitForm) -> bytes:
    """Return a form as the bytes of an Excel file, always the same ones for the same form."""
    book = Workbook()
    figures = book.active
    assert isinstance(figures, Worksheet)
    _figures_sheet(figures, form)
    _texts_sheet(book.create_sheet("Nội dung"), form)
    if any(one.tasks for one in form.programmes):
        _tasks_sheet(book.create_sheet("Nhiệm vụ"), form)
    _guide_sheet(book.create_sheet("Hướng dẫn"), form)
    _marks_sheet(book.create_sheet("mttq"), form)
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.title = property_text(f"Biểu mẫu {form.period.full_title(form.cycle)}: {form.name}")
    book.properties.creator = "mttq"
    content = BytesIO()
    book.save(content)
    return rezip(content.getvalue())


class _FormSheet:
    """A sheet that is written row by row.

    Args:
        sheet: the empty sheet.
        form: the form.
        mark: what the hidden cell says that tells which sheet it is.
        columns: for each column after the marks: its mark, its heading and its width.
    """

    def __init__(
        self, sheet: Worksheet, form: UnitForm, mark: str, columns: Sequence[tuple[str, str, int]]
    ) -> None:
        self.sheet = sheet
        self.row = _FIRST_ROW - 1
        self._columns = {name: number for number, (name, _, _) in enumerate(columns, start=2)}
        self.text(1, 1, mark)
        self.text(_HEADER_ROW, 1, marks.HEADING)
        sheet.column_dimensions["A"].hidden = True
        sheet.row_dimensions[1].hidden = True
        for number, (name, heading, width) in enumerate(columns, start=2):
            self.text(1, number, name)
            cell = self.text(_HEADER_ROW, number, heading, font=_BOLD, align=_CENTRE, fill=_HEAD)
            cell.border = _LINE
            sheet.column_dimensions[letters(number)].width = width
        sheet.row_dimensions[_HEADER_ROW].height = 32
        period = form.period.full_title(form.cycle)
        self.text(2, 2, f"{sheet.title.upper()} {period.upper()}", font=_TITLE)
        self.text(3, 2, form.name, font=_BOLD)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
        sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("Trang &P/&N"))
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.freeze_panes = f"C{_FIRST_ROW}"
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False  # which allows both
        protection.insertRows = False

    def column(self, name: str) -> int:
        """Return the number of a column."""
        return self._columns[name]

    def letter(self, name: str) -> str:
        """Return the letters of a column."""
        return letters(self._columns[name])

    def text(
        self,
        row: int,
        column: int,
        value: str,
        *,
        font: Font = _PLAIN,
        align: Alignment | None = None,
        fill: PatternFill | None = None,
    ) -> Cell:
        """Write a text, which is never a formula."""
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)
        if value:
            cell.value = clean(value)[:_MOST_LETTERS]
            cell.data_type = "s"
        cell.font = font
        if align is not None:
            cell.alignment = align
        if fill is not None:
            cell.fill = fill
        return cell

    def section(self, title: str, number: int) -> None:
        """Add a row with the name of a programme."""
        self.row += 1
        self.text(self.row, 1, f"{marks.HEADING}{number}")
        words = title if number == 0 else f"{number}. {title}"
        for column in self._columns.values():
            text = words if column == 2 else ""
            cell = self.text(self.row, column, text, font=_BOLD, fill=_SECTION)
            cell.border = _LINE
            cell.alignment = Alignment(vertical="top")

    def fit(self, least: int = 0) -> None:
        """Make the row as high as its texts need: Excel does so by itself only for rows that people type in."""
        lines = 1
        for column in self._columns.values():
            width = self.sheet.column_dimensions[letters(column)].width
            value = self.sheet.cell(self.row, column).value
            if isinstance(value, str) and not value.startswith("="):
                lines = max(lines, sum(1 + int(len(one) / width * _WIDER) for one in value.split("\n")))
        self.sheet.row_dimensions[self.row].height = max(least, min(_LINE_HEIGHT * lines + 1, _HIGHEST))

    def next_row(self, mark: str) -> int:
        """Begin a row with answers, and return its number."""
        self.row += 1
        self.text(self.row, 1, mark)
        return self.row

    def shown(self, name: str, value: str, *, align: Alignment = _LEFT, font: Font = _PLAIN) -> None:
        """Write a cell of the row that is only to be read."""
        self.text(self.row, self._columns[name], value, align=align, font=font).border = _LINE

    def entry(self, name: str, value: str, *, align: Alignment = _LEFT, form: str = "General") -> None:
        """Write a cell of the row that is to be filled in."""
        cell = self.text(self.row, self._columns[name], value, align=align, fill=_ENTRY)
        cell.border, cell.protection, cell.number_format = _LINE, _OPEN, form


def _figures_sheet(sheet: Worksheet, form: UnitForm) -> None:
    sheet.title = "Số liệu"
    area = [(marks.STATED, "Toàn địa bàn", 18)] if form.asks_area else []
    columns = [
        (marks.NAME, "Chỉ tiêu", 44),
        (marks.MEASURE, "Đơn vị tính", 12),
        ("ke_hoach", "Kế hoạch", 20),
        ("ky_truoc", "Kỳ trước", 20),
        (marks.OWN, "Kết quả", 18),
        *area,
        (marks.REMARK, "Ghi chú", 30),
        ("kiem_tra", "Kiểm tra", 20),
        ("so_ke_hoach", "", 4),
    ]
    out = _FormSheet(sheet, form, marks.FIGURES_SHEET, columns)
    out.text(4, 2, _HINT, font=_GREY)
    sheet.column_dimensions[out.letter("so_ke_hoach")].hidden = True
    entries = [marks.OWN, *([marks.STATED] if form.asks_area else [])]
    first = _FIRST_ROW
    for programme in form.programmes:
        if not programme.lines:
            continue
        out.section(programme.title, programme.number)
        for line in programme.lines:
            _figure_row(out, line, entries)
    last = max(out.row, first)
    for name in entries:
        place = f"{out.letter(name)}{first}"
        rule = DataValidation(
            type="custom",
            formula1=f'OR(LOWER(TRIM({place}))="không áp dụng",ISNUMBER({place}),{_has_digit(place)})',
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            errorTitle="Không phải số",
            error="Nhập một số, ví dụ 1.234.567 hoặc 19,5 tỷ; hoặc ghi “không áp dụng”. Chưa có số thì để trống.",
            showInputMessage=True,
            promptTitle="Kết quả" if name == marks.OWN else "Toàn địa bàn",
            prompt="Nhập số: 1234567, 1.234.567, 19,5 tỷ, 46/50, 33,2%. Chưa có số thì để trống.",
        )
        rule.add(f"{place}:{out.letter(name)}{last}")
        sheet.add_data_validation(rule)
    sheet.print_area = f"B1:{out.letter('kiem_tra')}{last}"


def _figure_row(out: _FormSheet, line: FormLine, entries: Sequence[str]) -> None:
    row = out.next_row(line.indicator)
    out.shown(marks.NAME, line.name)
    out.shown(marks.MEASURE, line.measure)
    out.shown("ke_hoach", line.target, align=_RIGHT)
    out.shown("ky_truoc", line.last, align=_RIGHT)
    for name in entries:
        value = line.own if name == marks.OWN else line.stated
        out.entry(name, value, align=_RIGHT, form="@" if line.is_text else "General")
    out.entry(marks.REMARK, line.note)
    out.fit()
    check = out.sheet.cell(row, out.column("kiem_tra"))
    places = [f"{out.letter(name)}{row}" for name in entries]
    target = f"{out.letter('so_ke_hoach')}{row}"
    check.value = "=" + _live_check(places, target)
    check.font, check.border, check.alignment = _RED, _LINE, _LEFT
    if line.target_value is not None:
        out.sheet.cell(row, out.column("so_ke_hoach")).value = line.target_value


def _live_check(places: Sequence[str], target: str) -> str:
    """Return the formula that says of the entries of a row what is missing or odd."""
    blank = " & ".join(places).replace(" ", "")
    first, *others = [_check_of(place, target) for place in places]
    found = first
    for other in others:
        found = f'IF({first}<>"",{first},{other})'
    return f'IF(TRIM({blank})="","thiếu",{found})'


def _check_of(place: str, target: str) -> str:
    number = f'IF(AND(N({target})>0,{place}>=10*N({target})),"gấp 10 lần kế hoạch?","")'
    text = f'IF(OR(TRIM({place})="",LOWER(TRIM({place}))="không áp dụng",{_has_digit(place)}),"","không phải số")'
    return f"IF(ISNUMBER({place}),{number},{text})"


def _has_digit(place: str) -> str:
    return "NOT(AND(" + ",".join(f"ISERR(FIND({digit},{place}))" for digit in range(10)) + "))"


def _texts_sheet(sheet: Worksheet, form: UnitForm) -> None:
    columns = [
        (marks.NAME, "Chương trình", 30),
        (marks.DONE, "Kết quả", 60),
        (marks.DIFFICULTIES, "Khó khăn, hạn chế", 40),
        (marks.WISHES, "Kiến nghị, đề xuất", 40),
    ]
    out = _FormSheet(sheet, form, marks.TEXTS_SHEET, columns)
    out.text(4, 2, "Chỉ nhập vào ô màu vàng; mỗi đoạn một dòng, xuống dòng bằng Alt+Enter.", font=_GREY)
    for programme in form.programmes:
        if programme.number == 0:
            continue
        out.next_row(str(programme.number))
        out.shown(marks.NAME, f"{programme.number}. {programme.title}", font=_BOLD)
        if programme.is_divided:
            out.shown(marks.DONE, marks.DIVIDED, font=_GREY)
        else:
            out.entry(marks.DONE, "\n".join(programme.results))
        out.entry(marks.DIFFICULTIES, "")
        out.entry(marks.WISHES, "")
        out.fit(_TEXT_HEIGHT)
    out.next_row(marks.GENERAL)
    out.shown(marks.NAME, "Chung, ngoài các chương trình", font=_BOLD)
    out.shown(marks.DONE, "")
    out.entry(marks.DIFFICULTIES, "\n".join(form.difficulties))
    out.entry(marks.WISHES, "\n".join(form.proposals))
    out.fit(_TEXT_HEIGHT)
    rule = DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(_MOST_OF_A_TEXT),
        allow_blank=True,
        errorStyle="stop",
        showErrorMessage=True,
        errorTitle="Quá dài",
        error=f"Mỗi ô nhiều nhất {_MOST_OF_A_TEXT} chữ.",
    )
    rule.add(f"{out.letter(marks.DONE)}{_FIRST_ROW}:{out.letter(marks.WISHES)}{out.row}")
    sheet.add_data_validation(rule)


def _tasks_sheet(sheet: Worksheet, form: UnitForm) -> None:
    columns = [
        (marks.NAME, "Nhiệm vụ", 60),
        ("thoi_han", "Thời hạn", 16),
        (marks.TASK_STATE, "Trạng thái", 20),
        (marks.TASK_RESULT, "Kết quả", 50),
    ]
    out = _FormSheet(sheet, form, marks.TASKS_SHEET, columns)
    out.text(4, 2, "Chọn trạng thái trong danh sách; nhiệm vụ chưa có gì mới thì để trống.", font=_GREY)
    for programme in form.programmes:
        if not programme.tasks:
            continue
        out.section(programme.title, programme.number)
        for task in programme.tasks:
            out.next_row(f"{programme.number}{marks.TASK_SEPARATOR}{task.code}")
            out.shown(marks.NAME, task.name)
            out.shown("thoi_han", task.deadline)
            out.entry(marks.TASK_STATE, task.state)
            out.entry(marks.TASK_RESULT, task.result)
            out.fit()
    rule = DataValidation(
        type="list",
        formula1='"' + ",".join(TASK_STATES.values()) + '"',
        allow_blank=True,
        errorStyle="stop",
        showErrorMessage=True,
        errorTitle="Trạng thái",
        error=f"Chọn một trong: {', '.join(TASK_STATES.values())}.",
    )
    state = out.letter(marks.TASK_STATE)
    rule.add(f"{state}{_FIRST_ROW}:{state}{out.row}")
    sheet.add_data_validation(rule)


def _guide_sheet(sheet: Worksheet, form: UnitForm) -> None:
    cell = sheet.cell(1, 1)
    cell.value, cell.font = f"Hướng dẫn điền biểu mẫu {form.period.full_title(form.cycle)}", _TITLE
    for row, line in enumerate(_GUIDE, start=3):
        cell = sheet.cell(row, 1)
        cell.value, cell.font, cell.alignment = f"{row - 2}. {line}", _PLAIN, _LEFT
    sheet.column_dimensions["A"].width = 100
    sheet.protection.sheet = True


def _marks_sheet(sheet: Worksheet, form: UnitForm) -> None:
    sheet.sheet_state = "hidden"
    rows = (
        (marks.FORM, ""),
        (marks.KEY_VERSION, str(marks.VERSION)),
        (marks.KEY_UNIT, form.unit),
        (marks.KEY_YEAR, form.cycle.folder),
        (marks.KEY_PERIOD, form.period.name),
        (marks.KEY_CATALOGUE, form.catalogue),
    )
    for row, (key, value) in enumerate(rows, start=1):
        sheet.cell(row, 1).value = key
        cell = sheet.cell(row, 2)
        cell.value = value
        cell.data_type = "s"
        cell.number_format = "@"
    sheet.protection.sheet = True
