"""The quantity language: `trên 19 tỷ đồng` to an exact value, and back.

A small language that knows nothing of files or YAML. `read` turns a text into a
`Reading`: the `Quantity` it means, or the `Fault`s that say why it means none here
and what to write instead. The writers do the opposite.
"""

from mttq.quantity.amounts import agrees
from mttq.quantity.model import (
    Approximation,
    Comparator,
    Fault,
    Quantity,
    Reading,
    Role,
    UnitOfMeasure,
)
from mttq.quantity.reader import read
from mttq.quantity.writer import amount, amount_short, legible, number, padded, percentage, rounded, written

__all__ = [
    "Approximation",
    "Comparator",
    "Fault",
    "Quantity",
    "Reading",
    "Role",
    "UnitOfMeasure",
    "agrees",
    "amount",
    "amount_short",
    "legible",
    "number",
    "padded",
    "percentage",
    "read",
    "rounded",
    "written",
]
