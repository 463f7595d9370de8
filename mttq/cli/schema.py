"""`mttq schema`: print or write the JSON Schema of each kind of file, for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.errors import UsageError, unknown
from mttq.cli.session import Session

if TYPE_CHECKING:
    from mttq.documents.folders import FileKind

SUFFIX = ".schema.json"


def complete_kinds(incomplete: str) -> list[str]:
    """Complete the name of a kind of file."""
    from mttq.documents.folders import FILE_KINDS

    return [kind.name for kind in FILE_KINDS if kind.name.startswith(incomplete)]


def schema(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="TÊN",
            help="Loại tệp: ke-hoach, bao-cao, chi-tieu…; nếu không nêu thì liệt kê các loại.",
            autocompletion=complete_kinds,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="THƯ_MỤC",
            help=f"Ghi vào thư mục này, mỗi loại một tệp <tên>{SUFFIX}; nếu không nêu tên thì ghi mọi loại.",
        ),
    ] = None,
) -> int:
    """Print the schema of a kind of file, list the kinds, or write the schemas into a folder."""
    from mttq.documents.folders import FILE_KINDS

    kinds = {kind.name: kind for kind in FILE_KINDS}
    if name is not None and name not in kinds:
        raise unknown("loại tệp", name, kinds)
    chosen = [kinds[name]] if name is not None else list(FILE_KINDS)
    if out is not None:
        _write(chosen, out, quiet=session.quiet)
    elif name is not None:
        sys.stdout.write(_text(kinds[name]))
    else:
        longest = max(map(len, kinds))
        for kind in FILE_KINDS:
            print(f"{kind.name:{longest}}  {kind.title}: {', '.join(kind.places)}")
    return 0


def _text(kind: FileKind) -> str:
    from mttq.schema.json_schema import schema_text

    return schema_text(kind.shape, kind.name, kind.title)


def _write(kinds: list[FileKind], folder: Path, *, quiet: bool) -> None:
    from mttq.files import write_atomic

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--out: “{folder}” không phải là thư mục")
    for kind in kinds:
        path = folder / f"{kind.name}{SUFFIX}"
        write_atomic(path, _text(kind).encode("utf-8"))
        if not quiet:
            print(path.as_posix())
