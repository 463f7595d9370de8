"""Three versions of a file merged by key: what git calls a merge driver does, without git.

`pieces` cuts a file into its entries with every byte between them, `merge` puts a new file together from the pieces
of three, and `proof` compares what came out with what each side has written.
"""

from mttq.three_way.merge import Clash, Merged, Point, merge

__all__ = ["Clash", "Merged", "Point", "merge"]
