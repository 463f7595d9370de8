"""Totals made branch by branch in several processes are those made in one process."""

from __future__ import annotations

import pytest
import small_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mttq.documents import load
from mttq.levels import Level
from mttq.output.formats import TOTAL_IN_PIECES
from mttq.period import PERIODS, parse_cycle
from mttq.totals import build_table, shown_table
from mttq.totals.branches import write_branches

UNITS = """\
tw:
  ten: Trung ương
  cap: trung-uong
""" + "".join(
    f"p{one}:\n  ten: tỉnh {one}\n  cap: tinh\n  cap_duoi:\n"
    + "".join(f"    x{two}: {{ten: xã {two}, cap: xa}}\n" for two in range(3))
    for one in range(4)
)
IDS = ["tw", *(f"p{one}" for one in range(4)), *(f"p{one}/x{two}" for one in range(4) for two in range(3))]

amounts = st.sampled_from(["0", "12", "gần 7", "không áp dụng", "{gia_tri: 9, nhan_tu: {tw: 2, p1/x0: 1}}"])
said = st.dictionaries(st.sampled_from(["nha", "quy", "cong-trinh"]), amounts, max_size=3)
reports = st.dictionaries(
    st.tuples(
        st.sampled_from(IDS), st.sampled_from(["nam", "quy-1"]), st.sampled_from(["so_lieu", "toan_dia_ban"])
    ),
    said,
    max_size=14,
)
plans = st.dictionaries(st.sampled_from(IDS), st.dictionaries(st.sampled_from(["nha", "quy"]), st.just("10")))


@pytest.mark.parametrize("format", list(TOTAL_IN_PIECES))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    reports=reports, plans=plans, level=st.sampled_from([None, "xa"]), only=st.sampled_from([(), ("nha",)])
)
def test_branches_make_the_same_text_as_one_process(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    reports: dict[tuple[str, str, str], dict[str, str]],
    plans: dict[str, dict[str, str]],
    level: str | None,
    only: tuple[str, ...],
) -> None:
    """The text and the gaps are the same from one process and from three, unless the top states a figure."""
    root = tmp_path_factory.mktemp("parts")
    documents = {"danh-muc/don-vi.yaml": UNITS}
    for unit, targets in plans.items():
        lines = "".join(f"      {name}: {value}\n" for name, value in targets.items())
        documents[f"2020/{unit}/ke-hoach.yaml"] = (
            f"don_vi: {unit}\nnam: 2020\nchuong_trinh:\n  1: {{}}\n  2:\n    muc_tieu: M\n"
            + (f"    chi_tieu:\n{lines}" if lines else "")
            + "  3: {}\n"
        )
    for (unit, period, scope), figures in reports.items():
        path = f"2020/{unit}/{period}.yaml"
        head = f"don_vi: {unit}\nnam: 2020\nky: {period}\nchuong_trinh:\n  2:\n    ket_qua: K\n"
        lines = "".join(f"      {name}: {value}\n" for name, value in figures.items())
        documents[path] = documents.get(path, head) + (f"    {scope}:\n{lines}" if lines else "")
    project = load(small_project.write(root, documents))
    cycle = parse_cycle("2020")
    assert cycle is not None
    shown = Level(level) if level else None
    table = build_table(project, cycle, PERIODS["nam"], tops=["tw"], level=shown, indicators=only)
    piece, whole = TOTAL_IN_PIECES[format]()
    monkeypatch.setenv("MTTQ_WORKERS", "3")
    made = write_branches(project, cycle, PERIODS["nam"], top="tw", write=piece, indicators=only, level=shown)
    if made is None:  # columns decide the rows of the top, or it states figures for its area
        top = shown_table(
            project, cycle, PERIODS["nam"], tops=["tw"], in_blocks=True, level=shown, indicators=only
        )
        texts = iter([piece(top)])
    else:
        top, texts = made
    assert "".join(whole(top, texts)) == "".join(whole(table, [piece(table)]))
    assert set(top.gaps) == set(table.gaps)
    monkeypatch.setenv("MTTQ_WORKERS", "1")
    assert write_branches(project, cycle, PERIODS["nam"], top="tw", write=piece) is None
