"""`mttq total --explain`, `--as-of` and `--compare` as people and scripts call them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import small_project
from command_project import make, mttq
from rich.cells import cell_len

UNITS = """\
trung-uong: {ten: Trung ương, cap: trung-uong}
t:
  ten: tỉnh T
  cap: tinh
  cap_duoi:
    h:
      ten: huyện H
      cap: huyen
      den: 2020-06-30
      cap_duoi:
        x: {ten: xã X, cap: xa, den: 2020-06-30}
        y: {ten: xã Y, cap: xa, den: 2020-06-30}
        z: {ten: xã Z, cap: xa, den: 2020-06-30}
    m:
      ten: xã M
      cap: xa
      tu: 2020-07-01
      ke_thua: [{don_vi: t/h/x}, {don_vi: t/h/y, ty_trong: 60%}, {don_vi: t/h/z}]
    n: {ten: xã N, cap: xa, tu: 2020-07-01, ke_thua: [{don_vi: t/h/y, ty_trong: 40%}, {don_vi: t/h/z}]}
    k: {ten: huyện K, cap: huyen, cap_duoi: {q: {ten: xã Q, cap: xa}, r: {ten: xã R, cap: xa}}}
"""
PROGRAMMES = small_project.CATALOGUE["danh-muc/chuong-trinh.yaml"].replace("tu_nam: 2020", "tu_nam: 2019")


def _report(place: str, figures: str, cycle: str = "2020", scope: str = "so_lieu") -> dict[str, str]:
    unit, _, period = place.rpartition("/")
    text = small_project.report(
        unit=unit, cycle=cycle, period=period, programmes=f"2:\n  {scope}:\n    {figures}\n"
    )
    return {f"{cycle}/{place}.yaml": text}


DOCUMENTS = {
    "danh-muc/don-vi.yaml": UNITS,
    "danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: t\n",
    "danh-muc/chuong-trinh.yaml": PROGRAMMES,
    "2020/t/ke-hoach.yaml": small_project.plan(
        unit="t", programmes="2: {muc_tieu: M, chi_tieu: {quy: trên 5 tỷ đồng}}\n"
    ),
    **_report("t/nam", "quy: {gia_tri: 2 tỷ đồng, nhan_tu: {trung-uong: 500 triệu đồng}}"),
    **_report("t/h/quy-1", "quy: 100 triệu đồng"),
    **_report("t/h/quy-2", "quy: 120 triệu đồng"),
    **_report("t/h/x/6-thang", "quy: {gia_tri: gần 100 triệu đồng, nhan_tu: {t: 30 triệu đồng}}"),
    **_report("t/h/y/6-thang", "quy: 50 triệu đồng"),
    **_report("t/h/z/6-thang", "quy: 7 triệu đồng"),
    **_report("t/m/quy-3", "quy: 10 triệu đồng"),
    **_report("t/m/quy-4", "quy: 11 triệu đồng"),
    **_report("t/n/quy-3", "quy: không áp dụng"),
    **_report("t/k/nam", "quy: khoảng 1 tỷ đồng", scope="toan_dia_ban"),
    **_report("t/k/q/nam", "quy: 300 triệu đồng"),
    **_report("t/k/r/nam", "nha: 6 nhà"),
    **_report("t/nam", "quy: 4 tỷ đồng", cycle="2019"),
}
PROOF = """\
CĂN CỨ CỦA SỐ LIỆU NĂM 2020
Quỹ “Vì người nghèo” (quy)
tỉnh T (t)

Thực hiện     ≈ 3.368.000.000 đồng
Tình trạng    thiếu: 7/10 đơn vị phải báo cáo đã có số
Kế hoạch      > 5.000.000.000 đồng, bằng 67,36% kế hoạch, chưa kết luận được là
              đạt hay chưa
              plans/2020/t/ke-hoach.yaml:4  trên 5 tỷ đồng
Theo cấp      tong: cộng số của đơn vị và các cấp dưới
Theo kỳ       tong: cộng số của các kỳ

