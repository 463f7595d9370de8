"""Who has reported on a terminal: the numbers, then the units, the most pressing first; nothing cut."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from status_sample import DOCUMENTS, sample, wide

from mttq.output.status import render

AT_80 = """\
TÌNH HÌNH NỘP BÁO CÁO NĂM 2020
Hạn nộp: 05/01/2021; tính đến ngày 01/02/2021.

       Phải   Đã       %  Đúng  % đúng   Nộp    Không  Tệp  Đủ kỳ  Chưa
Cấp     nộp  nộp     nộp   hạn     hạn  muộn  rõ ngày  lỗi   ngắn   nộp
───────────────────────────────────────────────────────────────────────
tỉnh      1    1  100,00     1  100,00     0        0    0      0     0
huyện     2    1   50,00     0    0,00     1        0    0      0     1
xã        4    1  25,00*     0    0,00     0        1    1      1     1
Cộng      7    3  42,86*     1   14,29     1        1    1      1     2
* danh mục chưa đủ đơn vị cấp dưới

tỉnh Quảng Trị (cấp mình)
  phải nộp 1; đã nộp 1 (100,00%); đúng hạn 1 (100,00%); nộp muộn 0
huyện Hướng Hóa
  phải nộp 5; đã nộp 2 (40,00%); đúng hạn 0 (0,00%); nộp muộn 1; không rõ ngày
  1; tệp lỗi 1; đủ kỳ ngắn 1; chưa nộp 1
huyện Đakrông
  phải nộp 1; đã nộp 0 (0,00%); đúng hạn 0 (0,00%); nộp muộn 0; chưa nộp 1; danh
  mục chưa đủ đơn vị cấp dưới
Cộng
  phải nộp 7; đã nộp 3 (42,86%); đúng hạn 1 (14,29%); nộp muộn 1; không rõ ngày
  1; tệp lỗi 1; đủ kỳ ngắn 1; chưa nộp 2; danh mục chưa đủ đơn vị cấp dưới

Chưa nộp (2 đơn vị):
  xã Tân Long (quang-tri/huong-hoa/tan-long)
  huyện Đakrông (quang-tri/dakrong)

Có tệp nhưng có lỗi nên không đọc được (1 đơn vị):
  thị trấn Khe Sanh (quang-tri/huong-hoa/khe-sanh):
  plans/2020/quang-tri/huong-hoa/khe-sanh/nam.yaml

Nộp muộn (1 đơn vị):
  huyện Hướng Hóa (quang-tri/huong-hoa): nộp ngày 15/01/2021 theo git, muộn 10
  ngày

Đã nộp, không rõ ngày (1 đơn vị):
  xã Lìa (quang-tri/huong-hoa/lia): đơn vị chỉ có từ ngày 01/02/2020

Chưa có báo cáo của kỳ này, nhưng đủ các kỳ ngắn hơn (1 đơn vị):
  xã Thuận (quang-tri/huong-hoa/thuan): có quy-1, quy-2, quy-3, đơn vị chỉ có
  đến hết ngày 30/09/2020

Nộp đúng hạn (1 đơn vị):
  tỉnh Quảng Trị (quang-tri): nộp ngày 05/01/2021

Đã nộp dù không thuộc diện phải nộp (1 đơn vị):
  Hội Nông dân tỉnh Quảng Trị (quang-tri/hoi-nong-dan): nộp ngày 30/12/2020

Chưa có kế hoạch năm 2020 (6 đơn vị):
  huyện Hướng Hóa (quang-tri/huong-hoa)
  xã Tân Long (quang-tri/huong-hoa/tan-long)
  xã Lìa (quang-tri/huong-hoa/lia)
  thị trấn Khe Sanh (quang-tri/huong-hoa/khe-sanh)
  xã Thuận (quang-tri/huong-hoa/thuan)
  huyện Đakrông (quang-tri/dakrong)

Kế hoạch năm 2020: 1/7 đơn vị trong diện phải nộp đã có ke-hoach.yaml.
"""

LEVELS_AT_120 = """\
       Phải   Đã       %  Đúng  % đúng   Nộp    Không  Tệp  Đủ kỳ  Chưa
Cấp     nộp  nộp     nộp   hạn     hạn  muộn  rõ ngày  lỗi   ngắn   nộp  Ghi chú
─────────────────────────────────────────────────────────────────────────────────────────
tỉnh      1    1  100,00     1  100,00     0        0    0      0     0
huyện     2    1   50,00     0    0,00     1        0    0      0     1
xã        4    1   25,00     0    0,00     0        1    1      1     1  danh mục chưa đủ
                                                                         đơn vị cấp dưới
Cộng      7    3   42,86     1   14,29     1        1    1      1     2  danh mục chưa đủ
                                                                         đơn vị cấp dưới
"""
BRANCHES_AT_120 = """\
                           Phải   Đã       %  Đúng  % đúng   Nộp    Không  Tệp  Đủ kỳ  Chưa
