"""Fixes: what is fixed, what is not certain enough, and that nothing else changes."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from broken_projects import INDICATORS, PLAN, REPORT, base, build, messages
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq.check import check, run
from mttq.check.fix_trial import Fixed, fix, fixes_for
from mttq.check.fixes import FIXES, Edit, edited, overlap
from mttq.diagnostics import Span
from mttq.documents import load

DATE = "so_lieu_den: {}\nchuong_trinh:"


def fixed(root: Path) -> Fixed:
    project = load(root)
    contents = {path: (root / path).read_bytes() for path in project.sources}
    checked = run(project)
    return fix(checked, checked.found, contents)


def outcome(root: Path, path: str = REPORT) -> str:
    """Return a file after fixing, and write it; it is unchanged if there was nothing to fix."""
    found = fixed(root)
    for name, content in found.contents.items():
        (root / name).write_bytes(content)
    return (root / path).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("old", "wrong", "right"),
    [
        ("17.363 nhà", "17.363", "17.363 nhà"),
        ("17.363 nhà", "{gia_tri: 17.363, trong_do: {xây mới: 1.200}}",
         "{gia_tri: 17.363 nhà, trong_do: {xây mới: 1.200 nhà}}"),
        ("chuong_trinh:", DATE.format("15-12-2020"), DATE.format("15/12/2020")),
        ("chuong_trinh:", DATE.format("5.1.2021  # chốt"), DATE.format("05/01/2021  # chốt")),
        ("chuong_trinh:", DATE.format("'5 / 12 / 2020'"), DATE.format("'05/12/2020'")),
        ("chuong_trinh:", DATE.format("ngày 5 tháng 12 năm 2020"), DATE.format("05/12/2020")),
        ("chuong_trinh:", DATE.format("2021/1/5"), DATE.format("2021-01-05")),
        ("4,2 tỷ đồng", "4,2 ty dong", "4,2 tỷ đồng"),
        ("4,2 tỷ đồng", "4,2 TRIEU DONG # x", "4,2 triệu đồng # x"),
        ("4,2 tỷ đồng", "4,2\u00a0tỷ\u202fđồng", "4,2 tỷ đồng"),
        ("4,2 tỷ đồng", "4,2 tỷ\u200b đồng", "4,2 tỷ đồng"),
        ("4,2 tỷ đồng", "4,2 ty\u0309 đồng", "4,2 tỷ đồng"),
        ("quy: 4,2", "quy:\u00a04,2", "quy: 4,2"),
        ("      quy:", "      quy\u00a0:", "      quy:"),
        ("ky: quy-4", "ky: quy-4\nmo_dau\u00a0: a", "ky: quy-4\nmo_dau: a"),
        ("ky: quy-4", "ky: quy-4\nmo_dau: 'a\u200bb'", "ky: quy-4\nmo_dau: 'ab'"),
        ("ky: quy-4", "ky: quy-4  # to\u0301ng", "ky: quy-4  # tóng"),
        ("ky: quy-4", "ky: quy-4\nmo_dau: {quy} đã có, 'đủ'.", "ky: quy-4\nmo_dau: '{quy} đã có, ''đủ''.'"),
    ],
    ids=["count", "counts", "dashes", "dots", "slashes", "words", "year first", "unit", "capitals", "spaces",
         "zero width", "marks", "after colon", "key", "fixed key", "quoted", "comment", "reference"],
)  # fmt: skip
def test_a_certain_fault_is_fixed(old: str, wrong: str, right: str, tmp_path: Path) -> None:
    build(tmp_path, {REPORT: base(REPORT, (old, wrong))})
    assert messages(tmp_path) != []
    assert outcome(tmp_path) == base(REPORT, (old, right))
    assert messages(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "wrong"),
    [
        ("quy: 4,2 tỷ đồng", "quy: 17.363"),
        ("17.363 nhà", "1.5"),
        ("17.363 nhà", "017.363"),
        ("17.363 nhà", "17,363"),
        ("17.363 nhà", "17\u200b363 nhà"),
        ("17.363 nhà", "5 nha"),
        ("17.363 nhà", "5 can"),
        ("17.363 nhà", "5 nhá"),
        ("17.363 nhà", "5 hộ"),
        ("chuong_trinh:", DATE.format("31-02-2020")),
        ("chuong_trinh:", DATE.format("15-12-20")),
        ("chuong_trinh:", DATE.format("12-2020")),
        ("chuong_trinh:", DATE.format("15-12.2020")),
        ("ky: quy-4", "ky: quy-4\nmo\u00a0dau: a"),
    ],
)
def test_an_uncertain_fault_is_left(old: str, wrong: str, tmp_path: Path) -> None:
    build(tmp_path, {REPORT: base(REPORT, (old, wrong))})
    before = messages(tmp_path)
    assert before != []
    assert outcome(tmp_path) == base(REPORT, (old, wrong))
    assert messages(tmp_path) == before


def test_what_may_be_intended_is_not_a_fault(tmp_path: Path) -> None:
    text = base(
        REPORT, ("ky: quy-4", "ky: quy-4  # a\u00a0b\u200b\nmo_dau:\n  - 'a\u00a0b'\n  - 👨\u200d👩\u200d👧")
    )
    build(tmp_path, {REPORT: text})
    assert messages(tmp_path) == []
    assert outcome(tmp_path) == text


@pytest.mark.parametrize(
    "wrong",
    [
        base(REPORT).replace("  ", "\t"),
        base(REPORT).replace("  ", "\u00a0\u00a0"),
        base(REPORT).replace("  ", "\u00a0 "),
        base(REPORT).replace("      nha", "\tnha"),
        base(REPORT).replace("      nha", "\ufeff      nha"),
        base(REPORT).replace("so_lieu", "\ufeffso_lieu\ufeff"),
    ],
    ids=["tabs", "no-break", "mixed", "one tab", "mark", "marks"],
)
def test_a_margin_and_marks_within_a_file_are_fixed(wrong: str, tmp_path: Path) -> None:
    build(tmp_path, {REPORT: wrong})
    assert messages(tmp_path) != []
    assert outcome(tmp_path) == base(REPORT)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Ph\u00ad\u00eang ®· vËn ®éng, d©n c\u00ad ñng hé", "Phường đã vận động, dân cư ủng hộ"),
        ("'VËn ®éng'", "'Vận động'"),
        (">-\n  VËn ®éng Quü\n  ng\u00adêi nghÌo", ">-\n  Vận động Quỹ\n  người nghèo"),
        ("Toå chöùc tuyeân truyeàn", "Tổ chức tuyên truyền"),
        ("Váº\u00adn Ä‘á»™ng Quá»¹ VÃ¬ dÃ¢n", "Vận động Quỹ Vì dân"),
        ("V&#7853;n &#273;&#7897;ng &amp; h&#7895;", "Vận động & hỗ"),
        ("\uf0b7 Đổi mới", "Đổi mới"),
        ("• Đổi mới", "Đổi mới"),
        ('"▪ Đổi mới • tiếp"', '"Đổi mới • tiếp"'),
        ("Ðại hội, khối ðại đoàn kết", "Đại hội, khối đại đoàn kết"),
    ],
)
def test_broken_text_is_fixed_to_the_letter(wrong: str, right: str, tmp_path: Path) -> None:
    build(tmp_path, {REPORT: base(REPORT, ("ky: quy-4", f"ky: quy-4\nmo_dau: {wrong}"))})
    assert len(messages(tmp_path)) == 1
    assert outcome(tmp_path) == base(REPORT, ("ky: quy-4", f"ky: quy-4\nmo_dau: {right}"))
    assert messages(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["dân c\u00ad A", "ng\u00adêi", "V?n Qu\ufffd", "Đổi \uf0b7 mới", "'&#39;a'"]
)
def test_no_letter_is_ever_removed(text: str, tmp_path: Path) -> None:
    wrong = base(REPORT, ("ky: quy-4", f"ky: quy-4\nmo_dau: {text}"))
    build(tmp_path, {REPORT: wrong})
    assert len(messages(tmp_path)) == 1
    assert outcome(tmp_path) == wrong


def test_a_margin_is_fixed_though_the_file_has_other_faults(tmp_path: Path) -> None:
    wrong = base(REPORT, ("4,2 tỷ đồng", "sai"))
    build(tmp_path, {REPORT: wrong.replace("  ", "\t")})
    assert outcome(tmp_path) == wrong
    assert [line.split()[1] for line in messages(tmp_path)] == ["MT206"]


def test_files_joined_with_their_marks_are_fixed_though_more_faults_show(tmp_path: Path) -> None:
    joined = base(REPORT) + "\ufeff" + base(REPORT)
    build(tmp_path, {REPORT: joined})
    assert [line.split()[1] for line in messages(tmp_path)] == ["MT006"]
    assert outcome(tmp_path) == base(REPORT) + base(REPORT)
    assert {line.split()[1] for line in messages(tmp_path)} == {"MT102"}


def test_a_file_with_a_conflict_is_not_touched(tmp_path: Path) -> None:
    conflict = base(REPORT, ("ky: quy-4", "<<<<<<< HEAD\nky:\u00a0quy-4\n=======\nky: quy-3\n>>>>>>> b"))
    build(tmp_path, {REPORT: conflict})
    assert outcome(tmp_path) == conflict
    assert messages(tmp_path) == ["3:1 MT010 còn dấu xung đột của git (dòng 3–7)"]


def test_the_rest_of_a_file_is_kept_byte_for_byte(tmp_path: Path) -> None:
    text = (
        "\ufeff# đầu\r\ndon_vi:   quang-tri \r\nnam: 2020\r\nky: quy-4\r\n\r\n\r\nso_lieu_den: {date}   # chốt\r\n"
        "chuong_trinh:\r\n     2: {{so_lieu: {{nha: {count}, quy: '4,2 tỷ đồng'}}}}\t# hai\r\n\r\n# cuối"
    )
    build(tmp_path)
    (tmp_path / REPORT).write_bytes(text.format(date="1.12.2020", count="17.363").encode())
    assert outcome(tmp_path) == text.format(date="01/12/2020", count="17.363 nhà")


def test_a_fix_that_uncovers_another_fault_is_refused(tmp_path: Path) -> None:
    """`nha` read as 17.363 is more than the sum of its parts, a fault that was hidden before."""
    wrong = base(REPORT, ("17.363 nhà", "{gia_tri: 17.363, trong_do: {xây mới: 20.000 nhà}}"))
    build(tmp_path, {REPORT: base_with_date(wrong)})
    found = fixed(tmp_path)
    assert [one.code.id for one in found.refused] == ["MT201"]
    assert [one.code.id for one in found.fixed] == ["MT107"]
    assert list(found.contents) == [REPORT]
    assert found.contents[REPORT].decode() == base_with_date(wrong).replace("5.12.2020", "05/12/2020")


def base_with_date(text: str) -> str:
    return text.replace("chuong_trinh:", DATE.format("5.12.2020"))


def test_a_unit_that_does_not_fit_its_place_is_refused(tmp_path: Path) -> None:
    """Within braces a comma in the unit would end the value, so nothing is written."""
    indicators = base(INDICATORS, ("don_vi_tinh: nhà", 'don_vi_tinh: "nhà, căn"'))
    build(
        tmp_path,
        {INDICATORS: indicators, REPORT: base(REPORT, ("nha: 17.363 nhà", "nha: {gia_tri: 17.363}"))},
    )
    found = fixed(tmp_path)
    assert found.contents == {}
    assert [one.code.id for one in found.refused] == ["MT201"]


def test_several_files_are_fixed_in_one_run(tmp_path: Path) -> None:
    build(
        tmp_path,
        {REPORT: base(REPORT, ("17.363 nhà", "17.363")), PLAN: base(PLAN, ("350 nhà", "1.350"))},
    )
    found = fixed(tmp_path)
    assert {path: content.decode() for path, content in found.contents.items()} == {
        REPORT: base(REPORT),
        PLAN: base(PLAN, ("350 nhà", "1.350 nhà")),
    }


def test_fixing_writes_nothing_itself(tmp_path: Path) -> None:
    build(tmp_path, {REPORT: base(REPORT, ("17.363 nhà", "17.363"))})
    assert fixed(tmp_path).contents != {}
    assert "17.363 nhà" not in (tmp_path / REPORT).read_text(encoding="utf-8")


def test_every_fix_is_under_a_code_that_it_fixes() -> None:
    assert [code.id for code in FIXES] == sorted(code.id for code in FIXES)


def test_edits_at_one_place_exclude_each_other() -> None:
    first, second = Edit(Span(1, 2, 1, 4), "x"), Edit(Span(1, 3, 1, 3), "y")
    assert overlap(first, second)
    assert overlap(second, first)
    assert overlap(first, first)
    assert not overlap(first, Edit(Span(1, 4, 1, 5), "z"))
    assert not overlap(first, Edit(Span(2, 2, 2, 4), "z"))


@given(st.text(alphabet="ab\r\n\u0323ệ", max_size=40), st.data())
def test_an_edit_changes_only_its_own_stretch(text: str, data: st.DataObject) -> None:
    """Law: removing a stretch and putting it back gives the same text, whatever its line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    span = Span(number, start + 1, number, end + 1)
    assert edited(text, [Edit(span, line[start:end])]) == text
    assert len(edited(text, [Edit(span, "")])) == len(text) - (end - start)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aoưệ\u0301\u0323\u0302đx 1", min_size=1, max_size=30).map(str.strip).filter(bool))
