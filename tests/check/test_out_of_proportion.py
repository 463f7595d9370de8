"""Figures out of all proportion to what they can be compared with: which are reported and which are not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import small_project
from small_project import plan, report

from mttq.catalogue import Unit
from mttq.check import check
from mttq.check.proportions import PlainProportions
from mttq.check.rules.out_of_proportion import FACTOR, FLOOR, out_of_proportion
from mttq.diagnostics import Severity
from mttq.documents import load

HELP = (
    "xem lại nghìn, triệu, tỷ và dấu chấm, dấu phẩy ở cả hai số; "
    "số năm trước ở plans/2020/quang-tri/nam.yaml:7"
)


def _project(
    root: Path, before: str, now: str, *, key: str = "so_lieu", period: str = "nam", year: str = "2021"
) -> Path:
    """Write a province's reports of 2020 and of a later year, each with one line below its programme."""
    documents = {
        f"2020/quang-tri/{period}.yaml": small_project.report(
            period=period, programmes=f"2:\n  {key}:\n    {before}\n"
        ),
        f"{year}/quang-tri/{period}.yaml": small_project.report(
            cycle=year, period=period, programmes=f"2:\n  {key}:\n    {now}\n"
        ),
    }
    return small_project.write(root, documents)


def _said(root: Path) -> list[tuple[str, int, int, str, str | None]]:
    found = [one for one in check(load(root)) if one.code.id == "MT408"]
    assert {one.severity for one in found} <= {Severity.WARNING}
    return [(one.path, one.span.line, one.span.column, one.message, one.help) for one in found]


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        (
            "quy: 4,2 tỷ đồng",
            "quy: 4,2 triệu đồng",
            "năm 2021 là 4.200.000 đồng, năm 2020 là 4.200.000.000 đồng: chỉ bằng 1/1.000",
        ),
        (
            "quy: 19,5 triệu đồng",
            "quy: 19.500.000.000 đồng",
            "năm 2021 là 19.500.000.000 đồng, năm 2020 là 19.500.000 đồng: gấp 1.000 lần",
        ),
        ("nha: 17 nhà", "nha: 17.363 nhà", "năm 2021 là 17.363 nhà, năm 2020 là 17 nhà: gấp 1.021 lần"),
        (
            "quy: gần 4 tỷ đồng",
            "quy: hơn 4 triệu đồng",
            "năm 2021 là 4.000.000 đồng, năm 2020 là 4.000.000.000 đồng: chỉ bằng 1/1.000",
        ),
        ("nha: 10 nhà", "nha: 1.000 nhà", "năm 2021 là 1.000 nhà, năm 2020 là 10 nhà: gấp 100 lần"),
    ],
)
def test_both_numbers_and_the_place_of_the_other_are_reported(
    tmp_path: Path, before: str, now: str, message: str
) -> None:
    indicator = now.partition(":")[0]
    (found,) = _said(_project(tmp_path, before, now))
    column = len(f"      {indicator}: ") + 1
    assert found == (
        "plans/2021/quang-tri/nam.yaml",
        7,
        column,
        f"“{indicator}” {message}",
        HELP,
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        # A campaign that raises as much as ten, or nearly a hundred, earlier years.
        ("quy: 4,2 tỷ đồng", "quy: 42 tỷ đồng"),
        ("nha: 11 nhà", "nha: 1.099 nhà"),
        # Small counts.
        ("nha: 1 nhà", "nha: 999 nhà"),
        # Nothing to compare.
        ("nha: 0", "nha: 17.363 nhà"),
        ("nha: 17.363 nhà", "nha: không áp dụng"),
        ("nha: 17.363 nhà", "cong-trinh: 1 công trình"),
    ],
)
def test_these_are_not_reported(tmp_path: Path, before: str, now: str) -> None:
    assert _said(_project(tmp_path, before, now)) == []


def test_only_the_same_period_of_the_year_before_is_compared(tmp_path: Path) -> None:
    figures = ("nha: 17 nhà", "nha: 17.363 nhà")
    (quarter,) = _said(_project(tmp_path / "quy", *figures, period="quy-1"))
    assert quarter[3] == "“nha” quý I năm 2021 là 17.363 nhà, quý I năm 2020 là 17 nhà: gấp 1.021 lần"
    assert _said(_project(tmp_path / "nam", *figures, year="2022")) == []
    other = _project(tmp_path / "ky", *figures)
    (other / "plans/2021/quang-tri/nam.yaml").rename(other / "plans/2021/quang-tri/quy-4.yaml")
    assert _said(other) == []


