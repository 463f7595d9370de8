"""Files compared with those on disk, and kept from being overwritten."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import git_repository as repository
import pytest

from mttq.issuing import DocumentFile, DocumentFolder, IssuedMemory, Outcome, Result, UnitFiles
from mttq.issuing.write import difference, holder, is_held, is_saved_elsewhere

TIME = '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:modified>'


def office(parts: dict[str, str], *, packed: int = zipfile.ZIP_STORED) -> bytes:
    """Make an Office file of these parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", packed) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text, packed)
    return written.getvalue()


def test_line_ends_of_a_text_do_not_count() -> None:
    assert difference("a.md", b"# A\r\n\r\nb\r\n", b"# A\n\nb\n") == ""


@pytest.mark.parametrize(
    ("old", "line"), [(b"# A\n\nc\n", 3), (b"# B\n\nb\n", 1), (b"# A\n\nb\nc\n", 4), (b"# A\n", 3), (b"", 1)]
)
def test_the_first_line_that_differs_is_named(old: bytes, line: int) -> None:
    assert difference("a.md", old, b"# A\n\nb\n") == f"khác nội dung từ dòng {line}"


def test_the_same_parts_packed_another_way_are_equal() -> None:
    parts = {"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>" * 100}
    turned = dict(reversed(parts.items()))
    assert difference("a.docx", office(turned, packed=zipfile.ZIP_DEFLATED), office(parts)) == ""


def test_at_most_three_different_parts_are_named() -> None:
    new = {f"word/{name}.xml": "a" for name in "abcdef"}
    assert difference("a.docx", office(new | {"word/b.xml": "x"}), office(new)) == (
        "khác nội dung ở phần word/b.xml"
    )
    assert difference("a.docx", office({**new, "docProps/app.xml": "x"}), office(new)) == (
        "khác nội dung ở phần docProps/app.xml"
    )
    assert difference("a.xlsx", office({"word/a.xml": "a", "x": ""}), office(new)) == (
        "khác nội dung ở phần word/b.xml, word/c.xml, word/d.xml và 3 phần khác"
    )


def _damaged(content: bytes, name: str) -> bytes:
    """Damage the packed bytes of one part of an Office file."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        start = file.getinfo(name).header_offset + 30 + len(name)
    return content[:start] + b"\xff" + content[start + 1 :]


def test_a_part_that_cannot_be_unpacked() -> None:
    parts = {"word/document.xml": "<b/>" * 100}
    old = _damaged(office(parts, packed=zipfile.ZIP_DEFLATED), "word/document.xml")
    assert difference("a.docx", old, office(parts)) == "không đọc được nội dung tệp trên đĩa"


@pytest.mark.parametrize("old", [b"", b"no zip", office({"a": "b"})[:-3]])
def test_a_file_that_is_not_an_office_file(old: bytes) -> None:
    assert difference("a.docx", old, office({"a": "b"})) == "không đọc được nội dung tệp trên đĩa"


@pytest.mark.parametrize(
    ("lock", "program"),
    [
        (".~lock.bao-cao-nam.docx#", "LibreOffice"),
        ("~$o-cao-nam.docx", "Word hoặc Excel"),
        ("~$bao-cao-nam.docx", "Word hoặc Excel"),
        ("~$cao-quy-1.docx", ""),
        (".~lock.bao-cao-nam.docx", ""),
    ],
)
def test_lock_files_name_the_program(tmp_path: Path, lock: str, program: str) -> None:
    (tmp_path / lock).write_text("", encoding="utf-8")
    assert holder(tmp_path / "bao-cao-nam.docx") == program


@pytest.mark.parametrize(("number", "held"), [(32, True), (33, True), (5, True), (None, False), (112, False)])
def test_the_errors_of_windows_for_an_open_file(number: int | None, held: bool) -> None:
    error = PermissionError(13, "x", "bao-cao-nam.docx")
    if number is not None:
        error.winerror = number  # type: ignore[attr-defined]
    assert is_held(error) is held
    assert not is_held(OSError(28, "x"))


def test_a_file_saved_by_another_program_has_a_time() -> None:
    saved = f"<a>{TIME}</a>"
    assert is_saved_elsewhere(office({"docProps/core.xml": saved}))
    assert not is_saved_elsewhere(office({"docProps/core.xml": "<a/>"}))
    assert not is_saved_elsewhere(b"# A\n")
    assert not is_saved_elsewhere(office({"word/document.xml": TIME}))


@pytest.mark.parametrize(("size", "read"), [(100_000, True), (100_001, False)])
def test_properties_of_any_size_are_not_unpacked(size: int, read: bool) -> None:
    content = office({"docProps/core.xml": TIME.ljust(size)}, packed=zipfile.ZIP_DEFLATED)
    assert is_saved_elsewhere(content) is read


@pytest.mark.parametrize(
    ("name", "program"),
    [("a.docx", "Word hoặc Excel"), ("a.xlsx", "Word hoặc Excel"), ("a.md", "chương trình khác")],
)
def test_a_lock_file_of_word_stands_for_office_files_only(tmp_path: Path, name: str, program: str) -> None:
    (tmp_path / f"~${name}").touch()
    assert holder(tmp_path / name) == program


def _made(*files: tuple[str, bytes | None]) -> UnitFiles:
    return UnitFiles("t", tuple(DocumentFile(f"2020/t/{name}", content) for name, content in files))


def _results(outcomes: Iterable[Outcome]) -> list[tuple[str, Result]]:
    return [(one.path.name, one.result) for one in outcomes]


MADE = _made(
    ("new.md", b"1"), ("same.md", b"1\n"), ("other.md", b"1"), ("nothing.md", None), ("gone.md", None)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents in no repository."""
    unit = tmp_path / "2020" / "t"
    unit.mkdir(parents=True)
    for name, content in (("same.md", b"1\r\n"), ("other.md", b"2"), ("gone.md", b"3")):
        (unit / name).write_bytes(content)
    return tmp_path


