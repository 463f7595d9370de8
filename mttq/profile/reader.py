"""Profiles read from their files, each with the profile it is based on.

A project's own `templates/the-thuc/<name>.yaml` wins over the packaged one of
that name, and may be based on it: a name within a file of the same name means
the packaged file. A profile that names no base has `nd30` as its base, so that
every file gives only what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import mttq
from mttq.catalogue.settings import LAYOUT
from mttq.diagnostics import FILE_START, Diagnostic, Span
from mttq.diagnostics.codes import UNKNOWN_VALUE
from mttq.levels import Level
from mttq.profile.model import Layout, Letterheads, Numbers, Page, Style, Words
from mttq.profile.shape import ACROSS, BOTTOM, SHAPE, STYLES
from mttq.schema import (
    Choice,
    Either,
    Flag,
    ListOf,
    Measure,
    Record,
    Shape,
    Table,
    Whole,
    as_flag,
    as_measure,
    as_names,
    as_whole,
    as_word,
    quoted,
    suggestion,
    validate,
)
from mttq.source import DOCUMENT_LIMITS, Node, Sequence, Source, read_bytes, read_content
from mttq.source import Mapping as MappingNode

TEMPLATES = "templates"
FOLDER = f"{TEMPLATES}/the-thuc"
"""Where profiles lie, below a project's root."""


def packaged() -> list[Path]:
    """The folders of templates that come with the package: inside an installed one, beside it in a checkout."""
    package = Path(mttq.__file__).parent
    return [package / TEMPLATES, package.parent / TEMPLATES]


DEFAULT = LAYOUT
"""The profile of a project that names none, and the base of one that names none."""

_SUFFIX = ".yaml"
_LONGEST_CHAIN = 8

Values = dict[str, Any]  # a file's content in the form of its shape


def own(root: Path) -> list[str]:
    """The paths of a project's own profiles, relative to its root, in order; not those of the package itself."""
    folder = root / FOLDER
    if not folder.is_dir() or any(_same(folder, one) for one in _packaged_folders()):
        return []
    return sorted(f"{FOLDER}/{file.name}" for file in folder.glob(f"*{_SUFFIX}") if file.is_file())


def names(root: Path | None) -> list[str]:
    """The names of all profiles that can be chosen."""
    folders = [*_packaged_folders(), *([root / FOLDER] if root is not None else [])]
    return sorted({file.stem for folder in folders for file in folder.glob(f"*{_SUFFIX}")})


def load(root: Path | None, name: str) -> Layout:
    """The profile of that name; where there is none, `nd30` under that name, with a fault that says so.

    Args:
        root: the project, whose own profiles win; None for the packaged ones alone.
        name: as settings name it.
    """
    files: list[tuple[str, bytes | Source]] = []
    seen: set[Path] = set()
    faults: list[Diagnostic] = []
    wanted, asked_by, span = name, "", FILE_START
    while len(files) < _LONGEST_CHAIN:
        file = next((one for one in _candidates(root, wanted) if one not in seen and one.is_file()), None)
        if file is None:
            faults.append(
                unknown(root, wanted, asked_by, span, circular=bool(seen & {*_candidates(root, wanted)}))
            )
            break
        seen.add(file)
        path = _shown(root, file)
        files.append((path, read_content(file, path, DOCUMENT_LIMITS)))
        base, span = _base(*files[-1])
        if not base and file in _candidates(None, DEFAULT):
            break
        wanted, asked_by = base or DEFAULT, path
    return _composed(name, tuple(files), tuple(faults))


@lru_cache(maxsize=1)
def default() -> Layout:
    """The packaged `nd30`."""
    return load(None, DEFAULT)


def used(root: Path, name: str, place: tuple[str, Span]) -> list[Diagnostic]:
    """What is wrong with the choice of a profile, and with every profile that the project has of its own.

    Args:
        root: the project.
        name: the profile that its settings name.
        place: the file and the place where they name it.
    """
    known = names(root)
    faults = [] if name in known else [unknown(root, name, *place)]
    for path in own(root):
        faults += (one for one in load(root, Path(path).stem).faults if one.path == path)
    return faults


