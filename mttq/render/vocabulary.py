"""What is known of the values behind the names of a template, and slips in those names.

Jinja looks a name up only when its tag is reached: in a part that this report
lacks, a slip would stay until the day a report has that part. So the names of
all tags are compared with the known ones before anything is printed. A name
that the template itself defines holds what it is known to hold, or anything.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes
from msgspec import Struct

from mttq.render.context import (
    BLOCKS,
    BLOCKS_OF,
    FIGURE_NAMES,
    FIGURES,
    LINES,
    NAMES,
    NUMBER,
    TEXT,
    UNITS,
    YES_NO,
)
from mttq.spelling import nearest, without_marks

BLOCKS_OPENING = ("for", "if", "macro", "call", "block", "with")
"""The tags that another tag closes; in addition to them `set` without `=`."""

ENDINGS = ("else", "elif", *(f"end{name}" for name in (*BLOCKS_OPENING, "set")))
"""The tags that have another one before them."""

STATEMENTS = (*BLOCKS_OPENING, "set", "include", "import", "from", *ENDINGS)
"""All tags in `{% … %}`."""


class Kind(Struct, frozen=True):
    """What a value is.

    Attributes:
        fields: the names behind its dot, each with its kind; None if anything may be there.
        of: the kind of its entries, if it is a list.
        called: the usual name of such a value; "" if it has none.
        words: for some fields, the only values that they hold.
    """

    fields: Mapping[str, Kind] | None = None
    of: Kind | None = None
    called: str = ""
    words: Mapping[str, tuple[object, ...]] = {}


ANY = Kind()
_TEXT = Kind(fields={name: ANY for name in dir(str) if not name.startswith("_")})
_NUMBER = Kind()
_YES_NO = Kind(fields={})


def _list_of(kind: Kind) -> Kind:
    methods = {name: ANY for name in dir(list) if not name.startswith("_")}
    return Kind(fields=methods, of=kind)


_OF_LOOPS = (
    *("index", "index0", "revindex", "revindex0", "first", "last", "length"),
    *("cycle", "depth", "depth0", "changed", "previtem", "nextitem"),
)
_LOOP = Kind(fields=dict.fromkeys(_OF_LOOPS, ANY), called="loop")
_COLUMN = Kind(fields={"ten": _TEXT, "canh": _TEXT}, called="cot", words={"canh": ("trai", "giua", "phai")})
_OF_FIELDS = {
    "cap": _NUMBER,
    "stt": _NUMBER,
    "can_cot": ANY,
    "nhom": _list_of(_NUMBER),
    "hang": _list_of(_list_of(_TEXT)),
    "cot": _list_of(_COLUMN),
}
_BLOCK = Kind(
    fields={"loai": _TEXT} | {one.name: _OF_FIELDS.get(one.name, _TEXT) for one in BLOCKS},
    called="khoi",
    words={"loai": tuple(dict.fromkeys(one.kind for one in BLOCKS)), "cap": (0, 1, 2, 3)},
)
_OF_UNIT = {one.name: _TEXT if one.holds == TEXT else _YES_NO for one in FIGURE_NAMES if one.holds != UNITS}
_OF_WHOLE = {
    one.name: _list_of(Kind(fields=_OF_UNIT, called="đơn vị")) for one in FIGURE_NAMES if one.holds == UNITS
}
_FIGURE = Kind(fields={**_OF_UNIT, **_OF_WHOLE}, called="chỉ tiêu")
_HOLDS = {
    FIGURES: ANY,
    TEXT: _TEXT,
    LINES: _list_of(_TEXT),
    BLOCKS_OF: _list_of(_BLOCK),
    YES_NO: _YES_NO,
    NUMBER: _NUMBER,
}
KINDS: Mapping[str, Kind] = {one.name: _HOLDS[one.holds] for one in NAMES}
"""The kind of each name that a template gets, but for the indicators of the catalogue."""


def kinds_with(indicators: Iterable[str]) -> dict[str, Kind]:
    """Return the kind of each name that a template gets in a project with these indicators."""
    return {**KINDS, "chi_tieu": Kind(fields=dict.fromkeys(indicators, _FIGURE), called=_INDICATORS)}


_INDICATORS = "danh mục"

_PATH = re.compile(r"([^\W\d]\w*)(?:\.\w+|\[[^\]]*\])*")
_STATEMENT = re.compile(
    rf"(?:{'|'.join(ENDINGS)}|(?:el)?if\s.+|for\s+\w+\s+in\s.+|set\s+\w+\s*=.+|include\s+[\"'].+)", re.DOTALL
)
_SIGNS = re.compile(r"[\W_]+")
_SAME_LIST = ("list", "sort", "reverse", "unique", "select", "selectattr", "reject", "rejectattr")
_ONE_OF = ("first", "last", "min", "max")
_OFFERED = 2  # letters of a name that is worth a suggestion
_FEW = 12  # names that can all be listed


class Misspelling(Struct, frozen=True):
    """A name that doesn't exist: the line of the template's source, and a sentence in Vietnamese."""

    line: int
    message: str


def hint(name: str, known: object) -> str:
    """Return the remedy for an unknown name: the nearest one if there is one, or the few that there are."""
    assert isinstance(known, (Mapping, tuple, list, set, frozenset))
    if meant := _meant(name, known):
        return f"có phải là “{meant}”?"
    if 0 < len(known) <= _FEW:
        return f"chỉ có {', '.join(map(str, known))}"
    return "xem lại chính tả của thẻ"


def _meant(name: str, known: Iterable[str]) -> str:
    """Return the known name that was meant, or "": of two letters only if a single name is one key away."""
    if len(name) < _OFFERED:
        return ""
    if meant := nearest(name, known):
        return meant
    near = [one for one in known if _one_key_away(name, one)] if len(name) == _OFFERED else []
    return near[0] if len(near) == 1 else ""


def _one_key_away(name: str, longer: str) -> bool:
    """Return whether a name is another one without one letter."""
    return any(longer[:at] + longer[at + 1 :] == name for at in range(len(longer)))


def name_of_words(words: str, names: Iterable[str]) -> str:
    """Return the name that was written as words, with other signs between them, or with marks; "" if none is."""
    plain = _SIGNS.sub("", without_marks(words.casefold()))
    return next((one for one in names if _SIGNS.sub("", one) == plain), "")


def tag_of(words: str, names: Iterable[str]) -> str:
    """Return the tag that some words are without its braces; "" if they are anything else."""
    if _STATEMENT.fullmatch(words):
        return f"{{% {words} %}}"
    path = _PATH.match(words)
    if path is None or path[1] not in names or words[path.end() :].lstrip()[:1] not in ("", "|"):
        return ""
    return f"{{{{ {words} }}}}"


def misspellings(
    tree: nodes.Template,
    *,
    known: Mapping[str, Kind],
    filters: Mapping[str, object],
    tests: Mapping[str, object],
    given: set[str],
) -> Iterator[Misspelling]:
    """Yield the unknown names, filters, tests and fields of a template, in no order.

    Args:
        tree: the parsed template.
        known: the names that a template gets.
        filters: the known filters.
        tests: the known tests.
        given: names that templates including this one define; those of this one are added.
    """
    defined = _kinds_of_names(tree, known)
    given.update(defined)
    kinds = ChainMap(defined, dict(known))
    for joined in tree.find_all((nodes.Getattr, nodes.Sub)):
        yield from _other_sign(joined, kinds)
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in given and name.name not in known:
            yield Misspelling(name.lineno, f"không có tên “{name.name}”; {_remedy(name.name, kinds)}")
    for filter in tree.find_all(nodes.Filter):
        if filter.name in _OF_LOOPS and filter.node is not None and kind_of(filter.node, kinds) is _LOOP:
            message = f"“loop | {filter.name}” không dùng được; có phải là “loop.{filter.name}”?"
            yield Misspelling(filter.lineno, message)
        if filter.name not in filters:
            yield Misspelling(filter.lineno, _unknown("bộ lọc", filter.name, filters))
    for test in tree.find_all(nodes.Test):
        if test.name not in tests:
            yield Misspelling(test.lineno, _unknown("phép thử", test.name, tests))
    for field in tree.find_all((nodes.Getattr, nodes.Getitem)):
        yield from _field(field, kinds)
    for comparison in tree.find_all(nodes.Compare):
        yield from _comparison(comparison, kinds)
    for output in tree.find_all(nodes.Output):
        for value in output.nodes:
            yield from _printed(value, kinds)


def _remedy(name: str, kinds: Mapping[str, Kind]) -> str:
    """Return the remedy for a name that doesn't exist, which may be that of a statement."""
    if name in STATEMENTS:
        return f"“{name}” là lệnh, viết “{{% {name} %}}”"
    return hint(name, set(kinds))


