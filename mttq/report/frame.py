"""The frame of every document: letterhead, basis, signature, recipients, closing words.

The parts and their form follow Decree 30/2020/NĐ-CP, Annex I, Part I: issuing
body II.2, number and sign II.3, place and date II.4, type and subject II.5,
basis II.6a, authority and signature II.7, recipients II.9, annexes III.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from mttq.catalogue import Catalogue, Defaults
from mttq.catalogue.defaults import Signer
from mttq.documents import Amendment
from mttq.documents.model import Figure, Scope, Target
from mttq.documents.prose import NOT_WRITTEN, FormerFigure, Issued
from mttq.levels import Level
from mttq.profile import Layout, Letterheads, Words, fill
from mttq.quantity import written
from mttq.report.model import (
    Block,
    Charts,
    Heading,
    Item,
    Letterhead,
    Paragraph,
    Report,
    SheetHeading,
    Signature,
    TableAnnex,
    TableBlock,
)
from mttq.report.named_figures import SubjectFigures
from mttq.report.subject import Subject
from mttq.report.tables import is_wide
from mttq.report.wording import (
    bare_line,
    bare_subject,
    basis_line,
    closed,
    day_in_full,
    document_number,
    ended,
    in_one,
    lower,
    place_of,
    roman,
    short_day,
    unended,
    with_semicolons,
)
from mttq.spelling import capitalised

DRAFT = "Dự thảo"
_LONGEST_TYPE = 4  # words: `Chương trình hành động`, `Kế hoạch liên tịch`
_SECOND = 2  # the level of `1.`
_COUNTED = re.compile(r"(?:[IVX]+|[\d.]*\d)\.|[a-zđ]\)")
_HEADINGS = ("phan", "muc_1", "muc_2", "muc_3")
# Signs of the authority by which someone signs (II.7b).
_AUTHORITY = re.compile(r"(TM|TL|TUQ|Q)\.", re.IGNORECASE)
# Levels that issue documents without a standing committee of a committee of the Front.
_OTHER_BODIES = (Level.RESIDENTIAL_AREA, Level.MEMBER)


def framed(
    *,
    kind: str,
    subject: Subject,
    issued: Issued,
    type_name: str,
    about: str,
    body: list[Block],
    closing: str,
    draft: bool = False,
    remarks: Sequence[str] = (),
    annexes: Sequence[tuple[str, TableBlock]] = (),
    announced: Sequence[str] = (),
    charts: Charts | None = None,
) -> Report:
    """Return a body in its frame.

    Args:
        kind: the kind of document.
        subject: the unit and period.
        issued: what the file says about the issued document; `blank_issued()` if there is no file.
        type_name: the type to print if the file names none.
        about: the subject line to print if the file has none.
        body: the blocks, without the closing words.
        closing: the closing words.
        draft: whether it is only a draft, because nobody has written it yet.
        remarks: what whoever issues it should know.
        annexes: the title and the table of each annex.
        announced: what the end of the text calls each of them; none if the text refers to them elsewhere.
        charts: the charts, which are the last annex; their heading says only what they show.
    """
    issued = completed(issued, subject.catalogue.defaults.get(subject.unit.id))
    layout = subject.layout
    type_name, about = _title(issued.type_name or type_name, issued.subject, about, subject)
    words = layout.words
    # To whom it is addressed receives it, too (II.9b).
    usual = (words.as_above, words.filed) if issued.addressed_to else (words.filed,)
    recipients = issued.recipients or usual
    letterhead = _letterhead(subject, issued, type_name, layout)
    if draft:
        type_name = f"{DRAFT} {lower(type_name)}"
        remarks = (f"{DRAFT.lower()}, còn để trống {', '.join(_blanks(issued))}", *remarks)
    tables = _tables_apart(body, layout)
    apart = [
        *((words.cased("ten_phu_luc", one.title), one, True) for one in tables),
        *((title, table, False) for title, table in annexes),
    ]
    count = len(apart) + (charts is not None)
    said = belongs_to(subject, issued, type_name, letterhead)
    body = [
        Paragraph(f"{block.title}: {annex_number(layout, tables.index(block) + 1, count)} kèm theo.")
        if isinstance(block, TableBlock) and block in tables
        else block
        for block in body
    ]
    body += [
        Paragraph(f"{name}: {annex_number(layout, place, count)} kèm theo.")
        for place, name in enumerate(announced, len(tables) + 1)
    ]
    if charts is not None:
        title = layout.heading("phu_luc_bieu_do", ky=subject.when)
        body.append(Paragraph(f"{title}: {annex_number(layout, count, count)} kèm theo."))
    return Report(
        kind=kind,
        letterhead=letterhead,
        type_name=words.cased("ten_loai", type_name),
        subject=(words.cased("trich_yeu", bare_subject(about)),),
        addressed_to=tuple(map(bare_line, issued.addressed_to)),
        basis=with_semicolons([basis_line(line) for line in issued.basis]),
        body=(
            *(_cased(_within(block), words) for block in _without_lone_numbers(body)),
            Paragraph(closed(closing, words.end)),
        ),
        signature=_signature(subject, issued, layout),
        cosigners=tuple(_cosigner(one, layout) for one in issued.cosigners),
        recipients=with_semicolons([f"{words.dash} {bare_line(line)}" for line in recipients]),
        annexes=tuple(
            TableAnnex(
                SheetHeading(
                    issuer=(),
                    number=annex_number(layout, place, count),
                    title=title,
                    belongs_to=said,
                ),
                replace(_cased_table(table, words), title=""),
                wide,
            )
            for place, (title, table, wide) in enumerate(apart, 1)
        ),
        charts=_charts_annex(charts, annex_number(layout, count, count), said),
        layout=layout,
        measures=frozenset(
            one.measure.name.split()[0]
            for one in (*subject.catalogue.indicators.values(), *(row.indicator for row in subject.rows))
            if one.measure.name
        ),
        figures=SubjectFigures(subject),
        remarks=tuple(remarks),
    )


def working_paper(
    *, kind: str, subject: Subject, type_name: str, about: str, body: list[Block], closing: str
) -> Report:
    """Return a body in the frame of a paper that is not issued: without number, day, signature and recipients."""
    report = framed(
        kind=kind,
        subject=subject,
        issued=blank_issued(),
        type_name=type_name,
        about=about,
        body=body,
        closing=closing,
    )
    return replace(
        report,
        letterhead=replace(report.letterhead, number="", place_and_date=""),
        addressed_to=(),
        basis=(),
        signature=Signature("", "", "", ""),
        cosigners=(),
        recipients=(),
    )


def _charts_annex(charts: Charts | None, number: str, said: str) -> Charts | None:
    """Return the charts as an annex of that number, with the line that names the document."""
    if charts is None:
        return None
    return replace(charts, heading=replace(charts.heading, number=number, belongs_to=said))


def _without_lone_numbers(body: Sequence[Block]) -> list[Block]:
    """Return a body in which a heading that is alone of its kind has no number, nor do those below it repeat it."""
    headings = [(place, block) for place, block in enumerate(body) if isinstance(block, Heading)]
    above: list[tuple[int, int]] = []  # the level and the place of the headings that a heading is below
    siblings: dict[tuple[int, int], list[int]] = {}
    for place, heading in headings:
        while above and above[-1][0] >= heading.level:
            above.pop()
        if _COUNTED.fullmatch(heading.number):
            siblings.setdefault((above[-1][1] if above else -1, heading.level), []).append(place)
        above.append((heading.level, place))
    lone = {places[0] for places in siblings.values() if len(places) == 1}
    found, dropped = list(body), ""
    for place, heading in headings:
        number, text = heading.number, heading.text
        if heading.level <= _SECOND:
            dropped = number if place in lone else ""
        else:
            number = number.removeprefix(dropped)
        if place in lone:
            number = ""
            text += "" if heading.level <= _SECOND or text.endswith(":") else ":"
        found[place] = replace(heading, number=number, text=text)
    return found


def _tables_apart(body: Sequence[Block], layout: Layout) -> list[TableBlock]:
    """Return the tables that are too wide for the page of the text, and go behind the signature."""
    page = layout.page
    tables = [block for block in body if isinstance(block, TableBlock)]
    return [table for table in tables if page.turns and is_wide(table, page)]


def _title(type_name: str, given: str, about: str, subject: Subject) -> tuple[str, str]:
    """Return the type and the subject line as a clerk divides them.

    Of a long type such as `Chương trình phối hợp và thống nhất hành động` the kind alone is the type, and the rest
    begins the subject.

    Args:
        type_name: the type as typed.
        given: the subject line as typed, or "".
        about: the subject line if none is typed.
        subject: the unit and period.
    """
    kinds = (name for name, _ in subject.layout.numbers.kinds if type_name.lower().startswith(f"{name} "))
    kind = max(kinds, key=len, default="")
    if not kind or len(type_name.split()) <= _LONGEST_TYPE or type_name.isupper():
        return type_name, given or about
    rest = capitalised(type_name[len(kind) :].strip())
    if rest.lower() in given.lower():
        return type_name[: len(kind)], given
    return type_name[: len(kind)], f"{rest} {lower(given) or subject.when}"


def _blanks(issued: Issued) -> list[str]:
    """Return what a document still lacks to be signed."""
    lacking = (
        ("số", not issued.number),
        ("ngày", issued.day is None),
        ("người ký", not all(one is not None and one.name for one in (issued.signer, *issued.cosigners))),
    )
    return [name for name, is_blank in lacking if is_blank]


def annex_number(layout: Layout, place: int, count: int) -> str:
    """Return `Phụ lục II`; of a single annex without a number (III.1b)."""
    word = layout.heading("phu_luc")
    return word if count == 1 else f"{word} {roman(place)}"


def belongs_to(subject: Subject, issued: Issued, type_name: str, letterhead: Letterhead) -> str:
    """Return the line under the title of an annex that names the document it goes with (III.1c)."""
    numbers = subject.layout.numbers
    number = letterhead.number.removeprefix(numbers.number.partition("{so}")[0].strip()).strip()
    number = f"…{number}" if number.startswith("/") else number
    kind = capitalised(type_name.lower())
    day = day_in_full(issued.day, numbers)
    body = issuing_bodies(subject, issued)
    return subject.layout.heading("kem_theo", van_ban=kind, so=number, ngay=day, co_quan=body)


def issuing_bodies(subject: Subject, issued: Issued) -> str:
    """Return who issues a document in running text: all bodies of a joint one, the leading one first."""
    issued = completed(issued, subject.catalogue.defaults.get(subject.unit.id))
    if not issued.cosigners:
        return subject.body
    lead = issued.signer.body if issued.signer is not None else ""
    bodies = [lead or subject.body, *(one.body for one in issued.cosigners if one.body)]
    return " và ".join(filter(None, (", ".join(bodies[:-1]), bodies[-1])))


def annex_title(subject: Subject, name: str) -> str:
    """Return the title of a sheet of figures, or of pages of pictures, by the name of its heading in the profile."""
    return subject.layout.words.cased("ten_phu_luc", subject.layout.heading(name, ky=subject.when))


def blank_issued() -> Issued:
    """Return the data of an issued document about which nothing is known yet."""
    return Issued()


def completed(issued: Issued, common: Defaults | None) -> Issued:
    """Return what is known about a document, with what the unit's documents have in common where it says nothing."""
    if common is None:
        return issued
    return replace(
        issued,
        place=issued.place or common.place,
        basis=issued.basis or common.basis,
        addressed_to=issued.addressed_to or common.addressed_to,
        signer=issued.signer if issued.signer is not None else common.signer,
        cosigners=issued.cosigners if issued.signer is not None else common.cosigners,
        recipients=issued.recipients or common.recipients,
        compiler=issued.compiler or common.compiler,
    )


