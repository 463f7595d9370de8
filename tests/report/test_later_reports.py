"""A document that was issued stays as it is when reports of later periods come in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import small_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mttq.documents import load
from mttq.period import PERIODS, parse_cycle
from mttq.report import KINDS, subject_of

_UNITS = ("quang-tri", "quang-tri/huong-hoa", "quang-tri/huong-hoa/tan-long", "quang-tri/dakrong")
_YEARLY = [name for name in PERIODS if name != "nhiem-ky"]
_FIGURES = {
    1: {"giam-sat": "2 cuộc", "ty-le-di-bau": "6/8 cử tri", "cu-tri": "9 cử tri"},
    2: {"nha": "gần 4 nhà", "quy": "19 triệu đồng", "ho-ngheo": "40 hộ", "viec-lam": "không áp dụng"},
    3: {"tap-huan": "1 lớp"},
}
_PLAN = small_project.plan(programmes="2: {chi_tieu: {nha: 30 nhà, cong-trinh: 2 công trình}}")


@st.composite
def _reports(draw: st.DrawFn) -> str:
    """Draw the figures of one report, and perhaps a text and the state of a task."""
    lines = ["so_lieu: {dan-so: 100 người}"] if draw(st.booleans()) else []
    lines += ["tinh_hinh: Đời sống Nhân dân ổn định"] if draw(st.booleans()) else []
    programmes = []
    for number, figures in _FIGURES.items():
        parts = []
        for scope in ("so_lieu", "toan_dia_ban"):
            chosen = draw(st.lists(st.sampled_from(sorted(figures)), unique=True, max_size=2))
            if chosen:
                parts.append(f"{scope}: {{{', '.join(f'{name}: {figures[name]}' for name in chosen)}}}")
        programmes += [f"{number}: {{{', '.join(parts)}}}"] if parts else []
    body = "".join(f"{line}\n" for line in lines)
    return small_project.report(body, unit="UNIT", period="PERIOD", programmes="\n".join(programmes))


def _files(reports: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {"2020/quang-tri/ke-hoach.yaml": _PLAN} | {
        f"2020/{unit}/{period}.yaml": text.replace("UNIT", unit).replace("PERIOD", period)
        for (unit, period), text in reports.items()
    }


def _documents(files: Mapping[str, str], unit: str, period: str) -> list[object]:
    cycle = parse_cycle("2020")
    assert cycle is not None
    with TemporaryDirectory() as folder:
        project = load(small_project.write(Path(folder), files))
        subject = subject_of(project, unit, cycle, PERIODS[period])
        return [kind.build(subject) for kind in KINDS.values()]


@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(_UNITS), st.sampled_from(_YEARLY)), _reports(), min_size=2, max_size=8
    ),
    st.sampled_from(_UNITS),
    st.sampled_from([name for name in _YEARLY if PERIODS[name].last < 12]),
)
def test_reports_of_later_periods_change_no_document(
    reports: dict[tuple[str, str], str], unit: str, period: str
) -> None:
    """Law: every kind of document of a period is the same without the reports that end after it."""
    last = PERIODS[period].last
    early = {key: text for key, text in reports.items() if PERIODS[key[1]].last <= last}
    assert _documents(_files(early), unit, period) == _documents(_files(reports), unit, period)
