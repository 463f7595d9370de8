"""`mttq verify`: whether issued Word documents still say what the data say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.arguments import choice
from mttq.cli.errors import UsageError
from mttq.cli.project import examine_project, open_project
from mttq.cli.session import Progress, Session
from mttq.output.formats import VERIFY

_SUFFIX = ".docx"


def verify(
    session: Session,
    files: Annotated[
        list[Path], typer.Argument(metavar="TỆP", help="Các tệp .docx, hoặc thư mục có tệp .docx.")
    ],
    format: Annotated[str, choice("--format", tuple(VERIFY), help="Dạng kết quả.")] = "text",
) -> int:
    """Compare each file with what would be written from the data at its commit, and from today's."""
    from mttq.issuing.verifier import Verifier

    found = list(dict.fromkeys(one for path in files for one in _documents(path)))
    session = session.about(found)
    checked = examine_project(open_project(session), session)
    progress = Progress(session, "Đang đối chiếu {} tệp…", len(found))
    results = []
    with Verifier(checked) as verifier:
        for number, path in enumerate(found):
            progress.show(number)
            results.append(verifier.verify(path.as_posix(), path.read_bytes()))
        progress.clear()
    sys.stdout.writelines(VERIFY[format](results, session.screen()))
    return int(not all(one.is_true for one in results))


def _documents(path: Path) -> list[Path]:
    """Return the Word files that a path means: itself, or those of a folder and all below.

    Raises:
        UsageError: there is no such file, or none in the folder.
    """
    if path.is_dir():
        inside = sorted(
            one for one in path.rglob(f"*{_SUFFIX}") if one.is_file() and not one.name.startswith("~$")
        )
        if not inside:
            raise UsageError(f"thư mục “{path}” không có tệp {_SUFFIX} nào", "nêu tệp hoặc thư mục khác")
        return inside
    if not path.exists():
        raise UsageError(f"không có tệp “{path}”", "xem lại đường dẫn")
    if path.suffix.lower() != _SUFFIX:
        raise UsageError(
            f"“{path}” không phải tệp {_SUFFIX}",
            "mttq verify chỉ đối chiếu văn bản Word; tệp .doc thì lưu lại thành .docx",
        )
    return [path]
