"""A setting of how documents are approved that names nothing, or a tag that git can't have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic
from mttq.names import TAG_FIELDS
from mttq.spelling import suggestion

BAD_APPROVAL = Code("MT424", "cach-duyet-sai")

_FIELD = re.compile(r"\{([^{}]*)\}")
_EXAMPLE = "ví dụ nhan: duyet/{nam}/{don_vi}/{ky}"
# What no name of a tag or branch may have (git check-ref-format).
_NO_REF = re.compile(r"[\x00-\x20\x7f~^:?*\[\\{}]|\.\.|@\{|//|^[-/.]|[/.]$|/\.|\.lock$")


def bad_approval(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check what the settings say approves a document."""
    settings = catalogue.settings
    approval = settings.approval
    if approval is None:
        return

    def fault(message: str, help: str) -> Diagnostic:
        return Diagnostic(BAD_APPROVAL, settings.path, approval.span, message, help=help)

    if not (approval.tag or approval.branch):
        yield fault("phe_duyet không nêu nhãn hay nhánh nào", f"thêm nhan hoặc nhanh, {_EXAMPLE}")
    for name in _FIELD.findall(approval.tag):
        if name not in TAG_FIELDS:
            yield fault(
                f"không biết điền gì vào {{{name}}} trong tên nhãn “{approval.tag}”",
                suggestion(name, TAG_FIELDS) or f"dùng {', '.join(f'{{{one}}}' for one in TAG_FIELDS)}",
            )
    for kind, name in (("nhãn", _FIELD.sub("x", approval.tag)), ("nhánh", approval.branch)):
        if name and _NO_REF.search(name):
            shown = approval.tag if kind == "nhãn" else name
            yield fault(
                f"git không cho đặt tên {kind} “{shown}”", f"chỉ dùng chữ, số, gạch ngang và “/”, {_EXAMPLE}"
            )