def test_comparing_writes_nothing(folder: Path) -> None:
    before = {file: file.read_bytes() for file in folder.rglob("*.md")}
    assert _results(DocumentFolder(folder, "2020").compare(MADE)) == [
        ("new.md", Result.ABSENT),
        ("same.md", Result.SAME),
        ("other.md", Result.DIFFERENT),
        ("gone.md", Result.STALE),
    ]
    assert {file: file.read_bytes() for file in folder.rglob("*.md")} == before


def test_only_what_is_new_or_differs_is_written_and_nothing_is_removed(folder: Path) -> None:
    assert _results(DocumentFolder(folder, "2020").write(MADE)) == [
        ("new.md", Result.WRITTEN),
        ("same.md", Result.SAME),
        ("other.md", Result.WRITTEN),
    ]
    unit = folder / "2020" / "t"
    assert {file.name: file.read_bytes() for file in unit.iterdir()} == {
        "new.md": b"1",
        "same.md": b"1\r\n",
        "other.md": b"1",
        "gone.md": b"3",
    }


def test_a_file_that_is_open_or_was_edited_elsewhere_stays_unless_forced(folder: Path) -> None:
    unit = folder / "2020" / "t"
    (unit / ".~lock.other.md#").touch()
    edited = office({"docProps/core.xml": TIME})
    (unit / "a.docx").write_bytes(edited)
    made = _made(("other.md", b"1"), ("a.docx", office({"docProps/core.xml": "<a/>"})))
    opened, saved = DocumentFolder(folder, "2020").write(made)
    assert (opened.result, opened.why) == (Result.REFUSED, "LibreOffice đang mở tệp này")
    assert (saved.result, saved.why) == (
        Result.REFUSED,
        "tệp đã được sửa và lưu bằng chương trình khác, ghi đè sẽ mất phần sửa",
    )
    assert ((unit / "other.md").read_bytes(), (unit / "a.docx").read_bytes()) == (b"2", edited)
    forced = DocumentFolder(folder, "2020", force=True).write(made)
    assert [one.result for one in forced] == [Result.WRITTEN] * 2


def test_an_edit_that_git_does_not_have_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.isolate(monkeypatch)
    repository.start(folder)
    repository.commit(folder)
    (folder / "2020" / "t" / "other.md").write_bytes(b"edited")
    made = _made(("other.md", b"1"), ("gone.md", b"1"))
    edited, unedited = DocumentFolder(folder, "2020").write(made)
    assert (edited.result, unedited.result) == (Result.REFUSED, Result.WRITTEN)
    assert edited.why == "tệp đã sửa nhưng chưa lưu vào git, ghi đè sẽ mất phần sửa"
    monkeypatch.setenv("PATH", str(folder / "trong"))
    (doubtful,) = DocumentFolder(folder, "2020").write(_made(("other.md", b"1")))
    assert doubtful.why == ("không chạy được git nên không biết tệp có phần sửa chưa lưu vào git hay không")


