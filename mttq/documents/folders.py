"""The files of a project: those under `plans/`, names and folders that can't be used, and every kind of file.

Nothing outside the project is read: links are not followed. Names that another
system can't hold are reported, because git on Windows can't check such a file
out, and checks out only one of two names that differ in case.

Readers tell the kind of a file from its path; `FILE_KINDS` is for lookups by name, such as those of editors.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from mttq.catalogue.reader import SHAPES, CatalogueKind
from mttq.diagnostics import (
    FILE_START,
    MEMBER_WITHOUT_PLANS,
    MISPLACED_FILE,
    NOT_PORTABLE,
    OVER_LIMIT,
    Code,
    Diagnostic,
)
from mttq.documents import shapes
from mttq.documents.file_names import rename, unread
from mttq.documents.table_map import SHAPE as TABLE_MAP
from mttq.names import (
    CAMPAIGNS,
    CATALOGUE,
    DEFAULTS,
    INDICATORS,
    MEMBERS,
    PLANS,
    PROFILES,
    PROGRAMMES,
    SETTINGS,
    TABLE_MAPS,
    UNITS,
    is_in_plans,
)
from mttq.profile import SHAPE as PROFILE
from mttq.schema import Shape

DEEPEST = 32
"""At most this many levels of folders are read below `plans/`."""

_SUFFIXES = (".yaml", ".yml")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *[.:].*)?", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z0-9-]+(\.yaml)?")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_RENAME = "đổi tên tệp hoặc thư mục bằng chữ thường không dấu, chữ số và dấu gạch nối"


class Listing(Struct, frozen=True):
    """What is under `plans/`.

    Attributes:
        files: every YAML file that can be used, relative to the root, in order.
        faults: the files and folders that can't be used.
        folders: every folder that was listed.
        has_links: whether anything in them is a link, so that a change elsewhere can change what is there.
    """

    files: list[str]
    faults: list[Diagnostic]
    folders: list[str]
    has_links: bool


def find_files(root: Path) -> Listing:
    """List the folders under `plans/`.

    Raises:
        OSError: a folder can't be listed, so that it is unknown what is missing.
    """
    if _is_link(root / PLANS):
        return Listing([], [_linked(PLANS, "thư mục")], [], has_links=True)
    found: list[tuple[str, bool]] = []
    listed: list[str] = []
    waiting, faults = plans_folders(root)
    has_links = any(one.code is MISPLACED_FILE for one in faults)
    while waiting:
        relative = waiting.pop()
        folders, yaml, others, links = _listed(root, relative)
        listed.append(relative)
        has_links = has_links or links
        found += [(f"{relative}/{entry.name}", entry.is_symlink()) for entry in yaml]
        names = [entry.name for entry in folders]
        if others:
            present = {entry.name for entry in yaml}
            unread_files = (unread(relative, name, present) for name in sorted(map(printable, others)))
            faults += (one for one in unread_files if one is not None)
        faults += _folders(folders, relative)
        faults += _names(relative, [*names, *(entry.name for entry in yaml)])
        below = [f"{relative}/{entry.name}" for entry in folders if not _leads_away(entry)]
        if below and relative.count("/") >= DEEPEST:
            faults.append(_too_deep(relative))
            continue
        waiting += reversed(below)
    usable: list[str] = []
    for path, linked in sorted(found):
        fault = _unusable(root, path, linked=linked)
        if fault is None:
            usable.append(path)
        else:
            faults.append(fault)
    return Listing(usable, faults, listed, has_links)


def plans_folders(root: Path) -> tuple[list[str], list[Diagnostic]]:
    """Return the `plans/` of a project and of the member repositories in it, and the faults of those that lack one."""
    found = [PLANS]
    if _is_link(root / MEMBERS):
        return found, [_linked(MEMBERS, "thư mục")]
    faults: list[Diagnostic] = []
    for entry in _members(root):
        member = printable(f"{MEMBERS}/{entry.name}")
        place = f"{MEMBERS}/{entry.name}/{PLANS}"
        if _leads_away(entry) or _is_link(root / place):
            faults.append(_linked(member if _leads_away(entry) else f"{member}/{PLANS}", "thư mục"))
        elif (root / place).is_dir():
            found.append(place)
        else:
            faults.append(
                _fault(
                    MEMBER_WITHOUT_PLANS,
                    member,
                    f"kho thành viên “{entry.name}” không có thư mục {PLANS}/ nên số liệu của kho ấy không được tính",
                    f"nếu là submodule thì chạy git submodule update --init {member}; nếu không phải kho thành viên "
                    f"thì chuyển thư mục ra khỏi {MEMBERS}/",
                )
            )
    return found, faults


def _members(root: Path) -> list[os.DirEntry[str]]:
    """Return the folders of member repositories."""
    try:
        with os.scandir(f"{root}/{MEMBERS}") as entries:
            folders = [one for one in entries if _is_folder(one) and not one.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(folders, key=lambda one: one.name)


def with_other_files(listing: Listing, instead: Mapping[str, bytes | None]) -> Listing:
    """Return what would be listed if some files were there, or were absent.

    Args:
        listing: what is on disk.
        instead: the files by path; None for those that are absent.
    """
    gone = {path for path, content in instead.items() if content is None}
    there = {path for path in instead if is_in_plans(path) and path.endswith(_SUFFIXES)} - gone
    shown = set(map(printable, gone))
    faults = [one for one in listing.faults if one.path not in shown]
    return Listing(sorted({*listing.files, *there} - gone), faults, listing.folders, listing.has_links)


def _listed(
    root: Path, relative: str
) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]], list[str], bool]:
    """Return the folders in a folder, the files that may be YAML, other names, and whether it holds a link."""
    folders = []
    yaml = []
    others = []
    links = False
    with os.scandir(f"{root}/{relative}") as entries:
        for entry in entries:
            links = links or entry.is_symlink()
            if _is_folder(entry):
                if not entry.name.startswith("."):
                    folders.append(entry)
            elif entry.name.lower().endswith(_SUFFIXES):
                yaml.append(entry)
            else:
                others.append(entry.name)
    folders.sort(key=lambda one: one.name)
    return folders, yaml, others, links


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _leads_away(entry: os.DirEntry[str]) -> bool:
    """Whether this is a link, or a junction, which Windows uses for folders."""
    junction = getattr(entry, "is_junction", None)  # from Python 3.12 on
    return entry.is_symlink() or (junction is not None and junction())


def portable(name: str) -> str | None:
    """Return why not every system can hold a file or folder of that name; None if all can."""
    if _RESERVED.fullmatch(name):
        return "là tên mà Windows giữ riêng cho thiết bị"
    if found := _FORBIDDEN.search(name):
        return f"có ký tự {_character(found[0])} mà Windows không cho dùng trong tên"
    if name.endswith((".", " ")):
        return f"kết thúc bằng {'dấu chấm' if name.endswith('.') else 'dấu cách'}, Windows sẽ bỏ dấu đó đi"
    return None


def _is_link(path: Path) -> bool:
    """Whether this is a link, or a junction, which Windows uses for folders."""
    junction = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return path.is_symlink() or (junction is not None and junction(path))


def _folders(folders: list[os.DirEntry[str]], relative: str) -> Iterator[Diagnostic]:
    for entry in folders:
        path = printable(f"{relative}/{entry.name}")
        if _leads_away(entry):
            yield _linked(path, "thư mục")
        elif entry.name.lower().endswith(_SUFFIXES):
            yield Diagnostic(
                MISPLACED_FILE,
                path,
                FILE_START,
                "đây là một thư mục mà tên có đuôi như tệp YAML",
                help="bỏ đuôi .yaml của thư mục, hoặc thay thư mục bằng tệp",
            )


def _names(relative: str, names: list[str]) -> Iterator[Diagnostic]:
    """Report names in one folder that Windows or macOS can't hold, or can't tell apart."""
    if all(map(_is_plain, names)):
        return
    same: dict[str, str] = {}
    for name in sorted(names):
        path = printable(f"{relative}/{name}")
        if reason := portable(name):
            yield _fault(NOT_PORTABLE, path, f"tên “{printable(name)}” {reason}", _RENAME)
        first = same.setdefault(folded(name), name)
        if first != name:
            yield _fault(
                NOT_PORTABLE,
                path,
                f"tên “{printable(name)}” chỉ khác “{printable(first)}” ở chữ hoa, chữ thường hoặc cách ghép dấu; "
                "trên Windows và macOS hai tên này là một",
                "giữ lại một tên, gộp nội dung nếu cần",
            )


@lru_cache(maxsize=4096)
def _is_plain(name: str) -> bool:
    """Whether every system can hold a name, and can tell it from every other plain name."""
    return _PLAIN.fullmatch(name) is not None and portable(name) is None


def _unusable(root: Path, path: str, *, linked: bool) -> Diagnostic | None:
    """Report why a file is not opened; None if it can be."""
    if printable(path) != path:
        return _fault(
            MISPLACED_FILE,
            printable(path),
            "tên tệp hoặc thư mục không phải UTF-8",
            "đổi tên bằng chữ không dấu",
        )
    if not path.endswith(".yaml"):
        remedy = rename(path.rpartition("/")[2], frozenset()) or "đổi đuôi tệp thành .yaml"
        return _fault(MISPLACED_FILE, path, "tệp phải có đuôi .yaml viết thường", remedy)
    if linked and (root / path).is_file():
        return _linked(path, "tệp")
    return None


def _linked(path: str, what: str) -> Diagnostic:
    return _fault(
        MISPLACED_FILE,
        path,
        f"{what} này là một liên kết (symlink) nên không được đọc",
        f"thay liên kết bằng {what} thật, hoặc bỏ nó đi",
    )


def _too_deep(path: str) -> Diagnostic:
    return _fault(
        OVER_LIMIT,
        printable(path),
        f"thư mục lồng nhau quá {DEEPEST} tầng; những gì ở sâu hơn không được đọc",
        "đặt thư mục của đơn vị theo mã của nó, ví dụ plans/2020/quang-tri/huong-hoa/",
    )


def _fault(code: Code, path: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code, path, FILE_START, message, help=remedy)


def folded(name: str) -> str:
    """Return a form that is the same for names or paths that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _character(character: str) -> str:
    return f"U+{ord(character):04X}" if character < " " else f"“{character}”"


