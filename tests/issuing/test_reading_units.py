"""Which units an error in a document stops."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project

from mttq.diagnostics import AMBIGUOUS_NUMBER, FILE_START, NOT_NFC, Diagnostic
from mttq.documents import load
from mttq.issuing import Soundness

UNITS = """\
trung-uong: {ten: Trung ương, cap: trung-uong}
a:
  ten: tỉnh A
  cap: tinh
  cap_duoi:
    x: {ten: huyện X, cap: huyen, den: 2024-12-31}
    y: {ten: huyện Y, cap: huyen}
b:
  ten: tỉnh B
  cap: tinh
  cap_duoi:
    z: {ten: huyện Z, cap: huyen, tu: 2025-01-01, ke_thua: [{don_vi: a/x}]}
"""
ALL = ("trung-uong", "a", "a/x", "a/y", "b", "b/z")


@pytest.fixture
def project_root(tmp_path: Path) -> Path:
    return small_project.write(tmp_path, {"danh-muc/don-vi.yaml": UNITS})


@pytest.mark.parametrize(
    ("path", "stopped"),
    [
        ("plans/2020/a/y/nam.yaml", ("trung-uong", "a", "a/y")),
        # The unit that took over, and all above it, read the documents of the unit taken over.
        ("plans/2020/a/x/nam.yaml", ("trung-uong", "a", "a/x", "b", "b/z")),
        ("plans/2020/b/nam.yaml", ("trung-uong", "b")),
        ("plans/2020/c/nam.yaml", ALL),
        ("plans/danh-muc/chi-tieu.yaml", ALL),
    ],
)
def test_an_error_stops_the_unit_and_all_that_read_it(
    project_root: Path, path: str, stopped: tuple[str, ...]
) -> None:
    soundness = Soundness(load(project_root), [Diagnostic(AMBIGUOUS_NUMBER, path, FILE_START, "sai")])
    assert tuple(one for one in ALL if soundness.stops(one)) == stopped


def test_a_warning_stops_nothing(project_root: Path) -> None:
    found = [Diagnostic(NOT_NFC, "plans/2020/a/nam.yaml", FILE_START, "nên viết khác")]
    soundness = Soundness(load(project_root), found)
    assert not any(map(soundness.stops, ALL))


def test_an_error_in_a_plan_stops_the_units_to_which_it_hands_targets_down(tmp_path: Path) -> None:
    path = "plans/2020/a/ke-hoach.yaml"
    plan = small_project.plan(
        unit="a", programmes="2: {chi_tieu: {nha: {muc: 35O nhà, giao: {a/x: 2O nhà}}}}\n"
    )
    root = small_project.write(tmp_path, {"danh-muc/don-vi.yaml": UNITS, path.removeprefix("plans/"): plan})
    soundness = Soundness(load(root), [Diagnostic(AMBIGUOUS_NUMBER, path, FILE_START, "sai")])
    assert [one for one in ALL if soundness.stops(one)] == ["trung-uong", "a", "a/x", "b", "b/z"]
