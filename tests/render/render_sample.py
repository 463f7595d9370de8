"""Documents to render: one that reads like the real thing, and small ones made of single blocks."""

from __future__ import annotations

from msgspec.structs import replace

from mttq.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Item,
    Letterhead,
    Paragraph,
    Report,
    Signature,
    TableBlock,
)

FIGURES = (
    Column("STT", Align.CENTRE, 10),
    Column("Chỉ tiêu", Align.LEFT, 56),
    Column("Đơn vị tính", Align.CENTRE, 18),
    Column("Kế hoạch năm", Align.RIGHT, 26),
    Column("Thực hiện", Align.RIGHT, 26),
    Column("So với kế hoạch", Align.RIGHT, 24),
)

LONG = (
    "Năm 2020, trong bối cảnh dịch bệnh COVID-19 và các đợt mưa lũ lịch sử liên tiếp xảy ra trên địa bàn tỉnh, "
    "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh đã bám sát sự chỉ đạo của Tỉnh ủy, hướng dẫn của "
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam, chủ động phối hợp với chính quyền và các tổ chức thành viên "
    "tập hợp, vận động các tầng lớp Nhân dân thực hiện thắng lợi các nhiệm vụ phát triển kinh tế - xã hội, "
    "quốc phòng - an ninh; vận động Quỹ “Vì người nghèo” được 19,5 tỷ đồng, hỗ trợ xây mới, sửa chữa 347 nhà "
    "Đại đoàn kết, tặng 12.480 suất quà cho hộ nghèo, hộ có hoàn cảnh khó khăn."
)

_NAMES = (
    "Vận động Quỹ “Vì người nghèo” các cấp",
    "Nhà Đại đoàn kết xây mới và sửa chữa cho hộ nghèo",
    "Tỷ lệ khu dân cư tổ chức Ngày hội Đại đoàn kết toàn dân tộc",
    "Cuộc giám sát do Mặt trận chủ trì",
    "Lượt người dự hội nghị tiếp xúc cử tri với đại biểu Quốc hội và Hội đồng nhân dân",
)
_UNITS = ("đồng", "nhà", "%", "cuộc", "lượt người")
_PLANS = ("trên 19 tỷ", "350", "100,00", "24", "—")
_RESULTS = ("≈ 19,5 tỷ", "347", "99,87", "26", "17.363")
_SHARES = ("102,63%", "99,14%", "99,87%", "108,33%", "—")


def figures(rows: int, title: str = "Bảng 1. Kết quả thực hiện các chỉ tiêu") -> TableBlock:
    """Return a table of figures with this many rows."""
    return TableBlock(
        title,
        FIGURES,
        tuple(
            (str(n + 1), _NAMES[n % 5], _UNITS[n % 5], _PLANS[n % 5], _RESULTS[n % 5], _SHARES[n % 5])
            for n in range(rows)
        ),
    )


BODY: tuple[Block, ...] = (
    Paragraph(
        "Thực hiện Chương trình số 01/CTr-MTTQ-BTT ngày 15 tháng 01 năm 2020 của Ban Thường trực Ủy ban Mặt "
        "trận Tổ quốc Việt Nam tỉnh, Ban Thường trực báo cáo kết quả công tác Mặt trận năm 2020 như sau:"
    ),
    Heading(1, "I.", "TÌNH HÌNH CÁC TẦNG LỚP NHÂN DÂN VÀ KHỐI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC"),
    Paragraph(LONG),
    Heading(3, "", "Nông dân"),
    Paragraph(
        "Nông dân phấn khởi trước giá nông sản, nhưng lo lắng vì thiệt hại do mưa lũ; "
        "năm 2020 tỷ lệ hộ nghèo còn 6,48 %."
    ),
    Heading(1, "II.", "KẾT QUẢ THỰC HIỆN CÁC CHƯƠNG TRÌNH HÀNH ĐỘNG"),
    Heading(
        2,
        "1.",
        "Tuyên truyền, vận động, tập hợp các tầng lớp Nhân dân, phát huy sức mạnh khối đại đoàn kết toàn dân tộc",
    ),
    Paragraph(LONG),
    Item("Tổ chức 214 buổi tuyên truyền với 17.363 lượt người tham dự;"),
    Item("Phối hợp tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở 798/799 khu dân cư, đạt 99,87%."),
    Heading(2, "2.", "Vận động Nhân dân thi đua lao động sáng tạo"),
    Heading(3, "a)", "Quỹ “Vì người nghèo”"),
    Paragraph("Toàn tỉnh vận động được 1 tỷ 804 triệu đồng, trong đó cấp tỉnh 1.804.000.000 đ."),
    Paragraph(LONG),
    figures(60),
    Paragraph(LONG),
    figures(3, "Bảng 2. Kết quả vận động cứu trợ"),
    Heading(1, "III.", "ĐÁNH GIÁ CHUNG"),
    Heading(3, "", "Ưu điểm:"),
    Paragraph(LONG),
    Heading(1, "IV.", "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM NĂM 2021"),
    Paragraph(LONG),
    Paragraph(
        "Trên đây là báo cáo kết quả công tác Mặt trận năm 2020 của Ban Thường trực Ủy ban Mặt trận Tổ quốc "
        "Việt Nam tỉnh Quảng Trị./."
    ),
)

REPORT = Report(
    kind="bao-cao",
    letterhead=Letterhead(
        superior=("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG TRỊ"),
        issuer=("BAN THƯỜNG TRỰC",),
        number="Số: 12/BC-MTTQ-BTT",
        place_and_date="Quảng Trị, ngày 15 tháng 12 năm 2020",
    ),
    type_name="BÁO CÁO",
    subject=("Kết quả công tác Mặt trận năm 2020, phương hướng, nhiệm vụ năm 2021",),
    addressed_to=(),
    basis=(),
    body=BODY,
    signature=Signature("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Hồng Ánh"),
    recipients=(
        "- Ủy ban Trung ương MTTQ Việt Nam (để b/c);",
        "- Thường trực Tỉnh ủy (để b/c);",
        "- Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố;",
        "- Các tổ chức thành viên;",
        "- Lưu: VT, BPT.",
    ),
)

PLAN = replace(
    REPORT,
    kind="chuong-trinh",
    letterhead=Letterhead(
        superior=(),
        issuer=("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "TỈNH QUẢNG TRỊ"),
        number="Số:        /CTr-MTTQ-BTT",
        place_and_date="Quảng Trị, ngày      tháng 01 năm 2020",
    ),
    type_name="CHƯƠNG TRÌNH",
    subject=("Công tác Mặt trận năm 2020",),
    addressed_to=("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Thường trực Tỉnh ủy Quảng Trị"),
    basis=(
        "Căn cứ Luật Mặt trận Tổ quốc Việt Nam ngày 09 tháng 6 năm 2015;",
        "Căn cứ Chương trình phối hợp và thống nhất hành động năm 2020 của "
        "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam.",
    ),
)


def of(*body: Block) -> Report:
    """Return a report with these blocks and only a letterhead around them."""
    return replace(REPORT, body=body)
