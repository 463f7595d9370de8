"""A key of `kem` that entries of figures or targets already have for something else."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.catalogue.indicators import COMPANIONS
from mttq.diagnostics import Code, Diagnostic
from mttq.documents.shapes import FIGURE_ENTRY, STATED_ENTRY, TARGET_ENTRY

COMPANION_NAME = Code("MT221", "ten-kem-khong-dung-duoc")

_TAKEN = frozenset(
    field.key for entry in (FIGURE_ENTRY, STATED_ENTRY, TARGET_ENTRY) for field in entry.fields
)


def companion_name(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that every key of `kem` is free, and that no indicator is its own companion."""
    for indicator in catalogue.indicators.values():
        for name, companion in indicator.companions.items():
            if name in _TAKEN:
                yield Diagnostic(
                    COMPANION_NAME,
                    indicator.path,
                    indicator.span,
                    f"{COMPANIONS.key}: “{name}” đã là khóa có sẵn của số liệu hoặc mục tiêu",
                    help="đặt tên khác, ví dụ tri_gia, nguoi, don_gia",
                )
            elif companion == indicator.id:
                yield Diagnostic(
                    COMPANION_NAME,
                    indicator.path,
                    indicator.span,
                    f"{COMPANIONS.key}: “{name}” là chính chỉ tiêu “{indicator.id}”",
                    help="nêu chỉ tiêu khác, hoặc bỏ dòng này",
                )
