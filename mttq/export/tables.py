"""The tables of an export: their columns, what each holds, and which cycles have a file of their own."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from mttq.catalogue import Direction, OverPeriods, OverUnits
from mttq.levels import Level
from mttq.quantity import Approximation, Comparator
from mttq.totals import Status


class ColumnType(StrEnum):
    """What a column holds, by the type that a data dictionary names."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"  # an exact decimal
    FLAG = "boolean"
    DAY = "date"


class ExportColumn(Struct, frozen=True):
    """A column of a table.

    Attributes:
        name: its name.
        title: what it holds, in Vietnamese.
        kind: of which type it is.
        required: whether every row has it.
        words: the values that it can have; none if it has any.
    """

    name: str
    title: str
    kind: ColumnType = ColumnType.TEXT
    required: bool = False
    words: tuple[str, ...] = ()


class ExportTable(Struct, frozen=True, kw_only=True):
    """A table of an export.

    Attributes:
        name: its name, which is that of its file or folder.
        title: what a row is, in Vietnamese.
        columns: its columns, in order.
        key: the columns that tell its rows apart; none if nothing does.
        by_cycle: whether each year or term has a file of its own.
    """

    name: str
    title: str
    columns: tuple[ExportColumn, ...]
    key: tuple[str, ...] = ()
    by_cycle: bool = True


CYCLE = ExportColumn("nam", "năm, nhiệm kỳ, giai đoạn hay đợt cao điểm: 2020, 2019-2024", required=True)
UNIT = ExportColumn("don_vi", "mã đơn vị", required=True)
INDICATOR = ExportColumn("chi_tieu", "mã chỉ tiêu", required=True)
_FIRST_MONTH = "tháng đầu, tính từ năm 0: năm × 12 + tháng - 1"
_LAST_MONTH = "tháng cuối, tính như thang_dau"
FIRST_MONTH = ExportColumn("thang_dau", _FIRST_MONTH, ColumnType.WHOLE, required=True)
LAST_MONTH = ExportColumn("thang_cuoi", _LAST_MONTH, ColumnType.WHOLE, required=True)
PATH = ExportColumn("tep", "tệp, tính từ thư mục gốc của dự án", required=True)
LINE = ExportColumn("dong", "dòng trong tệp", ColumnType.WHOLE, required=True)
APPROXIMATION = ExportColumn(
    "gan_dung",
    "above: “trên”, “hơn”; below: “gần”; around: “khoảng”, “ước”; trống nếu là số chính xác",
    words=tuple(Approximation),
)
LEVEL = ExportColumn("cap", "cấp", required=True, words=tuple(Level))

