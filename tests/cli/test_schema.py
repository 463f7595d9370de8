"""`mttq schema`: one schema on standard output, all in a folder, or the list of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shell_program import invoke
from typer.testing import Result

from mttq.cli.app import app
from mttq.documents.folders import FILE_KINDS

NAMES = [
    "ke-hoach",
    "bao-cao",
    "giao-ban",
    "chuong-trinh",
    "chi-tieu",
    "don-vi",
    "quy-tac",
    "dot",
    "mttq",
    "mac-dinh",
    "the-thuc",
    "bang",
]


def schema(*words: str) -> Result:
    return invoke("schema", *words, program=app)


@pytest.fixture(autouse=True)
def _outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_printed(name: str) -> None:
    result = schema(name)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$id"] == f"urn:mttq:schema:{name}"
    assert result.stdout == schema(name).stdout
    assert "\\u" not in result.stdout  # Vietnamese as it is


def test_without_a_name_all_kinds_are_listed() -> None:
    lines = schema().stdout.splitlines()
    assert [line.split()[0] for line in lines] == NAMES == [kind.name for kind in FILE_KINDS]
    assert lines[0] == "ke-hoach      Kế hoạch của một đơn vị: plans/*/**/ke-hoach.yaml"


def test_an_unknown_name_gets_a_suggestion() -> None:
    result = schema("ke-hoac")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "không có loại tệp “ke-hoac”" in result.stderr
    assert "có phải là “ke-hoach”?" in result.stderr


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    result = schema("--out", ".vscode/mttq")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f".vscode/mttq/{name}.schema.json" for name in NAMES]
    for name in NAMES:
        text = (tmp_path / ".vscode" / "mttq" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert text == schema(name).stdout


def test_one_schema_is_written_and_quiet_prints_nothing(tmp_path: Path) -> None:
    result = schema("mttq", "--out", "a", "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["mttq.schema.json"]


def test_a_file_in_the_place_of_the_output_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    result = schema("--out", "a")
    assert result.exit_code == 2
    assert "--out: “a” không phải là thư mục" in result.stderr
