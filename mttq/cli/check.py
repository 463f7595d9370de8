"""`mttq check`: everything that is wrong, in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.faults import UsageFault
from mttq.cli.findings import exit_code
from mttq.cli.session import Session
from mttq.cli.values import choice

FORMATS = ("text", "json")


def check(
    session: Session,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ĐƯỜNG_DẪN]…", help="Chỉ hiện lỗi của các tệp hay thư mục này."),
    ] = None,
    format: Annotated[str, choice("--format", FORMATS, help="Dạng kết quả.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi khi trả mã thoát.")] = False,
) -> int:
    """Validate the whole project; the paths narrow what is shown, not what is read."""
    from mttq.check import check as check_project  # noqa: PLC0415 - heavy; only when the command runs
    from mttq.cli.opening import open_project  # noqa: PLC0415 - likewise
    from mttq.output import diagnostics_json, diagnostics_text  # noqa: PLC0415 - likewise

    root = session.project()
    wanted = [_relative(path, root) for path in paths or []]
    project = open_project(session)
    found = [one for one in check_project(project) if _inside(one.path, wanted)]
    if format == "json":
        print(diagnostics_json.render(found))
    else:
        files = sum(1 for path in project.sources if _inside(path, wanted))
        lines = diagnostics_text.render(
            found, project.sources, files=files, colour=session.colour, quiet=session.quiet
        )
        for line in lines:
            print(line)
    return exit_code(found, strict=strict)


def _relative(path: Path, root: Path) -> str:
    """The path as diagnostics write it.

    Raises:
        UsageFault: it is not there, or lies outside the project.
    """
    full = path.resolve()
    if not full.exists():
        raise UsageFault(f"không có tệp hay thư mục “{path}”")
    if not full.is_relative_to(root):
        raise UsageFault(f"“{path}” nằm ngoài dự án {root}", "nêu tệp hay thư mục bên trong dự án")
    return full.relative_to(root).as_posix()


def _inside(path: str, wanted: list[str]) -> bool:
    return not wanted or any(folder in {".", path} or path.startswith(f"{folder}/") for folder in wanted)
