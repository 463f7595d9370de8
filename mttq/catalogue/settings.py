"""Settings of a project (`mttq.yaml`)."""

from __future__ import annotations

from msgspec import Struct, field

from mttq.diagnostics import FILE_START, Span
from mttq.schema import (
    Field,
    Identifier,
    KeyKind,
    Name,
    Record,
    Refers,
    Table,
    Whole,
    as_mapping,
    as_whole,
    as_word,
)
from mttq.source import Mapping, Scalar, Source

# The version of the format that this program reads; a file of a newer one is not guessed at.
FORMAT_VERSION = 1
# The layout profile of a project that names none.
DEFAULT_LAYOUT = "nd30"

VERSION = Field("phien_ban", Whole(positive=True), "phiên bản định dạng", required=True)
DEFAULT_UNIT = Field(
    "don_vi_mac_dinh", Identifier("một mã đơn vị", refers=Refers.UNIT), "đơn vị mặc định của các lệnh"
)
LAYOUT = Field("the_thuc", Identifier("tên một bộ thể thức", KeyKind.ID), "bộ thể thức trình bày văn bản")
DEADLINES = Field(
    "han_nop",
    Table(KeyKind.ID, Whole(negative=True), key_title="kỳ báo cáo", refers=Refers.PERIOD),
    "hạn nộp báo cáo của từng kỳ, tính bằng ngày sau ngày cuối kỳ",
)
TAG = Field("nhan", Name(), "tên nhãn git (tag) có chú giải duyệt một văn bản, với {nam}, {don_vi}, {ky}")
BRANCH = Field("nhanh", Name(), "nhánh git mà văn bản ở đó là đã duyệt")
APPROVAL = Field("phe_duyet", Record("cách phê duyệt", (TAG, BRANCH)), "văn bản được duyệt bằng gì")

SHAPE = Record(
    "thiết lập",
    (
        VERSION,
        DEFAULT_UNIT,
        LAYOUT,
        DEADLINES,
        APPROVAL,
    ),
)


class ApprovalSetting(Struct, frozen=True):
    """How documents are approved.

    Attributes:
        tag: the name of the tag that approves a document, with `{nam}`, `{don_vi}` and `{ky}`; or "".
        branch: the branch whose documents are approved, or "".
        span: the place of the setting.
    """

    tag: str
    branch: str
    span: Span


class Settings(Struct, frozen=True, kw_only=True):
    """What a secretariat sets for its project.

    Attributes:
        version: the version of the format that its files are written in.
        default_unit: the unit that commands take if none is named, or "".
        layout: the layout profile of documents, by name.
        deadlines: days after a period's last day, by the period's name.
        path: the file, or "" if there is none.
        default_unit_span: the place of the default unit in it.
        layout_span: the place of the layout profile.
        deadline_spans: the place of each deadline.
        approval: how documents are approved, or None if they are not.
    """

    version: int = FORMAT_VERSION
    default_unit: str = ""
    layout: str = DEFAULT_LAYOUT
    deadlines: dict[str, int] = field(default_factory=dict)
    path: str = ""
    default_unit_span: Span = FILE_START
    layout_span: Span = FILE_START
    deadline_spans: dict[str, Span] = field(default_factory=dict)
    approval: ApprovalSetting | None = None


def read_settings(source: Source) -> Settings:
    """Read the settings of the file; a value that does not fit the shape keeps its default."""
    root = as_mapping(source.root)
    unit, layout = root.get(DEFAULT_UNIT.key), root.get(LAYOUT.key)
    deadlines = {
        key.text: (days, key.span)
        for key, node in as_mapping(root.get(DEADLINES.key)).items()
        if (days := as_whole(node)) is not None
    }
    version = as_whole(root.get(VERSION.key))
    return Settings(
        version=FORMAT_VERSION if version is None else version,
        default_unit=unit.text if isinstance(unit, Scalar) else "",
        layout=layout.text.strip() if isinstance(layout, Scalar) else DEFAULT_LAYOUT,
        deadlines={name: days for name, (days, _) in deadlines.items()},
        path=source.path,
        default_unit_span=unit.span if unit is not None else FILE_START,
        layout_span=layout.span if layout is not None else FILE_START,
        deadline_spans={name: span for name, (_, span) in deadlines.items()},
        approval=_approval(root),
    )


def _approval(root: Mapping) -> ApprovalSetting | None:
    entry = root.entry(APPROVAL.key)
    if entry is None:
        return None
    form = as_mapping(entry.value)
    return ApprovalSetting(
        as_word(form.get(TAG.key)) or "", as_word(form.get(BRANCH.key)) or "", entry.key.span
    )
