"""The schemas for editors and `mttq check` agree on the structure of files.

Where the check reports a fault of structure, the schema rejects the file as a
plain YAML loader sees it; where the check reports none, the schema accepts it.
"""

from __future__ import annotations

from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import core_yaml
import pytest
from broken_projects import BASE, CASES, base, build, build_case
from jsonschema import Draft202012Validator
from ruamel.yaml.error import YAMLError

from mttq.check import check
from mttq.check.runner import run
from mttq.documents import load
from mttq.documents.folders import FILE_KINDS
from mttq.schema.json_schema import json_schema

ROOT = Path(__file__).parents[2]

# Codes that both must find.
STRUCTURE = {"MT101", "MT102", "MT103", "MT104", "MT105", "MT106", "MT107", "MT110", "MT111"}
# What the schema may find too, from the form of a value alone: no decimal point in a bare number, no truth value
# for one, ids, years and periods that can't be any.
ALSO = {"MT109", "MT201", "MT202", "MT206", "MT301", "MT303", "MT309", "MT310", "MT312"}
# Not YAML, not the intended YAML, or a misplaced file: there is no structure to compare.
UNREAD = ("MT0", "MT108", "MT119")
# Faults of structure that a schema can't see, by words of the code and message.
UNSEEN: dict[str, str] = {
    "MT102 khóa “": "a loader keeps one of two equal keys",
    "MT103 chỉ tiêu tỷ lệ “": "required only of ratios, which the walk over the shape does not know",
    "nhưng không rõ từ ngày nào": "a day required only where the unit has no first day",
    "MT106 “True” không phải true": "to a loader `True` is the same as `true`",
    "MT107 “2020-02-30” không": "a pattern does not know the lengths of months",
    "MT107 “30/02/2020” không": "likewise",
    "MT107 “31/11/2020” không": "likewise",
    "MT106 không có bộ thể thức “": "which profiles there are, the schema does not know",
    "MT111 các phần của “": "a sum over several units",
    "MT111 phần được nhận “": "a share is a quantity, whose value the schema does not read",
}


@cache
def validator(name: str) -> Draft202012Validator:
    kind = next(kind for kind in FILE_KINDS if kind.name == name)
    schema = json_schema(kind.shape, kind.name, kind.title)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def kind_of(path: str) -> str | None:
    """Return the kind of a file by its path."""
    found = [
        kind.name
        for kind in FILE_KINDS
        for place in kind.places
        if fnmatch(path, place.replace("*/**/", "*/"))
    ]
    assert len(found) <= 1, path
    return found[0] if found else None


def rejections(file: Path, kind: str) -> list[str] | None:
    """Return the faults that the schema finds in a file; None if a plain loader can't load it."""
    try:
        document = core_yaml.load(file)
    except (YAMLError, UnicodeDecodeError, RecursionError):
        return None
    return [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(document)]


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
def test_the_schemas_are_valid_and_name_no_address(kind: object) -> None:
    name = kind.name  # type: ignore[attr-defined]
    schema = validator(name).schema
    assert isinstance(schema, dict)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:mttq:schema:{name}"
    assert str(schema).count("http") == 1


def test_the_shipped_files_and_the_sound_project_are_accepted() -> None:
    count = 0
    for root in (ROOT, BASE):
        for file in sorted((root / "plans").rglob("*.yaml")):
            kind = kind_of(file.relative_to(root).as_posix())
            assert kind is not None, file
            assert rejections(file, kind) == [], file
            count += 1
    assert count >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_project_is_judged_alike(case: Path, tmp_path: Path) -> None:
    checked = run(load(build_case(tmp_path, case)))
    found = [*checked.found, *checked.suppressed]
    for file in sorted((tmp_path / "plans").rglob("*.yaml")):
        path = file.relative_to(tmp_path).as_posix()
        kind = kind_of(path)
        if kind is None:
            continue
        said = [one for one in found if one.path == path]
        if any(one.code.id.startswith(UNREAD) for one in said):
            continue
        rejected = rejections(file, kind)
        assert rejected is not None, path
        lines = [f"{one.path}:{one.span.line}:{one.span.column} {one.code.id} {one.message}" for one in said]
        seen = [
            line
            for line, one in zip(lines, said, strict=True)
            if one.code.id in STRUCTURE and not any(words in line for words in UNSEEN)
        ]
        if seen:
            assert rejected, seen
        elif not {one.code.id for one in said} & ALSO:
            assert rejected == [], lines


