"""`mttq report --with-commit`: the commit of the data in the properties of Word documents."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from git_repository import commit, git, isolate, start
from shell_program import invoke
from small_project import CATALOGUE, put, report

from mttq.cli.app import app
from mttq.render.word import origin

BAO_CAO = "reports/2020/quang-tri/bao-cao-nam.docx"
FIGURES = "2: {so_lieu: {nha: 12 nhà}}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch)
    root = start(tmp_path / "kho")
    monkeypatch.chdir(root)
    for path, text in CATALOGUE.items():
        put(root, path, text)
    put(root, "2020/quang-tri/nam.yaml", report(programmes=FIGURES))
    put(root, "2020/vinh-phuc/nam.yaml", report(unit="vinh-phuc", programmes=FIGURES))
    commit(root)
    return root


def _make(*more: str, code: int = 0) -> tuple[str, str]:
    done = invoke("report", "2020", "--kind", "bao-cao", "--format", "docx", *more, program=app)
    assert done.exit_code == code, done.stderr
    said = [
        line for line in done.stderr.splitlines(keepends=True) if not line.endswith("vì chưa có nội dung\n")
    ]
    return done.stdout, "".join(said)


def _properties(path: str = BAO_CAO) -> dict[str, str]:
    with ZipFile(BytesIO(Path(path).read_bytes())) as file:
        return origin.properties(file.read(origin.PART))


def test_without_the_option_a_document_names_its_data_but_no_commit(project: Path) -> None:
    _make()
    found = _properties()
    assert {name: found[name] for name in ("mttq-loai", "mttq-don-vi", "mttq-nam", "mttq-ky")} == {
        "mttq-loai": "bao-cao",
        "mttq-don-vi": "quang-tri",
        "mttq-nam": "2020",
        "mttq-ky": "nam",
    }
    assert "mttq-commit" not in found


def test_committing_a_document_does_not_make_it_stale(project: Path) -> None:
    _make("--with-commit")
    named = git(project, "rev-parse", "HEAD")
    assert _properties()["mttq-commit"] == named
    commit(project)
    for more in ((), ("--with-commit",)):
        assert _make("--check", *more)[0] == ""
        assert _make(*more)[0] == f"{BAO_CAO} (không đổi)\n"
    assert _properties()["mttq-commit"] == named


def test_a_document_without_a_commit_is_written_again_only_to_name_it(project: Path) -> None:
    _make()
    assert (
        _make("--check", "--with-commit", code=1)[0]
        == f"{BAO_CAO}: khác nội dung ở phần docProps/custom.xml\n"
    )
    assert _make("--with-commit")[0] == f"{BAO_CAO}\n"


def test_changed_data_make_it_stale(project: Path) -> None:
    _make("--with-commit")
    put(project, "2020/quang-tri/nam.yaml", report(programmes=FIGURES.replace("12", "13")))
    assert _make("--check", code=1)[0] == (f"{BAO_CAO}: khác nội dung ở phần word/document.xml\n")


@pytest.mark.parametrize(
    ("path", "units"),
    [
        ("plans/2020/quang-tri/nam.yaml", ["quang-tri"]),
        ("plans/2020/quang-tri/huong-hoa/nam.yaml", ["quang-tri"]),
        ("plans/danh-muc/chi-tieu.yaml", ["quang-tri", "vinh-phuc"]),
    ],
)
def test_no_commit_is_named_if_git_lacks_what_the_document_is_made_of(
    project: Path, path: str, units: list[str]
) -> None:
    file = project / path
    if file.exists():
        file.write_text(file.read_text(encoding="utf-8") + "# sửa\n", encoding="utf-8")
    else:
        put(project, path.removeprefix("plans/"), report(unit="quang-tri/huong-hoa"))
    more = " và 1 đơn vị khác" if len(units) > 1 else ""
    assert _make("--with-commit", "--unit", "quang-tri", "--unit", "vinh-phuc")[1] == (
        f"lưu ý: văn bản của quang-tri{more} không ghi commit vì “{path}” chưa lưu vào git như hiện có\n"
        "gợi ý: lưu số liệu (git add, git commit) rồi xuất lại\n"
    )
    named = [
        "mttq-commit" in _properties(BAO_CAO.replace("quang-tri", one)) for one in ("quang-tri", "vinh-phuc")
    ]
    assert named == [one not in units for one in ("quang-tri", "vinh-phuc")]


def test_what_other_units_have_not_saved_does_not_matter(project: Path) -> None:
    put(project, "2020/vinh-phuc/nam.yaml", report(unit="vinh-phuc", programmes=FIGURES.replace("12", "13")))
    assert _make("--with-commit")[1] == ""
    assert _properties()["mttq-commit"] == git(project, "rev-parse", "HEAD")


def test_outside_git_the_option_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".git").rename(project / "git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert _make("--with-commit", code=2)[1] == (
        f"lỗi: --with-commit: dự án ở “{project}” không nằm trong kho git nào nên không biết tệp nào đã đổi\n"
        "gợi ý: bỏ --with-commit\n"
    )
