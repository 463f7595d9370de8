"""`mttq report` for many units, compared with the files on disk, and without losing edits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import git_repository as repository
import pytest
import small_project
from command_project import BAD_FIGURE, GOOD, LOWER, LOWEST, PLAN, REPORT, files_below, make, mttq
from docx import Document
from shell_program import CHECKOUT

MARKDOWN = ("report", "2020", "--format", "md")
OTHER = GOOD[REPORT].replace("12 nhà", "13 nhà")
NAM = "reports/2020/quang-tri/bao-cao-nam.md"
PLAN_FILE = "reports/2020/quang-tri/chuong-trinh.md"
EVERY = [
    NAM,
    PLAN_FILE,
    f"reports/2020/{LOWER}/bao-cao-nam.md",
    f"reports/2020/{LOWEST}/bao-cao-nam.md",
]
EMPTY = f"{LOWEST}/long-an, quang-tri/dakrong, quang-tri/hoi-nong-dan"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make(tmp_path, monkeypatch)


@pytest.fixture
def in_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project in a repository, with the documents of Quảng Trị written and committed."""
    repository.isolate(monkeypatch)
    repository.start(project)
    assert mttq(*MARKDOWN).exit_code == 0
    repository.commit(project)
    return project


def _written(project: Path) -> list[str]:
    return [f"reports/{name}" for name in files_below(project / "reports")]


# Everything below


def test_recursive_takes_units_with_a_document_or_figure(project: Path) -> None:
    result = mttq(*MARKDOWN, "--recursive")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == EVERY
    assert sorted(_written(project)) == sorted(EVERY)
    assert result.stderr == f"3 đơn vị: đã ghi 4 tệp; 3 đơn vị không có gì để xuất ({EMPTY}).\n"


def test_each_unit_comes_once_in_the_order_of_the_catalogue(project: Path) -> None:
    again = mttq(*MARKDOWN, "--recursive", "--unit", LOWEST, "--unit", "quang-tri", "--quiet")
    assert again.stdout.splitlines() == [EVERY[3], *EVERY[:3]]
    assert again.stderr == ""


def test_the_units_of_one_level(project: Path) -> None:
    result = mttq(*MARKDOWN, "--recursive", "--level", "xa")
    assert (result.exit_code, result.stdout.splitlines()) == (0, EVERY[3:])
    empty = mttq(*MARKDOWN, "--recursive", "--level", "khu-dan-cu")
    assert (empty.exit_code, empty.stderr) == (
        2,
        "lỗi: không đơn vị nào có gì để xuất trong năm 2020\ngợi ý: bỏ --level, hoặc chọn đơn vị khác\n",
    )
    check = mttq(*MARKDOWN, "--recursive", "--level", "khu-dan-cu", "--check")
    assert (check.exit_code, check.stdout) == (0, "")
    assert check.stderr == "không đơn vị nào có gì để xuất trong năm 2020, trên đĩa cũng không có tệp thừa.\n"
    assert mttq(*MARKDOWN, "--recursive", "--level", "khu-dan-cu", "--check", "--quiet").stderr == ""


def test_an_error_stops_the_units_that_read_it_and_no_others(project: Path) -> None:
    small_project.put(project, REPORT, BAD_FIGURE)
    result = mttq(*MARKDOWN, "--recursive")
    assert (result.exit_code, result.stdout.splitlines()) == (1, EVERY[2:])
    assert result.stderr.startswith(f"plans/{REPORT}:")
    assert result.stderr.splitlines()[-2:] == [
        "quang-tri: chưa ghi tệp nào vì văn bản cần đọc có lỗi nêu trên",
        f"2 đơn vị: đã ghi 2 tệp; 3 đơn vị không có gì để xuất ({EMPTY}); 1 đơn vị có lỗi.",
    ]


def test_an_error_below_stops_every_unit_above_it(project: Path) -> None:
    small_project.put(
        project, f"2020/{LOWER}/nam.yaml", BAD_FIGURE.replace("don_vi: quang-tri", f"don_vi: {LOWER}")
    )
    result = mttq(*MARKDOWN, "--recursive")
    assert (result.exit_code, result.stdout.splitlines()) == (1, EVERY[3:])


def test_an_error_in_the_catalogue_stops_all_units(project: Path) -> None:
    small_project.put(project, "danh-muc/chi-tieu.yaml", "nha: [\n")
    result = mttq(*MARKDOWN, "--recursive")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("Chưa ghi tệp nào: sửa các lỗi trên rồi chạy lại.\n")


