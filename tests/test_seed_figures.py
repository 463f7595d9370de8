"""The shipped data: every figure, and the facts of the published texts, appear in the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain

import pytest
from render_reading import docx_blocks
from shipped_documents import CHECKOUT, WANTED, Wanted, document, issued_files, project
from whole_project import documents

from mttq.catalogue import Indicator
from mttq.check import check
from mttq.documents import Briefing, Figure, PeriodReport, Plan, Target, load
from mttq.documents.model import FileRef
from mttq.output import totals
from mttq.period import parse_cycle
from mttq.render import markdown
from mttq.render.word import docx
from mttq.report import KINDS, Report, subject_of
from mttq.report.references import mentioned
from mttq.totals import TotalsTable, build_table

_MY_THOI = "an-giang/long-xuyen/my-thoi"
TERM_REPORT = Wanted("2014-2019", _MY_THOI, "bao-cao")
TERM_PROGRAMME = Wanted("2019-2024", _MY_THOI, "chuong-trinh")
PLAN_2020 = Wanted("2020", "quang-tri", "chuong-trinh")
PLAN_2021 = Wanted("2021", "quang-tri", "chuong-trinh")
VINH_PHUC = Wanted("2020", "vinh-phuc", "chuong-trinh")
CENTRE = Wanted("2020", "trung-uong", "chuong-trinh")
LAM_DONG = Wanted("2020", "lam-dong", "bao-cao")
BRIEFING_4 = Wanted("2020", "quang-tri", "giao-ban", "quy-4")
CONGRESS = Wanted("2014-2019", _MY_THOI, "nhiem-ky")
LONG_XUYEN = Wanted("2014-2019", "an-giang/long-xuyen", "bao-cao")

# A number in Vietnamese notation, followed by its scale; `02` and `2` are the same number.
NUMBER = re.compile(r"\d[\d.,]*(?:/\d[\d.,]*)?(?:%| (?:nghìn|ngàn|triệu|tỷ)\b)?")


@cache
def _pages(wanted: Wanted) -> dict[str, str]:
    """The two files of a document as running text."""
    report = document(wanted)
    word = docx_blocks(docx.render(report, project().root))
    lines = [
        content if isinstance(content, str) else "\n".join(" | ".join(row) for row in content)
        for _, content in word
    ]
    return {
        "docx": "\n".join(lines).replace("\u00a0", " "),
        "md": markdown.render(report, project().root).replace("\\", ""),
    }


def _wanted(ref: FileRef) -> Wanted:
    kind = "chuong-trinh" if ref.path.endswith("/ke-hoach.yaml") else "bao-cao"
    return Wanted(ref.cycle.name, ref.unit, kind)


def _numbers(text: str) -> list[str]:
    return [re.sub(r"^0(?=\d)", "", found.rstrip(".,")) for found in NUMBER.findall(text)]


def _figures() -> Iterator[tuple[FileRef, Figure | Target, str]]:
    """Every figure and target of the shipped files, with its amount as typed."""
    for one in documents(project()):
        held: list[Figure | Target] = []
        if isinstance(one, Plan):
            held = [*one.facts.figures, *one.facts.body.targets]
        elif isinstance(one, PeriodReport):
            held = [*one.facts.body.figures]
        lines = project().sources[one.facts.ref.path].lines
        for figure in held:
            span = figure.span
            yield (
                one.facts.ref,
                figure,
                lines[span.line - 1][span.column - 1 : span.end_column - 1].strip("\"'"),
            )


FIGURES = list(_figures())


def test_the_shipped_files_hold_figures() -> None:
    assert len(issued_files()) >= 7
    assert len(FIGURES) >= 42


@pytest.mark.parametrize(
    ("ref", "figure", "typed"),
    FIGURES,
    ids=[f"{ref.cycle.name}-{ref.unit.split('/')[-1]}-{figure.indicator}" for ref, figure, _ in FIGURES],
)
def test_every_figure_follows_its_indicator_in_the_document(
    ref: FileRef, figure: Figure | Target, typed: str
) -> None:
    """The number as it was typed follows the indicator's name, in Word and in Markdown, or stands in a text."""
    indicator = project().catalogue.indicators[figure.indicator]
    (number,) = _numbers(typed)
    for page in _pages(_wanted(ref)).values():
        if figure.indicator in mentioned(project(), ref):
            assert not any(
                line.removeprefix("- ").startswith(f"{indicator.name}: ") for line in page.splitlines()
            )
            assert typed in page
            continue
        lines = [
            line for line in page.splitlines() if line.removeprefix("- ").startswith(f"{indicator.name}: ")
        ]
        assert len(lines) == 1
        assert number in _numbers(lines[0].partition(": ")[2])
    for part in chain.from_iterable(figure.breakdowns):
        amount = f"{part.name}: {'0' if 0 < part.quantity.value < 10 else ''}{part.quantity.value}"
        said = part.name if figure.indicator in mentioned(project(), ref) else amount  # in the table alone
        assert all(said in page for page in _pages(_wanted(ref)).values())


