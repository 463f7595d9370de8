"""`mttq merge-driver`: what git calls to merge a plan, a report or a file of the catalogue."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.errors import UsageError
from mttq.cli.session import Session

_MOST_CONFLICTS = 127  # git merge-file counts them in its exit code; more means that it failed


def merge_driver(
    session: Session,
    old: Annotated[Path, typer.Argument(metavar="GỐC", help="Bản chung trước khi hai bên sửa (%O).")],
    ours: Annotated[
        Path, typer.Argument(metavar="BÊN_NÀY", help="Bản của nhánh đang đứng (%A); kết quả ghi vào đây.")
    ],
    theirs: Annotated[Path, typer.Argument(metavar="BÊN_KIA", help="Bản của nhánh được gộp vào (%B).")],
    size: Annotated[int, typer.Argument(metavar="[SỐ_DẤU]", help="Số dấu ở đầu mỗi dòng xung đột (%L).")] = 7,
    path: Annotated[str, typer.Argument(metavar="[TÊN_TỆP]", help="Tên tệp trong kho (%P).")] = "",
) -> int:
    """Merge three versions into the second; return 1 if a clash is left in it, as git expects."""
    from mttq.three_way import merge

    contents = []
    for file in (old, ours, theirs):
        try:
            contents.append(file.read_bytes())
        except OSError as error:
            raise UsageError(
                f"không đọc được “{file}”", "git gọi lệnh này khi gộp; không cần tự gọi"
            ) from error
    size = max(size, 1)
    merged = merge(*contents)
    if merged is None:
        return _by_lines((old, ours, theirs), size)
    ours.write_bytes(merged.marked(size).encode("utf-8"))
    if not session.quiet:
        for point in merged.points:
            values = " hay ".join(f"“{one}”" if one else "bỏ" for one in (point.ours, point.theirs))
            print(f"{path or ours}: hai bên cùng sửa {point.shown}: {values}?", file=sys.stderr)
    return int(bool(merged.points))


def _by_lines(files: tuple[Path, Path, Path], size: int) -> int:
    """Leave the merge to git, which goes by lines."""
    from mttq.history import run

    old, ours, theirs = (str(one.absolute()) for one in files)
    labels = ("-L", "BÊN NÀY", "-L", "trước đó", "-L", "BÊN KIA")
    done = run(Path.cwd(), "merge-file", "-q", *labels, f"--marker-size={size}", ours, old, theirs)
    if done is None or done.returncode > _MOST_CONFLICTS:
        print("git không gộp được tệp này theo dòng; giữ nguyên bản của nhánh đang đứng", file=sys.stderr)
        return 1
    return int(done.returncode > 0)