def test_units_named_one_by_one_are_written_if_they_are_sound(project: Path) -> None:
    small_project.put(project, "2020/vinh-phuc/nam.yaml", "don_vi: [\n")
    result = mttq(*MARKDOWN, "--unit", "vinh-phuc", "--unit", "quang-tri")
    assert (result.exit_code, result.stdout.splitlines()) == (1, EVERY[:2])
    assert "\nvinh-phuc: chưa ghi tệp nào vì văn bản cần đọc có lỗi nêu trên\n" in result.stderr


def test_a_template_that_fails_for_some_units_does_not_stop_the_others(project: Path) -> None:
    template = project / "templates" / "bao-cao.md.j2"
    template.parent.mkdir()
    template.write_text(
        "{{ co_quan[0] }}{% if 'QUẢNG' in co_quan[1] %}{{ co_quan[9] }}{% endif %}\n", encoding="utf-8"
    )
    result = mttq(*MARKDOWN, "--recursive")
    assert result.exit_code == 1
    assert NAM not in result.stdout
    assert result.stdout.splitlines() == EVERY[2:]
    fault = "danh sách này chỉ có 3 mục nên không có mục [9]; mục đầu là [0]"
    assert f"lỗi: {template}: dòng 1: {fault}" in result.stderr.splitlines()
    assert "quang-tri: chưa ghi tệp nào vì mẫu có lỗi nêu trên\n" in result.stderr
    assert not (project / PLAN_FILE).exists()


def test_several_processes_write_the_same_as_one(tmp_path: Path) -> None:
    """Run in processes of their own, with one processor and with all."""
    written = []
    for number in range(2):
        out = tmp_path / str(number)
        program = f"import os, sys; os.cpu_count = lambda: {1 + number * 2}; "
        program += "os.sched_getaffinity = lambda _: range(os.cpu_count()); "
        program += "from mttq.cli.main import run; run()"
        arguments = ["report", "2014-2019", "--unit", "an-giang", "--recursive", "--format", "md,docx"]
        done = subprocess.run(
            [sys.executable, "-c", program, "--root", str(CHECKOUT), *arguments, "--out", str(out)],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            timeout=120,
        )
        written.append((files_below(out), done.stdout.replace(f"{number}/".encode(), b""), done.stderr))
    assert written[0] == written[1]
    assert len(written[0][0]) > 4


# Compared with the files on disk