Các số hợp thành (đồng)
tỉnh T                                                           ≈ 3.368.000.000
├─ cấp mình                                                        2.000.000.000
│    plans/2020/t/nam.yaml:7  2 tỷ đồng
├─ trừ phần nhận: tỉnh T → xã X                                      -30.000.000
│    plans/2020/t/h/x/6-thang.yaml:7
├─ huyện H                                                         ≈ 377.000.000
│  ├─ cấp mình                                                       220.000.000
│  │    plans/2020/t/h/quy-1.yaml:7  100 triệu đồng
│  │    plans/2020/t/h/quy-2.yaml:7  120 triệu đồng
│  ├─ xã X                                                         ≈ 100.000.000
│  │    plans/2020/t/h/x/6-thang.yaml:7  gần 100 triệu đồng
│  ├─ xã Y                                                            50.000.000
│  │    plans/2020/t/h/y/6-thang.yaml:7  50 triệu đồng
│  └─ xã Z                                                             7.000.000
│       plans/2020/t/h/z/6-thang.yaml:7  7 triệu đồng
├─ xã M                                                               21.000.000
│    plans/2020/t/m/quy-3.yaml:7  10 triệu đồng
│    plans/2020/t/m/quy-4.yaml:7  11 triệu đồng
├─ xã N                                                            không áp dụng
│    plans/2020/t/n/quy-3.yaml:7  không áp dụng
└─ huyện K                                                       ≈ 1.000.000.000
     số toàn địa bàn, thay cho huyện K; xã Q; xã R (1/3 đơn vị đã có số)
     plans/2020/t/k/nam.yaml:7  khoảng 1 tỷ đồng

Mới có một phần của kỳ (1 đơn vị): xã N (mới có quý III; thiếu tháng 10–12).
Đã báo cáo mà không ghi chỉ tiêu này; đã có số toàn địa bàn thay (2 đơn vị):
  huyện K (plans/2020/t/k/nam.yaml); xã R (plans/2020/t/k/r/nam.yaml).
Không dùng vì đã có số khác cho cùng đơn vị và tháng: xã Q “300 triệu đồng”
  (plans/2020/t/k/q/nam.yaml:7).
Gần đúng vì: “gần 100 triệu đồng” (plans/2020/t/h/x/6-thang.yaml:7); “khoảng 1
  tỷ đồng” (plans/2020/t/k/nam.yaml:7).
"""
TAKEN_OVER = """\
Các số hợp thành (đồng)
xã M                                                               ≈ 151.000.000
├─ cấp mình                                                           21.000.000
│    plans/2020/t/m/quy-3.yaml:7  10 triệu đồng
│    plans/2020/t/m/quy-4.yaml:7  11 triệu đồng
├─ xã X (kế thừa)                                                  ≈ 100.000.000
│    plans/2020/t/h/x/6-thang.yaml:7  gần 100 triệu đồng
└─ xã Y (kế thừa, 60%)                                              ≈ 30.000.000
     60% của 50.000.000
     plans/2020/t/h/y/6-thang.yaml:7  50 triệu đồng

Chưa phân bổ nên không tính: xã Z (t/h/z) chia cho xã M, xã N; ghi ty_trong ở
  ke_thua của các đơn vị này (xem plans/danh-muc/don-vi.yaml:13).
Gần đúng vì: “gần 100 triệu đồng” (plans/2020/t/h/x/6-thang.yaml:7); 60% của
  xã Y là số ước tính.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make(tmp_path, monkeypatch, DOCUMENTS)
    monkeypatch.setenv("COLUMNS", "80")
    return made


def _explained(*args: str) -> str:
    result = mttq("total", "2020", "--indicator", "quy", "--explain", *args)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_proof_of_a_figure(project: Path) -> None:
    assert _explained() == PROOF


def test_units_taken_over_and_figures_that_cannot_be_divided(project: Path) -> None:
    text = _explained("--unit", "t/m", "--as-of", "1/7/2020")
    assert text.startswith("CĂN CỨ CỦA SỐ LIỆU NĂM 2020 theo đơn vị ngày 01/07/2020\n")
    assert "Tình trạng    thiếu: 3/3 đơn vị phải báo cáo đã có số; còn số chưa phân bổ\n" in text
    assert text.endswith(TAKEN_OVER)


