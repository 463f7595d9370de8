"""Where each page of the site is, and how one page links to another.

Links are relative, so that the folder opens from any place. Pages of a year are in its folder, those of its units
directly in one folder below: a link from one unit to another is a file's name.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from mttq.period import Cycle, Period

HOME = "index.html"
ERRORS = "loi.html"
STYLE = "trang.css"
SCRIPT = "trang.js"
SEARCH = "tim.js"

_ODD = re.compile(r"[^a-z0-9./-]")


def home_of(cycle: Cycle) -> str:
    """Return the start page of a year or term."""
    return f"{cycle.name}/{HOME}"


def units_of(cycle: Cycle) -> str:
    """Return the page that lists all units of a year."""
    return f"{cycle.name}/muc-luc.html"


def unit_page(cycle: Cycle, unit: str) -> str:
    """Return the page of a unit."""
    return f"{cycle.name}/don-vi/{file_name(unit)}.html"


def indicators_of(cycle: Cycle) -> str:
    """Return the page that lists all indicators of a year."""
    return f"{cycle.name}/chi-tieu.html"


def indicator_page(cycle: Cycle, indicator: str) -> str:
    """Return the page of an indicator."""
    return f"{cycle.name}/chi-tieu/{file_name(indicator)}.html"


def period_page(cycle: Cycle, period: Period) -> str:
    """Return the page of a period: its totals, and who has reported."""
    return f"{cycle.name}/ky/{file_name(period.name)}.html"


def tasks_of(cycle: Cycle) -> str:
    """Return the page of the tasks of a year."""
    return f"{cycle.name}/nhiem-vu.html"


def document_folder(cycle: Cycle, unit: str) -> str:
    """Return the folder of the documents of a unit."""
    return f"{cycle.name}/van-ban/{file_name(unit)}"


def file_name(name: str) -> str:
    """Return an id as the name of a file on any system; a `.` stands for each `/`."""
    return _ODD.sub(lambda found: f"_{ord(found[0]):x}_", name).replace("/", ".")


def link(here: str, there: str) -> str:
    """Return the link from one page to another; the names of files need no quoting."""
    return _link(here.rpartition("/")[0], there)


@lru_cache(maxsize=1 << 16)
def _link(folder: str, there: str) -> str:
    return posixpath.relpath(there, folder or ".")
