"""libyaml's syntax errors in Vietnamese, at the place where the writer has to look, and commas that YAML misreads.

libyaml stops at the first token it can't place, which is often after the mistake: a quote that is not closed takes in
the following lines up to the next quote of its kind. Each case here says what was meant to be written.

Inside `{ }` and `[ ]` libyaml stops at nothing: a comma ends a value. `{quy: 4,2 tỷ}` is a key `quy` with the value
`4` and a key `2 tỷ` without a value. Each such place is reported, and the pieces are joined again, so that no half is
read as something else or reported a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mttq.diagnostics import YAML_SYNTAX, Diagnostic, Span
from mttq.source.nodes import Entry, Node, Scalar, Style
from mttq.source.text import indent, split
from mttq.spelling import LONGEST_QUOTED, shortened

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError


_KEY_OR_ITEM = re.compile(r" *(?:- +)*(?:[a-z0-9_/-]+:(?: |$)|- )")


class Surroundings(Struct, frozen=True):
    """What was read just before libyaml gave up.

    Attributes:
        quote: the place of the last text, if it is quoted.
        bracket: the place of the innermost open brace or bracket.
    """

    quote: Span | None
    bracket: Span | None


def swallows(lines: list[str], span: Span) -> bool:
    """Whether a quoted text of several lines has keys or items in it that are not indented more than itself."""
    if span.line == span.end_line:
        return False
    depth = indent(lines[span.line - 1])
    return any(
        _KEY_OR_ITEM.match(line) is not None and indent(line) <= depth
        for line in lines[span.line : span.end_line]
    )


def unclosed_quote(lines: list[str], span: Span, path: str) -> Diagnostic:
    """Return the fault of a quote that is not closed, at the quote."""
    mark = lines[span.line - 1][span.column - 1 : span.column]
    place = Span(span.line, span.column, span.line, span.column + 1)
    message, remedy = quote_words(mark)
    return Diagnostic(YAML_SYNTAX, path, place, message, help=remedy)


def quote_words(mark: str) -> tuple[str, str]:
    """Return message and remedy for a quote that is not closed."""
    return (
        f"dấu nháy {mark} mở ở đây mà không đóng",
        f"thêm dấu {mark} ở cuối đoạn; nếu trong câu có dấu {mark} thì dùng “…” thay cho nó",
    )


class _Failure(Struct, frozen=True, kw_only=True):
    """libyaml's problem and context with their places (line, column from 0), and the lines of the text."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: list[str]
    surroundings: Surroundings

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    @property
    def about_colon(self) -> bool:
        """Whether libyaml stopped at a colon, or at a missing one."""
        return "mapping values are not" in self.problem or "expected ':'" in self.problem

    @property
    def rest(self) -> str:
        """The text from the place of the problem to the end of its line."""
        return self.text(self.line)[self.column :]


HASH_MESSAGE = "từ dấu # trở đi bị YAML bỏ qua như một chú thích"
HASH_HELP = (
    "đặt cả câu trong dấu nháy đơn '…'; nếu đúng là chú thích thì đặt ở dòng riêng, "
    "hoặc để hai dấu cách trước dấu #"
)

GLUED_DASH_MESSAGE = "sau dấu gạch đầu dòng không có dấu cách nên YAML không hiểu đây là một mục"
GLUED_DASH_HELP = (
    "thêm một dấu cách sau dấu gạch; nếu dấu gạch là một phần của câu thì đặt câu trong dấu nháy đơn '…'"
)

_Explained = tuple[Span, str, str | None]


