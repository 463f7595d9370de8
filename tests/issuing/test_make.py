"""What an order means, and units made in several processes: the same files, in the same order."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import small_project
from msgspec import structs

from mttq.documents import load
from mttq.issuing import DocumentFile, Maker, Order, OrderError, UnitFiles, make_all
from mttq.period import PERIODS, parse_cycle

UNITS = [f"t/x{number:02}" for number in range(30)]
FORKS = "fork" in multiprocessing.get_all_start_methods()
HERE = os.getpid()


@dataclass
class FakeMaker:
    """Makes a file for each unit that says in which process it was made."""

    ends_at: str = ""
    fails_at: str = ""
    seen: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)

    def branch(self, unit: str) -> str:
        return unit.partition("/")[0]

    def prepare(self, unit: str) -> None:
        self.prepared.append(unit)

    def make(self, unit: str) -> UnitFiles:
        self.seen.append(unit)
        if unit == self.ends_at and os.getpid() != HERE:
            os._exit(1)
        if unit == self.fails_at:
            raise ValueError(unit)
        return UnitFiles(unit, (DocumentFile(f"{unit}.md", str(os.getpid()).encode()),))


def processes(made: list[UnitFiles]) -> set[bytes | None]:
    return {output.content for one in made for output in one.files}


@pytest.mark.parametrize("workers", [None, 1, 2, 3])
def test_files_come_in_the_order_of_the_units(workers: int | None) -> None:
    made = list(make_all(FakeMaker(), UNITS, workers))  # type: ignore[arg-type]
    assert [one.unit for one in made] == UNITS


@pytest.mark.skipif(not FORKS, reason="this system has no fork")
def test_what_a_single_branch_shares_is_gathered_before_the_processes_start() -> None:
    maker = FakeMaker()
    made = list(make_all(maker, UNITS, 2))  # type: ignore[arg-type]
    assert (maker.seen, maker.prepared) == ([], UNITS[:1])
    assert 1 <= len(processes(made)) <= 2
    assert str(HERE).encode() not in processes(made)


@pytest.mark.skipif(not FORKS, reason="this system has no fork")
@pytest.mark.parametrize("workers", [2, 3])
def test_units_of_many_branches_are_shared_out_by_branch(workers: int) -> None:
    maker = FakeMaker()
    units = [f"t{branch}/x{number}" for branch in range(4 * workers) for number in range(branch + 1)]
    made = list(make_all(maker, units, workers))  # type: ignore[arg-type]
    assert [one.unit for one in made] == units
    assert (maker.seen, maker.prepared) == ([], [])
    for branch in range(4 * workers):
        assert len(processes([one for one in made if one.unit.startswith(f"t{branch}/")])) == 1


def test_few_units_are_made_in_this_process() -> None:
    maker = FakeMaker()
    made = list(make_all(maker, UNITS[:7]))  # type: ignore[arg-type]
    assert maker.seen == UNITS[:7]
    assert len(processes(made)) == 1
    assert list(make_all(maker, [])) == []  # type: ignore[arg-type]


def test_a_process_that_ends_leaves_nothing_out() -> None:
    """For example because the system has no memory left for it."""
    made = list(make_all(FakeMaker(ends_at=UNITS[9]), UNITS, 2))  # type: ignore[arg-type]
    assert [one.unit for one in made] == UNITS


def test_an_error_in_a_process_shows_where_it_was_raised() -> None:
    with pytest.raises(ValueError, match=UNITS[9]) as caught:
        list(make_all(FakeMaker(fails_at=UNITS[9]), UNITS, 2))  # type: ignore[arg-type]
    assert any(entry.name == "make" for entry in caught.traceback)


def test_files_that_are_not_asked_for_are_not_made() -> None:
    made = make_all(FakeMaker(), UNITS, 2)  # type: ignore[arg-type]
    assert next(made).unit == UNITS[0]
    assert next(made).unit == UNITS[1]
    made.close()  # type: ignore[attr-defined]


YEAR = parse_cycle("2020")
assert YEAR is not None
WHOLE = Order(cycle=YEAR, period=YEAR.whole, kind=None, formats=("docx", "md", "xlsx"))


@pytest.mark.parametrize(
    ("template", "format"),
    [
        ("a.docx", "docx"),
        ("A.DOCX", "docx"),
        ("a.md.j2", "md"),
        ("a.md", None),
        ("a.xlsx", None),
        (".docx/a", None),
    ],
)
def test_a_template_is_for_the_format_of_its_suffix(template: str, format: str | None) -> None:
    assert structs.replace(WHOLE, template=Path(template)).template_format == format
    assert WHOLE.template_format is None


def test_only_word_documents_of_results_can_have_charts() -> None:
    assert WHOLE.can_have_charts
    assert structs.replace(WHOLE, kind="bao-cao").can_have_charts
    assert not structs.replace(WHOLE, kind="phu-luc").can_have_charts
    assert not structs.replace(WHOLE, formats=("md", "xlsx")).can_have_charts


def test_the_names_of_files_follow_kind_period_and_format() -> None:
    names = {"bao-cao-nam.docx", "bao-cao-nam.md", "chuong-trinh.docx", "chuong-trinh.md", "phu-luc-nam.xlsx"}
    assert names < WHOLE.file_names
    quarter = structs.replace(WHOLE, period=PERIODS["quy-1"], formats=("md",))
    assert quarter.file_names == {"bao-cao-quy-1.md", "giao-ban-quy-1.md", "tong-hop-quy-1.md"}
    assert structs.replace(quarter, kind="chuong-trinh").file_names == {"chuong-trinh.md"}


def test_the_files_of_a_unit(tmp_path: Path) -> None:
    root = small_project.write(
        tmp_path,
        {
            "2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes="2: {muc_tieu: M}\n"),
            "2020/quang-tri/nam.yaml": small_project.report(programmes="2: {so_lieu: {nha: 12 nhà}}\n"),
        },
    )
    project = load(root)
    order = structs.replace(WHOLE, formats=("md",))
    made = Maker(project, order).make("quang-tri")
    assert [one.path for one in made.files if one.content] == [
        "2020/quang-tri/bao-cao-nam.md",
        "2020/quang-tri/chuong-trinh.md",
    ]
    assert (made.fault, made.remarks, made.is_empty) == ("", (), False)
    silent = Maker(project, structs.replace(order, skips_silent=True)).make("vinh-phuc")
    assert (silent.is_empty, silent.fault) == (True, "")
    assert {one.path for one in silent.files} == {
        "2020/vinh-phuc/bao-cao-nam.md",
        "2020/vinh-phuc/chuong-trinh.md",
    }
    planless = Maker(project, structs.replace(order, kind="chuong-trinh")).make("vinh-phuc")
    assert planless.remarks == ("chưa có kế hoạch (ke-hoach.yaml) năm 2020, không xuất chuong-trinh",)
    missing = Maker(project, structs.replace(order, template=tmp_path / "x.md.j2", kind="bao-cao"))
    assert missing.make("quang-tri").fault.endswith("x.md.j2: không có tệp mẫu này")


@pytest.mark.parametrize(
    ("order", "message", "help"),
    [
        (
            structs.replace(WHOLE, kind="phu-luc", formats=("docx", "md")),
            "phu-luc không có dạng docx, md",
            "dùng --format xlsx",
        ),
        (
            structs.replace(WHOLE, template=Path("x.docx")),
            "--template: năm 2020 có nhiều loại văn bản (bao-cao, chuong-trinh), không rõ mẫu này dùng cho loại nào",
            "thêm --kind, ví dụ --kind bao-cao",
        ),
    ],
)
def test_an_order_that_no_unit_can_fulfil(tmp_path: Path, order: Order, message: str, help: str) -> None:
    maker = Maker(load(small_project.write(tmp_path, {})), order)
    with pytest.raises(OrderError) as caught:
        maker.make("quang-tri")
    assert (caught.value.message, caught.value.help) == (message, help)
