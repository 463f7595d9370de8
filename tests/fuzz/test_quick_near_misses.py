"""One small fault in a sound document, for each reason why the quick path gives no result."""

from __future__ import annotations

import pytest
from quick_targets import base

from mttq.check.examination import examine
from mttq.source import read_bytes

YEAR_PLAN = "plans/2020/quang-tri/ke-hoach.yaml"
TERM_PLAN = "plans/2019-2024/quang-tri/ke-hoach.yaml"
REPORT = "plans/2020/quang-tri/quy-4.yaml"
BRIEFING = "plans/2020/quang-tri/giao-ban-quy-4.yaml"

FAULTS = (
    (YEAR_PLAN, "don_vi: quang-tri\n", "don_vi: quang-tri/huong-hoa\n", "MT109"),
    (YEAR_PLAN, "nam: 2020\n", "nam: 2021\n", "MT109"),
    (REPORT, "ky: quy-4\n", "ky: quy-3\n", "MT109"),
    (YEAR_PLAN, "bo_chuong_trinh: 2019-2024", "bo_chuong_trinh: la", "MT309"),
    (YEAR_PLAN, "  1: {}\n", "", "MT308"),
    (YEAR_PLAN, "  1: {}\n", "  1: {}\n  3: {}\n", "MT307"),
    (YEAR_PLAN, "ma: viec-ba", "ma: viec-hai", "MT311"),
    (BRIEFING, "  - Việc một\n", "  - ten: Việc một\n    ma: viec\n", "MT311"),
    (YEAR_PLAN, "thoi_han: quy-4", "thoi_han: quy-5", "MT312"),
    (YEAR_PLAN, "thoi_han: 15/12/2020", "thoi_han: 31/02/2020", "MT107"),
    (BRIEFING, "thoi_han: 2021-01-15", "thoi_han: 2021-02-29", "MT107"),
    (YEAR_PLAN, "          quy-2: 100", "          quy-22: 100", "MT312"),
    (YEAR_PLAN, "          quy-2: 100", "          nhiem-ky: 100", "MT312"),
    (YEAR_PLAN, "          quang-tri/huong-hoa:", "          quang-tri/la:", "MT301"),
    (YEAR_PLAN, "          quang-tri/huong-hoa:", "          trung-uong:", "MT313"),
    (YEAR_PLAN, "          quang-tri/huong-hoa:", "          quang-tri/vinh-linh:", ""),
    (YEAR_PLAN, "moi: xa", "moi: nam", "MT215"),
    (TERM_PLAN, "          sửa chữa: 150", "          sửa chữa: 149", "MT403"),
    (YEAR_PLAN, "  khu: 12", "  quy: 12 đồng", "MT305"),
    (YEAR_PLAN, "      quy: trên", "      khu-hoi: 5\n      quy: trên", "MT305"),
    (YEAR_PLAN, "      quy: trên", "      cu: 5\n      quy: trên", "MT304"),
    (YEAR_PLAN, "      quy: trên", "      la: 5\n      quy: trên", "MT303"),
    (REPORT, "      tinh-nha: 02 việc", "      huyen-nha: 02 việc", "MT306"),
    (REPORT, "      nha: gần 300 căn", "      dan: 300 nghìn người", "MT305"),
    (REPORT, "  khu: 6.688 khu dân cư", "  khu: 6.688 khu dân cư\n  dan: 5 nghìn người", "MT315"),
    (REPORT, "  khu: 6.688 khu dân cư", "  khu: 6.621 khu dân cư", "MT406"),
    (REPORT, "ty_le: 99%", "ty_le: 97%", "MT213"),
    (REPORT, "hiện vật: 700", "hiện vật: 800", "MT403"),
    (REPORT, "  - Ổn định.\n", "  - Ổn định.\n  - Ổn  định.\n", "MT115"),
    (REPORT, "so_lieu:\n  khu", "  - Câu lẻ.\nso_lieu:\n  khu", ""),
    (REPORT, "          - Đã tổ chức.\n", "          - Đã tổ chức.\n          - '  Đã tổ chức.'\n", "MT115"),
    (REPORT, "        so_lieu:\n          khu", "      - L\n      - ten: H\n        so_lieu:\n          khu", "MT116"),
    (REPORT, "trang_thai: hoan-thanh", "trang_thai: xong", "MT106"),
    (REPORT, "uu_diem: Tốt", "uu_diem: null", "MT104"),
    (REPORT, "uu_diem: Tốt", "uu_diem: '  '", "MT104"),
    (REPORT, "uu_diem: Tốt", "uu_diem: Tốt\u00a0lắm", "MT505"),
    (REPORT, "uu_diem: Tốt", "uu_diem: Tốt\u200blắm", "MT506"),
    (REPORT, "uu_diem: Tốt", "uu_diem: To\u0302\u0301t", "MT501"),
    (REPORT, "uu_diem: Tốt", "uu_diem: Tốt # mttq: bo-qua", "MT504"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "code"), FAULTS)
def test_a_fault_is_left_to_the_slow_path(path: str, old: str, new: str, code: str) -> None:
    """The quick path gives no result if there is a fault, and the same result if there is none."""
    one = base(None)
    ref, data = next((ref, data) for ref, data in one.documents if ref.path == path)
    assert old.encode() in data
    changed = data.replace(old.encode(), new.encode(), 1)
    slow, quick = (
        examine(read_bytes(changed, path), ref, one.project.catalogue),
        one.path.examined(changed, ref),
    )
    reported = {fault.code.id for fault in slow.found} | {
        fault.code.id for fault in (slow.document.by_default if slow.document is not None else ())
    }
    if code:
        assert code in reported or slow.comments
        assert quick is None
    else:
        assert quick == slow or (quick is None and reported)
