"""Jinja as the templates of both formats get it: sandboxed, strict, and with its complaints in Vietnamese.

A template is edited by people who do not read tracebacks. `fault` turns
whatever Jinja raises into one sentence and a line of the template's source;
the formats know what that line means to the reader.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Collection, MutableMapping
from typing import Any

from jinja2 import (
    BaseLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

_REMEMBERED = 64  # texts that are read once

# What running a template can raise through no fault of this program: Jinja's own complaints,
# and arithmetic, look-ups and calls written in the template's tags.
TEMPLATE_ERRORS = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
)

_SOURCE = "<template>"
_TAG = r"'(?P<tag>[^']*)'"
_ENDS = (("end of print statement", "}}"), ("end of statement block", "%}"))
_SENTENCES = (
    (rf"Encountered unknown tag {_TAG}.*", "không có thẻ “{tag}”, hoặc thẻ này không đúng chỗ"),
    (r"Unexpected end of template.*innermost block.*is '(?P<tag>[^']*)'.*", "thẻ “{tag}” chưa được đóng"),
    (r"Unexpected end of template.*", "mẫu kết thúc khi còn một thẻ chưa được đóng"),
    (r"No filter named '(?P<tag>[^']*)'.*", "không có bộ lọc “{tag}”"),
    (r"No test named '(?P<tag>[^']*)'.*", "không có phép thử “{tag}”"),
    (r"unexpected end of template, expected '(?P<tag>[^']*)'\.", "thiếu “{tag}” ở cuối thẻ"),
    (r"expected token '(?P<want>[^']*)', got '(?P<tag>[^']*)'", "ở đây cần “{want}” nhưng lại là “{tag}”"),
    (r"unexpected '(?P<tag>[^']*)'", "dấu “{tag}” không đúng chỗ"),
    (r"Missing end of comment tag", "chú thích “{{#” chưa được đóng bằng “#}}”"),
)


class _Undefined(StrictUndefined):
    """A name that nobody gave a value: using it in any way is an error that names it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_name is None:
            return "thẻ này dùng một giá trị không có"
        return f"không có tên “{self._undefined_name}”; xem lại chính tả của thẻ"


class _Environment(ImmutableSandboxedEnvironment):
    """Reads each text once: hundreds of documents come from a few templates."""

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        if not isinstance(source, str) or globals is not None or template_class is not None:
            return super().from_string(source, globals, template_class)
        known: dict[str, Template] = self.__dict__.setdefault("_known", {})
        if source not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[source] = super().from_string(source)
        return known[source]


def environment(
    show: Callable[[object], object], *, autoescape: bool, partials: BaseLoader | None = None
) -> ImmutableSandboxedEnvironment:
    """A Jinja environment in which every value that a tag prints goes through `show`.

    Args:
        show: makes a printed value's text fit for the format.
        autoescape: whether texts are escaped for XML; `show` may mark its results as already escaped.
        partials: finds the templates that others take in; without it none can be taken in.
    """

    @pass_context  # without it Jinja would print literals, `{{ none }}` among them, on its own
    def finalize(_: Context, value: object) -> object:
        return value if isinstance(value, Undefined) else show(value)

    return _Environment(
        undefined=_Undefined,
        autoescape=autoescape,
        loader=partials or FunctionLoader(lambda name: None),
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def printed(value: object) -> str:
    """What a tag prints: nothing for None, one line for each entry of a list, else the text.

    Raises:
        TemplateRuntimeError: the value is a block, which has no text of its own.
    """
    if value is None:
        return ""
    if isinstance(value, dict):
        raise TemplateRuntimeError("thẻ này in cả một khối; hãy chọn một phần của khối, ví dụ khoi.chu")
    if isinstance(value, (list, tuple)):
        return "\n".join(map(printed, value))
    return str(value)


def fault(error: BaseException) -> tuple[int | None, str]:
    """The line of the template's source, from 1, and one sentence in Vietnamese."""
    _, line, message = fault_in(error)
    return line, message


def fault_in(error: BaseException, partials: Collection[str] = ()) -> tuple[str, int | None, str]:
    """As `fault`, with the file of the partial in which it lies; "" for the template itself.

    Args:
        error: what Jinja raised.
        partials: the files of the templates that were taken in.
    """
    if isinstance(error, TemplateSyntaxError):
        message = _translated(error.message or "") or f"thẻ viết sai cú pháp ({_one_line(error)})"
        file = error.filename or ""
        return file if file in partials else "", error.lineno, message
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno) for one in frames if one.filename in (_SOURCE, *partials)]
    file, line = places[-1] if places else ("", None)
    return file if file in partials else "", line, _sentence(error)


def _sentence(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "mẫu này đưa chính nó vào, không bao giờ hết"
    if isinstance(error, TemplateNotFound):
        return f"không có mẫu “{error.name}” để đưa vào"
    if isinstance(error, SecurityError):
        return "thẻ này dùng thứ không được phép dùng trong mẫu"
    if isinstance(error, TemplateError) and error.message:
        return _translated(error.message) or error.message
    return f"không tính được thẻ này ({type(error).__name__}: {_one_line(error)})"


def _translated(message: str) -> str:
    """Jinja's message in Vietnamese, or nothing for one that is not known."""
    for end, written in _ENDS:
        message = message.replace(end, written)
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(**match.groupdict())
    return ""


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
