"""A unit that takes over the same unit twice."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import Code, Diagnostic

REPEATED_TAKEOVER = Code("MT323", "ke-thua-hai-lan")


def repeated_takeover(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that no `ke_thua` names a unit twice; its figures would count twice or by a wrong share."""
    for unit in catalogue.units.by_id.values():
        seen: set[str] = set()
        for one in unit.takes_over:
            if one.unit in seen:
                yield Diagnostic(
                    REPEATED_TAKEOVER,
                    unit.path,
                    one.span,
                    f"“{unit.id}” kế thừa “{one.unit}” hai lần",
                    help="giữ một dòng; nếu nhận nhiều phần thì cộng các ty_trong lại",
                )
            seen.add(one.unit)
