"""What is wrong with a template, in a sentence of Vietnamese, with the tag that was probably meant.

The people who edit templates don't read tracebacks. `fault` turns whatever Jinja
raises into one sentence and a line of the template's source; each format knows
what that line means to the reader.
"""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Collection

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateError

from mttq.render.vocabulary import BLOCKS_OPENING, ENDINGS, KINDS, STATEMENTS, name_of_words
from mttq.spelling import nearest

_SOURCE = "<template>"
_TAG = r"'(?P<tag>[^']*)'"
_CHARACTER = re.compile(r"""unexpected char ('[^']+'|"[^"]+") at [0-9]+""")
_ENDS = (("end of print statement", "}}"), ("end of statement block", "%}"))
_SENTENCES = (
    (
        r"Encountered unknown tag '(?P<tag>end\w+)'.*innermost block.*is '(?P<open>[^']*)'.*",
        "thẻ “{tag}” không đúng chỗ: thẻ “{open}” ở trước nó chưa được đóng",
    ),
    (r"Unexpected end of template.*innermost block.*is '(?P<tag>[^']*)'.*", "thẻ “{tag}” chưa được đóng"),
    (r"Unexpected end of template.*", "mẫu kết thúc khi còn một thẻ chưa được đóng"),
    (r"No filter named '(?P<tag>[^']*)'.*", "không có bộ lọc “{tag}”"),
    (r"No test named '(?P<tag>[^']*)'.*", "không có phép thử “{tag}”"),
    (r"unexpected end of template, expected '(?P<tag>[^']*)'\.", "thiếu “{tag}” ở cuối thẻ"),
    (r"expected token '(?P<want>[^']*)', got '(?P<tag>[^']*)'", "ở đây cần “{want}” nhưng lại là “{tag}”"),
    (rf"Expected an expression, got {_TAG}", "trước “{tag}” còn thiếu một tên hoặc một giá trị"),
    (r"tag name expected", "sau “{{%” còn thiếu tên thẻ, ví dụ if hoặc for"),
    (
        r"expected (name or number|subscript expression)",
        "sau dấu chấm hoặc “[” còn thiếu một tên hoặc một số",
    ),
    (r"unexpected '(?P<tag>[^']*)', expected '(?P<want>[^']*)'", "ở đây cần “{want}” nhưng lại là “{tag}”"),
    (r"unexpected '(?P<tag>[^']*)'", "dấu “{tag}” không đúng chỗ"),
    (r"Missing end of comment tag", "chú thích “{{#” chưa được đóng bằng “#}}”"),
)


class RefusedTagError(TemplateSyntaxError):
    """A tag that templates may not use, or one with an unknown name; the message is written for the reader."""


def fault(error: BaseException) -> tuple[int | None, str]:
    """Return the line of the template's source, from 1 (None if unknown), and a sentence in Vietnamese."""
    _, line, message = fault_in(error)
    return line, message


def fault_in(error: BaseException, partials: Collection[str] = ()) -> tuple[str, int | None, str]:
    """Do the same as `fault`, with the file of the partial at fault first; "" for the template itself.

    Args:
        error: the error that Jinja raised.
        partials: the files of the templates that were included.
    """
    if isinstance(error, TemplateSyntaxError):
        message = error.message or ""
        if not isinstance(error, RefusedTagError):
            source = error.source or ""
            names = {*KINDS, *_LOOPED.findall(source)}
            message = _translated(message, _tags_on(source, error.lineno), names) or "thẻ viết sai cú pháp"
        file = error.filename or ""
        line = _unclosed(error.source or "") if _UNENDED.match(error.message or "") else None
        return file if file in partials else "", line or error.lineno, message
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno) for one in frames if one.filename in (_SOURCE, *partials)]
    file, line = places[-1] if places else ("", None)
    return file if file in partials else "", line, _sentence(error)


_UNKNOWN_TAG = re.compile(rf"Encountered unknown tag {_TAG}")
_UNITS = ("tr", "tc", "p")
_OF_OTHER_LANGUAGES = {
    **dict.fromkeys(("elseif", "elsif", "elif_", "else_if"), "elif"),
    **dict.fromkeys(("foreach", "loop"), "for"),
    **dict.fromkeys(("fi", "end", "end_if"), "endif"),
    **dict.fromkeys(("next", "end_for"), "endfor"),
}
_UNENDED = re.compile(r"Unexpected end of template.*innermost block")
_STATEMENT = re.compile(r"\{%[-+]?\s*(?P<name>\w+)(?P<rest>.*?)%\}|\{#.*?#\}", re.DOTALL)
_WRITTEN = re.compile(r"(?P<open>\{[{%])[-+]?\s*(?P<inside>.*?)\s*[-+]?[}%]\}")
_LOOPED = re.compile(r"\{%[-+]?\s*(?:for|set)\s+(\w+)")
_WORDS = re.compile(r"\w+(?:[ ]+\w+)+")
_QUOTED = re.compile(r"[\"'“”‘’]\s*(?P<name>[^\W\d]\w*(?:\.\w+)*)\s*[\"'“”‘’]")


