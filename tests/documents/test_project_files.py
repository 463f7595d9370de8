"""The files of a project: where each belongs, what its path says, and what can't be used."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from whole_project import faults

from mttq.diagnostics import Diagnostic
from mttq.documents import DocumentKind, load
from mttq.documents.project import file_ref
from mttq.period import PERIODS, parse_cycle

YEARLY = [name for name in PERIODS if name != "nhiem-ky"]


@pytest.mark.parametrize("name", YEARLY)
def test_every_period_of_a_year_has_its_report(name: str) -> None:
    ref = file_ref(f"plans/2020/quang-tri/huong-hoa/{name}.yaml")
    assert not isinstance(ref, Diagnostic)
    assert (ref.unit, ref.cycle.name, ref.kind, ref.period.name) == (
        "quang-tri/huong-hoa",
        "2020",
        DocumentKind.REPORT,
        name,
    )


def test_the_periods_of_a_year() -> None:
    months = [f"thang-{month:02}" for month in range(1, 13)]
    quarters = [f"quy-{quarter}" for quarter in range(1, 5)]
    assert set(YEARLY) == {*months, *quarters, "6-thang", "9-thang", "nam"}


@pytest.mark.parametrize(
    ("path", "kind", "period"),
    [
        ("plans/2020/quang-tri/ke-hoach.yaml", DocumentKind.PLAN, "nam"),
        ("plans/2019-2024/quang-tri/ke-hoach.yaml", DocumentKind.PLAN, "nhiem-ky"),
        ("plans/2019-2024/quang-tri/nhiem-ky.yaml", DocumentKind.REPORT, "nhiem-ky"),
        ("plans/2020/quang-tri/giao-ban-quy-1.yaml", DocumentKind.BRIEFING, "quy-1"),
        ("plans/2020/quang-tri/giao-ban-quy-4.yaml", DocumentKind.BRIEFING, "quy-4"),
    ],
)
def test_plans_term_reports_and_briefings(path: str, kind: DocumentKind, period: str) -> None:
    ref = file_ref(path)
    assert not isinstance(ref, Diagnostic)
    assert (ref.path, ref.unit, ref.kind, ref.period.name) == (path, "quang-tri", kind, period)


NO_YEAR = "tệp không nằm trong thư mục của một năm hay nhiệm kỳ"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("plans/ke-hoach.yaml", NO_YEAR),
        ("plans/quang-tri/ke-hoach.yaml", NO_YEAR),
        ("plans/20/quang-tri/ke-hoach.yaml", NO_YEAR),
        ("plans/2024-2019/quang-tri/ke-hoach.yaml", NO_YEAR),
        ("plans/2019-2019/quang-tri/ke-hoach.yaml", NO_YEAR),
        ("plans/2020/ke-hoach.yaml", "tệp không nằm trong thư mục của một đơn vị"),
        ("plans/2020/quang-tri/quy-5.yaml", "không có loại tệp “quy-5.yaml”"),
        ("plans/2020/quang-tri/thang-1.yaml", "không có loại tệp “thang-1.yaml”"),
        ("plans/2020/quang-tri/thang-13.yaml", "không có loại tệp “thang-13.yaml”"),
        ("plans/2020/quang-tri/Ke-hoach.yaml", "không có loại tệp “Ke-hoach.yaml”"),
        ("plans/2020/quang-tri/giao-ban-nam.yaml", "không có loại tệp “giao-ban-nam.yaml”"),
        ("plans/2020/quang-tri/giao-ban-.yaml", "không có loại tệp “giao-ban-.yaml”"),
        ("plans/2020/quang-tri/.yaml", "không có loại tệp “.yaml”"),
        ("plans/2020/quang-tri/nhiem-ky.yaml", "“nhiem-ky.yaml” không dùng trong thư mục của một năm"),
        ("plans/2019-2024/quang-tri/nam.yaml", "“nam.yaml” không dùng trong thư mục của một nhiệm kỳ"),
        ("plans/2019-2024/quang-tri/quy-1.yaml", "“quy-1.yaml” không dùng trong thư mục của một nhiệm kỳ"),
        (
            "plans/2019-2024/quang-tri/giao-ban-quy-1.yaml",
            "“giao-ban-quy-1.yaml” không dùng trong thư mục của một nhiệm kỳ",
        ),
    ],
)
def test_a_misplaced_file_is_an_error_at_that_file(path: str, message: str) -> None:
    fault = file_ref(path)
    assert isinstance(fault, Diagnostic)
    assert (fault.code.id, fault.path, fault.message) == ("MT108", path, message)
    assert fault.help


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("2020", range(2020, 2021)),
        ("2019-2024", range(2020, 2025)),
        ("2020-2021", range(2021, 2022)),
        ("1999", range(1999, 2000)),
    ],
)
def test_a_term_begins_the_year_after_its_first(name: str, years: range) -> None:
    cycle = parse_cycle(name)
    assert cycle is not None
    assert cycle.years == years
    assert cycle.is_term == ("-" in name)


@pytest.mark.parametrize(
    "name", ["", "2020 ", "20200", "0220", "2020-", "2024-2019", "2020-2020", "２０２０", "danh-muc"]
)
def test_other_folders_are_neither_year_nor_term(name: str) -> None:
    assert parse_cycle(name) is None


def found(root: Path) -> list[str]:
    return [f"{one.path} {one.code.id} {one.message}" for one in faults(load(root))]


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("a: 1\n", encoding="utf-8")


MISSING = [
    "plans/danh-muc/chuong-trinh.yaml MT113 chưa có danh mục bộ chương trình",
    "plans/danh-muc/chi-tieu.yaml MT113 chưa có danh mục chỉ tiêu",
    "plans/danh-muc/don-vi.yaml MT113 chưa có danh mục đơn vị",
]


def test_an_empty_project_lacks_only_its_catalogue(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert found(tmp_path) == MISSING


def test_other_suffixes_hidden_folders_and_other_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        "plans/2020/quang-tri/nam.yml",
        "plans/2020/quang-tri/nam.YAML",
        "plans/.git/x.yaml",
        "plans/2020/.nhap/x.yaml",
        "plans/2020/quang-tri/ghi-chu.txt",
        "plans/danh-muc/don-vi/tinh/x.yaml",
    )
    assert found(tmp_path) == [
        "plans/2020/quang-tri/nam.YAML MT108 tệp phải có đuôi .yaml viết thường",
        "plans/2020/quang-tri/nam.yml MT108 tệp phải có đuôi .yaml viết thường",
        "plans/danh-muc/don-vi/tinh/x.yaml MT108 trong plans/danh-muc/ không có loại tệp này",
        *MISSING,
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and file names of POSIX")
def test_links_and_names_that_are_not_text_are_reported(tmp_path: Path) -> None:
    unit = tmp_path / "plans" / "2020" / "quang-tri"
    unit.mkdir(parents=True)
    (unit / "vong").symlink_to(tmp_path / "plans", target_is_directory=True)
    (unit / "nam.yaml").symlink_to("nam.yaml")
    Path(os.fsdecode(os.fsencode(unit) + b"/t\xff.yaml")).write_text("a: 1\n")
    assert found(tmp_path) == [
        "plans/2020/quang-tri/vong MT108 thư mục này là một liên kết (symlink) nên không được đọc",
        "plans/2020/quang-tri/t\ufffd.yaml MT108 tên tệp hoặc thư mục không phải UTF-8",
        *MISSING,
        "plans/2020/quang-tri/nam.yaml MT001 không đọc được tệp: liên kết trỏ vòng tròn",
    ]


def test_a_project_without_plans_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="plans"):
        load(tmp_path)
