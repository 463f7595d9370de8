"""Broken projects, at least one for each code, and the exact report about each."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_projects import (
    BASE,
    CASES,
    ERRORS,
    LOWER_REPORT,
    PLAN,
    REPORT,
    TESTS,
    base,
    build,
    build_case,
    line_of,
    said,
)

from mttq.check import check
from mttq.check.codes import ALL_CODES
from mttq.documents import load

SEVERAL = "nhieu-loi-"
WITHOUT_CASE = {
    "MT001": "a file that can't be read is none that can be kept in a repository; see test_reader.py",
    "MT127": "found in templates, which only the command looks at; see tests/cli/test_check_templates.py",
    "MT421": "the approved version is in git; see tests/cli/test_approval.py",
    "MT422": "the approved version is in git; see tests/cli/test_approval.py",
    "MT423": "the fault is in the repository; see tests/cli/test_approval.py",
    "MT405": "said of totals where they are shown, not by a check",
}


def test_the_base_project_has_no_faults(tmp_path: Path) -> None:
    assert said(build(tmp_path)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_project_is_reported_exactly(case: Path, tmp_path: Path) -> None:
    """Every message is as expected, every span is inside its file, and the case is named after its code.

    If the messages differ, they are written to `tests/failed/errors/`.
    """
    project = load(build_case(tmp_path, case))
    diagnostics = check(project)
    found = "".join(f"{line_of(one)}\n" for one in diagnostics)
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    if found != expected:
        output = TESTS / "failed" / "errors"
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{case.name}.txt").write_text(found, encoding="utf-8")
    assert found == expected
    for one in diagnostics:
        source = project.sources.get(one.path)
        if source is None:
            assert (one.span.line, one.span.column) == (1, 1)  # a misplaced file, or no file
            continue
        assert 1 <= one.span.line <= one.span.end_line <= len(source.lines)
        assert one.span.column <= len(source.lines[one.span.line - 1]) + 1
        assert one.span.end_column <= len(source.lines[one.span.end_line - 1]) + 1
    if case.name.startswith(SEVERAL):
        assert len(diagnostics) > 1
    else:
        assert f" {case.name.partition('-')[0]} " in found


def test_every_code_has_a_case_or_a_reason() -> None:
    cases = {case.name.partition("-")[0] for case in CASES if not case.name.startswith(SEVERAL)}
    codes = {one.id for one in ALL_CODES}
    assert codes - cases == set(WITHOUT_CASE)
    assert cases - codes == set()


def test_the_corpus_is_large() -> None:
    said_of_all = [(case / "expected.txt").read_text(encoding="utf-8").splitlines() for case in CASES]
    assert len(CASES) >= 200
    assert sum(map(len, said_of_all)) >= 300
    assert sum(case.name.startswith(SEVERAL) for case in CASES) >= 15


def test_no_word_of_the_parser_reaches_the_user() -> None:
    foreign = ("expected", "token", "mapping", "sequence", "scalar", "indicator", "while ", "found", "parse")
    for case in CASES:
        text = (case / "expected.txt").read_text(encoding="utf-8").casefold()
        text = text.replace("--indicator", "")  # an option of a command, which people type
        assert not [word for word in foreign if word in text], case.name


def test_every_fault_of_every_file_is_reported_in_one_run(tmp_path: Path) -> None:
    files: dict[str, str | None] = {
        PLAN: base(PLAN, ("350 nhà", "350 người"), ("  1: {}\n", "")),
        REPORT: base(REPORT, ("4,2 tỷ đồng", "sai"), ("17.363 nhà", "17.363")),
        LOWER_REPORT: "don_vi: [\nnam: 2020\nky: quy-4\nchuong_trinh: {9: {}}\n",
        "plans/2020/quang-tri/thu.yaml": "a: 1\n",
        "plans/danh-muc/mttq.yaml": "phien_ban: một\n",
    }
    found = [line.partition(" | ")[0] for line in said(build(tmp_path, files))]
    assert found == [
        "plans/2020/quang-tri/huong-hoa/quy-4.yaml:1:9 MT004 dấu ngoặc [ mở ở đây mà không đóng",
        "plans/2020/quang-tri/huong-hoa/quy-4.yaml:4:16 MT307 bộ chương trình 2019-2024 không có chương trình 9",
        "plans/2020/quang-tri/ke-hoach.yaml:3:1 MT308 thiếu chương trình 1 (Đại đoàn kết) của bộ 2019-2024",
        "plans/2020/quang-tri/ke-hoach.yaml:8:16 MT207 đơn vị tính là “nhà”, không phải “người”",
        "plans/2020/quang-tri/quy-4.yaml:7:12 MT206 “sai” không phải là số",
        "plans/2020/quang-tri/quy-4.yaml:8:12 MT201 "
        "“17.363” không có đơn vị tính và dấu ngoặc kép nên có phần mềm đọc thành số lẻ",
        "plans/2020/quang-tri/thu.yaml:1:1 MT108 không có loại tệp “thu.yaml”",
        "plans/danh-muc/mttq.yaml:1:12 MT111 “một” không phải một số nguyên dùng được ở đây",
    ]


def test_messages_are_sentences_without_positions() -> None:
    """The fact and the remedy are separate; no position, no full stop, no English of a parser or of Python."""
    for case in CASES:
        for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
            _, _, text = line.partition(" ")
            message, _, remedy = text[6:].partition(" | ")
            for part in (message, remedy):
                assert not part.endswith((".", ":")), line
                assert "None" not in part and "Error" not in part, line
                assert "  " not in part, line


def test_the_cases_hold_only_files_that_differ_from_the_base() -> None:
    for case in CASES:
        for file in case.rglob("*.yaml"):
            same = BASE / file.relative_to(case)
            assert not same.exists() or same.read_bytes() != file.read_bytes(), file
    assert ERRORS.is_dir()