def _unclosed(source: str) -> int | None:
    """Return the line of the innermost tag that is still open when the template ends."""
    waiting: list[int] = []
    for tag in _STATEMENT.finditer(source):
        name = tag["name"] or ""
        if name in BLOCKS_OPENING or (name == "set" and "=" not in tag["rest"]):
            waiting.append(source.count("\n", 0, tag.start()) + 1)
        elif name.startswith("end") and waiting:
            waiting.pop()
    return waiting[-1] if waiting else None


def _tags_on(source: str, line: int) -> list[tuple[str, str]]:
    """Return the tags on a line of a template: how each is opened, and what is inside."""
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return [(tag["open"], tag["inside"]) for tag in _WRITTEN.finditer(text)]


def _sentence(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "thẻ này cho ra kết quả quá lớn"
    if isinstance(error, RecursionError):
        return "mẫu này đưa chính nó vào, không bao giờ hết"
    if isinstance(error, TemplateNotFound):
        return f"không có mẫu “{error.name}” để đưa vào"
    if isinstance(error, SecurityError):
        return "thẻ này dùng thứ không được phép dùng trong mẫu"
    if isinstance(error, TemplateError) and error.message:
        return _translated(error.message, []) or error.message
    return _not_computed(error)


_TYPES = {
    **dict.fromkeys(("str", "Markup"), "chữ"),
    **dict.fromkeys(("int", "float", "decimal.Decimal", "Decimal"), "số"),
    **dict.fromkeys(("list", "tuple", "generator", "dict_values", "dict_keys", "set"), "danh sách"),
    "dict": "khối",
    "bool": "có hoặc không",
    "NoneType": "giá trị trống",
}
_OF_TYPE = r"'(?P<{}>[\w.]+)'"
_ONE, _OTHER = _OF_TYPE.format("one"), _OF_TYPE.format("other")
_NOT_COMPUTED = (
    (
        rf"unsupported operand type\(s\) for (?P<sign>[^:]+?)(?: or pow\(\))?: {_ONE} and {_OTHER}",
        "không dùng được dấu “{sign}” giữa {one} và {other}",
    ),
    (
        r"can only concatenate (?P<one>\w+) \(not \"(?P<other>[\w.]+)\"\) to \w+",
        "không dùng được dấu “+” giữa {one} và {other}; nối chữ thì dùng dấu “~”",
    ),
    (rf"bad operand type for unary (?P<sign>.): {_ONE}", "không đặt được dấu “{sign}” trước {one}"),
    (
        rf"'(?P<sign>[<>=]+)' not supported between instances of {_ONE} and {_OTHER}",
        "không so sánh được {one} với {other} bằng dấu “{sign}”",
    ),
    (
        rf"{_ONE} object is not iterable",
        "for, join và các bộ lọc danh sách cần danh sách, ở đây lại là {one}",
    ),
    (rf"argument of type {_ONE} is not iterable", "sau “in” cần chữ hoặc danh sách, ở đây lại là {one}"),
    (
        rf"{_ONE} object is not callable",
        "đây là {one}, không phải lệnh; bỏ cặp ngoặc đơn ở sau",
    ),
    (rf"object of type {_ONE} has no len\(\)", "không đếm được độ dài của {one}"),
    (r".*(?:division|modulo|divide).*by zero.*", "thẻ này chia cho 0"),
    (
        r".*(?:argument|positional|keyword).*",
        "bộ lọc hoặc lệnh trong thẻ này được gọi thiếu, thừa hoặc sai tham số",
    ),
)


def _not_computed(error: BaseException) -> str:
    """Return the sentence about what can't be computed, for an error of Python's."""
    message = " ".join(str(error).split())
    for pattern, sentence in _NOT_COMPUTED:
        if match := re.fullmatch(pattern, message):
            named = {key: _TYPES.get(value, value) for key, value in match.groupdict().items()}
            return sentence.format(**named)
    if isinstance(error, ZeroDivisionError):
        return "thẻ này chia cho 0"
    return "không tính được thẻ này; phép tính hay bộ lọc trong thẻ không hợp với giá trị của nó"


def _translated(message: str, tags: list[tuple[str, str]], names: Collection[str] = ()) -> str:
    """Return a message of Jinja in Vietnamese, or "" if it is unknown.

    Args:
        message: the message.
        tags: the tags on its line: how each is opened, and what is inside.
        names: the names that the template gets, and those that it defines.
    """
    for end, written in _ENDS:
        message = message.replace(end, written)
    if unknown := _UNKNOWN_TAG.match(message):
        if "innermost block" not in message or not unknown["tag"].startswith("end"):
            return _unknown_tag(unknown["tag"], tags, names)
    elif meant := _misread(message, tags, names):
        return meant
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(**match.groupdict())
    if unknown:
        return _unknown_tag(unknown["tag"], tags, names)
    if match := _CHARACTER.fullmatch(message):
        char = ast.literal_eval(match[1])
        if char in "“”‘’":
            return f"dấu “{char}” không dùng được trong thẻ; gõ dấu nháy thẳng ' hoặc \""
        if char.isprintable() and not char.isspace():
            return f"dấu “{char}” không dùng được trong thẻ"
        return f"trong thẻ có một ký tự không nhìn thấy (U+{ord(char):04X}); xóa thẻ và gõ lại"
    return ""


def _misread(message: str, tags: list[tuple[str, str]], names: Collection[str]) -> str:
    """Return the sentence about a tag that Jinja can't read, if it is plain what was meant; otherwise ""."""
    for opened, inside in tags:
        first = inside.partition(" ")[0]
        if (
            opened == "{{"
            and first in STATEMENTS
            and f"got '{inside.split()[1:2] and inside.split()[1]}'" in message
        ):
            return f"“{first}” là lệnh; viết “{{% {inside} %}}”"
        if opened == "{%" and re.match(r"else\s+if\b", inside):
            return "không có thẻ “else if”; có phải là “elif”?"
        if opened == "{%" and (loop := re.match(r"for\s+(\w+)\s+(?!in\b)(\w+)", inside)):
            return f"trong thẻ “for” cần “in” sau “{loop[1]}”, không phải “{loop[2]}”"
        if opened == "{%" and re.match(r"(?:el)?if\b[^=!<>]*[^=!<>]=[^=]", inside) and "got '='" in message:
            return "trong thẻ “if”, so sánh bằng hai dấu “==”"
        for words in _WORDS.findall(inside):
            meant = name_of_words(words, names)
            if meant and meant != words:
                return f"không có tên “{words}”; có phải là “{meant}”?"
        if "unexpected char" in message and (quoted := _QUOTED.fullmatch(inside)):
            meant = name_of_words(quoted["name"], names) or (quoted["name"] if "." in quoted["name"] else "")
            if meant:
                return f"“{quoted['name']}” trong dấu nháy là chữ, không phải tên; viết “{{{{ {meant} }}}}”"
    return ""


def _unknown_tag(tag: str, tags: list[tuple[str, str]], names: Collection[str]) -> str:
    """Return the sentence about a tag that doesn't exist, with the one that was probably meant."""
    if tag in ENDINGS:
        return f"thẻ “{tag}” không đúng chỗ: không có thẻ nào trước nó để đóng"
    lower = tag.lower()
    if lower in _UNITS:
        return f"không có thẻ “{tag}”; trong Word viết liền, chữ thường: “{{%{lower} … %}}”"
    for unit in _UNITS:
        if lower.startswith(unit) and lower.removeprefix(unit) in STATEMENTS:
            return f"không có thẻ “{tag}”; có phải là “{{%{unit} {lower.removeprefix(unit)} … %}}”?"
    inside = next((one for opened, one in tags if opened == "{%" and one.split()[0:1] == [tag]), tag)
    rest = inside.removeprefix(tag).strip()
    if lower in ("t", "r") and rest.split()[0:1] and rest.split()[0] in STATEMENTS:
        return f"không có thẻ “{tag}”; có phải là “{{%tr {rest} %}}” hoặc “{{%tc {rest} %}}”?"
    meant = _OF_OTHER_LANGUAGES.get(lower) or nearest(tag, STATEMENTS)
    if meant:
        return f"không có thẻ “{tag}”; có phải là “{meant}”?"
    whole = next(
        (one for opened, one in tags if opened == "{%" and re.match(rf"{re.escape(tag)}\b", one)), tag
    )
    if name_of_words(re.split(r"[.\[|]", whole)[0].strip(), names):
        return f"“{tag}” là tên, không phải lệnh; muốn in thì viết “{{{{ {whole} }}}}”"
    return f"không có thẻ “{tag}”, hoặc thẻ này không đúng chỗ"
