"""Reports of one sum whose figures count until different days."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import small_project
from small_project import report

from mttq.check import check
from mttq.documents import load

PROVINCE, DISTRICT, OTHER = "quang-tri", "quang-tri/huong-hoa", "quang-tri/dakrong"
COMMUNE = "quang-tri/huong-hoa/tan-long"


def _found(
    root: Path, days: Mapping[str, str | None], *, period: str = "nam"
) -> list[tuple[str, str, int, int, str, str | None]]:
    documents = {
        f"2020/{unit}/{period}.yaml": report(
            f"so_lieu_den: {day}\n" if day else "",
            unit=unit,
            period=period,
            programmes="2: {so_lieu: {nha: 10 nhà}}\n",
        )
        for unit, day in days.items()
    }
    found = check(load(small_project.write(root, documents)))
    return [(one.code.id, one.path, one.span.line, one.span.column, one.message, one.help) for one in found]


def test_two_days_in_one_sum_are_reported(tmp_path: Path) -> None:
    assert _found(tmp_path, {DISTRICT: "2020-12-31", OTHER: "2020-10-31"}) == [
        (
            "MT420",
            "plans/2020/quang-tri/dakrong/nam.yaml",
            4,
            14,
            "số liệu tính đến 31/10/2020, còn của huyện Hướng Hóa tính đến 31/12/2020: tổng năm 2020 của tỉnh "
            "Quảng Trị gộp số của các ngày khác nhau",
            "thống nhất ngày chốt số liệu; hoặc bổ sung số đến 31/12/2020 rồi sửa so_lieu_den",
        )
    ]


def test_the_rarest_day_is_reported_once(tmp_path: Path) -> None:
    days = {PROVINCE: "2020-12-15", DISTRICT: "2020-12-15", OTHER: "2020-12-20", COMMUNE: "2020-12-15"}
    ((code, path, _, _, message, _),) = _found(tmp_path, days)
    assert (code, path) == ("MT420", "plans/2020/quang-tri/dakrong/nam.yaml")
    assert message.startswith(
        "số liệu tính đến 20/12/2020, còn của tỉnh Quảng Trị và 1 đơn vị nữa tính đến 15/12/2020: "
    )


def test_these_are_not_reported(tmp_path: Path) -> None:
    assert _found(tmp_path / "same", {DISTRICT: "2020-12-31", OTHER: "31/12/2020"}) == []
    assert _found(tmp_path / "none", {DISTRICT: "2020-12-31", OTHER: None}) == []
    assert _found(tmp_path / "apart", {DISTRICT: "2020-12-31", "vinh-phuc": "2020-10-31"}) == []
