"""The built wheel, installed out of reach of the checkout, as a secretariat gets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from mttq import __version__

pytestmark = pytest.mark.wheel

CHECKOUT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PLANS = [
    f"reports/2020/{unit}/chuong-trinh.{suffix}"
    for unit in ("trung-uong", "vinh-phuc", "quang-tri")
    for suffix in ("docx", "md")
]
REPORT = "reports/2020/lam-dong/bao-cao-nam"
WRITTEN = [
    *PLANS,
    f"{REPORT}.docx",
    f"{REPORT}.md",
    "reports/2020/lam-dong/phu-luc-nam.xlsx",
    "reports/2020/quang-tri/giao-ban-quy-4.docx",
    "reports/2020/quang-tri/giao-ban-quy-4.md",
]


@dataclass(frozen=True, slots=True)
class Installed:
    """The wheel, and an environment in which it is installed."""

    wheel: Path
    programs: Path

    def run(self, program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment without the Python settings of this process."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=cwd,
            env=clean | {"PYTHONUTF8": "1", "NO_COLOR": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    _call("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT))
    (wheel,) = folder.glob("*.whl")
    place = folder / "environment"
    venv.create(place, with_pip=False)
    programs = place / SCRIPTS
    python = programs / ("python.exe" if os.name == "nt" else "python")
    _call("-m", "pip", f"--python={python}", "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    # The libraries come from the environment of the tests. Python does not read .pth files in folders that a
    # .pth file adds, so an editable install of the checkout stays out.
    (packages,) = place.glob("**/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Installed(wheel, programs)


def _call(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project far from the checkout, without templates of its own."""
    folder = tmp_path / "số liệu mặt trận"
    shutil.copytree(CHECKOUT / "plans", folder / "plans")
    return folder


def test_it_holds_the_package_what_projects_start_from_and_nothing_else(installed: Installed) -> None:
    carried = {
        f"mttq/{path.relative_to(folder.parent).as_posix()}": path.read_bytes()
        for folder in (CHECKOUT / "templates", CHECKOUT / "plans/danh-muc", CHECKOUT / "docs/examples/ci")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "mttq.yaml"  # the settings of this checkout
    }
    example = CHECKOUT / "mttq/starting/example"
    carried |= {path.relative_to(CHECKOUT).as_posix(): path.read_bytes() for path in example.rglob("*.yaml")}
    assert {
        "mttq/templates/the-thuc/nd30.yaml",
        "mttq/templates/bao-cao.docx",
        "mttq/templates/chuong-trinh.md.j2",
        "mttq/danh-muc/chuong-trinh.yaml",
        "mttq/danh-muc/chi-tieu/chuong-trinh-2.yaml",
        "mttq/danh-muc/don-vi/toan-quoc.yaml",
        "mttq/ci/github.yml",
        "mttq/starting/example/plans/2024/vi-du/ke-hoach.yaml",
    } <= carried.keys()
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = set(wheel.namelist())
        assert {name: wheel.read(name) for name in carried.keys() & names} == carried
    assert "mttq/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"mttq", f"mttq-{__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".yaml", ".pyc")) and name not in carried]


def test_the_packaged_catalogue_is_sound_by_itself(installed: Installed, tmp_path: Path) -> None:
    """What a new project starts from: `check` finds nothing in it."""
    (packaged,) = installed.programs.parent.glob("**/mttq/danh-muc")
    shutil.copytree(packaged, tmp_path / "plans" / "danh-muc")
    done = installed.run("mttq", "check", "--strict", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_installed_package_is_what_runs(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("python", "-c", "import mttq; print(mttq.__file__)", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(installed.programs.parent)
    assert installed.run("mttq", "--version", cwd=tmp_path).stdout == f"mttq {__version__}\n"


def test_a_folder_without_plans_is_not_a_project(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("mttq", "check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("lỗi: không thấy dự án nào")


def test_pages_and_schemas_need_no_project(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("mttq", "explain", "so-mo-ho", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("MT201 so-mo-ho: ")
    assert installed.run("mttq", "explain", cwd=tmp_path).returncode == 0  # every page is there
    done = installed.run("mttq", "schema", "ke-hoach", cwd=tmp_path)
    assert json.loads(done.stdout)["$id"] == "urn:mttq:schema:ke-hoach"


def test_check_and_report_far_from_the_checkout(installed: Installed, project: Path) -> None:
    checked = installed.run("mttq", "check", "--strict", cwd=project)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.startswith("Không có lỗi; đã kiểm tra ")
    done = installed.run("mttq", "report", "2020", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == WRITTEN
    for name in WRITTEN:
        content = (project / name).read_bytes()
        assert len(content) > 1000, name
        assert name.endswith(".md") or zipfile.is_zipfile(project / name)
    assert not (project / "templates").exists()
    assert "CHƯƠNG TRÌNH" in (project / PLANS[-1]).read_text(encoding="utf-8")


def test_templates_of_the_project_win(installed: Installed, project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "bao-cao.md.j2").write_text("mẫu riêng: {{ ten_loai }}\n", encoding="utf-8")
    done = installed.run("mttq", "report", "2020", "--format", "md", cwd=project)
    assert done.returncode == 0, done.stderr
    assert (project / f"{REPORT}.md").read_text(encoding="utf-8") == "mẫu riêng: BÁO CÁO\n"
    assert "CHƯƠNG TRÌNH" in (project / PLANS[-1]).read_text(encoding="utf-8")
