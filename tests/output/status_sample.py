"""An overview with a report of every standing, for the tests of outputs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import small_project
from msgspec.structs import replace

from mttq.completeness import Overview, overview
from mttq.documents import load
from mttq.period import PERIODS, parse_cycle

UNITS = """\
quang-tri:
  ten: tỉnh Quảng Trị
  cap: tinh
  cap_duoi:
    huong-hoa:
      ten: huyện Hướng Hóa
      cap: huyen
      cap_duoi:
        tan-long: {ten: xã Tân Long, cap: xa}
        lia: {ten: xã Lìa, cap: xa, tu: 2020-02-01}
        khe-sanh: {ten: thị trấn Khe Sanh, cap: xa, den: 2020-12-31}
        thuan: {ten: xã Thuận, cap: xa, den: 2020-09-30}
    dakrong: {ten: huyện Đakrông, cap: huyen}
    hoi-nong-dan: {ten: Hội Nông dân tỉnh Quảng Trị, cap: to-chuc-thanh-vien}
"""
TREE = "quang-tri/huong-hoa"


def _report(unit: str, day: str = "", period: str = "nam") -> str:
    issued = f"van_ban: {{ngay: {day}}}\n" if day else ""
    return small_project.report(f"{issued}mo_dau: Mở đầu\n", unit=unit, period=period)


DOCUMENTS = {
    "danh-muc/don-vi.yaml": UNITS,
    "danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nhan_nop: {nam: 5}\n",
    "2020/quang-tri/nam.yaml": _report("quang-tri", "2021-01-05"),
    "2020/quang-tri/ke-hoach.yaml": small_project.plan(),
    f"2020/{TREE}/nam.yaml": _report(TREE),
    f"2020/{TREE}/lia/nam.yaml": _report(f"{TREE}/lia"),
    f"2020/{TREE}/khe-sanh/nam.yaml": "don_vi: [\n",
    **{
        f"2020/{TREE}/thuan/quy-{number}.yaml": _report(f"{TREE}/thuan", period=f"quy-{number}")
        for number in (1, 2, 3)
    },
    "2020/quang-tri/hoi-nong-dan/nam.yaml": _report("quang-tri/hoi-nong-dan", "2020-12-30"),
}
SEEN = {f"plans/2020/{TREE}/nam.yaml": date(2021, 1, 15)}
TODAY = date(2021, 2, 1)


def sample(
    root: Path,
    documents: dict[str, str] | None = None,
    *,
    tops: Sequence[str] = ("quang-tri",),
    period: str = "nam",
    today: date = TODAY,
    name: str | None = None,
) -> Overview:
    """Return the overview of 2020; `name` replaces the name of the chosen unit."""
    project = load(small_project.write(root, DOCUMENTS if documents is None else documents))
    cycle = parse_cycle("2020")
    assert cycle is not None
    found = overview(project, cycle, PERIODS[period], tops=tops, first_seen=SEEN, today=today)
    if name is not None:
        found = replace(found, entries=tuple(replace(one, name=name) for one in found.entries))
    return found


def wide(communes: int) -> dict[str, str]:
    """Return a province with this many communes, none of which has reported."""
    below = "".join(f"    xa-{number}: {{ten: xã số {number}, cap: xa}}\n" for number in range(communes))
    units = f"quang-tri:\n  ten: tỉnh Quảng Trị\n  cap: tinh\n  cap_duoi:\n{below}"
    return {"danh-muc/don-vi.yaml": units, "danh-muc/mttq.yaml": "phien_ban: 1\n"}