@cache
def _totals(ref: FileRef) -> TotalsTable:
    return build_table(project(), ref.cycle, ref.cycle.whole, tops=[ref.unit])


@pytest.mark.parametrize(
    ("ref", "figure"),
    [
        (ref, figure)
        for ref, figure, _ in FIGURES
        if isinstance(figure, Target) or "/ke-hoach" not in ref.path
    ],
    ids=lambda one: one.indicator if isinstance(one, Figure | Target) else one.unit.split("/")[-1],
)
def test_every_figure_is_in_the_totals_of_its_unit(ref: FileRef, figure: Figure | Target) -> None:
    table = _totals(ref)
    (row,) = [row for row in table.rows if row.indicator.id == figure.indicator and row.unit.id == ref.unit]
    record = next(one for one in totals.records(table) if one["chi_tieu"] == figure.indicator)
    if isinstance(figure, Target):
        assert row.goal is not None
        assert row.goal.value == figure.quantity.value
        return
    shown = record["cap_minh"]
    assert isinstance(shown, Decimal)
    assert shown == round(figure.quantity.value, 2) == record["thuc_hien"]
    page = totals.render(table, project().catalogue, width=140, colour=False)
    assert _digits(figure.quantity.value, row.indicator) in page


def _digits(value: Decimal, indicator: Indicator) -> str:
    """A number in full, with dots between thousands, percentages with two decimals."""
    text = f"{value:,.2f}" if indicator.measure.name == "%" else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))


