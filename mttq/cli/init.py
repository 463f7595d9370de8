"""`mttq init`: make a repository that is ready for work."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mttq.cli.arguments import choice
from mttq.cli.errors import UsageError
from mttq.cli.session import Session
from mttq.levels import Level
from mttq.names import PLANS, PROGRAMMES

if TYPE_CHECKING:
    from mttq.starting.national import Country

_DEFAULT_FOLDER = "so-lieu-mat-tran"
_EXAMPLE_FOLDER = "vi-du"
_NO_FORGE = "khong"
_BRANCH = "main"
_FORGES = ("github", "gitlab", _NO_FORGE)
_LISTED = 12
_LEVELS = (Level.PROVINCE.value, Level.DISTRICT.value, Level.COMMUNE.value)


def init(
    session: Session,
    folder: Annotated[
        Path | None, typer.Argument(metavar="THƯ_MỤC", help="Thư mục của dự án; chưa có thì được tạo.")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="ĐƠN_VỊ",
            help='Đơn vị dùng dự án: tên ("Quảng Trị", "xã Tân Hòa, Tây Ninh"), mã, hoặc trung-uong.',
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option("--from", metavar="NĂM", help="Năm đầu tiên có kế hoạch; nếu không nêu thì là năm nay."),
    ] = None,
    level: Annotated[
        str | None,
        choice(
            "--level",
            _LEVELS,
            help="Cấp thấp nhất được ghi vào danh mục; nếu không nêu: xa, riêng trung-uong thì tinh.",
        ),
    ] = None,
    example: Annotated[
        bool,
        typer.Option("--example", help="Lập một tỉnh không có thật, đủ kế hoạch và báo cáo một năm, để tập."),
    ] = False,
    ci: Annotated[
        str,
        choice(
            "--ci", _FORGES, help="Nơi kiểm tra tự động mỗi commit; khong: không ghi tệp nào cho việc ấy."
        ),
    ] = _FORGES[0],
) -> int:
    """Write the files of a new project, and make it a git repository if it is in none."""
    from mttq.clock import today
    from mttq.starting.national import country
    from mttq.starting.repository import ci_files, packaged_years, repository_files

    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"“{folder}” không phải là thư mục")
    automatic = ci_files(ci) if ci != _NO_FORGE else {}
    if example:
        if unit is not None or year is not None or level is not None:
            raise UsageError(
                "--example không đi cùng --unit, --from, --level", "bỏ --example, hoặc bỏ các tùy chọn kia"
            )
        return _write_example(folder or Path(_EXAMPLE_FOLDER), automatic, session)
    known = country()
    if folder is None and unit is None:
        folder, unit, year = _asked(str(today().year))
    if unit is None:
        raise UsageError("chưa nêu đơn vị", 'thêm --unit, ví dụ --unit "Quảng Trị"')
    folder = folder or Path(_DEFAULT_FOLDER)
    first = _year(year or str(today().year))
    chosen = _unit(known, unit, first)
    lowest = Level(level) if level else Level.PROVINCE if chosen == known.centre else Level.COMMUNE
    files = repository_files(known, chosen, first, lowest) | automatic
    kept = _put(folder, files, plan_of=(chosen, first))
    if not session.quiet:
        print(f"Đã tạo dự án của {known.units[chosen][-1].name} {_place(folder)}.")
        _say_kept(kept)
        if first not in packaged_years():
            print(f"Việc đầu tiên: ghi tên các chương trình vào {folder / PROGRAMMES}.")
        plan = f"{PLANS}/{first}/…/ke-hoach.yaml"
        print(f"Tiếp theo, trong thư mục ấy: điền {plan}, chạy mttq check, rồi mttq report {first}.")
        print(
            f"Không viết YAML thì: mttq form {first}, điền biểu mẫu, mttq import biểu mẫu ấy, rồi mttq report {first}."
        )
    _start_git(folder, session)
    return 0


def _write_example(folder: Path, automatic: dict[str, str], session: Session) -> int:
    """Write the example and say what to try with it."""
    from mttq.starting.repository import EXAMPLE_YEAR, example_files

    kept = _put(folder, example_files() | automatic)
    if not session.quiet:
        print(f"Đã tạo tỉnh Ví Dụ, một tỉnh không có thật để tập, {_place(folder)}.")
        _say_kept(kept)
        year = EXAMPLE_YEAR
        print(
            "Tiếp theo, trong thư mục ấy: mttq check (có một lỗi để sửa),"
            f" mttq total {year}, mttq report {year}."
        )
    _start_git(folder, session)
    return 0


def _asked(this_year: str) -> tuple[Path, str, str]:
    """Ask for the folder, the unit and the first year, where somebody can answer."""
    if not sys.stdin.isatty():
        raise UsageError(
            "chưa nêu thư mục và đơn vị",
            f'ví dụ: mttq init {_DEFAULT_FOLDER} --unit "Quảng Trị" --from {this_year}',
        )
    folder = typer.prompt("Thư mục", default=_DEFAULT_FOLDER)
    unit = typer.prompt("Đơn vị (ví dụ: Quảng Trị; xã Tân Hòa, Tây Ninh; trung-uong)")
    year = typer.prompt("Năm đầu tiên có kế hoạch", default=this_year)
    return Path(folder), unit, year


def _year(text: str) -> int:
    from mttq.starting.repository import packaged_years

    first = packaged_years().start
    if not re.fullmatch(r"20[0-9]{2}", text) or int(text) < first:
        raise UsageError(f"--from: “{text}” không phải là năm", f"viết năm có bốn chữ số, từ {first}")
    return int(text)


def _unit(known: Country, words: str, year: int) -> str:
    """Return the id of the unit meant."""
    since = date(year, 1, 1)
    found = known.named(words)
    alive = [one for one in found if known.exists(one, since)]
    if not alive and found:
        gone = found[0]
        name, last = known.units[gone][-1].name, known.units[gone][-1].last
        heirs = [_title(known, one) for one in known.heirs(gone)]
        now = f", nay thuộc {' và '.join(heirs)}" if heirs else ""
        raise UsageError(
            f"{name} chỉ đến hết ngày {last:%d/%m/%Y}{now}",
            f"nêu đơn vị hiện nay, hoặc thêm --from {last.year if last else year} nếu cần số liệu trước ngày ấy",
        )
    if not alive:
        raise UsageError(
            f"không có đơn vị “{words}” trong danh sách cả nước",
            "viết tên như trong văn bản, ví dụ “xã Tân Hòa, Tây Ninh”",
        )
    if len(alive) > 1:
        listed = "; ".join(f"{one} ({_title(known, one)})" for one in alive[:_LISTED])
        more = f" và {len(alive) - _LISTED} đơn vị khác" if len(alive) > _LISTED else ""
        raise UsageError(
            f"có {len(alive)} đơn vị tên “{words}”",
            f"nêu mã, hoặc thêm tên cấp trên sau dấu phẩy: {listed}{more}",
        )
    return alive[0]


def _title(known: Country, unit: str) -> str:
    from mttq.starting.national import ancestors

    return ", ".join(known.units[one][-1].name for one in (unit, *ancestors(unit)))


def _put(folder: Path, files: dict[str, str], *, plan_of: tuple[str, int] | None = None) -> list[str]:
    """Write the files of a project, `plans/` last and as a whole.

    Args:
        folder: the root of the project.
        files: their texts by path.
        plan_of: the unit and year whose plan is begun, if any.

    Returns:
        The paths of the files that were there already and are left alone.
    """
    from tempfile import TemporaryDirectory

    from mttq.files import write_atomic

    if (folder / PLANS).exists():
        raise UsageError(f"{folder} đã là một dự án: có thư mục {PLANS}/", "nêu thư mục khác")
    folder.mkdir(parents=True, exist_ok=True)
    kept = [path for path in files if (folder / path).exists()]
    with TemporaryDirectory(prefix=".mttq-", dir=folder) as name:
        made = Path(name)
        for path, text in files.items():
            if path not in kept:
                root = made if path.startswith(f"{PLANS}/") else folder
                write_atomic(root / path, text.encode("utf-8"), durable=False)
        if plan_of is not None:
            _begin_plan(made, *plan_of)
        (made / PLANS).rename(folder / PLANS)
    return kept


def _begin_plan(root: Path, unit: str, year: int) -> None:
    from mttq.documents import DocumentKind, load
    from mttq.files import write_atomic
    from mttq.period import parse_cycle
    from mttq.starting.skeletons import Wanted, skeleton

    cycle = parse_cycle(str(year))
    assert cycle is not None  # a year of four digits
    wanted = Wanted(unit=unit, kind=DocumentKind.PLAN, cycle=cycle, period=cycle.whole)
    write_atomic(root / wanted.path, skeleton(load(root), wanted).encode("utf-8"), durable=False)


def _start_git(folder: Path, session: Session) -> None:
    """Make the folder a git repository, unless it is in one, and let git merge its files by key.

    Its branch is the one that CI watches, unless the user has set another for new repositories.
    """
    from contextlib import suppress

    from mttq.history import HistoryError, run
    from mttq.starting.git_setup import configure

    inside = run(folder, "rev-parse", "--is-inside-work-tree")
    begun = run(folder, "init", "--quiet") if inside is not None and inside.returncode != 0 else None
    if begun is not None and begun.returncode == 0:
        named = run(folder, "config", "--get", "init.defaultBranch")
        if named is not None and named.returncode != 0:
            run(folder, "symbolic-ref", "HEAD", f"refs/heads/{_BRANCH}")
    with suppress(HistoryError):  # a repository that git refuses stays as it is; setup-git says why
        configure(folder)
    if session.quiet:
        return
    if inside is None:
        print("Máy chưa có git: cài git rồi chạy git init trong thư mục ấy để lưu lịch sử.")
    elif begun is not None and begun.returncode == 0:
        print('Đã lập kho git; lưu lần đầu: git add . && git commit -m "Bắt đầu"')


def _place(folder: Path) -> str:
    return "trong thư mục này" if folder.resolve() == Path.cwd() else f"ở {folder}/"


def _say_kept(kept: list[str]) -> None:
    for path in kept:
        more = "; mttq setup-git thêm vào đó cách gộp theo khóa" if path == ".gitattributes" else ""
        print(f"Để nguyên {path}: đã có sẵn{more}.")
