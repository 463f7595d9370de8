"""A narrow form of YAML, read into a tree of texts in a fraction of the time, or not at all.

Most files are in the canonical layout and without a fault. For them this module
does what `reader` does, about five times as fast. It gives up on everything that
is not plainly in that form, and `reader` judges. It must never read a text
differently from `reader`: a test compares the two on very many texts. In this form

* a file holds letters of Vietnamese, ASCII and a few marks, nothing invisible, no comment, one last line break;
* each line is `key:`, `key: value`, `- value`, `- key:` or `- key: value`, its indent two for each level;
* a value is plain on one line, in quotes without a quote or an escape inside, or `{}`.
"""

from __future__ import annotations

import re

from mttq.diagnostics import Span
from mttq.source.nodes import Entry, Mapping, Node, Scalar, Sequence, Style

LONGEST = 256 * 1024
DEEPEST = 32

# The value of a key or an item: its line, and the text as written with its quotes, or the block that it holds.
Written = tuple[int, "str | Keys | Items"]
Keys = dict[str, Written]
Items = list[Written]
Content = str | Keys | Items

# To look at a file at once, each byte is replaced by its kind, and printable ASCII is dropped.
_SECOND_OF_THREE = b"\xba\xbb"  # after 0xE1 these make U+1E80 to U+1EFF, among them the letters of Vietnamese
_FOREIGN = bytes(  # after 0xC3 these make letters that Vietnamese has not, which may come from an old encoding
    one for one in range(0x80, 0xC0)
    if chr(0x40 + one) not in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
)  # fmt: skip
_KINDS = bytes(
    0x58 if byte in _SECOND_OF_THREE and byte in _FOREIGN
    else 0x78 if byte in _SECOND_OF_THREE
    else 0x73 if byte in _FOREIGN
    else 0x79 if 0x80 <= byte < 0xC0
    else 0x45 if byte == 0xE1
    else 0x43 if byte == 0xC3
    else 0x6C if byte in b"\xc2\xc4\xc5\xc6\xe2"
    else 0x21
    for byte in range(0x100)
)  # fmt: skip
_ASCII = bytes([0x0A, *range(0x20, 0x7F)])
# U+0080 to U+00BF except § ° ² ³ · ½
_ODD_LATIN = re.compile(rb"\xc2[^\xa7\xb0\xb2\xb3\xb7\xbd]")
_ENTITY = re.compile(rb"&[#a-zA-Z]")
_ODD_MARK = re.compile(rb"\xe2(?!\x80[\x90-\xa1\xa3-\xa7])")  # all but U+2010 to U+2027 without the bullet
_COMMENT = re.compile(rb"[ \n]#")
_HEAD = re.compile(r"((?:  )*)(- )?([a-z0-9][a-z0-9_/-]{0,99}|[^\W_](?:[\w ,.()/+“”‘’–-]{0,198}[\w)”’])?)")
# A plain text may begin with one of these or with any letter outside ASCII; YAML gives others a meaning.
_BEGINNINGS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789(/+")
_LOOKED_AT = (frozenset(map(chr, range(0x80))) - _BEGINNINGS) | frozenset("nN")
_NOTHING = frozenset({"null", "Null", "NULL"})
QUOTES = frozenset("'\"")
_STYLES = {"'": Style.SINGLE, '"': Style.DOUBLE}

_Head = tuple[int, bool, str]
_MOST_HEADS = 20_000
_heads: dict[str, _Head] = {}
_ends: dict[str, _Head] = {}


def unquoted(written: str) -> str:
    """Return the text of a scalar without its quotes."""
    return written[1:-1] if written[0] in QUOTES else written


def parse(data: bytes) -> Keys | None:
    """Return the mapping that a file holds, or None unless the file is plainly in the narrow form.

    An empty mapping is written `{}`. The column of a key follows from its depth.

    Args:
        data: the whole content of the file.
    """
    if not _is_readable(data):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return _tree(text)


def nodes(data: bytes) -> Mapping | None:
    """Return the nodes of a file, the same as `reader` gives; None if the file may not be in the narrow form.

    Args:
        data: the whole content of the file.
    """
    tree = parse(data)
    return _mapping(tree, 0) if tree else None


def scalar(written: str, line: int, column: int) -> Scalar:
    """Return the node of a text, which begins with its quotes, if any, at a column."""
    span = Span(line, column, line, column + len(written))
    return Scalar(unquoted(written), _STYLES.get(written[0], Style.PLAIN), span)


def _mapping(keys: Keys, depth: int) -> Mapping:
    column = 2 * depth + 1
    entries = []
    for key, (line, content) in keys.items():
        end = column + len(key)
        value = _node(content, line, end + 2, depth + 1)
        entries.append(Entry(Scalar(key, Style.PLAIN, Span(line, column, line, end)), value))
    first, last = entries[0].key.span, entries[-1].value.span
    return Mapping(tuple(entries), Span(first.line, column, last.end_line, last.end_column))


def _node(content: Content, line: int, column: int, depth: int) -> Node:
    """Return the node of a value.

    Args:
        content: the value.
        line: the line of its key or dash.
        column: the column after its key or dash.
        depth: the depth of a block that it holds.
    """
    if isinstance(content, str):
        return scalar(content, line, column)
    if not content:
        return Mapping((), Span(line, column, line, column + 2), flow=True)
    if isinstance(content, dict):
        return _mapping(content, depth)
    start = 2 * depth + 1
    items = tuple(_node(item, at, start + 2, depth + 1) for at, item in content)
    end = items[-1].span
    return Sequence(items, Span(content[0][0], start, end.end_line, end.end_column))


def _is_readable(data: bytes) -> bool:
    """Whether a file holds only letters and marks that are read here, and no comment, if it is UTF-8."""
    kinds = data.translate(_KINDS, _ASCII)
    return not (
        b"!" in kinds
        or b"Ey" in kinds
        or b"Es" in kinds
        or b"Cs" in kinds
        or b"CX" in kinds
        or len(data) > LONGEST
        or data[-1:] != b"\n"
        or data[0] in b"\n #"
        or (b"&" in data and _ENTITY.search(data))
        or (b"#" in data and _COMMENT.search(data))
        or (b"\xe2" in data and _ODD_MARK.search(data))
        or (b"\xc2" in data and _ODD_LATIN.search(data))
    )


def _tree(text: str) -> Keys | None:  # noqa: PLR0915 - one loop over all lines; calls would cost more than the rest
    root: Keys = {}
    heads = _heads
    block: Keys | Items = root
    blocks = [block] * (DEEPEST + 2)  # the open blocks, by depth
    deepest = 0
    awaiting: Keys | None = None  # the block of a key whose value begins on the next line
    awaited, since = "", 0
    colons = ends = dashes = 0
    for number, line in enumerate(text.split("\n"), 1):
        head, colon, value = line.partition(": ")
        if colon:
            known = heads.get(head) or _learn(heads, head, head)
            if known is None:
                if (known := _dash(line)) is None:
                    return None
                colon, value = "", line[known[0] * 2 + 2 :]
        elif line[-1:] == ":":
            known = _ends.get(line) or _learn(_ends, line, line[:-1])
            ends += 1
        elif line:
            known = _dash(line)
            value = line[known[0] * 2 + 2 :] if known else ""
        else:
            continue
        if known is None:
            return None
        depth, dash, key = known
        if awaiting is None:
            if depth != deepest:
                if depth > deepest:
                    return None
                deepest, block = depth, blocks[depth]
        elif depth == deepest + 1:
            deepest, block = depth, [] if dash else {}
            blocks[depth] = block
            awaiting[awaited] = (since, block)
            awaiting = None
        else:
            return None
        content: str | Keys = value
        if value:
            if value[-1] == " ":
                return None
            if value[0] in _LOOKED_AT:
                if value == "{}":
                    content = {}
                elif _is_simply_quoted(value):
                    colons += value.count(": ")
                elif value[0] not in _BEGINNINGS or value in _NOTHING:
                    return None
        elif colon or not key:
            return None
        if dash:
            if isinstance(block, dict):
                return None
            if depth:
                dashes += 1
            if not key:
                block.append((number, content))
                continue
            item: Keys = {}
            block.append((number, item))
            deepest = depth + 1
            blocks[deepest] = block = item
        if isinstance(block, list) or key in block:
            return None
        if colon:
            block[key] = number, content
            colons += 1
        else:
            awaiting, awaited, since = block, key, number
    # Every `: `, colon at the end of a line and dash after two spaces must be one that was read as such: any
    # other may be in a text, and mean something else to YAML.
    if awaiting is not None or dashes != text.count("  - "):
        return None
    if text.count(":") != colons + ends and (text.count(": "), text.count(":\n")) != (colons, ends):
        return None
    return root


def _learn(table: dict[str, _Head], name: str, head: str) -> _Head | None:
    """Return the depth of a line with a key, whether a dash is before the key, and the key; remember them."""
    found = _HEAD.fullmatch(head)
    if found is None or len(found[1]) > 2 * DEEPEST - 2:
        return None
    known = (len(found[1]) // 2, found[2] is not None, found[3])
    if len(table) < _MOST_HEADS:
        table[name] = known
    return known


def _dash(line: str) -> _Head | None:
    """Return the same for a line with an item that is a text."""
    bare = line.lstrip(" ")
    margin = len(line) - len(bare)
    if margin % 2 or margin > 2 * DEEPEST - 2 or bare[:2] != "- ":
        return None
    return margin // 2, True, ""


def _is_simply_quoted(value: str) -> bool:
    """Whether a value is in quotes, without quotes or escapes inside."""
    quote = value[0]
    return (
        quote in QUOTES
        and len(value) > 1
        and value.find(quote, 1) == len(value) - 1
        and (quote == "'" or "\\" not in value)
    )
