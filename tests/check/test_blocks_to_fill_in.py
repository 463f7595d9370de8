"""A block whose lines are all comments: what `mttq new` writes, until somebody fills it in."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.check import check
from mttq.documents import load
from mttq.source import read_bytes
from mttq.source.layout import lay_out
from mttq.source.reader import DOCUMENT_LIMITS

PATH = "2020/quang-tri/quy-4.yaml"
HEAD = "don_vi: quang-tri\nnam: 2020\nky: quy-4\nchuong_trinh:\n"


def _found(root: Path, programmes: str) -> list[tuple[str, str]]:
    found = check(load(small_project.write(root, {PATH: HEAD + programmes})))
    return [(one.code.id, one.message) for one in found]


@pytest.mark.parametrize(
    "programmes",
    [
        "  1: {}\n  2:\n    so_lieu:\n      # quy: 5 tỷ đồng\n  3: {}\n",
        "  1: {}\n  2:\n    so_lieu:\n\n      # quy: 5 tỷ đồng\n\n  3: {}\n",
        "  1: {}\n  2:\n    # ket_qua: …\n    # so_lieu:\n  3: {}\n",
        "  1: {}\n  2:\n    ket_qua: Tốt\n    so_lieu:\n      # quy: 5 tỷ đồng\n  3: {}\n",
    ],
)
def test_it_is_empty_and_keeps_its_layout(tmp_path: Path, programmes: str) -> None:
    assert _found(tmp_path, programmes) == []
    source = read_bytes((HEAD + programmes).encode(), PATH, DOCUMENT_LIMITS)
    assert lay_out(source, DOCUMENT_LIMITS) == HEAD + programmes


def test_a_comment_that_is_not_deeper_fills_nothing(tmp_path: Path) -> None:
    found = _found(tmp_path, "  1: {}\n  2:\n    so_lieu:\n    # quy: 5 tỷ đồng\n  3: {}\n")
    assert found == [("MT104", "khóa “so_lieu” không có giá trị")]


def test_a_figure_is_never_filled_by_a_comment(tmp_path: Path) -> None:
    found = _found(tmp_path, "  1: {}\n  2:\n    so_lieu:\n      quy:\n        # 5 tỷ đồng\n  3: {}\n")
    assert found == [("MT104", "khóa “quy” không có giá trị")]