def printable(path: str) -> str:
    """Return a path in a form that can be printed even if its bytes are not UTF-8."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# Kinds of files


class FileKind(Struct, frozen=True):
    """One kind of file.

    Attributes:
        name: as `mttq schema` calls it.
        title: what such a file is, in Vietnamese.
        shape: what it may hold.
        places: patterns of its paths from the root, as editors write them.
    """

    name: str
    title: str
    shape: Shape
    places: tuple[str, ...]


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("ke-hoach", "Kế hoạch của một đơn vị", shapes.PLAN, ("plans/*/**/ke-hoach.yaml",)),
    FileKind(
        "bao-cao",
        "Báo cáo của một kỳ",
        shapes.REPORT,
        (
            "plans/*/**/thang-[01][0-9].yaml",
            "plans/*/**/quy-[1-4].yaml",
            "plans/*/**/6-thang.yaml",
            "plans/*/**/9-thang.yaml",
            "plans/*/**/nam.yaml",
            "plans/*/**/nhiem-ky.yaml",
            "plans/*/**/giai-doan.yaml",
            "plans/*/**/dot-*.yaml",
        ),
    ),
    FileKind("giao-ban", "Kết luận giao ban quý", shapes.BRIEFING, ("plans/*/**/giao-ban-quy-[1-4].yaml",)),
    FileKind(
        "chuong-trinh",
        "Danh mục bộ chương trình",
        SHAPES[CatalogueKind.PROGRAMMES],
        (PROGRAMMES,),
    ),
    FileKind(
        "chi-tieu",
        "Danh mục chỉ tiêu",
        SHAPES[CatalogueKind.INDICATORS],
        (f"{INDICATORS}.yaml", f"{INDICATORS}/*.yaml"),
    ),
    FileKind(
        "don-vi",
        "Danh mục đơn vị",
        SHAPES[CatalogueKind.UNITS],
        (f"{UNITS}.yaml", f"{UNITS}/*.yaml"),
    ),
    FileKind(
        "quy-tac", "Quy tắc giữa các chỉ tiêu", SHAPES[CatalogueKind.RULES], (f"{CATALOGUE}/quy-tac.yaml",)
    ),
    FileKind("dot", "Danh mục đợt", SHAPES[CatalogueKind.CAMPAIGNS], (CAMPAIGNS,)),
    FileKind("mttq", "Thiết lập của dự án", SHAPES[CatalogueKind.SETTINGS], (SETTINGS,)),
    FileKind(
        "mac-dinh",
        "Phần chung của các văn bản một đơn vị",
        SHAPES[CatalogueKind.DEFAULTS],
        (f"{DEFAULTS}/**/*.yaml",),
    ),
    FileKind("the-thuc", "Bộ thể thức trình bày văn bản", PROFILE, (f"{PROFILES}/*.yaml",)),
    FileKind("bang", "Bản đồ của một bảng trả lời", TABLE_MAP, (f"{TABLE_MAPS}/*.yaml",)),
)