def _other_sign(node: nodes.Expr, names: Mapping[str, Kind]) -> Iterator[Misspelling]:
    """Yield a name that is written with a dot or a dash for its underscore: `ho.ten`, `khoi.can-cot`."""
    typed = _typed(node)
    if typed is None:
        return
    path, dot, field = typed.rpartition(".")
    meant = ""
    if typed.startswith("chi_tieu."):
        figure, _, of = typed.removeprefix("chi_tieu.").partition(".")
        if "-" in figure and figure in (names["chi_tieu"].fields or {}):
            meant = f"chi_tieu['{figure}']" + (f".{of}" if of else "")
    elif re.split(r"[.-]", typed)[0] not in names:
        meant = name_of_words(typed, (one for one in names if "_" in one))
    elif dot and path in names and "-" in field:
        other = name_of_words(field, names[path].fields or ())
        meant = f"{path}.{other}" if other else ""
    if meant:
        yield Misspelling(node.lineno, f"không có tên “{typed}”; có phải là “{meant}”?")


def _typed(node: nodes.Node) -> str | None:
    """Return names and what is behind them as they were typed; None if there is anything else."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=of, attr=name):
            before = _typed(of)
            return None if before is None else f"{before}.{name}"
        case nodes.Sub(left=left, right=right):
            before, after = _typed(left), _typed(right)
            return None if before is None or after is None else f"{before}-{after}"
        case nodes.Getitem(node=of, arg=nodes.Const(value=int(at))):
            before = _typed(of)
            return None if before is None else f"{before}[{at}]"
        case nodes.Filter(node=nodes.Expr() as of, name=name, args=[], kwargs=[]):
            before = _typed(of)
            return None if before is None else f"{before} | {name}"
    return None


def _printed(node: nodes.Expr, names: Mapping[str, Kind]) -> Iterator[Misspelling]:
    """Yield what a tag prints instead of the text that was meant: one letter of it, or its name."""
    while isinstance(node, nodes.Filter) and node.node is not None and node.name not in _ONE_OF:
        node = node.node
    match node:
        case nodes.Const(value=str(text)) if tag_of(text, names):
            tag = tag_of(text, names)
            yield Misspelling(node.lineno, f"“{text}” trong dấu nháy là chữ, không phải tên; viết “{tag}”")
        case nodes.Getitem(node=of, arg=nodes.Const(value=int(at))) if _is_text(of, names):
            typed = _typed(of)
            yield Misspelling(
                node.lineno,
                f"“{typed}” là một dòng chữ, [{at}] chỉ in một chữ cái của nó; viết “{{{{ {typed} }}}}”",
            )
        case nodes.Filter(node=nodes.Expr() as of, name=name) if _is_text(of, names):
            typed = _typed(of)
            yield Misspelling(
                node.lineno,
                f"“{typed}” là một dòng chữ, {name} chỉ in một chữ cái của nó; viết “{{{{ {typed} }}}}”",
            )
        case nodes.And(left=left, right=right) if _is_text(left, names) and _is_text(right, names):
            one, other = _typed(left), _typed(right)
            yield Misspelling(
                node.lineno,
                f"“and” chỉ in “{other}”; muốn in cả hai thì viết “{{{{ {one} }}}} {{{{ {other} }}}}”",
            )


def _is_text(node: nodes.Node, names: Mapping[str, Kind]) -> bool:
    """Return whether it is plain that an expression is a text."""
    if _typed(node) is None:
        return False
    while (
        isinstance(node, nodes.Filter) and node.node is not None and node.name not in (*_SAME_LIST, *_ONE_OF)
    ):
        node = node.node
    return kind_of(node, names) is _TEXT


def _unknown(what: str, name: str, known: Mapping[str, object]) -> str:
    meant = _meant(name, [one for one in known if one.isidentifier()])
    return f"không có {what} “{name}”" + (f"; có phải là “{meant}”?" if meant else "")


def _kinds_of_names(tree: nodes.Template, known: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return the kind of each name that the template defines; `ANY` if it is defined in several ways."""
    found: dict[str, Kind] = {"loop": _LOOP, "caller": ANY, "varargs": ANY, "kwargs": ANY, "self": ANY}
    names = ChainMap(found, dict(known))
    for node in tree.find_all((nodes.For, nodes.Assign, nodes.Name, nodes.Macro, nodes.Import)):
        match node:
            case nodes.For(target=nodes.Name(name=name), iter=iterable):
                _define(names, name, kind_of(iterable, names).of or ANY)
            case nodes.Assign(target=nodes.Name(name=name), node=value):
                _define(names, name, kind_of(value, names))
            case nodes.Macro(name=name):
                _define(names, name, ANY)
            case nodes.Import(target=name):
                _define(names, name, ANY)
            case nodes.Name(name=name, ctx="store" | "param"):
                found.setdefault(name, ANY)
    return found


