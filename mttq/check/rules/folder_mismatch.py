"""A document that names another unit, year or period than the folder and the name of its file."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic
from mttq.documents import DocumentKind, Named
from mttq.documents.facts import Facts
from mttq.documents.shapes import CYCLE, PERIOD, UNIT

FOLDER_MISMATCH = Code("MT109", "khac-thu-muc")


def folder_mismatch(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare `don_vi`, `nam` and `ky` with the path."""
    ref, header = facts.ref, facts.header
    said: list[tuple[str, Named | None, str, str]] = [
        (UNIT.key, header.unit, ref.unit, "thư mục"),
        (CYCLE.key, header.cycle, ref.cycle.name, "thư mục"),
    ]
    if ref.kind is not DocumentKind.PLAN:
        said.append((PERIOD.key, header.period, ref.period.name, "tên tệp"))
    for key, named, expected, where in said:
        if named is not None and named.text != expected:
            yield Diagnostic(
                FOLDER_MISMATCH,
                ref.path,
                named.span,
                f"{key} là “{named.text}” nhưng {where} là “{expected}”",
                help=f"viết {key}: {expected}, hoặc chuyển tệp về đúng chỗ",
            )
