"""The kinds of document: adding one is a module here and a line in `KINDS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mttq.report import bao_cao, chuong_trinh
from mttq.report.model import Report
from mttq.report.subject import Subject


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    Attributes:
        name: the name on the command line, and of its templates.
        build: the document of a subject; None where the unit has nothing to make it of.
        per_period: whether there is one for each period, so that the file's name says which.
        nothing: what to tell the user where there is nothing to make it of.
    """

    name: str
    build: Callable[[Subject], Report | None]
    per_period: bool
    nothing: str

    def file_stem(self, subject: Subject) -> str:
        """The name of its file without the ending: `bao-cao-nam`, `chuong-trinh`."""
        return f"{self.name}-{subject.period.name}" if self.per_period else self.name


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(bao_cao.KIND, bao_cao.build, per_period=True, nothing="không có gì để báo cáo"),
        Kind(
            chuong_trinh.KIND,
            chuong_trinh.build,
            per_period=False,
            nothing="chưa có kế hoạch (ke-hoach.yaml)",
        ),
    )
}
