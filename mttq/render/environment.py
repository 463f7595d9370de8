"""Jinja for the templates of both formats: sandboxed and strict.

A template can use the names that it gets and Jinja's filters, and nothing else.
Whatever depends on more than the report, may never end, or would turn data into
markup is removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from decimal import Decimal
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateRuntimeError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.exceptions import TemplateError
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mttq.render.budget import Budget
from mttq.render.faults import RefusedTagError
from mttq.render.metering import called, line_too_deep, meter, metered
from mttq.render.named_values import NamedValues, names_of
from mttq.render.vocabulary import KINDS, Kind, hint, kinds_with, misspellings, tag_of

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
            raise RefusedTagError(_TOO_DEEP, line, name, filename)
        given: set[str] = self.__dict__.setdefault("_given", set())
        for node in tree.find_all((nodes.FilterBlock, nodes.ScopedEvalContextModifier, nodes.AssignBlock)):
            if not isinstance(node, nodes.AssignBlock):
                tag = "filter" if isinstance(node, nodes.FilterBlock) else "autoescape"
                raise RefusedTagError(f"thẻ “{tag}” không dùng được trong mẫu", node.lineno, name, filename)
            if node.filter is not None:
                message = "thẻ “set” gom chữ không nhận bộ lọc; đặt bộ lọc ở thẻ in ra"
                raise RefusedTagError(message, node.lineno, name, filename)
            if _CAPTURED in self.filters:
                node.filter = nodes.Filter(None, _CAPTURED, [], [], None, None, lineno=node.lineno)
        slips = misspellings(tree, known=self.kinds, filters=self.filters, tests=self.tests, given=given)
        if slip := min(slips, key=lambda one: one.line, default=None):
            raise RefusedTagError(slip.message, slip.line, name, filename)
        if "{#" in source or "{%" in source:
            self._check_unread(source, name, filename, given)
        return metered(tree, source, name or "mẫu này", self.static)

    def _check_unread(self, source: str, name: str | None, filename: str | None, given: set[str]) -> None:
        """Refuse what Jinja doesn't read as tags: `raw`, which prints braces, and comments that hold a tag alone."""
        for line, token, text in self.lex(source, name, filename):
            if token == "raw_begin":
                raise RefusedTagError(
                    "thẻ “raw” in cả dấu ngoặc của thẻ nên không dùng được", line, name, filename
                )
            if token == "comment":
                words = text.strip("-+ \t\n")
                if tag := tag_of(words, {*self.kinds, *given}):
                    message = f"“{{# {words} #}}” là chú thích nên không in gì; viết “{tag}”"
                    raise RefusedTagError(message, line, name, filename)

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
            raise RefusedTagError(_TOO_LONG, line, name, filename) from None

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
            self.__dict__["_given"] = set()  # only templates that this one includes may use its names
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
