"""A unit whose id can't be the name of a folder on every system."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import NOT_PORTABLE, Diagnostic
from mttq.documents.folders import portable

_ID = re.compile(r"[a-z0-9-]+")


def not_portable(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the id of each unit can be the name of its folder: on Windows `con-co` can, `con` can't."""
    for unit in catalogue.units.by_id.values():
        name = unit.id.rpartition("/")[2]
        # Any other fault of an id is reported when its form is checked.
        if _ID.fullmatch(name) and (reason := portable(name)):
            yield Diagnostic(
                NOT_PORTABLE,
                unit.path,
                unit.span,
                f"mã đơn vị “{name}” {reason}, nên không có thư mục nào mang tên đó được",
                help=f"đặt mã khác, ví dụ “{name}-1” hoặc tên đầy đủ của đơn vị",
            )
