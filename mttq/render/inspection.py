"""The faults of a project's own templates, found before a document needs them.

Each template is filled in with a sample that has every part, so a template is
faulty here if it would be for a document. Nothing is read if the project has no
templates of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import DecodeError
from msgspec.msgpack import Decoder, Encoder

from mttq.check.memory import CachedDiagnostic, Memory, digest, without_paths
from mttq.diagnostics import FILE_START, UNUSABLE_TEMPLATE, Diagnostic, Span
from mttq.names import DOCUMENT_KINDS
from mttq.profile import packaged
from mttq.render.formats import FORMATS
from mttq.render.sample import sample
from mttq.render.templates import LARGEST, SUFFIXES, UnusableTemplateError

_PARTIAL = "_"
_KEPT = "templates"
_ENCODER = Encoder()
_DECODER = Decoder(list[tuple[str, CachedDiagnostic]])
_REMEDY = "sửa thẻ ấy trong mẫu rồi lưu lại"


def template_faults(
    root: Path, templates: Collection[Path], indicators: Collection[str], memory: Memory | None
) -> list[Diagnostic]:
    """Return the first fault of each template of a project; as an earlier run found it, if nothing has changed.

    Args:
        root: the project.
        templates: its own templates.
        indicators: the ids of its indicators.
        memory: what is known from earlier runs with the same catalogue; None if it is not used.
    """
    key = _key(templates)
    kept = memory.read_derived(_KEPT) if memory is not None and key else None
    if kept is not None and kept.startswith(key):
        with suppress(DecodeError, KeyError):
            return [one.at(path) for path, one in _DECODER.decode(kept[len(key) :])]
    found = inspect(root, templates, indicators)
    if memory is not None and key:
        packed = _ENCODER.encode([(one.path, without_paths([one])[0]) for one in found])
        memory.write_derived(_KEPT, key + packed)
    return found


def _key(templates: Collection[Path]) -> bytes:
    """Return a hash of the names and contents of some templates; b"" if one can't be read, or is a link."""
    parts = []
    for one in templates:
        try:
            if one.is_symlink() or one.stat().st_size > LARGEST:
                return b""
            parts += [digest(one.name.encode("utf-8", "surrogateescape")), digest(one.read_bytes())]
        except OSError:
            return b""
    return digest(b"".join(parts))


def inspect(root: Path, templates: Collection[Path], indicators: Collection[str]) -> list[Diagnostic]:
    """Return the first fault of each template of a project, in order.

    Args:
        root: the project.
        templates: its own templates.
        indicators: the ids of its indicators.
    """
    found: dict[Path, UnusableTemplateError] = {}
    own = {one.resolve(): one for one in templates}
    for suffix, name in dict.fromkeys(_to_fill_in(templates)):
        format = next(one for one in FORMATS.values() if one.template_suffix == suffix)
        try:
            format.render(sample(name, indicators), root)
        except UnusableTemplateError as error:
            path = own.get(error.path.resolve())
            if path is not None:  # not the packaged template that includes it
                found.setdefault(path, error)
    return [_diagnostic(path.relative_to(root), error) for path, error in sorted(found.items())]


def _to_fill_in(templates: Collection[Path]) -> Iterator[tuple[str, str]]:
    """Yield the suffix and the name of each template to fill in; for parts of others, all that may have them."""
    for path in templates:
        suffix = next(one for one in SUFFIXES if path.name.endswith(one))
        name = path.name.removesuffix(suffix)
        if not name.startswith(_PARTIAL):
            yield suffix, name
            continue
        for kind in DOCUMENT_KINDS:
            if any((folder / f"{kind}{suffix}").is_file() for folder in (path.parent, *packaged())):
                yield suffix, kind


def _diagnostic(path: Path, error: UnusableTemplateError) -> Diagnostic:
    fact, _, help = error.message.partition("; ")
    line = error.line
    if line:
        span = Span(line, 1, line, 1)
    else:
        span, fact = FILE_START, f"{error.place}: {fact}" if error.place else fact
    return Diagnostic(UNUSABLE_TEMPLATE, path.as_posix(), span, fact, help=help or _REMEDY)