def test_a_stated_figure_against_what_was_computed(project: Path) -> None:
    text = _explained("--unit", "t/k")
    assert "theo báo cáo: 1/3 đơn vị phải báo cáo đã có số; lấy số toàn địa\n" in text
    assert (
        "Toàn địa bàn  ≈ 1.000.000.000 đồng; cộng từ các đơn vị được 300.000.000 đồng:\n"
        "              hơn 700.000.000 đồng\n"
        "              plans/2020/t/k/nam.yaml:7  khoảng 1 tỷ đồng\n"
    ) in text
    assert "Các số hợp thành (đồng), chỉ để đối chiếu vì đã lấy số toàn địa bàn\n" in text


def test_the_compared_year_is_in_the_proof(project: Path) -> None:
    assert "Cùng kỳ 2019  4.000.000.000 (thiếu); nay bằng 84,20%\n" in _explained("--compare", "2019")


@pytest.mark.parametrize("width", [30, 50, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(
    project: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for args in ([], ["--unit", "t/m", "--as-of", "2020-07-01"], ["--unit", "t/k", "--compare", "2019"]):
        lines = _explained(*args).splitlines()
        assert [line for line in lines if cell_len(line) > width or line != line.rstrip()] == []


def test_a_large_tree_is_shown_as_far_as_it_fits_or_as_far_as_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    districts = {f"h{number}": [f"x{commune:02}" for commune in range(15)] for number in range(3)}
    units = "t:\n  ten: tỉnh T\n  cap: tinh\n  cap_duoi:\n"
    documents = {"danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: t\n"}
    for district, communes in districts.items():
        units += f"    {district}:\n      ten: huyện {district}\n      cap: huyen\n      cap_duoi:\n"
        for one in communes:
            units += f"        {one}: {{ten: xã {one}, cap: xa}}\n"
            documents |= _report(f"t/{district}/{one}/nam", "quy: 5 đồng")
    make(tmp_path, monkeypatch, documents | {"danh-muc/don-vi.yaml": units})
    monkeypatch.setenv("COLUMNS", "80")
    text = _explained()
    assert "├─ huyện h0                                                                   75\n" in text
    assert "│    từ 15 số của 15 đơn vị; xem: --unit t/h0 --explain\n" in text
    assert "x00/nam.yaml" not in text
    assert _explained("--level", "xa").count("/nam.yaml:7  5 đồng") == 45
    assert _explained("--unit", "t/h0").count("/nam.yaml:7  5 đồng") == 15


def test_the_proof_as_json(project: Path) -> None:
    proof: dict[str, Any] = json.loads(
        _explained("--format", "json", "--unit", "t/m", "--as-of", "2020-07-01")
    )
    assert (proof["don_vi"], proof["thuc_hien"], proof["trang_thai"]) == ("t/m", 151_000_000, "thieu")
    assert proof["theo_ngay"] == "2020-07-01"
    assert proof["cach_tinh"] == {
        "theo_cap": "tong",
        "theo_ky": "tong",
        "tu_so": None,
        "mau_so": None,
        "trong_so": None,
        "gom": [],
    }
    tree = proof["cay"]
    parts = [(one["don_vi"], one["quan_he"], one["phan"], one["gia_tri"]) for one in tree["cap_duoi"]]
    assert parts == [("t/h/x", "ke-thua", 1, 100_000_000), ("t/h/y", "ke-thua", 0.6, 30_000_000)]
    assert tree["cap_minh"]["so_lieu"][0] == {
        "tep": "plans/2020/t/m/quy-3.yaml",
        "dong": 7,
        "cot": 12,
        "chi_tieu": "quy",
        "nam": "2020",
        "ky": "quy-3",
        "muc": "so_lieu",
        "ghi": "10 triệu đồng",
        "gia_tri": 10_000_000,
        "gan_dung": False,
    }
    assert proof["chua_phan_bo"] == [
        {
            "don_vi": "t/h/z",
            "ten": "xã Z",
            "chia_cho": ["t/m", "t/n"],
            "tep": "plans/danh-muc/don-vi.yaml",
            "dong": 13,
        }
    ]
    whole = json.loads(_explained("--format", "json"))
    assert whole["cay"]["da_tru"] == [
        {
            "tu": "t",
            "den": "t/h/x",
            "gia_tri": 30_000_000,
            "tep": "plans/2020/t/h/x/6-thang.yaml",
            "dong": 7,
            "cot": 55,
        }
    ]
    assert [(one["don_vi"], one["ly_do"]) for one in whole["con_thieu"]] == [("t/n", "thieu-ky")]
    assert [(one["don_vi"], one["ly_do"]) for one in whole["da_co_so_thay"]] == [
        ("t/k", "khong-co-dong"),
        ("t/k/r", "khong-co-dong"),
    ]


def test_without_a_figure_there_is_no_proof(project: Path) -> None:
    result = mttq("total", "2020", "--indicator", "tap-huan", "--explain")
    assert (result.exit_code, result.stdout) == (0, "Chưa có mục tiêu hay số liệu nào cho năm 2020.\n")
    assert (
        mttq("total", "2020", "--indicator", "tap-huan", "--explain", "--format", "json").stdout == "null\n"
    )


def test_units_of_a_later_day_and_figures_without_an_heir(project: Path) -> None:
    text = mttq("total", "2020", "--as-of", "2020-07-01", "--indicator", "quy").stdout
    assert text.startswith("SỐ LIỆU NĂM 2020 theo đơn vị ngày 01/07/2020\n")
    assert "\nxã Z – chưa phân bổ (t/h/z)\n" in text
    rows = json.loads(
        mttq("total", "2020", "--as-of", "1/7/2020", "--indicator", "quy", "--format", "json").stdout
    )
    assert [(row["don_vi"], row["ten"], row["thuc_hien"]) for row in rows] == [
        ("t", "tỉnh T", 3_368_000_000),
        ("t/h/z", "xã Z – chưa phân bổ", 7_000_000),
        ("t/m", "xã M", 151_000_000),
        ("t/n", "xã N", 20_000_000),
        ("t/k", "huyện K", 1_000_000_000),
        ("t/k/q", "xã Q", 300_000_000),
    ]
    written = mttq("total", "2020", "--as-of", "1/7/2020", "--indicator", "quy", "--format", "csv").stdout
    assert [row["ten"] for row in csv.DictReader(io.StringIO(written))] == [row["ten"] for row in rows]


def test_the_figures_of_another_year_are_compared(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    asked = ("total", "2020", "--indicator", "quy", "--compare", "2019")
    head, *lines = mttq(*asked).stdout.splitlines()[1:]
    assert " ".join(head.split()) == (
        "Chỉ tiêu ĐVT Kế hoạch Thực hiện % KH Đạt Cùng kỳ 2019 So cùng kỳ Đã báo cáo Tình trạng"
    )
    assert " ".join(lines[2].split()).endswith("67,36 – 4.000.000.000 (thiếu) 84,20% 7/10 thiếu")
    rows = json.loads(mttq(*asked, "--format", "json").stdout)
    keys = list(rows[0])
    place = keys.index("ty_le_hoan_thanh")
    assert keys[place + 1 : place + 3] == ["cung_ky", "so_cung_ky"]
    assert (rows[0]["cung_ky"], rows[0]["so_cung_ky"]) == (4_000_000_000, 84.2)
    assert (rows[1]["cung_ky"], rows[1]["so_cung_ky"]) == (None, None)
    written = list(csv.DictReader(io.StringIO(mttq(*asked, "--format", "csv").stdout)))
    assert (written[0]["cung_ky"], written[0]["so_cung_ky"]) == ("4000000000", "84.2")
    assert "cung_ky" not in mttq("total", "2020", "--format", "json").stdout
    nothing = mttq("total", "2020", "--unit", "t/k", "--compare", "2019").stdout
    assert "Không có số liệu nào của năm 2019 để so." in nothing


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (
            ["--compare", "2020"],
            "--compare: “2020” chính là năm đang xem",
            "các năm khác có trong plans/: 2019",
        ),
        (
            ["--compare", "2018"],
            "--compare: không có năm hay nhiệm kỳ “2018”",
            "các năm khác có trong plans/: 2019",
        ),
        (["--as-of", "mai"], "--as-of: “mai” không phải là ngày", "viết như 2020-01-15 hoặc 15/01/2020"),
        (
            ["--as-of", "1/7/2020", "--unit", "t/h/x"],
            "--as-of: đơn vị “t/h/x” không có vào ngày 01/07/2020: chỉ đến hết ngày 30/06/2020",
            "đơn vị kế thừa: t/m",
        ),
        (
            ["--as-of", "2020-01-01", "--unit", "t/m"],
            "--as-of: đơn vị “t/m” không có vào ngày 01/01/2020: chỉ từ ngày 01/07/2020",
            "xem các đơn vị bằng mttq units --on 2020-01-01",
        ),
        (
            ["--explain"],
            "--explain: chưa nêu chỉ tiêu nào",
            "nêu đúng một --indicator MÃ; có mục tiêu hay số liệu: quy, nha",
        ),
        (
            ["--explain", "--indicator", "quy", "--indicator", "nha"],
            "--explain: mỗi lần chỉ giải thích một chỉ tiêu",
            "nêu đúng một --indicator MÃ; có mục tiêu hay số liệu: quy, nha",
        ),
        (
            ["--explain", "--indicator", "quy", "--format", "csv"],
            "--explain: căn cứ của một con số không viết được thành csv",
            "dùng --format table hoặc json",
        ),
    ],
)
def test_an_impossible_request_is_exit_code_2_with_a_remedy(
    project: Path, args: list[str], message: str, hint: str
) -> None:
    result = mttq("total", "2020", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"lỗi: {message}\ngợi ý: {hint}\n"


def test_a_term_is_compared_with_a_term_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, monkeypatch)
    result = mttq("total", "2020", "--compare", "2019-2024")
    assert result.exit_code == 2
    assert "--compare: không so được năm 2020 với nhiệm kỳ 2019 – 2024" in result.stderr


def test_without_a_default_unit_the_user_must_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = "a: {ten: tỉnh A, cap: tinh}\nb: {ten: tỉnh B, cap: tinh}\n"
    documents = {"danh-muc/don-vi.yaml": units, "danh-muc/mttq.yaml": "phien_ban: 1\n"}
    make(tmp_path, monkeypatch, documents | _report("a/nam", "quy: 5 đồng"))
    result = mttq("total", "2020", "--explain", "--indicator", "quy")
    assert result.exit_code == 2
    assert result.stderr == "lỗi: --explain: chưa nêu đơn vị nào\ngợi ý: thêm --unit MÃ, ví dụ --unit a\n"


def test_a_fault_in_a_unit_taken_over_or_in_the_compared_year_is_reported(project: Path) -> None:
    small_project.put(project, "2019/t/nam.yaml", "don_vi: [\n")
    assert mttq("total", "2020").exit_code == 0
    assert mttq("total", "2020", "--compare", "2019").exit_code == 1
    small_project.put(project, "2020/t/h/x/6-thang.yaml", "don_vi: [\n")
    assert mttq("total", "2020", "--unit", "t/m", "--as-of", "2020-07-01").exit_code == 1


_WORDS = {
    "2020/quang-tri/nam.yaml": small_project.report(
        "so_lieu: {dan-so: 3 người}\n",
        programmes="""\
        1: {so_lieu: {ty-le-di-bau: 6.622/6.688}}
        2: {so_lieu: {quy: "3100 triệu đồng", nha: '5  nhà'}}
        """,
    )
}


def _proof(indicator: str, *args: str) -> str:
    result = mttq("total", "2020", "--unit", "quang-tri", "--indicator", indicator, "--explain", *args)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(("indicator", "text"), [("quy", "3100 triệu đồng"), ("nha", "5  nhà")])
def test_a_figure_is_shown_word_for_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indicator: str, text: str
) -> None:
    make(tmp_path, monkeypatch, _WORDS)
    proof = json.loads(_proof(indicator, "--format", "json"))
    assert proof["cay"]["cap_minh"]["so_lieu"][0]["ghi"] == text
    assert f"  {text}\n" in _proof(indicator)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("ít nhất  3100 triệu đồng", "ít nhất  3100 triệu đồng"),
        ("{muc: '3100 triệu đồng', cap_minh: 100 triệu đồng}", "3100 triệu đồng"),
        ("ít nhất\n        3100 triệu đồng", "ít nhất 3100 triệu đồng"),
    ],
)
def test_a_target_is_shown_word_for_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, text: str
) -> None:
    goal = f"2:\n  muc_tieu: M\n  chi_tieu:\n    quy: {written}\n"
    make(tmp_path, monkeypatch, {"2020/quang-tri/ke-hoach.yaml": small_project.plan(programmes=goal)})
    (line,) = json.loads(_proof("quy", "--format", "json"))["muc_tieu"]
    assert line["ghi"] == text
    assert f"  {text}\n" in _proof("quy")


