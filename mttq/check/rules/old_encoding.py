"""Letters that are not what was typed: lost, in an encoding before Unicode, read wrongly, or signs of another font."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq.check.rules.reported_places import ReportedPlaces, places
from mttq.diagnostics import Code, Diagnostic, Severity, Span
from mttq.source import Scalar, Source, scalars
from mttq.spelling import shortened

LOST_LETTER = Code("MT013", "mat-chu")
OLD_ENCODING = Code("MT507", "chu-ma-cu", Severity.WARNING)
MISREAD_TEXT = Code("MT508", "chu-doc-sai-ma", Severity.WARNING)
HTML_ENTITY = Code("MT509", "ma-html", Severity.WARNING)
FOREIGN_D = Code("MT129", "chu-d-la", Severity.WARNING)
PRIVATE_SIGN = Code("MT510", "ky-hieu-rieng", Severity.WARNING)

PRIVATE = re.compile("[\ue000-\uf8ff]")
_LOST = re.compile("\ufffd")
_ICELANDIC = re.compile("[Ðð]")  # which look like Đ in small letters and capitals, but are found by no search
_SUSPECT = re.compile("[Ðð¡-¦¨-¯±´-¶¸-º¼¾¿ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñöøûüþÿ\ue000-\uf8ff\ufffd]|&[#a-zA-Z]")


def old_encoding(source: Source, reported: ReportedPlaces) -> Iterator[Diagnostic]:
    """Report each text with such letters once, with the text that was meant if that is known."""
    if source.root is None or not _SUSPECT.search(source.text):
        return
    for scalar in scalars(source.root):
        if _SUSPECT.search(scalar.text):
            yield from _text(source, scalar)


def _text(source: Source, scalar: Scalar) -> Iterator[Diagnostic]:
    from mttq.check.charsets import converted, entities, reread, without_entities  # noqa: PLC0415 - only for faults

    text = scalar.text
    lost = list(places(scalar, source, _LOST))
    if lost:
        count = f" ({len(lost)} chỗ trong đoạn này)" if len(lost) > 1 else ""
        yield Diagnostic(
            LOST_LETTER,
            source.path,
            lost[0][0],
            f"có chữ đã mất, chỉ còn dấu thay thế U+FFFD{count}",
            help="gõ lại chỗ này theo bản gốc; chữ mất khi tệp được lưu hoặc chép với bảng mã sai",
        )
    elif (misread := reread(text)) is not None:
        message = "chữ UTF-8 bị đọc nhầm sang bảng mã Windows-1252"
        yield _with_text(MISREAD_TEXT, source, scalar, message, misread.text)
    elif (old := converted(text)) is not None:
        message = f"chữ gõ bằng bảng mã {old.name}, không phải Unicode"
        yield _with_text(OLD_ENCODING, source, scalar, message, old.text)
    elif found := entities(text):
        at = text.find(found[0])
        yield Diagnostic(
            HTML_ENTITY,
            source.path,
            scalar.part(at, at + len(found[0])),
            f"“{found[0]}” là mã của trang web, không phải chữ",
            help=f"viết: {shortened(without_entities(text))}",
        )
    elif foreign := list(places(scalar, source, _ICELANDIC)):
        count = f" ({len(foreign)} chỗ trong đoạn này)" if len(foreign) > 1 else ""
        yield Diagnostic(
            FOREIGN_D,
            source.path,
            foreign[0][0],
            f"“{foreign[0][1]}” (U+{ord(foreign[0][1]):04X}) trông giống mà không phải chữ Đ của tiếng Việt{count}",
            help=f"viết: {shortened(' '.join(with_vietnamese_d(text).split()))}",
        )
    signs = list(places(scalar, source, PRIVATE))
    if signs:
        span, sign = signs[0]
        count = f" ({len(signs)} chỗ trong đoạn này)" if len(signs) > 1 else ""
        yield Diagnostic(
            PRIVATE_SIGN,
            source.path,
            span,
            f"có ký hiệu riêng của một phông chữ (U+{ord(sign):04X}){count}, máy khác hiện ra ô vuông",
            help="nếu là dấu đầu dòng của Word thì bỏ đi, mỗi mục viết trên một dòng bắt đầu bằng “- ”",
        )


def with_vietnamese_d(text: str) -> str:
    """Return a text with `Đ` for the letter of Icelandic that looks like it."""
    return text.translate({0xD0: "Đ", 0xF0: "đ"})


def _with_text(code: Code, source: Source, scalar: Scalar, message: str, meant: str) -> Diagnostic:
    span = scalar.span
    end = span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)
    return Diagnostic(code, source.path, end, message, help=f"viết: {shortened(' '.join(meant.split()))}")
