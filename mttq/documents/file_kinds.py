"""Every kind of file of a project: its name, its shape, and where its files are.

Readers tell the kind of a file from its path; this table is for lookups by
name, such as those of editors.
"""

from __future__ import annotations

from msgspec import Struct

from mttq.catalogue.reader import SHAPES, CatalogueKind
from mttq.documents import shapes
from mttq.names import CATALOGUE, INDICATORS, PROFILES, PROGRAMMES, SETTINGS, UNITS
from mttq.profile import SHAPE as PROFILE
from mttq.schema import Shape


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
    FileKind("mttq", "Thiết lập của dự án", SHAPES[CatalogueKind.SETTINGS], (SETTINGS,)),
    FileKind("the-thuc", "Bộ thể thức trình bày văn bản", PROFILE, (f"{PROFILES}/*.yaml",)),
)