def test_own_and_stated_figures_are_not_mixed(tmp_path: Path) -> None:
    (stated,) = _said(_project(tmp_path / "a", "nha: 17 nhà", "nha: 17.363 nhà", key="toan_dia_ban"))
    assert stated[3] == "“nha” toàn địa bàn năm 2021 là 17.363 nhà, năm 2020 là 17 nhà: gấp 1.021 lần"
    mixed = _project(tmp_path / "b", "nha: 17 nhà", "nha: 17.363 nhà")
    text = (mixed / "plans/2021/quang-tri/nam.yaml").read_text(encoding="utf-8")
    (mixed / "plans/2021/quang-tri/nam.yaml").write_text(
        text.replace("so_lieu", "toan_dia_ban"), encoding="utf-8"
    )
    assert _said(mixed) == []


def test_percentages_are_not_compared(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/nam.yaml": small_project.report("so_lieu: {ty-le-nu: 0,05%}\n"),
        "2021/quang-tri/nam.yaml": small_project.report("so_lieu: {ty-le-nu: 50%}\n", cycle="2021"),
    }
    assert _said(small_project.write(tmp_path, documents)) == []


def test_a_comment_suppresses_it(tmp_path: Path) -> None:
    root = _project(tmp_path, "nha: 17 nhà", "nha: 17.363 nhà  # mttq: bo-qua MT408 xóa nhà tạm cả nước")
    assert check(load(root)) == []


def test_the_threshold_lies_between_a_campaign_and_a_slip() -> None:
    assert 10 < FACTOR < 1000
    assert FLOOR == 1000


# The target

RAISED = "2: {muc_tieu: M, chi_tieu: {quy: %s}}\n"
LOOK = "xem lại nghìn, triệu, tỷ và dấu chấm, dấu phẩy ở cả hai số; "


def _found(root: Path, documents: Mapping[str, str]) -> list[tuple[str, str, int, str, str | None]]:
    """Return what `check` says of some documents."""
    found = check(load(small_project.write(root, dict(documents))))
    return [(one.code.id, one.path, one.span.line, one.message, one.help) for one in found]


def test_a_result_is_compared_with_the_target(tmp_path: Path) -> None:
    """A published text had a scale word too many, a factor of a million."""
    documents = {
        "2020/quang-tri/ke-hoach.yaml": plan(programmes=RAISED % "110 triệu đồng"),
        "2020/quang-tri/nam.yaml": report(programmes="2: {so_lieu: {quy: 388.640 tỷ đồng}}\n"),
    }
    assert _found(tmp_path, documents) == [
        (
            "MT415",
            "plans/2020/quang-tri/nam.yaml",
            5,
            "“quy” năm 2020 là 388.640.000.000.000 đồng, mục tiêu là 110.000.000 đồng: gấp 3.533.091 lần",
            LOOK + "mục tiêu ở plans/2020/quang-tri/ke-hoach.yaml:4",
        )
    ]


@pytest.mark.parametrize(
    ("target", "period", "line", "message"),
    [
        # A whole year that is a hundredth of the target of a unit with units below it: only what it states is all.
        ("100 triệu đồng", "nam", "toan_dia_ban: {quy: 1 triệu đồng}", "chỉ bằng 1/100"),
        ("100 triệu đồng", "nam", "so_lieu: {quy: 1 triệu đồng}", None),
        ("{muc: 100 triệu đồng, cap_minh: tat-ca}", "nam", "so_lieu: {quy: 1 triệu đồng}", "chỉ bằng 1/100"),
        # A shorter period may have just begun.
        ("100 triệu đồng", "quy-1", "toan_dia_ban: {quy: 1 triệu đồng}", None),
        ("100 triệu đồng", "quy-1", "so_lieu: {quy: 10 tỷ đồng}", "gấp 100 lần"),
        ("100 triệu đồng", "nam", "so_lieu: {quy: 9.999 triệu đồng}", None),
        ("từ 10 triệu đồng đến 100 triệu đồng", "nam", "so_lieu: {quy: 9.999 triệu đồng}", None),
        ("dưới 100 triệu đồng", "nam", "toan_dia_ban: {quy: 1 triệu đồng}", None),
        ("{muc: 100 triệu đồng, moi: xa}", "nam", "so_lieu: {quy: 10 tỷ đồng}", None),
    ],
)
def test_how_far_a_result_may_be_from_the_target(
    tmp_path: Path, target: str, period: str, line: str, message: str | None
) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": plan(programmes=RAISED % target),
        f"2020/quang-tri/{period}.yaml": report(period=period, programmes=f"2: {{{line}}}\n"),
    }
    found = [(code, text.rpartition(": ")[2]) for code, _, _, text, _ in _found(tmp_path, documents)]
    assert found == ([("MT415", message)] if message else [])


