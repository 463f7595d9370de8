"""Settings of a project (`mttq.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from mttq.diagnostics import FILE_START, Span
from mttq.schema import (
    Field,
    Identifier,
    KeyKind,
    Record,
    Refers,
    Table,
    Whole,
    as_mapping,
    as_whole,
)
from mttq.source import Scalar, Source

# The version of the format that this program reads; a file of a newer one is not guessed at.
FORMAT_VERSION = 1
# The layout profile of a project that names none.
LAYOUT = "nd30"

SHAPE = Record(
    "thiết lập",
    (
        Field("phien_ban", Whole(positive=True), "phiên bản định dạng", required=True),
        Field(
            "don_vi_mac_dinh", Identifier("một mã đơn vị", refers=Refers.UNIT), "đơn vị mặc định của các lệnh"
        ),
        Field("the_thuc", Identifier("tên một bộ thể thức", KeyKind.ID), "bộ thể thức trình bày văn bản"),
        Field(
            "han_nop",
            Table(KeyKind.ID, Whole(negative=True), key_title="kỳ báo cáo", refers=Refers.PERIOD),
            "hạn nộp báo cáo của từng kỳ, tính bằng ngày sau ngày cuối kỳ",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a secretariat sets for its project.

    Attributes:
        version: the version of the format that its files are written in.
        default_unit: the unit that commands take where none is named, or "".
        layout: the layout profile of documents, by name.
        deadlines: days after a period's last day, by the period's name.
        path: the file, or "" where there is none.
        default_unit_span: where the default unit is named.
        layout_span: where the layout profile is named.
        deadline_spans: where each deadline is set.
    """

    version: int = FORMAT_VERSION
    default_unit: str = ""
    layout: str = LAYOUT
    deadlines: dict[str, int] = field(default_factory=dict)
    path: str = ""
    default_unit_span: Span = FILE_START
    layout_span: Span = FILE_START
    deadline_spans: dict[str, Span] = field(default_factory=dict)


def read_settings(source: Source) -> Settings:
    """The settings of the file; what does not fit the shape keeps its default."""
    root = as_mapping(source.root)
    unit, layout = root.get("don_vi_mac_dinh"), root.get("the_thuc")
    deadlines = {
        key.text: (days, key.span)
        for key, node in as_mapping(root.get("han_nop")).items()
        if (days := as_whole(node)) is not None
    }
    version = as_whole(root.get("phien_ban"))
    return Settings(
        FORMAT_VERSION if version is None else version,
        unit.text if isinstance(unit, Scalar) else "",
        layout.text.strip() if isinstance(layout, Scalar) else LAYOUT,
        {name: days for name, (days, _) in deadlines.items()},
        source.path,
        unit.span if unit is not None else FILE_START,
        layout.span if layout is not None else FILE_START,
        {name: span for name, (_, span) in deadlines.items()},
    )
