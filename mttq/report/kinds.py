"""The kinds of document. To add one, write a module and add a line to `KINDS`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from mttq.period import Period
from mttq.report import bao_cao, chuong_trinh, giao_ban, nhiem_ky, phu_luc, tong_hop
from mttq.report.model import Annex, Report
from mttq.report.subject import Subject


class ReportKind(Struct, frozen=True, kw_only=True):
    """A kind of document.

    Attributes:
        name: its name on the command line, and that of its templates.
        build: returns the document of a subject; None if the unit has nothing to make it from.
        by_default: returns whether it is made for a subject if no kind is asked for.
        per_period: whether there is one for each period, named in the file's name.
        nothing: the message that there is nothing to make it from; `{ky}` is the period, `{tep}` its report's file.
        formats: the formats it is written in.
    """

    name: str
    build: Callable[[Subject], Report | Annex | None]
    by_default: Callable[[Subject], bool]
    per_period: bool
    nothing: str
    formats: tuple[str, ...] = ("docx", "md")

    def file_stem(self, subject: Subject) -> str:
        """Return the name of its file without the suffix: `bao-cao-nam`, `chuong-trinh`."""
        return self.stem_in(subject.period)

    def stem_in(self, period: Period) -> str:
        """Return the name of its file for a period, which is the same for all units."""
        return f"{self.name}-{period.name}" if self.per_period else self.name


KINDS: dict[str, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(
            name=bao_cao.KIND,
            build=bao_cao.build,
            by_default=lambda subject: nhiem_ky.next_term(subject) is None,
            per_period=True,
            nothing="chưa có báo cáo và số liệu {ky} (ghi vào {tep} để bắt đầu)",
        ),
        ReportKind(
            name=nhiem_ky.KIND,
            build=nhiem_ky.build,
            by_default=lambda subject: nhiem_ky.next_term(subject) is not None,
            per_period=False,
            nothing="chưa có báo cáo nhiệm kỳ (nhiem-ky.yaml) nêu chuong_trinh_moi",
        ),
        ReportKind(
            name=chuong_trinh.KIND,
            build=chuong_trinh.build,
            by_default=lambda subject: subject.is_whole and subject.cycle.alone is None,
            per_period=False,
            nothing="chưa có kế hoạch (ke-hoach.yaml) {ky}",
        ),
        ReportKind(
            name=giao_ban.KIND,
            build=giao_ban.build,
            by_default=lambda subject: giao_ban.briefing_of(subject) is not None,
            per_period=True,
            nothing="văn bản giao ban chỉ làm cho một quý (--period quy-1 … quy-4)",
        ),
        ReportKind(
            name=phu_luc.KIND,
            build=phu_luc.build,
            by_default=lambda subject: subject.has_results,
            per_period=True,
            nothing="chưa có chỉ tiêu, số liệu nào trong {ky}",
            formats=("xlsx",),
        ),
        ReportKind(
            name=tong_hop.KIND,
            build=tong_hop.build,
            by_default=lambda subject: False,
            per_period=True,
            nothing="chưa có lời văn nào trong báo cáo {ky} của các đơn vị cấp dưới",
        ),
    )
}


def default_kinds(subject: Subject) -> list[str]:
    """Return the kinds that are made for a unit and period if none is asked for."""
    return [kind.name for kind in KINDS.values() if kind.by_default(subject)]
