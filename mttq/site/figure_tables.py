"""Tables of figures as HTML, joined from strings: a country has hundreds of thousands of rows.

Every text of a figure is the one that `mttq total` prints, and every name is escaped here. End tags that HTML allows
to leave out are left out, and columns have no attributes; the style sheet knows them by their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from markupsafe import Markup
from msgspec import Struct

from mttq.catalogue import Unit
from mttq.output.row_texts import NONE, IndicatorTexts, RowTexts
from mttq.output.terminal import printable
from mttq.site.addresses import indicator_page, link, unit_page
from mttq.site.repository import RepositoryLinks
from mttq.site.year import FigurePlace, SiteYear, UnitRows

_WHOLE = "đủ"
_MOST_WITH_ADDRESSES = 3000
"""Of more units only the lines of figures have addresses: those of targets would be a sixth of a country's pages."""
_FROM_BELOW = "từ cấp dưới"
_SOURCES = "Căn cứ"
_ROW_HEADS = ("ĐVT", "Kế hoạch", "Thực hiện", "% kế hoạch", "Đạt", "Tình trạng")


class RowSources(Struct, frozen=True):
    """The lines that the rows of a unit rest on.

    Attributes:
        folder: the unit's folder, which the names of its files leave out.
        figures: the lines with a figure of each indicator.
        targets: the lines with a target of it.
        has_lower: whether figures may come from units below.
    """

    folder: str
    figures: Mapping[str, Sequence[FigurePlace]]
    targets: Mapping[str, Sequence[FigurePlace]]
    has_lower: bool


class FigureTableWriter(Struct, frozen=True):
    """Writes the tables of one page.

    Attributes:
        year: the year.
        here: the page.
        repository: how lines of files are linked.
    """

    year: SiteYear
    here: str
    repository: RepositoryLinks

    def unit_rows(self, rows: UnitRows, sources: RowSources | None = None) -> Markup:
        """Return the rows of one unit, by programme, with the lines that they rest on.

        Args:
            rows: the rows.
            sources: where these lines are; None if they are not to be shown.
        """
        block, place = rows
        parts = []
        for title, numbers in self.year.programmes(block):
            body = [
                self._row(block.lines[number], place, sources)
                for number in numbers
                if block.lines[number].texts.has(place)
            ]
            if body:
                parts.append(_group(title) + "".join(body))
        return _table(
            "so", _head("Chỉ tiêu", _ROW_HEADS if sources is None else (*_ROW_HEADS, _SOURCES)), parts
        )

    def indicator_rows(self, rows: Iterable[tuple[Unit, IndicatorTexts, int]]) -> Markup:
        """Return the rows of several units for one indicator.

        Args:
            rows: each unit with the texts of its rows, and its place among these.
        """
        body = []
        for unit, line, place in rows:
            href = link(self.here, unit_page(self.year.cycle, unit.id))
            name = f"<a href={href}>{escape(self.year.name(unit))}</a>"
            body.append(f"<tr><th scope=row>{name}{_cells(line.texts, place)}")
        return _table("so rieng", _head("Đơn vị", _ROW_HEADS), ["<tbody>" + "".join(body)])

    def parts(
        self, rows: UnitRows, children: Sequence[tuple[Unit, UnitRows | None]]
    ) -> list[tuple[str, Markup]]:
        """Return, by programme, what each lower unit has of each indicator.

        Args:
            rows: the rows of the unit above.
            children: the lower units with their rows, if they have any.
        """
        found = []
        heads = [
            f"<tr><th scope=row><a href={link(self.here, unit_page(self.year.cycle, unit.id))}>"
            f"{escape(self.year.name(unit))}</a>"
            for unit, _ in children
        ]
        by_child = [
            {} if one is None else {line.indicator.id: (line.texts, one.place) for line in one.block.lines}
            for _, one in children
        ]
        block, place = rows
        for title, numbers in self.year.programmes(block):
            lines = [block.lines[one] for one in numbers if block.lines[one].texts.has(place)]
            if not any(texts.has(own) for one in by_child for texts, own in _of(one, lines)):
                continue
            names = "".join(
                f"<th scope=col>{self._indicator(one)} <small>{escape(one.indicator.measure.name)}</small>"
                for one in lines
            )
            body = [
                head + "".join([f"<td>{_part(known.get(one.indicator.id))}" for one in lines])
                for head, known in zip(heads, by_child, strict=True)
            ]
            whole = "".join(f"<td>{_part((one.texts, place))}" for one in lines)
            found.append(
                (
                    title,
                    Markup(
                        f"<table class=phan><thead><tr><th scope=col>Đơn vị{names}<tbody>{''.join(body)}"
                        f"<tfoot><tr><th scope=row>Toàn đơn vị{whole}</table>"
                    ),
                )
            )
        return found

    def _row(self, line: IndicatorTexts, place: int, sources: RowSources | None) -> str:
        own = _own_part(line.texts, place)
        cells = _cells(line.texts, place)
        said = "" if sources is None else f"<td>{self._sources(line, place, sources)}"
        return f"<tr><th>{self._indicator(line)}{own}{cells}{said}"

    def _indicator(self, line: IndicatorTexts) -> str:
        name = escape(printable(line.indicator.name))
        if line.indicator.id not in self.year.indicators:
            return name
        return f"<a href={link(self.here, indicator_page(self.year.cycle, line.indicator.id))}>{name}</a>"

    def _sources(self, line: IndicatorTexts, place: int, sources: RowSources) -> str:
        """Return the lines that a row rests on; a figure without one of the unit's own comes from below."""
        found = [self.place(one, sources.folder) for one in sources.figures.get(line.indicator.id, ())]
        if not found and sources.has_lower and line.texts.result[place] != NONE:
            found.append(_FROM_BELOW)
        linked = len(self.year.units) <= _MOST_WITH_ADDRESSES
        found += [
            self.place(one, sources.folder, linked=linked)
            for one in sources.targets.get(line.indicator.id, ())
        ]
        return " ".join(found)

    def place(self, one: FigurePlace, folder: str = "", *, linked: bool = True) -> str:
        """Return a line of a file, linked if it has an address."""
        address = self.repository.line(one.path, one.line) if linked else ""
        text = f"{escape(one.path.removeprefix(folder))}:{one.line}"
        return f"<a href={address}>{text}</a>" if address else f"<span>{text}</span>"