def unknown(root: Path | None, name: str, path: str, span: Span, *, circular: bool = False) -> Diagnostic:
    """That there is no profile of that name, at the place where it is named."""
    if circular:
        return Diagnostic(
            UNKNOWN_VALUE,
            path,
            span,
            f"bộ thể thức “{name}” dựa trên chính nó",
            "chọn một bộ thể thức khác làm gốc, hoặc bỏ khóa dua_tren",
        )
    known = names(root)
    nearest = suggestion(name, known)
    remedy = f"chọn một trong: {quoted(known)}; hoặc đặt thêm tệp {FOLDER}/{name}{_SUFFIX}"
    return Diagnostic(
        UNKNOWN_VALUE,
        path or f"{FOLDER}/{name}{_SUFFIX}",
        span,
        f"không có bộ thể thức “{name}”",
        f"{nearest} {remedy}" if nearest else remedy,
    )


def _packaged_folders() -> list[Path]:
    below = Path(FOLDER).relative_to(TEMPLATES)
    return [folder / below for folder in packaged()]


def _candidates(root: Path | None, name: str) -> list[Path]:
    folders = ([root / FOLDER] if root is not None else []) + _packaged_folders()
    return [folder / f"{name}{_SUFFIX}" for folder in folders]


def _same(one: Path, other: Path) -> bool:
    return other.is_dir() and one.samefile(other)


def _shown(root: Path | None, file: Path) -> str:
    return (
        file.relative_to(root).as_posix()
        if root is not None and file.is_relative_to(root)
        else file.as_posix()
    )


def _base(path: str, content: bytes | Source) -> tuple[str, Span]:
    """The profile that a file says it is based on, and where it says so."""
    root = _read(path, content).root
    node = root.get("dua_tren") if isinstance(root, MappingNode) else None
    return as_word(node) or "", node.span if node is not None else FILE_START


def _read(path: str, content: bytes | Source) -> Source:
    return content if isinstance(content, Source) else _parsed(path, content)


@lru_cache(maxsize=32)
def _parsed(path: str, content: bytes) -> Source:
    return read_bytes(content, path, DOCUMENT_LIMITS)


def _composed(
    name: str, files: tuple[tuple[str, bytes | Source], ...], faults: tuple[Diagnostic, ...]
) -> Layout:
    """The profile made of these files, the first of which wins over those behind it."""
    if not files or faults:
        files = (*files, *_fallback())
    return _made(name, files, faults)


@lru_cache(maxsize=32)
def _made(name: str, files: tuple[tuple[str, bytes | Source], ...], faults: tuple[Diagnostic, ...]) -> Layout:
    values: Values = {}
    found = list(faults)
    for path, content in reversed(files):
        source = _read(path, content)
        found += source.diagnostics
        if source.root is not None:
            found += validate(source.root, SHAPE, path)
            values = _merged(values, _values(source.root, SHAPE) or {})
    return _layout(name, values, tuple(found))


def _fallback() -> Iterator[tuple[str, bytes]]:
    file = next(one for one in _candidates(None, DEFAULT) if one.is_file())
    yield file.as_posix(), file.read_bytes()


def _merged(below: Values, above: Values) -> Values:
    """Keys of `above` in place of those below; groups of keys are merged, all else is replaced."""
    merged = dict(below)
    for key, value in above.items():
        earlier = merged.get(key)
        merged[key] = (
            _merged(earlier, value) if isinstance(earlier, dict) and isinstance(value, dict) else value
        )
    return merged


def _values(node: Node, shape: Shape) -> Any:  # noqa: ANN401 # as many kinds of value as shapes
    """What a node says, in the form of its shape; None where it does not fit."""
    match shape:
        case Record(_, fields):
            shapes: Mapping[str, Shape] = {field.key: field.shape for field in fields}
        case Table(_, each):
            shapes = {key.text: each for key, _ in node.items()} if isinstance(node, MappingNode) else {}
        case ListOf():
            return as_names(node)
        case Either(_, _, sequence):
            return _values(node, sequence) if isinstance(node, Sequence) and sequence is not None else ()
        case Measure():
            return as_measure(node, shape)
        case Flag():
            return as_flag(node)
        case Whole():
            return as_whole(node)
        case Choice(words):
            word = as_word(node)
            return word if word in words else None
        case _:
            return as_word(node)
    if not isinstance(node, MappingNode):
        return None
    found = {}
    for key, below in node.items():
        value = _values(below, shapes[key.text]) if key.text in shapes else None
        if value is not None:
            found[key.text] = value
    return found


