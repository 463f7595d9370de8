"""The schemas in a real editor: yaml-language-server, which VS Code's YAML extension runs."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from language_server import LanguageServer

from mttq.documents.folders import FILE_KINDS
from mttq.schema.json_schema import schema_text

pytestmark = pytest.mark.node

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PAGE = CHECKOUT / "docs" / "how-to" / "soan-thao.md"


@pytest.fixture(scope="module")
def node() -> str:
    """The path of node; without node or the server the tests are skipped, or fail if MTTQ_REQUIRE_NODE=1."""
    found = shutil.which("node")
    if found is not None and SERVER.is_file():
        return found
    reason = "node is not installed" if found is None else "not installed: npm ci --prefix tests/editor"
    if os.environ.get("MTTQ_REQUIRE_NODE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def place(project: Path, text: str, name: str = "ke-hoach") -> Path:
    """A path for a document that no other test opens."""
    return project / "plans" / "2020" / f"don-vi-{crc32(text.encode())}" / f"{name}.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schemas in the place that the guide names."""
    root = tmp_path_factory.mktemp("editor")
    folder = root / ".vscode" / "mttq"
    folder.mkdir(parents=True)
    for kind in FILE_KINDS:
        (folder / f"{kind.name}.schema.json").write_text(
            schema_text(kind.shape, kind.name, kind.title), encoding="utf-8"
        )
    return root


def settings_of_the_guide() -> dict[str, object]:
    """The settings of the guide, in the form in which the editor passes them to the server."""
    (block,) = re.findall(r"^```json\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    settings = json.loads(block)
    return {name.removeprefix("yaml."): value for name, value in settings.items() if name.startswith("yaml.")}


@pytest.fixture(scope="module")
def server(node: str, project: Path) -> Iterator[LanguageServer]:
    settings = settings_of_the_guide() | {"validate": True, "completion": True, "hover": True}
    settings["schemaStore"] = {"enable": False}  # nothing is fetched
    settings["kubernetesCRDStore"] = {"enable": False}
    schemas = settings["schemas"]
    assert isinstance(schemas, dict)
    settings["schemas"] = {(project / name).as_uri(): places for name, places in schemas.items()}
    with LanguageServer([node, str(SERVER), "--stdio"], project, {"yaml": settings}) as running:
        yield running


def test_the_guide_lists_every_schema_and_its_places() -> None:
    assert settings_of_the_guide()["schemas"] == {
        f"./.vscode/mttq/{kind.name}.schema.json": list(kind.places) for kind in FILE_KINDS
    }


SOUND = """\
don_vi: quang-tri
nam: 2020
chuong_trinh:
  1: {}
  2:
    muc_tieu: Giảm hộ nghèo
    chi_tieu:
      nha: 350 nhà
      quy: {muc: 19 tỷ đồng, phan_ky: {quy-2: 10 tỷ}}
"""


def test_a_sound_plan_has_no_faults(server: LanguageServer, project: Path) -> None:
    assert server.open(place(project, SOUND), SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("muc_tieu:", "muc_tiu:", 5, "muc_tiu"),
        ("don_vi: quang-tri\n", "", 0, "don_vi"),
        ("350 nhà", "17.363", 7, "string, integer"),
        ("350 nhà", "[350]", 7, "string, integer"),
        ("{muc: 19", "{mu: 19", 8, "mu"),
        ("phan_ky: {quy-2:", "phan_ky: {quy-5:", 8, "quy-4"),
        ("nam: 2020", "nam: năm 2020", 1, "2019|19"),
    ],
)
def test_a_fault_is_shown_at_its_line(
    server: LanguageServer, project: Path, old: str, new: str, line: int, word: str
) -> None:
    assert old in SOUND
    text = SOUND.replace(old, new)
    found = server.open(place(project, text), text)
    said = [one["message"] for one in found if one["range"]["start"]["line"] == line]
    assert re.search(word, " ".join(said)), found


def labels(server: LanguageServer, path: Path, line: int, column: int) -> set[str]:
    return {str(one["label"]) for one in server.completions(path, line, column)}


def test_keys_are_completed(server: LanguageServer, project: Path) -> None:
    text = SOUND + "    \n"
    path = place(project, text)
    server.open(path, text)
    below = labels(server, path, 9, 4)
    assert {"nhiem_vu", "noi_dung", "giai_phap", "ten"} <= below
    assert "muc_tieu" not in below  # the plan has it
    text = SOUND + "\n"
    path = place(project, text)
    server.open(path, text)
    assert {"van_ban", "mo_dau", "to_chuc_thuc_hien"} <= labels(server, path, 9, 0)


def test_values_and_periods_are_completed(server: LanguageServer, project: Path) -> None:
    text = "don_vi: quang-tri\nnam: 2020\nky: \nchuong_trinh:\n  2:\n    nhiem_vu:\n      a:\n        trang_thai: \n"
    path = place(project, text, "quy-4")
    server.open(path, text)
    assert {"quy-4", "6-thang", "nam"} <= labels(server, path, 2, 4)
    assert {"hoan-thanh", "dang-thuc-hien"} <= labels(server, path, 7, 20)


def test_a_key_is_explained_in_vietnamese(server: LanguageServer, project: Path) -> None:
    text = SOUND + "# xem\n"
    path = place(project, text)
    server.open(path, text)
    shown = server.hover(path, 0, 2)
    assert "Mã đơn vị" in shown
    assert "Mã đầy đủ của một đơn vị, ví dụ quang-tri/huong-hoa" in re.sub(r"\\", "", shown)


def test_the_first_line_of_a_file_may_name_its_schema(server: LanguageServer, project: Path) -> None:
    line = "# yaml-language-server: $schema=.vscode/mttq/ke-hoach.schema.json\n"
    assert server.open(project / "nhap-1.yaml", line + SOUND) == []
    found = server.open(project / "nhap-2.yaml", line + SOUND.replace("muc_tieu:", "muc_tiu:"))
    assert 6 in [one["range"]["start"]["line"] for one in found]


def test_units_contain_units(server: LanguageServer, project: Path) -> None:
    path = project / "plans/danh-muc/don-vi.yaml"
    text = (
        "a:\n  ten: A\n  cap: tinh\n  cap_duoi:\n    b:\n      ten: B\n      cap: huyen\n      cap_duo: {}\n"
    )
    found = server.open(path, text)
    assert [one["range"]["start"]["line"] for one in found] == [7]


def test_the_documents_of_this_checkout_have_no_faults(server: LanguageServer, project: Path) -> None:
    texts = {
        project / file.relative_to(CHECKOUT): file.read_text(encoding="utf-8")
        for file in sorted((CHECKOUT / "plans").rglob("*.yaml"))
    }
    assert len(texts) > 10
    found = server.open_all(texts)
    assert {path.name: faults for path, faults in found.items() if faults} == {}
