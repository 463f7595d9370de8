"""Jinja for the templates of both formats: sandboxed, strict, and with error messages in Vietnamese.

The people who edit templates don't read tracebacks. `fault` turns whatever
Jinja raises into one sentence and a line of the template's source; each format
knows what that line means to the reader.

A template can use the names that it gets and Jinja's filters, and nothing else.
Whatever depends on more than the report, may never end, or would turn data into
markup is removed.
"""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from decimal import Decimal
from types import CodeType
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
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mttq.render.budget import Budget
from mttq.render.metering import called, line_too_deep, meter, metered
from mttq.render.named_values import NamedValues, names_of
from mttq.render.vocabulary import KINDS, Kind, hint, kinds_with, misspellings
from mttq.spelling import nearest

BLOCKS_OPENING = ("for", "if", "macro", "call", "block", "with")
"""The tags that another tag closes; in addition to them `set` without `=`."""

_REMEMBERED = 64  # parsed templates

# Errors that a faulty template can raise: Jinja's own, and those of arithmetic, look-ups and calls in its tags.
TEMPLATE_ERRORS = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
)

# Filters that turn data into markup, print another text each time, or print for programs.
_WITHOUT_FILTERS = ("safe", "urlize", "xmlattr", "tojson", "pprint", "random")
_TOO_DEEP = "các thẻ lồng nhau quá nhiều tầng; bớt if, for, macro ở trong nhau"
_TOO_LONG = "thẻ này quá dài hoặc lồng quá nhiều dấu ngoặc"
_EACH_TAG = re.compile(r"\{[{%].*?[}%]\}|$", re.DOTALL)
_PRINTED = "{{ … }}"
_CAPTURED = " captured"  # a name that no template can write
_NUMBERS = (int, float, Decimal)
_OF_DICTS = frozenset(dir(dict))

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


class _Undefined(StrictUndefined):
    """A name without a value: using it in any way is an error that names it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name: object = self._undefined_name  # or an index, contrary to the stubs
        within = self._undefined_obj
        if name is None:
            return "thẻ này dùng một giá trị không có"
        if isinstance(within, (list, tuple)) and isinstance(name, int):
            held = f"chỉ có {len(within)} mục" if within else "đang trống"
            return f"danh sách này {held} nên không có mục [{name}]; mục đầu là [0]"
        if isinstance(within, NamedValues):
            return f"không có tên “{name}”; {hint(str(name), names_of(within))}"
        if isinstance(within, dict) and "loai" in within:
            kind = within["loai"]
            return f"khối “{kind}” không có phần “{name}”; dùng if khoi.loai để chỉ hỏi khối có phần ấy"
        known = within if isinstance(within, dict) else KINDS
        return f"không có tên “{name}”; {hint(str(name), known)}"


class _RefusedTagError(TemplateSyntaxError):
    """A tag that templates may not use, or one with an unknown name; the message is written for the reader."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills in templates from a budget, and parses each once, since hundreds of documents come from a few.

    Attributes:
        budget: what a template may cost; begun anew by whoever fills one in.
        static: returns what a text between tags takes of it.
        kinds: the names that a template gets.
    """

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    budget: Budget
    static: Callable[[str], int]
    kinds: Mapping[str, Kind]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if line := line_too_deep(tree):
            raise _RefusedTagError(_TOO_DEEP, line, name, filename)
        given: set[str] = self.__dict__.setdefault("_given", set())
        for node in tree.find_all((nodes.FilterBlock, nodes.ScopedEvalContextModifier, nodes.AssignBlock)):
            if not isinstance(node, nodes.AssignBlock):
                tag = "filter" if isinstance(node, nodes.FilterBlock) else "autoescape"
                raise _RefusedTagError(f"thẻ “{tag}” không dùng được trong mẫu", node.lineno, name, filename)
            if node.filter is not None:
                message = "thẻ “set” gom chữ không nhận bộ lọc; đặt bộ lọc ở thẻ in ra"
                raise _RefusedTagError(message, node.lineno, name, filename)
            if _CAPTURED in self.filters:
                node.filter = nodes.Filter(None, _CAPTURED, [], [], None, None, lineno=node.lineno)
        slips = misspellings(tree, known=self.kinds, filters=self.filters, tests=self.tests, given=given)
        if slip := min(slips, key=lambda one: one.line, default=None):
            raise _RefusedTagError(slip.message, slip.line, name, filename)
        return metered(tree, source, name or "mẫu này", self.static)

    def compile(  # type: ignore[override] # Jinja's has another result for each value of `raw`
        self,
        source: str | nodes.Template,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> str | CodeType:
        """Return the compiled template."""
        try:
            return super().compile(source, name, filename, raw, defer_init)  # type: ignore[call-overload, no-any-return]
        except (RecursionError, MemoryError, SyntaxError):
            assert isinstance(source, str)
            longest = max(_EACH_TAG.finditer(source), key=lambda tag: len(tag[0]))
            line = source.count("\n", 0, longest.start()) + 1
            raise _RefusedTagError(_TOO_LONG, line, name, filename) from None

    def call(__self, __context: Context, __obj: object, *args: object, **kwargs: object) -> object:  # noqa: N805 - jinja2's signature
        """Call what a template calls, paid for from the budget."""
        # Named as in Jinja, so that the names don't clash with arguments that a template passes.
        pay = called(__self.budget, __obj, (*args, *kwargs.values()))
        made = pay(super().call(__context, __obj, *args, **kwargs))
        if isinstance(__obj, (Macro, BlockReference)) and _CAPTURED in __self.filters:
            return __self.filters[_CAPTURED](made)
        return made

    def getattr(self, obj: object, attribute: str) -> object:
        """Return what is behind a dot."""
        # Nearly all names are entries of a dict, for which Jinja looks among its methods first.
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICTS:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Return the result of an operator, paid for from the budget."""
        self.budget.operator(operator, left, right)
        return self.budget.after(operator, super().call_binop(context, operator, left, right))

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        """Return the template of a text; the last ones are remembered."""
        if not isinstance(source, str) or globals is not None or template_class is not None:
            return super().from_string(source, globals, template_class)
        known: dict[str, Template] = self.__dict__.setdefault("_known", {})
        if source not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[source] = super().from_string(source)
        return known[source]