def test_the_own_part_of_a_target_is_compared_with_own_figures(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": plan(programmes=RAISED % "{muc: 9 tỷ đồng, cap_minh: 5 triệu đồng}"),
        "2020/quang-tri/nam.yaml": report(programmes="2: {so_lieu: {quy: 5 tỷ đồng}}\n"),
    }
    ((code, _, _, message, _),) = _found(tmp_path, documents)
    assert (code, message) == (
        "MT415",
        "“quy” năm 2020 là 5.000.000.000 đồng, mục tiêu của cấp mình là 5.000.000 đồng: gấp 1.000 lần",
    )


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "{muc: 9 tỷ đồng, giao: {quang-tri/dakrong: 5 triệu đồng}}",
            "mục tiêu cấp trên giao là 5.000.000 đồng: gấp 42.460 lần",
        ),
        ("2 tỷ đồng", "mục tiêu của cả đơn vị cấp trên là 2.000.000.000 đồng: gấp 106 lần"),
    ],
)
def test_a_unit_without_a_target_is_compared_with_that_of_the_unit_above(
    tmp_path: Path, target: str, message: str
) -> None:
    documents = {
        "2020/quang-tri/ke-hoach.yaml": plan(programmes=RAISED % target),
        "2020/quang-tri/dakrong/nam.yaml": report(
            unit="quang-tri/dakrong", programmes="2: {so_lieu: {quy: 212.300 triệu đồng}}\n"
        ),
    }
    ((code, _, _, said, _),) = _found(tmp_path, documents)
    assert (code, said) == ("MT415", f"“quy” năm 2020 là 212.300.000.000 đồng, {message}")


# The other periods


def _quarters(*figures: str) -> dict[str, str]:
    return {
        f"2020/quang-tri/quy-{number}.yaml": report(
            period=f"quy-{number}", programmes=f"2: {{so_lieu: {{{figure}}}}}\n"
        )
        for number, figure in enumerate(figures, 1)
    }


def test_the_reports_of_one_year_are_compared_with_each_other(tmp_path: Path) -> None:
    documents = _quarters("quy: 20 triệu đồng", "quy: 30 tỷ đồng", "quy: 40 triệu đồng")
    assert _found(tmp_path, documents) == [
        (
            "MT416",
            "plans/2020/quang-tri/quy-2.yaml",
            5,
            "“quy” quý II năm 2020 là 30.000.000.000 đồng, quý III năm 2020 là 40.000.000 đồng: gấp 750 lần",
            LOOK + "số kia ở plans/2020/quang-tri/quy-3.yaml:5",
        )
    ]


@pytest.mark.parametrize(
    ("figures", "names"),
    [
        # Of two, the larger is named; whether a stock or a flow.
        (("quy: 20 tỷ đồng", "quy: 30 triệu đồng"), ["quy-1"]),
        (("ho-ngheo: 20 hộ", "ho-ngheo: 20.000 hộ"), ["quy-2"]),
        # It is too small, unlike most.
        (("quy: 2 tỷ đồng", "quy: 3 tỷ đồng", "quy: 4 triệu đồng"), ["quy-3"]),
        # There is no telling which two are right.
        (("quy: 2 tỷ đồng", "quy: 3 tỷ đồng", "quy: 4 triệu đồng", "quy: 5 triệu đồng"), []),
        # A month of campaign.
        (("quy: 20 triệu đồng", "quy: 30 triệu đồng", "quy: 40 triệu đồng", "quy: 2 tỷ đồng"), []),
        (("nha: 1 nhà", "nha: 900 nhà"), []),
    ],
)
def test_which_quarter_is_reported(tmp_path: Path, figures: tuple[str, ...], names: list[str]) -> None:
    found = _found(tmp_path, _quarters(*figures))
    assert [(code, path) for code, path, _, _, _ in found] == [
        ("MT416", f"plans/2020/quang-tri/{name}.yaml") for name in names
    ]


def test_flows_of_unequal_periods_are_compared_by_the_month(tmp_path: Path) -> None:
    documents = {
        "2020/quang-tri/thang-01.yaml": report(
            period="thang-01", programmes="2: {so_lieu: {quy: 10 triệu đồng}}\n"
        ),
        "2020/quang-tri/nam.yaml": report(programmes="2: {so_lieu: {quy: 11 tỷ đồng}}\n"),
    }
    assert _found(tmp_path, documents) == []


