"""The rules on sums find the same faults whether columns show that nothing is wrong or figures do."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from columns_project import RandomProject
from totals_project import put

from mttq.check.rules.stated_differs import stated_differs
from mttq.check.rules.targets_differ import targets_differ
from mttq.diagnostics import Diagnostic
from mttq.documents import load
from mttq.totals import FigureIndex


def faults(root: Path, monkeypatch: pytest.MonkeyPatch, *, columns: bool) -> list[Diagnostic]:
    """Return what the rules find in a project that nothing is known of yet."""
    if not columns:
        monkeypatch.setattr("mttq.totals.plain_totals.can_have_columns", lambda *_: False)
    project = load(root)
    found = [one for rule in (stated_differs, targets_differ) for one in rule(project, project.outlines)]
    monkeypatch.undo()
    return sorted(found, key=lambda one: one.sort_key)


@pytest.mark.parametrize("part", range(3))
def test_the_rules_find_the_same_with_and_without_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    """Law: columns change no finding; there are enough findings to tell."""
    count = 0
    for number in range(50):
        root = tmp_path / str(number)
        for path, text in RandomProject(Random(1000 * part + number)).files.items():
            put(root, path, text)
        found = faults(root, monkeypatch, columns=True)
        assert found == faults(root, monkeypatch, columns=False)
        count += len(found)
    assert count > 20


def test_what_columns_show_to_be_right_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        tmp_path,
        "danh-muc/chuong-trinh.yaml",
        "2020: {tu_nam: 2020, den_nam: 2020, chuong_trinh: {1: {ten: Một}}}\n",
    )
    put(
        tmp_path,
        "danh-muc/chi-tieu.yaml",
        "nha: {ten: Nhà, chuong_trinh: 1, don_vi_tinh: nhà, theo_cap: tong}\n",
    )
    units = "t: {ten: T, cap: tinh, cap_duoi: {h: {ten: H, cap: huyen, cap_duoi_chua_du: false}}}\n"
    put(tmp_path, "danh-muc/don-vi.yaml", units)
    head = "nam: 2020\nky: nam\nchuong_trinh: {1: {"
    put(tmp_path, "2020/t/nam.yaml", f"don_vi: t\n{head}so_lieu: {{nha: 3}}, toan_dia_ban: {{nha: 7}}}}}}\n")
    put(tmp_path, "2020/t/h/nam.yaml", f"don_vi: t/h\n{head}so_lieu: {{nha: 4}}}}}}\n")
    gathered: list[object] = []
    index = FigureIndex.__init__

    def gather(self: FigureIndex, *args: object) -> None:
        gathered.append(args[2])
        index(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(FigureIndex, "__init__", gather)
    project = load(tmp_path)
    assert list(stated_differs(project, project.outlines)) == []
    assert gathered == []
    put(tmp_path, "2020/t/h/nam.yaml", f"don_vi: t/h\n{head}so_lieu: {{nha: 5}}}}}}\n")
    project = load(tmp_path)
    assert len(list(stated_differs(project, project.outlines))) == 1
    assert gathered == [{"t", "t/h"}]
