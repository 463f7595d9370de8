"""Campaigns (`dot.yaml`): spans of days that a report may be for, and that are part of no month, quarter or year."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mttq.diagnostics import Span
from mttq.period import CAMPAIGN, Cycle, Period
from mttq.schema import Day, Field, KeyKind, Name, Record, Table, as_day, as_mapping, as_word
from mttq.source import Source

NAME = Field("ten", Name(), "tên đợt, như viết trong câu", required=True)
FIRST_DAY = Field("tu", Day(), "ngày đầu", required=True)
LAST_DAY = Field("den", Day(), "ngày cuối", required=True)
SHAPE = Table(KeyKind.ID, Record("đợt", (NAME, FIRST_DAY, LAST_DAY)), key_title="mã đợt")


class Campaign(Struct, frozen=True, kw_only=True):
    """A campaign.

    Attributes:
        id: as `dot.yaml` names it.
        name: in running text.
        first: its first day.
        last: its last day.
        path: the file that defines it.
        span: the place of its id in that file.
    """

    id: str
    name: str
    first: date
    last: date
    path: str
    span: Span

    @property
    def cycle(self) -> Cycle:
        """The campaign as a cycle of its own, in the folder of the year of its last day."""
        name = f"{CAMPAIGN}{self.id}"
        period = Period(name, self.first.month, self.last.month, self.name, (self.first, self.last))
        return Cycle(self.first.year, self.last.year, f"{self.last.year}/{name}", period)


def read_campaigns(source: Source) -> list[Campaign]:
    """Read the campaigns of the file; one without its days is left out."""
    found = []
    for key, node in as_mapping(source.root).items():
        form = as_mapping(node)
        first, last = as_day(form.get(FIRST_DAY.key)), as_day(form.get(LAST_DAY.key))
        if first is not None and last is not None:
            found.append(
                Campaign(
                    id=key.text,
                    name=as_word(form.get(NAME.key)) or key.text,
                    first=first,
                    last=last,
                    path=source.path,
                    span=key.span,
                )
            )
    return found
