"""Answers that units hand in outside git, checked like reports in YAML, compared with them and written to them.

Where the answers come from (a form, a table) is known to the layers above. They hand over `Answers` with the place
of each one, `examine` returns what would become of them, and `write` writes what was accepted.
"""

from mttq.intake.answers import Answers, FigureAnswer, Objection, TaskAnswer, TextAnswer
from mttq.intake.draft import Mode
from mttq.intake.merge import ValueChange
from mttq.intake.receipt import Receipt, Received, State, examine, write

__all__ = [
    "Answers",
    "FigureAnswer",
    "Mode",
    "Objection",
    "Receipt",
    "Received",
    "State",
    "TaskAnswer",
    "TextAnswer",
    "ValueChange",
    "examine",
    "write",
]
