"""The remedies for a figure in another programme than the set gives its indicator."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from small_project import report

from mttq.check import check
from mttq.documents import load

TWO_SETS = """\
    2019-2024: {tu_nam: 2020, den_nam: 2024, chuong_trinh: {1: {ten: Đoàn kết}, 2: {ten: Thi đua}}}
    2024-2029: {tu_nam: 2025, den_nam: 2029, chuong_trinh: {1: {ten: Đoàn kết}, 2: {ten: Dân chủ}, 3: {ten: Thi đua}}}
    """
MOVE = "chuyển dòng này sang chương trình 2"
DEFINE = (
    "; nếu ở bộ 2024-2029 chỉ tiêu này thuộc chương trình 3 thì ghi trong danh mục "
    "chuong_trinh: {2019-2024: 2, 2024-2029: 3}"
)


def _found(root: Path, programme: str, *, sets: str = TWO_SETS) -> list[tuple[str, str, str | None]]:
    indicators = (
        "nha: {ten: Nhà Đại đoàn kết, chuong_trinh: %s, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}\n"
    )
    documents = {
        "danh-muc/chuong-trinh.yaml": sets,
        "danh-muc/chi-tieu.yaml": indicators % programme,
        "2025/quang-tri/nam.yaml": report(cycle="2025", programmes="3: {so_lieu: {nha: 10 nhà}}\n"),
    }
    found = check(load(small_project.write(root, documents)))
    return [(one.code.id, one.message, one.help) for one in found]


def test_both_remedies_are_named_if_the_catalogue_says_the_same_for_every_set(tmp_path: Path) -> None:
    message = "“nha” (Nhà Đại đoàn kết) thuộc chương trình 2, không thuộc chương trình 3"
    assert _found(tmp_path, "2") == [("MT305", message, MOVE + DEFINE)]


def test_the_remedy_in_the_catalogue_is_right(tmp_path: Path) -> None:
    assert _found(tmp_path, "{2019-2024: 2, 2024-2029: 3}") == []


@pytest.mark.parametrize(
    ("programme", "sets"),
    [
        ("{2019-2024: 1, 2024-2029: 2}", TWO_SETS),
        ("2", "".join(TWO_SETS.splitlines(keepends=True)[1:])),
    ],
)
def test_the_line_alone_can_be_wrong_if_the_catalogue_speaks_of_this_set(
    tmp_path: Path, programme: str, sets: str
) -> None:
    ((code, _, remedy),) = _found(tmp_path, programme, sets=sets)
    assert (code, remedy) == ("MT305", MOVE)