def amended(type_name: str, verb: str, amendments: Sequence[Amendment]) -> list[Block]:
    """Return a paragraph for each change made after the document was first issued.

    Args:
        type_name: the type of the changed document, `Chương trình`.
        verb: the kind of change, `điều chỉnh` or `đính chính`.
        amendments: the changes in the order of the file.
    """
    return [_amended(type_name, verb, one) for one in amendments]


def _amended(type_name: str, verb: str, one: Amendment) -> Paragraph:
    day = f" ngày {short_day(one.day)}" if one.day is not None else ""
    number = f" theo văn bản số {one.number}" if one.number else ""
    reason = f": {lower(in_one(one.reason))}" if one.reason else ""
    return Paragraph(ended(f"{type_name} này đã được {verb}{day}{number}{reason}"))


def corrected(
    type_name: str,
    corrections: Sequence[Amendment],
    figures: Iterable[Figure | Target],
    catalogue: Catalogue,
) -> list[Block]:
    """Return a paragraph for each correction, followed by what each figure was and what it became.

    Args:
        type_name: the type of the corrected document, `Báo cáo`.
        corrections: the corrections in the order of the file.
        figures: what the document says now.
        catalogue: the indicators.
    """
    texts = {
        (one.scope if isinstance(one, Figure) else Scope.OWN, one.indicator): written(
            one.quantity, catalogue.indicators[one.indicator].measure.name
        )
        for one in figures
        if one.indicator in catalogue.indicators
    }
    became: list[list[str]] = []
    for one in reversed(corrections):
        became.append([texts.get(_figure_key(was, catalogue), "") for was in one.former])
        texts |= {_figure_key(was, catalogue): was.text for was in one.former}
    found: list[Block] = []
    for one, values in zip(corrections, reversed(became), strict=True):
        found.append(_amended(type_name, "đính chính", one))
        lines = [
            f"{_indicator_name(was, catalogue)}: {'' if was.text == NOT_WRITTEN else 'đã ghi '}{was.text}, "
            f"{f'đúng là {now}' if now else 'nay bỏ'}"
            for was, now in zip(one.former, values, strict=True)
        ]
        found += [Item(line) for line in with_semicolons(lines)]
    return found