Đơn vị                      nộp  nộp     nộp   hạn     hạn  muộn  rõ ngày  lỗi   ngắn   nộp  Ghi chú
─────────────────────────────────────────────────────────────────────────────────────────────────────────────
tỉnh Quảng Trị (cấp mình)     1    1  100,00     1  100,00     0        0    0      0     0
huyện Hướng Hóa               5    2   40,00     0    0,00     1        1    1      1     1
huyện Đakrông                 1    0    0,00     0    0,00     0        0    0      0     1  danh mục chưa đủ
                                                                                             đơn vị cấp dưới
Cộng                          7    3   42,86     1   14,29     1        1    1      1     2  danh mục chưa đủ
                                                                                             đơn vị cấp dưới
"""


def test_a_terminal_of_80_columns(tmp_path: Path) -> None:
    assert render(sample(tmp_path), width=80, colour=False) == AT_80


def test_a_terminal_of_120_columns(tmp_path: Path) -> None:
    text = render(sample(tmp_path), width=120, colour=False)
    assert f"\n{BRANCHES_AT_120}\n" in text
    assert f"\n{LEVELS_AT_120}\n" in text


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_no_name_is_cut(tmp_path: Path, width: int) -> None:
    found = sample(tmp_path)
    text = render(found, width=width, colour=False)
    assert [line for line in text.splitlines() if cell_len(line) > width or line != line.rstrip()] == []
    words = set(text.split())
    for entry in found.entries:
        assert set(entry.name.split()) <= words
    assert "…" not in text


def test_without_a_deadline_no_report_is_on_time_or_late(tmp_path: Path) -> None:
    text = render(sample(tmp_path, period="quy-1"), width=120, colour=False)
    assert (
        "Chưa đặt hạn nộp cho kỳ này (han_nop trong plans/danh-muc/mttq.yaml) nên không xét đúng hạn hay muộn; "
        "tính đến ngày 01/02/2021. Phải"
    ) in " ".join(text.split())
    assert "Đúng" not in text
    assert "muộn " not in text.partition("01/02/2021")[2]
    assert "Đã nộp (1 đơn vị):\n  xã Thuận (quang-tri/huong-hoa/thuan): không rõ ngày\n" in text


def test_reports_that_are_not_due_yet(tmp_path: Path) -> None:
    due = render(sample(tmp_path, today=date(2021, 1, 5)), width=120, colour=False)
    assert "\nChưa đến hạn (2 đơn vị):\n" in due
    assert "\nChưa nộp (" not in due
    # Without a deadline a period is due when it is over.
    running = render(sample(tmp_path, period="quy-1", today=date(2020, 3, 31)), width=80, colour=False)
    assert "\nChưa hết kỳ (6 đơn vị):\n" in running
    assert "\nCộng      7    1  14,29       6     0  danh mục chưa đủ\n" in running


@pytest.mark.parametrize(("communes", "shown", "left"), [(39, 40, 0), (40, 20, 21), (600, 20, 581)])
def test_a_long_list_says_how_many_more_there_are(
    tmp_path: Path, communes: int, shown: int, left: int
) -> None:
    text = render(sample(tmp_path, wide(communes)), width=80, colour=False)
    section = text.partition(f"\nChưa nộp ({communes + 1} đơn vị):\n")[2].partition("\n\n")[0]
    assert len(re.findall(r"^  (xã số|tỉnh)", section, re.MULTILINE)) == shown
    assert (f"\n  và {left} đơn vị nữa" in section) == (left > 0)
    assert text.endswith("Xem đủ danh sách: nêu --unit, hoặc dùng --format csv.\n") == (left > 0)


def test_branches_are_listed_only_if_they_have_units_below(tmp_path: Path) -> None:
    assert "\nĐơn vị " not in render(sample(tmp_path, wide(3)), width=120, colour=False)
    assert "\nĐơn vị " not in render(sample(tmp_path, tops=["quang-tri/huong-hoa"]), width=120, colour=False)


def test_no_unit_owes_a_report(tmp_path: Path) -> None:
    indicators = "giam-sat: {ten: Giám sát, don_vi_tinh: cuộc, theo_cap: tong, cap: [trung-uong]}\n"
    documents = wide(3) | {"danh-muc/chi-tieu.yaml": indicators}
    text = render(sample(tmp_path, documents), width=80, colour=False)
    assert text == "Không đơn vị nào phải nộp báo cáo năm 2020.\n"


def test_colour_changes_no_word(tmp_path: Path) -> None:
    found = sample(tmp_path)
    coloured = render(found, width=80, colour=True)
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == render(found, width=80, colour=False).split()


def test_no_name_steers_the_terminal_or_is_taken_for_markup(tmp_path: Path) -> None:
    name = '"\\x1b[31m[bold]xã[/bold] :smile: \\u202eđỏ"'
    documents = DOCUMENTS | {
        "danh-muc/don-vi.yaml": DOCUMENTS["danh-muc/don-vi.yaml"].replace(
            "ten: tỉnh Quảng Trị", f"ten: {name}"
        )
    }
    text = render(sample(tmp_path, documents), width=140, colour=False)
    assert all(line.isprintable() for line in text.splitlines())
    assert "\\u001b[31m[bold]xã[/bold] :smile: \\u202eđỏ (quang-tri): nộp ngày 05/01/2021\n" in text
