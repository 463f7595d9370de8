"""Profiles read from their files, each with the profile it is based on.

A project's own `templates/the-thuc/<name>.yaml` wins over the packaged one of
that name, and may be based on it: a name within a file of the same name means
the packaged file. A profile that names no base has `nd30` as its base, so that
every file gives only what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from mttq.catalogue.settings import DEFAULT_LAYOUT
from mttq.diagnostics import FILE_START, UNKNOWN_VALUE, Diagnostic, Span
from mttq.files import shipped
from mttq.levels import Level
from mttq.names import PROFILES, TEMPLATES
from mttq.profile import shape
from mttq.profile.model import Layout, Letterheads, Numbers, Page, TextStyle, Words
from mttq.schema import (
    Choice,
    Either,
    Flag,
    ListOf,
    Measure,
    Record,
    Shape,
    Table,
    Whole,
    as_flag,
    as_measure,
    as_names,
    as_whole,
    as_word,
    quoted,
    validate,
)
from mttq.source import DOCUMENT_LIMITS, Node, Sequence, Source, read_bytes, read_content
from mttq.source import Mapping as MappingNode
from mttq.spelling import suggestion

DEFAULT = DEFAULT_LAYOUT
"""The profile of a project that names none, and the base of a profile that names none."""

_SUFFIX = ".yaml"
_LONGEST_CHAIN = 8

Values = dict[str, Any]  # a file's content in the form of its shape


def packaged() -> list[Path]:
    """Return where the templates that are shipped with the package may be."""
    return shipped(TEMPLATES)


def own(root: Path) -> list[str]:
    """List the paths of a project's own profiles, relative to its root and sorted, without the package's."""
    folder = root / PROFILES
    if not folder.is_dir() or any(_same(folder, one) for one in _packaged_folders()):
        return []
    return sorted(f"{PROFILES}/{file.name}" for file in folder.glob(f"*{_SUFFIX}") if file.is_file())


def names(root: Path | None) -> list[str]:
    """List the names of all profiles that can be chosen."""
    folders = [*_packaged_folders(), *([root / PROFILES] if root is not None else [])]
    return sorted({file.stem for folder in folders for file in folder.glob(f"*{_SUFFIX}")})


def load(root: Path | None, name: str) -> Layout:
    """Load the profile of a name; if there is none, `nd30` under that name, with a fault that says so.

    Args:
        root: the project, whose own profiles win; None for the packaged ones only.
        name: as settings name it.
    """
    files: list[tuple[str, bytes | Source]] = []
    seen: set[Path] = set()
    faults: list[Diagnostic] = []
    wanted, asked_by, span = name, "", FILE_START
    while len(files) < _LONGEST_CHAIN:
        file = next((one for one in _candidates(root, wanted) if one not in seen and one.is_file()), None)
        if file is None:
            faults.append(
                unknown(root, wanted, asked_by, span, circular=bool(seen & {*_candidates(root, wanted)}))
            )
            break
        seen.add(file)
        path = _shown(root, file)
        files.append((path, read_content(file, path, DOCUMENT_LIMITS)))
        base, span = _base(*files[-1])
        if not base and file in _candidates(None, DEFAULT):
            break
        wanted, asked_by = base or DEFAULT, path
    return _composed(name, tuple(files), tuple(faults))


@lru_cache(maxsize=1)
def default() -> Layout:
    """Return the packaged `nd30`."""
    return load(None, DEFAULT)


def used(root: Path, name: str, place: tuple[str, Span]) -> list[Diagnostic]:
    """Return the faults in the choice of a profile and in each of the project's own profiles.

    Args:
        root: the project.
        name: the profile named in its settings.
        place: the settings file, and the span of the name in it.
    """
    known = names(root)
    faults = [] if name in known else [unknown(root, name, *place)]
    for path in own(root):
        faults += (one for one in load(root, Path(path).stem).faults if one.path == path)
    return faults


def unknown(root: Path | None, name: str, path: str, span: Span, *, circular: bool = False) -> Diagnostic:
    """Return the fault that no profile has a name, at the place of the name."""
    if circular:
        return Diagnostic(
            UNKNOWN_VALUE,
            path,
            span,
            f"bộ thể thức “{name}” dựa trên chính nó",
            help="chọn một bộ thể thức khác làm gốc, hoặc bỏ khóa dua_tren",
        )
    known = names(root)
    nearest = suggestion(name, known)
    remedy = f"chọn một trong: {quoted(known)}; hoặc đặt thêm tệp {PROFILES}/{name}{_SUFFIX}"
    return Diagnostic(
        UNKNOWN_VALUE,
        path or f"{PROFILES}/{name}{_SUFFIX}",
        span,
        f"không có bộ thể thức “{name}”",
        help=f"{nearest} {remedy}" if nearest else remedy,
    )


def _packaged_folders() -> list[Path]:
    below = Path(PROFILES).relative_to(TEMPLATES)
    return [folder / below for folder in packaged()]


def _candidates(root: Path | None, name: str) -> list[Path]:
    folders = ([root / PROFILES] if root is not None else []) + _packaged_folders()
    return [folder / f"{name}{_SUFFIX}" for folder in folders]


def _same(one: Path, other: Path) -> bool:
    return other.is_dir() and one.samefile(other)


def _shown(root: Path | None, file: Path) -> str:
    return (
        file.relative_to(root).as_posix()
        if root is not None and file.is_relative_to(root)
        else file.as_posix()
    )


def _base(path: str, content: bytes | Source) -> tuple[str, Span]:
    """Return the profile that a file is based on, and the place of its name there."""
    root = _read(path, content).root
    node = root.get(shape.BASE.key) if isinstance(root, MappingNode) else None
    return as_word(node) or "", node.span if node is not None else FILE_START


def _read(path: str, content: bytes | Source) -> Source:
    return content if isinstance(content, Source) else _parsed(path, content)


@lru_cache(maxsize=32)
def _parsed(path: str, content: bytes) -> Source:
    return read_bytes(content, path, DOCUMENT_LIMITS)


def _composed(
    name: str, files: tuple[tuple[str, bytes | Source], ...], faults: tuple[Diagnostic, ...]
) -> Layout:
    """Put a profile together from files; earlier files win over later ones."""
    if not files or faults:
        files = (*files, *_fallback())
    return _made(name, files, faults)


@lru_cache(maxsize=32)
def _made(name: str, files: tuple[tuple[str, bytes | Source], ...], faults: tuple[Diagnostic, ...]) -> Layout:
    values: Values = {}
    found = list(faults)
    for path, content in reversed(files):
        source = _read(path, content)
        found += source.diagnostics
        if source.root is not None:
            found += validate(source.root, shape.SHAPE, path)
            values = _merged(values, _values(source.root, shape.SHAPE) or {})
    return _layout(name, values, tuple(found))


def _fallback() -> Iterator[tuple[str, bytes]]:
    file = next(one for one in _candidates(None, DEFAULT) if one.is_file())
    yield file.as_posix(), file.read_bytes()


def _merged(below: Values, above: Values) -> Values:
    """Put the keys of `above` in place of those below: groups of keys are merged, anything else is replaced."""
    merged = dict(below)
    for key, value in above.items():
        earlier = merged.get(key)
        merged[key] = (
            _merged(earlier, value) if isinstance(earlier, dict) and isinstance(value, dict) else value
        )
    return merged


def _values(node: Node, form: Shape) -> Any:  # noqa: ANN401 # as many kinds of value as shapes
    """Return the value of a node in the form of its shape; None if it does not fit."""
    match form:
        case Record(_, fields):
            shapes: Mapping[str, Shape] = {field.key: field.shape for field in fields}
        case Table(_, each):
            shapes = {key.text: each for key, _ in node.items()} if isinstance(node, MappingNode) else {}
        case ListOf():
            return as_names(node)
        case Either(_, _, sequence):
            return _values(node, sequence) if isinstance(node, Sequence) and sequence is not None else ()
        case Measure():
            return as_measure(node, form)
        case Flag():
            return as_flag(node)
        case Whole():
            return as_whole(node)
        case Choice(words):
            word = as_word(node)
            return word if word in words else None
        case _:
            return as_word(node)
    if not isinstance(node, MappingNode):
        return None
    found = {}
    for key, below in node.items():
        value = _values(below, shapes[key.text]) if key.text in shapes else None
        if value is not None:
            found[key.text] = value
    return found


def _layout(name: str, values: Values, faults: tuple[Diagnostic, ...]) -> Layout:
    return Layout(
        name=name,
        title=values[shape.TITLE.key],
        page=_page(values),
        compact=_page(_merged(values, values.get(shape.COMPACT.key, {}))),
        words=_words(values),
        numbers=_numbers(values),
        letterheads=_letterheads(values[shape.LETTERHEADS.key]),
        lists=values[shape.FIGURES.key] != shape.TABLE,
        tables=values[shape.FIGURES.key] != shape.LIST,
        compares=values[shape.COMPARED.key],
        task_results=values[shape.TASK_RESULTS.key],
        headings=tuple(values[shape.HEADING_TEXTS.key].items()),
        faults=faults,
    )


def _numbers(values: Values) -> Numbers:
    numbers, dates = values[shape.NUMBERS.key], values[shape.DATES.key]
    signs = ((words.lower(), sign) for words, sign in values[shape.KIND_SIGNS.key].items())
    return Numbers(
        number=numbers[shape.NUMBER_LINE.key],
        sign=numbers[shape.SIGN.key],
        room=numbers[shape.ROOM.key],
        zero_below=numbers[shape.ZERO_BELOW.key],
        day=dates[shape.DAY_IN_FULL.key],
        place=dates[shape.DATE_LINE.key],
        blank=dates[shape.BLANK.key],
        day_zero_below=dates[shape.DAY_ZERO_BELOW.key],
        month_zero_below=dates[shape.MONTH_ZERO_BELOW.key],
        # The longest words first: “nghị quyết liên tịch” before “nghị quyết”.
        kinds=tuple(sorted(signs, key=lambda one: (-len(one[0]), one[0]))),
    )


def _page(values: Values) -> Page:
    paper, number = values[shape.PAPER.key], values[shape.PAGE_NUMBER.key]
    rule, table = values[shape.RULES.key], values[shape.TABLES.key]
    return Page(
        width=paper[shape.WIDTH.key],
        height=paper[shape.HEIGHT.key],
        top=paper[shape.MARGIN_TOP.key],
        bottom=paper[shape.MARGIN_BOTTOM.key],
        left=paper[shape.MARGIN_LEFT.key],
        right=paper[shape.MARGIN_RIGHT.key],
        font=paper[shape.FONT.key],
        turns=paper[shape.WIDE_TABLES.key] == shape.ACROSS,
        number_first=number[shape.NUMBER_FIRST.key],
        number_below=number[shape.NUMBER_PLACE.key] == shape.BOTTOM,
        number_edge=number[shape.NUMBER_EDGE.key],
        heading=_frame(values[shape.HEADING_FRAME.key]),
        closing=_frame(values[shape.CLOSING_FRAME.key]),
        rule=rule[shape.RULE_WIDTH.key],
        rule_gap=rule[shape.RULE_GAP.key],
        rule_issuer=rule[shape.RULE_ISSUER.key],
        rule_motto=rule[shape.RULE_MOTTO.key],
        rule_subject=rule[shape.RULE_SUBJECT.key],
        border=table[shape.BORDER.key],
        cell=table[shape.CELL_MARGIN.key],
        gap=table[shape.TABLE_GAP.key],
        styles=_styles(values[shape.FACES.key]),
    )


def _frame(values: Values) -> tuple[Decimal, Decimal]:
    return values[shape.LEFT_COLUMN.key], values[shape.RIGHT_COLUMN.key]


def _styles(values: Values) -> tuple[tuple[str, TextStyle], ...]:
    return tuple((name, _style(values[shape.PLAIN_STYLE] | values.get(name, {}))) for name in shape.STYLES)


def _style(values: Values) -> TextStyle:
    return TextStyle(
        size=values[shape.SIZE.key],
        bold=values[shape.BOLD.key],
        italic=values[shape.ITALIC.key],
        align=values[shape.ALIGN.key],
        first=values[shape.FIRST_LINE.key],
        before=values[shape.BEFORE.key],
        after=values[shape.AFTER.key],
        line=values[shape.LINE_SPACING.key],
    )


def _words(values: Values) -> Words:
    words = values[shape.WORDS.key]
    return Words(
        country=words[shape.COUNTRY.key],
        motto=words[shape.MOTTO.key],
        addressed=words[shape.ADDRESSED.key],
        recipients=words[shape.RECIPIENTS.key],
        as_above=words[shape.AS_ABOVE.key],
        filed=words[shape.FILED.key],
        dash=words[shape.DASH.key],
        end=words[shape.END.key],
        capitals=frozenset(part for part, wanted in values[shape.IN_CAPITALS.key].items() if wanted),
    )


def _letterheads(values: Values) -> Letterheads:
    levels = [(level, values[level.value]) for level in Level if level.value in values]
    superior, issuer, sign = shape.SUPERIOR.key, shape.ISSUER.key, shape.ISSUER_SIGN.key
    return Letterheads(
        standing=values[shape.STANDING.key],
        standing_sign=values[shape.STANDING_SIGN.key],
        on_behalf_of=values[shape.ON_BEHALF_OF.key],
        superior=tuple((level, one[superior]) for level, one in levels if one.get(superior)),
        issuer=tuple((level, one[issuer]) for level, one in levels if one.get(issuer)),
        signs=tuple((level, one[sign]) for level, one in levels if sign in one),
    )