def test_check_prints_nothing_if_all_files_are_up_to_date(project: Path) -> None:
    assert mttq(*MARKDOWN).exit_code == 0
    (project / NAM).write_bytes((project / NAM).read_bytes().replace(b"\n", b"\r\n"))
    result = mttq(*MARKDOWN, "--check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 đơn vị: 2 tệp đúng như sẽ ghi.\n"
    assert mttq(*MARKDOWN, "--check", "--quiet").stderr == ""


def test_check_lists_files_that_differ_are_missing_or_stale_and_writes_nothing(project: Path) -> None:
    assert mttq("report", "2020", "--format", "md,docx").exit_code == 0
    small_project.put(project, REPORT, OTHER)
    (project / "plans" / PLAN).unlink()
    (project / NAM).unlink()
    before = files_below(project / "reports")
    result = mttq("report", "2020", "--format", "md,docx", "--check")
    assert result.exit_code == 1
    docx = NAM.replace(".md", ".docx")
    left = "thừa, số liệu hiện nay không còn gì để xuất thành tệp này"
    assert result.stdout.splitlines() == [
        f"{NAM}: chưa có",
        f"{docx}: khác nội dung ở phần word/document.xml",
        f"{PLAN_FILE}: {left}",
        f"{PLAN_FILE.replace('.md', '.docx')}: {left}",
    ]
    assert result.stderr.endswith("1 đơn vị: 1 tệp khác, 1 tệp chưa có, 2 tệp thừa.\n")
    assert files_below(project / "reports") == before


def test_recursive_check(project: Path) -> None:
    assert mttq(*MARKDOWN, "--recursive").exit_code == 0
    (project / EVERY[3]).write_text("# Báo cáo\n", encoding="utf-8")
    result = mttq(*MARKDOWN, "--recursive", "--check")
    assert (result.exit_code, result.stdout) == (1, f"{EVERY[3]}: khác nội dung từ dòng 1\n")
    assert (
        result.stderr
        == f"3 đơn vị: 3 tệp đúng như sẽ ghi, 1 tệp khác; 3 đơn vị không có gì để xuất ({EMPTY}).\n"
    )


# What must not be lost


def test_a_file_changed_since_the_last_commit_is_left_alone(in_git: Path) -> None:
    (in_git / NAM).write_text("# Đã sửa tay\n", encoding="utf-8")
    result = mttq(*MARKDOWN)
    assert (result.exit_code, result.stdout) == (1, f"{PLAN_FILE} (không đổi)\n")
    assert result.stderr == (
        f"{NAM}: để nguyên: tệp đã sửa nhưng chưa lưu vào git, ghi đè sẽ mất phần sửa; "
        "lưu tệp vào git (git commit) hoặc thêm --force để ghi đè\n"
    )
    assert (in_git / NAM).read_text(encoding="utf-8") == "# Đã sửa tay\n"
    forced = mttq(*MARKDOWN, "--force")
    assert (forced.exit_code, forced.stdout.splitlines()) == (0, [NAM, f"{PLAN_FILE} (không đổi)"])


def test_a_file_unchanged_since_its_commit_is_overwritten(in_git: Path) -> None:
    small_project.put(in_git, REPORT, OTHER)
    assert mttq(*MARKDOWN).stdout.splitlines() == [NAM, f"{PLAN_FILE} (không đổi)"]
    # That one is not committed yet, but it is up to date.
    assert mttq(*MARKDOWN).stdout.splitlines() == [f"{NAM} (không đổi)", f"{PLAN_FILE} (không đổi)"]


def test_a_file_that_git_never_had_is_overwritten(in_git: Path) -> None:
    lowest = (*MARKDOWN, "--unit", LOWEST)
    assert mttq(*lowest).exit_code == 0
    name = f"plans/2020/{LOWEST}/quy-1.yaml"
    (in_git / name).write_text(
        (in_git / name).read_text(encoding="utf-8").replace("3 nhà", "4 nhà"), encoding="utf-8"
    )
    assert (mttq(*lowest).exit_code, mttq(*lowest).stdout) == (0, f"{EVERY[3]} (không đổi)\n")


@pytest.mark.parametrize(
    ("lock", "program"),
    [(".~lock.bao-cao-nam.md#", "LibreOffice"), ("~$o-cao-nam.md", "chương trình khác")],
)
def test_a_file_that_a_program_has_open_is_left_alone(project: Path, lock: str, program: str) -> None:
    assert mttq(*MARKDOWN, "--recursive").exit_code == 0
    small_project.put(project, REPORT, OTHER)
    small_project.put(project, PLAN, GOOD[PLAN].replace("350 nhà", "351 nhà"))
    (project / NAM).with_name(lock).write_text("", encoding="utf-8")
    before = (project / NAM).read_bytes()
    result = mttq(*MARKDOWN, "--recursive")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [PLAN_FILE, *(f"{name} (không đổi)" for name in EVERY[2:])]
    assert result.stderr == (
        f"{NAM}: để nguyên: {program} đang mở tệp này; đóng tệp lại rồi chạy lại lệnh này\n"
        f"3 đơn vị: đã ghi 1 tệp, 2 tệp không đổi, 1 tệp để nguyên; 3 đơn vị không có gì để xuất ({EMPTY}).\n"
    )
    assert (project / NAM).read_bytes() == before
    assert mttq(*MARKDOWN, "--force").stdout.splitlines()[0] == NAM


def test_a_file_that_windows_does_not_replace_does_not_stop_the_others(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mttq(*MARKDOWN).exit_code == 0
    small_project.put(project, REPORT, OTHER)
    small_project.put(project, PLAN, GOOD[PLAN].replace("350 nhà", "351 nhà"))
    before = files_below(project / "reports")
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name != "bao-cao-nam.md":
            return replace(self, target)
        error = PermissionError(13, "x", str(target))
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", refused)
    result = mttq(*MARKDOWN)
    assert (result.exit_code, result.stdout) == (1, f"{PLAN_FILE}\n")
    assert result.stderr == (
        f"{NAM}: để nguyên: chương trình khác đang mở tệp này; đóng tệp lại rồi chạy lại lệnh này\n"
        "quang-tri: bao-cao: không có mục cho chương trình 1, 3 vì chưa có nội dung\n"
        "quang-tri: chuong-trinh: không có mục cho chương trình 1, 3 vì chưa có nội dung\n"
    )
    assert sorted(files_below(project / "reports")) == sorted(before)


def test_a_word_file_unknown_to_git_but_saved_by_hand_is_left_alone(project: Path) -> None:
    word = ("report", "2020", "--format", "docx", "--kind", "bao-cao")
    assert mttq(*word).exit_code == 0
    path = project / NAM.replace(".md", ".docx")
    from docx import Document  # noqa: PLC0415 - for this test alone

    document = Document(str(path))
    document.add_paragraph("Ý kiến thêm")
    document.core_properties.revision = 2
    from datetime import datetime  # noqa: PLC0415 - likewise

    document.core_properties.modified = datetime(2026, 1, 2, 3, 4, 5)
    document.save(str(path))
    result = mttq(*word)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{path.relative_to(project).as_posix()}: để nguyên: tệp đã được sửa và lưu bằng chương trình khác, "
        "ghi đè sẽ mất phần sửa; đổi tên tệp để giữ lại, hoặc thêm --force để ghi đè\n"
    )
    assert mttq(*word, "--force").exit_code == 0


# The template of one run


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "thư.md.j2"
    file.write_text("# {{ ten_loai }} của {{ co_quan[1] }}\n", encoding="utf-8")
    return file


def test_a_template_given_for_one_run_is_used_for_its_kind_and_format(project: Path, template: Path) -> None:
    result = mttq("report", "2020", "--kind", "bao-cao", "--template", str(template))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [NAM.replace(".md", ".docx"), NAM]
    assert (project / NAM).read_text(encoding="utf-8") == "# BÁO CÁO của TỈNH QUẢNG TRỊ\n"
    quarter = mttq("report", "2020", "--period", "quy-1", "--format", "md", "--template", str(template))
    assert quarter.stdout == NAM.replace("nam", "quy-1") + "\n"


@pytest.mark.parametrize(
    ("args", "message", "help"),
    [
        (
            ["--template", "thư.md.j2"],
            "--template: năm 2020 có nhiều loại văn bản (bao-cao, chuong-trinh), không rõ mẫu này dùng cho loại nào",
            "thêm --kind, ví dụ --kind bao-cao",
        ),
        (
            ["--template", "thư.odt", "--kind", "bao-cao"],
            "--template: “thư.odt” không phải mẫu .docx hay .md.j2",
            "mẫu Word có đuôi .docx, mẫu Markdown có đuôi .md.j2",
        ),
        (
            ["--template", "thư.md.j2", "--kind", "bao-cao", "--format", "docx"],
            "--template: mẫu này cho dạng md, mà --format là docx",
            "thêm --format md, hoặc bỏ --template",
        ),
        (
            ["--template", "không có.docx", "--kind", "bao-cao"],
            "không có.docx: không có tệp mẫu này",
            "sửa mẫu rồi chạy lại; chưa ghi tệp nào",
        ),
        (
            ["--template", "không có.docx", "--recursive", "--kind", "bao-cao"],
            "không có.docx: không có tệp mẫu này",
            "sửa mẫu rồi chạy lại; chưa ghi tệp nào",
        ),
        (
            ["--template", "hỏng.docx", "--recursive", "--kind", "bao-cao"],
            "hỏng.docx: mẫu không phải tệp Word .docx, hoặc đã hỏng",
            "sửa mẫu rồi chạy lại; chưa ghi tệp nào",
        ),
        (
            ["--template", "hỏng.md.j2", "--recursive", "--kind", "bao-cao"],
            "hỏng.md.j2: dòng 2: mẫu không phải văn bản UTF-8",
            "sửa mẫu rồi chạy lại; chưa ghi tệp nào",
        ),
        (
            ["--template", "thư mục.docx", "--recursive", "--kind", "bao-cao"],
            "--template: “thư mục.docx” là thư mục, không phải tệp mẫu",
            "nêu tệp mẫu",
        ),
        (
            ["--template", "không có.docx", "--kind", "phu-luc"],
            "--template: mẫu này cho dạng docx, mà phu-luc chỉ có dạng xlsx",
            "bỏ --template, hoặc chọn --kind khác",
        ),
        (
            ["--template", "a.docx", "--template", "thư.md.j2", "--kind", "bao-cao"],
            "--template: nêu 2 mẫu (“a.docx”, “thư.md.j2”), mỗi lần chỉ dùng được một mẫu",
            "chạy lệnh riêng cho từng mẫu, kèm --format",
        ),
        (["--level", "xa"], "--level chỉ dùng cùng --recursive", "thêm --recursive, hoặc bỏ --level"),
        (
            ["--check", "--force"],
            "--check và --force không dùng cùng nhau",
            "--check không ghi gì, bỏ --force",
        ),
    ],
)
def test_options_that_exclude_each_other(
    project: Path, template: Path, args: list[str], message: str, help: str
) -> None:
    (project / template.name).write_bytes(template.read_bytes())
    for name in ("hỏng.docx", "hỏng.md.j2"):
        (project / name).write_bytes(b"# x\n\xff\n")
    (project / "thư mục.docx").mkdir()
    result = mttq("report", "2020", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [f"lỗi: {message}", f"gợi ý: {help}"]
    assert not (project / "reports").exists()


def test_what_a_template_loses_is_said_once(project: Path) -> None:
    document = Document()
    document.add_comment(document.add_paragraph("{{ ten_loai }}").runs, text="Xem lại", author="An")
    (project / "templates").mkdir()
    document.save(str(project / "templates" / "bao-cao.docx"))
    dropped = "mẫu templates/bao-cao.docx: các chú thích (comment) không đi theo văn bản"
    result = mttq("report", "2020", "--kind", "bao-cao", "--format", "docx", "--recursive")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (0, dropped)
    assert result.stderr.count("mẫu") == 1