FACTS = [
    # Quảng Trị: the tasks of 2020
    (PLAN_2020, "trên 19 tỷ đồng"),
    (PLAN_2020, "Nhà Đại đoàn kết xây mới và sửa chữa: 350 nhà"),
    (PLAN_2020, "ít nhất 12 nghìn suất"),
    (PLAN_2020, "“Nối vòng tay nhân ái”: 20 nhà"),
    (PLAN_2020, "04 mô hình"),
    (PLAN_2020, "kết nghĩa Bản - Bản: 02 mô hình"),
    (PLAN_2020, "đồng bào tôn giáo: 02 mô hình"),
    (PLAN_2020, "tại hai huyện Hướng Hóa và Đakrông"),
    (PLAN_2020, "Cuộc giám sát do Mặt trận chủ trì: 01 cuộc; cơ quan Ủy ban MTTQ tỉnh tự thực hiện toàn bộ"),
    (PLAN_2020, "tiếp công dân, giải quyết khiếu nại, tố cáo của công dân"),
    (PLAN_2020, "1846/CTPH"),
    (PLAN_2020, "Thanh tra, Sở Tư pháp, Hội Luật gia và Đoàn Luật sư tỉnh"),
    (PLAN_2020, "Chỉ thị số 05-CT/TW ngày 15/5/2016"),
    (PLAN_2020, "Chỉ thị số 10-CT/TW"),
    (PLAN_2020, "Nghị quyết số 18-NQ/TW"),
    (PLAN_2020, "5 nhóm nhiệm vụ trọng tâm"),
    (PLAN_2020, "90 năm Ngày thành lập Đảng Cộng sản Việt Nam (3/2/1930 – 3/2/2020)"),
    (PLAN_2020, "130 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 – 19/5/2020)"),
    (PLAN_2020, "75 năm Quốc khánh"),
    (PLAN_2020, "2/9/1945 – 2/9/2020"),
    (PLAN_2020, "18/11/1930 – 18/11/2020"),
    (PLAN_2020, "giai đoạn 2017 – 2020"),
    (PLAN_2020, "giai đoạn 2018 – 2020"),
    (PLAN_2020, "giai đoạn 2019 – 2022"),
    (PLAN_2020, "Quảng Trị - Salavan - Savannakhet"),
    (PLAN_2020, "sơ kết 5 năm thực hiện Luật MTTQ Việt Nam"),
    (PLAN_2020, "lần thứ IX, nhiệm kỳ 2019 – 2024"),
    (PLAN_2020, "nhiệm kỳ 2021 – 2026"),
    (BRIEFING_4, "Nguyễn Đăng Quang"),
    (BRIEFING_4, "Ngày 25/12/2020"),
    (
        CONGRESS,
        "26 hộ nghèo, gồm 14 hộ của phường Mỹ Thới, 08 hộ của phường Mỹ Phước và 04 hộ của phường Mỹ Quý",
    ),
    (CONGRESS, "phường còn 12 hộ nghèo, chiếm 0,18%"),
    (LONG_XUYEN, "26 hộ"),
    # Quảng Trị: what the briefing of quarter IV set for 2021
    (PLAN_2021, "Phương án số 5841/PA-UBND ngày 18/12/2020"),
    (PLAN_2021, "vụ Đông 2020 và vụ Đông Xuân 2020 – 2021"),
    (PLAN_2021, "quý IV năm 2020, ngày 25/12/2020"),
    (PLAN_2021, "5 năm 2021 – 2025"),
    (PLAN_2021, "lần thứ XVII"),
    (PLAN_2021, "Quốc hội khóa XV"),
    # the centre and Vĩnh Phúc
    (CENTRE, "hội nghị trực tuyến toàn quốc sáng ngày 10/02/2020"),
    (CENTRE, "Nghị quyết liên tịch số 88"),
    (CENTRE, "sơ kết 5 năm"),
    (CENTRE, "Trần Thanh Mẫn"),
    (CENTRE, "Hầu A Lềnh"),
    (VINH_PHUC, "10 nhiệm vụ trọng tâm"),
    (VINH_PHUC, "Nguyễn Tuấn Khanh"),
    (VINH_PHUC, "nCoV"),
    # Mỹ Thới: the term 2014 – 2019
    (TERM_REPORT, "ngày 25 tháng 10 năm 2019"),
    (TERM_REPORT, "1.804.000.000 đồng"),
    (TERM_REPORT, "122.160.000 đồng"),
    (TERM_REPORT, "6.622/6.688 cử tri đại diện hộ đi bầu, đạt 99%"),
    (TERM_REPORT, "17.363 người"),
    (TERM_REPORT, "66,8%"),
    (TERM_REPORT, "33,2%"),
    (TERM_REPORT, "35%"),
    (TERM_REPORT, "47,49%"),
    (TERM_REPORT, "31,27%"),
    (TERM_REPORT, "82%"),
    (TERM_REPORT, "phường còn 12 hộ nghèo, chiếm 0,18%"),
    (TERM_REPORT, "120 triệu đồng/ha/năm"),
    (TERM_REPORT, "1.000 lao động/năm"),
    (
        TERM_REPORT,
        "26 hộ nghèo, gồm 14 hộ của phường Mỹ Thới, 08 hộ của phường Mỹ Phước và 04 hộ của phường Mỹ Quý",
    ),
    (TERM_REPORT, "bố trí cho 26 hộ nghèo, cận nghèo"),
    (TERM_REPORT, "45 nhà Đại đoàn kết"),
    (TERM_REPORT, "12 cầu"),
    (TERM_REPORT, "34 tuyến"),
    (TERM_REPORT, "77 camera"),
    (TERM_REPORT, "quốc lộ 91"),
    (TERM_REPORT, "56 vụ việc"),
    (TERM_REPORT, "95%"),
    (TERM_REPORT, "130 lượt"),
    (TERM_REPORT, "06 vị"),
    (TERM_REPORT, "góp 1 tỷ đồng"),
    (TERM_REPORT, "an toàn giao thông: 05 lớp; phòng, chống dịch bệnh: 05 lớp"),
    (TERM_REPORT, "“Người Việt Nam ưu tiên dùng hàng Việt Nam”: 05 lớp"),
    (TERM_REPORT, "97% gia đình được công nhận gia đình văn hóa"),
    (TERM_REPORT, "10 khóm được công nhận khóm văn hóa"),
    (TERM_REPORT, "Tỷ lệ khu dân cư ký cam kết thi đua: 100%"),
    (TERM_REPORT, "Nghị quyết số 95-NQ/ĐU"),
    (TERM_REPORT, "Kế hoạch số 07-KH/ĐU ngày 07/4/2015"),
    (TERM_PROGRAMME, "nông nghiệp chiếm 70%"),
    (TERM_PROGRAMME, "ngày 25 tháng 10 năm 2019"),
    (TERM_PROGRAMME, "“Đoàn kết, dân chủ, đồng thuận, phát triển”"),
    (TERM_PROGRAMME, "nhiệm kỳ 2021 – 2026"),
    # Lâm Đồng: results of 2020
    (LAM_DONG, "03 công trình"),
    (LAM_DONG, "150 cán bộ Mặt trận cơ sở"),
    (LAM_DONG, "184 cá nhân"),
    (LAM_DONG, "04 chương trình; trong đó với các sở, ngành và tổ chức tôn giáo: 03 chương trình"),
    (LAM_DONG, "với Bảo hiểm Xã hội tỉnh: 01 chương trình"),
    (LAM_DONG, "14 tổ chức tôn giáo"),
    (LAM_DONG, "Đề án 654"),
    (LAM_DONG, "Quy định 124"),
    (LAM_DONG, "Nghị quyết 17, 18"),
    (LAM_DONG, "Quy định 212-QĐ/TW ngày 30/12/2019"),
    (LAM_DONG, "18/11/1930 – 18/11/2020"),
    (LAM_DONG, "giai đoạn 2020 – 2025"),
]


