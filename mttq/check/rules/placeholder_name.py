"""A programme whose name was never filled in, or a short name that only repeats its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic, Severity
from mttq.spelling import without_marks

PLACEHOLDER_NAME = Code("MT326", "ten-chuong-trinh-tam", Severity.WARNING)

_IN_BRACKETS = re.compile(r"[(\[{<].*[)\]}>]", re.DOTALL)
_TO_FILL_IN = re.compile(r"chep nguyen van|dien ten|ten (day du )?(cua )?chuong trinh|\btodo\b|\bx{3,}\b")
_NO_WORD = re.compile(r"[\W_]*")
_NUMBER_ONLY = re.compile(r"(chuong trinh|ct)?[\s.]*(so )?([0-9]+|[ivx]+)[\s.:]*")


def placeholder_name(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that documents and tables will print the names of programmes, not what stands for them."""
    for one in catalogue.programme_sets.values():
        for programme in one.programmes:
            which = f"chương trình {programme.number} của bộ {one.id}"
            if _is_placeholder(programme.name) or _repeats_number(programme.name):
                yield Diagnostic(
                    PLACEHOLDER_NAME,
                    one.path,
                    programme.name_span,
                    f"{which} chưa có tên thật: “{programme.name}” sẽ in nguyên như thế vào văn bản",
                    help="chép nguyên văn tên chương trình từ văn bản của đại hội",
                )
            if programme.short_span is None:
                continue
            if _repeats_number(programme.short_name):
                yield Diagnostic(
                    PLACEHOLDER_NAME,
                    one.path,
                    programme.short_span,
                    f"tên ngắn của {which} chỉ nhắc lại số của nó: "
                    f"bảng sẽ in “Chương trình {programme.number}: {programme.short_name}”",
                    help="viết vài chữ nêu nội dung của chương trình, hoặc bỏ ten_ngan để bảng dùng ten",
                )
            elif _is_placeholder(programme.short_name):
                yield Diagnostic(
                    PLACEHOLDER_NAME,
                    one.path,
                    programme.short_span,
                    f"{which} chưa có tên ngắn thật: “{programme.short_name}” sẽ in nguyên như thế vào bảng",
                    help="viết vài chữ nêu nội dung của chương trình, hoặc bỏ ten_ngan để bảng dùng ten",
                )


def _is_placeholder(name: str) -> bool:
    text = without_marks(name.strip().casefold())
    return bool(_IN_BRACKETS.fullmatch(text) or _TO_FILL_IN.search(text) or _NO_WORD.fullmatch(text))


def _repeats_number(name: str) -> bool:
    return _NUMBER_ONLY.fullmatch(without_marks(name.strip().casefold())) is not None