def test_composing_gives_nothing_but_the_normal_form(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    """Law: a file in which MT501 is fixed is the NFC of the original, character for character."""
    root = tmp_path_factory.mktemp("nfc")
    text = base(REPORT, ("ky: quy-4", f"ky: quy-4\nmo_dau: x {words} y  # {words}"))
    build(root, {REPORT: text})
    assert outcome(root) == unicodedata.normalize("NFC", text)


def test_the_number_of_fixable_faults(tmp_path: Path) -> None:
    build(tmp_path, {REPORT: base(REPORT, ("17.363 nhà", "17.363"), ("4,2 tỷ đồng", "sai"))})
    project = load(tmp_path)
    assert [(one.path, one.diagnostic.code.id) for one in fixes_for(check(project), project)] == [
        (REPORT, "MT201")
    ]


def test_the_time_to_fix_faults_grows_with_their_number(tmp_path: Path) -> None:
    lines = "\n".join(f"  - câu\u00a0số to\u0301ng\u200b {number}" for number in range(5000))
    build(tmp_path, {REPORT: base(REPORT, ("ky: quy-4", f"ky: quy-4\nmo_dau:\n{lines}"))})
    start = time.process_time()
    assert len(fixed(tmp_path).fixed) == 10_001
    assert time.process_time() - start < 20
