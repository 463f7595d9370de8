"""Comments that suppress faults: which ones they may suppress, and the faults of comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_projects import LOWER_PLAN, PLAN, REPORT, base, build
from typer.testing import CliRunner

from mttq.check import run
from mttq.check.codes import ALL_CODES
from mttq.check.suppression import can_be_suppressed
from mttq.cli.app import app
from mttq.diagnostics import Severity
from mttq.documents import load

HANDED = "nha: {muc: 350 nhà, giao: {quang-tri/huong-hoa: 40 nhà}}"
LOWER = base(PLAN, ("don_vi: quang-tri", "don_vi: quang-tri/huong-hoa"), ("350 nhà", "35 nhà"))
REASON = "huyện đăng ký sau"


def checked(root: Path, line: str, *, before: str = "") -> tuple[list[str], list[str]]:
    """Check a plan with this line; return the faults and the suppressed codes."""
    files: dict[str, str | None] = {
        PLAN: base(PLAN, ("      nha: 350 nhà", f"{before}      {line}")),
        LOWER_PLAN: LOWER,
        REPORT: base(REPORT, ("17.363 nhà", "17 nhà")),
    }
    result = run(load(build(root, files)))
    found = [
        f"{one.span.line}:{one.span.column} {one.code.id} {one.message} | {one.help}" for one in result.found
    ]
    return found, [one.code.id for one in result.suppressed]


@pytest.mark.parametrize("word", ["MT404", "mt404", "giao-lech", "MT404,", "MT404 , MT404"])
def test_a_comment_on_the_line_suppresses_its_code(tmp_path: Path, word: str) -> None:
    reason = REASON if word != "MT404," else ""
    found, passed = checked(tmp_path, f"{HANDED}  # mttq: bo-qua {word} {reason}")
    assert passed == ["MT404"]
    assert [line.split()[1] for line in found] == ([] if reason else ["MT502"])


@pytest.mark.parametrize("margin", ["", "      ", "          "])
def test_a_comment_alone_is_about_the_line_below_it(tmp_path: Path, margin: str) -> None:
    before = f"{margin}# mttq: bo-qua MT404 {REASON}\n{margin}# số của tỉnh\n"
    assert checked(tmp_path, HANDED, before=before) == ([], ["MT404"])


def test_one_space_before_the_comment_is_enough(tmp_path: Path) -> None:
    line = f"nha: 350 nhà\n    ten: Thi đua # mttq: bo-qua MT101 {REASON}\n    la: x # mttq: bo-qua MT101 {REASON}"
    found, passed = checked(tmp_path, line)
    assert passed == ["MT101"]
    assert [one.split()[1] for one in found] == ["MT503"]


def test_a_comment_without_a_reason_is_reported(tmp_path: Path) -> None:
    assert checked(tmp_path, f"{HANDED}  # mttq: bo-qua MT404") == (
        [
            "9:65 MT502 chú thích bỏ qua không nêu lý do | "
            "viết lý do sau mã, ví dụ “# mttq: bo-qua MT404 huyện đăng ký sau”"
        ],
        ["MT404"],
    )


def test_an_unused_comment_is_reported(tmp_path: Path) -> None:
    assert checked(tmp_path, f"nha: 350 nhà  # mttq: bo-qua MT404, MT306 {REASON}") == (
        [
            "9:36 MT503 dòng 9 không có MT404 (giao-lech) để bỏ qua | "
            "bỏ mã này khỏi chú thích, hoặc đặt chú thích ở đúng dòng có lỗi",
            "9:43 MT503 dòng 9 không có MT306 (sai-cap) để bỏ qua | "
            "bỏ mã này khỏi chú thích, hoặc đặt chú thích ở đúng dòng có lỗi",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("line", "code", "why"),
    [
        ("nha: 350 người", "MT207 (sai-don-vi-tinh)", "lỗi về số liệu thì phải sửa, vì số cộng sẽ sai theo"),
        (
            "nha: {muc: 3 nhà, trong_do: {a: 5 nhà}}",
            "MT403 (trong-do-lech)",
            "lỗi về số liệu thì phải sửa, vì số cộng sẽ sai theo",
        ),
        ("nhaa: 350 nhà", "MT303 (chi-tieu-la)", "lỗi về số liệu thì phải sửa, vì số cộng sẽ sai theo"),
        ("nha: >= 350 nhà", "MT004 (sai-cu-phap)", "lỗi cú pháp thì phải sửa, vì tệp không đọc được"),
    ],
)
def test_figures_and_syntax_are_never_suppressed(tmp_path: Path, line: str, code: str, why: str) -> None:
    found, passed = checked(tmp_path, f"{line}  # mttq: bo-qua {code[:5]} {REASON}")
    assert passed == []
    assert [one.split()[1] for one in found] == [code[:5], "MT504"]
    assert found[-1].endswith(f"MT504 không bỏ qua được {code} | {why}")


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (
            "# mttq: bo-qua MT999 vì sao",
            "9:31 MT504 không có mã lỗi “MT999” | chép lại mã ở đầu thông báo lỗi, ví dụ MT404",
        ),
        ("# mttq: bo-qua giao-lch vì sao", "9:31 MT504 không có mã lỗi “giao-lch” | có phải là “giao-lech”?"),
        (
            "# mttq: boqua MT404",
            "9:16 MT504 chú thích mttq không đúng dạng | "
            "viết “# mttq: bo-qua MT404 lý do”; nhiều mã thì cách nhau bằng dấu phẩy",
        ),
        (
            "# mttq: bo-qua",
            "9:16 MT504 chú thích mttq không đúng dạng | "
            "viết “# mttq: bo-qua MT404 lý do”; nhiều mã thì cách nhau bằng dấu phẩy",
        ),
    ],
)
def test_a_comment_that_names_no_known_code_is_reported(tmp_path: Path, comment: str, said: str) -> None:
    assert checked(tmp_path, f"nhà: x {comment}".replace("nhà: x", "nha: 1"))[0] == [
        said.replace("9:31", "9:29").replace("9:16", "9:14")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "'a # mttq: bo-qua MT404 b'",
        '"a # mttq: bo-qua MT404 b"',
        '"a\n      # mttq: bo-qua MT404 b"',
        "|\n      a\n      # mttq: bo-qua MT404 b",
        ">-\n      a # mttq: bo-qua MT404 b",
        "a#mttq:bo-qua",
    ],
)
def test_a_hash_inside_a_text_is_not_a_comment(tmp_path: Path, text: str) -> None:
    files: dict[str, str | None] = {PLAN: base(PLAN, ("muc_tieu: Giảm hộ nghèo", f"muc_tieu: {text}"))}
    result = run(load(build(tmp_path, files)))
    assert (result.found, result.suppressed) == ([], [])


def test_a_comment_after_a_block_of_text_is_a_comment(tmp_path: Path) -> None:
    text = f"muc_tieu: |\n      a # b\n    # mttq: bo-qua MT101 {REASON}\n    la: x\n"
    files: dict[str, str | None] = {PLAN: base(PLAN, ("muc_tieu: Giảm hộ nghèo\n", text))}
    result = run(load(build(tmp_path, files)))
    assert ([one.code.id for one in result.found], len(result.suppressed)) == ([], 1)


def test_which_codes_can_be_suppressed() -> None:
    silent = {one.id for one in ALL_CODES if can_be_suppressed(one)}
    assert not {one for one in silent if one.startswith(("MT0", "MT2"))}
    figures = [one for one in ALL_CODES if one.id.startswith("MT4")]
    assert {one.id for one in figures if one.id in silent} == {
        one.id for one in figures if one.severity is Severity.WARNING
    }
    assert silent.isdisjoint({"MT102", "MT303", "MT315", "MT502", "MT503", "MT504"})
    assert {"MT101", "MT306", "MT501"} <= silent


def test_the_summary_counts_the_suppressed_faults(tmp_path: Path) -> None:
    text = base(REPORT, ("chuong_trinh:", f"la: x  # mttq: bo-qua MT101 {REASON}\nchuong_trinh:"))
    root = build(tmp_path, {REPORT: text})
    result = CliRunner().invoke(app, ["check", "--root", str(root)])
    assert (result.exit_code, result.stdout) == (0, "Không có lỗi; đã kiểm tra 5 tệp, đã bỏ qua 1.\n")