@pytest.mark.parametrize("suffix", ["docx", "md"])
@pytest.mark.parametrize(("wanted", "fact"), FACTS, ids=lambda one: str(one)[:60])
def test_the_facts_of_the_published_texts(wanted: Wanted, fact: str, suffix: str) -> None:
    assert fact in _pages(wanted)[suffix]


def test_every_document_has_a_fact() -> None:
    assert {wanted for wanted, _ in FACTS} == set(WANTED)


def test_the_facts_of_the_briefing_are_in_its_file() -> None:
    (briefing,) = [one for one in documents(project()) if isinstance(one, Briefing)]
    meeting = briefing.meeting
    assert str(meeting.day) == "2020-12-25"
    people = " ".join((*meeting.chaired_by, *meeting.attended_by))
    for name in ("Nguyễn Đăng Quang", "Lê Thị Lan Hương", "Đào Mạnh Hùng", "Lê Đức Tiến"):
        assert name in people
    assert any("5841/PA-UBND ngày 18/12/2020" in basis for task in briefing.tasks for basis in task.basis)


def test_the_households_of_three_wards_are_one_figure_of_the_ward_that_housed_them() -> None:
    """26 = 14 + 8 + 4: Mỹ Thới's own result; the other wards have reported nothing and are named."""
    ref = next(ref for ref in issued_files() if ref.unit == _MY_THOI and ref.cycle.name == "2014-2019")
    table = build_table(
        project(),
        ref.cycle,
        ref.cycle.whole,
        tops=["an-giang/long-xuyen"],
        indicators=["ho-khu-dan-cu-dai-doan-ket"],
    )
    amounts = {row.unit.id.split("/")[-1]: row.total.result for row in table.rows}
    values = {unit: amount.value for unit, amount in amounts.items() if amount is not None}
    assert values == {"long-xuyen": 26, "my-thoi": 26}
    figure = next(one for _, one, _ in FIGURES if one.indicator == "ho-khu-dan-cu-dai-doan-ket")
    ((first, second, third),) = figure.breakdowns
    assert [one.quantity.value for one in (first, second, third)] == [14, 8, 4]
    assert figure.parts_complete
    total = table.rows[0].total
    assert (total.units_in, total.units_due) == (1, 14)
    assert {"an-giang/long-xuyen/my-phuoc", "an-giang/long-xuyen/my-quy"} <= set(total.missing)


