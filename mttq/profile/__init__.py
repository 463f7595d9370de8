"""Layout profiles: how documents are laid out and worded, as data that a secretariat can add.

A profile is a file `the-thuc/<name>.yaml` among the templates. It holds what a
rule on the form of documents lays down: measures of the page, faces of each
part, letterheads, signs, how numbers and dates are written. What it says is
used in two places that know nothing of each other: `mttq.report` words
documents by it, `mttq.render` sets pages by it. Nothing here knows of Word.
"""

from mttq.profile.model import Layout, Letterheads, Numbers, Page, Style, Words, fill
from mttq.profile.reader import DEFAULT, FOLDER, default, load, own, packaged, used
from mttq.profile.shape import SHAPE

__all__ = [
    "DEFAULT",
    "FOLDER",
    "SHAPE",
    "Layout",
    "Letterheads",
    "Numbers",
    "Page",
    "Style",
    "Words",
    "default",
    "fill",
    "load",
    "own",
    "packaged",
    "used",
]
