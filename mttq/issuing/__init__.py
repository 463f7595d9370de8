"""Make the documents of many units, compare them with those on disk, and write them.

`make` finds the units that rest on documents with errors and makes the files of the others, `write` compares them
with what is on disk and writes them. Nothing here prints or knows of options.
"""

from mttq.issuing.make import DocumentFile, Maker, Order, OrderError, UnitFiles, make_all
from mttq.issuing.memory import IssuedMemory
from mttq.issuing.reading_units import DataCommit, Soundness
from mttq.issuing.stale import stale_documents
from mttq.issuing.write import DocumentFolder, Outcome, Result

__all__ = [
    "DataCommit",
    "DocumentFile",
    "DocumentFolder",
    "IssuedMemory",
    "Maker",
    "Order",
    "OrderError",
    "Outcome",
    "Result",
    "Soundness",
    "UnitFiles",
    "make_all",
    "stale_documents",
]
