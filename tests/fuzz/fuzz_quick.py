"""What the quick path may say: only what the slow one says, on files that are almost in the canonical layout.

Inputs are sound files with one to a few small changes of the kind at which readers of YAML differ.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from mttq.diagnostics import Span
from mttq.source import Entry, Mapping, Node, Scalar, Sequence, Style, quick, read_bytes

_CHARACTERS: tuple[str, ...] = (
    *":#-'\"{}[],&*!|>%@`?\\<=~/. \n\t\r_()+$;^0123456789aàđẠỹ",
    *"\u0000\u0007\u007f\u0080\u0085\u00a0\u00ad\u00b2\u00bd\u00df\u0130\u0149\u01bf\u01c0\u0300\u0301\u0323",
    *"\u0340\u037e\u0430\u043e\u1100\u1e7f\u1e80\u1e9e\u1eff\u1f00\u2000\u2007\u200b\u200d\u2010\u2011\u2013",
    *"\u2026\u2027\u2028\u2029\u202e\u202f\u2030\u205f\u2060\u2212\u2264\u3000\ufeff\ufffd\uff11\U0001f600\U000e0041",
)
_PIECES: tuple[str, ...] = (
    ": ", " :", ":\n", ": \n", " #", "#", "# ", "\n#", "- ", "- - ", " - ", "  - ", "\n- ", "{}", "[]", "{", "''", '""',
    "'", '"', "\n", "\n\n", "\n  ", "\n    ", "\n      ", "\n        ", "  ", "\t", "---\n", "...\n", "\n---\n",
    "null", "~", "Null", "NULL", "\nnull\n", "yes", "? ", "!!str ", "&a ", "*a", "|\n", ">\n", "'a: b'", '"a: b"',
    "<<: a\n", "'a'", '"a"', "a: b", "a: 'b'", "a:: b", "a:b", "a :b", "12:30", "a:\n", "\ufeff", "\r\n", "\\",
    "x" * 1100, " " * 40, "# mttq: bo-qua MT404 vì thế\n", "  # mttq: bo-qua MT115 x", "Căn cứ: ", "1.234", "0123",
    "không áp dụng", "%",
)  # fmt: skip


ROOT = Path(__file__).parents[2]


@cache
def sound_files() -> list[bytes]:
    """The shipped documents, and the beginnings of them, where a change matters more."""
    paths = sorted((ROOT / "plans").rglob("*.yaml"))
    whole = [path.read_bytes() for path in paths if "danh-muc" not in path.parts]
    parts = [b"\n".join(one.split(b"\n")[:lines]) + b"\n" for one in whole for lines in (5, 12, 30, 60)]
    return whole + parts


def nearly_sound(chance: random.Random, files: list[bytes]) -> bytes:
    """A sound file with a few changes."""
    text: str = chance.choice(files).decode()
    ways: tuple[Callable[[random.Random, str], str], ...] = (
        _character,
        _piece,
        _delete,
        _margin,
        _line,
        _quote,
        _swap,
        _word,
    )
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        text = chance.choice(ways)(chance, text)
    data = text.encode()
    if chance.random() < 0.05:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.randbytes(chance.randint(1, 2)) + data[at + chance.randrange(2) :]
    return data


def _place(chance: random.Random, text: str) -> int:
    """Somewhere, mostly at the beginning or the end of a line, a key, or a value."""
    if not text or chance.random() < 0.3:
        return chance.randrange(len(text) + 1)
    mark = chance.choice((": ", "\n", ":\n", "- ", " "))
    found = text.find(mark, chance.randrange(len(text)))
    return max(0, found) + chance.choice((0, len(mark)))


def _character(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice(_CHARACTERS) + text[at + chance.randrange(2) :]


def _piece(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + chance.choice(_PIECES) + text[at + chance.choice((0, 0, 1, 5)) :]


def _delete(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + text[at + chance.choice((1, 1, 2, 3, 20)) :]


def _lines(change: Callable[[random.Random, list[str], int], None]) -> Callable[[random.Random, str], str]:
    def changed(chance: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(chance, lines, chance.randrange(len(lines)))
        return "\n".join(lines)

    return changed


@_lines
def _margin(chance: random.Random, lines: list[str], at: int) -> None:
    """One line, or all from it on, further in or out."""
    step = chance.choice((-4, -2, -1, 1, 2, 4))
    last = at + 1 if chance.random() < 0.7 else chance.randrange(at, len(lines)) + 1
    for number in range(at, last):
        bare = lines[number].lstrip(" ")
        lines[number] = " " * max(0, len(lines[number]) - len(bare) + step) + bare


@_lines
def _line(chance: random.Random, lines: list[str], at: int) -> None:
    """A line twice, gone, or elsewhere."""
    line = lines[at]
    if chance.random() < 0.6:
        del lines[at]
    if chance.random() < 0.7:
        lines.insert(chance.randrange(len(lines) + 1) if chance.random() < 0.5 else at, line)


@_lines
def _quote(chance: random.Random, lines: list[str], at: int) -> None:
    """A value in quotes, rightly or not."""
    head, mark, value = lines[at].partition(chance.choice((": ", "- ")))
    quote = chance.choice("'\"")
    inside = chance.choice(("", "", ": ", " # ", "'", '"', "\\", "\\n", " ", "  - "))
    place = chance.randrange(len(value) + 1)
    end = chance.choice((quote, quote, quote, "", quote + " ", quote + "x", quote + " # x"))
    lines[at] = f"{head}{mark}{quote}{value[:place]}{inside}{value[place:]}{end}"


@_lines
def _swap(chance: random.Random, lines: list[str], at: int) -> None:
    """The heads or the values of two lines in each other's place."""
    other = chance.randrange(len(lines))
    one, two = lines[at].partition(": "), lines[other].partition(": ")
    lines[at], lines[other] = one[0] + one[1] + two[2], two[0] + two[1] + one[2]