# The other units


def _districts(*figures: str) -> dict[str, str]:
    names = ("huong-hoa", "dakrong", "gio-linh", "cam-lo")
    units = "".join(f"    {name}: {{ten: huyện {name}, cap: huyen}}\n" for name in names)
    documents = {
        f"2020/quang-tri/{name}/nam.yaml": report(
            unit=f"quang-tri/{name}", programmes=f"2: {{so_lieu: {{{figure}}}}}\n"
        )
        for name, figure in zip(names, figures, strict=False)
    }
    tree = f"quang-tri:\n  ten: tỉnh Quảng Trị\n  cap: tinh\n  cap_duoi:\n{units}"
    return {**documents, "danh-muc/don-vi.yaml": tree}


def test_units_of_one_level_are_compared_in_their_first_year(tmp_path: Path) -> None:
    documents = _districts("quy: 137 triệu đồng", "quy: 212.300 tỷ đồng", "quy: 90 triệu đồng")
    assert _found(tmp_path, documents) == [
        (
            "MT417",
            "plans/2020/quang-tri/dakrong/nam.yaml",
            5,
            "“quy” năm 2020 là 212.300.000.000.000 đồng, số của huyện huong-hoa, đứng giữa 3 đơn vị cùng cấp, là "
            "137.000.000 đồng: gấp 1.549.635 lần",
            LOOK + "số kia ở plans/2020/quang-tri/huong-hoa/nam.yaml:5",
        )
    ]


def test_two_units_are_compared_with_each_other(tmp_path: Path) -> None:
    ((code, path, _, message, _),) = _found(tmp_path, _districts("quy: 137 triệu đồng", "quy: 20 tỷ đồng"))
    assert (code, path) == ("MT417", "plans/2020/quang-tri/dakrong/nam.yaml")
    assert message == (
        "“quy” năm 2020 là 20.000.000.000 đồng, số của huyện huong-hoa là 137.000.000 đồng: gấp 146 lần"
    )


@pytest.mark.parametrize(
    ("figures", "names"),
    [
        (("quy: 2 triệu đồng", "quy: 30 triệu đồng", "quy: 199 triệu đồng", "quy: 40 triệu đồng"), []),
        (("nha: 2 nhà", "nha: 3 nhà", "nha: 999 nhà"), []),
        (("nha: 2 nhà", "nha: 3 nhà", "nha: 1.999 nhà"), ["gio-linh"]),
        (("quy: 0", "quy: 3 tỷ đồng", "quy: không áp dụng"), []),
        (("quy: 2 tỷ đồng", "quy: 3 triệu đồng", "quy: 4 tỷ đồng", "quy: 5 tỷ đồng"), ["dakrong"]),
    ],
)
def test_which_unit_is_reported(tmp_path: Path, figures: tuple[str, ...], names: list[str]) -> None:
    found = _found(tmp_path, _districts(*figures))
    assert [(code, path) for code, path, _, _, _ in found] == [
        ("MT417", f"plans/2020/quang-tri/{name}/nam.yaml") for name in names
    ]


def test_the_counts_of_a_ratio_are_compared(tmp_path: Path) -> None:
    documents = _districts("quy: 1 tỷ đồng", "quy: 1 tỷ đồng")
    for name, ratio in {"huong-hoa": "46/50", "dakrong": "46.000/50.000"}.items():
        documents[f"2020/quang-tri/{name}/nam.yaml"] = report(
            unit=f"quang-tri/{name}", programmes=f"1: {{so_lieu: {{ty-le-di-bau: {ratio}}}}}\n"
        )
    found = _found(tmp_path, documents)
    assert [(code, path, message) for code, path, _, message, _ in found] == [
        (
            "MT417",
            "plans/2020/quang-tri/dakrong/nam.yaml",
            f"“{name}” năm 2020 là {large} cử tri, số của huyện huong-hoa là {small} cử tri: gấp 1.000 lần",
        )
        for name, large, small in (("cu-tri-di-bau", "46.000", "46"), ("cu-tri", "50.000", "50"))
    ]


def test_a_scale_after_a_long_number_is_reported_alone(tmp_path: Path) -> None:
    documents = _districts("quy: 137 triệu đồng", "quy: 212.300.000 triệu đồng", "quy: 90 triệu đồng")
    assert [(code, path) for code, path, _, _, _ in _found(tmp_path, documents)] == [
        ("MT218", "plans/2020/quang-tri/dakrong/nam.yaml")
    ]