def environment(
    show: Callable[[object], str],
    *,
    autoescape: bool,
    indicators: Iterable[str],
    partials: BaseLoader | None = None,
    captured: Callable[[str], object] | None = None,
    filters: Mapping[str, Callable[..., object]] | None = None,
    size: Callable[[str], int] = len,
    static: Callable[[str], int] = len,
) -> Sandbox:
    """Return a Jinja environment in which every value that a tag prints goes through `show`.

    Args:
        show: returns the text of a printed value, fit for the format.
        autoescape: whether texts are escaped for XML; `show` may mark its results as already escaped.
        indicators: the ids of the figures that a template may ask for.
        partials: finds the templates that others include; None if there are none.
        captured: marks a text made by a macro or a block `set` as one that `show` has seen already; not needed
            if Jinja marks such a text as escaped.
        filters: filters in addition to those of Jinja.
        size: returns what a printed text takes of the budget of letters.
        static: returns the same for what is between the tags.
    """
    budget = Budget()

    @pass_context  # otherwise Jinja prints literals such as `{{ none }}` without calling this
    def finalize(_: Context, value: object) -> object:
        if isinstance(value, Undefined):
            return value
        if not isinstance(value, str):
            budget.weigh(value, _PRINTED)
        shown = show(value)
        budget.make(size(shown), _PRINTED)
        return shown

    made = Sandbox(
        undefined=_Undefined,
        autoescape=autoescape,
        loader=partials or FunctionLoader(lambda name: None),
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # constants would be computed before anything is paid for
    )
    made.budget, made.static, made.kinds = budget, static, kinds_with(indicators)
    made.globals.clear()
    for name in _WITHOUT_FILTERS:
        del made.filters[name]
    made.filters |= filters or {}
    meter(made, budget)
    if captured is not None:
        made.filters[_CAPTURED] = captured
    return made