def _define(names: ChainMap[str, Kind], name: str, kind: Kind) -> None:
    before = names.get(name, kind)
    names[name] = kind if kind is before or kind == before else ANY


def kind_of(node: nodes.Node, names: Mapping[str, Kind]) -> Kind:
    """Return the kind of an expression, as far as it is known."""
    match node:
        case nodes.Name(name=name):
            return names.get(name, ANY)
        case nodes.Getattr(node=of, attr=name) | nodes.Getitem(node=of, arg=nodes.Const(value=str(name))):
            return (kind_of(of, names).fields or {}).get(name, ANY)
        case nodes.Getitem(node=of, arg=nodes.Const(value=int())):
            return kind_of(of, names).of or ANY
        case nodes.Getitem(node=of, arg=nodes.Slice()):
            return kind_of(of, names)
        case nodes.List(items=[nodes.Expr() as first, *others]):
            kind = kind_of(first, names)
            return _list_of(kind if all(kind_of(one, names) is kind for one in others) else ANY)
        case nodes.Filter(node=nodes.Node() as of, name=name) if name in _SAME_LIST:
            return kind_of(of, names)
        case nodes.Filter(node=nodes.Node() as of, name=name) if name in _ONE_OF:
            return kind_of(of, names).of or ANY
    return ANY