def _figure_key(was: FormerFigure, catalogue: Catalogue) -> tuple[Scope, str]:
    """Return whose figure it was, as the reader of figures has it, and of which indicator."""
    indicator = catalogue.indicators.get(was.indicator)
    is_stated = indicator is not None and indicator.area_wide
    return Scope.STATED if is_stated else was.scope, was.indicator


def _indicator_name(was: FormerFigure, catalogue: Catalogue) -> str:
    indicator = catalogue.indicators.get(was.indicator)
    name = indicator.name if indicator is not None else was.indicator
    return f"{name} (toàn địa bàn)" if was.scope is Scope.STATED else name


def sourced(source: Sequence[str], what: str = "Nguồn") -> list[Block]:
    """Return a paragraph that says where a document comes from; none if it is the unit's own."""
    said = "; ".join(line.rstrip(" .;") for line in source)
    return [Paragraph(ended(f"{what}: {said}"))] if said else []


def _within(block: Block) -> Block:
    """Return a block without the mark that ends a document, even if it was typed."""
    return replace(block, text=unended(block.text)) if isinstance(block, Paragraph | Item) else block


def _cased(block: Block, words: Words) -> Block:
    """Return a block with its headings in capitals if the profile wants them."""
    if isinstance(block, Heading):
        return replace(block, text=words.cased(_HEADINGS[block.level], block.text))
    return _cased_table(block, words) if isinstance(block, TableBlock) else block


