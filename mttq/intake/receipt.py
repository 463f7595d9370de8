"""What becomes of the answers of many units: checked with the whole project, compared, written or refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mttq.check.runner import Checked, again
from mttq.diagnostics import Diagnostic, Severity
from mttq.documents import Project
from mttq.files import READ_ONLY, is_read_only, reason, replace_unchanged, write_atomic
from mttq.intake.answers import Answers, Objection
from mttq.intake.draft import Draft, Drafts, Mode
from mttq.intake.merge import ValueChange

_ID = re.compile("“([a-z0-9-]+)”")
_MANY = 20  # files; so few are waited for until they are on the disk


class State(StrEnum):
    """What becomes of the answers of one unit."""

    NEW = "new"  # a report that was not there
    FILLED = "filled"  # a report that gets more or other values
    UNCHANGED = "unchanged"  # a report that says the same already
    WAITING = "waiting"  # it would change, and nobody has said that it may
    REFUSED = "refused"


class Receipt(Struct, frozen=True, kw_only=True):
    """What becomes of the answers of one unit.

    Attributes:
        origin: the file they came in.
        unit: the id of the unit; "" if the file does not say.
        title: the unit's name, and "" likewise.
        period: the period in words, with its year.
        path: the report's file, relative to the root.
        state: what becomes of them.
        added: the values that the report did not have.
        replaced: the values that differ; they are written with `Mode.FORCE` alone.
        unchanged: how many answers the report has already.
        objections: what is wrong; warnings, too.
        draft: the report with the answers; None if there is none.
    """

    origin: str
    unit: str
    title: str
    period: str
    path: str
    state: State
    added: tuple[ValueChange, ...] = ()
    replaced: tuple[ValueChange, ...] = ()
    unchanged: int = 0
    objections: tuple[Objection, ...] = ()
    draft: Draft | None = None


class Received(Struct, frozen=True):
    """What becomes of all answers.

    Attributes:
        receipts: for each unit, in the order of the answers.
        elsewhere: errors that other files of the project get by the new values.
    """

    receipts: tuple[Receipt, ...]
    elsewhere: tuple[Diagnostic, ...]


def examine(checked: Checked, answers: Sequence[Answers], mode: Mode) -> Received:
    """Find out what would become of answers; nothing is written.

    A report is accepted as a whole or not at all: one error refuses it. The reports that are accepted are checked
    together, with all rules, so that what is written passes `mttq check`.

    Args:
        checked: the project.
        answers: the answers, of one unit and period each.
        mode: what to do with reports that exist.
    """
    drafts = Drafts(checked.project, mode)
    times = Counter((one.unit, one.cycle.name, one.period.name) for one in answers)
    made = []
    for one in answers:
        if any(fault.severity is Severity.ERROR for fault in one.objections):
            draft = Draft(answers=one, path="")
        elif times[one.unit, one.cycle.name, one.period.name] > 1:
            others = [each.origin for each in answers if _same_report(each, one) and each is not one]
            listed = ", ".join(dict.fromkeys(others))
            fault = Objection(
                place="",
                message=f"đơn vị này có hơn một tệp của kỳ này: {listed}",
                help="chỉ nhập tệp đúng, bỏ tệp kia",
            )
            draft = Draft(answers=one, path="", objections=(fault,))
        elif one.is_empty:
            fault = Objection(place="", message="chưa điền ô nào", help="điền số liệu rồi gửi lại")
            draft = Draft(answers=one, path="", objections=(fault,))
        else:
            draft = drafts.draft(one)
        made.append(replace(draft, objections=(*one.objections, *draft.objections)))
    elsewhere = _judge(checked, made)
    return Received(tuple(_receipt(checked.project, one, mode) for one in made), elsewhere)


def write(project: Project, receipts: Iterable[Receipt]) -> list[Receipt]:
    """Write what was accepted, each file whole or not at all.

    Args:
        project: the project.
        receipts: what `examine` found; those neither new nor filled are passed over.

    Returns:
        The receipts as they came to be: a file that can't be replaced refuses its answers.

    Raises:
        OSError: the system refuses to write; what was written before stays.
    """
    all_of_them = list(receipts)
    durable = len(all_of_them) <= _MANY
    return [_written(project, one, durable=durable) for one in all_of_them]


def _written(project: Project, receipt: Receipt, *, durable: bool) -> Receipt:
    draft = receipt.draft
    if receipt.state not in {State.NEW, State.FILLED} or draft is None or draft.after is None:
        return receipt
    file = project.root / receipt.path
    try:
        if not file.parent.resolve().is_relative_to(project.root.resolve()):
            refusal = "thư mục của đơn vị là liên kết ra ngoài dự án"
        elif draft.before is None:
            refusal = _why_taken(file)
            if not refusal:
                write_atomic(file, draft.after, durable=durable)
        elif is_read_only(file):
            refusal = READ_ONLY
        elif replace_unchanged(file, draft.before, draft.after):
            refusal = ""
        else:
            refusal = "tệp đã bị sửa từ lúc đọc; chạy lại lệnh"
    except OSError as error:  # of this file alone: the other reports are written
        refusal = reason(error)
    if not refusal:
        return receipt
    fault = Objection(place="", message=f"không ghi được {receipt.path}: {refusal}", of_office=True)
    return replace(receipt, state=State.REFUSED, objections=(*receipt.objections, fault))


def _why_taken(file: Path) -> str:
    """Say what stands in the place of a new file; "" if nothing does."""
    if file.is_dir():
        return "ở chỗ ấy có một thư mục cùng tên; đổi tên hoặc xóa thư mục ấy"
    return "tệp vừa được tạo từ lúc đọc; chạy lại lệnh" if file.exists() else ""


def _same_report(one: Answers, other: Answers) -> bool:
    return (one.unit, one.cycle, one.period) == (other.unit, other.cycle, other.period)


def _judge(checked: Checked, drafts: list[Draft]) -> tuple[Diagnostic, ...]:
    """Check the project with all drafts in it; those with errors are left out, until none is left.

    Args:
        checked: the project without them.
        drafts: the drafts; what is found is added to their objections.

    Returns:
        The new errors of other files.
    """
    known = {(one.path, one.code.id, one.message) for one in checked.found}
    while True:
        contents = {one.path: one.after for one in drafts if one.after is not None and not _is_refused(one)}
        if not contents:
            return ()
        found = [
            one for one in again(checked, contents).found if (one.path, one.code.id, one.message) not in known
        ]
        refused = False
        for number, draft in enumerate(drafts):
            if draft.path in contents and not _is_refused(draft):
                new = tuple(
                    _objection(one, draft, checked.project) for one in found if one.path == draft.path
                )
                kept = draft.answers.objections
                drafts[number] = replace(draft, objections=(*kept, *new))
                refused = refused or _is_refused(drafts[number])
        if not refused:
            return tuple(one for one in found if one.path not in contents and one.severity is Severity.ERROR)


def _is_refused(draft: Draft) -> bool:
    return any(one.severity is Severity.ERROR for one in draft.objections)


def _objection(one: Diagnostic, draft: Draft, project: Project) -> Objection:
    """Return a fault of a report as one of the answer that it is in, with the names of indicators for their ids."""

    def named(text: str) -> str:
        return _ID.sub(lambda found: _name(found, project), text)

    inside = [leaf for span, leaf in draft.places if span.line <= one.span.line <= span.end_line]
    return Objection(
        place=inside[-1].place if inside else f"{draft.path}:{one.span.line}",
        subject=inside[-1].subject if inside else "",
        message=named(one.message),
        help=named(one.help) if one.help is not None else None,
        code=one.code,
        severity=one.severity,
        of_office=not inside,
    )


def _name(found: re.Match[str], project: Project) -> str:
    indicator = project.catalogue.indicators.get(found[1])
    return f"“{indicator.name}”" if indicator is not None else found[0]


def _receipt(project: Project, draft: Draft, mode: Mode) -> Receipt:
    answers = draft.answers
    unit = project.catalogue.units.get(answers.unit)
    if _is_refused(draft):
        state = State.REFUSED
    elif draft.before is None:
        state = State.NEW
    elif not draft.added and not draft.replaced:
        state = State.UNCHANGED
    elif mode is Mode.ASK and not draft.is_blank:
        state = State.WAITING
    elif draft.after is None:
        state = State.UNCHANGED
    else:
        state = State.FILLED
    return Receipt(
        origin=answers.origin,
        unit=answers.unit,
        title=unit.name_on(answers.period.last_day(answers.cycle)) if unit is not None else "",
        period=answers.period.full_title(answers.cycle),
        path=draft.path,
        state=state,
        added=draft.added,
        replaced=draft.replaced,
        unchanged=draft.unchanged,
        objections=draft.objections,
        draft=draft,
    )
