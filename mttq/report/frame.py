"""What surrounds the body of every document: letterhead, basis, signature, recipients."""

from __future__ import annotations

from mttq.catalogue import Level
from mttq.documents.model import Issued
from mttq.report.model import Block, Letterhead, Paragraph, Report, Signature
from mttq.report.subject import Subject
from mttq.report.wording import day_in_full, document_number, lines_with_semicolons, place_of

# The sign of each type of document in its number.
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
_BASIS = "Căn cứ "


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
        issued.addressed_to,
        lines_with_semicolons(issued.basis, _BASIS),
        (*body, Paragraph(closing.rstrip(" ./") + "./.")),
        _signature(subject, issued),
        lines_with_semicolons([_dashed(line) for line in issued.recipients or ("Lưu: VT",)]),
    )


def blank_issued() -> Issued:
    """The issued document of which nothing is known yet."""
    return Issued("", None, "", "", "", (), (), None, ())


def _letterhead(subject: Subject, issued: Issued, type_name: str) -> Letterhead:
    sign = _SIGNS.get(type_name.lower(), "")
    centre = subject.level is Level.CENTRE
    organ = "MTTW" if centre else "MTTQ"
    tail = "-".join(part for part in (sign, organ, "BTT" if _by_standing(subject, issued) else "") if part)
    place = issued.place or place_of(subject.name, subject.level)
    return Letterhead(
        (),
        _issuer(subject, issued),
        document_number(issued.number, f"/{tail}"),
        f"{place}, {day_in_full(issued.day)}",
    )


def _issuer(subject: Subject, issued: Issued) -> tuple[str, ...]:
    if subject.unit.letterhead:
        lines = subject.unit.letterhead
    elif subject.level is Level.CENTRE:
        lines = ("ỦY BAN TRUNG ƯƠNG", "MẶT TRẬN TỔ QUỐC VIỆT NAM")
    elif subject.level is Level.RESIDENTIAL_AREA:
        lines = ("BAN CÔNG TÁC MẶT TRẬN", subject.name.upper())
    elif subject.level is Level.MEMBER:
        lines = (subject.name.upper(),)
    else:
        lines = ("ỦY BAN MTTQ VIỆT NAM", subject.name.upper())
    if _by_standing(subject, issued) and _STANDING not in lines:
        lines = (*lines, _STANDING)
    return lines


def _by_standing(subject: Subject, issued: Issued) -> bool:
    """Whether the standing committee issues it: not what the whole committee signs, as congress papers are."""
    if subject.level in {Level.RESIDENTIAL_AREA, Level.MEMBER}:
        return False
    signer = issued.signer.on_behalf_of.upper() if issued.signer is not None else ""
    if signer:
        return _STANDING in signer
    return not subject.cycle.is_term


def _signature(subject: Subject, issued: Issued) -> Signature:
    signer = issued.signer
    if signer is None:
        standing = _by_standing(subject, issued)
        body = _STANDING if standing else " ".join(_issuer(subject, issued))
        return Signature(f"TM. {body}", "", "", "")
    return Signature(
        signer.on_behalf_of.upper(), signer.signing_for.upper(), signer.position.upper(), signer.name
    )


def _dashed(line: str) -> str:
    return line if line.startswith("- ") else f"- {line.lstrip('-– ')}"
