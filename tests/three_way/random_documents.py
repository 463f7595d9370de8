"""Random reports and plans, random edits of them, and what a merge of two edits must say."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from random import Random

PROGRAMME_OF = {"giam-sat": 1, "cu-tri": 1, "quy": 2, "nha": 2, "cong-trinh": 2, "viec-lam": 2, "tap-huan": 3}
UNITS = {"giam-sat": "cuộc", "cu-tri": "cử tri", "quy": "đồng", "nha": "nhà", "tap-huan": "lớp"}
UNITS |= {"cong-trinh": "công trình", "viec-lam": "lao động"}
STYLES = ("bare", "braces", "lines")
Place = tuple[str, ...]


@dataclass
class Entry:
    """A figure, a target or a task: its keys, the way it is written, a comment above and one behind."""

    values: dict[str, str]
    style: str
    above: str = ""
    behind: str = ""


@dataclass
class Document:
    """A plan or a report: figures or targets of the programmes by indicator, and the tasks of a plan by code."""

    is_plan: bool
    year: int = 2020
    figures: dict[str, Entry] = field(default_factory=dict)
    tasks: dict[str, Entry] = field(default_factory=dict)
    opening: str = "Năm 2020."
    margin: int = 2

    @property
    def path(self) -> str:
        """Return where the project has it, below `plans/`."""
        return f"{self.year}/quang-tri/{'ke-hoach' if self.is_plan else 'nam'}.yaml"

    def values(self) -> dict[Place, str]:
        """Return every value with its place."""
        found: dict[Place, str] = {("mo_dau",): self.opening}
        for group, entries in (("so", self.figures), ("viec", self.tasks)):
            for name, entry in entries.items():
                found |= {(group, name, key): value for key, value in entry.values.items()}
        return found

    def text(self) -> str:
        """Return the document as a file."""
        step = " " * self.margin
        head = ["don_vi: quang-tri", f"nam: {self.year}", *([] if self.is_plan else ["ky: nam"])]
        lines = [*head, f"mo_dau: {self.opening}", "# Các chương trình", "chuong_trinh:"]
        for programme in (1, 2, 3):
            names = [name for name in self.figures if PROGRAMME_OF[name] == programme]
            tasks = self.tasks if programme == 3 else {}
            body = []
            if self.is_plan:
                body.append(f"{step * 2}muc_tieu: M")
            if tasks:
                body.append(f"{step * 2}nhiem_vu:")
                for entry in tasks.values():
                    body += _task(entry, step)
            if names:
                body.append(f"{step * 2}{'chi_tieu' if self.is_plan else 'so_lieu'}:")
                for name in names:
                    body += _figure(name, self.figures[name], step)
            if body:
                lines += [f"{step}{programme}:", *body]
            elif self.is_plan:
                lines.append(f"{step}{programme}: {{}}")
        return "\n".join(lines) + "\n"


def _figure(name: str, entry: Entry, step: str) -> list[str]:
    margin = step * 3
    above = [f"{margin}# {entry.above}"] if entry.above else []
    behind = f" # {entry.behind}" if entry.behind else ""
    if entry.style == "bare" and len(entry.values) == 1:
        (value,) = entry.values.values()
        return [*above, f"{margin}{name}: {value}{behind}"]
    if entry.style == "braces":
        inside = ", ".join(f"{key}: {value}" for key, value in entry.values.items())
        return [*above, f"{margin}{name}: {{{inside}}}{behind}"]
    return [
        *above,
        f"{margin}{name}:",
        *(f"{margin}{step}{key}: {value}" for key, value in entry.values.items()),
    ]


def _task(entry: Entry, step: str) -> list[str]:
    first, *others = entry.values.items()
    above = [f"{step * 3}# {entry.above}"] if entry.above else []
    return [
        *above,
        f"{step * 3}- {first[0]}: {first[1]}",
        *(f"{step * 3}  {key}: {value}" for key, value in others),
    ]


def document(random: Random, year: int = 2020) -> Document:
    """Make a plan or a report with some figures and tasks."""
    made = Document(is_plan=random.random() < 0.5, year=year)
    for name in random.sample(list(PROGRAMME_OF), random.randint(2, 6)):
        made.figures[name] = _entry(random, name, made)
    if made.is_plan:
        for number in range(random.randint(0, 4)):
            made.tasks[f"viec-{number}"] = _new_task(random, f"viec-{number}")
    return made


def _entry(random: Random, name: str, owner: Document) -> Entry:
    values = {"muc" if owner.is_plan else "gia_tri": _amount(random, name)}
    if random.random() < 0.3:
        values["ghi_chu"] = _words(random)
    return Entry(
        values, random.choice(STYLES), *(_words(random) if random.random() < 0.2 else "" for _ in "ab")
    )


def _new_task(random: Random, code: str) -> Entry:
    values = {"ten": f"Việc {_words(random)}", "ma": code}
    if random.random() < 0.5:
        values["chu_tri"] = _words(random)
    return Entry(values, "lines", _words(random) if random.random() < 0.2 else "")


def _amount(random: Random, name: str) -> str:
    return f"{random.randint(2, 900)} {UNITS[name]}"


def _words(random: Random) -> str:
    return f"lời {random.randint(1, 999)}"


def edited(before: Document, random: Random, group: int | None) -> Document:
    """Return a document with some edits.

    Args:
        before: the document.
        random: where chance comes from.
        group: only entries of this half are touched, 0 or 1, so that two such edits never meet; None for all.
    """
    after = deepcopy(before)
    for _ in range(random.randint(1, 4)):
        is_task = after.is_plan and random.random() < 0.3
        names = [f"viec-{number}" for number in range(6)] if is_task else list(PROGRAMME_OF)
        names = [name for at, name in enumerate(names) if group is None or at % 2 == group]
        _edit(after, random, (random.choice(names), after.tasks if is_task else after.figures))
    if random.random() < 0.1 and group != 0:
        after.opening = f"Năm 2020, {_words(random)}."
    return after


def _edit(after: Document, random: Random, what: tuple[str, dict[str, Entry]]) -> None:
    name, entries = what
    is_task = entries is after.tasks
    entry = entries.get(name)
    if entry is None:
        entries[name] = _new_task(random, name) if is_task else _entry(random, name, after)
        return
    main = next(iter(entry.values))
    match random.randint(0, 5):
        case 0 if len(entries) > 1:
            del entries[name]
        case 1:
            entry.values["chu_tri" if is_task else "ghi_chu"] = _words(random)
            entry.style = "lines" if entry.style == "bare" else entry.style
        case 2:
            entry.above = _words(random)
        case 3 if not is_task:
            entry.style = random.choice(STYLES)
        case _:
            entry.values[main] = f"Việc {_words(random)}" if is_task else _amount(random, name)


def merged_values(before: Document, ours: Document, theirs: Document) -> tuple[dict[Place, str], set[Place]]:
    """Return the values that a merge must have, and the places at which both sides differ."""
    old, mine, other = (one.values() for one in (before, ours, theirs))
    found: dict[Place, str] = {}
    clashes = set()
    for place in {**old, **mine, **other}:
        values = (old.get(place), mine.get(place), other.get(place))
        chosen = values[2] if values[1] == values[0] else values[1]
        if values[1] != values[2] and values[0] not in values[1:]:
            clashes.add(place)
        elif chosen is not None:
            found[place] = chosen
    return found, clashes