def _field(node: nodes.Expr, names: Mapping[str, Kind]) -> Iterator[Misspelling]:
    """Yield the name behind the dot if the value has none of that name."""
    match node:
        case nodes.Getattr(node=of, attr=name) | nodes.Getitem(node=of, arg=nodes.Const(value=str(name))):
            kind = kind_of(of, names)
            if kind.fields is not None and name not in kind.fields and not name.startswith("__"):
                if kind.called == _INDICATORS:
                    meant = _meant(name, kind.fields)
                    if "-" in meant and isinstance(node, nodes.Getattr):
                        meant = f"chi_tieu['{meant}']"
                    remedy = f"có phải là “{meant}”?" if meant else "xem lại chính tả của thẻ"
                    yield Misspelling(node.lineno, f"danh mục không có chỉ tiêu “{name}”; {remedy}")
                    return
                where = f"“{kind.called}” không có phần" if kind.called else "không có tên"
                yield Misspelling(node.lineno, f"{where} “{name}”; {hint(name, kind.fields)}")


def _comparison(node: nodes.Compare, names: Mapping[str, Kind]) -> Iterator[Misspelling]:
    """Yield values that a field is compared with but never holds."""
    match node:
        case nodes.Compare(expr=nodes.Getattr(node=of, attr=name), ops=[nodes.Operand(op=op, expr=right)]):
            held = kind_of(of, names).words.get(name)
            if held is None or op not in ("eq", "ne", "in", "notin"):
                return
            items = right.items if isinstance(right, (nodes.List, nodes.Tuple)) else [right]
            for one in items:
                if isinstance(one, nodes.Const) and one.value not in held:
                    known = ", ".join(f"“{value}”" for value in held)
                    meant = nearest(str(one.value), [str(value) for value in held])
                    remedy = f"; có phải là “{meant}”?" if meant else ""
                    yield Misspelling(
                        node.lineno, f"“{name}” không bao giờ là “{one.value}”, chỉ là {known}{remedy}"
                    )