def _word(chance: random.Random, text: str) -> str:
    """A word of the file in the place of another."""
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(words)
    return " ".join(words)


def nodes_of(tree: quick.Keys, depth: int = 0) -> Node:
    """The nodes that the slow reader makes of the same file."""
    entries = []
    for key, (line, content) in tree.items():
        column = 2 * depth + 1
        span = Span(line, column, line, column + len(key))
        entries.append(
            Entry(Scalar(key, Style.PLAIN, span), _content(content, line, span.end_column + 2, depth))
        )
    first, last = entries[0].key.span, entries[-1].value.span
    return Mapping(tuple(entries), Span(first.line, first.column, last.end_line, last.end_column))


def _content(content: object, line: int, column: int, depth: int) -> Node:
    if isinstance(content, str):
        styles = {"'": Style.SINGLE, '"': Style.DOUBLE}
        style = styles.get(content[0], Style.PLAIN)
        assert quick.is_plain(content) == (style is Style.PLAIN)
        return Scalar(quick.said(content), style, Span(line, column, line, column + len(content)))
    if isinstance(content, dict):
        if not content:
            return Mapping((), Span(line, column, line, column + 2), flow=True)
        return nodes_of(content, depth + 1)
    assert isinstance(content, list)
    items = []
    for at, one in content:
        in_item = _content(one, at, 2 * depth + 5, depth + 1)
        items.append(in_item)
    last = items[-1].span
    return Sequence(tuple(items), Span(content[0][0], 2 * depth + 3, last.end_line, last.end_column))


def target_quick_reader(data: bytes) -> bool:
    """What is read quickly is what is read slowly, without a fault.

    Returns:
        Whether it was read quickly.
    """
    tree = quick.parse(data)
    if tree is None:
        return False
    source = read_bytes(data, "a.yaml")
    assert source.diagnostics == (), source.diagnostics
    assert nodes_of(tree) == source.root, (nodes_of(tree), source.root)
    return True
