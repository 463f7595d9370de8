"""The benchmark's data set is sound and always the same, its figures add up to mttq's totals, and the table is right.

No peer is needed here; `bench/run.py` compares the peers' rows with the same sums.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import core_yaml
import pytest

from mttq.source import quick, read_bytes

CHECKOUT = Path(__file__).resolve().parent.parent.parent
BENCH = CHECKOUT / "bench"


def python(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        cwd=CHECKOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def generated(folder: Path, *options: str) -> Path:
    python(BENCH / "generate.py", folder, "--scale", "0.01", *options)
    return folder


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("country") / "data")


def test_the_catalogue_takes_the_quick_path(country: Path) -> None:
    """The nodes of every generated catalogue file without a comment are those of libyaml."""
    compared = 0
    for path in sorted((country / "plans" / "danh-muc").rglob("*.yaml")):
        nodes = quick.nodes(path.read_bytes())
        if nodes is not None:
            assert nodes == read_bytes(path.read_bytes(), "a.yaml").root
            compared += 1
    assert compared >= 4


def contents(root: Path) -> dict[str, str]:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    assert files
    return {str(one.relative_to(root)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_arguments_give_the_same_bytes(country: Path, tmp_path: Path) -> None:
    again = generated(tmp_path / "again", "--workers", "1")
    other = generated(tmp_path / "other", "--seed", "2")
    assert contents(again) == contents(country)
    assert contents(other) != contents(country)


def test_the_whole_country_has_its_size() -> None:
    """The units are counted without writing a file."""
    script = (
        "import random, collections; from dataset.tree import build_tree, walk;"
        "tree = build_tree(1.0, random.Random('1:tree'), areas=True);"
        "print(sorted(collections.Counter(one.level for one in walk(tree)).items()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=BENCH, check=True
    )
    assert done.stdout.strip() == str(
        [("huyen", 705), ("khu-dan-cu", 100_000), ("tinh", 63), ("trung-uong", 1), ("xa", 10_599)]
    )


@pytest.mark.parametrize("options", [[], ["--residential-areas"]], ids=["country", "areas"])
def test_check_finds_nothing_wrong_with_it(tmp_path: Path, options: list[str]) -> None:
    # A hundredth of the country has a thousand units with residential areas; a fifth of that is enough.
    python(BENCH / "generate.py", tmp_path / "data", "--scale", "0.002", *options)
    said = python("-m", "mttq", "--root", tmp_path / "data", "check", "--strict")
    assert said.startswith("Không có lỗi; đã kiểm tra ")
    python("-m", "mttq", "--root", tmp_path / "data", "fmt", "--check")


def test_files_are_as_large_as_real_ones(country: Path) -> None:
    sizes = [path.stat().st_size for path in (country / "plans" / "2024").rglob("*.yaml")]
    assert len(sizes) == 2 * 115
    assert 4500 < sum(sizes) / len(sizes) < 6000


def test_every_plan_sums_what_is_below_it(country: Path) -> None:
    """The planned amounts of `truth/`, added up, are the targets in the plans."""
    above = {one["unit"]: one["parent"] for one in rows_of(country / "truth" / "units.csv")}
    planned: Counter[str] = Counter()
    for line in rows_of(country / "truth" / "figures.csv"):
        unit = line["unit"] if line["indicator"] == "suat-qua" else ""
        while unit:
            planned[unit] += int(line["planned"])
            unit = above[unit]
    for unit in [one for one in above if one.count("/") < 2]:
        text = (country / "plans" / "2024" / unit / "ke-hoach.yaml").read_text(encoding="utf-8")
        target = core_yaml.texts(text)["chuong_trinh"]["2"]["chi_tieu"]["suat-qua"]["muc"]
        assert int("".join(one for one in target if one.isdigit())) == planned[unit]


def test_mttq_computes_the_same_rows(country: Path, tmp_path: Path) -> None:
    python(BENCH / "rows.py", "expect", country, tmp_path / "rows.csv")
    said = python("-m", "mttq", "--root", country, "total", "2024", "--format", "csv")
    ours = {
        (one["don_vi"], one["chi_tieu"]): (number(one["ke_hoach.gia_tri"]), number(one["thuc_hien"]))
        for one in csv.DictReader(said.splitlines())
    }
    wanted = {
        (one["unit"], one["indicator"]): (number(one["target"]), number(one["result"]))
        for one in rows_of(tmp_path / "rows.csv")
    }
    assert len(ours) == 115 * 30
    assert ours == wanted


def test_the_journal_holds_the_same_figures(country: Path, tmp_path: Path) -> None:
    """The journal is added up without ledger: each posting counts for its account and all accounts above it."""
    python(BENCH / "rows.py", "journal", country, tmp_path / "figures.journal")
    found: Counter[tuple[str, str, str]] = Counter()
    for line in (tmp_path / "figures.journal").read_text(encoding="utf-8").splitlines():
        if line.startswith("    ("):
            account, number_text, commodity = line.strip().split()
            side, *units = account.strip("()").split(":")
            for depth in range(1, len(units) + 1):
                unit = "/".join(units[1:depth]) or units[0]
                found[side, unit, commodity.strip('"')] += int(number_text)
    python(BENCH / "rows.py", "expect", country, tmp_path / "rows.csv")
    wanted = {
        (side, one["unit"], one["indicator"]): int(value)
        for one in rows_of(tmp_path / "rows.csv")
        for side, value in (("T", one["target"]), ("R", one["result"]))
        if not one["indicator"].startswith("ty-le-") and value not in {"", "0"}
    }
    assert {key: value for key, value in found.items() if value} == wanted


def test_the_rows_say_how_each_figure_is_written(country: Path) -> None:
    """What duckdb needs to write every column of `mttq total`."""
    said = python("-m", "mttq", "--root", country, "total", "2024", "--format", "csv")
    ours = list(csv.DictReader(said.splitlines()))
    rows = rows_of(country / "truth" / "rows.csv")
    assert [(one["unit"], one["indicator"], one["comparison"], one["stated"]) for one in rows] == [
        (one["don_vi"], one["chi_tieu"], one["ke_hoach.so_sanh"], one["so_bao_cao"]) for one in ours
    ]
    communes = {(one["don_vi"], one["chi_tieu"]): one["gan_dung"] for one in ours if one["cap"] == "xa"}
    written = {(one["unit"], one["indicator"]): one["approximation"] for one in rows}
    assert {key for key, approximate in communes.items() if approximate == "true"} == {
        key for key, side in written.items() if side and key in communes
    }
    assert set(written.values()) == {"", ">", "<", "~"}


def test_a_wrong_command_line_shows_the_usage() -> None:
    done = subprocess.run(
        [sys.executable, BENCH / "rows.py", "journal"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "rows.py expect DATA OUT" in done.stderr


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
