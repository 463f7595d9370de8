"""Documents of many units made, compared with what lies in their folder, and put there.

Stands between the command and what it rests on: `making` makes the files of one unit, `many` those of many,
`soundness` says which units rest on documents with errors, `comparing` and `guards` look at what is on disk, and
`placing` decides. Nothing here prints or knows of options.
"""

from mttq.issuing.make import Made, Maker, Order, OrderError, Output
from mttq.issuing.many import make_all
from mttq.issuing.soundness import Soundness
from mttq.issuing.write import Outcome, Placed, Placing

__all__ = [
    "Made",
    "Maker",
    "Order",
    "OrderError",
    "Outcome",
    "Output",
    "Placed",
    "Placing",
    "Soundness",
    "make_all",
]
