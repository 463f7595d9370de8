"""Make the pictures of the site that the documentation shows: `.venv/bin/python tools/make_site_pictures.py`.

The pages are those of `mttq init --example`, and the browser is Chromium without a window.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[1]
FOLDER = CHECKOUT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Picture(NamedTuple):
    """A picture: its name, the page, and the size of the window."""

    name: str
    page: str
    size: tuple[int, int]


PICTURES = (
    Picture("trang-dau", "index.html", (1100, 1000)),
    Picture("trang-don-vi", "2024/don-vi/vi-du.html", (1100, 1100)),
    # A window narrower than 500 px needs the device of a frame; the browser makes none.
    Picture("trang-dien-thoai", "2024/don-vi/vi-du.song-may.hoa-may.html", (500, 900)),
)


def main() -> None:
    """Write every picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"none of {', '.join(BROWSERS)} is installed")
    mttq = Path(sys.executable).with_name("mttq")
    with TemporaryDirectory() as folder:
        root = Path(folder) / "vi-du"
        subprocess.run([mttq, "init", root, "--example"], check=True, capture_output=True)
        subprocess.run([mttq, "--root", root, "report", "2024"], check=False, capture_output=True)
        # 1: the example has an error that the tutorial has its reader find.
        done = subprocess.run([mttq, "--root", root, "site"], check=False, capture_output=True)
        if done.returncode > 1:
            sys.exit(done.stderr.decode())
        for one in PICTURES:
            width, height = one.size
            subprocess.run(
                [
                    browser,
                    "--headless",
                    "--no-sandbox",
                    "--hide-scrollbars",
                    f"--window-size={width},{height}",
                    f"--screenshot={FOLDER / one.name}.png",
                    (root / "site" / one.page).as_uri(),
                ],
                check=True,
                capture_output=True,
            )


if __name__ == "__main__":
    main()