@pytest.mark.parametrize(
    ("indicator", "value", "side", "title"),
    [
        ("cu-tri-di-bau", 6622, "tu_so", "  6.622/6.688 (tử số của ty-le-di-bau)\n"),
        ("cu-tri", 6688, "mau_so", "  6.622/6.688 (mẫu số của ty-le-di-bau)\n"),
        ("ty-le-di-bau", None, None, "  6.622/6.688\n"),
    ],
)
def test_a_count_from_a_ratio_says_which_side_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    indicator: str,
    value: int | None,
    side: str | None,
    title: str,
) -> None:
    make(tmp_path, monkeypatch, _WORDS)
    source = json.loads(_proof(indicator, "--format", "json"))["cay"]["cap_minh"]["so_lieu"][0]
    assert (source["ghi"], source["gia_tri"], source["lay"]) == ("6.622/6.688", value, side)
    assert (source["tu_so"], source["mau_so"]) == (6622, 6688)
    assert title in _proof(indicator)


def test_a_difference_from_a_mean_has_no_more_decimals_than_the_mean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicators = small_project.CATALOGUE["danh-muc/chi-tieu.yaml"] + (
        "bq: {ten: Bình quân, chuong_trinh: 2, don_vi_tinh: người, theo_cap: binh-quan}\n"
    )
    documents = {"danh-muc/chi-tieu.yaml": indicators}
    for unit, value in (("quang-tri", 1), ("quang-tri/huong-hoa", 1), ("quang-tri/dakrong", 2)):
        stated = "toan_dia_ban: {bq: 2 người}" if unit == "quang-tri" else ""
        lines = f"2:\n  so_lieu: {{bq: {value} người}}\n" + (f"  {stated}\n" if stated else "")
        documents[f"2020/{unit}/nam.yaml"] = small_project.report(unit=unit, programmes=lines)
    make(tmp_path, monkeypatch, documents)
    result = mttq(
        "total", "2020", "--unit", "quang-tri", "--indicator", "bq", "--explain", "--format", "json"
    )
    said = json.loads(result.stdout)["toan_dia_ban"]
    assert (said["so_cong_don"], said["chenh_lech"]) == (pytest.approx(4 / 3), 0.666667)


def test_the_day_until_which_a_figure_counts_is_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = {
        f"2020/quang-tri/{unit}/nam.yaml": small_project.report(
            f"so_lieu_den: {day}\n", unit=f"quang-tri/{unit}", programmes="2: {so_lieu: {nha: 10 nhà}}\n"
        )
        for unit, day in {"huong-hoa": "2020-12-31", "dakrong": "2020-10-31"}.items()
    }
    make(tmp_path, monkeypatch, documents)
    asked = ("total", "2020", "--unit", "quang-tri", "--indicator", "nha", "--explain")
    shown = mttq(*asked).stdout
    assert "10 nhà (số liệu đến 31/12/2020)\n" in shown
    assert "10 nhà (số liệu đến 31/10/2020)\n" in shown
    tree = json.loads(mttq(*asked, "--format", "json").stdout)["cay"]
    days = [one["cap_minh"]["so_lieu"][0]["so_lieu_den"] for one in tree["cap_duoi"]]
    assert days == ["2020-12-31", "2020-10-31"]