def _cased_table(table: TableBlock, words: Words) -> TableBlock:
    columns = tuple(replace(one, header=words.cased("ten_cot", one.header)) for one in table.columns)
    return replace(table, title=words.cased("ten_bang", table.title), columns=columns)


def _letterhead(subject: Subject, issued: Issued, type_name: str, layout: Layout) -> Letterhead:
    numbers, letterheads = layout.numbers, layout.letterheads
    signs = {
        "loai": next((sign for words, sign in numbers.kinds if type_name.lower().startswith(words)), ""),
        "co_quan": dict(letterheads.signs).get(subject.level, ""),
        "ban_thuong_truc": letterheads.standing_sign if _by_standing(subject, issued, letterheads) else "",
    }
    day = day_in_full(issued.day, numbers)
    return Letterhead(
        _lines(dict(letterheads.superior).get(subject.level, ()), subject),
        _issuers(subject, issued, layout),
        document_number(issued.number, signs, numbers),
        fill(numbers.place, dia_danh=issued.place or _place(subject), ngay=day),
    )


def _place(subject: Subject) -> str:
    """Return the place of the unit; that of the one above if the unit is not an administrative one (II.4a)."""
    above = subject.above
    if subject.level in _OTHER_BODIES and above is not None:
        return place_of(above.name_on(subject.day), above.level_on(subject.day))
    return place_of(subject.name, subject.level)


