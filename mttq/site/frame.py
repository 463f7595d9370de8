"""The frame that all pages share, filled in by templates that arrange and never compute."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

_HERE = Path(__file__).parent
STATIC = {name: f"static/{name}" for name in ("trang.css", "trang.js")}
"""The files that every page uses, by their name in the site."""


class NavigationLink(Struct, frozen=True):
    """A link in the frame of a page.

    Attributes:
        title: what it says.
        href: where it leads; "" for what the page itself is.
        is_here: whether it leads to the page that has it.
    """

    title: str
    href: str
    is_here: bool = False


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around the content of a page.

    Attributes:
        site: the name of the site.
        title: the title of the page.
        root: the way from the page to the folder of the site, with a slash at its end, or "".
        menu: the main pages of the year.
        years: the other years.
        trail: the pages above this one.
        foot: what all pages say at their end.
        version: the state of the files, by which the page sees that it has to reload; "" if it never has to.
    """

    site: str
    title: str
    root: str
    menu: tuple[NavigationLink, ...]
    years: tuple[NavigationLink, ...]
    trail: tuple[NavigationLink, ...]
    foot: tuple[str, ...]
    version: str


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def filled(template: str, frame: Frame, **values: object) -> bytes:
    """Return a page.

    Args:
        template: the name of its template, without suffixes.
        frame: what stands around it.
        values: what the template arranges.
    """
    text = _environment().get_template(f"{template}.html.j2").render(frame=frame, **values)
    return text.encode()


def static(name: str) -> bytes:
    """Return a file that every page uses."""
    return (_HERE / STATIC[name]).read_bytes()
