"""What is known of the values behind the names of a template, and slips in those names.

Jinja looks a name up only when its tag is reached: in a part that this report
lacks, a slip would stay until the day a report has that part. So the names of
all tags are compared with the known ones before anything is printed. A name
that the template itself defines holds what it is known to hold, or anything.
"""

from __future__ import annotations

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
from mttq.spelling import nearest


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

_SAME_LIST = ("list", "sort", "reverse", "unique", "select", "selectattr", "reject", "rejectattr")
_ONE_OF = ("first", "last", "min", "max")
_OFFERED = 2  # letters of a name that is worth a suggestion


class Misspelling(Struct, frozen=True):
    """A name that doesn't exist: the line of the template's source, and a sentence in Vietnamese."""

    line: int
    message: str


def hint(name: str, known: object) -> str:
    """Return the remedy for an unknown name: the nearest one, if there is one."""
    assert isinstance(known, (Mapping, tuple, list, set, frozenset))
    meant = nearest(name, known) if len(name) >= _OFFERED else None
    return f"có phải là “{meant}”?" if meant else "xem lại chính tả của thẻ"


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
    given |= defined.keys()
    kinds = ChainMap(defined, dict(known))
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in given and name.name not in known:
            yield Misspelling(name.lineno, f"không có tên “{name.name}”; {hint(name.name, set(kinds))}")
    for filter in tree.find_all(nodes.Filter):
        if filter.name not in filters:
            yield Misspelling(filter.lineno, _unknown("bộ lọc", filter.name, filters))
    for test in tree.find_all(nodes.Test):
        if test.name not in tests:
            yield Misspelling(test.lineno, _unknown("phép thử", test.name, tests))
    for field in tree.find_all((nodes.Getattr, nodes.Getitem)):
        yield from _field(field, kinds)
    for comparison in tree.find_all(nodes.Compare):
        yield from _comparison(comparison, kinds)


def _unknown(what: str, name: str, known: Mapping[str, object]) -> str:
    meant = nearest(name, [one for one in known if one.isidentifier()]) if len(name) >= _OFFERED else None
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
                where = f"“{kind.called}” không có phần" if kind.called else "không có tên"
                if kind.called == _INDICATORS:
                    where = "danh mục không có chỉ tiêu"
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
