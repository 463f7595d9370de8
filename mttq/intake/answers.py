"""What one unit answers for one period, as its form or table says it, each answer with its place there.

Figures are texts in the language of quantities, never numbers: a reader that finds a real number in a cell writes
it as text without loss. A place is written as people name it: `Số liệu!E14`, `dòng 12, cột C`.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.diagnostics import Code, Severity
from mttq.documents import Scope
from mttq.period import Cycle, Period


class Objection(Struct, frozen=True, kw_only=True):
    """Something wrong with an answer, or with what it came in.

    Attributes:
        place: where; "" for the file as a whole.
        subject: what the answer is about, in words: the name of its indicator.
        message: the fact with the value, without the place.
        help: what to write instead, or None.
        code: the code of the fault, if it is one of those of `mttq check`.
        severity: whether the answers are refused for it.
        of_office: whether the office that imports has to mend it, so that the unit is not asked to.
    """

    place: str
    subject: str = ""
    message: str
    help: str | None = None
    code: Code | None = None
    severity: Severity = Severity.ERROR
    of_office: bool = False


class FigureAnswer(Struct, frozen=True, kw_only=True):
    """A figure.

    Attributes:
        indicator: the id.
        text: the amount as a report would write it.
        place: where it stands.
        note: a note on it, or "".
        scope: whether it is the unit's own or one for its whole area.
    """

    indicator: str
    text: str
    place: str
    note: str = ""
    scope: Scope = Scope.OWN


class TextAnswer(Struct, frozen=True, kw_only=True):
    """A text.

    Attributes:
        paragraphs: its paragraphs, each on one line, as people write them: braces mean nothing unless they hold
            an indicator, as in a report (`{so-xa}`).
        place: where it stands.
        programme: the programme whose results it tells; 0 for every other text.
    """

    paragraphs: tuple[str, ...]
    place: str
    programme: int = 0


class TaskAnswer(Struct, frozen=True, kw_only=True):
    """What became of a task.

    Attributes:
        code: the task's code.
        programme: the programme that holds it.
        state: one of the words of `TASK_STATES`.
        place: where it stands.
        result: a text on its result, or "".
    """

    code: str
    programme: int
    state: str
    place: str
    result: str = ""


class Answers(Struct, frozen=True, kw_only=True):
    """All answers of one unit for one period.

    Attributes:
        origin: the file they came in, as the user named it.
        unit: the id of a unit of the catalogue.
        cycle: the year or term.
        period: the period.
        figures: the figures that were filled in.
        results: what was done, for each programme with a text.
        situation: the texts on the situation; together they make one text, as those of each kind below do.
        strengths: the texts on what went well.
        difficulties: the texts on difficulties.
        directions: the texts on what is to be done next.
        proposals: the texts of proposals.
        tasks: the tasks with a state.
        objections: what the reader found wrong; an error refuses all answers.
    """

    origin: str
    unit: str
    cycle: Cycle
    period: Period
    figures: tuple[FigureAnswer, ...] = ()
    results: tuple[TextAnswer, ...] = ()
    situation: tuple[TextAnswer, ...] = ()
    strengths: tuple[TextAnswer, ...] = ()
    difficulties: tuple[TextAnswer, ...] = ()
    directions: tuple[TextAnswer, ...] = ()
    proposals: tuple[TextAnswer, ...] = ()
    tasks: tuple[TaskAnswer, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        texts = (
            self.situation,
            self.results,
            self.strengths,
            self.difficulties,
            self.directions,
            self.proposals,
        )
        return not any((self.figures, *texts, self.tasks))