def _layout(name: str, values: Values, faults: tuple[Diagnostic, ...]) -> Layout:
    numbers, day = values["so_van_ban"], values["ngay"]
    return Layout(
        name,
        values["ten"],
        _page(values),
        _page(_merged(values, values.get("mot_trang", {}))),
        _words(values),
        Numbers(
            numbers["mau"],
            numbers["ky_hieu"],
            numbers["cho_trong"],
            numbers["them_khong_duoi"],
            day["mau"],
            day["dia_danh"],
            day["chua_co"],
            day["ngay_them_khong_duoi"],
            day["thang_them_khong_duoi"],
            # The longest words first: “nghị quyết liên tịch” before “nghị quyết”.
            tuple(
                sorted(((one.lower(), sign) for one, sign in values["ky_hieu_loai"].items()), key=_longest)
            ),
        ),
        _letterheads(values["co_quan"]),
        tuple(values["de_muc"].items()),
        faults,
    )


def _longest(sign: tuple[str, str]) -> tuple[int, str]:
    return -len(sign[0]), sign[0]


def _page(values: Values) -> Page:
    page, number, rule, table = values["trang"], values["so_trang"], values["duong_ke"], values["bang"]
    heading, closing = values["khung_dau"], values["khung_ky"]
    return Page(
        width=page["rong"],
        height=page["cao"],
        top=page["le_tren"],
        bottom=page["le_duoi"],
        left=page["le_trai"],
        right=page["le_phai"],
        font=page["phong_chu"],
        turns=page["bang_rong"] == ACROSS,
        number_first=number["trang_dau"],
        number_below=number["vi_tri"] == BOTTOM,
        number_edge=number["cach_mep"],
        heading=(heading["cot_trai"], heading["cot_phai"]),
        closing=(closing["cot_trai"], closing["cot_phai"]),
        rule=rule["net"],
        rule_gap=rule["cach"],
        rule_issuer=rule["duoi_co_quan"],
        rule_motto=rule["duoi_tieu_ngu"],
        rule_subject=rule["duoi_trich_yeu"],
        border=table["net"],
        cell=table["le_o"],
        gap=table["cach"],
        styles=_styles(values["kieu_chu"]),
    )


def _styles(values: Values) -> tuple[tuple[str, Style], ...]:
    return tuple((name, _style(values["thuong"] | values.get(name, {}))) for name in STYLES)


def _style(values: Mapping[str, Any]) -> Style:
    return Style(
        size=values["co_chu"],
        bold=values["dam"],
        italic=values["nghieng"],
        align=values["canh"],
        first=values["thut_dau_dong"],
        before=values["truoc"],
        after=values["sau"],
        line=values["gian_dong"],
    )


def _words(values: Values) -> Words:
    words = values["chu"]
    return Words(
        country=words["quoc_hieu"],
        motto=words["tieu_ngu"],
        addressed=words["kinh_gui"],
        recipients=words["noi_nhan"],
        filed=words["luu"],
        dash=words["gach_dau_dong"],
        end=words["het"],
        capitals=frozenset(part for part, wanted in values["in_hoa"].items() if wanted),
    )


def _letterheads(values: Values) -> Letterheads:
    levels = [(level, values[level.value]) for level in Level if level.value in values]
    return Letterheads(
        values["ban_thuong_truc"],
        values["ky_hieu_ban_thuong_truc"],
        values["thay_mat"],
        tuple((level, one["cap_tren"]) for level, one in levels if one.get("cap_tren")),
        tuple((level, one["co_quan"]) for level, one in levels if one.get("co_quan")),
        tuple((level, one["ky_hieu"]) for level, one in levels if "ky_hieu" in one),
    )
