"""`mttq pack` and `mttq unpack`: a branch as one file, for places without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mttq.cli.arguments import complete_years
from mttq.cli.errors import UsageError
from mttq.cli.session import Session
from mttq.names import PLANS, SETTINGS

_SUFFIX = ".bundle"


def pack(
    session: Session,
    years: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NĂM",
            help="Các năm, nhiệm kỳ mà phiếu gửi đếm tệp; gói thì luôn có cả nhánh. Không nêu thì đếm mọi năm.",
            autocompletion=complete_years,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="TỆP",
            help=f"Tệp gói; không nêu thì <đơn vị>-<ngày>{_SUFFIX} ở thư mục này.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="MỐC", help="Commit mà bên nhận đã có; không nêu thì nối tiếp gói trước."
        ),
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Gói cả nhánh, không cần gói nào trước.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè tệp gói đã có.")] = False,
) -> int:
    """Write the bundle, and its receipt beside it."""
    from mttq.bundles import make
    from mttq.cli.project import find_cycle, open_project
    from mttq.clock import today
    from mttq.commits import files_at
    from mttq.documents import FileRef
    from mttq.documents.project import file_ref, is_document
    from mttq.files import write_atomic
    from mttq.history import check_repository
    from mttq.output.bundle_receipt import sent
    from mttq.unsaved import unsaved_below

    root = session.project()
    if whole and since is not None:
        raise UsageError("--whole và --since không dùng cùng nhau", "chỉ giữ một trong hai")
    project = open_project(session).project
    named = [find_cycle(project, year).name for year in years or []]
    unit = project.catalogue.settings.default_unit
    path = out or Path(f"{unit.replace('/', '.') or root.name}-{today():%Y-%m-%d}{_SUFFIX}")
    if path.exists() and not force:
        raise UsageError(f"đã có tệp “{path}”", "nêu tên khác bằng -o, hoặc thêm --force")
    check_repository(root, "mttq pack gói các commit của git; lập kho bằng git init, rồi lưu lần đầu")
    made = make(root, path, since=since, whole=whole)
    files: dict[str, int] = {}
    for one in files_at(root, made.tip.hash, PLANS):
        ref = file_ref(one) if is_document(one) and one.endswith(".yaml") else None
        if isinstance(ref, FileRef) and (not named or ref.cycle.folder in named):
            files[ref.cycle.folder] = files.get(ref.cycle.folder, 0) + 1
    known = project.catalogue.units.get(unit)
    text = sent(
        made,
        unit=f"{known.name_on(today())} ({unit})"
        if known is not None
        else unit or "chưa ghi trong mttq.yaml",
        sender=_somebody(root),
        files=dict(sorted(files.items())),
        today=today(),
    )
    receipt = path.with_name(f"{path.name}.txt")
    write_atomic(receipt, text.encode())
    print(text, end="")
    if not session.quiet:
        print(f"\nĐã ghi {path} và phiếu gửi {receipt}; gửi cả hai.")
        unsaved = unsaved_below(root / PLANS)
        if count := len(unsaved.changed | unsaved.unknown):
            print(f"{count} tệp trong {PLANS}/ chưa lưu vào git nên không có trong gói.")
    return 0


def unpack(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp gói do mttq pack làm.")],
    branch: Annotated[
        str | None,
        typer.Option("--branch", metavar="TÊN", help="Nhánh để chứa; không nêu thì goi/<đơn vị>."),
    ] = None,
    checksum: Annotated[
        str | None,
        typer.Option(
            "--checksum", metavar="SHA-256", help="Mã ghi trên phiếu gửi, nếu tệp phiếu không đi cùng."
        ),
    ] = None,
) -> int:
    """Take a bundle into a branch of its own; the working tree stays as it is."""
    from mttq.bundles import BRANCHES, arrived, keep
    from mttq.bundles import checksum as checksum_of
    from mttq.clock import today
    from mttq.files import write_atomic
    from mttq.history import check_repository
    from mttq.output.bundle_receipt import received

    root = session.project()
    if not file.is_file():
        raise UsageError(f"không có tệp “{file}”")
    found = checksum_of(file)
    wanted = _wanted(file, checksum)
    if wanted is not None and wanted != found:
        raise UsageError(
            f"“{file}” không đúng với phiếu gửi: mã SHA-256 là {found}, phiếu ghi {wanted}",
            "tệp bị hỏng hay bị đổi trên đường đi, hoặc không phải tệp của phiếu này; xin gửi lại",
        )
    check_repository(root, "mttq unpack nhận gói vào một kho git; lập kho bằng git init")
    tip = arrived(root, file)
    arrival = keep(root, tip, branch or f"{BRANCHES}{_unit_of(root, tip)}")
    text = received(arrival, name=file.name, checksum=found, receiver=_somebody(root), today=today())
    receipt = file.with_name(f"{file.name}.da-nhan.txt")
    write_atomic(receipt, text.encode())
    print(text, end="")
    if session.quiet:
        return 0
    print()
    if wanted is None:
        print("Không có phiếu gửi đi cùng: đối chiếu mã SHA-256 trên với phiếu trước khi dùng.")
    if arrival.before == arrival.tip.hash:
        print("Gói này đã nhận từ trước, không có gì mới.")
    elif arrival.base is None:
        print(f"Kho này và gói chưa có lịch sử chung: xem bằng git log {arrival.branch}.")
    else:
        print(f"Xem đã đổi những gì: mttq diff HEAD...{arrival.branch}")
        print(f"Đưa vào nhánh đang đứng: git merge {arrival.branch}")
    print(f"Đã ghi phiếu nhận {receipt}; gửi lại cho nơi gửi.")
    return 0


def _wanted(file: Path, given: str | None) -> str | None:
    """Return the checksum that the bundle should have: as given, or as its receipt says."""
    from mttq.output.bundle_receipt import checksum_in

    if given is not None:
        return given.strip().lower()
    receipt = file.with_name(f"{file.name}.txt")
    return (
        checksum_in(receipt.read_text(encoding="utf-8-sig", errors="replace")) if receipt.is_file() else None
    )


def _unit_of(root: Path, tip: str) -> str:
    """Return a word for the unit whose data a commit holds, for the name of a branch."""
    from mttq.catalogue.settings import read_settings
    from mttq.commits import files_at
    from mttq.history import contents
    from mttq.source import CATALOGUE_LIMITS, read_quickly

    content = files_at(root, tip, PLANS).get(SETTINGS, "")
    known = contents(root, [content]) if content else {}
    if content not in known:
        return "khac"
    settings = read_settings(read_quickly(known[content], SETTINGS, CATALOGUE_LIMITS))
    return settings.default_unit.replace("/", ".") or "khac"


def _somebody(root: Path) -> str:
    """Return who git says is working here."""
    from mttq.history import run

    words = []
    for key, form in (("user.name", "{}"), ("user.email", "<{}>")):
        done = run(root, "config", "--get", key)
        if done is not None and done.returncode == 0 and done.stdout.strip():
            words.append(form.format(done.stdout.decode("utf-8", "replace").strip()))
    return " ".join(words) or "chưa khai tên trong git"
