"""Draw the comment that the CI jobs write, as a forge shows it: `python tools/make_comment_picture.py`.

It needs Chromium. The comment is that of tỉnh Ví Dụ after the change of docs/how-to/xem-thay-doi.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "binh-luan-pull-request.png"
FILE = "plans/2024/vi-du/song-may/hoa-may/quy-4.yaml"
BEFORE, AFTER = "nha-dai-doan-ket: 2 nhà", "nha-dai-doan-ket: 6 nhà"
_SIZE = "900,680"
_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", "Thư ký"),
            ("EMAIL", "thu-ky@example.org"),
            ("DATE", "2024-12-20T08:00:00+07:00"),
        )
    },
}
_PAGE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 24px; font: 14px/1.5 sans-serif; color: #1f2328; background: #fff }
main { border: 1px solid #d1d9e0; border-radius: 6px; max-width: 850px }
header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; color: #59636e }
article { padding: 4px 16px 12px }
table { border-collapse: collapse; margin: 12px 0 }
td, th { border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left }
tr:nth-child(even) td { background: #f6f8fa }
code { background: #eff1f3; border-radius: 6px; padding: 2px 5px; font-size: 12px }
blockquote { border-left: 4px solid #d1d9e0; margin: 12px 0; padding: 0 14px; color: #59636e }
summary { margin: 8px 0 }
</style><main><header><b>github-actions</b> bot · đã sửa</header><article>BODY</article></main>
"""


def main() -> None:
    """Write the picture."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("Chromium is not installed")
    with TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "page.html"
        page.write_text(
            _PAGE.replace("BODY", MarkdownIt().enable("table").render(_comment(folder / "kho"))),
            encoding="utf-8",
        )
        picture = folder / "picture.png"
        _run(
            folder,
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--window-size={_SIZE}",
            f"--screenshot={picture}",
            page.as_uri(),
        )
        shutil.copyfile(picture, PICTURE)


def _comment(root: Path) -> str:
    """Return the comment on one changed report of the example."""
    mttq = (sys.executable, "-m", "mttq")
    _run(root.parent, *mttq, "init", str(root), "--example")
    year = root / "plans/2024/vi-du/song-may/nam.yaml"
    year.write_text(
        year.read_text(encoding="utf-8").replace("nha-dai-doan-ket: 17 nhà", "nha-dai-doan-ket: 16 nhà"),
        encoding="utf-8",
    )
    _save(root)
    _run(root, "git", "branch", "origin/main")
    file = root / FILE
    text = file.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    file.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    _save(root)
    return _run(root, *mttq, "diff", "origin/main...HEAD", "--format", "md")


def _save(root: Path) -> None:
    _run(root, "git", "add", "--all")
    _run(root, "git", "commit", "--quiet", "--message", "Báo cáo")


def _run(folder: Path, *command: str) -> str:
    environment = {**os.environ, **_SETTINGS}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, timeout=120)
    return done.stdout.decode()


if __name__ == "__main__":
    main()