def test_every_shipped_document_says_where_it_comes_from() -> None:
    for one in documents(project()):
        assert one.source, one.facts.ref.path


def test_plans_say_no_more_than_their_sources() -> None:
    """An objective, a section and a task stand in a plan only if its source has them."""
    plans = {one.facts.ref.path: one for one in documents(project()) if isinstance(one, Plan)}
    for path, plan in plans.items():
        goals = [programme.number for programme in plan.programmes if programme.goal]
        assert goals == ([1, 2, 3, 4, 5] if path.startswith("plans/2019-2024/") else []), path
    province = plans["plans/2020/vinh-phuc/ke-hoach.yaml"]
    tasks = [
        task.code.text
        for programme in province.programmes
        for task in programme.tasks
        if task.code is not None
    ]
    assert tasks == [
        "tuyen-truyen-ncov",
        "nam-tinh-hinh-dich-benh",
        "van-dong-phong-dich-khu-dan-cu",
        "giam-sat-phong-dich",
        "chuong-trinh-hanh-dong-cac-cap",
    ]


def test_2021_is_the_first_year_of_the_resolutions_not_of_the_term() -> None:
    for wanted in (PLAN_2021, BRIEFING_4):
        for page in _pages(wanted).values():
            assert "Năm 2021 là năm đầu thực hiện Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII" in page
            assert "mở đầu nhiệm kỳ" not in page


CORRECTED = {
    "gia_tri: 45 nhà": "gia_tri: 47 nhà",
    "quy-vi-nguoi-ngheo: 1.804.000.000": "quy-vi-nguoi-ngheo: 1.840.000.000",
}


def test_a_corrected_figure_is_corrected_everywhere_in_its_document() -> None:
    path = f"plans/2014-2019/{_MY_THOI}/nhiem-ky.yaml"
    text = project().sources[path].text
    for old, new in CORRECTED.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    corrected = load(CHECKOUT, {path: text.encode()})
    assert [one for one in check(corrected) if one.path == path] == []
    cycle = parse_cycle("2014-2019")
    assert cycle is not None
    report = KINDS["nhiem-ky"].build(subject_of(corrected, _MY_THOI, cycle, cycle.whole))
    assert isinstance(report, Report)
    page = markdown.render(report, CHECKOUT).replace("\\", "")
    assert "nhận được 1.840.000.000 đồng đóng góp" in page
    assert "cất, sửa 47 nhà Đại đoàn kết" in page
    assert "1.804.000.000" not in page
    assert "45 nhà" not in page


def test_a_figure_typed_in_a_text_that_is_not_corrected_with_it_is_reported() -> None:
    path = f"plans/2014-2019/{_MY_THOI}/nhiem-ky.yaml"
    text = project().sources[path].text.replace("{nha-dai-doan-ket} Đại đoàn kết", "45 nhà Đại đoàn kết")
    text = text.replace("gia_tri: 45 nhà", "gia_tri: 47 nhà")
    (fault,) = check(load(CHECKOUT, {path: text.encode()}))
    assert fault.message == (
        "câu viết “45 nhà”, còn số liệu “Nhà Đại đoàn kết xây mới và sửa chữa” ở dòng 94 là 47 nhà"
    )
