"""Layout profiles: how documents are laid out and worded, as data that a secretariat can add.

A profile is a file `the-thuc/<name>.yaml` among the templates. It holds what a
rule on the form of documents (Decree 30/2020 for `nd30`) lays down: measures of
the page, the face of each part, letterheads, signs, how numbers and dates are
written. Two layers use it without knowing each other: `mttq.report` words
documents by it, `mttq.render` lays out pages by it. Nothing here knows Word.
"""

from mttq.profile.model import Layout, Letterheads, Numbers, Page, TextStyle, Words, fill
from mttq.profile.reader import DEFAULT, default, load, own, packaged, used
from mttq.profile.shape import SHAPE

__all__ = [
    "DEFAULT",
    "SHAPE",
    "Layout",
    "Letterheads",
    "Numbers",
    "Page",
    "TextStyle",
    "Words",
    "default",
    "fill",
    "load",
    "own",
    "packaged",
    "used",
]