def _lines(patterns: Sequence[str], subject: Subject) -> tuple[str, ...]:
    """Return the lines of a letterhead; none if they name a unit above and there is none."""
    above = subject.above
    names = {"ten": subject.name, "ten_in_hoa": subject.name.upper()}
    if above is not None:
        name = above.name_on(subject.day)
        names |= {"cap_tren": name, "cap_tren_in_hoa": name.upper()}
    elif any("{cap_tren" in pattern for pattern in patterns):
        return ()
    return tuple(fill(pattern, **names) for pattern in patterns)


def _issuers(subject: Subject, issued: Issued, layout: Layout) -> tuple[str, ...]:
    """Return the lines of all issuing bodies, the leading one first, joined by hyphens."""
    lines = _issuer(subject, issued, layout)
    for one in issued.cosigners:
        if one.body:
            lines = (*lines[:-1], f"{lines[-1]} -", layout.words.cased("co_quan", one.body))
    return lines


def _issuer(subject: Subject, issued: Issued, layout: Layout) -> tuple[str, ...]:
    letterheads = layout.letterheads
    if issued.signer is not None and issued.signer.body:
        return (layout.words.cased("co_quan", issued.signer.body),)
    lines = tuple(layout.words.cased("co_quan", line) for line in subject.unit.letterhead)
    lines = lines or _lines(dict(letterheads.issuer).get(subject.level, ()), subject)
    standing = letterheads.standing
    if _by_standing(subject, issued, letterheads) and not any(
        standing.upper() in line.upper() for line in lines
    ):
        lines = (*lines, standing)
    return lines


def _by_standing(subject: Subject, issued: Issued, letterheads: Letterheads) -> bool:
    """Return whether the standing committee issues it, and not the whole committee, as congress papers are."""
    if subject.level in _OTHER_BODIES:
        return False
    signer = issued.signer.on_behalf_of.upper() if issued.signer is not None else ""
    if signer:
        return letterheads.standing.upper() in signer
    return not subject.cycle.is_term


def _signature(subject: Subject, issued: Issued, layout: Layout) -> Signature:
    signer, letterheads, words = issued.signer, layout.letterheads, layout.words
    standing = _by_standing(subject, issued, letterheads)
    body = letterheads.standing if standing else " ".join(_issuer(subject, issued, layout))
    usual = words.cased("nguoi_ky", fill(letterheads.on_behalf_of, co_quan=body))
    if signer is None:
        return Signature(usual, "", "", "")
    signed = _signed(signer, usual, words)
    if not issued.cosigners:
        return signed
    lines = [
        line for line in _issuer(subject, issued, layout) if line.upper() != letterheads.standing.upper()
    ]
    return _with_body(signed, " ".join(lines))


def _cosigner(signer: Signer, layout: Layout) -> Signature:
    words = layout.words
    usual = fill(layout.letterheads.on_behalf_of, co_quan=signer.body) if signer.body else ""
    signed = _signed(signer, words.cased("nguoi_ky", usual), words)
    return _with_body(signed, words.cased("nguoi_ky", signer.body))


def _with_body(signature: Signature, body: str) -> Signature:
    """Return a signature of a joint document with the body's name behind the authority, unless that names it."""
    said = f"{signature.on_behalf_of} {signature.signing_for} {signature.position}".upper()
    if body.upper() in said:
        return signature
    return replace(signature, on_behalf_of=" ".join(filter(None, (signature.on_behalf_of, body))))


def _signed(signer: Signer, usual: str, words: Words) -> Signature:
    """Return a signature; a signer with only a position signs by the usual authority."""
    first, second, third = (
        words.cased("nguoi_ky", part) for part in (signer.on_behalf_of, signer.signing_for, signer.position)
    )
    if not first and not any(_AUTHORITY.match(part) for part in (second, third)):
        first = usual
    return Signature(first, second, third, words.cased("ho_ten", signer.name))