def test_every_exception_is_needed() -> None:
    lines = "".join((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)
    assert [words for words in UNSEEN if words not in lines] == []


def _rejected(kind: str, text: str) -> bool:
    return not validator(kind).is_valid(core_yaml.loads(text))


PLAN = "don_vi: quang-tri\nnam: 2020\nchuong_trinh:\n  1: {}\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        PLAN + "mo_dau: no\nboi_canh: [một, hai]\nloi_ket: 2020\n",
        PLAN + "so_lieu: {nha: 17363, quy: '4,2 tỷ', dan-so: 1.804.000}\n",
        PLAN + "van_ban: {ngay: 15/1/2020, so: 01/CTr, kinh_gui: [A, B]}\n",
        PLAN + "van_ban: {ngay: 2020-01-15, kinh_gui: A}\n",
        PLAN.replace("1: {}", "1: {muc_tieu: a, nhiem_vu: [b, {ten: c, ma: d-1, thoi_han: quy-4}]}"),
        PLAN.replace("1: {}", "1: {muc_tieu: a, nhiem_vu: [{ten: c, thoi_han: 2020-06-30}]}"),
        PLAN.replace("2020", "2019-2024"),
    ],
)
def test_a_plan_may_hold_this(text: str) -> None:
    assert not _rejected("ke-hoach", text)


@pytest.mark.parametrize(
    "text",
    [
        PLAN + "mo_dau:\n",
        PLAN + "mo_dau: ''\n",
        PLAN + "mo_dau: []\n",
        PLAN + "mo_dau: {a: b}\n",
        PLAN + "mo_dai: a\n",
        PLAN + "so_lieu: {nha: 17.363}\n",
        PLAN + "so_lieu: {nha: [1]}\n",
        PLAN + "so_lieu: {}\n",
        PLAN + "so_lieu: {Nhà: 1}\n",
        PLAN + "van_ban: {ngay: 2020-13-01}\n",
        PLAN.replace("1: {}", "1: {noi_dung: {a: b}}"),
        PLAN.replace("1: {}", "01: {}"),
        PLAN.replace("1: {}", "1: {muc_tieu: a, nhiem_vu: [{ten: c, thoi_han: quý 4}]}"),
        PLAN.replace("1: {}", "1: {muc_tieu: a, chi_tieu: {nha: {muc: 1, phan_ky: {quy-5: 1}}}}"),
        PLAN.replace("  1: {}\n", "  - a\n"),
        PLAN.replace("nam: 2020\n", ""),
    ],
)
def test_a_plan_may_not_hold_this(text: str) -> None:
    assert _rejected("ke-hoach", text)


def test_units_hold_units() -> None:
    deep = "a: {ten: A, cap: tinh, cap_duoi: {b: {ten: B, cap: huyen, cap_duoi: {c: {ten: C, cap: xa%s}}}}}\n"
    assert not _rejected("don-vi", deep % "")
    assert _rejected("don-vi", deep % ", cap_tren: a")


def test_every_key_has_a_title_and_a_description_in_vietnamese() -> None:
    def keys(schema: object) -> list[tuple[str, object]]:
        if isinstance(schema, list):
            return [found for one in schema for found in keys(one)]
        if not isinstance(schema, dict):
            return []
        own = list(schema.get("properties", {}).items())
        return own + [found for one in schema.values() for found in keys(one)]

    count = 0
    for kind in FILE_KINDS:
        for key, schema in keys(validator(kind.name).schema):
            assert isinstance(schema, dict)
            assert schema["title"], key
            assert schema["title"][0] == schema["title"][0].upper(), key
            assert schema["description"].endswith("."), key
            count += 1
    assert count > 100


def test_a_line_that_names_the_schema_disturbs_no_check(tmp_path: Path) -> None:
    files = {
        path: f"# yaml-language-server: $schema=../../{kind}.schema.json\n{base(path)}"
        for path, kind in (
            ("plans/2020/quang-tri/ke-hoach.yaml", "ke-hoach"),
            ("plans/danh-muc/don-vi.yaml", "don-vi"),
        )
    }
    assert check(load(build(tmp_path, dict(files)))) == []


@pytest.mark.parametrize("text", ["17.363", "1.5", "0.25", "17.0", "-1.5", ".5", "5.", "1e9", "0x10", "true"])
def test_a_figure_that_the_schema_refuses_is_a_fault_of_the_check_too(text: str, tmp_path: Path) -> None:
    """For a schema figures are texts or whole numbers, which is right only if no other bare number is ever read."""
    if text not in {"17.0", "5.", "1e9", "0x10"}:  # whole numbers, after all, to a loader
        assert _rejected("ke-hoach", f"{PLAN}so_lieu: {{quy: {text}}}\n")
    path = "plans/2020/quang-tri/quy-4.yaml"
    build(tmp_path, {path: base(path, ("4,2 tỷ đồng", text))})
    assert {one.code.id for one in check(load(tmp_path))} <= {"MT201", "MT202", "MT206"}
    assert check(load(tmp_path))
