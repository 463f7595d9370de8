"""One text to its node: libyaml runs again past each syntax error, so that one run reports them all.

The extension module of ruamel.yaml carries libyaml 0.1.7. In braces and brackets
that version takes every `:` and `?` for a sign of YAML, so it rejects
`{luc: 8:30}` and `[Hỏi gì?]`, which YAML 1.2 allows and editors accept. It also
rejects `%YAML 1.2`. A text that fails is therefore read again with stand-ins for
these signs; `Builder` puts the signs back.
"""

from __future__ import annotations

import re

from msgspec import Struct
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from mttq.diagnostics import EMPTY_FILE, FILE_START, YAML_SYNTAX, Diagnostic, Span
from mttq.source.builder import Builder, UnclosedQuoteError
from mttq.source.nodes import Node
from mttq.source.recovery import Recovery, attempts
from mttq.source.syntax_errors import explain
from mttq.source.text import RefusedError, split

# Signs inside a plain text: a character of the text comes before them, perhaps with spaces between. A `:` before a
# space, a bracket, a comma or a `?` ends the text. Anchors, aliases, tags and directives are left alone.
_SIGNS = re.compile(
    r"^%.*|(?<![^\s,\[\]{}])[&*!][^\s,\[\]{}]*"
    r"|(?:(?<=[^\s,\[\]{}\"':?-])|(?<=\S-))[ \t]*(?P<signs>(?:\?|:(?=[^?\s,\[\]{}]))+)",
    re.MULTILINE,
)
_VERSION = re.compile(r"^%YAML 1\.2(?=\s)", re.MULTILINE)


class Parsed(Struct, frozen=True):
    """What a text holds.

    Attributes:
        root: its node; None if there is none, or if not even a mended text could be read to its end.
        faults: what is wrong with it as YAML.
        recovery: how the text was mended; None for one without syntax errors.
    """

    root: Node | None
    faults: tuple[Diagnostic, ...]
    recovery: Recovery | None


def parse(text: str, path: str) -> Parsed:
    """Read a text, or what is left of it around its syntax errors.

    Args:
        text: the decoded text of one file.
        path: the name to report.
    """
    faults: dict[Diagnostic, None] = {}
    recovery = Recovery(split(text))
    root: Node | None = None
    mended = text
    for _ in range(attempts(len(text))):
        root, place = _run(mended, path, recovery, faults)
        if place is None:
            break
        if not recovery.mend(place):
            root = None
            break
        mended = "\n".join(recovery.lines)
        root = None
    else:
        faults.setdefault(_more_faults(path, list(faults)))
    if mended is text:
        return Parsed(root, tuple(faults), None)
    # An empty file is a fault of what was written, not of what is left of it.
    return Parsed(root, tuple(one for one in faults if one.code is not EMPTY_FILE), recovery)


def _more_faults(path: str, faults: list[Diagnostic]) -> Diagnostic:
    """Return the fault of a file with so many syntax errors that the reading stops before its end."""
    return Diagnostic(
        YAML_SYNTAX,
        path,
        max((one.span for one in faults), default=FILE_START),
        f"tệp có quá nhiều lỗi cú pháp nên chỉ nêu {len(faults)} lỗi đầu; phần sau chỗ này chưa được kiểm tra",
        "sửa các lỗi đã nêu rồi kiểm tra lại; nếu tệp không phải YAML thì bỏ nó đi",
    )


def _run(
    text: str, path: str, recovery: Recovery, faults: dict[Diagnostic, None]
) -> tuple[Node | None, Span | None]:
    """Return the node of a text, or the place in that text to put out of the way before the next run."""
    builder = Builder(text, path)
    root: Node | None = None
    fault: Diagnostic | None = None
    quote: Span | None = None
    reported = False
    try:
        try:
            root = builder.document()
        except MarkedYAMLError:
            substitute, signs = _with_stand_ins(text)
            if substitute == text:
                raise
            builder = Builder(text, path, substitute, signs)
            root = builder.document()
    except UnclosedQuoteError as unclosed:
        fault = unclosed.diagnostic
    except MarkedYAMLError as error:
        surroundings = builder.surroundings()
        quote = surroundings.quote
        fault = explain(error, text, path, surroundings)
        # A text that starts with `*` or `&` is refused for that; libyaml's error about its rest is noise.
        # So is a second fault of a line whose margin had to be mended.
        reported = fault.span.line in {one.span.line for one in (*builder.faults, *faults)}
    except YAMLError:
        message = "tệp không đọc được theo cú pháp YAML"
        builder.faults.append(Diagnostic(YAML_SYNTAX, path, FILE_START, message))
    except RefusedError as refused:
        builder.faults.append(refused.diagnostic)
    for one in builder.faults:
        faults.setdefault(recovery.original(one))
    if fault is not None and not reported:
        faults.setdefault(recovery.original(fault))
    if fault is not None and quote is not None and quote.line < quote.end_line == fault.span.line:
        return root, quote  # the text after a quoted text of several lines goes with all of it
    return root, None if fault is None else fault.span


def _with_stand_ins(text: str) -> tuple[str, dict[int, str]]:
    """Replace `:` and `?` inside words by characters that the text does not use, and `%YAML 1.2` by 1.1.

    Outside braces and brackets libyaml takes these signs for text anyway, so nothing else changes.

    Returns:
        The new text, as long as the old one, and the translation back.
    """
    unused = (character for character in map(chr, range(0x10FFFD, 0, -1)) if character not in text)
    colon, question = next(unused), next(unused)

    to_stand_ins = str.maketrans({":": colon, "?": question})
    substitute = _SIGNS.sub(
        lambda found: found[0].translate(to_stand_ins) if found["signs"] else found[0],
        _VERSION.sub("%YAML 1.1", text),
    )
    return substitute, {ord(colon): ":", ord(question): "?"}
