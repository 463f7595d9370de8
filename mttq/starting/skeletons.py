"""The first text of a plan, a report or a briefing: what is known is written, what is to be filled in are comments.

A line counts as soon as its `#` is taken away. Targets and tasks are copied as the plan writes them; no figure is
made up. A block with nothing but comments is an empty one, so that the file passes the check as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mttq.catalogue import Indicator
from mttq.diagnostics import Span
from mttq.documents import DocumentKind, Project
from mttq.documents.shapes import (
    CODE,
    FIGURES,
    PROGRAMMES,
    STATE,
    TARGETS,
    TASKS,
)
from mttq.names import PLANS
from mttq.period import Cycle, Period, parse_cycle
from mttq.schema import as_mapping
from mttq.source import Mapping, Scalar, Sequence, Source
from mttq.starting.expectation import Expectation, Wish, programmes_in

_DONE = "hoan-thanh"


class Wanted(Struct, frozen=True, kw_only=True):
    """A document to begin.

    Attributes:
        unit: the id of its unit.
        kind: plan, report or briefing.
        cycle: its year or term.
        period: its period; for a plan the whole cycle.
    """

    unit: str
    kind: DocumentKind
    cycle: Cycle
    period: Period

    @property
    def path(self) -> str:
        """Its path from the root."""
        names = {
            DocumentKind.PLAN: "ke-hoach",
            DocumentKind.REPORT: self.period.name,
            DocumentKind.BRIEFING: f"giao-ban-{self.period.name}",
        }
        return f"{PLANS}/{self.cycle.name}/{self.unit}/{names[self.kind]}.yaml"


def skeleton(project: Project, wanted: Wanted) -> str:
    """Return the text of a new document."""
    writer = _Writer(project, wanted)
    lines = {
        DocumentKind.PLAN: writer.plan,
        DocumentKind.REPORT: writer.report,
        DocumentKind.BRIEFING: writer.briefing,
    }[wanted.kind]()
    return "".join(f"{line}\n" for line in lines)


class _Writer:
    """Writes one document."""

    def __init__(self, project: Project, wanted: Wanted) -> None:
        self._project = project
        self._wanted = wanted
        self._expected = Expectation(project, wanted.unit, wanted.cycle, wanted.period)
        self._name = self._expected.name

    def plan(self) -> list[str]:
        """Return the lines of a plan: the programmes of its set, with targets and open tasks of the year before."""
        cycle = self._wanted.cycle
        before = self._before()
        old = programmes_in(before)
        lines = [
            f"# Kế hoạch {cycle.title} của {self._name}.",
            "# Bỏ dấu # ở đầu dòng nào thì dòng ấy có hiệu lực; dòng không dùng thì xóa.",
            *self._head(),
            *_comments("van_ban:", "  so: …", "  ngay: …", "mo_dau: …", "muc_tieu_chung: …"),
            f"{PROGRAMMES.key}:",
        ]
        for number, title in self._expected.programmes():
            known = old.get(number, _NOTHING)
            lines += [f"  # {title}", f"  {number}:", *_comments("muc_tieu: …", "noi_dung: …", margin=4)]
            lines += self._open_tasks(before, known)
            lines += _commented(before, known, TARGETS.key, "    ")
            if not known.get(TARGETS.key):
                lines += _comments(f"{TARGETS.key}:", "  mã-chỉ-tiêu: …", margin=4)
        return [*lines, *_comments("to_chuc_thuc_hien: …")]

    def report(self) -> list[str]:
        """Return the lines of a report: the indicators of its plan, of the plans above and of its earlier reports."""
        cycle, period = self._wanted.cycle, self._wanted.period
        lines = [
            f"# Báo cáo {period.full_title(cycle)} của {self._name}.",
            "# Điền số rồi bỏ dấu # ở đầu dòng; chưa có số thì để nguyên hoặc xóa dòng.",
            *self._head(period),
            *_comments("van_ban:", "  so: …", "  ngay: …", "mo_dau: …"),
            f"{PROGRAMMES.key}:",
        ]
        targets = self._expected.targets()
        wanted = {*targets, *self._expected.reported()}
        tasks = self._expected.tasks_to_answer()
        here = self._expected.programme_set()
        for number, title in self._expected.programmes():
            lines += [
                f"  # {title}",
                f"  {number}:",
                *_comments("ket_qua: …", margin=4),
                f"    {FIGURES.key}:",
            ]
            known = [
                one
                for one in self._project.catalogue.indicators.values()
                if one.id in wanted and here is not None and one.programme_in(here.id) == number
            ]
            for one in known:
                lines += self._figure(one, targets.get(one.id))
            if not known:
                lines.append("      # mã-chỉ-tiêu: …")
            if tasks.get(number):
                lines.append(f"    {TASKS.key}:")
                lines += [line for code, name in tasks[number] for line in _task_result(code, name)]
        return [
            *lines,
            *_comments("danh_gia:", "  uu_diem: …", "  han_che: …", "kien_nghi: …", "phuong_huong: …"),
        ]

    def briefing(self) -> list[str]:
        """Return the lines of a briefing."""
        period, cycle = self._wanted.period, self._wanted.cycle
        title = period.full_title(cycle)
        return [
            f"# Kết luận giao ban {title} của {self._name}. Điền vào chỗ … rồi bỏ dấu # ở đầu dòng.",
            *self._head(period),
            "hoi_nghi:",
            f"  ten: Hội nghị giao ban công tác Mặt trận {title}",
            f"  ngay: {self._wanted.period.last_day(self._wanted.cycle)}  # sửa thành ngày họp",
            *_comments(
                "dia_diem: …",
                "chu_tri:",
                "  - …",
                "thanh_phan:",
                "  - …",
                "bao_cao:",
                "  - …",
                "ket_luan:",
                "  - …",
                margin=2,
            ),
            f"{TASKS.key}:",
            *_comments("- ten: …", "  ma: …", "  chu_tri: …", "  thoi_han: …", margin=2),
        ]

    def _head(self, period: Period | None = None) -> list[str]:
        lines = [f"don_vi: {self._wanted.unit}", f"nam: {self._wanted.cycle.name}"]
        return lines if period is None else [*lines, f"ky: {period.name}"]

    def _before(self) -> Source | None:
        """Return the plan of the year before, if it can be read."""
        cycle = parse_cycle(str(self._wanted.cycle.first_year - 1))
        return self._expected.source(self._wanted.unit, cycle) if cycle is not None else None

    def _open_tasks(self, plan: Source | None, programme: Mapping) -> Iterator[str]:
        """Yield, as comments, the tasks of the year before that no report calls done."""
        tasks = programme.get(TASKS.key)
        if plan is None or not isinstance(tasks, Sequence):
            yield from _comments(f"{TASKS.key}:", "  - ten: …", "    thoi_han: …", margin=4)
            return
        done = self._done(plan.path)
        yield from _comments(f"{TASKS.key}:", margin=4)
        for task in tasks.items:
            code = as_mapping(task).get(CODE.key)
            if not (isinstance(code, Scalar) and code.text in done):
                yield from _as_comments(plan, (task.span, task.span), "    ", "  - ")

    def _done(self, path: str) -> set[str]:
        """Return the codes of the tasks that the reports beside a plan call done."""
        folder = path.rpartition("/")[0]
        found = set()
        for ref in self._project.refs:
            if ref.kind is DocumentKind.REPORT and ref.path.rpartition("/")[0] == folder:
                for programme in programmes_in(self._project.sources[ref.path]).values():
                    for code, result in as_mapping(programme.get(TASKS.key)).items():
                        state = as_mapping(result).get(STATE.key)
                        if isinstance(state, Scalar) and state.text == _DONE:
                            found.add(code.text)
        return found

    def _figure(self, indicator: Indicator, target: Wish | None) -> Iterator[str]:
        """Yield what is known of an indicator, and its line to fill in."""
        known = [f"{target.said_by}: {target.text}"] if target is not None and target.text else []
        when, last = self._expected.last_figure(indicator.id)
        known += [f"{when}: {last}"] if when else []
        remark = f" ({'; '.join(known)})" if known else ""
        yield f"      # {indicator.name}{remark}"
        yield f"      # {indicator.id}: … {indicator.measure.name}"


_NOTHING = as_mapping(None)


def _task_result(code: str, name: str) -> Iterator[str]:
    yield f"      # {' '.join(name.split())}"
    yield f"      # {code}: {{trang_thai: dang-thuc-hien}}"


def _comments(*lines: str, margin: int = 0) -> list[str]:
    return [f"{' ' * margin}# {line}" for line in lines]


def _commented(source: Source | None, programme: Mapping, key: str, margin: str) -> Iterator[str]:
    """Yield a block of a programme, as it is written, as comments."""
    node = programme.get(key)
    if source is not None and node is not None:
        yield f"{margin}# {key}:"
        for code, value in as_mapping(node).items():
            yield from _as_comments(source, (code.span, value.span), margin, "  ")


def _as_comments(source: Source, place: tuple[Span, Span], margin: str, lead: str) -> Iterator[str]:
    """Yield the lines from the start of one span to the end of another as comments, moved to where their lead ends."""
    start, end = place
    lines = list(source.lines[start.line - 1 : end.end_line])
    lines[-1] = lines[-1][: end.end_column - 1]
    first, *others = lines
    yield f"{margin}# {lead}{first[start.column - 1 :]}".rstrip()
    for line in others:
        indent = min(start.column - 1, len(line) - len(line.lstrip()))
        yield f"{margin}# {' ' * len(lead)}{line[indent:]}".rstrip()