def test_a_figure_is_reported_once(tmp_path: Path) -> None:
    documents = {
        **_districts("quy: 1 triệu đồng", "quy: 2 triệu đồng", "quy: 3 tỷ đồng"),
        "2020/quang-tri/gio-linh/ke-hoach.yaml": plan(
            unit="quang-tri/gio-linh", programmes=RAISED % "2 triệu đồng"
        ),
        "2020/quang-tri/gio-linh/quy-1.yaml": report(
            unit="quang-tri/gio-linh", period="quy-1", programmes="2: {so_lieu: {quy: 1 triệu đồng}}\n"
        ),
    }
    assert [(code, path) for code, path, _, _, _ in _found(tmp_path, documents)] == [
        ("MT415", "plans/2020/quang-tri/gio-linh/nam.yaml")
    ]


_UNITS = (
    "quang-tri",
    "quang-tri/huong-hoa",
    "quang-tri/dakrong",
    "quang-tri/huong-hoa/tan-long",
    "vinh-phuc",
)


def _amount(chance: random.Random, unit: str) -> str:
    number = chance.choice((0, 7, 30, 400, 2_000, 2_000, 2_000, 3_000, 9_000, 250_000))
    if unit == "đồng" and chance.random() < 0.1:
        return f"{number},5 triệu đồng"
    return f"{chance.choice(('', '', '', 'trên ', 'gần '))}{number} {unit}"


def _figures(chance: random.Random) -> str:
    lines = [f"quy: {_amount(chance, 'đồng')}", f"nha: {_amount(chance, 'nhà')}"]
    if chance.random() < 0.1:
        lines[0] = "quy: không áp dụng"
    if chance.random() < 0.1:
        lines[1] = "nha: {gia_tri: 5.000 nhà, nhan_tu: {quang-tri: 2 nhà}}"
    return ", ".join(chance.sample(lines, chance.randint(1, 2)))


def _target(chance: random.Random) -> str:
    amount = _amount(chance, "nhà").replace("gần", "ít nhất").replace("trên", "phấn đấu đạt")
    forms = (amount, amount, f"{{muc: {amount}, cap_minh: {_amount(chance, 'nhà')}}}", "100 - 2.000 nhà")
    return chance.choice(
        (*forms, f"{{muc: {amount}, giao: {{quang-tri/huong-hoa: 20 nhà}}}}", "{muc: 30, cap_minh: tat-ca}")
    )


def _random_documents(chance: random.Random) -> dict[str, str]:
    found = {}
    for year in ("2020", "2021"):
        for unit in _UNITS:
            if chance.random() < 0.6:
                targets = f"2: {{chi_tieu: {{nha: {_target(chance)}}}}}\n"
                found[f"{year}/{unit}/ke-hoach.yaml"] = plan(unit=unit, cycle=year, programmes=targets)
            for period in ("quy-1", "nam"):
                if chance.random() < (0.2, 0.7)[period == "nam"]:
                    key = chance.choice(("so_lieu", "so_lieu", "toan_dia_ban"))
                    ratio = chance.choice(("", "1: {so_lieu: {ty-le-di-bau: 2.000/9.000 cử tri}}\n"))
                    again = chance.choice(("", "", f"3: {{so_lieu: {{{_figures(chance)}}}}}\n"))
                    programmes = f"{ratio}2: {{{key}: {{{_figures(chance)}}}}}\n{again}"
                    found[f"{year}/{unit}/{period}.yaml"] = report(
                        unit=unit, cycle=year, period=period, programmes=programmes
                    )
    return found


def test_columns_spare_only_what_reading_every_document_would_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: the rule finds the same with columns and without."""
    spared: list[bool] = []
    asked = PlainProportions.are_alike

    def are_alike(self: PlainProportions, above: str, units: Iterable[Unit]) -> bool:
        spared.append(asked(self, above, units))
        return spared[-1]

    monkeypatch.setattr(PlainProportions, "are_alike", are_alike)
    reported = 0
    for seed in range(60):
        project = load(small_project.write(tmp_path / str(seed), _random_documents(random.Random(seed))))
        found = list(out_of_proportion(project, project.outlines))
        with monkeypatch.context() as without:
            without.setattr(PlainProportions, "are_alike", lambda *_: False)
            assert found == list(out_of_proportion(project, project.outlines)), seed
        reported += bool(found)
    assert reported > 20
    assert spared.count(True) > 20
