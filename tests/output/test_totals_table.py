"""The totals on a terminal: no line wider than it, no name cut, what is missing named or counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import small_project
from output_project import table
from rich.cells import cell_len
from shipped_documents import project as shipped
from small_project import report

from mttq.levels import Level
from mttq.output.totals import render
from mttq.period import parse_cycle
from mttq.totals import build_table

WIDTHS = (40, 60, 80, 100, 140)


def _words(text: str) -> list[str]:
    return text.split()


def _shipped(cycle: str, unit: str, width: int) -> str:
    year = parse_cycle(cycle)
    assert year is not None
    found = build_table(shipped(), year, year.whole, tops=[unit])
    return render(found, shipped().catalogue, width=width, colour=False)


SHIPPED = [
    ("2020", "quang-tri"),
    ("2014-2019", "an-giang/long-xuyen"),
    ("2020", "lam-dong"),
    ("2020", "trung-uong"),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("cycle", "unit"), SHIPPED)
def test_no_line_is_wider_than_the_terminal(cycle: str, unit: str, width: int) -> None:
    text = _shipped(cycle, unit, width)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_with_the_longest_figures_either(tmp_path: Path, width: int) -> None:
    found, catalogue = table(tmp_path)
    text = render(found, catalogue, width=width, colour=False)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    # Each is on one line, whole, with its sign.
    for figure in (r"> ?999\.999\.999\.999\.999\.999", r"≈ ?999\.999\.999\.999\.999\.998", "15 ?– ?20"):
        assert re.search(figure, text), figure


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("cycle", "unit"), SHIPPED)
def test_every_name_is_there_to_its_last_word(cycle: str, unit: str, width: int) -> None:
    year = parse_cycle(cycle)
    assert year is not None
    found = build_table(shipped(), year, year.whole, tops=[unit])
    words = _words(_shipped(cycle, unit, width))
    for row in found.rows:
        for name in (row.indicator.name, row.name):
            assert set(_words(name)) <= {word.strip("();:.") for word in words} | set(words), name
    assert "…" not in " ".join(words)


def test_columns_of_the_plan_appear_only_if_something_was_planned(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    assert "Kế hoạch" in render(found, catalogue, width=140, colour=False)
    text = _shipped("2014-2019", "an-giang/long-xuyen", 100)
    assert "Kế hoạch" not in text
    assert "% KH" not in text


def test_a_wider_terminal_never_shows_less(tmp_path: Path) -> None:
    """Columns that fit a terminal fit every wider one, though that has room for more of them."""
    found, catalogue = table(tmp_path)
    shown = [render(found, catalogue, width=width, colour=False) for width in range(60, 180)]
    in_columns = ["% KH" in text for text in shown]
    assert in_columns == sorted(in_columns)
    assert in_columns.index(True) + 60 < 116


def test_the_text_of_the_cells(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    lines = render(found, catalogue, width=140, colour=False).splitlines()
    text = "\n".join(lines)
    assert re.search(r"^Tỷ lệ cử tri đi bầu +% +99,01 +– +1/4 +thiếu$", text, re.MULTILINE)
    assert re.search(
        r"^Sản lượng một héc-ta +đồng/ha/năm +120\.500\.000 +– +1/1 +riêng từng đơn vị$", text, re.MULTILINE
    )
    assert re.search(r"Quỹ “Vì người nghèo” +đồng +> 999\.999\.999\.999\.999\.999 +≈ 999\.999", text)
    assert re.search(r"Nhà Đại đoàn kết +nhà +15 – 20 +15 +– +– +1/4 +thiếu", text)
    assert re.search(r"Công trình +công trình +≥ 8 +5 +62,50 +– +2/4 +thiếu", text)
    assert re.search(r"Cuộc giám sát +cuộc +≥ 2 +– +– +– +0/1 +chưa có số liệu", text)


def test_the_rows_of_a_unit_stand_under_their_programmes(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    for width in (60, 140):
        lines = render(found, catalogue, width=width, colour=False).splitlines()
        places = [lines.index(title) for title in ("Tình hình chung", "1. Đại đoàn kết", "2. Thi đua")]
        assert places == sorted(places), width
        assert lines[places[0] - 1] == "tỉnh Quảng Trị (quang-tri)"
        assert lines[places[0] + 1].startswith("Sản lượng một héc-ta")
        houses = next(place for place, line in enumerate(lines) if line.startswith("Nhà Đại đoàn kết"))
        assert houses > places[2]


def test_rows_of_one_programme_need_no_title(tmp_path: Path) -> None:
    documents = {"2020/quang-tri/nam.yaml": small_project.report(programmes="2: {so_lieu: {nha: 12 nhà}}\n")}
    found, catalogue = table(tmp_path, documents)
    assert "Thi đua" not in render(found, catalogue, width=100, colour=False)


def test_yearly_means_keep_their_year() -> None:
    text = _shipped("2014-2019", "an-giang/long-xuyen/my-thoi", 140)
    assert "1.000/năm" in text


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path, {})
    assert (
        render(found, catalogue, width=80, colour=False) == "Chưa có mục tiêu hay số liệu nào cho năm 2020.\n"
    )


def test_missing_units_are_named_once_for_all_their_indicators(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    notes = render(found, catalogue, width=140, colour=False).partition("Còn thiếu số liệu:\n")[2]
    flat = " ".join(notes.split())
    assert "Quỹ “Vì người nghèo”; Việc làm mới: huyện Hướng Hóa; xã Tân Long; huyện Đakrông." in flat
    assert "Công trình: huyện Hướng Hóa; huyện Đakrông." in flat
    assert "Cuộc giám sát: tỉnh Quảng Trị." in flat
    assert flat.count("Việc làm mới") == 1


def test_a_statement_that_stands_for_others_is_named_with_them(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    text = " ".join(render(found, catalogue, width=140, colour=False).split())
    assert "- Nhà Đại đoàn kết: huyện Đakrông." in text
    assert (
        "Lấy số toàn địa bàn: - Nhà Đại đoàn kết: huyện Hướng Hóa (plans/2020/quang-tri/huong-hoa/nam.yaml:5) "
        "thay cho xã Tân Long." in text
    )


def test_the_months_that_are_missing_are_named(tmp_path: Path) -> None:
    figures = {
        "quang-tri/6-thang": "2: {toan_dia_ban: {quy: 9 tỷ đồng}}\n",
        "quang-tri/dakrong/quy-1": "2: {so_lieu: {quy: 3 tỷ đồng}}\n",
        "quang-tri/dakrong/thang-05": "2: {so_lieu: {quy: 1 tỷ đồng}}\n",
    }
    documents = {}
    for name, programmes in figures.items():
        unit, _, period = name.rpartition("/")
        documents[f"2020/{name}.yaml"] = report(unit=unit, period=period, programmes=programmes)
    found, catalogue = table(tmp_path, documents)
    text = " ".join(
        render(found, catalogue, width=140, colour=False).partition("Còn thiếu số liệu:\n")[2].split()
    )
    assert text == (
        "- Quỹ “Vì người nghèo”: tỉnh Quảng Trị (tháng 7–12); huyện Hướng Hóa (tháng 7–12); "
        "xã Tân Long (tháng 7–12); huyện Đakrông (tháng 7–12). "
        "Lấy số toàn địa bàn: "
        "- Quỹ “Vì người nghèo”: tỉnh Quảng Trị (plans/2020/quang-tri/6-thang.yaml:5) "
        "thay cho huyện Hướng Hóa (tháng 1–6); xã Tân Long (tháng 1–6); huyện Đakrông (tháng 1–6)."
    )


def test_the_wards_that_are_missing_are_named() -> None:
    text = _shipped("2014-2019", "an-giang/long-xuyen", 140)
    houses = [line.split() for line in text.splitlines() if line.startswith("Hộ nghèo, cận nghèo")]
    assert [line[-3] if line[-1] in {"thiếu", "đủ"} else "" for line in houses] == ["26", "26"]
    note = " ".join(text.partition("Còn thiếu số liệu:")[2].split())
    assert "Hộ nghèo, cận nghèo vào ở Khu dân cư Đại đoàn kết" in note
    assert "thành phố Long Xuyên; phường Mỹ Bình" in note
    assert "phường Mỹ Phước; phường Mỹ Quý; phường Mỹ Thạnh" in note


def _wide_project(communes: int) -> dict[str, str]:
    below = "".join(
        f"            xa-{number}: {{ten: xã số {number}, cap: xa}}\n" for number in range(communes)
    )
    units = f"        tinh:\n          ten: tỉnh\n          cap: tinh\n          cap_duoi:\n{below}"
    return {
        "danh-muc/don-vi.yaml": units,
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
        "2020/tinh/nam.yaml": small_project.report(unit="tinh", programmes="2: {so_lieu: {nha: 12 nhà}}\n"),
    }


@pytest.mark.parametrize(
    ("communes", "left"), [(12, ""), (14, ""), (15, "và 3 đơn vị nữa"), (300, "và 288 đơn vị nữa")]
)
def test_a_long_list_says_how_many_more_there_are(tmp_path: Path, communes: int, left: str) -> None:
    found, catalogue = table(tmp_path, _wide_project(communes), tops=("tinh",))
    note = " ".join(
        render(found, catalogue, width=100, colour=False).partition("Còn thiếu số liệu:")[2].split()
    )
    named = note.count("xã số")
    if left:
        assert note.endswith(f"{left}.")
        assert named + int(left.split()[1]) == communes
    else:
        assert named == communes


def test_many_notes_say_how_many_more_there_are(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path, _wide_project(40), tops=("tinh",), level=Level.COMMUNE)
    assert "Chưa có mục tiêu" in render(found, catalogue, width=100, colour=False)
    documents = _wide_project(40)
    for number in range(40):
        plan = small_project.plan(
            unit=f"tinh/xa-{number}", programmes="2: {muc_tieu: M, chi_tieu: {nha: 1 nhà}}\n"
        )
        documents[f"2020/tinh/xa-{number}/ke-hoach.yaml"] = plan
    found, catalogue = table(tmp_path, documents, tops=("tinh",), level=Level.COMMUNE)
    text = render(found, catalogue, width=100, colour=False)
    assert text.count("- Nhà Đại đoàn kết: xã số") == 30
    assert text.endswith("- và 10 dòng nữa; nêu --unit hoặc --indicator để xem đủ.\n")


def test_colour_changes_no_word(tmp_path: Path) -> None:
    found, catalogue = table(tmp_path)
    plain = render(found, catalogue, width=100, colour=False)
    coloured = render(found, catalogue, width=100, colour=True)
    assert "\x1b[1m" in coloured
    assert "\x1b" not in plain
    assert _words(re.sub(r"\x1b\[[0-9;]*m", "", coloured)) == _words(plain)


def test_no_name_steers_the_terminal_or_is_taken_for_markup(tmp_path: Path) -> None:
    name = '"\\x1b[31m[bold]nhà[/bold] :smile: \\u202eđỏ"'
    indicators = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"].replace(
        "ten: Nhà Đại đoàn kết", f"ten: {name}"
    )
    units_file = small_project.CATALOGUE["danh-muc/don-vi.yaml"].replace(
        "ten: tỉnh Quảng Trị", f"ten: {name}"
    )
    documents = {
        "danh-muc/chi-tieu.yaml": indicators,
        "danh-muc/don-vi.yaml": units_file,
        "2020/quang-tri/nam.yaml": small_project.report(programmes="2: {so_lieu: {nha: 12 nhà}}\n"),
    }
    found, catalogue = table(tmp_path, documents)
    text = render(found, catalogue, width=140, colour=False)
    assert all(line.isprintable() for line in text.splitlines())
    assert text.count("\\u001b[31m[bold]nhà[/bold] :smile: \\u202eđỏ") >= 2


def test_a_divided_unit_without_shares_is_named_with_the_reason(tmp_path: Path) -> None:
    units = """\
        t:
          ten: tỉnh T
          cap: tinh
          cap_duoi:
            x: {ten: xã X, cap: xa, den: 2020-06-30}
            m: {ten: xã M, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}
            n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/x}]}
        """
    report = small_project.report(unit="t/x", period="6-thang", programmes="2: {so_lieu: {nha: 4 nhà}}\n")
    documents = {"danh-muc/don-vi.yaml": units, "2020/t/x/6-thang.yaml": report}
    note = (
        "Chưa phân bổ cho các đơn vị kế thừa, vì ke_thua không ghi ty_trong:\n"
        "  - xã X (t/x): chia cho xã M; xã N.\n"
    )
    found, known = table(tmp_path, documents, tops=("t",))
    assert note in render(found, known, width=100, colour=False)
    shared = documents | {
        "danh-muc/don-vi.yaml": units.replace("don_vi: t/x}", "don_vi: t/x, ty_trong: 50%}")
    }
    found, known = table(tmp_path, shared, tops=("t",))
    assert "Chưa phân bổ" not in render(found, known, width=100, colour=False)
