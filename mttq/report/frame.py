"""What surrounds the body of every document: letterhead, basis, signature, recipients, closing words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mttq.catalogue import Level
from mttq.documents import Amendment
from mttq.documents.model import Issued
from mttq.report.model import Block, Item, Letterhead, Paragraph, Report, Signature
from mttq.report.subject import Subject
from mttq.report.wording import (
    bare_line,
    basis_line,
    closed,
    day_in_full,
    document_number,
    ended,
    place_of,
    short_day,
    unended,
    with_semicolons,
)

# The sign in a document's number, by the words its type begins with.
_SIGNS = {
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "báo cáo": "BC",
    "hướng dẫn": "HD",
    "thông báo": "TB",
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "tờ trình": "TTr",
    "đề án": "ĐA",
}
_STANDING = "BAN THƯỜNG TRỰC"
# What issues documents in its own right, with no standing committee of a Front's Committee.
_OTHER_BODIES = (Level.RESIDENTIAL_AREA, Level.MEMBER)


def framed(
    kind: str, subject: Subject, issued: Issued, type_name: str, about: str, body: list[Block], closing: str
) -> Report:
    """A body with everything that surrounds it.

    Args:
        kind: the kind of document.
        subject: the unit and period.
        issued: what the file says of the issued document; all blank where there is no file.
        type_name: the type to print where the file names none.
        about: the subject line where the file has none.
        body: the blocks, which end before the closing words.
        closing: the closing words where the body does not end in a text of the file.
    """
    type_name = issued.type_name or type_name
    return Report(
        kind,
        _letterhead(subject, issued, type_name),
        type_name.upper(),
        (issued.subject or about,),
        tuple(map(bare_line, issued.addressed_to)),
        with_semicolons([basis_line(line) for line in issued.basis]),
        (*map(_within, body), Paragraph(closed(closing))),
        _signature(subject, issued),
        with_semicolons([f"- {bare_line(line)}" for line in issued.recipients or ("Lưu: VT",)]),
    )


def blank_issued() -> Issued:
    """The issued document of which nothing is known yet."""
    return Issued("", None, "", "", "", (), (), None, ())


def amended(type_name: str, verb: str, amendments: Sequence[Amendment]) -> list[Block]:
    """One paragraph for each change made after the document was first issued.

    Args:
        type_name: what was changed, `Chương trình`.
        verb: how, `điều chỉnh` or `đính chính`.
        amendments: the changes in the order of the file.
    """
    found: list[Block] = []
    for one in amendments:
        day = f" ngày {short_day(one.day)}" if one.day is not None else ""
        number = f" theo văn bản số {one.number}" if one.number else ""
        reason = f": {' '.join(one.reason)}" if one.reason else ""
        found.append(Paragraph(ended(f"{type_name} này đã được {verb}{day}{number}{reason}")))
    return found


def _within(block: Block) -> Block:
    """A block that does not end the document, whatever was typed at its end."""
    return replace(block, text=unended(block.text)) if isinstance(block, Paragraph | Item) else block


def _letterhead(subject: Subject, issued: Issued, type_name: str) -> Letterhead:
    return Letterhead(
        _superior(subject),
        _issuer(subject, issued),
        document_number(issued.number, f"/{_sign(subject, issued, type_name)}"),
        f"{issued.place or _place(subject)}, {day_in_full(issued.day)}",
    )


def _sign(subject: Subject, issued: Issued, type_name: str) -> str:
    """`BC-MTTQ-BTT`: the type, the organ, the standing committee where it is that which issues."""
    kind = next((sign for words, sign in _SIGNS.items() if type_name.lower().startswith(words)), "")
    organ = {Level.CENTRE: "MTTW", Level.RESIDENTIAL_AREA: "BCTMT", Level.MEMBER: ""}.get(
        subject.level, "MTTQ"
    )
    standing = "BTT" if _by_standing(subject, issued) else ""
    return "-".join(part for part in (kind, organ, standing) if part)


def _place(subject: Subject) -> str:
    """The place of the unit, or of the one above where the unit is no place of its own."""
    above = subject.above
    if subject.level in _OTHER_BODIES and above is not None:
        return place_of(above.name_on(subject.day), above.level_on(subject.day))
    return place_of(subject.name, subject.level)


def _superior(subject: Subject) -> tuple[str, ...]:
    """The body above: only the Front's committee in a residential area names the one it belongs to."""
    above = subject.above
    if subject.level is not Level.RESIDENTIAL_AREA or above is None:
        return ()
    return ("ỦY BAN MTTQ VIỆT NAM", above.name_on(subject.day).upper())


def _issuer(subject: Subject, issued: Issued) -> tuple[str, ...]:
    name = subject.name.upper()
    by_level: dict[Level, tuple[str, ...]] = {
        Level.CENTRE: ("ỦY BAN TRUNG ƯƠNG", "MẶT TRẬN TỔ QUỐC VIỆT NAM"),
        Level.RESIDENTIAL_AREA: ("BAN CÔNG TÁC MẶT TRẬN", name),
        Level.MEMBER: (name,),
    }
    lines = tuple(line.upper() for line in subject.unit.letterhead)
    lines = lines or by_level.get(subject.level, ("ỦY BAN MTTQ VIỆT NAM", name))
    if _by_standing(subject, issued) and not any(_STANDING in line for line in lines):
        lines = (*lines, _STANDING)
    return lines


def _by_standing(subject: Subject, issued: Issued) -> bool:
    """Whether the standing committee issues it: not what the whole committee signs, as congress papers are."""
    if subject.level in _OTHER_BODIES:
        return False
    signer = issued.signer.on_behalf_of.upper() if issued.signer is not None else ""
    if signer:
        return _STANDING in signer
    return not subject.cycle.is_term


def _signature(subject: Subject, issued: Issued) -> Signature:
    signer = issued.signer
    standing = _by_standing(subject, issued)
    body = _STANDING if standing else " ".join(_issuer(subject, issued))
    if signer is None:
        return Signature(f"TM. {body}", "", "", "")
    return Signature(
        signer.on_behalf_of.upper(), signer.signing_for.upper(), signer.position.upper(), signer.name
    )
