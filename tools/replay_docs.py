"""Run the examples of the documentation and write the program's real output into the pages.

    .venv/bin/python tools/replay_docs.py

Two kinds of blocks are executed, in the order of the page:

- `yaml`: a file. The line above names it between backticks and ends with a colon: `Tệp …`
  writes it, `Thêm vào …` appends to it, `Sửa trong …` replaces the first line that begins
  with the same key. A yaml block without such a line is for reading only.
- `console`: every line after `$ ` is a command, `mttq …` or `echo $?`, and what
  follows is its output.

A test runs all pages and fails if a page differs from the program's output.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import indent

from openpyxl import load_workbook

from mttq.documents import load
from mttq.forms.content import Forms
from mttq.forms.workbook import workbook
from mttq.period import PERIODS, parse_cycle
from mttq.starting.repository import example_files

CHECKOUT = Path(__file__).resolve().parent.parent
WIDTH = 90

_BLOCK = re.compile(r"^```(?P<kind>yaml|console)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^(?P<how>Tệp|Thêm vào|Sửa trong) .*?`(?P<path>(?:plans|templates)/[^`]+)`.*:$")
_TODAY = re.compile(r"(?<=tính đến ngày )[0-9]{2}/[0-9]{2}/[0-9]{4}")
_HASH = re.compile(r"(?<=\()[0-9a-f]{7}(?=\))")
_NOBODY = {"NAME": "Thư ký", "EMAIL": "thu-ky@example.vn"}
_SLIP = ("quy-vi-nguoi-ngheo: trên 19 tỷ đồng", "quy-vi-nguoi-ngheo: trên 19.5 tỷ đồng")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with examples, and the function that prepares the folder for them."""

    path: str
    prepare: Callable[[Path], None]


def nothing(folder: Path) -> None:
    """Leave the folder empty."""


def small_district(folder: Path) -> None:
    """Make the project that the guide to writing every file by hand ends with."""
    for path, content in _finished_district().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@cache
def _finished_district() -> dict[Path, bytes]:
    with tempfile.TemporaryDirectory() as name:
        replay((CHECKOUT / "docs/how-to/lap-tu-dau.md").read_text(encoding="utf-8"), Path(name))
        files = [path for path in Path(name, "plans").rglob("*") if path.is_file()]
        return {path.relative_to(name): path.read_bytes() for path in files}


def slip(folder: Path) -> None:
    """Copy the documents of this checkout, with a slip in the plan of Quảng Trị."""
    shutil.copytree(CHECKOUT / "plans", folder / "plans")
    plan = folder / "plans/2020/quang-tri/ke-hoach.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace(*_SLIP), encoding="utf-8", newline="\n")


def commune_form(folder: Path) -> None:
    """Copy the example of a commune's monthly form, and make a table of late answers with two slips."""
    shutil.copytree(CHECKOUT / "docs/examples/bieu-thang-xa", folder, dirs_exist_ok=True)
    header, *rows = (folder / "tra-loi-thang-6.csv").read_text(encoding="utf-8-sig").splitlines()
    late = [row.replace("Tháng 6/2024", "Tháng 5/2024") for row in rows[2:5]]
    late[0] = late[0].replace("Thôn Bàu Sen", "thôn Bầu Sen")
    late[1] = re.sub(r"(?<=,)(\d+)(?=,\d+,)", "2 hoặc 3", late[1], count=1)
    (folder / "nop-muon.csv").write_text("\n".join([header, *late]) + "\n", encoding="utf-8", newline="\n")


def returned_forms(folder: Path) -> None:
    """Make the example, and two forms of a commune as they come back: with a slip, and corrected."""
    for path, text in example_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    cycle = parse_cycle("2024")
    assert cycle is not None
    form = Forms(load(folder), cycle, PERIODS["quy-3"]).form("vi-du/cua-gio/bai-dai")
    blank = workbook(form)
    for name, houses in (("nhan-ve/bai-dai.xlsx", "1,5"), ("nhan-ve/bai-dai-sua.xlsx", "1 nhà")):
        book = load_workbook(BytesIO(blank))
        for sheet, cell, value in (*_TYPED, ("Số liệu", _HOUSES, houses)):
            book[sheet][cell].value = value
        (folder / name).parent.mkdir(exist_ok=True)
        book.save(folder / name)


