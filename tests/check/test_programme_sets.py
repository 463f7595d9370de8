"""Names of programmes that were never filled in, and indicators that a new set leaves in the wrong programme."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.check import check
from mttq.documents import load

SETS = """\
2019-2024:
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh:
    1: {{ten: Đại đoàn kết}}
    2: {{ten: Vận động Nhân dân thi đua, ten_ngan: Thi đua}}
    3: {{ten: Tổ chức}}
2024-2029:
  tu_nam: 2025
  den_nam: 2029
  chuong_trinh:
    1: {{ten: Đại đoàn kết}}
    2: {{ten: {name}, ten_ngan: {short}}}
    3: {{ten: Tổ chức}}
"""
PLAN = {"2025/quang-tri/ke-hoach.yaml": small_project.plan(cycle="2025")}


def found(root: Path, code: str, documents: dict[str, str]) -> list[tuple[int, str, str | None]]:
    """Return line, message and remedy of each fault of a code."""
    project = load(small_project.write(root, documents))
    return [(one.span.line, one.message, one.help) for one in check(project) if one.code.id == code]


def sets(name: str = "Giám sát", short: str = "Giám sát") -> dict[str, str]:
    return {"danh-muc/chuong-trinh.yaml": SETS.format(name=name, short=short)}


def test_a_new_set_that_is_used_asks_for_the_programme_of_each_indicator(tmp_path: Path) -> None:
    ((line, message, help),) = found(tmp_path, "MT325", {**sets(), **PLAN})
    assert line == 8
    assert message == (
        "bộ 2024-2029 khác bộ 2019-2024, mà 5 chỉ tiêu còn ghi một số chương trình cho mọi bộ: "
        "quy, nha, cong-trinh, viec-lam, ho-ngheo"
    )
    assert help == (
        "ghi số chương trình riêng cho từng bộ; chẳng hạn với quy: chuong_trinh: {2019-2024: 2, 2024-2029: …}"
    )


def test_a_plan_may_name_the_set(tmp_path: Path) -> None:
    plan = small_project.plan("bo_chuong_trinh: 2024-2029\n", cycle="2024")
    assert found(tmp_path, "MT325", {**sets(), "2024/quang-tri/ke-hoach.yaml": plan})


def test_a_set_that_nobody_uses_yet_asks_for_nothing(tmp_path: Path) -> None:
    used = {"2020/quang-tri/ke-hoach.yaml": small_project.plan()}
    assert found(tmp_path, "MT325", {**sets(), **used}) == []


def test_an_indicator_in_another_programme_is_reported_at_its_line_only(tmp_path: Path) -> None:
    line = {
        "2025/quang-tri/nam.yaml": small_project.report(
            cycle="2025", programmes="3: {so_lieu: {nha: 10 nhà}}\n"
        )
    }
    ((_, message, help),) = found(tmp_path, "MT325", {**sets(), **line})
    assert message == (
        "bộ 2024-2029 khác bộ 2019-2024, mà 4 chỉ tiêu còn ghi một số chương trình cho mọi bộ: "
        "quy, cong-trinh, viec-lam, ho-ngheo"
    )
    assert help is not None and "với quy: " in help


def test_a_set_made_for_one_plan_asks_for_nothing(tmp_path: Path) -> None:
    own = {
        "danh-muc/chuong-trinh.yaml": SETS.format(name="Giám sát", short="Giám sát").replace("2025", "2031")
    }
    plan = small_project.plan("bo_chuong_trinh: 2024-2029\n", cycle="2024")
    assert found(tmp_path, "MT325", {**own, "2024/quang-tri/ke-hoach.yaml": plan}) == []


@pytest.mark.parametrize(
    ("name", "short"), [("Vận động Nhân dân thi đua", "Khác"), ("Khác", "THI ĐUA"), ("Khác", "Thi đua")]
)
def test_programmes_with_the_same_name_or_short_name_are_the_same(
    tmp_path: Path, name: str, short: str
) -> None:
    assert found(tmp_path, "MT325", {**sets(name, short), **PLAN}) == []


def test_an_indicator_that_says_its_programme_in_each_set_is_assigned(tmp_path: Path) -> None:
    path = "danh-muc/chi-tieu.yaml"
    text = small_project.CATALOGUE[path].replace(
        "chuong_trinh: 2", "chuong_trinh: {2019-2024: 2, 2024-2029: 2}"
    )
    assert found(tmp_path, "MT325", {**sets(), **PLAN, path: text}) == []


@pytest.mark.parametrize(
    "name",
    [
        "(tên chương trình)",
        "'[điền sau]'",
        "<tên>",
        "Chép nguyên văn tên",
        "'...'",
        "TODO",
        "xxx",
        "Chương trình 2",
        "chương trình số 2",
        "CT2",
        "'2'",
        "Chương trình II",
    ],
)
def test_a_name_that_stands_for_another_is_reported(tmp_path: Path, name: str) -> None:
    ((line, message, help),) = found(tmp_path, "MT326", sets(name, "Giám sát"))
    shown = name.strip("'")
    assert line == 13
    assert (
        message
        == f"chương trình 2 của bộ 2024-2029 chưa có tên thật: “{shown}” sẽ in nguyên như thế vào văn bản"
    )
    assert help == "chép nguyên văn tên chương trình từ văn bản của đại hội"


def test_a_short_name_that_repeats_the_number_is_reported(tmp_path: Path) -> None:
    ((line, message, help),) = found(tmp_path, "MT326", sets(short="Chương trình 2"))
    assert line == 13
    assert message == (
        "tên ngắn của chương trình 2 của bộ 2024-2029 chỉ nhắc lại số của nó: "
        "bảng sẽ in “Chương trình 2: Chương trình 2”"
    )
    assert help == "viết vài chữ nêu nội dung của chương trình, hoặc bỏ ten_ngan để bảng dùng ten"


@pytest.mark.parametrize("name", ["Giám sát (và phản biện)", "Chương trình giám sát", "Thi đua 2025"])
def test_real_names_are_left_alone(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, "MT326", sets(name, name)) == []
