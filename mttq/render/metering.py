"""The tree of a template, rewritten so that all it does is paid for from a `Budget`.

Every list of statements that may be repeated begins by paying for its own text
and tags; so do the bodies of macros and included templates. What Jinja compiles
to plain Python (`~`, slices, comparisons) becomes a filter with a name that no
template can write. Filters, tests, methods and operators are wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

from jinja2 import Environment, nodes, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, LoopContext, Macro, markup_join, str_join
from jinja2.utils import _PassArg
from jinja2.visitor import NodeTransformer

from mttq.render.budget import Budget, widths_of_format, widths_of_percent

_PAID, _EACH, _JOINED, _SLICE, _COMPARED = " paid", " each", " joined", " slice", " compared"
_DEEPEST = 16  # statements in each other
_INCLUSION, _LETTERS_READ = 4_000, 16  # the work of finding and reading a template to include
_NODE = 16  # the work for a node of the tree
_QUOTED = 40
_SHORT = 256  # letters that cost next to nothing
_REPEATED = (
    *(nodes.Template, nodes.For, nodes.If, nodes.Macro, nodes.CallBlock),
    *(nodes.With, nodes.Block, nodes.AssignBlock),
)


def line_too_deep(tree: nodes.Template) -> int:
    """Return the line of a statement that is in more others than Python can compile; 0 if there is none."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            return node.lineno
        chained = node.elif_ if isinstance(node, nodes.If) else []
        waiting += ((one, depth) for one in chained)
        waiting += (
            (one, depth + isinstance(one, _REPEATED))
            for one in node.iter_child_nodes(exclude=("elif_",))
            if isinstance(one, (nodes.Stmt, *_REPEATED))
        )
    return 0


def metered(tree: nodes.Template, source: str, name: str, size: Callable[[str], int]) -> nodes.Template:
    """Return the tree of a template in which everything is paid for.

    Args:
        tree: the tree, which is changed.
        source: the text that it was read from, for the words of its tags.
        name: what messages call the template.
        size: returns what a text between tags takes of the budget of letters.
    """
    _Meter(source, name, size).visit(tree)
    return tree


def meter(environment: Environment, budget: Budget) -> None:
    """Let the filters and tests of an environment be paid for from a budget."""
    for table in (environment.filters, environment.tests):
        for name, function in table.items():
            table[name] = _wrapped(name, function, budget)
    environment.filters |= {
        _PAID: _paying(budget),
        _EACH: budget.each,
        _JOINED: _joining(budget),
        _SLICE: _slicing(budget),
        _COMPARED: _comparing(budget),
    }


def called(budget: Budget, function: object, arguments: Sequence[object]) -> Callable[[object], object]:
    """Pay for a call before it is made; return what pays for its result.

    Args:
        budget: the budget.
        function: a macro, or a method of a text, a list or a number.
        arguments: what it gets.
    """
    name = str(getattr(function, "__name__", "") or getattr(function, "name", ""))
    if isinstance(function, (Macro, BlockReference, LoopContext)):
        budget.work(_NODE, f"macro {name}" if isinstance(function, Macro) else name or "loop")
        return lambda result: result
    method = getattr(function, "__wrapped__", function)
    receiver = getattr(method, "__self__", None)
    if isinstance(receiver, str) and name in ("format", "format_map"):
        budget.formatting(name, receiver, widths_of_format(receiver, _plain(arguments)), arguments)
    else:
        budget.before(name, receiver, arguments)
    return lambda result: budget.after(name, result)


def _plain(arguments: Sequence[object]) -> list[object]:
    """Return the values of a call, those in its dictionaries and lists among them."""
    found: list[object] = []
    for one in arguments:
        found += one.values() if isinstance(one, dict) else one if isinstance(one, (list, tuple)) else [one]
    return found


def _wrapped(name: str, function: Any, budget: Budget) -> Callable[..., object]:
    hidden = 0 if _PassArg.from_obj(function) is None else 1

    @wraps(function)
    def paid(*arguments: object, **named: object) -> object:
        if not hidden and not named and len(arguments) == 1:  # as nearly always
            (value,) = arguments
            if isinstance(value, str) and len(value) < _SHORT:
                budget.work(_NODE + 2 * len(value), name)
                return budget.after(name, function(value))
        taken = [budget.listed(one, name) for one in arguments[hidden:]]
        value, *others = taken or [None]
        others += named.values()
        if name == "format" and isinstance(value, str):
            budget.formatting(name, value, widths_of_percent(value, _plain(others)), others)
        else:
            budget.before(name, value, others)
        return budget.after(name, function(*arguments[:hidden], *taken, **named))

    return paid


def _paying(budget: Budget) -> Callable[[int, int, str], str]:
    def paid(letters: int, units: int, what: str) -> str:
        if letters:
            budget.make(letters, what)
        budget.work(units, what)
        return ""

    return paid


