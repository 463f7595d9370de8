"""`mttq report` as people and scripts call it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small_project
from command_project import BAD_FIGURE, GOOD, LOWEST, REPORT, files_below, make, mttq
from docx import Document
from shell_program import CHECKOUT

ALL_KINDS = [
    f"reports/2020/quang-tri/{name}"
    for name in (
        "bao-cao-nam.docx",
        "bao-cao-nam.md",
        "chuong-trinh.docx",
        "chuong-trinh.md",
        "phu-luc-nam.xlsx",
    )
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


def _written(project: Path) -> list[str]:
    return [f"reports/{name}" for name in files_below(project / "reports")]


def test_a_year_alone_writes_and_lists_the_documents_of_the_default_unit(project: Path) -> None:
    result = mttq("report", "2020")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "quang-tri: bao-cao: không có mục cho chương trình 1, 3 vì chưa có nội dung",
        "quang-tri: chuong-trinh: không có mục cho chương trình 1, 3 vì chưa có nội dung",
    ]
    assert result.stdout.splitlines() == ALL_KINDS
    assert _written(project) == ALL_KINDS
    markdown = (project / ALL_KINDS[1]).read_text(encoding="utf-8")
    assert (
        "Nhà Đại đoàn kết: đạt 15 nhà, bằng 4,29% kế hoạch; riêng cơ quan Ủy ban MTTQ tỉnh 12 nhà" in markdown
    )
    assert (
        Document(str(project / ALL_KINDS[0])).core_properties.title
        == "BÁO CÁO Kết quả công tác Mặt trận năm 2020"
    )


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["--kind", "bao-cao"], ["quang-tri/bao-cao-nam.docx", "quang-tri/bao-cao-nam.md"]),
        (["--kind", "chuong-trinh", "--format", "md"], ["quang-tri/chuong-trinh.md"]),
        (["--format", "md"], ["quang-tri/bao-cao-nam.md", "quang-tri/chuong-trinh.md"]),
        (
            ["--format", "md,docx", "--kind", "bao-cao"],
            ["quang-tri/bao-cao-nam.docx", "quang-tri/bao-cao-nam.md"],
        ),
        (
            ["--period", "quy-1"],
            [
                "quang-tri/bao-cao-quy-1.docx",
                "quang-tri/bao-cao-quy-1.md",
                "quang-tri/phu-luc-quy-1.xlsx",
            ],
        ),
        (["--format", "xlsx"], ["quang-tri/phu-luc-nam.xlsx"]),
        (["--kind", "phu-luc"], ["quang-tri/phu-luc-nam.xlsx"]),
        (["--kind", "phu-luc", "--format", "md,xlsx", "--unit", LOWEST], [f"{LOWEST}/phu-luc-nam.xlsx"]),
        (["--period", "quy-1", "--kind", "chuong-trinh", "--format", "md"], ["quang-tri/chuong-trinh.md"]),
        (["--unit", LOWEST, "--format", "md"], [f"{LOWEST}/bao-cao-nam.md"]),
        (
            [
                "--unit",
                LOWEST,
                "--unit",
                "quang-tri",
                "--unit",
                LOWEST,
                "--kind",
                "bao-cao",
                "--format",
                "md",
            ],
            ["quang-tri/bao-cao-nam.md", f"{LOWEST}/bao-cao-nam.md"],
        ),
    ],
)
def test_kinds_formats_periods_and_units(project: Path, args: list[str], names: list[str]) -> None:
    result = mttq("report", "2020", *args)
    assert result.exit_code == 0
    assert sorted(result.stdout.splitlines()) == sorted(f"reports/2020/{name}" for name in names)
    assert _written(project) == sorted(f"reports/2020/{name}" for name in names)


def test_a_term_gets_the_documents_of_a_term(project: Path) -> None:
    result = mttq("report", "2019-2024", "--unit", "vinh-phuc", "--format", "md")
    assert result.exit_code == 0
    assert _written(project) == ["reports/2019-2024/vinh-phuc/chuong-trinh.md"]


def test_the_report_of_a_quarter_covers_the_quarter(project: Path) -> None:
    assert mttq("report", "2020", "--period", "quy-1", "--format", "md").exit_code == 0
    text = (project / "reports/2020/quang-tri/bao-cao-quy-1.md").read_text(encoding="utf-8")
    assert "# DỰ THẢO BÁO CÁO" in text
    assert "Nhà Đại đoàn kết: đạt 03 nhà, bằng 0,86% kế hoạch năm" in text


def test_another_folder_and_another_root(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = mttq("report", "2020", "--root", "du-an", "--format", "md", "--out", "kết quả")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "kết quả/2020/quang-tri/bao-cao-nam.md",
        "kết quả/2020/quang-tri/chuong-trinh.md",
    ]
    assert sorted(files_below(tmp_path / "kết quả")) == [
        "2020/quang-tri/bao-cao-nam.md",
        "2020/quang-tri/chuong-trinh.md",
    ]
    assert not (project / "reports").exists()
    assert mttq("report", "2020", "--root", "du-an", "--format", "md").stdout.startswith(
        "du-an/reports/2020/"
    )


def test_a_unit_without_a_plan_gets_its_report_and_a_remark(project: Path) -> None:
    result = mttq("report", "2020", "--unit", "vinh-phuc", "--format", "md")
    assert result.exit_code == 0
    assert result.stdout == "reports/2020/vinh-phuc/bao-cao-nam.md\n"
    assert result.stderr.splitlines() == [
        "vinh-phuc: chưa có kế hoạch (ke-hoach.yaml) năm 2020, không xuất chuong-trinh",
        "vinh-phuc: bao-cao: không có mục cho chương trình 1, 2, 3 vì chưa có nội dung",
    ]


def test_a_kind_without_data_is_exit_code_2_and_writes_nothing(project: Path) -> None:
    result = mttq("report", "2020", "--unit", "quang-tri", "--unit", "vinh-phuc", "--kind", "chuong-trinh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "vinh-phuc: chưa có kế hoạch (ke-hoach.yaml) năm 2020, không xuất chuong-trinh",
        "lỗi: đơn vị “vinh-phuc” không có gì để xuất trong năm 2020",
        "gợi ý: chưa ghi tệp nào; bỏ --kind, hoặc chọn đơn vị khác",
    ]
    assert not (project / "reports").exists()


def test_advice_names_the_options_that_were_given(project: Path) -> None:
    small_project.put(project, "danh-muc/mttq.yaml", "phien_ban: 1\n")
    for given, advice in (
        (["--unit", "vinh-phuc"], "chưa ghi tệp nào; chọn đơn vị khác hoặc kỳ khác"),
        (["--kind", "bao-cao"], "bỏ --kind, hoặc chọn đơn vị khác"),
        (["--kind", "bao-cao", "--recursive", "--level", "xa"], "bỏ --kind, --level, hoặc chọn đơn vị khác"),
        (["--recursive", "--level", "khu-dan-cu"], "bỏ --level, hoặc chọn đơn vị khác"),
    ):
        result = mttq("report", "2020", "--period", "quy-3", *given)
        assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"gợi ý: {advice}")


@pytest.mark.parametrize(
    ("args", "remark"),
    [
        (
            ["--kind", "giao-ban"],
            "văn bản giao ban chỉ làm cho một quý (--period quy-1 … quy-4), không xuất giao-ban",
        ),
        (
            ["--kind", "nhiem-ky"],
            "chưa có báo cáo nhiệm kỳ (nhiem-ky.yaml) nêu chuong_trinh_moi, không xuất nhiem-ky",
        ),
        (
            ["--kind", "phu-luc", "--period", "quy-3"],
            "chưa có chỉ tiêu, số liệu nào trong quý III năm 2020, không xuất phu-luc",
        ),
    ],
)
def test_remarks_name_what_is_missing(project: Path, args: list[str], remark: str) -> None:
    result = mttq("report", "2020", "--unit", "vinh-phuc", *args)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == f"vinh-phuc: {remark}"


def test_without_a_default_unit_every_unit_with_a_document_gets_its_documents(project: Path) -> None:
    """Of every period that there are documents of; nothing is made of figures alone."""
    small_project.put(project, "danh-muc/mttq.yaml", "phien_ban: 1\n")
    briefing = (
        "don_vi: quang-tri\nnam: 2020\nky: quy-2\nhoi_nghi: {ten: Giao ban, ngay: 2020-06-20}\n"
        "nhiem_vu: [{ten: A, ma: a}]\n"
    )
    small_project.put(project, "2020/quang-tri/giao-ban-quy-2.yaml", briefing)
    result = mttq("report", "2020", "--format", "md")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "reports/2020/quang-tri/bao-cao-nam.md",
            "reports/2020/quang-tri/chuong-trinh.md",
            "reports/2020/vinh-phuc/bao-cao-nam.md",
            f"reports/2020/{LOWEST}/bao-cao-quy-1.md",
            "reports/2020/quang-tri/giao-ban-quy-2.md",
        ],
    )
    assert result.stderr.endswith("3 đơn vị: đã ghi 5 tệp.\n")
    again = mttq("report", "2020", "--format", "md", "--check")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "3 đơn vị: 5 tệp đúng như sẽ ghi.\n")
    quarter = mttq("report", "2020", "--period", "quy-1", "--format", "md")
    assert quarter.stdout == f"reports/2020/{LOWEST}/bao-cao-quy-1.md (không đổi)\n"
    none = mttq("report", "2020", "--period", "quy-3")
    assert (none.exit_code, none.stderr) == (
        2,
        "lỗi: không đơn vị nào có gì để xuất trong quý III năm 2020\ngợi ý: chọn đơn vị khác hoặc kỳ khác\n",
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["2019"], "không có năm hay nhiệm kỳ “2019”"),
        (["2020", "--unit", "quang-trị"], "không có đơn vị “quang-trị”"),
        (["2020", "--unit", "quang-tri", "--unit", "la"], "không có đơn vị “la”"),
        (["2020", "--period", "quý-5"], "năm 2020 không có kỳ “quý-5”"),
        (["2020", "--kind", "baocao"], "--kind: không có giá trị “baocao”"),
        (["2020", "--format", "pdf"], "--format: không có giá trị “pdf”"),
        (["2020", "--format", "md,"], "--format: không có giá trị “”"),
        (["2020", "2021"], "thừa đối số “2021”"),
        (["2020", "--kind", "phu-luc", "--format", "docx,md"], "phu-luc không có dạng docx, md"),
        (["2020", "--kind", "bao-cao", "--format", "xlsx"], "bao-cao không có dạng xlsx"),
    ],
)
def test_an_unknown_value_is_exit_code_2_and_writes_nothing(
    project: Path, args: list[str], message: str
) -> None:
    result = mttq("report", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == f"lỗi: {message}"
    assert not (project / "reports").exists()


def test_an_error_in_a_document_read_stops_the_report_before_anything_is_written(project: Path) -> None:
    assert mttq("report", "2020").exit_code == 0
    before = files_below(project / "reports")
    small_project.put(
        project,
        f"2020/{LOWEST}/quy-1.yaml",
        BAD_FIGURE.replace("quang-tri", LOWEST).replace("nam\n", "quy-1\n"),
    )
    result = mttq("report", "2020")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "lỗi MT201" in result.stderr
    assert result.stderr.endswith("Chưa ghi tệp nào: sửa các lỗi trên rồi chạy lại.\n")
    assert files_below(project / "reports") == before


def test_an_error_in_the_plan_of_the_next_term_stops_the_congress_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "nhiem-ky"
    shutil.copytree(CHECKOUT / "plans", root / "plans")
    monkeypatch.chdir(root)
    unit = "an-giang/long-xuyen/my-thoi"
    plan = root / f"plans/2019-2024/{unit}/ke-hoach.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("muc_tieu:", "muc_tjeu:", 1), encoding="utf-8")
    result = mttq("report", "2014-2019", "--unit", unit)
    assert result.exit_code == 1
    assert f"2019-2024/{unit}/ke-hoach.yaml" in result.stderr.replace("\n", "")
    assert not (root / "reports").exists()


def test_an_error_elsewhere_and_a_warning_do_not_stop_the_report(project: Path) -> None:
    small_project.put(project, "2020/vinh-phuc/nam.yaml", "don_vi: [\n")
    small_project.put(project, REPORT, GOOD[REPORT] + "mo_dau: Nha\u0300\n")  # not composed: a warning
    result = mttq("report", "2020", "--format", "md")
    assert result.exit_code == 0
    assert "cảnh báo MT501" in result.stderr
    assert len(result.stdout.splitlines()) == 2


def test_an_issued_report_stays_when_later_reports_have_other_indicators(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarter = small_project.report(period="quy-1", programmes="2: {so_lieu: {nha: 3 nhà}}")
    root = small_project.write(tmp_path, {"2020/quang-tri/quy-1.yaml": quarter})
    monkeypatch.chdir(root)
    assert mttq("report", "2020", "--period", "quy-1").exit_code == 0
    later = "1: {so_lieu: {cu-tri: 9 cử tri}}\n2: {so_lieu: {quy: 220 triệu đồng}}"
    for unit, period in (("quang-tri", "quy-2"), ("quang-tri/dakrong", "nam")):
        text = small_project.report(
            "so_lieu: {dan-so: 100 người}\n", unit=unit, period=period, programmes=later
        )
        small_project.put(root, f"2020/{unit}/{period}.yaml", text)
    checked = mttq("report", "2020", "--period", "quy-1", "--check")
    assert (checked.exit_code, checked.stderr) == (0, "1 đơn vị: 3 tệp đúng như sẽ ghi.\n")
    totals = mttq("total", "2020", "--period", "quy-1", "--format", "csv").stdout.splitlines()[1:]
    assert [line.split(",")[3] for line in totals] == ["nha"]


def test_a_second_run_leaves_every_file_untouched(project: Path) -> None:
    assert mttq("report", "2020").exit_code == 0
    first = files_below(project / "reports")
    for name in first:
        os.utime(project / "reports" / name, (1, 1))
    assert mttq("report", "2020").stdout.splitlines() == [f"{name} (không đổi)" for name in ALL_KINDS]
    assert files_below(project / "reports") == first
    assert {(project / name).stat().st_mtime for name in ALL_KINDS} == {1}


_SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"},
    {"TZ": "America/Los_Angeles", "LANG": "vi_VN.UTF-8", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1"},
)


def test_documents_have_the_same_bytes_in_any_time_zone_language_and_process(tmp_path: Path) -> None:
    """Run in processes of their own, from another folder, with other hash seeds."""
    written = []
    for number, surroundings in enumerate(_SURROUNDINGS):
        out = tmp_path / f"lần {number}"
        subprocess.run(
            [sys.executable, "-m", "mttq", "--root", str(CHECKOUT), "report", "2020", "--out", str(out)],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), **surroundings},
            timeout=60,
        )
        written.append(files_below(out))
    assert len(written[0]) == 11
    assert written[0] == written[1]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mttq("report", "2020").exit_code == 0
    before = files_below(project / "reports")
    small_project.put(project, REPORT, GOOD[REPORT].replace("12 nhà", "13 nhà"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = mttq("report", "2020")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "ổ đĩa đã đầy" in result.stderr
    assert files_below(project / "reports") == before


def test_a_file_held_open_by_word_leaves_no_trace_either(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mttq("report", "2020").exit_code == 0
    before = files_below(project / "reports")
    small_project.put(project, REPORT, GOOD[REPORT].replace("12 nhà", "13 nhà"))

    def refused(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refused)
    result = mttq("report", "2020")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("lỗi: không đọc hoặc ghi được “")
    assert "bao-cao-nam.docx”: không có quyền đọc hoặc ghi" in result.stderr
    assert files_below(project / "reports") == before


@pytest.mark.parametrize(
    ("out", "options"), [("ra", []), ("ra", ["--check"]), ("ra/xa", ["--check", "--recursive"])]
)
def test_a_folder_to_write_to_that_is_a_file(project: Path, out: str, options: list[str]) -> None:
    (project / "ra").write_text("", encoding="utf-8")
    result = mttq("report", "2020", "--out", out, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"lỗi: không ghi được vào “{Path(out) / '2020'}” vì “ra” là tệp, không phải thư mục",
        "gợi ý: nêu thư mục khác bằng --out, hoặc đổi tên tệp ấy",
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bao-cao.md.j2", "# {{ ten_loai }}\n{{ khong_co }}\n", "dòng 2: không có tên “khong_co”"),
        ("bao-cao.md.j2", "{% if co_quan %}\n", "chưa được đóng"),
        ("bao-cao.md.j2", "{{ ''.__class__ }}\n", "không được phép dùng trong mẫu"),
        ("bao-cao.docx", "đây không phải Word\n", "mẫu không phải tệp Word .docx, hoặc đã hỏng"),
        ("chuong-trinh.md.j2", "{{ 1 / 0 }}\n", "dòng 1: thẻ này chia cho 0"),
    ],
)
def test_a_faulty_template_of_the_project_is_reported_and_nothing_is_written(
    project: Path, name: str, content: str, message: str
) -> None:
    template = project / "templates" / name
    template.parent.mkdir()
    template.write_text(content, encoding="utf-8")
    result = mttq("report", "2020")
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first.startswith(f"lỗi: {template}: ")
    assert message in first
    assert second == "gợi ý: sửa mẫu rồi chạy lại; chưa ghi tệp nào"
    assert not (project / "reports").exists()


def test_the_project_s_own_template_is_used(project: Path) -> None:
    template = project / "templates" / "bao-cao.md.j2"
    template.parent.mkdir()
    template.write_text("# {{ ten_loai }} của {{ co_quan[1] }}\n", encoding="utf-8")
    assert mttq("report", "2020", "--format", "md").exit_code == 0
    shown = (project / "reports/2020/quang-tri/bao-cao-nam.md").read_text(encoding="utf-8")
    assert shown == "# BÁO CÁO của TỈNH QUẢNG TRỊ\n"
    assert "CỘNG HÒA" in (project / "reports/2020/quang-tri/chuong-trinh.md").read_text(encoding="utf-8")


def test_texts_that_look_like_tags_or_markup_stay_texts(project: Path) -> None:
    text = "{{ 7 * 7 }} {% raw %} <b>đậm</b> & *sao* | gạch"
    typed = text.replace("{", "{{").replace("}", "}}")  # a single brace opens a reference to a figure
    small_project.put(project, REPORT, f"mo_dau: '{typed}'\n" + GOOD[REPORT])
    assert mttq("report", "2020", "--kind", "bao-cao").exit_code == 0
    words = "\n".join(block.text for block in Document(str(project / ALL_KINDS[0])).paragraphs)
    assert text in words
    assert "49" not in words


def test_without_a_report_and_figures_there_is_no_report_document_and_it_is_said_how_to_begin(
    project: Path,
) -> None:
    (project / "plans" / REPORT).unlink()
    (project / f"plans/2020/{LOWEST}/quy-1.yaml").unlink()
    missing = (
        "quang-tri: chưa có báo cáo và số liệu năm 2020 (ghi vào plans/2020/quang-tri/nam.yaml để bắt đầu), "
        "không xuất bao-cao"
    )
    result = mttq("report", "2020")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (0, missing)
    assert _written(project) == [
        "reports/2020/quang-tri/chuong-trinh.docx",
        "reports/2020/quang-tri/chuong-trinh.md",
    ]
    asked = mttq("report", "2020", "--kind", "bao-cao")
    assert (asked.exit_code, asked.stderr.splitlines()[0]) == (2, missing)


def test_figures_without_a_report_make_a_draft_and_its_blanks_are_named(project: Path) -> None:
    (project / "plans" / REPORT).unlink()
    result = mttq("report", "2020", "--kind", "bao-cao", "--format", "md")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        0,
        "quang-tri: bao-cao: dự thảo, còn để trống số, ngày, người ký",
    )
    shown = (project / "reports/2020/quang-tri/bao-cao-nam.md").read_text(encoding="utf-8")
    assert "\n# DỰ THẢO BÁO CÁO\n" in shown
    assert "Chưa có báo cáo" not in shown
    assert "ĐÁNH GIÁ CHUNG" not in shown


def test_an_empty_report_makes_no_document(project: Path) -> None:
    unit = "quang-tri/dakrong"
    small_project.put(project, f"2020/{unit}/nam.yaml", small_project.report(unit=unit, programmes="{}"))
    result = mttq("report", "2020", "--unit", unit, "--kind", "bao-cao")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        f"{unit}: chưa có báo cáo và số liệu năm 2020 (ghi vào plans/2020/{unit}/nam.yaml để bắt đầu),"
        " không xuất bao-cao",
    )


def test_an_empty_report_of_a_unit_with_figures_is_a_draft_until_it_has_a_day(project: Path) -> None:
    lower = small_project.report(unit="quang-tri/dakrong", programmes="2: {so_lieu: {nha: 3 nhà}}\n")
    small_project.put(project, "2020/quang-tri/dakrong/nam.yaml", lower)
    for extra, title in (("", "# DỰ THẢO BÁO CÁO"), ("van_ban: {so: 5, ngay: 2021-01-05}\n", "# BÁO CÁO")):
        small_project.put(project, REPORT, small_project.report(extra, programmes="{}"))
        assert mttq("report", "2020", "--kind", "bao-cao", "--format", "md").exit_code == 0
        shown = (project / "reports/2020/quang-tri/bao-cao-nam.md").read_text(encoding="utf-8")
        assert f"\n{title}\n" in shown


def test_an_error_in_a_plan_above_stops_the_unit_that_it_hands_a_target_down_to(project: Path) -> None:
    unit = "quang-tri/dakrong"
    plan = small_project.plan(
        programmes=f"2: {{chi_tieu: {{nha: {{muc: 9 nhà, giao: {{{unit}: 2O nhà}}}}}}}}\n"
    )
    small_project.put(project, "2020/quang-tri/ke-hoach.yaml", plan)
    lower = small_project.report(unit=unit, programmes="2: {so_lieu: {nha: 3 nhà}}\n")
    small_project.put(project, f"2020/{unit}/nam.yaml", lower)
    for command in ("report", "total"):
        result = mttq(command, "2020", "--unit", unit)
        assert result.exit_code == 1
        assert "“2O” có chữ cái lẫn vào các chữ số" in result.stderr
    assert mttq("total", "2020", "--unit", "quang-tri/huong-hoa").exit_code == 0


def test_nothing_is_signed_in_the_name_of_a_unit_whose_figures_another_one_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = "quang-tri/dakrong"
    for source in ("quang-tri/huong-hoa", "huyện Hướng Hóa", "Báo cáo của UB MTTQ huyện Hướng Hóa, tháng 12"):
        text = small_project.report(
            f"nguon: {source}\n", unit=unit, programmes="2: {so_lieu: {nha: 12 nhà}}\n"
        )
        root = small_project.write(tmp_path / source.partition(" ")[0], {f"2020/{unit}/nam.yaml": text})
        monkeypatch.chdir(root)
        remark = (
            f"{unit}: số liệu năm 2020 lấy từ “{source}”, không phải báo cáo của đơn vị, không xuất bao-cao\n"
        )
        result = mttq("report", "2020", "--unit", unit)
        no_plan = f"{unit}: chưa có kế hoạch (ke-hoach.yaml) năm 2020, không xuất chuong-trinh\n"
        assert (result.exit_code, result.stderr) == (0, remark + no_plan)
        assert list(files_below(root / "reports")) == [f"2020/{unit}/phu-luc-nam.xlsx"]
        alone = mttq("report", "2020", "--unit", unit, "--kind", "bao-cao")
        assert (alone.exit_code, alone.stderr.splitlines()[0]) == (2, remark.rstrip())
        total = mttq("total", "2020", "--unit", unit, "--format", "csv").stdout.splitlines()
        assert len(total) == 2  # the figure counts
    for source in ("Báo Quảng Trị", "Ủy ban MTTQ Việt Nam huyện Đakrông", "Sổ theo dõi của xã Tân Long"):
        text = small_project.report(
            f"nguon: {source}\n", unit=unit, programmes="2: {so_lieu: {nha: 1 nhà}}\n"
        )
        small_project.put(root, f"2020/{unit}/nam.yaml", text)
        assert mttq("report", "2020", "--unit", unit, "--kind", "bao-cao").exit_code == 0