def _table(name: str, head: str, parts: Sequence[str]) -> Markup:
    return Markup(f'<table class="{name}">{head}{"".join(parts)}</table>')


def _head(first: str, heads: Sequence[str]) -> str:
    cells = "".join(f"<th scope=col>{one}" for one in heads)
    return f"<thead><tr><th scope=col>{first}{cells}"


def _group(title: str) -> str:
    return f"<tbody><tr class=nhom><th scope=rowgroup colspan=8>{escape(title)}" if title else "<tbody>"


def _cells(texts: RowTexts, place: int) -> str:
    """Return the cells of a row after its name: the target, the figure, and how reliable it is."""
    goal = texts.goal[place].replace("<", "&lt;")
    if texts.due[place]:
        goal += f"<small>đến kỳ {texts.due[place].replace('<', '&lt;')}</small>"
    completion, status = texts.completion[place], texts.status[place]
    bar = "" if completion == NONE else f"<i style=--p:{_percent(completion)}></i>"
    return (
        f"<td>{escape(texts.measure[place])}<td>{goal}<td>{texts.result[place]}<td>{completion}{bar}"
        f"<td>{texts.reached[place]}<td>{status} {texts.reported[place]}"
    )


def _own_part(texts: RowTexts, place: int) -> str:
    """Return what the unit does of a target itself, in small print; "" if its plan does not say."""
    if not texts.own_goal[place]:
        return ""
    goal = texts.own_goal[place].replace("<", "&lt;")
    said = f"riêng cấp mình: kế hoạch {goal}; thực hiện {texts.own_result[place]}"
    if texts.own_completion[place] != NONE:
        said += f"; {texts.own_completion[place]}%"
    return f"<small>{said}</small>"


def _part(known: tuple[RowTexts, int] | None) -> str:
    """Return a cell of a lower unit: its figure, with its status unless nothing is missing."""
    if known is None or not known[0].has(known[1]):
        return ""
    texts, place = known
    status = texts.status[place]
    text = texts.result[place]
    if texts.completion[place] != NONE:
        text += f" <small>{texts.completion[place]}%</small>"
    return text if status == _WHOLE else f"{text} <em>{status}</em>"


def _of(
    known: Mapping[str, tuple[RowTexts, int]], lines: Sequence[IndicatorTexts]
) -> list[tuple[RowTexts, int]]:
    return [known[one.indicator.id] for one in lines if one.indicator.id in known]


def _percent(text: str) -> int:
    """Return a percentage in whole per cent for a bar, which ends at 100."""
    return max(0, min(100, int(text.partition(",")[0].replace(".", ""))))