_NO_BREAK_SPACE = "\u00a0"
_KEY_AND_NO_BREAK_SPACE = re.compile(rf"\s*(?:- +)*[\w-]+:(?={_NO_BREAK_SPACE})")
_KEY_BEFORE = re.compile(r"[^:]*:(?:\s|$)|[^:]*:\S.*:")
_BRACE_IN_FRONT = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(\{[^{}:,\"']*\} *[^\s#}\]].*?)\s*$")
_TIGHT_KEY = re.compile(r"(\s*(?:- +)*[a-z][a-z0-9_-]*:)(?![\s/])\S")
_KEY_AND_VALUE = re.compile(
    r"(?P<key>[a-z0-9][a-z0-9_/-]*)(?: *(?P<sign>[：﹕:=;\t]|[–-](?= ))\s*(?=\S)| +(?=[0-9]))"
)
_KEY_WITH_TEXT = re.compile(r" *(?:- +)*(?P<key>[a-z0-9_/-]+): +[^\s#|>]")
_BULLET = re.compile(r"\s*([-•·▪●○■□➢✓*+–—])")
_WIDE_COLON = re.compile(r"\s*(?:- +)*[^\s:#'\"：]+\s*(?P<colon>[：﹕])")
_HASH_IN_TEXT = re.compile(r"(?<=\S )#")


def explain(error: MarkedYAMLError, text: str, path: str, surroundings: Surroundings) -> Diagnostic:
    """Return the diagnostic for one failure of libyaml."""
    failure = _failure(error, text, surroundings)
    for fits, case in _CASES:
        if fits(failure):
            span, message, remedy = case(failure)
            return Diagnostic(YAML_SYNTAX, path, _inside(span, failure.lines), message, help=remedy)
    return Diagnostic(
        YAML_SYNTAX,
        path,
        _inside(_here(failure), failure.lines),
        "chỗ này sai cú pháp YAML",
        help="xem lại dấu hai chấm, dấu nháy, dấu ngoặc và chỗ thụt dòng quanh đây",
    )


def _inside(span: Span, lines: list[str]) -> Span:
    """Cut a span to its lines; something missing at the end of a line is shown there."""
    column = min(span.column, len(lines[span.line - 1]) + 1)
    return Span(
        span.line, column, span.end_line, max(column, min(span.end_column, len(lines[span.end_line - 1]) + 1))
    )


def _failure(error: Any, text: str, surroundings: Surroundings) -> _Failure:
    problem, context = error.problem_mark, error.context_mark
    lines = split(text)
    line, column = (problem.line, problem.column) if problem else (0, 0)
    if line >= len(lines) or (column == 0 and line == len(lines) - 1 and not lines[line] and line > 0):
        # The problem is at the end of the file: show the last line that is not blank.
        line = max((number for number, found in enumerate(lines) if found.strip()), default=0)
        column = len(lines[line])
    return _Failure(
        problem=error.problem or "",
        context=error.context or "",
        line=line,
        column=column,
        context_line=context.line if context else line,
        context_column=context.column if context else column,
        lines=lines,
        surroundings=surroundings,
    )


def _here(failure: _Failure) -> Span:
    line, column = failure.line + 1, failure.column + 1
    return Span(line, column, line, column + 1)


def _context(failure: _Failure) -> Span:
    line, column = failure.context_line + 1, failure.context_column + 1
    return Span(line, column, line, column + 1)


def _quoted(text: str) -> str:
    """Return a text as a single-quoted scalar, a long one shortened."""
    return "'" + shortened(text).replace("'", "''") + "'"


def _unclosed_quote(failure: _Failure) -> _Explained:
    span = _context(failure) if "quoted" in failure.context else _opening_quote(failure)
    mark = failure.text(span.line - 1)[span.column - 1 : span.column]
    return (span, *quote_words(mark))


def _opening_quote(failure: _Failure) -> Span:
    """Return where the quoted text before the problem begins."""
    quote = failure.surroundings.quote or _context(failure)
    return Span(quote.line, quote.column, quote.line, quote.column + 1)


def _unclosed_bracket(failure: _Failure) -> _Explained:
    rest = failure.rest
    if rest.startswith(","):
        return (
            _here(failure),
            "thừa dấu phẩy trong ngoặc: trước nó không có giá trị",
            "bỏ dấu phẩy này, hoặc viết giá trị còn thiếu",
        )
    if rest[:1] in {"]", "}"} and failure.surroundings.bracket is not None:
        return (
            _here(failure),
            f"dấu ngoặc {rest[:1]} không khớp với dấu ngoặc đã mở",
            "ngoặc mở bằng { thì đóng bằng }, mở bằng [ thì đóng bằng ]",
        )
    bracket = failure.surroundings.bracket
    if rest.startswith(": ") and (bracket is None or bracket.line == failure.line + 1):
        return (
            _here(failure),
            "dấu hai chấm trong ngoặc bị YAML hiểu là một khóa mới",
            "đặt cả giá trị trong dấu nháy đơn '…'; hoặc viết mỗi khóa một dòng, không dùng ngoặc",
        )
    span = bracket or _context(failure)
    mark = failure.text(span.line - 1)[span.column - 1 : span.column]
    return (
        Span(span.line, span.column, span.line, span.column + 1),
        f"dấu ngoặc {mark} mở ở đây mà không đóng",
        "đóng ngoặc; hoặc viết mỗi khóa một dòng, thụt vào 2 dấu cách, không dùng ngoặc",
    )


def _tab(failure: _Failure) -> _Explained:
    if failure.text(failure.line)[: failure.column].strip():
        return _here(failure), "dùng phím Tab thay cho dấu cách", "thay Tab bằng một dấu cách"
    return _here(failure), "dùng phím Tab ở đầu dòng", "thay mỗi Tab bằng 2 dấu cách"


def _reserved_character(failure: _Failure) -> _Explained:
    mark = failure.rest[:1]
    return (
        _here(failure),
        f"giá trị không thể bắt đầu bằng dấu {mark}",
        f"đặt cả giá trị trong dấu nháy: {_quoted(failure.rest.rstrip())}",
    )


def _comparison(failure: _Failure) -> _Explained:
    value = failure.text(failure.context_line)[failure.context_column :].rstrip()
    span = Span(
        failure.context_line + 1,
        failure.context_column + 1,
        failure.context_line + 1,
        failure.context_column + 1 + len(value),
    )
    words = {">=": "ít nhất", ">": "trên"}
    for sign, word in words.items():
        if value.startswith(sign):
            amount = value.removeprefix(sign).strip()[:LONGEST_QUOTED]
            return (
                span,
                f"dấu {sign} ở đầu giá trị bị YAML hiểu là khối văn bản",
                f"viết bằng chữ “{word} {amount}”, hoặc đặt trong dấu nháy {_quoted(value)}",
            )
    return (
        span,
        "dấu | ở đầu giá trị bị YAML hiểu là khối văn bản",
        f"bỏ dấu |; nếu nó là một phần của câu thì đặt cả câu trong dấu nháy: {_quoted(value)}",
    )


def _colon_in_text(failure: _Failure) -> _Explained:
    before = failure.text(failure.line)[: failure.column]
    if _KEY_BEFORE.match(before) or before.lstrip().startswith("- "):
        return (
            _here(failure),
            "dấu hai chấm trong câu bị YAML hiểu là một khóa mới",
            "đặt cả câu trong dấu nháy đơn '…'",
        )
    column = len(before) - len(before.lstrip()) + 1
    return (
        Span(failure.line + 1, column, failure.line + 1, failure.column + 1),
        f"khóa “{before.strip()[:LONGEST_QUOTED]}” thụt sâu hơn dòng trên, trong khi dòng trên đã có giá trị",
        "các khóa cùng cấp phải thẳng cột; nếu là phần tiếp của câu trên thì đặt cả câu trong dấu nháy",
    )


def _brace_in_front(failure: _Failure) -> _Explained:
    found = _BRACE_IN_FRONT.match(failure.text(failure.line))
    assert found is not None
    column = found.start(1) + 1
    return (
        Span(failure.line + 1, column, failure.line + 1, column + len(found[1])),
        "câu bắt đầu bằng dấu { bị YAML hiểu là một nhóm khóa",
        f"đặt cả câu trong dấu nháy đơn: {_quoted(found[1])}",
    )


def _after_quote(failure: _Failure) -> _Explained:
    remedy = "đặt cả giá trị trong một cặp nháy đơn '…', phần trích dẫn bên trong dùng “…”"
    return _here(failure), "có chữ sau dấu nháy đóng", remedy


def _extra_bracket(failure: _Failure) -> _Explained:
    mark = failure.rest[:1]
    return _here(failure), f"thừa dấu ngoặc {mark}", "bỏ dấu ngoặc này, hoặc mở ngoặc ở phía trước"


def _no_key(failure: _Failure) -> _Explained:
    remedy = "viết “khóa: giá trị”, hoặc đặt cả câu trong dấu nháy"
    return _here(failure), "thiếu tên khóa trước dấu hai chấm", remedy


def _tight_colon(failure: _Failure) -> _Explained:
    return (
        _here(failure),
        "sau dấu hai chấm trong ngoặc không có dấu cách hay giá trị",
        "viết “khóa: giá trị”, hoặc đặt cả giá trị trong dấu nháy",
    )


def _dash(failure: _Failure) -> _Explained:
    return (
        _here(failure),
        "dấu gạch đầu dòng đứng ngay sau khóa",
        "danh sách thì xuống dòng rồi mới viết “- ”; "
        "nếu dấu gạch là một phần của câu thì đặt cả câu trong dấu nháy đơn '…'",
    )


def _no_space(failure: _Failure) -> _Explained:
    line, column = _tight_key(failure)
    return (
        Span(line + 1, column + 1, line + 1, column + 2),
        "thiếu dấu cách sau dấu hai chấm",
        "viết “khóa: giá trị”, sau dấu hai chấm có một dấu cách",
    )


def _tight_key(failure: _Failure) -> tuple[int, int]:
    """Find a line at or just before the problem with no space after its key's colon; (-1, -1) if none."""
    for line in (failure.line, failure.line - 1, failure.context_line):
        found = _TIGHT_KEY.match(failure.text(line))
        if found is not None:
            return line, found.end(1)
    return -1, -1


def _no_break_space(failure: _Failure) -> _Explained:
    line, column = _no_break_place(failure)
    return (
        Span(line + 1, column + 1, line + 1, column + 2),
        "sau dấu hai chấm là dấu cách không ngắt (U+00A0), không phải dấu cách thường",
        "xóa dấu cách này và gõ lại bằng phím cách",
    )


def _no_break_place(failure: _Failure) -> tuple[int, int]:
    """Find a key with a no-break space after it, at or just before the problem; (-1, -1) if none."""
    for line in (failure.line, failure.line - 1, failure.context_line):
        found = _KEY_AND_NO_BREAK_SPACE.match(failure.text(line))
        if found is not None:
            return line, found.end()
    return -1, -1


def _wide_colon(failure: _Failure) -> _Explained:
    line, column = _wide_colon_place(failure)
    return (
        Span(line + 1, column + 1, line + 1, column + 2),
        "dấu hai chấm toàn độ rộng “：” không phải dấu hai chấm của YAML",
        "gõ lại dấu hai chấm thường “:”, sau nó có một dấu cách",
    )


def _wide_colon_place(failure: _Failure) -> tuple[int, int]:
    """Find a key with a full-width colon at or just before the problem; (-1, -1) if none."""
    for line in (failure.line, failure.line - 1, failure.context_line):
        found = _WIDE_COLON.match(failure.text(line))
        if found is not None:
            return line, found.start("colon")
    return -1, -1


def _hash(failure: _Failure) -> _Explained:
    line = failure.line - 1
    found = _HASH_IN_TEXT.search(failure.text(line))
    column = found.start() + 1 if found is not None else 1
    return Span(line + 1, column, line + 1, column + 1), HASH_MESSAGE, HASH_HELP


def _bad_indent(failure: _Failure) -> _Explained:
    return (
        _here(failure),
        "dòng này thụt lệch với các dòng cùng cấp",
        "các khóa cùng cấp phải thẳng cột; cấp dưới thụt vào thêm 2 dấu cách",
    )


def _key_with_text(failure: _Failure) -> tuple[int, str] | None:
    """Return the line and the name of a key right above an item that has its text on its own line; None for others."""
    if not failure.text(failure.line).lstrip().startswith("- "):
        return None
    for above in range(failure.line - 1, -1, -1):
        line = failure.text(above)
        if _KEY_OR_ITEM.match(line):
            found = _KEY_WITH_TEXT.match(line)
            return (above, found["key"]) if found is not None else None
    return None


def _item_below_text(failure: _Failure) -> _Explained:
    above, key = _key_with_text(failure) or (0, "")
    depth = indent(failure.text(above)) + 2
    return (
        _here(failure),
        f"mục này thụt sai cấp và nằm dưới một khóa đã có chữ: “{key}” ở dòng {above + 1}",
        f"nếu mục này thuộc “{key}” thì đưa chữ ấy xuống dòng dưới thành một mục, "
        f"các mục đều thụt vào {depth} dấu cách và bắt đầu bằng “- ”",
    )


def _no_colon(failure: _Failure) -> _Explained:
    line = failure.context_line
    text = failure.text(line).rstrip()
    column = failure.context_column
    bullet = _BULLET.match(text)
    if bullet is not None and indent(text) == column and _follows_item(failure.lines, line):
        place = Span(line + 1, column + 1, line + 1, column + 2)
        if bullet[1] == "-":
            return place, GLUED_DASH_MESSAGE, GLUED_DASH_HELP
        message = f"dấu “{bullet[1]}” không phải dấu gạch đầu dòng của YAML nên dòng này không thành một mục"
        return place, message, "viết “- ” thay cho dấu này"
    remedy = "viết “khóa: giá trị”; nếu là phần tiếp của câu trên thì thụt vào hoặc đặt câu trong dấu nháy"
    return (
        Span(line + 1, column + 1, line + 1, max(len(text), column + 1) + 1),
        "dòng này không có dấu hai chấm “:” sau khóa",
        colon_slip(text) or remedy,
    )


def _follows_item(lines: list[str], number: int) -> bool:
    """Whether a line stands below an item of a list, with the item's margin."""
    margin = indent(lines[number])
    above = next((one for one in reversed(lines[:number]) if one.strip() and indent(one) <= margin), "")
    return indent(above) == margin and above.lstrip().startswith(("- ", "-"))


def colon_slip(text: str, *, several: bool = False) -> str | None:
    """Return the remedy for a text that was to be a key and its value; None for any other text.

    Args:
        text: the text.
        several: whether it is made of several lines, which YAML has joined.
    """
    found = _KEY_AND_VALUE.match(text.strip())
    if found is None:
        return None
    key, sign = found["key"], found["sign"]
    value = shortened(text.strip()[found.end() :].partition("\n")[0].strip())
    written = "viết mỗi dòng dạng “khóa: giá trị”" if several else f"viết “{key}: {value}”"
    if sign is None:
        return written
    what = {"\t": "phím Tab", ":": "dấu hai chấm không có dấu cách sau nó"}.get(sign, f"dấu “{sign}”")
    return f"sau khóa là {what}; {written}"


def _bad_escape(failure: _Failure) -> _Explained:
    return (
        _here(failure),
        "dấu \\ trong nháy kép không hợp lệ",
        "dùng nháy đơn '…' thay cho nháy kép, khi đó dấu \\ là chữ thường",
    )


def _directive(failure: _Failure) -> _Explained:
    return (
        _context(failure),
        "dòng không thể bắt đầu bằng dấu %",
        "nếu là chú thích thì dùng dấu #; nếu là một phần của câu thì đặt cả câu trong dấu nháy đơn '…'",
    )


def _anchor(failure: _Failure) -> _Explained:
    mark = failure.text(failure.context_line)[failure.context_column : failure.context_column + 1]
    remedy = "đặt cả giá trị trong dấu nháy đơn '…'"
    return _context(failure), f"giá trị không thể bắt đầu bằng dấu {mark}", remedy


def _follows_quote(failure: _Failure) -> bool:
    before = failure.text(failure.line)[: failure.column].rstrip()
    return (
        "expected" in failure.problem
        and before.endswith(("'", '"'))
        and bool(failure.rest.strip())
        and failure.rest[0] not in ",:]}#"
    )


def _colon_alone(failure: _Failure) -> bool:
    before = failure.text(failure.line)[: failure.column].rstrip()
    return (
        "expected" in failure.problem and failure.rest.startswith(":") and before[-1:] in {"", "-", "{", ","}
    )


_CASES: tuple[tuple[Callable[[_Failure], bool], Callable[[_Failure], _Explained]], ...] = (
    (lambda f: f.context == "while scanning a quoted scalar", _unclosed_quote),
    (lambda f: f.context == "while parsing a quoted scalar", _bad_escape),
    (lambda f: f.surroundings.quote is not None and swallows(f.lines, f.surroundings.quote), _unclosed_quote),
    (_follows_quote, _after_quote),
    (lambda f: _BRACE_IN_FRONT.match(f.text(f.line)) is not None, _brace_in_front),
    (lambda f: "flow" in f.context, _unclosed_bracket),
    (lambda f: "tab character" in f.problem, _tab),
    (lambda f: "cannot start any token" in f.problem and f.rest.startswith("\t"), _tab),
    (
        lambda f: (
            any(
                words in f.problem
                for words in ("cannot start any token", "node content", "mapping keys are not")
            )
            and bool(f.rest.strip())
        ),
        _reserved_character,
    ),
    (lambda f: "unexpected ':'" in f.problem, _tight_colon),
    (lambda f: "tag" in f.context or "tag handle" in f.problem, _anchor),
    (lambda f: f.context == "while scanning a block scalar", _comparison),
    (lambda f: "directive" in f.context or "YAML document" in f.problem, _directive),
    (
        lambda f: f.context in {"while scanning an anchor", "while scanning an alias"},
        _anchor,
    ),
    (lambda f: _no_break_place(f)[0] >= 0, _no_break_space),
    (lambda f: f.about_colon and _wide_colon_place(f)[0] >= 0, _wide_colon),
    (lambda f: not f.surroundings.bracket and _tight_key(f)[0] >= 0 and f.about_colon, _no_space),
    (lambda f: "block sequence entries" in f.problem, _dash),
    (lambda f: "mapping values are not allowed" in f.problem, _colon_in_text),
    (lambda f: "could not find expected ':'" in f.problem, _no_colon),
    (lambda f: "expected" in f.problem and f.rest[:1] in {"]", "}"}, _extra_bracket),
    (_colon_alone, _no_key),
    (
        lambda f: "expected key" in f.problem and bool(_HASH_IN_TEXT.search(f.text(f.line - 1))),
        _hash,
    ),
    (lambda f: "expected" in f.problem and _key_with_text(f) is not None, _item_below_text),
    (lambda f: "expected key" in f.problem or "expected '-'" in f.problem, _bad_indent),
    (
        lambda f: "document start" in f.problem and any(one.startswith("...") for one in f.lines[: f.line]),
        lambda f: (_here(f), "có nội dung sau dấu kết thúc tài liệu “...”", "bỏ dòng “...”"),
    ),
    (lambda f: "document start" in f.problem, _bad_indent),  # the lines above are indented more
)


def rejoin_entries(entries: list[Entry], lines: list[str], path: str) -> tuple[list[Entry], list[Diagnostic]]:
    """Join keys without a colon to the value before them, in a mapping in braces."""
    groups: list[tuple[Entry, list[Scalar]]] = []
    for entry in entries:
        if groups and _without_colon(entry) and _on_one_line(groups[-1][0].value, entry.key):
            groups[-1][1].append(entry.key)
        else:
            groups.append((entry, []))
    found: list[Entry] = []
    faults: list[Diagnostic] = []
    for entry, cut in groups:
        if cut:
            joined = _joined(entry.value, cut[-1], lines)
            faults.append(_fault(joined, "{ }", path))
            found.append(Entry(entry.key, joined))
        else:
            found.append(entry)
    return found, faults


def rejoin_items(items: list[Node], lines: list[str], path: str) -> tuple[list[Node], list[Diagnostic]]:
    """Join items of a list in brackets if only a comma separates their digits."""
    groups: list[tuple[Node, list[Scalar]]] = []
    for item in items:
        if groups and isinstance(item, Scalar):
            first, cut = groups[-1]
            before = cut[-1] if cut else first
            digits = item.text[:1].isdecimal() and _ends_in_digit(before) and _adjacent(before, item)
            if (digits or _is_open([first, *cut])) and _on_one_line(first, item):
                cut.append(item)
                continue
        groups.append((item, []))
    found: list[Node] = []
    faults: list[Diagnostic] = []
    for first, cut in groups:
        if cut:
            joined = _joined(first, cut[-1], lines)
            faults.append(_fault(joined, "[ ]", path))
            found.append(joined)
        else:
            found.append(first)
    return found, faults


def _is_open(pieces: list[Node]) -> bool:
    """Whether a quotation or a bracket of running text is still open at the end of some pieces of it."""
    text = "".join(one.text for one in pieces if isinstance(one, Scalar))
    return text.count("“") > text.count("”") or text.count("(") > text.count(")")


def _ends_in_digit(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text[-1:].isdecimal()


def _without_colon(entry: Entry) -> bool:
    key, value = entry.key.span, entry.value.span
    start, end = (value.line, value.column), (value.end_line, value.end_column)
    return entry.key.style is Style.PLAIN and start == end == (key.end_line, key.end_column)


def _adjacent(before: Node, after: Scalar) -> bool:
    end, start = before.span, after.span
    return (start.line, start.column) == (end.end_line, end.end_column + 1)


def _on_one_line(before: Node, after: Scalar) -> bool:
    """Whether both are plain scalars on the same line, so that one stretch of it covers them."""
    plain = isinstance(before, Scalar) and before.style is after.style is Style.PLAIN and before.text != ""
    return plain and before.span.line == before.span.end_line == after.span.line == after.span.end_line


def _joined(first: Node, last: Scalar, lines: list[str]) -> Scalar:
    """Return one plain scalar from the start of `first` to the end of `last`."""
    start, end = first.span, last.span
    text = lines[start.line - 1][start.column - 1 : end.end_column - 1]
    return Scalar(text, Style.PLAIN, Span(start.line, start.column, end.end_line, end.end_column))


def _fault(joined: Scalar, brackets: str, path: str) -> Diagnostic:
    text = shortened(joined.text)
    return Diagnostic(
        YAML_SYNTAX,
        path,
        joined.span,
        f"dấu phẩy trong ngoặc {brackets} tách “{text}” thành nhiều giá trị",
        help=f"đặt trong dấu nháy: '{text}'; hoặc viết mỗi giá trị một dòng, không dùng ngoặc",
    )