def _joining(budget: Budget) -> Callable[..., object]:
    @pass_eval_context
    def joined(context: EvalContext, values: Sequence[object]) -> object:
        budget.afford(sum(budget.weigh(one, "~") for one in values), "~")
        return budget.after("~", (markup_join if context.autoescape else str_join)(values))

    return joined


def _slicing(budget: Budget) -> Callable[..., object]:
    def sliced(value: object, start: object, stop: object, step: object) -> object:
        return budget.after("[:]", value[slice(start, stop, step)])  # type: ignore[index]

    return sliced


def _comparing(budget: Budget) -> Callable[[object, str], object]:
    def compared(value: object, sign: str) -> object:
        value = budget.listed(value, sign)
        if not (isinstance(value, str) and len(value) < _SHORT):
            budget.weigh(value, sign)
            budget.work(len(value) if isinstance(value, str) else 0, sign)
        return value

    return compared


class _Meter(NodeTransformer):
    """Puts the payments into a tree."""

    def __init__(self, source: str, name: str, size: Callable[[str], int]) -> None:
        self._size = size
        self._lines = source.split("\n")
        self._tags: dict[tuple[int, str], Iterator[str]] = {}
        self._within = [name]
        self._inclusion = _INCLUSION + len(source) // _LETTERS_READ

    def generic_visit(self, node: nodes.Node, *args: object, **kwargs: object) -> nodes.Node:
        if not isinstance(node, _REPEATED):
            return super().generic_visit(node)
        words = self._words(node)
        costs = {
            name: self._cost(getattr(node, name)) for name in ("body", "else_") if getattr(node, name, None)
        }
        self._within.append(words)
        super().generic_visit(node)
        self._within.pop()
        for name, (letters, count) in costs.items():
            units = count * _NODE + self._inclusion * isinstance(node, nodes.Template)
            payment = _filter(_const(letters, node), _PAID, [_const(units, node), _const(words, node)], node)
            getattr(node, name).insert(0, nodes.ExprStmt(payment, lineno=node.lineno))
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        _, count = self._cost([node.test]) if node.test is not None else (0, 0)
        words = next(self._words_on(node.lineno, "for"), "for")
        self._within.append(words)
        self.generic_visit(node)
        self._within.pop()
        node.iter = _filter(
            _expression(node.iter), _EACH, [_const((count + 1) * _NODE, node), _const(words, node)], node
        )
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        super().generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), _JOINED, [], node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        super().generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        ends = [one or _const(None, node) for one in (node.arg.start, node.arg.stop, node.arg.step)]
        return _filter(node.node, _SLICE, ends, node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        super().generic_visit(node)
        if len(node.ops) == 1 and _is_cheap(node.expr, node.ops[0]):
            return node
        for one in (node, *node.ops):
            assert isinstance(one, (nodes.Compare, nodes.Operand))
            one.expr = _filter(one.expr, _COMPARED, [_const(node.ops[0].op, node)], node)
        return node

    def _cost(self, statements: Sequence[nodes.Node]) -> tuple[int, int]:
        """Return the letters and the nodes of statements, without those of statements inside them."""
        letters, count, waiting = 0, 1, list(statements)
        while waiting:
            node = waiting.pop()
            count += 1
            if isinstance(node, nodes.TemplateData):
                letters += self._size(node.data)
            inner = ("body", "else_", "elif_") if isinstance(node, _REPEATED) else ()
            waiting += node.iter_child_nodes(exclude=inner)
        return letters, count

    def _words(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Macro):
            return f"macro {node.name}"
        return self._within[-1]

    def _words_on(self, line: int, tag: str) -> Iterator[str]:
        """Return the words of the tags of a kind on a line, which are taken one by one."""
        if (line, tag) not in self._tags:
            text = self._lines[line - 1] if line <= len(self._lines) else ""
            found = re.findall(rf"\{{%[-+]?\s*({tag}\b.*?)\s*[-+]?(?:%\}}|$)", text)
            self._tags[line, tag] = iter([one[:_QUOTED] for one in found])
        return self._tags[line, tag]


def _is_cheap(left: nodes.Expr, right: nodes.Operand) -> bool:
    """Return whether a comparison takes no time to speak of, because one side is what the template says."""
    written = isinstance(right.expr, nodes.Const) or (
        isinstance(right.expr, (nodes.Tuple, nodes.List))
        and all(isinstance(one, nodes.Const) for one in right.expr.items)
    )
    return written or (isinstance(left, nodes.Const) and right.op not in ("in", "notin"))


def _expression(node: nodes.Node) -> nodes.Expr:
    assert isinstance(node, nodes.Expr)
    return node


def _const(value: object, node: nodes.Node) -> nodes.Const:
    return nodes.Const(value, lineno=node.lineno)


def _filter(value: nodes.Expr, name: str, arguments: list[nodes.Expr], node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(value, name, arguments, [], None, None, lineno=node.lineno)
