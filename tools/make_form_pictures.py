"""Draw the pictures of forms in docs/how-to/bieu-mau.md: `python tools/make_form_pictures.py`.

It needs LibreOffice and `pdftoppm`. The form is the one that the page imports, as the commune sends it first.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops
from replay_docs import CHECKOUT, returned_forms

IMAGES = CHECKOUT / "docs" / "images"
FORM = "nhan-ve/bai-dai.xlsx"
PAGES = ("bieu-mau-so-lieu", "bieu-mau-noi-dung")  # the first pages of the printed form
_DOTS, _MARGIN, _COLOURS = 90, 8, 64


def draw(folder: Path, images: Path) -> list[Path]:
    """Print the form and write its first pages, without their white margins.

    Args:
        folder: an empty folder to work in.
        images: where the pictures go.
    """
    returned_forms(folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(folder, "soffice", profile, "--headless", "--convert-to", "pdf", FORM)
    drawn = []
    for number, name in enumerate(PAGES, start=1):
        page = str(number)
        _run(
            folder,
            "pdftoppm",
            "-r",
            str(_DOTS),
            "-f",
            page,
            "-l",
            page,
            "-singlefile",
            "-png",
            "bai-dai.pdf",
            name,
        )
        with Image.open(folder / f"{name}.png") as picture:
            _trimmed(picture.convert("RGB")).quantize(_COLOURS).save(images / f"{name}.png", optimize=True)
        drawn.append(images / f"{name}.png")
    return drawn


def _trimmed(picture: Image.Image) -> Image.Image:
    """Return a page without its footer and the white around the rest."""
    page = picture.crop((0, 0, picture.width, picture.height * 93 // 100))
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    assert box is not None, "the page is empty"
    left, top, right, bottom = box
    return page.crop((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN))


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        for path in draw(Path(name), IMAGES):
            sys.stdout.write(f"{path}\n")
