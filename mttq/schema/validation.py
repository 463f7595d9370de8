"""One walk over the nodes of a file that reports everything that does not fit its shape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import assert_never

from mttq.diagnostics import (
    BAD_DATE,
    BAD_ID,
    BAD_NUMBER,
    DUPLICATE_KEY,
    EMPTY_VALUE,
    MISSING_KEY,
    ODD_MARGIN,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    UNPRINTABLE_TEXT,
    WRONG_KIND,
    YAML_SYNTAX,
    Code,
    Diagnostic,
    Span,
)
from mttq.schema.shapes import (
    KEY_PATTERNS,
    Amount,
    Choice,
    Day,
    Either,
    Flag,
    Identifier,
    KeyKind,
    ListOf,
    Measure,
    Name,
    Pattern,
    Record,
    Shape,
    Table,
    Text,
    Whole,
)
from mttq.schema.values import as_day, as_flag, as_measure, as_whole, wrong_day
from mttq.source import HASH_HELP, HASH_MESSAGE, colon_slip
from mttq.source.nodes import Mapping, Node, Scalar, Sequence, Style, comment_instead, is_empty
from mttq.source.text import FORBIDDEN
from mttq.spelling import question, shortened, suggestion

# Faults that a line in the wrong block causes.
CONSEQUENCES = frozenset(
    {YAML_SYNTAX, UNKNOWN_KEY, BAD_ID, WRONG_KIND, EMPTY_VALUE, MISSING_KEY, DUPLICATE_KEY, ODD_MARGIN}
)
_KEY_PATTERNS = {kind: re.compile(pattern) for kind, pattern in KEY_PATTERNS.items()}
_KEY_HELP = {
    KeyKind.ID: "dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “quang-tri”",
    KeyKind.PATH: "dùng mã đầy đủ của đơn vị, ví dụ “quang-tri/huong-hoa”",
    KeyKind.PROGRAMME: "dùng số thứ tự của chương trình, ví dụ “2”",
    KeyKind.TERM: "viết năm đầu và năm cuối, ví dụ “2019-2024”",
    KeyKind.FREE: "viết tên trên một dòng",
}
_PARAGRAPH = Name()  # of a text that is a list
_KINDS = {
    Text: "một câu hoặc danh sách các đoạn",
    Name: "một dòng chữ",
    Amount: "một số liệu",
    Day: "một ngày",
    Flag: "true hoặc false",
    Whole: "một số nguyên",
    Choice: "một từ trong danh sách cho trước",
    Measure: "một số đo",
    Pattern: "một dòng chữ",
    ListOf: "một danh sách, mỗi dòng bắt đầu bằng “- ”",
    Table: "một nhóm khóa, mỗi khóa một dòng",
    Record: "một nhóm khóa, mỗi khóa một dòng",
}
_FLAG_HELP = {
    **dict.fromkeys(("yes", "on", "y", "có", "đúng", "true"), "viết true, bằng chữ thường"),
    **dict.fromkeys(("no", "off", "n", "không", "sai", "false"), "viết false, bằng chữ thường"),
}
_PLACE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_NO_BREAK_SPACE = "\u00a0"
_NO_BREAK_HELP = "xóa dấu cách không ngắt (U+00A0) trong khóa và gõ lại bằng phím cách"


def validate(root: Node, shape: Shape, path: str) -> list[Diagnostic]:
    """Report everything in a file that does not fit its shape.

    Args:
        root: the file's document.
        shape: the shape it should have.
        path: the file, for the diagnostics.
    """
    return list(_Walk(path, root).node(root, shape, None))


def validate_value(node: Node, shape: Shape, path: str, owner: Scalar) -> list[Diagnostic]:
    """Return what does not fit in the value of one key; the arguments are those of `validate`.

    Args:
        node: the value.
        shape: the shape it should have.
        path: the file.
        owner: its key.
    """
    return list(_Walk(path, node).node(node, shape, owner))


def missing_key_help(key: str, value: str = "…") -> str:
    """Return the line to add for a key."""
    return f"thêm dòng “{key}: {value}”"


def unknown_key(path: str, key: Scalar, known: list[str], title: str) -> Diagnostic:
    """Return the fault of a key that its record does not have.

    Args:
        path: the file.
        key: the key.
        known: the keys that the record has.
        title: what the record is.
    """
    remedy = suggestion(key.text, known) or f"các khóa dùng được ở đây: {', '.join(known)}"
    if _NO_BREAK_SPACE in key.text:
        remedy = _NO_BREAK_HELP
    return Diagnostic(UNKNOWN_KEY, path, key.span, f"khóa lạ “{_shown(key.text)}” trong {title}", help=remedy)


def quoted(words: Iterable[str]) -> str:
    """Quote a list of words for a message."""
    return ", ".join(f"“{word}”" for word in words)


class _Walk:
    def __init__(self, path: str, root: Node) -> None:
        self._path = path
        self._root = root

    def _fault(self, code: Code, span: Span, message: str, remedy: str | None = None) -> Diagnostic:
        return Diagnostic(code, self._path, span, message, help=remedy)

    def node(self, node: Node, shape: Shape, owner: Scalar | None) -> Iterator[Diagnostic]:
        """Check one node; `owner` is its key, None for the file and for items of a list."""
        if isinstance(node, Scalar) and node.style is Style.BROKEN:
            return
        if isinstance(shape, Either):
            yield from self._either(node, shape, owner)
        elif is_empty(node):
            if comment_instead(node) is None or not _may_be_empty(shape):
                yield self._empty(node, shape, owner)
        elif isinstance(shape, Record):
            yield from self._record(node, shape, owner)
        elif isinstance(shape, Table):
            yield from self._table(node, shape, owner)
        elif isinstance(shape, ListOf):
            yield from self._list(node, shape, owner)
        elif isinstance(shape, Text) and isinstance(node, Sequence):
            yield from self._list(node, ListOf(_PARAGRAPH), owner)
        elif isinstance(node, Scalar):
            yield from self._scalar(node, shape)
        else:
            yield self._wrong_kind(node, shape, owner)

    def _empty(self, node: Node, shape: Shape, owner: Scalar | None) -> Diagnostic:
        if owner is None:
            return self._fault(EMPTY_VALUE, node.span, "mục này trống", "viết nội dung, hoặc bỏ dòng này")
        remedy = "viết giá trị sau dấu hai chấm, hoặc bỏ dòng này nếu chưa có"
        if isinstance(shape, Record | Table) and shape.empty:
            remedy = f"nếu không có nội dung thì viết “{owner.text}: {{}}”"
        return self._fault(EMPTY_VALUE, owner.span, f"khóa “{_shown(owner.text)}” không có giá trị", remedy)

    def _wrong_kind(self, node: Node, shape: Shape, owner: Scalar | None) -> Diagnostic:
        name = (
            f"“{_shown(owner.text)}”"
            if owner is not None
            else "nội dung tệp"
            if node is self._root
            else "mục này"
        )
        found = {Scalar: "một dòng chữ", Sequence: "một danh sách", Mapping: "một nhóm khóa"}[type(node)]
        expected = shape.title if isinstance(shape, Identifier) else _KINDS[type(shape)]
        remedy = None
        if isinstance(shape, Pattern) and isinstance(node, Mapping):
            remedy = "dòng bắt đầu bằng chỗ điền thì đặt cả dòng trong dấu nháy đơn, ví dụ '{…}'"
        elif isinstance(shape, Text | Name) and (braced := _in_braces(node)):
            remedy = f"câu bắt đầu bằng dấu {{ thì đặt cả câu trong dấu nháy đơn: '{_shown(braced)}'"
        elif isinstance(shape, Text | Name) and isinstance(node, Mapping):
            remedy = "nếu là câu có dấu hai chấm thì đặt cả câu trong dấu nháy đơn '…'"
        elif isinstance(node, Sequence) and isinstance(shape, Amount):
            remedy = "chỉ viết một số, không dùng ngoặc vuông hay dấu gạch đầu dòng"
        elif isinstance(node, Scalar) and (slip := _colon_slip(node)) is not None:
            remedy = slip
        elif isinstance(node, Scalar) and isinstance(shape, Record):
            keys = ", ".join(field.key for field in shape.fields)
            remedy = f"viết mỗi khóa một dòng, thụt vào 2 dấu cách; các khóa dùng được ở đây: {keys}"
        elif isinstance(node, Scalar) and isinstance(shape, Table):
            remedy = "viết mỗi khóa một dòng dạng “khóa: giá trị”, thụt vào 2 dấu cách"
        elif isinstance(node, Scalar) and isinstance(shape, ListOf):
            remedy = "xuống dòng, viết mỗi mục một dòng bắt đầu bằng “- ”"
        elif isinstance(node, Mapping) and isinstance(shape, ListOf):
            remedy = "thêm “- ” trước mỗi mục của danh sách"
        elif isinstance(node, Mapping) and isinstance(shape, Amount):
            remedy = "chỉ viết một số trên cùng dòng với khóa"
        elif isinstance(node, Sequence) and isinstance(shape, Record | Table):
            remedy = "bỏ dấu gạch đầu dòng: mỗi khóa một dòng dạng “khóa: giá trị”"
        elif isinstance(node, Sequence) and not node.flow and owner is None:
            remedy = "nếu câu bắt đầu bằng dấu gạch thì đặt cả câu trong dấu nháy đơn '…'"
        span = owner.span if owner is not None and not isinstance(node, Scalar) else _first_line(node)
        return self._fault(WRONG_KIND, span, f"{name} phải là {expected}, không phải {found}", remedy)

    def _either(self, node: Node, shape: Either, owner: Scalar | None) -> Iterator[Diagnostic]:
        forms = {Scalar: shape.scalar, Mapping: shape.mapping, Sequence: shape.sequence}
        form = forms[type(node)]
        if callable(form):
            form = form()
        if is_empty(node):
            yield self._empty(node, shape, owner)
        elif isinstance(node, Mapping) and isinstance(form, Record) and _is_sentence(node, shape, form):
            yield self._wrong_kind(node, Name(), owner)
        elif form is not None:
            yield from self.node(node, form, owner)
        else:
            mapping = shape.mapping() if callable(shape.mapping) else shape.mapping
            # A record is what one usually has, and a list of them the exception.
            record = mapping if isinstance(mapping, Record) else None
            other = shape.scalar or record or shape.sequence or mapping
            if other is not None:
                yield self._wrong_kind(node, other, owner)

    def _record(self, node: Node, shape: Record, owner: Scalar | None) -> Iterator[Diagnostic]:
        if not isinstance(node, Mapping):
            yield self._wrong_kind(node, shape, owner)
            return
        if not node.entries and shape.empty:
            return
        yield from self._repeated(node)
        known = {field.key: field for field in shape.fields}
        meant: set[str | None] = set()
        for entry in node.entries:
            field = known.get(entry.key.text)
            if field is None:
                if shape.others is None:
                    yield unknown_key(self._path, entry.key, [one.key for one in shape.fields], shape.title)
                meant.add(suggestion(entry.key.text, known))
            else:
                yield from self.node(entry.value, field.shape, entry.key)
        present = {entry.key.text for entry in node.entries}
        span = owner.span if owner is not None else _first_line(node)
        for field in shape.fields:
            if field.required and field.key not in present and question(field.key) not in meant:
                yield self._fault(
                    MISSING_KEY,
                    span,
                    f"thiếu khóa “{field.key}” ({field.title}) trong {shape.title}",
                    missing_key_help(field.key),
                )

    def _repeated(self, node: Mapping) -> Iterator[Diagnostic]:
        first: dict[str, Span] = {}
        for entry in node.entries:
            earlier = first.setdefault(unicodedata.normalize("NFC", entry.key.text), entry.key.span)
            if earlier is not entry.key.span:
                yield self._fault(
                    DUPLICATE_KEY,
                    entry.key.span,
                    f"khóa “{_shown(entry.key.text)}” đã có ở dòng {earlier.line}",
                    "giữ lại một dòng, gộp nội dung của hai dòng nếu cần",
                )

    def _table(self, node: Node, shape: Table, owner: Scalar | None) -> Iterator[Diagnostic]:
        if not isinstance(node, Mapping):
            yield self._wrong_kind(node, shape, owner)
            return
        if not node.entries and not shape.empty:
            span = owner.span if owner is not None else node.span
            yield self._fault(
                EMPTY_VALUE, span, "nhóm khóa này trống", "viết ít nhất một khóa, hoặc bỏ dòng này"
            )
        yield from self._repeated(node)
        pattern = _KEY_PATTERNS[shape.key]
        for entry in node.entries:
            if pattern.fullmatch(entry.key.text):
                yield from self.node(entry.value, shape.value, entry.key)
            else:
                yield self._fault(
                    BAD_ID,
                    entry.key.span,
                    f"{shape.key_title} “{_shown(entry.key.text)}” không đúng dạng",
                    _NO_BREAK_HELP if _NO_BREAK_SPACE in entry.key.text else _KEY_HELP[shape.key],
                )

    def _list(self, node: Node, shape: ListOf, owner: Scalar | None) -> Iterator[Diagnostic]:
        if not isinstance(node, Sequence):
            yield self._wrong_kind(node, shape, owner)
            return
        if not node.items:
            span = owner.span if owner is not None else node.span
            yield self._fault(
                EMPTY_VALUE, span, "danh sách này trống", "viết ít nhất một mục, hoặc bỏ dòng này"
            )
        for item in node.items:
            yield from self.node(item, shape.item, None)

    def _scalar(self, node: Scalar, shape: Shape) -> Iterator[Diagnostic]:
        text = node.text.strip()
        if node.style is Style.FOLDED and (isinstance(shape, Amount) or not text):
            yield self._folded_amount(node)
        elif not text and not isinstance(shape, Amount):
            how = "chỉ có dấu nháy" if node.style in {Style.SINGLE, Style.DOUBLE} else "để trống"
            yield self._fault(
                EMPTY_VALUE,
                _first_line(node),
                f"giá trị {how}, không có chữ",
                "viết nội dung, hoặc bỏ dòng này",
            )
        else:
            yield from self._text(node, shape, text)

    def _unprintable(self, node: Scalar, found: str) -> Diagnostic:
        """Report a character that no line can hold; in double quotes it came from an escape."""
        if found in "\n\t":
            what = "chỗ xuống dòng" if found == "\n" else "ký tự tab"
            message = f"đây phải là một dòng chữ, mà trong đó có {what}"
        else:
            message = f"trong chữ có ký tự không in được (U+{ord(found):04X})"
        help = "viết cả nội dung trên một dòng"
        if node.style is Style.DOUBLE:
            help = "bỏ phần bắt đầu bằng dấu \\ ấy, hoặc đặt trong dấu nháy đơn nếu muốn viết chính dấu \\"
        return self._fault(UNPRINTABLE_TEXT, node.span, message, help)

    def _text(self, node: Scalar, shape: Shape, text: str) -> Iterator[Diagnostic]:
        """Check a text, without its surrounding spaces, against a shape for scalars."""
        match shape:
            case Text() | Name():
                if node.comment is not None:
                    yield self._fault(YAML_SYNTAX, node.comment, HASH_MESSAGE, HASH_HELP)
                is_line = isinstance(shape, Name) and shape is not _PARAGRAPH
                if found := _unprintable(is_line=is_line).search(text):
                    yield self._unprintable(node, found[0])
            case Identifier(_, key):
                if key is not None and not _KEY_PATTERNS[key].fullmatch(text):
                    yield self._fault(
                        BAD_ID, node.span, f"“{_shown(text)}” không đúng dạng của mã", _KEY_HELP[key]
                    )
            case Day():
                if as_day(node) is None:
                    yield self._fault(BAD_DATE, node.span, *wrong_day(text))
            case Flag():
                if as_flag(node) is None:
                    message = f"“{_shown(text)}” không phải true hay false"
                    remedy = _FLAG_HELP.get(text.casefold(), "viết true (có, đúng) hoặc false (không)")
                    yield self._fault(UNKNOWN_VALUE, node.span, message, remedy)
            case Whole():
                yield from self._whole(node, shape)
            case Measure():
                yield from self._measure(node, shape)
            case Pattern():
                yield from self._pattern(node, shape)
            case Choice(values):
                if text not in values:
                    remedy = suggestion(text, values) or ""
                    listed = f"{'hiện chỉ có' if len(values) == 1 else 'chọn một trong'}: {quoted(values)}"
                    message = f"“{_shown(text)}” không phải giá trị dùng được ở đây"
                    yield self._fault(UNKNOWN_VALUE, node.span, message, f"{remedy} {listed}".lstrip())
            case Amount() | ListOf() | Table() | Record() | Either():
                pass  # amounts have a reader of their own; the others hold no scalar, or were resolved before
            case _:
                assert_never(shape)

    def _whole(self, node: Scalar, shape: Whole) -> Iterator[Diagnostic]:
        number = as_whole(node)
        least = 1 if shape.positive else 0
        if number is not None and (number >= least or shape.negative):
            return
        yield self._fault(
            BAD_NUMBER,
            node.span,
            f"“{_shown(node.text.strip())}” không phải một số nguyên dùng được ở đây",
            f"viết một số từ {least} trở lên bằng chữ số, không có số 0 ở đầu và không có dấu chấm"
            if not shape.negative
            else "viết bằng chữ số, ví dụ 5 hoặc -11, không có số 0 ở đầu và không có dấu chấm",
        )

    def _measure(self, node: Scalar, shape: Measure) -> Iterator[Diagnostic]:
        if as_measure(node, shape) is not None:
            return
        unit = f" {shape.units[0]}" if shape.units[0] else ""
        how = f"viết một số từ {shape.least} đến {shape.most}{unit}, phần thập phân sau dấu phẩy"
        others = [one for one in shape.units[1:] if one]
        yield self._fault(
            BAD_NUMBER,
            node.span,
            f"“{_shown(node.text.strip())}” không phải một số đo dùng được ở đây",
            f"{how}; dùng được cả {', '.join(others)}" if others else how,
        )

    def _pattern(self, node: Scalar, shape: Pattern) -> Iterator[Diagnostic]:
        found = _PLACE.findall(node.text)
        listed = ", ".join(f"{{{name}}}" for name in shape.names)
        for name in found:
            if name not in shape.names:
                nearest = suggestion(name, shape.names)
                remedy = f"các chỗ điền dùng được ở đây: {listed}"
                yield self._fault(
                    UNKNOWN_VALUE,
                    node.span,
                    f"không có chỗ điền {{{_shown(name)}}}",
                    f"{nearest} {remedy}" if nearest else remedy,
                )
        if _BRACE.search(_PLACE.sub("", node.text)):
            yield self._fault(
                UNKNOWN_VALUE,
                node.span,
                "dấu ngoặc nhọn không đủ cặp",
                f"viết chỗ điền trong một cặp ngoặc nhọn: {listed}",
            )
        for name in shape.needed:
            if name not in found:
                yield self._fault(
                    UNKNOWN_VALUE,
                    node.span,
                    f"thiếu chỗ điền {{{name}}}",
                    f"thêm {{{name}}} vào chỗ phải in",
                )

    def _folded_amount(self, node: Scalar) -> Diagnostic:
        span = Span(node.span.line, node.span.column, node.span.line, node.span.column + 1)
        amount = " ".join(node.text.split()) or "19 tỷ đồng"
        return self._fault(
            YAML_SYNTAX,
            span,
            "dấu > ở đầu giá trị bị YAML hiểu là khối văn bản",
            f"viết bằng chữ “trên {amount}”, hoặc đặt trong dấu nháy '> {amount}'",
        )


@cache
def _unprintable(*, is_line: bool) -> re.Pattern[str]:
    """Return what no text may hold; running text may have lines and tabs of its own, a line may not."""
    return re.compile(rf"[\n\t]|{FORBIDDEN}" if is_line else FORBIDDEN)


def _shown(text: str) -> str:
    """Return a text as messages quote it: on one line, a long one shortened."""
    return shortened(text.replace("\n", " "))


def _is_sentence(node: Mapping, shape: Either, form: Record) -> bool:
    """Whether a mapping is really a sentence with a colon in it, in a place for a text or a record."""
    keys = {field.key for field in form.fields}
    return (
        isinstance(shape.scalar, Text | Name)
        and len(node.entries) == 1
        and node.entries[0].key.text not in keys
        and isinstance(node.entries[0].value, Scalar)
        and suggestion(node.entries[0].key.text, keys) is None
    )


def _first_line(node: Node) -> Span:
    """Return the place of a node on one line, or of the first character of a longer one."""
    span = node.span
    if span.line == span.end_line:
        return span
    return Span(span.line, span.column, span.line, span.column + 1)


def _may_be_empty(shape: Shape) -> bool:
    """Whether a block of this shape means nothing as long as all of its lines are comments."""
    return isinstance(shape, Table | ListOf) or (isinstance(shape, Record) and shape.empty)


def _colon_slip(node: Scalar) -> str | None:
    several = node.style is Style.PLAIN and node.span.end_line > node.span.line
    return colon_slip(node.text, several=several)


def _in_braces(node: Node) -> str:
    """Return a word in braces that YAML took for a mapping with one key, as it was written; "" for anything else."""
    if isinstance(node, Mapping) and node.flow and len(node.entries) == 1:
        key, value = node.entries[0].key, node.entries[0].value
        if is_empty(value) and key.style is Style.PLAIN:
            return f"{{{key.text}}}"
    return ""