def test_a_file_that_cannot_be_written_is_an_outcome_only_if_others_go_on(folder: Path) -> None:
    (folder / "2020" / "t" / "dir.md").mkdir()
    made = _made(("dir.md", b"1"), ("new.md", b"1"))
    with pytest.raises(OSError, match=r"dir\.md"):
        list(DocumentFolder(folder, "2020").write(made))
    failed, written = DocumentFolder(folder, "2020", keep_going=True).write(made)
    assert (failed.result, written.result) == (Result.FAILED, Result.WRITTEN)
    assert failed.error is not None
    assert failed.error.filename == str(failed.path)


def test_strays_are_files_of_units_that_do_not_exist(folder: Path) -> None:
    old = folder / "2020" / "t" / "cu"
    old.mkdir()
    for name in ("other.md", "ghi-chu.txt"):
        (old / name).touch()
    documents = DocumentFolder(folder, "2020")
    strays = list(documents.strays(["t", ""], {"t", "."}, {"other.md", "same.md"}))
    assert [(one.path, one.result) for one in strays] == [(old / "other.md", Result.STALE)]
    assert list(documents.strays(["t"], {"t", "t/cu"}, {"other.md"})) == []


EDITS = {"a.md": b"# B\n", "a.docx": office({"word/document.xml": "b"}), "a.xlsx": office({"xl/a.xml": "b"})}
FIRST = {"a.md": b"# A\n", "a.docx": office({"word/document.xml": "a"}), "a.xlsx": office({"xl/a.xml": "a"})}
SECOND = {"a.md": b"# C\n", "a.docx": office({"word/document.xml": "c"}), "a.xlsx": office({"xl/a.xml": "c"})}


def _write(root: Path, contents: dict[str, bytes], *, force: bool = False) -> list[Outcome]:
    documents = DocumentFolder(root / "reports", "2020", memory=IssuedMemory(root), force=force)
    return list(documents.write(_made(*contents.items())))


@pytest.mark.parametrize("tracked", [False, True])
def test_what_was_written_and_nobody_touched_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tracked: bool
) -> None:
    written = [Result.WRITTEN] * 3
    if tracked:
        repository.isolate(monkeypatch)
        repository.start(tmp_path)
    assert [one.result for one in _write(tmp_path, FIRST)] == written
    if tracked:
        repository.commit(tmp_path)
    assert [one.result for one in _write(tmp_path, SECOND)] == written
    assert [one.result for one in _write(tmp_path, FIRST)] == written
    assert [one.result for one in _write(tmp_path, FIRST)] == [Result.SAME] * 3


def test_an_edit_of_a_written_file_is_found_outside_git_too(tmp_path: Path) -> None:
    _write(tmp_path, FIRST)
    for name, content in EDITS.items():
        (tmp_path / "reports/2020/t" / name).write_bytes(content)
    refused = _write(tmp_path, SECOND)
    assert [(one.result, one.why, one.help) for one in refused] == [
        (
            Result.REFUSED,
            "tệp đã được sửa sau lần xuất trước, ghi đè sẽ mất phần sửa",
            "đổi tên tệp để giữ lại, hoặc thêm --force để ghi đè",
        )
    ] * 3
    assert [one.result for one in _write(tmp_path, SECOND, force=True)] == [Result.WRITTEN] * 3
    assert [one.result for one in _write(tmp_path, FIRST)] == [Result.WRITTEN] * 3


def test_a_project_that_moves_keeps_its_memory(tmp_path: Path) -> None:
    _write(tmp_path / "a", FIRST)
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "b/reports/2020/t/a.md").write_bytes(b"edited")
    assert [one.result for one in _write(tmp_path / "b", SECOND)] == [
        Result.REFUSED,
        Result.WRITTEN,
        Result.WRITTEN,
    ]


def test_a_line_end_that_git_changed_is_no_edit(tmp_path: Path) -> None:
    _write(tmp_path, FIRST)
    (tmp_path / "reports/2020/t/a.md").write_bytes(b"# A\r\n")
    assert [one.result for one in _write(tmp_path, SECOND)] == [Result.WRITTEN] * 3


def test_a_memory_that_cannot_be_kept_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".mttq_cache").write_bytes(b"")
    assert [one.result for one in _write(tmp_path, FIRST)] == [Result.WRITTEN] * 3
    assert [one.result for one in _write(tmp_path, SECOND)] == [Result.WRITTEN] * 3


def test_a_long_memory_is_shortened(tmp_path: Path) -> None:
    kept = tmp_path / ".mttq_cache" / "issued"
    kept.parent.mkdir()
    kept.write_text("0 reports/2020/t/a.md\n" * 1200, encoding="utf-8")
    _write(tmp_path, FIRST)
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 4