UNITS = ExportTable(
    name="units",
    title="một đơn vị trong một năm hay nhiệm kỳ, với tên và cấp vào ngày cuối",
    key=("nam", "don_vi"),
    columns=(
        CYCLE,
        UNIT,
        ExportColumn("ten", "tên đơn vị", required=True),
        LEVEL,
        ExportColumn("ma", "mã đơn vị hành chính"),
        ExportColumn(
            "thu_tu",
            "thứ tự trong cây: cấp trên trước, cấp dưới theo danh mục",
            ColumnType.WHOLE,
            required=True,
        ),
        ExportColumn(
            "thang_dau",
            f"{_FIRST_MONTH}, trong năm hay nhiệm kỳ ấy mà đơn vị tồn tại",
            ColumnType.WHOLE,
            required=True,
        ),
        ExportColumn("thang_cuoi", _LAST_MONTH, ColumnType.WHOLE, required=True),
        ExportColumn("con", "còn tồn tại vào ngày cuối", ColumnType.FLAG, required=True),
        ExportColumn("mot_cap", "giữ một cấp trong suốt thời gian ấy", ColumnType.FLAG, required=True),
        ExportColumn("chua_du", "danh mục chưa đủ các đơn vị cấp dưới", ColumnType.FLAG, required=True),
    ),
)
UNIT_PARENTS = ExportTable(
    name="unit_parents",
    title="một đơn vị và một đơn vị mà tổng số có nó: chính nó, các cấp trên, đơn vị đã tiếp nhận nó",
    key=("nam", "don_vi", "thuoc"),
    columns=(
        CYCLE,
        UNIT,
        ExportColumn("thuoc", "mã đơn vị mà tổng số có nó", required=True),
        ExportColumn(
            "so_bac",
            "cách mấy cấp theo mã; 0 là chính nó, trống nếu thuộc vì được tiếp nhận",
            ColumnType.WHOLE,
        ),
        ExportColumn(
            "ty_trong", "phần của đơn vị thuộc về đó: 1 là toàn bộ; trống nếu chưa rõ", ColumnType.NUMBER
        ),
    ),
)
TAKEOVERS = ExportTable(
    name="takeovers",
    title="một đơn vị tiếp nhận một đơn vị khác",
    columns=(
        UNIT,
        ExportColumn("ke_thua", "mã đơn vị được tiếp nhận", required=True),
        ExportColumn("ngay", "ngày tiếp nhận", ColumnType.DAY),
        ExportColumn("ty_trong", "phần được nhận nếu đơn vị cũ bị chia: 0,6 là 60%", ColumnType.NUMBER),
        ExportColumn("can_cu", "văn bản làm căn cứ"),
    ),
    by_cycle=False,
)
INDICATORS = ExportTable(
    name="indicators",
    title="một chỉ tiêu của danh mục",
    key=("chi_tieu",),
    columns=(
        INDICATOR,
        ExportColumn("ten", "tên chỉ tiêu", required=True),
        ExportColumn("thu_tu", "thứ tự trong danh mục", ColumnType.WHOLE, required=True),
        ExportColumn("don_vi_tinh", "đơn vị tính", required=True),
        ExportColumn("theo_cap", "cách gộp theo cấp", required=True, words=tuple(OverUnits)),
        ExportColumn("theo_ky", "cách gộp theo kỳ; trống với tỷ lệ", words=tuple(OverPeriods)),
        ExportColumn(
            "cuoi_ky",
            "số cuối kỳ; với tỷ lệ: cả tử số và mẫu số là số cuối kỳ",
            ColumnType.FLAG,
            required=True,
        ),
        ExportColumn("chieu", "chiều tốt lên", required=True, words=tuple(Direction)),
        ExportColumn("dia_ban", "mọi số liệu là của cả địa bàn", ColumnType.FLAG, required=True),
        ExportColumn("tu_so", "chỉ tiêu làm tử số của tỷ lệ"),
        ExportColumn("mau_so", "chỉ tiêu làm mẫu số của tỷ lệ"),
        ExportColumn("trong_so", "chỉ tiêu làm trọng số"),
        ExportColumn("tinh_nhan_tu", "tính cả phần nhận từ cấp trên", ColumnType.FLAG, required=True),
        ExportColumn("tu", "ngày bắt đầu hiệu lực", ColumnType.DAY),
        ExportColumn("den", "ngày cuối cùng có hiệu lực", ColumnType.DAY),
    ),
    by_cycle=False,
)
INDICATOR_LEVELS = ExportTable(
    name="indicator_levels",
    title="một cấp báo cáo một chỉ tiêu",
    key=("chi_tieu", "cap"),
    columns=(INDICATOR, LEVEL),
    by_cycle=False,
)
INDICATOR_PARTS = ExportTable(
    name="indicator_parts",
    title="một thành phần của một chỉ tiêu gộp (gom)",
    key=("chi_tieu", "thanh_phan"),
    columns=(INDICATOR, ExportColumn("thanh_phan", "mã chỉ tiêu thành phần", required=True)),
    by_cycle=False,
)
PROGRAMMES = ExportTable(
    name="indicator_programmes",
    title="chương trình của một chỉ tiêu trong một bộ chương trình",
    key=("bo", "chi_tieu"),
    columns=(
        ExportColumn("bo", "mã bộ chương trình", required=True),
        ExportColumn("so", "số của chương trình", ColumnType.WHOLE, required=True),
        ExportColumn("ten", "tên chương trình", required=True),
        INDICATOR,
    ),
    by_cycle=False,
)
PERIODS = ExportTable(
    name="periods",
    title="một kỳ báo cáo của một năm hay nhiệm kỳ",
    key=("nam", "ky"),
    columns=(
        CYCLE,
        ExportColumn("ky", "tên kỳ như tên tệp: quy-1, 6-thang, nam", required=True),
        ExportColumn("ten", "tên kỳ để đọc", required=True),
        FIRST_MONTH,
        LAST_MONTH,
        ExportColumn("ngay_dau", "ngày đầu", ColumnType.DAY, required=True),
        ExportColumn("ngay_cuoi", "ngày cuối", ColumnType.DAY, required=True),
        ExportColumn("ca_ky", "là cả năm hay cả nhiệm kỳ", ColumnType.FLAG, required=True),
    ),
    by_cycle=False,
)
CYCLE_PARTS = ExportTable(
    name="cycle_parts",
    title="một năm có báo cáo được tính vào một năm hay nhiệm kỳ: chính nó, và các năm của nhiệm kỳ",
    key=("nam", "gom_nam"),
    columns=(CYCLE, ExportColumn("gom_nam", "năm có báo cáo được tính", required=True)),
    by_cycle=False,
)
FIGURES = ExportTable(
    name="figures",
    title="một số liệu trong một báo cáo, hoặc được suy ra từ các dòng của báo cáo ấy",
    key=("nam", "don_vi", "ky", "chi_tieu", "pham_vi"),
    columns=(
        CYCLE,
        UNIT,
        INDICATOR,
        ExportColumn("ky", "kỳ của báo cáo", required=True),
        FIRST_MONTH,
        LAST_MONTH,
        ExportColumn(
            "pham_vi",
            "rieng: đơn vị tự làm (so_lieu); dia-ban: đơn vị nêu cho cả địa bàn (toan_dia_ban)",
            required=True,
            words=("rieng", "dia-ban"),
        ),
        ExportColumn(
            "nguon",
            "dong: một dòng của tệp; dem: tử số hay mẫu số của một tỷ lệ; tong: cộng các thành phần",
            required=True,
            words=("dong", "dem", "tong"),
        ),
        ExportColumn(
            "khong_ap_dung", "ghi “không áp dụng”: đã báo cáo, không có số", ColumnType.FLAG, required=True
        ),
        ExportColumn(
            "gia_tri",
            "giá trị theo đơn vị tính của chỉ tiêu; trống nếu tỷ lệ có tử số và mẫu số",
            ColumnType.NUMBER,
        ),
        ExportColumn("tu_so", "tử số đã ghi của tỷ lệ", ColumnType.NUMBER),
        ExportColumn("mau_so", "mẫu số đã ghi của tỷ lệ", ColumnType.NUMBER),
        APPROXIMATION,
        ExportColumn(
            "sai_so", "một đơn vị của chữ số cuối cùng đã ghi, nếu là số gần đúng", ColumnType.NUMBER
        ),
        ExportColumn("moi_nam", "là số bình quân mỗi năm của nhiệm kỳ", ColumnType.FLAG, required=True),
        ExportColumn(
            "mau_thuan", "hai dòng của báo cáo cho hai số khác nhau", ColumnType.FLAG, required=True
        ),
        PATH,
        LINE,
    ),
)
TRANSFERS = ExportTable(
    name="transfers",
    title="phần của một số liệu nhận từ đơn vị khác (nhan_tu)",
    columns=(
        CYCLE,
        UNIT,
        INDICATOR,
        ExportColumn("ky", "kỳ của báo cáo", required=True),
        ExportColumn(
            "pham_vi",
            "phạm vi của số liệu có nó, như ở bảng figures",
            required=True,
            words=("rieng", "dia-ban"),
        ),
        ExportColumn("tu", "mã đơn vị đã chuyển, hoặc tên nơi ngoài danh mục", required=True),
        ExportColumn("gia_tri", "số đã nhận", ColumnType.NUMBER, required=True),
        APPROXIMATION,
        PATH,
        LINE,
    ),
)
TARGETS = ExportTable(
    name="targets",
    title="mục tiêu của một đơn vị cho cả năm hay nhiệm kỳ, như mttq total đem so với kết quả",
    key=("nam", "don_vi", "chi_tieu"),
    columns=(
        CYCLE,
        UNIT,
        INDICATOR,
        ExportColumn("so_sanh", "cách so", required=True, words=tuple(Comparator)),
        ExportColumn(
            "gia_tri",
            "mức, hoặc mức dưới của một khoảng; trống nếu các mục tiêu không cộng được",
            ColumnType.NUMBER,
        ),
        ExportColumn("den", "mức trên của một khoảng", ColumnType.NUMBER),
        ExportColumn("tron", "so được với kết quả: là mức của cả đơn vị", ColumnType.FLAG, required=True),
        ExportColumn("so_nam", "số năm của kế hoạch", ColumnType.WHOLE, required=True),
        ExportColumn(
            "tu_lam", "đơn vị tự thực hiện toàn bộ (cap_minh: tat-ca)", ColumnType.FLAG, required=True
        ),
        ExportColumn(
            "cap_minh_so_sanh", "cách so của phần đơn vị tự làm (cap_minh)", words=tuple(Comparator)
        ),
        ExportColumn(
            "cap_minh_gia_tri", "mức của phần đơn vị tự làm, hoặc mức dưới của một khoảng", ColumnType.NUMBER
        ),
        ExportColumn("cap_minh_den", "mức trên của một khoảng", ColumnType.NUMBER),
        ExportColumn(
            "nguon", "rieng: kế hoạch của đơn vị; giao: cấp trên giao", required=True, words=("rieng", "giao")
        ),
        PATH,
        LINE,
    ),
)
TOTALS = ExportTable(
    name="totals",
    title="một dòng của mttq total cho cả năm hay nhiệm kỳ",
    key=("nam", "don_vi", "chi_tieu"),
    columns=(
        CYCLE,
        UNIT,
        ExportColumn("ten", "tên đơn vị", required=True),
        LEVEL,
        INDICATOR,
        ExportColumn("ten_chi_tieu", "tên chỉ tiêu", required=True),
        ExportColumn("ky", "kỳ", required=True),
        ExportColumn("don_vi_tinh", "đơn vị tính", required=True),
        ExportColumn("ke_hoach_so_sanh", "cách so của mục tiêu", words=tuple(Comparator)),
        ExportColumn("ke_hoach_gia_tri", "mục tiêu", ColumnType.NUMBER),
        ExportColumn("ke_hoach_tu", "mục tiêu là một khoảng: từ", ColumnType.NUMBER),
        ExportColumn("ke_hoach_den", "mục tiêu là một khoảng: đến", ColumnType.NUMBER),
        ExportColumn("cap_duoi_dang_ky", "tổng mục tiêu của các đơn vị ngay dưới", ColumnType.NUMBER),
        ExportColumn("cap_minh", "số đơn vị tự làm", ColumnType.NUMBER),
        ExportColumn("so_cong_don", "số cộng từ các báo cáo", ColumnType.NUMBER),
        ExportColumn("so_bao_cao", "số đơn vị nêu cho cả địa bàn", ColumnType.NUMBER),
        ExportColumn("thuc_hien", "kết quả", ColumnType.NUMBER),
        ExportColumn(
            "ty_le_hoan_thanh", "kết quả so với mục tiêu, phần trăm, hai chữ số thập phân", ColumnType.NUMBER
        ),
        ExportColumn("dat", "đạt mục tiêu; trống nếu chưa biết", ColumnType.FLAG),
        ExportColumn("gan_dung", "kết quả là số gần đúng", ColumnType.FLAG, required=True),
        ExportColumn("da_bao_cao", "số đơn vị đã báo cáo", ColumnType.WHOLE, required=True),
        ExportColumn("phai_bao_cao", "số đơn vị phải báo cáo", ColumnType.WHOLE, required=True),
        ExportColumn("trang_thai", "mức tin cậy của kết quả", required=True, words=tuple(Status)),
        ExportColumn("ke_hoach_cap_minh", "mục tiêu của phần đơn vị tự làm", ColumnType.NUMBER),
        ExportColumn("ty_le_cap_minh", "phần tự làm so với mục tiêu ấy, phần trăm", ColumnType.NUMBER),
        ExportColumn("dat_cap_minh", "đạt phần tự làm", ColumnType.FLAG),
        ExportColumn("nguon_ke_hoach", "mục tiêu ở đâu ra", words=("rieng", "giao")),
        ExportColumn("moi_nam", "nhiệm kỳ: kết quả là số bình quân mỗi năm", ColumnType.FLAG),
    ),
)
TABLES = (
    UNITS,
    UNIT_PARENTS,
    TAKEOVERS,
    INDICATORS,
    INDICATOR_LEVELS,
    INDICATOR_PARTS,
    PROGRAMMES,
    PERIODS,
    CYCLE_PARTS,
    FIGURES,
    TRANSFERS,
    TARGETS,
    TOTALS,
)
