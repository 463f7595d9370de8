"""Pages of the example opened from disk in Chromium: nothing on the console, nothing that axe-core objects to."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from site_project import site_of

from mttq.starting.repository import example_files

pytestmark = pytest.mark.browser

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_AXE = Path(__file__).parents[1] / "editor" / "node_modules" / "axe-core" / "axe.min.js"
_PAGES = (
    "index.html",
    "2024/don-vi/vi-du.html",
    "2024/don-vi/vi-du.song-may.hoa-may.html",
    "2024/chi-tieu/nha-dai-doan-ket.html",
)
_CHECK = """
<script src="axe.min.js"></script>
<script>
axe.run({resultTypes: ["violations"]}).then(found => {
  const said = document.createElement("pre");
  said.id = "axe";
  said.textContent = JSON.stringify(
    found.violations.map(one => [one.id, one.impact, one.nodes.map(node => node.target.join(" "))]));
  document.body.append(said);
});
</script>
"""


@pytest.fixture(scope="session")
def browser() -> str:
    """Chromium; without it and axe-core the tests are skipped, or fail if MTTQ_REQUIRE_BROWSER=1."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    missing = [
        name for name, there in (("chromium", found), ("axe-core", _AXE.exists() or None)) if there is None
    ]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        if os.environ.get("MTTQ_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example."""
    root = tmp_path_factory.mktemp("vi-du")
    for name, text in example_files().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    folder = root / "site"
    made = site_of(root, "2024")
    for path, make in made.pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(make())
    return folder


def opened(browser: str, page: Path, profile: Path, *options: str) -> tuple[str, list[str]]:
    """Open a page; return its document once the scripts have run, and what they wrote on the console."""
    done = subprocess.run(
        [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"),
            *("--disable-background-networking", "--no-first-run", "--enable-logging=stderr"),
            *("--virtual-time-budget=5000", "--window-size=1280,900", "--dump-dom", *options),
            page.as_uri(),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return done.stdout, re.findall(r"CONSOLE[:(].*", done.stderr)


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_opens_without_a_word_on_the_console(
    browser: str, site: Path, tmp_path: Path, name: str
) -> None:
    text, console = opened(browser, site / name, tmp_path)
    assert console == []
    assert "tỉnh Ví Dụ" in text


def test_an_error_of_a_script_would_be_seen(browser: str, tmp_path: Path) -> None:
    (tmp_path / "sai.html").write_text("<script>khongCo()</script>", encoding="utf-8")
    _, console = opened(browser, tmp_path / "sai.html", tmp_path / "profile")
    assert len(console) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", _PAGES)
def test_axe_core_finds_no_fault(browser: str, site: Path, tmp_path: Path, name: str, scheme: str) -> None:
    page = site / name
    copy = page.with_name(f"axe-{scheme}-{page.name}")
    script = copy.with_name("axe.min.js")
    script.write_bytes(_AXE.read_bytes())
    copy.write_text(page.read_text("utf-8") + _CHECK, encoding="utf-8")
    preferred = "0" if scheme == "dark" else "1"
    text, _ = opened(browser, copy, tmp_path, f"--blink-settings=preferredColorScheme={preferred}")
    found = re.search(r'<pre id="axe">(.*?)</pre>', text)
    assert found is not None
    assert json.loads(found[1]) == []