def printed(value: object) -> str:
    """Return what a tag prints: nothing for None, one line for each entry of a list, otherwise the text.

    Raises:
        TemplateRuntimeError: the value is a block, or something else without a text of its own.
    """
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        raise TemplateRuntimeError("thẻ này là có hoặc không, không in ra được; dùng nó trong if")
    if isinstance(value, dict):
        raise TemplateRuntimeError("thẻ này in cả một khối; hãy chọn một phần của khối, ví dụ khoi.chu")
    if isinstance(value, NamedValues):
        raise TemplateRuntimeError(
            "thẻ này in cả một chỉ tiêu; hãy chọn một phần, ví dụ chi_tieu['quy-vi-nguoi-ngheo'].thuc_hien"
        )
    if isinstance(value, (list, tuple)):
        return "\n".join(map(printed, value))
    if isinstance(value, (*_NUMBERS, Undefined)):
        return str(value)
    raise TemplateRuntimeError(
        "thẻ này không phải chữ, số hay danh sách nên không in ra được; sau bộ lọc map, select thì thêm | list"
    )


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
        if not isinstance(error, _RefusedTagError):
            message = _translated(message) or f"thẻ viết sai cú pháp ({_one_line(error)})"
        file = error.filename or ""
        line = _unclosed(error.source or "") if _UNENDED.match(error.message or "") else None
        return file if file in partials else "", line or error.lineno, message
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno) for one in frames if one.filename in (_SOURCE, *partials)]
    file, line = places[-1] if places else ("", None)
    return file if file in partials else "", line, _sentence(error)


_UNKNOWN_TAG = re.compile(rf"Encountered unknown tag {_TAG}")
_UNITS = ("tr", "tc", "p")
_ENDING = ("else", "elif", *(f"end{name}" for name in (*BLOCKS_OPENING, "set")))
_STATEMENTS = (*BLOCKS_OPENING, "set", "include", "import", "from", *_ENDING)
_UNENDED = re.compile(r"Unexpected end of template.*innermost block")
_STATEMENT = re.compile(r"\{%[-+]?\s*(?P<name>\w+)(?P<rest>.*?)%\}|\{#.*?#\}", re.DOTALL)


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
        return _translated(error.message) or error.message
    return f"không tính được thẻ này ({type(error).__name__}: {_one_line(error)})"


def _translated(message: str) -> str:
    """Return a message of Jinja in Vietnamese, or "" if it is unknown."""
    for end, written in _ENDS:
        message = message.replace(end, written)
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(**match.groupdict())
    if unknown := _UNKNOWN_TAG.match(message):
        return _unknown_tag(unknown["tag"])
    if match := _CHARACTER.fullmatch(message):
        char = ast.literal_eval(match[1])
        if char in "“”‘’":
            return f"dấu “{char}” không dùng được trong thẻ; gõ dấu nháy thẳng ' hoặc \""
        if char.isprintable() and not char.isspace():
            return f"dấu “{char}” không dùng được trong thẻ"
        return f"trong thẻ có một ký tự không nhìn thấy (U+{ord(char):04X}); xóa thẻ và gõ lại"
    return ""


def _unknown_tag(tag: str) -> str:
    """Return the sentence about a tag that doesn't exist, with the one that was probably meant."""
    if tag in _ENDING:
        return f"thẻ “{tag}” không đúng chỗ: không có thẻ nào trước nó để đóng"
    lower = tag.lower()
    if lower in _UNITS:
        return f"không có thẻ “{tag}”; trong Word viết liền, chữ thường: “{{%{lower} … %}}”"
    for unit in _UNITS:
        if lower.startswith(unit) and lower.removeprefix(unit) in _STATEMENTS:
            return f"không có thẻ “{tag}”; có phải là “{{%{unit} {lower.removeprefix(unit)} … %}}”?"
    meant = nearest(tag, _STATEMENTS)
    remedy = f"có phải là “{meant}”?" if meant else "hoặc thẻ này không đúng chỗ"
    return f"không có thẻ “{tag}”; {remedy}" if meant else f"không có thẻ “{tag}”, {remedy}"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
