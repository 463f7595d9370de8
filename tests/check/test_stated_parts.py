"""The message about a wrong stated figure: the difference, and the units that make up the computed one."""

from __future__ import annotations

from pathlib import Path

import small_project

from mttq.check import check
from mttq.documents import load

UNITS = """\
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
"""


def _told(root: Path, figures: dict[str, str], stated: str, indicator: str = "nha") -> list[tuple[str, str]]:
    """Return the message and help about a province's stated figure, if its communes report these figures."""
    units = UNITS + "".join(f"    {name}: {{ten: xã {name.upper()}, cap: xa}}\n" for name in figures)
    files = {
        "danh-muc/don-vi.yaml": units,
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
        "2020/t/nam.yaml": small_project.report(
            unit="t",
            programmes=f"2: {{so_lieu: {{{indicator}: 1}}, toan_dia_ban: {{{indicator}: {stated}}}}}\n",
        ),
    }
    for name, value in figures.items():
        files[f"2020/t/{name}/nam.yaml"] = small_project.report(
            unit=f"t/{name}", programmes=f"2:\n  so_lieu:\n    {indicator}: {value}\n"
        )
    project = load(small_project.write(root, files))
    found = [one for one in check(project) if one.code.id == "MT401"]
    assert {(one.path, one.span.line) for one in found} == {("plans/2020/t/nam.yaml", 5)}
    return [(one.message, one.help or "") for one in found]


def test_a_total_wrong_by_one_names_the_difference_and_the_units(tmp_path: Path) -> None:
    assert _told(tmp_path, {"x": "3", "y": "4"}, "9") == [
        (
            "“nha” toàn địa bàn ghi 9 nhà, còn tổng từ 3/3 đơn vị đã báo cáo là 8 nhà: hơn 1 nhà; "
            "tổng ấy gồm cấp mình 1, xã X 3, xã Y 4",
            "sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; bỏ dòng này thì mttq tự cộng từ các đơn vị; "
            "xem từng số: mttq total 2020 --unit t --indicator nha --explain",
        )
    ]


def test_a_statement_of_far_more_may_speak_of_units_that_are_not_listed(tmp_path: Path) -> None:
    ((_, help),) = _told(tmp_path, {"x": "3", "y": "4"}, "90")
    assert help == (
        "sửa số toàn địa bàn, hoặc sửa số của đơn vị sai; bỏ dòng này thì mttq tự cộng từ các đơn vị; "
        "danh mục chưa có đủ đơn vị cấp dưới thì ghi cap_duoi_chua_du: true cho “t”; "
        "xem từng số: mttq total 2020 --unit t --indicator nha --explain"
    )


def test_the_largest_of_many_units_are_named_and_the_others_counted(tmp_path: Path) -> None:
    figures = {name: str(10 * number) for number, name in enumerate("abcdefgh", 1)}
    ((message, _),) = _told(tmp_path, figures, "360")
    assert message.endswith(
        "là 361 nhà: kém 1 nhà; tổng ấy gồm xã H 80, xã G 70, xã F 60, xã E 50, xã D 40 và 4 đơn vị nữa"
    )


def test_the_message_names_the_transfers_taken_out(tmp_path: Path) -> None:
    ((message, _),) = _told(tmp_path, {"x": "{gia_tri: 30, nhan_tu: {t: 1}}"}, "31")
    assert message.endswith("là 30 nhà: hơn 1 nhà; tổng ấy gồm cấp mình 1, xã X 30, trừ 1 nhận của nhau")


def test_statements_that_differ_only_in_a_longer_period_are_reported_there_once(tmp_path: Path) -> None:
    """Neither quarter has anything to compare with; the half year has, and so have nine months and the year."""
    files = {
        "danh-muc/don-vi.yaml": UNITS + "    x: {ten: xã X, cap: xa}\n",
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
        "2020/t/x/6-thang.yaml": small_project.report(
            unit="t/x", period="6-thang", programmes="2: {so_lieu: {nha: 15}}\n"
        ),
        "2020/t/6-thang.yaml": small_project.report(
            unit="t", period="6-thang", programmes="2: {so_lieu: {nha: 0}}\n"
        ),
    }
    for number in range(1, 5):
        files[f"2020/t/quy-{number}.yaml"] = small_project.report(
            unit="t", period=f"quy-{number}", programmes="2: {toan_dia_ban: {nha: 10}}\n"
        )
    found = [one for one in check(load(small_project.write(tmp_path, files))) if one.code.id == "MT401"]
    assert [(one.path, one.message) for one in found] == [
        (
            "plans/2020/t/quy-2.yaml",
            "“nha” toàn địa bàn 6 tháng đầu năm 2020 theo quy-1.yaml, quy-2.yaml là 20 nhà, còn tổng từ 2/2 đơn vị đã "
            "báo cáo là 15 nhà: hơn 5 nhà; tổng ấy gồm cấp mình 0, xã X 15",
        )
    ]
    assert found[0].help is not None
    assert found[0].help.endswith("mttq total 2020 --unit t --period 6-thang --indicator nha --explain")


def test_a_ratio_and_its_counts_are_reported_as_one(tmp_path: Path) -> None:
    files = {
        "danh-muc/don-vi.yaml": UNITS + "    x: {ten: xã X, cap: xa}\n",
        "danh-muc/mttq.yaml": "phien_ban: 1\n",
        "2020/t/x/nam.yaml": small_project.report(
            unit="t/x", programmes="1: {so_lieu: {ty-le-di-bau: 6/8}}\n"
        ),
        "2020/t/nam.yaml": small_project.report(
            unit="t",
            programmes="1: {so_lieu: {ty-le-di-bau: 0/1}, toan_dia_ban: {ty-le-di-bau: 7/10}}\n",
        ),
    }
    found = [one for one in check(load(small_project.write(tmp_path, files))) if one.code.id == "MT401"]
    assert [one.message.partition(":")[0] for one in found] == [
        "“ty-le-di-bau” toàn địa bàn ghi 7/10, còn tổng từ 2/2 đơn vị đã báo cáo là 6/9"
    ]
