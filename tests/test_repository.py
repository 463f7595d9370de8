"""Every committed file is self-contained and small, and its links lead somewhere."""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from mttq.check.codes import ALL_CODES

CHECKOUT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 700

# Paths that exist on one machine only, and addresses of package indexes.
FOREIGN = re.compile(
    r"""
    (?<![\w.~*<>})/-]) / (?:work|tmp|root|home|opt|mnt|srv|Users|builds) / \w   # a folder of some machine
    | [A-Za-z]:\\Users\\
    | https?:// [^\s)"'>]* (?:pypi|pythonhosted|debian\.org|npmjs|proxy\.golang)
    | --(?:extra-)?index-url[\s=]+\S+
    """,
    re.VERBOSE,
)
# Exceptions: a file and its allowed texts, each with the reason.
ALLOWED: dict[str, tuple[str, ...]] = {
    # The patterns themselves.
    "tests/test_repository.py": (),
}

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def committed() -> list[str]:
    """The files that git tracks."""
    if not (CHECKOUT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True, timeout=60
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return [name for name in names if name and (CHECKOUT / name).is_file()]


def texts(path: Path) -> list[str]:
    """The text of a file, or of each part of an Office file."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    return [] if b"\0" in content[:8000] else [content.decode("utf-8", "replace")]


def pages() -> list[str]:
    """The pages of the documentation."""
    return [name for name in committed() if re.fullmatch(r"[A-Z]+\.md|docs/.*\.md", name)]


def test_nothing_committed_names_a_machine_or_an_index() -> None:
    found = []
    for name in committed():
        if name in ALLOWED and not ALLOWED[name]:
            continue
        for text in texts(CHECKOUT / name):
            for match in FOREIGN.finditer(text):
                line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
                if not any(allowed in line for allowed in ALLOWED.get(name, ())):
                    found.append(f"{name}: {line.strip()[:120]}")
    assert found == []


def test_no_symbolic_link_is_committed() -> None:
    """A symbolic link may lead outside the checkout, and Windows turns it into a text file."""
    names = committed()
    listed = subprocess.run(
        ["git", "ls-files", "-s"], cwd=CHECKOUT, capture_output=True, check=True, timeout=60
    )
    lines = listed.stdout.decode("utf-8").splitlines()
    assert len(lines) >= len(names) > 0
    assert [line for line in lines if line.startswith("120000")] == []


@pytest.mark.parametrize(
    "text",
    [
        "see /wo" + "rk/main/plans",
        'open("/t' + 'mp/x.docx")',
        "C:\\Us" + "ers\\an",
        "--index-u" + "rl https://example",
        "https://files.python" + "hosted.org/x",
    ],
)
def test_the_pattern_finds(text: str) -> None:
    assert FOREIGN.search(text)


@pytest.mark.parametrize(
    "text", ["plans/tmp/x", "<năm>/work/x", "../tmp/x", "https://keepachangelog.com/en/1"]
)
def test_the_pattern_accepts(text: str) -> None:
    assert not FOREIGN.search(text)


def test_modules_stay_short() -> None:
    lengths = {
        name: len((CHECKOUT / name).read_text(encoding="utf-8").splitlines())
        for name in committed()
        if name.endswith(".py")
    }
    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_link_leads_somewhere() -> None:
    broken = []
    for name in pages():
        for target in LINK.findall(_prose(name)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            path = (CHECKOUT / name).parent / file if file else CHECKOUT / name
            if not path.exists():
                broken.append(f"{name}: {target}")
            elif anchor and anchor not in _anchors(path):
                broken.append(f"{name}: {target}: no such heading")
    assert broken == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [CHECKOUT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        targets = [target.partition("#")[0] for target in LINK.findall(page.read_text(encoding="utf-8"))]
        waiting += [
            (page.parent / one).resolve() for one in targets if one.endswith(".md") and ":" not in one
        ]
    assert [name for name in pages() if CHECKOUT / name not in reached] == []


def test_every_code_is_in_the_reference() -> None:
    text = (CHECKOUT / "docs/reference/diagnostics.md").read_text(encoding="utf-8")
    row = r"^\| \[`(MT\d{3})`\]\(\.\./\.\./mttq/check/pages/\1\.md\) \| `([a-z0-9-]+)` \| (error|warning) \|"
    rows = re.findall(row, text, re.MULTILINE)
    assert rows == [(code.id, code.name, code.severity.value) for code in ALL_CODES]


def _prose(name: str) -> str:
    """The text of a page without its blocks of code."""
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and GitLab make them."""
    headings = HEADING.findall(path.read_text(encoding="utf-8"))
    plain = [re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def test_a_class_has_a_name_of_its_own() -> None:
    """One word has one meaning: no two modules name a class alike, private ones included."""
    named: dict[str, set[str]] = {}
    for module in sorted((CHECKOUT / "mttq").rglob("*.py")):
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                named.setdefault(node.name.lstrip("_"), set()).add(module.relative_to(CHECKOUT).as_posix())
    assert {name: modules for name, modules in named.items() if len(modules) > 1} == {}