# What the commune types, by sheet and cell.
_HOUSES = "F12"
_TYPED: tuple[tuple[str, str, str | int], ...] = (
    ("Số liệu", "F8", 4),
    ("Số liệu", "F11", "9 triệu đồng"),
    ("Nội dung", "C8", "Đã họp dân ở ba thôn về xây dựng nông thôn mới."),
    ("Nội dung", "D8", "Hai thôn chưa có nhà văn hóa."),
)


def saved_example(folder: Path) -> None:
    """Make the example province, saved in git once, with the settings of nobody."""
    _run(["init", ".", "--example", "--quiet"], folder)
    wrong = folder / "plans/2024/vi-du/song-may/nam.yaml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("17 nhà", "16 nhà"), encoding="utf-8")
    day = "2024-12-31T08:00:00+0700"
    nobody = {
        f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _NOBODY.items()
    }
    environment = os.environ | nobody | {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (["add", "--all"], ["commit", "--quiet", "--message", "Bắt đầu"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)


PAGES = (
    Page("README.md", slip),
    Page("docs/tutorial.md", nothing),
    Page("docs/how-to/bat-dau.md", nothing),
    Page("docs/how-to/lap-tu-dau.md", nothing),
    Page("docs/how-to/bieu-mau.md", returned_forms),
    Page("docs/how-to/bo-chuong-trinh.md", small_district),
    Page("docs/how-to/chi-tieu.md", small_district),
    Page("docs/how-to/nhap-bang-tra-loi.md", commune_form),
    Page("docs/how-to/don-vi.md", small_district),
    Page("docs/how-to/nhan-tu.md", small_district),
    Page("docs/how-to/sap-nhap-chia-tach.md", small_district),
    Page("docs/how-to/so-lieu.md", small_district),
    Page("docs/how-to/ke-hoach.md", small_district),
    Page("docs/how-to/bao-cao-nam.md", small_district),
    Page("docs/how-to/toan-dia-ban.md", small_district),
    Page("docs/how-to/xem-thay-doi.md", saved_example),
    Page("docs/reference/tep.md", nothing),
    Page("docs/how-to/doi-chieu-ban-ky.md", saved_example),
)


def replay(text: str, folder: Path) -> str:
    """Execute the examples of a page in a folder.

    Returns:
        The page with the commands' real output.
    """

    def block(found: re.Match[str]) -> str:
        if found["kind"] == "console":
            return f"```console\n{_session(found['body'], folder)}```"
        above = text[: found.start()].rstrip().rpartition("\n")[2]
        named = _FILE.match(above)
        if named is not None:
            _write(folder / named["path"], named["how"], found["body"])
        return found[0]

    return _BLOCK.sub(block, text)


def _write(path: Path, how: str, body: str) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if how == "Thêm vào":
        body = old + body
    elif how == "Sửa trong":
        key = body.partition(":")[0]
        line = re.search(rf"^( *){re.escape(key)}:.*\n", old, re.MULTILINE)
        assert line is not None, f"{path.name} has no line that begins with {key}"
        body = old[: line.start()] + indent(body, line[1]) + old[line.end() :]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8", newline="\n")


def _session(body: str, folder: Path) -> str:
    """Return a console block with the real output, but the day and the commit that the page shows."""
    shown = ""
    code = 0
    day, commit = _TODAY.search(body), _HASH.search(body)
    for line in body.splitlines():
        if not line.startswith("$ "):
            continue
        command = shlex.split(line.removeprefix("$ "))
        if command == ["echo", "$?"]:
            output = f"{code}\n"
        else:
            program, *arguments = command
            assert program == "mttq", f"not executed here: {line}"
            output, code = _run(arguments, folder)
        shown += f"{line}\n{output}"
    shown = _TODAY.sub(day[0], shown) if day is not None else shown
    return _HASH.sub(commit[0], shown) if commit is not None else shown


def _run(arguments: list[str], folder: Path) -> tuple[str, int]:
    """Run mttq; return its output and its exit code."""
    environment = os.environ | {
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUTF8": "1",
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "mttq", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout, done.returncode


def main() -> None:
    """Renew the output on every page."""
    for page in PAGES:
        path = CHECKOUT / page.path
        with tempfile.TemporaryDirectory() as name:
            page.prepare(Path(name))
            text = path.read_text(encoding="utf-8")
            path.write_text(replay(text, Path(name)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
