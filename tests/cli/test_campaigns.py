"""Campaigns and spans of several years: by themselves in every command, and part of nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import small_project
from command_project import files_below, mttq

CAMPAIGN = "dot-cao-diem"
LOWER = "quang-tri/huong-hoa"
TITLE = "Tháng cao điểm “Vì người nghèo” năm 2020"


def _report(unit: str, period: str, houses: int, cycle: str = "2020") -> str:
    programmes = f"2: {{so_lieu: {{nha: {houses} nhà}}}}\n"
    return small_project.report(unit=unit, cycle=cycle, period=period, programmes=programmes)


DOCUMENTS = {
    "danh-muc/dot.yaml": f"cao-diem: {{ten: {TITLE}, tu: 2020-10-17, den: 2020-11-18}}\n"
    "tet: {ten: Tết vì người nghèo, tu: 2020-12-15, den: 2021-02-05}\n",
    f"2020/quang-tri/{CAMPAIGN}.yaml": _report("quang-tri", CAMPAIGN, 5),
    f"2020/{LOWER}/{CAMPAIGN}.yaml": _report(LOWER, CAMPAIGN, 7),
    "2020/quang-tri/quy-4.yaml": _report("quang-tri", "quy-4", 100),
    "2020/quang-tri/nam.yaml": _report("quang-tri", "nam", 200),
    "2020/quang-tri/thang-10.yaml": _report("quang-tri", "thang-10", 1),
    "2021/quang-tri/dot-tet.yaml": _report("quang-tri", "dot-tet", 3, "2021"),
    "2003-2023/quang-tri/giai-doan.yaml": _report("quang-tri", "giai-doan", 900, "2003-2023"),
    "2019-2024/quang-tri/nhiem-ky.yaml": _report("quang-tri", "nhiem-ky", 400, "2019-2024"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mttq.cli.status.today", lambda: date(2024, 2, 1))
    root = small_project.write(tmp_path, DOCUMENTS)
    monkeypatch.chdir(root)
    return root


def _houses(*args: str) -> dict[str, tuple[object, object]]:
    result = mttq("total", *args, "--format", "json", "--indicator", "nha")
    assert (result.exit_code, result.stderr) == (0, "")
    return {row["don_vi"]: (row["ky"], row["thuc_hien"]) for row in json.loads(result.stdout)}


def test_a_campaign_counts_by_itself_and_in_nothing_else(project: Path) -> None:
    checked = mttq("check", "--strict")
    assert (checked.exit_code, checked.stdout) == (0, checked.stdout)
    assert _houses("2020", "--period", CAMPAIGN) == {"quang-tri": (CAMPAIGN, 12), LOWER: (CAMPAIGN, 7)}
    assert _houses("2020", "--period", "quy-4")["quang-tri"] == ("quy-4", 100)
    assert _houses("2020", "--period", "thang-11")["quang-tri"] == ("thang-11", None)
    assert _houses("2020")["quang-tri"] == ("nam", 200)
    assert _houses("2019-2024")["quang-tri"] == ("nhiem-ky", 400)
    assert _houses("2021", "--period", "dot-tet")["quang-tri"] == ("dot-tet", 3)


def test_a_span_of_several_years_counts_by_itself(project: Path) -> None:
    assert _houses("2003-2023")["quang-tri"] == ("giai-doan", 900)
    assert _houses("2003-2023", "--period", "giai-doan")["quang-tri"] == ("giai-doan", 900)


def test_a_span_may_have_figures_of_each_year(project: Path) -> None:
    """They are a mean and are not multiplied; in a campaign they are refused."""
    for cycle, period in (("2003-2023", "giai-doan"), ("2020", CAMPAIGN)):
        yearly = _report("quang-tri", period, 900, cycle).replace("900 nhà", "900 nhà mỗi năm")
        small_project.put(project, f"{cycle}/quang-tri/{period}.yaml", yearly)
    assert _houses("2003-2023")["quang-tri"] == ("giai-doan", 900)
    checked = mttq("check", "--no-cache")
    assert checked.exit_code == 1
    assert checked.stdout.count("lỗi MT") == 1
    message = (
        "lỗi MT215 (moi-nam-khong-hop): “mỗi năm” chỉ dùng cho số lượng trong văn bản của nhiệm kỳ, giai đoạn"
    )
    assert f"plans/2020/quang-tri/{CAMPAIGN}.yaml:5:30: {message}" in checked.stdout
    assert "= viết 900 nhà\n" in checked.stdout


def test_the_proof_of_a_campaign(project: Path) -> None:
    asked = ("total", "2020", "--period", CAMPAIGN, "--indicator", "nha", "--explain")
    shown = mttq(*asked).stdout
    assert TITLE.upper() in shown.upper()
    assert f"plans/2020/quang-tri/{CAMPAIGN}.yaml:" in shown
    proof = json.loads(mttq(*asked, "--format", "json").stdout)
    assert (proof["nam"], proof["ky"], proof["thuc_hien"]) == ("2020", CAMPAIGN, 12)


def test_who_has_reported_on_a_campaign(project: Path) -> None:
    found = json.loads(mttq("status", "2020", "--period", CAMPAIGN, "--format", "json").stdout)
    assert (found["nam"], found["ky"]) == ("2020", CAMPAIGN)
    assert {one["don_vi"]: one["trang_thai"] for one in found["bao_cao"]} == {
        "quang-tri": "da-nop",
        LOWER: "da-nop",
        f"{LOWER}/tan-long": "chua-nop",
        "quang-tri/dakrong": "chua-nop",
    }


def test_the_documents_of_a_campaign(project: Path) -> None:
    result = mttq("report", "2020", "--period", CAMPAIGN)
    left_out = "quang-tri: bao-cao: không có mục cho chương trình 1, 3 vì chưa có nội dung\n"
    assert (result.exit_code, result.stderr) == (0, left_out)
    stem = f"2020/quang-tri/bao-cao-{CAMPAIGN}"
    assert list(files_below(project / "reports")) == [
        f"{stem}.docx",
        f"{stem}.md",
        f"2020/quang-tri/phu-luc-{CAMPAIGN}.xlsx",
    ]
    text = (project / f"reports/{stem}.md").read_text(encoding="utf-8")
    assert f"Kết quả công tác Mặt trận {TITLE}" in text
    assert "12 nhà" in text
    assert mttq("report", "2020", "--period", CAMPAIGN, "--check").exit_code == 0
    assert mttq("report", "2003-2023").exit_code == 0
    assert "2003-2023/quang-tri/bao-cao-giai-doan.md" in files_below(project / "reports")


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["2020", "--period", "dot-cao-dien"], "năm 2020 không có kỳ “dot-cao-dien”", CAMPAIGN),
        (["2021", "--period", CAMPAIGN], f"năm 2021 không có kỳ “{CAMPAIGN}”", "dot-tet"),
        (
            ["2020", "--period", CAMPAIGN, "--compare", "2021"],
            f"--compare: {TITLE} đứng riêng",
            "bỏ --compare",
        ),
    ],
)
def test_unknown_campaigns(project: Path, args: list[str], message: str, hint: str) -> None:
    result = mttq("total", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert hint in result.stderr


def test_a_campaign_of_a_year_without_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: text for name, text in DOCUMENTS.items() if "danh-muc" in name or CAMPAIGN in name}
    monkeypatch.chdir(small_project.write(tmp_path, kept))
    assert _houses("2020", "--period", CAMPAIGN)["quang-tri"] == (CAMPAIGN, 12)
    assert _houses("2020") == {}


def test_the_days_of_a_campaign_decide_which_units_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = (
        "t: {ten: tỉnh T, cap: tinh, cap_duoi: "
        "{x: {ten: xã X, cap: xa, den: 2020-10-16}, y: {ten: xã Y, cap: xa}}}\n"
    )
    kept = {"danh-muc/dot.yaml": DOCUMENTS["danh-muc/dot.yaml"], "danh-muc/don-vi.yaml": units}
    kept["danh-muc/mttq.yaml"] = "phien_ban: 1\n"
    kept[f"2020/t/y/{CAMPAIGN}.yaml"] = _report("t/y", CAMPAIGN, 4)
    monkeypatch.chdir(small_project.write(tmp_path, kept))
    found = json.loads(mttq("status", "2020", "--period", CAMPAIGN, "--format", "json").stdout)
    assert [one["don_vi"] for one in found["bao_cao"]] == ["t", "t/y"]


def test_a_campaign_that_ends_before_it_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "cao-diem: {ten: Tháng cao điểm, tu: 2020-11-18, den: 2020-10-17}\n"
    monkeypatch.chdir(small_project.write(tmp_path, {"danh-muc/dot.yaml": text}))
    result = mttq("check")
    assert result.exit_code == 1
    assert "MT318 (hieu-luc-nguoc): đợt “cao-diem” có ngày cuối 17/10/2020 trước ngày đầu 18/11/2020" in (
        result.stdout
    )


def test_a_campaign_may_have_a_deadline(project: Path) -> None:
    text = "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nhan_nop: {dot-cao-diem: 10}\n"
    small_project.put(project, "danh-muc/mttq.yaml", text)
    assert mttq("check", "--strict").exit_code == 0
    found = json.loads(mttq("status", "2020", "--period", CAMPAIGN, "--format", "json").stdout)
    assert found["han_nop"] == "2020-11-28"
    small_project.put(project, "danh-muc/mttq.yaml", text.replace("cao-diem", "cao-dien"))
    assert "MT312 (ky-sai): “dot-cao-dien” không phải một kỳ" in mttq("check").stdout
